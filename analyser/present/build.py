"""From the rows of one case to its page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from analyser import taxonomy
from analyser.present import (
    accounts,
    agreed,
    cells,
    change,
    contacts,
    display,
    events,
    parameters,
    patterns,
    record,
    timeline,
)
from analyser.present.cells import Row
from analyser.present.marks import Book, group_of
from analyser.present.view import CasePage, Figure, Glance, PatternCard
from analyser.present.wording import Wording, wording

_CONTACTS = {
    "kept": "kept",
    "missed_by_family": "missed",
    "cancelled_by_family": "cancelled_family",
    "cancelled_by_service": "cancelled_service",
}


def from_tables(case_id: str, tables: Mapping[str, Sequence[Row]], about: Mapping[str, str] | None = None) -> CasePage:
    """The page of one case from its rows of the results tables.

    Args:
        case_id: as in the tables; rows of other cases are left out.
        tables: name -> rows. ``accounts`` may be missing, and so may any other: what is not there is not shown.
        about: what the page says about the program (``render.case_html``).
    """
    mine = {name: [r for r in found if cells.text(r.get("case_id")) == case_id] for name, found in tables.items()}
    case: Row = next(iter(mine.get("cases", ())), {})
    setting = cells.text(case.get("setting")) or "children"
    words = wording(setting)
    notes = {cells.text(n.get("note_id")): n for n in mine.get("notes", ())}
    signals: dict[str, list[Row]] = {}
    for row in mine.get("signals", ()):
        signals.setdefault(cells.text(row.get("note_id")), []).append(row)
    book = Book(notes, signals, words.standings)
    placed, undated = events.read(mine.get("chronology", ()), book, words)
    cards = patterns.cards(mine.get("patterns", ()), book, words)
    affirmed = [s for found in signals.values() for s in found if cells.text(s.get("assertion")) in ("", "affirmed")]
    page_of = _by_section(cards, words)
    glance = _glance(case, notes, cards, book, words, mine.get("contacts", ()))
    return CasePage(
        case_id=case_id,
        setting=setting,
        words=words,
        show=parameters.load(),
        glance=glance,
        timeline=timeline.lay_out(placed, words, _period(notes)),
        events=tuple(p.event for p in placed),
        undated=undated,
        patterns=page_of["patterns"],
        record_patterns=page_of["record"],
        well_patterns=page_of["well"],
        circumstances=record.by_label(affirmed, taxonomy.groups()["context"].labels, book),
        topics=accounts.topics(mine.get("accounts", ()), mine.get("discrepancies", ()), book, words),
        well=record.by_label(affirmed, taxonomy.groups()["engagement"].labels, book),
        agreed=tuple(
            agreed.tables(mine, lambda spans: book.quotes(cells.rows(spans), newest_first=False), words).values()
        ),
        stages=change.table(affirmed, book, words),
        record=record.facts(notes, affirmed, mine.get("triggers", ()), book, words),
        notes=book.pages(),
        groups=_groups(signals),
        about=dict(about or {}),
    )


def _by_section(cards: Sequence[PatternCard], words: Wording) -> dict[str, tuple[PatternCard, ...]]:
    return {
        section: tuple(c for c in cards if words.pattern(c.code).section == section)
        for section in ("patterns", "record", "well")
    }


def _groups(signals: Mapping[str, Sequence[Row]]) -> tuple[tuple[str, str, int], ...]:
    counts: dict[str, int] = {}
    for found in signals.values():
        for s in found:
            group = group_of(cells.text(s.get("label")))
            counts[group] = counts.get(group, 0) + 1
    named = {g.id: g.name for g in taxonomy.groups().values()} | {"other": "Other marks"}
    return tuple((g, name, counts[g]) for g, name in named.items() if g in counts)


def _glance(
    case: Row,
    notes: Mapping[str, Row],
    cards: Sequence[PatternCard],
    book: Book,
    words: Wording,
    offered_rows: Sequence[Row],
) -> Glance:
    counts = cells.mapping(case.get("contacts"))
    offered = cells.whole(counts.get("offered")) or 0
    days = sorted(d for n in notes.values() if (d := cells.day(n.get("date"))))
    first = cells.day(case.get("first")) or (days[0] if days else None)
    last = cells.day(case.get("last")) or (days[-1] if days else None)
    as_of = cells.day(case.get("as_of"))
    held_back = tuple(n for n, row in notes.items() if cells.flag(row.get("withheld")))
    return Glance(
        people=tuple(
            (display.spaced(token), display.role(cells.text(role)))
            for token, role in cells.mapping(case.get("people")).items()
        ),
        period=display.period(first, last),
        as_of=display.day(as_of),
        notes=len(notes),
        words=sum(len(book.text(n).split()) for n in notes),
        undated=sum(cells.day(n.get("date")) is None for n in notes.values()),
        contacts=tuple(
            Figure(group, words.outcome_groups[group], cells.whole(counts.get(key)) or 0, offered)
            for key, group in _CONTACTS.items()
        ),
        offered=offered,
        seen_alone=cells.whole(counts.get("seen_alone")),
        last_seen=_ago(cells.day(counts.get("last_seen")), as_of or last, words),
        last_seen_alone=_ago(cells.day(counts.get("last_seen_alone")), as_of or last, words),
        gaps=contacts.gaps(counts, words),
        counted=tuple(contacts.counted(counts, words).values()),
        not_kept=contacts.not_kept(offered_rows, words),
        priority=words.priority(cells.whole(case.get("priority")) or 0),
        reasons=patterns.reasons(cells.rows(case.get("reasons")), cards, book),
        withheld=held_back,
        residue=cells.whole(case.get("residue")) or 0,
    )


def _period(notes: Mapping[str, Row]) -> tuple[dt.date, dt.date] | None:
    days = [d for n in notes.values() if (d := cells.day(n.get("date")))]
    return (min(days), max(days)) if days else None


def _ago(day: dt.date | None, now: dt.date | None, words: Wording) -> str:
    """A day, and how long before the end of the file it was."""
    if day is None:
        return words.line("not_found")
    if now is None or now < day:
        return display.day(day)
    return words.line("ago", day=display.day(day), days=(now - day).days)
