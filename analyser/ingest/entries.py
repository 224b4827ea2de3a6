"""A running record → its entries, split on dated headings or on repeated header lines.

A line that opens with a day may be a heading, an entry of one line, or a mention inside an entry. Headings are told by
their form (a mark, an empty rest, a known type of note) and by their order: the days of a record rise or fall.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from dataclasses import dataclass

from analyser.ingest import synonyms
from analyser.ingest.days import MONTHS, PATTERN, Day, from_match
from analyser.ingest.headers import label_of
from analyser.ingest.names import author

_LEAD = (
    r"(?P<mark>\s*(?:#{1,6}\s+|\*\*|__)?)"
    r"(?P<nth>(?:entry|note|contact|record|case note)\s*(?:no\.?\s*)?\d{1,4}\s*[-–—:.|]\s*)?"
)
_CLOCK = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s*(?:am|pm|hrs|hours)\b)?"
_TIME = rf"(?P<clock>[,\s@(-]*(?:at\s+)?{_CLOCK}(?:\s*[-–]\s*{_CLOCK})?(?![\d/]))?"
_FULL = re.compile(rf"{_LEAD}\[?(?:date\s*:\s*)?(?:{PATTERN}){_TIME}\]?", re.IGNORECASE)
_WEEKDAY = r"(?:(?:mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun)[a-z]*\.?,?\s+)?"
_NO_YEAR = re.compile(
    rf"{_LEAD}\[?{_WEEKDAY}(?P<d>\d{{1,2}})(?:/(?P<m>\d{{1,2}})|(?:st|nd|rd|th)?\s+(?P<w>{'|'.join(MONTHS)})\b)(?![\d/.]){_TIME}\]?",
    re.IGNORECASE,
)
_INNER = re.compile(rf"(?P<before>[^\d\n]{{2,40}}?)[\s,:(–—-]+(?:{PATTERN}){_TIME}\)?", re.IGNORECASE)
_SPLIT = re.compile(r"\s+[-–—]+\s+|\s*[|,;:()\t]\s*")
_STRUCTURE = re.compile(r"\s+[-–—]+\s+|\s*[|\t]\s*")  # where the rest is prose, its commas part nothing
_LEADING = re.compile(r"[\s\-–—:|,;.)\]*_]*")
_RULE = re.compile(r"\s*[-=_*~]{3,}\s*")
_STRONG, _WEAK, _APART = 3, 1, 1
_LONGEST_HEADING = 120
_SENTENCE_ENDS = (".", "?", "!", '"', "”", "’")
_FEWEST_WEAK = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: what its heading says and its lines, without the heading where nothing of it is lost."""

    lines: tuple[str, ...]
    date: dt.date | None = None
    type: str = ""
    author_role: str = ""
    author_name: str = ""
    fault: str = ""  # why the heading's day is none


@dataclass(frozen=True, slots=True)
class _Heading:
    line: int
    day: Day
    type: str
    author_role: str
    author_name: str
    rest: str  # what is not kept in a field
    strong: bool
    marked: bool
    apart: bool  # stands after an empty line, or first


def split_entries(text: str, *, dated: bool = False) -> tuple[list[str], list[Entry]]:
    """(lines before the first entry, entries); no entries where the text is one note.

    Args:
        dated: the text has a date of its own at its head, so that only plain headings part it.
    """
    lines = text.split("\n")
    blocks = _header_blocks(lines)
    if len(blocks) > 1:
        parts = [lines[a:b] for a, b in zip(blocks, [*blocks[1:], len(lines)], strict=True)]
        return lines[: blocks[0]], [Entry(tuple(p)) for p in parts]
    headings = _headings(lines, dated)
    if not headings:
        return lines, []
    entries = []
    for heading, end in zip(headings, [*(h.line for h in headings[1:]), len(lines)], strict=True):
        body = (heading.rest.split("\n") if heading.rest else []) + lines[heading.line + 1 : end]
        entries.append(
            Entry(
                tuple(body),
                heading.day.value,
                heading.type,
                heading.author_role,
                heading.author_name,
                heading.day.fault,
            )
        )
    return lines[: headings[0].line], entries


