"""Files under ``docs``, of which only those are made that can differ from what is there."""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterator, Mapping, Set
from pathlib import Path
from typing import NamedTuple

from handbook.book import Book
from handbook.incremental import changes, state
from handbook.incremental.reading import Reading
from handbook.incremental.seen import Log, view_of
from handbook.incremental.state import Made, Outputs, Stat, digest
from handbook.pages import myst
from handbook.pages.recipe import Recipe
from handbook.publish import keeping
from handbook.publish import write as replace_file
from handbook.recipes import recipes

#: The folders under ``docs`` that are ours: pages in them with our mark are removed when they are no longer made.
FOLDERS = ("actors", "agreements", "events", "sources", "reference", "_generated")


class Done(NamedTuple):
    """What was brought up to date: the outputs now, how many recipes ran and how many files were written."""

    now: Outputs
    made: int
    written: int


@keeping()
def write(book: Book, reading: Reading, docs: Path, path: Path | None) -> tuple[int, int]:
    """Make and write what a change can have touched, and remove what is ours and no longer made: (written, removed).

    A file that somebody changed or removed is made again.  What this run knows is kept in ``path``, if there is one.
    """
    before = reading.before.pages if reading.before else Outputs()
    log = Log()
    there = dict(_there(docs))
    plan = recipes(view_of(book.view, log))
    done = bring(plan, log, docs, there, before, touched(book, reading, before), outputs(book, reading, str(docs)))
    for folder in FOLDERS:
        if (docs / folder).is_dir():
            replace_file(docs / folder / ".gitignore", "*\n")
    removed = 0
    for file in sorted(there.keys() - done.now.stats.keys()):
        if file.endswith((".md", ".svg")) and is_ours(docs / file):
            (docs / file).unlink()
            removed += 1
    reading.now.pages = done.now
    if path and (done.made or removed or before.seeds != done.now.seeds):
        state.save(path, reading.now)
    return done.written, removed


def outputs(book: Book, reading: Reading, *settings: object) -> Outputs:
    """Outputs of which nothing is made yet."""
    # Whether drafts were left out counts too: what was made of another corpus than the one that is compared is not known.
    whole = book.context.corpus is reading.context.corpus
    return Outputs(repr((book.language, book.drafts, whole, *settings)), reading.now.seeds())


def touched(book: Book, reading: Reading, before: Outputs) -> set[str] | None:
    """The keys under which a recipe of a book may find something else than in ``before``; None if that is not known."""
    if before.seeds == reading.now.seeds():
        return set()
    # What is shown has to be what was compared: a book without drafts is another corpus.
    known = reading.before is not None and before.seeds == reading.before.seeds()
    if not known or reading.whole or book.context.corpus is not reading.context.corpus:
        return None
    return {"*"} | changes.touched(book.view, reading.changed, reading.relinked)


def bring(
    plan: Mapping[str, Recipe],
    log: Log,
    root: Path,
    there: Mapping[str, Stat],
    before: Outputs,
    keys: Set[str] | None,
    now: Outputs,
) -> Done:
    """Run the recipes that looked at one of ``keys`` (None: all) or whose files under ``root`` are not as they were made.

    ``there`` has the files that there are; ``now`` is filled.
    """
    if before.settings != now.settings:
        before, keys = Outputs(), None
    now.keys = before.keys
    numbers = frozenset(before.keys[key] for key in keys or () if key in before.keys)
    made = written = 0
    for name, recipe in plan.items():
        given = digest(recipe.given.encode("utf-8", "surrogatepass"))
        kept = before.made.get(name)
        if (
            kept
            and keys is not None
            and kept.given == given
            and numbers.isdisjoint(array("I", kept.keys))
            and all(file in there and there[file] == before.stats.get(file) for file in kept.files)
        ):
            now.made[name] = kept
            now.stats.update((file, before.stats[file]) for file in kept.files)
            continue
        log.keys = set()
        texts = recipe.make()
        made += 1
        now.made[name] = Made(given, array("I", map(now.keys.__getitem__, log.keys)).tobytes(), tuple(texts))
        for file, text in texts.items():
            path = f"{root}/{file}"
            written += replace_file(path, text, new=file not in there)
            now.stats[file] = stat_of(os.stat(path))  # noqa: PTH116
    return Done(now, made, written)


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
                yield name, stat_of(entry.stat(follow_symlinks=False))
    if (docs / "timeline.json").is_file():
        yield "timeline.json", stat_of((docs / "timeline.json").stat())


def stat_of(found: os.stat_result) -> Stat:
    """What changes when a file does: size, time and inode."""
    return found.st_size, found.st_mtime_ns, found.st_ino


def is_ours(path: Path) -> bool:
    """Whether a page or picture has our mark."""
    with path.open(encoding="utf-8", errors="replace") as file:
        # A page with front matter has the marker in its second line.
        return any(myst.MARKER.removeprefix("% ") in file.readline() for _ in range(2))
