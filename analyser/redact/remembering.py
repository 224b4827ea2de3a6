"""Same person, same pseudonym, from run to run: what the vault remembers is found again among what a run has found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from analyser.model import CaseFile, Person
from analyser.redact.found import Found
from analyser.redact.lexicon import cues, fold
from analyser.redact.registry import Entity, Registry
from analyser.redact.vault.content import CaseMemory, Entry

Surfaces = Mapping[Entity, Counter[str]]
MOST_FORMS = 60  # of one person that are kept
_VAGUE = frozenset({"", "other"})


def surfaces(case: CaseFile, found: Sequence[Sequence[Found]]) -> Surfaces:
    """How each entity is written in the notes."""
    seen: dict[Entity, Counter[str]] = {}
    for note, spans in zip(case.notes, found, strict=True):
        for f in spans:
            seen.setdefault(f.entity, Counter())[" ".join(note.text[f.start : f.end].split())] += 1
    return seen


def also_listed(people: Iterable[Person], memory: CaseMemory) -> list[Person]:
    """People of earlier lists whom this one lacks."""
    names = {fold(p.name) for p in people}
    return [p for p in memory.people if fold(p.name) not in names]


def recall(registry: Registry, seen: Surfaces, memory: CaseMemory) -> None:
    """Gives each entity the pseudonym that it had; numbers given before are not given again."""
    registry.restart(memory.highest)
    pairs = sorted(
        (
            (-score, place, entry.pseudonym, entity, entry)
            for place, entity in enumerate(registry.entities)
            for entry in memory.entries.values()
            if (score := _likeness(entity, seen.get(entity, Counter()), entry)) > 0
        ),
        key=lambda p: p[:3],
    )
    taken: set[str] = set()
    for _, _, pseudonym, entity, entry in pairs:
        if entity.pseudonym or pseudonym in taken:
            continue
        if entity.listed and not entry.listed and entity.role not in (entry.role, *_VAGUE):
            continue  # the list now says who it is, and goes before a number or a guess; the old name can be opened
        entity.pseudonym = pseudonym
        taken.add(pseudonym)
        if not entity.listed and entry.role not in _VAGUE:
            entity.role = entry.role  # the one that the pseudonym was given for
    for entity in registry.entities:
        if entity.listed:
            registry.name(entity)


def _likeness(entity: Entity, seen: Mapping[str, int], entry: Entry) -> int:
    """How surely an entity is the one that is remembered; 0: it is not."""
    if (entity.type == "PERSON") != (entry.type == "PERSON"):
        return 0
    forms = {fold(s) for s in seen}
    shared = max((len(f.split()) for f in forms & set(entry.forms)), default=0)
    if entity.type != "PERSON":
        return shared if entity.type == entry.type or shared > 1 else 0
    if (entity.role == "family") != (entry.role == "family"):
        return 0
    if entity.listed and entry.listed and entity.role != entry.role and {entity.role, entry.role}.isdisjoint(_VAGUE):
        return 0  # a father and a son of one name
    given, surname = entity.given & set(entry.given), entity.surname & set(entry.surname)
    if entity.given and entry.given and not given:
        return 0
    if entity.surname and entry.surname and not surname:
        return 0
    return 100 * (bool(given) and bool(surname)) + 20 * bool(given) + 10 * bool(surname) + shared


def remember(registry: Registry, seen: Surfaces, memory: CaseMemory, listed: Iterable[Person]) -> None:
    """Writes into the memory whom each pseudonym of this run stands for."""
    full = {fold(p.name): p.name for p in listed}
    for entity in registry.entities:
        if not entity.pseudonym:
            continue
        memory.note_number(entity.pseudonym)
        before = memory.entries.get(entity.pseudonym)
        forms = seen.get(entity, Counter())
        kept = dict.fromkeys([*(before.forms if before else ()), *(fold(f) for f, _ in forms.most_common(MOST_FORMS))])
        memory.entries[entity.pseudonym] = Entry(
            entity.pseudonym,
            entity.type,
            entity.role,
            _name(entity, forms, full, before.name if before else ""),
            tuple(kept)[:MOST_FORMS],
            tuple(sorted({*entity.given, *(before.given if before else ())})),
            tuple(sorted({*entity.surname, *(before.surname if before else ())})),
            entity.listed or bool(before and before.listed),
        )
    people = dict.fromkeys([*memory.people, *listed])
    latest = {(p.role, fold(p.name)): p for p in people}
    memory.people = tuple(latest.values())


def _name(entity: Entity, forms: Mapping[str, int], full: Mapping[str, str], before: str) -> str:
    """The fullest way of writing the entity: as listed, else the form with the most words, the commonest of these."""
    if entity.listed:
        for folded, name in full.items():
            words = set(folded.replace("-", " ").split())
            if words & entity.given or (not entity.given and words & entity.surname):
                both = not entity.surname or words & entity.surname or folded in entity.surname
                if both:
                    return name
    titles = cues().titles
    best = before
    for form in sorted(forms, key=lambda f: (-forms[f], f)):
        bare = " ".join(w for w in form.split() if w.rstrip(".") not in titles) or form
        if len(bare.split()) > len(best.split()) or not best:
            best = bare
    return best
