"""The expressions of time, as data: YAML with a pattern, the way to resolve it, a reason and its own proof."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from analyser.errors import BadRules
from analyser.taxonomy import load_yaml, record
from analyser.taxonomy import pattern as expression

PACKAGE = "analyser.dates"
LEXICON = "analyser/dates/rules/lexicon.yaml"
HALF_TERMS = frozenset({"february", "may", "october"})
FILES = ("days.yaml", "weekdays.yaml", "relative.yaml", "months.yaml", "named_days.yaml", "hospital.yaml")
# A time does not begin in the middle of a number, a path, an amount or a handle, nor end in one.
_LEFT = r"(?<![\w/£$€#@+])(?<!\d[.:,-])(?<!\w\*)"
_BLANKS = re.compile(r"\[[^\]]*\]|\(\?<[=!][^)]*\)| +")
_RIGHT = r"(?![\w/]|[.:]\d|\*\w)"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words by what they stand for, lower case."""

    months: Mapping[str, int]
    careful_months: frozenset[str]
    weekdays: Mapping[str, int]
    careful_weekdays: frozenset[str]
    numbers: Mapping[str, int]
    ordinals: Mapping[str, int]
    units: Mapping[str, int]
    seasons: Mapping[str, str]
    future: re.Pattern[str]
    past: re.Pattern[str]
    denied: re.Pattern[str]
    seeds: Mapping[str, re.Pattern[str]]
    quarters: Mapping[str, int]
    half_terms: Mapping[str, str]  # name -> month of the school holiday
    hangs_on_note: re.Pattern[str]
    plan_heads: re.Pattern[str]  # what heads a line of what is still to be done
    until: re.Pattern[str]  # what makes the time behind "until" lie ahead
    history: Mapping[str, re.Pattern[str]]  # what shows that a text is a history
    sure: re.Pattern[str]  # plans that may lie far ahead
    stay: Mapping[str, re.Pattern[str]]  # what names the day of an admission, a discharge, an operation
    born: re.Pattern[str]  # what makes a day one of birth, of a person or a firm
    bound: re.Pattern[str]  # what a time that opens or closes a stretch stands behind
    decades: Mapping[str, int]  # "fifties" -> the first three figures of its years


@dataclass(frozen=True, slots=True)
class TimeRule:
    """One expression of time. ``form`` names the function of ``resolve`` that gives its value."""

    id: str
    form: str
    pattern: re.Pattern[str]
    why: str
    yes: tuple[Mapping[str, Any], ...]
    no: tuple[Any, ...]
    settings: Mapping[str, Any] = field(default_factory=dict)
    seeds: str = "digit"  # the kind of words that every match holds


@dataclass(frozen=True, slots=True)
class Block:
    """Words that look like a time and are none: whatever lies inside them is left alone."""

    id: str
    pattern: re.Pattern[str]
    why: str
    no: tuple[Any, ...]
    counts: bool = False  # it is a count, so many of so many
    seeds: str = "digit"


@dataclass(frozen=True, slots=True)
class TimeRules:
    lexicon: Lexicon
    rules: tuple[TimeRule, ...]
    blocks: tuple[Block, ...]
    named: Mapping[str, str]  # a name of a festival, lower case -> key of calendar_uk.festivals


@dataclass(frozen=True, slots=True)
class _Entry:
    id: str
    form: str
    pattern: str
    why: str
    yes: tuple[Any, ...]
    no: tuple[Any, ...]
    case: str = "any"
    settings: Mapping[str, Any] = field(default_factory=dict)
    seeds: str = ""


@dataclass(frozen=True, slots=True)
class _BlockEntry:
    id: str
    pattern: str
    why: str
    no: tuple[Any, ...]
    counts: bool = False
    seeds: str = ""


def _words(items: Any) -> str:
    return "(?:" + "|".join(re.escape(w) for w in sorted(items, key=lambda w: (-len(w), w))) + ")"


@cache
def lexicon() -> Lexicon:
    """Raises:
    BadRules: a quarter that is none, a half term that no school has, or a pattern that does not compile.
    """
    data = load_yaml(PACKAGE, "rules/lexicon.yaml")
    if odd := {q for q in data["quarters"].values() if q not in (1, 2, 3, 4)}:
        raise BadRules(f"{LEXICON}, quarters: {sorted(odd)}: a year has quarters 1 to 4.")
    if odd := set(data["half_terms"].values()) - HALF_TERMS:
        raise BadRules(f"{LEXICON}, half_terms: {sorted(odd)}: must be {', '.join(sorted(HALF_TERMS))}.")
    return Lexicon(
        months={n: m["number"] for m in data["months"] for n in m["names"]},
        careful_months=frozenset(data["careful_months"]),
        weekdays={n: d["number"] for d in data["weekdays"] for n in d["names"]},
        careful_weekdays=frozenset(data["careful_weekdays"]),
        numbers=data["numbers"],
        ordinals=data["ordinals"],
        units=data["units"],
        seasons=data["seasons"],
        future=re.compile("|".join(data["future_cues"]), re.IGNORECASE),
        past=re.compile("|".join(data["past_cues"]), re.IGNORECASE),
        seeds={k: re.compile(v, re.IGNORECASE) for k, v in data["seeds"].items()},
        denied=re.compile("|".join(data["denied_cues"]), re.IGNORECASE),
        quarters=data["quarters"],
        half_terms=data["half_terms"],
        plan_heads=expression(f"{LEXICON}, plan_heads", data["plan_heads"]),
        until=expression(f"{LEXICON}, until_cues", data["until_cues"]),
        history={k: expression(f"{LEXICON}, history", v) for k, v in data["history"].items()},
        sure=expression(f"{LEXICON}, sure_cues", data["sure_cues"]),
        stay={k: expression(f"{LEXICON}, stay", v) for k, v in data["stay"].items()},
        born=expression(f"{LEXICON}, born", data["born"]),
        bound=expression(f"{LEXICON}, bound", data["bound"]),
        decades=data["decades"],
        hangs_on_note=expression(f"{LEXICON}, hangs_on_note", data["hangs_on_note"]),
    )


