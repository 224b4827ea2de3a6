"""The command line: parses, calls analyser, prints, exits. Heavy imports stay inside the commands."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from analyser.commands import KeyFile, ProfileOption, Shift, VaultOption, opened, vault
from analyser.commands import profile as read_profile

if TYPE_CHECKING:
    from analyser.results.manifest import Manifest
    from analyser.scale import Progress

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,  # a traceback could carry words of a note
    rich_markup_mode=None,
    help="Reads social-care case files on this machine and shows a supervisor where cooperation may be apparent "
    "rather than real, with the evidence, what else could explain it, and what to ask next. It decides nothing "
    "about a family.",
    epilog="Exit codes: 0 all read; 1 some input could not be read; 2 wrong call; 3 refused for safety.",
)


app.add_typer(vault, name="vault")


class Models(StrEnum):
    ACCURATE = "accurate"
    FAST = "fast"


class Format(StrEnum):
    PARQUET = "parquet"
    JSONL = "jsonl"
    CSV = "csv"
    XLSX = "xlsx"


class RedactFormat(StrEnum):
    SAME = "same"
    PARQUET = "parquet"
    JSONL = "jsonl"
    CSV = "csv"
    XLSX = "xlsx"


Inputs = Annotated[list[Path], typer.Argument(help="Files or folders that hold case notes.", show_default=False)]
Out = Annotated[Path, typer.Option("--out", help="Folder to write to.", show_default=False)]
FormatOption = Annotated[Format, typer.Option("--format", help="Format of the tables.")]
Map = Annotated[
    str,
    typer.Option(
        "--map", help="Columns of an unknown export, 'text=Narrative,date=Event Date', or a YAML file of them."
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", help="Print nothing but faults.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")]
AllowResidue = Annotated[
    bool, typer.Option("--allow-residue", help="Keep notes in which personal data may remain, instead of withholding.")
]


@app.command()
def scan(
    files: Inputs,
    out: Out,
    format: FormatOption = Format.PARQUET,
    map: Map = "",
    model: Annotated[Models | None, typer.Option("--model", help="Which models read; fast finds less.")] = None,
    jobs: Annotated[int, typer.Option("--jobs", min=1, help="Worker processes.")] = 1,
    report: Annotated[bool, typer.Option("--report", help="Write the HTML report as well.")] = False,
    allow_residue: AllowResidue = False,
    vault: VaultOption = None,
    key_file: KeyFile = None,
    profile: ProfileOption = None,
    shift_dates: Shift = False,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Analyse any number of case files: tables, manifest and a summary."""
    from analyser import ingest
    from analyser.scale import scan as run

    mapping = ingest.parse_mapping(map) if map else None
    settings = read_profile(profile, shift_dates)
    with opened(vault, key_file) as kept, _progress("Reading case files", quiet or as_json) as tick:
        manifest = run(
            files,
            out,
            format=format,
            jobs=jobs,
            mapping=mapping,
            models=model,
            allow_residue=allow_residue,
            profile=settings,
            vault=kept,
            progress=tick,
        )
    _say_problems(manifest)
    if as_json:
        typer.echo((out / "manifest.json").read_text(encoding="utf-8"), nl=False)
    elif not quiet:
        _say_summary(manifest, out)
    if report:
        _report(out, None, out / "report", quiet or as_json)
    elif not (quiet or as_json):
        typer.echo(f"For pages to read: analyser report {out}")
    raise typer.Exit(manifest.exit_code)


@app.command()
def report(
    results: Annotated[Path, typer.Argument(help="The --out folder of a scan.", show_default=False)],
    case: Annotated[str, typer.Option("--case", help="Only this case.")] = "",
    out: Annotated[Path | None, typer.Option("--out", help="Folder to write to; RESULTS/report if not given.")] = None,
    quiet: Quiet = False,
) -> None:
    """Write one self-contained HTML page a case and one audit page for the batch."""
    _report(results, case or None, out or results / "report", quiet)


@app.command()
def redact(
    files: Inputs,
    out: Out,
    format: Annotated[
        RedactFormat, typer.Option("--format", help="The same files again, or tables of notes and redactions.")
    ] = RedactFormat.SAME,
    map: Map = "",
    allow_residue: AllowResidue = False,
    vault: VaultOption = None,
    key_file: KeyFile = None,
    profile: ProfileOption = None,
    shift_dates: Shift = False,
    quiet: Quiet = False,
) -> None:
    """Only redact: the same files with names masked (or tables), and a residue list for a human check."""
    from analyser import ingest
    from analyser.rewrite import redact_files
    from analyser.scale import redact_tables

    mapping = ingest.parse_mapping(map) if map else None
    settings = read_profile(profile, shift_dates)
    named: list[tuple[str, str]] = []
    with opened(vault, key_file) as kept, _progress("Redacting", quiet) as tick:
        if format is RedactFormat.SAME:
            files_done = redact_files(
                files, out, mapping=mapping, allow_residue=allow_residue, profile=settings, vault=kept, progress=tick
            )
            done, named, shown = files_done.manifest, files_done.named, "csv"
        else:
            done = redact_tables(
                files,
                out,
                format=format,
                mapping=mapping,
                allow_residue=allow_residue,
                profile=settings,
                vault=kept,
                progress=tick,
            )
            shown = str(format)
    _say_problems(done)
    if not quiet:
        what = f"{done.rows['files']} files" if format is RedactFormat.SAME else f"{done.rows['notes']} notes"
        typer.echo(f"{done.cases} case files, {what}, {done.rows['redactions']} redactions: {out}")
        for given, new in named:
            if given != new:
                typer.echo(f"  {given} is now {new}")
        typer.echo(f"{done.residue} places for a human to check (residue.{shown}); {done.withheld} notes withheld.")
        typer.echo("The notes are pseudonymised, not anonymised: keep them as the personal data they are.")
    raise typer.Exit(done.exit_code)


