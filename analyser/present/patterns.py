"""Findings as cards: evidence first, then what else could explain it, then what to ask."""

from __future__ import annotations

from collections.abc import Iterable

from analyser.present import cells, display
from analyser.present.cells import Row
from analyser.present.marks import Book
from analyser.present.view import ExplanationView, PatternCard, ReasonView
from analyser.present.wording import Wording

WELL_BORNE_OUT = 0.7


def cards(rows: Iterable[Row], book: Book, words: Wording) -> tuple[PatternCard, ...]:
    """One card a finding, in the order of the table."""
    return tuple(_card(row, i, book, words) for i, row in enumerate(rows, start=1))


def _card(row: Row, number: int, book: Book, words: Wording) -> PatternCard:
    code = cells.text(row.get("pattern"))
    known = words.pattern(code)
    score = cells.number(row.get("score"))
    explanations = [
        ExplanationView(display.spaced(cells.text(e.get("text"))), book.quotes(cells.rows(e.get("support"))))
        for e in cells.rows(row.get("explanations"))
    ]
    return PatternCard(
        anchor=f"p{number}",
        code=code,
        name=known.title,
        title=words.title(code),
        summary=display.spaced(cells.text(row.get("summary"))),
        likely=words.likely if score is not None and score >= WELL_BORNE_OUT else words.possible,
        period=display.period(cells.day(row.get("first")), cells.day(row.get("last"))),
        counts=tuple(
            (words.counts.get(key, key.replace("_", " ")), f"{n:g}")
            for key, value in cells.mapping(row.get("counts")).items()
            if (n := cells.number(value)) is not None
        ),
        evidence=book.quotes(cells.rows(row.get("evidence"))),
        explanations=tuple(sorted(explanations, key=lambda e: not e.support)),
        questions=tuple(
            (display.spaced(cells.text(q.get("text"))), cells.text(q.get("source")))
            for q in cells.rows(row.get("questions"))
        ),
        settle=known.settle,
    )


def reasons(rows: Iterable[Row], book: Book) -> tuple[ReasonView, ...]:
    """What puts the file where it stands in the reading order; never the figures behind it."""
    return tuple(
        ReasonView(
            display.spaced(cells.text(r.get("text"))),
            book.quotes(cells.rows(r.get("evidence"))),
            (cells.number(r.get("weight")) or 0) < 0,
        )
        for r in rows
    )
