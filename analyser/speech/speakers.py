"""Whose role a statement's speaker has, also where its source is left out or stands a sentence before."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from analyser.actors.mentions import Kind, Mention
from analyser.grammar import text_of
from analyser.model import Statement
from analyser.speech.hearsay import is_hearsay, told_by_nobody
from analyser.speech.rules import cues
from analyser.taxonomy import side_of

_BEAT = 50  # characters of what a speaker does between two quotations: "“No!” The colonel put down his cup. “No.”"
_ADVERB = 24  # characters of a manner between who says it and where it goes on


def carried_on(doc: Doc, found: list[Statement]) -> list[Statement]:
    """A quotation with nobody beside it, right after another, goes on with that one's source and cue."""
    out: list[Statement] = []
    for i, s in enumerate(found):
        s = _carried_back(text_of(doc), s, found[i + 1 :])
        last = out[-1] if out else None
        if (
            (s.source_start is None or (last is not None and s.source_start == last.source_start))
            and s.cue_end - s.cue_start < 2
            and last is not None
            and last.direct
            and last.source_start is not None
        ):
            gap = text_of(doc)[max(last.content_end, last.cue_end, last.source_end or 0) : s.content_start]
            adverb = len(gap) < _ADVERB and gap.rstrip().endswith(",") and not re.search(r"[.:;!?]", gap)
            beat = last.source_start >= last.content_end and 0 < s.content_start - last.content_end < _BEAT
            if (len(gap) < 8 or adverb or beat) and "\n" not in gap:  # "said Mrs Lee quietly, “…”"
                s = replace(
                    s,
                    source_start=last.source_start,
                    source_end=last.source_end,
                    cue_start=last.cue_start,
                    cue_end=last.cue_end,
                    speaker=last.speaker,
                )
        out.append(s)
    return out


def _carried_back(text: str, s: Statement, after: list[Statement]) -> Statement:
    """A quotation right before "said the manager" that goes on behind it: "If we win," said he, "we win."."""
    if not s.direct or s.cue_end - s.cue_start >= 2:
        return s
    if text[s.cue_start : s.cue_end] == ":" and s.source_start is not None:
        return s  # 'Mum: "She fell." Dad: "I did not see."'
    for o in after[:2]:
        first = min(o.cue_start, o.source_start if o.source_start is not None else o.cue_start)
        gap = text[s.content_end : first]
        if o.direct and o.source_start is not None and 0 <= first - s.content_end < 3 and "\n" not in gap:
            return replace(
                s,
                source_start=o.source_start,
                source_end=o.source_end,
                cue_start=o.cue_start,
                cue_end=o.cue_end,
                speaker=o.speaker,
            )
    return s


def with_speakers(doc: Doc, found: list[Statement], mentions: tuple[Mention, ...]) -> list[Statement]:
    starts = [m.start for m in mentions]
    out: list[Statement] = []
    for s in found:
        role = s.speaker
        if not role and s.source_start is not None and s.source_end is not None:
            inside = mentions[bisect.bisect_left(starts, s.source_start) : bisect.bisect_left(starts, s.source_end)]
            owners = [m for m in inside if not m.possessor] or list(inside)
            role = next((m.role for m in owners if not _stands_before(doc, m, owners)), "")
        elif not role and not _is_hearsay(doc, s):
            role = _dropped(s, mentions[: bisect.bisect_left(starts, s.cue_start)], out)
        out.append(replace(s, speaker=role) if role else s)
    return out


def _stands_before(doc: Doc, m: Mention, others: Sequence[Mention]) -> bool:
    """Somebody who only says what another is: "EDT report caller stated" is the caller's."""
    token = doc[m.token]
    return token.dep_ in ("compound", "amod", "nmod") and any(o.token == token.head.i for o in others if o is not m)


def _is_hearsay(doc: Doc, s: Statement) -> bool:
    """Told by nobody who is named, and so not by the last one who spoke either."""
    cue = doc.char_span(s.cue_start, s.cue_end, alignment_mode="expand")
    if cue is None:
        return False
    known = cues()
    unowned = s.source_start is None and cue[0].pos_ == "NOUN" and cue[0].lower_ in known.unowned
    asked = cue[0].tag_ == "VBN" and cue[0].dep_ in ("advcl", "acl") and cue[0].lemma_ in ("ask", "question", "press")
    return unowned or asked or told_by_nobody(cue[0], known) is not None or is_hearsay(cue[0], known)


def _dropped(s: Statement, before: tuple[Mention, ...], earlier: list[Statement]) -> str:
    """A cue without a subject ("Says all fine") goes on with the last one who spoke or acted."""
    if earlier and earlier[-1].speaker and 0 <= s.cue_start - earlier[-1].content_end < 90:
        return earlier[-1].speaker
    near = [
        m
        for m in reversed(before[-8:])
        if m.role and not m.quoted and m.kind not in (Kind.AUTHOR, Kind.ADDRESSEE) and s.cue_start - m.end < 300
    ]
    family = [m for m in near if side_of(m.role) in ("parent", "child")]
    for group in (family, near):
        acting = next((m for m in group if m.subject), None) or next((m for m in group if not m.possessor), None)
        if acting is not None and (group is near or s.cue_start - acting.end < 200):
            return acting.role
    return earlier[-1].speaker if earlier else ""
