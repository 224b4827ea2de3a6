"""A thing without a date told again in a later note: named as known, or said to have come again."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from analyser.chronology.tellings import FEW, STEM, WORD, Tellings, place
from analyser.layout.sentences import around
from analyser.model import Event, Precision, RedactedNote, Span, Standing

_OPENING = 140  # characters in which a note says what it is of


def named_things(story: Tellings) -> None:
    """ "Two months after the skip": the thing is named as known, and one other day alone has the word."""
    for note in story.notes.values():
        if note.date is None:
            continue
        for m in story.rules.known_thing.finditer(note.text):
            _join_thing(story, note, m, [r for r in story.rows.values() if r.kind not in story.signals])
        for m in story.rules.spoken_of.finditer(note.text):
            _join_thing(story, note, m, [r for r in story.rows.values() if story.is_told(r)])


def _join_thing(story: Tellings, note: RedactedNote, m: re.Match[str], rows: Iterable[Event]) -> None:
    word = m["thing"].lower()
    start, _ = around(note.text, m.start(), m.end())
    if story.rules.no_thing.search(word) or story.rules.supposed.search(note.text, start, m.start()):
        return
    others = story.words.get(word, set()) - {note.note_id}
    if note.date is None or not 1 <= len(others) < FEW:
        return
    fits = [
        r
        for r in rows
        if _lies_before(r, note.date, story.rules.known_thing_days)
        and note.note_id not in r.note_ids
        and any(_tells(story, r, source, word) for source in others & set(r.note_ids))
    ]
    if fits and len({r.date for r in fits}) == 1:
        home = min(fits, key=lambda r: (r.kind == "contact", place(r)))
        story.add(home, [Span(note.note_id, m.start(), m.end())])


def _tells(story: Tellings, row: Event, source: str, word: str) -> bool:
    note = story.notes[source]
    if row.kind == "contact":
        return note.type in story.rules.own_affair or word in note.text[:_OPENING].lower()
    own = (m for m in row.mentions if m.note_id == source)
    return any(word in note.text[slice(*around(note.text, m.start, m.end))].lower() for m in own)


def again(story: Tellings) -> None:
    """Limits: the nearest row of the kind before the note is taken, within the days that the rule allows."""
    for note in story.notes.values():
        if note.date is None:
            continue
        for rule in story.rules.again:
            m = next((x for x in rule.pattern.finditer(note.text) if _is_of_before(story, note, x)), None)
            if m is None:
                continue
            stem = WORD.findall(m[0].lower())[-1:]
            near = [r for r in story.rows.values() if _lies_before(r, note.date, rule.days)]
            before = [r for r in near if r.kind == rule.kind] or [
                r
                for r in near
                if r.kind == "contact"
                and _is_of(story, r, story.patterns[rule.kind])
                and (_is_such_a_note(story, r, rule.kind) or _opens_with(story, r, stem))
            ]
            if not before:
                before = _only_like(story, near, rule.kind)
            if not before or any(note.note_id in r.note_ids for r in before):
                continue
            stems = {w[:STEM] for w in WORD.findall(m[0].lower())}
            before = [r for r in before if _has_stem(story, r, stems)] or before  # an admission is no discharge
            last = max(before, key=lambda r: (r.date or "", r.significant, place(r)))
            story.add(last, [Span(note.note_id, m.start(), m.end())])


def _is_of_before(story: Tellings, note: RedactedNote, m: re.Match[str]) -> bool:
    """Whether words name a thing by themselves, and not part of another thing or one still to come."""
    if not story.rules.again_then.search(note.text[m.end() : m.end() + _OPENING]):
        return False
    start, end = around(note.text, m.start(), m.end())
    return story.rules.to_come.search(note.text, start, end) is None


def _is_such_a_note(story: Tellings, contact: Event, kind: str) -> bool:
    return story.notes[contact.note_ids[0]].type in story.rules.note_types_of.get(kind, ())


def _opens_with(story: Tellings, contact: Event, words: Sequence[str]) -> bool:
    opening = story.notes[contact.note_ids[0]].text[:_OPENING].lower()
    return any(word[:STEM] in opening for word in words)


def _only_like(story: Tellings, near: Iterable[Event], kind: str) -> list[Event]:
    """Of the kinds that may stand for this one, the only row, or the only note of a call-out or ward."""
    kinds = story.rules.like.get(kind, ())
    like = [
        r
        for r in near
        if r.kind in kinds
        or (
            r.kind == "contact"
            and story.notes[r.note_ids[0]].type in story.rules.own_affair
            and any(_is_of(story, r, story.patterns[k]) for k in kinds)
        )
    ]
    notes = {r.note_ids for r in like}
    return like[:1] if len(notes) == 1 else []


def _has_stem(story: Tellings, row: Event, stems: set[str]) -> bool:
    return any(w[:STEM] in stems for m in row.mentions for w in WORD.findall(story.said(m).lower()))


def _is_of(story: Tellings, contact: Event, pattern: re.Pattern[str]) -> bool:
    """Whether the note of a contact says at its head that it is of such a thing."""
    return pattern.search(story.notes[contact.note_ids[0]].text[:_OPENING]) is not None


def _lies_before(row: Event, day: dt.date, days: int) -> bool:
    if row.precision is not Precision.DAY or row.date is None or row.standing is not Standing.AFFIRMED:
        return False
    return 0 < (day - dt.date.fromisoformat(row.date)).days <= days
