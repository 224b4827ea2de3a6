"""Rules and sentence model together: every signal of a case, with its standing, actor and date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from analyser.model import Assertion, ParsedCase, Precision, RedactedCase, RedactedNote, Signal, Standing
from analyser.signals import context
from analyser.signals.clause import clause_at, shorten
from analyser.signals.hits import Hit, find_hits

if TYPE_CHECKING:
    from spacy.tokens import Doc

WEAK = 0.75  # a rule below this score is weak: alone it needs the model not to speak against it
UNLIKELY = 0.1  # the model speaks against a label below this probability


@dataclass(frozen=True, slots=True)
class Candidate:
    """A label found in a sentence: where its evidence lies, how sure, and by what."""

    label: str
    start: int
    end: int
    cue: tuple[int, int]
    score: float
    source: str
    standing: str = ""  # where a rule decides it
    actor: str = ""  # where a rule decides it
    model_standing: Mapping[str, float] = field(default_factory=dict)


def tag(case: RedactedCase | ParsedCase) -> list[Signal]:
    """Every signal of a case, affirmed or not, in the order of the notes and of the text.

    Two findings of one label in one sentence are one signal. Offsets are of the redacted text.

    Limits: evidence never crosses a sentence and is at most 300 characters long.
    """
    if isinstance(case, RedactedCase):
        from analyser.pipeline import parse

        case = parse(case)
    notes = case.case.notes
    hits = [find_hits(note, case.case.setting) for note in notes]
    found: list[Signal] = []
    for note, doc, struck in zip(notes, case.docs, hits, strict=True):
        sentences = context.contexts(note, case.case.setting, labels_by_place(struck))
        candidates = combine(note.text, [(s.start, s.end) for s in sentences], struck)
        found += _signals(note, doc, candidates)
    return found


def labels_by_place(hits: Sequence[Hit]) -> dict[tuple[int, int], tuple[str, ...]]:
    """(start, end) of a hit → the labels of the rules that struck there: how the sentence model is told of them."""
    places: dict[tuple[int, int], list[str]] = defaultdict(list)
    for hit in hits:
        places[hit.start, hit.end].append(hit.label)
    return {place: tuple(dict.fromkeys(labels)) for place, labels in places.items()}


def combine(text: str, sentences: Sequence[tuple[int, int]], hits: Sequence[Hit]) -> list[Candidate]:
    """One candidate a label and sentence."""
    grouped: dict[tuple[int, str], list[Hit]] = defaultdict(list)
    for hit in hits:
        grouped[hit.sentence, hit.label].append(hit)
    found = []
    for (number, label), group in grouped.items():
        best = max(group, key=lambda h: (h.score, -h.start))
        cue = (best.start, best.end)
        start, end = shorten(text, *clause_at(text, sentences[number], cue), cue)
        found.append(Candidate(label, start, end, cue, best.score, best.rule.id, best.rule.standing, best.rule.actor))
    return sorted(found, key=lambda c: (c.start, c.end, c.label))


def _signals(note: RedactedNote, doc: Doc, candidates: Sequence[Candidate]) -> list[Signal]:
    assertions = _assess(doc, candidates)
    found = []
    for candidate, assertion in zip(candidates, assertions, strict=True):
        date, precision, reason = _date(note, doc, candidate)
        found.append(
            Signal(
                note_id=note.note_id,
                start=candidate.start,
                end=candidate.end,
                label=candidate.label,
                standing=Standing(candidate.standing) if candidate.standing else assertion.standing,
                actor=candidate.actor or _actor(doc, candidate),
                date=date,
                precision=precision,
                score=round(candidate.score, 4),
                source=candidate.source,
                date_reason=reason,
            )
        )
    return found


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
