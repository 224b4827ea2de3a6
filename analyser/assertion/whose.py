"""Whose a thing is: of this family, or a neighbour's, another case's or the service's own."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from analyser.assertion.rules import RELATIVE, Rules, Whose
from analyser.grammar import sentence_of, text_of
from analyser.model import Cue

_FINITE = ("VBZ", "VBP", "MD")
_OTHER = ("another", "other", "different", "someone", "somebody", "previous", "former")
_KIN = frozenset(
    (
        *("pt", "patient", "family", "child", "baby", "mother", "father", "parent", "man", "woman", "boy", "girl"),
        *("house", "tenant", "occupier", "occupant", "resident"),
    )
)


def elsewhere(doc: Doc, span: Span, known: Rules) -> Cue | None:
    """The one who did a span's deed or has what it names, where that is not one of this family."""
    whose, root = known.whose, span.root
    given = root.lemma_.lower() in whose.received
    for t in span:
        if t.dep_ in ("poss", "compound", "nsubj", "amod") and _outside(t, whose):
            return _cue(t)
        heads = t.dep_ in ("nsubj", "compound", "nmod") or (
            t.dep_ == "ROOT" and len(span) > 1 and span[1].pos_ in ("ADJ", "ADV", "VERB")
        )
        if len(span) > 1 and t.i == span.start and heads and not given and _serves(t, whose):
            return _cue(t)
        if t.lower_ == "by" and t.i > span.root.i and (by := next((c for c in t.children if _serves(c, whose)), None)):
            return _cue(by)
    doer, note = _doer(root), None if given else _before(span)
    if note is not None and (_outside(note, whose) or _serves(note, whose)):
        return _cue(note)  # "GP on leave"
    doer = doer or note
    for t in span:
        if t.tag_ == "VBN" and (agent := _agent(t)) is not None and _serves(agent, whose):
            return _cue(agent)
    if doer is not None:
        if _outside(doer, whose):
            return _cue(doer)
        if root.pos_ in ("VERB", "AUX") or doer.i in range(span.start, span.end):
            return _cue(doer) if _serves(doer, whose) else None
        if root.dep_ in ("acomp", "attr") and _serves(doer, whose):
            return _cue(doer)
        return None
    holder = _holder(root, whose)
    if holder is not None and _outside(holder, whose):
        return _cue(holder)
    ill = _who_is_ill(root, span, whose)
    return Cue(RELATIVE, "other", ill.idx, ill.idx + len(ill.text)) if ill is not None else None


def _cue(token: Token) -> Cue:
    return Cue("subj.doer", "other", token.idx, token.idx + len(token.text))


def _agent(verb: Token) -> Token | None:
    by = next((c for c in verb.children if c.dep_ in ("agent", "prep") and c.lower_ == "by"), None)
    return next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None


def _before(span: Span) -> Token | None:
    """In fragments, the noun right before a participle or adjective: "Taxi late"."""
    root = span.root
    if span.start == 0:
        return None
    before = root.doc[span.start - 1]
    if before.dep_ == "pobj":
        return None  # "Letter from school received"
    if before.pos_ not in ("NOUN", "PROPN") or before.is_sent_end or any(t.tag_ in _FINITE for t in root.sent):
        return None
    tells = root.pos_ in ("ADJ", "ADP", "ADV") or span[0].pos_ == "ADP" or root.tag_ in ("VBG", "VBN", "VBD")
    return (
        before
        if tells or (before.dep_ == "compound" and before.head.i >= span.start and before.is_sent_start)
        else None
    )


def _doer(token: Token) -> Token | None:
    """The subject of a verb or predicate, also where it stands with the verb it is joined to; a passive's agent."""
    at: Token | None = token
    for _ in range(4):
        if at is None:
            return None
        agent = _agent(at)
        if agent is not None:
            return agent
        subject = next((c for c in at.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        if subject is not None:
            if subject.lower_ in ("who", "which", "that") and at.dep_ == "relcl":
                return at.head
            return subject if subject.dep_ == "nsubj" else (subject if _named_elsewhere(subject) else None)
        moves = at.dep_ in ("conj", "xcomp", "acomp", "attr", "oprd", "dep") and at.head.i != at.i
        at = at.head if moves and (at.pos_ in ("VERB", "AUX", "ADJ") or at.dep_ != "conj") else None
    return None


def _holder(token: Token, whose: Whose) -> Token | None:
    """Who has the thing: "another patient has norovirus"."""
    at = token
    while at.dep_ in ("conj", "appos", "compound", "amod") and at.head.i != at.i:
        at = at.head
    if at.dep_ == "dobj" and at.head.lemma_ in whose.having:
        return next((c for c in at.head.children if c.dep_ == "nsubj"), None)
    return None


def _who_is_ill(root: Token, span: Span, whose: Whose) -> Token | None:
    """The relative who has or died of what a span names: "his brother died of a stroke", "mother had it at 45"."""
    at = root
    while at.dep_ in ("conj", "appos", "compound", "amod") and at.head.i != at.i:
        at = at.head
    verb = at.head
    if at.dep_ == "pobj" and verb.lower_ in ("of", "from", "with"):
        verb = verb.head
        if verb.lemma_ not in whose.ailing:
            return None
    elif at.dep_ != "dobj" or verb.lemma_ not in whose.having or root.lemma_.lower() in whose.kin:
        return None
    who = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if who is None:
        return None
    come = verb.lemma_ == "die" or whose.onset.search(text_of(span.doc), span.end_char, sentence_of(root).end_char)
    kin = who.lemma_.lower()
    if kin in whose.relatives:
        return who if come or verb.lemma_ in whose.ailing else None
    return who if kin in whose.forebears and come else None


def _named_elsewhere(token: Token) -> bool:
    return any(c.lower_ in _OTHER for c in token.children) or token.i + 1 < len(token.doc)


def _outside(token: Token, whose: Whose) -> bool:
    """A neighbour, another family, somebody next door, or what belongs to one of them."""
    if token.lemma_.lower() in whose.outsiders or token.lower_.removesuffix("s") in whose.outsiders:
        return True
    if any(c.lower_ in _OTHER and c.dep_ in ("amod", "det") and c.i + 3 > token.i for c in token.children):
        return token.lemma_.lower() in _KIN
    if any(
        c.dep_ == "poss" and c.i != token.i and (_outside(c, whose) or _of_kin(token, c, whose)) for c in token.children
    ):
        return True
    if token.pos_ not in ("NOUN", "PROPN"):
        return False
    return whose.elsewhere.match(text_of(token.doc), token.idx + len(token.text)) is not None


def _of_kin(token: Token, owner: Token, whose: Whose) -> bool:
    """ "His brother's children", "the midwife's own daughter": a family, and not this one."""
    kin = token.lemma_.lower() in whose.kin
    return kin and (
        owner.lemma_.lower() in whose.kin_of or (_serves(owner, whose) and owner.lower_ not in ("i", "we", "us"))
    )


def _serves(token: Token, whose: Whose) -> bool:
    if token.lower_ in ("i", "we", "us"):
        return True
    return token.lemma_.lower() in whose.services
