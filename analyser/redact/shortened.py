"""Services by what a file calls them for short: OTR for Off the Record, J9 for Junction 9."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from analyser.redact import lexicon, people
from analyser.redact.evidence import Note
from analyser.redact.found import Found
from analyser.redact.kinds import Kind
from analyser.redact.registry import Entity, Registry
from analyser.redact.tokens import Token, covered

PART = 0.3  # to the finder, for a word of the name with a capital ...
TYPED = 0.5  # ... and for one in lower case
_LETTERS = range(2, 6)  # how many a short form has
_SOUNDS = {"to": "2", "for": "4"}
_WORDS = frozenset({Kind.WORD, Kind.FOREIGN, Kind.OPENING, Kind.ORDINARY, Kind.LOWER, Kind.SHOUT})


def shortened(notes: Sequence[Note], found: Sequence[Sequence[Found]], registry: Registry) -> list[list[Found]]:
    """The stretches of a file with the short forms of its services; one word of a service that was found by itself is
    that service."""
    letters: dict[str, set[Entity]] = {}
    parts: dict[str, set[Entity]] = {}
    taken: list[set[int]] = []
    for note, spans in zip(notes, found, strict=True):
        inside: set[int] = set()
        for f in spans:
            words = covered(note.tokens, f.start, f.end)
            inside.update(words)
            if f.entity.type == "ORG" and len(words) > 1:
                name = [note.tokens[i] for i in words]
                for form in _first_letters(name):
                    if len(form) in _LETTERS:
                        letters.setdefault(form, set()).add(f.entity)
                for word in (name[0].folded, name[-1].folded):
                    if _tells(word):
                        parts.setdefault(word, set()).add(f.entity)
        taken.append(inside)
    return [
        [*(_as_whole(note, f, parts) for f in spans), *_in(note, inside, letters, parts, registry)]
        for note, spans, inside in zip(notes, found, taken, strict=True)
    ]


def _as_whole(note: Note, f: Found, parts: dict[str, set[Entity]]) -> Found:
    if f.source not in ("finder", "org") or f.entity.type != "ORG" or f.entity.listed:
        return f
    words = [note.tokens[i].folded for i in covered(note.tokens, f.start, f.end)]
    fits = parts.get(words[0], set()) if len(words) == 1 else set()
    return replace(f, entity=next(iter(fits))) if len(fits) == 1 else f


def _whose(form: str, fits: set[Entity], registry: Registry) -> Entity:
    """What a short form stands for; of several that it fits, nobody knows which, and it stands for itself."""
    return next(iter(fits)) if len(fits) == 1 else registry.value("ORG", form, "Organisation")


def _in(
    note: Note, taken: set[int], letters: dict[str, set[Entity]], parts: dict[str, set[Entity]], registry: Registry
) -> Iterator[Found]:
    begins = {form[0] for form in letters}
    tokens = note.tokens
    for at, token in enumerate(tokens):
        if at in taken:
            continue
        if token.text[0] in begins:
            last = at
            most = min(len(tokens), at + _LETTERS.stop)
            while last + 1 < most and tokens[last + 1].gap in ("&", " & ") and last + 1 not in taken:
                last += 1
            text = note.text[token.start : tokens[last].end].replace(" ", "")
            if text in letters and _may_stand(token, text):
                yield Found(token.start, tokens[last].end, _whose(text, letters[text], registry), "short")
                continue
        if token.folded in parts and note.kinds[at] in _WORDS and _is_part(note, at):
            entity = _whose(token.folded, parts[token.folded], registry)
            yield Found(token.start, token.end, entity, "short")


def _first_letters(name: Sequence[Token]) -> Iterator[str]:
    """OTR, OtR; HIH, HiH; A2O; J9: with small words by a small letter, by a figure that sounds alike, or left out."""
    words = [t.text for t in name]
    small = [w.lower() in people.stop_words() for w in words]
    first = [w if w.isdigit() else w[0].upper() for w in words]
    whole = "".join(first)
    yield whole
    yield "".join(f.lower() if s else f for f, s in zip(first, small, strict=True))
    yield "".join(_SOUNDS.get(w.lower(), f) for w, f in zip(words, first, strict=True))
    yield "".join("&" if w.lower() in ("and", "&", "n") else f for w, f in zip(words, first, strict=True))
    yield "".join(f for f, s in zip(first, small, strict=True) if not s)


def _may_stand(token: Token, text: str) -> bool:
    return (
        len(text) in _LETTERS
        and sum(map(str.isupper, text)) + sum(map(str.isdigit, text)) > 1
        and not text.isdigit()
        and text not in lexicon.acronyms()
        and text not in lexicon.beside().other_letters
        and not lexicon.is_protected(token.folded)
    )


def _tells(word: str) -> bool:
    """Whether a word of a name tells which service it is."""
    b = lexicon.building()
    return (
        len(word) > 3
        and word not in b.generic
        and word not in lexicon.kind_words()
        and word not in b.events
        and word not in lexicon.given_names()
        and word not in lexicon.places()
        and not lexicon.is_protected(word)
        and word not in people.stop_words()
    )


def _is_part(note: Note, at: int) -> bool:
    token, share = note.tokens[at], sum(note.likely[at])
    if token.text[0].islower():
        return share >= TYPED
    return share >= PART and not token.initial
