"""Words for a people or a faith as the models read them: one word for all, and nothing where a field of the record says
which. Who somebody is weighs nothing in what they did.

The words stand in ``taxonomy/belonging.yaml``; a word that is missing there is read as itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from analyser import taxonomy

_SPACE, _GAP = r"[^\S\n]+", r"[^\S\n]*"  # within a line
_WORD = r"[\w'’/()&-]+"


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
    said_so = rf"{_GAP}(?:{_any(known.said)}){_GAP}"
    value = rf"{_WORD}(?:,?{_SPACE}{_WORD}){{0,{known.longest - 1}}}"
    needed = rf"(?:{_WORD},?{_SPACE})*(?:{_any(known.needs)})(?!\w)"
    plain = rf"(?:{_any(known.fields)}){said_so}"
    language = rf"(?:{_any(known.languages)}){said_so}(?!{needed})"
    field = rf"(?:^|(?<=[.;] )){_GAP}(?:[-•*]{_GAP})?(?:{plain}|{language}){value}{_GAP}(?:[.;]|$)"
    return re.compile(rf"{field}|(?<!\w)(?:{_any(said)})(?!\w)", re.I | re.M), said


def _any(phrases: Iterable[str]) -> str:
    """The longest first."""
    return "|".join(_spaced(p) for p in sorted(phrases, key=lambda p: (-len(p), p)))


def _spaced(phrase: str) -> str:
    return r"\s+".join(re.escape(w).replace("'", "['’]") for w in phrase.split())


def _plain(phrase: str) -> str:
    return " ".join(phrase.lower().replace("’", "'").split())
