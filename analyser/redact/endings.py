"""What a word is by its ending; ``rules/endings.yaml`` says what each list is for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from analyser.redact import lexicon

_LETTERS = 3  # before an ending, at least


@dataclass(frozen=True, slots=True)
class Endings:
    """Lists of endings, in lower case."""

    medicines: frozenset[str]
    sciences: frozenset[str]
    abstract: frozenset[str]


@cache
def endings() -> Endings:
    """Raises:
    BadRules: a list is missing or unknown, or holds something that is no word.
    """
    return Endings(**lexicon.word_lists("endings.yaml", Endings))


def is_medicine(word: str) -> bool:
    """A medicine or a finding."""
    return _ends(word, endings().medicines)


def is_science(word: str) -> bool:
    """A science, or somebody who practises it."""
    return _ends(word, endings().sciences)


def is_abstract(word: str) -> bool:
    """A noun or an adjective that no surname looks like."""
    known = endings().abstract
    return _ends(word, known) or _ends(word.removesuffix("s"), known)


def _ends(word: str, known: frozenset[str]) -> bool:
    return any(word.endswith(e) and len(word) >= len(e) + _LETTERS for e in known)
