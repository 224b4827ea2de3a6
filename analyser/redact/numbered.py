"""Numbers, birth dates, plates and user names of which no rule knows, and which the name finder takes for such."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from analyser.redact import lexicon, people
from analyser.redact.evidence import Note
from analyser.redact.finder import NUMBERS, SUREST
from analyser.redact.found import Found
from analyser.redact.registry import Entity, Registry

WITHIN = 0.5  # a word is part of a number from here on
SURE = 0.7  # the mean of its words: it is masked
CONTACT = 0.9  # without a sign of one: a user name of plain letters
BIRTH = 0.9  # each word of a date, most of which are of something else, and of what may be of several kinds
_SHORT = 3  # characters
_FAR_AT = 3  # words
_BACK = 12  # words between what happened and the day
_REFERENCES = ("CASE_ID", "OTHER_ID")
_JOINS = frozenset(" -/.:_#()@")
_SIGNED = re.compile(r"[\d_]|\S[@/]\S|@\S")
_COUNTED = re.compile(r"(?i)[x#]?\d{1,4}(?: ?(?:hrs?|h|am|pm))?|[x#]\d+")  # x16 @ 1900
_TIGHT = frozenset({"", "/", ".", "-", ":"})
_DATE = re.compile(r"\d{1,4}([-/. ])\d{1,2}\1\d{1,4}|\d{1,2}[.:]\d\d")
_YEAR = re.compile(r"(?:\b(?:19|20)\d\d|\b\d\d)$")
_PARAGRAPH = re.compile(r"§ ?[\d ,–-]*$")
_CITED = re.compile(r"\((?:[^()\n]{0,40}\b)?nos?\. ?\d[^()\n]{0,60}$")  # Xxx v. Yyy (no. 123/45, § 6, 7 May 2001)
_BEFORE = 120  # characters
_YEAR_ONLY = 4  # characters: a year by itself is of a birth only behind a word that says so
_BORN = re.compile(r"(?i)\b(?:born|birth|dob|d\.o\.b|b)\.?\W{0,3}(?:\w+ ){0,4}$")


def spot_numbers(
    note: Note, taken: Sequence[tuple[int, int]], registry: Registry, day: dt.date | None = None
) -> list[Found]:
    """What no rule has taken.

    Args:
        taken: the stretches that are masked or kept already.
        day: of the note. A birth date lies in an earlier year than the one before: what lies nearer is when something
            happened, unless a rule says that it is a birth. Without a day the finder must be surest. With or
            without one, words before a date may tell that it is of something else.
    """
    found = []
    for first, last, kind, mean, least in _runs(note):
        start, end = note.tokens[first].start, note.tokens[last].end
        over = [(s, e) for s, e in taken if s < end and start < e]
        part = kind in _REFERENCES and least >= BIRTH and all(start <= s and e <= end for s, e in over)
        if over and not (part and sum(e - s for s, e in over) < end - start):
            continue  # a rule knows better, unless it knows but a part
        value = note.text[start:end]
        before = note.text[max(0, start - _BEFORE) : start]
        if _PARAGRAPH.search(before) or (kind in _REFERENCES and _of_law(note, first)):
            continue
        if kind == "CONTACT" and _COUNTED.fullmatch(value) and _at_sign(note, first, last):
            continue
        if kind == "CONTACT":
            signed = _SIGNED.search(value) is not None
            if not signed and (somebody := _somebody(note, first, last, registry)) is not None:
                found.append(Found(start, end, somebody, "finder"))
                continue
            enough = signed or (mean >= CONTACT and not _of_every_day(note, first, last))
        else:
            enough = any(c.isdigit() for c in value) or (kind == "VEHICLE" and value.isupper() and least >= BIRTH)
        if len(value) <= _SHORT and least < SUREST:
            enough = False  # s17
        if kind == "DOB":
            surest = least >= (SUREST if day is None else BIRTH)
            enough = enough and surest and _long_past(value, day) and not _happened(note, first)
            enough = (
                enough and not _CITED.search(before) and (len(value) > _YEAR_ONLY or _BORN.search(before) is not None)
            )
        elif _DATE.fullmatch(value):
            enough = False
        if enough and mean >= SURE and not _goes_on(note, first, last):
            found.append(Found(start, end, registry.value("HANDLE" if kind == "CONTACT" else kind, value), "finder"))
    return found


def _at_sign(note: Note, first: int, last: int) -> bool:
    """Whether the sign for "at" stands by itself before or behind: seen @ 1900."""
    behind = note.tokens[last + 1].gap if last + 1 < len(note.tokens) else ""
    return " @ " in note.tokens[first].gap or " @ " in behind


def _of_every_day(note: Note, first: int, last: int) -> bool:
    """Met @ home today: plain words near the sign for "at"."""
    near = note.tokens[max(0, first - 1) : last + _FAR_AT]
    return any(" @ " in t.gap for t in near) and all(
        t.folded in lexicon.common()
        or t.folded in lexicon.cues().roles
        or (len(t.text) <= _SHORT and not lexicon.is_foreign(t.folded))
        for t in note.tokens[first : last + 1]
    )


def _somebody(note: Note, first: int, last: int, registry: Registry) -> Entity | None:
    """Rang sonia @ school: a first name before the sign for "at"."""
    word = note.tokens[first].folded
    behind = note.tokens[last + 1].gap if last + 1 < len(note.tokens) else ""
    if first != last or behind != " @ ":
        return None
    if not (word in lexicon.given_names() or word in lexicon.nicknames() or word in lexicon.ordinary()):
        return None
    return people.same_person(word, registry.persons()) or registry.value("PERSON", word)


def _long_past(value: str, day: dt.date | None) -> bool:
    year = _YEAR.search(value)
    if year is None or day is None:
        return year is not None
    told = int(year[0])
    return (told if told > 99 else day.year - (day.year - told) % 100) < day.year - 1


def _of_law(note: Note, at: int) -> bool:
    """Law no. 662: the number of what holds for everybody."""
    if at and note.tokens[at - 1].folded in ("no", "nos"):
        at -= 1
    return at > 0 and note.tokens[at].gap == " " and note.tokens[at - 1].folded in lexicon.beside().of_law


def _happened(note: Note, at: int) -> bool:
    """Whether a date is of something that the words before it name: the care order was made on; MMR. Right behind a
    name it is so only where somebody was met: Seen Xxx Yyy; in Referred Xxx Yyy it is a birth date."""
    behind_name = False
    for i in range(at - 1, max(-1, at - 1 - _BACK), -1):
        token = note.tokens[i]
        if "\n" in note.tokens[i + 1].gap or ". " in note.tokens[i + 1].gap:
            return False
        if token.folded in lexicon.beside().happened:
            return not behind_name or token.folded in lexicon.beside().met
        passed = token.folded in people.stop_words() or token.folded in lexicon.calendar()
        named = not passed and token.capital and note.tokens[i + 1].gap == " "  # Seen Xxx Yyy on
        behind_name = behind_name or (named and i == at - 1)
        if not passed and not named and not token.text[0].isdigit():
            return False
    return False


def _goes_on(note: Note, first: int, last: int) -> bool:
    """Whether figures go on before or behind: half a date is none."""
    tokens = note.tokens
    before = first > 0 and tokens[first - 1].text[-1].isdigit() and tokens[first].gap in _TIGHT
    behind = last + 1 < len(tokens) and tokens[last + 1].text[0].isdigit() and tokens[last + 1].gap in _TIGHT
    return before or behind


def _runs(note: Note) -> Iterator[tuple[int, int, str, float, float]]:
    """(first, last, kind, mean share, least share) of maximal stretches of words of one kind."""
    at = 0
    while at < len(note.tokens):
        kind = _kind(note, at)
        last = at
        while kind and last + 1 < len(note.tokens):
            gap = note.tokens[last + 1].gap
            if kind == "CONTACT" and (" @ " in gap or ". " in gap):
                break
            if len(gap) > 3 or not _JOINS.issuperset(gap) or _kind(note, last + 1) != kind:
                break
            last += 1
        while kind and last > at and _small(note, last):
            last -= 1  # 662 of
        if kind:
            shares = [sum(note.numbers[i]) for i in range(at, last + 1)]
            yield at, last, kind, sum(shares) / len(shares), min(shares)
        at = last + 1


def _small(note: Note, at: int) -> bool:
    word = note.tokens[at].text
    return word.islower() and word in lexicon.common()


def _kind(note: Note, at: int) -> str:
    shares = note.numbers[at]
    best = max(range(len(NUMBERS)), key=lambda k: shares[k])
    return NUMBERS[best] if shares[best] >= WITHIN or sum(shares) >= BIRTH else ""
