"""The cues of a sentence or of a line, each with the tokens that it reaches."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from analyser.assertion import clauses, moods, scope
from analyser.assertion.lists import by_noun
from analyser.assertion.rules import Axis, Compiled, CueRule, Rules, Scope
from analyser.grammar import text_of
from analyser.model import Cue

_FINITE = ("VBD", "VBZ", "VBP", "MD")
_OBJECTS = ("NOUN", "PROPN", "ADJ", "DET", "VERB", "PRON", "NUM")  # of a verb in a fragment that the parse lost
_LISTED = 12  # lines that a heading on a line of its own may hold


@dataclass(frozen=True, slots=True)
class Found:
    """A cue in the text: the rule, its place and the tokens it reaches (None: all of its sentence)."""

    axis: Axis
    rule: CueRule
    start: int
    end: int
    first: int
    last: int
    reach: frozenset[int] | None

    def cue(self) -> Cue:
        return Cue(self.rule.id, self.rule.value, self.start, self.end)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading's cue, and the characters that stand under it."""

    axis: Axis
    cue: Cue
    start: int
    end: int


def cues_in(doc: Doc, sent: Span, axes: Mapping[Axis, Compiled], known: Rules) -> list[Found]:
    out: list[Found] = []
    for axis, compiled in axes.items():
        for m in compiled.pattern.finditer(text_of(doc), sent.start_char, sent.end_char):
            rule = compiled.rules[str(m.lastgroup)]
            tokens = doc.char_span(m.start(), m.end(), alignment_mode="expand")
            if rule.scope == Scope.MASK or tokens is None or not len(tokens):
                continue
            if rule.fragment and any(t.tag_ in _FINITE for t in sent):
                continue
            if rule.verbs and tokens.root.head.pos_ != "VERB":
                continue
            if rule.needs and not re.search(rule.needs, sent.text, re.IGNORECASE):
                continue
            reach = _reach(doc, tokens, rule, axis, sent, known, wide=axes is known.open)
            out.append(Found(axis, rule, m.start(), m.end(), tokens.start, tokens.end - 1, reach))
    return out


def headings_in(doc: Doc, axes: Mapping[Axis, Compiled]) -> list[Heading]:
    """ "Plan: A, B": what stands on the heading's line, or in the lines below it up to an empty one."""
    text = text_of(doc)
    out = []
    for axis, compiled in axes.items():
        if compiled.lines is None:
            continue
        for m in compiled.lines.finditer(text):
            rule = compiled.line_rules[str(m.lastgroup)]
            end = text.find("\n", m.end())
            end = len(text) if end < 0 else end
            if not text[m.end() : end].strip():
                if m[0].rstrip()[-1:] not in (":", "-") and not text[end : end + 1]:
                    continue
                for _ in range(_LISTED):
                    line = text.find("\n", end + 1)
                    line = len(text) if line < 0 else line
                    if not text[end:line].strip() or text[end:line].rstrip().endswith(":"):
                        break
                    end = line
            out.append(Heading(axis, Cue(rule.id, rule.value, m.start(), m.end()), m.end(), end))
    return out


def _reach(
    doc: Doc, tokens: Span, rule: CueRule, axis: Axis, sent: Span, known: Rules, *, wide: bool
) -> frozenset[int] | None:
    match rule.scope:
        case Scope.WHOLE:
            return None
        case Scope.NOUN:
            return frozenset(_noun_reach(doc, tokens, sent, known, wide=wide))
        case Scope.VERB:
            return frozenset(_verb_reach(tokens, known))
        case Scope.OBJECT:
            if _is_attribute(tokens):
                return frozenset()  # "a withheld number", "a banning order"
            held = scope.governed(tokens, sent, known, mood=axis is Axis.MODALITY)
            if not held and tokens.end < sent.end and doc[tokens.end].pos_ in _OBJECTS:
                held = by_noun(doc, tokens.end, sent.end, known)
            return frozenset(held)
        case Scope.COMPLEMENT:
            return frozenset(_complement_reach(doc, tokens, sent, known, wide=wide))
        case Scope.INFINITIVE:
            return frozenset(_infinitive_reach(doc, tokens, sent, known, wide=wide, order=rule.order))
        case Scope.DEED:
            root = tokens.root
            return frozenset({root.head.i} if root.dep_ in ("nsubj", "nsubjpass", "agent", "pobj") else ())
        case Scope.AUX:
            return frozenset(moods.helped(tokens, known, unreal=wide))
        case Scope.CONDITION:
            return frozenset(moods.under_condition(tokens[0], sent, known, asked=wide))
        case Scope.QUESTION:
            return frozenset()
    return frozenset(clauses.clause_reach(tokens.root) if not wide else clauses.about(tokens))