@cache
def macros() -> Mapping[str, str]:
    """What ``{name}`` stands for in a pattern."""
    lex = lexicon()
    named = {n.lower() for item in load_yaml(PACKAGE, "rules/named_days.yaml")["names"] for n in item["names"]}
    return {
        "month": _words(lex.months) + r"\b\.?",
        "sure_month": _words(set(lex.months) - lex.careful_months) + r"\b\.?",
        "weekday": _words(lex.weekdays) + r"\b\.?",
        "sure_weekday": _words(set(lex.weekdays) - lex.careful_weekdays) + r"\b\.?",
        "number": r"(?:" + _words(lex.numbers) + r"|\d{1,2})",
        "ordinal": _words(lex.ordinals),
        "season": _words(lex.seasons),
        "named": _words(named),
        "decade": _words(lex.decades),
        "dd": r"(?:3[01]|[12]\d|0?[1-9])",
        "mm": r"(?:1[0-2]|0?[1-9])",
        "th": r"(?:st|nd|rd|th)",
        "yyyy": r"[12]\d{3}",
        "yy": r"\d{2}",
        "_": r"[ \t\xa0]*",
    }


def _compiled(where: str, entry_id: str, pattern: str, case: str = "any") -> re.Pattern[str]:
    known = macros()

    def expand(m: re.Match[str]) -> str:
        if m[1] not in known:
            raise BadRules(f"{where}, entry {entry_id!r}: unknown macro {{{m[1]}}}.")
        return known[m[1]]

    # A plain blank in a pattern is any run of blanks on one line; in a class or a look-behind it is itself.
    source = _BLANKS.sub(lambda m: r"[ \t\xa0]+" if m[0].isspace() else m[0], pattern)
    source = re.sub(r"\{([a-z_]+)\}", expand, source)
    try:
        return re.compile(_LEFT + "(?:" + source + ")" + _RIGHT, re.IGNORECASE if case == "any" else 0)
    except re.error as error:
        raise BadRules(f"{where}, entry {entry_id!r}: the pattern does not compile: {error}.") from error


@cache
def load_rules() -> TimeRules:
    """All expressions, in the order in which ties are broken.

    Raises:
        BadRules: an entry has an unknown key, no example, a duplicate id or a pattern that does not compile.
    """
    rules: list[TimeRule] = []
    seen: set[str] = set()

    def check(where: str, entry: _Entry | _BlockEntry, needed: tuple[Any, ...]) -> None:
        if entry.id in seen:
            raise BadRules(f"{where}, entry {entry.id!r}: the id is used twice.")
        if not needed or not entry.no or not entry.why:
            raise BadRules(f"{where}, entry {entry.id!r}: give 'why' and examples.")
        seen.add(entry.id)

    for name in FILES:
        where = f"analyser/dates/rules/{name}"
        data = load_yaml(PACKAGE, f"rules/{name}")
        for item in data["rules"]:
            entry: _Entry = record(_Entry, where, item)
            check(where, entry, entry.yes)
            pattern = _compiled(where, entry.id, entry.pattern, entry.case)
            rules.append(
                TimeRule(
                    entry.id,
                    entry.form,
                    pattern,
                    entry.why,
                    entry.yes,
                    entry.no,
                    entry.settings,
                    entry.seeds or data["seeds"],
                )
            )
    blocks: list[Block] = []
    where = "analyser/dates/rules/blocks.yaml"
    data = load_yaml(PACKAGE, "rules/blocks.yaml")
    for item in data["blocks"]:
        block: _BlockEntry = record(_BlockEntry, where, item)
        check(where, block, block.no)
        blocks.append(
            Block(
                block.id,
                _compiled(where, block.id, block.pattern),
                block.why,
                block.no,
                block.counts,
                block.seeds or data["seeds"],
            )
        )
    names = load_yaml(PACKAGE, "rules/named_days.yaml")["names"]
    return TimeRules(lexicon(), tuple(rules), tuple(blocks), {n.lower(): i["key"] for i in names for n in i["names"]})
