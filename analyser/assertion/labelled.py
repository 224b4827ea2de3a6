"""How a span with one of our own labels is asserted: a negation that the label's own wording holds negates nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from analyser import taxonomy
from analyser.assertion.cues import Found
from analyser.assertion.rules import Axis, LabelReading, Scope, openers
from analyser.assertion.times import old_year, turns
from analyser.grammar import text_of
from analyser.model import Cue

_NEGATOR = re.compile(taxonomy.unmarked(r"\b(?:not|never|no|nobody|none|nor|without|only)\b|n['’]t\b"), re.IGNORECASE)
_PLAN = re.compile(
    r"(?:^|\n)[ \t]*(?:plan|actions?|next steps?|to do|contingency)\b[^\n]{0,20}(?::|\n)(?:[^\n]*\n?){0,4}$",
    re.IGNORECASE,
)
_PLANNED = {"child_seen_alone", "remote_contact", "home_not_seen"}  # set down as actions under such a heading
_NOBODY = ("nobody", "none", "nothing", "neither", "no-one")
_MASKED = re.compile(r"(?:not|n['’]t) (?:only|just|merely|simply|until|unless|for the first)\b", re.IGNORECASE)
_OPENING_MARK = re.compile(r"[\"“‘']")
_NEAR = 4  # tokens: what "no" negates in our own labels stands right after it
_LONG = 14  # tokens that a time may stand before what it dates


def polarity(doc: Doc, span: Span, place: tuple[int, int], cues: list[Found], label: LabelReading) -> Cue | None:
    words = text_of(doc)[place[0] : place[1]]
    if (
        label.opposites is not None
        and (m := label.opposites.search(words))
        and not (label.rule.guard and _NEGATOR.search(words, 0, m.start()))
    ):
        return Cue(f"label.{label.rule.id}.opposite", "negated", place[0] + m.start(), place[0] + m.end())
    if (label.rule.opens or label.rule.own) and (own := _own_negation(doc, span, words, label)) is not None:
        return own
    keys = set(label.rule.keys)
    if not keys or label.rule.content:
        return None
    for c in cues:
        if c.axis is not Axis.POLARITY:
            continue
        if c.reach is None:
            return c.cue()
        reached = [i for i in c.reach if span.start <= i < span.end and not c.first <= i <= c.last]
        if c.rule.scope == Scope.NOUN:
            reached = [i for i in reached if i - c.last <= _NEAR]
        if any(doc[i].lemma_.lower() in keys or doc[i].lower_ in keys for i in reached):
            return c.cue()
    return None


def _own_negation(doc: Doc, span: Span, words: str, label: LabelReading) -> Cue | None:
    """A negation that opens the span ("Nobody raised a voice") or is its own root's, where the label allows it."""
    first = openers().match(words)
    if label.rule.opens and first is not None:
        start = span.start_char + first.start()
        return Cue(f"label.{label.rule.id}.opens", "negated", start, start + len(first[0]))
    if not label.rule.own or _OPENING_MARK.match(words):
        return None
    negator = next((t for t in _negators(span.root) if span.start <= t.i < span.end), None)
    if negator is None or _MASKED.match(text_of(doc), negator.idx):
        return None
    before = words[: max(0, negator.idx - span.start_char)]
    if before.count('"') % 2 or before.count("“") > before.count("”"):
        return None  # somebody's words
    return Cue(f"label.{label.rule.id}.own", "negated", negator.idx, negator.idx + len(negator.text))


def _negators(root: Token) -> Iterator[Token]:
    """Words that negate a root: its adverb, or "no", "nobody", "nothing" as or in its subject or object."""
    for child in root.children:
        if child.dep_ == "neg" or child.lower_ in ("never", "nor") or (child.lower_ == "no" and child.i < root.i):
            yield child
        elif child.dep_ in ("nsubj", "nsubjpass", "dobj", "attr"):
            if child.lower_ in _NOBODY:
                yield child
            yield from (c for c in child.children if c.lower_ in ("no", "neither", "none", "not"))


def modality(doc: Doc, span: Span, heads: set[int], cues: list[Found], label: LabelReading) -> Cue | None:
    for c in cues:
        if c.axis is not Axis.MODALITY:
            continue
        if label.rule.content or label.rule.future:
            opens = c.first <= span.start + 1 and c.rule.scope in (Scope.CONDITION, Scope.WHOLE)
            outside = c.last < span.start and c.rule.scope in (Scope.CONDITION, Scope.WHOLE, Scope.CLAUSE)
            asked = c.rule.id == "mod.query" and c.first <= span.start + 1
            if not outside and not asked and (label.rule.content or not opens):
                continue
        begins = c.rule.scope == Scope.CONDITION and span.start <= c.first <= span.start + 1
        if c.reach is None or heads & c.reach or (begins and not label.rule.content):
            return c.cue()  # also "If she shouts, let her", where the span's root is the order
    if label.rule.id in _PLANNED and (m := _PLAN.search(text_of(doc), max(0, span.start_char - 400), span.start_char)):
        return Cue("mod.plan_heading", "hypothetical", m.start(), m.start() + 4)
    return None


def time(doc: Doc, span: Span, cues: list[Found], label: LabelReading) -> Cue | None:
    if not label.rule.time:
        return None
    for c in cues:
        if c.axis is not Axis.TIME:
            continue
        inside = span.start <= c.first and c.last < span.end
        if inside or (0 <= span.start - c.last <= _LONG and not turns(doc, c.last + 1, span.start)):
            return c.cue()
    return old_year(doc, span)
