"""Rules and sentence model together: every signal of a case, with its standing, actor and date."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analyser import taxonomy
from analyser.actors import actor_of, is_of_family_alone, service_doing
from analyser.assertion import assess_doc
from analyser.dates import date_for
from analyser.model import Assertion, ParsedCase, RedactedCase, RedactedNote, Signal, Standing
from analyser.signals import context
from analyser.signals.classifier import STANDINGS
from analyser.signals.clause import clause_at, shorten
from analyser.signals.hits import Hit, find_hits
from analyser.signals.reader import DEFAULT, Reader, View
from analyser.signals.rules import NOTHING

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.tokens import Doc

# What the log-odds of a rule's precision and of the models' probability count where a rule strikes, and what is added.
RULE, MODELS, LIFT = 0.4, 0.75, 0.3
EDGE = 0.01  # probabilities are kept this far from 0 and 1 before their log-odds are taken
AGREED = 0.5  # the probability that a standing other than affirmed must reach for the model to overrule the grammar
# What the model may hold denied or long past needs a word that says so, beside the words that make the label.
_DENIAL = taxonomy.pattern(
    "analyser/signals/tagging.py",
    r"\b(?:not?|never|nobody|no-one|neither|nor|none|nothing|nowhere|without|den\w+|reject\w*|false\w*|untrue|wrong\w*|"
    r"incorrect\w*|stopp\w*|ceas\w*|instead|rather|than|hardly|free of|free from|nil|zero|cannot|avoid\w*|far from|"
    r"disput\w*|refut\w*|unfounded|unsubstantiated|mistak\w*|except)\b|n[’']t\b",
)
# What one could hear or see took place, unless something else in the sentence is only thought of.
_SENSED = re.compile(
    r"\bcould (?:\w+ly |still |also |then )?(?:be (?:\w+ly )?(?:over)?heard|be seen|hear|see)\b", re.IGNORECASE
)
_THOUGHT = re.compile(
    r"\b(?:would|could|should|may|might|must|will|shall|can|if|unless|whether|in case|until|to be|plan\w*|risk\w*|"
    r"worr\w*|fear\w*|concern\w*|hope\w*|expect\w*|advis\w*|ask\w*|so that|likely|possib\w*)\b|[’']ll\b|[’']d\b",
    re.IGNORECASE,
)
_SHORT = 8  # words in which a past episode must be named to be one
_PAST = re.compile(
    r"\b(?:(?:19|20)\d\d|ago|previous\w*|prior|past|histor\w*|former\w*|earlier|child(?:hood)?|as an?|when|used|had|"
    r"before|old\w*|first|last|years?|then|back|once|long|young\w*|teen\w*|ex|closed|since|during|after|until|own|who|that|said|"
    r"says?|told|girl|boy|was (?:in care|a))\b",
    re.IGNORECASE,
)


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
    plain: bool = False  # a rule's words that mean one thing: their standing and actor are the grammar's to say
    unheard: tuple[Standing, ...] = ()  # what the model may not say of it: nothing else in the sentence says so


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
        if hit.label != NOTHING:
            grouped[hit.sentence, hit.label].append(hit)
    denied = {(hit.sentence, label) for hit in hits for label in hit.rule.denies}
    for key in {(hit.sentence, label) for hit in hits if hit.rule.plain for label in hit.rule.denies}:
        if not any(hit.rule.plain for hit in grouped.get(key, ())):
            grouped.pop(key, None)
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
        best = max(group, key=lambda h: (h.rule.plain, h.score, -h.start))
        score = together(best.score, chance)
        if best.rule.plain:
            score = max(score, best.score)
        if score < reader.decision.thresholds[label]:
            continue
        cue = (best.start, best.end)
        start, end = shorten(text, *clause_at(text, (sentence.start, sentence.end), cue), cue)
        found.append(
            Candidate(
                label,
                number,
                start,
                end,
                cue,
                score,
                best.rule.id,
                best.rule.standing,
                best.rule.actor,
                best.rule.plain,
                _unheard(text, sentence.start, sentence.end, cue),
            )
        )
    places = reader.evidence(view, [(number, label) for number, label, _ in alone])
    for (number, label, chance), stretches in zip(alone, places, strict=True):
        for place in stretches:
            start, end = shorten(text, *whole_words(text, *place), place)
            of = view.sentences[number]
            unheard = _unheard(text, of.start, of.end)
            found.append(Candidate(label, number, start, end, (start, end), chance, reader.source, unheard=unheard))
    return sorted(found, key=lambda c: (c.start, c.end, c.label))


def _unheard(text: str, start: int, end: int, cue: tuple[int, int] | None = None) -> tuple[Standing, ...]:
    """The standings that nothing in a sentence speaks for, a rule's own words left aside: "did not attend" is no
    attendance denied, and a few words without a time are of now."""
    said = text[start:end] if cue is None else f"{text[start : cue[0]]} {text[cue[1] : end]}"
    unheard = []
    if not _DENIAL.search(said):
        unheard.append(Standing.NEGATED)
    if len(text[start:end].split()) <= _SHORT and not _PAST.search(text[start:end]):
        unheard.append(Standing.HISTORICAL)
    if _SENSED.search(text[start:end]) and not _THOUGHT.search(_SENSED.sub("", text[start:end])):
        unheard.append(Standing.HYPOTHETICAL)
    return tuple(unheard)


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
    services = {c: service_doing(doc, c.start, c.end, c.label) for c in candidates}
    candidates = [c for c in candidates if not (services[c] and is_of_family_alone(c.label))]
    if not candidates:
        return []
    assertions = assess_doc(doc, [c.cue for c in candidates], [c.label for c in candidates])
    standings = reader.model.standing([view.sentences[c.sentence] for c in candidates], [c.label for c in candidates])
    found = []
    for candidate, assertion, chances in zip(candidates, assertions, standings, strict=True):
        date, precision, reason = date_for(doc, *_dated_in(doc, candidate), candidate.label)
        found.append(
            Signal(
                note_id=note.note_id,
                start=candidate.start,
                end=candidate.end,
                label=candidate.label,
                standing=_standing(
                    candidate, assertion, chances, doubted=reader.doubts(view, candidate.sentence, candidate.label)
                ),
                actor=candidate.actor or services[candidate] or actor_of(doc, *_told_in(candidate), candidate.label),
                date=date,
                precision=precision,
                score=round(candidate.score, 4),
                source=candidate.source,
                date_reason=reason,
            )
        )
    return found


def _told_in(candidate: Candidate) -> tuple[int, int]:
    """The stretch that tells whose behaviour it is: a plain rule's own words, else the clause."""
    return candidate.cue if candidate.plain else (candidate.start, candidate.end)


