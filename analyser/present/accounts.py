"""Accounts side by side: by topic, each holder's statements in time, with those that do not fit marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from analyser import saying
from analyser.present import cells, display, parameters
from analyser.present.cells import Row
from analyser.present.marks import Book
from analyser.present.view import Conflict, StatementView, TopicView
from analyser.present.wording import Wording

AROUND = 45  # characters quoted on either side: columns are narrow

Key = tuple[str, int, int, str]  # note, start, end, holder


def topics(accounts: Iterable[Row], discrepancies: Sequence[Row], book: Book, words: Wording) -> tuple[TopicView, ...]:
    """Topics with accounts, those with conflicts first. Where no accounts table is given, the accounts are those
    that conflict."""
    rows: dict[str, dict[Key, Row]] = {}
    clashes: dict[str, list[Row]] = {}
    for row in accounts:
        rows.setdefault(cells.text(row.get("topic")), {})[_key(row, book)] = row
    for row in sorted(discrepancies, key=lambda d: -(cells.number(d.get("score")) or 0)):
        topic = cells.text(row.get("topic"))
        clashes.setdefault(topic, []).append(row)
        for side in _sides(row):
            rows.setdefault(topic, {}).setdefault(_key(side, book), side)
    names = {t: words.topics.get(t) or display.plain(t) or words.topics["other"] for t in rows}
    views: list[TopicView] = []
    number = 0
    for topic in sorted(
        rows, key=lambda t: (-_strength(clashes.get(t, ())), names[t] == words.topics["other"], names[t])
    ):
        numbered = [(number := number + 1, row) for row in clashes.get(topic, ())]
        views.append(_topic(f"t-{len(views) + 1}", names[topic], rows[topic], numbered, book, words))
    return tuple(views)


def _topic(
    anchor: str, name: str, rows: dict[Key, Row], clashes: Sequence[tuple[int, Row]], book: Book, words: Wording
) -> TopicView:
    numbers: dict[Key, list[int]] = {}
    for number, row in clashes:
        for side in _sides(row):
            numbers.setdefault(_key(side, book), []).append(number)
    ordered = sorted(rows, key=lambda k: _time(rows[k], book))
    statements = {k: _statement(rows[k], book, words, numbers.get(k, [])) for k in ordered}
    columns = tuple(
        (heading, tuple(s for k, s in statements.items() if _column(k[3]) == column))
        for column, heading in _columns(words)
    )
    conflicts = [_conflict(n, row, book, words, statements) for n, row in clashes]
    return TopicView(
        anchor,
        name,
        columns,
        tuple(c for c in conflicts if not c.weak),
        tuple(c for c in conflicts if c.weak),
    )


def _strength(clashes: Sequence[Row]) -> float:
    return max((cells.number(c.get("score")) or 0.0 for c in clashes), default=-1.0)


def _sides(row: Row) -> tuple[Row, Row]:
    return cells.mapping(row.get("a")), cells.mapping(row.get("b"))


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
    quote = book.quote(row, AROUND)
    return StatementView(
        holder=display.role(cells.text(row.get("holder"))),
        date=date if date != quote.date else "",
        basis=words.basis.get(cells.text(row.get("basis")), ""),
        quote=quote,
        conflicts=tuple(numbers),
    )


def _conflict(number: int, row: Row, book: Book, words: Wording, statements: dict[Key, StatementView]) -> Conflict:
    kind = cells.text(row.get("type"))
    a, b = (statements[_key(side, book)] for side in _sides(row))
    if _column(cells.text(_sides(row)[1].get("holder"))) == "child":
        a, b = b, a
    said = words.discrepancy_types.get(kind) or display.plain(kind)
    score = cells.number(row.get("score"))
    return Conflict(
        number=number,
        kind=said[:1].upper() + said[1:],
        why=_compared(cells.text(row.get("why")), words),
        sure=display.percent(score),
        first=a,
        second=b,
        weak=score is not None and score < parameters.load().weak_pair,
    )


def _compared(why: str, words: Wording) -> str:
    """What two accounts were found to differ in, in words: the statements themselves stand beside it."""
    m = re.search(r"\[([^\[\]]*)\]\s*$", why)
    parts = re.findall(r"(?:^|; )[\w ]+: '([^']*)' / '([^']*)'", m[1]) if m else []
    against = [words.line("compared", a=display.spaced(a), b=display.spaced(b)) for a, b in parts if a != b]
    return words.line("set_against", words=saying.listed(against[:2])) if against else ""
