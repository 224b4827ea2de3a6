"""Puts cues and spans together: one ``Assertion`` a span."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Doc, Span

from analyser.assertion import scope
from analyser.assertion.rules import Axis, CueRule, LabelReading, Rules, Scope, label_readings, rules
from analyser.grammar import sentence_of, text_of
from analyser.model import Assertion, Cue, Modality, Polarity, Subject, Time

_YEAR = re.compile(r"(?<![\d/.-])((?:19|20)\d\d)(?![\d/-]|\.\d)")
_NEGATOR = re.compile(r"\b(?:not|never|no|nobody|none|nor|without|only)\b|n['’]t\b", re.IGNORECASE)
_PLAN = re.compile(
    r"(?:^|\n)[ \t]*(?:plan|actions?|next steps?|to do|contingency)\b[^\n]{0,20}(?::|\n)(?:[^\n]*\n?){0,4}$",
    re.IGNORECASE,
)
_PLANNED = {"child_seen_alone", "remote_contact", "home_not_seen"}  # set down as actions under such a heading
_NEAR = 4  # tokens: what "no" negates in our own labels stands right after it
_EARLIER = 2  # years: a year named so long before the note's is of an earlier time
_BACK_TO_NOW = re.compile(r"\b(?:but|now|today|since)\b|;")


@dataclass(frozen=True, slots=True)
class _Found:
    """A cue in the text: the rule, its place and the tokens it reaches (None: all of its sentence)."""

    axis: Axis
    rule: CueRule
    start: int
    end: int
    sentence: int
    first: int
    last: int
    reach: frozenset[int] | None

    def cue(self) -> Cue:
        return Cue(self.rule.id, self.rule.value, self.start, self.end)


def assess_doc(doc: Doc, spans: Sequence[Any], labels: Sequence[str] | None = None) -> list[Assertion]:
    """See ``analyser.assertion.assess_doc``."""
    known = rules()
    places = [_place(doc, s) for s in spans]
    if not places:
        return []
    sentences = list(doc.sents)
    starts = [s.start for s in sentences]
    found: dict[int, list[_Found]] = {}
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
                found[n] = _cues_in(doc, sentences[n], n, known)
            cues += found[n]
        label = readings.get(labels[i]) if labels is not None else None
        out.append(_assess(doc, span, (start, end), cues, label, known))
    return out


def _place(doc: Doc, span: Any) -> tuple[int, int]:
    start, end = (span.start, span.end) if hasattr(span, "start") else span
    if isinstance(span, Span):
        start, end = span.start_char, span.end_char
    if not 0 <= start <= end <= len(text_of(doc)):
        raise ValueError(f"the span {start}:{end} lies outside a text of {len(text_of(doc))} characters.")
    return int(start), int(end)


# ---------------------------------------------------------------- cues of a sentence


def _cues_in(doc: Doc, sent: Span, number: int, known: Rules) -> list[_Found]:
    out: list[_Found] = []
    for axis, compiled in known.axes.items():
        masked: list[tuple[int, int]] = []
        for m in compiled.pattern.finditer(text_of(doc), sent.start_char, sent.end_char):
            rule = compiled.rules[str(m.lastgroup)]
            if rule.scope == Scope.MASK:
                masked.append(m.span())
                continue
            tokens = doc.char_span(m.start(), m.end(), alignment_mode="expand")
            if tokens is None:
                continue
            out.append(
                _Found(
                    axis,
                    rule,
                    m.start(),
                    m.end(),
                    number,
                    tokens.start,
                    tokens.end - 1,
                    _reach(doc, tokens, rule, sent, known),
                )
            )
    return out


def _reach(doc: Doc, tokens: Span, rule: CueRule, sent: Span, known: Rules) -> frozenset[int] | None:
    if rule.scope == Scope.WHOLE:
        return None
    if rule.scope == Scope.NOUN:
        reached = scope.by_noun(doc, tokens.end, sent.end, known)
        for t in tokens:
            if t.lower_ in ("no", "neither", "nil"):
                reached |= scope.with_noun_negated(t, known)
        return frozenset(reached)
    if rule.scope == Scope.VERB:
        return frozenset(_verb_reach(tokens, known))
    if rule.scope == Scope.COMPLEMENT:
        return frozenset(_complement_reach(doc, tokens, known))
    if rule.scope == Scope.INFINITIVE:
        return frozenset(_infinitive_reach(doc, tokens, known))
    if rule.scope == Scope.DEED:
        root = tokens.root
        return frozenset({root.head.i} if root.dep_ in ("nsubj", "nsubjpass", "agent", "pobj") else ())
    if rule.scope == Scope.AUX:
        return frozenset(scope.helped(tokens))
    if rule.scope == Scope.CONDITION:
        return frozenset(scope.under_condition(tokens[0], sent))
    if rule.scope == Scope.QUESTION:
        return frozenset()
    return frozenset(scope.clause_reach(tokens.root))


def _complement_reach(doc: Doc, tokens: Span, known: Rules) -> set[int]:
    verb = next((t for t in tokens if t.pos_ in ("VERB", "ADJ")), tokens[0])
    reached = {c.i for c in verb.children if c.dep_ in ("xcomp", "acomp")}
    for i in list(reached):
        reached |= scope.by_verb_of(doc[i], known)
    return reached


def _infinitive_reach(doc: Doc, tokens: Span, known: Rules) -> set[int]:
    verb = doc[tokens.end] if tokens.end < len(doc) else tokens[-1]
    verb = verb.head if verb.dep_ in ("aux", "auxpass") else verb
    return scope.by_verb_of(verb, known) | {
        t.i
        for t in tokens
        if t.pos_ in ("NOUN", "PROPN")  # "SW to see him": a parser may take SW for the head
    }


def _verb_reach(tokens: Span, known: Rules) -> set[int]:
    negator = next((t for t in tokens if t.dep_ == "neg" or t.lower_ in ("never", "n't", "n’t", "not")), tokens.root)
    return scope.by_verb(negator, known)


# ---------------------------------------------------------------- one span


def _assess(
    doc: Doc, span: Span, place: tuple[int, int], cues: list[_Found], label: LabelReading | None, known: Rules
) -> Assertion:
    polarity = _polarity(doc, span, place, cues, label, known)
    modality = _modality(doc, span, cues, label)
    time = _time(doc, span, cues, label)
    subject = _subject(span, cues)
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
    out = {root.i}
    inside = range(span.start, span.end)
    for child in root.children:
        if child.i in inside and child.dep_ in ("acomp", "attr", "oprd"):
            out.add(child.i)
    return out


def _polarity(
    doc: Doc, span: Span, place: tuple[int, int], cues: list[_Found], label: LabelReading | None, known: Rules
) -> Cue | None:
    negations = [c for c in cues if c.axis is Axis.POLARITY]
    if label is not None:
        return _label_polarity(doc, span, place, negations, label)
    heads = _heads(span)
    hits = [c for c in negations if c.reach is not None and heads & c.reach and not (c.first <= span.root.i <= c.last)]
    if hits:
        even = [c for c in hits if c.rule.id in ("neg.not", "neg.contracted")]
        if len(hits) == 2 and len(even) == 1 and any(c.rule.scope == Scope.COMPLEMENT for c in hits):
            return None  # "did not fail to attend"
        return hits[0].cue()
    after = known.post.match(text_of(doc), place[1])
    if after is not None and "\n" not in after[0].rstrip("\n"):
        return Cue(known.post_id, "negated", place[1], after.end())
    return None


def _label_polarity(
    doc: Doc, span: Span, place: tuple[int, int], negations: list[_Found], label: LabelReading
) -> Cue | None:
    words = text_of(doc)[place[0] : place[1]]
    if (
        label.opposites is not None
        and (m := label.opposites.search(words))
        and not (label.rule.guard and _NEGATOR.search(words, 0, m.start()))
    ):
        return Cue(f"label.{label.rule.id}.opposite", "negated", place[0] + m.start(), place[0] + m.end())
    keys = set(label.rule.keys)
    if not keys or label.rule.content:
        return None
    for c in negations:
        if c.reach is None:
            continue
        reached = [i for i in c.reach if span.start <= i < span.end and not c.first <= i <= c.last]
        if c.rule.scope == Scope.NOUN:
            reached = [i for i in reached if i - c.last <= _NEAR]
        if any(doc[i].lemma_.lower() in keys or doc[i].lower_ in keys for i in reached):
            return c.cue()
    return None


def _modality(doc: Doc, span: Span, cues: list[_Found], label: LabelReading | None) -> Cue | None:
    heads = _heads(span)
    for c in cues:
        if c.axis is not Axis.MODALITY or (label is not None and not c.rule.labelled):
            continue
        inside = span.start <= c.first and c.last < span.end
        if label is not None and (label.rule.content or label.rule.future):
            opens = c.first <= span.start + 1 and c.rule.scope in (Scope.CONDITION, Scope.WHOLE)
            outside = c.last < span.start and c.rule.scope in (Scope.CONDITION, Scope.WHOLE, Scope.CLAUSE)
            asked = c.rule.id == "mod.query" and c.first <= span.start + 1
            if not outside and not asked and (label.rule.content or not opens):
                continue
        if c.rule.scope == Scope.QUESTION:
            if inside or c.first == span.end or c.last >= sentence_of(span[0]).end - 2:
                return c.cue()
        elif c.reach is None or heads & c.reach:
            return c.cue()
    if (
        label is not None
        and label.rule.id in _PLANNED
        and (m := _PLAN.search(text_of(doc), max(0, span.start_char - 400), span.start_char))
    ):
        return Cue("mod.plan_heading", "hypothetical", m.start(), m.start() + 4)
    return None


def _time(doc: Doc, span: Span, cues: list[_Found], label: LabelReading | None) -> Cue | None:
    if label is not None and not label.rule.time:
        return None
    for c in cues:
        if c.axis is not Axis.TIME:
            continue
        inside = span.start <= c.first and c.last < span.end
        if inside or (0 <= span.start - c.last <= 14 and not _turns(doc, c.last + 1, span.start)):
            return c.cue()
        if label is None and abs(c.first - span.end) < 6:
            return c.cue()
    return _old_year(doc, span)


def _turns(doc: Doc, first: int, stop: int) -> bool:
    """A word between a time and the span that ends its hold: "last year … but now"."""
    return any(doc[i].lower_ in ("but", "now", "today", "since", "then", ";") for i in range(first, stop))


def _old_year(doc: Doc, span: Span) -> Cue | None:
    """A year that lies well before the note's, with nothing after it that comes back to now."""
    note = doc._.note if doc.has_extension("note") else None
    if note is None or note.date is None:
        return None
    text, sent = text_of(doc), sentence_of(span[0])
    for m in _YEAR.finditer(text, max(sent.start_char, span.start_char - 70), span.end_char):
        back = _BACK_TO_NOW.search(text, max(0, m.start() - 6), max(m.end(), span.start_char))
        if int(m[1]) <= note.date.year - _EARLIER and back is None:
            return Cue("time.year", "historical", m.start(), m.end())
    return None


def _subject(span: Span, cues: list[_Found]) -> Cue | None:
    heads = _heads(span)
    for c in cues:
        if c.axis is Axis.SUBJECT and (c.reach is None or heads & c.reach):
            return c.cue()
    return None
