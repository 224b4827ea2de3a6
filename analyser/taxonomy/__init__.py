"""Labels, roles and the other closed lists: YAML that a practitioner can read, and the one loader for it.

Every stage that keeps rules or wording in YAML reads them through ``load_yaml``, which says which file is at fault.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from analyser.errors import BadRules


@dataclass(frozen=True, slots=True)
class Label:
    id: str
    name: str
    group: str
    actor: str  # family, child, professional, circumstance
    means: str
    accuses: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    id: str
    name: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Role:
    id: str
    name: str
    pseudonym: str
    side: str  # parent, child, professional, agency
    words: tuple[str, ...]
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class NoteType:
    id: str
    name: str
    contact: str  # visit, remote, office, meeting, session, agency, none
    direct: bool  # the writer was there


def load_yaml(package: str, name: str) -> dict[str, Any]:
    """Reads a YAML file that ships inside a package of the analyser.

    Raises:
        BadRules: the file is not valid YAML, is not a mapping, or has no ``schema: 1``.
    """
    where = f"{package.replace('.', '/')}/{name}"
    try:
        data = yaml.load(files(package).joinpath(name).read_text(encoding="utf-8"), Loader=_loader())
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        raise BadRules(f"{where}{line} is not valid YAML; mend it there.") from error
    if not isinstance(data, dict) or data.get("schema") != 1:
        raise BadRules(f"{where} must be a mapping that opens with 'schema: 1'.")
    return data


@cache
def _loader() -> Any:
    """Only ``true`` and ``false`` are booleans: a rule's ``yes``, ``no``, ``on`` and ``off`` are words."""
    base = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loader = type("RulesLoader", (base,), {})
    resolvers = {first: list(pairs) for first, pairs in base.yaml_implicit_resolvers.items()}
    for first, pairs in resolvers.items():
        resolvers[first] = [p for p in pairs if p[0] != "tag:yaml.org,2002:bool" or first in "tTfF"]
    loader.yaml_implicit_resolvers = resolvers  # type: ignore[attr-defined]
    return loader


def record(kind: type[Any], where: str, data: Mapping[str, Any]) -> Any:
    """One dataclass from one YAML mapping; unknown or missing keys are said.

    Raises:
        BadRules: a key is unknown or a required one is missing.
    """
    try:
        return kind(**{k: tuple(v) if isinstance(v, list) else v for k, v in data.items()})
    except TypeError as error:
        raise BadRules(f"{where}, entry {data.get('id', data)!r}: {error}.") from error


def records(kind: type[Any], where: str, items: Iterable[Mapping[str, Any]]) -> list[Any]:
    """One dataclass for each entry of a YAML list, whose ids differ.

    Raises:
        BadRules: an entry is malformed, see ``record``, or an id stands twice.
    """
    found = [record(kind, where, item) for item in items]
    for entry, count in Counter(entry.id for entry in found).items():
        if count > 1:
            raise BadRules(f"{where}: the id {entry!r} stands twice.")
    return found


def pattern(where: str, source: str) -> re.Pattern[str]:
    """A regular expression of a YAML file, blind to case; "n't" in it is "nt" as well where notes type that.

    Raises:
        BadRules: it does not compile.
    """
    try:
        return re.compile(unmarked(source), re.IGNORECASE)
    except re.error as error:
        raise BadRules(f"{where}: the pattern does not compile: {error}.") from error


_NOT = re.compile(r"\(\?<(?P<so>[!=])n\[['’]+\]t(?P<rest>[^()]*)\)|n\[['’]+\]t")  # in a pattern, looked back for or not


def unmarked(source: str) -> str:
    """The source of a pattern, which finds "didnt" wherever it finds "didn't"; "went" and "parent" it does not."""
    return _NOT.sub(_typed_not, source)


def _typed_not(m: re.Match[str]) -> str:
    """ "n't", or "nt" behind the verbs that go with it. A look back has one width: there is one for each length."""
    if m["so"]:
        back = [m[0], *(rf"(?<{m['so']}\b(?:{some})t{m['rest']})" for some in _verbs_before_not())]
        return "".join(back) if m["so"] == "!" else f"(?:{'|'.join(back)})"
    typed = "|".join(rf"(?<=\b(?:{some}))" for some in _verbs_before_not())
    return f"n(?:['’]|{typed})t"


@cache
def _verbs_before_not() -> tuple[str, ...]:
    """The verbs that "n't" is typed with, up to its n, as one alternation for each length."""
    verbs = [word[:-1] for word, said in contractions().items() if said.endswith("n't")]
    return tuple("|".join(v for v in verbs if len(v) == n) for n in sorted({len(v) for v in verbs}))


@cache
def contractions() -> Mapping[str, str]:
    """Contractions without their apostrophe → with it, in lower case.

    Raises:
        BadRules: an entry differs from its word by more than the apostrophe.
    """
    found = {str(k): str(v) for k, v in load_yaml("analyser.taxonomy", "contractions.yaml")["contractions"].items()}
    for word, said in found.items():
        if word != said.replace("'", "") or not word.isalpha() or word != word.lower():
            raise BadRules(f"contractions.yaml, {word!r}: give the word as it is read, with its apostrophe.")
    return found


@dataclass(frozen=True, slots=True)
class Proven:
    """A pattern of a YAML file with its reason, texts that it is in and texts that it is not in."""

    id: str
    pattern: re.Pattern[str]
    why: str
    yes: tuple[str, ...]
    no: tuple[str, ...]


