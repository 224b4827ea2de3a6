"""The time of day at which a thing happened, where the words give just one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from analyser.model import Event, RedactedNote

# "14:30", "1430 hrs", "4.15pm", "9 am", "at 10.30". A point alone may be a decimal, so it needs "at" or "pm" beside it.
_CLOCK = re.compile(
    r"(?<![\d£$.:/-])(?:"
    r"(?P<h1>[01]?\d|2[0-3]):(?P<m1>[0-5]\d)(?::[0-5]\d)?\s?(?P<p1>[ap]\.?m\b)?"
    r"|(?P<h2>[01]\d|2[0-3])(?P<m2>[0-5]\d)\s?(?:hrs|hours|hr|h)\b"
    r"|(?P<h3>1[0-2]|0?[1-9])(?:\.(?P<m3>[0-5]\d))?\s?(?P<p3>[ap]\.?m\b)"
    r"|(?<=\bat )(?P<h4>[01]?\d|2[0-3])\.(?P<m4>[0-5]\d)(?!\d|%|\.\d)"
    r")",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s*(?:-|–|—|to|until)\s*$")
_EARLIEST = 8  # a lower hour without "am", "pm" or a nought before it may be of day or night
_OPENING = 80  # characters in which a note may give the time of its contact
_HEAD = re.compile(r"^\s*(?:time(?: of \w+)?|start(?:ed)?|arrived(?: at)?|at|\W)*\s*$", re.IGNORECASE)


def times_of_day(text: str) -> tuple[str, ...]:
    """Each time of day that a text names, as ``HH:MM``, in order; the end of a range ("10:00-11:30") is left out.

    Limits: "half past four", "teatime" and a bare "at 4" are not read, nor is "at 2.30", which may be day or night.
    """
    found: list[str] = []
    last = 0
    for m in _CLOCK.finditer(text):
        if last and _RANGE.fullmatch(text[last : m.start()]):
            last = m.end()
            continue
        last = m.end()
        hour = int(m["h1"] or m["h2"] or m["h3"] or m["h4"])
        minute = int(m["m1"] or m["m2"] or m["m3"] or m["m4"] or 0)
        half = (m["p1"] or m["p3"] or "").lower()[:1]
        if not half and 0 < hour < _EARLIEST and m[0][0] not in "0":
            continue
        if half and hour <= 12:
            hour = hour % 12 + (12 if half == "p" else 0)
        found.append(f"{hour:02}:{minute:02}")
    return tuple(found)


def time_of(event: Event, notes: Mapping[str, RedactedNote]) -> str:
    """The time of day of an event: the one that its words name, or that a contact's note opens with; else nothing."""
    if event.kind == "contact":
        text = notes[event.note_ids[0]].text
        first = _CLOCK.search(text[:_OPENING])
        if first is None or not _HEAD.match(text[: first.start()]):
            return ""
        return times_of_day(text[: first.end()])[-1]
    named = _each(times_of_day(notes[m.note_id].text[m.start : m.end]) for m in event.mentions)
    return next(iter(named)) if len(named) == 1 else ""


def _each(found: Iterable[tuple[str, ...]]) -> set[str]:
    return {t for times in found for t in times}
