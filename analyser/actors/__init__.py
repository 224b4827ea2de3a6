"""Who is meant, and whose behaviour a stretch of a note tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from analyser.actors.cast import Casting
    from analyser.model import RedactedCase


def actor_of(doc: Doc, start: int, end: int, label: str) -> str:
    """The role whose behaviour ``doc.text[start:end]`` tells, read as ``label``; "" when nobody's in particular.

    Everybody whom the note or the file could mean is weighed by a linear model: the grammatical subject, the speaker,
    who is named in the words or close by, their place in the file, the label, and what rules alone would say.

    Raises:
        ModelNotTrusted: the shipped model is missing or has been changed.
    """
    from analyser.actors.learned import actor_of as find

    return find(doc, start, end, label)


def service_doing(doc: Doc, start: int, end: int, label: str) -> str:
    """The role of the service that does, by the stretch's own verbs, what the label tells; "" where none does.

    The school's promise is not the mother's, and the nurse who did not attend is no appointment that the family missed.
    """
    from analyser.actors.behaviour import service_doing as find

    return find(doc, start, end, label)


def is_of_family_alone(label: str) -> bool:
    """Whether a label is told of the family alone, so that what a service does is nothing of the kind."""
    from analyser.actors.rules import label_actors

    return not label_actors()[label].services


def casting(case: RedactedCase) -> Casting:
    """The parts that the people of a case play; put on each note's Doc as ``doc.user_data["casting"]``."""
    from analyser.actors.cast import casting as find

    return find(case)
