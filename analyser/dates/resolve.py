"""Forms: from the words of one expression to its value, one function each, named in the YAML.

A form takes the match, the context and the settings of its rule, and returns the times it found; an empty list says
that the words were no time after all. They stand by subject in ``resolve_days``, ``resolve_near``, ``resolve_months``,
``resolve_named``, ``resolve_hospital`` and ``resolve_previous``; here is what they share.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from analyser.dates.anchor import Context
from analyser.model import TimeValue

Form = Callable[["re.Match[str]", Context, Mapping[str, Any]], list[TimeValue]]
FORMS: dict[str, Form] = {}


def form(function: Form) -> Form:
    """Registers a way to resolve under its own name."""
    FORMS[function.__name__] = function
    return function


def group(m: re.Match[str], name: str) -> str:
    """A named group, lower case; ``name_`` and ``name__`` are the same in the other branches of a pattern."""
    found = m.groupdict()
    value = found.get(name) or found.get(f"{name}_") or found.get(f"{name}__") or ""
    return value.strip(" .").lower()


def month_number(ctx: Context, word: str) -> int:
    return int(word) if word.isdigit() else ctx.lexicon.months[word.rstrip(".")]


def weekday_number(ctx: Context, word: str) -> int | None:
    return ctx.lexicon.weekdays[word.rstrip(".")] if word else None


def number_of(ctx: Context, word: str) -> int:
    return int(word) if word.isdigit() else ctx.lexicon.numbers[word]


def plausible(year: int, ctx: Context) -> bool:
    """Whether four figures after a month are its year: before 1850 they are the time of day, save in a history."""
    if 1000 <= year < 1850:
        return ctx.is_history or year % 100 > 59
    return 1850 <= year <= (ctx.reference.year if ctx.reference else 2080) + 30
