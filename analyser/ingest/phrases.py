"""Set phrases of papers and of the systems that print them, as patterns; the words stand in ``rules/phrases.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from analyser import taxonomy
from analyser.errors import BadRules


@dataclass(frozen=True, slots=True)
class Phrases:
    """Each pattern is for ``fullmatch`` with a line."""

    stamp: re.Pattern[str]
    recorded: re.Pattern[str]  # groups: by, on, on2
    closing: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Words:
    stamps: tuple[str, ...]
    recorded: tuple[str, ...]
    closings: tuple[str, ...]
    closing_openings: tuple[str, ...]
    closing_words: tuple[str, ...]


@cache
def phrases() -> Phrases:
    """Raises:
    BadRules: a list is missing, unknown or empty, or holds something other than texts.
    """
    data = {k: v for k, v in taxonomy.load_yaml("analyser.ingest.rules", "phrases.yaml").items() if k != "schema"}
    for name, listed in data.items():
        if not listed or not all(isinstance(w, str) for w in listed):
            raise BadRules(f"phrases.yaml, {name}: give a list of texts.")
    words: _Words = taxonomy.record(_Words, "phrases.yaml", data)
    opening, closing = _any(words.closing_openings), _any(words.closing_words)
    return Phrases(
        stamp=_compiled(rf"(?:.*\b)?{_any(words.stamps)}\b.*"),
        recorded=_compiled(
            rf"\W*{_any(words.recorded)}(?:\s+on\s+(?P<on>.{{6,40}}?))?(?:\s+by\s+(?P<by>.{{2,80}}?))?"
            r"(?:\s+on\s+(?P<on2>.{6,40}?))?\W*"
        ),
        closing=_compiled(rf"\s*(?:{_any(words.closings)}|{opening}? ?{closing})\W*"),
    )


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in words) + ")"


def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)
