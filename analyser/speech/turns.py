"""Several people who say something in one sentence, one after the other, as notes have them: "Pt says lives alone;
ward say has a lodger". Each begins behind a mark or a joining word; the parse of such a sentence is rarely right."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from analyser.actors.rules import lexicon
from analyser.grammar import next_to, text_of
from analyser.model import Statement
from analyser.speech.lemmas import lemma_of
from analyser.speech.quotes import Quote
from analyser.speech.rules import Cues
from analyser.speech.shapes import is_someone
from analyser.speech.spans import trimmed

_MARKS = frozenset({",", ";", ":", "–", "—", "-", "(", ".", "!", "?", "\n", "/", "&", "+"})
_LONGEST = 7  # tokens of a source
_TOLD = 5  # tokens, with the one told, before "that"
_VERBAL = ("VBD", "VBZ", "VBP", "MD", "VB")
_FINITE = ("VBD", "VBZ", "VBP", "VB", "VBN")
_CIRCUMSTANCE = ("prep", "advmod", "advcl", "npadvmod", "punct", "dobj", "dative", "prt")
_LEAST = 3  # characters of what is told


@dataclass(frozen=True, slots=True)
class Turn:
    """Who begins to say something, and where what they say may begin."""

    first: int  # token of the source
    last: int
    verb: int
    content: int | None  # token; None where it is not known, or nothing stands there
    joint: int  # character where the words of the one before end


def in_turn(doc: Doc, found: Sequence[Statement], quotes: Sequence[Quote], known: Cues) -> list[Statement]:
    """The statements, those of a sentence with several turns each within its own."""
    sentences = list(doc.sents)
    starts = [sent.start_char for sent in sentences]
    told: list[list[Statement]] = [[] for _ in sentences]  # by the sentence of their cue
    for s in found:
        told[max(0, bisect.bisect_right(starts, s.cue_start) - 1)].append(s)
    out: list[Statement] = []
    for sent, own in zip(sentences, told, strict=True):
        turns = list(_turns(doc, sent, quotes, known))
        for n, turn in enumerate(turns):
            stop = turns[n + 1].joint if n + 1 < len(turns) else sent.end_char
            own = _with_turn(doc, own, turn, stop, known, several=len(turns) > 1)
        out += own
    return out


def _turns(doc: Doc, sent: Span, quotes: Sequence[Quote], known: Cues) -> Iterator[Turn]:
    for verb in sent:
        if verb.i == sent.start or verb.lower_ not in known.turns or not _may_tell(verb):
            continue
        if any(q.start < verb.idx < q.end for q in quotes):
            continue
        last = verb.i - 1
        while last > sent.start and doc[last].lower_ in known.turn_adverbs:
            last -= 1
        if doc[last].text == ",":
            first, last = _before_comma(doc, last, sent.start, known)
        else:
            first = _opens(doc, last, sent.start, known)
        if first > last or not _may_say(doc, first, last, known):
            continue
        content = _behind(doc, verb, sent.end, known) if not _is_set_behind(verb, known) else None
        joint = doc[first].idx if doc[last + 1].text != "," else doc[last + 1].idx
        before = first - 1
        while before >= sent.start and (doc[before].lower_ in known.joiners or doc[before].is_punct):
            joint, before = doc[before].idx, before - 1
        yield Turn(first, last, verb.i, content, joint)


def _is_set_behind(verb: Token, known: Cues) -> bool:
    """ "The plant will close, the firm said in a statement": behind the verb stands only where, when or to whom."""
    told = next((c for c in verb.children if c.dep_ == "ccomp" and c.i < verb.i), None)
    if told is None or lemma_of(told) in known.verbs or told.right_edge.i + 1 >= verb.i:
        return False
    return next_to(told.right_edge).text == "," and all(c.dep_ in _CIRCUMSTANCE for c in verb.children if c.i > verb.i)


def _opens(doc: Doc, last: int, start: int, known: Cues) -> int:
    """The first token of what stands before a verb or a comma, up to a mark or a joining word."""
    first = last
    while first > start and last - first < _LONGEST and not _ends_before(doc[first - 1], known):
        first -= 1
    while first <= last and (doc[first].lower_ in known.joiners or doc[first].is_space):
        first += 1
    return first


def _before_comma(doc: Doc, comma: int, start: int, known: Cues) -> tuple[int, int]:
    """ "Brother disputes, says she is well": the one who acts before the comma; none where last lies before first."""
    first = _opens(doc, comma, start, known)
    ends = (
        i
        for i in range(first + 1, comma)
        if doc[i].tag_ in (*_VERBAL, "NNS", "RB") or doc[i].lower_ in known.turn_within
    )
    last = next(ends, comma) - 1
    return first, last if last < comma - 1 else first - 1


def _may_tell(verb: Token) -> bool:
    """A finite verb; what may be a noun too must be one to the tagger."""
    return verb.tag_ in _FINITE or (verb.tag_ in ("NNS", "NN", "NNP", "JJ", "IN") and verb.lower_ != "report")


def _ends_before(token: Token, known: Cues) -> bool:
    return token.text in _MARKS or token.is_space or token.is_quote or token.lower_ in known.joiners


def _may_say(doc: Doc, first: int, last: int, known: Cues) -> bool:
    """Somebody: a noun or a pronoun with what belongs to it, and no verb."""
    words = doc[first : last + 1]
    head = next((i for i in range(first, last) if doc[i + 1].lower_ in known.turn_within), last)
    if any(t.tag_ in _VERBAL for t in words) or words[0].lower_ in known.turn_within:
        return False
    if words[0].tag_ in ("WP", "WDT", "WRB"):
        return False  # "cares little what the polls say"
    return is_someone(doc[first : head + 1])


def _behind(doc: Doc, verb: Token, stop: int, known: Cues) -> int | None:
    """Where what is told begins: behind the one told and "that"; None where nothing stands there."""
    at = verb.i + 1
    if at < stop and verb.lower_ in known.turns_to:
        that = next((i for i in range(at, min(stop, at + _TOLD)) if doc[i].lower_ == "that"), None)
        if that is not None:
            at = that
        elif doc[at].lower_ in known.turn_told or _is_role(doc, at, stop, known):
            at += 1
        else:
            return None
    while at < stop and (doc[at].lower_ == "that" or doc[at].text == ":"):
        at += 1
    if at >= stop or (doc[at].is_punct and not doc[at].is_quote and doc[at].text not in "‘'“\"£"):
        return None
    return None if doc[at].lower_ in ("by", "to", "for", "with", "about", "of", "on") else at


def _is_role(doc: Doc, at: int, stop: int, known: Cues) -> bool:
    """ "Ch told TA no tea last night": one word for whoever was told, without an article, in notes' way."""
    told = doc[at]
    if at + 1 >= stop or doc[at + 1].pos_ == "PART" or doc[at + 1].pos_ in ("ADP", "CCONJ"):
        return False  # "told Mum's sister", "told Dad about it"
    return told.lower_ in lexicon().by_word or (told.lower_ in known.speakers and told.text[0].isupper())


