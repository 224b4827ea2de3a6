"""Structured identifiers by Presidio: an analyzer of our own recognisers, from ``rules/identifiers.yaml``.

Presidio's engine runs them; its stock recognisers are not loaded (they look up the network, know the United States, and
score on scales that cannot be compared). Nothing here logs a text: see ``quiet``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from presidio_analyzer import AnalyzerEngine, EntityRecognizer, RecognizerRegistry, RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts

from analyser.errors import BadRules
from analyser.redact import lexicon
from analyser.redact.labelled import find_labelled, is_strange, labels
from analyser.redact.stand_ins import NoEnhancer, NoNlp, no_artifacts, quiet
from analyser.taxonomy import pii_types, record


@dataclass(frozen=True, slots=True)
class Rule:
    id: str
    type: str
    score: float
    pattern: str
    why: str
    yes: tuple[str, ...]
    no: tuple[str, ...]
    needs: str = "digit"  # a key of _NEEDS: a cheap test before the pattern is tried
    check: str = ""  # a checksum that chooses the label
    else_type: str = ""
    min_digits: int = 0
    not_before: tuple[str, ...] = ()  # letters at its start that make it something else
    not_after_pattern: str = ""  # the hit must not match this
    needs_name: bool = False  # only straight after two capitalised words
    near: str = ""  # a key of ``near``: what must stand close by
    unless: str = ""  # one that must not
    foreign: str = ""  # "word": the hit is no English word; "letters": whatever digits it has
    again: bool = False  # looked for once more in what has been redacted (``verify``)
    compiled: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        try:
            object.__setattr__(self, "compiled", re.compile(self.pattern))
        except re.error as error:
            raise BadRules(
                f"redact/rules/identifiers.yaml, entry {self.id!r}: the pattern is not valid: {error}."
            ) from None


@cache
def rules() -> tuple[Rule, ...]:
    """The rules, checked.

    Raises:
        BadRules: a duplicate id, an unknown key or type, a pattern that does not compile, or no examples.
    """
    found: list[Rule] = []
    for item in lexicon.load("identifiers.yaml")["rules"]:
        rule = record(Rule, "redact/rules/identifiers.yaml", item)
        if rule.type not in pii_types() or (rule.else_type and rule.else_type not in pii_types()):
            raise BadRules(
                f"redact/rules/identifiers.yaml, entry {rule.id!r}: {rule.type!r} is no type of personal data."
            )
        if not rule.yes or not rule.no or not rule.why:
            raise BadRules(f"redact/rules/identifiers.yaml, entry {rule.id!r} needs why, yes and no.")
        if any(rule.id == other.id for other in found):
            raise BadRules(f"redact/rules/identifiers.yaml, entry {rule.id!r} stands twice.")
        for key in (rule.near, rule.unless):
            if key and key not in near():
                raise BadRules(f"redact/rules/identifiers.yaml, entry {rule.id!r}: {key!r} is no entry of near.")
        found.append(rule)
    return tuple(found)


def nhs_valid(number: str) -> bool:
    """Modulus 11 of a ten-digit NHS number."""
    digits = [int(c) for c in number if c.isdigit()]
    if len(digits) != 10:
        return False
    check = 11 - sum(d * w for d, w in zip(digits, range(10, 1, -1), strict=False)) % 11
    return check % 11 == digits[9] and check != 10


_NHS_BEHIND = re.compile(r" ?\(?NHS(?: no| number)?\b")
_NAME_BEFORE = re.compile(r"[A-Z][\w'’-]+ [A-Z][\w'’-]+ \($")


_BEFORE, _BEHIND = 80, 40  # characters
AROUND = 150  # characters on either side of a figure: more than any rule reaches
# Figures, and what stands where they would: a plate of which they were not seen (FN?? KZA), an address of a device that
# happens to have letters only (AB:CD:EF:AB:CD:EF).
_FIGURES = re.compile(r"\d+|[A-Z]{2}[?*.]{2}|[\da-fA-F]{1,4}:{1,2}[\da-fA-F]{1,4}:")


@cache
def near() -> dict[str, re.Pattern[str]]:
    """What must stand close by some hits: words for platforms, for vehicles."""
    return {name: re.compile(pattern) for name, pattern in lexicon.load("identifiers.yaml").get("near", {}).items()}


def _close_by(name: str, text: str, start: int, end: int) -> bool:
    return near()[name].search(text, max(0, start - _BEFORE), min(len(text), end + _BEHIND)) is not None


def where_to_look(need: str, text: str) -> list[tuple[int, int]]:
    """The parts of a text in which rules of one precheck are tried: all of it, or what stands around its figures."""
    if not _NEEDS[need](text):
        return []
    if need != "digit":
        return [(0, len(text))]
    parts: list[tuple[int, int]] = []
    for m in _FIGURES.finditer(text):
        start, end = max(0, m.start() - AROUND), min(len(text), m.end() + AROUND)
        if parts and start <= parts[-1][1]:
            start = parts.pop()[0]
        parts.append((start, end))
    return parts


def apply_rule(rule: Rule, text: str, parts: Sequence[tuple[int, int]] | None = None) -> Iterator[tuple[int, int, str]]:
    """(start, end, type) of every hit of one rule in a text, or in parts of it."""
    for m in (m for part in parts or ((0, len(text)),) for m in rule.compiled.finditer(text, *part)):
        start, end = m.span(next((g for g in ("id", "quoted", "other") if m.groupdict().get(g)), 0))
        value = text[start:end]
        while value and not (value[-1].isalnum()):
            end, value = end - 1, value[:-1]
        if not value:
            continue
        digits = sum(c.isdigit() for c in value)
        if digits < rule.min_digits:
            continue
        if rule.not_before:
            letters = re.match(r"[A-Za-z]*", value)
            if letters and letters[0].upper() in rule.not_before:
                continue
        if rule.not_after_pattern and re.match(rule.not_after_pattern, value):
            continue
        if rule.near and not _close_by(rule.near, text, start, end):
            continue
        if rule.unless and _close_by(rule.unless, text, start, end):
            continue
        if rule.foreign and not is_strange(value, digits=rule.foreign == "word"):
            continue
        if rule.needs_name and not _NAME_BEFORE.search(text, max(0, start - 60), start):
            continue
        kind = rule.type
        if rule.check == "nhs" and not nhs_valid(value):
            beside = re.search(r"(?i)nhs.{0,12}$", text[max(0, start - 20) : start]) or _NHS_BEHIND.match(text, end)
            kind = "NHS_NUMBER" if beside else rule.else_type
        yield start, end, kind


def look_again(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, type) of what the rules that are tried once more find in a text that has been redacted."""
    parts: dict[str, list[tuple[int, int]]] = {}
    for rule in _again():
        if rule.needs not in parts:
            parts[rule.needs] = where_to_look(rule.needs, text)
        if parts[rule.needs]:
            yield from apply_rule(rule, text, parts[rule.needs])


