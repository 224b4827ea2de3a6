"""What makes a row of the chronology, as data: kinds of happening with their proof, and how signals become rows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from analyser.errors import BadRules
from analyser.taxonomy import labels, load_yaml, note_types, pattern, record

PACKAGE = "analyser.chronology"
KINDS = "rules/kinds.yaml"
SIGNALS = "rules/signals.yaml"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of happening and the words by which a text tells it."""

    id: str
    name: str
    significant: bool
    pattern: re.Pattern[str]
    why: str
    yes: tuple[str, ...]
    no: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutcomeRule:
    """The outcome of a contact when these signals, and none of those, fall on its day."""

    outcome: str
    when: tuple[str, ...]
    unless: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    words: str = ""
    own: bool = False  # words that name another service's contact do not tell it
    text: str = ""  # words anywhere in the note that tell it without a signal; then ``when`` may be empty
    but: str = ""  # words of the sentence of a signal of ``unless`` that set it aside
    unseen: bool = False  # at a visit, a child or adult at risk told as there speaks against it


@dataclass(frozen=True, slots=True)
class Again:
    """A mention in passing of a kind of thing told before: "the admission", "since the fire"."""

    kind: str
    days: int
    pattern: re.Pattern[str]
    yes: tuple[str, ...]
    no: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnDay:
    """Words that tell a thing of the note's own day without saying so."""

    kind: str
    pattern: re.Pattern[str]
    yes: tuple[str, ...]
    no: tuple[str, ...]
    types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChronologyRules:
    kinds: tuple[Kind, ...]
    again: tuple[Again, ...]
    own_day: tuple[OwnDay, ...]
    by_note_type: Mapping[str, str]
    like: Mapping[str, tuple[str, ...]]  # kind -> kinds whose only row may stand for it when it is told again
    together: tuple[frozenset[str], ...]  # kinds in which two notes may tell one affair
    note_types_of: Mapping[str, tuple[str, ...]]  # kind -> the notes that tell it of their own day
    joins_its_day: frozenset[str]  # kinds that join what else is known of their day
    vague: frozenset[str]  # kinds so common that a month holds several
    loose: frozenset[str]  # kinds that may stand for whatever a note of the day tells
    own_affair: frozenset[str]  # notes that are themselves of one affair
    rare: frozenset[str]  # kinds so rare that a month has one
    stem_tells: frozenset[str]  # kinds of which a month has one that is told by one and the same word
    definite: re.Pattern[str]
    affair: re.Pattern[str]
    paper: re.Pattern[str]
    of_month: re.Pattern[str]
    lasting: re.Pattern[str]
    contact_signals: frozenset[str]
    again_then: re.Pattern[str]  # what may stand behind words that tell a thing again
    to_come: re.Pattern[str]
    supposed: re.Pattern[str]
    no_thing: re.Pattern[str]
    known_thing: re.Pattern[str]
    spoken_of: re.Pattern[str]
    known_thing_days: int
    generic: re.Pattern[str]
    no_event: re.Pattern[str]
    mail_head: re.Pattern[str]  # a line that says when a mail was sent
    aside: re.Pattern[str]
    now: re.Pattern[str]
    past: re.Pattern[str]
    significant: frozenset[str]
    offered: frozenset[str]
    outcomes: tuple[OutcomeRule, ...]
    told: Mapping[str, str]
    listed: frozenset[str]  # labels whose words may list several days, each a happening of its own
    between: re.Pattern[str]  # what stands between two days of such a list
    repeated: Mapping[str, re.Pattern[str]]  # label: its mark, said again between two days
    seen: frozenset[str]
    only_alone: re.Pattern[str]  # words of a mark of not being seen that is only of not being seen alone
    reached: re.Pattern[str]  # the head of a note of a call that was taken
    stopped: re.Pattern[str]  # words before a time since which something has not been
    dealt_with: frozenset[str]  # labels that show that the adult at risk was at the visit
    outcome_words: Mapping[str, str]


