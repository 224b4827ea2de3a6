"""What a cue reaches by the parse: verbs and predicates, their objects and clauses."""

from __future__ import annotations

from spacy.tokens import Span, Token

from analyser.assertion.rules import Rules
from analyser.grammar import sentence_of

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
_DEFINITE = {"the", "this", "that", "these", "those", "his", "her", "my", "our", "their", "your", "its"}
_DUTY = ("should", "must", "shall", "ought", "shd")  # negated, they still tell of no fact
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
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
    if negator.dep_ == "neg" and head.i < negator.i and negator.nbor(-1).text in _BREAKS:
        return _contrasted(negator)
    out: set[int] = {head.i, *(c.i for c in negator.children if c.dep_ == "amod")}
    for child in negator.children:
        if child.dep_ == "prep":  # "nothing in the drawer"
            out |= {child.i, *(c.i for c in child.children if c.dep_ == "pobj")}
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
    copula = head.lemma_ in ("be", "seem", "look", "appear", "become", "remain", "feel", "sound", "get")
    observing = head.lemma_ in rules.observed
    for child in head.children:
        if child.i == negator.i:
            continue
        if child.dep_ in ("acomp", "attr", "oprd", "xcomp"):
            if (child.i > negator.i or copula) and not _set_off(negator, child):
                out.add(child.i)
                _nominal(child, out, rules, definite_too=True)
                if child.dep_ == "xcomp":
                    _spread(child, negator, rules, out)
                elif child.dep_ == "acomp" and child.i > negator.i and child.lemma_ in rules.enabling:
                    for verb in child.children:  # "not able to see it"
                        if verb.dep_ == "xcomp":
                            out.add(verb.i)
                            _spread(verb, negator, rules, out)
        elif child.dep_ in ("dobj", "dative", "prep", "agent") and child.i > negator.i:
            if copula and child.dep_ == "prep" and child.i == negator.i + 1:
                out |= {child.i, *(t.i for t in _held(child))}  # "not in school"
            for t in (child,) if child.dep_ != "prep" else _held(child):
                if observing or not _definite(t):
                    out.add(t.i)
                    _nominal(t, out, rules, definite_too=observing)
        elif child.dep_ == "ccomp" and head.lemma_ in rules.raising and child.i > negator.i:
            out.add(child.i)
            _spread(child, negator, rules, out)
        elif (
            child.dep_ in ("nsubjpass", "nsubj")
            and child.i < negator.i
            and (
                (child.dep_ == "nsubjpass" and observing)
                or (
                    copula
                    and any(
                        c.lemma_ in ("present", "evident", "apparent", "likely", "visible", "there")
                        for c in head.children
                    )
                )
            )
        ):
            out.add(child.i)
            _nominal(child, out, rules, definite_too=True)
        elif child.dep_ == "conj" and _shares(head, child, negator):
            out.add(child.i)
            _spread(child, negator, rules, out)


def _set_off(negator: Token, child: Token) -> bool:
    """A comma between: "not sleeping, anxious"."""
    return child.i > negator.i and any(t.text == "," for t in negator.doc[negator.i : child.i])


def _held(preposition: Token) -> list[Token]:
    """What stands with a preposition, adjectives too ("describe it as dirty")."""
    return [c for c in preposition.children if c.dep_ in ("pobj", "pcomp") or (c.dep_ == "amod" and c.pos_ == "ADJ")]


def _shares(head: Token, second: Token, negator: Token) -> bool:
    """ "did not eat or drink": the second verb goes with the negator of the first."""
    if second.i < negator.i or any(c.dep_ in (*_SUBJECTS, "neg", "aux") for c in second.children):
        return False
    between = [c.lower_ for c in head.children if c.dep_ == "cc" and c.i < second.i]
    if any(b in ("but", "yet", "though") for b in between):
        return False
    return second.tag_ == head.tag_ or any(b in ("or", "nor") for b in between)


