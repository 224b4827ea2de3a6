"""Addresses whose parts were found one by one: a house, its street, its town, its county and its postcode."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from analyser.redact import lexicon
from analyser.redact.address_rules import Use, behind, between
from analyser.redact.addresses import POSTCODE, is_house, is_street, last_word
from analyser.redact.evidence import Note
from analyser.redact.finder import KINDS
from analyser.redact.found import Found
from analyser.redact.registry import Registry
from analyser.redact.tokens import Token

_PLACE = 0.2  # to the finder: from here on what was taken for a person or a firm is a place beside an address
_PERSON = 0.85  # to the finder: from here on it is a person all the same
_SURE_PLACE = 0.9  # to the finder: the head of the name of a school is the town
_HELD = 0.5  # to the finder, for each word of an address that it holds as a whole, and for all of them
_LOOSE = 0.2  # for a letter or a small word within it
_WHOLE = 0.75  # and for the surest
_ADDRESS, _LOCATION, _SOMEBODY = KINDS.index("ADDRESS"), KINDS.index("LOCATION"), KINDS.index("PERSON")
_STEMS = frozenset({"School", "Nursery", "Surgery", "Hospital"})  # organisations that have an address and are none


class Part(Enum):
    """What a stretch says of where a door is."""

    DOOR = "door"  # an address by itself: 14 Larch Close
    POST = "post"  # a postcode
    HOUSE = "house"  # a house or a lodging by name
    STREET = "street"
    PLACE = "place"  # a town, a county
    NAME = "name"  # what a house may be called
    OTHER = "other"


_WITHIN_NUMBER = (".", ":", "/", "£", "-")
_POSSESSIVE = ("'s ", "’s ")
_POSTED = re.compile(r"[A-Za-z]{1,2}\d[A-Za-z\d]? ?\d[A-Za-z]{2}$")  # an address ends with its postcode
_NEAR = re.compile(r",? (?:near|nr\.?) (?:the )?")
_BEFORE_PLACE = frozenset({Part.DOOR, Part.HOUSE, Part.STREET})
_BEFORE_STREET = frozenset({Part.DOOR, Part.HOUSE, Part.NAME})
_WITH_DOOR = frozenset({Part.DOOR, Part.HOUSE})


def join_parts(note: Note, found: Sequence[Found], registry: Registry) -> list[Found]:
    """Stretches of which those that lie beside each other and lead to one door are one address."""
    ordered = sorted(found, key=lambda f: f.start)
    parts = [_part(note, f) for f in ordered]
    done: list[Found] = []
    at = 0
    while at < len(ordered):
        last = at
        while last + 1 < len(ordered) and _goes_on(note.text, ordered, parts, at, last):
            last += 1
        if last > at:
            start, end = ordered[at].start, ordered[last].end
            known = next((f.entity for f in ordered[at : last + 1] if f.entity.type == "ADDRESS"), None)
            end = _with_outward(note.text, end)
            done.append(Found(start, end, known or registry.value("ADDRESS", note.text[start:end]), "address"))
        else:
            done.append(_outward(note, ordered[at], parts[at], registry) or _retyped(note, ordered[at], registry))
        at = last + 1
    return done


def _kind_of(note: Note, f: Found) -> str:
    """The kind of an organisation of which its town alone was found at first: Xxx Crown Court."""
    words = [t.folded for t in note.tokens if f.start <= t.start < f.end]
    b = lexicon.building()
    if len(words) < 2 or words[-1] in b.streets - {"court"} or words[-1] in b.numbered_streets | b.grounds:
        return ""
    return b.suffixes.get(" ".join(words[-2:])) or ("" if words[-1] in b.streets else b.suffixes.get(words[-1], ""))


def _out_of_doors(name: str) -> bool:
    words = [lexicon.fold(w) for w in name.split()]
    grounds = lexicon.building().grounds
    return (
        len(words) > 1
        and not name.split()[0].isupper()
        and (words[-1] in grounds or " ".join(words[-2:]) in grounds)
    )


_SAID = frozenset({"field", "profile", "title"})
_ROADS = frozenset({"road", "rd", "street", "avenue", "ave", "crescent", "cres"})  # no surnames


def _road(note: Note, f: Found) -> bool:
    """Hope Street, which was taken for somebody."""
    name = note.text[f.start : f.end]
    return " " in name and last_word(note.text, f) in _ROADS and _shares(note, f)[0] < _HELD


def _outward(note: Note, f: Found, part: Part, registry: Registry) -> Found | None:
    """A house or a street with the half of a postcode, or the county, behind it."""
    if part not in _BEFORE_PLACE:
        return None
    end = _with_outward(note.text, f.end)
    if end == f.end:
        return None
    known = f.entity if part is Part.DOOR else registry.value("ADDRESS", note.text[f.start : end])
    return Found(f.start, end, known, "address")


def _with_outward(text: str, end: int) -> int:
    while (hit := behind(Use.OUTWARD, text, end)) is not None:
        end = hit[1]
    return end


def _retyped(note: Note, f: Found, registry: Registry) -> Found:
    """A place that was taken for an organisation: Bellman Lock, or the town after which a school is called, where it
    stands by itself and the finder is sure of it."""
    if f.entity.type == "ORG" and f.entity.stem == "Organisation" and f.source != "head":
        if _out_of_doors(note.text[f.start : f.end]):
            return Found(f.start, f.end, registry.value("LOCATION", note.text[f.start : f.end]), f.source)
    if f.entity.type in ("ORG", "PERSON") and not f.entity.listed and f.source not in _SAID and _road(note, f):
        return Found(f.start, f.end, registry.value("LOCATION", note.text[f.start : f.end]), f.source)
    if f.entity.type == "LOCATION" and f.source == "place" and (stem := _kind_of(note, f)):
        return Found(f.start, f.end, registry.value("ORG", note.text[f.start : f.end], stem), f.source)
    if f.source != "head" or f.entity.type != "ORG" or _shares(note, f)[1] < _SURE_PLACE:
        return f
    return Found(f.start, f.end, registry.value("LOCATION", note.text[f.start : f.end]), f.source)


def _goes_on(text: str, found: Sequence[Found], parts: Sequence[Part], first: int, last: int) -> bool:
    """Whether the next stretch belongs to the address that some before it are."""
    end, start = found[last].end, found[last + 1].start
    before, after = parts[last], parts[last + 1]
    if after is Part.DOOR and text[end:start] in _POSSESSIVE and text[start].isupper():
        return True  # Sparrow's Nest, of which the house alone was found
    near = _NEAR.fullmatch(text, end, start) and found[last + 1].entity.type in KINDS
    if near and before in _WITH_DOOR | {Part.STREET} and not found[last + 1].entity.listed:
        return True  # what a house is near is a place, whatever it was taken for
    if before is Part.OTHER or after is Part.OTHER or _POSTED.search(text, max(0, end - 9), end):
        return False
    so_far = set(parts[first : last + 1])
    comma = between(Use.JOIN, text, end, start)
    close = comma or text[end:start] == " "
    if after is Part.HOUSE and text[end:start] == " " and before in (Part.PLACE, Part.NAME):
        return True  # St Oda's Almshouses
    if after is Part.POST:
        return close and before is not Part.NAME
    if after is Part.PLACE:
        return (
            (close and (before in _BEFORE_PLACE or len(so_far) > 1))
            or (bool(so_far & _WITH_DOOR) and between(Use.NEAR, text, end, start))
        )
    if after is Part.STREET:
        named = before is Part.PLACE and last == first and _unknown(text, found[last])
        return (close and (before in _BEFORE_STREET or (named and comma))) or (
            bool(so_far & _WITH_DOOR) and between(Use.NEAR, text, end, start)
        )
    if after is Part.HOUSE:
        return comma and before in _WITH_DOOR
    if after is Part.DOOR:
        return comma and before in (Part.HOUSE, Part.NAME)
    return comma and before in _WITH_DOOR and last + 2 < len(found) and parts[last + 2] is not Part.OTHER


def _unknown(text: str, f: Found) -> bool:
    """Whether a place is no town of the gazetteer: then it is the house of the street behind it."""
    return lexicon.fold(text[f.start : f.end]) not in lexicon.places()


def _part(note: Note, f: Found) -> Part:
    text = note.text[f.start : f.end]
    if f.entity.type == "ADDRESS":
        return Part.POST if POSTCODE.match(text) else Part.DOOR
    if f.entity.type not in KINDS or f.entity.listed or f.entity.stem in _STEMS:
        return Part.OTHER
    person, place, address = _shares(note, f)
    if last_word(note.text, f) in lexicon.building().counties:
        return Part.PLACE
    if f.entity.type == "PERSON" and person > _PERSON:
        return Part.OTHER
    if is_house(note.text, f) or last_word(note.text, f) in lexicon.building().lodgings:
        return Part.HOUSE
    if is_street(note.text, f) or last_word(note.text, f) in lexicon.building().streets:
        return Part.STREET
    if f.entity.type == "PERSON" and not _given(note, f):
        return Part.PLACE if place + address >= _PLACE else Part.NAME
    if f.entity.type == "LOCATION" or place + address >= _PLACE:
        return Part.PLACE
    if f.source == "finder" and " " not in text:
        return Part.PLACE  # of which the finder doubts only the kind
    return Part.NAME if f.entity.type == "ORG" and f.entity.stem == "Organisation" and address > _PLACE else Part.OTHER


def _given(note: Note, f: Found) -> bool:
    words = [t.folded for t in note.tokens if f.start <= t.start < f.end]
    return len(words) != 1 or words[0] in lexicon.given_names() or words[0] in lexicon.ordinary()


def _shares(note: Note, f: Found) -> tuple[float, float, float]:
    """How likely its words are a person, a place, an address, in the mean."""
    means = _means(note, f)
    return means[_SOMEBODY], means[_LOCATION], means[_ADDRESS]


def _means(note: Note, f: Found) -> tuple[float, ...]:
    """How likely its words are of each kind, in the mean."""
    inside = [note.likely[i] for i, t in enumerate(note.tokens) if f.start < t.end and t.start < f.end]
    return tuple(sum(k) / len(inside) for k in zip(*inside, strict=True)) if inside else (0.0,) * len(KINDS)


_NUMBER = re.compile(r"(?:[1-9]\d{0,3}[A-Za-z]?|[A-Za-z]\d{1,3})$")
_GAPS = re.compile(r" |, |-|/|,\n|\. | & ")


def held(note: Note, registry: Registry) -> list[Found]:
    """Addresses that the finder holds from their number or flat on, in any case of letters: 8 larch close, flat 30."""
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
    if last == first or not _door(note, first) or tokens[first + 1].folded in counts:
        return False
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
