"""What a command shows: its progress, what could not be read, and a summary of a scan."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from analyser.results.manifest import Manifest
    from analyser.scale import Progress


def say_problems(manifest: Manifest) -> None:
    for problem in manifest.problems:
        typer.echo(str(problem), err=True)
    for warning in manifest.warnings:
        typer.echo(f"note: {warning}", err=True)


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
