"""Two statements in one sentence: where the first ends and the second begins."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from analyser.grammar import sentence_of, text_of
from analyser.model import Statement
from analyser.speech.lemmas import lemma_of
from analyser.speech.rules import Cues, cues
from analyser.speech.spans import trimmed

_WORD_BEFORE = re.compile(r"(?:(?P<word>[A-Za-z]+)|(?P<stop>[;.]))\s+$")
_CONTRACTED = re.compile(r"['’]\w{0,2}")
_STILL_SAID = re.compile(r"(?:he|she|they)(?: (?:has|have|had|would|will)|['’]d|['’]s|['’]ve|['’]ll)(?: \w+)? ", re.I)
_LEAST = 3  # characters of what is told
_JOINTS = ("and", "but", "&", "then")
_THINKERS = ("he", "she", "they", "i", "we")
_WOULD = ("will", "would", "wd", "'ll", "’ll", "'d", "’d", "wo", "wouldn", "shall")
_OUTER = 8  # statements around one, so that a long note takes no longer a word
_NEAR = 30  # characters between who says it and the verb


def apart(doc: Doc, found: Sequence[Statement], known: Cues) -> list[Statement]:
    """The statements, each without the word that joins it to another and without the other."""
    text = text_of(doc)
    out = []
    ordered = sorted((o for o in found if o.source_start is not None), key=_begins)
    for s in found:
        if s.source_start is not None and _CONTRACTED.fullmatch(text, s.source_start, s.source_end or 0):
            continue  # "Let's say three"
        s = _own_source(text, _ahead(doc, s, _inside(s, ordered), known), known)
        s = _without_verb(doc, _within_entry(doc, s, _inside(s, ordered), known))
        out.append(_before_next(text, s, _inside(s, ordered), known))
    by_cue = sorted(out, key=_cue)
    out = [_own_name(text, s, by_cue) for s in out]
    by_cue = sorted(out, key=_cue)
    return [_before_own(doc, s, by_cue) for s in out]


def _cue(s: Statement) -> int:
    return s.cue_start


def _own_name(text: str, s: Statement, by_cue: Sequence[Statement]) -> Statement:
    """ "Pt states pain 8/10, requesting tablets", of which the parse makes all before the comma one name."""
    if s.source_start is None or s.source_end is None:
        return s
    first = bisect.bisect_left(by_cue, s.source_start, key=_cue)
    within = by_cue[first : bisect.bisect_left(by_cue, s.source_end, key=_cue)]
    across = next((o for o in by_cue[max(0, first - 1) : first] if o.cue_end > s.source_start), None)
    if across is not None and across is not s and across.source_start is not None:
        return replace(s, source_start=across.source_start, source_end=across.source_end)  # "Pt c/o pain, denies falls"
    for o in within:
        if o.source_start is None and o.cue_start == s.source_start:
            return replace(s, source_start=None, source_end=None)  # "States no pain, requesting tablets"
        if o is not s and o.source_start == s.source_start and not text[o.source_end : o.cue_start].strip():
            return replace(s, source_end=o.source_end)
    return s


def _before_own(doc: Doc, s: Statement, by_cue: Sequence[Statement]) -> Statement:
    """ "Mum feels low, no energy, puts it down to the flat": ends before the next thing that the same one says."""
    if s.direct or s.source_start is None or not s.cue_end <= s.content_start:
        return s
    first = bisect.bisect_right(by_cue, s.content_start + _LEAST, key=_cue)
    later = by_cue[first : bisect.bisect_left(by_cue, s.content_end, key=_cue)]
    own = (o for o in later if (o.source_start, o.source_end) == (s.source_start, s.source_end))
    second = next(own, None)
    cue = doc.char_span(second.cue_start, second.cue_end, alignment_mode="expand") if second is not None else None
    if cue is None or second is None or second.content_start < s.content_start:
        return s
    helped = (c.i for c in cue[0].children if c.dep_ in ("aux", "neg", "advmod") and c.i < cue[0].i)
    at = min(helped, default=cue[0].i)
    while at > 0 and (doc[at - 1].lower_ in _JOINTS or doc[at - 1].text == ","):
        at -= 1
    a, b = trimmed(text_of(doc), (s.content_start, int(doc[at].idx)))
    return replace(s, content_end=b) if b - a >= _LEAST else s


def without_own_thoughts(doc: Doc, found: Sequence[Statement], known: Cues) -> list[Statement]:
    """ "Mum said she did not know where he was", "she would ask the GP": what somebody tells of thoughts, and of what
    is yet to be said, is one statement; "Mum said he told her …" is two."""
    text = text_of(doc)
    by_content = sorted((s for s in found if not s.direct and s.source_start is not None), key=_content)
    out = []
    for s in found:
        if s.source_start is None:
            at = bisect.bisect_right(by_content, s.cue_start, key=_content)
            told = any(
                s.cue_end <= o.content_end and o.cue_end <= s.cue_start for o in by_content[max(0, at - _OUTER) : at]
            )
            if told and _is_passive(doc, s):
                continue  # "told me he had been asked to leave"
        if s.source_start is not None and text[s.source_start : s.source_end].lower() in _THINKERS:
            at = bisect.bisect_right(by_content, s.source_start, key=_content)
            around = by_content[max(0, at - _OUTER) : at]
            held = any(o is not s and s.cue_end <= o.content_end and o.cue_start < s.cue_start for o in around)
            if held and _is_thought(doc, s, known):
                continue
        out.append(s)
    return out


def _content(s: Statement) -> int:
    return s.content_start


def _is_passive(doc: Doc, s: Statement) -> bool:
    cue = doc.char_span(s.cue_start, s.cue_end, alignment_mode="expand")
    return cue is not None and any(c.dep_ == "auxpass" for c in cue[0].children)


def _is_thought(doc: Doc, s: Statement, known: Cues) -> bool:
    cue = doc.char_span(s.cue_start, s.cue_end, alignment_mode="expand")
    if cue is None:
        return False
    family = known.verbs.get(lemma_of(cue[-1]))
    if family is not None and cue[-1].pos_ in ("VERB", "AUX"):
        return family.needs_clause or any(c.lower_ in _WOULD for c in cue[-1].children if c.dep_ == "aux")
    return cue[-1].pos_ == "ADJ"


def _begins(s: Statement) -> int:
    return s.source_start or 0


def _inside(s: Statement, ordered: Sequence[Statement]) -> Sequence[Statement]:
    """The statements whose source stands within what one tells; so many and no more, in a long note too."""
    first = bisect.bisect_left(ordered, s.content_start, key=_begins)
    return ordered[first : bisect.bisect_left(ordered, s.content_end, key=_begins)]


def _without_verb(doc: Doc, s: Statement) -> Statement:
    """ "Brother disputes, says she is well": the brother says it."""
    if s.source_start is None or s.source_end is None:
        return s
    source = doc.char_span(s.source_start, s.source_end, alignment_mode="expand")
    between = text_of(doc)[s.source_end : s.cue_start].strip()
    if source is None or len(source) < 2 or between != "," or source[-1].tag_ not in ("VBZ", "VBD", "NNS"):
        return s
    if any(t.pos_ in ("VERB", "AUX") for t in source[:-1]):
        return s  # "The firm, which denies the claims, said …"
    if source[-1].tag_ == "NNS" and lemma_of(source[-1]) not in cues().verbs:
        return s
    return replace(s, source_end=source[-2].idx + len(source[-2]))


def _within_entry(doc: Doc, s: Statement, found: Sequence[Statement], known: Cues) -> Statement:
    """ "Call to chemist - not collected. Put to client, she said …": what a contact tells ends before the sentence in
    which somebody else says something."""
    if s.direct or s.source_start is None or s.cue_start > s.source_start or s.cue_end - s.cue_start < _LEAST:
        return s
    if not known.contacts.match(text_of(doc), s.cue_start):
        return s
    for o in found:
        if o.source_start is None or not s.content_start + _LEAST < o.cue_start < s.content_end:
            continue
        cue = doc.char_span(o.cue_start, o.cue_end, alignment_mode="expand")
        start = sentence_of(cue[0]).start_char if cue is not None else 0
        if start > s.content_start and o.source_start >= start:
            a, b = trimmed(text_of(doc), (s.content_start, start))
            s = replace(s, content_end=b) if b - a >= _LEAST else s
    return s


def _own_source(text: str, s: Statement, known: Cues) -> Statement:
    """ "If Mum says she is ill, ring the GP": Mum says it, up to the comma."""
    end = s.source_end
    if s.source_start is None or end is None:
        return s
    word, _, rest = text[s.source_start : end].partition(" ")
    if word.lower() not in known.joiners or not rest.strip():
        return s
    s = replace(s, source_start=end - len(rest))
    comma = text.find(",", s.content_start, s.content_end)
    if s.direct or comma < s.content_start + _LEAST or not end <= s.cue_start < s.content_start:
        return s
    return replace(s, content_end=comma)


def _before_next(text: str, s: Statement, found: Sequence[Statement], known: Cues) -> Statement:
    """ "Mum said she had rung and the school said nobody did": ends before the next one's source and what joins it."""
    if s.direct:
        return s
    end = s.content_end
    for o in found:
        if o is s or o.source_start is None or not s.content_start + _LEAST < o.source_start < end:
            continue
        if not o.source_start <= o.cue_start < o.source_start + _NEAR or o.cue_end > s.content_end:
            continue
        if _STILL_SAID.fullmatch(text, o.source_start, o.cue_start):
            continue  # "says it is damp and he has asked them to mend it"
        start = o.source_start
        first = text[start : o.source_end].partition(" ")
        if first[0].lower() in known.joiners and first[2]:
            end = start
        elif (m := _WORD_BEFORE.search(text, s.content_start, start)) is not None and (
            m["stop"] or m["word"].lower() in known.joiners
        ):
            end = m.start()
    last = text[s.content_start : end].rstrip(" ,").rpartition(" ")
    if last[2].lower() in known.joiners and last[0].strip():
        end = s.content_start + len(last[0])
    a, b = trimmed(text, (s.content_start, end))
    return replace(s, content_start=a, content_end=b) if end != s.content_end and b - a >= _LEAST else s


def _ahead(doc: Doc, s: Statement, found: Sequence[Statement], known: Cues) -> Statement:
    """ "Mum said she had rung and the school said nobody did", of which the parse gives the school Mum's words: what
    stands before a source is not what it says where that is another's statement and something stands behind."""
    if s.direct or s.source_start is None or not s.content_end <= s.source_start < s.cue_start:
        return s
    inside = (o for o in found if o is not s and o.source_start is not None)
    if not any(s.content_start <= (o.source_start or 0) and o.cue_end <= s.content_end for o in inside):
        return s
    text, cue = text_of(doc), doc.char_span(s.cue_start, s.cue_end, alignment_mode="expand")
    if cue is None:
        return s
    start, end = trimmed(text, (s.cue_end, sentence_of(cue[0]).end_char))
    if text.startswith("that ", start, end):
        start += len("that ")
    return replace(s, content_start=start, content_end=end) if end - start >= _LEAST else s
