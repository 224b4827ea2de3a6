"""JSON and JSON Lines: the same structure, order and kinds of value; keys are read too."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from analyser.errors import UnreadableInput
from analyser.ingest import limits
from analyser.ingest.text import clean, decode
from analyser.rewrite.cells import Columns, columns_of
from analyser.rewrite.pieces import Edit, Piece, Policy, edited

LARGEST = 200 * limits.MiB
_DEEPEST = 60
_LONG = 1_000_000  # numbers from here may be somebody's


class Records:
    def __init__(self, data: Any, policy: Policy, suffix: str, indent: int | None, lines: bool) -> None:
        self.suffix = suffix
        self.warnings: tuple[str, ...] = ()
        self._holder = [data]
        self._indent, self._lines = indent, lines
        self._policy = policy
        self._columns: dict[tuple[str, ...], Columns] = {}
        self.pieces: list[Piece] = []
        self._puts: list[Callable[[str], None]] = []
        self._keys: list[tuple[dict[str, Any], str, int]] = []
        self._typed: list[tuple[Callable[[Any], None], dt.date, str]] = []  # days that are no text (Parquet)
        self._walk(data, self._set(self._holder, 0), "", None, "", "text", 0)

    def _walk(
        self, value: Any, put: Callable[[Any], None], case: str, day: dt.date | None, place: str, kind: str, deep: int
    ) -> None:
        if deep > _DEEPEST:
            raise UnreadableInput("is nested deeper than a record would be; export it again.")
        if isinstance(value, dict):
            headings = tuple(map(str, value))
            columns = self._columns.get(headings)
            if columns is None:
                columns = self._columns[headings] = columns_of(place, headings, self._policy.mapping)
            cells = [v if not isinstance(v, (dict, list)) else None for v in value.values()]
            case, day = columns.case(cells) or case, columns.day(cells) or day
            for at, (key, inner) in enumerate(list(value.items())):
                where = f"{place}.{key}" if len(place) < 200 else place
                if any(c.isupper() or c == " " or c.isdigit() for c in key):
                    self._keys.append((value, key, len(self.pieces)))
                    self.pieces.append(Piece(clean(key), "a key", "heading"))
                    self._puts.append(lambda text: None)
                self._walk(inner, self._set(value, key), case, day, where, columns.kinds[at], deep + 1)
        elif isinstance(value, list):
            for at, inner in enumerate(value):
                self._walk(inner, self._set(value, at), case, day, f"{place}[{at}]", kind, deep + 1)
        elif isinstance(value, str) and value.strip():
            self._add(Piece(clean(value), place, kind, case, day), put)
        elif isinstance(value, dt.date) and kind == "born":
            self._add(Piece(value.isoformat()[:10], place, kind, case, day), put)
        elif isinstance(value, dt.date):
            self._typed.append((put, value, case))
        elif (
            isinstance(value, (int, float))
            and not isinstance(value, bool)
            and (abs(value) >= _LONG or kind in ("id", "born"))
        ):
            self._add(Piece(str(value), place, kind if kind != "text" else "number", case, day), put)

    def _add(self, piece: Piece, put: Callable[[str], None]) -> None:
        self.pieces.append(piece)
        self._puts.append(put)

    @staticmethod
    def _set(holder: Any, key: Any) -> Callable[[Any], None]:
        def put(value: Any) -> None:
            holder[key] = value

        return put

    def change(self, edits: Sequence[Sequence[Edit]]) -> Any:
        """The data with its edits in."""
        for piece, put, own in zip(self.pieces, self._puts, edits, strict=True):
            new = edited(piece.text, own)
            if own or piece.kind not in ("number", "id", "born"):
                put(new)
        for holder, key, number in reversed(self._keys):
            new = edited(self.pieces[number].text, edits[number])
            if new != key:
                items = [(new if k == key else k, v) for k, v in holder.items()]
                holder.clear()
                holder.update(items)
        for put, day, case in self._typed:
            put(day + dt.timedelta(days=self._policy.shift(case) if self._policy.shift else 0))
        return self._holder[0]

    def write(self, edits: Sequence[Sequence[Edit]]) -> bytes:
        self.change(edits)
        if self._lines:
            text = "".join(json.dumps(r, ensure_ascii=False, separators=(",", ":")) + "\n" for r in self._holder[0])
        else:
            text = json.dumps(self._holder[0], ensure_ascii=False, indent=self._indent) + "\n"
        return text.encode("utf-8")


def read(path: Path, policy: Policy) -> Records:
    text = decode(limits.load(path, LARGEST))
    suffix = path.suffix.lower()
    try:
        if suffix == ".json":
            try:
                return Records(json.loads(text), policy, suffix, 1 if "\n" in text.strip() else None, False)
            except json.JSONDecodeError:
                if "\n" not in text.strip():
                    raise
        rows = [json.loads(line) for line in text.split("\n") if line.strip()]
        return Records(rows, policy, suffix, None, True)
    except (ValueError, RecursionError):
        raise UnreadableInput("is not valid JSON; export it again.") from None
