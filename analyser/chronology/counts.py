"""Contacts with their denominator: offered, kept, missed, cancelled, last seen, by person, service and quarter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from analyser.chronology.contact_rules import VisitRule, visit_rules
from analyser.chronology.contacts import by_worker, on_the_day, seen_alone, was_seen
from analyser.chronology.rules import ChronologyRules
from analyser.model import Contact, Counts, Gap, RedactedNote, Signal, Tally
from analyser.taxonomy import note_types

_GROUPS = ("kept", "missed", "cancelled_by_family", "cancelled_by_service")


def count(
    contacts: Sequence[Contact],
    notes: Sequence[RedactedNote],
    signals: Iterable[Signal],
    rules: ChronologyRules,
    as_of: dt.date | None = None,
) -> Counts:
    """The counts of a file. Being seen is read off notes by the social-care team alone."""
    by_note: dict[str, list[Signal]] = {}
    for s in signals:
        by_note.setdefault(s.note_id, []).append(s)
    days: dict[str, list[dt.date]] = {"seen": [], "alone": [], "visit": []}
    visits = {kind for kind, of in note_types().items() if of.contact == "visit"}
    kept = {m.note_id for c in contacts if c.group == "kept" and c.kind in visits for m in c.mentions}
    for note in notes:
        if not by_worker(note) or note.date is None:
            continue
        own = [s for s in by_note.get(note.note_id, ()) if on_the_day(s, note)]
        if was_seen(note, own, rules):
            days["seen"].append(note.date)
        if seen_alone(note, own):
            days["alone"].append(note.date)
        if note.type in visits and note.note_id in kept:
            days["visit"].append(note.date)
    groups = [c.group for c in contacts]
    dated = [n.date for n in notes if n.date]
    period = (min(dated), max([*dated, *([as_of] if as_of else [])])) if dated else None
    return Counts(
        offered=len(contacts),
        kept=groups.count("kept"),
        missed_by_family=groups.count("missed"),
        cancelled_by_family=groups.count("cancelled_by_family"),
        cancelled_by_service=groups.count("cancelled_by_service"),
        last_seen=max(days["seen"], default=None),
        last_seen_alone=max(days["alone"], default=None),
        seen_alone=len(days["alone"]),
        by_person=_by_person(contacts),
        by_agency=_by_agency(contacts),
        by_period=_tallies({q: [c for c in contacts if quarter(c.date) == q] for q in _quarters(contacts)}),
        gaps=tuple(gap(rule, days[rule.of], period) for rule in visit_rules() if rule.apply and period),
    )


def quarter(date: str | None) -> str:
    """The quarter of an ISO day or month, ``2024-Q2``; a year or a season as it stands; "" without a date."""
    if not date:
        return ""
    year, _, rest = date.partition("-")
    return f"{year}-Q{(int(rest[:2]) + 2) // 3}" if rest[:2].isdigit() else date


def gap(rule: VisitRule, days: Sequence[dt.date], period: tuple[dt.date, dt.date]) -> Gap:
    """The stretches between times of being seen, from the first day of a file to its last, against a rule."""
    marks = sorted({period[0], *days, period[1]})
    limit = rule.working_days or rule.days
    measure = working_days if rule.working_days else _calendar_days
    stretches = [(measure(a, b), a, b) for a, b in pairwise(marks)]
    longest = max(stretches, key=lambda s: s[0], default=(0, None, None))
    return Gap(
        rule=rule.id,
        limit=limit,
        working=bool(rule.working_days),
        times=len(set(days)),
        longer=sum(n > limit for n, _, _ in stretches),
        stretches=len(stretches),
        longest=longest[0],
        first=longest[1],
        last=longest[2],
    )


def working_days(first: dt.date, last: dt.date) -> int:
    """Mondays to Fridays after the first day up to the last, less bank holidays of England."""
    from analyser.dates.calendar_uk import is_bank_holiday

    days = (first + dt.timedelta(days=i) for i in range(1, (last - first).days + 1))
    return sum(d.weekday() < 5 and not is_bank_holiday(d) for d in days)


def _calendar_days(first: dt.date, last: dt.date) -> int:
    return (last - first).days


def _by_person(contacts: Sequence[Contact]) -> tuple[Tally, ...]:
    roles = _each(r for c in contacts for r in (*c.people, *c.seen))
    found = []
    for role in roles:
        mine = [c for c in contacts if role in (*c.people, *c.seen)]
        found.append(_tally(role, mine, [c for c in mine if role in c.seen]))
    return tuple(sorted(found, key=lambda t: (-t.offered, t.of)))


def _by_agency(contacts: Sequence[Contact]) -> tuple[Tally, ...]:
    services = _each(c.agency for c in contacts)
    found = _tallies({a: [c for c in contacts if c.agency == a] for a in services})
    return tuple(sorted(found, key=lambda t: (-t.offered, t.of)))


def _tallies(groups: Mapping[str, Sequence[Contact]]) -> tuple[Tally, ...]:
    return tuple(_tally(of, mine, [c for c in mine if c.seen]) for of, mine in groups.items())


def _tally(of: str, contacts: Sequence[Contact], seen: Sequence[Contact]) -> Tally:
    groups = [c.group for c in contacts]
    return Tally(
        of,
        len(contacts),
        seen=len(seen),
        last_seen=_last(seen),
        last_seen_alone=_last([c for c in seen if c.seen_alone]),
        **{g: groups.count(g) for g in _GROUPS},
    )


def _last(contacts: Iterable[Contact]) -> dt.date | None:
    """Limits: a contact that is known to the month or the year gives no day."""
    return max((dt.date.fromisoformat(c.date) for c in contacts if c.date and len(c.date) == 10), default=None)


def _each(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))


def _quarters(contacts: Sequence[Contact]) -> list[str]:
    return sorted({quarter(c.date) for c in contacts if c.date})
