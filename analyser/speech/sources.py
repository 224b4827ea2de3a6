"""The one who says it, as the parse gives them: a subject, an agent, one behind the verb, one it was heard from."""

from __future__ import annotations

from spacy.tokens import Token

from analyser.actors.rules import lexicon
from analyser.grammar import next_to, sentence_of
from analyser.speech.clauses import is_set_apart_participle
from analyser.speech.lemmas import lemma_of
from analyser.speech.rules import Cues, cues

CLOSING = ('"', "”", "'", "’", "''")
_SOME = ("few", "many", "most", "some")
_OPENING = 8  # tokens that a subject at the head of a sentence may have, where the parse lost it


def source_of(verb: Token, known: Cues) -> Token | None:
    """Whoever says what an active verb tells."""
    source = (
        _heard_from(verb, known)
        or handed_on(verb)
        or _set_beside(verb)
        or _goes_on(verb, known)
        or subject_of(verb)
        or _inverted(verb)
        or _leading(verb, known)
        or _named_before(verb)
    )
    if source is not None and source.tag_ in ("VBZ", "VBD") and source.is_sent_start and is_in_row(verb, known):
        return None  # "Reports low mood, denies self-harm"
    if source is None:
        source = _entry_before(verb) or _some_of_them(verb)
    if source is not None and (sender := _sender(source, known)) is not None:
        return sender
    if source is None and verb.i > sentence_of(verb).start and (verb.tag_ == "NN" or _noun_before(verb)):
        source = _opening(verb) or next_to(verb, -1)
    return source


def _some_of_them(verb: Token) -> Token | None:
    """ "Few doubt that it will pass", read as if "few" told of the verb."""
    first = next((c for c in verb.children if c.dep_ == "amod" and c.i == verb.i - 1), None)
    return first if first is not None and first.lower_ in _SOME and verb.tag_ in ("VBP", "VBD") else None


def _sender(source: Token, known: Cues) -> Token | None:
    """ "Email received from Ms Holt stating …": the one it is from, where the parse makes of "received" a verb."""
    head = source.head
    if source.i != sentence_of(source).start or head.i != source.i + 1 or head.lower_ not in known.sent:
        return None
    if source.dep_ not in ("nsubj", "nsubjpass"):
        return None
    by = (c for c in head.children if c.dep_ in ("prep", "agent") and c.lower_ in ("from", "by"))
    return next((g for c in by for g in c.children if g.dep_ == "pobj"), None)


def _opening(verb: Token) -> Token | None:
    """ "People familiar with the matter say …": all that stands before the verb, where that has no verb or comma."""
    before = list(verb.doc[sentence_of(verb).start : verb.i])
    if not 2 < len(before) <= _OPENING or any(t.pos_ in ("VERB", "AUX") or t.is_punct for t in before):
        return None
    first = next((t for t in before if t.pos_ in ("NOUN", "PROPN") and t.dep_ not in ("poss", "compound")), None)
    return (
        first
        if first is not None and any(c.dep_ in ("amod", "prep") and c.i > first.i for c in first.children)
        else None
    )


def mark_before(token: Token) -> bool:
    """A comma, dash or closing mark stands before."""
    return token.i > 0 and next_to(token, -1).text in {",", "-", "–", "—", '"', "”", "'", "’", "?", "!", "…", "''"}


def _leading(verb: Token, known: Cues) -> Token | None:
    """ "Said a tired Mr Brand: …": a verb of saying that opens the sentence, then who says it, up to a colon."""
    if verb.i != sentence_of(verb).start or verb.tag_ not in ("VBD", "VBZ", "VBN"):
        return None
    ahead = list(verb.doc[verb.i + 1 : verb.i + 1 + _OPENING])
    stop = next((k for k, t in enumerate(ahead) if t.text in (":", ",")), None)
    if not stop or any(t.pos_ in ("VERB", "AUX", "SCONJ") and t.dep_ != "amod" for t in ahead[:stop]):
        return None
    quoted = stop + 1 < len(ahead) and ahead[stop].text == ":" and ahead[stop + 1].is_quote  # "Adds a rival: “…”"
    if lemma_of(verb) not in known.plain and not quoted:
        return None
    last = ahead[stop - 1]
    if last.pos_ == "NOUN" and ahead[stop].text == "," and not any(c.dep_ in ("det", "poss") for c in last.children):
        return (
            last if last.lower_ in lexicon().by_word or lemma_of(last) in known.speakers else None
        )  # "Reports pain, …"
    return last if last.pos_ in ("NOUN", "PROPN", "PRON") else None