def _header_blocks(lines: list[str]) -> list[int]:
    """Where blocks of header lines that hold a date begin."""
    starts: list[int] = []
    busy = -1
    for i, line in enumerate(lines):
        if i <= busy or label_of(line)[0] != "date":
            continue
        if not any(c.isdigit() for c in line) and not (i + 1 < len(lines) and any(c.isdigit() for c in lines[i + 1])):
            continue
        start = i
        while start > 0 and start - 1 > busy and label_of(lines[start - 1])[0]:
            start -= 1
        # The name of the form above the block belongs to it.
        above = start - 1
        while above > busy + 1 and _RULE.fullmatch(lines[above]):
            above -= 1
        if above > busy and lines[above].strip() and (above == 0 or not lines[above - 1].strip()):
            bare = lines[above].strip(" #*_:-=")
            if synonyms.is_note_type(bare) or re.fullmatch(
                r"(?:case\s*)?(?:note|entry|record|contact)\s*\d*", bare, re.I
            ):
                start = above
        busy = i
        while busy + 1 < len(lines) and label_of(lines[busy + 1])[0] not in ("", "date"):
            busy += 1
        starts.append(start)
    return starts


def _headings(lines: list[str], dated: bool) -> list[_Heading]:
    found: list[_Heading] = []
    last: dt.date | None = None
    for i, line in enumerate(lines):
        if not any(c.isdigit() for c in line[:60]):
            continue
        apart = i == 0 or not lines[i - 1].strip() or bool(_RULE.fullmatch(lines[i - 1]))
        heading = _heading(i, line, last, apart)
        if heading is not None:
            last = heading.day.value or last
            found.append(heading)
    if not found:
        return []
    strong = [h for h in found if h.strong]
    if dated:
        plain = [h for h in strong if h.apart]
        return plain if len(plain) > 1 and len(plain) * 2 >= len(found) else []
    marked = [h for h in strong if h.marked]
    if len(marked) > 1:
        return marked
    kept = _in_order(found)
    places = {h.line for h in kept}
    if len(strong) > 1 or (len(strong) == 1 and len(kept) > 1 and strong[0] is found[0]):
        return [h for h in found if h.strong or h.line in places]
    first = next((i for i, line in enumerate(lines) if line.strip()), 0)
    at_top = found[0].line == first or sum(bool(line.strip()) for line in lines[: found[0].line]) <= 4
    if at_top and len(kept) >= (2 if found[0].line == first else _FEWEST_WEAK):
        return kept
    # One heading at the top: a single note.
    if found[0].line == first and found[0].strong:
        return found[:1]
    return []


def _heading(number: int, line: str, last: dt.date | None, apart: bool) -> _Heading | None:
    m = _FULL.match(line)
    if m is not None:
        day = from_match(m)
    else:
        m = _NO_YEAR.match(line) if last is not None else None
        if m is None or last is None:
            return _type_first(number, line, apart)
        month = MONTHS[m["w"].lower()] if m["w"] else int(m["m"])
        day = _nearest(int(m["d"]), month, last)
        if day.value is None:
            return None
    mark = m["mark"].strip()
    rest = line[m.end() :]
    following = _LEADING.match(rest)
    glue = following[0] if following else ""
    if rest and not glue:
        return None  # 03/02/2026abc
    rest = rest[len(glue) :].rstrip(" *_]#")
    in_words = not re.search(r"\d[/.\-]\d", m[0])
    if not mark and rest and not glue.strip() and rest[:1].islower() and in_words:
        return None  # "3 February 2026 was the day ..."
    if m["clock"] and (len(rest) > _LONGEST_HEADING or rest.endswith(_SENTENCE_ENDS)):
        rest = (m["clock"].lstrip(" ,@(-") + glue + rest).strip()  # "5.30 as agreed" belongs to the words
    return _described(number, rest, day, bool(mark), apart)


