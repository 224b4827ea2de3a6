"""How findings are said: summaries, innocent explanations with their support, and questions, from ``rules/``."""

from __future__ import annotations

import datetime as dt
import re
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from analyser import taxonomy
from analyser.errors import BadRules
from analyser.model import Explanation, Question
from analyser.patterns.reading import Piece

PACKAGE = "analyser.patterns"
_PLURAL = re.compile(r"\b(\d+) ((?:[\w-]+ )*?[\w-]+)\(s\)")
# Patterns that describe the record or the services rather than the family.
OF_PRACTICE = frozenset({"practice_drift", "agencies_split", "copied_records", "child_voice_absent"})


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
    return _entries(_Explanation, "explanations", frozenset({"family", "all"}))


@cache
def _questions() -> tuple[_Question, ...]:
    return _entries(_Question, "questions", frozenset({"all"}))


@cache
def _wording() -> Mapping[str, Any]:
    data = taxonomy.load_yaml(PACKAGE, "rules/wording.yaml")
    if odd := set(data["summaries"]) ^ set(taxonomy.patterns()):
        raise BadRules(f"analyser/patterns/rules/wording.yaml: summaries unknown or missing for {sorted(odd)}.")
    return data


def explanations(code: str, circumstances: Sequence[Piece]) -> tuple[Explanation, ...]:
    """Those that the guidance names for a pattern, the ones that this file supports first, each with its support."""
    found = []
    for e in _explanations():
        if code in e.patterns or "all" in e.patterns or ("family" in e.patterns and code not in OF_PRACTICE):
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
    template = _wording()["summaries"][code]
    values = {**counts, **words, "first": _day(first), "last": _day(last)}
    needed = {name for _, name, _, _ in string.Formatter().parse(template) if name}
    if odd := needed - set(values):
        raise BadRules(f"analyser/patterns/rules/wording.yaml, summary {code!r}: unknown words {sorted(odd)}.")
    return _PLURAL.sub(_number, str(template.format(**values)))


def _number(m: re.Match[str]) -> str:
    return f"{m[1]} {m[2]}" + ("" if m[1] == "1" else "s")


def reason(code: str) -> str:
    return str(_wording()["reasons"][code])


def _day(day: dt.date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else "an unknown day"