def _nominal(token: Token, out: set[int], rules: Rules, *, definite_too: bool) -> None:
    """A noun and what is inside its phrase."""
    for child in token.children:
        if child.dep_ in _NOMINAL and (definite_too or child.dep_ != "conj" or not _definite(child)):
            if child.dep_ == "conj" and any(c.lower_ in ("but", "yet") for c in token.children):
                continue
            out.add(child.i)
            _nominal(child, out, rules, definite_too=definite_too)


def _definite(token: Token) -> bool:
    if token.pos_ in ("PRON", "PROPN"):
        return token.lower_ not in ("anything", "anyone", "anybody", "any", "it", "much", "either")
    return any(c.lower_ in _DEFINITE for c in token.children)


def with_noun_negated(determiner: Token, rules: Rules) -> set[int]:
    """ "No one came", "gave no answer": the verb whose subject or object has "no" does not hold either."""
    noun = determiner.head if determiner.dep_ == "det" else determiner
    if noun.dep_ in ("dobj", "attr", "nsubj", "nsubjpass") and noun.head.pos_ in ("VERB", "AUX"):
        verb = noun.head
        if any(t.text == "," for t in noun.doc[noun.i : verb.i]) and any(
            c.dep_ in _SUBJECTS and c.i > noun.i for c in verb.children
        ):
            return set()  # "No food in, bins overflowing": the verb has a subject of its own
        return (
            {verb.i}
            if noun.dep_ in ("dobj", "attr")
            else {verb.i} | {c.i for c in verb.children if c.dep_ in ("acomp", "attr", "oprd", "dobj")}
        )
    return set()


def clause_of(token: Token) -> Token:
    """The verb of the clause that a token stands in, or the head of a clause without one."""
    at = token
    while at.head.i != at.i and not (at.pos_ in ("VERB", "AUX") and at.dep_ not in ("aux", "auxpass", "amod")):
        at = at.head
    return at


def clause_reach(token: Token) -> set[int]:
    """The indices of a token's clause, without the relative clauses in it."""
    verb = clause_of(token)
    aside = {
        t.i for c in verb.subtree if c.dep_ == "relcl" and token.i not in {x.i for x in c.subtree} for t in c.subtree
    }
    return {t.i for t in verb.subtree} - aside


def helped(tokens: Span, *, unreal: bool = False) -> set[int]:
    """The verb that "will" or "might" helps, and those coordinated with it; none where it is negated or perfect.

    "Would not let me in" is a refusal, and "should have come" tells of what did not happen; with ``unreal``, that is
    reached too.
    """
    aux = tokens[0] if len(tokens) == 1 else tokens.root
    verb = aux.head if aux.dep_ in ("aux", "auxpass") else aux
    if len(tokens) > 1:
        verb = next((c for c in aux.children if c.dep_ == "xcomp"), verb)
    if any(c.dep_ == "neg" and c.lower_ != "never" for c in verb.children) and not (unreal and aux.lower_ in _DUTY):
        return set()
    if (
        not unreal
        and aux.lower_ in ("should", "would")
        and any(c.lower_ in ("have", "'ve") and c.dep_ == "aux" for c in verb.children)
    ):
        return set()
    out = {verb.i}
    for child in verb.children:
        shared = child.dep_ == "conj" and not any(c.dep_ in (*_SUBJECTS, "aux") for c in child.children)
        if shared or child.dep_ in ("acomp", "attr", "xcomp"):
            out.add(child.i)
            if unreal:
                out |= planned(child)
    return out | planned(verb) if unreal else out


def planned(verb: Token) -> set[int]:
    """A verb that tells of no fact yet, with its objects, predicates and the infinitives that hang on it."""
    out = {verb.i}
    for child in verb.children:
        if child.i < verb.i:
            continue
        if child.dep_ in ("dobj", "acomp", "attr", "oprd", "xcomp", "prt", "dative") or _goes_on(verb, child):
            out |= planned(child)
        elif child.dep_ == "prep":
            out |= {i for c in child.children if c.dep_ in ("pobj", "pcomp") for i in planned(c)}
    return out


