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
from analyser.layout import runons


@dataclass(frozen=True, slots=True)
class Sentence:
    """Half-open character offsets, without the white space around it."""

    start: int
    end: int


_INITIAL = re.compile(r"(?:^|[\s(])[A-Z]$")
_CAPITALISED = ("before_names", "cut_names")  # lists of words that count with their capital only
_CALENDAR = "calendar"
_AFTER_ALL = "before_capitals"
_REFERENCES = ("ref", "refs")  # a capital with figures behind one is what is referred to
_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s|$)")
_ITEM = re.compile(r"\s*\(?\d{1,2}$")  # the number of an item that stands behind others on its line: "2. …"
_FIRST = re.compile(r":\s+1$")  # of the first of them: "Plan: 1. … 2. …"
_SECOND = re.compile(r"[.;]\s+2\.\s")
_ALL_DATE = r"\s|[-–&/,.(]|\d+(?:st|nd|rd|th)?|and|on|by|from|last|next|since|until|in|late|early|mid"
_BULLET = re.compile(r"\s*(?:[-*•–—▪◦]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+")


def split(text: str) -> list[Sentence]:
    """The sentences of a note, in order. Every line break ends one; bullets and numbers of items are left out."""
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
            number = _number(text, at, m, stop)
            _add(found, text, at, m.end() if number is None else number)
            at = m.end()
        _add(found, text, at, stop)
    return found


def _number(text: str, at: int, mark: re.Match[str], stop: int) -> int | None:
    """Where the number before an item starts, if a stop is that number's and the item stands behind it on its line."""
    item = text[mark.end() : stop].lstrip()
    if mark[0] != "." or not item or item[0].isdigit():
        return None
    before = text[at : mark.start()]
    number = _ITEM.search(before)
    if number and (not number.start() or (_FIRST.search(before) and _SECOND.search(text, mark.end(), stop))):
        return at + number.start()
    return None


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
            return _ends_after_all(before, rest)
        if (_cut_name() if rest[0].islower() else _title()).search(before):
            return False  # "Lorne Drug Co. said", "Sen. Bland"
    if rest[0].islower():
        # "…lovely." she said: the quotation goes on; typed notes also open sentences in lower case.
        return mark[0][-1] not in "\"'”’" and mark[0][0] == "." and not rest.startswith(("and ", "or "))
    return True


def _ends_after_all(before: str, rest: str) -> bool:
    """Came late by 10 mins. Mum …; away since Sept. She …; but Fri. Mum …, appt. Mon 3rd and ref. AB12."""
    words = re.findall(r"[^\W\d_]+", before)
    after = re.match(r"[^\W\d_]+(?![\d/])", rest)
    if not words or after is None or not after[0][0].isupper() or _short_day().match(rest):
        return False
    last = words[-1].casefold()
    if last in _REFERENCES:
        return after[0][1:].islower()
    if _short_day().fullmatch(last):
        return not before.casefold().endswith(f"the {last}") and _all_date().fullmatch(before) is None
    return last in taxonomy.load_yaml("analyser.layout", "rules/abbreviations.yaml")[_AFTER_ALL]


@cache
def _short_day() -> re.Pattern[str]:
    """A short day or month, or half of a day."""
    short = taxonomy.load_yaml("analyser.layout", "rules/abbreviations.yaml")[_CALENDAR]
    return re.compile(rf"(?:{'|'.join(short)}|AM|PM)\b", re.IGNORECASE)


@cache
def _all_date() -> re.Pattern[str]:
    """A text that is nothing but a date: "On Mon 3 Sept"."""
    return re.compile(rf"(?:{_ALL_DATE}|{_short_day().pattern})*", re.IGNORECASE)


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
        if k not in ("schema", _AFTER_ALL, *_CAPITALISED)
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
    for cut in runons.cuts(text, start, end):
        found.append(Sentence(start, start + len(text[start:cut].rstrip())))
        start = cut
    if end > start:
        found.append(Sentence(start, end))
