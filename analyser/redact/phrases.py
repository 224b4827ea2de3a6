"""Phrases that are kept whole: products that everybody knows, and the meetings, orders and programmes of practice."""

from __future__ import annotations

import re
from functools import cache

from analyser.errors import BadRules
from analyser.redact import lexicon


@cache
def practice() -> frozenset[str]:
    """Meetings, orders, forms and programmes that records write with capitals.

    Raises:
        BadRules: a group is no list, or holds something that is no phrase.
    """
    found: set[str] = set()
    for group, names in lexicon.load("practice.yaml").items():
        if group == "schema":
            continue
        if not isinstance(names, list) or any(not isinstance(n, str) for n in names):
            raise BadRules(f"redact/rules/practice.yaml, {group!r} must be a list of phrases.")
        found |= {" ".join(n.split()) for n in names}
    return frozenset(found)


@cache
def phrases() -> re.Pattern[str]:
    """Phrases that are kept whole, in any case of letters."""
    words = sorted(
        {
            " ".join(p.split())
            for k in ("phrases", "countries", "faiths")
            for p in lexicon.protected_lists()[k]
            if " " in p or k == "phrases"
        }
        | lexicon.public()[1]
        | practice()
    )
    # By their first two letters, each in a class of its own, so that a place in the text tries few of them.
    by_start: dict[str, dict[str, list[str]]] = {}
    for word in words:
        first, second = (_either_case(c) for c in word[:2])
        by_start.setdefault(first, {}).setdefault(second, []).append(re.escape(word[2:]).replace("'", "['’]"))
    # The longer first, in whatever case they stand: Public Law Outline before public law.
    groups = (
        f"{first}(?:{'|'.join(f'{second}(?:{_longest_first(ends)})' for second, ends in rest.items())})"
        for first, rest in by_start.items()
    )
    return re.compile(r"\b(?:" + "|".join(groups) + r")\b", re.IGNORECASE)


def _longest_first(patterns: list[str]) -> str:
    return "|".join(sorted(patterns, key=lambda p: (-len(p), p)))


def _either_case(letter: str) -> str:
    return f"[{letter.lower()}{letter.upper()}]" if letter.isalpha() else re.escape(letter)
