"""One safe write of several files: all of them or none, whenever the process ends.

New files are first written whole into ``seeds/.adding``, with a list; then the list is
marked as complete; then they are moved into place.  A run that finds a complete list
finishes it, one that finds an incomplete one throws it away: both before anything else.
A lock keeps two runs apart.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from handbook.problems import Place, Problem

STAGE = ".adding"
LIST = "list.json"
#: Seconds that a run waits for another one.
WAIT = 10.0


class StoreError(Exception):
    """Something stood in the way; ``problem`` says what and how to mend it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@contextmanager
def locked(seeds: Path) -> Iterator[None]:
    """Hold the seeds folder, after finishing what an earlier run left.

    Raises:
        StoreError: another run holds it, or the folder cannot be written.
    """
    if not seeds.is_dir():
        raise StoreError(Problem(Place(seeds.name), "HB100", "there is no such seeds folder", "name one with --seeds"))
    try:
        with FileLock(seeds / ".lock", timeout=WAIT):
            recover(seeds)
            yield
    except Timeout:
        raise StoreError(
            Problem(
                Place(seeds.name),
                "HB120",
                "another run is at work in this folder",
                "wait for it to end, then run the command again",
            )
        ) from None
    except OSError as error:
        raise StoreError(
            Problem(
                Place(seeds.name),
                "HB120",
                f"the folder cannot be written: {error.strerror or error}",
                "check its permissions and the room on the disk, then run the command again",
            )
        ) from None


def recover(seeds: Path) -> bool:
    """Finish or throw away what an interrupted run left; True if something was finished."""
    stage = seeds / STAGE
    listed = stage / LIST
    if listed.is_file():
        _move(seeds, json.loads(listed.read_text(encoding="utf-8")))
        return True
    if stage.is_dir():
        shutil.rmtree(stage)
    return False


def write(
    seeds: Path, files: Mapping[str, bytes], expected: Mapping[str, bytes | None], removed: tuple[str, ...] = ()
) -> None:
    """Put ``files`` (names under seeds) in place and remove ``removed``, all or nothing; call it inside ``locked``.

    ``expected`` holds what each file was when it was read (None: not there); if one
    differs now, nothing is written.

    Raises:
        StoreError: a file changed meanwhile.
    """
    root = seeds.resolve()
    for name in (*files, *removed):
        target = root / name
        if root not in target.resolve().parents or target.is_symlink():
            raise StoreError(
                Problem(
                    Place(f"{seeds.name}/{name}"),
                    "HB120",
                    "this file would lie outside the seeds folder",
                    "remove the link",
                )
            )
        now = target.read_bytes() if target.is_file() else None
        if now != expected.get(name):
            raise StoreError(
                Problem(
                    Place(f"{seeds.name}/{name}"),
                    "HB120",
                    "the file was changed while the command ran; nothing was written",
                    "run the command again",
                )
            )
    stage = seeds / STAGE
    shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir()
    names = sorted(files)
    for number, name in enumerate(names):
        _durable(stage / str(number), files[name])
    temporary = stage / (LIST + ".tmp")
    _durable(temporary, json.dumps({"files": names, "removed": list(removed)}).encode("utf-8"))
    os.replace(temporary, stage / LIST)
    _move(seeds, {"files": names, "removed": list(removed)})


def _move(seeds: Path, listed: Mapping[str, list[str]]) -> None:
    """Move staged files into place; may be done again from any point."""
    stage = seeds / STAGE
    for number, name in enumerate(listed["files"]):
        staged, target = stage / str(number), seeds / name
        if staged.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(staged, target)
    for name in listed["removed"]:
        (seeds / name).unlink(missing_ok=True)
    (stage / LIST).unlink(missing_ok=True)
    shutil.rmtree(stage, ignore_errors=True)


def _durable(path: Path, raw: bytes) -> None:
    with path.open("wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())
