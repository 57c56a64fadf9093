"""Going through a great many pages without looking for cycles all the time."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence

from docutils.nodes import Node
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.util.display import status_iterator

#: Pages between two searches for cycles: what is written of them waits so long, some 50 MB.
_BATCH = 250


def told(builder: Builder, names: Sequence[str], words: str, colour: str) -> Iterator[str]:
    """The names, each shown on the terminal when it comes, as Sphinx does."""
    yield from status_iterator(names, words, colour, len(names), builder.config.verbosity)


def in_batches(names: Iterable[str]) -> Iterator[str]:
    """The names, with the search for cycles between batches only.

    The search that runs after every few hundred new objects took half of the time that a
    page takes.  Nodes, which point to each other, are dissolved; what else points to itself waits.
    """
    was = gc.isenabled()
    gc.disable()
    gc.freeze()
    try:
        for number, name in enumerate(names, 1):
            yield name
            if number % _BATCH == 0:
                gc.collect()
                # What is left stays: the next search does not look at it again.
                gc.freeze()
    finally:
        if was:
            gc.enable()


def forget(env: BuildEnvironment) -> None:
    """Let go of the stored form of pages, of which Sphinx keeps every one that was looked at until the end."""
    kept: dict[str, bytes] = getattr(env, "_pickled_doctree_cache", {})
    kept.clear()


def dissolve(root: Node) -> None:
    """Let go of all nodes below one: they hold each other, and none is used any more."""
    waiting: list[Node] = [root]
    while waiting:
        node = waiting.pop()
        waiting.extend(node.children)
        node.__dict__.clear()