def _dated_in(doc: Doc, candidate: Candidate) -> tuple[int, int]:
    """The stretch whose day it is: a plain rule's own words where they name one ("attended 2/4"), else the clause."""
    start, end = candidate.cue
    if candidate.plain and any(t.value and start <= t.start and t.end <= end for t in doc._.times or ()):
        return candidate.cue
    return candidate.start, candidate.end


def _standing(candidate: Candidate, assertion: Assertion, chances: NDArray[np.float64], *, doubted: bool) -> Standing:
    """The rule's word where it decides; else the sentence model's, where it is sure of another standing than affirmed
    or the encoder holds the mention rather not affirmed; else the grammar's."""
    if candidate.standing:
        return Standing(candidate.standing)
    if candidate.plain:
        return assertion.standing
    best = STANDINGS[int(chances.argmax())]
    if best in candidate.unheard:
        return assertion.standing
    if best is not Standing.AFFIRMED and float(chances.max()) >= AGREED:
        return best
    if doubted and assertion.standing is Standing.AFFIRMED:
        unsaid = (Standing.AFFIRMED, *candidate.unheard)
        others = [i for i, standing in enumerate(STANDINGS) if standing not in unsaid]
        return STANDINGS[max(others, key=lambda i: float(chances[i]))]
    return assertion.standing
