"""What a verb tells though no clause follows: the thing feared, the plan that is slammed, what figures show."""

from __future__ import annotations

import re

from spacy.tokens import Token

from analyser.grammar import next_to, text_of
from analyser.speech.clauses import is_finite, is_infinitive
from analyser.speech.frames import framed
from analyser.speech.lemmas import lemma_of
from analyser.speech.quotes import Quote
from analyser.speech.rules import Cues, VerbFamily, cues
from analyser.speech.spans import extent

_SUBJECT = ("nsubj", "nsubjpass")
_ASIDE = re.compile(r",\s+(?:which|where|who|whom|although|though|whereas|while|despite|amid|even as)\s")
_MAIN = ("ROOT", "conj")
_NOW = ("VBP", "VBZ")
_DETERMINER = 10  # characters: "an", "another" before the marks
_FINITE = ("VBD", "VBZ", "VBP")
_THINGS = ("something", "nothing", "anything", "things", "word")


def thing_told(verb: Token, family: VerbFamily, known: Cues, source: Token | None) -> tuple[int, int] | None:
    """The content of a verb of belief, of judgement or of showing that has an object or a preposition for it.

    Limits: a thing is judged only where it is one said or decided ("slammed the decision", not "the door").
    """
    if source is None or verb.pos_ != "VERB":
        return None
    lemma = lemma_of(verb)
    if any(c.dep_ == "agent" and source in c.children for c in verb.children):
        judging = (
            lemma in known.naming | known.naming_as
            or family.needs_quote
            or lemma in known.deciding
            or lemma in known.with_object
        )
        return _of_passive(verb, known) if judging else None
    if verb.dep_ in ("amod", "acl") or any(q.lower_ in ("what", "whom", "who") for q in verb.children):
        return None
    told = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    if told is not None and {told.lower_, lemma_of(told)} & known.only_with.get(lemma, frozenset()):
        return extent(told)[0], _end_of(verb, told)  # "maintained his innocence"
    if (content := framed(verb, known)) is not None:
        return content[0], _end_of(verb, content[1])
    apart = next((c for c in verb.children if c.dep_ == "prt"), None)
    if apart is not None and f"{lemma} {apart.lower_}" in known.prepositions:
        return _behind(verb, lemma, known)
    if apart is not None:
        told = told or next((c for c in verb.children if c.dep_ == "xcomp" and c.tag_ == "VBG"), None)
        told = told or next(
            (c for c in apart.children if c.dep_ == "pobj" and is_matter(c, known)), None
        )  # "brushed off the criticism"
        out = told is not None and apart.lower_ in known.particles.get(lemma, ())
        return (extent(told)[0], _end_of(verb, told)) if told is not None and out else None
    plea = next((c for c in verb.children if c.dep_ in ("acomp", "oprd") and c.i > verb.i), None)
    if plea is not None and lemma == "plead":
        return int(next_to(verb).idx), _end_of(verb, plea)
    if told is not None:
        about = next((c for c in told.children if c.dep_ == "prep" and c.lower_ in ("about", "of", "on")), None)
        if told.lower_ in _THINGS:
            speaks = not family.needs_clause and about is not None and about.lower_ == "about"
            return extent(about) if speaks and about is not None else None
        shown = is_shown(verb, source, known)
        shown = shown or (lemma == "find" and lemma_of(told) in known.findings)
        shown = shown or (lemma in known.expecting and {lemma_of(told), told.lower_} & known.figures != set())
        felt = lemma in known.held and not _is_person(told)
        judged = (family.id == "verdict" or lemma in known.deciding) and is_matter(told, known)
        judged = judged and not (lemma == "agree" and is_made(told))
        if shown or felt or judged:
            return extent(told)[0], _end_of(verb, told)
        return None
    otherwise = next((c for c in verb.children if c.i == verb.i + 1 and c.lower_ in known.otherwise), None)
    if otherwise is not None and not family.needs_quote:
        return extent(otherwise)
    if lemma == "point" and not (_is_document(source, known) or (verb.tag_ in _NOW and source.pos_ != "PRON")):
        return None  # "he pointed to the door"
    return _behind(verb, lemma, known)


