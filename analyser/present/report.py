"""The review pack of one case: one HTML file, from an analysis in memory or from the tables of a results folder."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any

from analyser.model import Analysis
from analyser.present import render
from analyser.present.build import from_tables


def case_report(analysis: Analysis, *, about: Mapping[str, str] | None = None) -> str:
    """The review pack of one analysed case as self-contained HTML.

    Args:
        analysis: everything for one case file.
        about: what the page says about the program. ``version`` and ``error_rates`` have places of their own; every
            other key is shown as a heading with its text.
    """
    from analyser.results.tables import rows

    return case_report_from_tables(analysis.case.case_id, rows(analysis), about=about)


def case_report_from_tables(
    case_id: str, tables: Mapping[str, Sequence[Mapping[str, Any]]], *, about: Mapping[str, str] | None = None
) -> str:
    """The same from the rows of the results tables (``notes, signals, discrepancies, chronology, patterns, cases``
    and, where there, ``accounts``), as stored in any of the formats."""
    return render.page("case.html.j2", {"page": from_tables(case_id, tables, about)})


def report_name(case_id: str) -> str:
    """The file name of a case's report: its id where that is a safe name on every disk, else made safe with a piece of
    its hash (capitals too: some disks do not tell ``R07`` from ``r07``)."""
    safe = re.sub(r"[^A-Za-z0-9._-]+", "-", case_id).strip(".-")[:80]
    if safe and safe == case_id.lower() and safe.upper() not in _RESERVED:
        return f"{safe}.html"
    return f"{safe or 'case'}-{hashlib.sha256(case_id.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}.html"


# Names that Windows keeps for devices.
_RESERVED = {"CON", "PRN", "AUX", "NUL", *(f"{d}{n}" for d in ("COM", "LPT") for n in range(1, 10))}
