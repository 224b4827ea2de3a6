"""The pages of a results folder: one file a case and the audit page, put in place one by one, whole."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import analyser
from analyser import artefacts
from analyser.errors import WrongCall
from analyser.present.audit import audit_report
from analyser.present.report import case_report_from_tables, report_name
from analyser.present.wording import wording
from analyser.results.folder import Results, put

AUDIT = "audit.html"
MEASURED = "measured.json"  # figures on the development files, written by benchmarks/score_dev.py


def write_pack(
    results_folder: Path, out: Path, *, case: str | None = None, progress: Callable[[int, int, int], None] | None = None
) -> Path:
    """Writes the pages of a finished scan.

    Args:
        results_folder: where ``scan`` wrote.
        out: where the pages go: ``audit.html`` and ``cases/<case>.html``.
        case: only this case, and no audit page.
        progress: called with cases, notes and words done so far.

    Returns:
        The page to open first.

    Raises:
        WrongCall: no finished results there, or no such case.
    """
    results = Results(results_folder)
    about = {"version": str(results.manifest.get("analyser", analyser.__version__))}
    if rates := error_rates():
        about["error_rates"] = rates
    cases: list[dict[str, Any]] = []
    patterns: list[dict[str, Any]] = []
    labels: Counter[str] = Counter()
    notes = words = 0
    page = out / "cases"
    for case_id, tables in results.cases(case):
        page = out / "cases" / report_name(case_id)
        put(page, case_report_from_tables(case_id, tables, about=about))
        cases += tables["cases"]
        patterns += [{key: p[key] for key in ("case_id", "pattern", "first")} for p in tables["patterns"]]
        labels.update(s["label"] for s in tables["signals"] if s["assertion"] == "affirmed")
        notes += len(tables["notes"])
        words += sum(len(n["redacted_text"].split()) for n in tables["notes"])
        if progress:
            progress(len(cases), notes, words)
    if case is not None:
        if not cases:
            raise WrongCall(f"no case {case!r} is in {results_folder}; the ids stand in the cases table.")
        return page
    audit = audit_report(cases, patterns, labels, results.manifest, notes=results.read("notes"), about=about)
    put(out / AUDIT, audit)
    return out / AUDIT


def error_rates() -> str:
    """How often the analyser errs, in a sentence, from the recorded measurement; empty where there is none."""
    if MEASURED not in artefacts.checksums():
        return ""
    figures: dict[str, float] = json.loads(artefacts.verified(MEASURED).read_text(encoding="utf-8"))
    return wording("children").error_rates.format(
        right=_in_hundred(figures["signals: micro precision"]),
        found=_in_hundred(figures["signals: micro recall"]),
        pairs=_in_hundred(figures["discrepancies: strict precision"]),
        masked=_in_hundred(figures["redaction: mentions fully masked"]),
    )


def _in_hundred(share: float) -> str:
    """Of a hundred; what is short of all is never rounded up to it."""
    return f"{math.floor(1000 * share) / 10}" if 0.995 <= share < 1 else f"{100 * share:.0f}"
