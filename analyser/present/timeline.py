"""The picture of a case in time: events in lanes, laid out so that no mark hides another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from analyser.present import display
from analyser.present.view import EventView, Lane, Mark, Scrutiny, Tick, Timeline
from analyser.present.wording import Wording

WIDTH = 980.0
LEFT = 112.0  # room for the lanes' names
RIGHT = 22.0
SPACING = 20.0  # between the middles of two marks in a row
ROW = 22.0
DOT_SPACING = 11.0
DOT_ROW = 11.0
PAD = 6.0
LABEL_ROW = 15.0
LABEL_CHAR = 6.2  # about the width of a character of a label
STEPS = (1, 3, 6, 12, 24, 60, 120)  # months between labels
MOST_ROWS = 14
MOST_MONTHS = 1300
ZOOMS = (1, 2, 4, 8)
LABEL_ROOM = 46.0

At = Callable[[dt.date], float]


@dataclass(frozen=True, slots=True)
class Placed:
    """An event with the days between which it lies."""

    event: EventView
    first: dt.date
    last: dt.date
    letter: str


def lay_out(placed: Sequence[Placed], words: Wording) -> Timeline:
    """Places events on one axis of days. Marks that would overlap move to the next row of their lane."""
    counts: dict[str, int] = dict.fromkeys(words.outcome_groups, 0)
    for p in placed:
        counts[p.event.group] = counts.get(p.event.group, 0) + 1
    groups = tuple((g, words.outcome_groups.get(g, g), n) for g, n in counts.items() if n)
    if not placed:
        return Timeline(WIDTH, 0, LEFT, 0, (), (), (), groups, True)
    start = min(p.first for p in placed)
    end = max(p.last for p in placed)
    if (end - start).days < 14:
        end = start + dt.timedelta(days=14) if start < dt.date(9999, 1, 1) else end
    scale = (WIDTH - LEFT - RIGHT) / max((end - start).days, 1)

    def x(day: dt.date) -> float:
        return round(LEFT + (day - start).days * scale, 1)

    scrutiny, label_rows = _scrutiny(placed, x)
    top = 8 + label_rows * LABEL_ROW
    lanes, y = [], top
    for lane_id, name in words.lanes.items():
        inside = [p for p in placed if p.event.lane == lane_id]
        marks, height = _marks(inside, x, y)
        lanes.append(Lane(lane_id, name, y, height, marks))
        y += height
    return Timeline(WIDTH, y + 26, LEFT, top, tuple(lanes), _ticks(start, end, x, scale), scrutiny, groups, False)


def _marks(placed: Sequence[Placed], x: At, y: float) -> tuple[tuple[Mark, ...], float]:
    """Marks of one lane and how high it is: contacts in rows, and below them other events as dots, closer together."""
    contacts = [p for p in placed if p.event.group != "other"]
    others = [p for p in placed if p.event.group == "other"]
    high, rows = _rows(contacts, x, y + PAD, SPACING, ROW)
    top = y + PAD + rows * ROW
    low, more = _rows(others, x, top, DOT_SPACING, DOT_ROW)
    return (*high, *low), max(rows * ROW + more * DOT_ROW, ROW) + 2 * PAD


def _rows(placed: Iterable[Placed], x: At, y: float, spacing: float, row_height: float) -> tuple[list[Mark], int]:
    taken: list[float] = []  # the middle of the last mark of each row
    found = []
    for p in sorted(placed, key=lambda p: (p.first, p.last)):
        left, right = x(p.first), x(p.last)
        middle = round((left + right) / 2, 1)
        row = next((i for i, before in enumerate(taken) if middle - before >= spacing), len(taken))
        row = min(row, MOST_ROWS - 1)
        if row == len(taken):
            taken.append(middle)
        taken[row] = middle
        found.append(
            Mark(
                x=middle,
                y=round(y + row_height / 2 + row * row_height, 1),
                width=round(right - left, 1),
                group=p.event.group,
                letter=p.letter,
                title=title_of(p.event),
                href=_href(p.event),
                row=f"#{p.event.anchor}",
                significant=p.event.significant,
            )
        )
    return found, len(taken)


def _href(event: EventView) -> str:
    """The words that tell of the event; where there are none to show, its row in the table."""
    return next((q.href for q in event.quotes if q.href), f"#{event.anchor}")


def title_of(event: EventView) -> str:
    parts = (event.date + (f" ({event.approximate})" if event.approximate else ""), event.kind, event.actor)
    said = ", ".join(p for p in (*parts, event.outcome if event.outcome != event.kind else "") if p)
    return f"{said}: {event.summary}" if event.summary else said


def _scrutiny(placed: Sequence[Placed], x: At) -> tuple[tuple[Scrutiny, ...], int]:
    ends: list[float] = []  # where the last label of each row ends
    found = []
    once = {(p.first, p.event.kind): p for p in reversed(placed) if p.event.scrutiny}  # one line a meeting
    for p in sorted(once.values(), key=lambda p: p.first):
        at = x(p.first)
        width = len(p.event.kind) * LABEL_CHAR + 12
        begin = min(at, WIDTH - RIGHT - width + 12)
        row = next((i for i, taken in enumerate(ends) if begin >= taken), len(ends))
        row = min(row, 4)
        if row == len(ends):
            ends.append(0.0)
        ends[row] = begin + width
        found.append(Scrutiny(at, p.event.kind, title_of(p.event), _href(p.event), f"#{p.event.anchor}", row))
    return tuple(found), len(ends)


def _ticks(start: dt.date, end: dt.date, x: At, scale: float) -> tuple[Tick, ...]:
    months: list[dt.date] = []
    year, month = start.year, start.month
    while (year, month) <= (end.year, end.month) and len(months) < MOST_MONTHS:
        if start <= (first := dt.date(year, month, 1)):
            months.append(first)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    if not months:
        return (Tick(x(start), display.day(start), 1, True),)
    room = 30.4 * scale  # units a month
    least = {zoom: next((s for s in STEPS if s * room * zoom >= LABEL_ROOM), STEPS[-1]) for zoom in ZOOMS}
    ticks: list[Tick] = []
    for first in months:
        count = first.year * 12 + first.month - 1
        step = max(s for s in STEPS if count % s == 0)
        zoom = next((z for z in ZOOMS if step >= least[z]), ZOOMS[-1] * 2)
        label = display.day(first).split(" ", 1)[1] if not ticks and zoom == 1 else _short(first)
        ticks.append(Tick(x(first), label, zoom, first.month == 1))
    return tuple(ticks)


def _short(first: dt.date) -> str:
    return str(first.year) if first.month == 1 else display.day(first).split(" ")[1]
