"""A first name and a surname of which one is known are one name: Kate Marsh is not the Kate of the list, nor is Glenda
King a King of the list beside some Glenda."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from analyser.redact import lexicon
from analyser.redact.evidence import Note
from analyser.redact.found import Found
from analyser.redact.people import close
from analyser.redact.registry import Entity, Registry
from analyser.redact.tokens import Token, covered

CORE = ("mother", "father", "child", "sibling", "partner", "carer", "grandparent", "relative", "adult_at_risk")
_UNKNOWN = ("", "other")


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two stretches of people, one straight behind the other."""

    at: int  # which stretch of its note is the first
    first: Found
    second: Found
    given: str  # folded
    surname: str


def whole_names(notes: Sequence[Note], found: Sequence[Sequence[Found]], registry: Registry) -> list[list[Found]]:
    """The stretches of a file with those of one name as one, under the pseudonym of whoever it is."""
    found = _surnames_first(notes, [_with_middle_names(n, spans) for n, spans in zip(notes, found, strict=True)])
    pairs = [list(_pairs(note, spans)) for note, spans in zip(notes, found, strict=True)]
    alone = _alone(notes, found, pairs)
    same: dict[Entity, Entity] = {}
    done = []
    for spans, of_note in zip(found, pairs, strict=True):
        joined = list(spans)
        for pair in reversed(of_note):
            entity = _whose(pair, alone, registry)
            if entity is None:
                continue
            if entity is pair.second.entity and pair.second.entity.listed and not pair.first.entity.listed:
                same[pair.first.entity] = entity
            joined[pair.at : pair.at + 2] = [replace(pair.first, end=pair.second.end, entity=entity)]
        done.append(joined)
    return [[replace(f, entity=same.get(f.entity, f.entity)) for f in spans] for spans in done]


def _surnames_first(notes: Sequence[Note], found: Sequence[Sequence[Found]]) -> list[list[Found]]:
    """FENWICK Oksana; FENWICK, Oksana: a surname in capitals and a first name of somebody whom no list has."""
    same: dict[Entity, Entity] = {}
    done: list[list[Found]] = []
    for note, spans in zip(notes, found, strict=True):
        joined: list[Found] = []
        for g in spans:
            f = joined[-1] if joined else g
            words = _turned(note, f, g)
            if not words or g.entity.listed or g.entity.surname - {words[0]}:
                joined.append(g)
                continue
            g.entity.surname.add(words[0])
            if not f.entity.listed and not f.entity.given - set(words):
                same[g.entity] = f.entity
                f.entity.surname, f.entity.given = {words[0]}, {words[1]}
            joined[-1] = replace(f, end=g.end, entity=same.get(g.entity, g.entity))
        done.append(joined)
    return [[replace(f, entity=same.get(f.entity, f.entity)) for f in spans] for spans in done]


def _turned(note: Note, f: Found, g: Found) -> tuple[str, str] | None:
    """Surname and first name, folded, where two stretches are the two in this order."""
    between = note.text[f.end : g.start]
    if f is g or f.entity is g.entity or between not in (" ", ", ") or not f.entity.type == g.entity.type == "PERSON":
        return None
    front, back = ([note.tokens[i] for i in covered(note.tokens, h.start, h.end)] for h in (f, g))
    if len(front) != 1 or len(back) != 1 or not front[0].shout or len(front[0].text) < _SURNAME:
        return None
    given = back[0].folded
    named = given in lexicon.given_names() and front[0].folded not in lexicon.given_names()
    if back[0].shout or not back[0].capital or front[0].possessive or not (named or between == " "):
        return None
    return None if f.entity.listed and front[0].folded in f.entity.given else (front[0].folded, given)


_SURNAME = 4  # letters, at least: three may be initials


def _with_middle_names(note: Note, spans: Sequence[Found]) -> list[Found]:
    """Scott Anthony VICKERS: what stands between a first name and a surname of one person is a name of the same."""
    joined: list[Found] = []
    for h in spans:
        f, g = joined[-2:] if len(joined) > 1 else (h, h)
        middle = g.entity.type == "PERSON" and not g.entity.listed and g.entity.role in _UNKNOWN
        if f.entity is h.entity and f.entity.listed and middle and _beside(note, f, g) and _beside(note, g, h):
            joined[-2:] = [replace(f, end=h.end)]
        else:
            joined.append(h)
    return joined


