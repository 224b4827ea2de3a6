"""The words of the reports: ``wording.yaml`` as typed values, for children's or adults' files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from analyser import saying, taxonomy
from analyser.errors import BadRules
from analyser.present import display

_WHERE = "analyser/present/wording.yaml"


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    intro: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    id: str
    name: str
    letter: str
    group: str


@dataclass(frozen=True, slots=True)
class PatternWords:
    id: str
    title: str
    short: str
    section: str  # patterns, well or record
    settle: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    program: str
    unreviewed: str
    unreviewed_more: str
    for_review: str
    signed: str
    priorities: tuple[str, ...]
    priority_note: str
    sections: Mapping[str, Section]
    reassurance: str
    motive: str
    pseudonymised: str
    misuse: str
    error_rates: str  # with {right}, {found}, {pairs} and {masked}, of a hundred
    no_error_rates: str
    self_made: str
    not_looked_for: tuple[str, ...]
    cannot_see: tuple[str, ...]
    lanes: Mapping[str, str]
    outcomes: Mapping[str, Outcome]
    outcome_groups: Mapping[str, str]
    outcome_of_kind: Mapping[str, str]
    part_of_contact: tuple[str, ...]  # labels that say no more of a contact than its outcome
    scrutiny: tuple[str, ...]
    agency_kinds: tuple[str, ...]
    child_kinds: tuple[str, ...]
    kinds: Mapping[str, str]
    topics: Mapping[str, str]
    discrepancy_types: Mapping[str, str]
    basis: Mapping[str, str]
    standings: Mapping[str, str]
    likely: str
    possible: str
    counts: Mapping[str, str]
    patterns: Mapping[str, PatternWords]
    audit: Mapping[str, str]
    lines: Mapping[str, str]  # sentences about the record, with counts (analyser.saying)
    contact: Mapping[str, Mapping[str, str]]  # what is said of one contact, and the heads of tables of them
    contact_tables: Mapping[str, Mapping[str, str]]  # title, introduction and heads of tables of contacts
    agreed: Mapping[str, str]  # what became of agreements, changes, and the names of occasions of scrutiny
    agreed_heads: Mapping[str, Mapping[str, str]]  # title, introduction and heads of each of their tables
    boxes: Mapping[str, str]  # tick-boxes of the record, by field of the notes table
    guidance: tuple[str, ...]  # the documents that questions and explanations name
    child: str  # "child", "adult at risk" or either

    def pattern(self, code: str) -> PatternWords:
        """The words for a pattern; one that the file does not name gets its code as words."""
        return self.patterns.get(code) or PatternWords(code, display.plain(code), display.plain(code), "patterns", ())

    def title(self, code: str) -> str:
        return self.for_review.replace("{title}", self.pattern(code).title)

    def kind(self, code: str) -> str:
        return self.kinds.get(code) or display.label(code)

    def line(self, key: str, **values: Any) -> str:
        """A sentence about the record, with its counts said.

        Raises:
            BadRules: the sentence asks for something that is not counted.
        """
        return saying.say(f"{_WHERE}, lines, {key!r}", self.lines[key], values)

    def count(self, key: str, n: float) -> str:
        """A count of a pattern in words."""
        template = self.counts.get(key) or "{n} " + key.replace("_", " ").replace("{", "").replace("}", "")
        return saying.say(f"{_WHERE}, counts, {key!r}", template, {"n": n})

    def priority(self, level: int) -> str:
        return self.priorities[min(max(level, 0), len(self.priorities) - 1)]


@cache
def wording(setting: str = "children") -> Wording:
    """The words for files of a setting, or, for "", of either.

    Raises:
        BadRules: ``wording.yaml`` has an unknown or missing key, or says nothing about a pattern of the taxonomy.
    """
    child = {"adults": "adult at risk", "": "child or adult at risk"}.get(setting, "child")
    data = _said(taxonomy.load_yaml("analyser.present", "wording.yaml"), child)
    data.pop("schema")
    wanted = {f.name for f in fields(Wording)} - {"child"}
    if odd := sorted(set(data) ^ wanted):
        raise BadRules(f"{_WHERE}: {', '.join(odd)}: unknown or missing; mend it there.")
    patterns = _by_id(PatternWords, data["patterns"])
    if silent := sorted(set(taxonomy.patterns()) - set(patterns)):
        raise BadRules(f"{_WHERE}: no title for {', '.join(silent)}; add it under 'patterns'.")
    if lost := sorted({p.section for p in patterns.values()} - {"patterns", "well", "record"}):
        raise BadRules(f"{_WHERE}: {', '.join(lost)}: not a section for patterns (patterns, well, record).")
    for part in ("lines", "counts"):
        for key, template in data[part].items():
            saying.check(f"{_WHERE}, {part}, {key!r}", template)
    data |= {
        "patterns": patterns,
        "outcomes": _by_id(Outcome, data["outcomes"]),
        "sections": {k: taxonomy.record(Section, _WHERE, v) for k, v in data["sections"].items()},
    }
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in data.items()}
    return Wording(**values, child=child)


def _by_id(kind: type[Any], entries: list[dict[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for entry in entries:
        item = taxonomy.record(kind, _WHERE, entry)
        if item.id in found:
            raise BadRules(f"{_WHERE}: {item.id!r} stands twice; keep one.")
        found[item.id] = item
    return found


def _said(value: Any, child: str) -> Any:
    """The same value with ``{child}`` said in the words of the setting."""
    if isinstance(value, str):
        return value.replace("{child}", child)
    if isinstance(value, list):
        return [_said(v, child) for v in value]
    if isinstance(value, dict):
        return {k: _said(v, child) for k, v in value.items()}
    return value
