"""Annotated notes as training examples: sentences, and the tagged clauses within them.

A sentence teaches in which circumstances a label holds; its tagged words, taken alone, teach which words carry it, and
the rest of the sentence that it is not they. At run time the model reads sentences and clauses alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from analyser.ingest.markup import Tag
from analyser.model import Standing
from analyser.research import corpus
from analyser.signals.context import SentenceContext, contexts

_NEARLY_WHOLE = 0.85  # a tag over more of its sentence than this teaches nothing beyond the sentence
_SHORTEST_REST = 12  # characters


@dataclass(frozen=True, slots=True)
class Mention:
    """A tag in a sentence, affirmed or not; ``row`` is the sentence, ``words`` the tagged stretch as a sentence."""

    row: int
    label: str
    standing: Standing
    words: SentenceContext


@dataclass(frozen=True, slots=True)
class Examples:
    """Rows with answers. ``family`` numbers the case file or family, so that folds never share one."""

    sentences: tuple[SentenceContext, ...]
    family: NDArray[np.int64]
    answers: NDArray[np.int8]  # [sentences, labels], affirmed only
    mentions: tuple[Mention, ...]
    parts: tuple[SentenceContext, ...]  # tagged stretches, and sentences without theirs
    part_family: NDArray[np.int64]
    part_answers: NDArray[np.int8]


def collect(cases: Sequence[corpus.GoldCase], labels: Sequence[str]) -> Examples:
    """The examples that marked-up cases give for these labels."""
    column = {label: i for i, label in enumerate(labels)}
    sentences: list[SentenceContext] = []
    parts: list[SentenceContext] = []
    family: list[int] = []
    part_family: list[int] = []
    mentions: list[Mention] = []
    answers: list[NDArray[np.int8]] = []
    part_answers: list[NDArray[np.int8]] = []
    for number, case in enumerate(cases):
        for note in case.case.notes:
            tags = [t for t in case.tags[note.note_id] if t.label in column]
            for s in contexts(note, case.case.setting):
                here = [t for t in tags if t.start < s.end and s.start < t.end]
                mentions += [Mention(len(sentences), t.label, Standing(t.assertion), _cut(s, t)) for t in here]
                sentences.append(s)
                family.append(number)
                answers.append(_answers(here, column))
                for part, holds in _parts(s, here):
                    parts.append(part)
                    part_family.append(number)
                    part_answers.append(_answers(holds, column))
    empty = np.zeros((0, len(labels)), dtype=np.int8)
    return Examples(
        tuple(sentences),
        np.asarray(family, dtype=np.int64),
        np.vstack([empty, *answers]),
        tuple(mentions),
        tuple(parts),
        np.asarray(part_family, dtype=np.int64),
        np.vstack([empty, *part_answers]),
    )


def _answers(tags: Sequence[Tag], column: dict[str, int]) -> NDArray[np.int8]:
    row = np.zeros(len(column), dtype=np.int8)
    for tag in tags:
        if tag.assertion == Standing.AFFIRMED:
            row[column[tag.label]] = 1
    return row


def _cut(sentence: SentenceContext, tag: Tag) -> SentenceContext:
    start, end = max(tag.start, sentence.start), min(tag.end, sentence.end)
    text = sentence.text[start - sentence.start : end - sentence.start]
    return replace(sentence, start=start, end=end, text=text)


def _parts(sentence: SentenceContext, tags: Sequence[Tag]) -> list[tuple[SentenceContext, list[Tag]]]:
    stretches = sorted({(max(t.start, sentence.start), min(t.end, sentence.end)) for t in tags})
    whole = sentence.end - sentence.start
    if not stretches or (len(stretches) == 1 and stretches[0][1] - stretches[0][0] > _NEARLY_WHOLE * whole):
        return []
    found: list[tuple[SentenceContext, list[Tag]]] = []
    rest, at = "", 0
    for a, b in stretches:
        start, end = a - sentence.start, b - sentence.start
        part = replace(sentence, start=a, end=b, text=sentence.text[start:end])
        found.append((part, [t for t in tags if t.start < b and a < t.end]))
        rest += sentence.text[at : max(start, at)]
        at = max(at, end)
    rest += sentence.text[at:]
    if len(rest) >= _SHORTEST_REST:
        found.append((replace(sentence, text=rest), []))
    return found