def proven(where: str, items: Iterable[Mapping[str, Any]]) -> list[Proven]:
    """The entries of a YAML list.

    Raises:
        BadRules: an entry is malformed or stands twice, its pattern does not compile, or its examples are missing.
    """
    compiled = ({**item, "pattern": pattern(f"{where}, entry {item.get('id')!r}", item["pattern"])} for item in items)
    found: list[Proven] = records(Proven, where, compiled)
    for entry in found:
        if not (entry.yes and entry.no):
            raise BadRules(f"{where}, entry {entry.id!r}: give examples under 'yes' and 'no'.")
    return found


@cache
def groups() -> Mapping[str, Group]:
    data = load_yaml("analyser.taxonomy", "labels.yaml")
    return {g["id"]: Group(g["id"], g["name"], tuple(item["id"] for item in g["labels"])) for g in data["groups"]}


@cache
def labels() -> Mapping[str, Label]:
    data = load_yaml("analyser.taxonomy", "labels.yaml")
    items = ({**item, "group": g["id"]} for g in data["groups"] for item in g["labels"])
    found = records(Label, "labels.yaml", items)
    return {label.id: label for label in found}


@cache
def roles() -> Mapping[str, Role]:
    data = load_yaml("analyser.taxonomy", "roles.yaml")
    return {role.id: role for role in records(Role, "roles.yaml", data["roles"])}


@cache
def _things() -> Mapping[str, str]:
    return {item["type"]: item["pseudonym"] for item in load_yaml("analyser.taxonomy", "roles.yaml")["things"]}


@cache
def bank_tokens() -> Mapping[str, str]:
    """Token of a note bank, without its number -> pseudonym, without its number."""
    others: dict[str, str] = load_yaml("analyser.taxonomy", "roles.yaml")["bank_tokens"]
    return {r.id: r.pseudonym for r in roles().values()} | others


@cache
def organisations() -> tuple[str, ...]:
    return tuple(load_yaml("analyser.taxonomy", "roles.yaml")["organisations"])


def person_pseudonym(role: str, number: int) -> str:
    """The token for the ``number``-th person (from 1) of a role: Mother, Mother2, Child1, SocialWorker2."""
    r = roles().get(role) or roles()["other"]
    return r.pseudonym if number == 1 and not r.numbered else f"{r.pseudonym}{number}"


def thing_pseudonym(pii_type: str, number: int, stem: str | None = None) -> str:
    """The token for the ``number``-th thing of a type: Phone1, School2."""
    return f"{stem or _things().get(pii_type, 'Reference')}{number}"


@cache
def stems() -> frozenset[str]:
    """Every pseudonym without its number, of people and of things."""
    return frozenset({r.pseudonym for r in roles().values()} | set(_things().values()) | set(organisations()))


def is_pseudonym(text: str) -> bool:
    """Whether a text is one pseudonym and nothing else: SocialWorker2."""
    return text.strip().rstrip("0123456789") in stems()


@cache
def role_of_pseudonym() -> Mapping[str, str]:
    """Pseudonym without its number -> role."""
    return {r.pseudonym: r.id for r in roles().values()}


def side_of(role: str) -> str:
    """What a role stands for when accounts are compared: parent, child, professional or agency; "" for no role."""
    known = roles().get(role)
    return known.side if known else ""


@cache
def genders() -> tuple[tuple[str, str], ...]:
    """Pairs of words in lower case, for a woman or girl and for a man or boy: (mum, dad).

    Raises:
        BadRules: an entry is not a pair of two words in lower case.
    """
    found = tuple(tuple(pair) for pair in load_yaml("analyser.taxonomy", "genders.yaml")["pairs"])
    for pair in found:
        if len(pair) != 2 or any(not isinstance(w, str) or w != w.lower() for w in pair):
            raise BadRules(f"genders.yaml, entry {list(pair)}: give two words in lower case.")
    return found


@dataclass(frozen=True, slots=True)
class Belonging:
    """Phrases for peoples, faiths and what is theirs, by group, each read as its group's first; fields that name one;
    fields for a language, and words that tell of a need there; the words between a field and its value, and how many
    words a value has at most."""

    groups: tuple[tuple[str, ...], ...]
    fields: tuple[str, ...]
    languages: tuple[str, ...]
    needs: tuple[str, ...]
    said: tuple[str, ...]
    longest: int


@cache
def belonging() -> Belonging:
    """Raises:
    BadRules: a list is empty, an entry is not text, or one phrase stands in two groups.
    """
    data = load_yaml("analyser.taxonomy", "belonging.yaml")
    lists = {**data["groups"], **{key: data[key] for key in ("fields", "languages", "needs", "said")}}
    for name, found in lists.items():
        if not found or any(not isinstance(p, str) or not p.strip() for p in found):
            raise BadRules(f"belonging.yaml, {name!r}: give a list of words.")
    phrases = [p.lower() for group in data["groups"].values() for p in group]
    if twice := sorted({p for p in phrases if phrases.count(p) > 1}):
        raise BadRules(f"belonging.yaml: {twice[0]!r} stands there twice.")
    groups = tuple(tuple(group) for group in data["groups"].values())
    fields, languages, needs, said = (tuple(data[key]) for key in ("fields", "languages", "needs", "said"))
    return Belonging(groups, fields, languages, needs, said, int(data["longest"]))


@cache
def note_types() -> Mapping[str, NoteType]:
    data = load_yaml("analyser.taxonomy", "terms.yaml")
    return {term.id: term for term in records(NoteType, "terms.yaml", data["note_types"])}


@cache
def _terms(key: str) -> tuple[str, ...]:
    return tuple(load_yaml("analyser.taxonomy", "terms.yaml")[key])


def topics() -> tuple[str, ...]:
    return _terms("topics")


def discrepancy_types() -> tuple[str, ...]:
    return _terms("discrepancy_types")


def patterns() -> tuple[str, ...]:
    return _terms("patterns")


def pii_types() -> tuple[str, ...]:
    return _terms("pii_types")
