"""Measures redaction on marked lists and files: what is masked, what is missed, and what is masked without need.

A mention is fully masked when every letter and digit of it is (a title before a name aside), and its type is right when
the redaction that covers most of it has that type. Counts only: no words of a list are kept or shown.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from analyser.errors import WrongCall
from analyser.model import CaseFile, RedactedCase, Redaction
from analyser.research import redaction_lists as lists
from analyser.research.redaction_lists import Item, Mention, Unit

if TYPE_CHECKING:
    from analyser.scale import Progress

Redact = Callable[[CaseFile], RedactedCase]
TITLE = re.compile(r"(?:Mrs?|Ms|Mx|Miss|Dr|Prof|Rev|Cllr|Sgt|PC|DC|DS|DI|HHJ|Sr|Sister|Nurse)\b\.?\s*", re.IGNORECASE)
# Words for relations and offices that are said before a name as a title is: Auntie Xxx, Judge Xxx.
LEADS = re.compile(
    r"(?:aunt(?:ie|y)?|uncle|nan(?:na|ny|a)?|gran(?:ny|dma|ddad|dad|dpa|da)?|judge|sheriff|brother|cousin|doctor)",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
COLUMNS = (
    "mentions",
    "full",
    "partly",
    "missed",
    "right_type",
    "redactions",
    "over",
    "person_redactions",
    "person_right",
    "words",
    "words_masked",
    "protected",
    "protected_masked",
    "kept",
    "kept_masked",
    "notes",
    "notes_that_leak",
)


@dataclass(frozen=True, slots=True)
class Row:
    """The counts of one slice: a set, with or without its people list, by one property."""

    set: str  # sentences, grid, files, gold
    listed: bool  # whether the people list was given
    by: str  # all, type, form, register, origin
    name: str
    counts: Mapping[str, int]

    def share(self, part: str, whole: str) -> float:
        """One count by another; nought where there is nothing to divide by."""
        return self.counts.get(part, 0) / self.counts[whole] if self.counts.get(whole) else 0.0

    @property
    def recall(self) -> float:
        return self.share("full", "mentions")


@dataclass(frozen=True, slots=True)
class Spread:
    """How evenly people of every origin are served: the share fully masked, of the worst and of the best."""

    set: str
    listed: bool
    form: str  # first, title, ..., or all
    worst: str
    low: float
    high: float

    @property
    def width(self) -> float:
        return self.high - self.low


@dataclass(frozen=True, slots=True)
class Measured:
    rows: tuple[Row, ...]
    spreads: tuple[Spread, ...]

    def row(self, set: str, listed: bool, by: str = "all", name: str = "") -> Row:
        """Raises: KeyError: there is no such slice."""
        for row in self.rows:
            if (row.set, row.listed, row.by, row.name) == (set, listed, by, name):
                return row
        raise KeyError((set, listed, by, name))


def measure(
    folder: Path,
    gold: Sequence[Path] = (),
    redact: Redact | None = None,
    progress: Progress | None = None,
    learnt: Path | None = None,
) -> Measured:
    """Redacts every list in ``folder`` and every case file under ``gold``, with and without the people list. The lists
    of others (``hard.txt``, ``plain.txt``, ``strangers``) may be missing.

    Args:
        redact: the redactor to measure; ``analyser.redact.redact_case`` where None.
        progress: called with the texts, notes and words done so far.
        learnt: folder of the names that a model learns from, so that people with none of them can be told apart.

    Raises:
        WrongCall: a list is not there.
        UnreadableInput: a line of a list is not in the format.
    """
    if redact is None:
        from analyser.redact import redact_case

        redact = redact_case
    guard = lists.protected(folder / "protected.txt")
    taught = lists.words_of(learnt) if learnt is not None and learnt.is_dir() else frozenset()
    people = lists.grid(folder / "names.txt", folder / "carriers.txt", taught)
    own = lists.files([folder / "files"])
    given = lists.files(list(gold))
    if gold and not given:
        raise WrongCall("there are no marked-up .case files under the paths; name another folder.")
    runs: list[tuple[str, Sequence[Unit], bool]] = [
        ("sentences", lists.sentences(folder / "sentences.txt"), False),
        ("grid", people, False),
        ("grid", people, True),
        ("files", own, False),
        ("files", own, True),
    ]
    for name in ("hard", "plain"):
        if (folder / f"{name}.txt").is_file():
            runs.append((name, lists.sentences(folder / f"{name}.txt"), False))
    strangers = lists.files([folder / "strangers"]) if (folder / "strangers").is_dir() else ()
    for name, more in (("strangers", strangers), ("gold", given)):
        if more:
            runs += [(name, more, False), (name, more, True)]
    tallies: dict[tuple[str, bool, str, str], Counter[str]] = defaultdict(Counter)
    pairs: dict[tuple[str, bool, str, str], Counter[str]] = defaultdict(Counter)  # (set, listed, form, origin)
    texts = done_notes = words = 0
    for name, units, listed in runs:
        for unit in units:
            case = unit.case if listed else _without_list(unit.case)
            notes = {n.note_id: n.redactions for n in redact(case).notes}
            for item in unit.items:
                for by, key, counts in _counts(item, notes[item.note.note_id], guard):
                    tallies[name, listed, by, key].update(counts)
                    if by == "form" and item.origin not in ("", lists.WORDS):
                        pairs[name, listed, key, item.origin].update(counts)
                        pairs[name, listed, "all", item.origin].update(counts)
            texts += 1
            done_notes += len(unit.items)
            words += sum(len(i.note.text.split()) for i in unit.items)
            if progress is not None:
                progress(texts, done_notes, words)
    rows = tuple(Row(*place, counts=counts) for place, counts in tallies.items())
    return Measured(rows, tuple(_spreads(pairs)))


def _without_list(case: CaseFile) -> CaseFile:
    return CaseFile(case.case_id, case.notes, (), case.setting, case.as_of)


def _counts(item: Item, found: Sequence[Redaction], guard: re.Pattern[str]) -> Iterable[tuple[str, str, Counter[str]]]:
    """(property, its value, counts) of one note: once for the whole, and for each mention by its type and form."""
    text = item.note.text
    whole: Counter[str] = Counter(notes=1)
    for mention in item.mentions:
        counts = measured_mention(text, mention, found)
        whole.update(counts)
        yield "type", mention.type, counts
        if mention.form:
            yield "form", mention.form, counts
    whole["notes_that_leak"] = int(whole["full"] < whole["mentions"])
    for r in found:
        right = any(_meet(r.start, r.end, m.start, m.end) for m in item.mentions)
        whole["redactions"] += 1
        whole["over"] += not right
        if r.type == "PERSON":
            whole["person_redactions"] += 1
            whole["person_right"] += any(
                m.type == "PERSON" and _meet(r.start, r.end, m.start, m.end) for m in item.mentions
            )

    def masked(start: int, end: int) -> bool:
        return any(_meet(start, end, r.start, r.end) for r in found)

    def personal(start: int, end: int) -> bool:
        return any(_meet(start, end, m.start, m.end) for m in item.mentions)

    def leads(m: re.Match[str]) -> bool:
        """A title, or a word that stands as one straight before a name: whether it is masked too does not count."""
        return TITLE.fullmatch(m[0]) is not None or (
            LEADS.fullmatch(m[0]) is not None and any(text[m.end() : n.start] == " " for n in item.mentions)
        )

    for m in WORD.finditer(text):
        if not personal(*m.span()) and not leads(m):
            whole["words"] += 1
            whole["words_masked"] += masked(*m.span())
    for m in guard.finditer(text):
        if not personal(*m.span()) and not leads(m):
            whole["protected"] += 1
            whole["protected_masked"] += masked(*m.span())
    for start, end in item.kept:
        whole["kept"] += 1
        whole["kept_masked"] += masked(start, end)
    yield "all", "", whole
    if item.register:
        yield "register", item.register, whole
    if item.origin:
        yield "origin", item.origin, whole
    if item.met:
        yield "name", item.met, whole


def measured_mention(text: str, mention: Mention, found: Sequence[Redaction]) -> Counter[str]:
    title = TITLE.match(text, mention.start, mention.end) if mention.type == "PERSON" else None
    start = title.end() if title and title.end() < mention.end else mention.start
    need = {i for i in range(start, mention.end) if text[i].isalnum()}
    share: Counter[str] = Counter()
    covered: set[int] = set()
    for r in found:
        here = need.intersection(range(r.start, r.end))
        share[r.type] += len(here)
        covered |= here
    full = covered >= need
    right = bool(covered) and share.most_common(1)[0][0] == mention.type
    return Counter(
        mentions=1,
        full=int(full),
        partly=int(bool(covered) and not full),
        missed=int(not covered),
        right_type=int(right),
    )


def _meet(start: int, end: int, other_start: int, other_end: int) -> bool:
    return start < other_end and other_start < end


def _spreads(pairs: Mapping[tuple[str, bool, str, str], Counter[str]]) -> Iterable[Spread]:
    groups: dict[tuple[str, bool, str], list[tuple[float, str]]] = defaultdict(list)
    for (name, listed, form, origin), counts in pairs.items():
        groups[name, listed, form].append((counts["full"] / counts["mentions"], origin))
    for (name, listed, form), shares in groups.items():
        low, worst = min(shares)
        yield Spread(name, listed, form, worst, low, max(shares)[0])


def records(measured: Measured) -> list[dict[str, str | int | bool]]:
    """One flat record a slice, for CSV or JSON."""
    return [
        {"set": r.set, "list": r.listed, "by": r.by, "name": r.name, **{c: r.counts.get(c, 0) for c in COLUMNS}}
        for r in measured.rows
    ]
