"""Which words of a file tie what is told later to what was told before: those that few of its notes use."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping

from analyser.accounts.slots import content, tokens
from analyser.layout.sentences import around
from analyser.model import RedactedNote, Span
from analyser.taxonomy import role_of_pseudonym

_LEAST = 2  # notes: in a short file a word of two notes is still rare


class Ties:
    """The content words of a file's notes and how many notes use each. Names of people tie nothing."""

    def __init__(self, notes: Iterable[RedactedNote], few: float) -> None:
        self.notes: Mapping[str, RedactedNote] = {n.note_id: n for n in notes}
        self.most = max(_LEAST, few * len(self.notes))
        self.uses = Counter(w for n in self.notes.values() for w in telling(n.text))

    def said(self, span: Span) -> str:
        return self.notes[span.note_id].text[span.start : span.end]

    def sentence(self, span: Span) -> Span:
        """The sentences that a span lies in."""
        return Span(span.note_id, *around(self.notes[span.note_id].text, span.start, span.end))

    def words(self, span: Span) -> frozenset[str]:
        """The words of a span, or of its sentence where it has fewer than two."""
        own = telling(self.said(span))
        return own if len(own) > 1 else telling(self.said(self.sentence(span)))

    def strength(self, a: frozenset[str], b: frozenset[str]) -> float:
        """How much two sets of words have in common: 0 unless they share one that few notes use, or two."""
        shared = a & b
        if len(shared) < 2 and not any(self.uses[w] <= self.most for w in shared):
            return 0.0
        return sum(math.log1p(len(self.notes) / max(self.uses[w], 1)) for w in shared)


def telling(text: str) -> frozenset[str]:
    """Stems of the content words, without the names of people."""
    people = role_of_pseudonym()
    return content(" ".join(w for w in tokens(text) if re.sub(r"\d+$", "", w) not in people))
