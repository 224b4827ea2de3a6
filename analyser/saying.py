"""Sentences with counts that choose their words, for templates that stand in YAML and can be edited there.

``{n:one|many}`` or ``{n:none|one|many}``: in a form ``#`` is the number and ``@`` the number of times as a person says
it ("once", "twice", "3 times"); a form may be empty. ``{n:times}`` is ``@`` by itself, ``{n}`` the plain value.
"""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from typing import Any

from analyser.errors import BadRules

TIMES = "times"
_LOOSE = re.compile(r"[,;:] *(?=[.])")  # what a clause left out may leave behind


class _Counting(string.Formatter):
    def get_field(self, field_name: str, args: Any, kwargs: Any) -> Any:
        return kwargs[field_name], field_name  # a name and no more: no attributes, no items

    def format_field(self, value: Any, format_spec: str) -> str:
        if not isinstance(value, int | float):
            return str(value)
        if not format_spec:
            return _number(value)
        if format_spec == TIMES:
            return _times(value)
        forms = format_spec.split("|")
        none, one, many = forms if len(forms) == 3 else (forms[1], *forms)
        form = none if value == 0 else one if value == 1 else many
        return form.replace("#", _number(value)).replace("@", _times(value))


def say(where: str, template: str, values: Mapping[str, Any]) -> str:
    """The template with the values said.

    Args:
        where: file and entry, for the error.

    Raises:
        BadRules: the template asks for a value that is not given.
    """
    try:
        return _LOOSE.sub("", _Counting().vformat(template, (), values))
    except (KeyError, IndexError) as odd:
        raise BadRules(f"{where}: unknown words {odd}.") from odd


def check(where: str, template: str) -> None:
    """Raises:
    BadRules: a count in the template has neither two nor three forms, or braces do not match.
    """
    try:
        parts = list(string.Formatter().parse(template))
    except ValueError as odd:
        raise BadRules(f"{where}: {odd}.") from odd
    for _, name, spec, _ in parts:
        if name and spec and spec != TIMES and spec.count("|") not in (1, 2):
            raise BadRules(f"{where}: {{{name}}} needs 'one|many', 'none|one|many' or '{TIMES}'.")


def listed(names: list[str]) -> str:
    """``food, school and sleep``."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _number(value: float) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:,g}"


def _times(count: float) -> str:
    known: dict[float, str] = {1: "once", 2: "twice"}
    return known.get(count, f"{_number(count)} times")
