"""Names that a file writes with a capital elsewhere, typed here without one: "saw skye at the net loft"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analyser.redact import lexicon, people
from analyser.redact.evidence import Note, shares
from analyser.redact.found import Found
from analyser.redact.registry import Entity, Form, Registry

ALIKE = 0.15  # how likely the finder holds the words for any name, their mean: of a form of several words ...
ALONE = 0.5  # ... of one word ...
LISTED = 0.1  # ... of one of somebody on the list that notes hardly use as a word (dean) ...
KEPT = 0.85  # ... and of one that is short, or is kept as a rule (mo)
_GAPS = frozenset({" ", "-", "  ", "/", " & "})


def typed_again(note: Note, taken: Sequence[tuple[int, int]], registry: Registry) -> Iterator[Found]:
    """Known forms in lower case. ``taken`` are the stretches that are masked already."""
    tokens = note.tokens
    at = 0
    while at < len(tokens):
        hit = _form_at(note, at, registry) if tokens[at].text[0].islower() else None
        if hit is None:
            at += 1
            continue
        last, entity = hit
        start, end = tokens[at].start, tokens[last].end
        if not any(s < end and start < e for s, e in taken):
            yield Found(start, end, entity, "again")
        at = last + 1


def _form_at(note: Note, at: int, registry: Registry) -> tuple[int, Entity] | None:
    tokens = note.tokens
    for form in registry.starting(tokens[at].folded):
        last = at + len(form.words) - 1
        if last >= len(tokens) or form.entity.type not in ("PERSON", "ORG", "LOCATION", "ADDRESS"):
            continue
        if any(t.folded != w for t, w in zip(tokens[at : last + 1], form.words, strict=True)):
            continue
        if any(tokens[i].gap not in _GAPS for i in range(at + 1, last + 1)):
            continue
        alone = at == last
        if alone and form.words[0] in people.stop_words():
            continue
        if sum(shares(note, tokens[at].start, tokens[last].end)) >= (_enough(form) if alone else ALIKE):
            return last, form.entity
    return None


def _enough(form: Form) -> float:
    word = form.words[0]
    if form.entity.listed and word in lexicon.ordinary() and word not in lexicon.common():
        return LISTED
    return KEPT if len(word) < 3 or lexicon.is_protected(word) else ALONE
