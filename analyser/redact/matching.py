"""Finds the forms of a registry in the words of a note."""

from __future__ import annotations

from dataclasses import dataclass

from analyser.redact import lexicon
from analyser.redact.registry import Entity, Need, Registry
from analyser.redact.tokens import Token
from analyser.redact.words import is_name, name_follows

_GAPS = frozenset({" ", "-", ". ", ".", "'s ", "’s ", "  ", "\u00a0", "s' ", "’ ", "' ", " - ", "/"})


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
    at = 0
    while at < len(tokens):
        hit = _at(tokens, at, registry)
        if hit is None:
            at += 1
        else:
            found.append(hit)
            at = hit.last + 1
    return found


def _at(tokens: list[Token], at: int, registry: Registry) -> Match | None:
    token = tokens[at]
    for form in registry.starting(token.folded):
        size = len(form.words)
        if at + size > len(tokens):
            continue
        if any(tokens[at + i].folded != form.words[i] or tokens[at + i].gap not in _GAPS for i in range(1, size)):
            continue
        if holds(tokens, at, at + size - 1, form.need, listed=form.source in _LISTED):
            sure = form.need not in (Need.ORDINARY, Need.WITHIN)
            return Match(at, at + size - 1, form.entity, form.source, sure)
    if token.text[0].isupper():
        exact = registry.exact.get(token.text)
        if exact is not None:
            return Match(at, at, exact.entity, exact.source)
        unknown = _unknown_initials(tokens, at, registry)
        if unknown is not None:
            return unknown
        acronym = registry.dotted.get(token.text)
        if acronym is not None and _signs(tokens, at):
            return Match(at, at, acronym.entity, acronym.source)
        initials = _spaced_initials(tokens, at, registry)
        if initials:
            return initials
    return None


_LISTED = frozenset({"list", "nickname"})


def holds(tokens: list[Token], first: int, last: int, need: Need, *, listed: bool = False) -> bool:
    """Whether an occurrence looks as its form needs."""
    token = tokens[first]
    upper = token.capital or token.shout
    if need is Need.ANY:
        return True
    if need is Need.CAPITAL:
        return upper
    if need is Need.LAST:
        return tokens[last].capital
    if need is Need.WITHIN:
        return upper and (not token.initial or name_follows(tokens, last))
    return is_name(tokens, first, listed=listed)


def _spaced_initials(tokens: list[Token], at: int, registry: Registry) -> Match | None:
    """T.R. and B W-L, written with stops, blanks or hyphens between."""
    letters, last = tokens[at].text, at
    if len(letters) > 1 and not ("-" in letters and len(letters) <= 3):
        return None
    letters = letters.replace("-", "")
    while last + 1 < len(tokens) and len(letters) < 4:
        after = tokens[last + 1]
        piece = after.text.replace("-", "")
        if not (piece.isupper() and len(piece) <= 2 and after.gap in (".", " ", ". ", "-")):
            break
        letters, last = letters + piece, last + 1
        form = registry.exact.get(letters) or (registry.dotted.get(letters) if "." in after.gap else None)
        if form is not None:
            return Match(at, last, form.entity, form.source)
    return None


def _unknown_initials(tokens: list[Token], at: int, registry: Registry) -> Match | None:
    """Initials of somebody unknown, by what they do: "KT to ring school", "A.M. to sign"."""
    token = tokens[at]
    if not (token.shout or (token.capital and len(token.text) == 1)):
        return None
    letters, last = token.text, at
    if len(letters) == 1:
        while (
            last + 1 < len(tokens)
            and len(tokens[last + 1].text) == 1
            and tokens[last + 1].capital
            and tokens[last + 1].gap in (".", ". ")
        ):
            last += 1
            letters += tokens[last].text
        if at and tokens[at - 1].text[0].isdigit():
            return None
        after = tokens[last + 1].gap if last + 1 < len(tokens) else "."
        if not 2 <= len(letters) <= 3 or not (after.startswith(".") or tokens[last].possessive) or letters in _DOTTED:
            return None
    else:
        if (
            not 2 <= len(letters) <= 3
            or not letters.isalpha()
            or letters in lexicon.acronyms()
            or lexicon.is_protected(token.folded)
        ):
            return None
        if (token.folded in lexicon.english() and len(letters) > 2) or token.folded in lexicon.common():
            return None
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if following is None or following.gap != " " or not following.text.islower():
            return None
        to = following.text == "to" and at + 2 < len(tokens) and tokens[at + 2].text.islower()
        if not (token.initial and (to or following.text in lexicon.cues().verbs)):
            return None
    return Match(at, last, registry.initials(letters), "initials", sure=False)


def _signs(tokens: list[Token], at: int) -> bool:
    """Initials that are an acronym too, where an action is given to their bearer: "\\nDT to ring"."""
    token = tokens[at]
    if token.folded in lexicon.cues().roles or token.folded in _NEVER or not token.initial or at + 2 >= len(tokens):
        return False
    return tokens[at + 1].text == "to" and tokens[at + 1].gap == " " and tokens[at + 2].text.islower()


# Initials that are words in capitals: shouted, not signed.
_NEVER = frozenset(
    {
        "no",
        "it",
        "so",
        "me",
        "am",
        "is",
        "he",
        "we",
        "ok",
        "go",
        "do",
        "as",
        "at",
        "an",
        "be",
        "by",
        "if",
        "in",
        "of",
        "on",
        "or",
        "to",
        "up",
        "us",
        "my",
        "not",
        "all",
        "and",
        "but",
        "can",
        "did",
        "for",
        "has",
        "her",
        "him",
        "his",
        "how",
        "new",
        "now",
        "off",
        "old",
        "one",
        "our",
        "out",
        "she",
        "the",
        "too",
        "was",
        "who",
        "why",
        "yes",
        "you",
    }
)


_DOTTED = frozenset(
    {
        "UK",
        "US",
        "USA",
        "EU",
        "NB",
        "PS",
        "IE",
        "EG",
        "TV",
        "DOB",
        "DC",
        "PC",
        "DS",
        "DI",
        "NHS",
        "BBC",
        "RIP",
        "TBC",
        "ETA",
        "AOB",
        "PTO",
        "RSVP",
    }
)
