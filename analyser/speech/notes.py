"""The short forms of case notes: "per Mum", "Mum: …", "T/C from MGM: …", headings, and quotations without a cue."""

from __future__ import annotations

import bisect
import re

from spacy.tokens import Doc, Token

from analyser.actors.mentions import Kind, Mention
from analyser.grammar import next_to, sentence_of, text_of
from analyser.model import Statement
from analyser.speech.beats import beside, tag_after
from analyser.speech.labels import turns
from analyser.speech.quotes import Quote
from analyser.speech.rules import Cues, cues
from analyser.speech.spans import noun_phrase, trimmed, with_quotes
from analyser.taxonomy import side_of

_COLON = re.compile(
    r"(?:^|(?<=[.!?;,\n] )|(?<=[.!?][\"”’] )|(?<=\n))(?:[-*•–]\s+)?"
    r"(?P<head>[^\n:.!?\"“”]{1,70}?)\s*(?P<colon>:|\s[-–—])\s+(?=\S)",
    re.MULTILINE,
)
# "Child's views. Misses the dog."
_STOPPED = re.compile(r"^(?P<head>[^\n:.!?\"“”]{4,50})(?P<colon>\.)\s+(?=\S)", re.MULTILINE)
_QUESTIONED = re.compile(r"(?:^|(?<=[.?!] )|(?<=\n))(?P<head>[QA])(?P<colon>\.)\s+(?=\S)")  # "Q. Did you? A. No."
_CONTACTED = re.compile(r"(?:.*(?:from|w/|with|by|of|to)$|t/?c|p/?c|spoke|met|rang|phoned|called)", re.IGNORECASE)
_OWNER = re.compile(r"(?:in\s+)?(?:the\s+)?([A-Za-z]+\d*)(?:['’]s?)?\s", re.IGNORECASE)
_SMALL = r"of|the|and|a|an|in|on|to|for|with|\d+"
_TITLE = re.compile(rf"(?:[A-Z][\w'’]*|{_SMALL})(?:\s+(?:[A-Z][\w'’]*|{_SMALL}))*")
_PRONOUNS = ("his", "her", "their", "my", "our")
_HOLDER = re.compile(r"(?P<who>(?:the )?[\w]+(?: \w+)?), ", re.IGNORECASE)
_HEAD = 60  # characters
# 'Jay (9): "…"'
_AGED = re.compile(r"(?:^|(?<=[.\n] )|(?<=\n))(?P<who>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?),? (?:\(\d{1,2}\)|\d{1,2}):\s*$")
_ON_AIR = re.compile(r"\b(?:on|in|at)\s+(?:(?:the|[A-Z][\w.]*['’]s?)\s+)?$")
_BETWEEN = re.compile(r"[\s,:;–—\-(]*(?:\(?(?:aged?\s*)?\d{1,2}\)?(?:\s*y(?:ea)?rs?)?)?[\s,:;–—\-).]*$")


def from_phrases(doc: Doc, known: Cues, quotes: list[Quote]) -> list[Statement]:
    found: list[Statement] = []
    for m in known.phrases.finditer(text_of(doc)):
        tokens = doc.char_span(m.start(), m.end(), alignment_mode="expand")
        if tokens is None or tokens.end >= len(doc):
            continue
        source = (
            next(
                (t for c in (*tokens, doc[tokens.end]) for t in c.children if t.dep_ == "pobj" and t.i >= tokens.end),
                None,
            )
            or doc[tokens.end]
        )
        if (
            source.i < tokens.end
            or sentence_of(source).start != sentence_of(tokens[-1]).start
            or not (_may_speak(source, known) or (len(tokens) > 1 and source.lower_ in known.informants))
        ):
            continue
        a, b = noun_phrase(source)
        if (comma := text_of(doc).find(",", source.idx, b)) > 0:
            b = comma  # "Per HV, baby well": no apposition
        heads = m.start() == sentence_of(tokens[0]).start_char
        if (
            m[0].lower() in ("per", "via")
            and not heads
            and source.pos_ not in ("PROPN", "PRON")
            and source.lower_ not in _people()
        ):
            continue
        sent = sentence_of(tokens[0])
        text = text_of(doc)
        opens, ends = text.rfind(";", sent.start_char, m.start()), text.find(";", b, sent.end_char)
        after = (_behind_aside(source, b) if heads else b, ends if ends >= 0 else sent.end_char)
        before = (opens + 1 if opens >= 0 else sent.start_char, m.start())
        main = doc[sent.start : sent.end].root
        ahead = before[0] <= main.idx < before[1] and main.pos_ in ("VERB", "AUX")  # "It failed, according to …, as …"
        ahead = ahead and text[after[0] : after[1]].lstrip(", ")[:1] not in '"“‘'
        content = trimmed(text, before if ahead or after[1] - after[0] <= before[1] - before[0] else after)
        if content[1] - content[0] < 3:
            continue
        if content[1] <= m.start():
            b = max(b, _end_of_title(source))
        found.append(Statement(a, b, m.start(), m.end(), *with_quotes(content, quotes), False))
    return found