def called_on(verb: Token, known: Cues) -> Token | None:
    """ "Called on the government to release them": what is asked of it."""
    if lemma_of(verb) not in known.asking_for:
        return None
    for child in verb.children:
        opens = child.left_edge
        if child.dep_ == "advcl" and is_infinitive(child) and opens.i == verb.i + 1 and opens.lower_ == "for":
            return child  # "appealed for drivers to come"
    on = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ in ("on", "upon", "to", "with")), None)
    if on is None:
        return None
    things = [g for c in (on, *on.children) for g in c.children]
    return next((c for c in (*verb.children, *things) if c.i > on.i and c.pos_ == "VERB" and is_infinitive(c)), None)


def assented(verb: Token, known: Cues) -> tuple[int, int] | None:
    """ "Agrees to a referral", "admits to mistakes"."""
    if lemma_of(verb) not in known.assenting or verb.tag_ == "VBN" or verb.dep_ not in _MAIN:
        return None
    to = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ == "to" and c.i == verb.i + 1), None)
    return extent(to) if to is not None and any(c.dep_ in ("pobj", "pcomp") for c in to.children) else None


def named(verb: Token, known: Cues) -> tuple[int, int] | None:
    """ "Called the plan a gamble", "dismissed it as nonsense": the thing and what it is called."""
    lemma = lemma_of(verb)
    if lemma not in known.naming and lemma not in known.naming_as:
        return None
    thing = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    name = next((c for c in verb.children if c.dep_ == "oprd" and c.i > verb.i), None)
    small = next((c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i), None)
    if (
        lemma in known.naming
        and small is not None
        and not is_finite(small)
        and not is_infinitive(small)
        and small.pos_ in (("NOUN", "ADJ") if lemma == "call" else ("NOUN", "ADJ", "PROPN"))
    ):
        return extent(small)
    if name is None and thing is not None:
        name = next(
            (c for x in (verb, thing) for c in x.children if c.dep_ == "prep" and c.lower_ == "as" and c.i > thing.i),
            None,
        )
    if lemma == "call" and any(t is not None and t.pos_ == "PROPN" for t in (name, small)):
        return None  # "called the baby Rose"
    if lemma in known.naming_as and name is not None and name.dep_ != "prep":
        return None  # "saw him happy"
    if thing is None or name is None or name.i < thing.i or any(t.text == "," for t in verb.doc[thing.i : name.i]):
        return None
    return extent(thing)[0], extent(name)[1]


def thing_around(verb: Token, quote: Quote, known: Cues) -> tuple[int, int] | None:
    """'Noted a "marked rise" in complaints': the object, where the marks are round a part of it."""
    thing = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    if thing is None or lemma_of(verb) not in known.with_object or thing.left_edge.i != verb.i + 1:
        return None
    a, b = extent(thing)
    return (a, b) if a < quote.start and quote.end + 1 < b and quote.start - a < _DETERMINER else None


def is_where_told(child: Token) -> bool:
    """ "… in his own diary", "… in a letter to the board": where it was said, not what."""
    return child.lower_ == "in" and any(is_telling(c) for c in child.children)


def is_telling(thing: Token) -> bool:
    """ "His diary", "an interview", behind a preposition: words of somebody, and where they stand."""
    owned = any(c.dep_ in ("poss", "det") for c in thing.children)
    return thing.dep_ == "pobj" and owned and thing.lemma_.lower() in cues().told_in


def is_matter(token: Token, known: Cues) -> bool:
    """A thing that is said or decided: a plan, a ruling, a claim."""
    low = lemma_of(token)
    return low in known.matters or low in known.nouns or token.lower_ in known.nouns


