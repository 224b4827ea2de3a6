"""The spaCy component ``casenote_actors``: sets ``doc._.mentions``."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from analyser.actors.cast import Casting, cast_of
from analyser.actors.resolve import find_mentions
from analyser.grammar import text_of

CASTING = "casting"  # key of ``doc.user_data``


def casting_of(doc: Doc) -> Casting:
    """The parts of the file that a note belongs to; worked out from the note alone where they were not given."""
    given = doc.user_data.get(CASTING)
    if isinstance(given, Casting):
        return given
    own = cast_of([text_of(doc)])
    doc.user_data[CASTING] = own
    return own


class Actors:
    """Stores what ``find_mentions`` finds."""

    def __call__(self, doc: Doc) -> Doc:
        doc._.mentions = tuple(find_mentions(doc, casting_of(doc)))
        return doc


@Language.factory("casenote_actors", assigns=["doc._.mentions"], requires=["token.dep", "doc.sents"])
def make_actors(nlp: Language, name: str) -> Actors:
    return Actors()