@app.command()
def chronology(
    file: Inputs,
    out: Annotated[Path, typer.Option("--out", help="A .csv, .xlsx, .docx or .html file.", show_default=False)],
    merge: Annotated[
        bool,
        typer.Option(
            "--merge",
            help="One chronology of several agencies' records of one family; give each as AGENCY=FILE, School=a.csv.",
        ),
    ] = False,
    map: Map = "",
    quiet: Quiet = False,
) -> None:
    """Only the chronology of the case files, as CSV, XLSX, DOCX or HTML."""
    from analyser import ingest
    from analyser.present.chronology import write_chronology

    mapping = ingest.parse_mapping(map) if map else None
    agencies = None
    if merge:
        pairs = [str(f).partition("=") for f in file]
        if not all(agency.strip() and path for agency, _, path in pairs):
            raise typer.BadParameter("with --merge, each input needs its source: AGENCY=FILE, such as School=a.csv.")
        agencies, file = [a for a, _, _ in pairs], [Path(p) for _, _, p in pairs]
    with _progress("Building the chronology", quiet) as tick:
        problems, written, refused = write_chronology(file, out, agencies=agencies, mapping=mapping, progress=tick)
    for problem in problems:
        typer.echo(str(problem), err=True)
    if not quiet:
        for path in written:
            typer.echo(str(path))
    raise typer.Exit(3 if refused else 1 if problems else 0)


@app.command()
def export(
    results: Annotated[Path, typer.Argument(help="The --out folder of a scan.", show_default=False)],
    format: FormatOption = Format.CSV,
    out: Annotated[Path | None, typer.Option("--out", help="Folder to write to; RESULTS/export if not given.")] = None,
    quiet: Quiet = False,
) -> None:
    """Write the tables of a scan in another format."""
    from analyser.results.folder import Results
    from analyser.results.folder import export as write

    written = write(Results(results), out or results / "export", format)
    if not quiet:
        for path in written:
            typer.echo(str(path))


class Part(StrEnum):
    ALL = "all"
    SENTENCES = "sentences"
    ACCOUNTS = "accounts"
    ACTORS = "actors"
    ENCODER = "encoder"
    NER = "ner"
    DECISION = "decision"


@app.command()
def train(
    corpus: Annotated[Path, typer.Option("--corpus", help="Folder of .case and .bank files.")] = Path("data/synthetic"),
    out: Annotated[Path, typer.Option("--out", help="Folder for the models.")] = Path("models"),
    part: Annotated[Part, typer.Option("--part", help="Which model.")] = Part.ALL,
    gold: Annotated[
        Path | None,
        typer.Option("--gold", help="More .case files for the decision, beside the validation files."),
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="Same seed, same model.")] = 0,
    quiet: Quiet = False,
) -> None:
    """Rebuild the models from the marked-up corpus. The encoder takes half an hour and needs requirements-train.txt."""

    def say(text: str) -> None:
        if not quiet:
            typer.echo(text)

    if part in (Part.ALL, Part.SENTENCES):
        from analyser.research.train import train as train_sentences

        report = train_sentences(corpus, out, seed=seed)
        say(f"sentence model {report.version}: {report.sentences} sentences, {report.tags} tags")
        say(f"on families that it had not seen: {json.dumps(report.micro)}")
    if part in (Part.ALL, Part.ACCOUNTS):
        from analyser.research.train_accounts import fit

        say(f"account model {fit(corpus, out, seed=seed).version}")
    if part in (Part.ALL, Part.ACTORS):
        from analyser.research.train_actors import train as train_actors

        say(f"actor model {train_actors(corpus, out, seed=seed, say=say).version}")
    if part in (Part.ALL, Part.ENCODER):
        from analyser.research.train_encoder import train as train_encoder

        say(f"note encoder {train_encoder(corpus, out, seed=seed, say=say)}")
    if part in (Part.ALL, Part.NER):
        from analyser.research.train_names import train as train_names

        for name, s in train_names(corpus, out, seed=seed, say=say).items():
            say(f"names, {name}: recall {s.recall:.3f}, precision {s.precision:.3f}, kind {s.kind:.3f}")
    if part in (Part.ALL, Part.DECISION):
        from analyser.research.corpus import validation_files
        from analyser.research.train_decision import train as train_decision

        apart = [*validation_files(corpus), *([gold] if gold else [])]
        if part is Part.ALL and not apart:
            return
        say(f"decision: {json.dumps(train_decision(apart, out))}")


