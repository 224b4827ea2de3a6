"""What a verb of saying tells that stands set off beside it: "It was late, she said, and cold"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from analyser.grammar import next_to, sentence_of, text_of
from analyser.speech.lemmas import lemma_of
from analyser.speech.quotes import Quote
from analyser.speech.rules import Cues
from analyser.speech.sources import mark_before
from analyser.speech.spans import noun_phrase, with_quotes

_APART = 3  # tokens between a subject with all that belongs to it and its verb


def was_done(verb: Token, source: Token | None, known: Cues) -> bool:
    """ "Visit went well, tea offered": done, not said; "a study suggests" has an article or stands in the present."""
    if lemma_of(verb) not in known.given or verb.tag_ not in ("VBD", "VBN"):
        return False
    named = source is not None and (
        source.pos_ in ("PRON", "PROPN") or any(c.dep_ in ("det", "poss") for c in source.children)
    )
    return not (named and verb.tag_ == "VBD")


def is_set_off(verb: Token, source: Token, known: Cues) -> bool:
    """ "…, she said": subject and verb side by side (in either order) after a comma, and before one or the end."""
    first, last = (source.left_edge, verb) if source.i < verb.i else (verb, source.right_edge)
    if source.i < verb.i and was_done(verb, source, known):
        return False
    apart = verb.i - source.right_edge.i if source.right_edge.i < verb.i else source.left_edge.i - verb.i
    if min(abs(source.i - verb.i), max(apart, 1)) > _APART or not mark_before(_opening(first)):
        return False
    doc = verb.doc
    after = doc[last.i + 1] if last.i + 1 < len(doc) else None
    if after is not None and after.head.i == verb.i and after.dep_ in ("prt", "advmod") and last.i + 2 < len(doc):
        after = doc[last.i + 2]  # "…, she points out, …"
    if after is not None and after.dep_ in ("dative", "dobj") and after.pos_ == "PRON" and last.i + 2 < len(doc):
        after = doc[last.i + 2]
    if (told := _told_aside(verb)) is not None and told.left_edge.i == last.i + 1:
        after = next_to(told.right_edge)
    if after is not None and after.dep_ == "prep" and after.head.i == verb.i and after.right_edge.i + 1 < len(doc):
        after = next_to(after.right_edge) if next_to(after.right_edge).text == "," else after  # "…, he wrote in May, …"
    return after is None or after.is_punct or after.is_space or after.i >= sentence_of(verb).end


def _told_aside(verb: Token) -> Token | None:
    """ "…, he told the officer, …": the one told."""
    if lemma_of(verb) != "tell":
        return None
    told = next((c for c in verb.children if c.dep_ in ("dative", "dobj") and c.left_edge.i == verb.i + 1), None)
    return told if told is not None and told.right_edge.i + 1 < len(verb.doc) else None


def _opening(first: Token) -> Token:
    """ "…, or so the experts believe": what leads into a set-off "she said" goes with it."""
    for word in ("so", "or"):
        if first.lower_ != word and first.i > 0 and next_to(first, -1).lower_ == word:
            first = next_to(first, -1)
        elif first.lower_ != word:
            break
    return first


def around(doc: Doc, verb: Token, source: Token | None, quotes: list[Quote]) -> tuple[int, int]:
    """What stands beside a set-off "she said": the longer side of its sentence."""
    first = min(verb.left_edge, source.left_edge if source is not None else verb, key=lambda t: t.i)
    left = int(_opening(first).idx)
    particle = next((c for c in verb.children if c.dep_ == "prt" and c.i > verb.i), verb)  # "points out"
    last = verb.right_edge
    if any(c.lower_ == "as" for c in verb.children) and last.i + 1 < len(doc) and next_to(last).text == ",":
        particle = last  # "As I said on the phone, …"
    told = _told_aside(verb)
    right = max(particle.idx + len(particle.text), noun_phrase(source)[1] if source is not None else 0)
    right = max(right, int(told.right_edge.idx) + len(told.right_edge.text) if told is not None else 0)
    sent = sentence_of(verb)
    text = text_of(doc)
    opens, ends = text.rfind(";", sent.start_char, left), text.find(";", right, sent.end_char)
    before = (opens + 1 if opens >= 0 else sent.start_char, left)
    after = (right, ends if ends >= 0 else sent.end_char)
    chosen = before if before[1] - before[0] >= (after[1] - after[0]) * 0.7 else after
    return with_quotes(chosen, quotes)
