"""How a thing is asserted: polarity, modality, time and subject, each with the cue that set it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from analyser.model import Assertion


def assess(text: str, spans: Sequence[Any]) -> list[Assertion]:
    """One assertion for each span of a text; a span is ``(start, end)`` or has ``start`` and ``end``.

    The span is the thing asserted: a symptom, an event's verb, a clause. Clinical shorthand ("no A, B or C",
    "bruising - nil") and narrative prose are read by one configuration: rules, and a small encoder that is told what
    they hold. A cue whose rule id begins with ``read`` is the encoder's; its words are the span itself.

    Raises:
        ValueError: a span lies outside the text.
        ModelNotTrusted: the reader is missing or not the shipped one.
    Limits: an affix negates only a span that is the stem alone ("happy" in "unhappy"); irony is not seen.
    """
    from analyser.pipeline import build_pipeline

    return assess_doc(build_pipeline()(text), spans)


def assess_doc(doc: Doc, spans: Sequence[Any], labels: Sequence[str] | None = None) -> list[Assertion]:
    """The same on a parsed ``Doc``. With ``labels``, one a span, the rules alone read, and a negation that belongs to
    the label's own wording ("did not attend" is what a missed appointment is) negates nothing."""
    from analyser.assertion.reading import assess_doc as assess_spans

    return assess_spans(doc, spans, labels)
