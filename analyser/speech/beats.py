"""Who says a quotation that no verb of saying stands beside: the one who acts right before or after it."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from analyser.grammar import next_to, text_of
from analyser.speech.lemmas import lemma_of
from analyser.speech.quotes import Quote
from analyser.speech.rules import Cues
from analyser.speech.spans import noun_phrase

_PERSONS = ("he", "she", "they", "i", "we")
_CUE = 8  # tokens of a sentence whose verb of manner goes with the quotation: "She sighed."
_TAG = 16  # tokens between a quotation and the verb that goes with it: `…," the old porter at the gate lied`

_Found = tuple[tuple[int, int] | None, tuple[int, int] | None]


def beside(doc: Doc, quote: Quote, known: Cues) -> _Found:
    """Cue (where the sentence has a verb of saying) and source: `She sighed. "We must."`, `"We must." Hart got up.`"""
    text = text_of(doc)
    before = _before_colon(doc, quote)
    if before is not None:
        return before
    for sent in (_sentence_at(doc, _last(text, quote.start)), _sentence_at(doc, _next(text, quote.end))):
        if sent is None or sent.start_char < quote.start < sent.end_char:
            continue
        source = _actor(sent, known)
        if source is None:
            continue
        cue = (sent.root.idx, sent.root.idx + len(sent.root.text)) if _is_gesture(sent, known) else None
        return cue, noun_phrase(source)
    return None, None


def _before_colon(doc: Doc, quote: Quote) -> _Found | None:
    """ "Chief Una Dee paid tribute: “…”": the verb before a colon and who does it."""
    ahead = text_of(doc)[: quote.start].rstrip()
    at = doc.char_span(len(ahead) - 1, len(ahead), alignment_mode="expand") if ahead.endswith(":") else None
    if at is None or at.start == 0:
        return None
    verb = next_to(at[0], -1)
    while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i and verb.head.i < at.start:
        verb = verb.head
    subject = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i), None)
    if verb.pos_ not in ("VERB", "AUX") or verb.i >= at.start or subject is None:
        return None
    return (verb.idx, verb.idx + len(verb.text)), noun_phrase(subject)


def _last(text: str, at: int) -> int:
    """Where the last letter before a quotation stands, on its own line; -1 where there is none."""
    before = text[:at].rstrip(" ")
    return len(before) - 1 if before and before[-1] in ".:,-–—" else -1


def _next(text: str, at: int) -> int:
    rest = text[at:]
    after = rest.lstrip(" ")
    return at + len(rest) - len(after) if after and after[0].isupper() else -1


def _sentence_at(doc: Doc, at: int) -> Span | None:
    span = doc.char_span(at, at + 1, alignment_mode="expand") if at >= 0 else None
    return span[0].sent if span is not None else None


def _actor(sent: Span, known: Cues) -> Token | None:
    subject = next((c for c in sent.root.children if c.dep_ == "nsubj" and c.i < sent.root.i), None)
    if subject is None or sent.root.pos_ != "VERB":
        return None
    named = subject.lower_ in _PERSONS or subject.pos_ == "PROPN"
    return subject if named or _is_gesture(sent, known) else None


def _is_gesture(sent: Span, known: Cues) -> bool:
    """ "The captain laughed." """
    own = [c for c in sent.root.children if c.dep_ == "dobj" and any(g.tag_ == "PRP$" for g in c.children)]
    return len(sent) <= _CUE and (
        lemma_of(sent.root) in known.gestures or any(c.lower_ in known.body for c in own)
    )  # "She shook her head."


def tag_after(doc: Doc, quote: Quote, known: Cues) -> _Found:
    """Cue and source of a quotation that ends in a comma, whatever the verb: `"We lost," lied the man at the door.`"""
    inner = text_of(doc)[quote.inner_start : quote.inner_end].rstrip()
    rest = doc.char_span(quote.end, len(text_of(doc)), alignment_mode="contract")
    if not inner or inner[-1] not in ",?!—–-" or rest is None or not len(rest) or text_of(doc)[quote.end] != " ":
        return None, None
    words = list(rest[: _TAG + 1])
    stop = next((k for k, t in enumerate(words) if _stops(t, known)), len(words))
    words = words[:stop]
    verbs = [k for k, t in enumerate(words) if t.tag_ in ("VBD", "VBZ", "VBP") and t.pos_ == "VERB"]
    if words and not verbs and words[0].tag_ == "VBN" and lemma_of(words[0]) in known.verbs:
        verbs = [0]  # "scolded Nurse"
    told = [k for k in verbs if lemma_of(words[k]) in known.plain]
    at = next(iter(told or verbs), None)
    if at is None or (inner[-1] != "," and not words[0].text[0].islower()):
        return None, None
    cue = (words[at].idx, words[at].idx + len(words[at].text))
    named = _behind(words[1:]) if at == 0 else _before(words[:at])
    return (cue, named) if named is not None else (None, None)


def _stops(token: Token, known: Cues) -> bool:
    if token.text == "." and next_to(token, -1).lower_ in known.titles:
        return False  # "Sgt. Pruitt"
    return (token.is_punct and token.text != "-") or "\n" in token.text


def _behind(words: list[Token]) -> tuple[int, int] | None:
    """ "the stranger" in "returned the stranger coldly"."""
    last = next((k for k, t in enumerate(words) if t.pos_ in ("NOUN", "PROPN", "PRON") and t.tag_ != "PRP$"), None)
    if last is None or any(t.pos_ in ("ADP", "SCONJ", "ADV", "PART") for t in words[:last]):
        return None
    while last + 1 < len(words) and words[last + 1].pos_ in ("NOUN", "PROPN"):
        last += 1
    return words[0].idx, words[last].idx + len(words[last].text)


def _before(words: list[Token]) -> tuple[int, int] | None:
    """ "she" in "she quickly lied"."""
    while words and words[-1].pos_ in ("ADV", "AUX"):
        words = words[:-1]
    if not words or words[0].pos_ in ("ADP", "CCONJ", "SCONJ", "ADV", "AUX"):
        return None
    if not any(t.pos_ in ("NOUN", "PROPN", "PRON") for t in words):
        return None
    return words[0].idx, words[-1].idx + len(words[-1].text)
