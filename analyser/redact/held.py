"""Addresses that the name finder holds as a whole, in any case of letters: 8 larch close, flat 30."""

from __future__ import annotations

import re

from analyser.redact import lexicon
from analyser.redact.evidence import Note
from analyser.redact.finder import KINDS
from analyser.redact.found import Found
from analyser.redact.registry import Registry
from analyser.redact.tokens import Token

_HELD = 0.5  # to the finder, for each word of an address that it holds as a whole, and for all of them
_LOOSE = 0.2  # for a letter or a small word within it
_WHOLE = 0.75  # and for the surest
_ADDRESS, _LOCATION = KINDS.index("ADDRESS"), KINDS.index("LOCATION")
_WITHIN_NUMBER = (".", ":", "/", "£", "-")
_NUMBER = re.compile(r"(?:[1-9]\d{0,3}[A-Za-z]?|[A-Za-z]\d{1,3})$")
_TIME = re.compile(r"\d{1,2} ?[AaPp]\.? ?[Mm]\b")
_GAPS = re.compile(r" |, |-|/|,\n|\. | & ")


def held(note: Note, registry: Registry) -> list[Found]:
    """Stretches of one note from their number or their flat on."""
    more = []
    at, after = 0, 0
    while at < len(note.tokens):
        last = at
        while last + 1 < len(note.tokens) and _held(note, last) and _held(note, last + 1) and _next(note, last):
            last += 1
        if _held(note, at) and _sure(note, at, last):
            first = _opened(note, at, after)
            if _counted(note, first, last):
                last = _closed(note, last)
                start, end = note.tokens[first].start, note.tokens[last].end
                more.append(Found(start, end, registry.value("ADDRESS", note.text[start:end]), "finder"))
            after = last + 1
        at = last + 1
    return more


def _next(note: Note, at: int) -> bool:
    after = note.tokens[at + 1]
    return _GAPS.fullmatch(after.gap) is not None and after.text[0] != "0"  # 0752 is a time


def _held(note: Note, at: int) -> bool:
    """Whether the finder holds a word for part of an address or of a place."""
    share = note.likely[at][_ADDRESS] + note.likely[at][_LOCATION]
    word = note.tokens[at].folded
    small = len(word) == 1 or word in lexicon.building().flats or word in lexicon.building().particles or word == "the"
    return share >= (_LOOSE if small else _HELD)


def _sure(note: Note, first: int, last: int) -> bool:
    shares = [note.likely[i][_ADDRESS] for i in range(first, last + 1)]
    return max(shares) >= _WHOLE and sum(shares) / len(shares) >= _HELD


def _opened(note: Note, first: int, after: int) -> int:
    """Where it begins, with the numbers and words for flats straight before it."""
    while first > after and _next(note, first - 1) and "," not in note.tokens[first].gap and _door(note, first - 1):
        first -= 1
    return first


def _closed(note: Note, last: int) -> int:
    """Where it ends, with the word for a street straight behind it."""
    b = lexicon.building()
    after = note.tokens[last + 1] if last + 1 < len(note.tokens) else None
    if after is None or after.gap != " " or after.folded not in b.streets | b.numbered_streets:
        return last
    return last + 1 if after.text[0].isupper() or sum(note.likely[last + 1]) >= _HELD else last


def _door(note: Note, at: int) -> bool:
    token = note.tokens[at]
    return _NUMBER.match(token.text) is not None or token.folded in lexicon.building().flats


def _counted(note: Note, first: int, last: int) -> bool:
    """Whether it opens with a number, or with a flat and its number: a flat 4 people share is held by nobody."""
    tokens, counts = note.tokens, lexicon.building().counts
    before = tokens[first - 1].folded if first else ""
    if before in lexicon.building().counted:
        return False  # review no. 2
    if first and tokens[first - 1].text in lexicon.cues().titles:
        return False  # PCSO 7712 Xxx
    if last == first or not _door(note, first) or tokens[first + 1].folded in counts:
        return False
    if _TIME.match(note.text, tokens[first].start):
        return False  # 9 A.M
    if note.text[max(0, tokens[first].start - 1) : tokens[first].start] in _WITHIN_NUMBER:
        return False  # 05.50 Xxx
    inside = tokens[first : last + 1]
    return any(any(c.isdigit() for c in t.text) for t in inside) and any(_telling(t) for t in inside)


def _telling(token: Token) -> bool:
    """A word with a capital, of no list, or for a street or a flat: 1 chain is no address, however it is typed."""
    b = lexicon.building()
    word = token.folded
    known = b.streets | b.numbered_streets | b.flats | b.house_words
    return word[0].isalpha() and (token.text[0].isupper() or word in known or lexicon.is_foreign(word))
