"""A thing told again in a later note: by its day, its month, or a word that only one note before it used."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from analyser.chronology.merge import VAGUE
from analyser.chronology.rules import ChronologyRules
from analyser.chronology.ties import telling
from analyser.dates.rules import lexicon as date_lexicon
from analyser.layout.sentences import around, split
from analyser.model import Event, Precision, RedactedNote, Span, Standing
from analyser.taxonomy import labels

_WORD = re.compile(r"[a-z][a-z-]{3,}")
_SINCE = re.compile(r"\bsince\b", re.IGNORECASE)
_FEW = 3  # notes that use a word which still tells one affair from another
_STEM = 4  # letters
_BOTH = 2  # words that two tellings of one day have in common, be they as common as they may
_LEAST = 4  # letters of a word that can tell
_OPENING = 140  # characters in which a note says what it is of


def join_across(rows: Iterable[Event], notes: Sequence[RedactedNote], rules: ChronologyRules) -> list[Event]:
    """Joins what later notes tell of earlier ones.

    What two notes tell of one day is one row where their kinds go together and one of them names it as known, or they
    share a rare word; a month joins the only such day in it; a day joins the note that is of that day and of a sort
    that would tell it. Things without a date ("since the fire") join the last of their kind before the note.

    Limits: where two days or notes would do, nothing is joined.
    """
    return _Joining(rows, notes, rules).joined()


class _Joining:
    def __init__(self, rows: Iterable[Event], notes: Sequence[RedactedNote], rules: ChronologyRules) -> None:
        # In an order of their own, so that the order in which a file gives its notes changes nothing.
        self.rows = {r.event_id: r for r in sorted(rows, key=_place)}
        self.notes = {n.note_id: n for n in sorted(notes, key=lambda n: (n.date or dt.date.min, n.note_id))}
        self.rules = rules
        self.signals = frozenset(labels())
        lexicon = date_lexicon()
        self.calendar = {*lexicon.months, *lexicon.weekdays}  # common to two tellings of a day for no other reason
        self.patterns = {k.id: k.pattern for k in rules.kinds}
        self.words: dict[str, set[str]] = defaultdict(set)  # word -> ids of the notes that use it
        for note in notes:
            for word in _words(note.text):
                self.words[word].add(note.note_id)

    def joined(self) -> list[Event]:
        self.days()
        self.signals_of_the_day()
        self.months()
        self.affairs_of_a_month()
        self.notes_of_the_day()
        self.named_things()
        self.again()
        return list(self.rows.values())

    # ------------------------------------------------------------ what is known of a row

    def is_told(self, row: Event) -> bool:
        return row.kind != "contact" and row.kind not in self.signals

    def goes_with(self, a: str, b: str) -> bool:
        return a == b or any(a in group and b in group for group in self.rules.together)

    def said(self, span: Span) -> str:
        return self.notes[span.note_id].text[span.start : span.end]

    def is_definite(self, row: Event) -> bool:
        return any(self.rules.definite.search(self.said(m)) for m in row.mentions)

    def shares(self, row: Event, other: Sequence[Span]) -> bool:
        """Whether the words of a row and of some spans have one in common that few notes use."""
        mine, theirs = self.used(row.mentions), self.used(other)
        if any(len(self.words[w]) <= _FEW for w in mine & theirs if w not in self.calendar):
            return True
        compounds = {w.replace("-", " ") for w in mine if "-" in w}  # "kitchen-door" is of a kitchen door
        return any(c in self.said(m).lower() for c in compounds for m in other)

    def used(self, spans: Iterable[Span]) -> set[str]:
        return {w for m in spans for w in _words(self.said(m))}

    def add(self, row: Event, mentions: Iterable[Span], *, significant: bool = False) -> None:
        every = tuple(dict.fromkeys((*row.mentions, *mentions)))
        self.rows[row.event_id] = replace(row, mentions=every, significant=row.significant or significant)

    def opening(self, note: RedactedNote) -> Span:
        first = next(iter(split(note.text)), None)
        return Span(note.note_id, first.start, first.end) if first else Span(note.note_id, 0, len(note.text))

    # ------------------------------------------------------------ the ways to join

    def days(self) -> None:
        """ "Injury" told by one note and "referral" by another of 25 February are one affair."""
        by_day: dict[str, list[str]] = defaultdict(list)
        for row in self.rows.values():
            if self.is_told(row) and row.precision is Precision.DAY and row.date is not None:
                by_day[row.date].append(row.event_id)
        for ids in by_day.values():
            for event_id in ids[1:]:
                row = self.rows[event_id]
                fits = [
                    r
                    for r in (self.rows[i] for i in ids if i != event_id and i in self.rows)
                    if r.standing is row.standing and not set(r.note_ids) & set(row.note_ids) and self.is_one(row, r)
                ]
                if len(fits) == 1:
                    self.add(fits[0], row.mentions, significant=row.significant)
                    del self.rows[event_id]

    def signals_of_the_day(self) -> None:
        """What one note marks as missed or refused on a day, another may tell of that day in passing."""
        marked: dict[str, list[str]] = defaultdict(list)
        for row in self.rows.values():
            if row.kind in self.signals and row.precision is Precision.DAY and row.date is not None:
                marked[row.date].append(row.event_id)
        for row in list(self.rows.values()):
            if row.kind not in VAGUE or row.precision is not Precision.DAY or row.date is None:
                continue
            fits = [
                r
                for r in (self.rows[i] for i in marked[row.date])
                if r.standing is row.standing and not set(r.note_ids) & set(row.note_ids) and self.is_one(row, r)
            ]
            fits = [r for r in fits if r.significant] or [r for r in fits if r.kind == "attended"]
            if len(fits) == 1:
                self.add(fits[0], row.mentions)
                del self.rows[row.event_id]

    def affairs_of_a_month(self) -> None:
        """ "The boiler night in March" joins the one day of that March that had the boiler in its words or its note."""
        for row in list(self.rows.values()):
            if row.kind not in VAGUE or row.precision is not Precision.MONTH or row.date is None:
                continue
            said = [self.said(m) for m in row.mentions]
            definite = self.is_definite(row) and not any(self.rules.paper.search(words) for words in said)
            if not definite and not any(self.rules.affair.search(words) for words in said):
                continue
            fits = {
                r.date: r
                for r in sorted(self.rows.values(), key=lambda r: (r.significant, _place(r)))
                if self.is_told(r)
                and r.precision is Precision.DAY
                and r.date is not None
                and r.date.startswith(row.date)
                and r.standing is row.standing
                and not set(r.note_ids) & set(row.note_ids)
                and self.shares(row, self.all_words_of(r))
            }
            home = _only(fits)
            if home is not None:
                self.add(home, row.mentions)
                del self.rows[row.event_id]
            elif definite and not fits:
                self.affair_of_a_note(row)

    def affair_of_a_note(self, row: Event) -> None:
        """ "March's fall" joins the one thing of that March that a note of an affair of its own tells."""
        told = {
            r.date: r
            for r in sorted(self.rows.values(), key=lambda r: (r.significant, _place(r)))
            if self.is_told(r)
            and r.precision is Precision.DAY
            and r.date is not None
            and r.date.startswith(row.date or "")
            and not set(r.note_ids) & set(row.note_ids)
            and any(self.notes[n].type in self.rules.own_affair for n in r.note_ids)
        }
        home = _only(told)
        if home is not None:
            self.add(home, row.mentions)
            del self.rows[row.event_id]

    def is_one(self, a: Event, b: Event) -> bool:
        """Whether two rows of one day, told by different notes, are of one affair."""
        if self.goes_with(a.kind, b.kind) and (self.is_definite(a) or self.is_definite(b)):
            return True
        loose = a.kind in VAGUE or b.kind in VAGUE
        if not loose and not self.goes_with(a.kind, b.kind):
            return False
        both = [{w for m in r.mentions for w in telling(self.said(m))} for r in (a, b)]
        common = {w for w in both[0] & both[1] if not w[0].isdigit() and w not in self.calendar}
        return self.shares(a, b.mentions) or (loose and len(common) >= _BOTH)

    def all_words_of(self, row: Event) -> tuple[Span, ...]:
        """A row's own words, and the whole of those of its notes that are of one affair."""
        whole = (self.notes[n] for n in row.note_ids if self.notes[n].type in self.rules.own_affair)
        return (*row.mentions, *(Span(n.note_id, 0, len(n.text)) for n in whole))

    def months(self) -> None:
        """ "An arrest in April" joins the one arrest, or the one police note, of that April."""
        for row in list(self.rows.values()):
            if not self.is_told(row) or row.precision is not Precision.MONTH or row.date is None or row.kind in VAGUE:
                continue
            definite = self.is_definite(row)
            if not definite and any(_SINCE.search(self.said(m)) for m in row.mentions):
                continue
            days: dict[str, Event] = {
                r.date: r
                for r in self.rows.values()
                if self.is_told(r)
                and r.precision is Precision.DAY
                and r.date is not None
                and r.date.startswith(row.date)
                and r.standing is row.standing
                and (r.kind == row.kind or (definite and self.goes_with(r.kind, row.kind)))
                and not set(r.note_ids) & set(row.note_ids)
            }
            home = _only({d: r for d, r in days.items() if r.kind == row.kind} or days)
            if home is not None:
                self.add(home, row.mentions)
                del self.rows[row.event_id]
            elif not days and (definite or row.kind in self.rules.rare):
                self.month_of_a_note(row, self.rules.note_types_of.get(row.kind, ()))
            elif not days and row.kind in self.rules.stem_tells:
                self.month_of_a_note(row, ())

    def stems(self, row: Event) -> set[str]:
        """How the words begin by which a row is of its kind."""
        said = (m for span in row.mentions for m in self.patterns[row.kind].finditer(self.said(span)))
        return {m[0].lower()[:_STEM] for m in said}

    def month_of_a_note(self, row: Event, sorts: Sequence[str]) -> None:
        """The one note of the month of a sort that would tell it, or else the one that uses the word for it."""
        month = row.date or ""
        found = [
            n
            for n in self.notes.values()
            if n.date is not None
            and n.date.isoformat().startswith(month)
            and n.type in sorts
            and n.note_id not in row.note_ids
        ]
        if len(found) != 1:
            stems = self.stems(row)
            found = [
                n
                for n in self.notes.values()
                if n.date is not None
                and n.date.isoformat().startswith(month)
                and n.note_id not in row.note_ids
                and any(m[0].lower()[:_STEM] in stems for m in self.patterns[row.kind].finditer(n.text))
            ]
        if len(found) == 1 and found[0].date is not None:
            day = replace(row, date=found[0].date.isoformat(), precision=Precision.DAY)
            self.add(day, [self.opening(found[0])])

    def notes_of_the_day(self) -> None:
        """ "The admission of 2 November" and the ward's own note of 2 November are of one thing."""
        by_day: dict[str, list[RedactedNote]] = defaultdict(list)
        for note in self.notes.values():
            if note.date is not None:
                by_day[note.date.isoformat()].append(note)
        for row in list(self.rows.values()):
            if not self.is_told(row) or row.precision is not Precision.DAY or row.date is None:
                continue
            there = [n for n in by_day.get(row.date, ()) if n.note_id not in row.note_ids]
            sorts = self.rules.note_types_of.get(row.kind, ())
            fits = [n for n in there if n.type in sorts]
            if not fits and row.kind in self.rules.loose and len(there) == 1 and there[0].type in self.rules.own_affair:
                whole = Span(there[0].note_id, 0, len(there[0].text))
                fits = there if self.is_definite(row) or self.shares(row, [whole]) else []
            if len(fits) == 1:
                self.add(row, [self.opening(fits[0])])

    def again(self) -> None:
        """Limits: the nearest row of the kind before the note is taken, within the days that the rule allows."""
        for note in self.notes.values():
            if note.date is None:
                continue
            for rule in self.rules.again:
                m = rule.pattern.search(note.text)
                if m is None:
                    continue
                near = [r for r in self.rows.values() if _lies_before(r, note.date, rule.days)]
                before = [r for r in near if r.kind == rule.kind] or [
                    r for r in near if r.kind == "contact" and self.is_of(r, self.patterns[rule.kind])
                ]
                if not before:
                    before = self.only_like(near, rule.kind)
                if not before or any(note.note_id in r.note_ids for r in before):
                    continue
                stems = {w[:_STEM] for w in _WORD.findall(m[0].lower())}
                before = [r for r in before if self.has_stem(r, stems)] or before  # an admission is no discharge
                last = max(before, key=lambda r: (r.date or "", r.significant, _place(r)))
                self.add(last, [Span(note.note_id, m.start(), m.end())])

    def only_like(self, near: Iterable[Event], kind: str) -> list[Event]:
        """Of the kinds that may stand for this one, the only row, or the only note of a call-out or ward."""
        kinds = self.rules.like.get(kind, ())
        like = [
            r
            for r in near
            if r.kind in kinds
            or (
                r.kind == "contact"
                and self.notes[r.note_ids[0]].type in self.rules.own_affair
                and any(self.is_of(r, self.patterns[k]) for k in kinds)
            )
        ]
        notes = {r.note_ids for r in like}
        return like[:1] if len(notes) == 1 else []

    def has_stem(self, row: Event, stems: set[str]) -> bool:
        return any(w[:_STEM] in stems for m in row.mentions for w in _WORD.findall(self.said(m).lower()))

    def is_of(self, contact: Event, pattern: re.Pattern[str]) -> bool:
        """Whether the note of a contact says at its head that it is of such a thing."""
        return pattern.search(self.notes[contact.note_ids[0]].text[:_OPENING]) is not None

    def named_things(self) -> None:
        """ "Two months after the skip": the thing is named as known, and one other day alone has the word."""
        for note in self.notes.values():
            if note.date is None:
                continue
            for m in self.rules.known_thing.finditer(note.text):
                self.join_thing(note, m, [r for r in self.rows.values() if r.kind not in self.signals])
            for m in self.rules.spoken_of.finditer(note.text):
                self.join_thing(note, m, [r for r in self.rows.values() if self.is_told(r)])

    def join_thing(self, note: RedactedNote, m: re.Match[str], rows: Iterable[Event]) -> None:
        word = m["thing"].lower()
        others = self.words.get(word, set()) - {note.note_id}
        if note.date is None or not 1 <= len(others) < _FEW:
            return
        fits = [
            r
            for r in rows
            if _lies_before(r, note.date, self.rules.known_thing_days)
            and note.note_id not in r.note_ids
            and any(self.tells(r, source, word) for source in others & set(r.note_ids))
        ]
        if fits and len({r.date for r in fits}) == 1:
            home = min(fits, key=lambda r: (r.kind == "contact", _place(r)))
            self.add(home, [Span(note.note_id, m.start(), m.end())])

    def tells(self, row: Event, source: str, word: str) -> bool:
        note = self.notes[source]
        if row.kind == "contact":
            return note.type in self.rules.own_affair or word in note.text[:_OPENING].lower()
        own = (m for m in row.mentions if m.note_id == source)
        return any(word in note.text[slice(*around(note.text, m.start, m.end))].lower() for m in own)


def _words(text: str) -> set[str]:
    """Words of four letters and more, the parts of a hyphened one too."""
    found = set(_WORD.findall(text.lower()))
    return found | {part for w in found if "-" in w for part in w.split("-") if len(part) >= _LEAST}


def _place(row: Event) -> tuple[str, str, list[tuple[str, int, int]]]:
    return row.date or "", row.kind, sorted((m.note_id, m.start, m.end) for m in row.mentions)


def _only(rows: Mapping[str, Event]) -> Event | None:
    return next(iter(rows.values())) if len(rows) == 1 else None


def _lies_before(row: Event, day: dt.date, days: int) -> bool:
    if row.precision is not Precision.DAY or row.date is None or row.standing is not Standing.AFFIRMED:
        return False
    return 0 < (day - dt.date.fromisoformat(row.date)).days <= days
