"""Tables as the pages, documents and workbooks show them: what is said, and the words that it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analyser.present.quoted import Quote

_SHOWN = 3  # quotations in a cell of plain text


@dataclass(frozen=True, slots=True)
class Answer:
    """A cell of a table: what is said, and the words of the record that it rests on."""

    text: str
    quotes: tuple[Quote, ...] = ()
    date: str = ""  # the ISO value, of any precision, of a cell that is a date alone
    number: int | None = None  # of a cell that is a count: the text may say of how many

    @property
    def plain(self) -> str:
        """The text with the first few of the words that it rests on, unless it is itself such words."""
        words = [w for q in self.quotes for w in q.words]
        if not words or self.text.startswith("“"):
            return self.text
        more = f" (+ {len(words) - _SHOWN})" if len(words) > _SHOWN else ""
        return f"{self.text}: {'; '.join(f'“{w}”' for w in words[:_SHOWN])}{more}"


@dataclass(frozen=True, slots=True)
class AnswerTable:
    title: str
    intro: str
    head: tuple[str, ...]
    rows: tuple[tuple[Answer, ...], ...]  # shown open
    folded: tuple[tuple[Answer, ...], ...] = ()
    fold: str = ""  # what is said of the folded rows

    @property
    def every(self) -> tuple[tuple[Answer, ...], ...]:
        """All rows: in order of time where each begins with its date, else those that stand open first."""
        rows = (*self.rows, *self.folded)
        return tuple(sorted(rows, key=lambda r: r[0].date)) if all(r[0].date for r in rows) else rows

    @property
    def plain(self) -> tuple[tuple[str, ...], ...]:
        """Head and rows as text alone."""
        return (self.head, *(tuple(a.plain for a in row) for row in self.every))


def headed(entry: Mapping[str, str]) -> tuple[str, str, tuple[str, ...]]:
    """Title, introduction and head of a table, from its entry in the wording."""
    return entry["title"], entry["intro"], tuple(v for k, v in entry.items() if k not in ("title", "intro"))
