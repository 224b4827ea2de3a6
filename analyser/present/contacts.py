"""Contacts in words and small tables: by person, service and quarter, each count with what it is out of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from analyser import taxonomy
from analyser.chronology.contact_rules import visit_rules
from analyser.present import cells, display
from analyser.present.cells import Row
from analyser.present.grids import Answer, AnswerTable, headed
from analyser.present.wording import Wording

_COUNTS = ("kept", "missed", "cancelled_by_family", "cancelled_by_service")
_LAST = ("last_seen", "last_seen_alone")


def counted(counts: Row, words: Wording) -> dict[str, AnswerTable]:
    """Tables by person, by service and by quarter, from the ``contacts`` of the cases table, less empty ones."""
    kinds: tuple[tuple[str, Callable[[str, Wording], str]], ...] = (
        ("by_person", _person),
        ("by_agency", _agency),
        ("by_period", _period),
    )
    return {
        key: _tally(words.contact_tables[key], name, rows, words)
        for key, name in kinds
        if (rows := cells.rows(counts.get(key)))
    }


def _tally(
    entry: Mapping[str, str], name: Callable[[str, Wording], str], rows: Sequence[Row], words: Wording
) -> AnswerTable:
    title, intro, head = headed(entry)
    body = []
    for row in rows:
        offered = cells.whole(row.get("offered")) or 0
        found = [cells.whole(row.get(k)) or 0 for k in (*_COUNTS, "seen")]
        last = [cells.day(row.get(k)) for k in _LAST]
        body.append(
            (
                Answer(name(cells.text(row.get("of")), words)),
                Answer(str(offered), number=offered),
                *(Answer(f"{n}\u00a0of\u00a0{offered}", number=n) for n in found),
                *(Answer(display.day(d) or "–", date=d.isoformat() if d else "") for d in last),
            )
        )
    return AnswerTable(title, intro, (*head, *counted_heads(words)), tuple(body))


def counted_heads(words: Wording) -> tuple[str, ...]:
    """The columns of each table of counts, after whom or what it counts by."""
    return tuple(words.contact["heads"][k] for k in ("offered", *_COUNTS, "seen", *_LAST))


def _person(of: str, words: Wording) -> str:
    return display.role(of) if of else words.contact["agencies"][""]


def _agency(of: str, words: Wording) -> str:
    return words.contact["agencies"].get(of) or display.plain(of)


def _period(of: str, words: Wording) -> str:
    year, _, quarter = of.partition("-Q")
    return f"{words.contact['quarters'].get(quarter, quarter)} {year}" if quarter else display.when(of)


def gaps(counts: Row, words: Wording) -> tuple[str, ...]:
    """A sentence for each rule on visits that applies. Longer is not late: local rules differ. Of a file of one day, in
    which nothing lies between, nothing is said."""
    return tuple(
        words.line(
            "working_gap" if gap.working else "gap",
            rule=f"{gap.name[:1].upper()}{gap.name[1:]}" + (f" ({gap.source})" if gap.source else ""),
            times=gap.times,
            longer=gap.longer,
            stretches=gap.stretches,
            longest=gap.longest,
            first=display.day(gap.first),
            last=display.day(gap.last),
        )
        for gap in _gaps(counts)
        if gap.stretches
    )


def gap_table(counts: Row, words: Wording) -> AnswerTable:
    """The same as a table of numbers, for a workbook."""
    said = words.contact["days"]
    body = tuple(
        (
            Answer(f"{gap.name[:1].upper()}{gap.name[1:]}"),
            Answer(gap.source),
            Answer(str(gap.limit), number=gap.limit),
            Answer(said["working" if gap.working else "calendar"]),
            *(Answer(str(n), number=n) for n in (gap.times, gap.stretches, gap.longer, gap.longest)),
            *(Answer(display.day(d), date=d.isoformat() if d else "") for d in (gap.first, gap.last)),
        )
        for gap in _gaps(counts)
    )
    return AnswerTable(*headed(words.contact_tables["gaps"]), body)


@dataclass(frozen=True, slots=True)
class _Gap:
    name: str
    source: str
    limit: int
    working: bool
    times: int
    stretches: int
    longer: int
    longest: int
    first: dt.date | None
    last: dt.date | None


def _gaps(counts: Row) -> Iterator[_Gap]:
    names = {rule.id: (rule.name, rule.source) for rule in visit_rules()}
    for row in cells.rows(counts.get("gaps")):
        rule = cells.text(row.get("rule"))
        name, source = names.get(rule, (display.plain(rule), ""))
        limit, times, stretches, longer, longest = (
            cells.whole(row.get(k)) or 0 for k in ("limit", "times", "stretches", "longer", "longest")
        )
        working = bool(cells.flag(row.get("working")))
        days = cells.day(row.get("first")), cells.day(row.get("last"))
        yield _Gap(name, source, limit, working, times, stretches, longer, longest, *days)


def detail(row: Row, words: Wording) -> str:
    """What is known of one contact beside its outcome: ``Was not brought. Reason given: “the buses were off”.``"""
    outcome = cells.text(row.get("outcome"))
    parts = [words.contact["outcomes"].get(outcome) or display.plain(outcome)]
    if notice := words.contact["notice"].get(cells.text(row.get("notice"))):
        parts.append(notice)
    if reason := cells.text(row.get("reason")):
        given = "reason" if cells.text(row.get("reason_kind")) in ("", "excuse") else "beside"
        parts.append(words.line(given, words=display.spaced(reason).rstrip(' .”"')))
    rebooked = cells.flag(row.get("rebooked"))
    if rebooked is not None:
        parts.append(words.contact["rebooked"]["yes" if rebooked else "no"])
    seen = [display.role(cells.text(r)) for r in cells.items(row.get("seen"))]
    if seen and cells.text(row.get("counts_as")) == "kept":
        parts.append(words.line("who_came", people=", ".join(seen)))
    if cells.flag(row.get("seen_alone")):
        parts.append(words.contact["alone"]["yes"])
    if (mode := cells.text(row.get("mode"))) in words.contact["mode"]:
        parts.append(words.contact["mode"][mode])
    return " ".join(p if p.endswith((".", "”")) else f"{p}." for p in parts)


def not_kept(rows: Iterable[Row], words: Wording) -> AnswerTable | None:
    """The contacts that did not take place, the services' own cancellations among them, with what is known of each."""
    body = tuple(
        (
            _date(r, words),
            Answer(_agency(cells.text(r.get("agency")), words)),
            Answer(_people(r.get("people"))),
            Answer(detail(r, words)),
        )
        for r in rows
        if cells.text(r.get("counts_as")) != "kept"
    )
    return AnswerTable(*headed(words.contact_tables["not_kept"]), body) if body else None


