"""Rows of tables in documents, as lines: forms become "label: value", logs become dated lines."""

from __future__ import annotations

import re

_LABEL = re.compile(r"[^\W\d][\w '’/()&.?-]{0,48}:?")


def row_text(cells: list[str]) -> str:
    """One row as text. A row of label and value, once or twice over, gives "label: value" lines."""
    full = [c.strip() for c in cells]
    while full and not full[-1]:
        full.pop()
    if not full:
        return ""
    if len(full) == 1:
        return full[0]
    if _is_form(full):
        return "\n".join(f"{a.rstrip(':?')}: {b}" for a, b in zip(full[::2], full[1::2], strict=True))
    return " | ".join(full)


def joints(cells: list[str]) -> list[str]:
    """What stands before each cell of a row whose cells are kept and read as ``row_text`` joins them."""
    full = [c.strip() for c in cells]
    while full and not full[-1]:
        full.pop()
    if not _is_form(full):
        return ["", *[" | "] * (len(cells) - 1)][: len(cells)]
    after = (" " if c.endswith((":", "?")) else ": " for c in full[::2])
    return [j for a in after for j in ("\n", a)][: len(full)] + [" | "] * (len(cells) - len(full))


def _is_form(full: list[str]) -> bool:
    labels = full[::2]
    if not full or len(full) % 2 or not all(_LABEL.fullmatch(label) for label in labels):
        return False
    # Two columns without a colon are a form only where the left one is short and the row is not a heading.
    pairs = len(full) == 2 and len(full[0].split()) <= 5 and not full[0].endswith(".")
    return all(label.endswith(":") for label in labels) or pairs
