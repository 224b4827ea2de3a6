"""Every place in a note where somebody is meant: pseudonyms, kin words, pronouns, the writer, the one written to."""

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
from analyser.speech.quotes import quoted_stretches

_HE = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
_THEY = {"they", "them", "their", "theirs", "themselves"}
_I = {"i", "me", "my", "mine", "myself", "i'm", "i've", "i'll", "i'd", "im", "ive"}
_WE = {"we", "us", "our", "ours", "ourselves"}
_YOU = {"you", "your", "yours", "yourself"}
_SUBJECT = {"nsubj", "nsubjpass", "csubj"}
_OBJECT = {"dobj", "dative", "pobj", "iobj"}
_GENDER = {"mother": "f", "father": "m"}
_PROFESSIONAL_SIDES = {"professional", "agency"}
_COUPLES = ({"mother", "father"}, {"mother"}, {"father"}, {"mother", "partner"})
_MR_AND = re.compile(r"\bmr\.?\s+(?:and|&)\s+(?:mrs\.?\s+)?$", re.IGNORECASE)
_WINDOW = 14  # mentions that are looked back over for a pronoun
_DEAR = re.compile(r"\b(?:dear|hi|hello|hiya)\b(?:\s+(?:mr|mrs|ms|miss|both))*\s*$", re.IGNORECASE)
_PERSON_VERBS = {
    "say",
    "tell",
    "ring",
    "report",
    "call",
    "ask",
    "phone",
    "visit",
    "feel",
    "have",
    "be",
    "think",
    "note",
}


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


def find_mentions(doc: Doc, cast: Casting) -> list[Mention]:
    """All mentions in order of the text, pronouns resolved to the nearest fitting one before them.

    Limits: "they" for one person is read as more than one; a pronoun before the one it stands for is not resolved.
    """
    author = getattr(doc._.note, "author_role", "") if doc.has_extension("note") and doc._.note else ""
    return _resolve(doc, _named(doc, cast) + _pronouns(doc), cast, author)


def _named(doc: Doc, cast: Casting) -> list[Mention]:
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
        elif m["word"] in words.by_context:
            if not _stands_as_person(token):
                continue
            role, kind = words.by_context[m["word"]].role, Kind.WORD
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
                token.dep_ in _SUBJECT or _opens_clause(token),
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
    return token.dep_ in _SUBJECT and token.head.lemma_ in _PERSON_VERBS


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
    """ "Mother and Father", "Mum and her partner": one mention of both parents stands for the two."""
    out: list[Mention] = []
    for m in found:
        before = out[-1] if out else None
        if (
            before is not None
            and {before.role, m.role} in _COUPLES
            and (before.role != m.role or before.person != m.person)
            and re.fullmatch(r"\s*(?:and|&|\+|/|n)\s*(?:her|his|the)?\s*", text_of(doc)[before.end : m.start])
        ):
            out[-1] = replace(before, end=m.end, role="parents", person="", gender="", plural=True)
            continue
        mr = _MR_AND.search(text_of(doc), max(0, m.start - 16), m.start)
        if mr is not None and m.role in ("mother", "father"):
            m = replace(m, start=mr.start(), role="parents", person="", gender="", plural=True)
        out.append(m)
    return out


def _pronouns(doc: Doc) -> list[Mention]:
    found: list[Mention] = []
    quotes = quoted_stretches(text_of(doc))
    q = 0
    for t in doc:
        low = t.lower_
        if low in _HE or low in _THEY or (low == "both" and t.dep_ in _SUBJECT):
            kind, gender, plural = Kind.PRONOUN, _HE.get(low, ""), low in _THEY or low == "both"
        elif low in _I or low in _WE:
            while q < len(quotes) and quotes[q].end <= t.idx:
                q += 1
            inside = q < len(quotes) and quotes[q].start < t.idx
            if low == "us" and t.text == "US":
                continue
            kind, gender, plural = Kind.SPEAKER if inside else Kind.AUTHOR, "", low in _WE
        elif low in _YOU:
            kind, gender, plural = Kind.ADDRESSEE, "", False
        else:
            continue
        end = t.idx + len(t.text)
        subject = t.dep_ in _SUBJECT or low in ("he", "she", "they", "i", "we", "both")
        possessor = t.dep_ == "poss" or t.tag_ == "PRP$"
        found.append(Mention(t.idx, end, t.i, "", kind, "", gender, plural, subject and not possessor, possessor))
    return found


