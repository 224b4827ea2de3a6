"""Files of any format given back with names masked, in the same format where that can be done safely.

A unit (the papers of one folder, or tables that belong together) is read, its pieces are redacted case by case as notes
are, written, read once more, and put in place only when nothing that was masked is left in it.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from analyser import ingest
from analyser.analysis import guarded
from analyser.dates.shift import shift_case
from analyser.errors import UnreadableInput
from analyser.ingest.sources import Source, Unit
from analyser.model import CaseFile, Note, Problem
from analyser.redact.case import redact_with_registry
from analyser.redact.profile import Profile
from analyser.results.folder import MANIFEST, held, place, put
from analyser.results.formats import harmless
from analyser.results.manifest import Manifest
from analyser.results.tables import around
from analyser.rewrite.by_case import CasePieces, UnitCases
from analyser.rewrite.carriers import Names, carrier
from analyser.rewrite.cells import is_code, is_term
from analyser.rewrite.checking import telling, why_withheld
from analyser.rewrite.edits import edits_of
from analyser.rewrite.pieces import Carrier, Piece, Policy
from analyser.scale import Progress, checked, now, profile_of

if TYPE_CHECKING:
    from analyser.redact.vault.store import Vault

RESIDUE = "residue.csv"


@dataclass(slots=True)
class Redacted:
    """What was written. ``named`` pairs what the user gave with what it is called now: for the screen only."""

    manifest: Manifest
    files: list[dict[str, object]] = field(default_factory=list)
    named: list[tuple[str, str]] = field(default_factory=list)
    residue: list[tuple[str, ...]] = field(default_factory=list)


def redact_files(
    paths: Sequence[Path | str],
    out: Path | str,
    *,
    mapping: Mapping[str, str] | None = None,
    allow_residue: bool = False,
    profile: Profile | None = None,
    vault: Vault | None = None,
    progress: Progress | None = None,
) -> Redacted:
    """Redacts files and gives them back, with ``residue.csv`` for a human check and ``manifest.json``.

    Args:
        paths: files and folders of any format that ``analyser.ingest`` reads.
        out: where they go; each keeps its name only where that names nobody. What an earlier run put there is
            replaced, and left alone where no case could be read.
        mapping: our column name -> the input's.
        allow_residue: publish also what may still hold personal data.
        profile: how each kind of personal data is treated.
        vault: open; keeps who stands behind each pseudonym, and what each file was called.
        progress: called with cases, pieces and words done so far.

    Limits:
        PDF comes back as text, RTF and old workbooks without their layout; pictures are emptied, attachments left out.
        A unit is held in memory; tables over 200 MB are for ``analyser redact --format csv``.

    Raises:
        WrongCall: an input that is not there, an output that cannot be written, dates to be shifted without a vault.
    """
    sources, target = checked(paths, out)
    profile = profile_of(profile, vault, target)
    allow_residue = allow_residue or profile.residue == "allow"
    manifest = Manifest("same", {"allow_residue": allow_residue, "redaction": profile.settings()})
    manifest.vault = vault.id if vault else ""
    manifest.started = now()
    done = Redacted(manifest)
    run = _Run(target, profile, vault, mapping, allow_residue, done)
    with held(target):
        for left in (*target.rglob(".check.*"), *target.rglob(".*.part")):
            left.unlink(missing_ok=True)  # of a run that was killed
        _redact_units(run, sources, mapping, progress)
    return done


def _redact_units(
    run: _Run, sources: Sequence[Path], mapping: Mapping[str, str] | None, progress: Progress | None
) -> None:
    done, manifest, vault, target = run.done, run.done.manifest, run.vault, run.target
    words = 0
    for unit, items in ingest.read_units(sources, mapping=mapping):
        cases: list[CaseFile] = []
        for item in items:
            if isinstance(item, Problem):
                manifest.problems.append(item)
            else:
                cases.append(item)
        if unit is None:
            continue
        run.unit(unit, cases)
        words += sum(len(n.text.split()) for c in cases for n in c.notes)
        if vault is not None:
            vault.save()
        if progress:
            progress(manifest.cases, manifest.rows["pieces"], words)
    manifest.finished = now()
    if not manifest.cases and (target / MANIFEST).is_file():
        manifest.earlier_kept = True
        return
    _take_out(target, done)
    _write_residue(target / RESIDUE, done.residue)
    said = manifest.as_dict() | {"files": done.files}
    put(target / MANIFEST, json.dumps(said, ensure_ascii=False, indent=1) + "\n")


class _Run:
    def __init__(
        self,
        target: Path,
        profile: Profile,
        vault: Vault | None,
        mapping: Mapping[str, str] | None,
        allow: bool,
        done: Redacted,
    ) -> None:
        self.target, self.profile, self.vault, self.mapping = target, profile, vault, mapping
        self.allow, self.done = allow, done
        self.names = Names()

    def unit(self, unit: Unit, cases: Sequence[CaseFile]) -> None:
        """Reads, redacts and writes the files of one unit."""
        group = UnitCases(cases, self.vault)
        for file in cases:
            self.done.manifest.warn(group.id_of(file.case_id), file.warnings)
        shift = group.shift if self.profile.dates == "shift" else None
        policy = Policy(self.profile.pictures == "keep", shift=shift, mapping=self.mapping)
        read: list[tuple[Source, Carrier, list[tuple[CasePieces, int]]]] = []
        for source in unit.files:
            try:
                found = carrier(source.path, policy)
            except UnreadableInput as error:
                said = (p for p in self.done.manifest.problems if p.path == source.shown)
                if all(p.row is not None or p.field for p in said):  # of rows, not of the whole file
                    self._problem(source, error.message)
                continue
            read.append((source, found, [group.take(p) for p in found.pieces]))
        if not read:
            return
        for case in group.all():
            fault = self._redact(case)
            if fault:
                for source, _, taken in read:
                    if any(c is case for c, _ in taken):
                        self._problem(source, fault)
                read = [r for r in read if not any(c is case for c, _ in r[2])]
        single = cases[0].case_id if len(cases) == 1 else ""
        for source, found, taken in read:
            self._write(source, found, taken, group.id_of(single), policy)
        self.done.manifest.cases += len(cases)
        for case in group.all():
            if self.vault is not None and case.memory is not None and case.redacted is not None:
                self.vault.keep(case.memory)
                self.done.manifest.links[case.memory.case_id] = case.memory.link

    def _redact(self, case: CasePieces) -> str:
        """Redacts the pieces of one case; gives why that failed, or an empty string."""
        last = max((n.date for n in case.case.notes if n.date), default=case.case.as_of)
        notes = tuple(
            Note(f"p{i}", "" if is_term(p) or is_code(p) else p.text, p.date or last) for i, p in enumerate(case.pieces)
        )
        file = replace(case.case, notes=notes, people=(*case.case.people, *case.people))
        if case.memory is not None:
            file = replace(file, case_id=case.memory.case_id)
        done = guarded(lambda: redact_with_registry(file, self.profile, case.memory))
        if done.value is None:
            self.done.manifest.refused += done.refused
            return done.fault
        case.redacted, case.registry = done.value
        for note, new in zip(notes, case.redacted.notes, strict=True):
            case.surfaces |= {
                surface
                for r in new.redactions
                if r.pseudonym != (surface := note.text[r.start : r.end]) and telling(surface)
            }
        if self.profile.dates == "shift" and case.memory is not None:
            case.redacted = shift_case(case.redacted, case.memory.shift_days())
        return ""

    def _write(
        self, source: Source, found: Carrier, taken: Sequence[tuple[CasePieces, int]], case_id: str, policy: Policy
    ) -> None:
        manifest = self.done.manifest
        days = policy.shift(case_id) if policy.shift and case_id else 0
        name = self.names.take(source.shown, found.suffix, case_id, days if policy.shift else None)
        manifest.warn(name, found.warnings)
        masked = [edits_of(p, c, n, self.profile, self.allow) for p, (c, n) in zip(found.pieces, taken, strict=True)]
        manifest.withheld += sum(withheld for _, withheld in masked)
        edits = [edits for edits, _ in masked]
        for piece, (case, number) in zip(found.pieces, taken, strict=True):
            self._note_residue(name, piece, case, number)
        # Whatever a format trips over, the words of the file are in the fault: only its kind goes on.
        made = guarded(lambda: found.write(edits))
        if made.value is None:
            self._problem(source, made.fault)
            return
        data = made.value
        cases = list({id(c): c for c, _ in taken}.values())
        with place(self.target / name) as part:
            aside = part.with_name(f".check{found.suffix}")
            try:
                aside.write_bytes(data)
                seen = guarded(lambda: "" if self.allow else why_withheld(aside, data, policy, cases))
            finally:
                aside.unlink(missing_ok=True)
            left = "it could not be read again" if seen.value is None else seen.value
            part.write_bytes(b"" if left else data)
        if left:
            (self.target / name).unlink()
            manifest.refused += 1
            self._problem(source, f"was redacted and then withheld: {left}. Look at {RESIDUE}, or use --allow-residue.")
            return
        count = sum(map(len, edits))
        manifest.rows["files"] += 1
        manifest.rows["pieces"] += len(edits)
        manifest.rows["redactions"] += count
        digest = hashlib.sha256(data).hexdigest()
        self.done.files.append({"path": name, "case_id": case_id, "sha256": digest, "masked": count})
        self.done.named.append((source.shown, name))
        for memory in (c.memory for c in cases):
            if memory is not None and case_id == memory.case_id:
                memory.files[name] = source.shown

    def _note_residue(self, name: str, piece: Piece, case: CasePieces, number: int) -> None:
        assert case.redacted is not None
        note = case.redacted.notes[number]
        for r in case.redacted.residue:
            if r.note_id != note.note_id:
                continue
            context = around(note.text, r.start, r.end)
            self.done.residue.append((name, piece.place, r.type, r.why, context))
            self.done.manifest.residue += 1

    def _problem(self, source: Source, message: str) -> None:
        problem = Problem(source.shown, message)
        if problem not in self.done.manifest.problems:
            self.done.manifest.problems.append(problem)


def _earlier(target: Path) -> dict[str, str]:
    """What an earlier run put into the folder: path -> hash."""
    try:
        said = json.loads((target / MANIFEST).read_text(encoding="utf-8"))
        return {f["path"]: f["sha256"] for f in said["files"]} if said["format"] == "same" else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _take_out(target: Path, done: Redacted) -> None:
    """Takes out what an earlier run put there and this one did not: its pseudonyms would stand beside others."""
    written = {f["path"] for f in done.files}
    removed = 0
    for name, digest in _earlier(target).items():
        path = target / name
        if name in written or not path.is_file() or not path.resolve().is_relative_to(target.resolve()):
            continue
        if hashlib.sha256(path.read_bytes()).hexdigest() == digest:
            path.unlink()
            removed += 1
    if removed:
        done.manifest.warnings.append(f"{removed} files of an earlier run were taken out of the folder.")


def _write_residue(path: Path, rows: Sequence[tuple[str, ...]]) -> None:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("file", "place", "type", "why", "context"))
    writer.writerows([harmless(c) for c in row] for row in rows)
    put(path, "\ufeff" + out.getvalue())