def _is_attribute(tokens: Span) -> bool:
    word = tokens.root
    placed = len(tokens) == 1 and word.dep_ in ("amod", "compound") and not word.is_sent_start
    return placed and word.tag_ in ("VBG", "VBN", "VBD")


def _noun_reach(doc: Doc, tokens: Span, sent: Span, known: Rules, *, wide: bool) -> set[int]:
    negator = next((t for t in tokens if t.lower_ in ("no", "neither", "nil")), None)
    if tokens[-1].lower_ == "without":
        verb = next((c for c in tokens[-1].children if c.dep_ == "pcomp"), None)
        if verb is not None and verb.pos_ == "VERB":
            return scope.by_verb_of(verb, known)
    if negator is not None and tokens.end < sent.end and doc[tokens.end].text == ",":
        return set()  # "No, sir, merely stunned"
    reached = by_noun(doc, tokens.end, sent.end, known, negator)
    if wide and tokens.root.pos_ == "VERB":
        reached |= scope.governed(tokens, sent, known)  # "denied that she left"
    for t in tokens:
        if t.lower_ in ("no", "neither", "nil"):
            reached |= scope.with_noun_negated(t, known)
    return reached


def _complement_reach(doc: Doc, tokens: Span, sent: Span, known: Rules, *, wide: bool) -> set[int]:
    verb = next((t for t in tokens if t.pos_ in ("VERB", "ADJ")), tokens[0])
    reached = {c.i for c in verb.children if c.dep_ in ("xcomp", "acomp")}
    for i in list(reached):
        reached |= scope.by_verb_of(doc[i], known)
    if wide and not reached and tokens[-1].lower_ == "to":
        return by_noun(doc, tokens.end, sent.end, known)  # "Unable to weight bear": no verb to the parse
    return reached


def _infinitive_reach(doc: Doc, tokens: Span, sent: Span, known: Rules, *, wide: bool, order: bool) -> set[int]:
    verb = doc[tokens.end] if tokens.end < len(doc) else tokens[-1]
    if wide and tokens[0].lower_ == "due" and verb.pos_ != "VERB":
        return set()  # "unable to sleep due to pain"
    if wide and tokens[-1].dep_ == "prep" and tokens[0].lemma_ in known.words.assenting:
        return (
            scope.governed(tokens, sent, known, mood=True) if not scope.is_definite(tokens[-1], known.words) else set()
        )
    verb = verb.head if verb.dep_ in ("aux", "auxpass", "neg", "advmod") and verb.head.i > verb.i else verb
    if order and verb.tag_ != "VB":
        return set()  # "Never attended" is no order
    reached = scope.by_verb_of(verb, known) | {
        t.i
        for t in tokens
        if t.pos_ in ("NOUN", "PROPN") and not wide  # "SW to see him": a parser may take SW for the head
    }
    return reached | (moods.planned(verb) if wide else set())


def _verb_reach(tokens: Span, known: Rules) -> set[int]:
    negator = next((t for t in tokens if t.dep_ == "neg" or t.lower_ in ("never", "n't", "n’t", "not")), tokens.root)
    if negator.head.i != negator.i and tokens.start <= negator.head.i < tokens.end:
        negator = negator.head  # "no longer"
    return scope.by_verb(negator, known)
