"""Tables as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def rows(heads: Sequence[str], cells: Iterable[Sequence[object]]) -> list[str]:
    """The lines of one table: its heads, a rule, and a line for each row of cells."""
    return [_line(heads), _line(["---"] * len(heads)), *map(_line, cells)]


def _line(cells: Sequence[object]) -> str:
    return "|" + "".join(f" {cell} |" if str(cell) else " |" for cell in cells)
