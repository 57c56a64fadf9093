"""Files under ``docs``, of which only those are made that can differ from what is there."""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterator
from pathlib import Path

from handbook.book import Book
from handbook.incremental import changes, state
from handbook.incremental.reading import Reading
from handbook.incremental.seen import Log, view_of
from handbook.incremental.state import Made, Stat, State, digest
from handbook.pages import myst
from handbook.publish import keeping
from handbook.publish import write as replace_file
from handbook.recipes import recipes

#: The folders under ``docs`` that are ours: pages in them with our mark are removed when they are no longer made.
FOLDERS = ("actors", "agreements", "events", "sources", "reference", "_generated")


@keeping()
def write(book: Book, reading: Reading, docs: Path, path: Path | None) -> tuple[int, int]:
    """Make and write what a change can have touched, and remove what is ours and no longer made: (written, removed).

    A file that somebody changed or removed is made again.  What this run knows is kept in ``path``, if there is one.
    """
    settings = repr((str(docs), book.language, book.drafts))
    # What pages show has to be what was compared: a book without drafts is another corpus.
    before = reading.before if book.context.corpus is reading.context.corpus else None
    if before is None or before.settings != settings:
        before = State()
    now = reading.now
    now.settings, now.keys = settings, before.keys
    log = Log()
    view = view_of(book.view, log)
    plan = recipes(view)
    touched = None if reading.whole else changes.touched(book.view, reading.changed, reading.relinked)
    numbers = frozenset(before.keys[key] for key in touched or () if key in before.keys)
    there = dict(_there(docs))
    written = made = 0
    for name, recipe in plan.items():
        given = digest(recipe.given.encode("utf-8", "surrogatepass"))
        kept = before.made.get(name)
        if (
            kept
            and touched is not None
            and kept.given == given
            and numbers.isdisjoint(array("I", kept.keys))
            and all(there.get(file) == before.stats[file] for file in kept.files)
        ):
            now.made[name] = kept
            now.stats.update((file, before.stats[file]) for file in kept.files)
            continue
        log.keys = set()
        texts = recipe.make()
        made += 1
        keys = array("I", map(now.keys.__getitem__, log.keys))
        now.made[name] = Made(given, keys.tobytes(), tuple(texts))
        for file, text in texts.items():
            written += replace_file(docs / file, text)
            now.stats[file] = _stat(os.stat(docs / file))  # noqa: PTH116
    for folder in FOLDERS:
        if (docs / folder).is_dir():
            replace_file(docs / folder / ".gitignore", "*\n")
    removed = 0
    for file in sorted(there.keys() - now.stats.keys()):
        if file.endswith((".md", ".svg")) and is_ours(docs / file):
            (docs / file).unlink()
            removed += 1
    if path and (made or removed or now.read_of() != (reading.before or State()).read_of()):
        state.save(path, now)
    return written, removed


def _there(docs: Path) -> Iterator[tuple[str, Stat]]:
    """The files in our folders, by their names under ``docs``, and the timeline's."""
    waiting = [*FOLDERS]
    while waiting:
        folder = waiting.pop()
        try:
            found = os.scandir(docs / folder)
        except FileNotFoundError:
            continue
        for entry in found:
            name = f"{folder}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                waiting.append(name)
            elif entry.is_file(follow_symlinks=False):
                yield name, _stat(entry.stat(follow_symlinks=False))
    if (docs / "timeline.json").is_file():
        yield "timeline.json", _stat((docs / "timeline.json").stat())


def _stat(found: os.stat_result) -> Stat:
    return found.st_size, found.st_mtime_ns, found.st_ino


def is_ours(path: Path) -> bool:
    """Whether a page or picture has our mark."""
    with path.open(encoding="utf-8", errors="replace") as file:
        # A page with front matter has the marker in its second line.
        return any(myst.MARKER.removeprefix("% ") in file.readline() for _ in range(2))
