"""What the assertion part knows, as typed records read from ``rules/*.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from analyser import taxonomy
from analyser.errors import BadRules
from analyser.taxonomy import load_yaml, record

_CUES = "assertion/rules/cues.yaml"
_LABELS = "assertion/rules/labels.yaml"


class Axis(StrEnum):
    POLARITY = "polarity"
    MODALITY = "modality"
    TIME = "time"
    SUBJECT = "subject"


class Scope(StrEnum):
    VERB = "verb"
    NOUN = "noun"
    AFTER = "after"
    CLAUSE = "clause"
    WHOLE = "whole"
    AUX = "aux"
    CONDITION = "condition"
    QUESTION = "question"
    COMPLEMENT = "complement"
    INFINITIVE = "infinitive"
    DEED = "deed"
    MASK = "mask"


@dataclass(frozen=True, slots=True)
class CueRule:
    id: str
    scope: str
    value: str
    pattern: str
    why: str
    yes: tuple[str, ...]
    no: tuple[str, ...]
    labelled: bool = True  # read also where the span has one of our labels


@dataclass(frozen=True, slots=True)
class LabelRule:
    """How one of our labels reads negation, see the head of ``labels.yaml``."""

    id: str
    keys: tuple[str, ...]
    opposites: tuple[str, ...]
    content: bool = False
    future: bool = False
    time: bool = True
    guard: bool = False


@dataclass(frozen=True, slots=True)
class Compiled:
    """One axis: a pattern whose named groups are its rules."""

    pattern: re.Pattern[str]
    rules: Mapping[str, CueRule]  # by group name


@dataclass(frozen=True, slots=True)
class Rules:
    axes: Mapping[Axis, Compiled]
    post: re.Pattern[str]  # cues that stand after the span
    post_id: str
    terminators: frozenset[str]
    observed: frozenset[str]
    raising: frozenset[str]
    all: tuple[CueRule, ...]


@cache
def rules() -> Rules:
    """The cues of all four axes.

    Raises:
        BadRules: an id is used twice, a scope or key is unknown, a pattern does not compile or examples are missing.
    """
    data = load_yaml("analyser.assertion", "rules/cues.yaml")
    axes: dict[Axis, Compiled] = {}
    every: list[CueRule] = []
    post: CueRule | None = None
    for axis in Axis:
        group: dict[str, CueRule] = {}
        parts: list[str] = []
        found: list[CueRule] = [record(CueRule, _CUES, item) for item in data[axis.value]]
        for rule in sorted(found, key=lambda r: r.scope != Scope.MASK):
            _check(rule, every)
            every.append(rule)
            if rule.scope == Scope.AFTER:
                post = rule
                continue
            name = f"r{len(group)}"
            group[name] = rule
            parts.append(f"(?P<{name}>{rule.pattern})")
        joined = "|".join(sorted(parts, key=lambda p: (not p.startswith("(?P<r0>"),)))
        axes[axis] = Compiled(re.compile(rf"(?:(?<![\w])|(?=n['’]t\b)|(?=\?))(?:{joined})(?!\w)", re.IGNORECASE), group)
    if post is None:
        raise BadRules(f"{_CUES} has no polarity cue of scope 'after'.")
    return Rules(
        axes,
        re.compile(post.pattern, re.IGNORECASE),
        post.id,
        frozenset(data["terminators"]),
        frozenset(data["observed"]),
        frozenset(data["raising"]),
        tuple(every),
    )


def _check(rule: CueRule, before: list[CueRule]) -> None:
    if any(b.id == rule.id for b in before):
        raise BadRules(f"{_CUES}, entry {rule.id!r}: the id is used twice.")
    if rule.scope not in set(Scope):
        raise BadRules(f"{_CUES}, entry {rule.id!r}: unknown scope {rule.scope!r}.")
    if not rule.yes or not rule.no:
        raise BadRules(f"{_CUES}, entry {rule.id!r}: give at least one 'yes' and one 'no' example.")
    try:
        re.compile(rule.pattern)
    except re.error as error:
        raise BadRules(f"{_CUES}, entry {rule.id!r}: the pattern does not compile: {error}.") from error


@dataclass(frozen=True, slots=True)
class LabelReading:
    rule: LabelRule
    opposites: re.Pattern[str] | None


@cache
def label_readings() -> Mapping[str, LabelReading]:
    """Label id to how it reads cues; every label of the taxonomy has one."""
    found: dict[str, LabelReading] = {}
    for item in load_yaml("analyser.assertion", "rules/labels.yaml")["labels"]:
        rule: LabelRule = record(LabelRule, _LABELS, item)
        if rule.id in found:
            raise BadRules(f"{_LABELS}, entry {rule.id!r}: the id is used twice.")
        try:
            pattern = (
                re.compile("|".join(rf"(?:\b|(?=n['’]t))(?:{o})" for o in rule.opposites), re.IGNORECASE)
                if rule.opposites
                else None
            )
        except re.error as error:
            raise BadRules(f"{_LABELS}, entry {rule.id!r}: an opposite does not compile: {error}.") from error
        found[rule.id] = LabelReading(rule, pattern)
    missing = set(taxonomy.labels()) - set(found)
    if missing:
        raise BadRules(f"{_LABELS} has no entry for {', '.join(sorted(missing))}.")
    return found
