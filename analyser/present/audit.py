"""The audit page of a batch: what was read, what is written in it, with what each figure is counted of.

It describes records and contacts. It has no table by worker, and no figure that stands for a family's risk.
"""

from __future__ import annotations

import hashlib
import statistics
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from analyser import taxonomy
from analyser.present import cells, display, parameters, record, render
from analyser.present.cells import Row
from analyser.present.report import report_name
from analyser.present.wording import Wording, wording

_SAID = ("analyser", "python", "packages", "models", "settings", "times")  # of the manifest, shown as they are
_PARTS = ("offered", "kept", "missed_by_family", "cancelled_by_family", "cancelled_by_service")


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file in the reading order."""

    case_id: str
    href: str
    notes: int
    period: str
    priority: str
    reasons: tuple[tuple[str, bool], ...]  # (reason, whether it speaks for waiting)
    patterns: tuple[str, ...]

    @property
    def raising(self) -> tuple[str, ...]:
        return tuple(text for text, lowers in self.reasons if not lowers)

    @property
    def lowering(self) -> tuple[str, ...]:
        return tuple(text for text, lowers in self.reasons if lowers)


@dataclass(frozen=True, slots=True)
class Count:
    """A figure with what it is counted of; ``share`` is in hundredths, for the bar."""

    name: str
    value: int
    of: int
    what: str

    @property
    def share(self) -> int:
        return round(100 * self.value / self.of) if self.of else 0


@dataclass
class _Reading:
    """What one pass over the notes of the batch gathers, case by case."""

    notes: int = 0
    words: int = 0
    undated: int = 0
    withheld: int = 0
    lags: list[int] = field(default_factory=list)
    visits: dict[str, list[int]] = field(default_factory=dict)  # case -> days of home visits, as ordinals
    oversight: Counter[str] = field(default_factory=Counter)
    noted: Counter[str] = field(default_factory=Counter)
    contacts: Counter[str] = field(default_factory=Counter)
    flags: dict[str, list[bool]] = field(default_factory=dict)
    months: Counter[str] = field(default_factory=Counter)

    def take(self, note: Row) -> None:
        case_id, date = cells.text(note.get("case_id")), cells.day(note.get("date"))
        self.notes += 1
        self.words += len(cells.text(note.get("redacted_text")).split())
        self.undated += date is None
        self.withheld += bool(cells.flag(note.get("withheld")))
        self.noted[case_id] += 1
        if (lag := record.lag_days(note)) is not None:
            self.lags.append(lag)
        contact = record.contact_of(note)
        self.contacts[contact] += 1
        if date:
            self.months[f"{date:%Y-%m}"] += 1
            if contact == "visit":
                self.visits.setdefault(case_id, []).append(date.toordinal())
        if record.is_oversight(note):
            self.oversight[case_id] += 1
        for key in ("seen", "seen_alone", "bedroom_seen"):
            if (value := cells.flag(note.get(key))) is not None:
                self.flags.setdefault(key, []).append(value)


def audit_report(
    cases: Sequence[Mapping[str, Any]],
    patterns: Sequence[Mapping[str, Any]],
    signals: Mapping[str, int] | None = None,
    manifest: Mapping[str, Any] | None = None,
    *,
    notes: Iterable[Mapping[str, Any]] = (),
    about: Mapping[str, str] | None = None,
) -> str:
    """The audit page of a batch as self-contained HTML. Links to the packs are ``cases/<report_name(case_id)>``.

    Args:
        cases: rows of the cases table.
        patterns: rows of the patterns table; only ``case_id``, ``pattern`` and ``first`` are read.
        signals: label -> number of affirmed signals in the batch.
        manifest: of the scan; ``inputs``, ``failed``, ``warnings``, ``settings``, versions
            and times are shown where there.
        notes: rows of the notes table, read once and not kept; without them, figures about recording are left out.
        about: as for ``case_report``.
    """
    words = wording("adults" if cases and all(c.get("setting") == "adults" for c in cases) else "children")
    reading = _Reading()
    for note in notes:
        reading.take(note)
    values = {
        "w": words,
        "files": _files(cases, patterns, words),
        "sample": _sample(cases),
        "read": reading,
        "totals": _totals(cases),
        "contacts": _contacts(cases, words),
        "seen": _seen(cases, words),
        "findings": _findings(cases, patterns, words),
        "months": _months(patterns),
        "signals": _signals(signals or {}),
        "timeliness": _timeliness(reading, cases, words),
        "problems": tuple(_problem(p) for p in cells.items((manifest or {}).get("failed"))),
        "warnings": tuple(cells.text(x) for x in cells.items((manifest or {}).get("warnings"))),
        "inputs": len(cells.items((manifest or {}).get("inputs"))),
        "settings": _flat({k: v for k, v in (manifest or {}).items() if k in _SAID}),
        "copied": sum(cells.text(p.get("pattern")) == "copied_records" for p in patterns),
        "about": dict(about or {}),
        "show": parameters.load(),
    }
    return render.page("audit.html.j2", values)


def _files(cases: Sequence[Row], patterns: Iterable[Row], words: Wording) -> tuple[FileRow, ...]:
    found: dict[str, list[str]] = {}
    for p in patterns:
        found.setdefault(cells.text(p.get("case_id")), []).append(words.pattern(cells.text(p.get("pattern"))).short)
    ordered = sorted(
        cases,
        key=lambda c: (
            -(cells.whole(c.get("priority")) or 0),
            -(cells.number(c.get("priority_score")) or 0.0),
            cells.text(c.get("case_id")),
        ),
    )
    return tuple(
        FileRow(
            case_id=(case_id := cells.text(c.get("case_id"))),
            href=f"cases/{report_name(case_id)}",
            notes=cells.whole(c.get("notes")) or 0,
            period=display.period(cells.day(c.get("first")), cells.day(c.get("last"))),
            priority=words.priority(cells.whole(c.get("priority")) or 0),
            reasons=tuple(
                (display.spaced(cells.text(r.get("text"))), (cells.number(r.get("weight")) or 0) < 0)
                for r in cells.rows(c.get("reasons"))
            ),
            patterns=tuple(dict.fromkeys(found.get(case_id, ()))),
        )
        for c in ordered
    )


def _sample(cases: Sequence[Row]) -> tuple[tuple[str, str], ...]:
    ids = [cells.text(c.get("case_id")) for c in cases]
    drawn = sorted(ids, key=lambda i: hashlib.sha256(i.encode("utf-8", "surrogatepass")).hexdigest())[
        : parameters.load().sample
    ]
    return tuple((i, f"cases/{report_name(i)}") for i in sorted(drawn))


def _totals(cases: Iterable[Row]) -> dict[str, int]:
    total = dict.fromkeys(("files", "withheld", "residue"), 0)
    for c in cases:
        total["files"] += 1
        total["withheld"] += cells.whole(c.get("withheld")) or 0
        total["residue"] += cells.whole(c.get("residue")) or 0
    return total


def _contacts(cases: Iterable[Row], words: Wording) -> tuple[Count, ...]:
    total: Counter[str] = Counter()
    for c in cases:
        contacts = cells.mapping(c.get("contacts"))
        total.update({p: cells.whole(contacts.get(p)) or 0 for p in _PARTS})
    names = ("kept", "missed", "cancelled_family", "cancelled_service")
    return tuple(
        Count(words.outcome_groups[name], total[part], total["offered"], "contacts offered")
        for name, part in zip(names, _PARTS[1:], strict=True)
    )


def _seen(cases: Sequence[Row], words: Wording) -> tuple[Count, ...]:
    contacts = [cells.mapping(c.get("contacts")) for c in cases]
    return tuple(
        Count(words.audit[key], sum(cells.day(c.get(f"last_{key}")) is not None for c in contacts), len(cases), "files")
        for key in ("seen", "seen_alone")
    )


def _findings(cases: Sequence[Row], patterns: Iterable[Row], words: Wording) -> tuple[Count, ...]:
    files: dict[str, set[str]] = {}
    for p in patterns:
        files.setdefault(cells.text(p.get("pattern")), set()).add(cells.text(p.get("case_id")))
    order = list(words.patterns)
    codes = sorted(files, key=lambda c: order.index(c) if c in order else len(order))
    return tuple(Count(words.title(c), len(files[c]), len(cases), "files") for c in codes)


def _months(patterns: Iterable[Row]) -> tuple[tuple[str, int], ...]:
    counts = Counter(f"{d:%Y-%m}" for p in patterns if (d := cells.day(p.get("first"))))
    return tuple((display.when(m), n) for m, n in sorted(counts.items()))


def _signals(counts: Mapping[str, int]) -> tuple[tuple[str, tuple[tuple[str, int], ...]], ...]:
    groups = []
    for group in taxonomy.groups().values():
        inside = tuple((display.label(label), int(counts[label])) for label in group.labels if counts.get(label))
        if inside:
            groups.append((group.name, inside))
    return tuple(groups)


def _timeliness(reading: _Reading, cases: Sequence[Row], words: Wording) -> tuple[str, ...]:
    if not reading.notes:
        return ()
    said = []
    if reading.lags:
        said.append(words.line("batch_lag", **record.lateness(reading.lags)))
    gaps = [b - a for days in reading.visits.values() for a, b in pairwise(sorted(days))]
    if gaps:
        limit = parameters.load().visit_gap_days
        said.append(
            words.line(
                "batch_visits",
                gaps=len(gaps),
                files=len(reading.visits),
                median=statistics.median(gaps),
                long=sum(g > limit for g in gaps),
                limit=limit,
            )
        )
    direct = sum(reading.contacts[c] for c in record.DIRECT)
    if direct:
        said.append(words.line("remote", remote=reading.contacts["remote"], all=direct))
    for key, name in words.boxes.items():
        if flags := reading.flags.get(key):
            said.append(words.line("box", box=name, ticked=sum(flags), all=len(flags)))
    without = sum(not reading.oversight[cells.text(c.get("case_id"))] for c in cases)
    total = sum(reading.oversight.values())
    said.append(words.line("batch_oversight", oversight=total, all=reading.notes, without=without, files=len(cases)))
    return tuple(said)


def _problem(value: Any) -> str:
    if not isinstance(value, Mapping):
        return cells.text(value)
    where = cells.text(value.get("path")) or f"Input {cells.text(value.get('input')) or 'of unknown number'}"
    if value.get("row") is not None:
        where += f", row {cells.text(value['row'])}"
    if value.get("field") is not None:
        where += f", field {cells.text(value['field'])}"
    return f"{where}: {cells.text(value.get('message'))}"


def _flat(value: Mapping[str, Any], before: str = "") -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    for key, item in value.items():
        name = f"{before}{key}"
        if isinstance(item, Mapping):
            found += _flat(item, f"{name}: ")
        else:
            found.append((name, cells.text(item)))
    return tuple(found)
