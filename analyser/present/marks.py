"""Notes cut into stretches under the same marks, and words quoted with what stands around them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from analyser import taxonomy
from analyser.present import cells, display
from analyser.present.cells import Row
from analyser.present.note_view import Chip, Layer, NoteView, Segment
from analyser.present.quoted import Piece, Quote

AROUND = 110  # characters quoted on either side of the words
LONGEST = 420  # characters of the words themselves before their middle is left out


@dataclass
class Book:
    """The notes of one case with the marks on them: what every quotation and link is made from.

    ``notes`` are the rows of the notes table; stretches asked for by ``quote`` get a place to link to.
    """

    notes: dict[str, Row]
    signals: dict[str, list[Row]]
    standings: Mapping[str, str]
    numbers: dict[str, int] = field(init=False)
    held: dict[str, set[tuple[int, int]]] = field(init=False)

    def __post_init__(self) -> None:
        self.numbers = {note_id: i for i, note_id in enumerate(self.notes, start=1)}
        self.held = {note_id: set() for note_id in self.notes}

    def text(self, note_id: str) -> str:
        row = self.notes.get(note_id, {})
        return "" if cells.flag(row.get("withheld")) else cells.text(row.get("redacted_text"))

    def place(self, span: Row) -> tuple[str, int, int]:
        """Note and offsets of a span row, drawn in to the text that there is."""
        note_id = cells.text(span.get("note_id"))
        length = len(self.text(note_id))
        start = min(max(cells.whole(span.get("redacted_start")) or 0, 0), length)
        end = min(max(cells.whole(span.get("redacted_end")) or 0, start), length)
        return note_id, start, end if end - start > 1 else start  # one character stands for the note as a whole

    def href(self, note_id: str, start: int, end: int) -> str:
        number = self.numbers.get(note_id)
        if number is None:
            return ""
        if end <= start:
            return f"#n{number}"
        self.held[note_id].add((start, end))
        return f"#w{number}-{start}-{end}"

    def quote(self, span: Row, around: int = AROUND) -> Quote:
        """One stretch with the text around it."""
        note_id, start, end = self.place(span)
        return self._quote(note_id, [(start, end)], around)

    def quotes(self, spans: Iterable[Row], *, newest_first: bool = True) -> tuple[Quote, ...]:
        """Stretches quoted in the order of the notes' dates; those that stand close together in one quotation."""
        places: dict[str, list[tuple[int, int]]] = {}
        for span in spans:
            note_id, start, end = self.place(span)
            places.setdefault(note_id, []).append((start, end))
        found = []
        for note_id in sorted(places, key=self.when, reverse=newest_first):
            found += [self._quote(note_id, near) for near in _near(places[note_id], self.text(note_id))]
        return tuple(found)

    def _quote(self, note_id: str, places: list[tuple[int, int]], around: int = AROUND) -> Quote:
        row, text = self.notes.get(note_id, {}), self.text(note_id)
        over = [
            s
            for s in self.signals.get(note_id, ())
            if cells.text(s.get("assertion")) in ("", "affirmed")
            and any(_start(s) < end and start < _end(s) for start, end in places)
        ]
        scores = [n for s in over if (n := cells.number(s.get("score"))) is not None]
        return Quote(
            note=note_id,
            date=display.day(cells.day(row.get("date"))),
            note_type=display.note_type(cells.text(row.get("type"))),
            author=display.role(cells.text(row.get("author_role"))),
            href=self.href(note_id, *places[0]),
            pieces=self._pieces(note_id, text, [p for p in places if p[0] < p[1]], around),
            labels=tuple(dict.fromkeys(display.label(cells.text(s.get("label"))) for s in over)),
            sources=tuple(dict.fromkeys(cells.text(s.get("source")) for s in over if s.get("source"))),
            sure=display.percent(max(scores)) if scores else "",
        )

    def _pieces(self, note_id: str, text: str, places: list[tuple[int, int]], around: int) -> tuple[Piece, ...]:
        if not places:
            beginning = _after(text, 0, around)
            return (Piece(display.spaced(beginning), f"#n{self.numbers[note_id]}"),) if beginning else ()
        pieces = [Piece(display.spaced(_before(text, places[0][0], around)))]
        for (start, end), (after, _) in pairwise([*places, (len(text), len(text))]):
            pieces.append(Piece(display.spaced(_shortened(text[start:end])), self.href(note_id, start, end), True))
            between = _after(text, end, around) if after == len(text) else text[end:after]
            pieces.append(Piece(display.spaced(between)))
        return tuple(p for p in pieces if p.text)

    def when(self, note_id: str) -> tuple[str, int]:
        row = self.notes.get(note_id, {})
        date = cells.day(row.get("date"))
        return (date.isoformat() if date else "", self.numbers.get(note_id, 0))

    def day(self, note_id: str) -> dt.date | None:
        return cells.day(self.notes.get(note_id, {}).get("date"))

    def pages(self) -> tuple[NoteView, ...]:
        """Every note with its marks. Call it last: it gives a place to each stretch that was quoted before."""
        return tuple(self._page(note_id) for note_id in self.notes)

    def _page(self, note_id: str) -> NoteView:
        row, number = self.notes[note_id], self.numbers[note_id]
        signals = [s for s in self.signals.get(note_id, ()) if self.text(note_id)]
        chips = tuple(self._chip(s) for s in sorted(signals, key=lambda s: (_start(s), _end(s))))
        date, recorded = cells.day(row.get("date")), cells.day(row.get("recorded"))
        flags = (("seen", "Seen"), ("seen_alone", "Seen alone"), ("bedroom_seen", "Bedroom seen"))
        return NoteView(
            anchor=f"n{number}",
            id=note_id,
            date=display.day(date),
            recorded=display.day(recorded) if recorded and recorded != date else "",
            type=display.note_type(cells.text(row.get("type"))),
            author=display.role(cells.text(row.get("author_role"))),
            flags=tuple(
                f"{name}: {'yes' if value else 'no'}"
                for key, name in flags
                if (value := cells.flag(row.get(key))) is not None
            ),
            segments=segments(self.text(note_id), signals, self.held[note_id], number),
            chips=chips,
            withheld=cells.flag(row.get("withheld")) or False,
        )

    def _chip(self, signal: Row) -> Chip:
        note_id, start, end = self.place(signal)
        label = cells.text(signal.get("label"))
        actor = cells.text(signal.get("actor"))
        return Chip(
            href=self.href(note_id, start, end),
            label=display.label(label),
            group=group_of(label),
            standing=self.standings.get(cells.text(signal.get("assertion")), ""),
            actor=display.role(actor) if actor else "",
            sure=display.percent(cells.number(signal.get("score"))),
            source=cells.text(signal.get("source")),
        )


