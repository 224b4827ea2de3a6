"""Whose brother or mother somebody is said to be: a role is told as the child of the file sees it."""

from __future__ import annotations

from collections.abc import Sequence

from analyser.redact import lexicon
from analyser.redact.tokens import Token

_PARENTS = frozenset({"mother", "father"})
_ADULTS = _PARENTS | {"partner", "carer", "grandparent", "relative"}


def of_owner(role: str, owner: str) -> str:
    """The role of the ``role`` of somebody with the role ``owner``: the mother's sister is a relative, her mother a
    grandparent; whose sibling a child's is stays."""
    if owner not in _ADULTS:
        return role
    if role in _PARENTS:
        return "grandparent" if owner in _PARENTS else "relative"
    if role in ("sibling", "grandparent") or (role == "partner" and owner not in _PARENTS):
        return "relative"
    return role


def owner_of(tokens: Sequence[Token], at: int) -> int | None:
    """Which word says whose the role at a place is: Mum's sister, mums sister, Xxx's older brother."""
    first = at
    if first and tokens[first].gap == " " and tokens[first - 1].folded in lexicon.cues().points:
        first -= 1
    if not first or tokens[first].gap not in ("'s ", "’s ", " "):
        return None
    owner = tokens[first - 1]
    if owner.possessive or _kin(owner.folded):
        return first - 1
    return None


def role_of_owner(word: str) -> str:
    """The role of a word for a relation, with or without the s of mums sister."""
    roles = lexicon.cues().roles
    return roles.get(word) or roles.get(_kin(word), "")


def _kin(word: str) -> str:
    return word[:-1] if word.endswith("s") and word[:-1] in lexicon.kin() else ""