def _end_of_title(source: Token) -> int:
    """ "…, according to Ann Roe, a lawyer for the union.": what tells who the source is, up to the end."""
    told = next((c for c in source.children if c.dep_ == "appos" and next_to(c, -1).i > source.i), None)
    last = told.right_edge if told is not None else source
    if told is None or next_to(told.left_edge, -1).text != "," or last.i + 1 < sentence_of(source).end - 1:
        return 0
    last = next_to(last, -1) if last.text == "." else last
    return int(last.idx + len(last.text))


def _behind_aside(source: Token, end: int) -> int:
    """ "According to Ms Roe, who saw it, …", "According to Jan Smit, a lawyer for the family, …": behind what tells who
    the source is, up to a comma."""
    doc = source.doc
    told = next((c for c in source.children if c.dep_ in ("relcl", "appos") and c.left_edge.i > source.i), None)
    if told is None or next_to(told.left_edge, -1).text != "," or told.left_edge.idx > end + 3:
        return end
    if told.dep_ == "relcl" and told.left_edge.tag_ not in ("WP", "WDT", "WP$", "WRB"):
        return end
    last = told.right_edge
    if last.i + 2 >= len(doc) or next_to(last).text != ",":
        return end
    opens = next_to(last, 2)
    if opens.tag_ in ("WP", "WDT", "WP$") or opens.pos_ in ("VERB", "AUX"):
        return end  # "Per Mum, the baby, who is two, is ill"
    return end if told.dep_ == "appos" and not _has_article(told) else int(next_to(last).idx)


def _has_article(noun: Token) -> bool:
    return any(c.dep_ in ("det", "poss") or (c.dep_ == "prep" and c.lower_ == "of") for c in noun.children)


def from_owned(doc: Doc, known: Cues, quotes: list[Quote]) -> list[Statement]:
    """ "In her view …", "by Mum's account …": the source stands inside the cue."""
    found: list[Statement] = []
    text = text_of(doc)
    for m in known.owned.finditer(text):
        tokens = doc.char_span(m.start(), m.end(), alignment_mode="expand")
        owner = doc.char_span(*m.span("owner"), alignment_mode="expand")
        if any(q.start < m.start() < q.inner_end <= m.end() + 1 for q in quotes):
            continue  # "“There is no doubt in my mind,” she said"
        if tokens is None or owner is None or not any(t.pos_ in ("NOUN", "PROPN", "PRON", "DET") for t in owner):
            continue
        sent = sentence_of(tokens[0])
        after, before = (m.end(), sent.end_char), (sent.start_char, m.start())
        content = trimmed(text, after if after[1] - after[0] > before[1] - before[0] else before)
        within = next((q for q in quotes if q.start < m.start() < q.end), None)
        if within is not None:  # “In my view it is bad,” Mum said
            content = trimmed(text, (max(content[0], within.inner_start), min(content[1], within.inner_end)))
        if content[1] - content[0] > 2:
            who, word = m.span("owner"), m.start()
            if m["owner"].lower() in _PRONOUNS and m[0][:3].lower() == "as ":
                continue  # "gave it as her opinion that": see ``from_noun``
            if m["owner"].lower() in _PRONOUNS:
                named = _HOLDER.fullmatch(text, sent.start_char, m.start())
                who = named.span("who") if named is not None else who  # "Mother, by her own admission"
                word = m.end() - len(m[0].split()[-1])
            found.append(Statement(*who, word, m.end(), *with_quotes(content, quotes), False))
    return found


def _people() -> frozenset[str]:
    from analyser.actors.rules import lexicon

    return frozenset(lexicon().by_word)


def _may_speak(token: Token, known: Cues) -> bool:
    if token.lower_ in known.no_source or token.ent_type_ in ("DATE", "TIME"):
        return False
    return token.pos_ in ("PROPN", "PRON", "NOUN") or token.lower_ in _people()


