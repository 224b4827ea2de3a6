"""Parquet, row group by row group."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from analyser.errors import UnreadableInput
from analyser.ingest import limits
from analyser.ingest.formats import Row, Table

_BATCH = 500


def read(path: Path) -> list[Table]:
    """The one table of the file."""
    import pyarrow.parquet as pq

    if path.stat().st_size == 0:
        raise UnreadableInput("is empty (0 bytes); export it again or leave it out.")
    with pq.ParquetFile(path) as file:
        meta = file.metadata
        largest = max((meta.row_group(i).total_byte_size for i in range(meta.num_row_groups)), default=0)
        columns = tuple(str(n) for n in file.schema_arrow.names)
    if largest > limits.ROW_GROUP:
        raise UnreadableInput("holds a row group that is too large to read; write it with smaller ones.")
    return [Table(path.stem, columns, lambda: _rows(path, columns))]


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    import pyarrow.parquet as pq

    number = 1
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=_BATCH):
            data = [column.to_pylist() for column in batch.columns]
            for cells in zip(*data, strict=True):
                number += 1
                yield Row(number, cells)
