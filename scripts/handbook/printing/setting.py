"""Setting pieces with Typst: run as ``python -m handbook.printing.setting`` by a process that waits for it.

It is a separate process so that the memory for the pieces is freed when it ends.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, NamedTuple

STANDARDS: list[Any] = ["ua-1", "a-2a"]
#: A Typst query for the positions of a piece's marks, in points from the top left, and the page on which the piece ends.
_ASK = """{(
  a: query(<a>).map(m => { let p = m.location().position(); (m.value, p.page, calc.round(p.x.pt(), digits: 1), calc.round(p.y.pt(), digits: 1)) }),
  n: query(<end>).map(m => m.location().page()),
)}"""


class Job(NamedTuple):
    """A piece to set: the Typst file, the PDF, the file for its marks (empty: none), the folders of fonts, whether its PDF is tagged."""

    source: str
    target: str
    marks: str
    fonts: tuple[str, ...]
    tagged: bool = True


class SettingError(Exception):
    """Typst rejected a text; ``args`` are its diagnostic and the file."""


def set_piece(job: Job) -> None:
    """Compile one piece.

    Raises:
        SettingError: Typst rejects the text.
        OSError: the PDF cannot be written.
    """
    import typst

    compiler = typst.Compiler(job.source, ignore_system_fonts=True, font_paths=list(job.fonts))
    try:
        compiler.compile(output=job.target, pdf_standards=STANDARDS if job.tagged else STANDARDS[1:])
        if job.marks:
            Path(job.marks).write_text(compiler.eval(_ASK), encoding="utf-8")
    except typst.TypstError as error:
        raise SettingError(str(getattr(error, "diagnostic", "") or error), job.source) from None


def main() -> int:
    """Set the piece of each line of standard input; answer with a line of JSON on standard output, which is ``{}`` or an error."""
    for line in sys.stdin:
        print(json.dumps(_answer(Job(**json.loads(line)))), flush=True)
    return 0


def _answer(job: Job) -> dict[str, Any]:
    try:
        set_piece(job)
    except SettingError as error:
        return {"refused": error.args[0]}
    except OSError as error:
        return {"errno": error.errno, "said": str(error)}
    return {}


if __name__ == "__main__":
    sys.exit(main())
