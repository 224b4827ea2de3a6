"""The same passage in several notes that is neither the template's nor too short to mean anything, or a note that says
of the record that it was copied."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from analyser.model import Span
from analyser.patterns import copying
from analyser.patterns.reading import Reading, level
from analyser.patterns.registry import Found, pattern

WORD = re.compile(r"\w+")
Shingle = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph: its words in lower case and where each stands in the note."""

    words: Shingle
    places: tuple[tuple[int, int], ...]

    def shingles(self, size: int) -> list[Shingle]:
        return [self.words[i : i + size] for i in range(len(self.words) - size + 1)]


def passages(text: str, words: int) -> list[Passage]:
    """The paragraphs of at least so many words."""
    found: list[Passage] = []
    for line in re.finditer(r"[^\n]+", text):
        tokens = [(m[0].lower(), m.span()) for m in WORD.finditer(text, line.start(), line.end())]
        if len(tokens) >= words:
            found.append(Passage(tuple(t for t, _ in tokens), tuple(s for _, s in tokens)))
    return found


def common_run(a: Passage, b: Passage, shingle: int) -> tuple[int, int, frozenset[Shingle]]:
    """The longest stretch of ``b`` all of whose shingles are in ``a``: first word, word after the last, shingles."""
    known = set(a.shingles(shingle))
    best, start, run = (0, 0), 0, 0
    for i, found in enumerate(b.shingles(shingle)):
        if found in known:
            if not run:
                start = i
            run += 1
            if run > best[1] - best[0]:
                best = (start, i + 1)
        else:
            run = 0
    first, stop = best
    shingles = frozenset(b.shingles(shingle)[first:stop])
    return first, stop + shingle - 1 if shingles else first, shingles


@pattern("copied_records", ("shingle", "similarity", "words", "template_share", "template_notes"))
def detect(reading: Reading, p: Mapping[str, float]) -> Found | None:
    """A run of words alike in notes of different days, or a note that says of the record that it was copied.

    Limits: text copied from outside the file is seen only where a note says so.
    """
    alike, copies, longest = _alike(reading, p)
    said = {s: place for place, note in enumerate(reading.notes) for s in copying.spans(note)}
    if not copies and not said:
        return None
    places = {**said, **alike}
    return Found(
        tuple(sorted(places, key=lambda s: (places[s], s.start))),
        {
            "pairs_of_notes": copies,
            "notes": len({s.note_id for s in alike}),
            "said": len(said),
            "longest_in_words": longest,
            "notes_in_all": len(reading.notes),
        },
        max(level(longest, p["words"]), level(len(said), 1)),
    )


def _alike(reading: Reading, p: Mapping[str, float]) -> tuple[dict[Span, int], int, int]:
    """Word shingles shared by notes of different days, at least so many words in a row: passages with the place of
    their note, how many pairs, the longest run in words.

    Compared by one index of shingles over the whole file, so that 200 notes take well under a second. Excluded:
    notes of one day (a sibling's copy), passages of the template (in many of the notes), exact structured headings,
    words in quotation marks (the plan, read out of the minutes).
    """
    shingle, words = int(p["shingle"]), int(p["words"])
    where: dict[Shingle, list[tuple[int, int]]] = {}
    lines: list[tuple[int, Passage]] = []
    for place, note in enumerate(reading.notes):
        for passage in passages(note.text, words):
            lines.append((place, passage))
    for index, (place, passage) in enumerate(lines):
        for found in passage.shingles(shingle):
            where.setdefault(found, []).append((place, index))
    limit = max(p["template_notes"], p["template_share"] * len(reading.notes))
    template = {s for s, uses in where.items() if len({place for place, _ in uses}) >= limit}
    pairs: set[tuple[int, int]] = set()
    for s, uses in where.items():
        if s not in template:
            pairs |= {(a, b) for (pa, a), (pb, b) in pairwise(uses) if pa != pb}
    evidence: dict[Span, int] = {}
    copies, longest = 0, 0
    for a, b in sorted(pairs):
        (pa, first), (pb, second) = lines[a], lines[b]
        one, two = reading.notes[pa], reading.notes[pb]
        start, stop, shared = common_run(first, second, shingle)
        fresh = shared - template
        if stop - start < words or len(fresh) < p["similarity"] * len(shared) or one.date == two.date:
            continue
        if _is_quoted(two.text, second, start) or _is_quoted(one.text, first, common_run(second, first, shingle)[0]):
            continue
        copies, longest = copies + 1, max(longest, stop - start)
        evidence |= {_span(two.note_id, second, start, stop): pb}
        start, stop, _ = common_run(second, first, shingle)
        evidence |= {_span(one.note_id, first, start, stop): pa}
    return evidence, copies, longest


def _is_quoted(text: str, passage: Passage, first: int) -> bool:
    """Whether a stretch opens with a quotation mark: it says itself that it was taken from elsewhere."""
    return text[: passage.places[first][0]].endswith(('"', "\u201c", "\u2018", "\u00ab"))


def _span(note_id: str, passage: Passage, first: int, stop: int) -> Span:
    return Span(note_id, passage.places[first][0], passage.places[stop - 1][1])
