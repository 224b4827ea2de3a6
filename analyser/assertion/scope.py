"""What a negator reaches, by the parse: verbs and predicates, their objects, and lists that go on from "no"."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from analyser.assertion.rules import Rules

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
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_LONGEST_LIST = 26  # tokens that a list after "no" may run on


def governor(token: Token) -> Token:
    """The verb, predicate or noun that a negator stands with."""
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
    out: set[int] = {head.i, *(c.i for c in negator.children if c.dep_ == "amod")}
    if head.pos_ == "NOUN":
        out |= with_noun_negated(head, rules)
    _spread(head, negator, rules, out)
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
        if child.dep_ in ("acomp", "attr", "oprd") or (child.dep_ == "xcomp"):
            if child.i > negator.i or copula:
                out.add(child.i)
                _nominal(child, out, rules, definite_too=True)
                if child.dep_ == "xcomp":
                    _spread(child, negator, rules, out)
        elif child.dep_ in ("dobj", "dative", "prep", "agent") and child.i > negator.i:
            for t in (child,) if child.dep_ != "prep" else [c for c in child.children if c.dep_ in ("pobj", "pcomp")]:
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


def by_noun(doc: Doc, first: int, stop: int, rules: Rules) -> set[int]:
    """Indices that "no", "without" or "denies" (just before ``first``) reaches: its noun phrase and a list after it.

    The list ends at a word that turns ("but", "although"), at a verb with a subject of its own, or with the sentence.
    """
    out: set[int] = set()
    for i in range(first, min(stop, first + _LONGEST_LIST)):
        t = doc[i]
        low = t.lower_
        if i > first:
            if low in rules.terminators and low not in ("with",):
                break
            if t.text in (";", ":", "(", ")", "!", "?") or t.text in ("–", "—"):
                break
            if t.text == "-" and doc[i - 1].whitespace_ and t.whitespace_:
                break
            if low in ("and", ",") and i + 1 < stop and _opens_clause(doc, i + 1, stop):
                break
            if t.tag_ in ("VBD", "VBZ", "VBP", "MD") and t.dep_ not in ("amod", "compound") and i > first + 1:
                break
            if low in ("and", ",") and i + 1 < stop and doc[i + 1].tag_ in ("VBD", "VBZ", "MD", "WDT", "WP"):
                break
        out.add(i)
    return out


def _opens_clause(doc: Doc, at: int, stop: int) -> bool:
    """A new clause after a comma: a subject and its finite verb, before the next comma."""
    for i in range(at, min(stop, at + 5)):
        t = doc[i]
        if t.text == "," or t.lower_ in ("or", "nor"):
            return False
        if (
            t.dep_ in ("nsubj", "nsubjpass", "expl")
            and t.head.i > i
            and t.head.i < stop
            and t.head.pos_ in ("VERB", "AUX")
        ):
            return True
    return False


def with_noun_negated(determiner: Token, rules: Rules) -> set[int]:
    """ "No one came", "gave no answer": the verb whose subject or object has "no" does not hold either."""
    noun = determiner.head if determiner.dep_ == "det" else determiner
    if noun.dep_ in ("dobj", "attr", "nsubj", "nsubjpass") and noun.head.pos_ in ("VERB", "AUX"):
        verb = noun.head
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


def helped(tokens: Span) -> set[int]:
    """The verb that "will" or "might" helps, and those coordinated with it; none where it is negated or perfect.

    "Would not let me in" is a refusal, and "should have come" tells of what did not happen.
    """
    aux = tokens[0] if len(tokens) == 1 else tokens.root
    verb = aux.head if aux.dep_ in ("aux", "auxpass") else aux
    if len(tokens) > 1:
        verb = next((c for c in aux.children if c.dep_ == "xcomp"), verb)
    if any(c.dep_ == "neg" and c.lower_ != "never" for c in verb.children):
        return set()
    if aux.lower_ in ("should", "would") and any(
        c.lower_ in ("have", "'ve") and c.dep_ == "aux" for c in verb.children
    ):
        return set()
    out = {verb.i}
    for child in verb.children:
        shared = child.dep_ == "conj" and not any(c.dep_ in (*_SUBJECTS, "aux") for c in child.children)
        if shared or child.dep_ in ("acomp", "attr", "xcomp"):
            out.add(child.i)
    return out


def under_condition(word: Token, sent: Span) -> set[int]:
    """What "if" makes conditional: its own clause, and the present or future clause that this one hangs on."""
    doc = word.doc
    verb = word.head if word.dep_ in ("mark", "advmod") and word.head.i != word.i else None
    out: set[int] = set()
    if verb is None or verb.i < word.i:
        stop = next((t.i for t in doc[word.i : sent.end] if t.text in (",", ";")), sent.end)
        return set(range(word.i, stop))
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
