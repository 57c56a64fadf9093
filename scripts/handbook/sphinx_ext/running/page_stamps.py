"""Digests of the inputs of pages besides their own content: by these a build knows which pages it has to write."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Container, Mapping
from functools import cached_property
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.i18n import docname_to_domain, format_date

from handbook.book import Book
from handbook.incremental import state
from handbook.incremental.digests import digests
from handbook.incremental.planning import Plan
from handbook.incremental.up_to_date import stable
from handbook.sphinx_ext.frame import saved_frame
from handbook.sphinx_ext.project import input_files
from handbook.sphinx_ext.running.registration import Layered

#: A source that has this word may show the day of the build.
TODAY = b"today"


class Stamps:
    """The digests of one build, each computed when it is first asked for."""

    def __init__(
        self, app: Sphinx, book: Book, plan: Plan, registered_pages: frozenset[str], sources: Mapping[str, bytes], generated: Path
    ) -> None:  # fmt: skip
        """``registered_pages`` are those that Sphinx does not read; ``sources`` has the digests of the sources of all others.

        ``generated`` is the folder of generated sources that these use.
        """
        self._generated = generated.resolve()
        self._app, self._book, self._plan = app, book, plan
        self._registered_pages, self._sources = registered_pages, sources

    @property
    def names(self) -> bytes:
        """A digest of the names of generated pages, which toctrees may list by pattern."""
        return state.digest("\0".join(sorted(self._plan.pages)).encode())

    @cached_property
    def declared(self) -> bytes:
        """A digest of what all generated pages declare."""
        return saved_frame.declared(self._plan.products)

    @cached_property
    def settings(self) -> bytes:
        """A digest of the inputs of every page besides its content: configuration, extensions, engine, themes, code."""
        app = self._app
        theme = getattr(app.builder, "theme", None)
        values = sorted((value.name, stable(value.value)) for value in app.config)
        extensions = sorted((name, extension.version) for name, extension in app.extensions.items())
        folders = theme.get_theme_dirs() if theme else ()
        files = [file for folder in folders for file in sorted(digests(Path(folder), folders=["."]))]
        earlier = [edition.known_by for edition in self._book.earlier]
        other_inputs = input_files.digests_of(
            {*input_files.sheets(app), *input_files.templates(app), *input_files.inventories(app)}
        )
        code = sorted(input_files.code_of(self._sources).items())
        epoch = os.environ.get("SOURCE_DATE_EPOCH")
        inputs = values, extensions, files, state.engine(), epoch, earlier, code, sorted(other_inputs.items())
        return state.digest(repr(inputs).encode("utf-8", "surrogatepass"))

    def read_digest(self, docname: str) -> bytes:
        """A digest of the source of a page that Sphinx read, and of what the page may show of others."""
        return state.digest(self._sources.get(docname, b"") + self.declared + self.all_read)

    @cached_property
    def all_read(self) -> bytes:
        """A digest of all that pages that Sphinx read declare, of their hand-written sources, and of the bibliography files.

        Any page may show something of another: a title, a heading, a label, the number of an equation, a term. To know
        which page shows what, one would have to know every domain and extension; since hand-written pages are few, one
        digest is taken of them all. Parts that are generated into a page count by their headings and labels only.
        """
        env = self._app.env
        read = sorted(name for name in env.all_docs if name not in self._registered_pages)
        labels, unnamed = (env.domaindata["std"][kind] for kind in ("labels", "anonlabels"))
        declarations = (
            [(name, source_digest(env, name, self._generated), env.titles[name].astext()) for name in read],
            [(name, env.tocs[name].astext(), env.toctree_includes.get(name)) for name in read if name in env.tocs],
            [sorted((name, *place) for name, place in table.items() if name not in _registered_names(table)) for table in (labels, unnamed)],
            [(domain.name, sorted(map(str, domain.get_objects()))) for domain in env.domains.sorted() if domain.name not in ("hb", "std")],
            [*input_files.digests_of(input_files.bibliographies(self._app)).values()],
        )  # fmt: skip
        return state.digest(repr(declarations).encode("utf-8", "surrogatepass"))


def _registered_names(names: Mapping[str, object]) -> Container[str]:
    """The names among these that generated pages declare."""
    return names.registered_keys if isinstance(names, Layered) else ()


def source_digest(env: BuildEnvironment, docname: str, without: Path | None = None) -> bytes:
    """A digest of a page's source, of the files that it uses, of its translations, and of today's date if one of these may show it.

    Files in the folder ``without`` are left out.
    """
    digest = hashlib.blake2b(digest_size=16)
    # Compiled catalogues are left out: Sphinx notes them as dependencies, and forgets them when it reads the page.
    used = sorted(Path(env.srcdir, p) for p in env.dependencies.get(docname, ()) if not str(p).endswith(".mo"))
    files = [Path(env.doc2path(docname)), *used, *_catalogues(env, docname)]
    if without:
        files = [path for path in files if not path.resolve().is_relative_to(without)]
    for path in files:
        with contextlib.suppress(OSError):
            content = path.read_bytes()
            digest.update(f"{path}\0".encode("utf-8", "surrogateescape") + state.digest(content))
            if TODAY in content:
                digest.update(_today(env).encode())
    return digest.digest()


def _catalogues(env: BuildEnvironment, docname: str) -> list[Path]:
    """The catalogue files that may have translations of a page."""
    config = env.config
    if not config.language:
        return []
    name = docname_to_domain(docname, config.gettext_compact)
    folders = (Path(folder) / config.language / "LC_MESSAGES" for folder in config.locale_dirs)
    return [
        # A catalogue may be there in compiled form only.
        catalogue if (catalogue := Path(env.srcdir) / folder / f"{name}.po").is_file() else catalogue.with_suffix(".mo")
        for folder in folders
    ]


def _today(env: BuildEnvironment) -> str:
    """Today's date, as Sphinx writes it into a page."""
    config = env.config
    return config.today or format_date(config.today_fmt or "%b %d, %Y", language=config.language)