def _inverted(verb: Token) -> Token | None:
    """ "…, claims the report, published on Monday": the one right behind a verb of saying that stands behind a mark."""
    if (
        verb.tag_ not in ("VBD", "VBZ", "VBP")
        or not mark_before(verb)
        or (verb.i == sentence_of(verb).start and next_to(verb, -1).text not in CLOSING)
    ):
        return None
    doc, stop = verb.doc, sentence_of(verb).end
    ahead = (t for t in doc[verb.i + 1 : min(stop, verb.i + 6)] if t.tag_ != "PRP$")
    thing = next((t for t in ahead if t.pos_ in ("NOUN", "PROPN", "PRON")), None)
    while thing is not None and thing.i + 1 < stop and next_to(thing).pos_ in ("NOUN", "PROPN"):
        thing = next_to(thing)
    if thing is None or thing.left_edge.i not in (verb.i, verb.i + 1) or is_in_row(verb, cues()):
        return None
    last = thing.right_edge if thing.i + 1 < stop and next_to(thing).dep_ == "prep" else thing  # "… for the force"
    if last.i + 1 < stop and not next_to(last).is_punct:
        return None
    return thing


def _goes_on(verb: Token, known: Cues) -> Token | None:
    """ "Jo thinks it is at risk, citing three calls": the one who says the rest; "Mum tearful, saying …"."""
    if not is_set_apart_participle(verb):
        return None
    told = verb.head
    if told.dep_ == "ccomp" and told.head.i < told.i and lemma_of(told.head) in known.verbs:
        return subject_of(told.head)
    return told if told.pos_ in ("NOUN", "PROPN") and told.head.i == told.i else None


def is_in_row(verb: Token, known: Cues) -> bool:
    """ "Client reports low mood, denies drug use": after one verb of saying the next, behind a comma, with a thing for
    an object; "She denies it, says Dad" is told by Dad."""
    thing = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    before = next((c for c in verb.children if c.dep_ in ("ccomp", "nsubj") and c.i < verb.i), None)
    if verb.dep_ == "conj" and not any(c.dep_ == "cc" for c in verb.head.children):
        before = verb.head
    if thing is None or before is None or before.tag_ not in ("VBZ", "VBD", "VBP") or next_to(verb, -1).text != ",":
        return False
    if before.tag_ != verb.tag_ or lemma_of(before) not in known.verbs:
        return False
    somebody = {lemma_of(thing), thing.lower_} & (known.speakers | known.informants | lexicon().by_word.keys())
    named = thing.pos_ in ("PROPN", "PRON") or any(c.lower_ in ("the", "a", "an") for c in thing.children)
    return not somebody and not (named and lemma_of(verb) in known.plain)


def is_before_name(verb: Token) -> bool:
    """ "A deal was close, tweeted Ann Cole": read as what tells of Ann Cole, though a comma stands before."""
    return verb.tag_ == "VBD" and verb.i > 0 and next_to(verb, -1).text == "," and verb.head.pos_ == "PROPN"


def _named_before(verb: Token) -> Token | None:
    """ "Sir Keith, once a critic of the scheme, now says …": read as if it were a time."""
    return next((c for c in verb.children if c.dep_ == "npadvmod" and c.pos_ == "PROPN" and _is_name(c, verb)), None)


def _is_name(token: Token, verb: Token) -> bool:
    if token.i > verb.i or token.ent_type_ in ("DATE", "TIME") or token.right_edge.i > verb.i:
        return False
    return next_to(token.right_edge).text == ","


def _set_beside(verb: Token) -> Token | None:
    """ "It is safe, stressed a clerk": joined by no "and", and so not of the same subject."""
    if verb.dep_ != "conj" or next_to(verb, -1).text != "," or any(c.dep_ == "cc" for c in verb.head.children):
        return None
    return None if any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children) else _inverted(verb)