@cache
def _again() -> tuple[Rule, ...]:
    return tuple(rule for rule in rules() if rule.again)


class RuleRecognizer(EntityRecognizer):  # type: ignore[misc]
    """The rules of one precheck, as a Presidio recogniser."""

    def __init__(self, need: str, members: Iterable[Rule]) -> None:
        self.need = need
        self.members = tuple(members)
        types = sorted({t for r in self.members for t in (r.type, r.else_type) if t})
        super().__init__(supported_entities=types, name=f"casenote_{need}", supported_language="en")

    def load(self) -> None:
        """Nothing to load."""

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        parts = where_to_look(self.need, text)
        if not parts:
            return []
        return [
            RecognizerResult(kind, start, end, rule.score, recognition_metadata={"rule": rule.id})
            for rule in self.members
            for start, end, kind in apply_rule(rule, text, parts)
        ]


class LabelRecognizer(EntityRecognizer):  # type: ignore[misc]
    """What stands behind a label (``labelled``), as a Presidio recogniser."""

    def __init__(self) -> None:
        types = sorted({rule.type for rule in labels().rules})
        super().__init__(supported_entities=types, name="casenote_labels", supported_language="en")

    def load(self) -> None:
        """Nothing to load."""

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: NlpArtifacts | None = None
    ) -> list[RecognizerResult]:
        return [
            RecognizerResult(
                v.type, v.start, v.end, v.rule.score, recognition_metadata={"rule": v.rule.id, "label": v.label}
            )
            for v in find_labelled(text)
        ]


