"""The two spaCy pipelines, in one place: names on the source text, grammar on the redacted text.

spaCy's NER has a token-to-vector layer of its own, so NER alone on the source and tagger and parser on the redacted
text cost together no more than one full pass, and nothing after redaction has seen a name.
"""

from __future__ import annotations

import warnings
from functools import cache
from importlib import import_module

from spacy.language import Language

from analyser import artefacts, extensions
from analyser.actors import casting
from analyser.model import ParsedCase, RedactedCase

(MODEL,) = artefacts.MODEL_PACKAGES
BATCH = 64
# Our components, in the order in which they run, and the module that registers each factory.
PARTS: tuple[tuple[str, str], ...] = (
    ("casenote_layout", "analyser.layout.component"),
    ("casenote_dates", "analyser.dates.component"),
    ("casenote_actors", "analyser.actors.component"),
    ("casenote_speech", "analyser.speech.component"),
)


def _load(exclude: list[str]) -> Language:
    artefacts.verify_package(MODEL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        nlp: Language = import_module(MODEL).load(exclude=exclude)
    return nlp


def build_tokeniser() -> Language:
    """The stock tokeniser alone; a new one each time, for a pipe to be added to."""
    return _load(["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "senter", "ner"])


def build_stock_names() -> Language:
    """The stock model's own name recogniser, which the name finder starts from and is measured against."""
    return _load(["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "senter"])


@cache
def build_pipeline() -> Language:
    """Tagger, parser and our own components, for redacted text."""
    extensions.register()
    nlp = _load(["ner", "senter"])
    for name, module in PARTS:
        import_module(module)
        if name == "casenote_layout":
            nlp.add_pipe(name, first=True)
        else:
            nlp.add_pipe(name)
    return nlp


def parse(case: RedactedCase) -> ParsedCase:
    """One parsed ``Doc`` a note; each carries its note as ``doc._.note``."""
    nlp = build_pipeline()
    parts = casting(case)
    docs = []
    for note in case.notes:
        doc = nlp.make_doc(note.text)
        doc._.note = note
        doc.user_data["casting"] = parts
        docs.append(doc)
    return ParsedCase(case, tuple(nlp.pipe(docs, batch_size=BATCH)))
