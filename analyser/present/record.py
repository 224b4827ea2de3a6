"""How a file was written: figures about the record, each with what it is counted of."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from itertools import pairwise

from analyser import taxonomy
from analyser.present import cells, display, parameters
from analyser.present.cells import Row
from analyser.present.marks import Book
from analyser.present.quoted import Labelled
from analyser.present.view import RecordFacts
from analyser.present.wording import Wording

DIRECT = ("visit", "remote", "office", "session")  # kinds of note that are contact with the family


_TURNED_DOWN = ("refusal", "no_access", "missed_appointment", "cancelled_by_family")


def facts(
    notes: Mapping[str, Row], affirmed: Sequence[Row], occasions: Sequence[Row], book: Book, words: Wording
) -> RecordFacts:
    """Recording lag, gaps between visits, remote contact, being seen and seen alone, closures, marks about practice.

    Args:
        occasions: rows of the ``triggers`` table.
    """
    labels = (*taxonomy.groups()["practice"].labels, "context_service", "child_seen_alone")
    said = (*_lines(list(notes.values()), words), *closures(occasions, affirmed, words))
    return RecordFacts(said, by_label(affirmed, labels, book))


def closures(occasions: Sequence[Row], affirmed: Sequence[Row], words: Wording) -> list[str]:
    """What contact was turned down or missed, and what kept, before a file or service closed or passed on."""
    days = parameters.load().closure_days
    said = []
    for row in occasions:
        day = cells.day(row.get("date"))
        if cells.text(row.get("kind")) != "closure" or day is None:
            continue
        near = [
            (told, cells.text(s.get("label")))
            for s in affirmed
            if (told := cells.day(s.get("date"))) and 0 <= (day - told).days <= days
        ]
        down = len({told for told, label in near if label in _TURNED_DOWN})
        if down:
            kept = len({told for told, label in near if label == "attended"})
            said.append(words.line("closure", day=display.day(day), days=days, down=down, kept=kept))
    return said


def by_label(signals: Sequence[Row], labels: Sequence[str], book: Book) -> tuple[Labelled, ...]:
    """The words under each label that there are any of, newest first."""
    found = []
    for label in labels:
        spans = [s for s in signals if cells.text(s.get("label")) == label]
        if spans:
            found.append((display.label(label), len(spans), book.quotes(spans)))
    return tuple(found)


def _lines(notes: Sequence[Row], words: Wording) -> list[str]:
    limits = parameters.load()
    said = []
    lags = [lag for n in notes if (lag := lag_days(n)) is not None]
    if lags:
        said.append(words.line("lag", **lateness(lags)))
    else:
        said.append(words.line("no_lag"))
    visits = sorted(d for n in notes if contact_of(n) == "visit" and (d := cells.day(n.get("date"))))
    gaps = [(b - a).days for a, b in pairwise(visits)]
    if gaps:
        longest = max(range(len(gaps)), key=gaps.__getitem__)
        said.append(
            words.line(
                "visits",
                visits=len(visits),
                gaps=len(gaps),
                median=statistics.median(gaps),
                longest=gaps[longest],
                first=display.day(visits[longest]),
                last=display.day(visits[longest + 1]),
                long=sum(g > limits.visit_gap_days for g in gaps),
                limit=limits.visit_gap_days,
            )
        )
    else:
        said.append(words.line("few_visits", visits=len(visits)))
    contacts = [c for n in notes if (c := contact_of(n)) in DIRECT]
    if contacts:
        said.append(words.line("remote", remote=contacts.count("remote"), all=len(contacts)))
    for key, name in words.boxes.items():
        flags = [f for n in notes if (f := cells.flag(n.get(key))) is not None]
        if flags:
            said.append(words.line("box", box=name, ticked=sum(flags), all=len(flags)))
    said.append(words.line("oversight", oversight=sum(is_oversight(n) for n in notes), all=len(notes)))
    return said


def lateness(lags: Sequence[int]) -> dict[str, float]:
    """What a sentence on recording asks for: how many are late, of how many, the median and the longest, in days."""
    limit = parameters.load().late_days
    late = sum(lag > limit for lag in lags)
    return {
        "late": late,
        "all": len(lags),
        "limit": limit,
        "median": statistics.median(lags),
        "longest": max(lags),
    }


def is_oversight(note: Row) -> bool:
    return cells.text(note.get("type")) in ("management_oversight", "supervision")


def lag_days(note: Row) -> int | None:
    """Days from the contact to its recording; None where either is not known."""
    date, recorded = cells.day(note.get("date")), cells.day(note.get("recorded"))
    return (recorded - date).days if date and recorded else None


def contact_of(note: Row) -> str:
    known = taxonomy.note_types().get(cells.text(note.get("type")))
    return known.contact if known else ""
