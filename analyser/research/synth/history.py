"""What a simulated history bears out: plain counts on what its notes told, by the tests of the rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from analyser.research.synth.rules import PatternTest, Rules

_MISSED = frozenset({"missed_appointment", "no_access"})
_SAID = frozenset({"commitment", "excuse", "surface_cooperation"})
_EXPLAINS = frozenset(f"context_{x}" for x in ("health", "crisis", "communication", "culture", "practical", "service"))


@dataclass(frozen=True, slots=True)
class Told:
    """One note of a history: its day and the labels that its words tell, whether or not the file keeps the note."""

    note_id: str
    day: dt.date
    kind: str
    kept: bool | None
    labels: frozenset[str]


Evidence = tuple[Told, ...]


def borne_out(history: Sequence[Told], rules: Rules) -> dict[str, Evidence]:
    """The patterns whose test holds, each with the notes that bear it out, in order of time."""
    meetings = [t.day for t in history if rules.contacts[t.kind].scrutiny]
    found = {}
    for code, test in rules.patterns.items():
        if test.test == "before_scrutiny":
            evidence = _before_scrutiny(history, test, meetings, rules.before_scrutiny)
        else:
            evidence = _TESTS[test.test](history, test)
        if evidence:
            found[code] = tuple(dict.fromkeys(evidence))
    return found


def _with(history: Sequence[Told], labels: Sequence[str] | frozenset[str]) -> list[Told]:
    return [t for t in history if t.labels & set(labels)]


def _told(history: Sequence[Told], test: PatternTest) -> Sequence[Told]:
    if test.without and _with(history, test.without):
        return ()
    if test.must and not _with(history, test.must):
        return ()
    found = _with(history, test.labels)
    return found if len(found) >= test.notes else ()


def _rate(history: Sequence[Told]) -> float:
    offered = [t for t in history if t.kept is not None]
    return len(_with(offered, _MISSED)) / len(offered) if offered else 0.0


def _explained(history: Sequence[Told], days: int) -> list[Told]:
    reasons = _with(history, _EXPLAINS)
    return [m for m in _with(history, _MISSED) if any(0 <= (r.day - m.day).days <= days for r in reasons)]


def _missed(history: Sequence[Told], test: PatternTest) -> Sequence[Told]:
    missed = _with(history, _MISSED)
    if len(missed) < test.at_least or _rate(history) < test.rate:
        return ()
    return missed if len(_explained(history, test.near_days)) < test.explained_below * len(missed) else ()


def _why_missed(history: Sequence[Told], test: PatternTest) -> Sequence[Told]:
    missed, explained = _with(history, _MISSED), _explained(history, test.near_days)
    return missed if len(missed) >= test.at_least and len(explained) >= test.explained_from * len(missed) else ()


def _sequence(history: Sequence[Told], test: PatternTest) -> Sequence[Told]:
    """A miss, then something said, then a miss: in the note of the first, or between the two."""
    missed, said = _with(history, _MISSED), _with(history, _SAID)
    cycles, evidence = 0, []
    for first, second in pairwise(missed):
        between = [s for s in said if first.day <= s.day < second.day]
        if between and (second.day - first.day).days <= test.within_days:
            cycles += 1
            evidence += [first, between[0], second]
    return evidence if cycles >= test.cycles and _rate(history) >= test.rate else ()


def _before_scrutiny(
    history: Sequence[Told], test: PatternTest, meetings: Sequence[dt.date], days: int
) -> Sequence[Told]:
    found = [t for t in _with(history, test.labels) if any(0 < (m - t.day).days <= days for m in meetings)]
    return found if len(found) >= test.notes else ()


def _contrast(history: Sequence[Told], test: PatternTest) -> Sequence[Told]:
    visits: Mapping[str, list[Told]] = {
        kind: [t for t in history if t.kind == kind and t.kept]
        for kind in ("home_visit_unannounced", "home_visit_announced")
    }
    bare, told_before = (_with(v, test.labels) for v in visits.values())
    unannounced, announced = (len(v) for v in visits.values())
    if len(bare) < test.notes or not announced:
        return ()
    return bare if len(bare) / unannounced >= test.times * len(told_before) / announced else ()


def _rising(history: Sequence[Told], test: PatternTest) -> Sequence[Told]:
    found = _with(history, test.labels)
    if len(found) < test.notes:
        return ()
    middle = history[0].day + (history[-1].day - history[0].day) / 2
    return found if sum(t.day >= middle for t in found) >= test.later_share * len(found) else ()


_TESTS: Mapping[str, Callable[[Sequence[Told], PatternTest], Sequence[Told]]] = {
    "told": _told,
    "missed": _missed,
    "explained": _why_missed,
    "sequence": _sequence,
    "contrast": _contrast,
    "rising": _rising,
}
