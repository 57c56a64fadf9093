"""The project as the desk sees it: read once, and again when files change, whoever changed them."""

from __future__ import annotations

import hashlib
import os
import threading
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from handbook import checks
from handbook.adding import original as originals
from handbook.adding import review
from handbook.adding.review import Item
from handbook.checks.register import Context
from handbook.corpus import Corpus
from handbook.desk.claims import Proposer
from handbook.desk.names import Finder
from handbook.desk.original import MarkedParagraph, marked
from handbook.desk.records import Reader, names_of
from handbook.extraction.article import Annotator
from handbook.kinds import Scope
from handbook.linking import find
from handbook.model import Source
from handbook.problems import Problem, Report
from handbook.reading import files
from handbook.reading.places import PLACES

#: For how many articles the marks are kept in memory.
_MARKED = 24


@dataclass(frozen=True)
class Original:
    """The article itself: its bytes and marked paragraphs, or ``why`` there are none."""

    raw: bytes | None = None
    paragraphs: tuple[MarkedParagraph, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class Snapshot:
    """The records at one moment, and values computed from them on first use."""

    seeds: Path
    context: Context
    unread: tuple[Problem, ...]
    stamp: object = None
    texts: dict[str, str] = field(default_factory=dict)

    @property
    def corpus(self) -> Corpus:
        return self.context.corpus

    @cached_property
    def items(self) -> list[Item]:
        """The waiting items, in the order of the terminal's queue."""
        return review.queue(self.corpus, self.texts)

    @cached_property
    def finder(self) -> Finder:
        return Finder(self.corpus)

    @cached_property
    def proposer(self) -> Proposer:
        return Proposer(self.context)

    @cached_property
    def names(self) -> bytes:
        """A digest of what the marks of an article depend on besides its text."""
        return names_of(self.corpus)

    @cached_property
    def problems(self) -> list[Problem]:
        """The problems that ``handbook check`` reports; it takes a while."""
        report = Report(list(self.unread))
        checks.judge(self.context, report)
        return report.sorted()


class Project:
    """A seeds folder for several threads; the snapshots they get never change."""

    def __init__(self, seeds: Path) -> None:
        self.seeds = seeds
        self._lock = threading.Lock()
        self._reader = Reader(seeds)
        self._snapshot: Snapshot | None = None
        self._marked: dict[tuple[str, bytes, bytes], Original] = {}

    def snapshot(self) -> Snapshot:
        """The records as they are on the disk."""
        with self._lock:
            stamp = _stamp(self.seeds)
            if self._snapshot is None or self._snapshot.stamp != stamp:
                context, report = self._reader.read()
                self._snapshot = Snapshot(self.seeds, context, tuple(report.sorted()), stamp)
            return self._snapshot

    def original(self, snapshot: Snapshot, source: Source) -> Original:
        """The original of a source, marked, if it is on this machine."""
        named_original = source.header.original
        if named_original is None:
            return Original(why="The digest does not say which text it was made from.")
        try:
            raw = files.read(self.seeds / "originals" / named_original.name, originals.MAX_BYTES, self.seeds)
        except FileNotFoundError:
            return Original(
                why=f"The original is not on this machine: put {named_original.name} into {self.seeds.name}/originals."
            )
        except files.FileError as error:
            return Original(why=f"The original cannot be read: {error.what} ({error.mend}).")
        if hashlib.sha256(raw).hexdigest() != named_original.sha256:
            return Original(why=f"The file {named_original.name} is not the text that was read: its SHA-256 differs.")
        header = source.header
        key = (
            source.id,
            hashlib.sha256(raw).digest() + str((header.published, header.language)).encode(),
            snapshot.names,
        )
        with self._lock:
            if key in self._marked:
                return self._marked[key]
        texts = [line for line in raw.decode("utf-8", "replace").splitlines() if line.strip()]
        context = snapshot.context
        annotator = Annotator(context.corpus.entries, context.gazetteer)
        rulings = context.corpus.rulings
        annotated = annotator.article(
            texts, header.published, header.language,
            lambda number: find.rulings_for(rulings, source.id, number, Scope.ORIGINAL),
        )  # fmt: skip
        marked_original = Original(raw, tuple(marked(annotated, context.corpus.entries, header.language)))
        with self._lock:
            while len(self._marked) >= _MARKED:
                self._marked.pop(next(iter(self._marked)))
            self._marked[key] = marked_original
        return marked_original


def _stamp(seeds: Path) -> object:
    """A value that changes when a seed file is added, removed or written: name, time, size and inode of each file."""
    stamps = []
    for folder in ("", *(place for place, _suffix, _kind in PLACES), "editions"):
        try:
            with os.scandir(seeds / folder) as entries:
                for entry in entries:
                    if not entry.name.startswith(".") and not (folder == "" and entry.is_dir(follow_symlinks=False)):
                        status = entry.stat(follow_symlinks=False)
                        stamps.append((folder, entry.name, status.st_mtime_ns, status.st_size, status.st_ino))
        except FileNotFoundError:
            continue
    return frozenset(stamps)
