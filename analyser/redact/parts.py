"""Addresses whose parts were found one by one: a house, its street, its town, its county and its postcode."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from analyser.redact import lexicon
from analyser.redact.address_rules import Use, behind, between
from analyser.redact.addresses import POSTCODE, is_house, is_street, last_word, of_kind, opening, somebody
from analyser.redact.evidence import Note, shares
from analyser.redact.finder import KINDS
from analyser.redact.found import Found
from analyser.redact.registry import Registry
from analyser.redact.retyped import retyped

_PLACE = 0.2  # to the finder: from here on what was taken for a person or a firm is a place beside an address
_PERSON = 0.85  # to the finder: from here on it is a person all the same
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
            done.append(_outward(note, ordered[at], parts[at], registry) or retyped(note, ordered[at], registry))
        at = last + 1
    return done


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


def _goes_on(text: str, found: Sequence[Found], parts: Sequence[Part], first: int, last: int) -> bool:
    """Whether the next stretch belongs to the address that some before it are."""
    end, start = found[last].end, found[last + 1].start
    before, after = parts[last], parts[last + 1]
    if after is Part.DOOR and text[end:start] in _POSSESSIVE and _nest(text, found[last], start):
        return True  # Sparrow's Nest, of which the house alone was found
    near = _NEAR.fullmatch(text, end, start) and found[last + 1].entity.type in KINDS
    if near and before in _WITH_DOOR | {Part.STREET} and _no_given(text, found[last + 1]):
        return True  # what a house is near is a place, whatever it was taken for
    if before is Part.OTHER or after is Part.OTHER or _POSTED.search(text, max(0, end - 9), end):
        return False
    so_far = set(parts[first : last + 1])
    next_one = after in _BEFORE_STREET or found[last + 1].entity.type == "PERSON"
    if ";" in text[end:start] and Part.DOOR in so_far and next_one:
        return False  # the next household
    comma = between(Use.JOIN, text, end, start)
    close = comma or text[end:start] == " "
    if after is Part.HOUSE and text[end:start] == " " and before in (Part.PLACE, Part.NAME):
        return True  # St Oda's Almshouses
    if after is Part.POST:
        return close and before is not Part.NAME
    if after is Part.PLACE:
        return (close and (before in _BEFORE_PLACE or len(so_far) > 1)) or (
            bool(so_far & _WITH_DOOR) and between(Use.NEAR, text, end, start)
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
    person, _, place, address = shares(note, f.start, f.end)
    county = last_word(note.text, f) in lexicon.building().counties
    if f.entity.type == "PERSON" and ((person > _PERSON and not county) or somebody(text)):
        return Part.OTHER
    if county:
        return Part.PLACE
    if is_house(note.text, f) or last_word(note.text, f) in lexicon.building().lodgings:
        return Part.HOUSE
    b = lexicon.building()
    if is_street(note.text, f) or last_word(note.text, f) in b.streets or opening(note.text, f) in b.sure_street_heads:
        return Part.STREET
    if f.entity.type == "PERSON" and " " not in text and not _given(lexicon.fold(text)):
        return Part.PLACE if place + address >= _PLACE else Part.NAME
    if f.entity.type == "LOCATION" or place + address >= _PLACE:
        return Part.PLACE
    if f.source == "finder" and " " not in text:
        return Part.PLACE  # of which the finder doubts only the kind
    named = f.entity.type == "ORG" and f.entity.stem == "Organisation" and address > _PLACE
    return Part.NAME if named and not of_kind(text) else Part.OTHER


def _nest(text: str, before: Found, start: int) -> bool:
    """Whether what stands behind 's goes on with the name of a house (Sparrow's Nest), not with somebody's flat."""
    word = re.match(r"[A-Z][a-z]+\b", text[start : start + 30])
    return word is not None and lexicon.fold(word[0]) not in lexicon.building().flats and _no_given(text, before)


def _given(word: str) -> bool:
    return word in lexicon.given_names() or word in lexicon.ordinary()


def _no_given(text: str, f: Found) -> bool:
    return not f.entity.listed and not _given(lexicon.fold(text[f.start : f.end].split()[0]))
