"""What a cue reaches by the parse: verbs and predicates, their objects and clauses."""

from __future__ import annotations

from spacy.tokens import Span, Token

from analyser.assertion.moods import planned
from analyser.assertion.rules import Rules, Words
from analyser.grammar import next_to, sentence_of

_NOMINAL = {
    "dobj",
    "pobj",
    "attr",
    "acomp",
    "oprd",
    "conj",
    "appos",
    "compound",
    "amod",
    "nmod",
    "prep",
    "pcomp",
    "dative",
    "agent",
    "nummod",
    "npadvmod",
    "advmod",
    "dep",
    "poss",
}
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_TOWARDS = ("from", "of", "to", "about")
_BREAKS = (",", "-", "–", "—", "(", ";")


def governor(token: Token) -> Token:
    """The verb, predicate or noun that a negator stands with."""
    if token.lower_ == "nor" and token.dep_ == "cc":
        verb = next((c for c in token.head.children if c.dep_ == "conj" and c.i > token.i), token.head)
        if verb.pos_ in ("VERB", "AUX"):
            return verb
    if token.dep_ in ("neg", "advmod", "preconj", "cc", "mark", "aux", "intj", "dep", "npadvmod"):
        return token.head
    if token.dep_ in ("nsubj", "nsubjpass", "dobj", "attr", "pobj", "det", "acomp", "oprd"):
        return token.head
    return token.head if token.head.i != token.i else token


def by_verb(negator: Token, rules: Rules) -> set[int]:
    """Indices of the tokens that an adverb like "not", or a subject like "nobody", negates."""
    head = governor(negator)
    if negator.dep_ == "pobj" and head.head.i != head.i:
        head = head.head
    if head.pos_ == "ADP" and negator.is_sent_start and head.head.pos_ == "VERB":
        head = head.head  # "Not for a moment did he doubt it"
    if negator.i < head.i and [t.text for t in head.doc[negator.i : head.i]].count(",") == 1:
        return {t.i for t in head.doc[negator.i + 1 : head.i]}  # "No longer in pain, walking unaided"
    if negator.dep_ == "neg" and head.i < negator.i and next_to(negator, -1).text in _BREAKS:
        return _contrasted(negator)
    out: set[int] = {head.i, *(c.i for c in negator.children if c.dep_ == "amod")}
    for child in negator.children:
        if child.dep_ == "prep":  # "nothing in the drawer"
            out |= {child.i, *(c.i for c in child.children if c.dep_ == "pobj" and not _definite(c, rules.words))}
        elif child.dep_ in ("relcl", "acl") and any(c.lower_ == "to" and c.dep_ == "aux" for c in child.children):
            out |= by_verb_of(child, rules)  # "nothing in his manner to alarm us"
    if any(c.dep_ == "expl" for c in head.children) and negator.dep_ in ("attr", "nsubj"):
        for child in head.children:  # "there is nobody at home to help her"
            if child.dep_ in ("advcl", "xcomp", "relcl") and any(c.lower_ == "to" for c in child.lefts):
                out |= by_verb_of(child, rules)
    if head.dep_ == "ROOT" and negator.i == head.i:
        for clause in (c for c in head.children if c.dep_ == "relcl"):  # "Nobody I asked had seen her"
            out |= {i for c in clause.children if c.dep_ == "ccomp" for i in by_verb_of(c, rules)}
    if head.pos_ == "NOUN" or head.lower_ == "one":
        out |= with_noun_negated(head, rules)
    if head.pos_ == "ADP" or head.i == negator.i:
        out |= {c.i for c in head.children if c.i > negator.i and c.dep_ in ("pobj", "pcomp", "advmod", "acomp")}
    _spread(head, negator, rules, out)
    return out


def _contrasted(negator: Token) -> set[int]:
    """ "Agreed to a trial, not to a move": what stands behind the negator, up to the next mark."""
    out: set[int] = set()
    for t in negator.doc[negator.i + 1 : sentence_of(negator).end]:
        if t.is_punct or t.lower_ in ("but", "and"):
            break
        out.add(t.i)
    return out


def by_verb_of(head: Token, rules: Rules) -> set[int]:
    """What goes with a verb that is itself negated ("failed to attend the clinic")."""
    out: set[int] = {head.i}
    _spread(head, head, rules, out)
    return out