def on_behalf(verb: Token) -> Token | None:
    """ "It is submitted on behalf of the bank that": the one for whom it is said."""
    behalf = (g for c in verb.children if c.dep_ == "prep" and c.lower_ == "on" for g in c.children)
    word = next((g for g in behalf if g.lower_ == "behalf"), None)
    of = next((c for c in word.children if c.lower_ == "of"), None) if word is not None else None
    return next((g for g in of.children if g.dep_ == "pobj"), None) if of is not None else None


def handed_on(verb: Token) -> Token | None:
    """ "Let us know that …", "was quoted as saying", "quoted a friend as saying": who let it be known, or is quoted."""
    head = verb.head
    if verb.lemma_ in ("know", "slip", "drop") and head.lemma_ == "let" and head.i < verb.i:
        return subject_of(head)
    if verb.dep_ == "pcomp" and head.lower_ == "as" and head.head.tag_ == "VBN" and head.head.i < verb.i:
        return subject_of(head.head)
    if verb.dep_ == "pcomp" and head.lower_ == "as" and head.head.i < verb.i:
        return next((c for c in head.head.children if c.dep_ == "dobj" and c.i < head.i), None)
    return None


def _heard_from(verb: Token, known: Cues) -> Token | None:
    """ "I understand from school that …": the one it was heard from says it."""
    if lemma_of(verb) not in known.hearing:
        return None
    before = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ == "from"), None)
    return next((c for c in before.children if c.dep_ == "pobj"), None) if before is not None else None


def _noun_before(verb: Token) -> bool:
    """A noun right before a finite verb that the parse gave no subject: "Dad states not drinking"."""
    joined = (
        verb.tag_ == "VB" and next_to(verb, -1).dep_ == "compound" and next_to(verb, -1).head.i == verb.i
    )  # "Ward report"
    named = next_to(verb, -1).pos_ in ("PROPN", "NOUN", "PRON")
    return named and (joined or verb.tag_ in ("VBZ", "VBD", "VBP", "NNS"))


def lost_clause(verb: Token) -> Token | None:
    """ "The band announced on Tuesday they were parting", read as if "the band (which was) announced" were parting:
    the head of what is told."""
    if verb.dep_ != "acl" or verb.tag_ != "VBD" or verb.head.dep_ not in ("nsubj", "nsubjpass", "dep"):
        return None
    main = verb.head.head
    own = [c for c in main.children if c.dep_ in ("nsubj", "nsubjpass") and c.i > verb.i]
    return main if own and main.i > verb.i else None


def _who(noun: Token, who: Token) -> Token:
    """ "Spoke to Mr Aske at the gate who feels …": of a place and one named before it, "who" is the one named."""
    before = next_to(who, -1)
    if before.i != noun.i and noun.pos_ == "NOUN" and (before.pos_ == "PROPN" or before.lower_ in lexicon().by_word):
        return before if noun.lower_ not in lexicon().by_word else noun  # "the plan with Mum who agreed"
    if noun.pos_ != "NOUN" or noun.dep_ != "pobj" or noun.lower_ in lexicon().by_word:
        return noun
    if not any(c.lower_ in ("the", "a", "an") for c in noun.children):
        return noun
    place = noun.head
    beside = [g for c in place.head.children if c.dep_ == "prep" and c.i < place.i for g in c.children]
    beside += [c for c in place.head.children if c.dep_ == "dobj" and c.i < place.i]
    named = (t for t in (*beside, place.head) if t.pos_ == "PROPN" or t.lower_ in lexicon().by_word)
    return next(named, noun) if place.lower_ in ("at", "in", "on", "outside", "by", "near") else noun


