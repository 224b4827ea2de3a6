"""The day on which what a stretch of a note tells happened.

The note's own date stands unless the words settle another. Times are sought in the words themselves, then in their
clause and sentence, then in a sentence before that sets the day for what follows ("On the 3rd I called. Nobody in.").
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from analyser.layout.sentences import Sentence, split
from analyser.model import Precision, TimeValue
from analyser.taxonomy import load_yaml, note_types, record

if TYPE_CHECKING:
    from spacy.tokens import Doc

NOTE_DATE = "note date"
_LOG = 2  # days that head lines of a note make it a log
_OPENS_LINE = re.compile(r"[\s\-*•–—(]*(?:on )?", re.IGNORECASE)
_DIRECT = frozenset(n.id for n in note_types().values() if n.direct) | {"phone_call"}
_CLAUSE_END = re.compile(r"[;:]\s|,\s|\s[-–—]\s|\s(?:and|but|so|then|because|when|while)\s")
_PLACED = re.compile(r"\b(?:in|the)\s$", re.IGNORECASE)
_HEAD = re.compile(r"[^.;:\"“]{0,16}:\s")  # "Friday:", "22.14 last night:"
_APPOINTMENT = re.compile(
    r"\b(?:clinic|appointment|appt|session|slot|review|group|conference|meeting|check|assessment|class)\b[^.;]{0,60}"
    r"\b(?:was|were|ran|booked|due|held|on)\b",
    re.IGNORECASE,
)
_FIRST_MONTH = {"SP": "03", "SU": "06", "AU": "09", "WI": "12", "Q1": "01", "Q2": "04", "Q3": "07", "Q4": "10",
                "H1": "01", "H2": "07"}  # fmt: skip
_QUOTED = re.compile(r"[\"“][^\"”\n]*[\"”]?")


@dataclass(frozen=True, slots=True)
class Choice:
    """Which labels take which times, and the words around a time that rule it in or out."""

    schema: int
    said: tuple[str, ...]
    spoken: tuple[str, ...]
    coarse: tuple[str, ...]
    states: tuple[str, ...]
    cancelled: tuple[str, ...]
    kept_or_missed: tuple[str, ...]
    begun: tuple[str, ...]
    bound_before: re.Pattern[str]
    arranged_before: re.Pattern[str]
    appointment_after: re.Pattern[str]
    appointment_before: re.Pattern[str]
    saying_before: re.Pattern[str]
    saying_goes_on: re.Pattern[str]
    clock: re.Pattern[str]
    clock_before: re.Pattern[str]
    cut_off: re.Pattern[str]


@cache
def choice() -> Choice:
    data = load_yaml("analyser.dates", "rules/happening.yaml")
    compiled = {k: re.compile(v, re.IGNORECASE) if isinstance(v, str) else v for k, v in data.items()}
    found: Choice = record(Choice, "analyser/dates/rules/happening.yaml", compiled)
    return found


def date_for(doc: Doc, start: int, end: int, label: str) -> tuple[str | None, Precision, str]:
    """When what the characters ``start`` to ``end`` of a note tell happened.

    Returns:
        The ISO date (or None), its precision, and how it was found: ``note date``, or the words that gave it.

    Limits:
        A happening told over several sentences keeps its day only while nothing else is dated between them.
    """
    note = doc._.note
    own = note.date if note is not None else None
    latest = max((d for d in (own, note.recorded) if d is not None), default=None) if note is not None else None
    kind = note.type if note is not None else ""
    text = doc.text  # put together anew on every call
    found = choose(text, start, end, label, doc._.times or (), latest, kind)
    if found is not None:
        value, precision = found_value(found, own)
        return value, precision, f"'{text[found.start : found.end]}'"
    if own is None:
        return None, Precision.NONE, "the note has no date"
    return own.isoformat(), Precision.DAY, NOTE_DATE


def found_value(time: TimeValue, own: dt.date | None) -> tuple[str | None, Precision]:
    """Value and precision to store; "last week" is a week before the note, and stays a week."""
    if time.precision is Precision.WEEK and own is not None and time.value is not None:
        monday = dt.date.fromisocalendar(int(time.value[:4]), int(time.value[-2:]), 1)
        return (monday + dt.timedelta(days=own.weekday())).isoformat(), Precision.WEEK
    return time.value, time.precision


def choose(
    text: str, start: int, end: int, label: str, times: Sequence[TimeValue], latest: dt.date | None, note_type: str = ""
) -> TimeValue | None:
    """The time that dates a span; None where the note's own date stands."""
    usable = [t for t in times if is_usable(text, t, label, latest) and _is_fine(text, t, start, end, label)]
    if not usable:
        return None
    sentences = split(text)
    index = next((i for i, s in enumerate(sentences) if s.start <= start < s.end), None)
    if index is None:
        return None
    sentence = sentences[index]
    inside = [t for t in usable if start <= t.start and t.end <= end and not _told(text, t, start, end, label)]
    before = [t for t in usable if sentence.start <= t.start and t.end <= start]
    rules = choice()
    heads_line = bool(before) and before[0].start == sentence.start and before[0].precision is Precision.DAY
    if heads_line and any(c.isdigit() for c in text[before[0].start : before[0].end]) and len(before) == 1:
        return before[0]
    logged = _logged(text, start, times, usable)
    if logged and all(_is_today(text, t) for t in inside):
        return logged
    if inside:
        return min(inside, key=lambda t: (t.precision is not Precision.DAY, _is_today(text, t)))
    if any(start <= t.start and t.end <= end for t in usable):
        return None
    if before and _HEAD.match(text, before[-1].end, start):
        return before[-1]
    if label in rules.states:
        return _scene(text, sentences[:index], [t for t in times if t.start < start], usable, note_type)
    if before:
        return before[-1] if _governs(text, before[-1], start, sentence, label) else None
    clause_end = _CLAUSE_END.search(text, end, max(end, sentence.end))
    after = [t for t in usable if end <= t.start < (clause_end.start() if clause_end else sentence.end)]
    if after and label not in rules.said:
        return after[0]
    named = [t for t in times if t.start < start]
    goes_on = _opens_quote(text, start) or (
        rules.saying_goes_on.search(text[sentence.start : sentence.end]) is not None
        and rules.saying_before.search(text[sentences[index - 1].start : named[-1].start] if index and named else "")
    )
    if (
        label in rules.said
        and note_type not in _DIRECT
        and goes_on
        and index
        and named
        and named[-1] in usable
        and named[-1].start >= sentences[index - 1].start
    ):
        return named[-1]
    if label in rules.kept_or_missed and index and named and named[-1] in usable:
        earlier = sentences[index - 1]
        if named[-1].start >= earlier.start and _APPOINTMENT.search(text, earlier.start, earlier.end):
            return named[-1]
    return _scene(text, sentences[:index], named, usable, note_type)


