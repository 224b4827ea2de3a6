"""Pages that people read: the review pack of a case and the audit of a batch, each one self-contained HTML file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analyser.present.audit import audit_report
    from analyser.present.report import case_report, case_report_from_tables, report_name

__all__ = ["audit_report", "case_report", "case_report_from_tables", "report_name"]


def __getattr__(name: str) -> Any:
    if name == "audit_report":
        from analyser.present import audit

        return audit.audit_report
    if name in __all__:
        from analyser.present import report

        return getattr(report, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
