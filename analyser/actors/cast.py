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
_CARER_LED = 0.5  # a file about an adult is as much about a carer who is named half as often as the adult
_AS_ONE = 0.5  # two who are spoken of as parents half as often as either by name act as one
_HE_SHE = 0.3  # weight of a pronoun beside a name or kin word when the main adult is chosen
_NOMINATIVE = re.compile(r"\b(he|she)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.!?\n]+")
_PRONOUN = re.compile(r"[^.!?\n]{0,60}?\b(he|him|his|she|her|hers)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Casting:
    """The parts that the people of one file play. Roles are ids of ``taxonomy.roles()``."""

    setting: Setting = Setting.CHILDREN
    main: str = "mother"  # whose behaviour a sentence without a subject tells
    carer: str = "mother"  # who stands between a worker and the child or adult at risk
    child: str = "child"  # the child or adult at risk
    son: str = "relative"  # who "the son" is in a file about an adult
    daughter: str = "relative"
    carer_led: bool = False  # the adult is who the care is for, and seldom who arranges, cancels or promises
    parent: str = ""  # who "Mum" is in a file about an adult: the adult, or the carer
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
    he_she: Counter[str] = Counter()
    beside: Counter[str] = Counter()
    kin_words: Counter[str] = Counter()
    for text in texts:
        found = list(words.pattern.finditer(text))
        ends = [m.start() for m in found[1:]] + [len(text)]
        for m, stop in zip(found, ends if found else [], strict=True):
            if m["name"]:
                role = taxonomy.role_of_pseudonym()[m["name"]]
                named[role] += 1
                kin = words.before_name.search(text, max(0, m.start() - 24), m.start())
                if kin:
                    pronouns.setdefault(m[0], Counter())[words.sex_before[kin[1].lower()]] += 3
                near = _PRONOUN.match(text, m.end(), stop)
                if near:
                    sex = "m" if near[1].lower() in ("he", "him", "his") else "f"
                    pronouns.setdefault(m[0], Counter())[sex] += 1
            elif m["org"]:
                continue
            else:
                entry = words.by_word.get(m["word"]) or words.by_word.get(m["word"].lower())
                if entry is None:
                    continue
                role = entry.role
                kin_words[m["word"].lower()] += 1
            counts[role] += 1
        he_she.update(m[1].lower() for m in _NOMINATIVE.finditer(text))
        if named["adult_at_risk"]:
            for part in _SENTENCE.findall(text):
                if words.parent_words.search(part):
                    beside.update(name for name in ("Adult", "Carer") if name in part)
    present = Counter({role: named[role] + 1 for role in (people or {}).values()}) + named
    if setting is None or (named["adult_at_risk"] and not named["child"]):
        setting = Setting.ADULTS if named["adult_at_risk"] > named["child"] else Setting.CHILDREN
    gender = {p: c.most_common(1)[0][0] for p, c in pronouns.items() if c["f"] != c["m"]}
    if setting is Setting.ADULTS:
        return _adults(counts, named, present, gender, beside, kin_words)
    weighed = Counter(counts)
    weighed["mother"] += round(_HE_SHE * he_she["she"]) if counts["mother"] else 0
    weighed["father"] += round(_HE_SHE * he_she["he"]) if counts["father"] else 0
    main = _most(weighed, _MAIN, "mother")
    if main == "carer" and counts["mother"] * 2 > counts["carer"]:
        main = "mother"  # foster carers are often named, and are seldom the ones whose cooperation is in question
    if counts["parents"] >= _AS_ONE * max(weighed["mother"], weighed["father"]) > 0:
        main = "parents"
    elif main == "parents":
        main = "father" if weighed["father"] > weighed["mother"] else "mother"
    two = min(counts["mother"], counts["father"]) * 5 >= max(counts["mother"], counts["father"]) > 0
    return Casting(setting, main, main, "child", two_parents=two, gender=gender, counts=counts)


def _adults(
    counts: Counter[str],
    named: Counter[str],
    present: Counter[str],
    gender: dict[str, str],
    beside: Counter[str],
    kin_words: Counter[str],
) -> Casting:
    # Counted by name: "the carers" of an adults' file are paid to come.
    led = bool(present["carer"]) and named["carer"] >= _CARER_LED * counts["adult_at_risk"]
    looks_after = "carer" if led else _most(counts, _LOOKS_AFTER, "carer")
    sons, daughters = kin_words["son"], kin_words["daughter"]
    if led and sons != daughters:  # the child who is spoken of most is the one who cares
        gender["Carer1"] = "m" if sons > daughters else "f"
    carers_sex = gender.get("Carer1", "")
    alone = bool(present["carer"]) and not present["relative"]
    return Casting(
        Setting.ADULTS,
        main="carer" if led else "adult_at_risk",
        carer=looks_after,
        child="adult_at_risk",
        son="carer" if alone or (led and carers_sex != "f") else "relative",
        daughter="carer" if alone or (led and carers_sex == "f") else "relative",
        carer_led=led,
        parent=""
        if present["mother"] or present["father"]
        else "carer"
        if beside["Adult"] > beside["Carer"] and led
        else "adult_at_risk",
        gender=gender,
        counts=counts,
    )


def _most(counts: Counter[str], roles: tuple[str, ...], otherwise: str) -> str:
    best = max(roles, key=lambda r: counts[r])
    return best if counts[best] else otherwise
