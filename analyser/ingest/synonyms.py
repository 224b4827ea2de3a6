"""What exports call a note, a person, yes and no → the terms of the taxonomy."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from analyser import taxonomy
from analyser.errors import BadRules
from analyser.model import Setting


@dataclass(frozen=True, slots=True)
class _Entry:
    target: str
    exact: frozenset[str]
    pattern: re.Pattern[str] | None


def plain(text: str) -> str:
    """Words only, lower case, apart by one space: how headings and types are compared."""
    return " ".join(re.findall(r"[^\W_]+", text.lower().replace("'", "").replace("’", "")))


def note_type(text: str) -> str:
    """The note type of a heading or cell; "" where none is known."""
    words = plain(text)
    return _own_names("types").get(words) or _look_up("note_types.yaml", "types", words)


def role(text: str) -> str:
    """The role of a job title or relationship; "" where none is known."""
    words = plain(text)
    return _own_names("roles").get(words) or _look_up("roles.yaml", "roles", words)


def exact_role(text: str) -> str:
    """The role, where the whole text is one of its names; "" otherwise."""
    words = plain(text)
    if words in _own_names("roles"):
        return _own_names("roles")[words]
    entries = _entries("roles.yaml", "roles")
    found = next((e.target for e in entries if words in e.exact), "")
    return found or next((e.target for e in entries if e.pattern is not None and e.pattern.fullmatch(words)), "")


def is_note_type(text: str) -> bool:
    """Whether the whole text is the name of a note type, not only a text that mentions one."""
    words = plain(text)
    if not words or len(words) > 60:
        return False
    if words in _own_names("types"):
        return True
    found = _look_up("note_types.yaml", "types", words)
    return bool(found) and set(words.split()) <= _words_of(found)


def says_all(text: str) -> bool:
    """Whether the type that the text names says as much as the text."""
    return plain(text) in _own_names("types") or (is_note_type(text) and note_type(text) not in _worded())


def type_of_role(author_role: str) -> str:
    """What a note is where only who wrote it is known; "" where that does not tell."""
    return _types_of_roles().get(author_role, "")


def yes_or_no(value: object) -> bool | None:
    """A flag of an export; None where it is empty or says neither."""
    if value is None or isinstance(value, bool):
        return value
    text = str(value).strip().lower()
    values = _values()
    return True if text in values["yes"] else False if text in values["no"] else None


def setting(value: object) -> Setting | None:
    """Children's or adults' services; None where the text says neither."""
    text = plain(str(value or ""))
    values = _values()
    if text in values["adults"]:
        return Setting.ADULTS
    return Setting.CHILDREN if text in values["children"] else None


@lru_cache(maxsize=2048)
def _look_up(name: str, key: str, words: str) -> str:
    if not words:
        return ""
    entries = _entries(name, key)
    for entry in entries:
        if words in entry.exact:
            return entry.target
    for entry in entries:
        if entry.pattern is not None and entry.pattern.search(words):
            return entry.target
    return ""


@cache
def _own_names(key: str) -> Mapping[str, str]:
    """The taxonomy's own ids and names, as our tables write them."""
    terms = taxonomy.note_types().values() if key == "types" else taxonomy.roles().values()
    return {plain(form): term.id for term in terms for form in (term.id, term.name)}


@cache
def _types_of_roles() -> Mapping[str, str]:
    return {
        str(k): str(v)
        for k, v in taxonomy.load_yaml("analyser.ingest.rules", "roles.yaml")["note_type_of_role"].items()
    }


@cache
def _worded() -> frozenset[str]:
    return frozenset(taxonomy.load_yaml("analyser.ingest.rules", "note_types.yaml")["worded"])


@cache
def _words_of(target: str) -> frozenset[str]:
    data = taxonomy.load_yaml("analyser.ingest.rules", "note_types.yaml")
    own = [
        w
        for item in data["types"]
        if item["type"] == target
        for phrase in (*item["is"], *item["has"])
        for w in plain(phrase).split()
    ]
    return frozenset([*own, *data["filler"]]) - {"to", "from", "with"}


@cache
def _values() -> Mapping[str, frozenset[str]]:
    data = taxonomy.load_yaml("analyser.ingest.rules", "values.yaml")
    missing = {"yes", "no", "adults", "children"} - set(data)
    if missing:
        raise BadRules(f"values.yaml lacks {', '.join(sorted(missing))}.")
    return {k: frozenset(str(v) for v in data[k]) for k in ("yes", "no", "adults", "children")}


@cache
def _entries(name: str, key: str) -> tuple[_Entry, ...]:
    """Raises:
    BadRules: an entry lacks a key, has an unknown one, names a term that the taxonomy lacks, or repeats a word.
    """
    allowed = taxonomy.note_types().keys() if key == "types" else taxonomy.roles().keys()
    target_key = key[:-1]
    seen: dict[str, str] = {}
    found: list[_Entry] = []
    for item in taxonomy.load_yaml("analyser.ingest.rules", name)[key]:
        if set(item) != {target_key, "why", "is", "has", "yes", "no"} or not item["yes"]:
            raise BadRules(f"{name}: every entry of {key} has {target_key}, why, is, has, and examples yes and no.")
        target = str(item[target_key])
        if target not in allowed:
            raise BadRules(f"{name}: {target!r} is not in the taxonomy.")
        exact = {plain(str(w)) for w in item["is"]}
        phrases = [plain(str(w)) for w in item["has"]]
        for word in exact:
            if seen.setdefault(word, target) != target:
                raise BadRules(f"{name}: {word!r} stands for both {seen[word]} and {target}.")
        pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})s?\b") if phrases else None
        found.append(_Entry(target, frozenset(exact), pattern))
    return tuple(found)