def _goes_on(verb: Token, child: Token) -> bool:
    """Joined to it by "and" or "or", without a subject, a helping verb or a negation of its own."""
    if child.dep_ != "conj" or any(c.dep_ in (*_SUBJECTS, "aux", "neg") for c in child.children):
        return False
    return not any(c.dep_ == "cc" and c.lower_ in ("but", "yet") and c.i < child.i for c in verb.children)


_GOVERNED = ("dobj", "xcomp", "ccomp", "oprd", "acl", "pcomp", "pobj", "csubj", "attr")


_CLAIMS = ("claim", "allegation", "idea", "suggestion", "rumour", "report", "story", "statement", "charge")


def governed(tokens: Span, sent: Span, rules: Rules) -> set[int]:
    """What the words of a cue govern to their right: "lacks A", "not true that B", "prevented him from C"."""
    last, out = tokens.end - 1, set[int]()
    heads = {t for t in tokens if t.pos_ in ("VERB", "NOUN", "ADJ", "ADP", "ADV", "SCONJ", "PROPN")}
    for t in list(heads):
        if t.dep_ in ("acomp", "attr") and t.head.pos_ in ("AUX", "VERB"):
            heads.add(t.head)
            claim = next((c for c in t.head.children if c.dep_ == "nsubj" and c.lemma_ in _CLAIMS), None)
            if claim is not None and t.i <= last:
                out |= {i for c in claim.children if c.dep_ in ("acl", "ccomp", "relcl") for i in planned(c)}
    for head in heads:
        for child in head.children:
            if child.i <= last or child.i >= sent.end:
                continue
            if child.dep_ in ("ccomp", "dobj") and head.pos_ == "VERB" and child.left_edge.nbor(-1).text == ",":
                continue  # "Consent refused, info shared"
            if child.dep_ in _GOVERNED or (child.dep_ == "advcl" and head.pos_ == "ADJ"):
                out |= planned(child) | by_verb_of(child, rules) | {c.i for c in child.lefts if c.dep_ == "compound"}
            elif child.dep_ == "prep":
                out |= {
                    i for c in child.children if c.dep_ in ("pobj", "pcomp") for i in planned(c) | by_verb_of(c, rules)
                }
    return out


def about(tokens: Span) -> set[int]:
    """What an adverb or adjective of doubt is about: its noun, its predicate with what hangs on that, its clause."""
    root = tokens.root
    noun = root.head
    if root.dep_ in ("amod", "compound", "nmod", "advmod", "npadvmod") and noun.pos_ in ("NOUN", "PROPN", "ADJ"):
        return {t.i for t in noun.subtree if t.i >= min(root.i, noun.i)} | {noun.i}
    return clause_reach(root)


def under_condition(word: Token, sent: Span, *, asked: bool = False) -> set[int]:
    """What "if" makes conditional: its own clause, and the present or future clause that this one hangs on.

    ``asked``: what is asked or not known ("asked if she drank") is reached too.
    """
    doc = word.doc
    verb = word.head if word.dep_ in ("mark", "advmod") and word.head.i != word.i else None
    out: set[int] = set()
    if verb is None or verb.i < word.i or (verb.pos_ not in ("VERB", "AUX") and verb.tag_ != "VBN"):
        stop = next((t.i for t in doc[word.i : sent.end] if t.text in (",", ";")), sent.end)
        return set(range(word.i, stop))
    if verb.dep_ in ("ccomp", "pcomp") and asked and verb.head.i < word.i:
        return set(range(word.i, verb.right_edge.i + 1))
    if verb.dep_ in ("ccomp", "pcomp") and verb.head.lemma_ in (
        "ask",
        "know",
        "see",
        "check",
        "wonder",
        "say",
        "tell",
        "mind",
        "find",
    ):
        return out
    out |= set(range(word.i, max(verb.right_edge.i, verb.i) + 1))
    main = verb.head if verb.dep_ in ("advcl", "ccomp", "parataxis", "dep") else None
    if main is not None and not (
        main.tag_ == "VBD" or any(c.tag_ == "VBD" and c.dep_ in ("aux", "auxpass") for c in main.children)
    ):
        out.add(main.i)
        out |= {c.i for c in main.children if c.dep_ in ("acomp", "attr", "xcomp", "dobj")}
    return out
