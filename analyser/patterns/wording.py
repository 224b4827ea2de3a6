"""How findings are said: summaries, innocent explanations with their support, and questions, from ``rules/``."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from analyser import saying, taxonomy
from analyser.chronology.undertaking_rules import undertaking_rules
from analyser.errors import BadRules
from analyser.layout.sentences import around
from analyser.model import Explanation, Question, Span
from analyser.patterns import calendar
from analyser.patterns.chance import Chance, Trend, Verdict
from analyser.patterns.rates import wilson
from analyser.patterns.reading import Piece

PACKAGE = "analyser.patterns"
_FILE = "analyser/patterns/rules/wording.yaml"
# Patterns that describe the record or the services rather than the family.
OF_PRACTICE = frozenset({"practice_drift", "agencies_split", "copied_records", "child_voice_absent"})
# Patterns about which "why did contact not happen" is not the question: they name their own explanations.
OF_PROGRESS = frozenset({"genuine_progress"})
# Patterns about what was said and how, rather than about contact that did not happen or things not done.
OF_WORDS = frozenset(
    {"parent_child_discrepancy", "parent_agency_discrepancy", "deflection_when_challenged", "escalating_hostility"}
)

# What is asked of the days of a file: whether they fall there more than chance would have it.
CHANCES = frozenset({"before_scrutiny"})


@dataclass(frozen=True, slots=True)
class _Explanation:
    id: str
    text: str
    source: str
    labels: tuple[str, ...]
    patterns: tuple[str, ...]
    calendar: str = ""  # which days of the calendar bear on it
    words: str = ""  # what the sentence of a circumstance must say to support it
    unless: str = ""  # what must not stand there or beside it

    def fits(self, piece: Piece) -> bool:
        """Whether a circumstance is of this kind, by its label and by its words."""
        text, signal = piece.note.text, piece.signal
        if piece.label not in self.labels:
            return False
        start, end = around(text, signal.start, signal.end)
        if self.words and not _compiled(self.words).search(text, start, end):
            return False
        start, end = around(text, signal.start, signal.end, beside=1)
        return not (self.unless and _compiled(self.unless).search(text, start, end))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Question:
    id: str
    text: str
    source: str
    patterns: tuple[str, ...]


def _entries(kind: type[Any], name: str, allowed: frozenset[str]) -> tuple[Any, ...]:
    where = f"analyser/patterns/rules/{name}.yaml"
    found = [taxonomy.record(kind, where, item) for item in taxonomy.load_yaml(PACKAGE, f"rules/{name}.yaml")[name]]
    ids = [x.id for x in found]
    if twice := sorted({i for i in ids if ids.count(i) > 1}):
        raise BadRules(f"{where}: {twice} stands twice.")
    for x in found:
        if odd := set(x.patterns) - allowed - set(taxonomy.patterns()):
            raise BadRules(f"{where}, entry {x.id!r}: unknown pattern {sorted(odd)}.")
        if odd := set(getattr(x, "labels", ())) - set(taxonomy.labels()):
            raise BadRules(f"{where}, entry {x.id!r}: unknown label {sorted(odd)}.")
        for pattern in (getattr(x, "words", ""), getattr(x, "unless", "")):
            try:
                _compiled(pattern)
            except re.error as error:
                raise BadRules(f"{where}, entry {x.id!r}: not a regular expression ({error}).") from error
        if getattr(x, "calendar", "") not in calendar.KINDS:
            raise BadRules(f"{where}, entry {x.id!r}: 'calendar' must be festivals or holidays.")
    return tuple(found)


@cache
def _explanations() -> tuple[_Explanation, ...]:
    return _entries(_Explanation, "explanations", frozenset({"family", "contact", "all"}))


@cache
def _questions() -> tuple[_Question, ...]:
    return _entries(_Question, "questions", frozenset({"all"}))


@cache
def _wording() -> Mapping[str, Any]:
    data = taxonomy.load_yaml(PACKAGE, "rules/wording.yaml")
    if odd := set(data) ^ {"schema", "summaries", "reasons", "topics", "chance", "trend", "said"}:
        raise BadRules(f"{_FILE}: unknown or missing section {sorted(odd)}.")
    for part, known in (("summaries", taxonomy.patterns()), ("topics", taxonomy.topics())):
        if odd := set(data[part]) ^ set(known):
            raise BadRules(f"{_FILE}: {part} unknown or missing for {sorted(odd)}.")
    if odd := set(data["chance"]) ^ {*Verdict, *CHANCES}:
        raise BadRules(f"{_FILE}: chance unknown or missing for {sorted(odd)}.")
    if odd := set(data["trend"]) ^ {*Verdict, "days"}:
        raise BadRules(f"{_FILE}: trend unknown or missing for {sorted(odd)}.")
    for code, template in (
        *data["summaries"].items(),
        *data["reasons"].items(),
        *data["chance"].items(),
        *data["trend"].items(),
        *data["said"].items(),
    ):
        saying.check(f"{_FILE}, {code!r}", template)
    return data


def _said(code: str, template: str, values: Mapping[str, Any]) -> str:
    return saying.say(f"{_FILE}, {code!r}", template, values)


def explanations(code: str, circumstances: Sequence[Piece], missed: Iterable[dt.date] = ()) -> tuple[Explanation, ...]:
    """Those that the guidance names for a pattern, the ones that this file supports first, each with its support.

    Args:
        missed: days of the contacts that did not take place, for what fell on them by the calendar.
    """
    family = code not in OF_PRACTICE | OF_PROGRESS
    shown = (
        {code, "all"} | ({"family"} if family else set()) | ({"contact"} if family and code not in OF_WORDS else set())
    )
    days = sorted(set(missed))
    found = []
    for e in _explanations():
        if shown & set(e.patterns):
            bearing = [p for p in circumstances if e.fits(p)]
            support = tuple(p.span for p in bearing)
            fell = tuple(f"{_day(d)} ({name})" for d in days if e.calendar and (name := calendar.named(e.calendar, d)))
            checked = tuple(dict.fromkeys(c for p in bearing if (c := check(p))))
            found.append(Explanation(e.id, f"{e.text} ({e.source})", support, fell, checked))
    return tuple(sorted(found, key=lambda e: (not e.support, not e.days)))


def check(piece: Piece) -> Span | None:
    """The words beside a circumstance by which somebody is recorded to have looked into it."""
    cues, text = undertaking_rules().cues, piece.note.text
    start, end = around(text, piece.signal.start, piece.signal.end, beside=1)
    m = cues["checked"].pattern.search(text, start, end)
    if m is None or cues["unchecked"].pattern.search(text, start, end):
        return None
    return Span(piece.note.note_id, m.start(), m.end())


def questions(code: str) -> tuple[Question, ...]:
    return tuple(Question(q.text, q.source) for q in _questions() if code in q.patterns or "all" in q.patterns)


def summary(
    code: str,
    counts: Mapping[str, int],
    words: Mapping[str, str],
    first: dt.date | None,
    last: dt.date | None,
) -> str:
    """One sentence or two in behaviour wording, with counts and what they are out of.

    Raises:
        BadRules: the template asks for something that the pattern does not count.
    """
    values = {**counts, **words, "first": _day(first), "last": _day(last)}
    return _said(code, _wording()["summaries"][code], values).strip()


def reason(code: str, count: int, told: Mapping[str, int] | None = None) -> str:
    """Why a file stands where it does in the reading order.

    Args:
        count: of the passages that say so.
        told: of them, how many are of each label of the group, those with none among them.
    """
    return _said(code, _wording()["reasons"][code], {**(told or {}), "n": count})


def chance(code: str, found: Chance) -> str:
    """Where days fall, and whether that is more than chance, in words; nothing where there are no days."""
    if not found.days:
        return ""
    values = {"days": found.days, "there": found.there, "one_in": round(1 / found.share) if found.share else 0}
    templates = _wording()["chance"]
    return f"{_said(code, templates[code], values)} {_said(code, templates[found.verdict], values)}"


def trend(found: Trend) -> str:
    """Whether days grow more frequent over the file, and whether that is more than chance, in words."""
    if not found.days:
        return ""
    one_in = round(1 / found.share) if found.share else 0
    values = {"days": found.days, "among": found.among, "one_in": one_in}
    templates = _wording()["trend"]
    return " ".join(_said("trend", templates[key], values) for key in ("days", found.verdict))


def rate(n: int, of: int) -> str:
    """A share with the interval in which it can lie; nothing where there is nothing to share."""
    if not of:
        return ""
    low, high = wilson(n, of)
    values = {"n": n, "of": of, "share": round(100 * n / of), "low": round(100 * low), "high": round(100 * high)}
    return _said("rate", _wording()["said"]["rate"], values)


def caution(code: str) -> str:
    """What must stand beside a pattern wherever it is shown."""
    return str(_wording()["said"][code])


def topics(ids: Iterable[str]) -> str:
    """Topics in words: ``food, school and sleep``."""
    return saying.listed([_wording()["topics"][i] for i in sorted(set(ids))])


def _day(day: dt.date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else "an unknown day"
