"""What the actors part knows, as typed records read from ``rules/*.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from analyser import taxonomy
from analyser.errors import BadRules
from analyser.taxonomy import load_yaml, record, records

PACKAGE = "analyser.actors"


@dataclass(frozen=True, slots=True)
class Words:
    """Words by which notes name one role, with what they say of gender (f, m or nothing) and number."""

    id: str
    role: str
    words: tuple[str, ...]
    gender: str = ""
    plural: bool = False
    adults: str = ""  # role in a file about an adult at risk, where it differs


@dataclass(frozen=True, slots=True)
class ContextWord:
    """An abbreviation that names a person only in a person's place in the sentence."""

    id: str
    word: str
    role: str
    why: str
    thing: bool = False  # a thing as well: only where it does what a person does with an object or a clause


@dataclass(frozen=True, slots=True)
class OwnKin:
    """Kin words that name somebody else when they are an adult's own: her mum a grandparent, her sister a relative."""

    words: tuple[str, ...]
    of: tuple[str, ...]
    becomes: str
    of_adults: tuple[str, ...]
    becomes_adults: str


@dataclass(frozen=True, slots=True)
class LabelActor:
    """Whose behaviour a label can tell, and where to look first."""

    id: str
    roles: str
    fallback: str  # main, carer, child, author, none
    voice: bool = False
    adults: str = ""  # in a file about an adult at risk it is always this role's
    own: bool = False  # also the adult's own in a file that is about their carer
    acts: tuple[str, ...] = ()  # lemmas of the verbs that tell it: what a service does by them is not the family's
    services: bool = False  # told of services as well
    here: bool = False  # nobody whom the note first names after it, save the one whom the file is about
    places: bool = False  # a clinic or a ward may be who does it
    upon: tuple[str, ...] = ()  # lemmas of verbs by which somebody does it to another, whom the label is about


@dataclass(frozen=True, slots=True)
class Lexicon:
    by_word: Mapping[str, Words]  # lower case, or as written where the word has capitals of its own
    by_context: Mapping[str, ContextWord]
    own_parent: OwnKin
    own_sibling: OwnKin
    role_of_name: Mapping[str, str]  # pseudonym without its number -> role
    not_before: frozenset[str]
    pattern: re.Pattern[str]  # groups: name, number, word
    sex_before: Mapping[str, str]  # word before a name -> f or m
    before_name: re.Pattern[str]  # the first group: one of those words
    parent_words: re.Pattern[str]
    person_verbs: frozenset[str]  # lemmas
    person_acts: frozenset[str]  # lemmas, with an object or a clause
    greeting: re.Pattern[str]  # up to the name of the one who is greeted

    def context(self, word: str) -> ContextWord | None:
        """What a word names beside the grammar of a person; one of small letters is found in any case."""
        return self.by_context.get(word) or self.by_context.get(word.lower())


@cache
def pronouns() -> Mapping[str, str]:
    """Pronoun in lower case -> whom it stands for: he, she, they, i, we or you.

    Raises:
        BadRules: one of the six is missing, another is there, or a word stands under two.
    """
    data = {k: v for k, v in load_yaml(PACKAGE, "rules/pronouns.yaml").items() if k != "schema"}
    if set(data) != {"he", "she", "they", "i", "we", "you"}:
        raise BadRules("actors/rules/pronouns.yaml must hold he, she, they, i, we and you.")
    found = {word: of for of, words in data.items() for word in words}
    if len(found) < sum(map(len, data.values())):
        raise BadRules("actors/rules/pronouns.yaml: a word is listed twice.")
    return found


