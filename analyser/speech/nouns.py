"""Statements told by a noun or an adjective of saying: "Mum's account is that …", "she is adamant that …"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from analyser.actors.rules import lexicon
from analyser.grammar import next_to, sentence_of, text_of
from analyser.model import Statement
from analyser.speech.clauses import has_subject, is_told
from analyser.speech.frames import lightly_told
from analyser.speech.lemmas import lemma_of
from analyser.speech.objects import is_matter
from analyser.speech.rules import Cues
from analyser.speech.sources import subject_of
from analyser.speech.spans import extent, noun_phrase, trimmed

_SUBJECT = ("nsubj", "nsubjpass")
_ABOUT = ("about", "over", "regarding", "concerning", "re")
_LOST = ("acl", "amod", "compound")  # how a main verb is read that the parse has lost
_NAMES = ("NOUN", "PROPN")
_ATTITUDE = 5  # tokens from an adjective to what it tells: "open with me about"
_NEAR = 8  # tokens from a noun to the end of the one whose it is: "a reply from the head of the union: …"


def from_adjective(doc: Doc, adjective: Token, known: Cues) -> Statement | None:
    """ "Mum is adamant that he was in bed"."""
    clause = next((c for c in adjective.children if c.dep_ == "ccomp"), None)
    if clause is None and (held := _attitude(adjective, known)) is not None:
        return held
    if clause is None and adjective.dep_ == "acomp":
        clause = next((c for c in adjective.head.children if c.dep_ == "ccomp" and c.i > adjective.i), None)
    source = subject_of(adjective.head) if adjective.dep_ in ("acomp", "attr") else subject_of(adjective)
    if source is not None and source.lower_ == "it":
        return None  # "it is unclear who"
    if clause is None or clause.i < adjective.i or not has_subject(clause):
        return None
    a, b = extent(clause)
    if text_of(doc)[a : a + 5].lower() == "that ":
        a += 5
    span = noun_phrase(source) if source is not None else None
    end = adjective.idx + len(adjective.text)
    return Statement(span[0] if span else None, span[1] if span else None, adjective.idx, end, a, b, False)


def _attitude(adjective: Token, known: Cues) -> Statement | None:
    """ "Locals are sceptical of that", "Aunt willing to be assessed": what one thinks of a thing or would do."""
    wanted = known.attitudes.get(adjective.lower_)
    if wanted is None:
        return None
    head = adjective.head
    own = next((c for c in adjective.children if c.dep_ == "nsubj" and c.i < adjective.i), None)
    if own is not None:
        source: Token | None = own  # "YP not happy with the plan, wants to stay"
    elif adjective.dep_ in ("acomp", "oprd", "conj") or adjective.pos_ == "VERB":
        source = subject_of(adjective if adjective.pos_ == "VERB" else head)
    else:
        source = head if adjective.dep_ in ("amod", "acl") and head.i < adjective.i else None
    if source is not None and source.dep_ == "pobj" and adjective.dep_ == "amod" and source.head.head.pos_ in _NAMES:
        source = source.head.head  # "Uncle in Bath willing to …"
    if source is None or source.lower_ in ("it", "that", "this") or source.i > adjective.i:
        return None
    hung = [c for x in (adjective, head) for c in x.children if adjective.i < c.i <= adjective.i + _ATTITUDE]
    told = next((c for c in hung if c.dep_ == "prep" and c.lower_ in wanted), None)
    if told is None and "to" in wanted:
        told = next((c for c in hung if c.dep_ in ("xcomp", "advcl", "ccomp") and c.left_edge.lower_ == "to"), None)
    if told is None or (adjective.lower_ in known.feelings and not _is_of_matter(told, known)):
        return None
    a, b = noun_phrase(source)
    if a < adjective.idx <= b:
        b = max(a + 1, trimmed(text_of(adjective.doc), (a, adjective.idx))[1])
    return Statement(a, b, adjective.idx, adjective.idx + len(adjective.text), *extent(told), False)


def _is_of_matter(told: Token, known: Cues) -> bool:
    """ "Delighted with this", "worried about the plan", "unhappy with how it was done"."""
    of = next((c for c in told.children if c.dep_ in ("pobj", "pcomp")), None)
    if of is None:
        return told.dep_ != "prep"
    return of.dep_ == "pcomp" or of.lower_ in ("this", "that", "it", "these") or is_matter(of, known)


def from_noun(doc: Doc, noun: Token, known: Cues) -> Statement | None:
    """ "Mum's account is that …", "the allegation by the uncle that …", "she gave evidence that …"."""
    raised = _raised(noun, known)
    if any(c.dep_ == "det" and c.lower_ == "no" for c in noun.children):
        return _not_raised(noun, *raised) if raised is not None else None  # "has no plans to"
    if _is_where_firm(noun, known):
        return None
    giver = raised[0] if raised is not None else _giver(noun, known)
    owner = raised[1] if raised is not None else _owner(noun, known)
    if owner is None or (owner.tag_ == "PRP$" and giver is not None and subject_of(giver) is not None):
        owner = subject_of(giver) if giver is not None else owner  # "gave it as her opinion that"
    if (
        giver is not None
        and owner is not None
        and owner.dep_ == "pobj"
        and owner.head.lower_ in known.light.get(noun.lower_, frozenset())
    ):
        owner = subject_of(giver)  # "she raised the idea of a day centre"
    held = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun
    if owner is None and held.lemma_ in ("be", "remain") and next_to(held, -1).text == ",":
        owner = subject_of(held)  # "The consultant, a Dr Weiss, was of the view that"
    clauses = [c for x in ((noun, giver) if giver is not None else (noun,)) for c in x.children]
    clause = next((c for c in clauses if c.i > noun.i and c.dep_ in ("acl", "ccomp", "relcl") and is_told(c)), None)
    if clause is None and noun.lemma_ in known.clausal and (owner is not None or noun.lemma_ in known.unowned):
        clause = next((c for c in clauses if c.dep_ == "relcl" and _is_claimed(noun, c, known)), None)
    if clause is None and owner is not None and noun.dep_ == "attr" and noun.head.lemma_ == "be":
        clause = next((c for c in noun.head.children if c.dep_ == "ccomp" and c.i > noun.i and _is_that(c)), None)
    if clause is None and noun.dep_ in _SUBJECT and noun.head.lemma_ == "be":
        clause = next((c for c in noun.head.children if c.dep_ in ("ccomp", "attr", "xcomp") and c.i > noun.i), None)
        if owner is None and clause is not None and not _is_that(clause):
            clause = None
    if clause is None and noun.dep_ in _SUBJECT and noun.lower_ in known.unowned and noun.head.lemma_ == "have":
        it = any(c.dep_ == "dobj" and c.lower_ == "it" for c in noun.head.children)  # "rumour had it that"
        clause = next((c for c in noun.head.children if it and c.dep_ in ("ccomp", "advcl") and _is_that(c)), None)
        if clause is not None:
            return _told_by(noun, None, (extent(clause)[0] + len("that "), extent(clause)[1]))
    spread = noun.dep_ in _SUBJECT and lemma_of(noun.head) in known.spreading
    if clause is None and spread:  # "the story went round that"
        hung = (c for c in (noun.head, *noun.head.children) for c in c.children if c.i > noun.head.i)
        clause = next((c for c in hung if c.dep_ in ("ccomp", "advcl", "relcl", "acl") and _is_that(c)), None)
    if clause is None and noun.dep_ == "nsubjpass" and lemma_of(noun.head) in known.giving:
        hung = (c for c in noun.head.children if c.i > noun.head.i)
        clause = next((c for c in hung if c.dep_ in ("ccomp", "advcl") and _is_that(c)), None)
        spread = clause is not None  # "allegations have been made that", whoever made them
    if clause is None and (what := _of_what(noun, owner, giver, known)) is not None:
        by = owner if owner is not None and (owner.dep_ == "poss" or raised is not None) else None
        return _told_by(noun, by or (subject_of(giver) if giver is not None else None), extent(what))
    if clause is None and owner is not None:
        return _behind_noun(doc, noun, owner, giver, known)
    if clause is None or (owner is None and not spread and noun.lower_ not in known.unowned):
        return None
    if clause.left_edge.i > noun.i + 1 and next_to(clause.left_edge, -1).is_quote:
        return None  # "paid tribute: “…”": see ``from_quotes``
    a, b = extent(clause)
    if text_of(doc)[a : a + 5].lower() == "that ":
        a += 5
    if noun.dep_ == "ROOT" and clause.dep_ == "acl":
        b = min(b, _end_before_main(clause, b))
    return _told_by(noun, owner, (a, b))


def _is_where_firm(noun: Token, known: Cues) -> bool:
    """ "She was adamant in her evidence that …": told by the adjective."""
    within = noun.dep_ == "pobj" and noun.head.lower_ == "in"
    return within and any(c.dep_ == "acomp" and c.lower_ in known.adjectives for c in noun.head.head.children)


def _raised(noun: Token, known: Cues) -> tuple[Token, Token] | None:
    """ "Concerns were raised by the nursery about …": the verb that gives the noun, and by whom."""
    hung = [c for c in noun.children if c.dep_ == "acl" and c.tag_ == "VBN"]
    verb = noun.head if noun.dep_ == "nsubjpass" else next(iter(hung), None)
    if verb is None or lemma_of(verb) not in known.giving:
        return None
    agents = (g for c in verb.children if c.dep_ == "agent" for g in c.children)
    by = next((g for g in agents if g.dep_ == "pobj" and g.ent_type_ not in ("DATE", "TIME")), None)
    return (verb, by) if by is not None else None


def _not_raised(noun: Token, verb: Token, owner: Token) -> Statement:
    """ "No concerns raised by school": school says there are none."""
    start, end = int(noun.left_edge.idx), int(verb.left_edge.idx)
    told = trimmed(text_of(noun.doc), (start, max(end, int(noun.idx) + len(noun.text))))
    if noun.dep_ == "nsubjpass":
        told = noun_phrase(noun)
    return Statement(*noun_phrase(owner), verb.idx, verb.idx + len(verb.text), *told, False)


def _of_what(noun: Token, owner: Token | None, giver: Token | None, known: Cues) -> Token | None:
    """ "The minister's warning of higher taxes", "allegations of theft": what is told, and not whose it is."""
    owned = giver is not None or (owner is not None and owner.dep_ == "poss")
    of = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ == "of" and c.i == noun.i + 1), None)
    if noun.lemma_ not in known.of_what or of is None:
        return None
    if not (noun.tag_ == "NNS" and noun.lower_ in known.unowned) and not (owned and noun.lemma_ not in known.held):
        return None
    what = next((c for c in of.children if c.dep_ in ("pobj", "pcomp")), None)
    if what is None or any(c.dep_ == "poss" or c.lower_ in ("the", "this", "that", "these") for c in what.children):
        return None
    somebody = {what.lemma_, what.lower_} & (known.informants | known.speakers) or what.lemma_ in lexicon().by_word
    return of if what.pos_ in ("NOUN", "VERB", "ADJ") and not somebody else None


def _owner(noun: Token, known: Cues) -> Token | None:
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    if owner is not None:
        return owner
    raised = (c for c in noun.children if c.dep_ == "acl" and c.tag_ == "VBN" and lemma_of(c) in known.giving)
    agents = (g for c in raised for a in c.children if a.dep_ == "agent" for g in a.children)
    raiser = next((g for g in agents if g.dep_ == "pobj"), None)
    if raiser is not None:
        return raiser  # "concerns raised by nursery"
    gave = (c for c in noun.children if c.dep_ == "relcl" and lemma_of(c) in known.giving)
    giver = next((g for c in gave for g in c.children if g.dep_ == "nsubj" and g.tag_ != "WDT"), None)
    if giver is not None:
        return giver  # "the reason he gave was that"
    preps = (c for c in noun.children if c.dep_ in ("prep", "agent") and c.lower_ in ("by", "from", "of", "among"))
    whose = (g for c in preps for g in c.children if g.dep_ == "pobj")
    told = next((g for g in whose if g.pos_ in ("PROPN", "PRON", "NOUN")), None)
    within = (g for c in noun.children if c.lower_ == "in" for g in c.children)  # "the claim in the report that"
    return told or next((g for g in within if g.dep_ == "pobj" and lemma_of(g) in known.documents), None)


def _giver(noun: Token, known: Cues) -> Token | None:
    """The verb that gives what the noun names: "sent word", "gave it as her opinion"."""
    head = noun.head
    if noun.dep_ == "pobj" and head.lower_ == "as":
        head = head.head
    elif noun.dep_ != "dobj":
        return None
    return head if head.pos_ == "VERB" and lemma_of(head) in known.giving else None


def _is_that(clause: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children)


def _told_by(noun: Token, owner: Token | None, content: tuple[int, int]) -> Statement:
    a, b = noun_phrase(owner) if owner is not None else (None, None)
    if a is not None and b is not None and a < content[0] < b:
        b = content[0] - 1  # what is told hangs on its owner: "calls from residents for a crossing"
    return Statement(a, b, noun.idx, noun.idx + len(noun.text), *content, False)


def _behind_noun(doc: Doc, noun: Token, owner: Token, giver: Token | None, known: Cues) -> Statement | None:
    """ "Gave another account: they had seen ten", "voiced fears over safety"."""
    light = lightly_told(noun, giver, known) if giver is not None else None
    if light is not None:
        return _told_by(noun, owner, extent(light))
    about = next((c for c in noun.children if c.dep_ == "prep" and c.i > noun.i and c.lower_ in _ABOUT), None)
    raised = owner.dep_ == "pobj" and owner.head.dep_ == "agent" and owner.i > noun.i
    if raised and (about := _about_behind(owner)) is not None:
        return _told_by(noun, owner, extent(about))
    if owner.dep_ == "pobj" and owner.head.lower_ in ("from", "by", "among") and noun.i < owner.i:
        hung = (c for x in (noun, owner) for c in x.children if c.dep_ == "prep" and c.i > owner.i)
        told = next((c for c in hung if c.lower_ in _ABOUT), None)  # "concerns from the nursery about her hygiene"
        if told is not None:
            return _told_by(noun, owner, extent(told))
    if about is not None and giver is not None and about.i == noun.i + 1:
        return _told_by(noun, owner, extent(about))
    hung = (c for x in (noun, owner) for c in x.children)
    wanted = next((c for c in hung if c.dep_ == "prep" and c.i > max(noun.i, owner.i) and c.lower_ == "for"), None)
    if wanted is not None and {noun.lower_, noun.lemma_} & known.pleas and owner.dep_ in ("poss", "pobj"):
        return _told_by(noun, owner, extent(wanted))  # "calls from backbenchers for a vote"
    if owner.i > noun.i and (claimed := _behind_owner(owner)) is not None:
        return _told_by(noun, owner, claimed)
    last = max(noun, owner.right_edge, key=lambda t: t.i)
    if last.i + 2 >= len(doc) or next_to(last).text != ":" or "\n" in next_to(last, 2).text or last.i - noun.i > _NEAR:
        return None
    if owner.i < noun.i and giver is None:
        return None  # a head of a line: see ``from_colons``
    opens = next_to(last, 2)
    if opens.is_quote:
        return None  # "paid tribute: “…”": see ``from_quotes``
    return _told_by(noun, owner, (int(opens.idx), int(sentence_of(opens).end_char)))


def _about_behind(owner: Token) -> Token | None:
    """ "Concerns raised by nursery re hygiene"."""
    last = owner.right_edge if not any(c.dep_ == "prep" for c in owner.children) else owner
    after = next_to(last) if last.i + 1 < len(owner.doc) else None
    return after if after is not None and after.lower_ in (*_ABOUT, "that") and after.dep_ == "prep" else None


def _behind_owner(owner: Token) -> tuple[int, int] | None:
    """ "Complaints from parents that magnets came loose", where the parse hangs the clause elsewhere."""
    last = owner
    while last.i + 1 < len(owner.doc) and next_to(last).pos_ in ("NOUN", "PROPN"):
        last = next_to(last)
    if last.i + 2 >= len(owner.doc) or next_to(last).lower_ != "that":
        return None
    that = next_to(last)
    clause = that.head
    for _ in range(3):
        if clause.pos_ in ("VERB", "AUX") or clause.head.i == clause.i:
            break
        clause = clause.head
    if clause.i < that.i or clause.left_edge.i != that.i or not has_subject(clause):
        return None
    return int(next_to(that).idx), extent(clause)[1]


def _end_before_main(clause: Token, end: int) -> int:
    """ "His testimony that he had never met her contradicted the letters", where the parse has lost the main verb
    and hangs it on a noun."""
    lost = (
        t
        for t in clause.subtree
        if t.i > clause.i and t.tag_ in ("VBD", "VBN") and t.dep_ in _LOST and t.left_edge.i == t.i
    )
    main = next((t for t in lost if any(c.dep_ == "dobj" for c in t.children) or t.dep_ != "acl"), None)
    return int(main.idx) if main is not None else end


def _is_claimed(noun: Token, clause: Token, known: Cues) -> bool:
    """ "His denial that he knew of it", read as "that he knew"; not "the denial that he issued"."""
    opens = clause.left_edge
    return (
        opens.i == noun.i + 1 and opens.lower_ == "that" and has_subject(clause) and clause.lemma_ not in known.giving
    )