def _entry_before(verb: Token) -> Token | None:
    """ "A voice answered, said she was asleep": the one who acts in the entry right before, up to a comma."""
    if verb.i == 0 or next_to(verb, -1).text != "," or verb.tag_ not in ("VBD", "VBZ", "VBN"):
        return None
    before = next((c for c in verb.children if c.dep_ in ("parataxis", "ccomp", "advcl") and c.i < verb.i), None)
    if before is None or before.right_edge.i not in (verb.i - 1, verb.i - 2):
        return None
    if before.tag_ not in ("VBD", "VBZ", "VBP", "JJ", "VBN") or any(c.dep_ == "mark" for c in before.children):
        return None  # "When asked, said she was fine"
    return next((c for c in before.children if c.dep_ == "nsubj" and c.i < before.i), None)


def _is_state(noun: Token, preposition: str = "in") -> bool:
    """ "In tears", "in distress": how somebody is, and nobody."""
    rang = noun.head.head
    return (
        noun.dep_ == "pobj"
        and noun.head.lower_ == preposition
        and noun.pos_ == "NOUN"
        and noun.left_edge.i == noun.i
        and (rang.pos_ in ("VERB", "AUX") or any(c.dep_ == "nsubj" for c in rang.children))
    )


def _is_given_out(thing: Token) -> bool:
    """Words that somebody gives out: "issued a statement", "has sent a text"; not "got a letter"."""
    gives = thing.dep_ == "dobj" and thing.head.pos_ == "VERB" and lemma_of(thing.head) in cues().given_out
    return gives and lemma_of(thing) in cues().told_in and subject_of(thing.head) is not None


def _is_firm(verb: Token) -> bool:
    """ "Said it expects a loss": "it" is whoever speaks, where the verb is finite and no clause with "that" follows."""
    helped = any(c.dep_ in ("aux", "auxpass") and c.tag_ in ("VBD", "VBZ", "VBP", "MD") for c in verb.children)
    return verb.tag_ in ("VBZ", "VBD") or (helped and not any(c.dep_ == "auxpass" for c in verb.children))


def subject_of(verb: Token) -> Token | None:
    """The one who says it: the verb's own subject, or that of the verb it is coordinated with or depends on."""
    at: Token | None = verb
    for _ in range(4):
        if at is None:
            return None
        helped = (c for c in at.children if c.dep_ == "auxpass")  # "is convinced she lied": hung on "is"
        subjects = [c for x in (at, *helped) for c in x.children if c.dep_ in ("nsubj", "nsubjpass")]
        own = next((c for c in subjects if c.i > at.i and len(subjects) > 1), next(reversed(subjects), None))
        if own is not None:
            if own.lower_ in ("which", "that", "who") and at.dep_ == "relcl":
                return _who(at.head, own) if own.lower_ == "who" else at.head
            if own.lower_ == "it" and at.dep_ in ("ccomp", "xcomp") and not _is_firm(at):
                at = at.head if at.head.i != at.i else None  # "would like it known that"
                continue
            return own
        if at.dep_ == "relcl" and any(c.lower_ in ("who", "which", "that") for c in at.children):
            return at.head
        main = at.head.head
        before = at.dep_ == "pcomp" and at.head.dep_ == "prep" and main.pos_ in ("VERB", "AUX")
        if before and (at.i < main.i or at.head.lower_ in ("before", "after")):
            at = main  # "After telling me he was sober, Dad opened a can", "smiled before adding"
            continue
        if (
            at.dep_ == "advcl"
            and at.tag_ == "VBG"
            and at.head.pos_ in ("NOUN", "PROPN")
            and next_to(at, -1).text == ","
        ):
            return at.head  # "Ms Roe, noting that it was late, left"
        if at.dep_ == "acl" and at.tag_ == "VBG" and _is_state(at.head):
            at = at.head.head.head  # "Mum rang in tears saying …"
            continue
        if at.dep_ == "acl" and at.tag_ == "VB" and _is_state(at.head, "at"):
            at = at.head.head.head  # "she was at pains to stress"
            continue
        if at.dep_ == "acl" and at.tag_ == "VBG" and _is_given_out(at.head):
            at = at.head.head  # "the firm issued a statement saying"
            continue
        if at.dep_ == "acl" and (at.tag_ == "VBG" or lost_clause(at) is not None):
            return at.head
        at = at.head if at.dep_ in ("conj", "xcomp", "ccomp", "acomp", "advcl", "dep") and at.head.i != at.i else None
    return None
