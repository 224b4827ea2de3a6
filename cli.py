"""The command line: parses, calls analyser, prints, exits. Heavy imports stay inside the commands."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from analyser.commands import research, vault
from analyser.commands.options import (
    AllowResidue,
    AsJson,
    Format,
    FormatOption,
    Inputs,
    KeyFile,
    Map,
    Models,
    Out,
    ProfileOption,
    Quiet,
    Shift,
    VaultOption,
)
from analyser.commands.screen import problem_lines, progress, say_problems, say_summary
from analyser.commands.vault import opened
from analyser.commands.vault import profile as read_profile

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,  # a traceback could carry words of a note
    rich_markup_mode=None,
    help="Reads social-care case files on this machine and shows a supervisor where cooperation may be apparent "
    "rather than real, with the evidence, what else could explain it, and what to ask next. It decides nothing "
    "about a family.",
    epilog="Exit codes: 0 all read; 1 some input could not be read; 2 wrong call; 3 refused for safety; 130 stopped.",
)

INTERRUPTED = 130
_KEPT = "No case could be read, so nothing was written; what was in {} before is left as it was."

app.add_typer(vault.app, name="vault")


def _version(wanted: bool) -> None:
    if wanted:
        from analyser import __version__

        typer.echo(f"analyser {__version__}")
        raise typer.Exit


@app.callback()
def program(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    pass


class RedactFormat(StrEnum):
    SAME = "same"
    PARQUET = "parquet"
    JSONL = "jsonl"
    CSV = "csv"
    XLSX = "xlsx"


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
    with opened(vault, key_file) as kept, progress("Reading case files", quiet or as_json) as tick:
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
    say_problems(manifest)
    if manifest.earlier_kept:
        typer.echo(_KEPT.format(out), err=True)
        if as_json:
            typer.echo(json.dumps(manifest.as_dict(), ensure_ascii=False, indent=1))
        raise typer.Exit(manifest.exit_code)
    if as_json:
        typer.echo((out / "manifest.json").read_text(encoding="utf-8"), nl=False)
    elif not quiet:
        say_summary(manifest, out)
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
    with opened(vault, key_file) as kept, progress("Redacting", quiet) as tick:
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
    say_problems(done)
    if done.earlier_kept:
        typer.echo(_KEPT.format(out), err=True)
    elif not quiet:
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
    significant: Annotated[
        bool, typer.Option("--significant", help="A short chronology: leave routine events out.")
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
    with progress("Building the chronology", quiet) as tick:
        problems, written, refused = write_chronology(
            file, out, agencies=agencies, mapping=mapping, significant=significant, progress=tick
        )
    for line in problem_lines(problems):
        typer.echo(line, err=True)
    if not written:
        typer.echo(_KEPT.format(out), err=True)
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


for command in (research.train, research.evaluate, research.bias, research.synth):
    app.command()(command)


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

    with progress("Writing pages", quiet) as tick:
        first = write_pack(results, out, case=case, progress=tick)
    if not quiet:
        typer.echo(f"Open {first}")


def main() -> None:
    """The entry point: every fault becomes one sentence and an exit code, never a traceback."""
    from typer.exceptions import TyperException

    from analyser.errors import AnalyserError

    sys.unraisablehook = lambda _: None  # of a file thrown away on a full disk: a traceback behind what is said of it
    try:
        code = app(standalone_mode=False)
        if code == INTERRUPTED:  # typer makes an exit code of the key
            raise KeyboardInterrupt
        raise SystemExit(code if isinstance(code, int) else 0)
    except (KeyboardInterrupt, typer.Abort):
        on = " to go on from the last finished case" if sys.argv[1:2] == ["scan"] else " again; nothing is half-written"
        typer.echo(f"Stopped. Run the same command{on}.", err=True)
        raise SystemExit(INTERRUPTED) from None
    except TyperException as error:  # a wrong call: typer says what is wrong with it
        show = getattr(error, "show", None)  # the base class, which a later typer may raise itself, has none
        show() if show else typer.echo(str(error), err=True)
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
