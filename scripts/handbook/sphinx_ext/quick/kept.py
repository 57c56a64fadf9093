"""Pressed pages in the place of Sphinx's stored doctrees.

Sphinx wants a file for each page, and unpickles it when somebody asks for the page's
nodes: another builder, or Sphinx itself when it writes the page.  So each file begins with a
pickle from which the nodes are made of the page's source, anew; behind its end, where
Sphinx does not look, is the pressed page.
"""

from __future__ import annotations

import pickle
import weakref
from collections.abc import Iterator, Set
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from docutils import nodes
from docutils.transforms.references import PropagateTargets
from myst_parser.mdit_to_docutils.transforms import PrioritiseExplicitIds
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment.collectors import EnvironmentCollector
from sphinx.environment.collectors.asset import ImageCollector
from sphinx.errors import ExtensionError
from sphinx.transforms import FilterSystemMessages
from sphinx.util.docutils import new_document

from handbook.publish import write as replace_file
from handbook.sphinx_ext.quick.maker import Beyond
from handbook.sphinx_ext.quick.press import Pressed
from handbook.sphinx_ext.quick.tree import Tree
from handbook.sphinx_ext.quick.ways import current

#: The application that has a folder of pages: the last that was made.
_apps: weakref.WeakValueDictionary[str, Sphinx] = weakref.WeakValueDictionary()


def begun(app: Sphinx) -> None:
    """Stored pages of the application's folder can be unpickled from now on."""
    _apps[str(app.srcdir)] = app


class Silent:
    """Notes of a page that was noted when it was pressed: its nodes are made again, and nothing else."""

    def __init__(self, app: Sphinx, docname: str) -> None:
        self.docname, self.folder = docname, Path(app.srcdir)
        self.pages: Set[str] = app.env.found_docs
        self._names: dict[str, str] = {}

    def object(self, kind: str, target: str, name: str, anchor: str) -> None:
        if kind == "source":
            self._names[target] = name

    def term(self, text: str, anchor: str, node: nodes.Node) -> None:
        """Noted already."""

    def name_of(self, source: str) -> str:
        return self._names.get(source, source)

    def uses(self, path: Path) -> None:
        """Noted already."""


class _Page:
    """A page whose pickle is made of its address, and which comes back as its nodes."""

    def __init__(self, folder: str, docname: str) -> None:
        self.folder, self.docname = folder, docname

    def __reduce__(self) -> tuple[object, ...]:
        return nodes_of, (self.folder, self.docname)


def nodes_of(folder: str, docname: str) -> nodes.document:
    """The nodes of a pressed page, made of its source.

    Raises:
        ExtensionError: there is no application for the folder, or the source is another now.
    """
    app = _apps.get(folder)
    if app is None:
        raise ExtensionError(
            f"{docname}: the pages of {folder} are only read by a Sphinx that has the handbook's extension"
        )
    path = app.env.doc2path(docname)
    document = new_document(str(path))
    # docutils' settings are the same for all documents: these are a page's own, as Sphinx has them.
    document.settings = document.settings.copy()
    vars(document.settings).update(app.env.settings)
    page = Tree(document, Silent(app, docname))
    try:
        page.read(path.read_text(encoding="utf-8"))
    except (Beyond, OSError) as error:
        raise ExtensionError(f"{docname}: its source changed while it was in use: build again") from error
    document.settings.env = app.env
    for transform in (PropagateTargets, FilterSystemMessages, *([PrioritiseExplicitIds] if page.labelled else [])):
        transform(document).apply()
    document["translation_progress"] = {"total": 0, "translated": 0}
    if page.pictured:
        collect(app, docname, document, ImageCollector())
    document.settings.env = None
    return document


def collect(app: Sphinx, docname: str, document: nodes.document, collector: EnvironmentCollector) -> None:
    """Let a collector of Sphinx's note what is in the nodes of a page."""
    with reading(app, docname):
        collector.process_doc(app, document)


@contextmanager
def reading(app: Sphinx, docname: str) -> Iterator[None]:
    """Within it, a page is the one that Sphinx reads."""
    env = app.env
    before = env.current_document
    env.current_document = current(docname)
    try:
        yield
    finally:
        env.current_document = before


def _path(builder: Builder, docname: str) -> str:
    return f"{builder.doctreedir}/{docname}.doctree"


@lru_cache(1)
def _start(folder: str, docname: str) -> bytes:
    return pickle.dumps(_Page(folder, docname), pickle.HIGHEST_PROTOCOL)


def save(builder: Builder, docname: str, page: Pressed) -> None:
    """Keep a pressed page."""
    folder = str(builder.srcdir)
    raw = _start(folder, docname) + pickle.dumps(tuple(page), pickle.HIGHEST_PROTOCOL)
    replace_file(_path(builder, docname), raw, new=True)


def load(builder: Builder, docname: str) -> Pressed | None:
    """A page that was kept; None of any other file."""
    try:
        with open(_path(builder, docname), "rb", buffering=0) as file:  # noqa: PTH123
            raw = file.read()
    except OSError:
        return None
    start = _start(str(builder.srcdir), docname)
    return Pressed(*pickle.loads(memoryview(raw)[len(start) :])) if raw.startswith(start) else None
