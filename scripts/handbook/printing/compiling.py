"""Pieces of a book become PDF files, in processes that set one long piece or several short ones; what did not change is kept."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from importlib.util import find_spec
from itertools import zip_longest
from pathlib import Path
from typing import Any, NamedTuple

from handbook import programs
from handbook.printing.setting import Job, SettingError
from handbook.publish import write

TEMPLATE = Path(__file__).with_name("book.typ")
#: Processes at once: each holds about 100 MB.
MOST = 4
#: Bytes of text that one process sets, if it sets several pieces: those of one long piece.
TOGETHER = 320_000


class Mark(NamedTuple):
    """Where an anchor stands: its page in the piece, from 1, and its place from the top left in points."""

    name: str
    page: int
    x: float
    y: float


class Piece(NamedTuple):
    """A piece that is set: its PDF, its marks, how many pages it has."""

    path: Path
    marks: list[Mark]
    pages: int


class Workshop:
    """A folder in which pieces are set and kept, by the digest of all that decides them."""

    def __init__(self, folder: Path, meta: object, fonts: Sequence[str]) -> None:
        self.folder, self.fonts = folder, tuple(fonts)
        write(folder / "book.typ", TEMPLATE.read_bytes())
        written = json.dumps(meta, ensure_ascii=False, sort_keys=True)
        write(folder / "meta.json", written)
        files = [(path.name, path.stat().st_size) for place in fonts for path in sorted(Path(place).glob("*.ttf"))]
        around = (version("typst"), sys.version_info[:2], written, TEMPLATE.read_text(encoding="utf-8"), files)
        self._around = repr(around).encode()
        self._used: set[str] = set()

    def add(self, text: str, tagged: bool = True) -> tuple[str, Job]:
        """Put the text of a piece in place; its name and what is to be set."""
        name = hashlib.blake2b(self._around + text.encode() + bytes([tagged]), digest_size=12).hexdigest()
        write(self.folder / f"{name}.typ", text)
        self._used.add(name)
        place = str(self.folder / name)
        return name, Job(f"{place}.typ", f"{place}.pdf", f"{place}.json" if tagged else "", self.fonts, tagged)

    def set(self, jobs: Sequence[Job]) -> None:
        """Set what is not there yet.

        Raises:
            SettingError: Typst refuses a text.
            OSError: the disk refuses a file.
        """
        waiting = [job for job in dict.fromkeys(jobs) if not Path(f"{job.target}.done").is_file()]
        with ThreadPoolExecutor(min(MOST, os.cpu_count() or 1)) as pool:
            for _done in pool.map(_run, shared_out({job: Path(job.source).stat().st_size for job in waiting})):
                pass

    def piece(self, name: str) -> Piece:
        """A piece that was set."""
        place = self.folder / name
        asked = json.loads(place.with_suffix(".json").read_bytes())
        return Piece(place.with_suffix(".pdf"), [Mark(*mark) for mark in asked["a"]], max(asked["n"], default=1))

    def clear(self) -> None:
        """Remove pieces that this book does not have."""
        for path in self.folder.glob("*"):
            name = path.name.partition(".")[0]
            if re.fullmatch(r"[0-9a-f]{24}", name) and name not in self._used:
                path.unlink()


def shared_out(sizes: Mapping[Job, int]) -> list[list[Job]]:
    """Pieces shared out to processes, the longest first: one that is long has a process for itself and what little still fits.

    To start a process takes a tenth of a second; what it holds of a piece it gives back only at its end.
    """
    lots: list[tuple[int, list[Job]]] = []
    for job in sorted(sizes, key=lambda job: (-sizes[job], job.source)):
        at = next((at for at, (size, _lot) in enumerate(lots) if size + sizes[job] <= TOGETHER), None)
        if at is None:
            lots.append((sizes[job], [job]))
        else:
            size, lot = lots[at]
            lots[at] = size + sizes[job], [*lot, job]
    return [lot for _size, lot in sorted(lots, key=lambda lot: -lot[0])]


def _run(jobs: Sequence[Job]) -> None:
    """Set pieces one after the other in one process."""
    ended = subprocess.run(
        programs.python("handbook.printing.setting"),
        input="".join(json.dumps(job._asdict()) + "\n" for job in jobs),
        capture_output=True,
        text=True,
        check=False,
        env=programs.surroundings(PYTHONIOENCODING="utf-8", PYTHONUTF8="1"),
    )
    for job, answer in zip_longest(jobs, ended.stdout.splitlines()):
        if answer is None:
            reason = ended.stderr.strip() or f"Typst was ended from outside ({ended.returncode})"
            raise SettingError(reason, job.source)
        _judge(job, json.loads(answer))


def _judge(job: Job, answer: Mapping[str, Any]) -> None:
    """Note that a piece is set, or raise what hindered it."""
    if "refused" in answer:
        raise SettingError(answer["refused"], job.source)
    if answer:
        system_error = re.search(r"os error (\d+)", answer["said"])
        number = answer["errno"] or (int(system_error[1]) if system_error else errno.EIO)
        raise OSError(number, os.strerror(number), job.target)
    Path(f"{job.target}.done").touch()


def fonts(folder: Path) -> list[str]:
    """Put fonts beyond those that Typst brings into ``folder``, from packages that are installed.

    DejaVu Sans, which matplotlib ships, has Arabic, Tifinagh and N'Ko, and many symbols.  The
    package's other fonts are left alone: one of them has a box for every sign
    there is, and would hide that a sign is missing.
    """
    module = find_spec("matplotlib")
    shipped = Path(module.origin).parent / "mpl-data" / "fonts" / "ttf" if module and module.origin else None
    if shipped is None or not shipped.is_dir():
        return []
    for path in sorted(shipped.glob("DejaVuSans*.ttf")):
        write(folder / path.name, path.read_bytes())
    return [str(folder)]


def explained(error: SettingError) -> str:
    """Typst's words with the entry that they are about."""
    diagnostic, source = error.args
    lines = [line.strip() for line in diagnostic.splitlines() if line.strip()]
    first = next((line for line in lines if line.startswith("error")), lines[0] if lines else "Typst failed")
    line_number = re.search(r"\.typ:(\d+)", diagnostic)
    where = ""
    if line_number:
        text = Path(source).read_text(encoding="utf-8").splitlines()[: int(line_number[1])]
        anchors = [match for line in text for match in re.findall(r'#A\("([^".]+)"\)', line)]
        where = f"{anchors[-1]}: " if anchors else ""
    mend = (
        "no font at hand has it: pip install 'handbook-engine[fonts]' adds Arabic, Tifinagh, N’Ko and symbols"
        if "could not be displayed" in diagnostic or "glyph" in diagnostic
        else f"see the line of {source} beside it"
    )
    return f"{where}{first} ({mend})\n{diagnostic.strip()}"
