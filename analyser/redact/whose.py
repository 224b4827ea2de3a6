"""Possessives that are typed without their sign: kubas cheek, graces mum, at Kaydens."""

from __future__ import annotations

from collections.abc import Sequence

from analyser.redact import lexicon
from analyser.redact.neighbours import neighbours
from analyser.redact.registry import Entity, Registry
from analyser.redact.tokens import Token

_SHORT = 3  # letters of a name; shorter ones need a word for what is owned


def enter_whose(registry: Registry, entity: Entity, name: str, *, guessed: bool = False) -> None:
    """Enters the possessive of a folded first name of the list; a guess at a short form displaces none."""
    if len(name) < 2 or not name.isalpha() or name.endswith("s"):
        return
    known = registry.owners.get(name + "s")
    if known is None or (known[1] and not guessed):
        registry.owners[name + "s"] = (entity, guessed)


def owner_at(tokens: Sequence[Token], at: int, registry: Registry) -> Entity | None:
    """Whose something is, where a word is the possessive of somebody's first name: not Mr Evans, nor the two dots."""
    token = tokens[at]
    known = registry.owners.get(token.folded)
    if known is None or token.possessive or token.text in lexicon.acronyms():
        return None
    form = registry.forms.get((token.folded,))
    if form is not None and form.source == "list" and form.entity.listed:
        return None  # Anas, where the list has him as well as Ana
    before = tokens[at - 1] if at and tokens[at].gap == " " else None
    if before is not None and (before.folded in neighbours().before_several or _named(before)):
        return None
    after = tokens[at + 1] if at + 1 < len(tokens) and tokens[at + 1].gap == " " else None
    word = after.folded if after is not None else ""
    if not known[1] and _by_itself(token) and token.folded not in lexicon.given_names():
        return None if _acts(word) else known[0]
    if not (word in neighbours().owned or word in lexicon.kin() or word in lexicon.cues().roles):
        return None
    if before is None or token.initial:
        return None if token.folded[:-1] in neighbours().done_too else known[0]
    behind = before.folded in neighbours().before_owner or before.folded in lexicon.cues().before_place
    return known[0] if behind else None


def _by_itself(token: Token) -> bool:
    """A word that is no other: kubas, and with a capital within a sentence what is hardly one, Dots."""
    word = token.folded
    if len(word) <= _SHORT:
        return False
    if lexicon.is_foreign(word):
        return True
    return token.capital and not token.initial and word not in lexicon.common() and not lexicon.is_protected(word)


def _acts(word: str) -> bool:
    """What nobody's possessive stands before: Edwards said; but kais got shoes, kais is not."""
    cues = lexicon.cues()
    return word in cues.animate or (word in cues.verbs | cues.irregular and word not in neighbours().lower_name_next)


def _named(before: Token) -> bool:
    """A title or a first name stands before: Ms Robins, Gareth Evans."""
    if lexicon.is_title(before.text):
        return True
    return before.folded in lexicon.given_names() or (before.capital and before.folded in lexicon.ordinary())
