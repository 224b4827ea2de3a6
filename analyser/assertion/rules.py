"""Cues of the assertion part and how our labels read them, as typed records read from ``rules/*.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache

from analyser import taxonomy
from analyser.errors import BadRules
from analyser.taxonomy import load_yaml, record

AFFIX = "neg.affix"  # the cue of a span that is the stem of a word which a part of the word negates
RELATIVE = "subj.relative"  # the cue of an illness that a relative has or died of
_KIND = "mask.kind"
_CUES = "assertion/rules/cues.yaml"
_OPEN = "assertion/rules/open.yaml"
_LABELS = "assertion/rules/labels.yaml"
_WORDS = "assertion/rules/words.yaml"


class Axis(StrEnum):
    POLARITY = "polarity"
    MODALITY = "modality"
    TIME = "time"
    SUBJECT = "subject"


class Scope(StrEnum):
    VERB = "verb"
    NOUN = "noun"
    OBJECT = "object"
    AFTER = "after"
    BEFORE = "before"
    LINE = "line"
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
    fragment: bool = False  # only in sentences without a finite verb
    order: bool = False  # only before a bare verb: "Never ring", not "Never rang"
    verbs: bool = False  # only where it stands with a verb: "nearly fell", not "nearly three"
    needs: str = ""  # a pattern that its sentence must hold too
    sure: bool = False  # it stands whatever the reader makes of the thing


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
    opens: bool = False
    own: bool = False


@dataclass(frozen=True, slots=True)
class Compiled:
    """One axis. ``pattern`` and ``lines`` have a named group a rule; ``after`` are cues that stand behind the span."""

    pattern: re.Pattern[str]
    rules: Mapping[str, CueRule]  # by group name
    after: tuple[tuple[re.Pattern[str], CueRule], ...]
    before: tuple[tuple[re.Pattern[str], CueRule], ...]  # right before the span
    lines: re.Pattern[str] | None
    line_rules: Mapping[str, CueRule]


@dataclass(frozen=True, slots=True)
class Whose:
    """Nouns by which a thing is told to be another's than this family's."""

    outsiders: frozenset[str]
    elsewhere: re.Pattern[str]  # "next door", "in the next bed": behind a noun
    services: frozenset[str]
    having: frozenset[str]
    kin_of: frozenset[str]  # whose kin is another family
    kin: frozenset[str]
    received: frozenset[str]  # what a service gives a family, or a child has with it
    relatives: frozenset[str]  # whose illness is not the patient's
    forebears: frozenset[str]  # the same, where they died of it or it is told when it came
    ailing: frozenset[str]  # verbs that lead to an illness by a preposition
    onset: re.Pattern[str]  # when an illness came


@dataclass(frozen=True, slots=True)
class Replies:
    """What answers or takes back what stands before it."""

    asks: re.Pattern[str]
    no: re.Pattern[str]
    yes: re.Pattern[str]
    retracted: re.Pattern[str]  # with a group ``who``, the pronoun that takes the subject up again


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of ``words.yaml``, each named there with what it is for."""

    terminators: frozenset[str]
    restarts: frozenset[str]
    positives: frozenset[str]
    negators: frozenset[str]
    openers: frozenset[str]
    definite: frozenset[str]
    observed: frozenset[str]
    perceived: frozenset[str]
    copulas: frozenset[str]
    present: frozenset[str]
    whereabouts: frozenset[str]
    raising: frozenset[str]
    letting: frozenset[str]
    enabling: frozenset[str]
    presupposing: frozenset[str]
    unforeseen: frozenset[str]
    aside: frozenset[str]
    bringing: frozenset[str]
    answers: frozenset[str]
    changes: frozenset[str]
    evidence: frozenset[str]
    suggesting: frozenset[str]
    rated: frozenset[str]
    claims: frozenset[str]
    duty: frozenset[str]
    ability: frozenset[str]
    nothings: frozenset[str]
    asking: frozenset[str]
    bodily: frozenset[str]
    prefixes: frozenset[str]
    suffixes: frozenset[str]
    ending: frozenset[str]
    undoing: frozenset[str]
    coming: frozenset[str]
    providing: frozenset[str]
    tries: frozenset[str]
    demanding: frozenset[str]
    assenting: frozenset[str]
    handled: frozenset[str]
    staying: frozenset[str]
    degrees: frozenset[str]
    arising: frozenset[str]


@dataclass(frozen=True, slots=True)
class Rules:
    labelled: Mapping[Axis, Compiled]  # for spans with a label of ours
    open: Mapping[Axis, Compiled]  # for any others
    whose: Whose
    replies: Replies
    words: Words
    all: tuple[CueRule, ...]
    sure: frozenset[str]  # ids of the cues that stand whatever the reader makes of a thing
    kind: re.Pattern[str]  # "gram negative": a kind named by what it lacks


