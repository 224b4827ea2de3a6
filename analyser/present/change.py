"""What the record shows of motivation to change, stage by stage: words and who they are told of, never a stage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from analyser import taxonomy
from analyser.patterns.stages import stages
from analyser.present import cells, display
from analyser.present.cells import Row
from analyser.present.marks import Book
from analyser.present.view import StageView, Told
from analyser.present.wording import Wording


def _is_asked(role: str) -> bool:
    """The stages are asked of the family's adults, and of an adult at risk; not of children, nor of workers."""
    return role in ("", "adult_at_risk") or taxonomy.side_of(role) == "parent"


def table(affirmed: Sequence[Row], book: Book, words: Wording) -> tuple[StageView, ...]:
    """One row a stage, with the marks on each side. A mark stands under every stage that it bears on."""
    adults = [s for s in affirmed if _is_asked(cells.text(s.get("actor")))]
    return tuple(
        StageView(
            name=stage.name.replace("{child}", words.child),
            shows=_told(adults, stage.shows, book),
            other=_told(adults, stage.other, book),
            ask=stage.ask.replace("{child}", words.child),
            silent=not (stage.shows or stage.other),
        )
        for stage in stages()
    )


def _told(signals: Sequence[Row], labels: Sequence[str], book: Book) -> Told:
    of = [s for s in signals if cells.text(s.get("label")) in labels]
    who = Counter(cells.text(s.get("actor")) for s in of)
    named = tuple((display.role(role) if role else "Not said of whom", n) for role, n in sorted(who.items()))
    return Told(named, book.quotes(of))
