"""Measures assertion, speech, dates and accounts, each by itself, on sets of their own. Counts only, no words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from analyser.model import (
    Account,
    Assertion,
    Basis,
    Modality,
    Polarity,
    Precision,
    RedactedCase,
    RedactedNote,
    Standing,
    Statement,
    Subject,
    Time,
    TimeValue,
)
from analyser.research import parts
from analyser.research.parts import Dated, Said
from analyser.research.slices import Slice, Tally

ENOUGH = 0.5  # of the words of two contents together that both have, for them to be one content
WORD = re.compile(r"\w+")
Spans = Sequence[tuple[int, int]]


def assertion(path: Path, assess: Callable[[str, Spans], Sequence[Assertion]] | None = None) -> tuple[Slice, ...]:
    """The share of spans whose standing is right, by register and label; and precision and recall of each axis."""
    if assess is None:
        from analyser.assertion import assess as shipped

        assess = shipped
    tally = Tally()
    for item in parts.read_assertion(path):
        found = assess(item.text, [(a, b) for a, b, _ in item.spans]) if item.spans else ()
        for (_, _, labels), got in zip(item.spans, found, strict=True):
            outside = "other" in labels
            right = (got.subject is Subject.OTHER) if outside else (got.standing is _standing(labels))
            tally.add({"items": 1, "right": int(right)}, register=item.register, label=".".join(sorted(labels)))
            axes = {"other": (outside, got.subject is Subject.OTHER)}
            if not outside:
                axes["neg"] = ("neg" in labels, got.polarity is Polarity.NEGATED)
                axes["hyp"] = ("hyp" in labels, got.modality is Modality.HYPOTHETICAL)
                axes["past"] = ("past" in labels, got.time is Time.HISTORICAL)
            if "hyp" in labels:  # what is only planned is neither so nor not so
                del axes["neg"]
            for axis, (is_so, said_so) in axes.items():
                counts = {"marked": int(is_so), "found": int(said_so), "hit": int(is_so and said_so)}
                tally.only("axis", axis, counts)
                if axis == "neg":
                    tally.only("negation in", item.register, counts)
    return tally.slices()


def _standing(labels: frozenset[str]) -> Standing:
    if "hyp" in labels:
        return Standing.HYPOTHETICAL
    if "past" in labels:
        return Standing.HISTORICAL
    return Standing.NEGATED if "neg" in labels else Standing.AFFIRMED


def speech(path: Path, find: Callable[[str], Sequence[Statement]] | None = None) -> tuple[Slice, ...]:
    """Statements found: a hit has source, cue and content right, the content by at least half of its words."""
    if find is None:
        from analyser.speech import find_statements

        find = find_statements
    tally = Tally()
    for item in parts.read_speech(path):
        left = list(find(item.text))
        tally.add({"found": len(left), "texts": 1}, register=item.register)
        for said in item.statements:
            best = max(left, key=lambda s: _alike(item.text, said, s), default=None)
            content = best is not None and _alike(item.text, said, best) >= ENOUGH
            source = cue = False
            if best is not None and content:
                left.remove(best)
                source = _same(said.source, best.source_start, best.source_end)
                cue = _is_cue(item.text, said, best)
                # What a cue splits may come as two statements of one source: the second claims nothing more.
                rest = [s for s in left if len(said.contents) > 1 and _alike(item.text, said, s) >= ENOUGH]
                left = [s for s in left if s not in rest]
                tally.add({"found": -len(rest)}, register=item.register)
            counts = {
                "marked": 1,
                "content_hit": int(content),
                "source_hit": int(content and source),
                "cue_hit": int(content and cue),
                "hit": int(content and source and cue),
            }
            tally.add(counts, register=item.register)
            tally.only("kind", said.kind, counts)
            tally.only("speech", "direct" if said.direct else "indirect", counts)
    return tally.slices()


def _alike(text: str, said: Said, found: Statement) -> float:
    """The greatest share of words in common between a part of what is said and a found content."""

    def words(start: int, end: int) -> set[int]:
        return {m.start() + start for m in WORD.finditer(text[start:end])}

    got = words(found.content_start, found.content_end)
    best = 0.0
    for start, end in said.contents:
        mine = words(start, end)
        if mine | got:
            best = max(best, len(mine & got) / len(mine | got))
    return best


def _is_cue(text: str, said: Said, found: Statement) -> bool:
    """A form without a verb ("Mum: …", "T/C from Mum - …") may have its punctuation for a cue."""
    if said.cue is None or _same(said.cue, found.cue_start, found.cue_end):
        return True
    return said.kind in ("per", "contact", "heading", "label") and not WORD.search(
        text[found.cue_start : found.cue_end]
    )


def _same(span: tuple[int, int] | None, start: int | None, end: int | None) -> bool:
    if span is None or start is None or end is None:
        return span is None and start is None
    return span[0] < end and start < span[1]


def dates(path: Path, find: Callable[[str, dt.date | None], Sequence[TimeValue]] | None = None) -> tuple[Slice, ...]:
    """Values found. Only values count as found: a time given without one, with its reason, claims nothing."""
    if find is None:
        from analyser.dates import find_dates

        find = find_dates
    tally = Tally()
    for item in parts.read_dates(path):
        given = [t for t in find(item.text, item.reference) if t.value is not None]
        tally.add({"found": len(given), "texts": 1}, register=item.register)
        for mark in item.dates:
            touching = [t for t in given if t.start < mark.end and mark.start < t.end]
            if not mark.values:
                tally.only("unsettled", "given a value", {"items": 1, "flagged": int(bool(touching))})
                continue
            hits = [t for t in touching if _right(mark, t)]
            counts = {"marked": 1, "content_hit": int(bool(touching)), "hit": int(bool(hits))}
            if not mark.values[0][1]:
                counts["precision_hit"] = int(any(t.precision is _precision(v) for t in hits for v, _ in mark.values))
                counts["single_hit"] = counts["hit"]
            tally.add(counts, register=item.register)
            shape = "range" if mark.values[0][1] else _precision(mark.values[0][0]).value
            tally.only("shape", shape, counts)
        if not item.dates:
            tally.only("no date", "texts given one", {"items": 1, "flagged": int(bool(given))})
    return tally.slices()


def _right(mark: Dated, found: TimeValue) -> bool:
    return any(
        _near(value, found.value, mark.within) and (last is None or _near(last, _last(last, found), mark.within))
        for value, last in mark.values
    )


def _last(last: str, found: TimeValue) -> str | None:
    """The end of a found range, as coarse as the marked one: the last day of October ends a range to October."""
    end = found.end_value or found.value
    return last if end is not None and end.startswith(f"{last}-") else end


def _near(value: str, found: str | None, within: int) -> bool:
    if found is None or value == found or not within:
        return value == found
    try:
        return abs((dt.date.fromisoformat(value) - dt.date.fromisoformat(found)).days) <= within
    except ValueError:
        return False


def _precision(value: str) -> Precision:
    if "W" in value and not value.endswith("WI"):
        return Precision.WEEK
    if re.search(r"-(?:SP|SU|AU|WI|Q\d|H\d)$", value):
        return Precision.SEASON
    if len(value) < 4:
        return Precision.DECADE if len(value) == 3 else Precision.CENTURY
    return (Precision.YEAR, Precision.MONTH, Precision.DAY)[value.count("-")]


# Gives None for two accounts that may both be so, else the type of discrepancy ("" from a reader that gives none).
Verdict = Callable[[Account, Account], str | None]


def accounts(path: Path, conflicts: Mapping[str, Verdict] | None = None) -> tuple[Slice, ...]:
    """Pairs flagged: by the comparison of two accounts, and by the pairing that a case file gets.

    Args:
        conflicts: name of a reader -> whether it flags two accounts; those of the program where None.
    """
    readers = conflicts if conflicts is not None else {"compare": _compared, "discrepancies": _paired}
    tally = Tally()
    for pair in parts.read_accounts(path):
        a, b = (
            Account(f"n{i}", 0, len(words), holder, pair.topic, Basis.REPORTED, slots={"words": (words,)})
            for i, (holder, words) in enumerate(zip(pair.holders, pair.words, strict=True))
        )
        for name, flags in readers.items():
            kind = flags(a, b)
            flagged = kind is not None
            counts = {"marked": int(pair.conflict), "found": int(flagged), "hit": int(flagged and pair.conflict)}
            tally.only("reader", name, counts)
            tally.only(f"{name}: topic", pair.topic, counts)
            if pair.conflict:
                tally.only(f"{name}: type", pair.type or "none", {"marked": 1, "hit": counts["hit"]})
                if kind:
                    tally.only(f"{name}: named", "type", {"flagged": 1, "type_hit": int(kind == pair.type)})
            else:
                tally.only(f"{name}: can both be so", "flagged", {"items": 1, "flagged": int(flagged)})
    return tally.slices()


def _compared(a: Account, b: Account) -> str | None:
    from analyser.accounts import compare

    return "" if compare(a, b).verdict.value == "conflict" else None


def _paired(a: Account, b: Account) -> str | None:
    from analyser.accounts import discrepancies

    first = dt.date(2024, 3, 4)
    notes = tuple(
        RedactedNote(x.note_id, x.slots["words"][0], date=first + dt.timedelta(days=7 * i), author_role="social_worker")
        for i, x in enumerate((a, b))
    )
    found = discrepancies([a, b], RedactedCase("pair", notes))
    return found[0].type if found else None
