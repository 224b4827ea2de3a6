"""Moves the dates of a case by a constant number of whole weeks, so that weekdays and the time between events stay.

Works on redacted text: a shifted date becomes one more redaction, of type DATE, and offsets still lead to the source.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from analyser.dates.find import find_dates
from analyser.dates.rules import lexicon
from analyser.errors import WrongCall
from analyser.model import Precision, RedactedCase, RedactedNote, Redaction, Residue, TimeValue

UNKNOWN = "[date]"  # stands where a date could not be moved with certainty
_SEASONS = ("SP", "SU", "AU", "WI")
_SEASON_NAMES = {"SP": "spring", "SU": "summer", "AU": "autumn", "WI": "winter"}
_SEASON_DAYS = 365.25 / 4
_MONTHS = {m.lower(): i for i, m in enumerate(calendar.month_name) if m} | {
    m.lower(): i for i, m in enumerate(calendar.month_abbr) if m
}
_MONTHS["sept"] = 9
_NAME = r"(?P<name>" + "|".join(sorted(_MONTHS, key=lambda m: (-len(m), m))) + r")(?P<dot>\.?)"
_ISO = re.compile(r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})")
_NUMERIC = re.compile(r"(?P<d>\d{1,2})(?P<sep>[/.\u2010-\u2013-])(?P<m>\d{1,2})(?:(?P=sep)(?P<y>\d{4}|\d{2}))?(?!\d)")
_WORDED = re.compile(
    rf"(?P<d>\d{{1,2}})(?P<th>st|nd|rd|th)?(?P<of>[ \t]*(?:of )?){_NAME}"
    r"(?P<gap>,?[ \t]*)(?P<y>\d{4}|'\d{2})?(?!\d)",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"{_NAME}(?P<of> (?:the )?)(?P<d>\d{{1,2}})(?P<th>st|nd|rd|th)?(?P<gap>,? )?(?P<y>\d{{4}})?(?!\d)", re.IGNORECASE
)
_ALONE = re.compile(r"(?P<d>\d{1,2})(?P<th>st|nd|rd|th)(?![\w/])", re.IGNORECASE)
_MONTH = re.compile(rf"\b{_NAME}(?P<gap>,? ?(?:of )?)(?P<y>\d{{4}})?", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_TAIL = re.compile(r"(?:st|nd|rd|th)(?![\w/])", re.IGNORECASE)
_TITLED = "|".join(sorted((m.title() for m in _MONTHS), key=lambda m: (-len(m), m)))
# Dates in forms that ``find_dates`` does not read: 20240312, 12032024, 12 / 03 / 2024, Mar.12.2024, 12.III.2024; and
# pairs of months (Jan/Feb 2024). One that stayed beside others that moved would tell by how much.
_UNSEEN = re.compile(
    r"(?<![\w.])(?:(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|"
    r"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d)(?!\.?\d)|"
    r"(?<![\d/.-])\d{1,2} ?(?P<s>[/.-]) ?(?:\d{1,2}|[IVX]{1,4}) ?(?P=s) ?(?:19|20)\d\d(?![\d/-])|"
    rf"\b(?:{_TITLED})\.\d{{1,2}}\.(?:19|20)\d\d\b|"
    rf"\b(?P<first>{_TITLED})\b ?[/–-] ?(?:{_TITLED})\b(?: ?(?:(?:19|20)\d\d|['’]\d\d)\b)?"
)
_GLUED = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])([0-3]\d)(?!\d)")  # 20240312
_SUFFIX = re.compile(r"\.[A-Za-z]\w{1,7}$")
_ABSOLUTE = re.compile(r"\d|" + _NAME, re.IGNORECASE)


def shift_case(case: RedactedCase, days: int) -> RedactedCase:
    """A case with every date that ``find_dates`` finds in its text, and the dates of its notes, moved.

    Args:
        days: a multiple of seven, so that weekdays stay true; 0 changes nothing.

    Raises:
        WrongCall: not whole weeks.

    Limits:
        Months, seasons and years move to the one in which their middle comes to lie. Names of feasts and school
        holidays become plain dates. What cannot be moved with certainty becomes ``[date]``. Times that the words tell
        without a date (the autumn play, his first day at school) stay.
    """
    if days % 7:
        raise WrongCall("dates are shifted by whole weeks, so that weekdays stay; give a multiple of seven.")
    if not days:
        return case
    delta = dt.timedelta(days=days)
    dated = [n.date or n.recorded for n in case.notes if n.date or n.recorded]
    fallback = dated[0] if dated else None
    moved = tuple(_note(n, delta, fallback) for n in case.notes)
    by_id = {old.note_id: (old, new) for old, new in zip(case.notes, moved, strict=True)}
    return replace(
        case,
        notes=moved,
        as_of=moved_day(case.as_of, delta),
        residue=tuple(_residue(r, *by_id[r.note_id]) for r in case.residue),
    )


def moved_day(day: dt.date | None, delta: dt.timedelta) -> dt.date | None:
    """A day moved; None where it would leave the calendar."""
    try:
        return None if day is None else day + delta
    except OverflowError:
        return None


def shift_text(text: str, reference: dt.date | None, days: int) -> tuple[str, list[tuple[int, int, str]]]:
    """A text with its dates moved, and what was replaced: (start, end, new words) in the text given.

    Args:
        reference: the day on which the text was written; without it dates without a year become ``[date]``.
        days: whole weeks.
    """
    delta = dt.timedelta(days=days)
    found = [t for t in _times(text, reference) if t.start < t.end]
    unseen = _unseen(text, [t for t in found if t.precision is not Precision.YEAR])  # a year may be all that was read
    found = [t for t in found if not any(a < t.end and t.start < b for a, b in unseen)]
    if not found and not unseen:
        return text, []
    later = moved_day(reference, delta)
    still = {(t.start, t.end): t for t in _times(text, later)}
    plans: list[tuple[TimeValue, list[str]]] = []
    for time in found:
        surface = text[time.start : time.end]
        if time.value is None:
            if _ABSOLUTE.search(surface) and not lexicon().hangs_on_note.search(surface):
                plans.append((time, [UNKNOWN]))
            continue
        wanted = _moved(time, delta)
        other = still.get((time.start, time.end))
        if wanted is None:
            plans.append((time, [UNKNOWN]))
        elif other is not None and other.value != time.value and _same(other, wanted):
            continue  # yesterday, last Tuesday: as true as before
        elif (
            time.precision is not Precision.DAY
            and lexicon().hangs_on_note.search(surface)
            and not _ABSOLUTE.search(surface)
        ):
            continue  # last month, this year
        else:
            tail = _TAIL.match(text, time.end) if surface[-1].isdigit() else None
            if tail:
                time = replace(time, end=tail.end())
            plans.append((time, _ways(text[time.start : time.end], time, wanted, delta)))
    for start, end in unseen:
        plans.append((TimeValue(start, end, None, Precision.NONE), [UNKNOWN]))
    return _try(text, sorted(plans, key=lambda p: p[0].start), later, delta)


def _unseen(text: str, found: Sequence[TimeValue]) -> list[tuple[int, int]]:
    """Dates that were not found; of a pair of months whose second was, the first."""
    free = []
    for m in _UNSEEN.finditer(text):
        spans = [m.span(), m.span("first")] if m["first"] else [m.span()]
        free += [(a, b) for a, b in spans if not any(a < t.end and t.start < b for t in found)][:1]
    return free


def shift_path(path: str, days: int) -> str:
    """A path with the dates in its names moved; without them where ``days`` is 0 or a date cannot be moved."""
    return "/".join(_name(part, days) for part in path.split("/"))


def _name(name: str, days: int) -> str:
    suffix = m[0] if (m := _SUFFIX.search(name)) else ""
    plain = _GLUED.sub(r"\1-\2-\3", name.removesuffix(suffix)).replace("_", " ")
    new, moved = shift_text(plain, None, days or 7)
    if not moved:
        return name
    if not days or UNKNOWN in new or "/" in new:
        at = [0, *(end for _, end, _ in moved)]
        kept = zip(at, [*(start for start, _, _ in moved), len(plain)], strict=True)
        new = " ".join("".join(plain[a:b] for a, b in kept).split()) or "file"
    return new + suffix


def _times(text: str, reference: dt.date | None) -> list[TimeValue]:
    """The times of a text; of a range of months, whose last is a time of its own, each month by itself."""
    times = find_dates(text, reference)
    return [replace(t, end_value=None) if t.precision is Precision.MONTH else t for t in times]


def _try(
    text: str, plans: list[tuple[TimeValue, list[str]]], later: dt.date | None, delta: dt.timedelta
) -> tuple[str, list[tuple[int, int, str]]]:
    """Writes each date in the first of its ways that is read as the day that it should be."""
    chosen = [0] * len(plans)
    for _ in range(max((len(ways) for _, ways in plans), default=0) + 1):
        pieces = [(t.start, t.end, ways[i]) for (t, ways), i in zip(plans, chosen, strict=True)]
        new, places = _written(text, pieces)
        times = _times(new, later)
        changed = False
        for number, ((time, ways), (start, end)) in enumerate(zip(plans, places, strict=True)):
            if ways[chosen[number]] == UNKNOWN:
                continue
            wanted = _moved(time, delta)
            inside = [t for t in times if t.start < end and start < t.end]
            if wanted is not None and any(_same(t, wanted) for t in inside):
                continue
            if wanted is not None and wanted[1] and set(wanted) <= {t.value for t in inside}:
                continue  # a stretch of days, read as its first and its last
            chosen[number] = min(chosen[number] + 1, len(ways) - 1)
            changed = True
        if not changed:
            break
    return new, pieces


def _written(text: str, pieces: Sequence[tuple[int, int, str]]) -> tuple[str, list[tuple[int, int]]]:
    out: list[str] = []
    places: list[tuple[int, int]] = []
    at = length = 0
    for start, end, words in pieces:
        out += [text[at:start], words]
        length += start - at
        places.append((length, length + len(words)))
        length += len(words)
        at = end
    return "".join([*out, text[at:]]), places


def _same(time: TimeValue, wanted: tuple[str, str | None]) -> bool:
    return time.value == wanted[0] and time.end_value == wanted[1]


def _moved(time: TimeValue, delta: dt.timedelta) -> tuple[str, str | None] | None:
    """Value and last day after the move; None where it leaves the calendar."""
    try:
        assert time.value is not None
        end = _moved_value(time.end_value, delta) if time.end_value else None
        return _moved_value(time.value, delta), end
    except (OverflowError, ValueError):
        return None


def _moved_value(value: str, delta: dt.timedelta) -> str:
    if m := re.fullmatch(r"(\d{4})-W(\d{2})", value):
        year, week, _ = (dt.date.fromisocalendar(int(m[1]), int(m[2]), 1) + delta).isocalendar()
        return f"{year:04d}-W{week:02d}"
    if m := re.fullmatch(r"(\d{4})-(SP|SU|AU|WI)", value):
        number = int(m[1]) * 4 + _SEASONS.index(m[2]) + round(delta.days / _SEASON_DAYS)
        return f"{number // 4:04d}-{_SEASONS[number % 4]}"
    if m := re.fullmatch(r"(\d{4})-Q([1-4])", value):
        number = int(m[1]) * 4 + int(m[2]) - 1 + round(delta.days / _SEASON_DAYS)
        return f"{number // 4:04d}-Q{number % 4 + 1}"
    if re.fullmatch(r"\d{4}-\d{2}", value):
        return (dt.date.fromisoformat(value + "-15") + delta).isoformat()[:7]
    if re.fullmatch(r"\d{4}", value):
        return (dt.date(int(value), 7, 1) + delta).isoformat()[:4]
    return (dt.date.fromisoformat(value) + delta).isoformat()


def _ways(surface: str, time: TimeValue, wanted: tuple[str, str | None], delta: dt.timedelta) -> list[str]:
    """How the moved time may be written, best first: as it was written, plainly, not at all."""
    plain = _plain(wanted[0])
    if wanted[1] and wanted[1] != wanted[0]:
        plain = f"{plain} to {_plain(wanted[1])}"
    ways = [_styled(surface, time, wanted, delta), plain, UNKNOWN]
    return list(dict.fromkeys(w for w in ways if w))


def _plain(value: str) -> str:
    if m := re.fullmatch(r"(\d{4})-W(\d{2})", value):
        return f"week commencing {_plain(dt.date.fromisocalendar(int(m[1]), int(m[2]), 1).isoformat())}"
    if m := re.fullmatch(r"(\d{4})-([A-Z]{2})", value):
        return f"{_SEASON_NAMES[m[2]]} {m[1]}"
    if m := re.fullmatch(r"(\d{4})-(Q\d)", value):
        return f"{m[2]} {m[1]}"
    if m := re.fullmatch(r"(\d{4})-(\d{2})", value):
        return f"{calendar.month_name[int(m[2])]} {m[1]}"
    if re.fullmatch(r"\d{4}", value):
        return value
    day = dt.date.fromisoformat(value)
    return f"{day.day} {calendar.month_name[day.month]} {day.year:04d}"


def _styled(surface: str, time: TimeValue, wanted: tuple[str, str | None], delta: dt.timedelta) -> str:
    """The words with their numbers and names changed, where they are written in a way that is known."""
    if time.end_value and time.end_value != time.value:
        return ""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", wanted[0]):
        day = dt.date.fromisoformat(wanted[0])
        for pattern in (_ISO, _WORDED, _MONTH_FIRST, _NUMERIC, _ALONE):
            if len(found := list(pattern.finditer(surface))) == 1:
                m = found[0]
                return surface[: m.start()] + _like(m, day) + surface[m.end() :]
        return ""
    if re.fullmatch(r"\d{4}-\d{2}", wanted[0]) and len(found := list(_MONTH.finditer(surface))) == 1:
        m = found[0]
        year = f"{m['gap']}{wanted[0][:4]}" if m["y"] else m["gap"]
        return surface[: m.start()] + _month_like(m, int(wanted[0][5:])) + year + surface[m.end() :]
    if re.fullmatch(r"\d{4}", wanted[0]) and len(_YEAR.findall(surface)) == 1:
        return _YEAR.sub(wanted[0], surface)
    return ""


def _like(m: re.Match[str], day: dt.date) -> str:
    """A day written as the match was."""
    g = m.groupdict()
    number = (
        f"{day.day:0{len(g['d'])}d}" if g["d"].startswith("0") or (g.get("sep") and len(g["d"]) == 2) else str(day.day)
    )
    year = ""
    if g.get("y"):
        year = str(day.year) if len(g["y"]) == 4 else g["y"][:-2] + f"{day.year % 100:02d}"
    if m.re is _ISO:
        return day.isoformat()
    if m.re is _NUMERIC:
        padded = len(g["m"]) == 2 and (g["m"].startswith("0") or g["d"].startswith("0") or int(g["m"]) > 9)
        month = f"{day.month:02d}" if padded else str(day.month)
        return number + g["sep"] + month + (g["sep"] + year if year else "")
    number += _th(day.day, g["th"]) if g.get("th") else ""
    if m.re is _ALONE:
        return number
    month = _month_like(m, day.month)
    if m.re is _MONTH_FIRST:
        return month + g["of"] + number + ((g["gap"] or "") + year if year else g["gap"] or "")
    return number + g["of"] + month + g["gap"] + year


def _month_like(m: re.Match[str], month: int) -> str:
    name = m["name"]
    short = len(name) <= 4 and name.lower() not in ("june", "july", "may")
    new = (calendar.month_abbr if short else calendar.month_name)[month]
    new = new.upper() if name.isupper() else new.lower() if name.islower() else new
    return new + (m["dot"] if short else "")


def _th(day: int, like: str) -> str:
    ending = "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return ending.upper() if like.isupper() else ending


def _note(note: RedactedNote, delta: dt.timedelta, fallback: dt.date | None) -> RedactedNote:
    _, pieces = shift_text(note.text, note.date or note.recorded or fallback, delta.days)
    masked = [note.to_redacted(r.start, r.end) for r in note.redactions]
    pieces = [p for p in pieces if not any(a < p[1] and p[0] < b for a, b in masked)]
    text, _ = _written(note.text, pieces)
    added = [Redaction(*note.to_source(a, b), "DATE", words, "shift") for a, b, words in pieces]
    return RedactedNote(
        note_id=note.note_id,
        text=text,
        redactions=tuple(sorted([*note.redactions, *added], key=lambda r: r.start)),
        date=moved_day(note.date, delta),
        recorded=moved_day(note.recorded, delta),
        type=note.type,
        author_role=note.author_role,
        author=note.author,
        seen=note.seen,
        seen_alone=note.seen_alone,
        bedroom_seen=note.bedroom_seen,
    )


def _residue(residue: Residue, old: RedactedNote, new: RedactedNote) -> Residue:
    start, end = new.to_redacted(*old.to_source(residue.start, residue.end))
    return replace(residue, start=start, end=end)
