"""Finds the forms of a registry in the words of a note."""

from __future__ import annotations

from dataclasses import dataclass

from analyser.redact import initials, lexicon
from analyser.redact.registry import Entity, Form, Need, Registry
from analyser.redact.tokens import Token
from analyser.redact.whose import owner_at
from analyser.redact.words import is_name, is_typed_name, name_follows

_GAPS = frozenset(
    {" ", "-", ". ", ".", "'s ", "’s ", "'S ", "’S ", "  ", "\u00a0", "s' ", "’ ", "' ", " - ", "/", " & "}
)


_SHORTENED = 2  # letters before a stop that ends no sentence


@dataclass(frozen=True, slots=True)
class Match:
    first: int  # index of the first token
    last: int  # index of the last token, inclusive
    entity: Entity
    source: str
    sure: bool = True  # does not hang on the neighbours


def find(tokens: list[Token], registry: Registry) -> list[Match]:
    """Occurrences of known forms, from left to right, the longest at each place, none overlapping."""
    found: list[Match] = []
    opening = registry.by_opening()
    at = 0
    while at < len(tokens):
        token = tokens[at]
        may = (
            token.folded in opening or token.folded in registry.owners or token.text[0].isupper()
        )  # most words of a note are neither
        hit = _at(tokens, at, registry) if may else None
        if hit is None:
            at += 1
        else:
            found.append(hit)
            at = hit.last + 1
    return found


def _at(tokens: list[Token], at: int, registry: Registry) -> Match | None:
    token = tokens[at]
    owner = owner_at(tokens, at, registry)
    if owner is not None:
        return Match(at, at, owner, "list")
    for form in registry.starting(token.folded):
        size = len(form.words)
        if at + size > len(tokens):
            continue
        if any(
            tokens[at + i].folded != form.words[i]
            or (tokens[at + i].gap not in _GAPS and not _turned(tokens, at, i, form))
            or _parted(tokens, at + i)
            for i in range(1, size)
        ):
            continue
        if form.entity.type == "ADDRESS" and (_counted(tokens, at) or _of_street(tokens, at, form, registry)):
            continue
        if form.source == "nickname" and _of_another(form, registry):
            continue
        if form.source == "nickname" and token.shout and len(token.text) == 2:
            continue  # RH is the right hand, not Rh for Rhian
        if holds(tokens, at, at + size - 1, form.need, listed=form.source in _LISTED):
            word_too = form.source == "title" and size == 1 and lexicon.is_protected(token.folded)  # Mr English
            sure = form.need not in (Need.ORDINARY, Need.WITHIN) and not word_too
            return Match(at, at + size - 1, form.entity, form.source, sure)
    if token.text[0].isupper():
        exact = registry.exact.get(token.text)
        if (
            exact is not None
            and not (exact.source == "acronym-decided" and (_after_number(tokens, at) or initials.is_term(tokens, at)))
            and not (exact.source == "letter" and not initials.stands_by_itself(tokens, at))
        ):
            return Match(at, at, exact.entity, exact.source, exact.source != "unknown")
        unknown = initials.unknown_dotted(tokens, at, registry)
        if unknown is not None:
            return Match(at, unknown[0], unknown[1], "initials", sure=False)
        known = initials.spaced(tokens, at, registry)
        if known:
            return Match(at, known[0], known[1], known[2])
    return None


def _turned(tokens: list[Token], at: int, step: int, form: Form) -> bool:
    """SHAW, Kelly: a surname in capitals, a comma and a first name."""
    turned = step == 1 and form.words[0] in form.entity.surname and form.words[1] in form.entity.given
    return turned and tokens[at].shout and tokens[at + 1].gap == ", "


def _of_another(form: Form, registry: Registry) -> bool:
    """Robs is what somebody called Rob has, if the list has one, and not short for Robbie; baby James is James."""
    if len(form.words) > 1 and form.words[0] in lexicon.cues().unnamed:
        return any(form.words[-1] in p.given for p in registry.persons())
    return registry.owner(form.words[0]) not in (None, form.entity)


def _parted(tokens: list[Token], at: int) -> bool:
    """Whether a sentence ends before a word: since April. May half term; not J. Frost, St. Oda, Wm. Frost."""
    return tokens[at].gap == ". " and len(tokens[at - 1].text) > _SHORTENED


def _counted(tokens: list[Token], first: int) -> bool:
    """Review no. 2: counted, not the house with that number."""
    word = tokens[first].folded
    return (
        word in ("no", "number")
        and first + 1 < len(tokens)
        and tokens[first + 1].text[0].isdigit()
        and first > 0
        and tokens[first].gap == " "
        and tokens[first - 1].folded in lexicon.building().counted
    )


def _of_street(tokens: list[Token], at: int, form: Form, registry: Registry) -> bool:
    """Flat 4 Xxx Street: the number goes with the street."""
    if len(form.words) != 2 or tokens[at].text[0].isdigit():
        return False
    whole = registry.starting(form.words[1])
    words = [t.folded for t in tokens[at + 1 : at + 7]]
    return any(len(w.words) > 1 and tuple(words[: len(w.words)]) == w.words for w in whole)


def _after_number(tokens: list[Token], at: int) -> bool:
    """9 PM is a time, whoever has these initials; who writes "16:09 PM: yes" is not."""
    writes = at + 1 < len(tokens) and tokens[at + 1].gap.startswith(":")
    return at > 0 and tokens[at - 1].text[-1].isdigit() and tokens[at].gap in ("", " ") and not writes


_LISTED = frozenset({"list", "nickname"})


def holds(tokens: list[Token], first: int, last: int, need: Need, *, listed: bool = False) -> bool:
    """Whether an occurrence looks as its form needs."""
    token = tokens[first]
    if token.shout and first == last and token.text in lexicon.acronyms() and len(token.text) < 5:
        return False  # CHI is a number, not Chi
    upper = token.capital or token.shout
    if need is Need.ANY:
        return True
    if need is Need.CAPITAL:
        return upper or (listed and first == last and is_typed_name(tokens, first))
    if need is Need.LAST:
        return tokens[last].capital
    if need is Need.WITHIN:
        return upper and (not token.initial or name_follows(tokens, last))
    return is_name(tokens, first, listed=listed)
