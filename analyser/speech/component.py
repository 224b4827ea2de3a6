"""The spaCy component ``casenote_speech``: sets ``doc._.statements``."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from analyser.speech.attribution import find_in_doc


class Speech:
    """Stores what ``find_in_doc`` finds."""

    def __call__(self, doc: Doc) -> Doc:
        doc._.statements = tuple(find_in_doc(doc))
        return doc


@Language.factory("casenote_speech", assigns=["doc._.statements"], requires=["token.dep", "doc._.mentions"])
def make_speech(nlp: Language, name: str) -> Speech:
    return Speech()
