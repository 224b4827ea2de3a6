"""Does anything move when only who somebody is changes? Swaps of a case file, analysed and compared."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from analyser.model import Analysis, CaseFile
from analyser.research import markdown
from analyser.research.swaps import Axis, Variant, variants
from analyser.results.folder import place, put

Analyse = Callable[[CaseFile], Analysis]
NOTHING = 0.0005  # a change of the order that is only rounding
SMALL = 0.05  # about half of what one signal adds: below it, signals were only held a little more or less sure


@dataclass(frozen=True, slots=True)
class Move:
    """What one swap of one file moved. Patterns and signals are named as gained or lost by the swap."""

    case_id: str
    axis: str
    value: str
    signals: int  # in the file that it is compared with
    signals_gained: tuple[str, ...]
    signals_lost: tuple[str, ...]
    patterns_gained: tuple[str, ...]
    patterns_lost: tuple[str, ...]
    order: float  # change of the priority score
    level: int  # change of the priority

    @property
    def raises(self) -> bool:
        """Whether the file would be read sooner by more than a doubt about one signal."""
        return self.order > SMALL or self.level > 0

    @property
    def still(self) -> bool:
        return not (self.signals_gained or self.signals_lost or self.patterns_gained or self.patterns_lost) and (
            abs(self.order) <= NOTHING and not self.level
        )


@dataclass(frozen=True, slots=True)
class Summary:
    """The moves of one axis or value together."""

    axis: str
    value: str
    swaps: int
    still: int
    signals_moved: int
    signals: int
    patterns_moved: int  # swaps that gained or lost a pattern
    levels_moved: int
    raised: int
    mean: float  # change of the priority score
    highest: float


def measure(
    cases: Iterable[CaseFile],
    analyse: Analyse,
    axes: Sequence[Axis] = tuple(Axis),
    progress: Callable[[int, int, int], None] | None = None,
) -> list[Move]:
    """Every swap of every file, compared with the same file but for the value.

    Args:
        progress: called with the swaps, notes and words done so far.
    """
    found: list[Move] = []
    swaps = notes = words = 0
    for case in cases:
        compared: tuple[CaseFile, Analysis] | None = None
        for variant in variants(case, axes):
            if compared is None or compared[0] != variant.reference:
                compared = (variant.reference, analyse(variant.reference))
            found.append(compare(variant, compared[1], analyse(variant.case)))
            swaps, notes = swaps + 1, notes + len(case.notes)
            words += sum(len(n.text.split()) for n in case.notes)
            if progress:
                progress(swaps, notes, words)
    return found


def compare(variant: Variant, before: Analysis, after: Analysis) -> Move:
    """What moved. Signals are matched by note, label and standing; where in a note they lie may differ."""
    one, two = _signals(before), _signals(after)
    old, new = ({f.pattern for f in a.findings} for a in (before, after))
    return Move(
        case_id=variant.case.case_id,
        axis=str(variant.axis),
        value=variant.value,
        signals=one.total(),
        signals_gained=_labels(two - one),
        signals_lost=_labels(one - two),
        patterns_gained=tuple(sorted(new - old)),
        patterns_lost=tuple(sorted(old - new)),
        order=round(after.order.priority_score - before.order.priority_score, 4),
        level=after.order.priority - before.order.priority,
    )


def _signals(analysis: Analysis) -> Counter[tuple[str, str, str]]:
    return Counter((s.note_id, s.label, str(s.standing)) for s in analysis.signals)


def _labels(found: Counter[tuple[str, str, str]]) -> tuple[str, ...]:
    return tuple(sorted(label for (_, label, _), n in found.items() for _ in range(n)))


def summaries(moves: Sequence[Move], *, by_value: bool = False) -> list[Summary]:
    """One row an axis, or one a value."""
    groups: dict[tuple[str, str], list[Move]] = {}
    for m in moves:
        groups.setdefault((m.axis, m.value if by_value else ""), []).append(m)
    return [
        Summary(
            axis=axis,
            value=value,
            swaps=len(mine),
            still=sum(m.still for m in mine),
            signals_moved=sum(len(m.signals_gained) + len(m.signals_lost) for m in mine),
            signals=sum(m.signals for m in mine),
            patterns_moved=sum(bool(m.patterns_gained or m.patterns_lost) for m in mine),
            levels_moved=sum(bool(m.level) for m in mine),
            raised=sum(m.raises for m in mine),
            mean=round(sum(m.order for m in mine) / len(mine), 4),
            highest=max(m.order for m in mine),
        )
        for (axis, value), mine in groups.items()
    ]


def table(moves: Sequence[Move], *, by_value: bool = False) -> str:
    """The summaries as Markdown."""
    heads = (
        "swap",
        "swaps",
        "nothing moved",
        "signals moved",
        "patterns moved",
        "level moved",
        "read sooner",
        "mean change",
    )
    cells = (
        (
            f"{s.axis}: {s.value}" if s.value else s.axis,
            s.swaps,
            s.still,
            f"{s.signals_moved} of {s.signals}",
            s.patterns_moved,
            s.levels_moved,
            s.raised,
            f"{s.mean:+.3f}",
        )
        for s in summaries(moves, by_value=by_value)
    )
    return "\n".join(markdown.rows(heads, cells))


def write(moves: Sequence[Move], out: Path) -> Path:
    """``bias.csv``, a row a swap, and ``bias.html``, the table and a figure. No words of a file stand in either."""
    from analyser.present.render import page

    with place(out / "bias.csv") as part, part.open("w", encoding="utf-8", newline="") as f:
        writer = csv.DictWriter(f, list(Move.__dataclass_fields__))
        writer.writeheader()
        for m in moves:
            row = {k: " ".join(v) if isinstance(v, tuple) else v for k, v in asdict(m).items()}
            writer.writerow(row)
    furthest = max((abs(m.order) for m in moves), default=0.0)
    by_value = summaries(moves, by_value=True)
    values = {
        "moves": moves,
        "axes": summaries(moves),
        "values": by_value,
        "places": {(s.axis, s.value): i for i, s in enumerate(by_value)},
        "reach": max(0.5, round(furthest + 0.05, 1)),
        "files": len({m.case_id for m in moves}),
    }
    path = out / "bias.html"
    put(path, page("bias.html.j2", values))
    return path
