"""Parquet: the same columns and kinds; a column of numbers that are somebody's becomes one of text."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from analyser.errors import UnreadableInput
from analyser.ingest import limits
from analyser.rewrite.pieces import Edit, Policy
from analyser.rewrite.records import Records

LARGEST = 200 * limits.MiB


class Columnar(Records):
    """Rows as records; written with the schema that was read, where the values still fit it."""

    def __init__(self, table: Any, policy: Policy) -> None:
        self._schema = table.schema
        super().__init__(table.to_pylist(), policy, ".parquet", None, False)

    def write(self, edits: Sequence[Sequence[Edit]]) -> bytes:
        import pyarrow as pa
        import pyarrow.parquet as pq

        rows = self.change(edits)
        fields = []
        names = list(rows[0]) if rows else self._schema.names
        for name, field in zip(names, self._schema, strict=True):
            values = [row[name] for row in rows]
            try:
                pa.array(values, field.type)
                kind = field.type
            except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError):
                kind = pa.string()
                for row in rows:
                    row[name] = None if row[name] is None else str(row[name])
            fields.append(pa.field(name, kind))
        out = io.BytesIO()
        pq.write_table(pa.Table.from_pylist(rows, schema=pa.schema(fields)), out, compression="zstd")
        return out.getvalue()


def read(path: Path, policy: Policy) -> Columnar:
    import pyarrow.parquet as pq

    if path.stat().st_size > LARGEST:
        raise UnreadableInput(f"is larger than {LARGEST // limits.MiB} MB; give it as tables with --format parquet.")
    with pq.ParquetFile(path) as file:
        if sum(file.metadata.row_group(i).total_byte_size for i in range(file.metadata.num_row_groups)) > 5 * LARGEST:
            raise UnreadableInput("unpacks to more than fits in memory; give it as tables with --format parquet.")
        return Columnar(file.read(), policy)
