"""What befell a thing, told behind it: "the search was called off", "charges dropped", "smoke alarm not fitted"."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from analyser.assertion.rules import Words
from analyser.grammar import sentence_of
from analyser.model import Cue

_SUBJECTS = ("nsubj", "nsubjpass")
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_NEGATORS = ("not", "never", "n't", "n’t", "nor")


def befell(doc: Doc, span: Span, words: Words) -> Cue | None:
    """The word by which a thing, as the subject of its clause, is over, was not done or did not come."""
    subject = _whole(span.root)
    verb = _told_of(subject, span)
    if verb is not None and not span.start <= verb.i < span.end:
        negator = next((c for c in verb.children if c.lower_ in _NEGATORS), None)
        passive = subject.dep_ == "nsubjpass" or verb.dep_ == "acl" or _is_bare(verb)
        lemma = _lemma(verb)
        ends = lemma in words.ending or (passive and lemma in words.undoing and not _may_happen(verb, lemma))
        if negator is None and ends and not _has_object(verb):
            return _cue(verb)
        came = lemma in words.coming and subject.pos_ != "PROPN"
        if negator is not None and (came or (passive and lemma in words.providing)):
            return _cue(negator)
    return _not_so(doc, span, words)


def _told_of(subject: Token, span: Span) -> Token | None:
    """The verb that tells what became of a thing, also a participle right behind it in notes: "Contact suspended"."""
    if subject.dep_ in _SUBJECTS and subject.head.pos_ in ("VERB", "AUX"):
        verb = subject.head
        return verb if verb.i > subject.i else None
    return next((c for c in subject.children if c.dep_ == "acl" and c.tag_ == "VBN" and c.i == span.end), None)


def _not_so(doc: Doc, span: Span, words: Words) -> Cue | None:
    """In notes without a finite verb, "not" right behind a thing: "marks not visible", "stair gate not up"."""
    at = span.end
    if (
        at + 1 >= len(doc)
        or doc[at].lower_ not in ("not", "never")
        or not (span.root.pos_ in ("NOUN", "PROPN") or span.root.tag_ == "VBG")
    ):
        return None
    if doc[at + 1].lower_ in ("only", "just", "so", "quite", "too", "to") or doc[at + 1].is_punct:
        return None
    told = next((t for t in doc[at + 1 :] if t.lower_ not in words.degrees), doc[at])
    if told.lower_ in words.staying:
        return None  # "Pain not relieved"
    bounds = sentence_of(doc[at])
    if any(
        t.tag_ in _FINITE and t.i != at + 1 and t.lower_ not in ("'d", "’d") for t in doc[bounds.start : bounds.end]
    ):
        return None
    return _cue(doc[at])


def _whole(root: Token) -> Token:
    """The first of what is joined: "gas and electricity were cut off"."""
    at = root
    while at.dep_ == "conj" and at.head.pos_ in ("NOUN", "PROPN"):
        at = at.head
    return at


def _lemma(verb: Token) -> str:
    particle = next((c for c in verb.children if c.dep_ == "prt"), None)
    return f"{verb.lemma_.lower()} {particle.lower_}" if particle is not None else verb.lemma_.lower()


def _is_bare(verb: Token) -> bool:
    """ "Charges dropped.": to the parse a verb in the past, to a reader a participle; nothing is its object."""
    return verb.tag_ in ("VBD", "VBN") and not any(c.dep_ in ("aux", "auxpass", "dobj", "ccomp") for c in verb.children)


def _may_happen(verb: Token, lemma: str) -> bool:
    """ "Sats dropped", "mood lifted": verbs that need no doer, where nothing says that there was one."""
    return lemma in ("drop", "lift", "end", "turn off") and not any(c.dep_ == "auxpass" for c in verb.children)


def _has_object(verb: Token) -> bool:
    return any(c.dep_ in ("dobj", "ccomp", "xcomp") for c in verb.children)


def _cue(token: Token) -> Cue:
    return Cue("neg.befell", "negated", token.idx, token.idx + len(token.text))