def from_colons(doc: Doc, known: Cues, quotes: list[Quote], mentions: tuple[Mention, ...]) -> list[Statement]:
    """ "Mum: …", "T/C from MGM: …", "Child's views: …": the head of a line or sentence, then what they say."""
    found: list[Statement] = []
    starts = [m.start for m in mentions]
    ends = [(s.start_char, s.end_char) for s in doc.sents]
    matches = list(_COLON.finditer(text_of(doc)))
    matches += [m for m in _STOPPED.finditer(text_of(doc)) if known.closed.fullmatch(m["head"])]
    matches += list(_QUESTIONED.finditer(text_of(doc)))
    matches.sort(key=lambda m: m.start("head"))
    spoken = turns(doc, matches, known)
    for m in matches:
        a, b = m.span("head")
        heading = known.headings.search(m["head"])
        named_by_head = False
        inside = mentions[bisect.bisect_left(starts, a) : bisect.bisect_left(starts, b)]
        people = [
            p for p in inside if p.kind in (Kind.NAME, Kind.WORD, Kind.PRONOUN) and not (p.possessor and not heading)
        ]
        record = known.records.search(m["head"])
        opener = next(
            (p for p in inside if p.kind in (Kind.NAME, Kind.WORD) and p.start - a <= 5 and not p.possessor), None
        )
        if heading is None and opener is not None and m["colon"] == ":" and _bare_head(doc, opener.end, b):
            people = [opener]
        elif record is not None and inside and m["colon"] == ":" and len(m["head"].split()) <= 6:
            people = list(inside)
        elif heading is None and (a in spoken or (is_speaker(m["head"], known) and _may_be_said(text_of(doc), m))):
            named_by_head = True
        elif heading is None and (
            m["colon"] != ":" or not people or len(m["head"].split()) > 4 or people[-1].end < b - 14
        ):
            continue
        if heading is not None and m["colon"] not in ":." and heading.start() > 3 and heading.end() < len(m["head"]):
            continue
        who = people[-1] if people else None
        at_line_start = a == 0 or text_of(doc)[a - 1] == "\n"
        line_end = text_of(doc).find("\n", m.end())
        line_end = len(text_of(doc)) if line_end < 0 else line_end
        stop = next((e for s, e in ends if s <= m.end() < e), line_end)
        if heading is not None and at_line_start and known.bare.match(m["head"]) is None:
            stop = line_end
        stop = spoken.get(a, stop) if named_by_head else stop
        quote = next((q for q in quotes if q.start == m.end()), None)
        if quote is not None:
            stop = _last_of_row(text_of(doc), quote, quotes).end
        content = trimmed(text_of(doc), (m.end(), min(stop, line_end) if quote is None else stop))
        if content[1] - content[0] < 2 or _is_unanswered(text_of(doc), a, content[0], known):
            continue
        named = _named_in(heading, a) if heading is not None and who is None else None
        named = m.span("head") if named_by_head else named
        cue = (a + heading.start(), a + heading.end()) if heading is not None else (m.start("colon"), m.end("colon"))
        found.append(
            Statement(
                who.start if who else named[0] if named else None,
                who.end if who else named[1] if named else None,
                *cue,
                *content,
                quote is not None,
                who.role if who else "",
            )
        )
    return found


def _is_unanswered(text: str, head: int, content: int, known: Cues) -> bool:
    """ "T/C to Dad: no answer": nobody was reached, and nobody said so."""
    return known.contacts.match(text, head) is not None and known.unanswered.match(text, content) is not None


def _named_in(heading: re.Match[str], shift: int) -> tuple[int, int] | None:
    """The owner's word in a heading such as "Chair's summary" or "Parent comments", where no mention was found."""
    if cues().bare.match(heading.string):
        return None  # "Presenting complaint: …"
    before = heading.string[: heading.start()].strip()
    if before and is_speaker(before, cues()):
        return shift, shift + len(before)  # "HV via email: …"
    if _CONTACTED.match(heading[0]):
        rest = re.match(r"\s*([^,;]{2,30})$", heading.string[heading.end() :])
        start = shift + heading.end()
        return (start + rest.start(1), start + rest.end(1)) if rest is not None else None
    owner = _OWNER.match(heading[0])
    if owner is None or owner[1].lower() in ("child", "children", "person", "pupil", "student"):
        return None
    return shift + heading.start() + owner.start(1), shift + heading.start() + owner.end(1)


def is_speaker(head: str, known: Cues) -> bool:
    """A head of one to three words that names a person or a service and nothing else: "Pt", "Ward manager"."""
    words = head.lower().removeprefix("the ").replace("’s", "").replace("'s", "").split()
    return 0 < len(words) <= 3 and (words[-1] in known.speakers or words[-1] in _people())