def is_made(thing: Token) -> bool:
    """ "Agreed a plan", "we agreed terms": made together, and nothing that somebody says to it."""
    if any(c.lower_ in ("a", "an", "next", "some", "another") for c in thing.children):
        return True
    who = next((c for c in thing.head.children if c.dep_ == "nsubj"), None) if thing.dep_ == "dobj" else None
    several = who is not None and (who.lower_ in ("we", "they") or who.tag_ in ("NNS", "NNPS"))
    return several and not any(c.dep_ in ("det", "poss") for c in thing.children) and thing.pos_ == "NOUN"


def _is_document(source: Token, known: Cues) -> bool:
    return lemma_of(source) in known.documents


def is_shown(verb: Token, source: Token, known: Cues) -> bool:
    """ "Polls show her leading", "records show he paid"."""
    return lemma_of(verb) in known.showing and _is_document(source, known)


def _is_person(token: Token) -> bool:
    return token.ent_type_ == "PERSON" or (token.pos_ == "PRON" and token.lower_ not in ("it", "this", "that"))


def _of_passive(verb: Token, known: Cues) -> tuple[int, int] | None:
    """ "The plan was condemned by the bishop": the subject is what is judged."""
    subject = next((c for c in verb.children if c.dep_ in _SUBJECT and c.i < verb.i), None)
    agents = [g for c in verb.children if c.dep_ == "agent" for g in c.children]
    if any(g.ent_type_ in ("DATE", "TIME") or g.lower_ in known.no_source for g in agents):
        return None  # "is expected by June"
    if lemma_of(verb) in known.naming | known.naming_as:
        hung = (c for x in (verb, *agents) for c in x.children if c.i > verb.i)
        seen_as = next((c for c in hung if c.dep_ == "oprd" or (c.dep_ == "prep" and c.lower_ == "as")), None)
        if seen_as is not None:
            return extent(seen_as)  # "was described by teachers as bright"
    return extent(subject) if subject is not None and is_matter(subject, known) else None


def _behind(verb: Token, lemma: str, known: Cues) -> tuple[int, int] | None:
    """ "Warned of floods", "hinted at a sale", "called for calm"."""
    back = next((c for c in verb.children if c.i > verb.i and c.dep_ in ("prt", "advmod")), None)
    wanted = known.prepositions.get(f"{lemma} {back.lower_}") if back is not None else None  # "pushed back on"
    wanted = wanted or known.prepositions.get(lemma)
    if wanted is None or not (verb.tag_ in _FINITE or any(c.dep_ == "aux" for c in verb.children)):
        return None
    prep = next((c for c in verb.children if c.dep_ == "prep" and c.i > verb.i), None)
    if prep is None or prep.lower_ not in wanted or prep.i > (back or verb).i + 3:
        return None
    if any(t.is_punct for t in verb.doc[verb.i + 1 : prep.i]):
        return None
    things = [g for g in prep.children if g.dep_ in ("pobj", "pcomp")]
    if not things:
        return None
    told_of = any(c.dep_ == "relcl" for c in things[0].children)  # "talked about the years she spent there"
    if not told_of and (things[0].ent_type_ in ("DATE", "TIME") or things[0].lemma_ in known.durations):
        return None  # "campaigned for weeks"
    return extent(prep)[0], _end_of(verb, prep)


def _end_of(verb: Token, told: Token) -> int:
    """With an object goes what tells more of it: "blamed the wet June on the moon", "found it in pieces"."""
    last = told.right_edge
    for child in verb.children:
        follows = child.i > last.i and child.left_edge.i == last.i + 1
        if follows and child.dep_ in ("prep", "oprd", "xcomp", "acl", "advmod", "npadvmod", "advcl"):
            if is_where_told(child):
                break
            last = child.right_edge
    opens = int(told.left_edge.idx)
    aside = _ASIDE.search(text_of(verb.doc), opens, int(last.idx + len(last.text)))
    return aside.start() if aside is not None else int(last.idx + len(last.text))
