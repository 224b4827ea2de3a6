"""What is simulated, from ``rules/families.yaml`` or a researcher's own file of that form, checked as it is read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import yaml

from analyser import taxonomy
from analyser.errors import BadRules, WrongCall
from analyser.model import Setting

Chances = Mapping[str, float]  # label -> chance that a note tells it


@dataclass(frozen=True, slots=True)
class ContactKind:
    author: str
    every_days: float  # on average, from one to the next
    missed: str  # the label that tells that it was missed; "": the family is not there
    scrutiny: bool = False
    settings: tuple[str, ...] = tuple(Setting)


@dataclass(frozen=True, slots=True)
class State:
    kept: float
    cancelled: float
    when_kept: Chances
    when_missed: Chances
    follow_up: Chances = field(default_factory=dict)
    unannounced: Chances = field(default_factory=dict)
    before_scrutiny: Chances = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Priority:
    needs: int
    then: int
    otherwise: int


@dataclass(frozen=True, slots=True)
class Family:
    says: str
    setting: str
    actors: Mapping[str, float]
    start: str
    moves: Mapping[str, Mapping[str, float]]
    priority: Priority
    on_scrutiny: Mapping[str, str] = field(default_factory=dict)
    practice: Chances = field(default_factory=dict)
    grows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FollowUp:
    contact: str
    chance: float
    days: int


@dataclass(frozen=True, slots=True)
class PatternTest:
    """When a history bears a pattern out; which fields count depends on the test."""

    test: str
    labels: tuple[str, ...] = ()
    notes: int = 1
    must: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    at_least: int = 1
    rate: float = 0.0
    explained_below: float = 1.0
    explained_from: float = 0.0
    near_days: int = 0
    cycles: int = 1
    within_days: int = 0
    times: float = 1.0
    later_share: float = 0.5


TESTS = ("told", "missed", "explained", "sequence", "before_scrutiny", "contrast", "rising")


@dataclass(frozen=True, slots=True)
class Rules:
    begin: dt.date
    before_scrutiny: int  # days
    contacts: Mapping[str, ContactKind]
    follow_up: FollowUp
    only_at: Mapping[str, tuple[str, ...]]
    states: Mapping[str, State]
    families: Mapping[str, Family]
    patterns: Mapping[str, PatternTest]
    calming: tuple[str, ...]


def load(path: Path | None = None) -> Rules:
    """The rules of a file, or those that ship.

    Raises:
        WrongCall: the file is not there.
        BadRules: something in it is not of the form; the entry is named.
    """
    if path is None:
        name, data = "families.yaml", taxonomy.load_yaml("analyser.research.synth", "rules/families.yaml")
    else:
        name = path.name
        try:
            data = yaml.safe_load(path.read_text(encoding="utf-8"))
        except OSError:
            raise WrongCall(f"{name} cannot be read; give a YAML file like analyser's own families.yaml.") from None
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            raise BadRules(f"{name} is not YAML; mend it where your editor marks it.") from error
    return _read(name, data)


def _read(name: str, data: Any) -> Rules:
    wanted = {f.name for f in fields(Rules)} | {"schema"}
    if not isinstance(data, dict) or set(data) != wanted:
        odd = sorted(set(data) ^ wanted) if isinstance(data, dict) else sorted(wanted)
        raise BadRules(f"{name}: section unknown or missing: {', '.join(map(str, odd))}.")
    contacts = _entries(name, "contacts", ContactKind, data["contacts"])
    states = _entries(name, "states", State, data["states"])
    families: dict[str, Family] = {}
    for code, entry in _mapping(f"{name}, families", data["families"]).items():
        where = f"{name}, families, {code!r}"
        parts = _mapping(where, entry)
        parts = {**parts, "priority": _record(Priority, f"{where}, priority", parts.get("priority", {}))}
        families[str(code)] = _record(Family, where, parts)
    rules = Rules(
        begin=_day(f"{name}, begin", data["begin"]),
        before_scrutiny=int(_number(f"{name}, before_scrutiny", data["before_scrutiny"], 0, 366)),
        contacts=contacts,
        follow_up=_record(FollowUp, f"{name}, follow_up", data["follow_up"]),
        only_at={k: tuple(v) for k, v in _mapping(f"{name}, only_at", data["only_at"]).items()},
        states=states,
        families=families,
        patterns=_entries(name, "patterns", PatternTest, data["patterns"]),
        calming=tuple(data["calming"]),
    )
    _check(name, rules)
    return rules


def _entries(name: str, section: str, kind: Callable[..., Any], data: Any) -> dict[str, Any]:
    where = f"{name}, {section}"
    return {str(k): _record(kind, f"{where}, {k!r}", v) for k, v in _mapping(where, data).items()}


def _record(kind: Any, where: str, data: Any) -> Any:
    return taxonomy.record(kind, where, _mapping(where, data))


def _mapping(where: str, data: Any) -> Mapping[str, Any]:
    if not isinstance(data, dict):
        raise BadRules(f"{where}: give names with values, not {type(data).__name__}.")
    return data


def _day(where: str, value: Any) -> dt.date:
    if isinstance(value, dt.date):
        return value
    raise BadRules(f"{where}: give a day as 2022-01-03.")


def _number(where: str, value: Any, least: float, most: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
        raise BadRules(f"{where}: give a number from {least:g} to {most:g}.")
    return float(value)


def _known(where: str, names: Iterable[str], known: Iterable[str]) -> None:
    if odd := sorted(set(names) - set(known)):
        raise BadRules(f"{where}: unknown: {', '.join(odd)}.")


def _chances(where: str, chances: Any) -> None:
    _known(where, _mapping(where, chances), taxonomy.labels())
    for label, chance in chances.items():
        _number(f"{where}, {label}", chance, 0, 1)


def _check(name: str, rules: Rules) -> None:
    labels, roles = taxonomy.labels(), taxonomy.roles()
    for kind, c in rules.contacts.items():
        where = f"{name}, contacts, {kind!r}"
        _known(where, [kind], taxonomy.note_types())
        _known(f"{where}, author", [c.author], roles)
        _known(f"{where}, missed", [c.missed] if c.missed else [], labels)
        _known(f"{where}, settings", c.settings, tuple(Setting))
        _number(f"{where}, every_days", c.every_days, 1, 3660)
    _known(f"{name}, follow_up", [rules.follow_up.contact], rules.contacts)
    _number(f"{name}, follow_up, chance", rules.follow_up.chance, 0, 1)
    _number(f"{name}, follow_up, days", rules.follow_up.days, 1, 60)
    _known(f"{name}, only_at", rules.only_at, labels)
    for label, kinds in rules.only_at.items():
        _known(f"{name}, only_at, {label}", kinds, rules.contacts)
    for code, s in rules.states.items():
        where = f"{name}, states, {code!r}"
        _number(f"{where}, kept", s.kept, 0, 1)
        _number(f"{where}, cancelled", s.cancelled, 0, 1)
        for part in ("when_kept", "when_missed", "follow_up", "unannounced", "before_scrutiny"):
            _chances(f"{where}, {part}", getattr(s, part))
    for code, f in rules.families.items():
        _check_family(f"{name}, families, {code!r}", f, rules)
    for code, t in rules.patterns.items():
        where = f"{name}, patterns, {code!r}"
        _known(where, [code], taxonomy.patterns())
        _known(f"{where}, test", [t.test], TESTS)
        _known(f"{where}, labels", (*t.labels, *t.must, *t.without), labels)
    _known(f"{name}, calming", rules.calming, rules.patterns)


def _check_family(where: str, f: Family, rules: Rules) -> None:
    if f.setting not in tuple(Setting):
        raise BadRules(f"{where}, setting: give children or adults.")
    _known(f"{where}, start", [f.start], f.moves)
    for state, nexts in f.moves.items():
        _known(f"{where}, moves", [state, *_mapping(f"{where}, moves, {state}", nexts)], rules.states)
        _known(f"{where}, moves, {state}: no moves given for a state", nexts, f.moves)
        if sum(_number(f"{where}, moves, {state}, {n}", w, 0, 1e6) for n, w in nexts.items()) <= 0:
            raise BadRules(f"{where}, moves, {state}: give at least one weight above 0.")
    _known(f"{where}, on_scrutiny", [*f.on_scrutiny, *f.on_scrutiny.values()], rules.states)
    _chances(f"{where}, practice", f.practice)
    _known(f"{where}, grows", f.grows, taxonomy.labels())
    _known(f"{where}, actors", _mapping(f"{where}, actors", f.actors), taxonomy.roles())
    if sum(_number(f"{where}, actors, {a}", w, 0, 1e6) for a, w in f.actors.items()) <= 0:
        raise BadRules(f"{where}, actors: give at least one weight above 0.")
    for level in (f.priority.then, f.priority.otherwise):
        _number(f"{where}, priority", level, 0, 3)
