"""One case file through every stage, in memory."""

from __future__ import annotations

from dataclasses import replace

from analyser.model import Analysis, CaseFile, RedactedCase, TaggedCase


def analyse(case_file: CaseFile, *, models: str | None = None, allow_residue: bool = False) -> Analysis:
    """Redacts, tags, compares, chronicles and flags one case file.

    Args:
        case_file: as ``analyser.ingest.read`` gives it, or built by hand.
        models: ``accurate`` or ``fast``; which models read for signals (``analyser.signals.reader``).
        allow_residue: keep notes in which personal data may remain; without it their text is withheld.

    Returns:
        Everything found, in offsets of the redacted text; nothing in it holds a name.

    Raises:
        ModelNotTrusted: a model is missing or changed.
        WrongCall: no such choice of models.
    """
    from analyser.redact import redact_case

    return analyse_redacted(withhold(redact_case(case_file), allow_residue=allow_residue), models=models)


def withhold(case: RedactedCase, *, allow_residue: bool = False) -> RedactedCase:
    """The case with the text of its withheld notes taken out, or with none withheld where residue is allowed."""
    if allow_residue or not case.withheld:
        return replace(case, withheld=())
    from analyser.redact import WITHHELD

    notes = tuple(replace(n, text=WITHHELD, redactions=()) if n.note_id in case.withheld else n for n in case.notes)
    return replace(case, notes=notes)


def analyse_redacted(case: RedactedCase, *, models: str | None = None) -> Analysis:
    """The stages after redaction."""
    from analyser import accounts, chronology, patterns, pipeline, signals

    parsed = pipeline.parse(case)
    tagged = signals.tag(parsed, models)
    claims = accounts.find(parsed, tagged)
    differing = accounts.discrepancies(claims, parsed)
    times = {doc._.note.note_id: tuple(doc._.times or ()) for doc in parsed.docs}
    story = chronology.build(TaggedCase(case, tuple(tagged), tuple(claims), tuple(differing), times))
    findings = patterns.find(story)
    return Analysis(story, tuple(findings), patterns.order(story, findings))
