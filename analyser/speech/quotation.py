"""Which quotation stands beside a verb, as what it tells."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from analyser.grammar import sentence_of, text_of
from analyser.speech.clauses import describes, is_set_apart_participle
from analyser.speech.quotes import Quote
from analyser.speech.sources import subject_of
from analyser.speech.spans import extent

_AT = re.compile(r"\s+(?:on|in|at|of|after|before)\b", re.IGNORECASE)
_WHAT = re.compile(r"\s*(?:what|which|how|why)\b", re.IGNORECASE)  # 'cares "little" what they say'
_SHORT = 4  # tokens on each side of a verb that stands in a sentence of its own behind a quotation


def quote_beside(doc: Doc, verb: Token, quotes: list[Quote]) -> Quote | None:
    """A quotation right after the verb (and those told), or right before it and its subject."""
    end = verb.idx + len(verb.text)
    for q in quotes:
        if q.start >= end:
            gap = text_of(doc)[end : q.start]
            if re.search(r"\b(?:from|out of|of|called|like)\s*$", gap) and verb.lemma_ != "speak":
                break
            if _is_epithet(doc, q) or (_AT.match(gap) and _is_closed_before(doc, verb, quotes)):
                break
            if len(gap) <= 60 and "\n" not in gap and not re.search(r"[.!?;](?:\s|$)", gap) and _tight(gap):
                return q
            break
    if is_set_apart_participle(verb) and any(q.end <= verb.head.idx for q in quotes):
        return None  # “We were never asked,” he said, adding that …
    opens = sentence_of(verb).start_char if quotes else 0
    bounds = sentence_of(verb)
    near = verb.i - bounds.start < _SHORT
    asked = any(opens - 2 <= q.end <= opens and text_of(doc)[q.inner_end - 1] in "?!" for q in quotes)
    told = any(c.dep_ == "ccomp" and c.i > verb.i for c in verb.children)
    if verb.i == bounds.start or (near and (bounds.end - verb.i <= _SHORT or (asked and not told))):
        opens -= 3  # "Is it my fault?" asked the boy.
    before = [q for q in quotes if opens < q.end <= verb.idx]
    if describes(verb):
        before = []  # “…,” an official, who spoke to us on Monday, said
    if before and _is_between(before[-1], verb):
        return before[-1]
    if before:
        gap = text_of(doc)[before[-1].end : verb.idx]
        if _WHAT.match(gap) is None and not _is_how(before[-1], verb, gap) and len(gap) <= 50 and _is_tag(gap):
            own = subject_of(verb)
            if own is not None and own.idx >= before[-1].end:
                return before[-1]
            if any(c.dep_ == "nsubj" and c.i > verb.i for c in verb.children) or not gap.split():
                return before[-1]
    return None


def _is_closed_before(doc: Doc, verb: Token, quotes: list[Quote]) -> bool:
    """“We won,” Ms Roe said on “Newsnight”: what she says stands before, and ends in a comma."""
    opens = sentence_of(verb).start_char
    before = [q for q in quotes if opens - 2 < q.end <= verb.idx]
    return bool(before) and text_of(doc)[before[-1].inner_end - 1] in ",?!"


def _is_between(quote: Quote, verb: Token) -> bool:
    """ "“…,” an official, who would not be named, told reporters": nothing but the subject with all that is its own."""
    own = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i), None)
    if own is None or verb.i - own.right_edge.i > 2 or verb.head.i != verb.i:
        return False
    first = next((t for t in verb.doc[own.left_edge.i : own.i + 1] if t.idx >= quote.end - 1 and not t.is_quote), None)
    return first is not None and 0 <= first.idx - quote.end <= 2 and first.i <= own.i


def _is_how(quote: Quote, verb: Token, gap: str) -> bool:
    """'He "knowingly" signed it': one word in marks between a subject and its verb."""
    inner = text_of(verb.doc)[quote.inner_start : quote.inner_end]
    between = any(c.dep_ == "nsubj" and c.idx < quote.start for c in verb.children)
    return between and not gap.strip() and inner.isalpha()


def _is_tag(gap: str) -> bool:
    return "\n" not in gap and not re.search(r"[.;:(]", gap) and len(gap.split()) <= 6


def _tight(gap: str) -> bool:
    words = gap.split()
    return len(words) <= 4 or gap.rstrip().endswith((":", ","))


def _is_epithet(doc: Doc, quote: Quote) -> bool:
    """'A "soft" Christmas': a word or two in marks, before the noun that they tell of."""
    inner = text_of(doc)[quote.inner_start : quote.inner_end]
    if len(inner.split()) > 2 or quote.end + 1 >= len(text_of(doc)) or text_of(doc)[quote.end] != " ":
        return False
    after = doc.char_span(quote.end + 1, quote.end + 2, alignment_mode="expand")
    if after is None:
        return False
    return after[0].pos_ in ("NOUN", "PROPN", "ADJ") and after[0].head.i <= after[0].i


def is_part_of(quote: Quote, clause: Token) -> bool:
    """ "The talk of fraud is "nonsense", she said": the marks are round a part of what is told."""
    a, b = extent(clause)
    return a + 6 < quote.start and quote.inner_end <= b + 1
