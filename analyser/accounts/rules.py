"""The word lists of accounts, read from ``rules/``: topics, opposites, scales."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from analyser import taxonomy
from analyser.errors import BadRules

PACKAGE = "analyser.accounts"
_SECTIONS = {
    "schema",
    "often",
    "negations",
    "numbers",
    "agrees",
    "doubts",
    "records",
    "breaks",
    "telling",
    "times",
    "plans",
    "changed",
    "several",
    "no_denial",
    "denied_after",
    "empty",
}


@dataclass(frozen=True, slots=True)
class Axis:
    """Two poles that cannot both hold of one thing."""

    id: str
    topics: tuple[str, ...]
    why: str
    plus: re.Pattern[str]
    minus: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Scales:
    often: tuple[tuple[int, re.Pattern[str]], ...]
    negations: frozenset[str]
    numbers: Mapping[str, float]
    agrees: re.Pattern[str]
    doubts: re.Pattern[str]
    records: re.Pattern[str]
    breaks: re.Pattern[str]
    telling: re.Pattern[str]
    times: re.Pattern[str]
    plans: re.Pattern[str]
    changed: re.Pattern[str]
    several: re.Pattern[str]
    no_denial: re.Pattern[str]
    denied_after: re.Pattern[str]
    empty: frozenset[str]


def words(entries: Iterable[str]) -> re.Pattern[str]:
    """One pattern for many words and phrases: whole words, any case, ``*`` for any ending, longest first."""
    parts = []
    for entry in sorted(entries, key=len, reverse=True):
        inner = r"\s+".join(re.escape(w.rstrip("*")) + (r"\w*" if w.endswith("*") else "") for w in entry.split())
        parts.append(inner.replace("'", "['’]"))
    return re.compile(r"(?<!\w)(?:" + "|".join(parts) + r")(?!\w)", re.IGNORECASE)


@cache
def axes() -> tuple[Axis, ...]:
    """Raises:
    BadRules: an axis has an unknown topic, an unknown key, or stands twice.
    """
    found: list[Axis] = []
    for item in taxonomy.load_yaml(PACKAGE, "rules/axes.yaml")["axes"]:
        where = f"analyser/accounts/rules/axes.yaml, entry {item.get('id')!r}"
        if odd := set(item) ^ {"id", "topics", "why", "plus", "minus"}:
            raise BadRules(f"{where}: unknown or missing {sorted(odd)}.")
        if odd := set(item["topics"]) - set(taxonomy.topics()):
            raise BadRules(f"{where}: unknown topic {sorted(odd)}.")
        if any(a.id == item["id"] for a in found):
            raise BadRules(f"{where} stands twice.")
        both = set(item["plus"]) & set(item["minus"])
        if both:
            raise BadRules(f"{where}: {sorted(both)} stands at both poles.")
        found.append(Axis(item["id"], tuple(item["topics"]), item["why"], words(item["plus"]), words(item["minus"])))
    return tuple(found)


@cache
def scales() -> Scales:
    """Raises:
    BadRules: an unknown or missing section.
    """
    data: Mapping[str, Any] = taxonomy.load_yaml(PACKAGE, "rules/scales.yaml")
    if odd := set(data) ^ _SECTIONS:
        raise BadRules(f"analyser/accounts/rules/scales.yaml: unknown or missing {sorted(odd)}.")
    return Scales(
        often=tuple((int(x["value"]), words(x["words"])) for x in data["often"]),
        negations=frozenset(data["negations"]),
        numbers={str(k): float(v) for k, v in data["numbers"].items()},
        agrees=words(data["agrees"]),
        doubts=words(data["doubts"]),
        records=words(data["records"]),
        breaks=words(data["breaks"]),
        telling=words(data["telling"]),
        times=words(data["times"]),
        plans=words(data["plans"]),
        changed=words(data["changed"]),
        several=words(data["several"]),
        no_denial=words(data["no_denial"]),
        denied_after=words(data["denied_after"]),
        empty=frozenset(data["empty"]),
    )


@cache
def topics() -> Mapping[str, re.Pattern[str]]:
    """Raises:
    BadRules: a topic is not one of the taxonomy's.
    """
    data = taxonomy.load_yaml(PACKAGE, "rules/topics.yaml")["topics"]
    if odd := set(data) - set(taxonomy.topics()):
        raise BadRules(f"analyser/accounts/rules/topics.yaml: unknown topic {sorted(odd)}.")
    return {topic: words(entries) for topic, entries in data.items()}


@dataclass(frozen=True, slots=True)
class FlagRule:
    """A structured field that a signal of the same note contradicts, unless another signal bears the field out."""

    field: str
    value: bool
    label: str
    unless: str
    says: str


@dataclass(frozen=True, slots=True)
class FlagWords:
    """A structured field that plain words of the same note contradict, unless a signal bears the field out."""

    field: str
    value: bool
    unless: str
    words: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Pairing:
    account_at_least: float
    accounts_a_note: int
    discrepancy_at_least: float
    weaker_at_least: float
    words: Mapping[str, float]
    loose: Sequence[str]
    pairs_an_account: int
    pairs_a_note: float
    at_least: int
    at_most: int
    flag_score: float
    flags: tuple[FlagRule, ...]
    flag_words: tuple[FlagWords, ...]
    flag_words_score: float
    note_holders: Mapping[str, str]


@cache
def pairing() -> Pairing:
    """Raises:
    BadRules: an unknown or missing key, label, field or role.
    """
    where = "analyser/accounts/rules/pairing.yaml"
    data = {k: v for k, v in taxonomy.load_yaml(PACKAGE, "rules/pairing.yaml").items() if k != "schema"}
    flags = tuple(taxonomy.record(FlagRule, where, item) for item in data.pop("flags", []))
    flag_words = tuple(
        taxonomy.record(FlagWords, where, {**item, "words": words(item["words"])})
        for item in data.pop("flag_words", [])
    )
    for flag in (*flags, *flag_words):
        used = {flag.unless, flag.label if isinstance(flag, FlagRule) else ""} - {""}
        if odd := used - set(taxonomy.labels()):
            raise BadRules(f"{where}, flag {flag.field!r}: unknown label {sorted(odd)}.")
        if flag.field not in ("seen", "seen_alone", "bedroom_seen"):
            raise BadRules(f"{where}: unknown field {flag.field!r}.")
    found: Pairing = taxonomy.record(Pairing, where, {**data, "flags": flags, "flag_words": flag_words})
    if odd := set(found.words) ^ {"conflict", "agree", "apart"}:
        raise BadRules(f"{where}, words: unknown or missing {sorted(odd)}.")
    if odd := set(found.loose) - {*(axis.id for axis in axes()), "polarity", "how_often", "how_many"}:
        raise BadRules(f"{where}, loose: unknown opposites {sorted(odd)}.")
    if odd := set(found.note_holders.values()) - set(taxonomy.roles()):
        raise BadRules(f"{where}, note_holders: unknown role {sorted(odd)}.")
    return found
