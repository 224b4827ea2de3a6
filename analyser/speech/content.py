"""What a verb of saying tells: a clause, a quotation, an object, or what stands around a set-off "she said"."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from analyser.actors.rules import lexicon
from analyser.grammar import next_to, sentence_of, text_of
from analyser.speech.clauses import (
    describes,
    has_subject,
    is_finite,
    is_infinitive,
    is_relative,
    is_told,
    is_what_to,
    parted,
)
from analyser.speech.ends import (
    before_aside,
    before_story,
    condition_of,
    goes_on_end,
    own_end,
    reach_of,
    rest_of_content,
    row_head,
    second_that,
    telegraphic_end,
)
from analyser.speech.lemmas import lemma_of
from analyser.speech.objects import assented, called_on, is_shown, is_telling, named, thing_around, thing_told
from analyser.speech.quotation import is_part_of, quote_beside
from analyser.speech.quotes import Quote
from analyser.speech.rules import Cues, VerbFamily
from analyser.speech.setoff import around, is_set_off, was_done
from analyser.speech.sources import is_in_row, lost_clause
from analyser.speech.spans import extent, with_quotes

_ASKING = ("when", "where", "how", "why", "whether", "if")
_COLON = 7  # tokens between a verb and the colon before what it tells: "updated the meeting: …"
_SO_THAT = ("so", "now", "given", "provided", "order", "case", "except", "but")
_WHERE = ("it", "on", "in", "at")  # "as he put it", "as I said on the phone"
_TOUCH = 4  # characters between a verb and the quotation that goes on behind it
_MAIN = ("ROOT", "conj")
_AGAINST = ("although", "though", "while", "whilst", "whereas")
_SUBJECT = ("nsubj", "nsubjpass")
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_PLACE = re.compile(r"\s+(?:to|by|at|in|on|from|with|for|into|onto)\b", re.IGNORECASE)
_ONLY_THAT = re.compile(r"(?:only|merely|simply|just) that (?=\w)")
# "Claimed — without evidence — that", "said, speaking on condition of anonymity, that"
_BROKEN_OFF = re.compile(r"\s*(?P<mark>[—–]|--|,)\s*(?:[^\s,;.:—–\"“]+\s*){1,9}?(?P=mark)\s*that\s+(?=\w)")
_LATER = re.compile(r"(?:\s+[\w’']+){0,4}?\s+(?:that\s+(?=\w)|(?=(?:being|having)\b))")  # "said in passing that"


def content_of(
    doc: Doc, verb: Token, family: VerbFamily, known: Cues, quotes: list[Quote], source: Token | None
) -> tuple[tuple[int, int] | None, bool]:
    clause = next((c for c in verb.children if _is_told_by(c, verb) and not parted(c, verb)), None)
    if clause is not None and _is_next_entry(verb, clause):
        clause = None
    if clause is not None and clause.i < verb.i and next_to(verb, -1).text == "," and not has_subject(verb):
        told_next = (c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i)  # "Nan came out, said he was ill"
        clause = next(told_next, None if is_in_row(verb, known) else clause)
    if clause is not None and clause.lower_ in known.shown_as and verb.lemma_ == "make":  # "makes clear that"
        clause = next((c for c in clause.children if c.dep_ in ("csubj", "ccomp") and c.i > clause.i), clause)
    if clause is None and source is not None and source.dep_ == "pobj" and source.head.head.i == verb.i:
        clause = next((c for c in source.children if c.dep_ == "relcl" and is_told(c)), None)  # "heard from Nan that"
    if clause is None and family.needs_clause:  # "is considering whether to sell"
        asking = (c for c in verb.children if c.dep_ == "xcomp" and c.left_edge.i == verb.i + 1)
        clause = next((c for c in asking if c.left_edge.lower_ == "whether"), None)
    if not family.needs_quote and source is not None and (broken := _behind_break(verb)) is not None:
        return with_quotes(broken, quotes), False
    quote = quote_beside(doc, verb, quotes)
    if source is not None and quote is None and (naming := named(verb, known)) is not None:
        return with_quotes(naming, quotes), False
    if family.needs_frame:
        only = thing_told(verb, family, known, source)
        return (with_quotes(only, quotes) if only is not None else None), False
    if quote is not None and clause is not None and quote.end <= verb.idx < clause.idx and _is_led_by(quote, verb):
        quote = None  # 'Under the headline "Shame", the paper said he should quit'
    if quote is not None and clause is not None and _is_where(quote, verb, clause):
        quote = None  # "said on “Newsnight” that"
    beside = (
        clause is None
        or quote is None
        or (quote.end <= verb.idx and not is_part_of(quote, clause))
        or _heads(quote, clause)
        or (clause.i < verb.i and 0 < quote.start - _end_of_told(verb) < _TOUCH)
    )
    if clause is not None and quote is not None and clause.i > verb.i and _is_among(quote, clause):
        beside = False
    if quote is not None and beside and source is not None and (whole := thing_around(verb, quote, known)) is not None:
        return whole, False
    if quote is not None and not family.needs_clause and beside:
        answer = family.id == "ask" and text_of(doc)[quote.start - 3 : quote.start].strip() in (":", "-", "–")
        return (None, False) if answer else ((quote.start, quote.end), True)
    if clause is None and not (family.needs_clause or family.needs_quote):
        clause = next((c for c in verb.children if c.dep_ == "xcomp"), None)
    if (
        clause is None and family.id == "tell"
    ):  # "told the hearing he had not been drinking": the parse's relative clause
        told = (g for c in verb.children if c.dep_ in ("dobj", "dative") for g in c.children)
        clause = next((g for g in told if g.dep_ in ("relcl", "acl") and has_subject(g) and not is_relative(g)), None)
    if clause is None and family.id == "ask" and quote is None and (source is not None or verb.is_sent_start):
        asked = next((c for c in verb.children if c.dep_ == "dobj"), None)
        behind = (verb.i + 1, asked.right_edge.i + 1 if asked is not None else 0)  # "asked", "asked Mum"
        hung = (c for c in verb.children if c.dep_ == "advcl" and c.left_edge.i in behind and is_finite(c))
        clause = next((c for c in hung if c.left_edge.lower_ in _ASKING), None)  # "asked when it would be mended"
        purpose = (c for c in verb.children if c.dep_ == "advcl" and is_infinitive(c) and asked is not None)
        after_told = next((c for c in purpose if asked is not None and c.left_edge.i == asked.right_edge.i + 1), None)
        clause = clause or after_told  # "directed the jury to disregard it"
    if clause is None and lemma_of(verb) in known.asking_for and source is not None and quote is None:
        wanted = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ == "for"), None)
        if wanted is not None and family.needs_quote and any(g.dep_ in ("pobj", "pcomp") for g in wanted.children):
            return (extent(wanted)[0] + len("for "), extent(wanted)[1]), False
    if clause is None and quote is None and source is not None and (demanded := called_on(verb, known)) is not None:
        return extent(demanded), False
    if clause is None and _may_intend(verb, source, known):
        hung_as = ("xcomp",) if verb.pos_ == "VERB" else ("xcomp", "acl")
        clause = next((c for c in verb.children if c.dep_ in hung_as and is_infinitive(c)), None)
        if clause is not None and any(c.dep_ == "auxpass" for c in clause.children) and clause.dep_ == "acl":
            clause = None  # "Plans to be made"
        if clause is not None and clause.i > verb.i:
            return with_quotes((extent(clause)[0], own_end(clause, known)), quotes), False
    if (
        clause is None and source is not None and not describes(verb) and is_set_off(verb, source, known)
    ):  # "It was late, she said, and cold"
        return around(doc, verb, source, quotes), False
    if (
        clause is None
        and verb.dep_ == "advcl"
        and (verb.head.i < verb.i or _is_put(verb, known))
        and any(c.lower_ == "as" for c in verb.children)
    ):
        return around(doc, verb, source, quotes), False
    if clause is not None:
        asks = is_what_to(clause) and clause.i > verb.i  # "considers whether to sell"
        shown = source is not None and is_shown(verb, source, known)
        wished = is_infinitive(clause) and clause.i > verb.i and _may_intend(verb, source, known)  # "wants him to go"
        tells = asks or (has_subject(clause) and (shown or wished or is_finite(clause)))
        if (family.needs_clause or family.needs_quote) and not tells:
            return None, False
        if source is None and is_what_to(clause):
            return None, False  # "he was told what to say"
        if source is None and clause.dep_ == "xcomp" and verb.tag_ == "VBN" and not _vows(verb, clause, known):
            return None, False  # "Admitted to ward 6"
        if clause.i < verb.i and was_done(verb, source, known):
            return None, False
        a, b = extent(clause)
        if clause.i < verb.i:
            b = min(b, min(verb.idx, source.left_edge.idx if source is not None else verb.idx))
        else:
            first = doc.char_span(a, a + 1, alignment_mode="expand")
            if first is not None and first[0].lower_ == "that" and first[0].whitespace_:  # not "that's"
                a = first[0].idx + len(first[0].text) + 1
            elif first is not None and first[0].lower_ == "that" and text_of(doc)[a + 4 : a + 5] == ",":
                a += len("that,")
            a = max(a, verb.idx + len(verb.text), _opening_of_request(clause, family))
            if (bare := _ONLY_THAT.match(text_of(doc), a)) is not None:
                a = bare.end()
            b = max(b, rest_of_content(clause, b))
            b = max(min(b, own_end(clause, known, after=verb)), condition_of(verb, clause), second_that(verb, clause))
            b = max(b, goes_on_end(verb, clause), telegraphic_end(verb, clause))
            b = before_story(clause, before_aside(verb, a, b))
        return with_quotes((a, b), quotes), any(q.start <= a + 1 and q.end >= b - 2 for q in quotes)
    impersonal = any(c.dep_ in _SUBJECT and c.lower_ == "it" for c in verb.children)
    if not family.needs_quote and (source is not None or impersonal) and (after := _that_behind(verb)) is not None:
        return with_quotes(after, quotes), False
    if any(c.dep_ == "dobj" and c.lower_ == "what" for c in verb.children):
        return None, False  # "what he said next surprised them"
    lost = lost_clause(verb)
    if lost is not None and not family.needs_quote:
        opens = min(int(c.left_edge.idx) for c in lost.children if c.dep_ in _SUBJECT and c.i > verb.i)
        return with_quotes((opens, extent(lost)[1]), quotes), False
    if source is not None and (agreed := assented(verb, known)) is not None:
        return with_quotes(agreed, quotes), False
    if (object_told := thing_told(verb, family, known, source)) is not None:
        return with_quotes(object_told, quotes), False
    if lemma_of(verb) == "want" and verb.tag_ == "VBZ" and verb.i == sentence_of(verb).start:
        thing = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
        if thing is not None:
            return (extent(thing)[0], reach_of(verb, thing)), False  # "Wants unsupervised contact"
    if family.needs_clause or family.needs_quote:
        return None, False
    if lemma_of(verb) in known.with_object or verb.pos_ != "VERB":
        thing = next(
            (c for c in verb.children if c.dep_ in ("dobj", "oprd", "attr", "acomp", "prep") and c.i > verb.i), None
        )
        if thing is not None and thing.dep_ == "prep" and not _is_told_of(verb, thing):
            thing = None
        if thing is not None and lemma_of(verb) == "cite" and lemma_of(thing) in known.informants:
            thing = None
        if thing is not None and (source is not None or verb.i == sentence_of(verb).start or is_in_row(verb, known)):
            return with_quotes((extent(thing)[0], reach_of(verb, thing)), quotes), False
        if verb.pos_ != "VERB" and not _PLACE.match(text_of(doc), verb.idx + len(verb.text)):
            return (verb.idx + len(verb.text), sentence_of(verb).end_char), False
    begs = family.id == "ask" and (
        verb.tag_ == "VBG" or row_head(verb, known) is not None
    )  # "rang in tears asking for"
    if (family.id == "tell" or lemma_of(verb) in known.telling_of) and (begs or verb.dep_ not in ("advcl", "acl")):
        about = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ in ("about", "of", "re")), None)
        if about is None and lemma_of(verb) in known.asking_for:
            about = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ == "for"), None)
        if verb.tag_ == "VBN" and not any(c.dep_ == "aux" for c in verb.children):
            about = None  # "Mum not yet spoken to about this"
        if about is not None and not any(g.dep_ in ("pobj", "pcomp") for g in about.children):
            about = None  # "asked for by name"
        if about is not None and source is not None:
            end = extent(about)[1]
            wanted = next(
                (c for c in verb.children if c.dep_ == "advcl" and c.left_edge.i == about.right_edge.i + 1), None
            )
            if about.lower_ == "for" and wanted is not None and is_infinitive(wanted):
                end = extent(wanted)[1]  # "appealed for witnesses to come forward"
            return (extent(about)[0], end), False
    follows = re.compile(r"\s*(?:that|:|,)?\s*").match(text_of(doc), verb.idx + len(verb.text))
    if (
        family.id == "say"
        and lemma_of(verb) in known.plain
        and follows is not None
        and verb.i + 2 < sentence_of(verb).end
        and next_to(verb).text not in ",.;"
        and not _PLACE.match(text_of(doc), verb.idx + len(verb.text))
    ):
        return (follows.end(), sentence_of(verb).end_char), False
    if (
        source is not None
        and source.i < verb.i
        and family.id in ("say", "tell", "ask")
        and not any(c.dep_ == "advcl" and c.i > verb.i and lemma_of(c) in known.verbs for c in verb.children)
    ):
        later = _LATER.match(text_of(doc), verb.idx + len(verb.text), sentence_of(verb).end_char)
        if later is not None:
            return (later.end(), sentence_of(verb).end_char), False
        thing = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
        if family.id == "ask" and thing is not None and any(c.dep_ == "dative" for c in verb.children):
            return extent(thing), False  # "asked him his name"
        if quote is None and (told_behind := _behind_colon(verb)) is not None:
            return with_quotes(told_behind, quotes), False
    return None, False


def _is_told_by(clause: Token, verb: Token) -> bool:
    """What is told hangs on a verb as its clause; on one that was tagged as a noun, as on a noun."""
    if clause.dep_ == "ccomp":
        return True
    opens = clause.left_edge
    marked = opens.i == verb.i + 1 and (opens.lower_ == "that" or opens.dep_ in _SUBJECT)
    return verb.pos_ != "VERB" and clause.dep_ in ("acl", "relcl") and marked


def _that_behind(verb: Token) -> tuple[int, int] | None:
    """ "She let slip over tea that they had met", "told us in a letter that": a clause with "that" which the parse
    hangs on as one of manner, or on where it was told."""
    let = verb.head.lemma_ == "let" and verb.dep_ in ("ccomp", "xcomp")
    hung_on = [c for c in verb.children if c.dep_ == "advcl"]
    hung_on += [c for a in verb.children if _is_when(a, verb) for c in a.children if c.dep_ == "ccomp"]
    written = [g for p in verb.children if p.dep_ == "prep" and p.i > verb.i for g in p.children if is_telling(g)]
    written += [g for p in verb.children if p.dep_ == "agent" for g in p.children]  # "it was agreed by all that"
    hung_on += [c for g in written for c in g.children if c.dep_ in ("acl", "relcl", "ccomp")]
    hung_on += [c for c in verb.head.children if let and c.dep_ == "ccomp" and c.i > verb.i]
    for clause in hung_on:
        that = clause.left_edge
        hung = that.lower_ == "that" and that.head.i == clause.i and that.i > verb.i
        if hung and next_to(that, -1).lower_ not in _SO_THAT:
            return int(next_to(that).idx), extent(clause)[1]
    return None


def _is_when(adverb: Token, verb: Token) -> bool:
    """ "Realised too late that": the clause hangs on the adverb."""
    return adverb.dep_ == "advmod" and adverb.i > verb.i and not any(c.lower_ == "so" for c in adverb.children)


def _behind_break(verb: Token) -> tuple[int, int] | None:
    """What is told behind a "that" which something set apart parts from the verb."""
    broken = _BROKEN_OFF.match(text_of(verb.doc), verb.idx + len(verb.text), sentence_of(verb).end_char)
    opens = verb.doc.char_span(broken.end(), broken.end() + 1, alignment_mode="expand") if broken is not None else None
    if opens is None:
        return None
    that = next_to(opens[0], -1)
    clause = next((t for t in (that.head, *that.head.ancestors) if t.pos_ in ("VERB", "AUX")), None)
    if clause is None or clause.i < that.i or not has_subject(clause):
        return None
    return int(opens[0].idx), extent(clause)[1]


def _end_of_told(verb: Token) -> int:
    """The end of a verb and of those told: "It was, he told MPs, “…”"."""
    told = (c for c in verb.children if c.dep_ in ("dobj", "dative") and c.i == c.left_edge.i == verb.i + 1)
    last = next(told, verb)
    return int(last.idx + len(last.text))


def _is_led_by(quote: Quote, verb: Token) -> bool:
    """Something stands before the quotation in the verb's sentence."""
    return any(c.isalnum() for c in text_of(verb.doc)[sentence_of(verb).start_char : quote.start])


