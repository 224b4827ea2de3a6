"""Addresses as a whole: flats, pitches and floors beside a street, towns up to the postcode, doors without a street."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analyser.redact import lexicon
from analyser.redact.address_rules import Use, address_rules, before, behind, between
from analyser.redact.found import Found
from analyser.redact.registry import Registry

_NUMBERED = frozenset({"address", "place", "found", "finder"})  # sources whose number may stand before them still
_REACH = 80  # characters between a street and its postcode
POSTCODE = re.compile(
    r"[A-Za-z]{1,2}\d[A-Za-z\d]? ?\d[A-Za-z]{2}$|[A-Z]{1,2}\d{1,2}[A-Z]?(?: \d)?$"
)  # or as far as its figure
_DOORS = ("addr", "neighbour", "card", "knock")  # where somebody is called on is no town
_WORD_BEFORE = re.compile(r"([A-Za-z]+) $")
_COMMA = re.compile(r",? |,?\n")
_QUOTES = frozenset("\"'”’")


def units(text: str, found: Sequence[Found], registry: Registry) -> list[Found]:
    """Flats and pitches beside an address."""
    more = []
    for f in found:
        if f.entity.type == "ORG":
            more += _of_block(text, f, registry)
        elif f.entity.type in ("ADDRESS", "LOCATION"):
            more += _beside(text, f, registry)
    return more


def alone(text: str, registry: Registry) -> list[Found]:
    """Flats, pitches and doors by themselves."""
    return [
        Found(start, end, registry.value(rule.type, text[start:end]), "unit")
        for rule in address_rules()[Use.ALONE]
        for start, end in rule.alone(text)
    ]


def _of_block(text: str, f: Found, registry: Registry) -> list[Found]:
    """A home, hotel or block, with the number of a room or flat in it: where somebody lives."""
    more = []
    storey = before(Use.STOREY, text, f.start) if f.source == "address" else None
    if storey is not None:
        more.append(Found(storey, f.start, f.entity, "unit"))
    start, end = _first(text, f.start, Use.ROOM), _last_behind(text, f.end, Use.ROOM_BEHIND)
    if opening(text, f) == "the" and f.entity.stem == "Organisation":
        start = _first(text, start, Use.HOUSE)  # 14, The Laurels
    if (start, end) != (f.start, f.end):
        more.append(Found(start, end, registry.value("ADDRESS", text[start:end]), "unit"))
    return more


def _beside(text: str, f: Found, registry: Registry) -> list[Found]:
    """Numbers, flats and floors straight before or behind a street."""
    start = f.start
    if text[start].isalpha() and f.source in _NUMBERED:
        at = _first(text, start, Use.HOUSE, Use.STOREY)
        before = _WORD_BEFORE.search(text, max(0, at - 20), at)
        if before is None or lexicon.fold(before[1]) not in lexicon.building().counted | lexicon.beside().numbered:
            start = at  # Group no. 2, Xxx
    if text[start].isdigit():
        start = _first(text, start, Use.RANGE)
    start = _unit_before(text, start)
    if text[max(0, start - 4) : start] == "The " and opening(text, f) in lexicon.building().house_words:
        start -= 4  # The Bungalow
    end = _last_behind(text, f.end, Use.BEHIND)
    if (start, end) == (f.start, f.end):
        return []
    # With its number a street is an address.
    known = f.entity if f.entity.type == "ADDRESS" else registry.value("ADDRESS", text[start:end])
    return [Found(start, end, known, "unit")]


def _unit_before(text: str, start: int) -> int:
    """Where an address begins with all that stands before it: Block C, studio 5, 14 Larch Close."""
    while True:
        uses = (Use.BEFORE, Use.BEFORE_NUMBER) if text[start].isdigit() else (Use.BEFORE,)
        at = _first(text, start, *uses)
        if at == start or _surname(text[at:start]):
            return start
        start = at


def _surname(before: str) -> bool:
    """Anna Hall, 14 Larch Close: what stands before a street is no building."""
    name = before.rstrip(", ")
    return lexicon.fold(name.rpartition(" ")[2]) in lexicon.building().building_surnames and somebody(name)


def somebody(name: str) -> bool:
    """A title or a given name before a word for a house (Anna Hall, Mrs Lodge); Victoria Road is none."""
    words = name.split()
    if len(words) < 2 or lexicon.fold(words[-1]) in lexicon.building().sure_streets:
        return False
    first = lexicon.fold(words[0])
    return words[0] in lexicon.cues().titles or first in lexicon.given_names() or first in lexicon.ordinary()


def _last_behind(text: str, end: int, use: Use) -> int:
    """Where an address ends with all that stands behind it: Fenwick Court, Block B, Flat 11."""
    while (hit := behind(use, text, end)) is not None:
        end = hit[1]
    return end


def _first(text: str, start: int, *uses: Use) -> int:
    """Where an address begins with what the first of some uses finds before it."""
    return next((at for use in uses if (at := before(use, text, start)) is not None), start)


def whole_addresses(text: str, found: Sequence[Found], registry: Registry) -> list[Found]:
    """Streets with the towns up to their postcode, and houses with a name before their street, each as one stretch."""
    ordered = sorted((f for f in found if f.entity.type in ("ADDRESS", "LOCATION", "ORG")), key=lambda f: f.start)
    more = []
    for at, f in enumerate(ordered):
        if f.entity.type == "ADDRESS" and not POSTCODE.match(text[f.start : f.end]):
            more += _up_to_postcode(text, f, ordered[at + 1 :])
            outward = behind(Use.OUTWARD, text, f.end)
            if outward is not None:
                more.append(Found(f.start, outward[1], f.entity, "address"))
            town = behind(Use.TOWN, text, f.end)
            if town is None and (text[f.start : f.end].islower() or text[f.start : f.end].isupper()):
                town = behind(Use.TOWN_TYPED, text, f.end)
            town = town or _typed_town(text, f.end)
            if town is not None and text[f.start].isdigit() and _town(text, *town):
                more.append(Found(f.start, town[1], f.entity, "address"))
            place = next((g for g in ordered[at + 1 :] if g.entity.type == "LOCATION"), None)
            if place is not None and between(Use.NEAR, text, f.end, place.start):
                more.append(Found(f.start, place.end, f.entity, "address"))
        for g in ordered[at + 1 : at + 3]:
            if between(Use.BEFORE_STREET, text, f.end, g.start) and is_street(text, g) and _before_street(text, f):
                more.append(Found(f.start, g.end, registry.value("ADDRESS", text[f.start : g.end]), "address"))
        if f.entity.type == "LOCATION" or (
            f.entity.type == "ORG" and (is_house(text, f) or is_street(text, f) or _phrase(text, f))
        ):
            more += _said_to_be_one(text, f, ordered[at + 1 :], registry)
    return more


def _said_to_be_one(text: str, f: Found, later: Sequence[Found], registry: Registry) -> list[Found]:
    """A house or street by name that is called an address, is lived at, or goes on to a postcode."""
    end, built = f.end, is_house(text, f) or is_street(text, f)
    called = before(Use.CALLED, text, f.start)
    addressed = called is not None and text[called : f.start].lower().startswith(_DOORS)
    if f.entity.type == "LOCATION" and not (built or addressed):
        return []  # a town where somebody lives is none
    whole = called is not None
    named = f.source == "org" or opening(text, f) in lexicon.building().house_heads
    if later and named and later[0].entity.type == "LOCATION" and text[end : later[0].start] == ", ":
        whole = True  # Copper Beeches, Xxx; Hafod Xxx, Xxx
    for g in later:
        if g.entity.type == "ORG" or not _COMMA.fullmatch(text, end, g.start):
            break
        end = g.end
        whole = whole or POSTCODE.match(text[g.start : g.end]) is not None
    return [Found(f.start, end, registry.value("ADDRESS", text[f.start : end]), "address")] if whole else []


def _phrase(text: str, f: Found) -> bool:
    """English words with capitals that no word for a kind of place ends: Copper Beeches."""
    b = lexicon.building()
    return (
        f.entity.type == "ORG"
        and f.source == "org"
        and f.entity.stem == "Organisation"
        and " " in text[f.start : f.end]
        and not of_kind(text[f.start : f.end])
        and last_word(text, f) not in b.generic
        and opening(text, f) not in b.prefixes
        and opening(text, f) not in b.saints
        and " of " not in text[f.start : f.end]
    )


def of_kind(name: str) -> bool:
    """Whether a word for a kind of organisation ends a name: Xxx Care Home."""
    words = [lexicon.fold(w) for w in name.split()]
    return words[-1] in lexicon.building().suffixes or " ".join(words[-2:]) in lexicon.building().suffixes


def _up_to_postcode(text: str, f: Found, later: Sequence[Found]) -> list[Found]:
    for g in later:
        if g.start - f.end > _REACH:
            break
        if g.entity.type == "ADDRESS" and POSTCODE.match(text[g.start : g.end]):
            typed = text[f.start : f.end].islower() and between(Use.TOWNS_TYPED, text, f.end, g.start)
            whole = typed or between(Use.TOWNS, text, f.end, g.start)
            return [Found(f.start, g.end, f.entity, "address")] if whole else []
    return []


def last_word(text: str, f: Found) -> str:
    words = re.findall(r"[^\W\d_]+", text[f.start : f.end])
    return lexicon.fold(words[-1]) if words else ""


def opening(text: str, f: Found) -> str:
    word = re.match(r"[^\W\d_]+", text[f.start : f.end])
    return lexicon.fold(word[0]) if word else ""


def is_house(text: str, f: Found) -> bool:
    if f.entity.type == "ADDRESS":
        return False
    word, first = last_word(text, f), opening(text, f)
    b = lexicon.building()
    if first == "the" and (word in b.numbered_streets or word in b.house_words):
        return True  # The Paddocks
    return word in b.houses or word in b.house_words or first in b.house_heads


def _town(text: str, start: int, end: int) -> bool:
    """A town of the gazetteer, or a word of no list with which a sentence ends."""
    word = lexicon.fold(text[start:end])
    ends = text[start].islower() or (text[end : end + 1] in ("", "\n", ".") and word.isalpha())
    return word in lexicon.places() or (ends and lexicon.is_foreign(word) and not lexicon.is_slip(word))


_TYPED = re.compile(
    r",? (?P<id>[a-z]{5,})(?= (?:bay|sands|beach|cove|head|moor|cross|green|common|heath)\b|[,.;)\n ]|$)"
)


def _typed_town(text: str, end: int) -> tuple[int, int] | None:
    """A town in lower case behind a street: a word of no list that is no name of a person."""
    m = _TYPED.match(text, end)
    if m is None:
        return None
    word = lexicon.fold(m["id"])
    strange = lexicon.is_foreign(word) and not lexicon.is_slip(word) and word not in lexicon.given_names()
    return m.span("id") if word in lexicon.places() or strange else None


def _before_street(text: str, f: Found) -> bool:
    """What stands before a street and a comma as its house does: no other street, and no school or surgery."""
    if is_house(text, f):
        return True
    if text[f.end : f.end + 1] in _QUOTES:
        return f.entity.type != "ADDRESS"
    b, name = lexicon.building(), text[f.start : f.end]
    return (
        (f.entity.type == "LOCATION" or (f.entity.type == "ORG" and f.entity.stem == "Organisation"))
        and name[0].isupper()
        and lexicon.fold(name) not in lexicon.places()
        and (last_word(text, f) in b.streets | b.numbered_streets or " " not in name)
        and last_word(text, f) not in b.sure_streets
    )


def is_street(text: str, g: Found) -> bool:
    b = lexicon.building()
    return g.entity.type in ("LOCATION", "ADDRESS") and (
        last_word(text, g) in b.streets
        or (opening(text, g) in b.street_heads and opening(text, g) not in b.house_heads)
    )