class Measure(StrEnum):
    SIGNALS = "signals"
    REDACTION = "redaction"
    ASSERTION = "assertion"
    SPEECH = "speech"
    DATES = "dates"
    ACCOUNTS = "accounts"


@app.command()
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
    """Measure signals on marked-up case files, or another part on lists of its own (and on the files, if given)."""
    paths = [*(files or ()), *(gold or ())]
    if part is not Measure.SIGNALS:
        from analyser.research import measures

        with _progress(f"Measuring {part.value}", as_json) as tick:
            done = measures.measure(part.value, lists, paths, tick)
        if out is not None:
            measures.write(done.records, out, part.value)
        typer.echo(json.dumps(done.records, indent=1) if as_json else done.table)
        return
    if not paths:
        raise typer.BadParameter("give marked-up .case files, or a folder of them.")
    from analyser.model import RedactedCase, Signal
    from analyser.research.evaluate import evaluate as run
    from analyser.research.evaluate import table
    from analyser.research.reading_errors import views_of, write_page
    from analyser.signals import tag

    def find(case: RedactedCase) -> list[Signal]:
        return tag(case, model)

    measured = run(paths, find, views=views_of(model) if out else None)
    typer.echo(table(measured))
    if out:
        typer.echo(f"Open {write_page(measured, out)}")


class Swap(StrEnum):
    NAMES = "names"
    GENDER = "gender"
    ETHNICITY = "ethnicity"
    FAITH = "faith"
    DISABILITY = "disability"
    FLUENCY = "fluency"


@app.command()
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
    for problem in problems:
        typer.echo(str(problem), err=True)
    axes = tuple(Axis(s.value) for s in swap) if swap else tuple(Axis)
    cases = [item for item in read if not isinstance(item, Problem)]
    with _progress("Swapping", quiet) as tick:
        moves = testing.measure(cases, partial(analyse, models=model.value), axes, tick)
    if not quiet:
        typer.echo(testing.table(moves, by_value=bool(swap)))
    if out is not None:
        page = testing.write(moves, out)
        if not quiet:
            typer.echo(f"Open {page}")
    moved = any(m.raises or m.patterns_gained for m in moves)
    raise typer.Exit(1 if problems or (check and moved) else 0)


@app.command()
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


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Check models, checksums, versions and disk, and run a short self-test."""
    from analyser.doctor import examine

    checks = examine()
    if as_json:
        typer.echo(json.dumps([{"check": c.name, "ok": c.ok, "says": c.says} for c in checks], indent=1))
    else:
        for c in checks:
            typer.echo(f"{'ok  ' if c.ok else 'FAIL'}  {c.name}: {c.says}")
    raise typer.Exit(0 if all(c.ok for c in checks) else 3)


def _report(results: Path, case: str | None, out: Path, quiet: bool) -> None:
    from analyser.present.pack import write_pack

    with _progress("Writing pages", quiet) as tick:
        first = write_pack(results, out, case=case, progress=tick)
    if not quiet:
        typer.echo(f"Open {first}")


def _say_problems(manifest: Manifest) -> None:
    for problem in manifest.problems:
        typer.echo(str(problem), err=True)
    for warning in manifest.warnings:
        typer.echo(f"note: {warning}", err=True)


def _say_summary(manifest: Manifest, out: Path) -> None:
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
def _progress(title: str, quiet: bool) -> Iterator[Progress | None]:
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


def main() -> None:
    """The entry point: every fault becomes one sentence and an exit code, never a traceback."""
    from typer.exceptions import TyperException

    from analyser.errors import AnalyserError

    try:
        code = app(standalone_mode=False)
        raise SystemExit(code if isinstance(code, int) else 0)
    except (KeyboardInterrupt, typer.Abort):
        typer.echo("Stopped. Run the same command to go on from the last finished case.", err=True)
        raise SystemExit(130) from None
    except TyperException as error:  # a wrong call: typer says what is wrong with it
        error.show()
        raise SystemExit(getattr(error, "exit_code", 2)) from None
    except AnalyserError as error:
        typer.echo(str(error), err=True)
        raise SystemExit(error.exit_code) from None
    except Exception as error:
        frame = error.__traceback__
        while frame is not None and frame.tb_next is not None:
            frame = frame.tb_next
        place = f"{Path(frame.tb_frame.f_code.co_filename).name}:{frame.tb_lineno}" if frame else "?"
        typer.echo(
            f"[A999] the analyser stopped on a fault of its own ({type(error).__name__} at {place}); results are as "
            "they were before. Please report the place named here.",
            err=True,
        )
        raise SystemExit(1) from None


if __name__ == "__main__":
    main()
