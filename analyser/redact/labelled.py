"""Identifiers behind a label: "NI no. …", "Date of birth | …", "rent a/c …". Labels stand in ``rules/labels.yaml``.

One pass finds the labels; what may stand between a label and its value (a word for number, a verb, a sign, the edge of
a cell) is the same for all of them, so that a new label is one word of data.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from analyser.errors import BadRules
from analyser.redact import lexicon
from analyser.redact.neighbours import neighbours
from analyser.taxonomy import pii_types, record

FILE = "redact/rules/labels.yaml"
SCORE = 0.96  # above every rule that goes by shape alone, below an e-mail address
_PARTS = ("months", "ordinals", "years")  # entries that values are made of
_BLANKS = re.compile(r"[ \u00a0-]")
_DATE = re.compile(
    r"(?:[A-Z]{2,4} )?\d{1,2}([./-])\d{1,2}(?:\1(?:\d{4}|\d{2}))?$|(?:19|20)\d{2}([./-])\d{1,2}\2\d{1,2}$"
)
_TIME = re.compile(r"(?:[01]?\d|2[0-3])[.:]\d{2}$")
_YEAR = re.compile(r"(?:19|20)\d{2}(?:/(?:\d{2}|(?:19|20)\d{2}))?$")
_SUM = re.compile(r"\d+\.\d{1,2}$")
_DATES = frozenset({"day", "dated", "birth", "month"})  # values that are dates themselves
_CODES = frozenset({"code", "untimed", "digits", "short", "log"})
_NINO = re.compile(r"[A-Za-z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-Da-d]|TN ?\d{2} ?\d{2} ?\d{2} ?[FM]")  # whatever its label
_JOINED = re.compile(r"(?<![\w-])[A-Z]{2,5}$")
_NAMES = frozenset({"odd", "word"})  # values that are names on a platform


@dataclass(frozen=True, slots=True)
class Label:
    """What is masked behind a label, and what it is."""

    id: str
    type: str
    value: str  # an entry of the values
    labels: tuple[str, ...]
    why: str
    yes: tuple[str, ...]
    no: tuple[str, ...]
    score: float = SCORE
    marked: bool = False  # a word for number or a sign must stand before the value
    verb: bool = False  # where marked: a verb will do
    foreign: bool = False  # the value is no English word
    list: bool = False  # more values may follow
    words: int = 0  # other words that may stand between
    min_digits: int = 3
    behind: re.Pattern[str] = field(init=False, repr=False, compare=False, default=re.compile(""))
    further: re.Pattern[str] | None = field(init=False, repr=False, compare=False, default=None)
    more: re.Pattern[str] | None = field(init=False, repr=False, compare=False, default=None)


@dataclass(frozen=True, slots=True)
class Value:
    """A value and the stretch of its label."""

    start: int
    end: int
    rule: Label
    type: str  # that of the rule, but what looks like a telephone number is one, whatever its label calls it
    label: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Labels:
    """The rules, by the label that calls them."""

    rules: tuple[Label, ...]
    pattern: re.Pattern[str]
    exact: Mapping[str, tuple[Label, ...]]  # labels with a capital: as written
    folded: Mapping[str, tuple[Label, ...]]
    counted: re.Pattern[str]
    telephone: re.Pattern[str]


def _either(words: list[str]) -> str:
    return "|".join(re.escape(str(w)) for w in sorted(words, key=lambda w: (-len(str(w)), str(w))))


@cache
def labels() -> Labels:
    """The labels, checked.

    Raises:
        BadRules: a duplicate id, an unknown type or value, a pattern that does not compile, or no examples.
    """
    data = lexicon.load("labels.yaml")
    values = _values(data)
    numbers = rf"(?:[ /_.-]{{0,2}}(?i:{_either(data['numbers'])})(?![A-Za-z])\.?)"
    note = r"(?: ?[(\[][^()\[\]\n\d]{1,24}[)\]])"
    sign = r"(?>[ \t]*[:;=|#*–—-]|[ \t]*\n[ \t]*|[ \t]*\t)"  # atomic: long blanks are read in one way
    verb = rf"(?:(?:[ \t]+|['’](?=s ))(?i:s|{_either(data['links'])})(?![A-Za-z]))"
    link = rf"(?P<num>{numbers}{{0,3}}){note}?(?P<sign>{sign}{{0,3}}){note}?(?P<verb>{verb}{{0,2}})"
    link += r":?\s{0,2}[\"'“‘(\[]?\s?"
    others = rf"(?:[ ,]+(?!(?i:{_either(data['stops'])})\b)(?:[A-Za-z'’&]+|\d{{1,2}}(?![\w./-])))"
    found: list[Label] = []
    for item in data["rules"]:
        rule = record(Label, FILE, item)
        if rule.type not in pii_types():
            raise BadRules(f"{FILE}, entry {rule.id!r}: {rule.type!r} is no type of personal data.")
        if rule.value not in values:
            raise BadRules(f"{FILE}, entry {rule.id!r}: {rule.value!r} is none of the values of the file.")
        if not (rule.labels and rule.yes and rule.no and rule.why):
            raise BadRules(f"{FILE}, entry {rule.id!r} needs labels, why, yes and no.")
        if any(rule.id == other.id for other in found):
            raise BadRules(f"{FILE}, entry {rule.id!r} stands twice.")
        value = f"(?P<id>{values[rule.value]})"
        try:
            object.__setattr__(rule, "behind", re.compile(link + value))
            if rule.words:
                between = rf"{link}{others}{{1,{rule.words}}}[ ,:(-]{{1,3}}(?P<id>{values['dated']})"
                object.__setattr__(rule, "further", re.compile(between))
            if rule.list:
                either = f"{values['odd']}|{values['word']}" if rule.value in _NAMES else values[rule.value]
                object.__setattr__(rule, "more", re.compile(rf"(?:[,;] ?| ?(?:and|&|/) ?)(?P<id>{either})"))
        except re.error as error:
            raise BadRules(f"{FILE}, entry {rule.id!r}: the pattern is not valid: {error}.") from None
        found.append(rule)
    exact: dict[str, list[Label]] = defaultdict(list)
    folded: dict[str, list[Label]] = defaultdict(list)
    for rule in found:
        for label in rule.labels:
            key = _BLANKS.sub("", label)
            (folded if label.islower() or not label.isascii() else exact)[key].append(rule)
    every = sorted({label for rule in found for label in rule.labels}, key=lambda w: (-len(w), w))
    starts: dict[str, list[str]] = {}
    for label in every:
        starts.setdefault(label[0].lower(), []).append(re.escape(label[1:]).replace(r"\ ", "[ \u00a0-]?"))
    groups = (re.escape(first) + "(?:" + "|".join(rest) + ")" for first, rest in sorted(starts.items()))
    pattern = re.compile(r"(?<![A-Za-z\d])(?:" + "|".join(groups) + r")(?![A-Za-z])", re.IGNORECASE)
    return Labels(
        tuple(found),
        pattern,
        {k: tuple(v) for k, v in exact.items()},
        {k: tuple(v) for k, v in folded.items()},
        re.compile(rf"[ -]?(?:{_either(data['counted'])})(?!\w)", re.IGNORECASE),
        re.compile(data["telephone"]),
    )


def _values(data: Mapping[str, object]) -> dict[str, str]:
    parts = {name: f"(?i:{data[name]})" for name in _PARTS}
    values: dict[str, str] = {}
    raw = data["values"]
    if not isinstance(raw, dict):
        raise BadRules(f"{FILE}: 'values' must give each value its pattern.")
    for name, pattern in raw.items():
        whole = str(pattern)
        for part, words in (*parts.items(), *values.items()):
            whole = whole.replace(f"<{part}>", words)
        values[str(name)] = f"(?i:{whole})" if name in _DATES or name == "upn" else whole
    return values


def find_labelled(text: str) -> Iterator[Value]:
    """Every value behind a label."""
    known = labels()
    for m in known.pattern.finditer(text):
        yield from _behind(text, m.start(), m.end(), known)


def _behind(text: str, start: int, end: int, known: Labels) -> Iterator[Value]:
    """What stands behind a label; where it is of several words, behind its first ones or its last ones as well."""
    at = end
    while at > start:
        said = _BLANKS.sub("", text[start:at])
        for rule in (*known.exact.get(said, ()), *known.folded.get(said.lower(), ())):
            hit = _value(text, at, rule, known)
            if hit is not None:
                yield Value(*hit[:2], rule, _type(text[hit[0] : hit[1]], rule, known), (start, hit[2]))
                yield from _more(text, hit[1], rule, known)
                return
        shorter = max(text.rfind(" ", start, at), text.rfind("-", start, at))
        at = shorter if shorter > start else start
    later = text.find(" ", start, end)
    if later >= 0:  # "UC claim" wants a sign, "claim" does not
        yield from _behind(text, later + 1, end, known)


def _value(text: str, at: int, rule: Label, known: Labels) -> tuple[int, int, int] | None:
    """(start, end) of the value behind a label that ends at ``at``, and where label and word for number end."""
    if rule.value in _CODES and _JOINED.search(text, max(0, at - 6), at) and re.match(r"-[A-Z\d]", text[at : at + 2]):
        return None  # HB-118830: the letters are the beginning of a reference
    m = rule.behind.match(text, at)
    if m is not None and not (rule.marked and not (m["num"] or m["sign"] or (rule.verb and m["verb"]))):
        hit = _checked(text, m, rule, known)
        if hit is not None:
            return *hit, m.end("num")
    if rule.further is not None:
        hit = _checked(text, rule.further.match(text, at), rule, known)
        if hit is not None:
            return *hit, at
    return None


def _more(text: str, at: int, rule: Label, known: Labels) -> Iterator[Value]:
    while rule.more is not None:
        hit = _checked(text, rule.more.match(text, at), rule, known)
        if hit is None:
            return
        yield Value(*hit, rule, _type(text[hit[0] : hit[1]], rule, known), (at, at))
        at = hit[1]


def _type(value: str, rule: Label, known: Labels) -> str:
    """What a value is: "contact no. 07700 900417" is no number of a case."""
    if rule.value in _CODES and _NINO.fullmatch(value):
        return "NINO"
    return "PHONE" if rule.value in _CODES and known.telephone.fullmatch(value) else rule.type


def _checked(text: str, m: re.Match[str] | None, rule: Label, known: Labels) -> tuple[int, int] | None:
    """The stretch of a value, unless it is a date, a time, a count or a sum."""
    if m is None:
        return None
    start, end = m.span("id")
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in "?*"):
        end -= 1
    value = text[start:end]
    if not value or sum(c.isdigit() for c in value) < rule.min_digits:
        return None
    if rule.value in _DATES:
        return start, end
    if rule.foreign and not is_strange(value):
        return None
    if value in neighbours().services or (
        rule.value != "digits" and any(p.match(value) for p in (_DATE, _TIME, _YEAR, _SUM))
    ):
        return None
    if known.counted.match(text, end) or re.match(r"[.,:/-]\d", text[end : end + 2]):
        return None
    return start, end


def is_strange(word: str, *, digits: bool = True) -> bool:
    """Not an English word, nor a slip of one, as people call themselves online.

    Args:
        digits: whether a digit or an underscore is enough.
    """
    parts = [lexicon.fold(p) for p in re.split(r"[\W\d_]+", word) if len(p) > 1]
    return (digits and any(c.isdigit() or c == "_" for c in word)) or any(
        lexicon.is_foreign(p) and not lexicon.is_slip(p) for p in parts if p.upper() not in lexicon.acronyms()
    )
