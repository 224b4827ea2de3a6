"""The heads of turns in a transcript: "Dr Moss: We began with twelve", "Q: …", "Moretti: …"."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Span

from analyser.grammar import text_of
from analyser.speech.rules import Cues

_NAME = 4  # tokens of a name that heads a line of a transcript
_TITLED = 12  # the same with a title and what stands in brackets: "Dr Lund (Upper Valley) (Ind)"
_SMALL = ("of", "the", "and", "for", "de", "van", "von", "la", "al", "-")
_OWN_WORDS = re.compile(r"[\"“‘]|[^\n]*(?:\b(?:I|I['’]\w+|[Ww]e|[Yy]ou|[Mm]y|[Oo]ur|me|us)\b|\?)")
_MINE = re.compile(r"[\"“‘]?(?:\w+[, ]+){0,2}(?:I|I['’]\w+|[Ww]e|[Ww]e['’]\w+|[Mm]y)\b")
_FINITE = ("VBZ", "VBD", "VBP", "MD")
_INITIALS = re.compile(r"[A-Z]{1,3}\d?")
_SOAP = ("S", "O", "P", "R")  # heads of a medical entry: subjective, objective, plan
_ASKED = re.compile(r"[^\n]*?\?")


def turns(doc: Doc, matches: list[re.Match[str]], known: Cues) -> dict[int, int]:
    """Where the words of each turn end, by where its head begins: at the next head, or at the end of the line."""
    text = text_of(doc)
    heads = [m for m in matches if m["colon"] == ":" or m["head"] in ("Q", "A")]
    single = [m for m in heads if _surname(doc, m)]
    several = len({m["head"] for m in single}) > 1
    letters = {m["head"] for m in heads} & {"Q", "A"}
    initials = [m for m in heads if _INITIALS.fullmatch(m["head"])]
    asked = {m["head"] for m in initials if m["head"] not in _SOAP and _ASKED.match(text, m.end())}
    spoken = {m["head"] for m in initials} if asked and len({m["head"] for m in initials}) > 1 else set()
    found = [
        m
        for m in heads
        if _is_turn(doc, m, known)
        or m["head"] in spoken
        or (m in single and (several or _OWN_WORDS.match(text, m.end())))
        or (m["head"] in letters and (len(letters) > 1 or (m["head"] == "Q" and _ASKED.match(text, m.end()))))
    ]
    ends: dict[int, int] = {}
    for i, m in enumerate(found):
        line_end = text.find("\n", m.end())
        stops = [o.start("head") for o in found[i + 1 : i + 2]]
        ends[m.start("head")] = min([*stops, len(text) if line_end < 0 else line_end])
    return ends


def _head(doc: Doc, m: re.Match[str]) -> Span | None:
    return doc.char_span(*m.span("head"), alignment_mode="expand")


def _surname(doc: Doc, m: re.Match[str]) -> bool:
    """One word with a capital that English does not have."""
    from analyser.redact.lexicon import english

    head = m["head"]
    return head.isalpha() and len(head) > 2 and head[0].isupper() and head.lower() not in english()


def _is_turn(doc: Doc, m: re.Match[str], known: Cues) -> bool:
    head = _head(doc, m)
    if head is None or len(head) > _TITLED:
        return False
    if not all(t.text[0].isupper() or t.is_punct or t.lower_ in _SMALL for t in head):
        return False
    if (m["head"].lower().split() or [""])[0].rstrip(".") in known.titles and len(head) > 1:
        return _OWN_WORDS.match(m.string, m.end()) is not None or _has_verb(doc, m)
    if len(head) > _NAME:
        return False
    if head[0].lower_ == "the" and len(head) > 1:  # "The Minister: I gladly do so"
        return all(t.text[0].isupper() for t in head) and _MINE.match(m.string, m.end()) is not None
    return len(head) > 1 and all(t.pos_ == "PROPN" for t in head) and _MINE.match(m.string, m.end()) is not None


def _has_verb(doc: Doc, m: re.Match[str]) -> bool:
    """What follows is a sentence, and opens with a capital."""
    line_end = m.string.find("\n", m.end())
    said = doc.char_span(m.end(), len(m.string) if line_end < 0 else line_end, alignment_mode="contract")
    return m.string[m.end()].isupper() and said is not None and any(t.tag_ in _FINITE for t in said)