def _pairs(note: Note, spans: Sequence[Found]) -> Iterator[_Pair]:
    """Stretches of a first name and of a surname that nothing but a blank parts, and no third beside."""
    for at, (f, g) in enumerate(pairwise(spans)):
        if not (_beside(note, f, g) and f.entity.type == g.entity.type == "PERSON"):
            continue
        third = (at and _beside(note, spans[at - 1], f)) or (at + 2 < len(spans) and _beside(note, g, spans[at + 2]))
        front, back = (
            [t for t in (note.tokens[i] for i in covered(note.tokens, h.start, h.end)) if not _title(t)] for h in (f, g)
        )
        if third or not front or not back or not _alike(front[-1], back[0]):
            continue
        if f.entity is g.entity and {t.folded for t in front} & {t.folded for t in back}:
            continue  # Will will ring
        shared = back[-1].folded in f.entity.surname
        if f.entity is g.entity or ((len(front) == 1 or shared) and back[0].start == g.start):
            yield _Pair(at, f, g, front[-1].folded, back[-1].folded if len(back) == 1 else "")


def _beside(note: Note, f: Found, g: Found) -> bool:
    return note.text[f.end : g.start] == " "


def _title(token: Token) -> bool:
    titles = lexicon.cues().titles
    return token.text in titles or token.text.title() in titles


def _alike(a: Token, b: Token) -> bool:
    """Both with a capital, both without, or the surname in capitals; and neither is initials."""
    letters = min(len(a.text), len(b.text)) < 2 or (a.shout and len(a.text) < 4)
    return not letters and not a.possessive and a.text[0].isupper() == b.text[0].isupper()


def _alone(
    notes: Sequence[Note], found: Sequence[Sequence[Found]], pairs: Sequence[Sequence[_Pair]]
) -> set[tuple[Entity, str]]:
    """Words by which somebody is called without a name before it."""
    words = set()
    for note, spans, of_note in zip(notes, found, pairs, strict=True):
        behind = {pair.at + 1 for pair in of_note}
        for at, f in enumerate(spans):
            inside = covered(note.tokens, f.start, f.end)
            if at not in behind and len(inside) == 1:
                words.add((f.entity, note.tokens[inside[0]].folded))
    return words


def _whose(pair: _Pair, alone: set[tuple[Entity, str]], registry: Registry) -> Entity | None:
    """Whoever a first name and a surname are; None where they are two people."""
    first, second = pair.first.entity, pair.second.entity
    if first is second:
        return first
    if not pair.surname or "family" in (first.role, second.role):
        return None
    if first.listed and pair.surname not in registry.surnames() and any(close(pair.surname, s) for s in first.surname):
        return first  # Rose Mutassa is the Rose Mutasa of the list, not whoever of the Mutasas stands before her
    if second.listed:
        if pair.surname not in registry.surnames():
            return None
        if first.listed:
            if pair.surname in first.surname:
                return first
            return first if first.role in CORE and second.role in CORE else None
        if _may_be(second, pair.given) and first.role in (*_UNKNOWN, second.role):
            return second
        return _another(first, pair, registry)
    if not first.listed or (second, pair.surname) in alone:
        return None
    if not first.surname:
        first.surname.add(pair.surname)
        return first
    if second.given - {pair.given, pair.surname}:
        return registry.value("PERSON", f"{pair.given} {pair.surname}")
    return second


def _another(first: Entity, pair: _Pair, registry: Registry) -> Entity:
    """Whoever has a first name and a surname that the list gives others: Halima Yusuf is not Halima Abdi."""
    if first.surname - first.given - {pair.given, pair.surname} and pair.surname not in first.surname:
        other = registry.value("PERSON", f"{pair.given} {pair.surname}")
        other.role = other.role or "other"
        first, other.given = other, {pair.given}
    first.surname.add(pair.surname)
    return first


def _may_be(person: Entity, given: str) -> bool:
    """Whether somebody of whom the list has a surname, and letters at most before it, may have this first name."""
    return all(len(g) == 1 for g in person.given) and (
        not person.given or any(given.startswith(g) for g in person.given)
    )
