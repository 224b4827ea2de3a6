"""Finds statements in a parsed note: by verbs and the parse, by the layout of a line, by quotation marks."""

from __future__ import annotations

import bisect
import re
from dataclasses import replace

from spacy.tokens import Doc

from analyser.actors.mentions import Mention
from analyser.grammar import text_of
from analyser.model import Statement
from analyser.speech.hearsay import from_hearsay
from analyser.speech.lemmas import lemma_of
from analyser.speech.notes import from_colons, from_owned, from_phrases, from_quotes
from analyser.speech.nouns import from_adjective, from_noun
from analyser.speech.quotes import quoted_stretches
from analyser.speech.rules import Cues, cues
from analyser.speech.shapes import from_contacts, from_shapes
from analyser.speech.speakers import carried_on, with_speakers
from analyser.speech.together import apart, without_own_thoughts
from analyser.speech.turns import in_turn
from analyser.speech.verbs import family_of, from_verb, verb_by_shape

_HOLLOW = re.compile(r"(?:a lot|much|volumes|a great deal|little) (?:about|of|for|that)\b")  # "says a lot about"
_LETTER = re.compile(r"[^\W\d_]|[%£$€]")
_LEAST = 3  # characters of a cue that is a word
_TOLD_ON = re.compile(r"([^\W\d_’']+)(?: that)?\s+(?=\w{2})")  # "Rang Dad - states he was never told"
# "Wanted to say", "emailed asking", "wants to let us know"
_LEADS = re.compile(r"(?:to(?: (?:just|also))?(?: let [\w’']+(?: \w+)?)?)?\s*", re.IGNORECASE)
_NEIGHBOURS = 24  # statements before one that may tell the same, so that a long note takes no longer a word
_POINTING = ("it", "this", "that", "so", "as much")


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
        if family is not None and (token.pos_ == "VERB" or (not family.tagged and verb_by_shape(token))):
            statement = from_verb(doc, token, family, known, quotes)
        if statement is not None and statement.source_start is None and token.lower_ in known.adjectives:
            statement = from_adjective(doc, token, known) or statement  # "is convinced that"
        elif (
            statement is None
            and token.pos_ in ("ADJ", "VERB")
            and token.lower_ in known.adjectives | known.attitudes.keys()
        ):
            statement = from_adjective(doc, token, known)
        elif (
            statement is None
            and (token.pos_ == "NOUN" or (token.is_sent_start and token.lower_ in known.unowned))
            and {token.lower_, token.lemma_} & known.nouns
            and not any(q.start < token.idx < q.end for q in quotes)  # in quotation marks it is part of what is said
        ):
            statement = from_noun(doc, token, known)
        if statement is not None:
            found.append(statement)
    found += from_phrases(doc, known, quotes)
    found += from_owned(doc, known, quotes)
    found += from_hearsay(doc, known, quotes, found)
    found += from_colons(doc, known, quotes, mentions)
    found += from_contacts(doc, known, quotes, mentions)
    shaped = from_shapes(doc, known, quotes, found)
    found = [s for s in found if not any(_claims(o, s) for o in shaped)] + shaped
    found = _spoken_on(text_of(doc), found)
    found += from_quotes(doc, known, quotes, found, mentions)
    found = [s for s in found if _says(doc, s, known)]
    by_cue = sorted(found, key=lambda s: s.cue_start)
    heads = sorted((s for s in found if _is_head(text_of(doc), s)), key=lambda s: s.content_start)
    starts = [s.cue_start for s in by_cue]
    found = [s for s in found if not _leads_to(doc, s, by_cue, starts, known) and not _is_in_turn(doc, s, heads, known)]
    found = [s for s in in_turn(doc, apart(doc, found, known), quotes, known) if _says(doc, s, known)]
    found = without_own_thoughts(doc, found, known)
    return with_speakers(doc, carried_on(doc, once(found)), mentions)


def _spoken_on(text: str, found: list[Statement]) -> list[Statement]:
    """ "TC Mum. Says she is ill.": the contact's source says it; "Met Mum. She says …": she does."""
    out = list(found)
    for s in found:
        if s.source_end is None or text[s.source_end : s.content_start].strip(" ") not in (".", ",", "-", "–", "—"):
            continue
        for o in found:
            within = o.source_end == s.source_end and o is not s
            if (o.source_start is None or within) and o.cue_start == s.content_start:
                told = replace(o, source_start=s.source_start, source_end=s.source_end, speaker=s.speaker)
                out = [told if x is o else x for x in out if x is not s]
            elif o.source_start == s.content_start and o.content_end >= s.content_end - 1:
                out = [x for x in out if x is not s]
        verb = _TOLD_ON.match(text, s.content_start, s.content_end)
        if verb is not None and _tells_on(text, verb) and any(x is s for x in out):
            told = replace(s, cue_start=verb.start(1), cue_end=verb.end(1), content_start=verb.end())
            out = [told if x is s else x for x in out]
    return out


def _tells_on(text: str, verb: re.Match[str]) -> bool:
    """ "TC to HV, reports nil concerns"; not "reports attached"."""
    known, low = cues(), verb[1].lower()
    after = re.compile(r"\w+").match(text, verb.end())
    handed = after is not None and after[0].lower() in known.handed
    return low in known.turns_sure or (low in known.turns - known.turns_to and low.endswith(("s", "d")) and not handed)


