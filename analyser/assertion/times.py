"""Whether a time is of this episode or of one before it."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Span, Token

from analyser.assertion.clauses import clause_of
from analyser.assertion.cues import Found
from analyser.grammar import sentence_of, text_of
from analyser.model import Cue

_YEAR = re.compile(r"(?<![\d/.-])((?:19|20)\d\d)(?![\d/-]|\.\d)")
_AFTER = re.compile(r"[^.;:,]{0,25},?\s*(?:back )?in ((?:19|20)\d\d)\b(?!-\d)")
_EARLIER = 2  # years: a year named so long before the note's is of an earlier time
_BACK_TO_NOW = re.compile(r"\b(?:but|now|today|since)\b|;")
_TURNS = ("but", "now", "today", "since", "then", ";")
_NOW = ("now", "today", "currently", "nowadays", "presently", "still")


def turns(doc: Doc, first: int, stop: int) -> bool:
    """A word between a time and the span that ends its hold: "last year … but now"."""
    return any(doc[i].lower_ in _TURNS for i in range(first, stop))


def old_year(doc: Doc, span: Span) -> Cue | None:
    """A year that lies well before the note's, with nothing after it that comes back to now."""
    note = doc._.note if doc.has_extension("note") else None
    if note is None or note.date is None:
        return None
    text, sent = text_of(doc), sentence_of(span[0])
    for m in _YEAR.finditer(text, max(sent.start_char, span.start_char - 70), span.end_char):
        back = _BACK_TO_NOW.search(text, max(0, m.start() - 6), max(m.end(), span.start_char))
        if int(m[1]) <= note.date.year - _EARLIER and back is None:
            return Cue("time.year", "historical", m.start(), m.end())
    right_after = _AFTER.match(text, span.end_char)
    if right_after is not None and int(right_after[1]) <= note.date.year - _EARLIER:
        return Cue("time.year", "historical", right_after.start(1), right_after.end(1))
    return None


def holds(doc: Doc, cue: Found, span: Span) -> bool:
    """Whether a time of long ago in its sentence is that of a span: nothing between turns to now, and its verb is not
    in the present tense."""
    if span.start <= cue.first and cue.last < span.end:
        return True
    first, stop = (cue.last + 1, span.start) if cue.last < span.start else (span.end, cue.first)
    between = [doc[i].lower_ for i in range(first, stop)]
    opposed = "but" in between and any(w in ("not", "n't", "n’t") for w in between)  # "not hit but locked out"
    if any((w in _TURNS and not (w == "but" and opposed)) or w in _NOW for w in between) or "." in between:
        return False
    verb = clause_of(span.root)
    said = doc[cue.last]
    if said.lower_ == "previously" and cue.last + 1 < len(doc) and doc[cue.last + 1].like_num:
        return False  # "5.6 cm, previously 5.1, with no stranding"
    if said.dep_ == "amod" and said.i >= span.end and span.root.pos_ in ("NOUN", "PROPN") and "with" in between:
        return False  # "COPD with previous ventilation"
    if said.dep_ == "amod" and verb.dep_ == "conj" and _has_subject(verb) and clause_of(said).i != verb.i:
        return False  # "her previous worker left and she was upset"
    return not (_present(verb) and not _present(clause_of(doc[cue.last]))) and not (_present(verb) and "," in between)


def _present(verb: Token) -> bool:
    """A finite verb in the present tense, the perfect left out."""
    if verb.tag_ == "VBP" and any(c.dep_ == "nsubj" and c.lower_ in ("he", "she", "it") for c in verb.children):
        return False  # "she drank", taken for a present
    if verb.tag_ in ("VBZ", "VBP"):
        return True
    helps = [c for c in verb.children if c.dep_ in ("aux", "auxpass") and c.tag_ in ("VBZ", "VBP")]
    return any(h.lemma_ in ("do", "be") for h in helps) and verb.tag_ != "VBN"


def _has_subject(verb: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in verb.children)
