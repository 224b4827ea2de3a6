"""Rules and sentence model together: every signal of a case, with its standing, actor and date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analyser.model import Assertion, ParsedCase, Precision, RedactedCase, RedactedNote, Signal, Standing
from analyser.signals import context
from analyser.signals.classifier import STANDINGS, SentenceClassifier
from analyser.signals.clause import clause_at, shorten
from analyser.signals.context import SentenceContext
from analyser.signals.hits import Hit, find_hits

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.tokens import Doc

WEAK = 0.75  # a rule below this score is weak: the model may speak against it
UNLIKELY = 0.1  # the model speaks against a label below this probability
AGREED = 0.5  # the model's probability that a standing other than affirmed must reach to overrule the rest


@dataclass(frozen=True, slots=True)
class Candidate:
    """A label found in a sentence: where its evidence lies, how sure, and by what."""

    label: str
    sentence: int
    start: int
    end: int
    cue: tuple[int, int]
    score: float
    source: str
    standing: str = ""  # where a rule decides it
    actor: str = ""  # where a rule decides it


def tag(case: RedactedCase | ParsedCase) -> list[Signal]:
    """Every signal of a case, affirmed or not, in the order of the notes and of the text.

    Two findings of one label in one sentence are one signal. Offsets are of the redacted text.

    Limits: evidence never crosses a sentence and is at most 300 characters long.
    """
    if isinstance(case, RedactedCase):
        from analyser.pipeline import parse

        case = parse(case)
    model = SentenceClassifier.load()
    notes = case.case.notes
    struck = [find_hits(note, case.case.setting) for note in notes]
    sentences = [
        context.contexts(note, case.case.setting, labels_by_place(hits))
        for note, hits in zip(notes, struck, strict=True)
    ]
    chances = model.predict([s for of_note in sentences for s in of_note])
    found: list[Signal] = []
    at = 0
    for note, doc, hits, here in zip(notes, case.docs, struck, sentences, strict=True):
        candidates = combine(note.text, here, hits, chances[at : at + len(here)], model)
        at += len(here)
        found += _signals(note, doc, candidates, here, model)
    return found


def labels_by_place(hits: Sequence[Hit]) -> dict[tuple[int, int], tuple[str, ...]]:
    """(start, end) of a hit → the labels of the rules that struck there: how the sentence model is told of them."""
    places: dict[tuple[int, int], list[str]] = defaultdict(list)
    for hit in hits:
        places[hit.start, hit.end].append(hit.label)
    return {place: tuple(dict.fromkeys(labels)) for place, labels in places.items()}


def combine(
    text: str,
    sentences: Sequence[SentenceContext],
    hits: Sequence[Hit],
    chances: NDArray[np.float64],
    model: SentenceClassifier,
) -> list[Candidate]:
    """One candidate a label and sentence: what the model holds likely, and what a rule finds that it does not deny."""
    columns = {label: i for i, label in enumerate(model.labels)}
    grouped: dict[tuple[int, str], list[Hit]] = defaultdict(list)
    for hit in hits:
        grouped[hit.sentence, hit.label].append(hit)
    for number, column in np.argwhere(chances >= [model.thresholds[label] for label in model.labels]):
        grouped.setdefault((int(number), model.labels[int(column)]), [])
    found = []
    alone: list[tuple[int, str, float]] = []  # held by the model, struck by no rule
    for (number, label), group in grouped.items():
        sentence = sentences[number]
        column = columns.get(label)
        chance = float(chances[number, column]) if column is not None else 0.0
        if not group:
            alone.append((number, label, chance))
            continue
        best = max(group, key=lambda h: (h.score, -h.start))
        if best.score < WEAK and chance < UNLIKELY and not best.rule.standing:
            continue
        cue = (best.start, best.end)
        start, end = shorten(text, *clause_at(text, (sentence.start, sentence.end), cue), cue)
        score = max(best.score, 1 - (1 - best.score) * (1 - chance))
        found.append(
            Candidate(label, number, start, end, cue, score, best.rule.id, best.rule.standing, best.rule.actor)
        )
    places = model.evidence([sentences[number] for number, _, _ in alone], [label for _, label, _ in alone])
    for (number, label, chance), place in zip(alone, places, strict=True):
        start, end = shorten(text, *place, place)
        found.append(Candidate(label, number, start, end, (start, end), chance, model.source))
    return sorted(found, key=lambda c: (c.start, c.end, c.label))


def _signals(
    note: RedactedNote,
    doc: Doc,
    candidates: Sequence[Candidate],
    sentences: Sequence[SentenceContext],
    model: SentenceClassifier,
) -> list[Signal]:
    if not candidates:
        return []
    assertions = _assess(doc, candidates)
    views = model.standing([sentences[c.sentence] for c in candidates], [c.label for c in candidates])
    found = []
    for candidate, assertion, view in zip(candidates, assertions, views, strict=True):
        date, precision, reason = _date(note, doc, candidate)
        found.append(
            Signal(
                note_id=note.note_id,
                start=candidate.start,
                end=candidate.end,
                label=candidate.label,
                standing=_standing(candidate, assertion, view),
                actor=candidate.actor or _actor(doc, candidate),
                date=date,
                precision=precision,
                score=round(candidate.score, 4),
                source=candidate.source,
                date_reason=reason,
            )
        )
    return found


def _standing(candidate: Candidate, assertion: Assertion, view: NDArray[np.float64]) -> Standing:
    """The rule's word where it decides; else the model's where it is sure of another standing; else the grammar's."""
    if candidate.standing:
        return Standing(candidate.standing)
    best = STANDINGS[int(view.argmax())]
    if best is not Standing.AFFIRMED and float(view.max()) >= AGREED:
        return best
    return assertion.standing


def _assess(doc: Doc, candidates: Sequence[Candidate]) -> list[Assertion]:
    try:
        from analyser.assertion import assess_doc
    except ImportError:
        return [Assertion() for _ in candidates]
    return list(assess_doc(doc, [c.cue for c in candidates], [c.label for c in candidates]))


def _actor(doc: Doc, candidate: Candidate) -> str:
    try:
        from analyser.actors import actor_of
    except ImportError:
        return ""
    return str(actor_of(doc, candidate.start, candidate.end, candidate.label))


def _date(note: RedactedNote, doc: Doc, candidate: Candidate) -> tuple[str | None, Precision, str]:
    try:
        from analyser.dates import date_for
    except ImportError:
        return (note.date.isoformat() if note.date else None), Precision.DAY, "date of the note"
    result: tuple[str | None, Precision, str] = date_for(doc, candidate.start, candidate.end, candidate.label)
    return result
