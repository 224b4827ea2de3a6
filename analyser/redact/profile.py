"""The redaction profile: one YAML file that says how each kind of personal data is treated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from analyser import taxonomy
from analyser.errors import BadRules, WrongCall
from analyser.model import Person

CHOICES: Mapping[str, tuple[str, ...]] = {
    "birth_dates": ("age", "band", "mask"),
    "dates": ("keep", "shift"),
    "postcodes": ("mask", "district"),
    "places": ("mask", "keep"),
    "organisations": ("mask", "keep"),
    "pseudonyms": ("roles", "plain"),
    "residue": ("withhold", "allow"),
    "pictures": ("remove", "keep"),
}
_LARGEST = 1 << 20


@dataclass(frozen=True, slots=True)
class Term:
    """Words that are always masked, and what they are."""

    text: str = field(repr=False)
    type: str = "ORG"


@dataclass(frozen=True, slots=True)
class Thresholds:
    months_until: int = 24
    band_years: int = 5
    identifier: float = 0.0


@dataclass(frozen=True, slots=True)
class Profile:
    """Policies of redaction; each field is explained in docs/redaction.md."""

    birth_dates: str = "age"
    dates: str = "keep"
    postcodes: str = "mask"
    places: str = "mask"
    organisations: str = "mask"
    pseudonyms: str = "roles"
    residue: str = "withhold"
    pictures: str = "remove"
    protected: tuple[str, ...] = ()
    always_mask: tuple[Term, ...] = field(default=(), repr=False)
    people: tuple[Person, ...] = field(default=(), repr=False)
    thresholds: Thresholds = Thresholds()

    @property
    def kept(self) -> frozenset[str]:
        """Types of personal data that this profile lets stand."""
        return frozenset(
            kind for kind, policy in (("LOCATION", self.places), ("ORG", self.organisations)) if policy == "keep"
        )

    def settings(self) -> dict[str, Any]:
        """For a manifest: the policies, and how many words and people are named, but not which."""
        said = {f.name: getattr(self, f.name) for f in fields(self) if f.name in CHOICES}
        counts = {name: len(getattr(self, name)) for name in ("protected", "always_mask", "people")}
        return said | counts | {"thresholds": asdict(self.thresholds)}


@cache
def default() -> Profile:
    """The profile that ships.

    Raises:
        BadRules: the file is not valid.
    """
    data = taxonomy.load_yaml("analyser.redact.profiles", "default.yaml")
    try:
        return _profile(data, "the default redaction profile", Profile())
    except WrongCall as error:
        raise BadRules(error.message) from None


def load(path: Path) -> Profile:
    """A profile from a file; what it leaves out is as in the default.

    Raises:
        WrongCall: the file cannot be read, or holds an unknown key or value; the sentence says which and what to write.
    """
    shown = f"the redaction profile {path.name}"
    try:
        with path.open(encoding="utf-8") as f:
            text = f.read(_LARGEST + 1)
    except (OSError, UnicodeDecodeError):
        raise WrongCall(f"{shown} cannot be read; check the path, and that it is a YAML file in UTF-8.") from None
    if len(text) > _LARGEST:
        raise WrongCall(f"{shown} is larger than a profile would be; check that it is the right file.")
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}," if mark else ""
        raise WrongCall(f"{shown}{where} is not valid YAML; mend it there.") from None
    except RecursionError:
        raise WrongCall(f"{shown} is not valid YAML; mend it.") from None
    if not isinstance(data, dict) or data.get("schema") != 1:
        if isinstance(data, dict) and "columns" in data:
            raise WrongCall(f"{shown} maps columns; give it with --map. A redaction profile opens with 'schema: 1'.")
        raise WrongCall(f"{shown} must be a mapping that opens with 'schema: 1'.")
    return _profile(data, shown, default())


def _profile(data: Mapping[str, Any], shown: str, base: Profile) -> Profile:
    values: dict[str, Any] = {f.name: getattr(base, f.name) for f in fields(Profile)}
    for key, value in data.items():
        if key == "schema":
            continue
        if key in CHOICES:
            if value not in CHOICES[key]:
                raise WrongCall(f"{shown}, {key}: {_brief(value)} is not known; write {' or '.join(CHOICES[key])}.")
            values[key] = value
        elif key == "protected":
            values[key] = tuple(_texts(value, f"{shown}, {key}"))
        elif key == "always_mask":
            values[key] = tuple(_term(v, f"{shown}, {key}") for v in _list(value, f"{shown}, {key}"))
        elif key == "people":
            values[key] = tuple(_person(v, f"{shown}, {key}") for v in _list(value, f"{shown}, {key}"))
        elif key == "thresholds":
            values[key] = _thresholds(value, shown, base.thresholds)
        else:
            known = ", ".join(f.name for f in fields(Profile))
            raise WrongCall(f"{shown}: {_brief(key)} is not a field; the fields are {known}.")
    return Profile(**values)


def _brief(value: object) -> str:
    return repr(value)[:40]


def _list(value: object, where: str) -> list[Any]:
    if not isinstance(value, list):
        raise WrongCall(f"{where}: must be a list; write [first, second].")
    return value


def _texts(value: object, where: str) -> list[str]:
    found = _list(value, where)
    if not all(isinstance(v, str) and any(c.isalnum() for c in v) for v in found):
        raise WrongCall(f"{where}: must be a list of words or phrases; put numbers and yes or no in quotation marks.")
    return found


def _term(value: object, where: str) -> Term:
    if isinstance(value, str) and any(c.isalnum() for c in value):
        return Term(value)
    if isinstance(value, dict) and set(value) <= {"text", "type"} and isinstance(value.get("text"), str):
        kind = value.get("type", "ORG")
        if kind not in taxonomy.pii_types():
            raise WrongCall(f"{where}: the type is not known; write one of {', '.join(taxonomy.pii_types())}.")
        if any(c.isalnum() for c in value["text"]):
            return Term(value["text"], kind)
    raise WrongCall(f"{where}: each entry is a phrase, or a mapping of text and type.")


def _person(value: object, where: str) -> Person:
    if not isinstance(value, dict) or not set(value) <= {"role", "name", "aliases"}:
        raise WrongCall(f"{where}: each entry is a mapping of role, name and aliases.")
    name, role, aliases = value.get("name"), value.get("role", "other"), value.get("aliases", [])
    if not isinstance(name, str) or not any(c.isalpha() for c in name):
        raise WrongCall(f"{where}: an entry has no name.")
    if role not in taxonomy.roles():
        raise WrongCall(f"{where}: a role is not known; write one of {', '.join(taxonomy.roles())}.")
    return Person(role, name, tuple(_texts(aliases, f"{where}, aliases")))


def _thresholds(value: object, shown: str, base: Thresholds) -> Thresholds:
    if not isinstance(value, dict):
        raise WrongCall(f"{shown}, thresholds: must be a mapping of {', '.join(_LIMITS)}.")
    values = asdict(base)
    for key, number in value.items():
        if key not in _LIMITS:
            raise WrongCall(f"{shown}, thresholds: {_brief(key)} is not a field; the fields are {', '.join(_LIMITS)}.")
        kind, low, high = _LIMITS[key]
        if isinstance(number, bool) or not isinstance(number, (int, kind)) or not low <= number <= high:
            raise WrongCall(f"{shown}, thresholds, {key}: must be a number from {low} to {high}.")
        values[key] = kind(number)
    return Thresholds(**values)


_LIMITS: Mapping[str, tuple[type[int] | type[float], float, float]] = {
    "months_until": (int, 0, 60),
    "band_years": (int, 2, 20),
    "identifier": (float, 0.0, 1.0),
}