def _logged(text: str, start: int, times: Sequence[TimeValue], usable: Sequence[TimeValue]) -> TimeValue | None:
    """The day at the head of the line, in a log: a note of two or more lines that each open with another day."""
    heads = [
        t
        for t in times
        if t.precision is Precision.DAY and _OPENS_LINE.fullmatch(text, text.rfind("\n", 0, t.start) + 1, t.start)
    ]
    line = text.rfind("\n", 0, start) + 1
    mine = next((t for t in heads if line <= t.start < start), None)
    if mine is None or mine not in usable or len({t.value for t in heads}) < _LOG:
        return None
    since = [t for t in times if mine.end <= t.start < start and t.precision is Precision.DAY]
    return None if any(t.value != mine.value for t in since) else mine


def _opens_quote(text: str, start: int) -> bool:
    """Whether a span is the opening of words quoted after what was told before."""
    return text[max(0, start - 1) : start + 1].strip()[:1] in ('"', "“")


def _is_today(text: str, time: TimeValue) -> bool:
    return re.match(r"today|tonight|this\s", text[time.start : time.end], re.IGNORECASE) is not None


def _governs(text: str, time: TimeValue, start: int, sentence: Sentence, label: str) -> bool:
    """Whether a time earlier in the sentence dates the span: it opens the sentence, or nothing cuts it off."""
    between = text[time.end : start]
    if len(text[sentence.start : time.start].split()) <= 2 and label not in choice().said:
        return choice().cut_off.search(between) is None
    if label in choice().said:
        if any(q.start() <= time.start < q.end() for q in _QUOTED.finditer(text, sentence.start, start)):
            return False
        leads = len(text[sentence.start : time.start].split()) <= 2
        return (
            between.rstrip(' "“').endswith((":", ";"))
            or _CLAUSE_END.search(between) is None
            or (leads and choice().cut_off.search(between) is None)
        )
    if label in choice().spoken:
        between = re.sub(r"\bthat\b", "", between)  # "asking that …" hands the words over
    return choice().cut_off.search(between) is None


