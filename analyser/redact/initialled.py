"""Whom letters mean where several could have them: M Sutton is not Rob Sutton, Tom H is not the Tom Birch of the list,
and PW is neither Paula Webb nor Peter Walsh for sure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from analyser.redact import lexicon
from analyser.redact.evidence import Note
from analyser.redact.found import Found
from analyser.redact.people import family
from analyser.redact.registry import Entity, Registry
from analyser.redact.tokens import Token, covered
from analyser.redact.whole_names import CORE


def initialled(notes: Sequence[Note], found: Sequence[Sequence[Found]], registry: Registry) -> list[list[Found]]:
    """The stretches of a file, with those that several people fit under whoever the note names, or under a pseudonym of
    their own."""
    met = {f.entity for spans in found for f in spans}
    people = [p for p in registry.persons() if p.role != "family" and (p.listed or p in met)]
    done = []
    for note, spans in zip(notes, found, strict=True):
        fits = [_fitting(note, f, people, registry) for f in spans]
        certain = [f.entity if fit is None else None for f, fit in zip(spans, fits, strict=True)]
        done.append(
            [
                f if fit is None else replace(f, entity=_named(fit[1], certain) or registry.value("PERSON", fit[0]))
                for f, fit in zip(spans, fits, strict=True)
            ]
        )
    return done


def _named(fitting: Sequence[Entity], certain: Sequence[Entity | None]) -> Entity | None:
    """The one whom letters fit, or the only one of them whom the note names."""
    named = [e for e in fitting if len(fitting) == 1 or e in certain]
    return named[0] if len(named) == 1 else None


def _fitting(note: Note, f: Found, people: Sequence[Entity], registry: Registry) -> tuple[str, list[Entity]] | None:
    """(how it is written, everybody whom it may mean) where that is not the one whom it was taken for, or not only."""
    if f.entity.type != "PERSON" or f.entity.role == "family":
        return None
    inside = covered(note.tokens, f.start, f.end)
    words = [note.tokens[i] for i in inside]
    plain = [t for t in words if not lexicon.is_title(t.text)]
    if len(words) == 1 and plain:
        after = note.tokens[inside[-1] + 1] if inside[-1] + 1 < len(note.tokens) else None
        return _by_one_word(words[0], after, f.entity, registry)
    if len(plain) != 2 or " ".join(t.folded for t in plain) in registry.known_by:
        return None
    first, last = plain
    fitting = None
    if _letter(first) and last.folded in f.entity.surname | registry.surnames():
        fitting = [p for p in people if last.folded in p.surname and _begins(p.given, first.folded)]
        if not (f.entity.given or f.entity.listed or fitting):
            return None
    elif _letter(last) and first.folded in f.entity.given and f.entity.surname and last.gap == " ":
        if _begins(f.entity.given - {first.folded} | f.entity.surname, last.folded):
            return None
        fitting = [p for p in people if first.folded in p.given and _begins(p.surname, last.folded)]
    return None if fitting in (None, [f.entity]) else (f"{first.folded} {last.folded}", fitting)


def _by_one_word(
    word: Token, after: Token | None, entity: Entity, registry: Registry
) -> tuple[str, list[Entity]] | None:
    """The same of letters or of a surname that several of the list have, or all of a family."""
    if after is not None and after.gap == " " and after.folded in lexicon.beside().households and not word.possessive:
        of_list = word.folded in registry.surnames() and word.folded not in entity.given
        return (word.folded, [family(registry, word.folded)]) if of_list else None
    shared = registry.shared.get(word.text) or registry.shared.get(word.folded, [])
    letters = word.text in registry.shared
    if entity not in shared and (entity.listed or letters):
        return None
    if word.text in registry.known_by or not (letters or all(p.role not in CORE for p in shared)):
        return None
    return (word.folded, shared) if shared else None


def _letter(token: Token) -> bool:
    return len(token.text) == 1 and token.text.isupper()


def _begins(names: Iterable[str], letter: str) -> bool:
    """Whether one of the names, a part or a short form of it begins so."""
    forms = {part for name in names for part in (*name.split("-"), *lexicon.nicknames().get(name, ()))}
    return any(form.startswith(letter) for form in forms)
