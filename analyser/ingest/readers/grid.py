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
    labels, values = full[::2], full[1::2]
    if len(full) % 2 == 0 and all(_LABEL.fullmatch(label) for label in labels):
        # Two columns without a colon are a form only where the left one is short and the row is not a heading.
        pairs = len(full) == 2 and len(full[0].split()) <= 5 and not full[0].endswith(".")
        if all(label.endswith(":") for label in labels) or pairs:
            return "\n".join(f"{a.rstrip(':?')}: {b}" for a, b in zip(labels, values, strict=True))
    return " | ".join(full)
