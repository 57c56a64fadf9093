"""The results of a batch as a file: JSON Lines as they are, or Parquet with the paragraphs as JSON."""

from __future__ import annotations

import io
import json

from handbook.annotating.archive import ArchiveError
from handbook.problems import Place, Problem

KINDS = ("jsonl", "parquet")
_COLUMNS = ("id", "sha256", "language", "published", "url", "error")


def unread(lines: bytes) -> int:
    """How many records of a result could not be annotated; keys are sorted, so an error comes first."""
    return sum(line.startswith(b'{"error"') for line in lines.splitlines())


def encode(lines: bytes, kind: str) -> bytes:
    """The bytes of a file of results.

    Raises:
        ArchiveError: Parquet is requested and not installed.
    """
    if kind == "jsonl":
        return lines
    try:
        import pyarrow
        import pyarrow.parquet as parquet
    except ImportError:
        problem = Problem(Place("pyarrow"), "HB100", "Parquet needs pyarrow", "pip install 'handbook-engine[annotate]'")
        raise ArchiveError(problem) from None
    rows = [json.loads(line) for line in lines.splitlines()]
    columns = {name: [str(r.get(name, "")) for r in rows] for name in _COLUMNS}
    columns["paragraphs"] = [json.dumps(r.get("paragraphs", []), ensure_ascii=False) for r in rows]
    buffer = io.BytesIO()
    parquet.write_table(pyarrow.table(columns), buffer)
    return buffer.getvalue()
