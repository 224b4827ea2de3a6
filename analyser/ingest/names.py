"""Names in headings and columns: whether a text is a person's name, and whose job stands beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from analyser import taxonomy
from analyser.errors import BadRules
from analyser.ingest import synonyms
from analyser.ingest.text import clean

_TOKEN = re.compile(r"(?:[^\W\d_](?:['’\-.]?[^\W\d_])*\.?)", re.UNICODE)
_EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_PARTS = re.compile(r"\s*[,;()\[\]|/]\s*|\s+[-–—]\s+|\s*:\s*")
_SURNAME_FIRST = re.compile(r"([^\s,]+),\s+([^\W\d_][^\s,;()\[\]|/:]*)((?: [A-Z]\.?)?)(?=$|\s*[,;(\[|/:]|\s+[-–—]\s)")
_COLLAR = re.compile(r"\b(PC|PS|DC|DS|DI|PCSO|Sgt)\s+\d{1,6}\s+")
_JOINED = re.compile(r"\s*(?:,|;|&|\band\b|/)\s*")


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote something. ``whole``: nothing of the text is left out of ``name`` and ``role``."""

    name: str = ""
    role: str = ""
    whole: bool = False
    email: str = ""


def is_name(text: str) -> bool:
    """Whether the whole text reads as the name of one person: one to five capitalised words, none of them ordinary.

    Limits: a single word counts only with a title or initial before it; names without capitals are not recognised.
    """
    words = text.replace("\u00a0", " ").split()
    if not 1 <= len(words) <= 5 or any(_TOKEN.fullmatch(w.strip(".")) is None for w in words):
        return False
    bare = [w.strip(".").lower() for w in words]
    known = _words()
    titled = bare[0] in known.titles and len(words) > 1
    rest = list(zip(words, bare, strict=True))[1:] if titled else list(zip(words, bare, strict=True))
    if any(b in known.not_names for _, b in rest) or not all(w[0].isupper() or b in known.particles for w, b in rest):
        return False
    if not any(len(b) > 1 for _, b in rest):
        return False
    return titled or len(rest) > 1


def is_bare_name(text: str) -> bool:
    """As ``is_name``, and a first name alone counts: for places where only a name can stand ("Child: Alfie")."""
    words = text.split()
    if len(words) != 1:
        return is_name(text)
    bare = words[0].strip(".").lower()
    return (
        _TOKEN.fullmatch(words[0].strip(".")) is not None
        and words[0][0].isupper()
        and len(bare) > 1
        and bare not in _words().not_names
        and not synonyms.exact_role(bare)
    )


def author(text: str) -> Author:
    """Name and role from a heading or column such as ``J. Smith, social worker`` or ``SW J Smith (duty)``."""
    text = " ".join(clean(text).replace("*", "").split())
    if not text or len(text) > 160:
        return Author()
    if m := _EMAIL.search(text):
        rest = (text[: m.start()] + " " + text[m.end() :]).strip(" <>()[],;")
        found = author(rest) if rest else Author(name_of_address(m[0]), "", True)
        return Author(found.name or name_of_address(m[0]), found.role or role_of_address(m[0]), found.whole, m[0])
    name, role, whole = "", "", True
    if m := _COLLAR.search(text):
        found = author(text[: m.start()] + m[1] + " " + text[m.end() :])
        return Author(found.name, found.role)  # the officer's number is kept nowhere else
    parts = [p for p in _PARTS.split(text) if p]
    if len(parts) == 2 and all(len(p.split()) == 1 for p in parts) and not synonyms.role(parts[1]):
        parts = [f"{parts[1]} {parts[0]}"]  # surname first: Smith, Jane
    elif (
        (m := _SURNAME_FIRST.match(text))
        and all(is_bare_name(w) for w in (m[1], m[2]))
        and (m[3] or any(synonyms.role(p) for p in parts[2:]))
    ):
        parts[:2] = [f"{m[2]}{m[3]} {m[1]}"]  # with an initial or a job behind it: Smith, Jane A (social worker)
    for part in parts:
        if (found_role := synonyms.exact_role(part)) and found_role == (role or found_role):
            role = found_role  # twice over in "PC Hale, police"
        elif not name and (split := _led_by_role(part)):
            role, name = role or split[0], split[1]
        elif not name and is_name(part):
            name = part
        elif not role and (found_role := synonyms.role(part)):
            # "Health Visitor Northgate Clinic" gives the role, but the place is said nowhere else.
            role, whole = found_role, False
        elif re.fullmatch(r"\d{1,2}[:.]\d{2}\s*(?:am|pm|hrs)?|\d{1,2}\s*(?:am|pm)", part, re.IGNORECASE):
            continue
        else:
            whole = False
    return Author(name, role, whole and bool(name or role))


def _led_by_role(part: str) -> tuple[str, str] | None:
    words = part.split()
    for n in range(min(3, len(words) - 1), 0, -1):
        head, tail = " ".join(words[:n]), " ".join(words[n:])
        if found := synonyms.exact_role(head):
            if n == 1 and words[0].strip(".").lower() in _words().titles:
                tail = part  # a title belongs to the name: Dr Patel
            if is_name(tail) or (len(words) - n == 1 and is_bare_name(tail)):
                return found, tail
    return None


def split_names(text: str) -> list[str]:
    """``Alfie and Lexi Smith`` → two names; [] where any part is no name."""
    text = " ".join(clean(text).replace("*", "").split())
    if not text or len(text) > 200:
        return []
    parts = [p for p in _JOINED.split(text) if p]
    if len(parts) == 2 and "," in text and all(len(p.split()) == 1 for p in parts) and parts[0].isupper():
        parts = [f"{parts[1]} {parts[0].title()}"]  # SMITH, Jane
    return parts if parts and all(is_bare_name(p) for p in parts) else []


def name_of_address(address: str) -> str:
    """``jane.smith@…`` → ``Jane Smith``; "" where the part before @ is no such pair."""
    words = re.split(r"[._]", re.sub(r"\d+$", "", address.partition("@")[0]))
    if len(words) < 2 or not all(w.isalpha() for w in words):
        return ""
    name = " ".join(w.capitalize() for w in words)
    return name if is_name(name) else ""


def role_of_address(address: str) -> str:
    """The role that the domain of an e-mail address tells: schools, the NHS, the police; "" otherwise."""
    domain = "." + address.rpartition("@")[2].lower()
    return next((role for ending, role in _words().domains.items() if domain.endswith(f".{ending}")), "")


@dataclass(frozen=True, slots=True)
class _Words:
    """What tells a name from another phrase; all in lower case."""

    titles: frozenset[str]
    particles: frozenset[str]
    not_names: frozenset[str]
    domains: Mapping[str, str]  # end of an e-mail domain -> role


@cache
def _words() -> _Words:
    """Raises:
    BadRules: a key is missing or unknown, a word is no text, or a role is not in the taxonomy.
    """
    data = {k: v for k, v in taxonomy.load_yaml("analyser.ingest.rules", "names.yaml").items() if k != "schema"}
    lists = {k: v for k, v in data.items() if k != "domains"}
    if not all(isinstance(w, str) for words in lists.values() for w in words):
        raise BadRules("names.yaml: titles, particles and not_names are lists of texts.")
    if unknown := set(data.get("domains", {}).values()) - set(taxonomy.roles()):
        raise BadRules(f"names.yaml, domains: {sorted(unknown)[0]!r} is not a role of the taxonomy.")
    found: _Words = taxonomy.record(_Words, "names.yaml", {**data, **{k: frozenset(v) for k, v in lists.items()}})
    return found
