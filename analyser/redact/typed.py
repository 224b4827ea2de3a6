"""Addresses typed in lower case or in capitals: 22 wharf street, 7 mill ln, 9 PRIOR'S WALK."""

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
    tokens, of = note.tokens, note.kinds
    for at in range(len(tokens) - 2):
        if not _number(note, at):
            continue
        for last in range(at + 2, min(at + 2 + _WORDS, len(tokens))):
            if of[last] is not of[at + 1] or tokens[last].gap.lower() not in (" ", "'s ", "’s "):
                break
            if _street(note, at, last):
                enter_address(registry, note, at + 1, last, tokens[at].text.lower())
                break
            if not _named(tokens[last].folded):
                break


def _number(note: Note, at: int) -> bool:
    token, after = note.tokens[at], note.tokens[at + 1]
    before = note.text[max(0, token.start - 1) : token.start]
    digits = token.text.rstrip("abcdefABCDEF")
    return (
        digits.isdigit()
        and len(digits) < 5
        and len(token.text) - len(digits) < 2
        and before not in (".", ":", "£", "/", "-")
        and after.gap in (" ", ", ")
        and note.kinds[at + 1] in (Kind.LOWER, Kind.SHOUT)
        and not (note.kinds[at + 1] is Kind.SHOUT and after.text in lexicon.acronyms())
        and _named(after.folded)
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
    return word in b.sure_streets or (word in b.streets and (opens or before in neighbours().placed))
