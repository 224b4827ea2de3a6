"""What kind of clause a token of a parse heads."""

from __future__ import annotations

from spacy.tokens import Token

from analyser.grammar import next_to
from analyser.speech.lemmas import lemma_of
from analyser.speech.rules import cues

_SUBJECT = ("nsubj", "nsubjpass")


def is_relative(clause: Token) -> bool:
    return any(t.tag_ in ("WDT", "WP", "WP$", "WRB") or t.dep_ == "mark" for t in clause.children)


def is_infinitive(clause: Token) -> bool:
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in clause.children)


def is_finite(clause: Token) -> bool:
    """ "They hear that he cries", not "they hear him crying"."""
    wanted = clause.head.lemma_ in ("expect", "believe", "consider") and any(
        c.lower_ == "to" and c.dep_ == "aux" for c in clause.children
    )
    return (
        wanted
        or (clause.head.lemma_ == "expect" and clause.tag_ == "VBG")
        or _is_read_as_bare(clause)
        or (clause.left_edge.lower_ == "that" and any(c.lower_ == "be" for c in clause.children))
        or any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children)
        or clause.tag_ in ("VBD", "VBZ", "VBP", "MD")
        or any(c.tag_ in ("VBD", "VBZ", "VBP", "MD") for c in clause.children if c.dep_ in ("aux", "auxpass", "cop"))
    )


def _is_read_as_bare(clause: Token) -> bool:
    """ "Feels the tablets suit him": a plural with its verb is read as if it were "lets the tablets suit him"."""
    plain = clause.tag_ == "VB" and not any(c.dep_ == "aux" for c in clause.children)
    subject = next((c for c in clause.children if c.dep_ == "nsubj"), None)
    thinks = lemma_of(clause.head) in cues().thinking
    return plain and thinks and subject is not None and (subject.tag_ == "NNS" or subject.lower_ in ("they", "we", "i"))


def is_set_apart_participle(verb: Token) -> bool:
    """ "…, adding that two men are sought": what one goes on to say, behind a comma."""
    return verb.tag_ == "VBG" and verb.dep_ == "advcl" and verb.i > verb.head.i and next_to(verb, -1).text == ","


def is_what_to(clause: Token) -> bool:
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in clause.children) and any(
        c.lower_ in ("what", "how", "where", "when", "who", "whether") for c in clause.children
    )


def parted(clause: Token, verb: Token) -> bool:
    """ "They say it was dear; he says …": what stands before a semicolon or a full stop is another's."""
    return clause.i < verb.i and any(t.text in (";", ".") for t in verb.doc[clause.i : verb.i])


def describes(verb: Token) -> bool:
    """ "The letter, seen by this newspaper, says …", "an aide, who spoke on Monday, said …": tells of the subject of
    another verb, and nothing of its own."""
    noun = verb.head
    if verb.dep_ == "relcl" and any(c.lower_ == "who" and c.dep_ in _SUBJECT for c in verb.children):
        return noun.dep_ in _SUBJECT and noun.i < verb.i < noun.head.i
    return verb.dep_ == "acl" and verb.tag_ == "VBN" and noun.dep_ in _SUBJECT and noun.head.i > verb.i


def has_subject(clause: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") for c in clause.children)


def is_told(clause: Token) -> bool:
    """A clause of its own ("that he hit her"), or what is promised or asked ("to keep him out")."""
    if any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children):
        return True
    if clause.dep_ == "relcl":
        return False
    return has_subject(clause) or any(c.lower_ == "to" and c.dep_ == "aux" for c in clause.children)
