"""Marked-up case files and banks as the stages see them: redacted notes with answers in redacted offsets.

A case file is redacted here from its own list of names and identifiers, not by the redactor, so that what a model
learns does not depend on how well redaction works that day.
"""

from __future__ import annotations

import re
from argparse import ArgumentTypeError
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from analyser import taxonomy
from analyser.errors import AnalyserError, BadRules, WrongCall
from analyser.ingest.markup import GoldFile, Tag, read_gold
from analyser.model import CaseFile, Note, RedactedCase, RedactedNote, Redaction

SPLIT = "split.yaml"
ENDINGS = (".case", ".bank")


@dataclass(frozen=True, slots=True)
class GoldCase:
    """A redacted case with its answers; ``tags`` is by note id, offsets in the redacted text."""

    case: RedactedCase
    tags: dict[str, tuple[Tag, ...]]
    gold: GoldFile

    @property
    def id(self) -> str:
        return self.case.case_id


def load(paths: Iterable[Path]) -> Iterator[GoldCase]:
    """Every ``.case`` and ``.bank`` file under the paths, sorted. A bank comes as one case a
    family: its notes share the first part of their id.

    Raises:
        WrongCall: a path is not there, or is a file of another kind.
        UnreadableInput: a file is not in the format.
    """
    for path in paths:
        for file in _files(path):
            gold = read_gold(file)
            if gold.is_bank:
                yield from _families(gold)
            else:
                yield redact_by_list(gold)


def marked_up(given: str, endings: tuple[str, ...] = ENDINGS) -> Path:
    """A path that a benchmark is called with, as a ``type`` of ``argparse``: a marked-up file, or a folder of them.

    Raises:
        ArgumentTypeError: it is not there, there is no such file under it, or one of them is not in the format.
    """
    path = Path(given)
    if not path.exists():
        raise ArgumentTypeError(f"{given} is not there; give a file or folder that is marked up.")
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    files = [f for f in files if f.name.endswith(endings)]
    if not files:
        raise ArgumentTypeError(f"{given} holds nothing marked up ({', '.join(endings)}); give a folder that does.")
    try:
        for file in files:
            read_gold(file)
    except AnalyserError as error:
        raise ArgumentTypeError(error.message) from None
    return path


@dataclass(frozen=True, slots=True)
class Split:
    """What of a corpus no model learns from: files or folders, relative to it."""

    validation: tuple[str, ...] = ()  # signals of every kind are marked: thresholds may be chosen here
    measuring: tuple[str, ...] = ()  # sets that measure one part
    unmarked: tuple[str, ...] = ()  # case files with people and identifiers listed, and no signal marked


def split(folder: Path) -> Split:
    """The ``split.yaml`` of a corpus; nothing is kept apart where there is none.

    Raises:
        BadRules: the file cannot be read, or names what is not there.
    """
    path = folder / SPLIT
    if not path.is_file():
        return Split()
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        if any(not isinstance(value, list) for value in data.values()):
            raise TypeError("a name where a list belongs")
        found = Split(**{key: tuple(map(str, value)) for key, value in data.items()})
    except (yaml.YAMLError, TypeError, AttributeError) as error:
        raise BadRules(
            f"{SPLIT} must give 'validation', 'measuring' and 'unmarked', a list of files or folders each."
        ) from error
    for name in (*found.validation, *found.measuring, *found.unmarked):
        if not (folder / name).exists():
            raise BadRules(f"{SPLIT} names {name}, which is not in the corpus; take it out or put the file back.")
    return found


def teaching_files(folder: Path) -> list[Path]:
    """The ``.case`` and ``.bank`` files that models learn from, sorted: all but what ``split.yaml`` keeps apart."""
    kept = split(folder)
    apart = {folder / name for name in (*kept.validation, *kept.measuring, *kept.unmarked)}
    return [f for f in _files(folder) if not any(f == a or a in f.parents for a in apart)]


def validation_files(folder: Path) -> list[Path]:
    """The marked-up files that no model learns from and thresholds may be chosen on, sorted."""
    return sorted(f for name in split(folder).validation for f in _files(folder / name))


