"""A sentence with everything around it that decides what it means.

The same words are a missed appointment or the service's own failing by who is the subject, and "Ditto 7/11" means what
the sentence before it meant. So a sentence is judged with its neighbours, its place, the type of the note, the role of
its author, the structured flags of the record and the rules that fired in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analyser.layout.sentences import split
from analyser.model import RedactedNote, Setting


@dataclass(frozen=True, slots=True)
class SentenceContext:
    """One sentence of a redacted note; ``start`` and ``end`` are characters of the redacted text, half-open."""

    note_id: str
    start: int
    end: int
    text: str
    previous: str = ""  # the sentence before, in the same note
    following: str = ""
    position: float = 0.0  # 0 the first sentence of the note, 1 the last
    note_type: str = ""
    author_role: str = ""
    setting: str = Setting.CHILDREN.value
    flags: tuple[str, ...] = ()  # structured fields that are filled: "seen=yes", "seen_alone=no"
    rule_hits: tuple[str, ...] = ()  # labels whose rules fired in this sentence


def contexts(
    note: RedactedNote,
    setting: Setting | str = Setting.CHILDREN,
    rule_hits: Mapping[tuple[int, int], tuple[str, ...]] | None = None,
) -> list[SentenceContext]:
    """The sentences of a note in order, each with its surroundings.

    Args:
        rule_hits: (start, end) of a stretch of the redacted text -> labels whose rules fired there. A sentence
            carries the labels of every stretch that overlaps it.
    """
    sentences = split(note.text)
    hits = sorted((rule_hits or {}).items())
    flags = _flags(note)
    texts = [note.text[s.start : s.end] for s in sentences]
    last = max(len(sentences) - 1, 1)
    return [
        SentenceContext(
            note_id=note.note_id,
            start=s.start,
            end=s.end,
            text=texts[i],
            previous=texts[i - 1] if i else "",
            following=texts[i + 1] if i + 1 < len(texts) else "",
            position=i / last,
            note_type=note.type,
            author_role=note.author_role,
            setting=str(setting),
            flags=flags,
            rule_hits=tuple(
                sorted({label for (a, b), labels in hits if a < s.end and s.start < b for label in labels})
            ),
        )
        for i, s in enumerate(sentences)
    ]


def _flags(note: RedactedNote) -> tuple[str, ...]:
    values = {"seen": note.seen, "seen_alone": note.seen_alone, "bedroom_seen": note.bedroom_seen}
    return tuple(f"{name}={'yes' if value else 'no'}" for name, value in values.items() if value is not None)
