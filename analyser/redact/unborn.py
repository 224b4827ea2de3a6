"""Children without a name yet: unborn Shaw and Baby Girl Shaw are the child, not the mother whose surname it is."""

from __future__ import annotations

from collections.abc import Iterator

from analyser.redact import lexicon
from analyser.redact.registry import Entity, Need, Registry


def is_unnamed(given: tuple[str, ...]) -> bool:
    """Whether what stands before a surname is no name: Unborn, Baby Boy."""
    cues = lexicon.cues()
    return bool(given) and given[0] in cues.unnamed and all(w in cues.unnamed | cues.unnamed_kind for w in given)


def enter_unborn(registry: Registry, surname: str, listed: Entity | None = None) -> None:
    """Enters what a child without a name is called by a folded surname: the one of the list, else one of its own."""
    if listed is None and surname in registry.unborn:
        return
    entity = registry.unborn[surname] = listed or registry.add(Entity("PERSON", role="child"))
    need = Need.LAST if lexicon.is_english(surname) else Need.ANY
    for words in _called():
        # A guess where the list names no such child; one that stands later in the list takes it over.
        registry.add_form((*words, surname), entity, need, "list" if listed else "nickname")


def _called() -> Iterator[tuple[str, ...]]:
    cues = lexicon.cues()
    for first in sorted(cues.unnamed):
        yield (first,)
        yield from ((first, kind) for kind in sorted(cues.unnamed_kind - {first}))
