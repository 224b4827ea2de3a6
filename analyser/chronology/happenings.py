"""Dated happenings that the words of a note tell, beside its signals."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from itertools import pairwise

from analyser.chronology.rules import ChronologyRules, Kind
from analyser.chronology.wording import clip, event_id
from analyser.dates.happening import found_value, is_usable
from analyser.layout.sentences import Sentence, split
from analyser.model import Event, Precision, RedactedNote, Span, Standing, TimeValue

OTHER = Kind("other", "Other", False, re.compile(r"(?!)"), "", (), ())
GENERIC = "incident"
_CLIPPED = 10  # words of a clause that may do without a verb
_JUST = 7  # days between a call-out and the note of it
_TOLD = re.compile(r"[,;] +\w[^,;]*[,;] ")  # a whole clause stands between
_BREAK = re.compile(r"[;:]\s|,\s(?:and|but|so|then)\s|\s[-–—]\s")


def happenings(note: RedactedNote, times: Sequence[TimeValue], rules: ChronologyRules) -> list[Event]:
    """One event for each past time that a sentence gives to something done.

    Limits:
        Reads words, not grammar: a cue for plans or denials in the same clause drops the event.
    """
    found: list[Event] = []
    for sentence in split(note.text):
        if rules.mail_head.search(note.text[sentence.start : sentence.end]):
            continue
        inside = [t for t in times if sentence.start <= t.start < sentence.end]
        if not inside and note.date is not None:
            found += _of_own_day(note, sentence, rules)
        for time in inside:
            start, end = _clause(note.text, sentence, time, inside)
            event = _event(note, time, start, end, sentence, rules, inside)
            if event is not None:
                found.append(event)
    return found


def _event(
    note: RedactedNote,
    time: TimeValue,
    start: int,
    end: int,
    sentence: Sentence,
    rules: ChronologyRules,
    inside: Sequence[TimeValue],
) -> Event | None:
    text, own = note.text, note.date
    latest = max((d for d in (own, note.recorded) if d is not None), default=None)
    clause = text[start:end]
    kind = _kind(text, start, end, time, sentence, rules, inside)
    if time.value is None:
        if kind is None or not kind.significant or time.reason.startswith("it happens"):
            return None
        value, precision = None, Precision.NONE
    elif not is_usable(text, time, "event", latest):
        ahead = own is not None and time.value > own.isoformat()
        if ahead or time.precision in (Precision.DECADE, Precision.CENTURY) or not _since(text, time):
            return None
        value, precision = found_value(time, own)
    else:
        value, precision = found_value(time, own)
    if value is not None and own is not None and value == own.isoformat():
        return None  # the note's own contact row stands for the day
    if rules.no_event.search(text[start : time.start]):
        return None
    generic = rules.generic.search(clause) is not None
    if kind is None:
        head = text[sentence.start : start] if text[:start].rstrip().endswith(":") else ""  # of a list of days
        told = rules.by_note_type.get(note.type)
        if not generic and not (told and _is_just_past(value, own)) and not _is_told(head + clause, precision, rules):
            return None
        kind = next((k for k in rules.kinds if k.id == told), OTHER)
    name = GENERIC if generic and kind is OTHER else kind.id
    return Event(
        event_id=event_id(name, value, "", note.note_id, start),
        kind=name,
        date=value,
        precision=precision,
        mentions=(Span(note.note_id, start, end),),
        summary=f"{kind.name}: {clip(clause)}" if kind is not OTHER else clip(clause),
        end_date=time.end_value if precision is Precision.DAY else None,
        significant=kind.significant,
        standing=Standing.HISTORICAL if _long_ago(value, own) else Standing.AFFIRMED,
    )


def _is_just_past(value: str | None, own: dt.date | None) -> bool:
    """Whether a day lies so shortly before a note of a call-out that it is the day of the call-out."""
    if value is None or own is None or len(value) != 10:
        return False
    return 0 < (own - dt.date.fromisoformat(value)).days <= _JUST


def _is_told(clause: str, precision: Precision, rules: ChronologyRules) -> bool:
    """Whether a clause of no known kind tells something done: in a past tense, or clipped, without any verb of now."""
    if precision in (Precision.WEEK, Precision.SEASON):
        return False
    if rules.past.search(clause):
        return True
    return precision is Precision.DAY and len(clause.split()) <= _CLIPPED and not rules.now.search(clause)


def _of_own_day(note: RedactedNote, sentence: Sentence, rules: ChronologyRules) -> list[Event]:
    words = note.text[sentence.start : sentence.end]
    for rule in rules.own_day:
        m = rule.pattern.search(words)
        if m is None or (rule.types and note.type not in rule.types) or rules.aside.search(words[: m.start()]):
            continue
        if rules.no_event.search(words[: m.start()]):
            continue
        kind = next(k for k in rules.kinds if k.id == rule.kind)
        value = note.date.isoformat() if note.date else None
        event = Event(
            event_id=event_id(kind.id, value, "", note.note_id, sentence.start),
            kind=kind.id,
            date=value,
            precision=Precision.DAY,
            mentions=(Span(note.note_id, sentence.start, sentence.end),),
            summary=f"{kind.name}: {clip(words)}",
            significant=kind.significant,
        )
        return [event]
    return []


def _kind(
    text: str,
    start: int,
    end: int,
    time: TimeValue,
    sentence: Sentence,
    rules: ChronologyRules,
    inside: Sequence[TimeValue],
) -> Kind | None:
    """Of the kinds that a clause tells, the one whose words stand nearest to the time; else a weighty one of its
    sentence. Nothing of a known kind happened on the day since which it has not."""
    if _not_since(text, sentence.start, time, rules):
        return None
    found: list[tuple[int, int, Kind]] = []
    for place, kind in enumerate(rules.kinds):
        words = [
            m for m in kind.pattern.finditer(text, start, end) if not _of_another(text, m.span(), time, inside, rules)
        ]
        if words:
            found.append((min(_apart(m.span(), time) for m in words), place, kind))
    if found:
        return min(found, key=lambda f: f[:2])[2]
    for kind in rules.kinds:
        words = list(kind.pattern.finditer(text, sentence.start, sentence.end))
        if kind.significant and any(not _of_another(text, m.span(), time, inside, rules) for m in words):
            return kind
    return None


def _apart(words: tuple[int, int], time: TimeValue) -> int:
    return max(words[0] - time.end, time.start - words[1], 0)


def _of_another(
    text: str, words: tuple[int, int], time: TimeValue, inside: Sequence[TimeValue], rules: ChronologyRules
) -> bool:
    """Whether words belong to another time of the sentence: it is the nearer, no list joins the two, and what is told
    of this one is told to an end before them. "Missed 30/1 and 6/2, rang both times, admitted 8 Feb" has one admission.
    """
    nearest = min(inside, key=lambda t: _apart(words, t))
    if nearest is time or _apart(words, nearest) == _apart(words, time):
        return False
    first, last = sorted((nearest, time), key=lambda t: t.start)
    steps = [t for t in inside if first.start <= t.start <= last.start]
    if all(rules.between.fullmatch(text, a.end, b.start) for a, b in pairwise(steps)):
        return False
    between = text[min(time.end, words[1]) : max(time.start, words[0])]
    return _TOLD.search(between) is not None


def _not_since(text: str, start: int, time: TimeValue, rules: ChronologyRules) -> bool:
    """Whether a time is the last before something stopped: "no call-outs since March"."""
    return _since(text, time) and rules.stopped.search(text, start, time.start) is not None


def _since(text: str, time: TimeValue) -> bool:
    return re.search(r"\bsince(?: the)? ?$", text[max(0, time.start - 12) : time.start], re.IGNORECASE) is not None


def _long_ago(value: str | None, own: dt.date | None) -> bool:
    return value is not None and own is not None and int(value[:4]) < own.year - 3


def _clause(text: str, sentence: Sentence, time: TimeValue, inside: Sequence[TimeValue]) -> tuple[int, int]:
    """The clause round a time: between strong breaks, and not over another time's clause."""
    start, end = sentence.start, sentence.end
    for m in _BREAK.finditer(text, sentence.start, sentence.end):
        if m.end() <= time.start and len(text[m.end() : time.end].split()) > 1:
            start = max(start, m.end())
        elif m.start() >= time.end and len(text[start : m.start()].split()) > 2:
            end = min(end, m.start())
    return start, end