def _spread(head: Token, negator: Token, rules: Rules, out: set[int]) -> None:
    words = rules.words
    copula = head.lemma_ in words.copulas
    observing = head.lemma_ in words.observed
    for child in head.children:
        if child.i == negator.i:
            continue
        if child.dep_ in ("xcomp", "ccomp") and _happened(head, words):
            continue
        if child.dep_ in ("acomp", "attr", "oprd", "xcomp"):
            if (child.i > negator.i or copula) and not _set_off(negator, child):
                out.add(child.i)
                _nominal(child, out, rules, definite_too=True)
                if child.dep_ == "xcomp":
                    _spread(child, negator, rules, out)
                elif child.dep_ == "acomp" and child.i > negator.i and child.lemma_ in words.enabling:
                    for verb in child.children:  # "not able to see it"
                        if verb.dep_ == "xcomp":
                            out.add(verb.i)
                            _spread(verb, negator, rules, out)
        elif child.dep_ == "advmod" and copula and child.i > max(head.i, negator.i):
            if child.lower_ in words.whereabouts:
                out.add(child.i)
        elif child.dep_ in ("dobj", "dative", "prep", "agent") and child.i > negator.i:
            if copula and child.dep_ == "prep" and child.i == negator.i + 1:
                out |= {child.i, *(t.i for t in _held(child))}  # "not in school"
            things, sure = _objects(head, child, words)
            for t in things:
                if sure or not _definite(t, words):
                    out.add(t.i)
                    _nominal(t, out, rules, definite_too=sure)
        elif child.dep_ == "ccomp" and head.lemma_ in words.raising | words.letting and child.i > negator.i:
            out.add(child.i)
            _spread(child, negator, rules, out)
        elif (
            child.dep_ in ("nsubjpass", "nsubj")
            and child.i < negator.i
            and (
                (child.dep_ == "nsubjpass" and observing)
                or (copula and any(c.lemma_ in words.present for c in head.children))
            )
        ):
            out.add(child.i)
            _nominal(child, out, rules, definite_too=True)
        elif (child.dep_ == "conj" and _shares(head, child, negator)) or _listed(head, child, negator):
            out.add(child.i)
            _spread(child, negator, rules, out)


def _happened(head: Token, words: Words) -> bool:
    """A negated verb whose infinitive tells what took place: "could not bear to be left", "had not hoped to win"."""
    if head.lemma_ in words.presupposing:
        return True
    return head.lemma_ in words.unforeseen and any(c.dep_ == "aux" and c.lemma_ == "have" for c in head.children)


def _objects(head: Token, child: Token, words: Words) -> tuple[list[Token], bool]:
    """The things that an object or a preposition of a negated verb brings in, and whether a definite one is not there
    either ("did not show the fracture", not "did not see her face")."""
    observing = head.lemma_ in words.observed
    if child.dep_ == "agent":
        return [c for c in _held(child) if head.lemma_ in words.bringing or _is_any(c)], True
    if child.dep_ == "prep":
        return ([] if child.lower_ in words.aside else _held(child)), observing and child.lower_ in ("of", "with", "as")
    return [child], (observing and head.lemma_ not in words.perceived) or head.lemma_ in words.handled


def _is_any(token: Token) -> bool:
    return token.lower_.startswith("any") or any(c.lower_ == "any" for c in token.children)


def _set_off(negator: Token, child: Token) -> bool:
    """A comma between: "not sleeping, anxious"."""
    return child.i > negator.i and any(t.text == "," for t in negator.doc[negator.i : child.i])


def _held(preposition: Token) -> list[Token]:
    """What stands with a preposition, adjectives too ("describe it as dirty")."""
    return [c for c in preposition.children if c.dep_ in ("pobj", "pcomp") or (c.dep_ == "amod" and c.pos_ == "ADJ")]


def _shares(head: Token, second: Token, negator: Token) -> bool:
    """ "did not eat or drink": the second verb goes with the negator of the first."""
    if negator.dep_ in ("dobj", "pobj", "attr"):
        return False  # "said nothing and turned away"
    if second.i < negator.i or any(c.dep_ in (*_SUBJECTS, "neg", "aux") for c in second.children):
        return False
    between = [c.lower_ for c in head.children if c.dep_ == "cc" and c.i < second.i]
    if any(b in ("but", "yet", "though") for b in between):
        return False
    if head.pos_ == "AUX" and second.pos_ == "VERB" and "and" in between:
        return False  # "is no longer afraid and walks to school"
    return second.tag_ == head.tag_ or any(b in ("or", "nor") for b in between)


def _listed(head: Token, second: Token, negator: Token) -> bool:
    """ "Not washed, dressed or fed", "hasn't eaten, slept": a list that the parse took for something else."""
    if second.dep_ not in ("advcl", "dep", "ccomp", "parataxis", "acl", "appos", "amod") or second.i <= head.i + 1:
        return False
    first = second.left_edge.i
    return (
        head.i > negator.i
        and second.tag_[:2] == head.tag_[:2]
        and first == second.i == head.i + 2
        and next_to(head).text == ","
        and not any(c.dep_ in (*_SUBJECTS, "aux", "auxpass") for c in second.children)
    )


