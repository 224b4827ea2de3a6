"""Names under another kind than the rules gave them, where their last word or the finder says so: Bellman Lock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analyser.redact import lexicon
from analyser.redact.addresses import last_word
from analyser.redact.evidence import Note, shares
from analyser.redact.finder import KINDS
from analyser.redact.found import Found
from analyser.redact.registry import Entity, Registry
from analyser.redact.things import HOMES
from analyser.redact.tokens import covered

_SURE_PLACE = 0.9  # to the finder: the head of the name of a school is the town
_SURE_DOOR = 0.85  # to the finder: a house by its name alone is where somebody lives
_SOMEBODY = 0.5  # to the finder: from here on a street is somebody after all
# To the finder, in the mean over a file: a name is of that kind whatever the rules made of it. Rules take for somebody,
# for a place or for a door what is a service more often than the other way round.
SURE_KIND = 0.98
SURE_ORG = {"PERSON": 0.6, "ADDRESS": 0.6, "LOCATION": 0.8}  # by what rules made of it
_NAMED = ("PERSON", "ORG", "LOCATION")
_LIVES = ("PERSON", "LOCATION")  # the finder holds whoever lives there for part of an address: Xxx's flat
_SAID = frozenset({"field", "profile", "title"})


def retyped(note: Note, f: Found, registry: Registry) -> Found:
    """A stretch as what it is: Bellman Lock is no organisation, nor is the town after which a school is called where it
    stands by itself and the finder is sure of it."""
    kind, stem = _kind(note, f)
    if kind == f.entity.type:
        return f
    return Found(f.start, f.end, registry.value(kind, note.text[f.start : f.end], stem), f.source)


def as_the_finder_says(
    notes: Sequence[Note], found: Sequence[Sequence[Found]], registry: Registry
) -> list[list[Found]]:
    """The stretches of a file, with whoever and whatever the finder is sure to be of another kind as that: a café that
    is called like somebody. A name is of one kind in the whole file."""
    shown: dict[Entity, list[tuple[float, ...]]] = {}
    words: dict[Entity, set[str]] = {}
    said: set[Entity] = set()
    for note, spans in zip(notes, found, strict=True):
        for f in spans:
            if f.source in _SAID or f.entity.listed or f.entity.role == "family":
                said.add(f.entity)
            elif f.entity.type in KINDS:
                shown.setdefault(f.entity, []).append(shares(note, f.start, f.end))
                words.setdefault(f.entity, set()).update(lexicon.fold(w) for w in note.text[f.start : f.end].split())
    turned: dict[Entity, Entity] = {}
    outdoors = (lexicon.building().streets - HOMES) | lexicon.building().grounds
    for entity in (e for e in shown if e not in said):
        mean = [sum(of_kind) / len(shown[entity]) for of_kind in zip(*shown[entity], strict=True)]
        kind = KINDS[mean.index(max(mean))]
        placed = any(w in outdoors or any(map(str.isdigit, w)) for w in words[entity])
        if kind != entity.type and _may_turn(entity.type, kind, max(mean), placed=placed):
            turned[entity] = _as(kind, words[entity], registry)
    return [[replace(f, entity=turned.get(f.entity, f.entity)) for f in spans] for spans in found]


def _may_turn(kind: str, other: str, share: float, *, placed: bool) -> bool:
    """Whether what rules hold for one kind is of another that the finder holds it for; ``placed`` are words with a
    number or a word for a road or a place out of doors."""
    if other == "ORG" and not placed:
        return share >= SURE_ORG[kind]
    return share >= SURE_KIND and {kind, other} <= set(_NAMED) and (kind, other) != _LIVES


def _as(kind: str, words: set[str], registry: Registry) -> Entity:
    """What is called by some words and is of a kind: somebody known, or something new."""
    if kind != "PERSON":
        return registry.add(Entity(kind, stem="Organisation" if kind == "ORG" else ""))
    known = (p for p in registry.persons() if words <= p.given | p.surname)
    return next(known, None) or registry.add(Entity(kind, role="other"))


def _kind(note: Note, f: Found) -> tuple[str, str]:
    """(kind, stem of the pseudonym) of a stretch."""
    kind, stem = f.entity.type, f.entity.stem
    if f.entity.listed or f.source in _SAID:
        return kind, stem
    if kind == "ORG" and stem == "Organisation" and f.source != "head" and _out_of_doors(note.text[f.start : f.end]):
        return "LOCATION", ""
    if kind in ("ORG", "PERSON") and _road(note, f):
        return "LOCATION", ""
    if kind == "LOCATION" and f.source == "place" and (found := _kind_of(note, f)):
        return "ORG", found
    if kind == "ORG" and f.source == "address" and shares(note, f.start, f.end)[KINDS.index("ADDRESS")] >= _SURE_DOOR:
        return "ADDRESS", ""
    if kind == "ORG" and f.source == "head" and shares(note, f.start, f.end)[KINDS.index("LOCATION")] >= _SURE_PLACE:
        return "LOCATION", ""
    return kind, stem


def _kind_of(note: Note, f: Found) -> str:
    """The kind of an organisation of which its town alone was found at first: Xxx Crown Court."""
    words = [note.tokens[i].folded for i in covered(note.tokens, f.start, f.end)]
    b = lexicon.building()
    if len(words) < 2 or words[-1] in b.streets - {"court"} or words[-1] in b.numbered_streets | b.grounds:
        return ""
    return b.suffixes.get(" ".join(words[-2:])) or ("" if words[-1] in b.streets else b.suffixes.get(words[-1], ""))


def _out_of_doors(name: str) -> bool:
    words = [lexicon.fold(w) for w in name.split()]
    grounds = lexicon.building().grounds
    return (
        len(words) > 1 and not name.split()[0].isupper() and (words[-1] in grounds or " ".join(words[-2:]) in grounds)
    )


def _road(note: Note, f: Found) -> bool:
    """Hope Street, which was taken for somebody."""
    name = note.text[f.start : f.end]
    return (
        " " in name
        and last_word(note.text, f) in lexicon.building().roads
        and shares(note, f.start, f.end)[0] < _SOMEBODY
    )
