"""Words by which the record itself says that text was copied, from ``rules/copied.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from analyser import taxonomy
from analyser.errors import BadRules
from analyser.model import RedactedNote, Span

FILE = "analyser/patterns/rules/copied.yaml"
_BEFORE = 40  # characters in which a negation is looked for


@dataclass(frozen=True, slots=True)
class CopiedRules:
    said: tuple[taxonomy.Proven, ...]
    denied: re.Pattern[str]


@cache
def copied_rules() -> CopiedRules:
    """Raises:
    BadRules: an unknown key, a missing example, or a pattern that does not compile.
    """
    data = taxonomy.load_yaml("analyser.patterns", "rules/copied.yaml")
    if odd := set(data) ^ {"schema", "what", "place", "some", "denied", "said"}:
        raise BadRules(f"{FILE}: unknown or missing section {sorted(odd)}.")
    items = []
    for item in data["said"]:
        source = str(item["pattern"])
        for word in ("what", "place", "some"):
            source = source.replace(word.upper(), data[word])
        items.append({**item, "pattern": source})
    return CopiedRules(tuple(taxonomy.proven(FILE, items)), taxonomy.pattern(f"{FILE}, 'denied'", data["denied"]))


def said_copied(text: str) -> Iterator[tuple[int, int]]:
    """Where a text says of a record that it was copied, by one rule or more, in order and without overlap.

    Limits: by words alone; what was copied, and whether it was wrong to, is for the reader.
    """
    rules = copied_rules()
    found = sorted(
        m.span()
        for entry in rules.said
        for m in entry.pattern.finditer(text)
        if not rules.denied.search(text, max(0, m.start() - _BEFORE), m.start())
    )
    last = 0
    for start, end in found:
        if start >= last:
            yield start, end
            last = end


def spans(note: RedactedNote) -> tuple[Span, ...]:
    """The words of a note that say so."""
    return tuple(Span(note.note_id, start, end) for start, end in said_copied(note.text))