def unmarked_files(folder: Path) -> list[Path]:
    """Case files of which names may be learnt, and how a taught encoder reads them; no signal is marked. Sorted."""
    return sorted(f for name in split(folder).unmarked for f in _files(folder / name))


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted([*path.rglob("*.case"), *path.rglob("*.bank")])
    if not path.is_file():
        raise WrongCall(f"{path} is not there; check the path.")
    if path.suffix not in (".case", ".bank"):
        raise WrongCall(f"{path} is no marked-up file; give .case files, or a folder of them.")
    return [path]


def redact_by_list(gold: GoldFile) -> GoldCase:
    """Masks exactly the listed names and identifiers of a marked-up case file."""
    forms: dict[str, tuple[str, str]] = {}  # value -> (type, pseudonym)
    people: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for person in gold.case.people:
        counts[person.role] += 1
        token = taxonomy.person_pseudonym(person.role, counts[person.role])
        people[token] = person.role
        for form in (person.name, *person.aliases):
            forms.setdefault(form, ("PERSON", token))
    for kind, value in gold.pii:
        if kind != "PERSON" and value not in forms:
            counts[kind] += 1
            forms[value] = (kind, taxonomy.thing_pseudonym(kind, counts[kind]))
    longest_first = sorted(forms, key=lambda v: -len(v))
    pattern = (
        re.compile(r"(?<!\w)(?:" + "|".join(r"\s+".join(map(re.escape, v.split())) for v in longest_first) + r")(?!\w)")
        if forms
        else None
    )
    notes: list[RedactedNote] = []
    tags: dict[str, tuple[Tag, ...]] = {}
    for note in gold.case.notes:
        keep = [(t.start, t.end) for t in gold.tags[note.note_id] if t.label == "KEEP"]
        found: list[Redaction] = []
        for m in pattern.finditer(note.text) if pattern else ():
            if not any(a < m.end() and m.start() < b for a, b in keep):
                kind, token = forms.get(" ".join(m[0].split()), ("PERSON", "Person1"))
                found.append(Redaction(m.start(), m.end(), kind, token, "list"))
        redacted = _redacted(note, tuple(found))
        notes.append(redacted)
        tags[note.note_id] = tuple(
            Tag(t.label, *redacted.to_redacted(t.start, t.end), t.attributes) for t in gold.tags[note.note_id]
        )
    case = RedactedCase(gold.case.case_id, tuple(notes), people, gold.case.setting, gold.case.as_of)
    return GoldCase(case, tags, gold)


def _redacted(note: Note, found: tuple[Redaction, ...]) -> RedactedNote:
    text, at = [], 0
    for r in found:
        text += [note.text[at : r.start], r.pseudonym]
        at = r.end
    text.append(note.text[at:])
    return RedactedNote(
        note_id=note.note_id,
        text="".join(text),
        redactions=found,
        date=note.date,
        recorded=note.recorded,
        type=note.type,
        author_role=note.author_role,
        seen=note.seen,
        seen_alone=note.seen_alone,
        bedroom_seen=note.bedroom_seen,
    )


def _families(bank: GoldFile) -> Iterator[GoldCase]:
    families: dict[str, list[Note]] = {}
    for note in bank.case.notes:
        families.setdefault(note.note_id.partition("-")[0], []).append(note)
    for family, notes in families.items():
        ids = {n.note_id for n in notes}
        known = {t.attributes["id"] for n in ids for t in bank.tags[n] if "id" in t.attributes}
        setting = bank.case.setting
        people = {
            token: role
            for n in notes
            for token in re.findall(r"\b[A-Z][A-Za-z]+\d*\b", n.text)
            if (role := taxonomy.role_of_pseudonym().get(re.sub(r"\d+$", "", token)))
        }
        case = CaseFile(f"{bank.case.case_id}-{family}", tuple(notes), (), setting)
        part = GoldFile(
            case=case,
            tags={n: bank.tags[n] for n in ids},
            discrepancies=tuple(d for d in bank.discrepancies if d[0] in known and d[1] in known),
            consistent=tuple(c for c in bank.consistent if c[0] in known and c[1] in known),
            is_bank=True,
        )
        redacted = RedactedCase(case.case_id, tuple(_redacted(n, ()) for n in notes), people, setting)
        yield GoldCase(redacted, dict(part.tags), part)
