"""A thing told again in a later note: by its day, its month, or a word that only one note before it used."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from analyser.chronology.known_things import again, named_things
from analyser.chronology.rules import ChronologyRules
from analyser.chronology.tellings import STEM, Tellings, place
from analyser.chronology.ties import telling
from analyser.model import Event, Precision, RedactedNote, Span

_SINCE = re.compile(r"\bsince\b", re.IGNORECASE)
_BOTH = 2  # words that two tellings of one day have in common, be they as common as they may


def join_across(rows: Iterable[Event], notes: Sequence[RedactedNote], rules: ChronologyRules) -> list[Event]:
    """Joins what later notes tell of earlier ones.

    What two notes tell of one day is one row where their kinds go together and one of them names it as known, or they
    share a rare word; a month joins the only such day in it; a day joins the note that is of that day and of a sort
    that would tell it. Things without a date ("since the fire") join the last of their kind before the note.

    Limits: where two days or notes would do, nothing is joined.
    """
    story = Tellings(rows, notes, rules)
    _days(story)
    _signals_of_the_day(story)
    _months(story)
    _affairs_of_a_month(story)
    _notes_of_the_day(story)
    named_things(story)
    again(story)
    return list(story.rows.values())


def _days(story: Tellings) -> None:
    """ "Injury" told by one note and "referral" by another of 25 February are one affair."""
    by_day: dict[str, list[str]] = defaultdict(list)
    for row in story.rows.values():
        if story.is_told(row) and row.precision is Precision.DAY and row.date is not None:
            by_day[row.date].append(row.event_id)
    for ids in by_day.values():
        for event_id in ids[1:]:
            row = story.rows[event_id]
            fits = [
                r
                for r in (story.rows[i] for i in ids if i != event_id and i in story.rows)
                if r.standing is row.standing and not set(r.note_ids) & set(row.note_ids) and _is_one(story, row, r)
            ]
            if len(fits) == 1:
                story.add(fits[0], row.mentions, significant=row.significant)
                del story.rows[event_id]


def _signals_of_the_day(story: Tellings) -> None:
    """What one note marks as missed or refused on a day, another may tell of that day in passing."""
    marked: dict[str, list[str]] = defaultdict(list)
    for row in story.rows.values():
        if row.kind in story.rules.contact_signals and row.precision is Precision.DAY and row.date is not None:
            marked[row.date].append(row.event_id)
    for row in list(story.rows.values()):
        if row.kind not in story.rules.vague or row.precision is not Precision.DAY or row.date is None:
            continue
        fits = [
            r
            for r in (story.rows[i] for i in marked[row.date])
            if r.standing is row.standing and not set(r.note_ids) & set(row.note_ids) and _is_one(story, row, r)
        ]
        fits = [r for r in fits if r.kind != "attended"] or fits
        if len(fits) == 1 and not any(story.rules.lasting.search(story.said(m)) for m in row.mentions):
            story.add(fits[0], row.mentions)
            del story.rows[row.event_id]


def _is_one(story: Tellings, a: Event, b: Event) -> bool:
    """Whether two rows of one day, told by different notes, are of one affair."""
    if story.goes_with(a.kind, b.kind) and (story.is_definite(a) or story.is_definite(b)):
        return True
    loose = a.kind in story.rules.vague or b.kind in story.rules.vague
    if not loose and not story.goes_with(a.kind, b.kind):
        return False
    both = [{w for m in r.mentions for w in telling(story.said(m))} for r in (a, b)]
    common = {w for w in both[0] & both[1] if not w[0].isdigit() and w not in story.calendar}
    return story.shares(a, b.mentions) or (loose and len(common) >= _BOTH)


def _months(story: Tellings) -> None:
    """ "An arrest in April" joins the one arrest, or the one police note, of that April."""
    for row in list(story.rows.values()):
        if (
            not story.is_told(row)
            or row.precision is not Precision.MONTH
            or row.date is None
            or row.kind in story.rules.vague
        ):
            continue
        definite = story.is_definite(row)
        if not definite and any(_SINCE.search(story.said(m)) for m in row.mentions):
            continue
        days: dict[str, Event] = {
            r.date: r
            for r in story.rows.values()
            if story.is_told(r)
            and r.precision is Precision.DAY
            and r.date is not None
            and r.date.startswith(row.date)
            and r.standing is row.standing
            and (r.kind == row.kind or (definite and story.goes_with(r.kind, row.kind)))
            and not set(r.note_ids) & set(row.note_ids)
        }
        home = _only({d: r for d, r in days.items() if r.kind == row.kind} or days)
        if home is not None:
            story.add(home, row.mentions)
            del story.rows[row.event_id]
        elif not days and (definite or row.kind in story.rules.rare):
            _month_of_a_note(story, row, story.rules.note_types_of.get(row.kind, ()))
        elif not days and row.kind in story.rules.stem_tells:
            _month_of_a_note(story, row, ())


def _month_of_a_note(story: Tellings, row: Event, sorts: Sequence[str]) -> None:
    """The one note of the month of a sort that would tell it, or else the one that uses the word for it."""
    month = row.date or ""
    found = [
        n
        for n in story.notes.values()
        if n.date is not None
        and n.date.isoformat().startswith(month)
        and n.type in sorts
        and n.note_id not in row.note_ids
        and (n.type in story.rules.own_affair or story.patterns[row.kind].search(n.text))  # a meeting is of many things
    ]
    if len(found) != 1:
        stems = _stems(story, row)
        found = [
            n
            for n in story.notes.values()
            if n.date is not None
            and n.date.isoformat().startswith(month)
            and n.note_id not in row.note_ids
            and any(m[0].lower()[:STEM] in stems for m in story.patterns[row.kind].finditer(n.text))
        ]
    if len(found) == 1 and found[0].date is not None:
        day = replace(row, date=found[0].date.isoformat(), precision=Precision.DAY)
        story.add(day, [story.opening(found[0])])


def _stems(story: Tellings, row: Event) -> set[str]:
    """How the words begin by which a row is of its kind."""
    said = (m for span in row.mentions for m in story.patterns[row.kind].finditer(story.said(span)))
    return {m[0].lower()[:STEM] for m in said}


def _affairs_of_a_month(story: Tellings) -> None:
    """ "The boiler night in March" joins the one day of that March that had the boiler in its words or its note."""
    for row in list(story.rows.values()):
        if row.kind not in story.rules.vague or row.precision is not Precision.MONTH or row.date is None:
            continue
        said = [story.said(m) for m in row.mentions]
        if any(story.rules.lasting.search(words) for words in said):
            continue
        definite = story.is_definite(row) and not any(story.rules.paper.search(words) for words in said)
        if not definite and not any(story.rules.affair.search(words) for words in said):
            continue
        fits = {
            r.date: r
            for r in sorted(story.rows.values(), key=lambda r: (r.significant, place(r)))
            if story.is_told(r)
            and r.precision is Precision.DAY
            and r.date is not None
            and r.date.startswith(row.date)
            and r.standing is row.standing
            and not set(r.note_ids) & set(row.note_ids)
            and story.shares(row, _all_words_of(story, r))
        }
        home = _only(fits)
        if home is not None:
            story.add(home, row.mentions)
            del story.rows[row.event_id]
        elif not fits and any(story.rules.of_month.search(words) for words in said) and definite:
            _affair_of_a_note(story, row)


def _affair_of_a_note(story: Tellings, row: Event) -> None:
    """ "March's fall" joins the one thing of that March that a note of an affair of its own tells."""
    told = {
        r.date: r
        for r in sorted(story.rows.values(), key=lambda r: (r.significant, place(r)))
        if story.is_told(r)
        and r.precision is Precision.DAY
        and r.date is not None
        and r.date.startswith(row.date or "")
        and not set(r.note_ids) & set(row.note_ids)
        and any(story.notes[n].type in story.rules.own_affair for n in r.note_ids)
    }
    home = _only(told)
    if home is not None:
        story.add(home, row.mentions)
        del story.rows[row.event_id]


def _all_words_of(story: Tellings, row: Event) -> tuple[Span, ...]:
    """A row's own words, and the whole of those of its notes that are of one affair."""
    whole = (story.notes[n] for n in row.note_ids if story.notes[n].type in story.rules.own_affair)
    return (*row.mentions, *(Span(n.note_id, 0, len(n.text)) for n in whole))


def _notes_of_the_day(story: Tellings) -> None:
    """ "The admission of 2 November" and the ward's own note of 2 November are of one thing."""
    by_day: dict[str, list[RedactedNote]] = defaultdict(list)
    for note in story.notes.values():
        if note.date is not None:
            by_day[note.date.isoformat()].append(note)
    for row in list(story.rows.values()):
        if not story.is_told(row) or row.precision is not Precision.DAY or row.date is None:
            continue
        there = [n for n in by_day.get(row.date, ()) if n.note_id not in row.note_ids]
        sorts = story.rules.note_types_of.get(row.kind, ())
        fits = [n for n in there if n.type in sorts]
        if not fits and row.kind in story.rules.loose and len(there) == 1 and there[0].type in story.rules.own_affair:
            whole = Span(there[0].note_id, 0, len(there[0].text))
            fits = there if story.is_definite(row) or story.shares(row, [whole]) else []
        if len(fits) == 1:
            story.add(row, [story.opening(fits[0])])


def _only(rows: Mapping[str, Event]) -> Event | None:
    return next(iter(rows.values())) if len(rows) == 1 else None
