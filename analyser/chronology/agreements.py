"""What was agreed, and what the record shows became of it: each promise with the words that answer to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from analyser.chronology.ties import Ties, telling
from analyser.chronology.undertaking_rules import UndertakingRules
from analyser.chronology.wording import clip
from analyser.dates.happening import closing, opening
from analyser.layout.sentences import split
from analyser.model import Agreement, RedactedNote, Signal, Span, Standing, TimeValue
from analyser.taxonomy import side_of

_PROMISE, _BREACH = "commitment", "unmet_commitment"
_ANYBODY = ("", "family", "parents")
_DEED = 0.1  # the strength of a tie by the deed alone: less than that of any word in common
_LEAD = 16  # characters before a time in which the word of a deadline is looked for


def agreements(
    notes: Sequence[RedactedNote],
    signals: Iterable[Signal],
    times: Mapping[str, Sequence[TimeValue]],
    rules: UndertakingRules,
) -> tuple[Agreement, ...]:
    """Each promise with what is told of it later, and the breaches that answer to no promise of the file.

    An answer is tied to the promise of the same person with which it has most in common in words that few notes use;
    of two that do equally, to the later. What answers to nothing stays open: ``not_recorded`` is not ``not_done``.

    Limits: words, not sense: "he will see to the gate" and "the stairs are still open" are not tied.
    """
    ties = Ties(notes, rules.few)
    place = {n.note_id: i for i, n in enumerate(notes)}
    told = sorted(
        (s for s in signals if s.standing is Standing.AFFIRMED and s.note_id in place),
        key=lambda s: (_day(s, ties) or dt.date.min, place[s.note_id], s.start),
    )
    promises = [s for s in told if s.label == _PROMISE]
    words = {s: ties.words(s.span) for s in told if s.label == _PROMISE or s.label in rules.answers}
    answers: dict[Signal, list[Signal]] = {p: [] for p in promises}
    alone: list[Signal] = []
    for s in told:
        if s.label not in rules.answers:
            continue
        fits = [
            (ties.strength(words[p], words[s]) or _same_deed(p, s, ties, rules), i)
            for i, p in enumerate(promises)
            if _may_answer(p, s, ties, rules)
        ]
        strength, which = max(fits, default=(0.0, 0))
        if strength > 0:
            answers[promises[which]].append(s)
        elif s.label == _BREACH:
            alone.append(s)
    found = [_kept_or_not(p, answers[p], ties, times, rules) for p in promises]
    found += [_breach(s, ties, rules) for s in alone]
    return tuple(sorted(found, key=lambda a: (opening(a.date or a.outcome_date or ""), _first(a, place))))


def _first(agreement: Agreement, place: Mapping[str, int]) -> tuple[int, int]:
    span = (*agreement.mentions, *agreement.answered)[0]
    return place[span.note_id], span.start


def _day(signal: Signal, ties: Ties) -> dt.date | None:
    if signal.date and len(signal.date) == 10:
        return dt.date.fromisoformat(signal.date)
    return ties.notes[signal.note_id].date


def _may_answer(promise: Signal, answer: Signal, ties: Ties, rules: UndertakingRules) -> bool:
    a, b = _day(promise, ties), _day(answer, ties)
    if a is None or b is None or not 0 <= (b - a).days <= rules.within_days:
        return False
    if promise.note_id == answer.note_id and answer.start < promise.end:
        return False  # told before it in one note: something else, or the words themselves
    return promise.actor == answer.actor or promise.actor in _ANYBODY or answer.actor in (*_ANYBODY, "child")


def _same_deed(promise: Signal, answer: Signal, ties: Ties, rules: UndertakingRules) -> float:
    """How surely a breach tells of the deed promised not long before, though in no rare word: "she hasn't rung".

    What the deed was to be done to, where it stands behind it, must be of the promise too.
    """
    a, b = _day(promise, ties), _day(answer, ties)
    if answer.label != _BREACH or promise.actor != answer.actor or a is None or b is None:
        return 0.0
    if (b - a).days > rules.soon_days:
        return 0.0
    promised, told = ties.said(promise.span), ties.said(answer.span)
    for deed in rules.deeds.values():
        done = deed.search(told)
        if done is None or not deed.search(promised):
            continue
        upon = telling(told[done.end() :])
        if not upon or upon & telling(promised):
            return _DEED
    return 0.0


def _kept_or_not(
    promise: Signal,
    answers: Sequence[Signal],
    ties: Ties,
    times: Mapping[str, Sequence[TimeValue]],
    rules: UndertakingRules,
) -> Agreement:
    due, binding = _due(promise, ties, times, rules)
    answers = [s for s in answers if not (binding and due and _not_yet(s, due, ties, rules))]
    last = answers[-1] if answers else None
    outcome = rules.answers[last.label] if last else "not_recorded"
    return Agreement(
        term=clip(ties.said(promise.span)),
        by=promise.actor,
        date=promise.date,
        due=due,
        outcome=outcome,
        outcome_date=last.date if last else None,
        mentions=(promise.span,),
        answered=tuple(s.span for s in answers),
        response=_response(last, ties, rules) if last and outcome == "not_done" else (),
    )


def _breach(signal: Signal, ties: Ties, rules: UndertakingRules) -> Agreement:
    return Agreement(
        term=clip(ties.said(signal.span)),
        by=signal.actor,
        date=None,
        due=None,
        outcome="not_done",
        outcome_date=signal.date,
        answered=(signal.span,),
        response=_response(signal, ties, rules),
    )


def _not_yet(answer: Signal, due: str, ties: Ties, rules: UndertakingRules) -> bool:
    """Whether a thing was told as not done before it had to be."""
    day = _day(answer, ties)
    return day is not None and rules.answers[answer.label] == "not_done" and day.isoformat() < opening(due)


def _due(
    promise: Signal, ties: Ties, times: Mapping[str, Sequence[TimeValue]], rules: UndertakingRules
) -> tuple[str | None, bool]:
    """The first time of its sentence that lies ahead: "by Friday", and "by the end of the month" of this very month;
    and whether the thing is to be done by then."""
    made = _day(promise, ties)
    around = ties.sentence(promise.span)
    text = ties.notes[promise.note_id].text
    for t in times.get(promise.note_id, ()):
        if not (around.start <= t.start < around.end and t.value and made and t.value[:4].isdigit()):
            continue
        day = made.isoformat()
        words = text[max(around.start, t.start - _LEAD) : t.end]
        if opening(t.value) > day or (closing(t.value) > day and rules.deadline.search(words)):
            return t.value, rules.not_before.search(words) is not None
    return None, False


def _response(breach: Signal, ties: Ties, rules: UndertakingRules) -> tuple[Span, ...]:
    """The first sentence of the breach's note, or of one soon after by the services, that tells of an answer to it."""
    cue, day = rules.cues["response"].pattern, _day(breach, ties)
    own = ties.notes[breach.note_id]
    mine = ties.words(breach.span)
    later = [
        n
        for n in ties.notes.values()
        if n is not own and day and n.date and 0 <= (n.date - day).days <= rules.response_days and _is_service(n)
    ]
    for note in (own, *sorted(later, key=lambda n: (n.date or dt.date.max, n.note_id))):
        for s in split(note.text):
            if note is own and s.end <= breach.start:
                continue
            span = Span(note.note_id, s.start, s.end)
            if cue.search(note.text, s.start, s.end) and (note is own or ties.strength(mine, ties.words(span)) > 0):
                return (span,)
    return ()


def _is_service(note: RedactedNote) -> bool:
    return side_of(note.author_role) in ("professional", "agency")
