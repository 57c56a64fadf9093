"""Pages of blocks: their HTML, their nodes, their MyST and what they declare agree, whatever texts are in them."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from docutils import nodes
from docutils.nodes import Element, Node
from hypothesis import example, given, settings
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.logging import NAMESPACE
from sphinx.writers.html5 import HTML5Translator

from handbook.blocks import (
    Figure,
    Glossary,
    Link,
    Object,
    Page,
    Paragraph,
    Statement,
    heading,
)
from handbook.incremental.planning import Planned
from handbook.page_facts import facts
from handbook.pages.recipe import recipe
from handbook.render import html, myst
from handbook.sphinx_ext.frame.page_writer import PageWriter
from handbook.sphinx_ext.objects.documents import GeneratedProject
from handbook.sphinx_ext.running.build import build_of
from handbook.sphinx_ext.running.registration import Registration
from handbook.sphinx_ext.site.builder import HandbookHTMLBuilder
from handbook.sphinx_ext.site.surroundings import Surroundings

from .conftest import toy_project
from .drawn_pages import TRIED, WRITTEN, pages
from .running import application

#: Pages in each property test; more by hand, as in HANDBOOK_PAGES=2000.
EXAMPLES = int(os.environ.get("HANDBOOK_PAGES", "60"))
#: The pages that tests make again and again: one of blocks, and its text as MyST.


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sphinx]:
    """An application that was told of the toy's pages, and has two more."""
    root = toy_project(tmp_path_factory.mktemp("blocks") / "toy")
    out = root / "out"
    with application(root / "docs", out, suppress_warnings=["*"]) as made:
        files = {TRIED: out / "tried.handbook", WRITTEN: out / "written.md"}
        for path in files.values():
            path.write_text("", encoding="utf-8")
        known = {**made.project.files, **files}
        made.project = made.env.project = GeneratedProject(made.project, known, made.project.registered_names)
        made.project.add()
        # Each reading and each event is told, a thousand times.
        logging.getLogger(NAMESPACE).setLevel(logging.CRITICAL)
        made.builder.prepare_writing(set())
        made.builder.secnumbers, made.builder.fignumbers = {}, {}
        yield made


def read(app: Sphinx, docname: str) -> nodes.document:
    """The nodes of a page, with references resolved, as Sphinx reads it from its file."""
    for name in (TRIED, WRITTEN):
        app.env.events.emit("env-purge-doc", app.env, name)
        app.env.clear_doc(name)
    app.builder.read_doc(docname)
    app.env._write_doc_doctree_cache.clear()
    app.env._pickled_doctree_cache.clear()
    return app.env.get_and_resolve_doctree(docname, app.builder, tags=app.builder.tags)


def tried(app: Sphinx, page: Page) -> nodes.document:
    """The nodes of a page of blocks."""
    plan = build_of(app.env).plan
    assert plan
    plan.pages[TRIED] = Planned.anew(recipe(lambda: page), page)
    return read(app, TRIED)


def html_of_nodes(app: Sphinx, document: nodes.document) -> str:
    """What Sphinx's own writer makes of nodes."""
    assert isinstance(app.builder, HandbookHTMLBuilder)
    document.settings = app.builder.docsettings
    app.builder.current_docname = TRIED
    visitor = app.builder.create_translator(document, app.builder)
    assert isinstance(visitor, HTML5Translator)
    document.walkabout(visitor)
    return "".join(visitor.fragment)


def html_of_blocks(app: Sphinx, page: Page) -> str:
    """What we make of blocks."""
    assert isinstance(app.builder, HandbookHTMLBuilder)
    build = build_of(app.env)
    assert build.book
    writer = PageWriter(Surroundings(app.builder).shell, build.book, {}, _unasked, _unasked)
    return html.page(writer.site("actors"), page)


def _unasked(*_arguments: object) -> Any:
    raise AssertionError("no page is written")


#: Headings with the anchor of something else on the page.
TWICE = Page(
    TRIED, "a test",
    (heading(1, "HB entry"), Object("actor", "tried", "T"), Paragraph(("x",)), heading(2, "P2a"), heading(2, "Term a"),
     Statement("tried/2a", "T", (Paragraph(("y",)),)), heading(2, "Topic a"), Object("topic", "a", "A"), Paragraph(("z",)), heading(2, "conflict-1"), heading(2, "C", label="conflict-1"), Glossary((("a", ("b",)),))),
)  # fmt: skip


@settings(max_examples=EXAMPLES)
@given(pages())
@example(TWICE)
def test_html_is_what_sphinx_writes(app: Sphinx, page: Page) -> None:
    """The HTML of blocks is byte for byte what Sphinx's translator writes of their nodes; no anchor is in it twice."""
    ours = html_of_blocks(app, page)
    assert ours == html_of_nodes(app, tried(app, page))
    anchors = re.findall(r' id="([^"]*)"', ours)
    assert sorted(anchors) == sorted(set(anchors))