def group_of(label: str) -> str:
    known = taxonomy.labels().get(label)
    return known.group if known else "other"


def _start(row: Row) -> int:
    return cells.whole(row.get("redacted_start")) or 0


def _end(row: Row) -> int:
    return cells.whole(row.get("redacted_end")) or 0


def segments(text: str, signals: Iterable[Row], held: Iterable[tuple[int, int]], number: int) -> tuple[Segment, ...]:
    """Cuts a text wherever a mark begins or ends, so that marks may nest, cross and stand on the same words.

    Args:
        text: the redacted text of the note.
        signals: rows of the signals table for this note.
        held: stretches that something links to.
        number: of the note, for the ids of those stretches.
    """
    length = len(text)
    covers: list[tuple[int, int, Layer]] = []
    for s in signals:
        start, end = max(0, _start(s)), min(length, _end(s))
        if start < end:
            label, standing = cells.text(s.get("label")), cells.text(s.get("assertion"))
            covers.append((start, end, Layer(group_of(label), display.label(label), standing in ("", "affirmed"))))
    covers.sort(key=lambda c: (c[0], -c[1], c[2].title))
    spots = sorted({(a, b) for a, b in held if 0 <= a < b <= length})
    starts: dict[int, list[str]] = {}
    for a, b in spots:
        starts.setdefault(a, []).append(f"w{number}-{a}-{b}")
    cuts = sorted({0, length, *(p for c in covers for p in c[:2]), *(p for spot in spots for p in spot)})
    found = []
    for a, b in pairwise(cuts):
        layers = tuple(dict.fromkeys(layer for start, end, layer in covers if start <= a and b <= end))
        within = any(start <= a and b <= end for start, end in spots)
        found.append(Segment(a, text[a:b], display.spaced(text[a:b]), layers, tuple(starts.get(a, ())), within))
    return tuple(found)


def _near(places: Iterable[tuple[int, int]], text: str) -> list[list[tuple[int, int]]]:
    """Stretches in groups that one quotation can hold: in one paragraph, with little between; crossing ones as one."""
    groups: list[list[tuple[int, int]]] = []
    for start, end in sorted(set(places)):
        last = groups[-1][-1] if groups else None
        if last and start < last[1]:
            groups[-1][-1] = (last[0], max(end, last[1]))
        elif last and start - last[1] <= 2 * AROUND and "\n" not in text[last[1] : start]:
            groups[-1].append((start, end))
        else:
            groups.append([(start, end)])
    return groups


def _before(text: str, start: int, around: int) -> str:
    left = max(0, start - around)
    piece = text[left:start]
    piece = piece.rsplit("\n", 1)[-1]
    if left and len(piece) == around:
        piece = "… " + piece.partition(" ")[2]
    return piece


def _after(text: str, end: int, around: int) -> str:
    piece = text[end : end + around].split("\n", 1)[0]
    if len(piece) == around and end + around < len(text):
        piece = piece.rpartition(" ")[0] + " …"
    return piece


def _shortened(words: str) -> str:
    words = " ".join(words.split())
    if len(words) <= LONGEST:
        return words
    half = LONGEST // 2
    return f"{words[:half].rpartition(' ')[0]} […] {words[-half:].partition(' ')[2]}"
