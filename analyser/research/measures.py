"""The parts that are measured on lists of their own, by name: what ``analyser evaluate --part`` runs."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from analyser.errors import WrongCall
from analyser.results.folder import place, put

if TYPE_CHECKING:
    from analyser.scale import Progress

REDACTION_LISTS = Path("data/synthetic/redaction")
LEARNT_NAMES = Path("data/synthetic/names")
PART_SETS = Path("data/synthetic/parts")
_LATER = ("second", "third", "fourth", "fifth")  # sets written later, read by nobody who wrote rules
Record = Mapping[str, str | int | float | bool]


@dataclass(frozen=True, slots=True)
class Measurement:
    """What was counted: flat records for a table, and the same as Markdown."""

    records: Sequence[Record]
    table: str


def measure(
    part: str, folder: Path | None = None, gold: Sequence[Path] = (), progress: Progress | None = None
) -> Measurement:
    """Measures one part on the lists in ``folder`` (those of the repository where None).

    Args:
        progress: called with the texts and notes done so far, and their words; only redaction takes long enough.

    Raises:
        WrongCall: no part has that name, or a list is not there.
        UnreadableInput: a line of a list is not in the format.
    """
    if part == "redaction":
        from analyser.research import redaction, redaction_table

        measured = redaction.measure(folder or REDACTION_LISTS, gold, progress=progress, learnt=LEARNT_NAMES)
        return Measurement(redaction.records(measured), redaction_table.table(measured))
    if part not in ("assertion", "speech", "dates", "accounts"):
        raise WrongCall(f"nothing measures {part!r}; name redaction, assertion, speech, dates or accounts.")
    if gold:
        raise WrongCall(f"{part} is measured on its lists alone; leave the files out.")
    from analyser.research import part_scores, slices

    path = (folder or PART_SETS) / f"{part}.txt"
    scores: Mapping[str, Callable[[Path], Sequence[slices.Slice]]] = {
        "assertion": part_scores.assertion,
        "speech": part_scores.speech,
        "dates": part_scores.dates,
        "accounts": part_scores.accounts,
    }
    counted = list(scores[part](path))
    if not any(sum(s.counts.values()) for s in counted):
        raise WrongCall(f"nothing is marked in {path}; see README.md beside the set.")
    for number, name in enumerate(_LATER, 2):
        later = path.with_name(f"{part}{number}.txt")
        if later.is_file():
            counted += [replace(s, by=f"{name} set: {s.by}") for s in scores[part](later)]
    return Measurement(slices.records(counted), slices.table(counted))


def write(records: Sequence[Record], out: Path, name: str) -> None:
    """Writes the records as ``name.csv`` and ``name.json`` into the folder ``out``, which is made if need be.

    Raises:
        WrongCall: ``out`` is a file.
    """
    put(out / f"{name}.json", json.dumps(list(records), indent=1) + "\n")
    with place(out / f"{name}.csv") as part, part.open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, fieldnames=list(dict.fromkeys(k for r in records for k in r)))
        rows.writeheader()
        rows.writerows(records)
