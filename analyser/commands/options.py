"""The arguments that several commands take, each said once."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

PASSPHRASE = "ANALYSER_VAULT_PASSPHRASE"


class Models(StrEnum):
    ACCURATE = "accurate"
    FAST = "fast"


class Format(StrEnum):
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
VaultOption = Annotated[
    Path | None,
    typer.Option("--vault", help="Encrypted file that keeps who is who, apart from the results; made if not there."),
]
KeyFile = Annotated[
    Path | None, typer.Option("--key-file", help=f"Key of the vault; else {PASSPHRASE} or a prompt for a passphrase.")
]
ProfileOption = Annotated[
    Path | None,
    typer.Option("--redaction-profile", "--profile", help="YAML file that says how personal data is treated."),
]
Shift = Annotated[
    bool, typer.Option("--shift-dates", help="Move the dates of each case by a secret number of weeks; needs --vault.")
]
