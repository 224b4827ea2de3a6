"""The counts that stand before a chronology: contacts with what they are counted of, as sentences and small tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analyser.model import Analysis
from analyser.present import agreed, contacts, display
from analyser.present.view import AnswerTable
from analyser.present.wording import Wording, wording


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a case before its events."""

    case_id: str
    sentences: tuple[str, ...]
    contacts: tuple[Sequence[Sequence[str]], ...]  # tables, each with its head first
    agreed: tuple[AnswerTable, ...]  # agreements, changes, occasions of scrutiny
    words: Wording

    @property
    def title(self) -> str:
        return f"Chronology, case {self.case_id}"

    @property
    def tables(self) -> tuple[Sequence[Sequence[str]], ...]:
        """All tables as text alone, each with its head first."""
        return (*self.contacts, *(t.plain for t in self.agreed))


def told(analysis: Analysis) -> Told:
    """The counts of a case in words. Every count says what it is out of."""
    from analyser.results.tables import rows

    words = wording(str(analysis.case.setting))
    counts = analysis.chronology.counts
    days = sorted(n.date for n in analysis.case.notes if n.date)
    sentences = [
        words.line(
            "chronology_read",
            notes=len(analysis.case.notes),
            period=display.period(days[0], days[-1]) if days else words.line("undated"),
            withheld=len(analysis.case.withheld),
        ),
        words.line(
            "chronology_contacts",
            offered=counts.offered,
            kept=counts.kept,
            missed=counts.missed_by_family,
            family=counts.cancelled_by_family,
            service=counts.cancelled_by_service,
        ),
        words.line(
            "chronology_seen",
            seen=display.day(counts.last_seen) or words.line("not_found"),
            alone=display.day(counts.last_seen_alone) or words.line("not_found"),
            times=counts.seen_alone,
        ),
    ]
    found = rows(analysis)
    case = found["cases"][0]["contacts"]
    sentences += contacts.gaps(case, words)
    missed = contacts.not_kept(found["contacts"], words)
    tables = (*contacts.tallies(case, words), *([missed] if missed else []))
    more = agreed.tables(found, agreed.unquoted, words)
    return Told(analysis.case.case_id, tuple(sentences), tables, more, words)
