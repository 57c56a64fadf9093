"""The tables as Parquet (https://parquet.apache.org), with their meaning in the columns' metadata."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pyarrow as pa
from pyarrow import parquet as pq

from handbook.exports.tables import Row, Table


def parquet(table: Table, rows: Sequence[Row]) -> bytes:
    """A table as one file: numbers are 64 bits, everything else is text; the same rows give the same bytes."""
    fields = []
    for column, (name, meaning) in enumerate(table.columns):
        number = bool(rows) and all(isinstance(row[column], int) for row in rows)
        fields.append(pa.field(name, pa.int64() if number else pa.string(), metadata={"meaning": meaning}))
    schema = pa.schema(fields, metadata={"about": f"One row is {table.row_meaning}."})
    columns = [pa.array([row[column] for row in rows], field.type) for column, field in enumerate(fields)]
    out = io.BytesIO()
    pq.write_table(pa.table(columns, schema=schema), out, compression="zstd")
    return out.getvalue()
