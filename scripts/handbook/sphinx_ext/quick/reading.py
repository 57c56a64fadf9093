"""Reading a generated page the short way: pressed for a site, else its nodes, and the few transforms that find something in them.

``Builder.read_doc`` sets up docutils' option parser for every page, MyST makes tokens,
a tree of them and then nodes, and forty-seven transforms look through each page for
what generated pages do not have.  Together that was four fifths of a build.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from docutils import nodes
from myst_parser.mdit_to_docutils.transforms import PrioritiseExplicitIds
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.environment.collectors.toctree import TocTreeCollector
from sphinx.transforms import SphinxTransformer
from sphinx.util.docutils import LoggingReporter, new_document, sphinx_domains

from handbook.pages.myst import MARKER
from handbook.sphinx_ext import made
from handbook.sphinx_ext.domain import domain_of
from handbook.sphinx_ext.made import Noted
from handbook.sphinx_ext.quick import kept as store
from handbook.sphinx_ext.quick.batches import dissolve
from handbook.sphinx_ext.quick.maker import Beyond
from handbook.sphinx_ext.quick.press import Pressed, pressed
from handbook.sphinx_ext.quick.toc import Contents, contents, kept
from handbook.sphinx_ext.quick.tree import Tree
from handbook.sphinx_ext.quick.ways import Short, current, short_of, translated

_MARKER = MARKER.encode()
#: What a page that is read by MyST often has: a directive of others.
_NOT_PRESSED = re.compile(rb"^```\{(?!hb:|toctree|glossary)", re.M)

#: Who collects what a page that ``grammar`` reads may have none of, or what its reader knows.
_IMAGES, _DOWNLOADS = "ImageCollector.process_doc", "DownloadFileCollector.process_doc"
_CONTENTS = "TocTreeCollector.process_doc"


def read_doc(builder: Builder, docname: str, *, cache: bool = True) -> None:
    """``builder.read_doc``, the short way if the page lets us."""
    began = time.time_ns() // 1_000
    page = press(builder, docname)
    if page is not None:
        note(builder, docname, page, began)
        return
    short, env = short_of(builder), builder.env
    path = Path(env.doc2path(docname))
    if not (short.usable and _generated(path)) or translated(builder, docname):
        builder.read_doc(docname, _cache=cache)
        return
    env.prepare_settings(docname)
    try:
        document = _document(builder, short, docname, path)
    except Beyond:
        # What the attempt noted of the page is noted anew.
        env.clear_doc(docname)
        builder.read_doc(docname, _cache=cache)
        return
    env.all_docs[docname] = time.time_ns() // 1_000
    env.current_document = current()
    env.ref_context.clear()
    domain_of(env).quick.add(docname)
    if not isinstance(env.tocs[docname], Contents):
        env.tocs[docname] = kept(env.tocs[docname])
    builder.write_doctree(docname, document, _cache=cache)
    if not cache:
        dissolve(document)


def press(builder: Builder, docname: str) -> Pressed | None:
    """Press a page and keep it, and note nothing; None if it goes another way."""
    short, env = short_of(builder), builder.env
    if not (short.usable and short.presses) or translated(builder, docname):
        return None
    content = _source(builder, docname)
    if not content.startswith(_MARKER):
        return None
    try:
        page = pressed(content.decode("utf-8"))
    except (Beyond, UnicodeDecodeError):
        return None
    lists = (made.listed(docname, names, env.found_docs) for _before, names, _line in page.lists)
    if not all(path.is_file() for path in _figures(env, page)) or any(pages is None for pages in lists):
        # Sphinx has messages for these.
        return None
    store.save(builder, docname, page)
    return page


def ours(builder: Builder, docname: str) -> bool:
    """If a page looks like one that can be pressed."""
    content = _source(builder, docname)
    return content.startswith(_MARKER) and not _NOT_PRESSED.search(content)


def _source(builder: Builder, docname: str) -> bytes:
    with open(builder.env.doc2path(docname), "rb", buffering=0) as file:  # noqa: PTH123
        return file.read()


def _figures(env: BuildEnvironment, page: Pressed) -> list[Path]:
    return [made.figure_path(Path(env.srcdir), name) for name in page.figures]


def note(builder: Builder, docname: str, page: Pressed, began: int) -> None:
    """Note what Sphinx's collectors and domains would find in the nodes of a page that was pressed since ``began`` (µs)."""
    env, standard = builder.env, builder.env.domains.standard_domain
    if any(name in standard.labels for name, _words in page.labels):
        # Sphinx has a message for two of one name.
        builder.read_doc(docname, _cache=False)
        return
    for name, words in page.labels:
        standard.anonlabels[name] = docname, name
        standard.labels[name] = docname, name, words
    # What is written to the page from then on makes it outdated.
    env.all_docs[docname] = began
    title = nodes.title()
    title += nodes.Text(page.headings[0][2])
    env.titles[docname] = env.longtitles[docname] = title
    env.tocs[docname] = contents(docname, page.headings)
    env.toc_num_entries[docname] = len(page.headings)
    domain = domain_of(env)
    for kind, target, name, anchor in page.objects:
        domain.note(kind, target, name, anchor, docname)
    env.domains.index_domain.entries[docname] = [
        ("single", name, anchor, main, None) for name, anchor, main in page.names
    ]
    if page.terms:
        with store.reading(builder._app, docname):
            for term, anchor in page.terms:
                standard._note_term(term, anchor, location=docname)
    domain.quick.add(docname)
    domain.pressed.add(docname)
    for path in _figures(env, page):
        image = path.relative_to(env.srcdir).as_posix()
        env.note_dependency(str(path), docname=docname)
        env.note_dependency(image, docname=docname)
        env.images.add_file(docname, image)
    if page.lists:
        store.collect(builder._app, docname, _outline(builder, docname, page), TocTreeCollector())
        env.tocs[docname] = kept(env.tocs[docname])


