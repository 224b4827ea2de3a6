"""What ties an answer to a promise, and the words of responses, challenges and checks, as data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from analyser.chronology.rules import load_rules
from analyser.errors import BadRules
from analyser.taxonomy import Proven, labels, load_yaml, pattern, proven, record

FILE = "rules/undertakings.yaml"
_CUES = {"response", "challenge", "checked", "unchecked"}


@dataclass(frozen=True, slots=True)
class UndertakingRules:
    answers: Mapping[str, str]  # label -> what it says became of a promise
    within_days: int
    few: float  # share of the notes
    soon_days: int
    deeds: Mapping[str, re.Pattern[str]]  # as promised and as told of
    response_days: int
    held: frozenset[str]
    lapsed: frozenset[str]
    effort: frozenset[str]
    relapse: frozenset[str]
    before_days: int
    after_days: int
    occasions: Mapping[str, str]  # kind of row -> kind of occasion
    review: re.Pattern[str]
    deadline: re.Pattern[str]  # before a time, or in it: a week or month that is running ends ahead
    not_before: re.Pattern[str]  # before a time, or in it: a thing not done earlier is no breach
    cues: Mapping[str, Proven]


@cache
def undertaking_rules() -> UndertakingRules:
    """Raises:
    BadRules: an unknown key, label, kind or cue, a missing example, or a pattern that does not compile.
    """
    data = load_yaml("analyser.chronology", FILE)
    data.pop("schema")
    cues = {cue.id: cue for cue in proven(f"{FILE}, cues", data["cues"])}
    if odd := _CUES ^ set(cues):
        raise BadRules(f"{FILE}, cues: unknown or missing {sorted(odd)}.")
    sets = {part: frozenset(data[part]) for part in ("held", "lapsed", "effort", "relapse")}
    if odd := {*data["answers"], *(x for s in sets.values() for x in s)} - set(labels()):
        raise BadRules(f"{FILE}: unknown labels {sorted(odd)}.")
    if odd := set(data["answers"].values()) - {"done", "not_done"}:
        raise BadRules(f"{FILE}, answers: {sorted(odd)}: must be done or not_done.")
    if odd := set(data["occasions"]) - {k.id for k in load_rules().kinds}:
        raise BadRules(f"{FILE}, occasions: unknown kinds {sorted(odd)}.")
    rules: UndertakingRules = record(
        UndertakingRules,
        FILE,
        {
            **data,
            **sets,
            "cues": cues,
            "deeds": {deed: pattern(f"{FILE}, deeds", words) for deed, words in data["deeds"].items()},
            **{part: pattern(FILE, data[part]) for part in ("review", "deadline", "not_before")},
        },
    )
    return rules
