"""Words beside a word that tell whether it is a name there; ``rules/neighbours.yaml`` says what each list is for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from analyser.redact import lexicon


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Lists of words, in lower case."""

    month_before: frozenset[str]
    month_after: frozenset[str]
    small: frozenset[str]
    asks: frozenset[str]
    being: frozenset[str]
    states: frozenset[str]
    states_closed: frozenset[str]
    states_then: frozenset[str]
    degrees: frozenset[str]
    weak_next: frozenset[str]
    not_acts: frozenset[str]
    articles: frozenset[str]
    one_of_many: frozenset[str]
    crown: frozenset[str]
    placed: frozenset[str]
    within_streets: frozenset[str]
    services: frozenset[str]
    lower_name_next: frozenset[str]
    lower_name_before: frozenset[str]
    lower_brings: frozenset[str]
    lower_taken: frozenset[str]
    lower_his: frozenset[str]
    kisses: frozenset[str]
    lower_ordinary_before: frozenset[str]
    lower_weak_next: frozenset[str]
    lower_clauses: frozenset[str]
    lower_senders: frozenset[str]
    lower_no_role: frozenset[str]
    before_ends: frozenset[str]
    operations: frozenset[str]
    before_several: frozenset[str]
    before_owner: frozenset[str]
    owned: frozenset[str]
    done_too: frozenset[str]
    surgery: frozenset[str]


@cache
def neighbours() -> Neighbours:
    """Raises:
    BadRules: a list is missing or unknown, or holds something that is no word.
    """
    return Neighbours(**lexicon.word_lists("neighbours.yaml", Neighbours))
