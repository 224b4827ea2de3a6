"""Stretches of text in the forms that a statement needs: whole phrases, without the marks around them."""

from __future__ import annotations

from spacy.tokens import Token

from analyser.grammar import next_to
from analyser.speech.quotes import Quote
from analyser.speech.rules import cues

_TRIM = " \t\n,;:-–—"


def extent(token: Token) -> tuple[int, int]:
    right = token.right_edge
    return token.left_edge.idx, right.idx + len(right.text)


def noun_phrase(token: Token) -> tuple[int, int]:
    """A source with what belongs to it, but not a clause that hangs on it."""
    left, right = token.left_edge, token
    while left.i < token.i and _closes(left):
        left = next_to(left)
    for child in token.rights:
        if child.dep_ == "case" or child.tag_ == "POS":
            continue
        if child.dep_ == "prep" and next_to(child, -1).text == "," and _is_in_words(child):
            break  # "the chairman, in an interview, said"
        if child.dep_ == "amod" and child.pos_ == "ADJ" and next_to(child.right_edge).text == ",":
            break  # "Ch1 scared of dad, says he shouts"
        if any(t.pos_ in ("VERB", "AUX") for t in token.doc[right.i + 1 : child.left_edge.i]):
            break  # what the parse hangs on it from behind the verb
        if child.dep_ in ("relcl", "advcl", "punct", "cc", "ccomp", "parataxis", "dep") or (
            child.pos_ == "VERB" and child.dep_ != "acl"
        ):
            if child.dep_ == "cc" or (child.dep_ == "punct" and child.text != ":"):
                continue
            break
        right = child.right_edge
    if (
        right.i + 1 < len(right.doc)
        and next_to(right).text == ")"
        and any(t.text == "(" for t in token.doc[left.i : right.i])
    ):
        right = next_to(right)  # "Dale Wick (R-Mont.)"
    return left.idx, right.idx + len(right.text)


def _is_in_words(preposition: Token) -> bool:
    """ "In an interview", "in his letter"."""
    return any(g.lemma_ in cues().told_in for g in preposition.children)


def _closes(mark: Token) -> bool:
    """A comma, or a mark that closes a quotation."""
    closing = mark.is_quote and mark.i > 0 and mark.whitespace_ and not next_to(mark, -1).whitespace_
    return closing or mark.text == ","


def whole_phrase(token: Token, verb: Token) -> tuple[int, int]:
    """A source with the clause that tells who it is: "a man who asked not to be named". The clause may not hold the
    verb by which the source speaks."""
    a, b = noun_phrase(token)
    if a <= verb.idx < token.idx:
        a = int(next_to(verb).idx)  # "tweeted Ann Cole", read as "the tweeted Ann Cole"
    if token.i < verb.i and a < verb.idx < b:
        b = _ahead_of(verb, token)  # "a voicemail from Greg saying …"
    if token.dep_ == "pobj":
        return a, b  # "heard from school that he was late": the clause is what is said
    for child in token.rights:
        if child.dep_ != "relcl" or child.i == verb.i or child.is_ancestor(verb):
            continue
        if not any(t.lower_ in ("who", "which", "whose", "that") for t in child.subtree):
            continue
        last = child.right_edge
        if verb.i < token.i or last.i < verb.i:
            return a, max(b, last.idx + len(last.text))
    return a, b


def _ahead_of(verb: Token, token: Token) -> int:
    """The end of a source that the parse hangs its own verb on."""
    last = next_to(verb, -1)
    while last.i > token.i and last.is_punct:
        last = next_to(last, -1)
    return int(last.idx + len(last.text))


def trimmed(text: str, span: tuple[int, int]) -> tuple[int, int]:
    a, b = span
    while a < b and text[a] in _TRIM:
        a += 1
    while b > a and text[b - 1] in _TRIM:
        b -= 1
    return a, b


def with_quotes(span: tuple[int, int], quotes: list[Quote]) -> tuple[int, int]:
    """A content that is broken off inside a quotation goes on to its end."""
    a, b = span
    for q in quotes:
        if q.start < b and a < q.end and (q.start <= a <= q.start + 1 or b > q.end - 2 or q.start > a):
            a, b = min(a, q.start) if q.start >= a - 1 else a, max(b, q.end) if q.start >= a - 1 else b
    return a, b
