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
_DIRECT = frozenset(n.id for n in note_types().values() if n.direct) | {"phone_call"}
_CLAUSE_END = re.compile(r"[;:]\s|,\s|\s[-–—]\s|\s(?:and|but|so|then|because|when|while)\s")
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
    bound_before: re.Pattern[str]
    bound_after: re.Pattern[str]
    arranged_before: re.Pattern[str]
    appointment_after: re.Pattern[str]
    appointment_before: re.Pattern[str]
    saying_before: re.Pattern[str]
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
    found = choose(doc.text, start, end, label, doc._.times or (), own, note.type if note is not None else "")
    if found is not None:
        value, precision = found_value(found, own)
        return value, precision, f"'{doc.text[found.start : found.end]}'"
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
    text: str, start: int, end: int, label: str, times: Sequence[TimeValue], own: dt.date | None, note_type: str = ""
) -> TimeValue | None:
    """The time that dates a span; None where the note's own date stands."""
    usable = [t for t in times if is_usable(text, t, label, own)]
    if not usable:
        return None
    sentences = split(text)
    index = next((i for i, s in enumerate(sentences) if s.start <= start < s.end), None)
    if index is None:
        return None
    sentence = sentences[index]
    inside = [t for t in usable if start <= t.start and t.end <= end]
    if inside:
        return next((t for t in inside if not _told(text, t, start, end, label)), None)
    rules = choice()
    if label in rules.states:
        return None
    before = [t for t in usable if sentence.start <= t.start and t.end <= start]
    if before:
        return before[-1] if _governs(text, before[-1], start, sentence, label) else None
    clause_end = _CLAUSE_END.search(text, end, max(end, sentence.end))
    after = [t for t in usable if end <= t.start < (clause_end.start() if clause_end else sentence.end)]
    if after and label not in rules.said:
        return after[0]
    return _scene(text, sentences[:index], [t for t in times if t.start < start], usable, note_type)


def _governs(text: str, time: TimeValue, start: int, sentence: Sentence, label: str) -> bool:
    """Whether a time earlier in the sentence dates the span: it opens the sentence, or nothing cuts it off."""
    between = text[time.end : start]
    if len(text[sentence.start : time.start].split()) <= 2 and label not in choice().said:
        return choice().cut_off.search(between) is None
    if label in choice().said:
        return between.rstrip(' "“').endswith(":") or _CLAUSE_END.search(between) is None
    return choice().cut_off.search(between) is None


def _scene(
    text: str, earlier: list[Sentence], named: list[TimeValue], usable: list[TimeValue], note_type: str
) -> TimeValue | None:
    """The day set by a sentence before, where it opens an account of one occasion and nothing is dated since."""
    last = next((t for t in reversed(named) if t.precision is not Precision.NONE), None)
    if last is None or last not in usable or last.precision is not Precision.DAY or note_type in _DIRECT:
        return None
    index = next((i for i, s in enumerate(earlier) if s.start <= last.start < s.end), None)
    if index is None:
        return None
    sentence = earlier[index]
    opens = index <= 2 or text.rfind("\n", sentence.start - 2, sentence.start) >= 0
    if not opens:
        return None
    rules = choice()
    timed = rules.clock.search(text[last.end : last.end + 20]) or rules.clock_before.search(
        text[max(0, last.start - 16) : last.start]
    )
    short = len(text[sentence.start : sentence.end].split()) <= 5
    return last if timed or short or (note_type == "police_contact" and index <= 2) else None


def is_usable(text: str, time: TimeValue, label: str, own: dt.date | None) -> bool:
    """Whether a time could be the day of a happening at all: past, no bound, no plan, fine enough for the label."""
    rules = choice()
    if time.value is None or time.precision is Precision.NONE:
        return False
    before, after = text[max(0, time.start - 40) : time.start], text[time.end : time.end + 40]
    if rules.bound_before.search(before):
        return False
    if label not in rules.kept_or_missed and rules.arranged_before.search(before):
        return False
    if time.precision is Precision.DAY:
        if own is not None and time.value > own.isoformat():
            return False
    elif time.precision is Precision.WEEK:
        if not re.search(r"last\s+w", text[time.start : time.end], re.IGNORECASE) or label in rules.states:
            return False
    elif label not in rules.coarse or (own is not None and time.value[:4] > f"{own.year}"):
        return False
    if label in rules.cancelled:
        return not (rules.appointment_after.search(after) or rules.appointment_before.search(before))
    return True


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
