"""Which module reads and writes which extension, and under what name a file is given back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path, PurePosixPath

from analyser.dates.shift import shift_path
from analyser.errors import UnreadableInput
from analyser.ingest import formats
from analyser.ingest.ids import is_reference
from analyser.ingest.markup import read_gold
from analyser.ingest.sources import is_branch, is_plain
from analyser.rewrite.pieces import Carrier, Edit, Piece, Policy, edited
from analyser.rewrite.shown import Shown

_READERS = {
    ".csv": "delimited.read",
    ".tsv": "delimited.read",
    ".tab": "delimited.read",
    ".xlsx": "workbook.read",
    ".xlsm": "workbook.read",
    ".xls": "workbook_values.read",
    ".xlsb": "workbook_values.read",
    ".ods": "workbook_values.read",
    ".json": "records.read",
    ".jsonl": "records.read",
    ".ndjson": "records.read",
    ".parquet": "columnar.read",
    ".txt": "plain.read",
    ".text": "plain.read",
    ".md": "plain.read",
    ".markdown": "plain.read",
    ".docx": "word.read",
    ".docm": "word.read",
    ".odt": "opendocument.read",
    ".pdf": "plain.read_pdf",
    ".rtf": "plain.read_rtf",
    ".html": "web.read",
    ".htm": "web.read",
    ".eml": "mail.read",
    ".case": "carriers.read_marked",
}
_DAY = re.compile(r"(?:19|20)\d{2}-?\d{2}-?\d{2}")


def carrier(path: Path, policy: Policy) -> Carrier:
    """A file as pieces.

    Raises:
        UnreadableInput: it cannot be read, or not in this way; the message is one clause, safe to show.
    """
    module, name = _READERS.get(path.suffix.lower(), ".").split(".")
    if not module:
        raise UnreadableInput(formats.unsupported(path))
    read = getattr(import_module(f"analyser.rewrite.{module}"), name)
    found: Carrier = formats.guarded(path, lambda: read(path, policy))
    return found if policy.whole else Shown(found)


class Marked:
    """A case file in this project's own mark-up: its notes, as Markdown; its answers are left behind."""

    suffix = ".md"
    warnings: tuple[str, ...] = ()

    def __init__(self, path: Path) -> None:
        self.pieces: list[Piece] = []
        self._heads: list[str] = []
        for note in read_gold(path).case.notes:
            self._heads.append(f"## {note.note_id} {note.type.replace(chr(95), chr(32))}".rstrip())
            self.pieces.append(Piece(note.date.isoformat() if note.date else "", f"note {note.note_id}", "day"))
            self.pieces.append(Piece(note.text, f"note {note.note_id}", "text", "", note.date))

    def write(self, edits: Sequence[Sequence[Edit]]) -> bytes:
        new = [edited(p.text, e) for p, e in zip(self.pieces, edits, strict=True)]
        notes = zip(self._heads, new[::2], new[1::2], strict=True)
        return "".join(f"{head} {day}".rstrip() + f"\n\n{text}\n\n" for head, day, text in notes).encode("utf-8")


def read_marked(path: Path, policy: Policy) -> Marked:
    return Marked(path)


class Names:
    """Names of files and folders that tell nobody who it is: those that may name somebody become a number."""

    def __init__(self) -> None:
        self._given: dict[str, str] = {}
        self._folders: dict[str, str] = {}
        self._numbers: dict[str, int] = {}

    def take(self, shown: str, suffix: str, case_id: str, days: int | None = None) -> str:
        """The path to write to, below the output folder.

        Args:
            shown: path of the source, from what the user gave.
            suffix: of what is written.
            case_id: stands for a folder that is named after somebody.
            days: by which the dates of its case are moved, so that its name does not give them away; 0 where it holds
                several cases, None where dates stay.
        """
        path = PurePosixPath(shown if days is None else shift_path(shown, days))
        folders = [self._folder(p, case_id) for p in path.parts[:-1]]
        stem = path.stem
        if not (is_reference(stem) or is_plain(stem)):
            told = "-".join(_DAY.findall(stem))
            stem = self._number("/".join(folders), "file") + (f"-{told}" if told else "")
        wanted = "/".join([*folders, stem])
        found, count = wanted, 1
        while (found + suffix).casefold() in self._given:
            count += 1
            found = f"{wanted}-{count}"
        self._given[(found + suffix).casefold()] = shown
        return found + suffix

    def _folder(self, part: str, case_id: str) -> str:
        if is_reference(part) or is_branch(part):
            return part
        if part not in self._folders:
            self._folders[part] = case_id or self._number("", "folder")
        return self._folders[part]

    def _number(self, where: str, what: str) -> str:
        key = f"{where}/{what}"
        self._numbers[key] = self._numbers.get(key, 0) + 1
        return f"{what}-{self._numbers[key]:03d}"
