"""Statements told by a verb, an adjective or a noun of saying, read off the parse."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from analyser.grammar import sentence_of, text_of
from analyser.model import Statement
from analyser.speech.quotes import Quote
from analyser.speech.rules import Cues, VerbFamily
from analyser.speech.spans import extent, noun_phrase, trimmed, with_quotes

_GIVEN = ("offer", "accept", "request", "suggest", "order")  # "Visit went well, tea offered"
_REST = ("prep", "oprd", "xcomp", "acl", "relcl", "acomp", "advmod")  # what may go with an object to the end
_SUBJECT = ("nsubj", "nsubjpass")
_PLACE = re.compile(r"\s+(?:to|by|at|in|on|from|with|for|into|onto)\b", re.IGNORECASE)
_LATER = re.compile(r"(?:\s+[\w’']+){0,4}?\s+(?:that\s+(?=\w)|(?=(?:being|having)\b))")  # "said in passing that"
_ASIDE = re.compile(r",\s+(?:which|although|though|whereas|but (?:the|this|that) )")
_CLAUSE = ("ccomp", "xcomp", "parataxis")


def family_of(token: Token, known: Cues) -> VerbFamily | None:
    """The family of a verb; forms that a lemmatiser does not know ("texted") are cut by hand."""
    if token.pos_ not in ("VERB", "AUX", "NOUN", "PROPN", "ADJ"):
        return None
    found = known.verbs.get(token.lemma_.lower())
    if found is None and token.pos_ == "VERB":
        low = token.lower_
        found = next((known.verbs[f] for f in (low, low[:-1], low[:-2], low[:-3]) if f in known.verbs), None)
    return found


def verb_by_shape(token: Token) -> bool:
    """Tagged as a noun, but in a verb's form and place: "Mum states no concerns", "reports feeling low"."""
    if token.tag_ == "NN" and token.i == sentence_of(token).start + 1 and token.i + 1 < len(token.doc):
        return token.nbor().lower_ in ("he", "she", "they", "that", "there", "it", "mum", "dad")  # "School state he…"
    if token.i + 1 < len(token.doc) and token.nbor().pos_ == "AUX" and token.i == sentence_of(token).start:
        return False  # "Voices were heard"
    if any(c.dep_ == "ccomp" for c in token.children) and any(c.dep_ in _SUBJECT for c in token.children):
        return token.text.endswith("s")  # "The writer protests that …"
    return (
        token.tag_ in ("NNS", "NNP", "NNPS")
        and token.text.endswith("s")
        and (token.i == sentence_of(token).start or token.nbor(-1).pos_ in ("PROPN", "PRON"))
        and token.i + 1 < len(token.doc)
        and token.nbor().text not in ".,;:)"
    )