def _is_where(quote: Quote, verb: Token, clause: Token) -> bool:
    """The marks stand between the verb and its clause, behind a preposition or before "that"."""
    end, opens = verb.idx + len(verb.text), clause.left_edge
    if not end < quote.start < quote.end <= opens.idx:
        return False
    return opens.lower_ == "that" or _PLACE.match(text_of(verb.doc), end) is not None


def _heads(quote: Quote, clause: Token) -> bool:
    """What is told begins with the quotation: "said “no one” had come", but not "says he “never once” saw her"."""
    text, start = text_of(clause.doc), int(clause.left_edge.idx)
    return quote.start <= start or text[start : quote.start].lower().strip() in ("", "that")


def _is_among(quote: Quote, clause: Token) -> bool:
    """ "Told him that “she sleeps all day” and that there is no tea": the marks hold the first part of it only."""
    a, b = extent(clause)
    doer = next((c for c in clause.children if c.dep_ in _SUBJECT), None)
    if doer is not None and a <= quote.inner_start and quote.inner_start <= doer.idx < quote.end <= clause.idx:
        return True  # "said “no one” had come"
    if clause.left_edge.lower_ == "that" and a < quote.start and quote.end + 2 < b:
        return True  # "stated that “no one” had explained it"
    later = (c for c in clause.children if c.dep_ == "conj" and c.i > clause.i)
    return any(quote.end <= c.left_edge.idx and any(g.lower_ == "that" for g in c.children) for c in later)