@cache
def rules() -> Rules:
    """The cues of all four axes.

    Raises:
        BadRules: an id is used twice, a scope or key is unknown, a pattern does not compile or examples are missing.
    """
    data = load_yaml("analyser.assertion", "rules/cues.yaml")
    more = load_yaml("analyser.assertion", "rules/open.yaml")
    every: list[CueRule] = []
    labelled: dict[Axis, Compiled] = {}
    open_: dict[Axis, Compiled] = {}
    for axis in Axis:
        shared: list[CueRule] = [record(CueRule, _CUES, item) for item in data[axis.value]]
        added: list[CueRule] = [record(CueRule, _OPEN, item) for item in more[axis.value]]
        for rule in (*shared, *added):
            _check(rule, every)
            every.append(rule)
        labelled[axis] = _compiled(shared)
        open_[axis] = _compiled([*added, *(r for r in shared if r.id not in more["not_open"])])  # the more exact first
    whose = Whose(
        frozenset(more["outsiders"]),
        re.compile(rf"\s*,?\s*(?:{'|'.join(more['elsewhere'])})\b", re.IGNORECASE),
        frozenset(more["services"]),
        frozenset(more["having"]),
        frozenset(more["kin_of"]),
        frozenset(more["kin"]),
        frozenset(more["received"]),
        frozenset(more["relatives"]),
        frozenset(more["forebears"]),
        frozenset(more["ailing"]),
        re.compile(more["onset"], re.IGNORECASE),
    )
    return Rules(
        labelled,
        open_,
        whose,
        Replies(**{f.name: re.compile(more["replies"][f.name], re.IGNORECASE) for f in fields(Replies)}),
        _words(),
        tuple(every),
        frozenset({AFFIX, RELATIVE, *(r.id for r in every if r.sure)}),
        next(re.compile(rf"\b(?:{r.pattern})", re.IGNORECASE) for r in every if r.id == _KIND),
    )


def _words() -> Words:
    data = load_yaml("analyser.assertion", "rules/words.yaml")
    lists = {name: frozenset(map(str, items)) for name, items in data.items() if name != "schema"}
    if set(lists) != {f.name for f in fields(Words)}:
        wrong = set(lists) ^ {f.name for f in fields(Words)}
        raise BadRules(f"{_WORDS} lacks or does not know the lists {', '.join(sorted(wrong))}.")
    return Words(**lists)


def _compiled(found: Sequence[CueRule]) -> Compiled:
    def joined(some: Sequence[CueRule]) -> tuple[str, dict[str, CueRule]]:
        named = {f"r{i}": rule for i, rule in enumerate(some)}
        return "|".join(f"(?P<{name}>{rule.pattern})" for name, rule in named.items()), named

    inline = [r for r in found if r.scope not in (Scope.AFTER, Scope.BEFORE, Scope.LINE)]
    words, named = joined(sorted(inline, key=lambda r: r.scope != Scope.MASK))
    heads, named_heads = joined([r for r in found if r.scope == Scope.LINE])
    return Compiled(
        re.compile(rf"(?:(?<![\w])|(?=n?['’]\w)|(?=\?))(?:{words})(?:(?!\w)|(?<=[?\s-]))", re.IGNORECASE),
        named,
        tuple((re.compile(r.pattern, re.IGNORECASE), r) for r in found if r.scope == Scope.AFTER),
        tuple((re.compile(rf"(?:{r.pattern})\Z", re.IGNORECASE), r) for r in found if r.scope == Scope.BEFORE),
        re.compile(rf"(?:^|(?<=[.;] ))[ \t]*(?:[-*•][ \t]*)?(?:{heads})[ \t]*(?::|[-–—](?=\s)|$)", re.IGNORECASE | re.M)
        if heads
        else None,
        named_heads,
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
        re.compile(rule.needs)
    except re.error as error:
        raise BadRules(f"{_CUES}, entry {rule.id!r}: the pattern does not compile: {error}.") from error


@cache
def openers() -> re.Pattern[str]:
    """Words that negate what they open: "Nobody …", "There was no …"."""
    words = load_yaml("analyser.assertion", "rules/labels.yaml")["openers"]
    return re.compile(taxonomy.unmarked(f"(?:{words})"), re.IGNORECASE)


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
                taxonomy.pattern(_LABELS, "|".join(rf"(?:\b|(?=n['’]t))(?:{o})" for o in rule.opposites))
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
