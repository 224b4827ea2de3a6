"""The parts that are measured on lists of their own, by name: what ``analyser evaluate --part`` runs."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from analyser.errors import WrongCall

REDACTION_LISTS = Path("data/synthetic/redaction")
PART_SETS = Path("data/synthetic/parts")
Record = Mapping[str, str | int | float | bool]


@dataclass(frozen=True, slots=True)
class Measurement:
    """What was counted: flat records for a table, and the same as Markdown."""

    records: Sequence[Record]
    table: str


def measure(part: str, folder: Path | None = None, gold: Sequence[Path] = ()) -> Measurement:
    """Measures one part on the lists in ``folder`` (those of the repository where None).

    Raises:
        WrongCall: no part has that name, or a list is not there.
        UnreadableInput: a line of a list is not in the format.
    """
    if part == "redaction":
        from analyser.research import redaction

        measured = redaction.measure(folder or REDACTION_LISTS, gold)
        return Measurement(redaction.records(measured), redaction.table(measured))
    if part not in ("assertion", "speech", "dates", "accounts"):
        raise WrongCall(f"nothing measures {part!r}; name redaction, assertion, speech, dates or accounts.")
    from analyser.research import part_scores

    path = (folder or PART_SETS) / f"{part}.txt"
    score = {
        "assertion": part_scores.assertion,
        "speech": part_scores.speech,
        "dates": part_scores.dates,
        "accounts": part_scores.accounts,
    }[part]
    slices = score(path)
    return Measurement(part_scores.records(slices), part_scores.table(slices))


def write(records: Sequence[Record], out: Path, name: str) -> None:
    """Writes the records as ``name.csv`` and ``name.json`` into the folder ``out``, which is made if need be.

    Raises:
        WrongCall: ``out`` is a file.
    """
    if out.exists() and not out.is_dir():
        raise WrongCall(f"{out} is a file; give a folder with --out.")
    out.mkdir(parents=True, exist_ok=True)
    (out / f"{name}.json").write_text(json.dumps(list(records), indent=1) + "\n", encoding="utf-8")
    with (out / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, fieldnames=list(dict.fromkeys(k for r in records for k in r)))
        rows.writeheader()
        rows.writerows(records)
