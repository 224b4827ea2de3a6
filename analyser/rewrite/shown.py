"""Texts that hold HTML, as exports have it within cells: read as they are shown, and edited around their tags."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analyser.ingest.cell_html import TAG, parts
from analyser.rewrite.pieces import Carrier, Edit, Piece


class Shown:
    """A file whose texts are seen without their HTML. What tags say beside their name (links, titles) goes."""

    def __init__(self, inner: Carrier) -> None:
        self._inner = inner
        self.suffix, self.warnings = inner.suffix, inner.warnings
        self._parts = [parts(p.text) for p in inner.pieces]
        self.pieces: list[Piece] = [
            replace(p, text="".join(shown for shown, _, _ in found)) if found else p
            for p, found in zip(inner.pieces, self._parts, strict=True)
        ]

    def write(self, edits: Sequence[Sequence[Edit]]) -> bytes:
        back = [
            _back(p.text, found, own) if found else own
            for p, found, own in zip(self._inner.pieces, self._parts, edits, strict=True)
        ]
        return self._inner.write(back)


def _back(text: str, found: Sequence[tuple[str, int, int]], edits: Sequence[Edit]) -> list[Edit]:
    """Edits of what is shown as edits of the text: the first stretch takes the new words, tags stay without what they
    say."""
    made: list[Edit] = []
    begun: set[int] = set()
    at = 0
    for shown, start, end in found:
        until = at + len(shown)
        if tag := TAG.fullmatch(text, start, end):
            if tag["said"]:
                made.append((start, end, f"<{tag['name']}>"))
            at = until
            continue
        for number, (a, b, new) in enumerate(edits):
            if a >= until or b <= at:
                continue
            as_written = len(shown) == end - start
            left = start + max(a - at, 0) if as_written else start  # an entity goes whole
            right = start + min(b, until) - at if as_written else end
            made.append((left, right, "" if number in begun else new))
            begun.add(number)
        at = until
    return made
