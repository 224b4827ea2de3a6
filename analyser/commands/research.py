"""The commands that make and measure: train, evaluate, bias, synth."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from analyser.commands.options import AsJson, Inputs, Map, Models, Quiet
from analyser.commands.screen import problem_lines, progress
from analyser.research.rebuild import Part


def train(
    corpus: Annotated[Path, typer.Option("--corpus", help="Folder of .case and .bank files.")] = Path("data/synthetic"),
    out: Annotated[Path, typer.Option("--out", help="Folder for the models.")] = Path("models"),
    part: Annotated[Part, typer.Option("--part", help="Which model.")] = Part.ALL,
    gold: Annotated[
        Path | None,
        typer.Option("--gold", help="More .case files for the decision, beside the validation files."),
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="Same seed, same model.")] = 0,
    larger: Annotated[
        bool,
        typer.Option(
            "--larger", help="Two encoders learn from larger ones as well, as the shipped did; on a graphics card."
        ),
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Rebuild the models from the marked-up corpus. The encoders need requirements-train.txt; all take 80 minutes."""

    def say(text: str) -> None:
        if not quiet:
            typer.echo(text)

    from analyser.research.rebuild import rebuild

    rebuild(corpus, out, part, [gold] if gold else [], seed=seed, shown=larger, say=say)


class Measure(StrEnum):
    SIGNALS = "signals"
    REDACTION = "redaction"
    ASSERTION = "assertion"
    SPEECH = "speech"
    DATES = "dates"
    ACCOUNTS = "accounts"


def evaluate(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Marked-up .case files or folders of them.", show_default=False)
    ] = None,
    part: Annotated[Measure, typer.Option("--part", help="What is measured.")] = Measure.SIGNALS,
    gold: Annotated[
        list[Path] | None, typer.Option("--gold", help="The same as FILES; may be given more than once.")
    ] = None,
    lists: Annotated[
        Path | None, typer.Option("--lists", help="Folder of the lists; those of data/synthetic if not given.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", help="Folder for a page with calibration and the hundred worst errors; for other parts, counts."
        ),
    ] = None,
    model: Annotated[Models, typer.Option("--model", help="The readers of signals to measure.")] = Models.ACCURATE,
    as_json: AsJson = False,
) -> None:
    """Measure signals on marked-up case files, or another part on lists of its own (redaction on files as well)."""
    paths = [*(files or ()), *(gold or ())]
    if part is not Measure.SIGNALS:
        from analyser.research import measures

        with progress(f"Measuring {part.value}", as_json) as tick:
            done = measures.measure(part.value, lists, paths, tick)
        if out is not None:
            measures.write(done.records, out, part.value)
        typer.echo(json.dumps(done.records, indent=1) if as_json else done.table)
        return
    if lists is not None:
        raise typer.BadParameter("signals are measured on marked-up case files; --lists is for other parts.")
    if not paths:
        raise typer.BadParameter("give marked-up .case files, or a folder of them.")
    from analyser.model import RedactedCase, Signal
    from analyser.research.evaluate import evaluate as run
    from analyser.research.evaluate import records, table
    from analyser.research.reading_errors import views_of, write_page
    from analyser.signals import tag

    def find(case: RedactedCase) -> list[Signal]:
        return tag(case, model)

    measured = run(paths, find, views=views_of(model) if out else None)
    typer.echo(json.dumps(records(measured), indent=1) if as_json else table(measured))
    if out:
        page = write_page(measured, out)
        if not as_json:
            typer.echo(f"Open {page}")


class Swap(StrEnum):
    NAMES = "names"
    GENDER = "gender"
    ETHNICITY = "ethnicity"
    FAITH = "faith"
    DISABILITY = "disability"
    FLUENCY = "fluency"


def bias(
    files: Inputs,
    swap: Annotated[list[Swap] | None, typer.Option("--swap", help="Only this; may be given more than once.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Folder for a page with a figure, and a CSV.")] = None,
    model: Annotated[Models, typer.Option("--model", help="The readers of signals.")] = Models.ACCURATE,
    check: Annotated[
        bool, typer.Option("--check", help="Exit 1 if a swap would have a file read sooner or adds a pattern.")
    ] = False,
    map: Map = "",
    quiet: Quiet = False,
) -> None:
    """Swap names, gender, ethnicity, faith, disability and fluency in case files, and show what moves."""
    from functools import partial

    from analyser import ingest
    from analyser.analysis import analyse
    from analyser.model import Problem
    from analyser.research import bias as testing
    from analyser.research.swaps import Axis

    read = list(ingest.read(files, mapping=ingest.parse_mapping(map) if map else None))
    problems = [item for item in read if isinstance(item, Problem)]
    for line in problem_lines(problems):
        typer.echo(line, err=True)
    axes = tuple(Axis(s.value) for s in swap) if swap else tuple(Axis)
    cases = [item for item in read if not isinstance(item, Problem)]
    with progress("Swapping", quiet) as tick:
        moves = testing.measure(cases, partial(analyse, models=model.value), axes, tick)
    if not quiet:
        typer.echo(testing.table(moves, by_value=bool(swap)))
    if out is not None:
        page = testing.write(moves, out)
        if not quiet:
            typer.echo(f"Open {page}")
    moved = any(m.raises or m.patterns_gained for m in moves)
    raise typer.Exit(1 if problems or (check and moved) else 0)


def synth(
    out: Annotated[
        Path, typer.Option("--out", help="New folder for the files and their datasheet.", show_default=False)
    ],
    cases: Annotated[int, typer.Option("--cases", help="How many files; the types of family in turn.")] = 7,
    seed: Annotated[int, typer.Option("--seed", help="Same seed, same files.")] = 0,
    family: Annotated[
        list[str] | None,
        typer.Option("--type", help="Only families of this type; may be given more than once.", show_default=False),
    ] = None,
    notes: Annotated[int, typer.Option("--notes", help="Contacts a file, 3 to 200.")] = 15,
    noise: Annotated[float, typer.Option("--noise", help="Share of ordinary sentences in a note, 0 to 0.95.")] = 0.5,
    missing: Annotated[float, typer.Option("--missing", help="Share of notes left out, 0 to 0.9.")] = 0.0,
    corpus: Annotated[
        Path, typer.Option("--corpus", help="The authored corpus: sentences, lists of names, what is kept apart.")
    ] = Path("data/synthetic"),
    chosen: Annotated[
        list[Path] | None,
        typer.Option(
            "--from",
            help="Take sentences from this .case file or folder; else from those that no model has learnt from.",
            show_default=False,
        ),
    ] = None,
    families: Annotated[
        Path | None,
        typer.Option("--families", help="YAML of types, rates and tests of your own; see docs/synth.md."),
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Simulate case files of families of known type, with gold answers, for measuring what is found when."""
    from analyser.research import synth as simulator
    from analyser.research.synth.compose import Settings

    run = simulator.write(
        out,
        corpus,
        cases=cases,
        seed=seed,
        families=family or (),
        settings=Settings(notes, noise, missing),
        chosen=chosen or (),
        rules=families,
    )
    if not quiet:
        patterns = sum(len(m.patterns) for m in run.made)
        written = sum(m.notes for m in run.made)
        typer.echo(f"{len(run.made)} simulated files, {written} notes, {patterns} patterns borne out: {out}")
        if run.lacking:
            named = ", ".join(sorted(x.replace("_", " ") for x in run.lacking))
            typer.echo(f"{run.lacking.total()} labels found no unused sentence and were not told: {named}.")
