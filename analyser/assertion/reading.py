"""Puts cues and spans together: one ``Assertion`` a span."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Sequence
from typing import Any

from spacy.tokens import Doc, Span, Token

from analyser.assertion import answers, labelled, moods, times, whose
from analyser.assertion.befell import befell
from analyser.assertion.cues import Found, Heading, cues_in, headings_in
from analyser.assertion.reader import AXES, AssertionReader, told
from analyser.assertion.rules import AFFIX, Axis, LabelReading, Rules, Scope, label_readings, rules
from analyser.grammar import sentence_of, text_of
from analyser.model import Assertion, Cue, Modality, Polarity, Subject, Time

READ = "read"  # opens the id of a cue that is no rule's: the words as a whole, by ``assertion.reader``
_VALUES = {
    "polarity": Polarity.NEGATED.value,
    "modality": Modality.HYPOTHETICAL.value,
    "time": Time.HISTORICAL.value,
    "subject": Subject.OTHER.value,
}
_YES = re.compile(r"\s*\?\s*(?:y|yes|yep|yeah|✓|✔)\b", re.IGNORECASE)
_WISHES = (Scope.INFINITIVE, Scope.OBJECT, Scope.NOUN)  # scopes of moods that, denied, leave nothing to come
_DENIALS = (Scope.VERB, Scope.OBJECT, Scope.COMPLEMENT)
_BREAKS = (",", ";", ":", "-", "–", "—")
_DOERS = 4  # tokens before what somebody is to do
_TOUCHING = 20  # characters before a span in which a sign of its own may stand


def assess_doc(doc: Doc, spans: Sequence[Any], labels: Sequence[str] | None = None) -> list[Assertion]:
    """See ``analyser.assertion.assess_doc``."""
    places = [_place(doc, s) for s in spans]
    held = by_rules(doc, places, labels)
    return held if labels is not None or not held else _read_again(doc, places, held)


def _read_again(doc: Doc, places: Sequence[tuple[int, int]], held: Sequence[Assertion]) -> list[Assertion]:
    """What the reader makes of things and of what the rules hold of them. The cue of a rule that it believes stays."""
    odds = AssertionReader.load().read(text_of(doc), places, [told(h) for h in held])
    return [
        h if row is None else _assertion(*_cues(h, row, place))
        for h, place, row in zip(held, places, odds, strict=True)
    ]


def _cues(held: Assertion, odds: Iterable[float], place: tuple[int, int]) -> list[Cue | None]:
    so = zip(AXES, _so(held, odds, place), strict=True)
    return [_cue(held, axis, place) if stands else None for axis, stands in so]


def _so(held: Assertion, odds: Iterable[float], place: tuple[int, int]) -> list[bool]:
    """What is so on each axis. Where a rule is sure, of a thing beside its cue, it is as the rule says; what may be is
    denied only by a rule."""
    beside = [c for c in held.cues if not (place[0] <= c.start and c.end <= place[1])]
    sure = {c.value for c in beside if c.rule_id in rules().sure}
    by_rule = told(held)
    stands = [_VALUES[axis] in sure for axis in AXES]
    stands[0] = stands[0] or Modality.HYPOTHETICAL.value in sure
    return [rule if stood else so > 0 for rule, stood, so in zip(by_rule, stands, odds, strict=True)]


def _cue(held: Assertion, axis: str, place: tuple[int, int]) -> Cue:
    value = _VALUES[axis]
    return next((c for c in held.cues if c.value == value), Cue(f"{READ}.{axis}", value, *place))


def by_rules(doc: Doc, spans: Sequence[Any], labels: Sequence[str] | None = None) -> list[Assertion]:
    """One assertion a span by the rules alone."""
    known = rules()
    axes = known.open if labels is None else known.labelled
    places = [_place(doc, s) for s in spans]
    if not places:
        return []
    headings = headings_in(doc, axes)
    sentences = list(doc.sents)
    starts = [s.start for s in sentences]
    found: dict[int, list[Found]] = {}
    out: list[Assertion] = []
    readings = label_readings()
    for i, (start, end) in enumerate(places):
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is None or not len(span):
            out.append(Assertion())
            continue
        first = bisect.bisect_right(starts, span.start) - 1
        last = bisect.bisect_right(starts, span.end - 1) - 1
        cues = []
        for n in range(first, last + 1):
            if n not in found:
                found[n] = cues_in(doc, sentences[n], axes, known)
            cues += found[n]
        if labels is None:
            out.append(_read(doc, span, (start, end), cues, headings, known))
        else:
            out.append(_read_labelled(doc, span, (start, end), cues, readings[labels[i]]))
    return out


def _place(doc: Doc, span: Any) -> tuple[int, int]:
    start, end = (span.start, span.end) if hasattr(span, "start") else span
    if isinstance(span, Span):
        start, end = span.start_char, span.end_char
    if not 0 <= start <= end <= len(text_of(doc)):
        raise ValueError(f"the span {start}:{end} lies outside a text of {len(text_of(doc))} characters.")
    return int(start), int(end)


def _assertion(polarity: Cue | None, modality: Cue | None, time: Cue | None, subject: Cue | None) -> Assertion:
    return Assertion(
        Polarity.NEGATED if polarity else Polarity.AFFIRMED,
        Modality.HYPOTHETICAL if modality else Modality.ACTUAL,
        Time.HISTORICAL if time else Time.CURRENT,
        Subject.OTHER if subject else Subject.FAMILY,
        tuple(c for c in (polarity, modality, time, subject) if c is not None),
    )


def _heads(span: Span) -> set[int]:
    """The tokens that carry a span: its root, what is joined to it, and a root's predicate."""
    root = span.root
    inside = range(span.start, span.end)
    return {root.i, *(c.i for c in root.children if c.i in inside and c.dep_ in ("acomp", "attr", "oprd"))}