def _outline(builder: Builder, docname: str, page: Pressed) -> nodes.document:
    """The headings of a page, and the lists of pages below them."""
    document = new_document("")
    open_sections: list[nodes.Element] = [document]
    place = str(builder.env.doc2path(docname))
    for number in range(len(page.headings) + 1):
        if number:
            level, anchor, text = page.headings[number - 1]
            section = nodes.section("", nodes.title("", text), ids=[anchor])
            open_sections[level - 1].append(section)
            open_sections[level:] = [section]
        for before, names, line in page.lists:
            if before == number:
                pages = made.listed(docname, names, builder.env.found_docs) or []
                open_sections[-1].append(made.toctree(docname, pages, (place, line)))
    return document


def _generated(path: Path) -> bool:
    with path.open(encoding="utf-8", errors="replace") as file:
        return file.readline().startswith(MARKER)


def _document(builder: Builder, short: Short, docname: str, path: Path) -> nodes.document:
    env, settings = builder.env, short.settings
    settings.env = env
    settings._source = str(path)
    reporter = LoggingReporter(
        source=str(path),
        report_level=settings.report_level,
        halt_level=settings.halt_level,
        debug=settings.debug,
        error_handler=settings.error_encoding_error_handler,
    )
    document = nodes.document(settings, reporter, source=str(path))
    document.note_source(str(path), -1)
    document.transformer = transformer = SphinxTransformer(document)
    with sphinx_domains(env):
        content = [path.read_text(encoding="utf-8")]
        builder.events.emit("source-read", docname, content)
        page = Tree(document, Noted(env))
        page.read(content[0])
        document["translation_progress"] = {"total": 0, "translated": 0}
        transformer.add_transforms([*short.transforms, *([PrioritiseExplicitIds] if page.labelled else [])])
        transformer.apply_transforms()
        if short.told is not None:
            _tell(builder, short.told, page)
    return document


def _tell(builder: Builder, told: Iterable[tuple[str, Callable[..., object]]], page: Tree) -> None:
    """Tell the collectors of a page but those who would find nothing, and note its headings, which its reader knows."""
    env = builder.env
    for name, handler in told:
        if name == _CONTENTS and page.plain:
            env.tocs[env.docname] = contents(
                env.docname, [(level, section["ids"][0], section[0].astext()) for level, section in page.headings]
            )
            env.toc_num_entries[env.docname] = len(page.headings)
        elif name != _DOWNLOADS and (name != _IMAGES or page.pictured):
            handler(builder._app, page.document)
