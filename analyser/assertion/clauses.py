"""The clause that a word stands in, and what an adverb of it is about."""

from __future__ import annotations

from spacy.tokens import Span, Token


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


def about(tokens: Span) -> set[int]:
    """What an adverb or adjective of doubt is about: its noun, its predicate with what hangs on that, its clause."""
    root = tokens.root
    noun = root.head
    if root.dep_ in ("amod", "compound", "nmod", "advmod", "npadvmod") and noun.pos_ in ("NOUN", "PROPN", "ADJ"):
        return {t.i for t in noun.subtree if t.i >= min(root.i, noun.i)} | {noun.i}
    return clause_reach(root)
