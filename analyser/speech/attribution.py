"""Finds statements in a parsed note: verbs of saying by the parse, short forms by the layout of the line, quotations."""

from __future__ import annotations

import bisect
import re
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from analyser import taxonomy
from analyser.actors.mentions import Kind, Mention
from analyser.model import Statement
from analyser.speech.quotes import Quote, quoted_stretches
from analyser.speech.rules import Cues, VerbFamily, cues

_SUBJECT = ("nsubj", "nsubjpass")
_CLAUSE = ("ccomp", "xcomp", "parataxis")
_SPOKEN_WITH = {"with", "w", "to", "asked", "ask", "saw", "see", "from", "told", "t", "c", "rang", "called", "phoned"}
_TRIM = " \t\n,;:-–—"
_COLON = re.compile(
    r"(?:^|(?<=[.!?;,\n] )|(?<=\n))(?P<head>[^\n:.!?\"“”]{1,70}?)\s*(?P<colon>:|\s[-–—])\s+(?=\S)", re.MULTILINE
)
_RECORD = re.compile(
    r"\b(?:entry|entries|book|log|sheets?|records?|notes?|timesheets?|register|report|letter|message|texts?|e-?mail|card|list|"
    r"diary|account|version|view|printout|rota|system|chart|file)$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[\s,:;–—\-(]*(?:\(?(?:aged?\s*)?\d{1,2}\)?(?:\s*y(?:ea)?rs?)?)?[\s,:;–—\-).]*$")


def find_in_doc(doc: Doc) -> list[Statement]:
    """Statements in order of their cues. Mentions, where set, give the speakers' roles."""
    if not len(doc):
        return []
    found: list[Statement] = []
    mentions: tuple[Mention, ...] = tuple(doc._.mentions or ()) if doc.has_extension("mentions") else ()
    known, quotes = cues(), quoted_stretches(doc.text)
    never = [(m.start(), m.end()) for m in known.never.finditer(doc.text)]
    for token in doc:
        if any(a <= token.idx < b for a, b in never):
            continue
        statement = None
        family = _family(token, known)
        if family is not None and (token.pos_ == "VERB" or _verb_by_shape(token)):
            statement = _from_verb(doc, token, family, known, quotes)
        elif token.pos_ == "ADJ" and token.lower_ in known.adjectives:
            statement = _from_adjective(doc, token)
        elif token.pos_ == "NOUN" and token.lower_ in known.nouns:
            statement = _from_noun(doc, token)
        if statement is not None:
            found.append(statement)
    found += _from_phrases(doc, known, quotes)
    found += _from_colons(doc, known, quotes, mentions)
    found += _bare_quotes(doc, quotes, found, mentions)
    return _with_speakers(doc, _carried_on(doc, _once(found)), mentions)


def _family(token: Token, known: Cues) -> VerbFamily | None:
    """The family of a verb; forms that a lemmatiser does not know ("texted") are cut by hand."""
    if token.pos_ not in ("VERB", "AUX", "NOUN", "PROPN", "ADJ"):
        return None
    found = known.verbs.get(token.lemma_.lower())
    if found is None and token.pos_ == "VERB":
        low = token.lower_
        found = next((known.verbs[f] for f in (low, low[:-1], low[:-2], low[:-3]) if f in known.verbs), None)
    return found


def _verb_by_shape(token: Token) -> bool:
    """Tagged as a noun, but in a verb's form and place: "Mum states no concerns", "reports feeling low"."""
    if token.tag_ == "NN" and token.i == token.sent.start + 1 and token.i + 1 < len(token.doc):
        return token.nbor().lower_ in ("he", "she", "they", "that", "there", "it", "mum", "dad")  # "School state he…"
    return (
        token.tag_ in ("NNS", "NNP", "NNPS")
        and token.text.endswith("s")
        and (token.i == token.sent.start or token.nbor(-1).pos_ in ("PROPN", "PRON"))
        and token.i + 1 < len(token.doc)
        and token.nbor().text not in ".,;:)"
    )


# ---------------------------------------------------------------- verbs


