"""The timeline of a case page as a picture: what lies where. Places and lengths are in the units of the picture."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark of the timeline picture; lengths are in the units of the picture."""

    x: float
    y: float
    width: float  # of the bar under the mark, for what lasted or is not known to the day
    group: str
    letter: str
    title: str
    href: str  # the words in the note
    row: str  # the event in the table
    significant: bool
    count: int = 1  # events that it stands for
    fixed: bool = False  # stays where it is when the picture is enlarged


@dataclass(frozen=True, slots=True)
class Lane:
    id: str
    name: str
    y: float
    height: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    label: str
    zoom: int  # shown when the picture is this much enlarged, or more
    year: bool


@dataclass(frozen=True, slots=True)
class Scrutiny:
    x: float
    label: str
    title: str
    href: str
    row: str
    level: int  # which row of labels, from the top


@dataclass(frozen=True, slots=True)
class Timeline:
    width: float
    height: float
    left: float  # where the lanes' names end
    start: float  # where the axis begins
    top: float
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    scrutiny: tuple[Scrutiny, ...]
    edges: tuple[tuple[float, str, bool], ...]  # (x, "earlier" or "later", whether it stays on enlarging)
    groups: tuple[tuple[str, str, int], ...]  # (outcome group, name, how many)
    empty: bool
