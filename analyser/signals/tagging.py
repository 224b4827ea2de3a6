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
from analyser.signals.classifier import STANDINGS
from analyser.signals.clause import clause_at, shorten
from analyser.signals.hits import Hit, find_hits
from analyser.signals.reader import DEFAULT, Reader, View

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.tokens import Doc

# What the log-odds of a rule's precision and of the models' probability count where a rule strikes, and what is added.
RULE, MODELS, LIFT = 0.4, 0.75, 0.3
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


def tag(case: RedactedCase | ParsedCase, model: str = DEFAULT) -> list[Signal]:
    """Every signal of a case, affirmed or not, in the order of the notes and of the text.

    Findings of one label close together in a sentence are one signal. Offsets are of the redacted text. ``model`` is
    one of ``analyser.signals.reader.Choice``.

    Limits: evidence never crosses a sentence and is at most 300 characters long.
    """
    if isinstance(case, RedactedCase):
        from analyser.pipeline import parse

        case = parse(case)
    reader = Reader.load(model)
    notes = case.case.notes
    struck = [find_hits(note, case.case.setting) for note in notes]
    sentences = [
        context.contexts(note, case.case.setting, labels_by_place(hits))
        for note, hits in zip(notes, struck, strict=True)
    ]
    views = reader.read(notes, sentences)
    found: list[Signal] = []
    for note, doc, hits, view in zip(notes, case.docs, struck, views, strict=True):
        # The encoder reads a note once: what it says of accounts waits here for ``analyser.accounts``.
        doc._.account_odds = view.reading.accounts if view.reading else None
        found += _signals(note, doc, combine(note.text, view, hits, reader), view, reader)
    return found


def labels_by_place(hits: Sequence[Hit]) -> dict[tuple[int, int], tuple[str, ...]]:
    """(start, end) of a hit → the labels of the rules that struck there: how the sentence model is told of them."""
    places: dict[tuple[int, int], list[str]] = defaultdict(list)
    for hit in hits:
        places[hit.start, hit.end].append(hit.label)
    return {place: tuple(dict.fromkeys(labels)) for place, labels in places.items()}


def combine(text: str, view: View, hits: Sequence[Hit], reader: Reader) -> list[Candidate]:
    """One candidate a label and sentence: what the models hold likely, and what rule and models together do."""
    columns = {label: i for i, label in enumerate(reader.labels)}
    thresholds = [reader.decision.thresholds[label] for label in reader.labels]
    grouped: dict[tuple[int, str], list[Hit]] = defaultdict(list)
    for hit in hits:
        grouped[hit.sentence, hit.label].append(hit)
    denied = {(hit.sentence, label) for hit in hits for label in hit.rule.denies}
    for number, column in np.argwhere(view.chances >= thresholds):
        key = (int(number), reader.labels[int(column)])
        if key not in denied:
            grouped.setdefault(key, [])
    found = []
    alone: list[tuple[int, str, float]] = []  # held by the model, struck by no rule
    for (number, label), group in grouped.items():
        sentence = view.sentences[number]
        chance = float(view.chances[number, columns[label]])
        if not group:
            alone.append((number, label, chance))
            continue
        best = max(group, key=lambda h: (h.score, -h.start))
        score = together(best.score, chance)
        if score < reader.decision.thresholds[label]:
            continue
        cue = (best.start, best.end)
        start, end = shorten(text, *clause_at(text, (sentence.start, sentence.end), cue), cue)
        found.append(
            Candidate(label, number, start, end, cue, score, best.rule.id, best.rule.standing, best.rule.actor)
        )
    places = reader.evidence(view, [(number, label) for number, label, _ in alone])
    for (number, label, chance), stretches in zip(alone, places, strict=True):
        for place in stretches:
            start, end = shorten(text, *whole_words(text, *place), place)
            found.append(Candidate(label, number, start, end, (start, end), chance, reader.source))
    return sorted(found, key=lambda c: (c.start, c.end, c.label))


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch from white space to white space: "12/9" and "didn't" are not cut."""
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end


def together(rule: float, models: float) -> float:
    """How likely a finding is by a rule's precision and the models' probability."""
    one, two = (math.log(p / (1 - p)) for p in (min(max(x, EDGE), 1 - EDGE) for x in (rule, models)))
    return 1 / (1 + math.exp(-(RULE * one + MODELS * two + LIFT)))


def _signals(note: RedactedNote, doc: Doc, candidates: Sequence[Candidate], view: View, reader: Reader) -> list[Signal]:
    if not candidates:
        return []
    assertions = assess_doc(doc, [c.cue for c in candidates], [c.label for c in candidates])
    standings = reader.model.standing([view.sentences[c.sentence] for c in candidates], [c.label for c in candidates])
    found = []
    for candidate, assertion, chances in zip(candidates, assertions, standings, strict=True):
        date, precision, reason = date_for(doc, candidate.start, candidate.end, candidate.label)
        found.append(
            Signal(
                note_id=note.note_id,
                start=candidate.start,
                end=candidate.end,
                label=candidate.label,
                standing=_standing(
                    candidate, assertion, chances, doubted=reader.doubts(view, candidate.sentence, candidate.label)
                ),
                actor=candidate.actor or actor_of(doc, candidate.start, candidate.end, candidate.label),
                date=date,
                precision=precision,
                score=round(candidate.score, 4),
                source=candidate.source,
                date_reason=reason,
            )
        )
    return found


def _standing(candidate: Candidate, assertion: Assertion, chances: NDArray[np.float64], *, doubted: bool) -> Standing:
    """The rule's word where it decides; else the sentence model's, where it is sure of another standing than affirmed
    or the encoder holds the mention rather not affirmed; else the grammar's."""
    if candidate.standing:
        return Standing(candidate.standing)
    best = STANDINGS[int(chances.argmax())]
    if best is not Standing.AFFIRMED and float(chances.max()) >= AGREED:
        return best
    if doubted and assertion.standing is Standing.AFFIRMED:
        others = [i for i, standing in enumerate(STANDINGS) if standing is not Standing.AFFIRMED]
        return STANDINGS[max(others, key=lambda i: float(chances[i]))]
    return assertion.standing
