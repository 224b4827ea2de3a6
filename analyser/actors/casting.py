"""Who plays which part in a case file: the main adult, who looks after an adult at risk, he or she.

Worked out once a case from the people list and the words of all its notes, so that a note with no subjects
("Rang, no answer") still has somebody to stand for them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from analyser import taxonomy
from analyser.actors.rules import lexicon
from analyser.model import RedactedCase, Setting

_MAIN = ("mother", "father", "carer", "grandparent", "parents", "relative")
_LOOKS_AFTER = ("carer", "relative", "partner", "mother", "father")
_MOTHER_PRIOR = 1.2  # a file that names both about equally is, in practice, filed under the mother
_PRONOUN = re.compile(r"[^.!?\n]{0,60}?\b(he|him|his|she|her|hers)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Casting:
    """The parts that the people of one file play. Roles are ids of ``taxonomy.roles()``."""

    setting: Setting = Setting.CHILDREN
    main: str = "mother"  # whose behaviour a sentence without a subject tells
    carer: str = "mother"  # who stands between a worker and the child or adult at risk
    child: str = "child"  # the child or adult at risk
    kin: str = "relative"  # what "his son" or "the nephew" is in a file about an adult
    two_parents: bool = False
    gender: Mapping[str, str] = field(default_factory=dict)  # pseudonym -> f or m
    counts: Mapping[str, int] = field(default_factory=dict)  # role -> mentions


def casting(case: RedactedCase) -> Casting:
    """The parts, from the people list and every note of a case."""
    return cast_of((n.text for n in case.notes), case.people, case.setting)


def cast_of(texts: Iterable[str], people: Mapping[str, str] | None = None, setting: Setting | None = None) -> Casting:
    """The same from bare texts; the setting is read from the pseudonyms where it is not given."""
    words = lexicon()
    counts: Counter[str] = Counter()
    named: Counter[str] = Counter()
    pronouns: dict[str, Counter[str]] = {}
    for text in texts:
        found = list(words.pattern.finditer(text))
        ends = [m.start() for m in found[1:]] + [len(text)]
        for m, stop in zip(found, ends if found else [], strict=True):
            if m["name"]:
                role = taxonomy.role_of_pseudonym()[m["name"]]
                named[role] += 1
                near = _PRONOUN.match(text, m.end(), stop)
                if near:
                    sex = "m" if near[1].lower() in ("he", "him", "his") else "f"
                    pronouns.setdefault(m[0], Counter())[sex] += 1
            else:
                entry = words.by_word.get(m["word"]) or words.by_word.get(m["word"].lower())
                if entry is None:
                    continue
                role = entry.role
            counts[role] += 1
    present = Counter({role: named[role] + 1 for role in (people or {}).values()}) + named
    if setting is None:
        setting = Setting.ADULTS if named["adult_at_risk"] > named["child"] else Setting.CHILDREN
    gender = {p: c.most_common(1)[0][0] for p, c in pronouns.items() if c["f"] != c["m"]}
    if setting is Setting.ADULTS:
        looks_after = _most(counts, _LOOKS_AFTER, "carer")
        kin = "carer" if present["carer"] and not present["relative"] else "relative"
        return Casting(setting, "adult_at_risk", looks_after, "adult_at_risk", kin, False, gender, counts)
    weighed = Counter(counts)
    weighed["mother"] = round(weighed["mother"] * _MOTHER_PRIOR)
    main = _most(weighed, _MAIN, "mother")
    if main == "carer" and counts["mother"] * 2 > counts["carer"]:
        main = "mother"  # foster carers are often named, and are seldom the ones whose cooperation is in question
    two = bool(counts["mother"] and counts["father"])
    return Casting(setting, main, main, "child", "relative", two, gender, counts)


def _most(counts: Counter[str], roles: tuple[str, ...], otherwise: str) -> str:
    best = max(roles, key=lambda r: counts[r])
    return best if counts[best] else otherwise
