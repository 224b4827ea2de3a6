"""Contacts in words and small tables: by person, service and quarter, each count with what it is out of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from analyser.chronology.contact_rules import visit_rules
from analyser.present import cells, display
from analyser.present.cells import Row
from analyser.present.wording import Wording

Grid = tuple[tuple[str, ...], ...]  # rows of cells, the head first
_COUNTS = ("kept", "missed", "cancelled_by_family", "cancelled_by_service")

_LAST = ("last_seen", "last_seen_alone")


def tallies(counts: Row, words: Wording) -> tuple[Grid, ...]:
    """Tables by person, by service and by quarter, from the ``contacts`` of the cases table, less empty ones."""
    kinds: tuple[tuple[str, Callable[[str, Wording], str]], ...] = (
        ("by_person", _person),
        ("by_agency", _agency),
        ("by_period", _period),
    )
    return tuple(grid for key, name in kinds if (grid := _grid(key, name, cells.rows(counts.get(key)), words)))


def _grid(key: str, name: Callable[[str, Wording], str], rows: Sequence[Row], words: Wording) -> Grid:
    if not rows:
        return ()
    columns = ("offered", *_COUNTS, "seen", *_LAST)
    head = (words.contact["heads"][key], *(words.contact["heads"][k] for k in columns))
    body = []
    for row in rows:
        offered = cells.whole(row.get("offered")) or 0
        of = cells.text(row.get("of"))
        parts = (f"{cells.whole(row.get(k)) or 0}\u00a0of\u00a0{offered}" for k in (*_COUNTS, "seen"))
        last = (display.day(cells.day(row.get(k))) or "–" for k in _LAST)
        body.append((name(of, words), str(offered), *parts, *last))
    return (head, *body)


def _person(of: str, words: Wording) -> str:
    return display.role(of) if of else words.contact["agencies"][""]


def _agency(of: str, words: Wording) -> str:
    return words.contact["agencies"].get(of) or display.plain(of)


def _period(of: str, words: Wording) -> str:
    year, _, quarter = of.partition("-Q")
    return f"{words.contact['quarters'].get(quarter, quarter)} {year}" if quarter else display.when(of)


def gaps(counts: Row, words: Wording) -> tuple[str, ...]:
    """A sentence for each rule on visits that applies. Longer is not late: local rules differ."""
    names = {rule.id: (rule.name, rule.source) for rule in visit_rules()}
    said = []
    for row in cells.rows(counts.get("gaps")):
        name, source = names.get(cells.text(row.get("rule")), (display.plain(cells.text(row.get("rule"))), ""))
        said.append(
            words.line(
                "working_gap" if cells.flag(row.get("working")) else "gap",
                rule=f"{name[:1].upper()}{name[1:]}" + (f" ({source})" if source else ""),
                times=cells.whole(row.get("times")) or 0,
                longer=cells.whole(row.get("longer")) or 0,
                stretches=cells.whole(row.get("stretches")) or 0,
                longest=cells.whole(row.get("longest")) or 0,
                first=display.day(cells.day(row.get("first"))),
                last=display.day(cells.day(row.get("last"))),
            )
        )
    return tuple(said)


def detail(row: Row, words: Wording) -> str:
    """What is known of one contact beside its outcome: ``Was not brought. Reason given: “the buses were off”.``"""
    outcome = cells.text(row.get("outcome"))
    parts = [words.contact["outcomes"].get(outcome) or display.plain(outcome)]
    if notice := words.contact["notice"].get(cells.text(row.get("notice"))):
        parts.append(notice)
    if reason := cells.text(row.get("reason")):
        parts.append(words.line("reason", words=display.spaced(reason).rstrip(' .”"')))
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


def not_kept(rows: Iterable[Row], words: Wording) -> Grid:
    """The contacts that did not take place, the services' own cancellations among them, with what is known of each."""
    listed = [r for r in rows if cells.text(r.get("counts_as")) != "kept"]
    if not listed:
        return ()
    heads = words.contact["heads"]
    body = [
        (
            display.when(cells.text(r.get("date"))) or words.line("undated"),
            _agency(cells.text(r.get("agency")), words),
            ", ".join(display.role(cells.text(p)) for p in cells.items(r.get("people"))),
            detail(r, words),
        )
        for r in listed
    ]
    return ((heads["date"], heads["by_agency"], heads["by_person"], heads["came_of"]), *body)


def by_event(rows: Iterable[Mapping[str, object]]) -> dict[str, Row]:
    """The contact that each row of the chronology tells, by the row's id."""
    return {cells.text(r.get("event_id")): r for r in rows}
