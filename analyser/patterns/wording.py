"""How findings are said: summaries, innocent explanations with their support, and questions, from ``rules/``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from analyser import saying, taxonomy
from analyser.errors import BadRules
from analyser.model import Explanation, Question
from analyser.patterns.chance import Chance, Verdict
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
CHANCES = frozenset({"before_scrutiny", "later_half"})


@dataclass(frozen=True, slots=True)
class _Explanation:
    id: str
    text: str
    source: str
    labels: tuple[str, ...]
    patterns: tuple[str, ...]


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
    if odd := set(data) ^ {"schema", "summaries", "reasons", "topics", "chance"}:
        raise BadRules(f"{_FILE}: unknown or missing section {sorted(odd)}.")
    for part, known in (("summaries", taxonomy.patterns()), ("topics", taxonomy.topics())):
        if odd := set(data[part]) ^ set(known):
            raise BadRules(f"{_FILE}: {part} unknown or missing for {sorted(odd)}.")
    if odd := set(data["chance"]) ^ {*Verdict, *CHANCES}:
        raise BadRules(f"{_FILE}: chance unknown or missing for {sorted(odd)}.")
    for code, template in (*data["summaries"].items(), *data["reasons"].items(), *data["chance"].items()):
        saying.check(f"{_FILE}, {code!r}", template)
    return data


def _said(code: str, template: str, values: Mapping[str, Any]) -> str:
    return saying.say(f"{_FILE}, {code!r}", template, values)


def explanations(code: str, circumstances: Sequence[Piece]) -> tuple[Explanation, ...]:
    """Those that the guidance names for a pattern, the ones that this file supports first, each with its support."""
    family = code not in OF_PRACTICE | OF_PROGRESS
    shown = (
        {code, "all"} | ({"family"} if family else set()) | ({"contact"} if family and code not in OF_WORDS else set())
    )
    found = []
    for e in _explanations():
        if shown & set(e.patterns):
            support = tuple(p.span for p in circumstances if p.label in e.labels)
            found.append(Explanation(e.id, f"{e.text} ({e.source})", support))
    return tuple(sorted(found, key=lambda e: not e.support))


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


def reason(code: str, count: int) -> str:
    """Why a file stands where it does in the reading order; ``count`` is of the passages that say so."""
    return _said(code, _wording()["reasons"][code], {"n": count})


def chance(code: str, found: Chance) -> str:
    """Where days fall, and whether that is more than chance, in words; nothing where there are no days."""
    if not found.days:
        return ""
    values = {"days": found.days, "there": found.there, "one_in": round(1 / found.share) if found.share else 0}
    templates = _wording()["chance"]
    return f"{_said(code, templates[code], values)} {_said(code, templates[found.verdict], values)}"


def topics(ids: Iterable[str]) -> str:
    """Topics in words: ``food, school and sleep``."""
    return saying.listed([_wording()["topics"][i] for i in sorted(set(ids))])


def _day(day: dt.date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else "an unknown day"
