"""Addresses whose parts were found one by one: a house, its street, its town, its county and its postcode."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from analyser.redact import lexicon
from analyser.redact.address_rules import Use, between
from analyser.redact.addresses import POSTCODE, is_house, is_street, last_word
from analyser.redact.evidence import Note
from analyser.redact.finder import KINDS
from analyser.redact.found import Found
from analyser.redact.registry import Registry

_PLACE = 0.2  # to the finder: from here on what was taken for a person or a firm is a place beside an address
_PERSON = 0.85  # to the finder: from here on it is a person all the same
_HELD = 0.5  # to the finder, for each word of an address that it holds as a whole
_WHOLE = 0.75  # and for all of them
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
            done.append(Found(start, end, known or registry.value("ADDRESS", note.text[start:end]), "address"))
        else:
            done.append(ordered[at])
        at = last + 1
    return done


def _goes_on(text: str, found: Sequence[Found], parts: Sequence[Part], first: int, last: int) -> bool:
    """Whether the next stretch belongs to the address that some before it are."""
    end, start = found[last].end, found[last + 1].start
    before, after = parts[last], parts[last + 1]
    if before is Part.OTHER or after is Part.OTHER:
        return False
    so_far = set(parts[first : last + 1])
    comma = between(Use.JOIN, text, end, start)
    close = comma or text[end:start] == " "
    if after is Part.POST:
        return close and before is not Part.NAME
    if after is Part.PLACE:
        return (
            (close and (before in _BEFORE_PLACE or len(so_far) > 1))
            or (bool(so_far & _WITH_DOOR) and between(Use.NEAR, text, end, start))
        )
    if after is Part.STREET:
        return (close and before in _BEFORE_STREET) or (
            bool(so_far & _WITH_DOOR) and between(Use.NEAR, text, end, start)
        )
    if after is Part.HOUSE:
        return comma and before in _WITH_DOOR
    if after is Part.DOOR:
        return comma and before in (Part.HOUSE, Part.NAME)
    return comma and before in _WITH_DOOR and last + 2 < len(found) and parts[last + 2] is not Part.OTHER


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
    if f.entity.type == "LOCATION" or place + address >= _PLACE:
        return Part.PLACE
    return Part.NAME if f.entity.type == "ORG" and f.entity.stem == "Organisation" and address > _PLACE else Part.OTHER


def _shares(note: Note, f: Found) -> tuple[float, float, float]:
    """How likely its words are a person, a place, an address, in the mean."""
    inside = [note.likely[i] for i, t in enumerate(note.tokens) if f.start < t.end and t.start < f.end]
    if not inside:
        return 0.0, 0.0, 0.0
    return (
        sum(k[_SOMEBODY] for k in inside) / len(inside),
        sum(k[_LOCATION] for k in inside) / len(inside),
        sum(k[_ADDRESS] for k in inside) / len(inside),
    )


_NUMBER = re.compile(r"[1-9]\d{0,3}[A-Za-z]?$")
_GAPS = re.compile(r" |, |-|/|,\n")


def held(note: Note, registry: Registry) -> list[Found]:
    """Addresses that the finder holds from their number on, in any case of letters: 8 larch close."""
    more = []
    at = 0
    tokens = note.tokens
    while at < len(tokens):
        last = at
        while (
            last + 1 < len(tokens)
            and note.likely[last][_ADDRESS] >= _HELD
            and note.likely[last + 1][_ADDRESS] >= _HELD
            and _GAPS.fullmatch(tokens[last + 1].gap)
        ):
            last += 1
        shares = [k[_ADDRESS] for k in note.likely[at : last + 1]]
        if last > at and _NUMBER.match(tokens[at].text) and sum(shares) / len(shares) >= _WHOLE:
            start, end = tokens[at].start, tokens[last].end
            more.append(Found(start, end, registry.value("ADDRESS", note.text[start:end]), "finder"))
        at = last + 1
    return more
