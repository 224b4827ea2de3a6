"""Addresses as a whole: flats, pitches and floors beside a street, towns up to the postcode, doors without a street."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analyser.redact import lexicon
from analyser.redact.found import Found
from analyser.redact.registry import Registry

_KINDS = (
    r"(?:Flat|Flt|Fl|Apartment|Apt|Unit|Suite|Room|Rm|Bedroom|Bedsit|Studio|Annexe?|Plot|Lot|Block|Caravan|Pitch|"
    r"Static|Trailer|Chalet|Berth|Mooring|Yard|Bay)"
)
_UNIT = re.compile(
    rf"\b(?:{_KINDS}\.? (?:\d{{1,4}}[A-Za-z]?(?:/\d{{1,3}})?|[A-H])(?:,? (?:Block|Floor) \w+)?|"
    r"The (?:Flat|Annexe?|Lodge)),? $|(?:^|[.:;\n(]\s?)(?P<bare>Annexe?,? )$",
    re.IGNORECASE,
)
_UNIT_WORD = re.compile(rf"\b(?:{_KINDS}|Bay|Berth|Chalet|Cabin)\.? $")
# Scottish flats before a numbered address: 3/1, 88 Calder Row.
_FLAT = re.compile(
    r"(?<![\d/])(?:(?:Flat )?(?:\d{1,2}/\d{1,2}|[GB1-9]F\d|[GFST]FF)|"
    r"(?:(?:top|ground|first|second|third|upper|lower|1st|2nd|3rd|4th) floor(?: flat)?|"
    r"(?:top|basement|garden|upper|lower) flat)),? $",
    re.IGNORECASE,
)


_AFTER = re.compile(
    r",? (?:flat|pitch|plot|unit|caravan|bay|room|rm|bedsit|no\.?|number) \d{1,4}[A-Za-z]?(?!\w)|"
    r",? \(?(?:top|ground|first|second|third) floor(?: flat)?\)?(?!\w)|"
    r" \((?:flat )?(?:\d{1,2}/\d{1,2}|[GB1-9]F\d)\)|,? annexe?(?!\w)",
    re.IGNORECASE,
)


_PITCH = re.compile(
    r"\b(?:Croft \d{1,3}|Room \d{3})(?!\w)|\b(?:hostel|hotel|refuge|B&B|b&b)(?: in|,)? (?:room|rm) \d{1,3}(?!\w)|"
    r"\b(?i:(?:moved|move) (?:from|to|into|out of)|from|staying in|living in|lives in|resident (?:of|in)|sleeps in) "
    r"(?P<room>(?i:(?:bed)?room|rm) \d{1,3}[A-Za-z]?(?: to (?i:(?:bed)?room|rm) \d{1,3}[A-Za-z]?)?)(?!\w)|"
    r"\b(?:Bedroom) \d{1,3}[A-Za-z]?(?!\w)|"
    r"\b[Ff]lat \d{1,3}[A-Ha-h](?!\w)|"
    r"\bFlat [A-H](?= (?:has|have|had|is|was|said|says|above|below|upstairs)\b|[,.;)]|$)|"
    r"(?<=\bat )No\. ?\d{1,3}(?!\w)|"
    r"\b(?:[Pp]itch|[Pp]lot|[Bb]erth|Caravan|Flat|Apartment) \d{1,4}[A-Za-z]?(?!\w)"
)


_TENS = r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_ONES = r"(?:one|two|three|four|five|six|seven|eight|nine)"
# 14, 14a, 1042, 14-16, twenty-two, before the name of a street.
_HOUSE = re.compile(
    r"(?:^|[\s(])((?:(?!(?:19|20)\d\d)\d{4}|\d{1,3}[A-Za-z]?)[,/ ]{1,2}|"
    rf"(?:number )?(?:{_TENS}(?:[ -]{_ONES})?|ten|eleven|twelve|[a-z]+teen) )$",
    re.IGNORECASE,
)
_FROM = re.compile(r"(?:^|[\s(])(\d{1,4}[A-Za-z]?(?: ?[-–&/] ?| and | to ))$")
_STOREY = re.compile(r"(?<![\d/])\d{1,2}/\d{1,2} $")


# The number of a house without its street: of a neighbour, or of those who did something.
_DOORS = (
    re.compile(
        r"\b(?i:neighbours?|next ?door|opposite|outside)(?: (?:at|from|in|of))?,? \(?"
        r"(?P<id>(?i:no\.?|number) ?\d{1,3}[A-Za-z]?)(?!\w)"
    ),
    re.compile(
        r"(?<![\w-])(?P<id>(?i:no\.?|number) ?\d{1,3}[A-Za-z]?)"
        r"(?= (?:has complained|complained|says|said|heard|called|rang|reported|opposite|next to|across the)\b)"
    ),
    re.compile(
        r"\b(?i:neighbours?|next ?door)(?: at| from| in) "
        r"(?P<id>\d{1,3}[A-Za-z]?(?:(?:,| and| &| or) \d{1,3}[A-Za-z]?)+)(?!\w)"
    ),
    re.compile(
        r"\b(?i:neighbours?)(?: at| from| in) (?P<id>(?:1[3-9]|[2-9]\d|\d{3})[A-Za-z]?)"
        r"(?= (?:says?|said|has|had|heard|reports?|reported|calls|called|rang|complains|complained)\b)"
    ),
    re.compile(r"\b(?i:lives?|lived|living|stays|staying) at (?P<id>(?i:no\.?|number) ?\d{1,3}[A-Za-z]?)(?!\w)"),
)
_NUMBERED = frozenset({"address", "place", "found", "finder"})


def units(text: str, found: Sequence[Found], registry: Registry) -> list[Found]:
    """Flats and pitches, beside an address or by themselves."""
    more = []
    for f in found:
        if f.entity.type == "ORG" and f.source == "address":  # Loft Court: a home that somebody runs, or flats
            storey = _STOREY.search(text, max(0, f.start - 7), f.start)
            if storey:
                more.append(Found(storey.start(), f.start, f.entity, "unit"))
        if f.entity.type == "ORG" and (within := _rooms(text, f)) != (f.start, f.end):
            more.append(Found(*within, registry.value("ADDRESS", text[slice(*within)]), "unit"))
        if f.entity.type not in ("ADDRESS", "LOCATION"):
            continue
        start = f.start
        if text[start].isalpha() and f.source in _NUMBERED:
            house = _HOUSE.search(text, max(0, start - 24), start)
            storey = _STOREY.search(text, max(0, start - 7), start) if house is None else None
            start = house.start(1) if house else storey.start() if storey else start
        if text[start].isdigit():
            many = _FROM.search(text, max(0, start - 12), start)
            start = many.start(1) if many else start
        before = _UNIT.search(text, max(0, start - 40), start)
        if before is None and text[start].isdigit():
            before = _UNIT_WORD.search(text, max(0, start - 12), start)
        if before is None and text[start].isdigit():
            before = _FLAT.search(text, max(0, start - 25), start)
        start = (before.start("bare") if before.groupdict().get("bare") else before.start()) if before else start
        if start < f.start and f.entity.type == "ADDRESS":
            more.append(Found(start, f.start, f.entity, "unit"))
        elif start < f.start:  # with its number a street is an address
            more.append(Found(start, f.end, registry.value("ADDRESS", text[start : f.end]), "unit"))
        after = _AFTER.match(text, f.end)
        if after:
            more.append(Found(f.end, after.end(), f.entity, "unit"))
    for m in _PITCH.finditer(text):
        start, end = m.span("room" if m["room"] else 0)
        more.append(Found(start, end, registry.value("ADDRESS", text[start:end]), "unit"))
    for door in _DOORS:
        more += [Found(*m.span("id"), registry.value("ADDRESS", m["id"]), "unit") for m in door.finditer(text)]
    return more


_LIVED = r"(?i:(?:bed)?room|rm|flat|apt|apartment|caravan|pitch|chalet|studio) \d{1,3}[A-Za-z]?"
_ROOM = re.compile(rf"\b{_LIVED}(?:, ?| at | in | of | )(?:the )?$")
_ROOM_AFTER = re.compile(rf",? \(?{_LIVED}(?!\w)")


def _rooms(text: str, f: Found) -> tuple[int, int]:
    """A home, hotel or block with the number of a room or flat in it: where somebody lives."""
    before = _ROOM.search(text, max(0, f.start - 30), f.start)
    after = _ROOM_AFTER.match(text, f.end)
    return before.start() if before else f.start, after.end() if after else f.end


# Between a street and its postcode: the parts of a town's name, on one line or on lines of their own.
_TOWN = r"[A-Z][\w'’.-]*(?:[ -](?:on|upon|le|in|by|the|under|of|[A-Z][\w'’.-]*))*"
_TOWNS = re.compile(rf"[,;]?\s{{1,2}}(?:{_TOWN}(?:[,;]\s?|\s{{1,2}})){{0,4}}$")
_TOWNS_TYPED = re.compile(r"(?:,? [a-z]{3,}){1,2},? $")
_NEXT = re.compile(rf", ({_TOWN})(?=[,.\n;)]|$)")
_NEXT_TYPED = re.compile(r", ([a-z]{4,}|[A-Z]{4,})\b")
_REACH = 80  # characters


def whole_addresses(text: str, found: Sequence[Found], registry: Registry) -> list[Found]:
    """Streets with the towns up to their postcode, and houses with a name before their street, each as one stretch."""
    ordered = sorted((f for f in found if f.entity.type in ("ADDRESS", "LOCATION", "ORG")), key=lambda f: f.start)
    more = []
    for at, f in enumerate(ordered):
        if f.entity.type == "ADDRESS" and not _POSTCODE.match(text[f.start : f.end]):
            more += _up_to_postcode(text, f, ordered[at + 1 :])
            outward = _OUTWARD.match(text, f.end)
            if outward is not None:
                more.append(Found(f.start, outward.end(1), f.entity, "address"))
            town = _NEXT.match(text, f.end)
            if town is None and (text[f.start : f.end].islower() or text[f.start : f.end].isupper()):
                town = _NEXT_TYPED.match(text, f.end)
            if town is not None and text[f.start].isdigit() and lexicon.fold(town[1]) in lexicon.places():
                more.append(Found(f.start, town.end(1), f.entity, "address"))
        for g in ordered[at + 1 : at + 3]:
            if text[f.end : g.start] == ", " and _house(text, f) and _street(text, g):
                more.append(Found(f.start, g.end, registry.value("ADDRESS", text[f.start : g.end]), "address"))
        if f.entity.type != "ADDRESS" and (_house(text, f) or _street(text, f) or _phrase(text, f)):
            more += _said_to_be_one(text, f, ordered[at + 1 :], registry)
    return more


def _said_to_be_one(text: str, f: Found, later: Sequence[Found], registry: Registry) -> list[Found]:
    """A house or street by name that is called an address, is lived at, or goes on to a postcode."""
    end, whole = f.end, _CALLED.search(text, max(0, f.start - 24), f.start) is not None
    named = f.source == "org" or _first(text, f) in lexicon.building().house_heads
    if later and named and later[0].entity.type == "LOCATION" and text[end : later[0].start] == ", ":
        whole = True  # Copper Beeches, Xxx; Hafod Xxx, Xxx
    for g in later:
        if g.entity.type == "ORG" or not _COMMA.fullmatch(text, end, g.start):
            break
        end = g.end
        whole = whole or _POSTCODE.match(text[g.start : g.end]) is not None
    return [Found(f.start, end, registry.value("ADDRESS", text[f.start : end]), "address")] if whole else []


def _phrase(text: str, f: Found) -> bool:
    """English words with capitals that no word for a kind of place ends: Copper Beeches."""
    b = lexicon.building()
    return (
        f.entity.type == "ORG"
        and f.source == "org"
        and f.entity.stem == "Organisation"
        and " " in text[f.start : f.end]
        and _last(text, f) not in b.suffixes
        and _last(text, f) not in b.generic
        and _first(text, f) not in b.prefixes
        and " of " not in text[f.start : f.end]
    )


_COMMA = re.compile(r",? |,?\n")
_CALLED = re.compile(
    r"(?i:\b(?:address|addr)(?: is| was| given as| now)?:? |\b(?:lives?|lived|living|resid(?:es|ing)) at |\bc/o )$"
)
_OUTWARD = re.compile(
    r",? ((?:A[BL]|B[ABDHLNRST]?|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]?|F[KY]|G[LU]?|H[ADGPRSUX]|I[GMPV]|K[ATWY]|"
    r"L[ADELNSU]?|M[EKL]?|N[EGNPRW]?|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]?|T[ADFNQRSW]|UB|W[ACDFNRSV]?|YO|ZE)"
    r"\d{1,2}[A-Z]?)(?=[.,;)\n]|$| (?!\d))"
)


def _up_to_postcode(text: str, f: Found, later: Sequence[Found]) -> list[Found]:
    for g in later:
        if g.start - f.end > _REACH:
            break
        if g.entity.type == "ADDRESS" and _POSTCODE.match(text[g.start : g.end]):
            typed = text[f.start : f.end].islower() and _TOWNS_TYPED.match(text[f.end : g.start])
            return [Found(f.start, g.end, f.entity, "address")] if typed or _TOWNS.match(text[f.end : g.start]) else []
    return []


_POSTCODE = re.compile(r"[A-Za-z]{1,2}\d[A-Za-z\d]? ?\d[A-Za-z]{2}$")


def _last(text: str, f: Found) -> str:
    words = re.findall(r"[^\W\d_]+", text[f.start : f.end])
    return lexicon.fold(words[-1]) if words else ""


def _first(text: str, f: Found) -> str:
    word = re.match(r"[^\W\d_]+", text[f.start : f.end])
    return lexicon.fold(word[0]) if word else ""


def _house(text: str, f: Found) -> bool:
    if f.entity.type == "ADDRESS":
        return False
    word, first = _last(text, f), _first(text, f)
    b = lexicon.building()
    if first == "the" and (word in b.numbered_streets or word in b.house_words):
        return True  # The Paddocks
    return word in b.houses or word in b.house_words or first in b.house_heads


def _street(text: str, g: Found) -> bool:
    b = lexicon.building()
    return g.entity.type in ("LOCATION", "ADDRESS") and (
        _last(text, g) in b.streets or (_first(text, g) in b.street_heads and _first(text, g) not in b.house_heads)
    )
