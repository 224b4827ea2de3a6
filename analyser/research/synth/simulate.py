"""From a type of family to its contacts over time: what happened at each, before anybody wrote it down."""

from __future__ import annotations

import datetime as dt
import heapq
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from analyser.research.synth.rules import Chances, Family, Rules, State

UNANNOUNCED = "home_visit_unannounced"
CANCELLED = "cancelled_by_family"
_TEAM = ("social_worker", "manager")  # whose notes can tell of the team's own work
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact as it was, and which labels its note is to tell, the outcome first."""

    day: dt.date
    kind: str
    author: str
    actor: str  # role of the adult concerned
    kept: bool | None  # None: the family was not there to keep it
    wants: tuple[str, ...]


def simulate(family: Family, rules: Rules, notes: int, rng: Random) -> list[Contact]:
    """So many contacts of a family of one type, in order of time. The same state of ``rng`` gives the same contacts."""
    start = rules.begin + dt.timedelta(days=rng.randrange(365))
    due: list[tuple[dt.date, int, str]] = []  # day, a number that settles ties, kind
    meetings: list[dt.date] = []
    for number, (kind, c) in enumerate(rules.contacts.items()):
        if family.setting not in c.settings:
            continue
        day = start + dt.timedelta(days=round(rng.uniform(0.2, 1.0) * c.every_days))
        for _ in range(notes):
            due.append((_working(day), number, kind))
            if c.scrutiny:
                meetings.append(_working(day))
            day += dt.timedelta(days=max(1, round(rng.uniform(0.6, 1.4) * c.every_days)))
    heapq.heapify(due)
    found: list[Contact] = []
    state = family.start
    follows: dict[tuple[dt.date, str], str] = {}  # the actor whose missed contact a call follows
    while len(found) < notes and due:
        day, number, kind = heapq.heappop(due)
        shown = state
        if before := any(0 < (m - day).days <= rules.before_scrutiny for m in meetings):
            shown = family.on_scrutiny.get(state, state)
        actor = follows.get((day, kind), "") or _one_of(family.actors, rng)
        follow = (day, kind) in follows
        contact = _contact(
            family, rules, rules.states[shown], day, kind, actor, follow, before, len(found) / notes, rng
        )
        found.append(contact)
        if contact.kept is not None:
            state = _one_of(family.moves[state], rng)
        if contact.kept is False and not follow and rng.random() < rules.follow_up.chance:
            later = _working(day + rng.randint(1, rules.follow_up.days) * _DAY)
            follows[(later, rules.follow_up.contact)] = actor
            heapq.heappush(due, (later, number, rules.follow_up.contact))
    return found


def _contact(
    family: Family,
    rules: Rules,
    state: State,
    day: dt.date,
    kind: str,
    actor: str,
    follow: bool,
    before: bool,
    progress: float,
    rng: Random,
) -> Contact:
    c = rules.contacts[kind]
    chances: dict[str, float] = dict(family.practice) if c.author in _TEAM else {}
    wants: list[str] = []
    kept: bool | None = None
    if follow:
        chances |= state.follow_up
    elif c.missed:
        kept = rng.random() < state.kept
        if kept:
            chances |= state.when_kept
            for more in (state.unannounced if kind == UNANNOUNCED else {}, state.before_scrutiny if before else {}):
                chances |= more
        else:
            called_off = kind != UNANNOUNCED and rng.random() < state.cancelled
            wants.append(CANCELLED if called_off else c.missed)
            chances |= state.when_missed
    for label in family.grows:
        if label in chances:
            chances[label] = min(0.95, 2 * progress * chances[label])
    wants += _told(chances, kind, rules, rng)
    return Contact(day, kind, c.author, actor, kept, tuple(dict.fromkeys(wants)))


def _told(chances: Chances, kind: str, rules: Rules, rng: Random) -> list[str]:
    """The labels that come up, in the order of the rules. One draw a label, so that a change of one moves no other."""
    drawn = {label: rng.random() < chance for label, chance in chances.items()}
    return [x for x, told in drawn.items() if told and kind in rules.only_at.get(x, (kind,))]


def _one_of(weights: Mapping[str, float], rng: Random) -> str:
    return rng.choices(list(weights), list(weights.values()))[0]


def _working(day: dt.date) -> dt.date:
    """The day, or the Monday after a weekend."""
    return day + max(0, 7 - day.weekday()) * _DAY if day.weekday() > 4 else day
