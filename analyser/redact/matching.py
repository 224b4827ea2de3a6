"""Finds the forms of a registry in the words of a note."""

from __future__ import annotations

from dataclasses import dataclass

from analyser.redact import lexicon
from analyser.redact.registry import Entity, Need, Registry
from analyser.redact.tokens import Token

_GAPS = frozenset({" ", "-", ". ", ".", "'s ", "’s ", "  ", "\u00a0", "s' ", "’ ", "' ", " - ", "-", "/"})
_MONTH_BEFORE = frozenset({"in", "of", "since", "until", "till", "by", "early", "late", "mid", "last", "next", "this", "during", "before", "after", "end", "throughout"})
_MONTH_AFTER = frozenset({"onwards", "half", "bank", "or", "then", "and", "hols", "holidays", "review", "term"})


@dataclass(frozen=True, slots=True)
class Match:
    first: int  # index of the first token
    last: int  # index of the last token, inclusive
    entity: Entity
    source: str


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
        if holds(tokens, at, at + size - 1, form.need):
            return Match(at, at + size - 1, form.entity, form.source)
    if token.text[0].isupper():
        exact = registry.exact.get(token.text)
        if exact is not None:
            return Match(at, at, exact.entity, exact.source)
        initials = _spaced_initials(tokens, at, registry)
        if initials:
            return initials
    return None


def _spaced_initials(tokens: list[Token], at: int, registry: Registry) -> Match | None:
    """A.M. and K M-S, written with stops, blanks or hyphens between."""
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
        form = registry.exact.get(letters)
        if form is not None:
            return Match(at, last, form.entity, form.source)
    return None


def holds(tokens: list[Token], first: int, last: int, need: Need) -> bool:
    """Whether an occurrence looks as its form needs."""
    token = tokens[first]
    upper = token.capital or token.shout
    if need is Need.ANY:
        return True
    if need is Need.CAPITAL:
        return upper
    if need is Need.WITHIN:
        return upper and (not token.initial or _name_follows(tokens, last))
    return is_name(tokens, first)


def _name_follows(tokens: list[Token], last: int) -> bool:
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    return tokens[last].possessive or (after is not None and after.gap == " " and after.folded in lexicon.cues().verbs)


def is_name(tokens: list[Token], at: int) -> bool:
    """Whether a word that is both a name and an ordinary word is the name here."""
    token = tokens[at]
    entry = lexicon.ordinary().get(token.folded)
    before = tokens[at - 1] if at else None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    next_word = after.folded if after is not None and after.gap in (" ", " '") else ""
    last_word = before.folded if before is not None and token.gap == " " else ""
    if not (token.capital or token.shout):
        if token.possessive and last_word not in lexicon.lower_ordinary_before():
            return True
        return next_word in lexicon.lower_name_next() and last_word not in lexicon.lower_ordinary_before()
    if token.folded in lexicon.calendar() and _is_month(token, before, last_word, next_word, after):
        return False
    if entry is None:
        return not token.initial or _name_follows(tokens, at)
    if token.possessive and not (entry.before and last_word in entry.before):
        return True
    if before is not None and token.gap in (" ", ". ") and (before.text in lexicon.cues().titles or len(before.text) == 1 and before.capital):
        return before.text != "I" and before.text != "A"
    if after is not None and after.gap == " " and after.capital and lexicon.is_foreign(after.folded):
        return True
    if next_word in entry.after or last_word in entry.before:
        return False
    if entry.always or not token.initial:
        return True
    if after is None or after.gap.strip(" ")[:1] in (",", ")", "(", ":", "?", "!", "&", "/", "-", "–", "\n", ".") and after.gap != " ":
        return True
    return next_word in lexicon.cues().verbs or next_word in ("and", "to", "with", "from", "at", "in", "on") or after.capital


def _is_month(token: Token, before: Token | None, last_word: str, next_word: str, after: Token | None) -> bool:
    if before is not None and before.text[0].isdigit() and token.gap.strip(" ") in ("", "/", "-", ".", "of"):
        return True
    if before is not None and before.folded in ("st", "nd", "rd", "th", "of") and token.gap == " ":
        return True
    if after is not None and after.text[0].isdigit() and after.gap in (" ", "/", "-", ", "):
        return True
    if last_word in lexicon.calendar() or next_word in lexicon.calendar():
        return True
    return last_word in _MONTH_BEFORE or (next_word in _MONTH_AFTER and last_word in ("from", "to", "for"))
