"""What a verb tells though no clause follows: the thing feared, the plan that is slammed, what figures show."""

from __future__ import annotations

from spacy.tokens import Token

from analyser.speech.rules import Cues, VerbFamily
from analyser.speech.spans import extent

_SUBJECT = ("nsubj", "nsubjpass")
_FINITE = ("VBD", "VBZ", "VBP")
_THINGS = ("something", "nothing", "anything", "things", "little", "lot", "much", "word")


def thing_told(verb: Token, family: VerbFamily, known: Cues, source: Token | None) -> tuple[int, int] | None:
    """The content of a verb of belief, of judgement or of showing that has an object or a preposition for it.

    Limits: a thing is judged only where it is one said or decided ("slammed the decision", not "the door").
    """
    if source is None or verb.pos_ != "VERB":
        return None
    lemma = verb.lemma_.lower()
    if any(c.dep_ == "agent" and source in c.children for c in verb.children):
        return _of_passive(verb, known)
    if verb.dep_ in ("amod", "acl") or any(q.lower_ in ("what", "whom", "who", "which") for q in verb.children):
        return None
    told = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    if told is not None:
        about = next((c for c in told.children if c.dep_ == "prep" and c.lower_ in ("about", "of", "on")), None)
        if told.lower_ in _THINGS:
            speaks = not family.needs_clause and about is not None and about.lower_ == "about"
            return extent(about) if speaks and about is not None else None
        shown = lemma in known.showing and _is_document(source, known)
        felt = lemma in known.held and not _is_person(told)
        judged = (family.needs_quote or lemma in known.deciding) and is_matter(told, known)
        if shown or felt or judged:
            return extent(told)[0], _end_of(verb, told)
        return None
    otherwise = next((c for c in verb.children if c.i == verb.i + 1 and c.lower_ in known.otherwise), None)
    if otherwise is not None and not family.needs_quote:
        return extent(otherwise)
    return _behind(verb, lemma, known)


def is_matter(token: Token, known: Cues) -> bool:
    """A thing that is said or decided: a plan, a ruling, a claim."""
    low = token.lemma_.lower()
    return low in known.matters or low in known.nouns or token.lower_ in known.nouns


def _is_document(source: Token, known: Cues) -> bool:
    return source.lemma_.lower() in known.documents


def _is_person(token: Token) -> bool:
    return token.ent_type_ == "PERSON" or (token.pos_ == "PRON" and token.lower_ not in ("it", "this", "that"))


def _of_passive(verb: Token, known: Cues) -> tuple[int, int] | None:
    """ "The plan was condemned by the bishop": the subject is what is judged."""
    subject = next((c for c in verb.children if c.dep_ in _SUBJECT and c.i < verb.i), None)
    return extent(subject) if subject is not None and is_matter(subject, known) else None


def _behind(verb: Token, lemma: str, known: Cues) -> tuple[int, int] | None:
    """ "Warned of floods", "hinted at a sale", "called for calm"."""
    wanted = known.prepositions.get(lemma)
    if wanted is None or not (verb.tag_ in _FINITE or any(c.dep_ == "aux" for c in verb.children)):
        return None
    prep = next((c for c in verb.children if c.dep_ == "prep" and c.i > verb.i), None)
    if prep is None or prep.lower_ not in wanted or prep.i > verb.i + 3:
        return None
    if any(t.is_punct for t in verb.doc[verb.i + 1 : prep.i]):
        return None
    if not any(g.dep_ in ("pobj", "pcomp") for g in prep.children):
        return None
    return extent(prep)[0], _end_of(verb, prep)


def _end_of(verb: Token, told: Token) -> int:
    """With an object goes what tells more of it: "blamed the wet June on the moon", "found it in pieces"."""
    last = told.right_edge
    for child in verb.children:
        follows = child.i > last.i and child.left_edge.i == last.i + 1
        if follows and child.dep_ in ("prep", "oprd", "xcomp", "acl", "advmod", "npadvmod", "advcl"):
            last = child.right_edge
    return int(last.idx + len(last.text))
