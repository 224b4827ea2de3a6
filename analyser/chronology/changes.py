"""Improvements by domain, how long each is told to have held, and when it lapsed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from analyser.accounts.slots import topic_weights
from analyser.chronology.ties import Ties
from analyser.chronology.undertaking_rules import UndertakingRules
from analyser.dates.happening import opening
from analyser.model import Change, RedactedNote, Signal, Span, Standing


def changes(notes: Sequence[RedactedNote], signals: Iterable[Signal], rules: UndertakingRules) -> tuple[Change, ...]:
    """Each improvement from where it is first told to where it is last told to hold, or to its lapse.

    Limits: the domain is read off words of a topic; what names none is under ``other``, where affairs may mix.
    """
    place = {n.note_id: i for i, n in enumerate(notes)}
    ties = Ties(notes, rules.few)
    told: dict[str, list[Signal]] = defaultdict(list)
    for s in signals:
        of = s.label in rules.held or s.label in rules.lapsed
        if of and s.standing is Standing.AFFIRMED and s.note_id in place and s.date:
            told[_domain(s.span, ties)].append(s)
    found = [c for domain, own in told.items() for c in _of_domain(domain, own, place, rules)]
    return tuple(sorted(found, key=lambda c: (opening(c.date or ""), c.domain)))


def _domain(span: Span, ties: Ties) -> str:
    weights = topic_weights(ties.said(span)) or topic_weights(ties.said(ties.sentence(span)))
    return max(weights, key=lambda t: weights[t]) if weights else "other"


def _of_domain(
    domain: str, signals: Iterable[Signal], place: Mapping[str, int], rules: UndertakingRules
) -> Iterable[Change]:
    open_: Change | None = None
    for s in sorted(signals, key=lambda s: (opening(s.date or ""), place[s.note_id], s.start)):
        if s.label in rules.held:
            if open_ is None:
                open_ = Change(domain, "better", s.date, s.date, mentions=(s.span,))
            else:
                open_ = replace(open_, held_until=s.date, mentions=(*open_.mentions, s.span))
        elif open_ is not None:
            yield replace(open_, lapsed=s.date, mentions=(*open_.mentions, s.span))
            open_ = None
        else:
            yield Change(domain, "lapsed", None, None, lapsed=s.date, mentions=(s.span,))
    if open_ is not None:
        yield open_
