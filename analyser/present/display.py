"""How things of the record are written for a reader: pseudonyms with a space, dates in words, roles and kinds by name.

Nothing here changes what was read: a place in a note is always found by offsets in the redacted text.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from analyser import taxonomy

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_SEASONS = {"SP": "spring", "SU": "summer", "AU": "autumn", "WI": "winter"}
_INITIALS = {"Nhs": "NHS", "Ni": "NI"}


@cache
def _token() -> re.Pattern[str]:
    every = "|".join(sorted(taxonomy.stems(), key=lambda s: (-len(s), s)))
    return re.compile(rf"(?<![A-Za-z0-9])({every})(\d*)(?![A-Za-z0-9])")


def spaced(text: str) -> str:
    """Pseudonyms as a person writes them: ``SocialWorker2`` becomes ``Social worker 2``; ``Mother`` stays."""
    return _token().sub(lambda m: _words(m[1]) + (f" {m[2]}" if m[2] else ""), text)


@cache
def _words(stem: str) -> str:
    parts = re.findall(r"[A-Z][a-z]*", stem)
    first = _INITIALS.get(parts[0], parts[0])
    return " ".join([first, *(p.lower() for p in parts[1:])])


def day(value: dt.date | None) -> str:
    """``2024-03-12`` as ``12 Mar 2024``; an empty string where there is none."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}" if value else ""


def when(value: str | None) -> str:
    """An ISO value of any precision in words: a day, a month, a season or a year."""
    if not value:
        return ""
    if m := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", value):
        return f"{int(m[3])} {_month(m[2])} {m[1]}"
    if m := re.fullmatch(r"(\d{4})-(\d{2})", value):
        return f"{_month(m[2])} {m[1]}"
    if (m := re.fullmatch(r"(\d{4})-([A-Z]{2})", value)) and m[2] in _SEASONS:
        return f"{_SEASONS[m[2]]} {m[1]}"
    return value


def _month(number: str) -> str:
    n = int(number)
    return _MONTHS[n - 1] if 1 <= n <= 12 else number


def period(first: dt.date | None, last: dt.date | None) -> str:
    """Two days as a stretch of time."""
    if first and last and first != last:
        return f"{day(first)} to {day(last)}"
    return day(first or last)


def role(role_id: str) -> str:
    """A role's name; an unknown one as written, without underscores."""
    known = taxonomy.roles().get(role_id)
    return known.name if known else plain(role_id)


def side(role_id: str) -> str:
    """What a role stands for when accounts are set side by side: parent, child, professional or agency."""
    return taxonomy.side_of(role_id) or "agency"


def note_type(type_id: str) -> str:
    known = taxonomy.note_types().get(type_id)
    return known.name if known else (plain(type_id) or "Note")


def label(label_id: str) -> str:
    known = taxonomy.labels().get(label_id)
    return known.name if known else plain(label_id)


def plain(code: str) -> str:
    """A code as words: ``police_callout`` becomes ``Police callout``."""
    words = code.replace("_", " ").replace("-", " ").strip()
    return words[:1].upper() + words[1:]


def percent(score: float | None) -> str:
    """A calibrated confidence as a whole percentage, never 0 or 100: nothing here is certain."""
    return "" if score is None else f"{min(99, max(1, round(score * 100)))}%"


def marker(source: str) -> str:
    """What marked some words: a rule by its id, or the model; its version stands once, with the settings."""
    return "sentence model" if source.startswith("sentence-model") else f"rule {source}"
