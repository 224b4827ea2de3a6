"""The counts that stand before a chronology: contacts with what they are counted of, as sentences and tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analyser.chronology.wording import clip
from analyser.layout.sentences import around
from analyser.model import Analysis
from analyser.present import agreed, cells, contacts, display
from analyser.present.grids import AnswerTable
from analyser.present.quoted import Piece, Quote
from analyser.present.wording import Wording, wording

_WORD = 2  # characters: fewer point at a note, not at words in it


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a case before its events."""

    case_id: str
    sentences: tuple[str, ...]
    tables: Mapping[str, AnswerTable]  # by their names in the wording, less empty ones
    columns: Mapping[str, AnswerTable]  # what the sentences and tables say in words, in columns for a workbook
    words: Wording

    @property
    def title(self) -> str:
        return f"Chronology, case {self.case_id}"


def told(analysis: Analysis, significant: bool = False) -> Told:
    """The counts of a case in words. Every count says what it is out of.

    Args:
        significant: routine events are left out of the rows, which is said; the counts are of all.
    """
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
    sentences += [words.line("significant_only")] if significant else []
    missed = contacts.not_kept(found["contacts"], words)
    tables = contacts.counted(case, words) | ({"not_kept": missed} if missed else {})
    columns = {"each": contacts.each(found["contacts"], words), "gaps": contacts.gap_table(case, words)}
    return Told(
        analysis.case.case_id,
        tuple(sentences),
        tables | agreed.tables(found, _quoting(analysis), words),
        columns,
        words,
    )


def _quoting(analysis: Analysis) -> agreed.Quoting:
    """Words of the record by themselves: nothing may link to notes that are not there."""
    notes = {n.note_id: n for n in analysis.case.notes}

    def quotes(spans: object) -> tuple[Quote, ...]:
        found = []
        for span in cells.rows(spans):
            note = notes[cells.text(span.get("note_id"))]
            start, end = (cells.whole(span.get(f"redacted_{edge}")) or 0 for edge in ("start", "end"))
            if end - start < _WORD:  # a whole note is meant
                start, end = around(note.text, 0, 1)
            said = note.text[start:end]
            words = Piece(display.spaced(clip(said)), marked=True)
            author = display.role(note.author_role) if note.author_role else ""
            day, kind = display.day(note.date), display.note_type(note.type)
            found.append(Quote(note.note_id, day, kind, author, "", (words,)))
        return tuple(found)

    return quotes
