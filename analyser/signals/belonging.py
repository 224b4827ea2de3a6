"""Words for a people or a faith as the models read them: one word for all, and nothing where a field of the record says
which. Who somebody is weighs nothing in what they did.

The words stand in ``taxonomy/belonging.yaml``; a word that is missing there is read as itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from analyser import taxonomy

_GAP = r"[^\S\n]*"  # within a line


@dataclass(frozen=True, slots=True)
class ReadAs:
    """A stretch of a text, half-open, and what is read there in its place; nothing for a field of the record."""

    start: int
    end: int
    words: str


def stretches(text: str) -> Iterator[ReadAs]:
    """What is read otherwise in a text, in order, none within another."""
    pattern, said = _pattern()
    for m in pattern.finditer(text):
        yield ReadAs(*m.span(), said.get(_plain(m[0]), ""))


@lru_cache(maxsize=4096)
def read_alike(text: str) -> str:
    """The text as the models read it."""
    out, at = [], 0
    for s in stretches(text):
        out += [text[at : s.start], s.words]
        at = s.end
    return "".join((*out, text[at:]))


@cache
def _pattern() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """Fields with their values first, then the longest phrase; and phrase in lower case → its group's first."""
    known = taxonomy.belonging()
    said = {_plain(phrase): group[0] for group in known.groups for phrase in group}
    phrases = "|".join(_spaced(p) for p in sorted(said, key=lambda p: (-len(p), p)))
    fields = "|".join(_spaced(f) for f in sorted(known.fields, key=lambda f: -len(f)))
    verbs = "|".join(_spaced(s) for s in sorted(known.said, key=lambda s: -len(s)))
    value = rf"[\w'’/()&-]+(?:,?[^\S\n]+[\w'’/()&-]+){{0,{known.longest - 1}}}"
    field = rf"(?:^|(?<=[.;] ))\s*(?:[-•*]\s*)?(?:{fields})\s*(?:{verbs})\s*{value}\s*(?:[.;]|$)".replace(r"\s*", _GAP)
    return re.compile(rf"{field}|(?<!\w)(?:{phrases})(?!\w)", re.I | re.M), said


def _spaced(phrase: str) -> str:
    return r"\s+".join(re.escape(w).replace("'", "['’]") for w in phrase.split())


def _plain(phrase: str) -> str:
    return " ".join(phrase.lower().replace("’", "'").split())
