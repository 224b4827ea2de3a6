"""Words of the record as the pages quote them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a quotation: words that were marked, with where to find them, or the text around them."""

    text: str
    href: str = ""  # "#w3-120-180": the marked words in the note
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the record with what stands around them. ``pieces`` is empty where the note cannot be shown."""

    note: str  # note id
    date: str
    note_type: str
    author: str
    href: str  # the first marked words, or the note; "" where it is not on the page
    pieces: tuple[Piece, ...]
    labels: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()  # rules and models that marked the words
    sure: str = ""  # the highest calibrated confidence among them, "84%"

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(p.text for p in self.pieces if p.marked)


Labelled = tuple[str, int, tuple[Quote, ...]]  # a label's name, how often it stands, its words newest first
