"""Occasions on which a family is looked at or challenged, with what is told shortly before and after each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from analyser.chronology.contacts import by_worker
from analyser.chronology.rules import ChronologyRules
from analyser.chronology.undertaking_rules import UndertakingRules
from analyser.layout.sentences import split
from analyser.model import Event, Precision, RedactedNote, Signal, Span, Standing, Trigger


def triggers(
    rows: Iterable[Event],
    notes: Sequence[RedactedNote],
    signals: Iterable[Signal],
    rules: UndertakingRules,
    words: ChronologyRules,
) -> tuple[Trigger, ...]:
    """Conferences, reviews, meetings, court days, closures and challenges, each day and kind once.

    Limits: a challenge is known by a few phrases of the worker's; a meeting without a note or a dated mention is not
    seen. That something lies before or after an occasion does not say that it is because of it.
    """
    texts = {n.note_id: n for n in notes}
    found: dict[tuple[str, str], list[Span]] = {}
    for row in rows:
        kind = _kind(row, texts, rules)
        if kind and row.date and row.precision is Precision.DAY and row.standing is Standing.AFFIRMED:
            found.setdefault((row.date, kind), []).extend(row.mentions)
    for note in notes:
        for span in _challenges(note, rules, words):
            found.setdefault((span[0], "challenge"), []).append(span[1])
    formal = {day for day, kind in found if kind in ("conference", "review", "court")}
    told = [s for s in signals if s.standing is Standing.AFFIRMED and s.date and len(s.date) == 10]
    return tuple(
        Trigger(
            kind,
            day,
            tuple(dict.fromkeys(spans)),
            _within(told, rules.effort, day, -rules.before_days, -1),
            _within(told, rules.relapse, day, 1, rules.after_days),
        )
        for (day, kind), spans in sorted(found.items())
        if not (kind == "meeting" and day in formal)  # the conference's own note is a note of a meeting
    )


def _kind(row: Event, notes: dict[str, RedactedNote], rules: UndertakingRules) -> str:
    if row.kind == "contact" and notes[row.note_ids[0]].type == "meeting":
        return "meeting"
    kind = rules.occasions.get(row.kind, "")
    if kind == "conference" and any(rules.review.search(notes[m.note_id].text, m.start, m.end) for m in row.mentions):
        return "review"
    return kind


def _challenges(note: RedactedNote, rules: UndertakingRules, words: ChronologyRules) -> Iterable[tuple[str, Span]]:
    if note.date is None or not by_worker(note):
        return
    for sentence in split(note.text):
        m = rules.cues["challenge"].pattern.search(note.text, sentence.start, sentence.end)
        if m is None:
            continue
        before = note.text[sentence.start : m.start()]
        if not words.no_event.search(before) and not words.aside.search(before):
            yield note.date.isoformat(), Span(note.note_id, sentence.start, sentence.end)


def _within(signals: Iterable[Signal], labels: frozenset[str], day: str, first: int, last: int) -> tuple[Span, ...]:
    of = dt.date.fromisoformat(day)
    return tuple(
        s.span
        for s in signals
        if s.label in labels and s.date and first <= (dt.date.fromisoformat(s.date) - of).days <= last
    )