def _scene(
    text: str, earlier: list[Sentence], named: list[TimeValue], usable: list[TimeValue], note_type: str
) -> TimeValue | None:
    """The day set by a sentence before, where it opens an account of one occasion and nothing is dated since."""
    last = next((t for t in reversed(named) if t.precision is not Precision.NONE), None)
    if last is not None:  # "that evening" only repeats the day that was named first
        last = next(t for t in named if t.value == last.value)
    if last is None or last not in usable or last.precision is not Precision.DAY or note_type in _DIRECT:
        return None
    index = next((i for i, s in enumerate(earlier) if s.start <= last.start < s.end), None)
    if index is None:
        return None
    sentence = earlier[index]
    if re.search(r"\b(?:after|before)(?: the)? $", text[max(0, last.start - 12) : last.start], re.IGNORECASE):
        return None
    opens = index <= 2 or text.rfind("\n", sentence.start - 2, sentence.start) >= 0
    if not opens:
        return None
    rules = choice()
    timed = (
        _HEAD.match(text, last.end, sentence.end)
        or rules.clock.search(text[last.end : last.end + 20])
        or rules.clock_before.search(text[max(0, last.start - 16) : last.start])
    )
    short = len(text[sentence.start : sentence.end].split()) <= 5
    return last if timed or short or (note_type == "police_contact" and index <= 2) else None


def is_usable(text: str, time: TimeValue, label: str, latest: dt.date | None) -> bool:
    """Whether a time could be the day of a happening at all: past, no bound, no plan, fine enough for the label."""
    rules = choice()
    if time.value is None or time.precision in (Precision.NONE, Precision.DECADE):
        return False
    if latest is not None and _is_ahead(time.value, latest):
        return False
    before, after = text[max(0, time.start - 40) : time.start], text[time.end : time.end + 40]
    bound = rules.bound_before.search(before)
    if bound and not (label in rules.begun and bound[0].lower().startswith("since")):
        return False
    if label not in rules.kept_or_missed and rules.arranged_before.search(before):
        return False
    if time.precision is Precision.WEEK and (
        label in rules.states or not re.search(r"last\s+w", text[time.start : time.end], re.IGNORECASE)
    ):
        return False
    if label in rules.cancelled:
        return not (rules.appointment_after.search(after) or rules.appointment_before.search(before))
    return True


def opening(value: str) -> str:
    """A value of ``find_dates`` as a year, month or day with which it begins, so that values sort by time."""
    first = _FIRST_MONTH.get(value[5:])
    if first is None and value[5:6] == "W":
        return dt.date.fromisocalendar(int(value[:4]), int(value[6:]), 1).isoformat()
    return value[:5] + first if first else value


def _is_ahead(value: str, latest: dt.date) -> bool:
    first = opening(value)
    return first > latest.isoformat()[: len(first)]


def _is_fine(text: str, time: TimeValue, start: int, end: int, label: str) -> bool:
    """Whether a time is fine enough for what it dates; a month or year dates anything that it opens or closes."""
    if time.precision in (Precision.DAY, Precision.WEEK) or label in choice().coarse:
        return True
    if start > time.start or _PLACED.search(text[max(0, time.start - 8) : time.start]) is None:
        return False
    opens = len(text[start : time.start].split()) <= 3
    closes = label not in choice().states and not text[time.end : end].strip(' .;,"”')
    return opens or closes


def _told(text: str, time: TimeValue, start: int, end: int, label: str) -> bool:
    """Whether a time inside the span belongs to what somebody said rather than to the saying."""
    rules = choice()
    if label not in rules.said and label not in rules.spoken:
        return False
    line = text.rfind("\n", 0, start) + 1
    if any(m.start() <= time.start < m.end() for m in _QUOTED.finditer(text, line, end)):
        return True
    if label in rules.spoken:
        return False
    lead = text[start : time.start]
    return bool(lead.strip()) and len(lead.split()) > 2 and not rules.saying_before.search(lead)
