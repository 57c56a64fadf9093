"""Write several files safely: all of them or none, whenever the process ends.

New files are first written in full to ``seeds/.adding``, with a list; then the list is marked as
complete; then the files are moved into place.  Before anything else, a run completes the move of a
complete list that it finds, and discards an incomplete one.  A lock keeps two runs apart.

The content of ``.adding`` may have come with somebody else's seeds: a list that names anything
but files of the seeds folder is refused.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path

from handbook.problems import Place, Problem
from handbook.reading import files

STAGE = ".adding"
#: Where ``journal`` keeps the changes that can be undone.
JOURNAL = ".journal"
LIST = "list.json"
#: How many seconds a run waits for another one.
WAIT = 10.0
#: The most bytes of a seed file, originals included.
MAX_FILE = 50_000_000


class StoreError(Exception):
    """Something stood in the way; ``problem`` says what, and how to mend it."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@contextmanager
def locked(seeds: Path) -> Generator[None]:
    """Lock the seeds folder, after finishing what an earlier run left.

    Raises:
        StoreError: another run holds it, or the folder cannot be written.
    """
    if not seeds.is_dir():
        raise StoreError(files.no_seeds(seeds))
    lock = seeds / ".lock"
    if lock.is_symlink() or (lock.exists() and not lock.is_file()):
        raise _stop(seeds, ".lock", "this is not the lock that a run leaves", "remove it")
    # Commands that only read ask this module whether a move must be finished, and need no lock for that.
    from filelock import FileLock, Timeout

    try:
        with FileLock(lock, timeout=WAIT):
            recover(seeds)
            yield
    except Timeout:
        raise StoreError(
            Problem(
                Place(seeds.name),
                "HB124",
                "another run is at work in this folder",
                "wait for it to end, then run the command again",
            )
        ) from None
    except OSError as error:
        raise StoreError(
            Problem(
                Place(seeds.name),
                "HB124",
                f"the folder cannot be written: {error.strerror or error}",
                "check its permissions and the room on the disk, then run the command again",
            )
        ) from None


def finish(seeds: Path) -> None:
    """Finish the move of a run that was stopped in the middle of it; called before anybody reads the seeds.

    Raises:
        StoreError: it cannot be finished.
    """
    if (seeds / STAGE / LIST).exists():
        with locked(seeds):
            pass


def recover(seeds: Path) -> bool:
    """Finish or discard what an interrupted run left; True if a move was finished.

    Raises:
        StoreError: there is a list that no run of this program wrote.
    """
    stage = seeds / STAGE
    listed = stage / LIST
    if stage.is_symlink() or listed.is_symlink():
        raise _stop(seeds, STAGE, "a link stands where runs keep what they are about to write", "remove it")
    if listed.exists():
        _move(seeds, _listed(seeds))
        return True
    if stage.is_dir():
        shutil.rmtree(stage)
    return False


def content(seeds: Path, name: str) -> bytes | None:
    """The bytes of a file of the seeds, None if there is none.

    Raises:
        StoreError: something other than a seed file stands there.
    """
    try:
        return files.read(seeds / name, MAX_FILE, seeds)
    except FileNotFoundError:
        return None
    except files.FileError as error:
        raise StoreError(error.problem(f"{seeds.name}/{name}")) from None


def _listed(seeds: Path) -> dict[str, list[str]]:
    """The names in a complete list, provided that all of them are files of the seeds."""
    mend = f"look at what is in {seeds.name}/{STAGE}, then remove it"
    try:
        staged = json.loads(files.text(files.read(seeds / STAGE / LIST, MAX_FILE, seeds)))
    except (files.FileError, ValueError, RecursionError):
        raise _stop(seeds, f"{STAGE}/{LIST}", "this is not a list that a run leaves", mend) from None
    lists = [staged.get(key) for key in ("files", "removed")] if isinstance(staged, dict) else [None]
    if not all(isinstance(names, list) and all(isinstance(n, str) for n in names) for names in lists):
        raise _stop(seeds, f"{STAGE}/{LIST}", "this is not a list that a run leaves", mend)
    for name in (*staged["files"], *staged["removed"]):
        is_journal = re.fullmatch(rf"{re.escape(JOURNAL)}/(?:[0-9]{{6}}\.json|\.gitignore)", name)
        if not (is_journal or is_plain(name)) or not files.inside(seeds / name, seeds):
            raise _stop(seeds, f"{STAGE}/{LIST}", f"it names '{name}', which is no file of the seeds", mend)
    return {"files": staged["files"], "removed": staged["removed"]}


def is_plain(name: str) -> bool:
    """Whether a name is a plain path under the seeds folder, with no hidden part."""
    return bool(name) and not Path(name).is_absolute() and all(p[:1] != "." for p in Path(name).parts)


def _stop(seeds: Path, name: str, message: str, mend: str) -> StoreError:
    return StoreError(Problem(Place(f"{seeds.name}/{name}"), "HB124", message, mend))


def write(
    seeds: Path, contents: Mapping[str, bytes], expected: Mapping[str, bytes | None], removed: tuple[str, ...] = ()
) -> None:
    """Put ``contents`` (bytes by name under the seeds) in place and remove ``removed``, all or nothing; call it inside ``locked``.

    ``expected`` holds the content of each file when it was read (None: not there); if one differs
    now, nothing is written.

    Raises:
        StoreError: a file changed meanwhile, or something other than a file stands there.
        OSError: there is no room, or no right to write; nothing was written.
    """
    root = seeds.resolve()
    for name in (*contents, *removed):
        target = root / name
        if root not in target.resolve().parents or target.is_symlink():
            raise _stop(seeds, name, "this file would lie outside the seeds folder", "remove the link")
        if content(seeds, name) != expected.get(name):
            message = "the file was changed while the command ran; nothing was written"
            raise _stop(seeds, name, message, "run the command again")
    stage = seeds / STAGE
    shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir()
    listed = {"files": sorted(contents), "removed": list(removed)}
    try:
        for number, name in enumerate(listed["files"]):
            _durable(stage / str(number), contents[name])
            # Folders take disk space too: once the list is complete, nothing may need any.
            (seeds / name).parent.mkdir(parents=True, exist_ok=True)
        temporary = stage / (LIST + ".tmp")
        _durable(temporary, json.dumps(listed).encode("utf-8"))
        os.replace(temporary, stage / LIST)
    except BaseException:
        shutil.rmtree(stage, ignore_errors=True)
        raise
    _move(seeds, listed)


def _move(seeds: Path, listed: Mapping[str, list[str]]) -> None:
    """Move staged files into place; safe to repeat from any point."""
    stage = seeds / STAGE
    moved: set[Path] = set()
    for number, name in enumerate(listed["files"]):
        staged, target = stage / str(number), seeds / name
        if staged.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(staged, target)
            moved.add(target.parent)
    for name in listed["removed"]:
        (seeds / name).unlink(missing_ok=True)
    # The moved files must be on the disk before the list that could move them again is removed.
    for folder in moved:
        _settle(folder)
    (stage / LIST).unlink(missing_ok=True)
    shutil.rmtree(stage, ignore_errors=True)


def _settle(folder: Path) -> None:
    """Flush the names in a folder to the disk, where a folder can be opened for that."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _durable(path: Path, raw: bytes) -> None:
    with path.open("wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())
