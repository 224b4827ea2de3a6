"""Whom the pronouns of a note stand for, and who is the writer and the one written to."""

from __future__ import annotations

import bisect
from dataclasses import replace

from spacy.tokens import Doc

from analyser import taxonomy
from analyser.actors.cast import Casting
from analyser.actors.chat import keep, message_at, messages
from analyser.actors.mentions import SUBJECT, Kind, Mention, named
from analyser.actors.rules import lexicon, pronouns
from analyser.grammar import text_of
from analyser.model import Setting
from analyser.speech.quotes import quoted_stretches

_SEX = {"he": "m", "she": "f"}
_OBJECT = {"dobj", "dative", "pobj", "iobj"}
_PROFESSIONAL_SIDES = {"professional", "agency"}
_WINDOW = 14  # mentions that are looked back over for a pronoun


def find_mentions(doc: Doc, cast: Casting) -> list[Mention]:
    """All mentions in order of the text, pronouns resolved to the nearest fitting one before them.

    Limits: "they" for one person is read as more than one; a pronoun before the one it stands for is not resolved.
    """
    author = getattr(doc._.note, "author_role", "") if doc.has_extension("note") and doc._.note else ""
    return _resolve(doc, named(doc, cast) + _pronouns(doc), cast, author)


def _pronouns(doc: Doc) -> list[Mention]:
    found: list[Mention] = []
    words = pronouns()
    quotes = quoted_stretches(text_of(doc))
    q = 0
    for t in doc:
        low = t.lower_
        of = words.get(low, "both" if low == "both" and t.dep_ in SUBJECT else "")
        if of in ("he", "she", "they", "both"):
            kind, gender, plural = Kind.PRONOUN, _SEX.get(of, ""), of in ("they", "both")
        elif of in ("i", "we"):
            while q < len(quotes) and quotes[q].end <= t.idx:
                q += 1
            inside = q < len(quotes) and quotes[q].start < t.idx
            if t.text == "US":
                continue
            kind, gender, plural = Kind.SPEAKER if inside else Kind.AUTHOR, "", of == "we"
        elif of == "you":
            kind, gender, plural = Kind.ADDRESSEE, "", False
        else:
            continue
        end = t.idx + len(t.text)
        subject = t.dep_ in SUBJECT or low in ("he", "she", "they", "i", "we", "both")
        possessor = t.dep_ == "poss" or t.tag_ == "PRP$"
        found.append(Mention(t.idx, end, t.i, "", kind, "", gender, plural, subject and not possessor, possessor))
    return found


def _resolve(doc: Doc, mentions: list[Mention], cast: Casting, author: str) -> list[Mention]:
    mentions.sort(key=lambda m: (m.start, -m.end))
    bounds = [s.start for s in doc.sents] or [0]
    quotes = quoted_stretches(text_of(doc))
    addressee = _addressee(doc, mentions, cast, quotes)
    chat = messages(doc, mentions)
    keep(doc, chat)
    known: list[Mention] = []
    out: list[Mention] = []
    q = 0
    for m in mentions:
        while q < len(quotes) and quotes[q].end <= m.start:
            q += 1
        quoted = q < len(quotes) and quotes[q].start < m.start
        m = replace(m, sentence=bisect.bisect_right(bounds, m.token) - 1, quoted=quoted)
        message = message_at(chat, m.start)
        if m.kind is Kind.AUTHOR:
            m = replace(m, role=message.role if message else author)
        elif m.kind is Kind.ADDRESSEE:
            m = replace(m, role="" if quoted else message.others if message else addressee)
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
    """Her own mum is a grandmother when "her" is the mother, and her sister a relative."""
    word = doc[m.token].lower_
    own = next((kin for kin in (lexicon().own_parent, lexicon().own_sibling) if word in kin.words), None)
    if own is None or not before:
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
        if m.kind in (Kind.NAME, Kind.WORD) and lexicon().greeting.search(text_of(doc), max(0, m.start - 25), m.start):
            return m.role
        if m.start > 400:
            break
    return cast.child
