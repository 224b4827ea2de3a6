"""Pseudonyms in any text turned back into names: as one token (``SocialWorker2``) or as a report writes it
(``Social worker 2``)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

_PART = re.compile(r"[A-Z][a-z]*|\d+")
_INITIALS = {"Nhs": "NHS", "Ni": "NI"}


def reveal(text: str, names: Mapping[str, str], *, with_roles: bool = False) -> tuple[str, int]:
    """The text with names in the place of pseudonyms, and how many were put in.

    Args:
        names: pseudonym -> name, from ``Vault.names``.
        with_roles: write ``Kelly Penrose (Mother)``.

    Limits:
        The roles without a number (Mother, Father) are English words too: where the writer of a note wrote "Mother"
        with a capital, the name is put there as well.
    """
    edits = matches(text, names, with_roles=with_roles)
    out: list[str] = []
    at = 0
    for start, end, new in edits:
        out += [text[at:start], new]
        at = end
    return "".join([*out, text[at:]]), len(edits)


def matches(text: str, names: Mapping[str, str], *, with_roles: bool = False) -> list[tuple[int, int, str]]:
    """(start, end, name) of every pseudonym in a text; see ``reveal``."""
    if not names:
        return []
    pattern, forms = _pattern(tuple(names))
    found = []
    for m in pattern.finditer(text):
        name = names[forms[m[0]]]
        found.append((m.start(), m.end(), f"{name} ({m[0]})" if with_roles else name))
    return found


@lru_cache(maxsize=256)
def _pattern(pseudonyms: tuple[str, ...]) -> tuple[re.Pattern[str], Mapping[str, str]]:
    forms: dict[str, str] = {}
    for pseudonym in pseudonyms:
        forms[pseudonym] = pseudonym
        forms.setdefault(spaced(pseudonym), pseudonym)
    every = "|".join(re.escape(f) for f in sorted(forms, key=lambda f: (-len(f), f)))
    return re.compile(rf"(?<![A-Za-z0-9])(?:{every})(?![A-Za-z0-9])(?!['’]s Day\b)"), forms


def spaced(pseudonym: str) -> str:
    """``SocialWorker2`` as a report writes it: ``Social worker 2``."""
    parts = _PART.findall(pseudonym)
    if not parts:
        return pseudonym
    first = _INITIALS.get(parts[0], parts[0])
    return " ".join([first, *(p.lower() for p in parts[1:])])