def _described(number: int, rest: str, day: Day, marked: bool, apart: bool) -> _Heading:
    kind, role, name = "", "", ""
    left, kept = rest, ""
    short = len(rest) <= _LONGEST_HEADING and not rest.endswith(_SENTENCE_ENDS)
    parted = _SPLIT if short else _STRUCTURE
    while left:
        cut = parted.search(left)
        segment = left[: cut.start()] if cut else left
        who = author(segment) if len(segment) < 60 else None
        if not segment.strip():
            pass
        elif not kind and synonyms.is_note_type(segment):
            kind = synonyms.note_type(segment)
            role = role or _agency(segment)
            kept = "" if synonyms.says_all(segment) else segment.strip()
        elif kind and synonyms.plain(segment) in ("announced", "unannounced", "planned", "statutory"):
            kind = synonyms.note_type(f"{segment} visit") or kind
        elif who and who.whole and not who.name and who.role == role:
            pass  # the agency once more: "PC Hale, Police"
        elif who and who.whole and not (name and role):
            name, role = name or who.name, role or who.role
        else:
            break
        left = left[cut.end() :].lstrip(" -–—") if cut else ""
    left = left.strip()
    if role and not name and re.fullmatch(r"[A-Z][\w'’-]+", left) and not kind:
        left = rest.strip()  # "Key person: Xxx": who it is shows by the word before
    captured = left != rest.strip() or bool(role)
    left = "\n".join(p for p in (kept, left) if p)
    if not kind and short:
        kind = synonyms.note_type(rest) if len(rest.split()) <= 12 else ""
    strong = marked or not rest or captured or (short and apart and bool(kind) and len(rest) <= 80)
    if not kind and left:
        kind = type_of_opening(left)
    return _Heading(number, day, kind or synonyms.type_of_role(role), role, name, left, strong, marked, apart)


def type_of_opening(text: str) -> str:
    """The type that the first words of a terse entry give: "T/C to mum", "HV, no reply"."""
    opening = re.split(r"[.,;:(–—]", text, maxsplit=1)[0].split()
    for n in range(min(4, len(opening)), 0, -1):
        if synonyms.is_note_type(" ".join(opening[:n])):
            return synonyms.note_type(" ".join(opening[:n]))
    return ""


def _type_first(number: int, line: str, apart: bool) -> _Heading | None:
    """``Home visit - 03/02/2026 - SW J Smith``."""
    if len(line) > _LONGEST_HEADING:
        return None
    body = line.strip()
    bare = body.strip("#*_ ")
    m = _INNER.match(bare)
    if m is None or not synonyms.is_note_type(m["before"].strip(" -–—:,")):
        return None
    rest = bare[m.end() :]
    glue = _LEADING.match(rest)
    tail = _described(number, rest[glue.end() if glue else 0 :], from_match(m), body != bare, apart)
    kind = synonyms.note_type(f"{m['before']} {rest}" if "announced" in rest.lower() else m["before"])
    role = tail.author_role or _agency(m["before"])
    return _Heading(
        number, tail.day, kind, role, tail.author_name, tail.rest, apart or body != bare, body != bare, apart
    )


def _agency(segment: str) -> str:
    role = synonyms.exact_role(segment)
    kind = synonyms.type_of_role(role)
    return role if kind and kind == synonyms.note_type(segment) else ""  # HV as a type is a home visit


def _nearest(day: int, month: int, last: dt.date) -> Day:
    """The year that puts a day without one closest to the entry before it."""
    options = []
    for year in (last.year - 1, last.year, last.year + 1):
        try:
            options.append(dt.date(year, month, day))
        except ValueError:
            continue
    return Day(min(options, key=lambda d: abs((d - last).days)) if options else None)


def _in_order(headings: list[_Heading]) -> list[_Heading]:
    """The headings of greatest weight whose days only rise, or only fall; of equals, the rising ones."""
    dated = [h for h in headings if h.day.value is not None]
    rising = _best_chain(dated, 1)
    falling = _best_chain(dated, -1)
    return max((rising, falling), key=lambda chain: sum(map(_weight, chain)))


def _best_chain(headings: list[_Heading], sign: int) -> list[_Heading]:
    # For each weight reached, the chain that ends earliest: kept as two rising lists, so that long records stay quick.
    ends: list[int] = []
    best: list[tuple[int, int]] = []  # (weight, index of the last heading), rising in both
    back: list[int] = [-1] * len(headings)
    for i, h in enumerate(headings):
        key = sign * (h.day.value.toordinal() if h.day.value else 0)
        at = bisect_right(ends, key)
        before = best[at - 1] if at else (0, -1)
        weight = before[0] + _weight(h)
        back[i] = before[1]
        while at < len(ends) and best[at][0] <= weight:
            del ends[at], best[at]
        ends.insert(at, key)
        best.insert(at, (weight, i))
    chain: list[_Heading] = []
    i = best[-1][1] if best else -1
    while i >= 0:
        chain.append(headings[i])
        i = back[i]
    return chain[::-1]


def _weight(heading: _Heading) -> int:
    return (_STRONG if heading.strong else _WEAK) + (_APART if heading.apart else 0)
