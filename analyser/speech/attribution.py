"""Finds statements in a parsed note: by verbs and the parse, by the layout of a line, by quotation marks."""

from __future__ import annotations

from spacy.tokens import Doc

from analyser.actors.mentions import Mention
from analyser.grammar import text_of
from analyser.model import Statement
from analyser.speech.notes import from_colons, from_phrases, from_quotes
from analyser.speech.quotes import quoted_stretches
from analyser.speech.rules import cues
from analyser.speech.speakers import carried_on, with_speakers
from analyser.speech.verbs import family_of, from_adjective, from_noun, from_verb, verb_by_shape


def find_in_doc(doc: Doc) -> list[Statement]:
    """Statements in order of their cues. Mentions, where set, give the speakers' roles."""
    if not len(doc):
        return []
    found: list[Statement] = []
    mentions: tuple[Mention, ...] = tuple(doc._.mentions or ()) if doc.has_extension("mentions") else ()
    known, quotes = cues(), quoted_stretches(text_of(doc))
    never = [(m.start(), m.end()) for m in known.never.finditer(text_of(doc))]
    for token in doc:
        if any(a <= token.idx < b for a, b in never):
            continue
        statement = None
        family = family_of(token, known)
        if family is not None and (token.pos_ == "VERB" or verb_by_shape(token)):
            statement = from_verb(doc, token, family, known, quotes)
        elif token.pos_ == "ADJ" and token.lower_ in known.adjectives:
            statement = from_adjective(doc, token)
        elif token.pos_ == "NOUN" and token.lower_ in known.nouns:
            statement = from_noun(doc, token)
        if statement is not None:
            found.append(statement)
    found += from_phrases(doc, known, quotes)
    found += from_colons(doc, known, quotes, mentions)
    found += from_quotes(doc, quotes, found, mentions)
    return with_speakers(doc, carried_on(doc, once(found)), mentions)


def once(found: list[Statement]) -> list[Statement]:
    """One statement a cue, and of two with one content that whose cue stands nearer."""
    best: dict[tuple[int, int], Statement] = {}
    for s in sorted(found, key=lambda s: (s.cue_end - s.cue_start < 2, _distance(s), s.source_start is None)):
        best.setdefault((s.content_start, s.content_end), s)
    out: list[Statement] = []
    for s in sorted(best.values(), key=lambda s: (s.cue_start, s.source_start is None)):
        if not any(o.cue_start == s.cue_start for o in out):
            out.append(s)
    return out


def _distance(s: Statement) -> int:
    return s.content_start - s.cue_end if s.cue_end <= s.content_start else max(0, s.cue_start - s.content_end)
