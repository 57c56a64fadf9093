"""A journal of what was added and decided, so that it can be undone to the byte.

Each change of the seeds that a command makes for a person is an entry in ``seeds/.journal``: what was
done and, for each file it touched, the bytes before and the SHA-256 after.  The entry is written in the
same step as the files, and undoing removes it in the same step as it restores them: whenever a run ends,
both are there or neither is.  The folder is for this machine only; it contains a .gitignore that makes
git leave it alone.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handbook.adding import store
from handbook.counted import counted
from handbook.problems import Place, Problem

#: How many changes can be undone, the latest ones; older entries are removed.
MOST = 500
_FILE = re.compile(r"([0-9]{6})\.json")


@dataclass(frozen=True)
class TouchedFile:
    """A file of the seeds that a change touched: its bytes before (None: not there), the SHA-256 after ("": removed)."""

    name: str
    before: bytes | None
    after: str


@dataclass(frozen=True)
class Entry:
    """A change that can be undone: its number, its time (UTC, ISO 8601), what it was, its files, and a remark on it."""

    number: int
    when: str
    what: str
    files: tuple[TouchedFile, ...]
    note: str = ""

    @property
    def local_time(self) -> str:
        """The time of the change by the clock of this machine, to the minute."""
        return dt.datetime.fromisoformat(self.when).astimezone().strftime("%Y-%m-%d %H:%M")

    @property
    def file_changes(self) -> list[str]:
        """What happened to each file, with its name under the seeds: wrote, changed or removed."""
        return [f"{_became(f)} {f.name}" for f in sorted(self.files, key=lambda f: f.name)]

    @property
    def changed(self) -> list[str]:
        """The names, under the seeds, of the files that the change touched, in order."""
        return sorted(f.name for f in self.files)


def _became(file: TouchedFile) -> str:
    return "removed" if not file.after else "wrote" if file.before is None else "changed"


def write(
    seeds: Path,
    what: str,
    contents: Mapping[str, bytes],
    expected: Mapping[str, bytes | None],
    removed: Iterable[str] = (),
    note: str = "",
) -> Entry:
    """Write and remove files as ``store.write`` does, with an entry ``what`` in the journal; call it inside ``store.locked``.

    Raises:
        StoreError: something stood in the way; nothing was written.
    """
    numbers, removed_names = _numbers(seeds), tuple(removed)
    files = [TouchedFile(n, expected.get(n), hashlib.sha256(contents[n]).hexdigest()) for n in sorted(contents)]
    files += [TouchedFile(n, expected.get(n), "") for n in sorted(removed_names)]
    when = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    entry = Entry(max(numbers, default=0) + 1, when, what, tuple(files), note)
    journal_files = {_name(entry.number): _text(entry), f"{store.JOURNAL}/.gitignore": b"*\n"}
    old = [_name(n) for n in numbers[: max(0, len(numbers) + 1 - MOST)]]
    before = {name: store.content(seeds, name) for name in (*journal_files, *old)}
    store.write(seeds, {**contents, **journal_files}, {**expected, **before}, (*removed_names, *old))
    return entry


def entries(seeds: Path) -> list[Entry]:
    """The changes that can be undone, the latest first.

    Raises:
        StoreError: an entry cannot be read.
    """
    return [_read(seeds, number) for number in reversed(_numbers(seeds))]


def undo(seeds: Path, number: int | None = None) -> Entry:
    """Restore everything as it was before the last change; call it inside ``store.locked``.

    Changes build on each other, so they are undone from the last to the first: ``number`` says which
    one is meant, and is refused if others came after it.

    Raises:
        StoreError: there is no such change, or a file was changed since; nothing was written.
    """
    numbers = _undoable(seeds, number)
    if number not in (None, numbers[-1]):
        later = len([n for n in numbers if n > (number or 0)])
        last = _read(seeds, numbers[-1]).what
        message = (
            f"{counted(later, 'change')} came after change {number}, the last of them '{last}'; nothing was undone"
        )
        raise _refused(seeds.name, message, "take those back first, the last one first")
    return undo_back_to(seeds, numbers[-1])[0]


def undo_back_to(seeds: Path, number: int) -> list[Entry]:
    """Restore everything as it was before a change, undoing it and all later ones in one step; return those changes, the latest first.

    Raises:
        StoreError: there is no such change, or a file was changed between them or since; nothing was written.
    """
    undone = [_read(seeds, n) for n in reversed(_undoable(seeds, number)) if n >= number]
    before: dict[str, bytes | None] = {}
    current: dict[str, bytes | None] = {}
    for entry in undone:
        for file in entry.files:
            if file.name not in before:
                before[file.name] = current[file.name] = store.content(seeds, file.name)
            if current[file.name] != file.before and _digest(current[file.name]) != file.after:
                message = f"this file was changed after '{entry.what}'; nothing was undone"
                mend = (
                    "take that change back" if file.before is not None else "move it elsewhere to keep what you wrote"
                )
                raise _refused(f"{seeds.name}/{file.name}", message, f"{mend}, then undo again")
            current[file.name] = file.before
    journal_files = {_name(entry.number): store.content(seeds, _name(entry.number)) for entry in undone}
    restored = {name: raw for name, raw in current.items() if raw != before[name]}
    contents = {name: raw for name, raw in restored.items() if raw is not None}
    store.write(
        seeds,
        contents,
        {**before, **journal_files},
        (*(name for name in restored if name not in contents), *journal_files),
    )
    return undone


def _undoable(seeds: Path, number: int | None) -> list[int]:
    """The numbers of the changes that can be undone.

    Raises:
        StoreError: there are none, or ``number`` is not one of them.
    """
    numbers = _numbers(seeds)
    if not numbers or (number is not None and number not in numbers):
        message = f"there is no change {number} that can be undone" if numbers else "there is nothing to undo"
        raise _refused(seeds.name, message, "handbook undo --list shows what can be")
    return numbers


def _refused(place: str, message: str, mend: str) -> store.StoreError:
    return store.StoreError(Problem(Place(place), "HB123", message, mend))


def _digest(raw: bytes | None) -> str:
    return "" if raw is None else hashlib.sha256(raw).hexdigest()


def _name(number: int) -> str:
    return f"{store.JOURNAL}/{number:06d}.json"


def _numbers(seeds: Path) -> list[int]:
    """The numbers of the entries, in order."""
    folder = seeds / store.JOURNAL
    if folder.is_symlink() or not folder.is_dir():
        return []
    return sorted(int(match[1]) for path in folder.iterdir() if (match := _FILE.fullmatch(path.name)))


def _text(entry: Entry) -> bytes:
    rows = [{"name": f.name, "before": _packed(f.before), "after": f.after} for f in entry.files]
    values = {"when": entry.when, "what": entry.what, "note": entry.note, "files": rows}
    return (json.dumps(values, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _packed(raw: bytes | None) -> str | None:
    return None if raw is None else base64.b64encode(zlib.compress(raw)).decode("ascii")


def _read(seeds: Path, number: int) -> Entry:
    raw = store.content(seeds, _name(number))
    try:
        values = json.loads(raw or b"")
        files = tuple(_touched(row) for row in values["files"])
        return Entry(number, str(values["when"]), str(values["what"]), files, str(values.get("note", "")))
    except (ValueError, KeyError, TypeError, RecursionError, zlib.error):
        place = Place(f"{seeds.name}/{_name(number)}")
        message = "this is not an entry that a command left in the journal"
        raise store.StoreError(Problem(place, "HB124", message, "remove it")) from None


def _touched(row: Any) -> TouchedFile:
    """A file of an entry.

    Raises:
        ValueError, KeyError, TypeError, zlib.error: the row is not one.
    """
    name, before, after = row["name"], row["before"], row["after"]
    if not isinstance(after, str) or not isinstance(name, str) or not store.is_plain(name):
        raise ValueError("no file of the seeds")
    if before is None:
        return TouchedFile(name, None, after)
    # Unpacking is bounded: the journal may have come with somebody else's seeds.
    unpacking = zlib.decompressobj()
    raw = unpacking.decompress(base64.b64decode(before, validate=True), store.MAX_FILE)
    if not unpacking.eof:
        raise ValueError("too large")
    return TouchedFile(name, raw, after)
