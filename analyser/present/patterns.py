"""Findings as cards: evidence first, then what else could explain it, then what to ask."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from analyser.patterns import measured
from analyser.patterns.rates import wilson
from analyser.present import cells, display, parameters
from analyser.present.cells import Row
from analyser.present.marks import Book
from analyser.present.quoted import Quote
from analyser.present.view import ExplanationView, PatternCard, ReasonView
from analyser.present.wording import Wording

Place = tuple[str, int, int]  # note, start, end


def cards(rows: Iterable[Row], book: Book, words: Wording) -> tuple[PatternCard, ...]:
    """One card a finding, in the order of the table."""
    return tuple(_card(row, i, book, words) for i, row in enumerate(rows, start=1))


def _card(row: Row, number: int, book: Book, words: Wording) -> PatternCard:
    code = cells.text(row.get("pattern"))
    known = words.pattern(code)
    score = cells.number(row.get("score"))
    evidence = book.quotes(cells.rows(row.get("evidence")))
    return PatternCard(
        anchor=f"p{number}",
        code=code,
        name=known.title,
        title=words.title(code),
        summary=display.spaced(cells.text(row.get("summary"))),
        likely=words.likely if score is not None and score >= parameters.load().full_match else words.possible,
        period=display.period(cells.day(row.get("first")), cells.day(row.get("last"))),
        counts=tuple(
            words.count(key, int(n) if n == int(n) else n)
            for key, value in cells.mapping(row.get("counts")).items()
            if (n := cells.number(value)) is not None and abs(n) < float("inf")
        ),
        evidence=evidence,
        explanations=explanations(cells.rows(row.get("explanations")), evidence, book),
        questions=tuple(
            (display.spaced(cells.text(q.get("text"))), cells.text(q.get("source")))
            for q in cells.rows(row.get("questions"))
        ),
        settle=known.settle,
        measured=_measured(code, words),
    )


def _measured(code: str, words: Wording) -> str:
    """How often the pattern was right where it was measured; "" where it was not."""
    found = measured.load()
    if code not in found.patterns:
        return ""
    right, wrong, missed = found.patterns[code]
    named = right + wrong
    if not named:
        return words.line("measured_unnamed", files=found.files, missed=missed)
    low, high = wilson(right, named)
    return words.line(
        "measured",
        files=found.files,
        named=named,
        right=right,
        missed=missed,
        low=round(100 * low),
        high=round(100 * high),
    )


def explanations(rows: Iterable[Row], evidence: Sequence[Quote], book: Book) -> tuple[ExplanationView, ...]:
    """Innocent readings: those with words in the file first, then those that the calendar bears on.

    Each quotation stands once, nearest to the evidence first.
    """
    days = [d for q in evidence if (d := book.day(q.note))]
    grouped: dict[frozenset[Place], tuple[list[tuple[str, str]], list[Row]]] = {}
    checks: dict[frozenset[Place], list[Row]] = {}
    by_calendar: list[ExplanationView] = []
    silent: list[ExplanationView] = []
    for row in rows:
        reading = _reading(display.spaced(cells.text(row.get("text"))))
        support = cells.rows(row.get("support"))
        if support:
            places = frozenset(book.place(s) for s in support)
            grouped.setdefault(places, ([], support))[0].append(reading)
            checks.setdefault(places, []).extend(cells.rows(row.get("checked")))
        fell = tuple(cells.text(d) for d in cells.items(row.get("days")))
        if fell:
            by_calendar.append(ExplanationView((reading,), days=fell))
        elif not support:
            silent.append(ExplanationView((reading,)))
    found: list[ExplanationView] = []
    quoted = {place for q in evidence for place in _places(q)}
    quoted_of = [
        (tuple(readings), book.quotes(support), book.quotes(checks[places]))
        for places, (readings, support) in grouped.items()
    ]
    for readings, quotes, checked in sorted(quoted_of, key=lambda g: _later(g[1], days, book)):
        near = sorted(quotes, key=lambda q: _apart(book.day(q.note), days))
        found.append(
            ExplanationView(
                readings,
                tuple(q for q in near if not _places(q) <= quoted),
                again=tuple(q for q in near if _places(q) <= quoted),
                later=_later(quotes, days, book),
                checked=checked,
            )
        )
        quoted |= {place for q in quotes for place in _places(q)}
    return (*found, *by_calendar, *silent)


def _places(quote: Quote) -> set[str]:
    return {p.href for p in quote.pieces if p.marked} or {quote.href}


def _later(quotes: Sequence[Quote], days: Sequence[dt.date], book: Book) -> bool:
    """Whether the file speaks of something only well after the last of those days."""
    noted = [d for q in quotes if (d := book.day(q.note))]
    return bool(noted and days) and (min(noted) - max(days)).days > parameters.load().later_days


def _reading(text: str) -> tuple[str, str]:
    """A reading and, apart from it, the source in brackets at its end."""
    m = re.fullmatch(r"(.*?[.!?]) \(([^()]*)\)", text, re.S)
    return (m[1], m[2]) if m else (text, "")


def _apart(day: dt.date | None, days: Sequence[dt.date]) -> int:
    return min((abs((day - d).days) for d in days), default=0) if day else 10**6


def reasons(rows: Iterable[Row], cards: Sequence[PatternCard], book: Book) -> tuple[ReasonView, ...]:
    """What puts the file where it stands in the reading order; never the figures behind it."""
    by_code = {c.code: c for c in cards}
    found = []
    for r in sorted(rows, key=lambda r: -abs(cells.number(r.get("weight")) or 0)):
        quotes = {q.note: q for q in reversed(book.quotes(cells.rows(r.get("evidence"))))}  # the first of each note
        card = by_code.get(cells.text(r.get("code")))
        found.append(
            ReasonView(
                display.spaced(cells.text(r.get("text"))),
                tuple(reversed(quotes.values())),
                (cells.number(r.get("weight")) or 0) < 0,
                card.name if card else "",
                card.anchor if card else "",
            )
        )
    return tuple(found)
