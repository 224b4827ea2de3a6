"""Counts by property, and the shares that follow from them: what the measures of single parts are told in."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analyser.research import markdown

# What a share is of: each column of the table that is not a count.
SHARES: Mapping[str, tuple[str, str]] = {
    "right": ("right", "items"),
    "recall": ("hit", "marked"),
    "precision": ("hit", "found"),
    "source recall": ("source_hit", "marked"),
    "cue recall": ("cue_hit", "marked"),
    "content recall": ("content_hit", "marked"),
    "same precision": ("precision_hit", "single_hit"),
    "flagged": ("flagged", "items"),
    "type right": ("type_hit", "flagged"),
}


@dataclass(frozen=True, slots=True)
class Slice:
    """The counts of the items that share a property."""

    by: str
    name: str
    counts: Mapping[str, int]

    def share(self, column: str) -> float | None:
        """A share of SHARES, or None where it says nothing here."""
        part, whole = SHARES[column]
        if part not in self.counts or not self.counts.get(whole):
            return None
        return self.counts[part] / self.counts[whole]

    @property
    def f1(self) -> float | None:
        p, r = self.share("precision"), self.share("recall")
        if p is None or r is None:
            return None
        return 2 * p * r / (p + r) if p + r else 0.0


class Tally:
    """Adds up counts, for all items and for those of each property."""

    def __init__(self) -> None:
        self._counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)

    def add(self, counts: Mapping[str, int], **by: str) -> None:
        for key, name in {"all": "", **by}.items():
            self._counts[key, name].update(counts)

    def only(self, by: str, name: str, counts: Mapping[str, int]) -> None:
        self._counts[by, name].update(counts)

    def slices(self) -> tuple[Slice, ...]:
        return tuple(Slice(by, name, c) for (by, name), c in self._counts.items())


def records(slices: Sequence[Slice]) -> list[dict[str, str | int]]:
    """One flat record a slice, for CSV or JSON."""
    return [{"by": s.by, "name": s.name, **s.counts} for s in slices]


def table(slices: Sequence[Slice]) -> str:
    """The figures as Markdown, one table a property; a column is shown where some row has it."""
    lines: list[str] = []
    for by in dict.fromkeys(s.by for s in slices):
        rows = [s for s in slices if s.by == by]
        counts = [k for k in ("texts", "items", "marked", "found") if any(k in s.counts for s in rows)]
        shares = [k for k in SHARES if any(s.share(k) is not None for s in rows)]
        with_f1 = any(s.f1 is not None for s in rows)
        heads = [by, *counts, *shares, *(["F1"] if with_f1 else [])]
        cells = [
            [
                s.name or "all",
                *(s.counts.get(k, "") for k in counts),
                *(_percent(s.share(k)) for k in shares),
                *([_percent(s.f1)] if with_f1 else []),
            ]
            for s in rows
        ]
        lines += [*markdown.rows(heads, cells), ""]
    return "\n".join(lines)


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share:.1%}"
