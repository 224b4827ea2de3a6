"""What a word of mood reaches by the parse: the verb that it helps, what is planned, what hangs on a condition."""

from __future__ import annotations

from spacy.tokens import Span, Token

from analyser.assertion.rules import Rules
from analyser.model import Cue

_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")


def helped(tokens: Span, rules: Rules, *, unreal: bool = False) -> set[int]:
    """The verb that "will" or "might" helps, and those coordinated with it; none where it is negated or perfect.

    "Would not let me in" is a refusal, and "should have come" tells of what did not happen; with ``unreal``, that is
    reached too.
    """
    aux = tokens[0] if len(tokens) == 1 else tokens.root
    verb = aux.head if aux.dep_ in ("aux", "auxpass") else aux
    if len(tokens) > 1:
        verb = next((c for c in aux.children if c.dep_ == "xcomp"), verb)
    if any(c.dep_ == "neg" and c.lower_ != "never" for c in verb.children) and not (
        unreal and aux.lower_ in rules.words.duty
    ):
        return set()
    if aux.lower_ in rules.words.ability and _never(verb, rules):
        return set()  # "nobody could come", "could find no trace"
    if (
        not unreal
        and aux.lower_ in ("should", "would")
        and any(c.lower_ in ("have", "'ve") and c.dep_ == "aux" for c in verb.children)
    ):
        return set()
    out = {verb.i}
    if unreal and verb.lemma_ in rules.words.arising:
        out |= {c.i for c in verb.children if c.dep_ == "nsubj" and not _known(c, rules)}
    for child in verb.children:
        shared = child.dep_ == "conj" and not any(c.dep_ in (*_SUBJECTS, "aux") for c in child.children)
        if shared or child.dep_ in ("acomp", "attr", "xcomp"):
            out.add(child.i)
            if unreal:
                out |= planned(child)
    return out | planned(verb) if unreal else out


def _known(noun: Token, rules: Rules) -> bool:
    return noun.pos_ == "PRON" or any(c.lower_ in rules.words.definite for c in noun.children)


def _never(verb: Token, rules: Rules) -> bool:
    """Nobody, nothing or no time goes with a verb."""
    for child in verb.children:
        if child.lower_ in rules.words.nothings and child.dep_ != "neg":
            return True
        if child.dep_ in ("nsubj", "nsubjpass", "dobj") and any(
            c.lower_ in rules.words.nothings and c.i < child.i for c in child.children
        ):
            return True
    return False


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


def under_condition(word: Token, sent: Span, rules: Rules, *, asked: bool = False) -> set[int]:
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
    if verb.dep_ in ("ccomp", "pcomp") and verb.head.lemma_ in rules.words.asking:
        return out
    out |= set(range(word.i, max(verb.right_edge.i, verb.i) + 1))
    main = verb.head if verb.dep_ in ("advcl", "ccomp", "parataxis", "dep") else None
    if main is not None and not (
        main.tag_ == "VBD" or any(c.tag_ == "VBD" and c.dep_ in ("aux", "auxpass") for c in main.children)
    ):
        out.add(main.i)
        out |= {c.i for c in main.children if c.dep_ in ("acomp", "attr", "xcomp", "dobj")}
    return out


def subjunctive(root: Token, rules: Rules) -> Cue | None:
    """ "Asked that the dog be shut away", "suggested she keep a diary": a clause whose verb is bare though it has a
    subject, behind a verb of wanting or advising."""
    if root.dep_ != "ccomp" or root.head.i >= root.i or root.head.lemma_ not in rules.words.demanding:
        return None
    first = min([root, *(c for c in root.children if c.dep_ in ("aux", "auxpass"))], key=lambda t: t.i)
    subject = next((c for c in root.children if c.dep_ in _SUBJECTS and c.i < first.i), None)
    if subject is None or not (first.tag_ == "VB" or (first.tag_ == "VBP" and subject.lower_ in ("he", "she", "it"))):
        return None
    if any(c.tag_ in ("WP", "WDT", "WRB") for c in root.children):
        return None  # "asked what the family do"
    return Cue("mod.subjunctive", "hypothetical", first.idx, first.idx + len(first.text))
