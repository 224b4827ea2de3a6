"""Rules that find signals: records in YAML that carry their own proof, read, checked and compiled once.

A pattern is a regular expression, any case unless it says ``(?-i:...)``. ``{name}`` stands for a list of the lexicon
(``rules/lexicon.yaml``); numeric counts such as ``{2,3}`` are left alone. A rule is only tried on a note that holds one
of its ``needs`` in lower case, and it is matched within one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from analyser import taxonomy
from analyser.errors import BadRules
from analyser.model import Standing

PACKAGE = "analyser.signals"
FOLDER = "rules"
LEXICON = "lexicon.yaml"
# Rule signals that are no labels: one carries over the signals of the sentence before, one only denies.
DITTO, NOTHING = "ditto", "nothing"
YEAR = "year"  # a group of this name in ``unless`` is a year, which vetoes only where it lies well before the note
_MACRO = re.compile(r"\{([a-z][a-z_0-9]*)\}")


@dataclass(frozen=True, slots=True)
class When:
    """Where a rule holds. An empty part sets no limit."""

    types: tuple[str, ...] = ()  # note types
    not_types: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()  # author roles
    setting: str = ""

    def holds(self, note_type: str, author: str, setting: str) -> bool:
        return (
            (not self.types or note_type in self.types)
            and note_type not in self.not_types
            and (not self.authors or author in self.authors)
            and (not self.setting or setting == self.setting)
        )


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. ``score`` is its measured precision, as an estimate; ``standing`` is set where the wording decides it.

    An example is a sentence or a short note; ``type :: text`` names the note type in which it stands. Where an example
    of ``yes`` has a part in ``<<…>>``, the match must overlap it. ``denies`` names labels that the model alone may not
    find in a sentence where this rule strikes: the worker who was late is not a family that came late. ``plain`` words
    mean one thing to any reader: the models weigh in for them, not against, and what they deny no other rule finds.
    Where ``later`` is given, it must fit what stands behind the match in the note; ``%who`` in it stands for the words
    of that group.
    """

    id: str
    signal: str
    pattern: str
    needs: tuple[str, ...]
    why: str
    yes: tuple[str, ...]
    no: tuple[str, ...]
    score: float = 0.8
    unless: str = ""
    standing: str = ""
    actor: str = ""
    later: str = ""
    denies: tuple[str, ...] = ()
    plain: bool = False
    when: When = field(default_factory=When)
    regex: re.Pattern[str] = field(default=re.compile(""), repr=False)
    veto: re.Pattern[str] | None = field(default=None, repr=False)


def expand(pattern: str, lexicon: Mapping[str, str], where: str) -> str:
    """The pattern with every ``{name}`` of the lexicon put in; names may stand within names.

    Raises:
        BadRules: a name is not in the lexicon, or names go round in a circle.
    """
    for _ in range(6):
        if not _MACRO.search(pattern):
            return pattern

        def put_in(m: re.Match[str]) -> str:
            if m[1] not in lexicon:
                raise BadRules(f"{where}: '{{{m[1]}}}' is not in the lexicon.")
            return lexicon[m[1]]

        pattern = _MACRO.sub(put_in, pattern)
    raise BadRules(f"{where}: names of the lexicon go round in a circle.")


def build(data: Mapping[str, Any], lexicon: Mapping[str, str], where: str) -> Rule:
    """One rule from its YAML mapping, checked and compiled.

    Raises:
        BadRules: a key is unknown or missing, the label or standing does not exist, examples are missing, or the
            pattern is not a regular expression.
    """
    raw = dict(data)
    place = f"{where}, entry {raw.get('id', '?')!r}"
    when = raw.pop("when", None)
    for key in ("regex", "veto"):
        if key in raw:
            raise BadRules(f"{place}: unknown key {key!r}.")
    rule: Rule = taxonomy.record(Rule, where, raw)
    limits: When = taxonomy.record(When, place, when or {})
    if rule.signal not in (DITTO, NOTHING) and rule.signal not in taxonomy.labels():
        raise BadRules(f"{place}: {rule.signal!r} is not a label.")
    for label in rule.denies:
        if label not in taxonomy.labels() or label == rule.signal:
            raise BadRules(f"{place}: it cannot deny {label!r}.")
    if rule.standing and rule.standing not in list(Standing):
        raise BadRules(f"{place}: {rule.standing!r} is not a standing.")
    if rule.actor and rule.actor not in taxonomy.roles():
        raise BadRules(f"{place}: {rule.actor!r} is not a role.")
    for kind in (*limits.types, *limits.not_types):
        if kind not in taxonomy.note_types():
            raise BadRules(f"{place}: {kind!r} is not a note type.")
    if not (rule.yes and rule.no and rule.why and rule.needs):
        raise BadRules(f"{place}: 'why', 'needs', 'yes' and 'no' must each hold something.")
    if any(n != n.lower() for n in rule.needs):
        raise BadRules(f"{place}: 'needs' must be in lower case.")
    if not 0 < rule.score <= 1:
        raise BadRules(f"{place}: score must lie between 0 and 1.")
    if "%who" in rule.later and "(?P<who>" not in rule.pattern:
        raise BadRules(f"{place}: 'later' names a group that the pattern has not.")
    later = expand(rule.later, lexicon, place)
    _compiled(later, lexicon, place)
    return Rule(
        **{k: getattr(rule, k) for k in Rule.__slots__ if k not in ("needs", "when", "regex", "veto", "later")},
        needs=tuple(dict.fromkeys((*rule.needs, *(re.sub("n['’]", "n", n) for n in rule.needs)))),
        when=limits,
        later=later,
        regex=_compiled(rule.pattern, lexicon, place),
        veto=_compiled(rule.unless, lexicon, place) if rule.unless else None,
    )


def _compiled(pattern: str, lexicon: Mapping[str, str], place: str) -> re.Pattern[str]:
    try:
        return re.compile(taxonomy.unmarked(expand(pattern, lexicon, place)), re.IGNORECASE)
    except re.error as error:
        raise BadRules(f"{place}: not a regular expression ({error}).") from error


def build_all(named: Iterable[tuple[str, Iterable[Mapping[str, Any]]]], lexicon: Mapping[str, str]) -> tuple[Rule, ...]:
    """Rules of several files, ids being unique over all of them.

    Raises:
        BadRules: as ``build``, or an id occurs twice.
    """
    found: dict[str, Rule] = {}
    for where, entries in named:
        for data in entries:
            rule = build(data, lexicon, where)
            if rule.id in found:
                raise BadRules(f"{where}, entry {rule.id!r}: this id occurs twice.")
            found[rule.id] = rule
    return tuple(found.values())


@cache
def load_lexicon() -> Mapping[str, str]:
    """Name → one alternation, longest words first where they are plain."""
    data = taxonomy.load_yaml(PACKAGE, f"{FOLDER}/{LEXICON}")
    return {name: "(?:" + "|".join(words) + ")" for name, words in data["lists"].items()}


@cache
def load_rules() -> tuple[Rule, ...]:
    """Every rule that ships with the analyser, by file and order."""
    names = sorted(p.name for p in files(PACKAGE).joinpath(FOLDER).iterdir() if p.name.endswith(".yaml"))
    named = [
        (f"analyser/signals/rules/{name}", taxonomy.load_yaml(PACKAGE, f"{FOLDER}/{name}")["rules"])
        for name in names
        if name != LEXICON
    ]
    return build_all(named, load_lexicon())
