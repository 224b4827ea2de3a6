"""What stands in the place of a masked stretch: a pseudonym, an age, a district. The words are put in by Presidio."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from functools import cache

from presidio_anonymizer import AnonymizerEngine
from presidio_anonymizer.entities import OperatorConfig, RecognizerResult

from analyser.ingest.days import read_day
from analyser.redact.profile import Profile

_POSTCODE = re.compile(r"(?<![\w-])([A-Za-z]{1,2}\d[A-Za-z\d]?) ?\d[A-Za-z]{2}(?![\w-])")
_BORN = re.compile(r"\b[Bb]orn(?: on)?(?: the)? $")
OLDEST = 120
_AT_ONCE = 200  # stretches; Presidio compares each with each


@cache
def _engine() -> AnonymizerEngine:
    return AnonymizerEngine()  # type: ignore[no-untyped-call]


def replaced(text: str, pieces: Sequence[tuple[int, int, str]]) -> str:
    """The text with each stretch (start, end, new words) replaced; they are sorted and do not overlap."""
    out: list[str] = []
    at = 0
    for first in range(0, len(pieces), _AT_ONCE):
        part = pieces[first : first + _AT_ONCE]
        end = part[-1][1] if first + _AT_ONCE < len(pieces) else len(text)
        # Each stretch is a type of its own: Presidio would join neighbours of one type, and its operators go by type.
        hits = [RecognizerResult(str(i), s - at, e - at, 1.0) for i, (s, e, _) in enumerate(part)]
        operators = {str(i): OperatorConfig("replace", {"new_value": new}) for i, (_, _, new) in enumerate(part)}
        out.append(_engine().anonymize(text[at:end], hits, operators).text)
        at = end
    out.append(text[at:] if not pieces else "")
    return "".join(out)


def shown(kind: str, pseudonym: str, surface: str, day: dt.date | None, profile: Profile) -> str:
    """What is written for one masked stretch.

    Args:
        kind: type of personal data.
        surface: the words that are masked.
        day: of the note; without it an age cannot be told.
    """
    if kind == "DOB" and profile.birth_dates != "mask":
        return age(surface, day, profile) or pseudonym
    if kind == "ADDRESS" and profile.postcodes == "district":
        m = _POSTCODE.search(surface)
        return f"{pseudonym} (district {m[1].upper()})" if m else pseudonym
    return pseudonym


def age(surface: str, day: dt.date | None, profile: Profile) -> str:
    """``aged 7``; an empty string where the birth date or the day of the note is not known."""
    born = birth_day(surface, day)
    if born is None or day is None:
        return ""
    months = (day.year - born.year) * 12 + day.month - born.month - (day.day < born.day)
    years = months // 12
    if profile.birth_dates == "band":
        width = profile.thresholds.band_years
        low = years // width * width
        return f"aged {low} to {low + width - 1}"
    if months >= profile.thresholds.months_until:
        return f"aged {years}"
    if months < 1:
        return "aged under 1 month"
    return f"aged {months} month{'s' if months > 1 else ''}"


def birth_day(surface: str, day: dt.date | None) -> dt.date | None:
    """A written birth date as a day on or before the day of the note and within a life of it."""
    born = read_day(surface.strip(), pivot=100).value
    if born is None or day is None:
        return None
    if born > day and re.search(r"(?<!\d)\d{2}$", surface.strip()) and born.year >= 2000:
        try:
            born = born.replace(year=born.year - 100)
        except ValueError:
            return None
    return born if born <= day and day.year - born.year <= OLDEST else None


def opening(text: str, start: int, floor: int) -> int:
    """Where a masked birth date begins: "born on" goes with it, so that an age can stand there."""
    m = _BORN.search(text, max(floor, start - 20), start)
    return m.start() if m else start
