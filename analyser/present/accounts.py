"""Accounts side by side: by topic, each holder's statements in time, with those that do not fit marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from analyser.present import cells, display
from analyser.present.cells import Row
from analyser.present.marks import Book
from analyser.present.view import Conflict, StatementView, TopicView
from analyser.present.wording import Wording

Key = tuple[str, int, int, str]  # note, start, end, holder


def topics(accounts: Iterable[Row], discrepancies: Sequence[Row], book: Book, words: Wording) -> tuple[TopicView, ...]:
    """Topics with accounts, those with conflicts first. Where no accounts table is given, the accounts are those
    that conflict."""
    found: dict[str, dict[Key, Row]] = {}
    for row in accounts:
        found.setdefault(cells.text(row.get("topic")), {})[_key(row, book)] = row
    numbers: dict[Key, list[int]] = {}
    ordered = sorted(discrepancies, key=lambda d: -(cells.number(d.get("score")) or 0))
    for number, row in enumerate(ordered, start=1):
        topic = cells.text(row.get("topic"))
        for side in (cells.mapping(row.get("a")), cells.mapping(row.get("b"))):
            key = _key(side, book)
            found.setdefault(topic, {}).setdefault(key, side)
            numbers.setdefault(key, []).append(number)
    statements = {
        key: _statement(row, book, words, numbers.get(key, [])) for t in found.values() for key, row in t.items()
    }
    views: list[TopicView] = []
    for topic, rows in found.items():
        conflicts = tuple(
            _conflict(n, row, book, words, statements)
            for n, row in enumerate(ordered, start=1)
            if cells.text(row.get("topic")) == topic
        )
        columns = tuple(
            (
                heading,
                tuple(statements[k] for k in sorted(rows, key=lambda k: _time(rows[k], book)) if _column(k[3]) == id_),
            )
            for id_, heading in _columns(words)
        )
        name = words.topics.get(topic) or display.plain(topic) or words.topics["other"]
        views.append(TopicView(f"t-{len(views) + 1}", name, columns, conflicts))
    return tuple(sorted(views, key=lambda t: (not t.conflicts, t.name == words.topics["other"], t.name)))


def _columns(words: Wording) -> tuple[tuple[str, str], ...]:
    child = words.child[:1].upper() + words.child[1:]
    return ("child", child), ("parent", "Family"), ("service", "Social care and other services")


def _column(holder: str) -> str:
    side = display.side(holder)
    return side if side in ("child", "parent") else "service"


def _key(row: Row, book: Book) -> Key:
    return (*book.place(row), cells.text(row.get("holder")))


def _time(row: Row, book: Book) -> tuple[str, tuple[str, int]]:
    noted = book.when(cells.text(row.get("note_id")))
    return cells.text(row.get("date")) or noted[0], noted


def _statement(row: Row, book: Book, words: Wording, numbers: Sequence[int]) -> StatementView:
    date = display.when(cells.text(row.get("date")))
    quote = book.quote(row)
    return StatementView(
        holder=display.role(cells.text(row.get("holder"))),
        date=date if date != quote.date else "",
        basis=words.basis.get(cells.text(row.get("basis")), ""),
        quote=quote,
        conflicts=tuple(numbers),
    )


def _conflict(number: int, row: Row, book: Book, words: Wording, statements: dict[Key, StatementView]) -> Conflict:
    kind = cells.text(row.get("type"))
    a, b = (statements[_key(cells.mapping(row.get(side)), book)] for side in ("a", "b"))
    said = words.discrepancy_types.get(kind) or display.plain(kind)
    return Conflict(
        number=number,
        kind=said[:1].upper() + said[1:],
        why=display.spaced(cells.text(row.get("why"))),
        sure=display.percent(cells.number(row.get("score"))),
        first=a,
        second=b,
    )
