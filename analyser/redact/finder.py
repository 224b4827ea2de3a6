"""The name finder: for every word how likely it is part of a name of a person, organisation, place or address.

spaCy's own network (hashed words, convolutions, a layer of labels), fine-tuned from the stock model's by
``analyser train --part ner``. Its artefact is plain numbers, halved in precision, and JSON; nothing is unpickled.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from thinc.api import Model

from analyser import artefacts

NAME = "name-finder"
KINDS = ("PERSON", "ORG", "LOCATION", "ADDRESS")
LABELS = ("O", *(f"{part}-{kind}" for kind in KINDS for part in "BI"))
BATCH = 64
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Likely:
    """How likely one word is part of a name of each of ``KINDS``; offsets in the text."""

    start: int
    end: int
    kinds: tuple[float, float, float, float] = field(repr=False)


def network() -> dict[str, Any]:
    """The network's shape: that of the stock model's own name recogniser, so that its weights can be taken over."""
    return {
        "@architectures": "spacy.Tagger.v2",
        "tok2vec": {
            "@architectures": "spacy.Tok2Vec.v2",
            "embed": {
                "@architectures": "spacy.MultiHashEmbed.v2",
                "width": 96,
                "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
                "rows": [5000, 1000, 2500, 2500],
                "include_static_vectors": False,
            },
            "encode": {
                "@architectures": "spacy.MaxoutWindowEncoder.v2",
                "width": 96,
                "depth": 4,
                "window_size": 1,
                "maxout_pieces": 3,
            },
        },
    }


def blank() -> Language:
    """The stock tokeniser with an untrained finder behind it, as the pipe ``tagger``."""
    from analyser.pipeline import build_tokeniser

    nlp = build_tokeniser()
    pipe: Any = nlp.add_pipe("tagger", name="tagger", config={"model": network()})
    for label in LABELS:
        pipe.add_label(label)
    doc = nlp.make_doc("a")
    pipe.initialize(lambda: [Example.from_dict(doc, {"tags": ["O"]})], nlp=nlp, labels=list(LABELS))
    return nlp


def parameters(model: Model[Any, Any]) -> Iterator[tuple[str, Model[Any, Any], str]]:
    """(key, layer, name) of every set of weights, in a fixed order."""
    for number, node in enumerate(model.walk()):
        for name in node.param_names:
            if node.has_param(name):
                yield f"{number}:{name}", node, name


def weights(nlp: Language) -> dict[str, NDArray[np.float16]]:
    pipe: Any = nlp.get_pipe("tagger")
    found: dict[str, NDArray[np.float16]] = {}
    for key, node, name in parameters(pipe.model):
        whole: Any = node.get_param(name)
        found[key] = whole.astype(np.float16)
    return found


@cache
def load() -> Language:
    """The shipped finder.

    Raises:
        ModelNotTrusted: an artefact is missing or has changed.
    """
    about = json.loads(artefacts.verified(f"{NAME}.json").read_text(encoding="utf-8"))
    if tuple(about["labels"]) != LABELS:
        from analyser.errors import ModelNotTrusted

        raise ModelNotTrusted(f"models/{NAME}.json has other labels than this program; restore the shipped files.")
    nlp = blank()
    pipe: Any = nlp.get_pipe("tagger")
    with np.load(artefacts.verified(f"{NAME}.npz"), allow_pickle=False) as stored:
        for key, node, name in parameters(pipe.model):
            node.set_param(name, stored[key].astype(np.float32))
    return nlp


def likely(texts: Iterable[str], nlp: Language | None = None) -> Iterator[list[Likely]]:
    """For each text its words with how likely they are names; by the shipped finder unless another is given."""
    nlp = nlp or load()
    batch: list[Doc] = []
    for text in texts:
        batch.append(nlp.make_doc(text))
        if len(batch) == BATCH:
            yield from _read(nlp, batch)
            batch = []
    if batch:
        yield from _read(nlp, batch)


def _read(nlp: Language, docs: list[Doc]) -> Iterator[list[Likely]]:
    pipe: Any = nlp.get_pipe("tagger")
    for doc, scores in zip(docs, pipe.model.predict(docs), strict=True):
        if not len(doc):
            yield []
            continue
        share = np.exp(scores - scores.max(axis=1, keepdims=True))
        share /= share.sum(axis=1, keepdims=True)
        kinds = (share[:, 1::2] + share[:, 2::2]).tolist()
        yield [
            Likely(t.idx, t.idx + len(t), (k[0], k[1], k[2], k[3]))
            for t, k in zip(doc, kinds, strict=True)
            if not t.is_space
        ]
