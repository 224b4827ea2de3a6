"""From a chronology to the patterns for review."""

from __future__ import annotations

from analyser.model import Chronology, Finding
from analyser.patterns import parameters, sureness, wording
from analyser.patterns.reading import Reading
from analyser.patterns.registry import patterns


def find(chronology: Chronology) -> list[Finding]:
    """The patterns that the whole file bears out, in the order of the taxonomy. Never raises on odd dates or notes.

    Limits: an absent pattern is no reassurance; what was not recorded cannot be found. See ``docs/patterns.md``.
    """
    reading = Reading(chronology)
    circumstances = reading.of("context", "complaint_or_worker_change", "staff_change", "unverified_self_report")
    unmet = reading.of("missed", "put_off")
    values = parameters.load().patterns
    dates = {n.note_id: n.date for n in reading.notes}
    sure = sureness.load()
    findings = []
    for code, pattern in patterns().items():
        found = pattern.detect(reading, values[code])
        if found is None:
            continue
        days = sorted(d for s in found.evidence if (d := dates.get(s.note_id)))
        missed = [p.day for p in unmet if p.day and p.span in found.evidence]
        first, last = (days[0], days[-1]) if days else (None, None)
        findings.append(
            Finding(
                pattern=code,
                summary=wording.summary(code, found.counts, found.words, first, last),
                first=first,
                last=last,
                evidence=found.evidence,
                counts=found.counts,
                explanations=wording.explanations(code, circumstances, missed),
                questions=wording.questions(code),
                score=round(sure.chance(code, found.score), 4),
            )
        )
    return findings
