"""Addresses typed in lower case or in capitals: 22 wharf street, 7 mill ln, 9 PRIOR'S WALK, Pump lane."""

from __future__ import annotations

from analyser.redact import lexicon, people
from analyser.redact.evidence import Note
from analyser.redact.kinds import Kind
from analyser.redact.neighbours import neighbours
from analyser.redact.registry import Registry
from analyser.redact.things import enter_address

_WORDS = 3  # of a street's name before the word for it


def find_typed(note: Note, registry: Registry) -> None:
    """A number, one to three words that could be a name, and a word for a street, all in one case of letters."""
    _mixed(note, registry)
    tokens, of = note.tokens, note.kinds
    for at in range(len(tokens) - 2):
        if not _number(note, at) or of[at + 1] not in (Kind.LOWER, Kind.SHOUT) or not _named(tokens[at + 1].folded):
            continue
        for last in range(at + 2, min(at + 2 + _WORDS, len(tokens))):
            if of[last] is not of[at + 1] or tokens[last].gap.lower() not in (" ", "'s ", "’s "):
                break
            if _street(note, at, last):
                enter_address(registry, note, at + 1, last, tokens[at].text.lower())
                break
            if not _named(tokens[last].folded):
                break


def _mixed(note: Note, registry: Registry) -> None:
    """Pump lane, Sebastopol rd: a word with a capital before a word for streets only that has none."""
    tokens, of = note.tokens, note.kinds
    for at in range(1, len(tokens)):
        if (
            of[at] is not Kind.LOWER
            or tokens[at].gap != " "
            or tokens[at].folded not in lexicon.building().sure_streets
        ):
            continue
        first = at
        while first and of[first - 1] in _NAMES and tokens[first].gap == " " and at - first < _WORDS:
            first -= 1
        name = tokens[first:at]
        if not name or name[-1].possessive or all(_no_street(t.folded) for t in name):
            continue
        if of[first] is Kind.OPENING and not (first and of[first - 1] is Kind.NUMBER):
            continue
        number = tokens[first - 1].text.lower() if _number(note, first - 1) else ""
        enter_address(registry, note, first, at, number)


_NAMES = frozenset({Kind.FOREIGN, Kind.WORD, Kind.ORDINARY, Kind.OPENING})


def _no_street(word: str) -> bool:
    return word in lexicon.building().generic or word in lexicon.capitals() or word in lexicon.building().counts


def _number(note: Note, at: int) -> bool:
    if at < 0:
        return False
    token, after = note.tokens[at], note.tokens[at + 1]
    before = note.text[max(0, token.start - 1) : token.start]
    digits = token.text.rstrip("abcdefABCDEF")
    return (
        digits.isdigit()
        and len(digits) < 5
        and len(token.text) - len(digits) < 2
        and before not in (".", ":", "£", "/", "-")
        and after.gap in (" ", ", ")
        and not (note.kinds[at + 1] is Kind.SHOUT and after.text in lexicon.acronyms())
    )


def _named(word: str) -> bool:
    """A word that a street may be called by."""
    if word in neighbours().within_streets:
        return True
    return not (
        len(word) < 3
        or word in people.stop_words()
        or word in lexicon.cues().verbs
        or word in lexicon.building().counts
        or word in lexicon.kin()
        or word.endswith(("ing", "ed", "ly"))
    )


def _street(note: Note, at: int, last: int) -> bool:
    """A word that is for streets only, or one that is for other things too where a place is being told."""
    b = lexicon.building()
    word = note.tokens[last].folded
    before, gap = note.tokens[at - 1].folded if at else "", note.tokens[at].gap
    opens = at == 0 or "\n" in gap or gap.strip() in (":", "|") or (gap == ", " and before.rstrip("abc").isdigit())
    called = word in b.streets or (note.tokens[last - 1].folded == "the" and word in b.numbered_streets | b.house_words)
    return word in b.sure_streets or (called and (opens or before in neighbours().placed))