@cache
def lexicon() -> Lexicon:
    """The words for people.

    Raises:
        BadRules: an entry is malformed, a role is unknown, or a word stands under two entries.
    """
    data = load_yaml(PACKAGE, "rules/words.yaml")
    by_word: dict[str, Words] = {}
    entries: list[Words] = records(Words, "actors/rules/words.yaml", data["words"])
    for entry in entries:
        for role in (entry.role, entry.adults or entry.role):
            if role not in taxonomy.roles():
                raise BadRules(f"actors/rules/words.yaml, entry {entry.id!r}: {role!r} is not a role of the taxonomy.")
        for word in entry.words:
            if word in by_word:
                raise BadRules(f"actors/rules/words.yaml, entry {entry.id!r}: {word!r} is listed twice.")
            by_word[word] = entry
    contextual: list[ContextWord] = records(ContextWord, "actors/rules/words.yaml", data["by_context"])
    own, siblings = (record(OwnKin, "actors/rules/words.yaml", data[k]) for k in ("own_parent", "own_sibling"))
    roles = {**taxonomy.role_of_pseudonym(), **data["organisations"]}
    people = sorted(taxonomy.role_of_pseudonym(), key=len, reverse=True)
    # "Carer refused entry" opens a sentence with a word; Carer1 is somebody.
    counted = {r.pseudonym for r in taxonomy.roles().values() if r.numbered and r.pseudonym.lower() in by_word}
    names = [f"{name}(?=\\d)" if name in counted else name for name in people]
    words = sorted([*by_word, *(c.word for c in contextual)], key=len, reverse=True)
    cased = [re.escape(w) for w in words if w != w.lower()]
    loose = [re.escape(w).replace(r"\ ", r"\s+") for w in words if w == w.lower()]
    pattern = re.compile(
        rf"(?<![\w/])(?:(?P<name>{'|'.join(names)})(?P<number>\d*)|"
        rf"(?P<org>{'|'.join(data['organisations'])})\d+|"
        rf"(?P<word>{'|'.join(cased)}|(?i:{'|'.join(loose)})))(?!\w|-[a-z])"
    )
    sex_before = {word: sex for sex, before in data["sex_before"].items() for word in before}
    return Lexicon(
        by_word,
        {c.word: c for c in contextual},
        own,
        siblings,
        roles,
        frozenset(data["not_before"]),
        pattern,
        sex_before=sex_before,
        before_name=_any_of(sex_before, r"\b({}),?\s+(?:and carer,?\s+)?$"),
        parent_words=_any_of(data["parent_words"], r"\b(?:{})\b"),
        person_verbs=frozenset(data["person_verbs"]),
        person_acts=frozenset(data["person_acts"]),
        greeting=_any_of(data["greetings"], r"\b(?:{})\b(?:\s+(?:mr|mrs|ms|miss|both))*\s*$"),
    )


def _any_of(words: Iterable[str], form: str) -> re.Pattern[str]:
    return re.compile(form.format("|".join(map(re.escape, words))), re.IGNORECASE)


def abbreviations() -> tuple[str, ...]:
    """Role words that are written in capitals and name one person: MGM, SW, Mo."""
    known = lexicon()
    words = (*(w for w, entry in known.by_word.items() if not entry.plural), *known.by_context)
    return tuple(w for w in words if len(w) > 1 and w.isalpha() and w != w.lower())


@cache
def label_actors() -> Mapping[str, LabelActor]:
    """Label id to where its actor is looked for; a label of the taxonomy that is missing is a fault of the rules."""
    data = load_yaml(PACKAGE, "rules/labels.yaml")
    found: list[LabelActor] = records(LabelActor, "actors/rules/labels.yaml", data["labels"])
    missing = set(taxonomy.labels()) - {f.id for f in found}
    if missing:
        raise BadRules(f"actors/rules/labels.yaml has no entry for {', '.join(sorted(missing))}.")
    return {f.id: f for f in found}


@cache
def places() -> frozenset[str]:
    """Words for services that are places as well."""
    return frozenset(load_yaml(PACKAGE, "rules/labels.yaml")["places"])


@cache
def telling() -> frozenset[str]:
    """Lemmas of the verbs by which one tells of another."""
    return frozenset(load_yaml(PACKAGE, "rules/labels.yaml")["telling"])


@cache
def role_set(name: str) -> frozenset[str]:
    """The roles of a named set."""
    sets = load_yaml(PACKAGE, "rules/labels.yaml")["sets"]
    unknown = set(sets[name]) - set(taxonomy.roles())
    if unknown:
        raise BadRules(f"actors/rules/labels.yaml, set {name!r}: unknown roles {', '.join(sorted(unknown))}.")
    return frozenset(sets[name])