def _nominal(token: Token, out: set[int], rules: Rules, *, definite_too: bool) -> None:
    """A noun and what is inside its phrase."""
    for child in token.children:
        if child.dep_ in _NOMINAL and (
            definite_too or child.dep_ not in ("conj", "pobj") or not _definite(child, rules.words)
        ):
            if child.dep_ == "conj" and any(c.lower_ in ("but", "yet") for c in token.children):
                continue
            if child.i > token.i and child.left_edge.i and next_to(child.left_edge, -1).text == ";":
                continue
            if child.dep_ == "conj" and token.pos_ == "ADJ" and child.tag_ in ("VBZ", "VBP", "VBD"):
                continue  # "no longer afraid and walks to school"
            if child.lower_ in rules.words.aside or any(c.lower_ in ("only", "just", "merely") for c in child.lefts):
                continue  # "no dysplasia, only mild inflammation"
            out.add(child.i)
            _nominal(child, out, rules, definite_too=definite_too)


def _definite(token: Token, words: Words) -> bool:
    if token.pos_ in ("PRON", "PROPN"):
        return token.lower_ not in ("anything", "anyone", "anybody", "any", "it", "much", "either")
    return any(c.lower_ in words.definite for c in token.children)


def _leads_out(head: Token, preposition: Token, *, mood: bool) -> bool:
    """ "Agreed to a trial, not to a move"; "called off for a funeral", where the funeral was held."""
    if mood:
        return next_to(preposition, -1).lower_ == "not"
    return head.pos_ in ("VERB", "ADP") and preposition.lower_ not in _TOWARDS


def is_definite(preposition: Token, words: Words) -> bool:
    """Whether what stands with a preposition is a thing known before: "to the plan"."""
    return any(_definite(c, words) for c in preposition.children if c.dep_ == "pobj")


def with_noun_negated(determiner: Token, rules: Rules) -> set[int]:
    """ "No one came", "gave no answer": the verb whose subject or object has "no" does not hold either."""
    noun = determiner.head if determiner.dep_ == "det" else determiner
    if noun.dep_ in ("dobj", "attr", "nsubj", "nsubjpass") and noun.head.pos_ in ("VERB", "AUX"):
        verb = noun.head
        if any(t.text == ";" for t in noun.doc[min(noun.i, verb.i) : max(noun.i, verb.i)]):
            return set()  # "creatinine plateaued; no indication for dialysis"
        if any(t.text == "," for t in noun.doc[noun.i : verb.i]) and any(
            c.dep_ in _SUBJECTS and c.i > noun.i for c in verb.children
        ):
            return set()  # "No food in, bins overflowing": the verb has a subject of its own
        if noun.dep_ in ("dobj", "attr"):
            return {verb.i}
        held = {c.i for c in verb.children if c.dep_ in ("acomp", "attr", "oprd")}
        if verb.lemma_ in rules.words.observed:
            return {verb.i} | held | {c.i for c in verb.children if c.dep_ == "dobj" and not _definite(c, rules.words)}
        return {verb.i} | held | {c.i for c in verb.children if c.dep_ == "dobj" and _is_any(c)}
    return set()


_GOVERNED = ("dobj", "xcomp", "ccomp", "oprd", "acl", "pcomp", "pobj", "csubj", "attr")


def governed(tokens: Span, sent: Span, rules: Rules, *, mood: bool = False) -> set[int]:
    """What the words of a cue govern to their right: "lacks A", "not true that B", "prevented him from C".

    ``mood``: all that hangs on it is only planned or feared, also what is definite ("hopes to sell the house").
    """

    def reach(token: Token) -> set[int]:
        deep = mood or token.pos_ not in ("VERB", "AUX")
        return by_verb_of(token, rules) | (planned(token) if deep else {token.i})

    last, out = tokens.end - 1, set[int]()
    heads = {t for t in tokens if t.pos_ in ("VERB", "NOUN", "ADJ", "ADP", "ADV", "SCONJ", "PROPN")}
    for t in list(heads):
        if t.dep_ in ("acomp", "attr") and t.head.pos_ in ("AUX", "VERB"):
            heads.add(t.head)
            claim = next((c for c in t.head.children if c.dep_ == "nsubj" and c.lemma_ in rules.words.claims), None)
            if claim is not None and t.i <= last:
                out |= {i for c in claim.children if c.dep_ in ("acl", "ccomp", "relcl") for i in planned(c)}
    for t in tokens:
        if t.dep_ == "mark" and t.head.i > last:
            out |= by_verb_of(t.head, rules)  # "not because she is lazy"
    for head in heads:
        for child in head.children:
            if child.i <= last or child.i >= sent.end:
                continue
            if child.dep_ in ("ccomp", "dobj") and head.pos_ == "VERB" and next_to(child.left_edge, -1).text == ",":
                continue  # "Consent refused, info shared"
            if child.dep_ in _GOVERNED or (child.dep_ == "advcl" and head.pos_ == "ADJ"):
                out |= reach(child) | {c.i for c in child.lefts if c.dep_ == "compound"}
            elif child.dep_ == "prep" and not _leads_out(head, child, mood=mood):
                out |= {i for c in child.children if c.dep_ in ("pobj", "pcomp") for i in reach(c)}
    return out