# ---------------------------------------------------------------- a span with a label of ours


def _read_labelled(doc: Doc, span: Span, place: tuple[int, int], cues: list[Found], label: LabelReading) -> Assertion:
    heads = _heads(span)
    return _assertion(
        labelled.polarity(doc, span, place, cues, label),
        labelled.modality(doc, span, heads, cues, label),
        labelled.time(doc, span, cues, label),
        _other(heads, cues),
    )


def _other(heads: set[int], cues: list[Found]) -> Cue | None:
    return next(
        (c.cue() for c in cues if c.axis is Axis.SUBJECT and (c.reach is None or heads & c.reach)),
        None,
    )


# ---------------------------------------------------------------- any other span


def _read(
    doc: Doc, span: Span, place: tuple[int, int], cues: list[Found], headings: list[Heading], known: Rules
) -> Assertion:
    heads = _heads(span)
    under = {h.axis: h.cue for h in headings if h.start <= place[0] < h.end and place[0] > h.cue.start}
    yes = _YES.match(text_of(doc), place[1]) is not None
    polarity = _polarity(doc, span, place, heads, cues, known)
    modality = None if yes else _modality(doc, span, place, heads, cues, known, under.get(Axis.MODALITY))
    if modality is not None and (reply := answers.answer(doc, span, place, modality, known)) is not None:
        polarity, modality = (reply if reply.value == Polarity.NEGATED else polarity), None
    return _assertion(
        polarity or answers.taken_back(doc, span, known),
        modality,
        next((c.cue() for c in cues if c.axis is Axis.TIME and times.holds(doc, c, span)), None)
        or under.get(Axis.TIME)
        or times.old_year(doc, span)
        or _beside(doc, Axis.TIME, place, known),
        _other(heads, cues) or under.get(Axis.SUBJECT) or whose.elsewhere(doc, span, known),
    )


def _beside(doc: Doc, axis: Axis, place: tuple[int, int], known: Rules, *, told: bool = False) -> Cue | None:
    """A cue that touches the span: right before it ("non-smoker") or right behind it ("bruising: nil")."""
    text, compiled = text_of(doc), known.open[axis]
    head = text[max(0, place[0] - _TOUCHING) : place[0]]
    for pattern, rule in compiled.before:
        if (m := pattern.search(head)) is not None and not (rule.fragment and has_finite(doc, place[0])):
            return Cue(rule.id, rule.value, place[0] - len(m[0]), place[0])
    if axis is Axis.MODALITY and told:
        return None  # "dared to follow" is no "bath board to follow"
    for pattern, rule in compiled.after:
        m = pattern.match(text, place[1])
        if m is not None and "\n" not in m[0].rstrip("\n") and not (rule.fragment and has_finite(doc, place[1] - 1)):
            return Cue(rule.id, rule.value, place[1], m.end())
    return None


def has_finite(doc: Doc, at: int) -> bool:
    """Whether the sentence at a character has a finite verb."""
    token = doc.char_span(at, at + 1, alignment_mode="expand")
    if token is None or not len(token):
        return False
    bounds = sentence_of(token[0])
    return any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in doc[bounds.start : bounds.end])


def _polarity(
    doc: Doc, span: Span, place: tuple[int, int], heads: set[int], cues: list[Found], known: Rules
) -> Cue | None:
    if (affix := _affix(span, place, known)) is not None:
        return affix
    cues = [c for c in cues if c.axis is Axis.POLARITY]
    hits = [c for c in cues if (c.reach is None or heads & c.reach) and not c.first <= span.root.i <= c.last]
    for c in hits:
        if c.rule.scope in (Scope.COMPLEMENT, Scope.OBJECT) and _negated(c, cues):
            return None  # "did not fail to attend"
    if hits:
        return hits[0].cue()
    for c in cues:  # "nothing to suggest that": the span is a word of the cue
        if c.first < span.start <= span.root.i <= c.last and any(
            t.lower_ in known.words.negators for t in doc[c.first : span.start]
        ):
            return c.cue()
    return _beside(doc, Axis.POLARITY, place, known) or befell(doc, span, known.words)


