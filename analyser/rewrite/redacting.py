"""Files of any format given back with names masked, in the same format where that can be done safely.

A unit (the papers of one folder, or tables that belong together) is read, its pieces are redacted case by case as notes
are, written, read once more, and put in place only when nothing that was masked is left in it.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from analyser import ingest
from analyser.analysis import guarded
from analyser.dates.shift import UNKNOWN, shift_case, shift_text
from analyser.errors import ResultsBusy, UnreadableInput, WrongCall
from analyser.ingest.ids import safe_id
from analyser.ingest.names import author, is_name
from analyser.ingest.sources import Source, Unit
from analyser.model import CaseFile, Note, Person, Problem, RedactedCase
from analyser.redact.case import WITHHELD, redact_with_registry
from analyser.redact.lexicon import fold
from analyser.redact.profile import Profile
from analyser.redact.registry import Registry
from analyser.redact.replacing import age
from analyser.redact.verify import scan_output
from analyser.results.folder import LOCK, MANIFEST, place, private, put
from analyser.results.formats import harmless
from analyser.results.manifest import Manifest
from analyser.results.tables import around
from analyser.rewrite.carriers import Names, carrier
from analyser.rewrite.mail import NOBODY
from analyser.rewrite.packed import NOWHERE
from analyser.rewrite.pieces import Carrier, Edit, Piece, Policy
from analyser.scale import Progress, checked, now, profile_of
from analyser.taxonomy import note_types, roles

if TYPE_CHECKING:
    from analyser.redact.vault.content import CaseMemory
    from analyser.redact.vault.store import Vault

RESIDUE = "residue.csv"
MASKED = "[masked]"
_CODE = re.compile(r"[a-z][a-z\d]*(?:[_ -][a-z\d]+)*|[a-z]+(?:[A-Z][a-z]+)+")  # headings of a program: case_id, caseId


@dataclass(slots=True)
class _Case:
    """The pieces of one case, as notes that are not repeated."""

    case: CaseFile
    memory: CaseMemory | None
    numbers: dict[tuple[str, object, str], int] = field(default_factory=dict)
    pieces: list[Piece] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    known: set[str] = field(default_factory=set)  # names of the list and of cells, folded
    redacted: RedactedCase | None = None
    registry: Registry | None = None
    surfaces: set[str] = field(default_factory=set)

    def number(self, piece: Piece) -> int:
        key = (piece.text, piece.date, piece.kind)
        if key not in self.numbers:
            self.numbers[key] = len(self.pieces)
            self.pieces.append(piece)
        return self.numbers[key]


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
        out: where they go; each keeps its name only where that names nobody.
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
    with _held(target):
        _redact_units(run, sources, mapping, progress)
    return done


@contextmanager
def _held(target: Path) -> Iterator[None]:
    """The output folder, for this run alone; what a run that was killed left half-written goes."""
    from filelock import FileLock, Timeout

    with private():
        try:
            target.mkdir(parents=True, exist_ok=True, mode=0o700)
        except (FileExistsError, PermissionError):
            raise WrongCall(f"{target} cannot be written, or is a file; give another folder.") from None
        lock = FileLock(target / LOCK, timeout=0, mode=0o600)
        try:
            lock.acquire()
        except Timeout:
            raise ResultsBusy(f"another run is writing {target}; wait for it or choose another folder.") from None
        try:
            for left in (*target.rglob(".check.*"), *target.rglob(".*.part")):
                left.unlink(missing_ok=True)
            yield
        finally:
            lock.release()


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
                manifest.warnings += list(item.warnings)
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
        group = _Group(cases, self.vault, self.profile)
        shift = group.shift if self.profile.dates == "shift" else None
        policy = Policy(self.profile.pictures == "keep", shift=shift, mapping=self.mapping)
        read: list[tuple[Source, Carrier, list[tuple[_Case, int]]]] = []
        for source in unit.files:
            try:
                found = carrier(source.path, policy)
            except UnreadableInput as error:
                if not any(p.path == source.shown for p in self.done.manifest.problems):
                    self._problem(source, error.message)
                continue
            read.append((source, found, [group.take(p) for p in found.pieces]))
            self.done.manifest.warnings += list(found.warnings)
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

    def _redact(self, case: _Case) -> str:
        """Redacts the pieces of one case; gives why that failed, or an empty string."""
        last = max((n.date for n in case.case.notes if n.date), default=case.case.as_of)
        notes = tuple(
            Note(f"p{i}", "" if _is_term(p) else p.text, p.date or (last if p.kind != "text" else None))
            for i, p in enumerate(case.pieces)
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
                if r.pseudonym != (surface := note.text[r.start : r.end]) and _telling(surface)
            }
        if self.profile.dates == "shift" and case.memory is not None:
            case.redacted = shift_case(case.redacted, case.memory.shift_days())
        return ""

    def _edits(self, piece: Piece, case: _Case, number: int, shown: str) -> list[Edit]:
        assert case.redacted is not None
        note = case.redacted.notes[number]
        whole = [(0, len(piece.text))]
        days = case.memory.shift_days() if self.profile.dates == "shift" and case.memory is not None else 0
        if piece.kind == "case" or _is_term(piece):
            return []
        if piece.kind == "day":
            new = shift_text(piece.text, None, days)[0] if days else piece.text
            return [] if not days else [(*whole[0], new if new != piece.text else UNKNOWN)]
        if piece.kind == "born":
            day = piece.date or max((n.date for n in case.case.notes if n.date), default=case.case.as_of)
            return [(*whole[0], (age(piece.text, day, self.profile) if self._ages else "") or MASKED)]
        if note.note_id in case.redacted.withheld and not self.allow:
            self.done.manifest.withheld += 1
            return [(*whole[0], WITHHELD)]
        if piece.kind == "heading" and _CODE.fullmatch(piece.text.strip()):
            return []
        edits = [(r.start, r.end, r.pseudonym) for r in note.redactions]
        left = re.sub(r"\W", "", "".join(piece.text[a:b] for a, b in _between(edits, len(piece.text))))
        if piece.kind == "link":
            return [(*whole[0], NOWHERE)] if edits else []
        if piece.kind in ("id", "number"):
            if piece.kind == "number" and not edits:
                return []
            return edits if edits and not left else [(*whole[0], edits[0][2] if edits else MASKED)]
        if piece.kind == "name" and not edits and author(piece.text).name:
            return [(*whole[0], MASKED)]
        return edits

    @property
    def _ages(self) -> bool:
        return self.profile.birth_dates != "mask"

    def _write(
        self, source: Source, found: Carrier, taken: Sequence[tuple[_Case, int]], case_id: str, policy: Policy
    ) -> None:
        manifest = self.done.manifest
        name = self.names.take(source.shown, found.suffix, case_id)
        edits = [self._edits(p, c, n, name) for p, (c, n) in zip(found.pieces, taken, strict=True)]
        for piece, (case, number) in zip(found.pieces, taken, strict=True):
            self._note_residue(name, piece, case, number)
        # Whatever a format trips over, the words of the file are in the fault: only its kind goes on.
        made = guarded(lambda: found.write(edits))
        if made.value is None:
            self._problem(source, made.fault)
            return
        data = made.value
        with place(self.target / name) as part:
            aside = part.with_name(f".check{found.suffix}")
            try:
                aside.write_bytes(data)
                seen = guarded(lambda: self._left(aside, data, policy, taken) if not self.allow else [])
            finally:
                aside.unlink(missing_ok=True)
            left = ["it could not be read again"] if seen.value is None else seen.value
            part.write_bytes(b"" if left else data)
        if left:
            (self.target / name).unlink()
            manifest.refused += 1
            self._problem(
                source, f"was redacted and then withheld: {left[0]}. Look at {RESIDUE}, or use --allow-residue."
            )
            return
        count = sum(map(len, edits))
        manifest.rows["files"] += 1
        manifest.rows["pieces"] += len(edits)
        manifest.rows["redactions"] += count
        digest = hashlib.sha256(data).hexdigest()
        self.done.files.append({"path": name, "case_id": case_id, "sha256": digest, "masked": count})
        self.done.named.append((source.shown, name))
        for memory in {id(c): c.memory for c, _ in taken}.values():
            if memory is not None and case_id == memory.case_id:
                memory.files[name] = source.shown

    def _left(self, path: Path, data: bytes, policy: Policy, taken: Sequence[tuple[_Case, int]]) -> list[str]:
        """Why a written file may not be published: it is read again, and its every part is looked through."""
        again = carrier(path, replace(policy, shift=None))
        cases = {id(c): c for c, _ in taken}.values()
        by_text: dict[str, list[_Case]] = {}
        for piece in again.pieces:
            code = piece.kind == "heading" and _CODE.fullmatch(piece.text.strip())
            if piece.kind == "case" or code or _is_term(piece):
                continue
            known = [c for c in cases if piece.case and _same(piece.case, c)] or list(cases)
            if len(known) == 1:
                by_text.setdefault(piece.text, known)
        hits = 0
        for text, known in by_text.items():
            for case in known:
                if case.registry is not None and text != WITHHELD:
                    hits += scan_output(text.replace(NOBODY, ""), case.registry)
        if hits:
            return [f"{hits} known names or numbers still stand in its text"]
        wanted = {_squeezed(s) for c in cases for s in c.surfaces}
        raw = _squeezed(_everything(data))
        words = set(re.findall(r"\w+", raw))  # most names are not there at all: that is cheap to see
        hidden = sum(words.issuperset(re.findall(r"\w+", s)) and s in raw for s in wanted)
        return [f"{hidden} masked values still stand somewhere in the file"] if hidden else []

    def _note_residue(self, name: str, piece: Piece, case: _Case, number: int) -> None:
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


class _Group:
    """The cases of a unit, and which of them a piece belongs to."""

    def __init__(self, cases: Sequence[CaseFile], vault: Vault | None, profile: Profile) -> None:
        self._vault = vault
        self._cases: dict[str, _Case] = {}
        self._found: dict[str, _Case] = {}
        for case in cases:
            memory = deepcopy(vault.claim(case)) if vault else None
            self._cases[case.case_id] = _Case(case, memory)
        people = tuple(dict.fromkeys(p for c in cases for p in c.people))
        self._only = next(iter(self._cases.values())) if len(self._cases) == 1 else None
        self._loose = _Case(CaseFile("loose", (), people), None)
        self._lines = {
            line.strip(): n.date
            for c in cases
            for n in c.notes
            if n.date
            for line in n.text.split("\n")
            if line.strip()
        }

    def all(self) -> list[_Case]:
        return [c for c in (*self._cases.values(), self._loose) if c.pieces]

    def id_of(self, case_id: str) -> str:
        """The id under which a case goes on."""
        case = self._cases.get(case_id)
        return case_id if case is None or case.memory is None else case.memory.case_id

    def of(self, raw: str) -> _Case:
        if raw not in self._found:
            wanted = safe_id(raw)
            # A second case of the same id got a suffix.
            suffixed = (c for k, c in self._cases.items() if wanted and k.startswith(wanted + "-") and _same(raw, c))
            found = self._cases.get(wanted) or next(suffixed, None)
            self._found[raw] = found or self._only or self._loose
        return self._found[raw]

    def shift(self, raw: str) -> int:
        memory = self.of(raw).memory
        return memory.shift_days() if memory is not None else 0

    def take(self, piece: Piece) -> tuple[_Case, int]:
        case = self.of(piece.case)
        if piece.date is None and piece.kind == "text":
            first = next((line.strip() for line in piece.text.split("\n") if line.strip()), "")
            day = self._lines.get(first)
            piece = replace(piece, date=day) if day else piece
        if piece.kind == "name" or (piece.kind == "somebody" and is_name(piece.text)):
            who = author(piece.text)
            case.known = case.known or {fold(p.name) for p in case.case.people}
            if who.name and fold(who.name) not in case.known:
                case.known.add(fold(who.name))
                case.people.append(Person(who.role or "other", who.name))
        return case, case.number(piece)


def _is_term(piece: Piece) -> bool:
    """Whether a cell holds a word of our own closed lists: "home_visit_announced" is nobody's name on a platform."""
    word = piece.text.strip()
    return piece.kind in ("text", "plain", "somebody") and (word in note_types() or word in roles())


