"""The picture of a case in time: events in lanes, laid out so that no mark hides another."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from analyser.present import display, parameters
from analyser.present.picture import Lane, Mark, Scrutiny, Tick, Timeline
from analyser.present.view import EventView
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
EDGE = 44.0  # room for what lies before or after the axis
LABEL_ROWS = 4
MOST_NAMED = 6
CROWDED = 6  # rows of dots from which routine ones of neighbouring days stand together
ZOOMS = (1, 2, 4, 8)
LABEL_ROOM = 46.0

_NOTE = re.compile(r"#[nw](\d+)")

At = Callable[[dt.date], float]


@dataclass(frozen=True, slots=True)
class Placed:
    """An event with the days between which it lies."""

    event: EventView
    first: dt.date
    last: dt.date
    letter: str


def lay_out(placed: Sequence[Placed], words: Wording, period: tuple[dt.date, dt.date] | None = None) -> Timeline:
    """Places events on one axis of days. Marks that would overlap move to the next row of their lane.

    Args:
        placed: the events.
        words: names of lanes and outcomes.
        period: first and last day of the notes. The axis covers it with a margin; what happened long before is set
            apart at the left edge, what is dated after at the right, so that one old event does not squeeze the rest.
            None: the axis covers every event.
    """
    counts: dict[str, int] = dict.fromkeys(words.outcome_groups, 0)
    for p in placed:
        counts[p.event.group] = counts.get(p.event.group, 0) + 1
    groups = tuple((g, words.outcome_groups.get(g, g), n) for g, n in counts.items() if n)
    if not placed:
        return Timeline(WIDTH, 0, LEFT, LEFT, 0, (), (), (), (), groups, True)
    first, last = _covered(placed, period)
    before = [p for p in placed if p.first < first]
    after = [p for p in placed if p.first > last]
    inside = [p for p in placed if first <= p.first <= last]
    left = LEFT + (EDGE if before else 0)
    right = WIDTH - RIGHT - (EDGE if after else 0)
    scale = (right - left) / max((last - first).days, 1)

    def x(day: dt.date) -> float:
        return round(left + min(max((day - first).days, 0), (last - first).days) * scale, 1)

    scrutiny, label_rows = _scrutiny(inside, x)
    top = 8 + label_rows * LABEL_ROW
    lanes, y = [], top
    for lane_id, name in words.lanes.items():
        marks, height = _marks([p for p in inside if p.event.lane == lane_id], x, y, words)
        edges = [_edge(before, lane_id, left - EDGE / 2 - 6, y + height / 2, words, fixed=True)]
        edges.append(_edge(after, lane_id, right + EDGE / 2 + 6, y + height / 2, words, fixed=False))
        lanes.append(Lane(lane_id, name, y, height, (*marks, *(e for e in edges if e))))
        y += height
    said = [(left - EDGE / 2 - 6, words.line("earlier"), True)] if before else []
    said += [(right + EDGE / 2 + 6, words.line("later"), False)] if after else []
    ticks = _ticks(first, last, x, scale)
    return Timeline(WIDTH, y + 26, LEFT, left, top, tuple(lanes), ticks, scrutiny, tuple(said), groups, False)


def _covered(placed: Sequence[Placed], period: tuple[dt.date, dt.date] | None) -> tuple[dt.date, dt.date]:
    if period is None:
        first, last = min(p.first for p in placed), max(p.last for p in placed)
        margin = 0
    else:
        first, last = period
        limits = parameters.load()
        days = (last - first).days
        reach = round(days * limits.axis_reach)
        low, high = _moved(first, -reach), _moved(last, reach)
        first = min([first, *(p.first for p in placed if p.first >= low)])
        last = max([last, *(p.last for p in placed if p.last <= high)])
        margin = max(limits.axis_margin_days, round(days * limits.axis_margin))
    margin = max(margin, 7 if (last - first).days < 14 else 0)
    return _moved(first, -margin), _moved(last, margin)


def _moved(day: dt.date, days: int) -> dt.date:
    ordinal = min(max(day.toordinal() + days, 1), dt.date.max.toordinal())
    return dt.date.fromordinal(ordinal)


def _marks(placed: Sequence[Placed], x: At, y: float, words: Wording) -> tuple[tuple[Mark, ...], float]:
    """Marks of one lane and how high it is: contacts in rows; below them significant events, and, smaller, one dot for
    the routine ones of each day (of neighbouring days, where a lane is crowded)."""
    contacts = [[p] for p in placed if p.event.group != "other"]
    others = [p for p in placed if p.event.group == "other"]
    high, rows = _rows(contacts, x, y + PAD, SPACING, ROW, words)
    top = y + PAD + rows * ROW
    routine = _together([p for p in others if not p.event.significant], lambda p: (p.first, p.last))
    low, more = _rows([*([p] for p in others if p.event.significant), *routine], x, top, DOT_SPACING, DOT_ROW, words)
    if more > CROWDED:
        single, few = _rows([[p] for p in others if p.event.significant], x, top, DOT_SPACING, DOT_ROW, words)
        bins = _together([p for g in routine for p in g], lambda p: (int((x(p.first) + x(p.last)) / 2 // DOT_SPACING),))
        dots, last = _rows(bins, x, top + few * DOT_ROW, DOT_SPACING, DOT_ROW, words)
        low, more = [*single, *dots], few + last
    return (*high, *low), max(rows * ROW + more * DOT_ROW, ROW) + 2 * PAD


def _together(placed: Iterable[Placed], key: Callable[[Placed], tuple[object, ...]]) -> list[list[Placed]]:
    found: dict[tuple[object, ...], list[Placed]] = {}
    for p in placed:
        found.setdefault(key(p), []).append(p)
    return list(found.values())


def _rows(
    groups: Iterable[list[Placed]], x: At, y: float, spacing: float, row_height: float, words: Wording
) -> tuple[list[Mark], int]:
    taken: list[float] = []  # the middle of the last mark of each row
    found = []
    for group in sorted(groups, key=lambda g: (g[0].first, g[0].last)):
        left, right = x(group[0].first), x(group[0].last)
        middle = round((left + right) / 2, 1)
        row = next((i for i, before in enumerate(taken) if middle - before >= spacing), len(taken))
        row = min(row, MOST_ROWS - 1)
        if row == len(taken):
            taken.append(middle)
        taken[row] = middle
        found.append(
            _mark(group, middle, round(y + row_height / 2 + row * row_height, 1), round(right - left, 1), words)
        )
    return found, len(taken)


def _mark(group: Sequence[Placed], x: float, y: float, width: float, words: Wording, *, fixed: bool = False) -> Mark:
    event = group[0].event
    many = len(group) > 1
    return Mark(
        x=round(x, 1),
        y=round(y, 1),
        width=width,
        group=event.group,
        letter="" if many else group[0].letter,
        title=title_of_many([p.event for p in group], words) if many else title_of(event),
        href=_href_of_many([p.event for p in group]),
        row=f"#{event.anchor}",
        significant=any(p.event.significant for p in group),
        count=len(group),
        fixed=fixed,
    )


def _edge(placed: Sequence[Placed], lane: str, x: float, y: float, words: Wording, *, fixed: bool) -> Mark | None:
    """What lies outside the axis, in one mark a lane."""
    inside = sorted((p for p in placed if p.event.lane == lane), key=lambda p: p.first)
    if not inside:
        return None
    mark = _mark(inside, x, y, 0, words, fixed=fixed)
    return replace(mark, group="other", letter="")


def _href(event: EventView) -> str:
    """The words that tell of the event; where there are none to show, its row in the table."""
    return next((q.href for q in event.quotes if q.href), f"#{event.anchor}")


def _href_of_many(events: Sequence[EventView]) -> str:
    """The words of one event; the note that tells of several; else the first of them in the table."""
    if len(events) == 1:
        return _href(events[0])
    notes = {m[1] if (m := _NOTE.match(_href(e))) else "" for e in events}
    return f"#n{notes.pop()}" if len(notes) == 1 and "" not in notes else f"#{events[0].anchor}"


def title_of_many(events: Sequence[EventView], words: Wording) -> str:
    """How many, when, and what each one is; the first few in words."""
    dates = list(dict.fromkeys(e.date for e in events))
    when = dates[0] if len(dates) == 1 else f"{dates[0]} – {dates[-1]}"
    kinds = Counter(e.kind for e in events)
    named = [k if n == 1 else f"{k} ×{n}" for k, n in kinds.items()]
    rest = f" … +{len(named) - MOST_NAMED}" if len(named) > MOST_NAMED else ""
    return f"{words.line('events', when=when, n=len(events))}: {', '.join(named[:MOST_NAMED])}{rest}"


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
        label = p.event.kind
        if row >= LABEL_ROWS:  # no room for its name: the line stays, and its title says it
            row, label = LABEL_ROWS - 1, ""
        else:
            if row == len(ends):
                ends.append(0.0)
            ends[row] = begin + width
        found.append(Scrutiny(at, label, title_of(p.event), _href(p.event), f"#{p.event.anchor}", row))
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
    taken = 0.0  # where the last label that is always shown ends
    for first in months:
        count = first.year * 12 + first.month - 1
        step = max(s for s in STEPS if count % s == 0)
        zoom = next((z for z in ZOOMS if step >= least[z]), ZOOMS[-1] * 2)
        label = display.day(first).split(" ", 1)[1] if not ticks and zoom == 1 else _short(first)
        if zoom == 1 and x(first) - len(label) * LABEL_CHAR / 2 < taken:
            zoom = ZOOMS[1]
        if zoom == 1:
            taken = x(first) + len(label) * LABEL_CHAR * (1 if not ticks else 0.5) + 4
        ticks.append(Tick(x(first), label, zoom, first.month == 1))
    return tuple(ticks)


def _short(first: dt.date) -> str:
    return str(first.year) if first.month == 1 else display.day(first).split(" ")[1]
