"""Keep what an editor writes: in the file of the source if it can be read, beside it until it can.

A digest with an unfinished statement would be a problem for every other command.  So a text goes into
``seeds/articles`` as soon as it can be read, and until then into ``seeds/.desk``, which no command reads.
A file that changed since the editor's text was begun is never overwritten: both are kept until the editor
has seen both.
"""

from __future__ import annotations

import difflib
import hashlib
import itertools
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from handbook import publish
from handbook.adding import store
from handbook.reading import articles, files

FOLDER = ".desk"


@dataclass(frozen=True)
class UnsavedText:
    """A text that is not in its file: the version of the file from which it was begun, and the text."""

    base: str
    text: str


@dataclass(frozen=True)
class SaveResult:
    """The result of saving: ``written``, ``kept`` (not readable yet), ``both`` (the file changed) or ``waits`` (for another run).

    ``version`` is that of the file on the disk, ``why`` says what stood in the way.
    """

    result: str
    version: str
    why: str = ""


def version(raw: bytes | None) -> str:
    """A digest that identifies the content of a file; empty for no file."""
    return hashlib.sha256(raw).hexdigest()[:32] if raw is not None else ""


def name_of(identity: str) -> str:
    return f"articles/{identity}.md"


def text_of(raw: bytes | None) -> str:
    """The text of a digest as the desk shows it, with uniform line ends."""
    return (raw or b"").decode("utf-8", "replace").replace("\r\n", "\n")


def on_disk(seeds: Path, identity: str) -> bytes | None:
    """The bytes of a source's file, None if there is none.

    Raises:
        store.StoreError: something other than a seed file stands there.
    """
    return store.content(seeds, name_of(identity))


def unsaved(seeds: Path, identity: str) -> UnsavedText | None:
    """The text that waits beside a file, if any."""
    try:
        stored = json.loads(files.text(files.read(seeds / FOLDER / f"{identity}.json", 2 * articles.MAX_BYTES, seeds)))
    except (FileNotFoundError, files.FileError, ValueError, RecursionError):
        return None
    if isinstance(stored, dict) and isinstance(stored.get("base"), str) and isinstance(stored.get("text"), str):
        return UnsavedText(stored["base"], stored["text"])
    return None


def store_unsaved(seeds: Path, identity: str, text: UnsavedText) -> None:
    """Keep a text beside its file.

    Raises:
        OSError: it cannot be written.
    """
    folder(seeds)
    publish.write(
        seeds / FOLDER / f"{identity}.json", json.dumps({"base": text.base, "text": text.text}, ensure_ascii=False)
    )


def drop(seeds: Path, identity: str) -> None:
    """Delete the text kept beside a file."""
    (seeds / FOLDER / f"{identity}.json").unlink(missing_ok=True)


def folder(seeds: Path) -> Path:
    """The desk's own folder, which git ignores.

    Raises:
        OSError: it cannot be made, or a link stands in its place.
    """
    place = seeds / FOLDER
    if place.is_symlink():
        raise OSError(f"a link stands where the desk keeps texts: remove {seeds.name}/{FOLDER}")
    publish.write(place / ".gitignore", "*\n")
    return place


def save(seeds: Path, identity: str, text: str, base: str, readable: Callable[[str], bool]) -> SaveResult:
    """Write a text to its file, if it can be read and the file is unchanged (``base``), or keep it beside the file.

    Raises:
        OSError: nothing can be written; the page keeps the text.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.endswith("\n"):
        text += "\n"
    if not readable(text):
        store_unsaved(seeds, identity, UnsavedText(base, text))
        return SaveResult("kept", version(_on_disk_or_none(seeds, identity)))
    name = name_of(identity)
    try:
        with store.locked(seeds):
            before = store.content(seeds, name)
            current = version(before)
            if current != base:
                if text_of(before) == text:
                    drop(seeds, identity)
                    return SaveResult("written", current)
                store_unsaved(seeds, identity, UnsavedText(base, text))
                return SaveResult("both", current)
            raw = _encoded(text, before)
            if raw != before:
                store.write(seeds, {name: raw}, {name: before})
    except store.StoreError as error:
        store_unsaved(seeds, identity, UnsavedText(base, text))
        return SaveResult(
            "waits", version(_on_disk_or_none(seeds, identity)), f"{error.problem.message}; {error.problem.mend}"
        )
    drop(seeds, identity)
    return SaveResult("written", version(raw))


def _on_disk_or_none(seeds: Path, identity: str) -> bytes | None:
    try:
        return on_disk(seeds, identity)
    except store.StoreError:
        return None


def _encoded(text: str, before: bytes | None) -> bytes:
    """A text in UTF-8, with the line ends of its file."""
    if before and before.count(b"\r\n") * 2 > before.count(b"\n"):
        text = text.replace("\n", "\r\n")
    return text.encode("utf-8")


def compared(theirs: str, mine: str) -> list[tuple[str, str, str]]:
    """Two texts side by side, line by line: how the lines differ (same, changed, theirs, mine), theirs, mine."""
    their_lines, my_lines = theirs.splitlines(), mine.splitlines()
    rows: list[tuple[str, str, str]] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, their_lines, my_lines, autojunk=False).get_opcodes():
        kind = {"equal": "same", "replace": "changed", "delete": "theirs", "insert": "mine"}[tag]
        rows += [
            (kind, their_line or "", my_line or "")
            for their_line, my_line in itertools.zip_longest(their_lines[a:b], my_lines[c:d])
        ]
    return rows