@cache
def load_rules() -> ChronologyRules:
    """Both files, checked.

    Raises:
        BadRules: an unknown key, label or duplicate id, a missing example, a pattern that does not compile.
    """
    data = load_yaml(PACKAGE, KINDS)
    kinds: list[Kind] = []
    for item in data["kinds"]:
        where = f"{KINDS}, entry {item.get('id')!r}"
        kind: Kind = record(Kind, KINDS, {**item, "pattern": pattern(where, item["pattern"])})
        if kind.id in {k.id for k in kinds} or not kind.yes or not kind.no:
            raise BadRules(f"{where}: the id is used twice or examples are missing.")
        kinds.append(kind)
    again: list[Again] = [
        record(Again, KINDS, {**a, "pattern": pattern(f"{KINDS}, again {a['kind']!r}", a["pattern"])})
        for a in data["again"]
    ]
    own_day: list[OwnDay] = [
        record(OwnDay, KINDS, {**o, "pattern": pattern(f"{KINDS}, own_day {o['kind']!r}", o["pattern"])})
        for o in data["own_day"]
    ]
    of = {k.id for k in kinds}
    grouped = {k for g in data["together"] for k in g} | set(data["note_types_of"])
    grouped |= {
        *data["joins_its_day"],
        *data["vague"],
        *data["loose"],
        *data["rare"],
        *data["stem_tells"],
        *data["like"],
    }
    grouped |= {k for like in data["like"].values() for k in like}
    if unknown := grouped - of - {"other", "incident"}:
        raise BadRules(f"{KINDS}: unknown kinds {sorted(unknown)}.")
    sorts = {t for v in data["note_types_of"].values() for t in v} | set(data["own_affair"])
    if unknown := sorts - set(note_types()):
        raise BadRules(f"{KINDS}: unknown note types {sorted(unknown)}.")
    if unknown := ({a.kind for a in again} | {o.kind for o in own_day} | set(data["by_note_type"].values())) - of:
        raise BadRules(f"{KINDS}: unknown kinds {sorted(unknown)}.")
    signals: Mapping[str, Any] = load_yaml(PACKAGE, SIGNALS)
    known = set(labels())
    lists = ("significant", "told", "seen", "dealt_with", "listed", "repeated")
    named = {*data["contact_signals"], *(label for part in lists for label in signals[part])}
    if unknown := named - known:
        raise BadRules(f"{SIGNALS}: unknown labels {sorted(unknown)}.")
    return ChronologyRules(
        kinds=tuple(kinds),
        again=tuple(again),
        own_day=tuple(own_day),
        by_note_type=data["by_note_type"],
        like={k: tuple(v) for k, v in data["like"].items()},
        together=tuple(frozenset(g) for g in data["together"]),
        note_types_of={k: tuple(v) for k, v in data["note_types_of"].items()},
        joins_its_day=frozenset(data["joins_its_day"]),
        vague=frozenset(data["vague"]),
        loose=frozenset(data["loose"]),
        own_affair=frozenset(data["own_affair"]),
        rare=frozenset(data["rare"]),
        stem_tells=frozenset(data["stem_tells"]),
        definite=pattern(KINDS, data["definite"]),
        affair=pattern(KINDS, data["affair"]),
        paper=pattern(KINDS, data["paper"]),
        of_month=pattern(KINDS, data["of_month"]),
        lasting=pattern(KINDS, data["lasting"]),
        contact_signals=frozenset(data["contact_signals"]),
        again_then=pattern(KINDS, data["again_then"]),
        to_come=pattern(KINDS, data["to_come"]),
        supposed=pattern(KINDS, data["supposed"]),
        no_thing=pattern(KINDS, data["no_thing"]),
        known_thing=pattern(KINDS, data["known_thing"]),
        spoken_of=pattern(KINDS, data["spoken_of"]),
        known_thing_days=data["known_thing_days"],
        generic=pattern(KINDS, data["generic"]),
        no_event=pattern(KINDS, data["no_event"]),
        mail_head=pattern(KINDS, data["mail_head"]),
        aside=pattern(KINDS, data["aside"]),
        now=pattern(KINDS, data["now"]),
        past=pattern(KINDS, data["past"]),
        significant=frozenset(signals["significant"]),
        offered=frozenset(signals["offered"]),
        outcomes=tuple(record(OutcomeRule, SIGNALS, o) for o in signals["outcomes"]),
        told=signals["told"],
        listed=frozenset(signals["listed"]),
        between=pattern(SIGNALS, signals["between"]),
        repeated={label: pattern(SIGNALS, words) for label, words in signals["repeated"].items()},
        seen=frozenset(signals["seen"]),
        only_alone=pattern(SIGNALS, signals["only_alone"]),
        reached=pattern(SIGNALS, signals["reached"]),
        stopped=pattern(SIGNALS, signals["stopped"]),
        dealt_with=frozenset(signals["dealt_with"]),
        outcome_words=signals["outcome_words"],
    )
