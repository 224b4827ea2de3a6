"""How a file was written: figures about the record, each with what it is counted of."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from itertools import pairwise

from analyser import taxonomy
from analyser.present import cells, display
from analyser.present.cells import Row
from analyser.present.marks import Book
from analyser.present.view import Labelled, RecordFacts

LATE_DAYS = 3  # a note recorded more than this after its date


def facts(notes: Mapping[str, Row], affirmed: Sequence[Row], book: Book) -> RecordFacts:
    """Recording lag, gaps between visits, remote contact, being seen and seen alone, and the marks about practice."""
    labels = (*taxonomy.groups()["practice"].labels, "context_service", "child_seen_alone")
    return RecordFacts(tuple(_lines(list(notes.values()))), by_label(affirmed, labels, book))


def by_label(signals: Sequence[Row], labels: Sequence[str], book: Book) -> tuple[Labelled, ...]:
    """The words under each label that there are any of, newest first."""
    found = []
    for label in labels:
        spans = [s for s in signals if cells.text(s.get("label")) == label]
        if spans:
            found.append((display.label(label), len(spans), book.quotes(spans)))
    return tuple(found)


def _lines(notes: Sequence[Row]) -> list[str]:
    said = []
    lags = [lag for n in notes if (lag := lag_days(n)) is not None]
    if lags:
        late = sum(lag > LATE_DAYS for lag in lags)
        said.append(
            f"{late} of {len(lags)} notes with both dates were recorded more than {LATE_DAYS} days after the contact; "
            f"half were recorded within {statistics.median(lags):g} days; the longest took {max(lags)}."
        )
    else:
        said.append("The notes do not say when they were recorded, so lateness could not be checked.")
    visits = sorted(d for n in notes if contact_of(n) == "visit" and (d := cells.day(n.get("date"))))
    if len(visits) > 1:
        gaps = [(b - a).days for a, b in pairwise(visits)]
        longest = max(range(len(gaps)), key=gaps.__getitem__)
        said.append(
            f"{len(visits)} notes of home visits; half of the gaps between them were "
            f"{statistics.median(gaps):g} days or less; the longest was {gaps[longest]} days, "
            f"from {display.day(visits[longest])} to {display.day(visits[longest + 1])}."
        )
    else:
        said.append(f"{len(visits)} note{'' if len(visits) == 1 else 's'} of home visits with a date.")
    contacts = [c for n in notes if (c := contact_of(n)) in ("visit", "remote", "office", "session")]
    if contacts:
        said.append(
            f"{contacts.count('remote')} of {len(contacts)} notes of direct contact are calls, texts or letters."
        )
    for key, name in (("seen", "seen"), ("seen_alone", "seen alone"), ("bedroom_seen", "bedroom seen")):
        flags = [f for n in notes if (f := cells.flag(n.get(key))) is not None]
        if flags:
            said.append(f"The record's own tick-box says “{name}” in {sum(flags)} of {len(flags)} notes that have it.")
    oversight = [n for n in notes if cells.text(n.get("type")) in ("management_oversight", "supervision")]
    said.append(f"{len(oversight)} of {len(notes)} notes are management oversight or supervision.")
    return said


def lag_days(note: Row) -> int | None:
    """Days from the contact to its recording; None where either is not known."""
    date, recorded = cells.day(note.get("date")), cells.day(note.get("recorded"))
    return (recorded - date).days if date and recorded else None


def contact_of(note: Row) -> str:
    known = taxonomy.note_types().get(cells.text(note.get("type")))
    return known.contact if known else ""
