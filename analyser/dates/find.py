"""Times that a text names, found by rules on the text alone."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from analyser.dates import (  # noqa: F401  (register their forms)
    resolve_days,
    resolve_hospital,
    resolve_months,
    resolve_named,
    resolve_near,
    resolve_previous,
)
from analyser.dates.anchor import Context
from analyser.dates.resolve import FORMS
from analyser.dates.rules import Block, TimeRule, load_rules
from analyser.model import TimeValue
from analyser.model.case import calendar_day

_BEFORE, _AFTER = 60, 80  # characters about a seed within which a whole expression lies
_FIRST_YEAR, _LAST_YEAR = 1600, 3000  # in which feasts and terms can be reckoned, with years to spare on either side
# Prepositions that rules need or allow before a time are no part of it.
_LEAD = re.compile(
    r"(?:(?:on|since|by|until|till|for|from|before|after|in|at|over|during|throughout|through|of|dated|between)"
    r"[ \t\xa0]+)*",
    re.IGNORECASE,
)


def find_dates(text: str, reference: dt.date | None = None) -> list[TimeValue]:
    """The times that a text names, in order, reckoned from a reference date.

    Days are read day-first. ``value`` is ISO: a day, ``2024-W10``, ``2024-03``, ``2024-SP`` (SP SU AU WI), ``2024-Q3``
    or ``2024``; it is None, with the reason, where the words do not settle it. The clock is never read.

    Args:
        reference: the day on which the text was written or of which it tells; None leaves relative times unresolved,
            and so does a day so early or late that days near it lie outside the calendar.

    Raises:
        WrongCall: the reference is no date.
    Limits:
        School terms are approximate, to about a week. Times of day, ages and durations are not times here.
    """
    rules = load_rules()
    reference = calendar_day(reference, "the reference date")
    if reference is not None and not _FIRST_YEAR <= reference.year <= _LAST_YEAR:
        reference = None
    context = Context(text, reference, rules.lexicon)
    near = {kind: _windows(text, pattern) for kind, pattern in rules.lexicon.seeds.items()}
    blocked = [m.span() for b in rules.blocks for m in _matches(b, text, near) if not (b.counts and _is_no_count(m[0]))]
    candidates = []
    for position, rule in enumerate(rules.rules):
        for m in _matches(rule, text, near):
            lead = _LEAD.match(text, m.start(), m.end())
            begin = lead.end() if lead else m.start()
            candidates.append((begin, begin - m.end(), position, rule, m))
    found = context.found
    coming, near_by = sorted(blocked, reverse=True), []
    reach = 0
    for start, length, _, rule, m in sorted(candidates, key=lambda c: c[:3]):
        end = start - length
        while coming and coming[-1][0] < end:
            near_by.append(coming.pop())
        near_by = [span for span in near_by if span[1] > start]
        if start < reach or any((a <= start and end <= b) or (a < start < b or a < end < b) for a, b in near_by):
            continue
        times = resolve(rule, m, context)
        if times:
            found += [replace(t, start=max(t.start, start), end=t.end - (text[t.end - 1] == ".")) for t in times]
            reach = end
    return found


def _windows(text: str, seed: re.Pattern[str]) -> list[tuple[int, int]]:
    """Stretches of the text around the seeds, joined where they meet."""
    out: list[tuple[int, int]] = []
    for m in seed.finditer(text):
        start, end = max(0, m.start() - _BEFORE), min(len(text), m.end() + _AFTER)
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _matches(rule: TimeRule | Block, text: str, near: Mapping[str, list[tuple[int, int]]]) -> Iterator[re.Match[str]]:
    for start, end in near[rule.seeds]:
        yield from rule.pattern.finditer(text, start, end)


def _is_no_count(words: str) -> bool:
    """Whether ``16/10`` shows that the words are no score: nobody gets sixteen of ten."""
    return any(int(a) > int(b) for a, b in re.findall(r"(\d{1,2})/(\d{1,2})", words))


def resolve(rule: TimeRule, m: object, context: Context) -> list[TimeValue]:
    """The times of one match of one rule; empty where the words are no time after all."""
    return FORMS[rule.form](m, context, rule.settings)  # type: ignore[arg-type]
