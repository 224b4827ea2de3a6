"""Telegraphic notes that the parse does not see through: who stands before a cue, and contacts without a colon."""

from __future__ import annotations

import bisect
import re

from spacy.tokens import Doc, Span, Token

from analyser.actors.mentions import Mention
from analyser.grammar import sentence_of, text_of
from analyser.model import Statement
from analyser.speech.lemmas import lemma_of
from analyser.speech.notes import is_speaker
from analyser.speech.objects import is_made
from analyser.speech.quotes import Quote
from analyser.speech.rules import Cues, cues
from analyser.speech.spans import trimmed, with_quotes

_WHEN = (  # "T/C Mum 10.15.", "T/C Mum today,"
    r"(?:\s+(?:at |on |@ ?)?\d[\d.:/]*\d(?:\s?[ap]m|\s?hrs?)?\b"
    r"|\s+(?:today|yesterday|this (?:am|pm|morning|afternoon)))?"
)
_CONTACT = re.compile(
    _WHEN + r"\s*(?:[,;.]|[-–—](?=\s)|\(|to say(?: that)?\b|re\b|that\b|with (?:news|word) (?:that|of)\b)"
    r"\s*(?=\w|[\"“‘'])"
)
_MEETING = re.compile(
    r"(?:(?:another|further|joint|late|new|second|2nd|urgent) )?"
    r"(?:visit|spoke|spoken|sp|met|disc|chat|conversation|liais|meeting|tel|r[au]ng|phoned|called|texted|emailed"
    r"|contact|checked|saw|seen)",
    re.IGNORECASE,
)
# Behind one who was met or rung, only what opens as their words do: "Spoke to Nan; she has not seen them".
_SPOKEN = re.compile(
    r"\s*(?:[,;.]|[-–—]) (?:he|she|they|it|there|nothing|no (?!answer|reply|response|show|one\b))\b", re.IGNORECASE
)
_NEXT = re.compile(r"\s*(?:[,;.]|[-–—]) (\w+) (?=\w)")
_STRANGER = re.compile(r"(?P<who>[A-Z][\w’'-]+(?: (?:in|at|of|the|[A-Z][\w’'-]+)){0,5})(?=[,:])")  # "Henrik in Malmö"
_CRY = re.compile(r"[!?]+\s+(?=\w)")
_LAST = 12  # cues that begin before another and may reach into it
_JOINT = re.compile(r"[,;]\s+(?:and|but|while|whereas)\s+$")
_WHICH = re.compile(
    r"(?:maternal|paternal|foster|step|birth|former|ex|new|class|head|older|elder|younger|eldest)[ -]", re.I
)
_NOT_ANYBODY = ("it", "there", "which", "that", "what", "who", "whom", "whose")
_WHO = re.compile(r"(?:the\s+)?[A-Za-z]+\d*(?:\s+(?:worker|manager|nurse|visitor|officer))?")


def from_contacts(doc: Doc, known: Cues, quotes: list[Quote], mentions: tuple[Mention, ...]) -> list[Statement]:
    """ "Call from Mum, running late": a contact at the head of a sentence, without a colon."""
    found: list[Statement] = []
    text = text_of(doc)
    starts = [m.start for m in mentions]
    for sent in doc.sents:
        head = known.contacts.match(text, sent.start_char, sent.end_char)
        if head is None:
            continue
        i = bisect.bisect_left(starts, head.end())
        who = mentions[i] if i < len(mentions) and _stands_next(text, head.end(), mentions[i].start) else None
        if who is None and (named := _WHO.match(text, head.end())) is not None and is_speaker(named[0], known):
            who_span, role = named.span(), ""
        elif who is None and (stranger := _STRANGER.match(text, head.end(), sent.end_char)) is not None:
            who_span, role = stranger.span("who"), ""
            if not head[0].lower().rstrip().endswith("from"):
                continue
        elif who is not None:
            who_span, role = (who.start, who.end), who.role
        else:
            continue
        mark = _CONTACT.match(text, who_span[1])
        if mark is None or (_MEETING.match(head[0]) and not _is_spoken(text, mark.start(), known)):
            continue
        stop = sent.end_char
        if mark.end() >= stop:  # "T/C from Mum. Running late."
            after = doc.char_span(mark.end(), mark.end() + 1, alignment_mode="expand")
            if after is None or "\n" in mark[0]:
                continue
            stop = sentence_of(after[0]).end_char
        content = trimmed(text, (mark.end(), stop))
        if known.processed.match(text, content[0]) or known.unanswered.match(text, content[0]):
            continue  # "Referral received from CAMHS. Allocated to duty."
        if content[1] - content[0] > 2:
            found.append(
                Statement(
                    *who_span,
                    head.start(),
                    head.start() + len(head[0].rstrip()),
                    *with_quotes(content, quotes),
                    False,
                    role,
                )
            )
    return found


def _is_spoken(text: str, at: int, known: Cues) -> bool:
    """ "Rang nursery. Confirmed he was in": a verb of saying too."""
    verb = _NEXT.match(text, at)
    return _SPOKEN.match(text, at) is not None or (verb is not None and verb[1].lower() in known.turns - known.turns_to)


def _stands_next(text: str, start: int, at: int) -> bool:
    """Right behind the head, but for a word that tells which: "from paternal aunt", "from the boys' nan"."""
    return at - start <= 5 or _WHICH.fullmatch(text, start, at) is not None