def _behind_colon(verb: Token) -> tuple[int, int] | None:
    """ "The constable updated the meeting: two call-outs since May"."""
    last = min(sentence_of(verb).end, verb.i + _COLON)
    colon = next((t for t in verb.doc[verb.i + 1 : last] if t.text == ":" or t.pos_ == "VERB"), None)
    if colon is None or colon.text != ":" or colon.i + 1 >= sentence_of(verb).end:
        return None
    return int(next_to(colon).idx), int(sentence_of(verb).end_char)


def _may_intend(verb: Token, source: Token | None, known: Cues) -> bool:
    """ "Mum wants to move"; "Wishes to speak to the panel", at the head of an entry."""
    lemma = lemma_of(verb)
    opens = lemma in known.vowing and verb.i == sentence_of(verb).start and verb.tag_ in ("VBZ", "NNS")
    main = verb.dep_ in _MAIN or _is_told_of_firm(verb, known) or _is_set_against(verb)
    main = main or row_head(verb, known) is not None
    return lemma in known.intending and main and (source is not None or opens)


def _is_set_against(verb: Token) -> bool:
    """ "Nan is glad, although she would like to see more of him"."""
    marked = any(c.dep_ == "mark" and c.lower_ in _AGAINST for c in verb.children)
    return verb.dep_ == "advcl" and marked and has_subject(verb)


