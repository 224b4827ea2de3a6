"""What is told by a verb with an object and a preposition: "thanked them for coming", "put the damage at £90"."""

from __future__ import annotations

from spacy.tokens import Token

from analyser.grammar import next_to
from analyser.speech.lemmas import lemma_of
from analyser.speech.rules import Cues, ObjectFrame
from analyser.speech.spans import extent

_NEAR = 8  # tokens between a verb and the preposition of its frame, where the object is long
_THAT = 12  # tokens from "put it to you" to "that"


def framed(verb: Token, known: Cues) -> tuple[int, Token] | None:
    """Where the content begins in the first frame that fits the verb, and the word that heads its end."""
    if verb.tag_ == "VB" and not any(c.dep_ == "aux" for c in verb.children):
        return None  # "Remind me of the day"
    lemma = lemma_of(verb)
    thing = next((c for c in verb.children if c.dep_ in ("dobj", "dative") and c.i > verb.i), None)
    if thing is None or (lemma == "thank" and thing.lower_ == "you" and verb.i + 1 == thing.i and verb.tag_ == "VBP"):
        return None  # "Thank you for your letter"
    if lemma == "put" and thing.lower_ == "it":
        return _put_to(verb)
    for frame in known.frames:
        wanted = frame.verbs.get(lemma)
        fits = wanted is not None and (not frame.things or lemma_of(thing) in frame.things)
        prep = _behind_object(verb, thing, wanted, frame) if wanted is not None and fits else None
        if prep is not None:
            return extent(thing if frame.whole else prep)[0], prep
    return None


def _behind_object(verb: Token, thing: Token, wanted: tuple[str, ...], frame: ObjectFrame) -> Token | None:
    if frame.figure and any(c.dep_ == "prt" for c in verb.children):
        return None  # "put the kettle on at six"
    for child in (*verb.children, *thing.children):
        if child.dep_ != "prep" or child.lower_ not in wanted or not thing.i < child.i <= verb.i + _NEAR:
            continue
        said = [g for g in child.children if g.dep_ in ("pobj", "pcomp")]
        if said and (not frame.figure or any(t.like_num or t.is_currency for t in (said[0], *said[0].children))):
            return child
    return None


def _put_to(verb: Token) -> tuple[int, Token] | None:
    """ "I put it to you, Mr Crane, that you were not there"."""
    ahead = list(verb.doc[verb.i + 2 : verb.i + 2 + _THAT])
    that = next((t for t in ahead if t.lower_ == "that"), None)
    if not ahead or ahead[0].lower_ != "to" or that is None or that.i + 1 >= len(verb.doc):
        return None
    clause = that.head
    return (int(next_to(that).idx), clause) if clause.i > that.i else None


def lightly_told(noun: Token, giver: Token, known: Cues) -> Token | None:
    """ "Cast doubt on the plan", "paid tribute to her": the preposition behind what is given."""
    wanted = known.light.get(noun.lower_, frozenset())
    hung = (c for x in (noun, giver) for c in x.children if c.dep_ == "prep" and c.i > noun.i)
    return next((c for c in hung if c.lower_ in wanted and any(g.dep_ in ("pobj", "pcomp") for g in c.children)), None)