def _leads_to(doc: Doc, s: Statement, found: list[Statement], starts: list[int], known: Cues) -> bool:
    """ "Wrote on Friday to say …", "wants to know if …": the second verb tells it."""
    cue = doc.char_span(s.cue_start, s.cue_end, alignment_mode="expand")
    if cue is None:
        return False
    here = found[bisect.bisect_left(starts, s.cue_start) : bisect.bisect_right(starts, s.cue_start)]
    together = any(o is not s and s.cue_end < o.cue_end for o in here)
    if lemma_of(cue[0]) in known.leading and together:
        return True  # "messaged to say", told by the two together
    held = found[bisect.bisect_left(starts, s.content_start) : bisect.bisect_left(starts, s.content_end)]
    inner = [o for o in held if o is not s]
    if lemma_of(cue[0]) in known.giving:  # "expressed concern that": told by the noun
        given = [w for w in cue[0].children if w.dep_ == "dobj"]
        return any(w.idx == o.cue_start for o in inner for w in given)
    if lemma_of(cue[0]) not in known.leading:
        return False
    return any(_LEADS.fullmatch(text_of(doc), s.content_start, o.cue_start) for o in inner)


def _is_in_turn(doc: Doc, s: Statement, heads: list[Statement], known: Cues) -> bool:
    """In what a head of a line gives somebody to say: what they think there ("Mo: I know …"), and a content that
    reaches back over the head ("Mo's view: wants it closed, feels …")."""
    text = text_of(doc)
    at = bisect.bisect_right(heads, s.cue_start, key=lambda o: o.content_start) - 1
    turn = heads[at] if at >= 0 and heads[at] is not s and s.cue_start < heads[at].content_end else None
    if turn is None:
        return False
    if s.source_start is None or s.source_end is None:
        return s.content_start < turn.content_start
    cue = doc.char_span(s.cue_start, s.cue_end, alignment_mode="expand")
    family = known.verbs.get(lemma_of(cue[0])) if cue is not None else None
    return family is not None and family.needs_clause and text[s.source_start : s.source_end].lower() in ("i", "we")


def _is_head(text: str, s: Statement) -> bool:
    return (
        text[max(0, s.content_start - 4) : s.content_start].rstrip().endswith((":", "-", "–", "—"))
        and s.cue_end <= s.content_start
    )


def _claims(better: Statement, other: Statement) -> bool:
    return better.cue_start < other.cue_end and other.cue_start < better.cue_end


def _says(doc: Doc, s: Statement, known: Cues) -> bool:
    text = text_of(doc)
    said = text[s.content_start : s.content_end].lower().strip(" .,;!")
    words = re.split(r"[,;.!]|\s(?:and|before|as|when)\s", said)
    if _HOLLOW.match(said) or not (s.direct or _LETTER.search(said)):
        return False  # "LADO informed 09.10."
    turn = text[s.cue_start : s.cue_end] == ":" and len(words) > 1  # "Chair: Thank you. Mr Obi?"
    if turn or words[0].strip() not in known.silent or said.startswith("it as "):
        return True
    cue = doc.char_span(s.cue_start, s.cue_end, alignment_mode="expand")
    return said in _POINTING and cue is not None and lemma_of(cue[0]) in known.answering


def once(found: list[Statement]) -> list[Statement]:
    """One statement a cue, and of two with one content that whose cue stands nearer."""
    best: dict[tuple[int, int], Statement] = {}
    for s in sorted(found, key=lambda s: (s.cue_end - s.cue_start < 2, _distance(s), s.source_start is None)):
        best.setdefault((s.content_start, s.content_end), s)
    out: list[Statement] = []
    for s in sorted(best.values(), key=lambda s: (s.cue_start, s.source_start is None)):
        if not any((o.cue_start == s.cue_start and not _is_split(o, s)) or _same(o, s) for o in out[-_NEIGHBOURS:]):
            out.append(s)
    return out


def _is_split(a: Statement, b: Statement) -> bool:
    """ "“Not so,” said Mrs Lee softly, “not at all.”": one cue between two quotations."""
    apart = a.content_end <= b.content_start or b.content_end <= a.content_start
    return a.direct and b.direct and apart and a.source_start == b.source_start


def _same(a: Statement, b: Statement) -> bool:
    """One content told twice, but for a mark or a word: "Father says: …" by its verb and by its colon."""
    if _holds(a, b) or _holds(b, a):
        return False
    shared = min(a.content_end, b.content_end) - max(a.content_start, b.content_start)
    longer = max(a.content_end - a.content_start, b.content_end - b.content_start)
    inside = b.source_start is not None and b.source_end is not None and b.source_start <= a.cue_start < b.source_end
    return shared > 0.85 * longer or (inside and shared > 0)


def _holds(a: Statement, b: Statement) -> bool:
    """ "Said it expects to take a loss": the second has a source and a cue within what the first tells."""
    if b.source_start is None or a.cue_end - a.cue_start < _LEAST or a.source_start is None:
        return False
    within = a.content_start <= b.source_start < b.cue_start and b.cue_end < a.content_end
    return within and a.source_start < a.cue_start < a.content_start


def _distance(s: Statement) -> int:
    return s.content_start - s.cue_end if s.cue_end <= s.content_start else max(0, s.cue_start - s.content_end)
