"""What a command shows: its progress, what could not be read, and a summary of a scan."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from analyser.model import Problem
    from analyser.results.manifest import Manifest
    from analyser.scale import Progress


_FEW = 5  # rows or names told of many
_COUNTS = re.compile(r"(\d+)(?: of (\d+))?(?= )")  # with which a warning opens


def say_problems(manifest: Manifest) -> None:
    """What could not be read, a line for each file and reason, and what was odd, a line for each warning. Every row and
    case stands in ``manifest.json``."""
    for line in (*problem_lines(manifest.problems), *(f"note: {w}" for w in warning_lines(manifest.warnings))):
        typer.echo(line, err=True)


def problem_lines(problems: Iterable[Problem]) -> Iterator[str]:
    """Problems as they stand; of one that many rows of a file share, the first rows and how many more there are."""
    rows: dict[Problem, list[int]] = {}
    for problem in problems:
        same = rows.setdefault(replace(problem, row=None), [])
        if problem.row is not None:
            same.append(problem.row)
    for problem, numbers in rows.items():
        if len(numbers) < 2:
            yield str(replace(problem, row=numbers[0] if numbers else None))
        else:
            yield str(replace(problem, path=f"{problem.path}, rows {_few(list(map(str, numbers)))}"))


def warning_lines(warnings: Iterable[str]) -> Iterator[str]:
    """Warnings ("case: what is odd") as they stand; one that several cases share is said once, its counts added up."""
    cases: dict[str, list[tuple[str, str]]] = {}
    for warning in warnings:
        case, apart, text = warning.partition(": ")
        counts = _COUNTS.match(text) if apart else None
        cases.setdefault(f"#{text[counts.end() :]}" if counts else text or warning, []).append((case, text))
    for same in cases.values():
        case, text = same[0]
        if len(same) == 1:
            yield f"{case}: {text}" if text else case
            continue
        counted = [m for m in (_COUNTS.match(t) for _, t in same) if m]
        if counted:
            sums = (sum(int(m[i]) for m in counted) for i in (1, 2) if counted[0][i])
            text = " of ".join(f"{n:,}" for n in sums) + text[counted[0].end() :]
        yield f"{len(same)} cases or files ({_few([c for c, _ in same])}): {text}"


def _few(names: list[str]) -> str:
    more = len(names) - _FEW
    return ", ".join(names) if more < 2 else f"{', '.join(names[:_FEW])} and {more} more"


def say_summary(manifest: Manifest, out: Path) -> None:
    rows = manifest.rows
    rate = manifest.words / manifest.seconds if manifest.seconds else 0
    typer.echo(
        f"{rows['cases']} case files, {rows['notes']} notes, {manifest.words:,} words in {manifest.seconds:.0f} s "
        f"({rate:,.0f} words a second); {len(manifest.problems)} inputs or fields could not be read."
    )
    typer.echo(
        f"{rows['signals']} signals, {rows['discrepancies']} discrepancies, {rows['chronology']} events, "
        f"{rows['patterns']} patterns for review. {manifest.residue} places may still hold personal data, "
        f"{manifest.withheld} notes withheld."
    )
    if manifest.patterns:
        typer.echo("Patterns for review:")
        for code, count in manifest.patterns.most_common():
            typer.echo(f"  {count:4}  {code.replace('_', ' ')}")
    names = {3: "look now", 2: "next supervision", 1: "keep in mind", 0: "read in turn"}
    typer.echo("When a supervisor might look (an order of reading, not a measure of a family):")
    for level in (3, 2, 1, 0):
        typer.echo(f"  {manifest.priorities[level]:4}  {names[level]}")
    typer.echo(f"Tables in {out}. Absence of a flag is not reassurance; a person decides.")


@contextmanager
def progress(title: str, quiet: bool) -> Iterator[Progress | None]:
    """A progress line on a terminal; nothing elsewhere."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

    columns: list[Any] = [SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()]
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(f"{title} …", total=None)

        def tick(cases: int, notes: int, words: int) -> None:
            spent = bar.tasks[0].elapsed or 0.0
            rate = f", {words / spent:,.0f} words a second" if spent > 1 and words else ""
            bar.update(task, description=f"{title}: {cases} case files, {notes} notes{rate}")

        yield tick