def _is_told_of_firm(verb: Token, known: Cues) -> bool:
    """ "The bank said it plans to close", "found that half the members want to leave"; what somebody says of their own
    family's wishes is one statement."""
    own = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if verb.dep_ != "ccomp" or own is None or lemma_of(verb.head) not in known.verbs:
        return False
    return own.lower_ == "it" or (own.pos_ == "NOUN" and own.lemma_ not in lexicon().by_word)


def _opening_of_request(clause: Token, family: VerbFamily) -> int:
    """ "Forbade him to speak": the one told stands before what is to be done."""
    to = next((c for c in clause.children if c.dep_ == "aux" and c.lower_ == "to"), None)
    told = next((c for c in clause.children if c.dep_ == "nsubj"), None)
    return int(to.idx) if to is not None and told is not None and family.id in ("ask", "tell") else 0


def _is_next_entry(verb: Token, clause: Token) -> bool:
    """ "Asked about nursery, leaflet left": what was done stands behind a comma, and is not what was asked."""
    opens = clause.left_edge
    bare = clause.tag_ == "VBN" and not any(c.dep_ in ("aux", "auxpass") for c in clause.children)
    about = any(c.dep_ == "prep" and verb.i < c.i < opens.i for c in verb.children)
    return bare and about and opens.i > verb.i and next_to(opens, -1).text == ","