def _affix(span: Span, place: tuple[int, int], known: Rules) -> Cue | None:
    """A span that is the stem of a word which a part of the word negates: "un|happy", "hope|less"."""
    token = span[0]
    if len(span) != 1:
        return None
    before, after = token.lower_[: max(0, place[0] - token.idx)], token.lower_[place[1] - token.idx :]
    if before in known.words.prefixes and not after:
        return Cue(AFFIX, "negated", token.idx, place[0])
    if after in known.words.suffixes and not before:
        return Cue(AFFIX, "negated", place[1], place[1] + len(after))
    return None


def _negated(cue: Found, cues: list[Found]) -> bool:
    own = set(range(cue.first, cue.last + 1))
    return any(c is not cue and c.reach is not None and c.reach & own and c.last < cue.last for c in cues)


def _modality(
    doc: Doc,
    span: Span,
    place: tuple[int, int],
    heads: set[int],
    cues: list[Found],
    known: Rules,
    heading: Cue | None,
) -> Cue | None:
    beside = _beside(doc, Axis.MODALITY, place, known, told=_told(span.root))
    if beside is not None and beside.rule_id in known.sure:
        return beside
    denied = [c for c in cues if c.axis is Axis.POLARITY and c.reach is not None and c.rule.scope in _DENIALS]
    for c in cues:
        if c.axis is not Axis.MODALITY or (c.reach is not None and c.first <= span.root.i <= c.last):
            continue
        if c.rule.scope in _WISHES and any(_denies(d, c) and heads & (d.reach or set()) for d in denied):
            continue  # "did not agree to go", "declined an offer of help"
        if c.rule.scope == Scope.QUESTION:
            inside = span.start <= c.first and c.last < span.end
            if inside or c.first == span.end or c.last >= sentence_of(span[0]).end - 2:
                answer = _beside(doc, Axis.POLARITY, place, known)
                return c.cue() if answer is None else None
        elif c.reach is None or heads & c.reach:
            return c.cue()
    if heading is not None and not _told(span.root) and not _told_later(span, heading):
        return heading
    return beside or _to_be_done(span, known) or moods.subjunctive(span.root, known)


def _denies(denial: Found, mood: Found) -> bool:
    """A denial that reaches a word of mood or holds it: "did not agree to", "too frightened to"."""
    if denial.first <= mood.first and mood.last <= denial.last:
        return True
    return denial.last < mood.first and any(mood.first <= i <= mood.last for i in denial.reach or ())


def _told(token: Token) -> bool:
    """A finite verb in the past: it was done, whatever heading it stands under."""
    return token.tag_ == "VBD" and token.pos_ == "VERB"


def _told_later(span: Span, heading: Cue) -> bool:
    """ "Follow-up: clinic. During this stay he had …": a later sentence on the heading's line tells what was."""
    sent = sentence_of(span[0])
    return sent.start_char > heading.end and any(t.tag_ == "VBD" for t in span.doc[sent.start : sent.end])


def _to_be_done(span: Span, known: Rules) -> Cue | None:
    """A bare order ("Ring on Monday") or, in notes without a verb, who is to do what ("Mo to ring dentist")."""
    verb, doc = span.root, span.doc
    opens = sentence_of(verb).start
    first = next((i + 1 for i in range(span.start - 1, opens, -1) if doc[i].text in _BREAKS), opens)
    before = doc[first : span.start]
    cue = Cue("mod.to_be_done", "hypothetical", verb.idx, verb.idx + len(verb.text))
    if span[0].lower_ == "to":
        before = doc[first : span.start + 1]
    if len(before) > 1 and before[-2].lemma_.lower() in known.words.tries:
        return None  # "Attempts to reach her failed"
    if 1 < len(before) <= _DOERS and before[-1].lower_ == "to" and before[-1].dep_ != "prep":
        return cue if all(t.pos_ in ("NOUN", "PROPN", "DET", "PRON", "CCONJ") for t in before[:-1]) else None
    if len(before) == 1 and before[0].lower_ == "to":
        return cue
    if not len(before) and _who_is_to(span):
        return cue  # "SW to chase"
    if (
        verb.tag_ != "VB"
        or verb.pos_ != "VERB"
        or verb.text.isupper()
        or verb.lemma_.lower() != verb.lower_
        or verb.i != opens
        or verb.dep_ != "ROOT"
        or _bodily(doc[span.end : span.end + _DOERS], known)
    ):
        return None
    return None if any(c.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass") for c in verb.children) else cue


def _bodily(behind: Span, known: Rules) -> bool:
    """ "Burn to back of hand": where on the body, behind a preposition."""
    words = [t.lower_ for t in behind]
    return bool(words) and behind[0].tag_ in ("IN", "TO") and any(w in known.words.bodily for w in words[1:])


def _who_is_to(span: Span) -> bool:
    at = next((i for i, t in enumerate(span) if t.lower_ == "to" and t.dep_ != "prep"), 0)
    return 0 < at <= _DOERS and all(t.pos_ in ("NOUN", "PROPN", "DET", "CCONJ", "ADJ") for t in span[:at])
