"""One case file through every stage, in memory."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from analyser.errors import AnalyserError, ModelNotTrusted, RefusedForSafety, WrongCall
from analyser.model import Analysis, CaseFile, RedactedCase, TaggedCase
from analyser.taxonomy import note_types

if TYPE_CHECKING:
    from analyser.redact.profile import Profile
    from analyser.redact.vault.content import CaseMemory

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Guarded(Generic[T]):
    """What the work on one case gave, or one sentence on why there is nothing."""

    value: T | None
    fault: str = ""
    refused: bool = False  # for safety: going on could have left personal data in the result


def guarded(work: Callable[[], T]) -> Guarded[T]:
    """The result of work on one case. A fault comes back as one sentence without any text of the case, and the rest of
    a batch goes on; a model that cannot be trusted or a wrong call concerns every case and is raised."""
    try:
        return Guarded(work())
    except (ModelNotTrusted, WrongCall):
        raise
    except AnalyserError as error:
        return Guarded(None, error.message, refused=isinstance(error, RefusedForSafety))
    except Exception as error:
        frames = [f for f in traceback.extract_tb(error.__traceback__) if "analyser" in f.filename]
        place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "an outside library"
        return Guarded(
            None,
            f"this case could not be analysed ({type(error).__name__} at {place}); the others are complete. "
            "Please report the place named here.",
        )


def analyse(
    case_file: CaseFile,
    *,
    models: str | None = None,
    allow_residue: bool = False,
    profile: Profile | None = None,
    memory: CaseMemory | None = None,
) -> Analysis:
    """Redacts, tags, compares, chronicles and flags one case file.

    Args:
        case_file: as ``analyser.ingest.read`` gives it, or built by hand.
        models: ``accurate`` or ``fast``; which models read for signals (``analyser.signals.reader``).
        allow_residue: keep notes in which personal data may remain; without it their text is withheld.
        profile: how redaction treats each kind of personal data; the default one if none is given.
        memory: of the case, from a vault; it is brought up to date.

    Returns:
        Everything found, in offsets of the redacted text; nothing in it holds a name.

    Raises:
        ModelNotTrusted: a model is missing or changed.
        WrongCall: no such choice of models, or a note of a type that ``taxonomy.note_types()`` does not have.
    """
    if odd := sorted({n.type for n in case_file.notes} - {"", *note_types()}):
        raise WrongCall(f"there is no type of note {odd[0]!r}; give one of {', '.join(note_types())}, or none.")
    return analyse_redacted(
        redacted(case_file, allow_residue=allow_residue, profile=profile, memory=memory), models=models
    )


def redacted(
    case_file: CaseFile,
    *,
    allow_residue: bool = False,
    profile: Profile | None = None,
    memory: CaseMemory | None = None,
) -> RedactedCase:
    """The first stage: names masked, dates shifted where the profile says so, and notes withheld that are not clean.

    Raises:
        WrongCall: the profile shifts dates and there is no vault, whose secret says by how much.
    """
    from analyser.redact.case import redact_case, redact_with_registry
    from analyser.redact.profile import default

    profile = profile or default()
    if memory is None:
        case = redact_case(case_file, profile)
    else:
        case = redact_with_registry(replace(case_file, case_id=memory.case_id), profile, memory)[0]
    if profile.dates == "shift":
        from analyser.dates.shift import shift_case

        if memory is None:
            raise WrongCall("dates are shifted by the secret of a vault; give --vault as well.")
        case = shift_case(case, memory.shift_days())
    return withhold(case, allow_residue=allow_residue or profile.residue == "allow")


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
    differing, weaker = accounts.pairs(claims, parsed)
    times = {doc._.note.note_id: tuple(doc._.times or ()) for doc in parsed.docs}
    story = chronology.build(TaggedCase(case, tuple(tagged), tuple(claims), tuple(differing), times, tuple(weaker)))
    findings = patterns.find(story)
    return Analysis(story, tuple(findings), patterns.order(story, findings))
