"""Further days of a signal whose words list several: "WNB 12 January, 9 February and 1 March" tells three misses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from analyser.chronology.rules import ChronologyRules
from analyser.layout.sentences import around
from analyser.model import Precision, RedactedNote, Signal, TimeValue

_APART = 183  # days from the signal's own beyond which a day is of another year


def further_days(
    signal: Signal, note: RedactedNote, times: Sequence[TimeValue], rules: ChronologyRules
) -> tuple[str, ...]:
    """The other days of the list in which the signal's own day stands, within its sentence, each once.

    Limits: days up to the note's with nothing but list words between them; a list with a range in it is left alone.
    """
    if signal.label not in rules.listed or signal.date is None or signal.precision is not Precision.DAY:
        return ()
    _, end = around(note.text, signal.start, signal.end)
    latest = max((d for d in (note.date, note.recorded) if d is not None), default=None)
    run: list[TimeValue] = []
    for time in sorted(times, key=lambda t: t.start):
        if not signal.start <= time.start < end:
            continue
        if run and not _goes_on(note.text, run[-1].end, time.start, signal.label, rules):
            if any(t.value == signal.date for t in run):
                break
            run = []
        run.append(time)
    if not any(t.value == signal.date for t in run):
        return ()
    if any(t.precision is not Precision.DAY or t.end_value for t in run):
        return ()
    return tuple(
        d for d in dict.fromkeys(t.value for t in run) if d and d != signal.date and _is_near(d, signal, latest)
    )


def _goes_on(text: str, start: int, end: int, label: str, rules: ChronologyRules) -> bool:
    """Whether nothing but list words, or the label's own mark said again, stands between two days."""
    again = rules.repeated.get(label)
    return any(p is not None and p.fullmatch(text, start, end) for p in (rules.between, again))


def _is_near(day: str, signal: Signal, latest: dt.date | None) -> bool:
    """Whether a day has come and belongs to the list: "12 March and 26 March" in a note between is not last year's."""
    at, own = dt.date.fromisoformat(day), dt.date.fromisoformat(signal.date or day)
    return abs((at - own).days) <= _APART and (latest is None or at <= latest)
