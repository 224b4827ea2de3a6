"""Who somebody is, where no list tells: by what stands around all mentions of them in a file.

A linear model over words beside names, the roles that the text says, and how often and where in the file somebody
stands, learnt from case files (``analyser train --part ner``). Where it cannot tell, a role word straight beside a name
("Mum (Kelly)") does.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from analyser import artefacts
from analyser.errors import ModelNotTrusted
from analyser.model import Note
from analyser.redact import callings, lexicon
from analyser.redact.registry import Entity, Registry
from analyser.redact.tokens import Token

NAME = "name-roles.json"
SCHEMA = 2
ONE = ("mother", "father", "adult_at_risk")  # roles that one person of a file has
_PARENTS = ("mother", "father")
_BY_TITLE = ("health", "police", "agency")  # what a title alone says: Dr, PC, Cllr
# Chosen on the case files kept apart, with the counts of the development files in view (docs/redaction.md).
_MARGIN = 1.5  # by how much the likeliest role must lead
_SHORT = 100  # words: in so short a text nothing beside a name tells enough
_ENDS = 40  # characters
_NEAR = 7  # words before and behind a name
_PRONOUN = 11  # words behind a name
_HE, _SHE = frozenset({"he", "his", "him"}), frozenset({"she", "her", "hers"})


@dataclass(slots=True)
class Seen:
    """All that a file tells of one person."""

    around: Counter[str] = field(default_factory=Counter, repr=False)
    mentions: int = 0
    words: int = 0  # of the longest mention
    notes: set[str] = field(default_factory=set)

    def add(
        self, note: Note, tokens: Sequence[Token], first: int, last: int, adults: bool, *, read: bool = True
    ) -> None:
        """One mention; what stands around it is not read of somebody whose role is known."""
        if read:
            self.around.update(features(note, tokens, first, last, adults))
        self.mentions += 1
        self.words = max(self.words, last - first + 1)
        self.notes.add(note.note_id)


def features(note: Note, tokens: Sequence[Token], first: int, last: int, adults: bool) -> Iterator[str]:
    """What stands around one mention."""

    def at(i: int) -> str:
        return tokens[i].folded if 0 <= i < len(tokens) else "^" if i < 0 else "$"

    for step in (1, 2, 3):
        if step < 3:
            yield f"l{step}={at(first - step)}"
            yield f"r{step}={at(last + step)}"
        yield f"n={at(first - step)}"
        yield f"n={at(last + step)}"
    for step in range(1, _NEAR + 1):
        if first >= step:
            yield f"before={at(first - step)}"
        if last + step < len(tokens):
            yield f"behind={at(last + step)}"
    yield f"ll={at(first - 2)} {at(first - 1)}"
    yield f"rr={at(last + 1)} {at(last + 2)}"
    yield f"rrr={at(last + 1)} {at(last + 2)} {at(last + 3)}"
    yield f"lr={at(first - 1)} {at(last + 1)}"
    title = lexicon.cues().titles.get(tokens[first].text)
    yield f"title={tokens[first].text if title else ''}"
    yield f"size={min(3, last - first + 1)},{tokens[last].shout}"
    opened = tokens[first].gap
    closed = tokens[last + 1].gap.strip() if last + 1 < len(tokens) else "$"
    line = "\n" if "\n" in opened else opened.strip()[:2]
    yield f"gap={closed[:1]},{tokens[last].possessive}"
    yield f"opened={line}"
    yield f"closed={closed[:2]}{at(last + 1)}"
    if tokens[last].possessive:
        yield f"own={at(last + 1)}"
        yield f"own={at(last + 1)} {at(last + 2)}"
    place = "open" if tokens[first].start < _ENDS else "close" if len(note.text) - tokens[last].end < 3 else ""
    yield f"{place}:{note.author_role}"
    yield f"author={note.author_role}"
    yield f"type={note.type}"
    yield f"adults={adults}"
    later = (at(last + step) for step in range(1, _PRONOUN + 1))
    gender = next(("he" if w in _HE else "she" for w in later if w in _HE or w in _SHE), "")
    if gender:
        yield gender
    for role, _ in callings.said(note, tokens, first, last, adults=adults):
        yield f"said={role}"


def about(seen: Seen, rank: int, every: int, notes: int, adults: bool) -> dict[str, float]:
    """What the model weighs of a person who is the ``rank``-th most often named of a file with ``every`` mentions."""
    size = seen.mentions**0.25
    found = {f: math.log1p(count) / size for f, count in seen.around.items()}
    found[f"rank={min(rank, 6)}"] = found[f"rank={min(rank, 4)},{adults}"] = 1.0
    found[f"words={min(seen.words, 3)}"] = 1.0
    found["spread"] = len(seen.notes) / max(1, notes)
    found["share"] = seen.mentions / max(1, every)
    found["many"] = math.log1p(seen.mentions)
    return found


def ranked(people: Mapping[Entity, Seen] | Mapping[int, Seen]) -> list[Seen]:
    """Those most often named first."""
    return sorted(people.values(), key=lambda s: -s.mentions)


@dataclass(frozen=True, slots=True)
class RoleModel:
    """Weights of each role, by feature."""

    roles: tuple[str, ...]
    base: tuple[float, ...]
    weights: Mapping[str, tuple[float, ...]] = field(repr=False)

    def scores(self, found: Mapping[str, float]) -> dict[str, float]:
        total = list(self.base)
        for name, value in found.items():
            for i, weight in enumerate(self.weights.get(name, ())):
                total[i] += weight * value
        return dict(zip(self.roles, total, strict=True))


@cache
def load() -> RoleModel:
    """The shipped model.

    Raises:
        ModelNotTrusted: it is missing, has been changed, or is of another schema.
    """
    return read(artefacts.verified(NAME))


def read(path: Path) -> RoleModel:
    """A model from its file; no check of where it comes from."""
    data = json.loads(path.read_text(encoding="utf-8"))
    if data.get("schema") != SCHEMA:
        raise ModelNotTrusted(f"models/{path.name} has another schema; run 'analyser train'.")
    return RoleModel(tuple(data["roles"]), tuple(data["base"]), {f: tuple(w) for f, w in data["weights"].items()})


def infer(notes: callings.Mentions, registry: Registry, *, adults: bool) -> None:
    """Gives a role to everybody of the file who has none."""
    seen: dict[Entity, Seen] = {}
    for note, tokens, mentions in notes:
        for first, last, entity in mentions:
            seen.setdefault(entity, Seen()).add(note, tokens, first, last, adults, read=_unknown(entity))
    if sum(len(tokens) for _, tokens, _ in notes) >= _SHORT:
        _by_all(seen, len(notes), registry, adults=adults)
    for entity, counts in callings.votes(notes, adults=adults).items():
        said = callings.decide(entity, counts)
        paid = adults and entity.role == "carer" and said == "support_worker"
        if said and (paid or entity.role in ("", "other", *_BY_TITLE)):
            entity.role = said


def release_strangers(notes: callings.Mentions, registry: Registry) -> None:
    """Takes the role from parents of nobody in the file: Maddie's mum Kerry, where the list has the children and Maddie
    is none of them; his mates mum Jo. Whoever is called a parent otherwise as well keeps it."""
    if not any(p.listed and p.role == "child" for p in registry.persons()):
        return
    theirs: set[Entity] = set()
    ours: set[Entity] = set()
    roles, friends = lexicon.cues().roles, lexicon.cues().friends
    for _, tokens, mentions in notes:
        at = {i: entity for first, last, entity in mentions for i in range(first, last + 1)}
        for first, _, entity in mentions:
            if entity.listed or entity.role not in _PARENTS:
                continue
            word, owner = (tokens[first - 1].folded if first else ""), at.get(first - 2)
            if roles.get(word) != entity.role:
                continue
            strange = owner is not None and not owner.listed and owner.role in ("", "other")
            strange = strange or (first > 1 and tokens[first - 2].folded in friends)
            (theirs if strange else ours).add(entity)
    for entity in theirs - ours:
        entity.role = "other"


def _by_all(seen: Mapping[Entity, Seen], notes: int, registry: Registry, *, adults: bool) -> None:
    """The role of each that all mentions go with, the clearest first."""
    model = load()
    order = {id(s): rank for rank, s in enumerate(ranked(seen))}
    every = sum(s.mentions for s in seen.values())
    never = "child" if adults else "adult_at_risk"
    taken = {never, *(e.role for e in registry.persons() if e.role in ONE)}
    scored = [
        (entity, model.scores(about(s, order[id(s)], every, notes, adults)))
        for entity, s in seen.items()
        if _unknown(entity)
    ]
    for entity, scores in sorted(scored, key=lambda x: -_lead(x[1])):
        free = {role: score for role, score in scores.items() if role not in taken}
        if len(free) < 2 or _lead(free) < _MARGIN:
            continue
        entity.role = max(free, key=lambda r: free[r])
        if entity.role in ONE:
            taken.add(entity.role)


def _unknown(entity: Entity) -> bool:
    return not entity.listed and entity.role in ("", "other")


def _lead(scores: Mapping[str, float]) -> float:
    first, second = (*sorted(scores.values(), reverse=True), 0.0, 0.0)[:2]
    return first - second
