"""Enters organisations, places and addresses in the registry, with the parts that stand for the whole."""

from __future__ import annotations

from collections.abc import Sequence

from analyser.redact import lexicon
from analyser.redact.evidence import Note, folded
from analyser.redact.registry import Entity, Need, Registry
from analyser.redact.tokens import Token


def enter_thing(registry: Registry, kind: str, stem: str, tokens: Sequence[Token]) -> Entity:
    words = folded(tokens)
    known = registry.forms.get(words)
    if known is not None and known.entity.type == kind:
        return known.entity
    for size in range(len(words) - 1, 0, -1):
        part = registry.forms.get(words[:size])
        if part is not None and part.entity.type == kind and (size > 1 or lexicon.is_foreign(words[0])):
            registry.add_form(words, part.entity, Need.CAPITAL, kind.lower())
            return part.entity
    entity = registry.add(Entity(kind, stem=stem))
    registry.add_form(
        words, entity, Need.CAPITAL if len(words) > 1 or lexicon.is_foreign(words[0]) else Need.WITHIN, kind.lower()
    )
    return entity


def enter_head(registry: Registry, entity: Entity, note: Note, start: int, end: int) -> None:
    """The distinctive head of a name stands for the whole elsewhere in the file."""
    generic = lexicon.building().generic
    after = note.tokens[end + 1].folded if end + 1 < len(note.tokens) else ""
    if after in ("general", "infirmary", "royal", "academy"):
        registry.add_form(("the", after), entity, Need.LAST, "head")
    while end > start and note.tokens[end].folded in generic:
        end -= 1
    words = folded(note.tokens[start : end + 1])
    if all(w in generic for w in words):
        return
    if len(words) > 1:
        registry.add_form(words, entity, Need.CAPITAL, "head")
    word = words[0]
    sure = lexicon.is_foreign(word)
    if len(words) == 1 and sure and entity.stem == "Hospital" and (word,) not in registry.forms:
        entity = registry.add(Entity("LOCATION"))  # a hospital bears the name of its town
    if (
        word in lexicon.given_names()
        or word in lexicon.ordinary()
        or word in generic
        or word in lexicon.building().leads
    ):
        return
    if not sure and (len(word) < 5 or word in lexicon.capitals() or lexicon.is_protected(word)):
        return
    registry.add_form((word,), entity, Need.CAPITAL if sure else Need.WITHIN, "head")


# Without a number, these are most often homes that somebody runs.
HOMES = frozenset({"house", "court", "lodge", "hall", "grange", "towers"})


def enter_address(registry: Registry, note: Note, first: int, end: int, number: str) -> None:
    tokens = note.tokens
    street = folded(tokens[first : end + 1])
    full = (number, *street) if number else street
    known = registry.forms.get(full)
    if known is not None:
        return
    bare = registry.forms.get(street)
    last = street[-1]
    kind = "ADDRESS" if number or last in lexicon.building().houses else "ORG" if last in HOMES else "LOCATION"
    entity = bare.entity if bare is not None and not number else registry.add(Entity(kind))
    registry.add_form(full, entity, Need.ANY if number else Need.CAPITAL, "address")
    if kind == "ORG":
        enter_head(registry, entity, note, first, end - 1)
    if number:
        if len(street) > 1:
            registry.add_form(street, entity, Need.CAPITAL, "address")
        for word in ("number", "no", "flat"):
            registry.add_form((word, number), entity, Need.ANY, "address")
        if not number.isdigit():
            registry.add_form((number,), entity, Need.ANY, "address")
