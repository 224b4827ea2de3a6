"""Whether a number is that of a matter or of a person or thing, by the word before it that tells: tribunal, payslip."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from analyser.errors import BadRules
from analyser.redact import lexicon

FILE = "redact/rules/filed.yaml"
_REACH = 60  # characters before a number
_WORDS = 5  # of them that may tell
_WORD = re.compile(r"[A-Za-z][A-Za-z/&'-]*")
_ENDS = re.compile(
    r"[\n;|]|(?<!\bno)(?<!\bref)(?<!\bser)(?<!\bcert)(?<!\bacc)(?<!\breg)(?<!\badj)(?<!\binv)\.\s|\d", re.IGNORECASE
)
_TYPES = {"matters": "CASE_ID", "things": "OTHER_ID"}


@cache
def filed() -> tuple[frozenset[str], Mapping[str, str]]:
    """(rules that go by shape or by "ref" alone, word -> type).

    Raises:
        BadRules: a list is missing, a key is unknown, or a word tells of both.
    """
    data = lexicon.load("filed.yaml")
    if odd := {"schema", "rules", "services", *_TYPES} ^ set(data):
        raise BadRules(f"{FILE}: unknown or missing {sorted(odd)}.")
    words: dict[str, str] = {}
    for name, kind in _TYPES.items():
        for word in data[name]:
            if words.setdefault(str(word), kind) != kind:
                raise BadRules(f"{FILE}: {word!r} stands in both lists.")
    return frozenset(data["rules"]), words


def type_of(text: str, start: int, kind: str, rule: str) -> str:
    """What the number that begins at ``start`` is; ``kind`` is what its rule says."""
    rules, words = filed()
    if rule not in rules or kind not in _TYPES.values():
        return kind
    before = _ENDS.split(text[max(0, start - _REACH) : start])[-1]
    for word in _WORD.findall(before)[: -_WORDS - 1 : -1]:
        folded = word.lower().strip("'-/&")
        if folded in words:
            return words[folded]
    return kind


@cache
def _services() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, map(str, lexicon.load("filed.yaml")["services"]))))
    return re.compile(rf"(?:{words})[.:#]{{0,2}} (?=[A-Z/-]*\d)")


def behind_service(text: str, start: int, end: int) -> int:
    """Where a number begins that was found together with the service whose it is: MARAC 0417."""
    m = _services().match(text, start, end)
    return m.end() if m is not None else start
