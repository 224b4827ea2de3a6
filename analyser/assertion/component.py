"""The spaCy component ``casenote_assertion``: assesses any span group."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from analyser.assertion.reading import assess_doc
from analyser.model import Assertion

KEY = "assertions"  # of ``doc.user_data``: group name -> one Assertion a span


class AssertionReader:
    """Reads ``doc.spans[group]`` and keeps one ``Assertion`` a span in ``doc.user_data["assertions"][group]``."""

    def __init__(self, group: str, labelled: bool) -> None:
        self.group = group
        self.labelled = labelled

    def __call__(self, doc: Doc) -> Doc:
        spans = list(doc.spans.get(self.group, ()))
        labels = [s.label_ for s in spans] if self.labelled else None
        found: dict[str, tuple[Assertion, ...]] = dict(doc.user_data.get(KEY, {}))
        found[self.group] = tuple(assess_doc(doc, spans, labels))
        doc.user_data[KEY] = found
        return doc


@Language.factory(
    "casenote_assertion",
    default_config={"group": "signals", "labelled": False},
    assigns=["doc.user_data"],
    requires=["token.dep", "doc.sents", "doc.spans"],
)
def make_assertion(nlp: Language, name: str, group: str, labelled: bool) -> AssertionReader:
    """``group`` (str): the span group to read. ``labelled`` (bool): the spans' labels are ids of our taxonomy."""
    return AssertionReader(group, labelled)