def _from_verb(doc: Doc, verb: Token, family: VerbFamily, known: Cues, quotes: list[Quote]) -> Statement | None:
    source = _subject(verb)
    if verb.tag_ == "NN" and source is None:
        source = verb.nbor(-1)
    passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)
    if passive or (verb.tag_ == "VBN" and any(c.dep_ == "agent" for c in verb.children)):
        agent = next((g for c in verb.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"), None)
        source = agent
        if agent is None and not any(c.dep_ in _CLAUSE for c in verb.children):
            return None
    content, direct = _content(doc, verb, family, known, quotes, source)
    if content is None:
        return None
    span = _noun_phrase(source) if source is not None else None
    if span is not None and span[0] < content[1] and content[0] < span[1]:
        if content[0] <= span[0] and span[1] >= content[1]:
            return None
        content = (content[0], span[0]) if span[0] - content[0] > content[1] - span[1] else (span[1], content[1])
    content = _trimmed(doc.text, content)
    if content[1] - content[0] < 2:
        return None
    return Statement(
        span[0] if span else None,
        span[1] if span else None,
        verb.idx,
        verb.idx + len(verb.text),
        content[0],
        content[1],
        direct,
    )


def _subject(verb: Token) -> Token | None:
    """The one who says it: the verb's own subject, or that of the verb it is coordinated with or depends on."""
    at: Token | None = verb
    for _ in range(4):
        if at is None:
            return None
        own = next((c for c in at.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        if own is not None:
            if own.lower_ in ("which", "that", "who") and at.dep_ == "relcl":
                return at.head
            return own
        if at.dep_ == "relcl" and any(c.lower_ in ("who", "which", "that") for c in at.children):
            return at.head
        if at.dep_ == "acl" and at.tag_ == "VBG":
            return at.head
        at = at.head if at.dep_ in ("conj", "xcomp", "advcl", "dep") and at.head.i != at.i else None
    return None


def _content(
    doc: Doc, verb: Token, family: VerbFamily, known: Cues, quotes: list[Quote], source: Token | None
) -> tuple[tuple[int, int] | None, bool]:
    clause = next((c for c in verb.children if c.dep_ == "ccomp"), None)
    quote = _quote_beside(doc, verb, quotes)
    if quote is not None and not family.needs_clause:
        if clause is None or quote.end <= verb.idx or quote.start <= clause.left_edge.idx + 6:
            answer = family.id == "ask" and doc.text[quote.start - 3 : quote.start].strip() in (":", "-", "–")
            return (None, False) if answer else ((quote.start, quote.end), True)
    if clause is None and not (family.needs_clause or family.needs_quote):
        clause = next((c for c in verb.children if c.dep_ == "xcomp"), None)
    if clause is None and source is not None and _is_set_off(verb, source):  # "It was late, she said, and cold"
        return _around(doc, verb, source, quotes), False
    if (
        clause is None
        and verb.dep_ == "advcl"
        and verb.head.i < verb.i
        and any(c.lower_ == "as" for c in verb.children)
    ):
        return _around(doc, verb, source, quotes), False
    if clause is not None:
        if (family.needs_clause or family.needs_quote) and not _has_subject(clause):
            return None, False
        a, b = _extent(clause)
        if clause.i < verb.i:
            b = min(b, min(verb.idx, source.left_edge.idx if source is not None else verb.idx))
        else:
            first = doc.char_span(a, a + 1, alignment_mode="expand")
            if first is not None and first[0].lower_ == "that":
                a = first[0].idx + len(first[0].text) + 1
            a = max(a, verb.idx + len(verb.text))
            b = max(b, _rest_of_content(doc, clause, b))
        return _with_quotes((a, b), quotes), any(q.start <= a + 1 and q.end >= b - 2 for q in quotes)
    if family.needs_clause or family.needs_quote:
        return None, False
    if verb.lemma_.lower() in known.with_object or verb.pos_ != "VERB":
        thing = next(
            (c for c in verb.children if c.dep_ in ("dobj", "oprd", "attr", "acomp", "prep") and c.i > verb.i), None
        )
        if thing is not None and (source is not None or verb.i == verb.sent.start):
            return _with_quotes(_extent(thing), quotes), False
        if verb.pos_ != "VERB":
            return (verb.idx + len(verb.text), _end(verb.sent)), False
    if family.id == "tell" or verb.lemma_.lower() in ("ask", "speak"):
        about = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ in ("about", "of", "re", "for")), None)
        if about is not None and source is not None:
            return _extent(about), False
    follows = re.compile(r"\s*(?:that|:|,)?\s*").match(doc.text, verb.idx + len(verb.text))
    if (
        family.id == "say"
        and verb.lemma_.lower() in ("say", "state", "report", "reckon", "claim", "insist")
        and follows is not None
        and verb.i + 2 < verb.sent.end
        and verb.nbor().text not in ",.;"
    ):
        return (follows.end(), _end(verb.sent)), False
    return None, False


def _is_set_off(verb: Token, source: Token) -> bool:
    """ "…, she said": subject and verb side by side (in either order) after a comma, and before one or the end."""
    first, last = (source.left_edge, verb) if source.i < verb.i else (verb, source.right_edge)
    if abs(source.i - verb.i) > 3 or not _mark_before(first):
        return False
    doc = verb.doc
    after = doc[last.i + 1] if last.i + 1 < len(doc) else None
    if after is not None and after.dep_ in ("dative", "dobj") and after.pos_ == "PRON" and last.i + 2 < len(doc):
        after = doc[last.i + 2]
    return after is None or after.is_punct or after.is_space or after.i >= verb.sent.end


def _mark_before(token: Token) -> bool:
    """A comma, dash or closing mark stands before."""
    return token.i > 0 and token.nbor(-1).text in {",", "-", "–", "—", '"', "”", "'", "’", "?", "!", "…", "''"}


def _around(doc: Doc, verb: Token, source: Token | None, quotes: list[Quote]) -> tuple[int, int]:
    """What stands beside a set-off "she said": the longer side of its sentence."""
    left = min(verb.left_edge.idx, source.left_edge.idx if source is not None else verb.idx)
    right = max(verb.idx + len(verb.text), _noun_phrase(source)[1] if source is not None else 0)
    sent = verb.sent
    before, after = (sent.start_char, left), (right, _end(sent))
    chosen = before if before[1] - before[0] >= (after[1] - after[0]) * 0.7 else after
    return _with_quotes(chosen, quotes)


def _quote_beside(doc: Doc, verb: Token, quotes: list[Quote]) -> Quote | None:
    """A quotation right after the verb (and those told), or right before it and its subject."""
    end = verb.idx + len(verb.text)
    for q in quotes:
        if q.start >= end:
            gap = doc.text[end : q.start]
            if len(gap) <= 60 and "\n" not in gap and not re.search(r"[.!?;](?:\s|$)", gap) and _tight(gap):
                return q
            break
    before = [q for q in quotes if verb.sent.start_char < q.end <= verb.idx]
    if before:
        gap = doc.text[before[-1].end : verb.idx]
        if len(gap) <= 50 and "\n" not in gap and not re.search(r"[.;:(]", gap) and len(gap.split()) <= 6:
            own = _subject(verb)
            if own is not None and own.idx >= before[-1].end:
                return before[-1]
            if any(c.dep_ == "nsubj" and c.i > verb.i for c in verb.children) or not gap.split():
                return before[-1]
    return None


def _tight(gap: str) -> bool:
    words = gap.split()
    return len(words) <= 4 or gap.rstrip().endswith((":", ","))


def _rest_of_content(doc: Doc, clause: Token, end: int) -> int:
    """A second clause that goes on with "and that": "said he was ill and that he'd ring"."""
    last = max((c.right_edge for c in clause.children if c.dep_ == "conj"), key=lambda t: t.i, default=None)
    return last.idx + len(last.text) if last is not None else end


def _has_subject(clause: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") for c in clause.children)


# ---------------------------------------------------------------- adjectives, nouns, phrases, layout


def _from_adjective(doc: Doc, adjective: Token) -> Statement | None:
    """ "Mum is adamant that he was in bed"."""
    clause = next((c for c in adjective.children if c.dep_ == "ccomp"), None)
    if clause is None and adjective.dep_ == "acomp":
        clause = next((c for c in adjective.head.children if c.dep_ == "ccomp" and c.i > adjective.i), None)
    source = _subject(adjective.head) if adjective.dep_ in ("acomp", "attr") else _subject(adjective)
    if clause is None or clause.i < adjective.i or not _has_subject(clause):
        return None
    a, b = _extent(clause)
    if doc.text[a : a + 5].lower() == "that ":
        a += 5
    span = _noun_phrase(source) if source is not None else None
    end = adjective.idx + len(adjective.text)
    return Statement(span[0] if span else None, span[1] if span else None, adjective.idx, end, a, b, False)


def _from_noun(doc: Doc, noun: Token) -> Statement | None:
    """ "Mum's account is that …", "her claim that …"."""
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    if owner is None:
        return None
    clause = next((c for c in noun.children if c.dep_ in ("acl", "ccomp") and _has_subject(c)), None)
    if clause is None and noun.dep_ in _SUBJECT and noun.head.lemma_ == "be":
        clause = next((c for c in noun.head.children if c.dep_ in ("ccomp", "attr", "acomp") and c.i > noun.i), None)
    if clause is None:
        return None
    a, b = _extent(clause)
    if doc.text[a : a + 5].lower() == "that ":
        a += 5
    span = _noun_phrase(owner)
    return Statement(*span, noun.idx, noun.idx + len(noun.text), a, b, False)


def _from_phrases(doc: Doc, known: Cues, quotes: list[Quote]) -> list[Statement]:
    found: list[Statement] = []
    for m in known.phrases.finditer(doc.text):
        tokens = doc.char_span(m.start(), m.end(), alignment_mode="expand")
        if tokens is None or tokens.end >= len(doc):
            continue
        source = (
            next((t for c in (*tokens, doc[tokens.end]) for t in c.children if t.dep_ == "pobj"), None)
            or doc[tokens.end]
        )
        if source.i < tokens.end or source.sent.start != tokens[-1].sent.start or not _may_speak(source):
            continue
        a, b = _noun_phrase(source)
        if m[0].lower() in ("per", "via") and source.pos_ not in ("PROPN", "PRON") and source.lower_ not in _people():
            continue
        sent = tokens.sent
        after, before = (b, _end(sent)), (sent.start_char, m.start())
        content = _trimmed(doc.text, after if after[1] - after[0] > before[1] - before[0] else before)
        if content[1] - content[0] < 3:
            continue
        found.append(Statement(a, b, m.start(), m.end(), *_with_quotes(content, quotes), False))
    return found


def _people() -> frozenset[str]:
    from analyser.actors.rules import lexicon

    return frozenset(lexicon().by_word)


def _may_speak(token: Token) -> bool:
    return (
        token.pos_ in ("PROPN", "PRON", "NOUN")
        and token.ent_type_ not in ("DATE", "TIME")
        and token.lower_
        not in (
            "age",
            "week",
            "day",
            "month",
            "year",
            "plan",
            "policy",
            "procedure",
            "usual",
            "hour",
            "agreement",
            "guidance",
            "link",
            "video",
        )
    )


def _from_colons(doc: Doc, known: Cues, quotes: list[Quote], mentions: tuple[Mention, ...]) -> list[Statement]:
    """ "Mum: …", "T/C from MGM: …", "Child's views: …": the head of a line or sentence, then what they say."""
    found: list[Statement] = []
    starts = [m.start for m in mentions]
    ends = [(s.start_char, s.end_char) for s in doc.sents]
    for m in _COLON.finditer(doc.text):
        a, b = m.span("head")
        heading = known.headings.search(m["head"])
        inside = mentions[bisect.bisect_left(starts, a) : bisect.bisect_left(starts, b)]
        people = [
            p for p in inside if p.kind in (Kind.NAME, Kind.WORD, Kind.PRONOUN) and not (p.possessor and not heading)
        ]
        record = _RECORD.search(m["head"])
        opener = next(
            (p for p in inside if p.kind in (Kind.NAME, Kind.WORD) and p.start - a <= 5 and not p.possessor), None
        )
        if heading is None and opener is not None and m["colon"] == ":" and _bare_head(doc, opener.end, b):
            people = [opener]
        elif record is not None and inside and m["colon"] == ":" and len(m["head"].split()) <= 6:
            people = list(inside)
        elif heading is None and (
            m["colon"] != ":" or not people or len(m["head"].split()) > 4 or people[-1].end < b - 14
        ):
            continue
        if heading is not None and m["colon"] != ":" and heading.start() > 3:
            continue
        who = people[-1] if people else None
        at_line_start = a == 0 or doc.text[a - 1] == "\n"
        line_end = doc.text.find("\n", m.end())
        line_end = len(doc.text) if line_end < 0 else line_end
        stop = next((e for s, e in ends if s <= m.end() < e), line_end)
        if heading is not None and at_line_start:
            stop = line_end
        quote = next((q for q in quotes if q.start == m.end()), None)
        if quote is not None:
            stop = quote.end
        content = _trimmed(doc.text, (m.end(), min(stop, line_end) if quote is None else stop))
        if content[1] - content[0] < 2:
            continue
        cue = (a + heading.start(), a + heading.end()) if heading is not None else (m.start("colon"), m.end("colon"))
        source = (who.start, who.end) if who is not None else (None, None)
        found.append(Statement(*source, *cue, *content, quote is not None, who.role if who is not None else ""))
    return found


def _bare_head(doc: Doc, start: int, end: int) -> bool:
    """Nothing but "to the officer" or "through the letterbox" between a person and the colon."""
    rest = doc.char_span(start, end, alignment_mode="expand")
    return rest is None or (len(rest) <= 6 and not any(t.pos_ in ("VERB", "AUX") for t in rest))


def _may_say(doc: Doc, m: Mention, at: int) -> float:
    """How well a person before a quotation fits as its speaker: near, acting, or the one spoken with."""
    token = doc[m.token]
    with_them = token.dep_ in ("pobj", "dobj", "dative") and token.head.lower_ in _SPOKEN_WITH
    gap = doc.text[m.end : at]
    score = -(at - m.end) / 120 + 0.6 * m.subject + 0.8 * with_them - 0.8 * m.possessor
    if role_side(m.role) in ("professional", "agency"):
        score -= 0.8
    return score + (0.0 if re.search(r"[.!?]\s", gap) else 0.4) - (0.4 if "\n" in gap else 0.0)


def role_side(role: str) -> str:
    """parent, child, professional or agency."""
    known = taxonomy.roles().get(role)
    return known.side if known else ""


def _bare_quotes(
    doc: Doc, quotes: list[Quote], found: list[Statement], mentions: tuple[Mention, ...]
) -> list[Statement]:
    """Quotations that no cue has claimed: the person right before or after them, in notes' way."""
    taken = [(s.content_start, s.content_end) for s in found]
    starts = [m.start for m in mentions]
    bare: list[Statement] = []
    for q in quotes:
        if (
            any(a <= q.inner_start and q.inner_end <= b for a, b in taken)
            or len(doc.text[q.inner_start : q.inner_end].split()) < 2
        ):
            continue
        i = bisect.bisect_left(starts, q.start)
        j = bisect.bisect_left(starts, q.end)
        who = None
        if j < len(mentions) and re.fullmatch(r"[\s,–—(-]*", doc.text[q.end : mentions[j].start]):
            who = mentions[j]
        before = [
            m
            for m in mentions[max(0, i - 8) : i]
            if m.role and not m.quoted and m.kind not in (Kind.ADDRESSEE, Kind.AUTHOR) and q.start - m.end < 320
        ]
        touching = before[-1] if before and _BETWEEN.match(doc.text[before[-1].end : q.start]) else None
        said = [(s.content_start, s.content_end) for s in found if not s.direct]
        free = [m for m in before if not any(a <= m.start < b for a, b in said)]
        who = touching or who or max(free, key=lambda m: _may_say(doc, m, q.start), default=None)
        bare.append(
            Statement(
                who.start if who else None,
                who.end if who else None,
                q.start,
                q.inner_start,
                q.start,
                q.end,
                True,
                who.role if who else "",
            )
        )
    return bare


# ---------------------------------------------------------------- spans and speakers


def _extent(token: Token) -> tuple[int, int]:
    right = token.right_edge
    return token.left_edge.idx, right.idx + len(right.text)


def _noun_phrase(token: Token) -> tuple[int, int]:
    """A source with what belongs to it, but not a clause that hangs on it."""
    left, right = token.left_edge, token
    for child in token.rights:
        if child.dep_ == "case" or child.tag_ == "POS":
            continue
        if child.dep_ in ("relcl", "advcl", "punct", "cc", "ccomp", "parataxis", "dep") or (
            child.pos_ == "VERB" and child.dep_ != "acl"
        ):
            if child.dep_ == "cc" or (child.dep_ == "punct" and child.text != ":"):
                continue
            break
        right = child.right_edge
    return left.idx, right.idx + len(right.text)


def _end(sent: Span) -> int:
    return int(sent.end_char)


def _trimmed(text: str, span: tuple[int, int]) -> tuple[int, int]:
    a, b = span
    while a < b and text[a] in _TRIM:
        a += 1
    while b > a and text[b - 1] in _TRIM:
        b -= 1
    return a, b


def _with_quotes(span: tuple[int, int], quotes: list[Quote]) -> tuple[int, int]:
    """A content that is broken off inside a quotation goes on to its end."""
    a, b = span
    for q in quotes:
        if q.start < b and a < q.end and (q.start <= a <= q.start + 1 or b > q.end - 2 or q.start > a):
            a, b = min(a, q.start) if q.start >= a - 1 else a, max(b, q.end) if q.start >= a - 1 else b
    return a, b


def _once(found: list[Statement]) -> list[Statement]:
    """One statement a cue, and of two with one content that whose cue stands nearer."""
    best: dict[tuple[int, int], Statement] = {}
    for s in sorted(found, key=lambda s: (s.cue_end - s.cue_start < 2, _distance(s), s.source_start is None)):
        best.setdefault((s.content_start, s.content_end), s)
    out: list[Statement] = []
    for s in sorted(best.values(), key=lambda s: (s.cue_start, s.source_start is None)):
        if not any(o.cue_start == s.cue_start for o in out):
            out.append(s)
    return out


def _carried_on(doc: Doc, found: list[Statement]) -> list[Statement]:
    """A quotation with nobody beside it, right after another, goes on with that one's source and cue."""
    out: list[Statement] = []
    for s in found:
        last = out[-1] if out else None
        if (
            s.source_start is None
            and s.cue_end - s.cue_start < 2
            and last is not None
            and last.direct
            and last.source_start is not None
        ):
            gap = doc.text[max(last.content_end, last.cue_end, last.source_end or 0) : s.content_start]
            if len(gap) < 8 and "\n" not in gap:
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


def _distance(s: Statement) -> int:
    return s.content_start - s.cue_end if s.cue_end <= s.content_start else max(0, s.cue_start - s.content_end)


def _with_speakers(doc: Doc, found: list[Statement], mentions: tuple[Mention, ...]) -> list[Statement]:
    starts = [m.start for m in mentions]
    out: list[Statement] = []
    for s in found:
        role = s.speaker
        if not role and s.source_start is not None and s.source_end is not None:
            inside = mentions[bisect.bisect_left(starts, s.source_start) : bisect.bisect_left(starts, s.source_end)]
            owners = [m for m in inside if not m.possessor] or list(inside)
            role = owners[0].role if owners else ""
        elif not role:
            role = _dropped(s, mentions[: bisect.bisect_left(starts, s.cue_start)], out)
        out.append(replace(s, speaker=role) if role else s)
    return out


def _dropped(s: Statement, before: tuple[Mention, ...], earlier: list[Statement]) -> str:
    """A cue without a subject ("Says all fine") goes on with the last one who spoke or acted."""
    if earlier and earlier[-1].speaker and 0 <= s.cue_start - earlier[-1].content_end < 90:
        return earlier[-1].speaker
    near = [
        m
        for m in reversed(before[-8:])
        if m.role and not m.quoted and m.kind not in (Kind.AUTHOR, Kind.ADDRESSEE) and s.cue_start - m.end < 300
    ]
    family = [m for m in near if role_side(m.role) in ("parent", "child")]
    for group in (family, near):
        acting = next((m for m in group if m.subject), None) or next((m for m in group if not m.possessor), None)
        if acting is not None and (group is near or s.cue_start - acting.end < 200):
            return acting.role
    return earlier[-1].speaker if earlier else ""
