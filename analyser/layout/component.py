"""The spaCy component that sets sentence starts before the parser, which keeps to them."""

from __future__ import annotations

from bisect import bisect_left
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from analyser.layout.sentences import split


@Language.factory("casenote_layout", assigns=["token.is_sent_start", "doc.sents"])
def make_layout(nlp: Language, name: str) -> Layout:
    return Layout()


class Layout:
    """Gives every token ``is_sent_start`` from the rules of ``analyser.layout.sentences``.

    Limits: a boundary inside a token moves to the token after it; a bullet's mark belongs to the sentence before.
    """

    def __call__(self, doc: Doc) -> Doc:
        if not len(doc):
            return doc
        offsets = [token.idx for token in doc]
        starts = {0}
        for sentence in split(doc.text):
            first = bisect_left(offsets, sentence.start)
            if first < len(doc):
                starts.add(first)
        # All at once: ``token.is_sent_start = …`` looks through the whole text for each token.
        flags: Any = np.full((len(doc), 1), -1, dtype=np.int64)
        flags[sorted(starts)] = 1
        doc.from_array(["SENT_START"], flags.astype(np.uint64))
        return doc