def _with_turn(
    doc: Doc, found: list[Statement], turn: Turn, stop: int, known: Cues, *, several: bool
) -> list[Statement]:
    text, verb = text_of(doc), doc[turn.verb]
    if turn.content is None:
        return found
    if any(s.cue_start < doc[turn.first].idx < s.cue_end for s in found):
        return found  # "Pt c/o pain, denies falls": "o pain" is nobody
    own = [s for s in found if s.cue_start <= verb.idx < s.cue_end]
    if any(s.source_start is not None and s.source_start > verb.idx for s in own):
        return found  # "The plant will close, said a spokeswoman"
    begins = doc[turn.content].idx
    ends = _until(text, begins, stop, known)
    if any(
        verb.idx < s.content_start < ends
        and s.content_end <= stop
        and _of(s, doc, turn)
        and "," not in text[begins : s.content_start]
        for s in own
    ):
        return found
    alone = not own and verb.lower_ in known.turns_sure | known.turns_to
    wrong = any(s.content_end > stop or s.content_end <= verb.idx or not _of(s, doc, turn) for s in own)
    if not (several or alone or wrong):
        return found
    start, end = trimmed(text, (begins, ends))
    if end <= start or any(s.direct for s in own):
        return found
    who = doc[turn.first].idx, doc[turn.last].idx + len(doc[turn.last])
    told = Statement(*who, verb.idx, verb.idx + len(verb), start, end, False)
    if own and own[0].source_start == who[0]:
        told = replace(told, speaker=own[0].speaker)
    return [*(s for s in found if s not in own), told]


def _of(s: Statement, doc: Doc, turn: Turn) -> bool:
    source = s.source_start, s.source_end
    if source[0] is None or source[1] is None:
        return False
    return source[0] < doc[turn.last].idx + len(doc[turn.last]) and doc[turn.first].idx < source[1]


def _until(text: str, start: int, stop: int, known: Cues) -> int:
    """Before what somebody does next ("then shut the door") and behind a semicolon."""
    aside = known.turn_ends.search(text, start + _LEAST, stop)
    return aside.start() if aside is not None else stop
