"""Looks once more at text that has been redacted, or at any output, for what should not be there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analyser.model import RedactedNote, Residue
from analyser.redact import lexicon
from analyser.redact.identifiers import look_again
from analyser.redact.matching import find
from analyser.redact.phrases import phrases
from analyser.redact.registry import Registry
from analyser.redact.tokens import tokenise

# Beside the rules of ``identifiers.yaml`` that are tried again, two patterns of its own, wider than any rule.
_OWN: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "DOB",
        re.compile(
            r"(?i:\b(?:d\.?o\.?b\.?|date of birth|born on))[:. |-]{0,3} ?"
            r"\d{1,2}(?:st|nd|rd|th)?[./ -]{1,3}(?:\d{1,2}|[A-Za-z]{3,9})[./ -]{1,3}\d{2,4}"
        ),
    ),
    ("OTHER_ID", re.compile(r"(?<![\w/.£$€,-])\d(?:[ -]?\d){6,}(?![\w/]|[.,]\d)")),
)
_SAID = {
    "EMAIL": "an e-mail address",
    "HANDLE": "a user name",
    "ADDRESS": "a postcode or a place on the map",
    "PHONE": "a telephone number",
    "NINO": "a National Insurance number",
    "UPN": "a pupil number",
    "VEHICLE": "a number plate",
    "DOB": "a birth date",
    "CASE_ID": "a reference",
    "OTHER_ID": "a long number",
}
_DATES = re.compile(r"(?:19|20)\d{2}[ -]|\d{1,2}-\d{1,2}-\d{2,4}|\d{1,2} \d{1,2} \d{2,4}$")
_DOOR = re.compile(r"(?:no|nos|number|num|flat|door|house|unit|room)\d{1,3}[a-z]?")  # the same words count other things
_GROUP = re.compile(r"\d{3}")  # "10 15 20 25" is a list of figures


def residues(note: RedactedNote, registry: Registry) -> tuple[list[Residue], bool]:
    """What a redacted note still shows, and whether any of it is certain."""
    found: list[Residue] = []
    certain = False
    for start, end, kind, why, sure in _look(note.text, registry):
        found.append(Residue(note.note_id, start, end, kind, why))
        certain = certain or sure
    return found, certain


def _look(text: str, registry: Registry) -> Iterator[tuple[int, int, str, str, bool]]:
    tokens = tokenise(text)
    kept = [m.span() for m in phrases().finditer(text)]
    for match in find(tokens, registry):
        start, end = tokens[match.first].start, tokens[match.last].end
        if not any(a <= start and end <= b for a, b in kept):
            yield start, end, match.entity.type, "a form of a name that is known", match.sure
    for start, end in _values(text, registry):
        yield start, end, "OTHER_ID", "a number or address that is known", True
    for start, end, kind in look_again(text):
        yield start, end, kind, _SAID[kind], True
    for kind, pattern in _OWN:
        for m in pattern.finditer(text):
            if kind == "OTHER_ID" and (_DATES.match(m[0]) or not _GROUP.search(m[0])):
                continue
            yield m.start(), m.end(), kind, _SAID[kind], True
    pseudonyms = {e.pseudonym for e in registry.entities}
    for t in tokens:
        if (
            t.capital
            and not t.initial
            and t.text not in pseudonyms
            and lexicon.is_foreign(t.folded)
            and t.folded in lexicon.given_names()
        ):
            yield t.start, t.end, "PERSON", "a given name of the list, not taken for one", False


def _values(text: str, registry: Registry) -> Iterator[tuple[int, int]]:
    """Known identifiers, however they are spaced."""
    known = {
        key[1]
        for key in registry.values
        if len(key[1]) > 5 and any(c.isdigit() for c in key[1]) and not _DOOR.fullmatch(key[1])
    }
    if not known:
        return
    for m in re.finditer(r"[\w@/+][\w@/+ .-]{4,40}[\w@/+]", text):
        if not any(c.isdigit() for c in m[0]):
            continue
        squeezed = "".join(c for c in m[0].lower() if c.isalnum() or c in "@/+")
        if any(value in squeezed for value in known):
            yield m.start(), m.end()


def scan_output(text: str, registry: Registry) -> int:
    """How many known names, places and identifiers of a case stand in any output text.

    Args:
        text: what is about to be written.
        registry: of the case, from ``redact_with_registry``.

    Limits:
        Looks for whole words and for values longer than five characters; a word that is a name and an
        ordinary word counts only where it is written as a name.
    """
    return sum(1 for *_, sure in _look(text, registry) if sure)
