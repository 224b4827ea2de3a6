"""Where the rules strike in a note."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analyser.layout.sentences import Sentence, split
from analyser.model import RedactedNote, Setting
from analyser.signals.rules import DITTO, Rule, load_rules


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule's match; ``sentence`` is the number of the sentence in the note, from 0."""

    rule: Rule
    start: int
    end: int
    sentence: int
    label: str  # the rule's own, or the one a ditto carries over
    score: float


def find_hits(
    note: RedactedNote,
    setting: Setting = Setting.CHILDREN,
    rules: Sequence[Rule] | None = None,
    sentences: Sequence[Sentence] | None = None,
) -> list[Hit]:
    """Every match of every rule, by start; one match a rule and sentence, the first.

    A ditto takes the labels of the rules that struck in the sentence before it.

    Limits: a match never crosses a sentence.
    """
    text = note.text
    lowered = text.lower()
    live = [
        rule
        for rule in (load_rules() if rules is None else rules)
        if any(n in lowered for n in rule.needs) and rule.when.holds(note.type, note.author_role, setting)
    ]
    if not live:
        return []
    found: list[Hit] = []
    before: list[Hit] = []
    for number, sentence in enumerate(split(text) if sentences is None else sentences):
        here: list[Hit] = []
        words = text[sentence.start : sentence.end]
        low = words.lower()
        for rule in live:
            if not any(n in low for n in rule.needs):
                continue
            match = rule.regex.search(words)
            if match is None or (rule.veto and rule.veto.search(words)):
                continue
            start, end = match.span("at") if "at" in rule.regex.groupindex else match.span()
            start, end = start + sentence.start, end + sentence.start
            if rule.signal != DITTO:
                here.append(Hit(rule, start, end, number, rule.signal, rule.score))
                continue
            for label in dict.fromkeys(h.label for h in before):
                here.append(Hit(rule, start, end, number, label, rule.score))
        found += here
        before = here
    return sorted(found, key=lambda h: (h.start, h.end, h.rule.id))
