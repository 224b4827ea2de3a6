"""What is told by nobody who is named: "is said to have left", "reportedly left"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from analyser.actors.rules import lexicon
from analyser.grammar import next_to, text_of
from analyser.model import Statement
from analyser.speech.ends import before_story
from analyser.speech.lemmas import lemma_of
from analyser.speech.quotes import Quote
from analyser.speech.rules import Cues, cues
from analyser.speech.setoff import around
from analyser.speech.spans import extent, noun_phrase, trimmed, with_quotes

_SHORTEST = 3  # characters


def from_hearsay(doc: Doc, known: Cues, quotes: list[Quote], found: list[Statement]) -> list[Statement]:
    """Statements without a source; none where the verb beside has one: "reportedly said that …" is a statement."""
    out: list[Statement] = []
    claimed = {s.cue_start for s in found}
    quoted = {place for q in quotes for place in range(q.start + 1, q.end)}
    for token in doc:
        if token.idx in claimed or token.idx in quoted:
            continue
        span = None
        told = told_by_nobody(token, known)
        if told is not None:
            if told.idx in claimed and any(c.dep_ == "ccomp" for c in told.children):
                continue  # "is understood to believe that": the belief is a statement
            a, b = extent(told)
            b = before_story(told, b)
            urger = _urger(told)
            if urger is not None:
                b = urger.head.idx  # "was urged to resign by members of her party"
            span = (a + 3, b) if text_of(doc)[a : a + 3].lower() == "to " else (a, b)
            if urger is not None:
                content = trimmed(text_of(doc), span)
                out.append(Statement(*noun_phrase(urger), token.idx, token.idx + len(token.text), *content, False))
                continue
        elif _is_set_apart(token, known):
            span = around(doc, token, None, quotes)
        elif is_hearsay(token, known) and token.head.idx not in claimed:
            span = _longer_side(token)
        if span is None:
            continue
        content = trimmed(text_of(doc), with_quotes(span, quotes))
        if content[1] - content[0] >= _SHORTEST:
            out.append(Statement(None, None, token.idx, token.idx + len(token.text), *content, False))
    return out


def _urger(told: Token) -> Token | None:
    """Who urged it, named behind what was urged: some persons, not a time or a place."""
    by = next((c for c in told.children if c.dep_ in ("agent", "prep") and c.lower_ == "by" and c.i > told.i), None)
    if by is None or any(c.dep_ == "auxpass" for c in told.children):
        return None
    who = next((c for c in by.children if c.dep_ == "pobj"), None)
    named = who is not None and who.ent_type_ not in ("DATE", "TIME") and who.tag_ in ("NNS", "NNP", "NNPS", "PRP")
    people = who is not None and who.lower_ in lexicon().by_word
    return who if named or people else None


def told_by_nobody(verb: Token, known: Cues) -> Token | None:
    """What a passive verb tells: "is understood to have broken down", "was told to leave", "is accused of theft"."""
    lemma = lemma_of(verb)
    if verb.tag_ not in ("VBN", "VBD") or lemma not in known.raised | known.charged | known.promised:
        return None
    kinds = {c.dep_ for c in verb.children}
    if is_said_to_be(verb):
        return next(c for c in verb.children if c.dep_ == "xcomp")
    if "auxpass" not in kinds or not kinds & {"nsubjpass", "nsubj", "expl"} or "agent" in kinds:
        return None
    if lemma in known.charged:
        of = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ == "of"), None)
        return next((c for c in of.children if c.dep_ in ("pcomp", "pobj")), None) if of is not None else None
    told = next((c for c in verb.children if c.dep_ == "xcomp" and c.i > verb.i), None)
    if told is None and lemma in known.promised:
        return next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)  # "were promised keys"
    if told is None or not any(c.lower_ == "to" and c.dep_ == "aux" for c in told.children):
        return None
    return None if any(c.tag_ in ("WP", "WRB", "WDT") for c in told.children) else told  # "was told what to say"


def is_said_to_be(verb: Token) -> bool:
    """ "Both children said to be well": in notes without "are"."""
    if verb.tag_ not in ("VBD", "VBN") or lemma_of(verb) not in cues().reputed:
        return False
    told = next((c for c in verb.children if c.dep_ == "xcomp" and c.i > verb.i), None)
    if told is None or any(c.dep_ in ("auxpass", "aux", "dobj", "dative") for c in verb.children):
        return False
    return told.left_edge.lower_ == "to" and next_to(told.left_edge).lower_ in ("be", "have")


def _is_set_apart(verb: Token, known: Cues) -> bool:
    """ "Some of them, it has been alleged, were forged"."""
    it = next((c for c in verb.children if c.dep_ in ("nsubjpass", "nsubj") and c.lower_ == "it"), None)
    if it is None or verb.tag_ != "VBN" or lemma_of(verb) not in known.raised | {"give", "put"}:
        return False
    last = next((c for c in verb.children if c.dep_ == "prt" and c.i == verb.i + 1), verb)
    apart = it.i == 0 or next_to(it, -1).text in (",", "-", "–", "—")
    return apart and last.i + 1 < len(verb.doc) and next_to(last).text in (",", ".", "-", "–", "—")


def is_hearsay(word: Token, known: Cues) -> bool:
    return (
        word.lower_ in known.hearsay
        and word.head.pos_ in ("VERB", "AUX", "ADP")
        and word.head.dep_ not in ("amod", "compound")  # "allegedly stolen goods"
    )


def _longer_side(word: Token) -> tuple[int, int]:
    first, last = extent(word.head)
    before, after = (first, int(word.idx)), (int(word.idx) + len(word.text), last)
    return after if after[1] - after[0] >= before[1] - before[0] else before