def _resolve(doc: Doc, mentions: list[Mention], cast: Casting, author: str) -> list[Mention]:
    mentions.sort(key=lambda m: (m.start, -m.end))
    bounds = [s.start for s in doc.sents] or [0]
    quotes = quoted_stretches(text_of(doc))
    addressee = _addressee(doc, mentions, cast, quotes)
    known: list[Mention] = []
    out: list[Mention] = []
    q = 0
    for m in mentions:
        while q < len(quotes) and quotes[q].end <= m.start:
            q += 1
        quoted = q < len(quotes) and quotes[q].start < m.start
        m = replace(m, sentence=bisect.bisect_right(bounds, m.token) - 1, quoted=quoted)
        if m.kind is Kind.AUTHOR:
            m = replace(m, role=author)
        elif m.kind is Kind.ADDRESSEE:
            m = replace(m, role="" if quoted else addressee)
        elif m.kind is Kind.PRONOUN:
            ranked = _antecedents(doc, m, known, cast)
            others = [r.role for r in ranked[1:]]
            if not m.plural and (default := _by_gender(m.gender, cast)):
                others.append(default)
            elif m.plural and cast.two_parents and "both" in (t.lower_ for t in doc[m.token : m.token + 3]):
                others.append("parents")
            if ranked:
                m = replace(m, role=ranked[0].role, person=ranked[0].person, alternatives=tuple(dict.fromkeys(others)))
            elif others:
                m = replace(m, role=others[0])
        elif m.kind is Kind.WORD:
            m = _turned_round(doc, m, out, cast)
        out.append(m)
        if m.role and m.kind not in (Kind.AUTHOR, Kind.ADDRESSEE):
            known.append(m)
    return out


def _antecedents(doc: Doc, pronoun: Mention, known: list[Mention], cast: Casting) -> list[Mention]:
    """Mentions that a pronoun may go back to, one a role, best first."""
    best: dict[str, tuple[float, Mention]] = {}
    head = doc[pronoun.token].head.i
    object_of = doc[pronoun.token].dep_ in _OBJECT
    for steps, m in enumerate(reversed(known[-_WINDOW:])):
        if pronoun.plural != m.plural or (pronoun.gender and m.gender and pronoun.gender != m.gender):
            continue
        if object_of and m.subject and doc[m.token].head.i == head:
            continue  # "she told her": two people
        side = taxonomy.roles()[m.role].side
        score = -0.8 * (pronoun.sentence - m.sentence) - 0.15 * steps
        score += 0.9 * m.subject - 0.7 * m.possessor - 0.9 * (side in _PROFESSIONAL_SIDES)
        score += 0.6 * bool(m.gender) + 0.3 * (m.kind is Kind.PRONOUN) - 0.4 * (m.quoted != pronoun.quoted)
        score += (0.9 if cast.setting is Setting.ADULTS else 0.3) * (m.role == cast.main)
        if score > -5 and (m.role not in best or score > best[m.role][0]):
            best[m.role] = (score, m)
    return [m for _, m in sorted(best.values(), key=lambda pair: -pair[0])]


def _by_gender(gender: str, cast: Casting) -> str:
    if cast.setting is Setting.ADULTS:
        sexes = {"adult_at_risk": cast.gender.get("Adult1", ""), "carer": cast.gender.get("Carer1", "")}
        return next((role for role, sex in sexes.items() if sex == gender), "adult_at_risk")
    if gender == "f" and cast.counts.get("mother"):
        return "mother"
    if gender == "m" and cast.counts.get("father"):
        return "father"
    return ""


def _turned_round(doc: Doc, m: Mention, before: list[Mention], cast: Casting) -> Mention:
    """Her own mum is a grandmother when "her" is the mother."""
    own = lexicon().own_parent
    token = doc[m.token]
    if token.lower_ not in own.words or not before:
        return m
    owner = before[-1]
    if not owner.possessor or m.start - owner.end > 6:
        return m
    if owner.role in own.of:
        return replace(m, role=own.becomes)
    if owner.role in own.of_adults and cast.setting is Setting.ADULTS:
        return replace(m, role=own.becomes_adults)
    return m


def _addressee(doc: Doc, mentions: list[Mention], cast: Casting, quotes: object) -> str:
    """The one a note is written to: "Dear Mother", or else the child or adult at risk."""
    for m in mentions:
        if m.kind in (Kind.NAME, Kind.WORD) and _DEAR.search(text_of(doc), max(0, m.start - 25), m.start):
            return m.role
        if m.start > 400:
            break
    return cast.child
