"""Stretches to mask in one note: from identifiers, names and what stands beside them, without overlaps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from presidio_analyzer import RecognizerResult

from analyser.model import Note
from analyser.redact import lexicon
from analyser.redact.evidence import Note as Words
from analyser.redact.matching import find
from analyser.redact.registry import Entity, Registry
from analyser.redact.titled import by_letters, resolve
from analyser.redact.tokens import Token
from analyser.redact.widening import behind_name, title_before, whole_thing

# Where two stretches overlap, the type further left wins; within a type, the longer.
PRIORITY = (
    "EMAIL",
    "HANDLE",
    "NHS_NUMBER",
    "NINO",
    "UPN",
    "PHONE",
    "DOB",
    "CASE_ID",
    "VEHICLE",
    "OTHER_ID",
    "ADDRESS",
    "ORG",
    "LOCATION",
    "PERSON",
)


@dataclass(frozen=True, slots=True)
class Found:
    start: int
    end: int
    entity: Entity
    source: str


def from_identifiers(text: str, results: Sequence[RecognizerResult], registry: Registry) -> list[Found]:
    found = [
        Found(r.start, r.end, registry.value(r.entity_type, text[r.start : r.end]), r.recognition_metadata["rule"])
        for r in sorted(results, key=lambda r: (-r.score, r.start - r.end))
    ]
    kept: list[Found] = []
    for f in found:
        if not any(f.start < k.end and k.start < f.end for k in kept):
            kept.append(f)
    return sorted(kept, key=lambda f: f.start)


def repeat_values(registry: Registry, texts: Sequence[str], hits: list[list[Found]]) -> None:
    """A value that was found by its label in one note is masked wherever it stands."""
    values: dict[str, Found] = {}
    for text, spans in zip(texts, hits, strict=True):
        for f in spans:
            value = text[f.start : f.end]
            if len(value) >= 5:
                values.setdefault(value, f)
    if not values:
        return
    pattern = re.compile(
        r"(?<!\w)(?:" + "|".join(re.escape(v) for v in sorted(values, key=len, reverse=True)) + r")(?!\w)"
    )
    for text, spans in zip(texts, hits, strict=True):
        for m in pattern.finditer(text):
            if not any(m.start() < f.end and f.start < m.end() for f in spans):
                known = values[m[0]]
                spans.append(Found(m.start(), m.end(), known.entity, known.source))


def from_names(note: Words, registry: Registry) -> list[Found]:
    tokens = note.tokens
    found: list[Found] = []
    used: set[int] = set()
    kept = [m.span() for m in lexicon.phrases().finditer(note.text)]
    for match in find(tokens, registry):
        if (
            kept
            and match.entity.type == "PERSON"
            and any(a <= tokens[match.first].start and tokens[match.last].end <= b for a, b in kept)
        ):
            continue
        first, end, entity = match.first, tokens[match.last].end, match.entity
        used.update(range(match.first, match.last + 1))
        if match.entity.type == "PERSON":
            first = title_before(tokens, first)
            if not entity.listed and first == match.first:
                first = whole_thing(note.text, tokens, first, match.last, "PERSON", end)[0]
            end = tokens[behind_name(tokens, match.last, used)].end
            turned = _TURNED.match(note.text, end)
            if turned is not None and first == match.last and turned[1].lower() in {g[0] for g in entity.given if g}:
                end = turned.end()
            if first == match.last - 1 and tokens[first].folded not in lexicon.beside().heads:
                entity = resolve(registry, tokens[first].text, tokens[match.last].folded, entity)
        elif (
            tokens[match.last].possessive
            and match.entity.type == "ORG"
            and len(note.text) > end + 1
            and tokens[match.first].folded in lexicon.beside().possessed
        ):
            end += 2
        if match.entity.type in ("ORG", "LOCATION") and match.last + 1 < len(tokens):
            after = tokens[match.last + 1]
            if after.text in lexicon.beside().org_letters and after.gap.strip("'’s") == " ":
                end = after.end
        if match.entity.type != "PERSON":
            first, end = whole_thing(note.text, tokens, first, match.last, match.entity.type, end)
        found.append(Found(tokens[first].start, end, entity, match.source))
    found += _titled_letters(tokens, used, registry)
    found += _units(note.text, found, registry)
    return found


_TURNED = re.compile(r", ([A-Z])\.(?!\w)")  # Sagar, P.
_BRACKETED = re.compile(
    r"(?P<age>,? ?\d{1,3}(?: ?(?:months?|mths?|m|weeks?|wks?|days|yrs?|years|y))?)? ?\("
    r"(?P<id>\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})|"
    r"\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \d{4})(?=[,;)])"
)


_BARE = re.compile(r",? (?P<id>\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d{2})(?![\w/-])")
_OLD_DAYS = 270


def from_birth_dates(note: Note, names: Sequence[Found], registry: Registry) -> list[Found]:
    """A date in brackets straight after a name, well before the note: a birth date, as in the list of a household."""
    found = []
    for f in names:
        if f.entity.type != "PERSON":
            continue
        m = _BRACKETED.match(note.text, f.end)
        if m is None and note.date is not None and " " in note.text[f.start : f.end].strip():
            m = _BARE.match(note.text, f.end)
        if m is None:
            continue
        year = int(re.search(r"\d+$", m["id"])[0])  # type: ignore[index]
        if note.date is not None and not (m.groupdict().get("age") or "").strip(" ,"):
            full = year if year > 99 else 2000 + year if 2000 + year <= note.date.year else 1900 + year
            if note.date.year - full < 1 + _OLD_DAYS / 365:
                continue
        found.append(Found(m.start("id"), m.end("id"), registry.value("DOB", m["id"]), "birth-date"))
    return found


_UNIT = re.compile(
    r"\b(?:Flat|Apartment|Apt|Unit|Room|Plot|Block|Caravan|Pitch)\.? \d{1,4}[A-Za-z]?(?:/\d{1,3})?"
    r"(?:,? (?:Block|Floor) \w+)?,? $",
    re.IGNORECASE,
)
_UNIT_WORD = re.compile(r"\b(?:Flat|Apartment|Apt|Unit|Room|Plot|Block|Caravan|Pitch|Bay|Berth|Chalet|Cabin)\.? $")
# Scottish flats before a numbered address: 3/1, 88 Calder Row.
_FLAT = re.compile(
    r"(?<![\d/])(?:(?:Flat )?\d{1,2}/\d{1,2}|[GB1-9]F\d|(?:top|ground|first|second) floor(?: flat)?),? $"
)


_AFTER = re.compile(r",? (?:flat|pitch|plot|unit|caravan|bay|no\.?|number) \d{1,4}[A-Za-z]?(?!\w)", re.IGNORECASE)


_PITCH = re.compile(
    r"\b(?:Croft \d{1,3}|Room \d{3})(?!\w)|(?<=\bat )No\. ?\d{1,3}(?!\w)|"
    r"\b(?:[Pp]itch|[Pp]lot|[Bb]erth|Caravan|Flat|Apartment) \d{1,4}[A-Za-z]?(?!\w)"
)


_HOUSE = re.compile(r"(?:^|[\s(])(\d{1,3}[A-Za-z]?[,/ ]{1,2})$")
_STOREY = re.compile(r"(?<![\d/])\d{1,2}/\d{1,2} $")


_NUMBERED = frozenset({"address", "place", "found", "finder"})


def _units(text: str, found: Sequence[Found], registry: Registry) -> list[Found]:
    """Flats and pitches, beside an address or by themselves."""
    more = []
    for f in found:
        if f.entity.type == "ORG" and f.source == "address":  # Loft Court: a home that somebody runs, or flats
            storey = _STOREY.search(text, max(0, f.start - 7), f.start)
            if storey:
                more.append(Found(storey.start(), f.start, f.entity, "unit"))
        if f.entity.type not in ("ADDRESS", "LOCATION"):
            continue
        start = f.start
        if text[start].isalpha() and f.source in _NUMBERED:
            house = _HOUSE.search(text, max(0, start - 7), start)
            storey = _STOREY.search(text, max(0, start - 7), start) if house is None else None
            start = house.start(1) if house else storey.start() if storey else start
        before = _UNIT.search(text, max(0, start - 40), start)
        if before is None and text[start].isdigit():
            before = _UNIT_WORD.search(text, max(0, start - 12), start)
        if before is None and text[start].isdigit():
            before = _FLAT.search(text, max(0, start - 25), start)
        start = before.start() if before else start
        if start < f.start:
            more.append(Found(start, f.start, f.entity, "unit"))
        after = _AFTER.match(text, f.end)
        if after:
            more.append(Found(f.end, after.end(), f.entity, "unit"))
    more += [Found(m.start(), m.end(), registry.value("ADDRESS", m[0]), "unit") for m in _PITCH.finditer(text)]
    return more


def _titled_letters(tokens: list[Token], used: set[int], registry: Registry) -> list[Found]:
    """Mr T, Mrs B: a title and one letter."""
    found = []
    for i, t in enumerate(tokens[1:], 1):
        before = tokens[i - 1]
        if (
            _LETTERS.match(t.text)
            and (t.capital or t.shout)
            and i not in used
            and before.text in lexicon.cues().titles
            and (t.gap == " " or (t.gap == ". " and before.text in lexicon.beside().stopped))
        ):
            title = lexicon.cues().titles[before.text]
            entity = by_letters(registry, before.text, t.folded)
            if entity is None and not title.sure and (title.role != "relative" or t.text in "AI"):
                continue
            if entity is None:
                entity = registry.value("PERSON", f"{title.side}{t.folded}")
            found.append(Found(before.start, t.end, entity, "title"))
    return found


_LETTERS = re.compile(r"[A-Z](?:-[A-Z])?$")


_JOINS = re.compile(r"^(?:, ?|,\n| )$")


def settle(note: Words, found: list[Found]) -> list[Found]:
    """No overlaps: by priority of type, then length. Parts of one address become one."""
    rank = {t: i for i, t in enumerate(PRIORITY)}
    ordered = sorted(found, key=lambda f: (rank.get(f.entity.type, 99), f.start - f.end))
    kept: list[Found] = []
    for f in ordered:
        start, end = f.start, f.end
        for k in kept:
            if start < k.end and k.start < end:
                # What sticks out beyond a stronger hit is still masked.
                if start < k.start and end <= k.end:
                    end = k.start
                elif start >= k.start and end > k.end:
                    start = k.end
                else:
                    start = end
                    break
        piece = note.text[start:end]
        start += len(piece) - len(piece.lstrip(" ,.-'’"))
        end -= len(piece) - len(piece.rstrip(" ,.-'’"))
        if start < end:
            kept.append(replace(f, start=start, end=end))
    kept.sort(key=lambda f: f.start)
    merged: list[Found] = []
    for f in kept:
        last = merged[-1] if merged else None
        if (
            last is not None
            and (
                (last.entity.type == "ADDRESS" and f.entity.type in ("ADDRESS", "LOCATION"))
                or (last.source == "unit" and last.entity is f.entity)
            )
            and _JOINS.match(note.text[last.end : f.start])
        ):
            merged[-1] = replace(last, end=f.end)
        else:
            merged.append(f)
    return merged