def each(rows: Iterable[Row], words: Wording) -> AnswerTable:
    """Every contact that was offered in columns of its own, for a workbook. Empty: the record does not say."""
    said = words.contact
    found = []
    for row in rows:
        kept = cells.text(row.get("counts_as")) == "kept"
        outcome, kind = cells.text(row.get("outcome")), cells.text(row.get("kind"))
        told = kind if kind in taxonomy.note_types() else ""
        values = (
            _agency(cells.text(row.get("agency")), words),
            display.note_type(told) if told else said["told"]["elsewhere"],
            said["outcomes"].get(outcome) or display.plain(outcome),
            said["heads"].get(cells.text(row.get("counts_as")), ""),
            said["notice"].get(cells.text(row.get("notice")), ""),
            display.spaced(cells.text(row.get("reason"))),
            _label(cells.text(row.get("reason_kind"))),
            _yes(row.get("rebooked"), words),
            _people(row.get("people")),
            _people(row.get("seen")),
            _yes(row.get("seen_alone"), words) if kept else "",
            display.plain(cells.text(row.get("where"))),
            said["modes"].get(cells.text(row.get("mode")), ""),
            _yes(row.get("announced"), words),
            ", ".join(dict.fromkeys(cells.text(m.get("note_id")) for m in cells.rows(row.get("spans")))),
        )
        found.append((_date(row, words), *map(Answer, values)))
    return AnswerTable(*headed(words.contact_tables["each"]), tuple(found))


def _date(row: Row, words: Wording) -> Answer:
    date = cells.text(row.get("date"))
    return Answer(display.when(date) or words.line("undated"), date=date)


def _people(roles: object) -> str:
    return ", ".join(display.role(cells.text(r)) for r in cells.items(roles))


def _label(code: str) -> str:
    return display.label(code) if code else ""


def _yes(value: object, words: Wording) -> str:
    """``Yes``, ``No``, or nothing where the record does not say."""
    known = cells.flag(value)
    return "" if known is None else words.contact["told"]["yes" if known else "no"]


def by_event(rows: Iterable[Mapping[str, object]]) -> dict[str, Row]:
    """The contact that each row of the chronology tells, by the row's id."""
    return {cells.text(r.get("event_id")): r for r in rows}
