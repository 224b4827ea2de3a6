"""Who it is, weighed: a linear model over what speaks for each person, fitted by ``analyser train --part actors``."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from analyser.actors.behaviour import done_upon, sex_of_doer, told_of
from analyser.actors.component import casting_of
from analyser.actors.evidence import Features, candidates
from analyser.actors.rules import label_actors
from analyser.artefacts import verified
from analyser.errors import ModelNotTrusted
from analyser.model import Setting

if TYPE_CHECKING:
    from spacy.tokens import Doc

NAME = "actor-model.json"
SCHEMA = 1
_SEX = {"mother": "f", "father": "m"}  # of the roles that have one
_GROWN, _YOUNG = ("family", "adults"), ("child", "sibling")  # what is told of grown people, and who is none of them
_NO_SHE = (*_YOUNG, "parents", "family")  # nobody's "he" or "she" unless it goes back to them
SURE = 0.6  # where the rules name nobody, the probability that somebody must reach to be named


@dataclass(frozen=True, slots=True)
class ActorModel:
    """Weights of named features. A person's score is the sum; probabilities are over the persons of one stretch."""

    version: str
    weights: Mapping[str, float]

    def probabilities(self, found: Sequence[tuple[str, Features]]) -> list[float]:
        scores = [sum(self.weights.get(k, 0.0) * v for k, v in features.items()) for _, features in found]
        top = max(scores, default=0.0)
        powers = [math.exp(s - top) for s in scores]
        return [p / sum(powers) for p in powers]


@cache
def load() -> ActorModel:
    """The shipped model.

    Raises:
        ModelNotTrusted: it is missing, has been changed, or is of another schema.
    """
    return read(verified(NAME))


def read(path: Path) -> ActorModel:
    """A model from its file; no check of where it comes from."""
    data = json.loads(path.read_text(encoding="utf-8"))
    if data.get("schema") != SCHEMA:
        raise ModelNotTrusted(f"models/{path.name} has another schema; run 'analyser train'.")
    return ActorModel(data["version"], data["weights"])


def actor_of(doc: Doc, start: int, end: int, label: str) -> str:
    """See ``analyser.actors.actor_of``. An unknown label gives ""."""
    if decided := done_upon(doc, start, end, label):
        return decided
    if (told := told_of(doc, start, end, label)) is not None:
        return told
    found = candidates(doc, start, end, label)
    if found and label_actors()[label].roles in _GROWN and casting_of(doc).setting is Setting.CHILDREN:
        found = [(role, features) for role, features in found if role not in _YOUNG] or found
    if found and label_actors()[label].here:
        named = {m.role for m in doc._.mentions if m.start < end}
        later = {m.role for m in doc._.mentions} - named - {casting_of(doc).main}
        found = [(role, features) for role, features in found if role not in later or "ruled" in features] or found
    if sex := sex_of_doer(doc, start, end):
        known = casting_of(doc).counts
        found = [(r, f) for r, f in found if known.get(r) and r not in _NO_SHE and _SEX.get(r, sex) == sex]
    if not found:
        return ""
    chances = load().probabilities(found)
    best = max(range(len(found)), key=lambda i: chances[i])
    of_nobody = label_actors()[label].fallback == "none" and not any("ruled" in f for _, f in found)
    return "" if of_nobody and chances[best] < SURE else found[best][0]