def _vows(verb: Token, clause: Token, known: Cues) -> bool:
    """ "Threatened to come to the office", "Advised Mum to seek advice": in notes without a subject, not "Admitted to
    ward 6"."""
    told = any(c.dep_ in ("dobj", "dative") and verb.i < c.i < clause.i for c in verb.children)
    if told and verb.i == sentence_of(verb).start:
        return is_infinitive(clause)
    return lemma_of(verb) in known.vowing and is_infinitive(clause) and verb.i == sentence_of(verb).start


def _is_put(verb: Token, known: Cues) -> bool:
    """ "As Mr Grey points out, the bridge is old": a clause with "as", up to a comma, with nothing else told in it."""
    told = [c for c in verb.children if c.dep_ in ("dobj", "dative", "ccomp", "prep") and c.lower_ not in _WHERE]
    last = verb.right_edge
    return not told and last.i + 1 < len(verb.doc) and next_to(last).text == ","


def _is_told_of(verb: Token, preposition: Token) -> bool:
    """ "Admitted to hitting him", "complained of pain"; not "admitted to the ward", "reported to the desk"."""
    if preposition.lower_ in ("to", "by", "at", "in", "on", "from", "with"):
        gerund = any(c.dep_ == "pcomp" or c.tag_ == "VBG" for c in preposition.children)
        return preposition.lower_ == "to" and gerund
    return verb.tag_ != "VBN" or any(c.dep_ in _SUBJECT for c in verb.children)
