"""The spaCy pipeline for redacted text, in one place, and the stock names that the name finder is measured against.

Tagger and parser run on redacted text alone, so nothing after redaction has seen a name.
"""

from __future__ import annotations

import warnings
from functools import cache
from importlib import import_module

from spacy.language import Language

from analyser import artefacts, extensions, taxonomy
from analyser.actors import casting
from analyser.model import ParsedCase, RedactedCase

(MODEL,) = artefacts.MODEL_PACKAGES
BATCH = 64
_NAME = "Sarah"  # any common first name
_MOST_OF_A_ROLE = 40
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


def build_stock_names() -> Language:
    """The stock model's own name recogniser, which the name finder is measured against."""
    return _load(["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "senter"])


@cache
def build_pipeline() -> Language:
    """Tagger, parser and our own components, for redacted text."""
    extensions.register()
    nlp = _load(["ner", "senter"])
    _read_as_names(nlp)
    for name, module in PARTS:
        import_module(module)
        if name == "casenote_layout":
            nlp.add_pipe(name, first=True)
        else:
            nlp.add_pipe(name)
    return nlp


def _read_as_names(nlp: Language) -> None:
    """Lets tagger and parser see a first name where a pseudonym or an abbreviated role stands.

    The stock model was trained on names: to it "Child2 complains" is an adjective and a noun, "Sarah complains" a
    subject and its verb. Only what the model looks at is set; text, offsets and lower-case form stay.
    """
    from analyser.actors.rules import abbreviations

    numbered = (f"{r.pseudonym}{n}" for r in taxonomy.roles().values() for n in range(1, _MOST_OF_A_ROLE + 1))
    bare = (r.pseudonym for r in taxonomy.roles().values() if not r.numbered)
    for word in (*numbered, *bare, *abbreviations()):
        lexeme = nlp.vocab[word]
        lexeme.norm_, lexeme.shape_ = _NAME.lower(), "Xxxxx"
        lexeme.prefix_, lexeme.suffix_ = _NAME[0], _NAME[-3:]


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
