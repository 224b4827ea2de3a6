"""The day on which what a stretch of a note tells happened.

The note's own date stands unless the words settle another. Times are sought in the words themselves, then in their
clause and sentence, then in a sentence before that sets the day for what follows ("On the 3rd I called. Nobody in.").
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from analyser.dates.usable import QUOTED, choice, is_fine, is_told
from analyser.dates.usable import closing as closing  # the chronology asks these too
from analyser.dates.usable import is_usable as is_usable
from analyser.dates.usable import opening as opening
from analyser.layout.sentences import Sentence, split
from analyser.model import Precision, TimeValue
from analyser.taxonomy import note_types

if TYPE_CHECKING:
    from spacy.tokens import Doc

NOTE_DATE = "note date"
_LOG = 2  # days that head lines of a note make it a log
_OPENS_LINE = re.compile(r"[\s\-*•–—(]*(?:on )?", re.IGNORECASE)
_DIRECT = frozenset(n.id for n in note_types().values() if n.direct) | {"phone_call"}
_CLAUSE_END = re.compile(r"[;:]\s|,\s|\s[-–—]\s|\s(?:and|but|so|then|because|when|while)\s")
_BEHIND = re.compile(r"\s*(?:back |late |in )?(?:again )?(?:on )?(?:the )?", re.IGNORECASE)  # "came on 19 February"
_CLOSING = ('"', "”")
_HEAD = re.compile(r"[^.;:\"“]{0,16}:\s")  # "Friday:", "22.14 last night:"


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
    start = min([start, *(t.start for t in times if t.start < start < t.end)])
    end = max([end, *(t.end for t in times if t.start < end < t.end)])  # words cut in the midst of a day
    usable = [t for t in times if is_usable(text, t, label, latest) and is_fine(text, t, start, end, label)]
    if not usable:
        return None
    sentences = split(text)
    index = next((i for i, s in enumerate(sentences) if s.start <= start < s.end), None)
    if index is None:
        return None
    sentence = sentences[index]
    bracketed = _before_bracket(text, sentence.start, start, usable)
    if bracketed is not None:
        return bracketed
    inside = [t for t in usable if start <= t.start and t.end <= end and not is_told(text, t, start, end, label)]
    before = [t for t in usable if sentence.start <= t.start and t.end <= start]
    rules = choice()
    heads_line = bool(before) and before[0].start == sentence.start and before[0].precision is Precision.DAY
    numbered = bool(before) and any(c.isdigit() for c in text[before[0].start : before[0].end])
    if heads_line and numbered and not inside and len(before) == 1:
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
    behind = next((t for t in usable if end <= t.start < sentence.end and _BEHIND.fullmatch(text, end, t.start)), None)
    closes = text[:end].rstrip(".,!? ").endswith(_CLOSING)  # she called out "…" last Friday: the day of the saying
    if behind is not None and (label not in rules.said or closes):
        return behind
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
        if named[-1].start >= earlier.start and rules.appointment_told.search(text, earlier.start, earlier.end):
            return named[-1]
    return _scene(text, sentences[:index], named, usable, note_type)


def _before_bracket(text: str, at: int, start: int, usable: Sequence[TimeValue]) -> TimeValue | None:
    """The day before a bracket in which a span stands: "18 February (both seen), 27 February (no reply)"."""
    opened = text.rfind("(", at, start + 1)
    if opened < 0 or ")" in text[opened:start]:
        return None
    closed = text.find(")", start)
    if any(opened < t.start and t.end <= closed for t in usable):
        return None
    return next((t for t in usable if not text[t.end : opened].strip() and t.end <= opened), None)


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
    return None if any(t.value != mine.value and not _is_today(text, t) for t in since) else mine


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
        if any(q.start() <= time.start < q.end() for q in QUOTED.finditer(text, sentence.start, start)):
            return False
        leads = len(text[sentence.start : time.start].split()) <= 2
        return (
            between.rstrip(' "“').endswith((":", ";"))
            or choice().to_say.search(between) is not None
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