def from_verb(doc: Doc, verb: Token, family: VerbFamily, known: Cues, quotes: list[Quote]) -> Statement | None:
    if verb.dep_ in ("amod", "compound"):
        return None  # "reported crime"
    source = _heard_from(verb) or subject_of(verb)
    if source is None:
        source = _inverted(verb)
    if source is None and verb.i > sentence_of(verb).start and (verb.tag_ == "NN" or _noun_before(verb)):
        source = verb.nbor(-1)
    passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)
    if passive or (verb.tag_ == "VBN" and any(c.dep_ == "agent" for c in verb.children)):
        agent = next((g for c in verb.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"), None)
        source = agent
        if agent is None and not any(c.dep_ in _CLAUSE for c in verb.children):
            return None
    if family.needs_clause and any(q.start < verb.idx < q.end for q in quotes):
        return None  # what a quoted speaker thinks is part of what is said
    content, direct = _content(doc, verb, family, known, quotes, source)
    if content is None:
        return None
    span = noun_phrase(source) if source is not None else None
    if span is not None and span[0] < content[1] and content[0] < span[1]:
        if content[0] <= span[0] and span[1] >= content[1]:
            return None
        content = (content[0], span[0]) if span[0] - content[0] > content[1] - span[1] else (span[1], content[1])
    content = trimmed(text_of(doc), content)
    if content[1] - content[0] < 2:
        return None
    return Statement(
        span[0] if span else None,
        span[1] if span else None,
        _contact_before(verb),
        verb.idx + len(verb.text),
        content[0],
        content[1],
        direct,
    )


def _inverted(verb: Token) -> Token | None:
    """ "…, claims the report, published on Monday": the one right behind a verb of saying that stands behind a mark."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP") or verb.i == sentence_of(verb).start or not _mark_before(verb):
        return None
    doc, stop = verb.doc, sentence_of(verb).end
    thing = next((t for t in doc[verb.i + 1 : min(stop, verb.i + 6)] if t.pos_ in ("NOUN", "PROPN", "PRON")), None)
    while thing is not None and thing.i + 1 < stop and thing.nbor().pos_ in ("NOUN", "PROPN"):
        thing = thing.nbor()
    if thing is None or thing.left_edge.i != verb.i + 1 or (thing.i + 1 < stop and not thing.nbor().is_punct):
        return None
    return thing


def _heard_from(verb: Token) -> Token | None:
    """ "I understand from school that …": the one it was heard from says it."""
    if verb.lemma_ not in ("understand", "hear", "learn", "gather", "know", "find"):
        return None
    before = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ == "from" and c.i > verb.i), None)
    return next((c for c in before.children if c.dep_ == "pobj"), None) if before is not None else None


def _contact_before(verb: Token) -> int:
    """Where a cue begins: at "rang" in "rang to say"."""
    head = verb.head
    if (
        verb.dep_ in ("xcomp", "advcl")
        and verb.lemma_ == "say"
        and head.i < verb.i <= head.i + 3
        and head.pos_ == "VERB"
    ):
        return int(head.idx)
    return int(verb.idx)


def _noun_before(verb: Token) -> bool:
    """A noun right before a finite verb that the parse gave no subject: "Dad states not drinking"."""
    return verb.nbor(-1).pos_ in ("PROPN", "NOUN", "PRON") and verb.tag_ in ("VBZ", "VBD", "VBP", "NNS")


def subject_of(verb: Token) -> Token | None:
    """The one who says it: the verb's own subject, or that of the verb it is coordinated with or depends on."""
    at: Token | None = verb
    for _ in range(4):
        if at is None:
            return None
        own = next((c for c in at.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        if own is not None:
            if own.lower_ in ("which", "that", "who") and at.dep_ == "relcl":
                return at.head
            if own.lower_ == "it" and at.dep_ in ("ccomp", "xcomp"):
                at = at.head if at.head.i != at.i else None  # "would like it known that"
                continue
            return own
        if at.dep_ == "relcl" and any(c.lower_ in ("who", "which", "that") for c in at.children):
            return at.head
        if at.dep_ == "acl" and at.tag_ == "VBG":
            return at.head
        at = at.head if at.dep_ in ("conj", "xcomp", "ccomp", "advcl", "dep") and at.head.i != at.i else None
    return None


def _content(
    doc: Doc, verb: Token, family: VerbFamily, known: Cues, quotes: list[Quote], source: Token | None
) -> tuple[tuple[int, int] | None, bool]:
    clause = next((c for c in verb.children if c.dep_ == "ccomp"), None)
    if clause is None and source is not None and source.dep_ == "pobj" and source.head.head.i == verb.i:
        clause = next((c for c in source.children if c.dep_ == "relcl" and is_told(c)), None)  # "heard from Nan that"
    quote = _quote_beside(doc, verb, quotes)
    beside = clause is None or quote is None or quote.end <= verb.idx or quote.start <= clause.left_edge.idx + 6
    if quote is not None and not family.needs_clause and beside:
        answer = family.id == "ask" and text_of(doc)[quote.start - 3 : quote.start].strip() in (":", "-", "–")
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
        if (family.needs_clause or family.needs_quote) and not (has_subject(clause) and _is_finite(clause)):
            return None, False
        if source is None and _is_what_to(clause):
            return None, False  # "he was told what to say"
        if source is None and clause.dep_ == "xcomp" and verb.tag_ == "VBN":
            return None, False  # "Admitted to ward 6"
        if clause.i < verb.i and verb.lemma_ in _GIVEN:
            return None, False
        a, b = extent(clause)
        if clause.i < verb.i:
            b = min(b, min(verb.idx, source.left_edge.idx if source is not None else verb.idx))
        else:
            first = doc.char_span(a, a + 1, alignment_mode="expand")
            if first is not None and first[0].lower_ == "that":
                a = first[0].idx + len(first[0].text) + 1
            a = max(a, verb.idx + len(verb.text))
            b = max(b, _rest_of_content(doc, clause, b))
            aside = _ASIDE.search(text_of(doc), a, b)
            b = aside.start() if aside is not None else b
        return with_quotes((a, b), quotes), any(q.start <= a + 1 and q.end >= b - 2 for q in quotes)
    if family.needs_clause or family.needs_quote:
        return None, False
    if verb.lemma_.lower() in known.with_object or verb.pos_ != "VERB":
        thing = next(
            (c for c in verb.children if c.dep_ in ("dobj", "oprd", "attr", "acomp", "prep") and c.i > verb.i), None
        )
        if thing is not None and thing.dep_ == "prep" and not _is_told_of(verb, thing):
            return None, False
        if thing is not None and (source is not None or verb.i == sentence_of(verb).start):
            return with_quotes((extent(thing)[0], _reach_of(verb, thing)), quotes), False
        if verb.pos_ != "VERB" and not _PLACE.match(text_of(doc), verb.idx + len(verb.text)):
            return (verb.idx + len(verb.text), sentence_of(verb).end_char), False
    if (
        family.id == "tell" or verb.lemma_.lower() in ("ask", "speak", "talk", "apologise", "apologize")
    ) and verb.dep_ not in (
        "advcl",
        "acl",
    ):
        about = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ in ("about", "of", "re", "for")), None)
        if about is not None and not any(g.dep_ in ("pobj", "pcomp") for g in about.children):
            about = None  # "asked for by name"
        if about is not None and source is not None:
            return extent(about), False
    follows = re.compile(r"\s*(?:that|:|,)?\s*").match(text_of(doc), verb.idx + len(verb.text))
    if (
        family.id == "say"
        and verb.lemma_.lower() in ("say", "state", "report", "reckon", "claim", "insist")
        and follows is not None
        and verb.i + 2 < sentence_of(verb).end
        and verb.nbor().text not in ",.;"
        and not _PLACE.match(text_of(doc), verb.idx + len(verb.text))
    ):
        return (follows.end(), sentence_of(verb).end_char), False
    if source is not None and source.i < verb.i and family.id in ("say", "tell", "ask"):
        later = _LATER.match(text_of(doc), verb.idx + len(verb.text), sentence_of(verb).end_char)
        if later is not None:
            return (later.end(), sentence_of(verb).end_char), False
    return None, False


def _is_finite(clause: Token) -> bool:
    """ "They hear that he cries", not "they hear him crying"."""
    wanted = clause.head.lemma_ in ("expect", "believe", "consider") and any(
        c.lower_ == "to" and c.dep_ == "aux" for c in clause.children
    )
    return (
        wanted
        or clause.tag_ in ("VBD", "VBZ", "VBP", "MD")
        or any(c.tag_ in ("VBD", "VBZ", "VBP", "MD") for c in clause.children if c.dep_ in ("aux", "auxpass", "cop"))
    )


def _is_what_to(clause: Token) -> bool:
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in clause.children) and any(
        c.lower_ in ("what", "how", "where", "when", "who") for c in clause.children
    )


def _is_told_of(verb: Token, preposition: Token) -> bool:
    """ "Admitted to hitting him", "complained of pain"; not "admitted to the ward", "reported to the desk"."""
    if preposition.lower_ in ("to", "by", "at", "in", "on", "from", "with"):
        gerund = any(c.dep_ == "pcomp" or c.tag_ == "VBG" for c in preposition.children)
        return preposition.lower_ == "to" and gerund
    return verb.tag_ != "VBN" or any(c.dep_ in _SUBJECT for c in verb.children)


def _reach_of(verb: Token, thing: Token) -> int:
    """The end of what a verb with an object tells: with "him" in "described him as quiet" goes the rest."""
    last = thing.right_edge
    for child in verb.children:
        compared = child.dep_ == "advcl" and any(c.lower_ == "as" for c in child.children)
        if child.i > thing.i and (compared or child.dep_ in _REST):
            last = max(last, child.right_edge, key=lambda t: t.i)
    return int(last.idx + len(last.text))


def _is_set_off(verb: Token, source: Token) -> bool:
    """ "…, she said": subject and verb side by side (in either order) after a comma, and before one or the end."""
    first, last = (source.left_edge, verb) if source.i < verb.i else (verb, source.right_edge)
    if verb.lemma_ in _GIVEN and source.i < verb.i:
        return False  # "Visit went well, tea offered"
    if abs(source.i - verb.i) > 3 or not _mark_before(first):
        return False
    doc = verb.doc
    after = doc[last.i + 1] if last.i + 1 < len(doc) else None
    if after is not None and after.dep_ in ("dative", "dobj") and after.pos_ == "PRON" and last.i + 2 < len(doc):
        after = doc[last.i + 2]
    return after is None or after.is_punct or after.is_space or after.i >= sentence_of(verb).end


def _mark_before(token: Token) -> bool:
    """A comma, dash or closing mark stands before."""
    return token.i > 0 and token.nbor(-1).text in {",", "-", "–", "—", '"', "”", "'", "’", "?", "!", "…", "''"}


def _around(doc: Doc, verb: Token, source: Token | None, quotes: list[Quote]) -> tuple[int, int]:
    """What stands beside a set-off "she said": the longer side of its sentence."""
    left = min(verb.left_edge.idx, source.left_edge.idx if source is not None else verb.idx)
    right = max(verb.idx + len(verb.text), noun_phrase(source)[1] if source is not None else 0)
    sent = sentence_of(verb)
    before, after = (sent.start_char, left), (right, sent.end_char)
    chosen = before if before[1] - before[0] >= (after[1] - after[0]) * 0.7 else after
    return with_quotes(chosen, quotes)


def _quote_beside(doc: Doc, verb: Token, quotes: list[Quote]) -> Quote | None:
    """A quotation right after the verb (and those told), or right before it and its subject."""
    end = verb.idx + len(verb.text)
    for q in quotes:
        if q.start >= end:
            gap = text_of(doc)[end : q.start]
            if re.search(r"\b(?:from|out of|of|called|like)\s*$", gap) and verb.lemma_ != "speak":
                break
            if len(gap) <= 60 and "\n" not in gap and not re.search(r"[.!?;](?:\s|$)", gap) and _tight(gap):
                return q
            break
    opens = sentence_of(verb).start_char if quotes else 0
    before = [q for q in quotes if opens < q.end <= verb.idx]
    if before:
        gap = text_of(doc)[before[-1].end : verb.idx]
        if len(gap) <= 50 and "\n" not in gap and not re.search(r"[.;:(]", gap) and len(gap.split()) <= 6:
            own = subject_of(verb)
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


def has_subject(clause: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") for c in clause.children)


def is_told(clause: Token) -> bool:
    """A clause of its own ("that he hit her"), or what is promised or asked ("to keep him out")."""
    if any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children):
        return True
    if clause.dep_ == "relcl":
        return False
    return has_subject(clause) or any(c.lower_ == "to" and c.dep_ == "aux" for c in clause.children)
