"""Digests of what decides pages besides their own content: by them a build knows which it has to write."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from handbook.book import Book
from handbook.incremental import state
from handbook.incremental.digests import digests
from handbook.incremental.planning import Plan
from handbook.incremental.settled import stable
from handbook.sphinx_ext import kept_frame
from handbook.sphinx_ext.told import Layered


class Stamps:
    """Digests of one build; each is taken once, when it is first asked for."""

    def __init__(
        self, app: Sphinx, book: Book, plan: Plan, told_pages: frozenset[str], sources: Mapping[str, bytes]
    ) -> None:
        """``told_pages`` are those that Sphinx does not read, ``sources`` has the digests of the sources of others."""
        self._app, self._book, self._plan, self._told_pages, self._sources = app, book, plan, told_pages, sources

    @property
    def names(self) -> bytes:
        """A digest of the names of generated pages, which lists by patterns may have."""
        return state.digest("\0".join(sorted(self._plan.pages)).encode())

    @cached_property
    def declared(self) -> bytes:
        """A digest of what all generated pages declare."""
        return kept_frame.declared(self._plan.products)

    @cached_property
    def settings(self) -> bytes:
        """A digest of what decides every page besides its content: configuration, extensions, engine, themes."""
        app = self._app
        theme = getattr(app.builder, "theme", None)
        values = sorted((value.name, stable(value.value)) for value in app.config)
        extensions = sorted((name, extension.version) for name, extension in app.extensions.items())
        folders = [
            *(theme.get_theme_dirs() if theme else ()),
            *(Path(app.confdir) / p for p in app.config.templates_path),
        ]
        files = [file for folder in folders for file in sorted(digests(Path(folder), folders=["."]))]
        earlier = [edition.published for edition in self._book.earlier]
        known = values, extensions, files, state.engine(), os.environ.get("SOURCE_DATE_EPOCH"), earlier
        return state.digest(repr(known).encode("utf-8", "surrogatepass"))

    def read_digest(self, docname: str) -> bytes:
        """A digest of the source of a page that Sphinx read, and of what it may show of others."""
        return state.digest(self._sources.get(docname, b"") + self.declared + self.declared_by_read)

    @cached_property
    def declared_by_read(self) -> bytes:
        """A digest of what pages that Sphinx read declare: titles, labels, objects, lists of pages."""
        env = self._app.env
        read = sorted(name for name in env.all_docs if name not in self._told_pages)
        labels = env.domaindata["std"]["labels"]
        told = labels.told if isinstance(labels, Layered) else ()
        others = [domain for domain in env.domains.sorted() if domain.name not in ("hb", "std")]
        known = (
            [(name, env.titles[name].astext(), env.toctree_includes.get(name)) for name in read],
            sorted((name, *place) for name, place in labels.items() if name not in told),
            [(domain.name, sorted(map(str, domain.get_objects()))) for domain in others],
        )
        return state.digest(repr(known).encode("utf-8", "surrogatepass"))


def source_digest(env: BuildEnvironment, docname: str) -> bytes:
    """A digest of a page's source and of the files that it uses."""
    digest = hashlib.blake2b(digest_size=16)
    for path in [Path(env.doc2path(docname)), *sorted(Path(p) for p in env.dependencies.get(docname, ()))]:
        with contextlib.suppress(OSError):
            digest.update(
                f"{path}\0".encode("utf-8", "surrogateescape") + state.digest((Path(env.srcdir) / path).read_bytes())
            )
    return digest.digest()