def _last_of_row(text: str, quote: Quote, quotes: list[Quote]) -> Quote:
    """ "Reason given: “tired” and “the food”": one after another, of one person."""
    for other in quotes[bisect.bisect_left([q.start for q in quotes], quote.end) :]:
        if text[quote.end : other.start].strip() not in ("and", ",", ", and", "or", "then"):
            break
        quote = other
    return quote


def _may_be_said(text: str, m: re.Match[str]) -> bool:
    """Behind a dash, only what opens as speech does: "Mum - he's fine", not "Dad - absent"."""
    return (
        m["colon"] == ":"
        or re.match(r"[\"“‘']|(?:i|he|she|they|we|it|no|not|says)\b", text[m.end() :], re.I) is not None
    )


def _bare_head(doc: Doc, start: int, end: int) -> bool:
    """Nothing but "to the officer" or "through the letterbox" between a person and the colon."""
    rest = doc.char_span(start, end, alignment_mode="expand")
    return rest is None or (len(rest) <= 6 and not any(t.pos_ in ("VERB", "AUX") for t in rest))


def _is_name(text: str, q: Quote, known: Cues) -> bool:
    """The marks hold a title or what a thing is called, not words that somebody says."""
    inner = text[q.inner_start : q.inner_end].strip()
    if _ON_AIR.search(text, max(0, q.start - 40), q.start):
        inner = inner.rstrip(".,")  # 'said on NBC's "Meet the Nation."'
    if known.titled.search(text[max(0, q.start - 40) : q.start]):
        return True
    return inner[-1:] not in ".,!?…" and len(inner.split()) > 1 and _TITLE.fullmatch(inner) is not None


def _may_say(doc: Doc, m: Mention, at: int, known: Cues) -> float:
    """How well a person before a quotation fits as its speaker: near, acting, or the one spoken with."""
    token = doc[m.token]
    with_them = token.dep_ in ("pobj", "dobj", "dative") and token.head.lower_ in known.spoken_with
    gap = text_of(doc)[m.end : at]
    score = -(at - m.end) / 120 + 0.6 * m.subject + 0.8 * with_them - 0.8 * m.possessor
    if side_of(m.role) in ("professional", "agency"):
        score -= 0.8
    return score + (0.0 if re.search(r"[.!?]\s", gap) else 0.4) - (0.4 if "\n" in gap else 0.0)


def from_quotes(
    doc: Doc, known: Cues, quotes: list[Quote], found: list[Statement], mentions: tuple[Mention, ...]
) -> list[Statement]:
    """Quotations that no cue has claimed: the person right before or after them, in notes' way."""
    taken = [(s.content_start, s.content_end) for s in found]
    starts = [m.start for m in mentions]
    bare: list[Statement] = []
    for q in quotes:
        if any(a <= q.inner_start and q.inner_end <= b for a, b in taken) or _is_name(text_of(doc), q, known):
            continue
        beat, source = tag_after(doc, q, known)
        if beat is None and len(text_of(doc)[q.inner_start : q.inner_end].split()) < 2:
            continue
        i = bisect.bisect_left(starts, q.start)
        j = bisect.bisect_left(starts, q.end)
        who = None
        if j < len(mentions) and re.fullmatch(r"[\s,–—(-]*", text_of(doc)[q.end : mentions[j].start]):
            who = mentions[j]
        before = [
            m
            for m in mentions[max(0, i - 8) : i]
            if m.role and not m.quoted and m.kind not in (Kind.ADDRESSEE, Kind.AUTHOR) and q.start - m.end < 320
        ]
        touching = before[-1] if before and _BETWEEN.match(text_of(doc)[before[-1].end : q.start]) else None
        said = [(s.content_start, s.content_end) for s in found if not s.direct]
        free = [m for m in before if not any(a <= m.start < b for a, b in said)]
        who = touching or who or max(free, key=lambda m: _may_say(doc, m, q.start, known), default=None)
        if beat is None:
            beat, source = beside(doc, q, known)
        aged = _AGED.search(text_of(doc), max(0, q.start - _HEAD), q.start) if beat is None and not touching else None
        if aged is not None:
            source = aged.span("who")
        if beat is not None or aged is not None:
            who = None
        bare.append(
            Statement(
                who.start if who else source[0] if source else None,
                who.end if who else source[1] if source else None,
                beat[0] if beat else q.start,
                beat[1] if beat else q.inner_start,
                q.start,
                q.end,
                True,
                who.role if who else "",
            )
        )
    return bare
