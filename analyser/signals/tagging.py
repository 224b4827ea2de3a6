"""Rules and sentence model together: every signal of a case, with its standing, actor and date."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analyser.actors import actor_of
from analyser.assertion import assess_doc
from analyser.dates import date_for
from analyser.model import Assertion, ParsedCase, RedactedCase, RedactedNote, Signal, Standing
from analyser.signals import context
from analyser.signals.classifier import STANDINGS, SentenceClassifier
from analyser.signals.clause import clause_at, shorten
from analyser.signals.context import SentenceContext
from analyser.signals.hits import Hit, find_hits

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.tokens import Doc

ALONE = 0.4  # no rule agreeing, the model must reach this too: on files by other hands it is surer than it is right
LEAST = 0.35  # a rule's finding that the model and the rule together hold less likely than this is dropped
LIFT = 0.3  # what their agreement adds, in log-odds: neither knows all that the other reads
EDGE = 0.01  # probabilities are kept this far from 0 and 1 before their log-odds are taken
AGREED = 0.5  # the probability that a standing other than affirmed must reach for the model to overrule the grammar


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
    """One candidate a label and sentence: what the model holds likely, and what rule and model together do."""
    columns = {label: i for i, label in enumerate(model.labels)}
    grouped: dict[tuple[int, str], list[Hit]] = defaultdict(list)
    for hit in hits:
        grouped[hit.sentence, hit.label].append(hit)
    denied = {(hit.sentence, label) for hit in hits for label in hit.rule.denies}
    for number, column in np.argwhere(chances >= [max(model.thresholds[label], ALONE) for label in model.labels]):
        key = (int(number), model.labels[int(column)])
        if key not in denied:
            grouped.setdefault(key, [])
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
        score = together(best.score, chance)
        if score < LEAST:
            continue
        cue = (best.start, best.end)
        start, end = shorten(text, *clause_at(text, (sentence.start, sentence.end), cue), cue)
        found.append(
            Candidate(label, number, start, end, cue, score, best.rule.id, best.rule.standing, best.rule.actor)
        )
    places = model.evidence([sentences[number] for number, _, _ in alone], [label for _, label, _ in alone])
    for (number, label, chance), place in zip(alone, places, strict=True):
        start, end = shorten(text, *place, place)
        found.append(Candidate(label, number, start, end, (start, end), chance, model.source))
    return sorted(found, key=lambda c: (c.start, c.end, c.label))


def together(rule: float, model: float) -> float:
    """How likely a finding is by a rule's precision and the model's probability: the mean of their log-odds, lifted."""
    odds = [math.log(p / (1 - p)) for p in (min(max(x, EDGE), 1 - EDGE) for x in (rule, model))]
    return 1 / (1 + math.exp(-(sum(odds) / 2 + LIFT)))


def _signals(
    note: RedactedNote,
    doc: Doc,
    candidates: Sequence[Candidate],
    sentences: Sequence[SentenceContext],
    model: SentenceClassifier,
) -> list[Signal]:
    if not candidates:
        return []
    assertions = assess_doc(doc, [c.cue for c in candidates], [c.label for c in candidates])
    views = model.standing([sentences[c.sentence] for c in candidates], [c.label for c in candidates])
    found = []
    for candidate, assertion, view in zip(candidates, assertions, views, strict=True):
        date, precision, reason = date_for(doc, candidate.start, candidate.end, candidate.label)
        found.append(
            Signal(
                note_id=note.note_id,
                start=candidate.start,
                end=candidate.end,
                label=candidate.label,
                standing=_standing(candidate, assertion, view),
                actor=candidate.actor or actor_of(doc, candidate.start, candidate.end, candidate.label),
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
