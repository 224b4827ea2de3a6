"""A note on a case page: its text in stretches under marks, and the marks named beside it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layer:
    """One mark over a stretch of text."""

    group: str
    title: str
    counted: bool  # False for mentions that are denied, planned or about an earlier time


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a note's redacted text under one and the same set of marks."""

    start: int
    raw: str  # exactly the redacted text
    shown: str  # with pseudonyms spaced
    layers: tuple[Layer, ...] = ()
    anchors: tuple[str, ...] = ()  # ids of the stretches that begin here
    held: bool = False  # part of some evidence


@dataclass(frozen=True, slots=True)
class Chip:
    """A mark named in the margin of its note."""

    href: str
    label: str
    group: str
    standing: str  # "" where counted
    actor: str
    sure: str
    source: str


@dataclass(frozen=True, slots=True)
class NoteView:
    anchor: str
    id: str
    date: str
    recorded: str  # said only where it differs from the date
    type: str
    author: str
    flags: tuple[str, ...]
    segments: tuple[Segment, ...]
    chips: tuple[Chip, ...]
    withheld: bool

    @property
    def raw(self) -> str:
        return "".join(s.raw for s in self.segments)