# Prechecks are made for every note: a word within a string is found many times faster than a pattern is.
_PLATFORMS = (
    *("username", "user name", "userid", "user id", "screenname", "screen name", "gamertag", "gamer tag", "handle"),
    *("insta", "snap", "tiktok", "tik tok", "facebook", "twitter", "telegram", "mail", "outlook", "yahoo"),
    *("icloud", "roblox", "discord", "xbox", "x box", "psn", "playstation", "youtube", "twitch", "reddit", "vinted"),
    *("onlyfans", "whatsapp", "fortnite", "minecraft", "online", "stream", "gaming", "vlogs"),
    *("called ", "named ", "titled ", "name "),
)
_WHOLE = re.compile(r"(?i)\b(?:post(?:s|ed|ing)?|under|fb)\b")


def _says_one(text: str, *words: str) -> bool:
    lower = text.lower()
    return any(word in lower for word in words)


def _asks(*words: str, pattern: re.Pattern[str]) -> Callable[[str], bool]:
    """A pattern that is tried only where a text says one of some words."""
    return lambda text: _says_one(text, *words) and pattern.search(text) is not None


_NEEDS: dict[str, Any] = {
    "digit": re.compile(r"\d").search,
    "at": lambda text: "@" in text,
    "underscore": lambda text: "_" in text,
    "platform": lambda text: _says_one(text, *_PLATFORMS) or _asks("post", "under", "fb", pattern=_WHOLE)(text),
    "at_word": re.compile(r"(?i:[\[({]at[\])}])| AT ").search,
    "dot": _asks("dot", pattern=re.compile(r"(?i)\bdot\b")),
    "spoken": _asks(
        *("oh", "zero", "nought", "double", "seven"), pattern=re.compile(r"(?i)\b(?:oh|zero|nought|double|seven)\b")
    ),
    "vehicle": _asks(
        *("reg", "plate", "vrm", "ending", "starting", "beginning"),
        pattern=re.compile(r"(?i)\breg|plate|vrm|ending|starting|beginning"),
    ),
    "words": lambda text: _says_one(text, "///", "what3", "what 3", "w3w", "whatthree", "what three"),
    "dot_word": _asks(
        *("/", "www."),
        pattern=re.compile(
            r"(?i)https?:|www\.|(?:facebook|instagram|tiktok|twitter|youtube)\.|\.(?:com|org|net|info|biz|io|app|eu|example|"
            r"ee|me|be|ly|gg|tv|us|uk)/"
        ),
    ),
}


@cache
def engine() -> AnalyzerEngine:
    quiet()
    by_need: dict[str, list[Rule]] = {}
    for rule in rules():
        if rule.needs not in _NEEDS:
            raise BadRules(f"redact/rules/identifiers.yaml, entry {rule.id!r}: {rule.needs!r} is no precheck.")
        by_need.setdefault(rule.needs, []).append(rule)
    recognizers = [LabelRecognizer(), *(RuleRecognizer(need, members) for need, members in by_need.items())]
    registry = RecognizerRegistry(recognizers=recognizers, supported_languages=["en"])
    return AnalyzerEngine(
        registry=registry,
        nlp_engine=NoNlp(),
        supported_languages=["en"],
        context_aware_enhancer=NoEnhancer(),
        default_score_threshold=0,
    )


def analyse(text: str) -> list[RecognizerResult]:
    """Identifiers of a text."""
    results: list[RecognizerResult] = engine().analyze(text, "en", nlp_artifacts=no_artifacts())
    return results