def _same(raw: str, case: _Case) -> bool:
    wanted = safe_id(raw)
    return case.case.case_id == wanted or re.fullmatch(re.escape(wanted) + r"-\d+", case.case.case_id) is not None


def _between(edits: Sequence[Edit], length: int) -> list[tuple[int, int]]:
    starts = [0, *(e[1] for e in edits)]
    return list(zip(starts, [*(e[0] for e in edits), length], strict=True))


def _telling(surface: str) -> bool:
    """A masked value that cannot stand in a file by chance."""
    digits = sum(c.isdigit() for c in surface)
    return digits >= 6 or "@" in surface or (" " in surface.strip() and len(surface) > 8)


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).casefold().strip()


def _everything(data: bytes) -> str:
    """All text of a file, whatever part it stands in, with and without what marks it up."""
    parts = [data]
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [archive.read(i) for i in archive.infolist()]
    texts = [p.decode("utf-8", errors="replace") for p in parts]
    return "\n".join([*texts, *(re.sub(r"<[^>]*>", "", t) for t in texts)])


def _write_residue(path: Path, rows: Sequence[tuple[str, ...]]) -> None:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("file", "place", "type", "why", "context"))
    writer.writerows([harmless(c) for c in row] for row in rows)
    put(path, "\ufeff" + out.getvalue())
