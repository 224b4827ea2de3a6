"""Where the rules strike in a note."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from analyser.layout.sentences import Sentence, split
from analyser.model import RedactedNote, Setting
from analyser.signals.rules import DITTO, YEAR, Rule, load_rules

_EARLIER = 3  # years: a year named longer before the note's is of an earlier episode


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
    places = split(text) if sentences is None else sentences
    tried = _tried(
        [text[s.start : s.end].lower() for s in places],
        [
            rule
            for rule in (load_rules() if rules is None else rules)
            if rule.when.holds(note.type, note.author_role, setting)
        ],
    )
    day = note.date or note.recorded
    past = day.year - _EARLIER if day else 0
    found: list[Hit] = []
    before: list[Hit] = []
    for number, sentence in enumerate(places):
        before = _strike(text, sentence, number, tried.get(number, ()), before, past)
        found += before
    return sorted(found, key=lambda h: (h.start, h.end, h.rule.id))


def _tried(lowered: Sequence[str], rules: Sequence[Rule]) -> dict[int, list[Rule]]:
    """Number of a sentence → the rules that find there a word they need; each word is sought once a note."""
    whole = "\n".join(lowered)
    where: dict[str, tuple[int, ...]] = {}
    tried: dict[int, list[Rule]] = defaultdict(list)
    for rule in rules:
        numbers: set[int] = set()
        for word in rule.needs:
            if word not in where:
                where[word] = tuple(i for i, low in enumerate(lowered) if word in low) if word in whole else ()
            numbers.update(where[word])
        for number in numbers:
            tried[number].append(rule)
    return tried


def _strike(
    text: str, sentence: Sentence, number: int, rules: Sequence[Rule], before: Sequence[Hit], past: int
) -> list[Hit]:
    words = text[sentence.start : sentence.end]
    here: list[Hit] = []
    for rule in rules:
        match = rule.regex.search(words)
        if match is None or _vetoed(rule, words, past):
            continue
        if rule.later and not _comes_later(rule, match, text[sentence.start + match.end() :]):
            continue
        start, end = sentence.start + match.start(), sentence.start + match.end()
        labels = dict.fromkeys(h.label for h in before) if rule.signal == DITTO else (rule.signal,)
        here += [Hit(rule, start, end, number, label, rule.score) for label in labels]
    return here


def _comes_later(rule: Rule, match: re.Match[str], behind: str) -> bool:
    """Whether what a rule asks for stands behind its match, told of the same person: who was not there yet came."""
    who = re.escape(match["who"]) if "%who" in rule.later else ""
    return re.search(rule.later.replace("%who", who), behind, re.IGNORECASE) is not None


def _vetoed(rule: Rule, words: str, past: int) -> bool:
    """Whether words of ``unless`` stand in the sentence; a year among them counts only where it is before ``past``."""
    if rule.veto is None:
        return False
    dated = YEAR in rule.veto.groupindex
    return any(not dated or m[YEAR] is None or int(m[YEAR]) < past for m in rule.veto.finditer(words))
