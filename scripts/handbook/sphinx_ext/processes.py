"""How Sphinx's work is shared among processes, where its own way grows with the square of the handbook.

Each part of parallel reading brings back the environment of the process that read it,
with all that was known when the process began.  So a few changed pages are read in one
process, and many in as many parts as there are processes, all begun together: Sphinx
makes fifty parts of 10,000 pages, and each later one carries all that was read before.
"""

from __future__ import annotations

import gc
import pickle
import time
import weakref
from collections.abc import Iterable, Sequence

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util.parallel import ParallelTasks

from handbook.sphinx_ext import bibliography
from handbook.sphinx_ext.quick import reading, ways
from handbook.sphinx_ext.quick.batches import forget, in_batches, told
from handbook.sphinx_ext.quick.press import Pressed

#: Pages to read, as a share of all, from which on several processes are worth it: at 1,000 entries
#: the environment costs 1.6 s a part, as long as reading forty pages.
_SHARE = 0.1
#: The event while other processes read pages: what is done then need not be done when they wait.
MEANWHILE = "handbook-meanwhile"
_asked: weakref.WeakKeyDictionary[Sphinx, int] = weakref.WeakKeyDictionary()


def begun(_app: Sphinx, _config: Config) -> None:
    """While the stored environment is read, no search for cycles: it took two thirds of the time."""
    gc.disable()


def ready(_app: Sphinx) -> None:
    """After the environment was read; it stays."""
    gc.freeze()
    gc.enable()


def few(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Before reading: one process for a few pages.  What was asked for comes back by ``restore``."""
    if len(docnames) < _SHARE * len(env.all_docs):
        _asked[app] = app.parallel
        app.parallel = 1


def restore(app: Sphinx, _env: BuildEnvironment) -> None:
    """After reading: writing takes as many processes as were asked for.

    What was read stays to the end, so no search for cycles goes through it, and no process
    that writes copies its memory for that.
    """
    app.parallel = _asked.pop(app, app.parallel)
    gc.freeze()


def finished(_app: Sphinx, _exception: Exception | None) -> None:
    """After the last page."""
    gc.unfreeze()


def read(builder: Builder, docnames: Sequence[str], processes: int) -> None:
    """Read pages in ``processes`` processes, each a part of them, and take over what they bring back."""
    _clear(builder, docnames)
    if ways.presses(builder):
        _press(builder, docnames, processes)
    else:
        _read(builder, docnames, processes)


def _press(builder: Builder, docnames: Sequence[str], processes: int) -> None:
    """Other processes press pages and tell what is in them; this one meanwhile reads those that cannot be pressed."""
    ours = [name for name in docnames if reading.ours(builder, name)]
    rest = sorted(set(docnames) - set(ours))
    began = time.time_ns() // 1_000

    def part(names: Sequence[str]) -> bytes:
        gc.freeze()
        found = [reading.press(builder, name) for name in in_batches(names)]
        return pickle.dumps([page and tuple(page._replace(body="")) for page in found], pickle.HIGHEST_PROTOCOL)

    def take(names: Sequence[str], found: bytes) -> None:
        for name, page in zip(names, pickle.loads(found), strict=True):
            if page is None:
                reading.read_doc(builder, name, cache=False)
            else:
                reading.note(builder, name, Pressed(*page), began)

    tasks = ParallelTasks(processes + 1)
    tasks.add_task(bibliography.formatted, builder.env, bibliography.take)
    for number in range(min(processes, len(ours))):
        # Every n-th page, so that long pages, which stand together, are shared out.
        tasks.add_task(part, ours[number::processes], take)
    for name in rest:
        reading.read_doc(builder, name, cache=False)
    builder.events.emit(MEANWHILE)
    tasks.join()


def _read(builder: Builder, docnames: Sequence[str], processes: int) -> None:
    """Each process reads its part, and what it knows then is merged."""
    env, app = builder.env, builder.app

    def part(names: Sequence[str]) -> bytes:
        gc.freeze()
        for name in in_batches(names):
            reading.read_doc(builder, name, cache=False)
        return pickle.dumps(env, pickle.HIGHEST_PROTOCOL)

    def merge(names: Sequence[str], read_there: bytes) -> None:
        env.merge_info_from(names, pickle.loads(read_there), app)

    tasks = ParallelTasks(processes)
    for number in range(min(processes, len(docnames))):
        tasks.add_task(part, docnames[number::processes], merge)
    tasks.join()


def _clear(builder: Builder, docnames: Iterable[str]) -> None:
    """Forget what was read of pages, all before the first is read: each looks through all labels that are known."""
    for name in docnames:
        builder.events.emit("env-purge-doc", builder.env, name)
        builder.env.clear_doc(name)


class Reads:
    """A builder that reads generated pages the short way, and shares them as ``read`` does."""

    def _read_serial(self: Builder, docnames: list[str]) -> None:  # type: ignore[misc]  # mixed into builders
        _clear(self, docnames)
        for name in in_batches(told(self, docnames, "reading sources... ", "purple")):
            # Kept for writing, the nodes of all pages would fill the memory.
            reading.read_doc(self, name, cache=False)

    def _read_parallel(self: Builder, docnames: list[str], nproc: int) -> None:  # type: ignore[misc]
        read(self, docnames, nproc)


def resolved(app: Sphinx, _doctree: nodes.document, _docname: str) -> None:
    """After Sphinx has resolved a page, its stored form is not needed again."""
    forget(app.env)