def from_shapes(doc: Doc, known: Cues, quotes: list[Quote], found: list[Statement]) -> list[Statement]:
    """ "Mo adamant no drink in house", "Dad adv'd he's moved out": whoever stands before a cue, in telegraphic notes.

    Gives only statements whose cue no other way of reading has claimed with a source.
    """
    text = text_of(doc)
    claimed = sorted((s.cue_start, s.cue_end) for s in found if s.source_start is not None)
    sourced = sorted((s for s in found if s.source_start is not None), key=_begins)
    out: list[Statement] = []
    told = [*known.shapes.finditer(text), *known.rings.finditer(text)]
    matches = sorted((m for m in told if _is_shape(doc, m)), key=lambda m: m.start())
    for n, m in enumerate(matches):
        source = doc.char_span(m.start("source"), m.end("source") - 1, alignment_mode="expand")
        if source is None:
            continue
        sent = sentence_of(source[0])
        twice = any(o is not m and sent.start_char <= o.start() < sent.end_char for o in matches[max(0, n - 1) : n + 2])
        if not twice and _is_claimed(m, claimed):
            continue
        if not sent.start_char <= m.start("content") < sent.end_char:
            continue
        stop = sent.end_char
        if n + 1 < len(matches) and matches[n + 1].start() < stop:
            stop = matches[n + 1].start()
        stop = _before_another(text, m.end(), stop, sourced)
        semicolon = text.find(";", m.end(), stop)
        stop = semicolon if semicolon > 0 else stop
        more = known.joined.search(text, m.start("content") + 3, stop)
        if more is not None:
            rest = trimmed(text, (more.end(), stop))
            if rest[1] - rest[0] > 2:
                source_span = (m.start("source"), m.end("source") - 1)
                out.append(Statement(*source_span, *more.span("cue"), *with_quotes(rest, quotes), False))
                stop = more.start()
        content = trimmed(text, (m.start("content"), stop))
        if content[1] - content[0] < 2:
            continue
        quoted = any(q.start <= content[0] + 1 and q.end >= content[1] - 2 for q in quotes)
        out.append(
            Statement(
                m.start("source"),
                m.end("source") - 1,
                m.start("cue"),
                m.end("cue"),
                *with_quotes(content, quotes),
                quoted,
            )
        )
    return out


def _begins(s: Statement) -> int:
    return s.source_start if s.source_start is not None else s.cue_start


def _is_claimed(m: re.Match[str], claimed: list[tuple[int, int]]) -> bool:
    """One of the last cues that begin before the end of this one reaches into it."""
    at = bisect.bisect_left(claimed, (m.end("cue"), 0))
    return any(m.start("cue") < b for _, b in claimed[max(0, at - _LAST) : at])


def _before_another(text: str, start: int, stop: int, sourced: list[Statement]) -> int:
    """Where the words of another begin: "of the opinion that …, and the report says …", or a new outcry."""
    cry = _CRY.search(text, start, stop)
    stop = cry.start() if cry is not None else stop
    first = bisect.bisect_right(sourced, start, key=_begins)
    for s in sourced[first : bisect.bisect_left(sourced, stop, key=_begins)]:
        if s.source_start is not None:
            joint = _JOINT.search(text, start, s.source_start)
            if joint is not None and s.source_start < s.cue_start:
                return joint.start()
    return stop


def _is_shape(doc: Doc, m: re.Match[str]) -> bool:
    source = doc.char_span(m.start("source"), m.end("source") - 1, alignment_mode="expand")
    first = doc.char_span(m.start("content"), m.start("content") + 1, alignment_mode="expand")
    if m["cue"].lower().startswith("believe") and first is not None and first[0].lower_ == "in":
        return False  # "believes in God"
    if cues().never.match(m.string, m.start("cue")):
        return False
    if m["cue"].lower().startswith("agree") and first is not None:
        made = any(x.dep_ == "dobj" and is_made(x) for x in (first[0], first[0].head))
        if made or (first[0].dep_ == "prep" and first[0].lower_ == "on"):
            return False  # "agreed a time with the plumber", "agreed on a date"
    if source is None or first is None or not (is_someone(source) or is_speaker(source.text, cues())):
        return False
    if _is_sent(doc, m, first[0]):
        return False
    return (
        first[0].pos_ != "CCONJ"
        and first[0].lower_ not in ("by", "to", "for", "with")
        and (not first[0].is_punct or first[0].is_quote or (first[0].text == "?" and not first[0].whitespace_))
    )


def _is_sent(doc: Doc, m: re.Match[str], first: Token) -> bool:
    """ "She wrote her name on the board", "Dad texted a photo": a thing, not what it says."""
    cue = doc.char_span(*m.span("cue"), alignment_mode="expand")
    if cue is None or len(cue) != 1 or lemma_of(cue[0]) not in cues().given_out:
        return False
    return any(c.dep_ == "dobj" and c.left_edge.i == first.i and c.pos_ == "NOUN" for c in cue[0].children)


def is_someone(source: Span) -> bool:
    """Whether words name somebody who may say something."""
    bracket = next((t.i - source.start for t in source if t.text == "("), 0)
    if bracket and source[-1].text == ")":
        source = source[:bracket]  # "GP (Dr Rao) unaware he had moved"
    last = source[-1]
    if last.pos_ not in ("NOUN", "PROPN", "PRON", "X") or last.lower_ in _NOT_ANYBODY:
        return False
    if last.ent_type_ in ("DATE", "TIME") or last.tag_ == "PRP$":
        return False  # "his hopes"
    return not any(
        t.pos_ in ("VERB", "AUX", "ADP", "SCONJ", "ADV", "CCONJ")
        or t.lower_ in ("no", "nil")
        or t.lower_ in cues().nobody
        for t in source
    )
