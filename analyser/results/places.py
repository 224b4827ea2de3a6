"""Spans and days as the tables hold them: in source and redacted offsets, and as ISO text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from analyser.model import RedactedNote, Span

Row = dict[str, Any]


def iso(day: Any) -> str | None:
    return None if day is None else str(day.isoformat())


def span_row(notes: Mapping[str, RedactedNote], note_id: str, start: int, end: int) -> Row:
    source = notes[note_id].to_source(start, end)
    return {
        "note_id": note_id,
        "start": source[0],
        "end": source[1],
        "redacted_start": start,
        "redacted_end": end,
    }


def span_rows(notes: Mapping[str, RedactedNote], spans: Iterable[Span]) -> list[Row]:
    return [span_row(notes, s.note_id, s.start, s.end) for s in spans]