def shape(node: Node) -> Iterator[object]:
    """What a reader sees of nodes and how it is built: elements with their classes, words, and where links lead."""
    if isinstance(node, nodes.Text):
        yield str(node)
        return
    if isinstance(node, nodes.comment | nodes.target | addnodes.index):
        return
    assert isinstance(node, Element)
    inner = [part for child in node.children for part in shape(child)]
    if isinstance(node, nodes.inline) and isinstance(node.parent, nodes.reference):
        # The words of a link, which have the classes of the role.
        yield from inner
        return
    words: list[object] = []
    for part in inner:
        if isinstance(part, str) and words and isinstance(words[-1], str):
            words[-1] += part
        else:
            words.append(part)
    words = [" ".join(part.split()) if isinstance(part, str) else part for part in words]
    leads = unquote(node.get("refuri") or node.get("refid") or "")
    yield node.tagname, tuple(sorted(node.get("classes", ()))), leads, tuple(word for word in words if word)


#: Texts that once were taken for something else.
MISREAD = Page(
    TRIED, "a test",
    (heading(1, "T"), Glossary((("b", ("c",)), ("\u00a0a", ("d",)))), Paragraph((Link("doc", "actors/index", "`"),)),
     Paragraph((Link("part", "glossary-a", "A"),)), heading(2, "A", label="glossary-a"), Paragraph(("x",))),
)  # fmt: skip


@settings(max_examples=EXAMPLES)
@given(pages())
@example(MISREAD)
def test_myst_says_the_same(app: Sphinx, page: Page) -> None:
    """A page written as MyST is read by myst-parser with the same words, in the same structure, its links to the same places."""
    page = page._replace(orphan=False)
    expected = list(shape(tried(app, page)))
    path = Path(app.env.doc2path(WRITTEN))
    path.write_text(myst.page(page), encoding="utf-8")
    assert list(shape(read(app, WRITTEN))) == expected


def declared(env: BuildEnvironment, docname: str) -> dict[str, object]:
    """All that Sphinx's environment knows of a page."""
    std, index = env.domaindata["std"], env.domaindata["index"]
    metadata = {key: value for key, value in env.metadata.get(docname, {}).items() if key in ("orphan", "hb_redirect")}
    return {
        "title": env.titles[docname].astext(),
        "longtitle": env.longtitles[docname].astext(),
        "toc": env.tocs[docname].pformat(),
        "entries": env.toc_num_entries[docname],
        "includes": env.toctree_includes.get(docname, []),
        "parents": sorted(name for name, above in env.files_to_rebuild.items() if docname in above),
        "metadata": metadata,
        "labels": {k: v for k, v in std["labels"].items() if v[0] == docname},
        "anonlabels": {k: v for k, v in std["anonlabels"].items() if v[0] == docname},
        "objects": {k: v for k, v in std["objects"].items() if v[0] == docname},
        "terms": {k: v for k, v in std["terms"].items() if v[0] == docname},
        "handbook": {k: tuple(v) for k, v in env.domaindata["hb"]["objects"].items() if v.docname == docname},
        "index": index["entries"].get(docname, []),
    }


@settings(max_examples=EXAMPLES)
@given(pages())
@example(TWICE)
def test_what_is_told_is_what_is_collected(app: Sphinx, page: Page) -> None:
    """What Sphinx is told of a page is what it collects when it reads the page's nodes."""
    tried(app, page)
    collected = declared(app.env, TRIED)
    build, told = build_of(app.env), Registration(app.env)
    assert build.plan
    own = {name: planned.facts for name, planned in build.plan.pages.items() if name in build.registered_pages}
    told.register(own | {TRIED: facts(page)})
    assert declared(app.env, TRIED) == collected
    told.register(own)
    assert TRIED not in app.env.titles


def test_a_page_with_a_part_of_others_is_theirs() -> None:
    """A page with a directive of another extension has no HTML of ours."""
    from handbook.blocks import Directive

    page = Page("x", "", (heading(1, "T"), Directive(("```{bibliography}", "```"))))
    with pytest.raises(html.NotHere):
        html.page(html.Site(lambda _kind, _target: ("", "", "")), page)


def test_a_picture_is_drawn_or_shown(app: Sphinx) -> None:
    """A picture is drawn into a page of the site, with addresses of pages; other outputs show its file and its words."""
    link = '<a href="doc:actors/alba"><text>A &amp; B</text></a>'
    svg = f'<svg class="hb-svg">{link}</svg>\n'
    page = Page(TRIED, "a test", (heading(1, "T"), Figure("actor-tried", svg, "A to B")))
    document = tried(app, page)
    ours = html_of_blocks(app, page)
    assert ours == html_of_nodes(app, document)
    assert link.replace("doc:actors/alba", "alba.html") in ours
    read_anew = app.env.get_doctree(TRIED)
    (image,) = read_anew.findall(nodes.image)
    assert image["alt"] == "A to B"
    assert (Path(app.srcdir) / image["uri"].lstrip("/")).read_text(encoding="utf-8") == svg
