"""Times that a text names, found by rules on the text alone."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from analyser.dates import resolve_long  # noqa: F401  (registers its forms)
from analyser.dates.anchor import Context
from analyser.dates.resolve import FORMS
from analyser.dates.rules import TimeRule, load_rules
from analyser.model import TimeValue

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
        reference: the day on which the text was written or of which it tells; None leaves relative times unresolved.

    Limits:
        School terms are approximate, to about a week. Times of day, ages and durations are not times here.
    """
    rules = load_rules()
    context = Context(text, reference, rules.lexicon)
    blocked = [
        m.span() for b in rules.blocks for m in b.pattern.finditer(text) if not (b.counts and _is_no_count(m[0]))
    ]
    candidates = [
        (begin := _LEAD.match(text, m.start(), m.end()).end(), begin - m.end(), order, rule, m)  # type: ignore[union-attr]
        for order, rule in enumerate(rules.rules)
        for m in rule.pattern.finditer(text)
    ]
    found = context.found
    reach = 0
    for start, length, _, rule, m in sorted(candidates, key=lambda c: c[:3]):
        end = start - length
        if start < reach or any((a <= start and end <= b) or (a < start < b or a < end < b) for a, b in blocked):
            continue
        times = resolve(rule, m, context)
        if times:
            found += [replace(t, start=max(t.start, start), end=t.end - (text[t.end - 1] == ".")) for t in times]
            reach = end
    return found


def _is_no_count(words: str) -> bool:
    """Whether ``16/10`` shows that the words are no score: nobody gets sixteen of ten."""
    return any(int(a) > int(b) for a, b in re.findall(r"(\d{1,2})/(\d{1,2})", words))


def resolve(rule: TimeRule, m: object, context: Context) -> list[TimeValue]:
    """The times of one match of one rule; empty where the words are no time after all."""
    return FORMS[rule.form](m, context, rule.settings)  # type: ignore[arg-type]
