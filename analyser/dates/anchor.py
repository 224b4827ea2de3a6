"""Which way a time points that does not say so: the reference date, and the tense of the words around it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from functools import cached_property

from analyser.dates.rules import Lexicon
from analyser.model import Precision, TimeValue

_CLAUSE = re.compile(
    r"(?:(?<!\bDr)(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bSt)(?<! [A-Z])\.|[;:!?\n\r])(?=\s|$)"
    r"|\s[-–—]\s|(?<!\w)[\"“‘]|[\"”](?!\w)"
)
# "Set for", "is on": half of a cue, half of the time.
_ARRANGED = re.compile(r"(?:for|on|from|at|in|of)(?= )", re.IGNORECASE)
_BY = re.compile(r"by ", re.IGNORECASE)
_SINCE = re.compile(r"since ", re.IGNORECASE)
_AFTER = re.compile(r"after ", re.IGNORECASE)
_UNTIL = re.compile(r"(?:until|till|before) ", re.IGNORECASE)
_WINDOW = 110  # characters on either side in which a cue is sought
_REACH = 300  # characters over which "the next day" looks back for its day
_TOLD_REACH = 600  # characters over which a day without its year goes on from a time long past
_LONG_PAST = 25  # years back from which a year alone sets the time told of; nobody's case file
_WELL_PAST = 3  # the same for two days or months with their years, one after the other
_WRITTEN_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")
_BIRTH = 30  # characters before a day within which "born" makes it a day of birth
_NUMBERS = re.compile(r"(?<![\d/.-])(\d{1,2})/(\d{1,2})/(?:\d{4}|\d{2})(?![\d/])")
_CLOCK = re.compile(r"\b\d{1,2}[:.][0-5]\d\b|\d ?h(?:ou)?rs\b", re.IGNORECASE)
GOES_ON = "goes on from the year named before it"
UNDATED = "no date to reckon from"


_NO_CUE = (-1, 0)
_JUST_GONE = 31  # days back of a day that nobody means of the year to come without saying so
_FAR_PLAN = 250  # days ahead to which a day without its year is no plan


@dataclass(frozen=True)
class Context:
    """The text in which a time stands, and the day from which it is reckoned."""

    text: str
    reference: dt.date | None
    lexicon: Lexicon
    found: list[TimeValue] = field(default_factory=list)  # so far, in order

    @cached_property
    def month_first(self) -> bool:
        """Whether the text writes its numbers month first: some can be read in no other way, and none against it."""
        pairs = [(int(a), int(b)) for a, b in _NUMBERS.findall(self.text)]
        return any(a <= 12 < b for a, b in pairs) and not any(b <= 12 < a for a, b in pairs)

    @cached_property
    def has_clock(self) -> bool:
        """Whether the text writes times of day anywhere, so that four figures may be one."""
        return _CLOCK.search(self.text) is not None

    @cached_property
    def is_history(self) -> bool:
        """Whether the text names a year before 1900, so that 1845 need not be a quarter to seven."""
        history = self.lexicon.history
        if (self.reference is not None and self.reference.year < 1900) or history["plain"].search(self.text):
            return True
        if history["likely"].search(self.text) is None:
            return False
        weak = {m[0].lower() for m in history["weak"].finditer(self.text)}
        return len(weak) > 1 or history["strong"].search(self.text) is not None

    def told_of(self, start: int) -> tuple[dt.date, Precision] | None:
        """The last time named with its year, where the text tells of a time long past or has no day of its own."""
        last = self.found[-1] if self.found else None
        if last is None or last.value is None or not last.value[:4].isdigit() or start - last.end > _TOLD_REACH:
            return None
        if last.precision not in (Precision.DAY, Precision.MONTH, Precision.YEAR) or not self._has_year(last):
            return None
        if last.precision is Precision.YEAR and self._is_bound(last):
            return None
        if self.reference is not None and self.lexicon.born.search(self.text, max(0, last.start - _BIRTH), last.start):
            return None  # a life is told of from its end, not from the day of birth, and a firm from its doings
        parts = [int(p) for p in last.value.split("-")]
        day = dt.date(*[*parts, 1, 1][:3])
        if self.reference is not None and self.reference.year - day.year < _LONG_PAST:
            if self._same_sentence(last, start) and self.reference.year > day.year:
                return day, last.precision
            before = self.found[-2] if len(self.found) > 1 else None
            listed = last.precision is not Precision.YEAR and before is not None and self._has_year(before)
            if not listed or self.reference.year - day.year < _WELL_PAST or "\n" in self.text[last.end : start]:
                return None
        return day, last.precision

    def _same_sentence(self, last: TimeValue, start: int) -> bool:
        """Whether a day stands in the sentence of one named with its year, which is no bound that holds till now."""
        if not re.search("[a-z]{3}", self.text[last.start : last.end].lower()):
            return False  # a day in numbers is of another hand than one in words
        if last.precision is not Precision.DAY or re.search(r"[.;!?\n](?=\s)", self.text[last.end : start]):
            return False
        return not self._is_bound(last)

    def long_past(self, day: dt.date) -> bool:
        """Whether a day lies so far back that a text about it is a history, which may step back a little."""
        return self.reference is None or self.reference.year - day.year >= _LONG_PAST

    def _is_bound(self, time: TimeValue) -> bool:
        """Whether a time opens or closes a stretch ("since 1895") instead of telling when something was."""
        return self.reference is not None and bool(
            self.lexicon.bound.search(self.text, max(0, time.start - _BIRTH), time.start)
        )

    def _has_year(self, time: TimeValue) -> bool:
        written = _WRITTEN_YEAR.search(self.text, time.start, time.end) is not None
        return written or time.reason.endswith("named before it")

    def previous(self, start: int) -> dt.date | None:
        """The last day that the text named, if it stands near enough before a place."""
        for t in reversed(self.found):
            if start - t.end > _REACH:
                return None
            if t.value is not None and t.precision is Precision.DAY:
                return dt.date.fromisoformat(t.value)
        return None

    def previous_of_any(self, start: int) -> dt.date | None:
        """The same, where a month or a year will do: its first day."""
        for t in reversed(self.found):
            if start - t.end > _REACH:
                return None
            if t.value is not None and t.value[:4].isdigit():
                parts = [int(p) for p in t.value.split("-") if p.isdigit()]
                return dt.date(*[*parts, 1, 1][:3])
        return None

    def future(self, start: int, end: int) -> bool | None:
        """Whether the nearest cue in the clause points ahead; None where there is no cue."""
        if _SINCE.match(self.text, start, end):
            return False
        if _UNTIL.match(self.text, start, end) and self._until_ahead(start):
            return True
        lead = _ARRANGED.match(self.text, start, end)
        before = self.text[max(0, start - _WINDOW) : lead.end() if lead else start]
        cuts = [m.end() for m in _CLAUSE.finditer(before) if m[0][0] in '.;!?\n\r"“' or before[m.end() :].strip()]
        clause = before[cuts[-1] :] if cuts else before
        after = self.text[end : end + _WINDOW]
        stop = _CLAUSE.search(after)
        after = after[: stop.start()] if stop else after
        ahead, back = _last(self.lexicon.future, clause), _last(self.lexicon.past, clause)
        if ahead is not None or back is not None:
            # Of two that end together the longer counts: "will be held" is no "held", "was due" no "due".
            return (ahead or _NO_CUE) > (back or _NO_CUE) and self.lexicon.denied.search(after) is None
        first_ahead, first_back = self.lexicon.future.search(after), self.lexicon.past.search(after)
        owned = _AFTER.match(self.text, start, end) and after[1:2] == "s"  # "after Sunday's loss"
        if owned or (first_ahead is None and first_back is None):
            return True if _BY.match(self.text, start, end) or self._is_planned(start) else None
        if first_back is None:
            return True
        return first_ahead is not None and first_ahead.start() < first_back.start()

    def _is_planned(self, start: int) -> bool:
        """Whether the line of a place is headed as a plan: "Action: visit Monday"."""
        line = self.text.rfind("\n", 0, start) + 1
        return self.lexicon.plan_heads.search(self.text[max(line, start - _REACH) : start]) is not None

    def surely_ahead(self, start: int) -> bool:
        """Whether the words just before a place tell of a plan that may lie far ahead: "expires", "will"."""
        return self.lexicon.sure.search(self.text, max(0, start - _WINDOW // 2), start) is not None

    def _until_ahead(self, start: int) -> bool:
        before = self.text[max(0, start - _WINDOW) : start]
        cuts = [m.end() for m in _CLAUSE.finditer(before)]
        return self.lexicon.until.search(before[cuts[-1] :] if cuts else before) is not None

    def cue_before(self, start: int, width: int = 24) -> str:
        """The few words before a place, lower case, on its own line."""
        return self.text[max(0, start - width) : start].rsplit("\n", 1)[-1].lower()


def _last(pattern: re.Pattern[str], text: str) -> tuple[int, int] | None:
    """Where the last match ends, and how long it is."""
    found = None
    for m in pattern.finditer(text):
        found = (m.end(), m.end() - m.start())
    return found


def day_value(start: int, end: int, day: dt.date | None, reason: str = "", last: dt.date | None = None) -> TimeValue:
    if day is None:
        return TimeValue(start, end, None, Precision.NONE, reason or "no such day")
    return TimeValue(start, end, day.isoformat(), Precision.DAY, reason, last.isoformat() if last else None)


def nothing(start: int, end: int, reason: str) -> TimeValue:
    return TimeValue(start, end, None, Precision.NONE, reason)


def week_value(start: int, end: int, day: dt.date, reason: str = "") -> TimeValue:
    year, week, _ = day.isocalendar()
    monday = day - dt.timedelta(days=day.weekday())
    last = (monday + dt.timedelta(days=6)).isoformat()
    return TimeValue(start, end, f"{year}-W{week:02d}", Precision.WEEK, reason, last)


def safe_date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def shift_months(day: dt.date, months: int) -> tuple[int, int]:
    """Year and month so many months away."""
    index = day.year * 12 + day.month - 1 + months
    return index // 12, index % 12 + 1


def shift_days(day: dt.date, days: int) -> dt.date | None:
    try:
        return day + dt.timedelta(days=days)
    except OverflowError:
        return None


def next_after(told: tuple[dt.date, Precision], month: int, day: int = 1) -> dt.date | None:
    """A day without its year in a tale: in the year that was named, or else the next one after the day named last."""
    named, precision = told
    options = [d for y in (named.year - 1, named.year, named.year + 1) if (d := safe_date(y, month, day))]
    if precision is Precision.YEAR:
        return next((d for d in options if d.year == named.year), None)
    return next((d for d in options if d >= named - dt.timedelta(days=60)), None)


def full_year(written: str, reference: dt.date | None) -> int:
    """``24`` -> 2024; ``97`` -> 1997 or as the reference makes likelier."""
    year = int(written.lstrip("'’"))
    if len(written.lstrip("'’")) > 2:
        return year
    limit = (reference.year if reference else 2049) + 20
    year += 2000
    return year if year <= limit else year - 100


def day_of_year(
    month: int, day: int, reference: dt.date, future: bool | None, weekday: int | None = None, sure: bool = False
) -> tuple[dt.date | None, str]:
    """The day that a date without its year means: the nearest in the past, unless the words point ahead."""
    options = [d for y in (reference.year - 1, reference.year, reference.year + 1) if (d := safe_date(y, month, day))]
    if month == 2 and day == 29:
        years = range(reference.year - 4, reference.year + 5)
        options = [d for y in years if (d := safe_date(y, 2, 29))]
    if not options:
        return None, "no such day"
    if weekday is not None and (fits := [d for d in options if d.weekday() == weekday]):
        return min(fits, key=lambda d: abs((d - reference).days)), ""
    reason = "" if weekday is None else "the weekday named is another"
    past = [d for d in options if d <= reference]
    ahead = [d for d in options if d >= reference]
    if future and ahead:
        # "rearranged the one on 21 January", read in April, still lies behind: few plan so far ahead.
        just_gone = past and (reference - past[-1]).days <= _JUST_GONE
        if past and (just_gone or not sure) and (ahead[0] - reference).days > _FAR_PLAN:
            return past[-1], reason
        return ahead[0], reason
    if not past:
        return ahead[0], reason
    far = (reference - past[-1]).days > 300
    # A day just ahead that is told as past was added to the note later; one without a cue is a plan.
    if far and ahead and (ahead[0] - reference).days <= (42 if future is None else 10):
        return ahead[0], reason
    return past[-1], reason
