"""A place in a note where somebody is meant; and those that name them, by a pseudonym, a kin word or a role."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, replace
from enum import StrEnum

from spacy.tokens import Doc, Token

from analyser import taxonomy
from analyser.actors.cast import Casting
from analyser.actors.rules import Words, lexicon
from analyser.grammar import text_of
from analyser.model import Setting

SUBJECT = {"nsubj", "nsubjpass", "csubj"}
_COMPLEMENTS = {"dobj", "xcomp", "ccomp", "dative"}
_GENDER = {"mother": "f", "father": "m"}
_COUPLES = ({"mother", "father"}, {"mother"}, {"father"}, {"mother", "partner"})
_AND = re.compile(r"\s*(?:and|&|\+|/|n)\s*(?:(?P<own>her|his)|the)?\s*")
_MR_AND = re.compile(r"\bmr\.?\s+(?:and|&)\s+(?:mrs\.?\s+)?$", re.IGNORECASE)


class Kind(StrEnum):
    NAME = "name"
    WORD = "word"
    PRONOUN = "pronoun"
    AUTHOR = "author"  # I, we, outside quotation marks
    SPEAKER = "speaker"  # I, we, inside them
    ADDRESSEE = "addressee"  # you


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody is meant here. ``role`` is "" where it could not be told; ``person`` is the pseudonym, where known."""

    start: int
    end: int
    token: int  # index of the head token in the Doc
    role: str
    kind: Kind
    person: str = ""
    gender: str = ""
    plural: bool = False
    subject: bool = False
    possessor: bool = False  # "Mum's", "her": stands only to say whose
    sentence: int = 0
    quoted: bool = False
    alternatives: tuple[str, ...] = ()  # further roles that a pronoun might stand for, best first

    def role_among(self, roles: frozenset[str]) -> str:
        """The role, or the best alternative, that is one of ``roles``; "" when none is."""
        return next((r for r in (self.role, *self.alternatives) if r in roles), "")


def named(doc: Doc, cast: Casting) -> list[Mention]:
    """Those by a pseudonym, a kin word or the word for a role, in order of the text."""
    words, starts = lexicon(), [t.idx for t in doc]
    found: list[Mention] = []
    for m in words.pattern.finditer(text_of(doc)):
        last = bisect.bisect_right(starts, m.end() - 1) - 1
        first = bisect.bisect_right(starts, m.start()) - 1
        if last < 0:
            continue
        token = next((t for t in doc[first : last + 1] if not first <= t.head.i <= last), doc[last])
        person = gender = ""
        plural = False
        if m["name"]:
            role, person, kind = taxonomy.role_of_pseudonym()[m["name"]], m[0], Kind.NAME
            gender = _GENDER.get(role) or cast.gender.get(person, "")
            plural = role in ("parents", "family")
        elif m["org"]:
            if token.dep_ in ("pobj", "compound", "nmod"):
                continue  # a place, unless it acts or owns
            role, person, kind = words.role_of_name[m["org"]], m[0], Kind.NAME
        elif (context := words.context(m["word"])) is not None:
            if not (_acts(token) if context.thing else _stands_as_person(token)):
                continue
            role, kind = context.role, Kind.WORD
        else:
            entry = words.by_word.get(m["word"]) or words.by_word[" ".join(m["word"].lower().split())]
            if _is_no_person(doc, token, entry):
                continue
            role, kind, gender, plural = _role_of(entry, cast), Kind.WORD, entry.gender, entry.plural
        found.append(
            Mention(
                m.start(),
                m.end(),
                token.i,
                role,
                kind,
                person,
                gender,
                plural,
                token.dep_ in SUBJECT or _opens_clause(token),
                token.dep_ == "poss" or (last + 1 < len(doc) and doc[last + 1].tag_ == "POS"),
            )
        )
    return _pairs(doc, found)


def _role_of(entry: Words, cast: Casting) -> str:
    if cast.setting is not Setting.ADULTS:
        if entry.id == "male" and cast.counts.get("partner", 0) > cast.counts.get("father", 0):
            return "partner"
        return entry.role
    if entry.role in ("mother", "father") and cast.parent:
        return cast.parent
    if entry.id == "child.m":
        return cast.son
    if entry.id == "child.f":
        return cast.daughter
    return entry.adults or entry.role


def _stands_as_person(token: Token) -> bool:
    if len(token.text) == 1:
        before = token.nbor(-1).lower_ if token.i else ""
        after = token.nbor().text if token.i + 1 < len(token.doc) else ""
        return before in ("from", "to", "with", "w", "per", "c") or after == ":"
    if token.i + 1 < len(token.doc) and token.nbor().tag_ == "POS":
        return True
    return _acts(token) or (token.dep_ in SUBJECT and token.head.lemma_ in lexicon().person_verbs)


def _acts(token: Token) -> bool:
    """Whether somebody does something to somebody, or agrees to: a verb with an object or a clause behind it."""
    verb = token.head
    acts = token.dep_ == "nsubj" and verb.lemma_ in lexicon().person_acts
    return acts and any(c.i > verb.i and c.dep_ in _COMPLEMENTS for c in verb.children)


def _opens_clause(token: Token) -> bool:
    """A first word that the parser took for something else, before a verb: "Mum rang", "Dad not in"."""
    return bool(token.is_sent_start or token.i == 0) and token.dep_ in ("compound", "npadvmod", "dep", "ROOT", "nmod")


def _is_no_person(doc: Doc, token: Token, entry: Words) -> bool:
    """Words of places and things that look like roles: "school visit", "family home", "head injury", "baby wipes"."""
    if any(t.text == ":" for t in doc[token.i + 1 : token.i + 7]):
        return False  # "School signing-out book: …" speaks for the school
    if entry.role in ("school", "health", "housing", "family", "police", "child", "manager", "other") and (
        token.dep_ in ("compound", "nmod") and token.head.i == token.i + 1 and token.head.pos_ == "NOUN"
    ):
        return True
    following = doc[token.i + 1].lower_ if token.i + 1 < len(doc) else ""
    if entry.role in ("family", "school", "child", "health", "housing") and following in lexicon().not_before:
        return True
    if entry.role in ("school", "health", "other") and token.dep_ == "pobj":
        return token.head.lower_ in ("at", "to", "in", "into", "on", "for") and token.text != "GP"
    return token.lower_ == "head" and token.pos_ == "VERB"


def _pairs(doc: Doc, found: list[Mention]) -> list[Mention]:
    """ "Mother and Father", "Mum and her partner": one mention of both parents stands for the two; in "Mum and her mum"
    the second is a grandparent."""
    out: list[Mention] = []
    for m in found:
        before = out[-1] if out else None
        if (
            before is not None
            and {before.role, m.role} in _COUPLES
            and (before.role != m.role or before.person != m.person)
            and (joined := _AND.fullmatch(text_of(doc), before.end, m.start))
            and not (joined["own"] and doc[m.token].lower_ in lexicon().own_parent.words)
        ):
            out[-1] = replace(before, end=m.end, role="parents", person="", gender="", plural=True)
            continue
        mr = _MR_AND.search(text_of(doc), max(0, m.start - 16), m.start)
        if mr is not None and m.role in ("mother", "father"):
            m = replace(m, start=mr.start(), role="parents", person="", gender="", plural=True)
        out.append(m)
    return out
