"""Read other people's documents in a separate process, with bounds on time and memory.

A small file can hold very large content, in more ways than can be checked beforehand.  A process that waits for the
result runs this as ``python -m handbook.adding.bounded_process pdf SECONDS BYTES``.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from handbook import programs
from handbook.adding import documents
from handbook.adding.declared import Declared
from handbook.adding.documents import DocumentError

Read = tuple[list[str], Declared, tuple[str, ...]]
_READERS: dict[str, Callable[[bytes], Read]] = {"pdf": documents.pdf, "docx": documents.docx}
#: The bounds for one document: seconds of processor time, bytes of memory (where the system bounds them), seconds of waiting.
SECONDS, BYTES, WAITING = 20, 1_000_000_000, 60
_TOO_MUCH = 3


def read(kind: str, raw: bytes) -> Read:
    """The paragraphs of a document, what it declares of itself, and notes on what was left out.

    Raises:
        DocumentError: it cannot be read, or takes too long or too much memory.
        RuntimeError: a defect of the handbook; the message is the error output of the process.
    """
    command = programs.python(__name__, kind, str(SECONDS), str(BYTES))
    try:
        completed = subprocess.run(
            command,
            input=raw,
            capture_output=True,
            timeout=WAITING,
            check=False,
            env=programs.environment(PYTHONUTF8="1"),
        )
    except subprocess.TimeoutExpired:
        raise _too_much() from None
    # Ended by a bound, or by a library that simply stops when its memory runs out.
    if completed.returncode < 0 or completed.returncode == _TOO_MUCH or (completed.returncode and not completed.stderr):
        raise _too_much()
    if completed.returncode:
        raise RuntimeError(completed.stderr.decode("utf-8", "replace"))
    answer = json.loads(completed.stdout)
    if "what" in answer:
        raise DocumentError(answer["what"], answer["mend"])
    declared: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in answer["declared"].items()}
    return answer["paragraphs"], Declared(**declared), tuple(answer["notes"])


def _too_much() -> DocumentError:
    return DocumentError("a document that takes too long, or too much memory, to read")


def _bound(seconds: int, max_bytes: int) -> None:
    """Bound this process, as far as the system allows."""
    try:
        import resource
    except ImportError:  # Windows: there only the time of waiting is bounded.
        return
    for resource_kind, bound in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, max_bytes),
        (resource.RLIMIT_CORE, 0),
    ):
        _soft, hard = resource.getrlimit(resource_kind)
        soft_bound = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
        resource.setrlimit(resource_kind, (soft_bound, hard))


def main(kind: str, seconds: str, max_bytes: str) -> int:
    """Read the document on standard input, and print its content, or what is wrong with it, as JSON."""
    raw = sys.stdin.buffer.read()
    _bound(int(seconds), int(max_bytes))
    try:
        paragraphs, declared, notes = _READERS[kind](raw)
        # Unpaired surrogates, which a document can have, go through JSON unchanged.
        answer = json.dumps({"paragraphs": paragraphs, "declared": asdict(declared), "notes": notes})
    except DocumentError as error:
        answer = json.dumps({"what": error.what, "mend": error.mend})
    except MemoryError:
        return _TOO_MUCH
    print(answer)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
