"""Setting the pieces of a book as PDF files, in processes for one long piece or several short ones; unchanged pieces are reused."""

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
from handbook.render.typst import json_text

TEMPLATE = Path(__file__).with_name("book.typ")
#: The most processes at once: each needs about 100 MB.
MOST = 4
#: The most bytes of text for a process that sets several pieces: about those of one long piece.
MOST_TOGETHER = 320_000


class Mark(NamedTuple):
    """The position of an anchor: its page in the piece, from 1, and its place on the page, from the top left in points."""

    name: str
    page: int
    x: float
    y: float


class Piece(NamedTuple):
    """A piece that has been set: its PDF, its marks, its number of pages."""

    path: Path
    marks: list[Mark]
    pages: int


class Workshop:
    """A folder in which pieces are set and cached, named by the digest of all their inputs."""

    def __init__(self, folder: Path, meta: object, fonts: Sequence[str]) -> None:
        self.folder, self.fonts = folder, tuple(fonts)
        write(folder / "book.typ", TEMPLATE.read_bytes())
        meta_text = json_text(meta)
        write(folder / "meta.json", meta_text)
        files = [(path.name, path.stat().st_size) for place in fonts for path in sorted(Path(place).glob("*.ttf"))]
        shared_inputs = (version("typst"), sys.version_info[:2], meta_text, TEMPLATE.read_text(encoding="utf-8"), files)
        self._shared_inputs = repr(shared_inputs).encode()
        self._used: set[str] = set()

    def add(self, text: str, tagged: bool = True) -> tuple[str, Job]:
        """Write the text of a piece into the folder; return the piece's name and its job."""
        name = hashlib.blake2b(self._shared_inputs + text.encode() + bytes([tagged]), digest_size=12).hexdigest()
        write(self.folder / f"{name}.typ", text)
        self._used.add(name)
        place = str(self.folder / name)
        return name, Job(f"{place}.typ", f"{place}.pdf", f"{place}.json" if tagged else "", self.fonts, tagged)

    def set(self, jobs: Sequence[Job]) -> None:
        """Set the pieces that are not in the folder yet.

        Raises:
            SettingError: Typst rejects a text.
            OSError: a file cannot be written.
        """
        unset = [job for job in dict.fromkeys(jobs) if not Path(f"{job.target}.done").is_file()]
        with ThreadPoolExecutor(min(MOST, os.cpu_count() or 1)) as pool:
            for _batch in pool.map(_set_batch, batched({job: Path(job.source).stat().st_size for job in unset})):
                pass

    def piece(self, name: str) -> Piece:
        """A piece that has been set, by name."""
        place = self.folder / name
        positions = json.loads(place.with_suffix(".json").read_bytes())
        return Piece(
            place.with_suffix(".pdf"), [Mark(*mark) for mark in positions["a"]], max(positions["n"], default=1)
        )

    def clear(self) -> None:
        """Remove pieces that this book does not use."""
        for path in self.folder.glob("*"):
            name = path.name.partition(".")[0]
            if re.fullmatch(r"[0-9a-f]{24}", name) and name not in self._used:
                path.unlink()


def batched(sizes: Mapping[Job, int]) -> list[list[Job]]:
    """Distribute pieces among processes, the longest first; a long piece shares its process only with short ones that still fit.

    Starting a process takes 0.1 s, so short pieces share one; its memory is freed only when it ends, so each has a limit.
    """
    batches: list[tuple[int, list[Job]]] = []
    for job in sorted(sizes, key=lambda job: (-sizes[job], job.source)):
        fitting = next(
            (fitting for fitting, (size, _batch) in enumerate(batches) if size + sizes[job] <= MOST_TOGETHER), None
        )
        if fitting is None:
            batches.append((sizes[job], [job]))
        else:
            size, batch = batches[fitting]
            batches[fitting] = size + sizes[job], [*batch, job]
    return [batch for _size, batch in sorted(batches, key=lambda batch: -batch[0])]


def _set_batch(jobs: Sequence[Job]) -> None:
    """Set pieces one after the other in one process."""
    ended = subprocess.run(
        programs.python("handbook.printing.setting"),
        input="".join(json.dumps(job._asdict()) + "\n" for job in jobs),
        capture_output=True,
        text=True,
        check=False,
        env=programs.environment(PYTHONIOENCODING="utf-8", PYTHONUTF8="1"),
    )
    for job, answer in zip_longest(jobs, ended.stdout.splitlines()):
        if answer is None:
            reason = ended.stderr.strip() or f"Typst was ended from outside ({ended.returncode})"
            raise SettingError(reason, job.source)
        _record_outcome(job, json.loads(answer))


def _record_outcome(job: Job, answer: Mapping[str, Any]) -> None:
    """Mark a piece as set, or raise the error that prevented it."""
    if "refused" in answer:
        raise SettingError(answer["refused"], job.source)
    if answer:
        system_error = re.search(r"os error (\d+)", answer["said"])
        number = answer["errno"] or (int(system_error[1]) if system_error else errno.EIO)
        raise OSError(number, os.strerror(number), job.target)
    Path(f"{job.target}.done").touch()


def fonts(folder: Path) -> list[str]:
    """Copy fonts that Typst does not bring into ``folder``, from installed packages; return the folders of fonts.

    DejaVu Sans, which matplotlib ships, has Arabic, Tifinagh and N'Ko, and many symbols.  The
    package's other fonts are not copied: one of them has a box for every character,
    and would hide that a character is missing.
    """
    module = find_spec("matplotlib")
    shipped = Path(module.origin).parent / "mpl-data" / "fonts" / "ttf" if module and module.origin else None
    if shipped is None or not shipped.is_dir():
        return []
    for path in sorted(shipped.glob("DejaVuSans*.ttf")):
        write(folder / path.name, path.read_bytes())
    return [str(folder)]


def explained(error: SettingError) -> str:
    """Typst's error message, with the entry in whose text it occurred and a fix."""
    diagnostic, source = error.args
    lines = [line.strip() for line in diagnostic.splitlines() if line.strip()]
    message = next((line for line in lines if line.startswith("error")), lines[0] if lines else "Typst failed")
    line_number = re.search(r"\.typ:(\d+)", diagnostic)
    entry = ""
    if line_number:
        text = Path(source).read_text(encoding="utf-8").splitlines()[: int(line_number[1])]
        anchors = [match for line in text for match in re.findall(r'#A\("([^".]+)"\)', line)]
        entry = f"{anchors[-1]}: " if anchors else ""
    fix = (
        "no font at hand has it: pip install 'handbook-engine[fonts]' adds Arabic, Tifinagh, N’Ko and symbols"
        if "could not be displayed" in diagnostic or "glyph" in diagnostic
        else f"see the line of {source} beside it"
    )
    return f"{entry}{message} ({fix})\n{diagnostic.strip()}"
