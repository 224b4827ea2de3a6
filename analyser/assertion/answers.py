"""Answers and retractions behind what they are about: "Does he hit you? No.", "says she was in; she was not"."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Span

from analyser.assertion.rules import Rules
from analyser.grammar import sentence_of, text_of
from analyser.model import Cue

_REST = 90  # characters behind a span in which its answer begins
_BREAK = re.compile(r"[,;.:]|\s[-–—](?=\s)|\s(?=(?:and|but|he|she|they|who)\b)", re.IGNORECASE)
_OPEN = re.compile(r"\b(?:who|what|when|where|why|how|which)\b", re.IGNORECASE)
_ASKING = ("mod.question", "mod.if", "mod.query")


def answer(doc: Doc, span: Span, place: tuple[int, int], asked: Cue, rules: Rules) -> Cue | None:
    """The answer to the question that a span stands in, put directly or told ("asked if …, he said no")."""
    if asked.rule_id not in _ASKING:
        return None
    text = text_of(doc)
    if asked.rule_id == "mod.question":
        start = max(asked.end, place[1])
        if _OPEN.search(text, sentence_of(span[0]).start_char, start):
            return None
    elif rules.replies.asks.search(text, max(0, asked.start - _REST), asked.start) is not None:
        start = place[1]
    else:
        return None
    starts = [start]
    if asked.rule_id != "mod.question":
        starts += [m.end() for m in _BREAK.finditer(text, start, start + _REST)]
    for at in starts:
        for pattern, value in ((rules.replies.no, "negated"), (rules.replies.yes, "affirmed")):
            if (m := pattern.match(text, at)) is not None:
                return Cue("neg.answer", value, m.start(), m.end())
    return None


def taken_back(doc: Doc, span: Span, rules: Rules) -> Cue | None:
    """What was said or thought and then denied: "she says she was in; she was not"."""
    text, verb = text_of(doc), span.root
    while verb.dep_ not in ("ccomp", "ROOT", "relcl", "advcl") and verb.head.i != verb.i:
        verb = verb.head
    if verb.dep_ != "ccomp" or verb.head.i > span.start:
        return None
    m = rules.replies.retracted.match(text, span.end_char)
    if m is None:
        return None
    who = m["who"]
    if who is not None and not _same(who.lower(), verb.left_edge.lower_, [c.lower_ for c in verb.children]):
        return None
    return Cue("neg.taken_back", "negated", m.start(), m.end())


def _same(pronoun: str, first: str, parts: list[str]) -> bool:
    """The subject taken up again: the same pronoun, or one for a noun."""
    pronouns = ("he", "she", "they", "it", "i", "we", "you")
    own = next((p for p in parts if p in pronouns), None)
    return own is None or own == pronoun or first == pronoun
