"""Sentences of case notes, found by rules on the text alone.

Notes are telegraphic ("Visited. NR. Card left."), full of bullets, headings, times with full stops (3.45) and
abbreviations. The parser's own sentence boundaries are unreliable on them, and a model that reads sentences needs the
same ones with and without a parse: so boundaries are set here, and the parser keeps to them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from analyser import taxonomy
from analyser.errors import BadRules


@dataclass(frozen=True, slots=True)
class Sentence:
    """Half-open character offsets, without the white space around it."""

    start: int
    end: int


_INITIAL = re.compile(r"(?:^|[\s(])[A-Z]$")
_CAPITALISED = ("before_names", "cut_names")  # lists of words that count with their capital only
_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s|$)")
_ALL_DATE = r"\s|[-–&/,.(]|\d+(?:st|nd|rd|th)?|and|on|by|from|last|next|since|until|in|late|early|mid"
_BULLET = re.compile(r"\s*(?:[-*•–—▪◦]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+")


def split(text: str) -> list[Sentence]:
    """The sentences of a note, in order. Every line break ends one; bullets' marks are left out."""
    found: list[Sentence] = []
    for line in re.finditer(r"[^\n\r]+", text):
        begin, stop = line.start(), line.end()
        bullet = _BULLET.match(text, begin, stop)
        if bullet and bullet.end() < stop:
            begin = bullet.end()
        at = begin
        for m in _END.finditer(text, begin, stop):
            if not _ends(text, at, m, stop):
                continue
            _add(found, text, at, m.end())
            at = m.end()
        _add(found, text, at, stop)
    return found


def around(text: str, start: int, end: int, beside: int = 0) -> tuple[int, int]:
    """From where to where the sentences of a stretch reach, with so many more on either side; itself where in none."""
    sentences = split(text)
    inside = [i for i, s in enumerate(sentences) if s.start < end and start < s.end]
    if not inside:
        return start, end
    first, last = max(0, inside[0] - beside), min(len(sentences) - 1, inside[-1] + beside)
    return sentences[first].start, sentences[last].end


def _ends(text: str, at: int, mark: re.Match[str], stop: int) -> bool:
    rest = text[mark.end() : stop].lstrip()
    if not rest:
        return True
    if mark[0].startswith(".") and not mark[0].startswith(".."):
        before = text[at : mark.start()]
        if _INITIAL.search(before) and rest[:1].isupper():
            return False  # an initial before a surname: G. Pugh
        if _abbreviation().search(before) and not before.isspace() and rest[:1] not in "-•":
            return _calendar_ends(before, rest)
        if (_cut_name() if rest[0].islower() else _title()).search(before):
            return False  # "Lorne Drug Co. said", "Sen. Bland"
    if rest[0].islower():
        # "…lovely." she said: the quotation goes on; typed notes also open sentences in lower case.
        return mark[0][-1] not in "\"'”’" and mark[0][0] == "." and not rest.startswith(("and ", "or "))
    return True


def _calendar_ends(before: str, rest: str) -> bool:
    """Whether a short day or month ends its sentence ("Carers sent away Sat and Sun. No call since.")."""
    short = _calendar()
    return (
        re.search(rf"\b(?<!the )(?:{short})$", before, re.IGNORECASE) is not None
        and re.match(rf"(?:{_ALL_DATE}|{short})*$", before, re.IGNORECASE) is None
        and re.match(r"[A-Z][\w'’-]*(?=[\s,:])", rest) is not None
        and re.match(rf"(?:{short}|AM|PM)\b", rest, re.IGNORECASE) is None
    )


@cache
def _calendar() -> str:
    return "|".join(taxonomy.load_yaml("analyser.layout", "rules/abbreviations.yaml")["calendar"])


@cache
def _title() -> re.Pattern[str]:
    """A text that ends in a title with a capital ("Sen."), behind which a name follows."""
    return _capitalised("before_names")


@cache
def _cut_name() -> re.Pattern[str]:
    """A text that ends in a name that is cut short ("Lorne Drug Co."), behind which a sentence may go on."""
    return _capitalised("cut_names")


def _capitalised(group: str) -> re.Pattern[str]:
    words = taxonomy.load_yaml("analyser.layout", "rules/abbreviations.yaml")[group]
    if odd := [w for w in words if not isinstance(w, str) or not w.istitle()]:
        raise BadRules(f"layout/rules/abbreviations.yaml: {odd[0]!r} of {group} does not begin with a capital.")
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})$")


@cache
def _abbreviation() -> re.Pattern[str]:
    """A text that ends in a word after which a full stop ends no sentence.

    Raises:
        BadRules: a list is not one of words in lower case.
    """
    lists = {
        k: v
        for k, v in taxonomy.load_yaml("analyser.layout", "rules/abbreviations.yaml").items()
        if k not in ("schema", *_CAPITALISED)
    }
    words = [word for group in lists.values() for word in group]
    if odd := [w for w in words if not isinstance(w, str) or w != w.lower()]:
        raise BadRules(f"layout/rules/abbreviations.yaml: {odd[0]!r} is not a word in lower case.")
    return re.compile(rf"(?:\b(?:{'|'.join(map(re.escape, words))})|(?<!['’])\b[A-Z])$", re.IGNORECASE)


def _add(found: list[Sentence], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        found.append(Sentence(start, end))
