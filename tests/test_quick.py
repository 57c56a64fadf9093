"""The short way through Sphinx gives what the whole way gives: node by node, page by page, message by message."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import pytest
from docutils import nodes
from docutils.transforms import Transform
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.writers.html5 import HTML5Translator

from handbook.pages.myst import MARKER, container, data, escape, fields, heading, role, span, text
from handbook.sphinx_ext.domain import Object, domain_of
from handbook.sphinx_ext.html import HandbookHTMLBuilder
from handbook.sphinx_ext.quick import kept as store
from handbook.sphinx_ext.quick import reading, ways, writing
from handbook.sphinx_ext.quick.maker import Beyond
from handbook.sphinx_ext.quick.press import pressed
from handbook.sphinx_ext.quick.toc import Contents, kept

from .conftest import PROJECT, sphinx
from .test_sphinx import built, digest, read_count

#: A generated page with a directive of others.
WHOLE_WAY = {"reference/bibliography"}


def application(root: Path, out: Path, **more: object) -> Sphinx:
    """A Sphinx application that has read a handbook."""
    values = {"html_copy_source": False, **more}
    app = Sphinx(root / "docs", root / "docs", out, out / ".d", "html", values, status=None, freshenv=True)
    app.builder.read()
    return app


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Sphinx, Sphinx]:
    """The handbook itself, read the short way and the whole way."""
    root = tmp_path_factory.mktemp("quick")
    (root / "seeds").symlink_to(PROJECT / "seeds")
    # Pages are generated into a folder of their own: other tests build the handbook where it is.
    (root / "docs").mkdir()
    for path in (PROJECT / "docs").iterdir():
        if path.name in ("about", "_media", "locales") or path.suffix in (".py", ".md"):
            (root / "docs" / path.name).symlink_to(path)
    return application(root, root / "short"), application(root, root / "whole", handbook_short_way=False)


def test_every_node_is_the_same(both: tuple[Sphinx, Sphinx]) -> None:
    """Every page of the handbook has the same nodes, headings, labels, index entries and dependencies both ways."""
    short, whole = both
    quick = domain_of(short.env).quick
    generated = {name for name in short.env.all_docs if "/" in name and not name.startswith("about/")}
    left = generated - quick - WHOLE_WAY
    assert len(left) < 6, left
    assert not domain_of(whole.env).quick
    for name in quick:
        assert short.env.get_doctree(name).pformat() == whole.env.get_doctree(name).pformat(), name
    for table in ("titles", "longtitles", "tocs"):
        ours, theirs = getattr(short.env, table), getattr(whole.env, table)
        assert {k: v.pformat() for k, v in ours.items()} == {k: v.pformat() for k, v in theirs.items()}
    for table in (
        "toc_num_entries",
        "dependencies",
        "images",
        "toctree_includes",
        "files_to_rebuild",
        "glob_toctrees",
    ):
        assert dict(getattr(short.env, table)) == dict(getattr(whole.env, table)), table
    ways = ("quick", "pressed")
    for domain in ("std", "hb", "index", "citation", "changeset", "math"):
        ours, theirs = short.env.get_domain(domain).data, whole.env.get_domain(domain).data
        assert {k: v for k, v in ours.items() if k not in ways} == {k: v for k, v in theirs.items() if k not in ways}
    assert len(domain_of(short.env).pressed) > 200


def test_every_place_is_in_the_page(both: tuple[Sphinx, Sphinx]) -> None:
    """References know the file and line that they stand in, as a message about one would say."""
    short, whole = both
    for name in ("actors/mali", "sources/klomegah-2024"):
        ours = [
            (n["reftarget"], n.source, n.line)
            for n in short.env.get_doctree(name).findall()
            if "reftarget" in getattr(n, "attributes", ())
        ]
        theirs = [(n["reftarget"], n.source, n.line) for n in whole.env.get_doctree(name).findall() if "reftarget" in getattr(n, "attributes", ())]  # fmt: skip
        assert len(ours) == len(theirs) > 20
        assert {place[1] for place in ours} == {str(short.env.doc2path(name))}
        lines = Path(short.env.doc2path(name)).read_text(encoding="utf-8").splitlines()
        assert all(f"<{target}>" in lines[line - 1] for target, _source, line in ours)


def test_every_page_is_the_same(toy: Path) -> None:
    """The site is byte for byte the same both ways, in one process and in two; so is one with an edit."""
    for name, extra in (("whole", ("-D", "handbook_short_way=0")), ("short", ())):
        built(sphinx(toy / "docs", toy / name / "html", *extra, jobs="1" if name == "whole" else "2"))
    record = toy / "seeds" / "registry" / "actors" / "ann-example.yml"
    for edited in (False, True):
        if edited:
            record.write_text(record.read_text(encoding="utf-8").replace("Somebody who speaks", "One who <speaks>"), encoding="utf-8")  # fmt: skip
            for name, extra in (("whole", ("-D", "handbook_short_way=0")), ("short", ())):
                built(sphinx(toy / "docs", toy / name / "html", *extra))
        whole, short = digest(toy / "whole" / "html"), digest(toy / "short" / "html")
        # Sphinx notes its configuration, the way among it, in one file.
        different = {name for name in whole | short if whole.get(name) != short.get(name)}
        assert different <= {".buildinfo"}


def test_other_builders_share_what_was_kept(toy: Path) -> None:
    """A builder that wants nodes finds them where the site kept pressed pages, and reads no page again."""
    out = {}
    for shared in (True, False):
        doctrees = toy / f"doctrees-{shared}"
        if shared:
            built(sphinx(toy / "docs", toy / "html", "-d", str(doctrees)))
        done = built(sphinx(toy / "docs", toy / f"text-{shared}", "-d", str(doctrees), "-b", "xml"))
        assert (read_count(done)[0] == 0) is shared
        out[shared] = digest(toy / f"text-{shared}")
    assert out[True] == out[False]
    assert len(out[True]) > 10


def test_kept_pages_want_the_extension(toy: Path) -> None:
    """What was kept of a page is of no use to a Sphinx without the extension, and the message says so."""
    app = application(toy, toy / "out")
    raw = (toy / "out" / ".d" / "actors" / "ann-example.doctree").read_bytes()
    assert pickle.loads(raw).pformat() == app.env.get_doctree("actors/ann-example").pformat()
    store._apps.clear()
    with pytest.raises(ExtensionError, match=r"actors/ann-example: .* extension"):
        pickle.loads(raw)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Sphinx:
    """An application on two pages, one of which a test writes again and again."""
    root = tmp_path_factory.mktemp("small")
    (root / "seeds").mkdir()
    for name in ("actors", "agreements", "events", "terms"):
        (root / "seeds" / "registry" / name).mkdir(parents=True)
    (root / "docs").mkdir()
    (root / "docs" / "conf.py").write_text((PROJECT / "docs" / "conf.py").read_text(encoding="utf-8"), encoding="utf-8")
    (root / "docs" / "index.md").write_text("# Small\n\n```{toctree}\n:glob:\n\n*/*\n```\n", encoding="utf-8")
    (root / "docs" / "actors").mkdir()
    (root / "docs" / "actors" / "tried.md").write_text("# Tried\n", encoding="utf-8")
    return application(root, root / "out", suppress_warnings=["*"])


def nodes_of(app: Sphinx, page: str, quick: bool) -> tuple[str, bool]:
    """The nodes of a page, read one way, and if it went the short way."""
    path = Path(app.srcdir) / "actors" / "tried.md"
    path.write_text(page, encoding="utf-8")
    app.env.clear_doc("actors/tried")
    if quick:
        reading.read_doc(app.builder, "actors/tried")
    else:
        app.builder.read_doc("actors/tried")
    app.env._write_doc_doctree_cache.clear()
    app.env._pickled_doctree_cache.clear()
    return app.env.get_doctree("actors/tried").pformat(), "actors/tried" in domain_of(app.env).quick


TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30) | st.sampled_from(
    ["\\", "`", "a\\", "``x", "] {.a}", "[ ]", " x ", "1. one", "- a", "# a", ":a: b", "{{x}}", "<b>", "&amp;", "\u00a0a\u00a0", "$x$", "---", "> q", "|", "2024)", "@me", "http://x.y", "(c)", "a  b", "\t", "ﬁ\u0301"]
)  # fmt: skip


def _inline(words: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    plain = words.map(escape)
    link = words.map(lambda w: role("actor", "ann", w))
    mark = words.map(lambda w: span(escape(w), "hb-when"))
    cited = words.map(lambda w: span(f"{escape(w)} {role('statement', 's/1a', w)}", "hb-cite", "hb-x"))
    return st.lists(plain | link | mark | cited, min_size=1, max_size=4).map(" ".join)


def _block(words: st.SearchStrategy[str]) -> st.SearchStrategy[list[str]]:
    line = _inline(words)
    bullets = st.lists(line, min_size=1, max_size=3).map(lambda found: ["{.hb-says}", *(f"- {x}" for x in found), ""])
    numbers = st.lists(line, min_size=1, max_size=3).map(lambda found: [*(f"1. {x}" for x in found), ""])
    glossary = st.lists(st.tuples(words, line), min_size=1, max_size=3).map(
        lambda found: ["```{glossary}", *(part for word, said in found for part in (escape(word), f"  {said}", "")), "```", ""]
    )  # fmt: skip
    labelled = st.tuples(st.integers(0, 10**9), words).map(lambda two: [f"(l-{two[0]})=", *heading(2, two[1])])
    return (
        line.map(lambda found: [found, ""])
        | glossary
        | labelled
        | bullets
        | numbers
        | words.map(lambda w: heading(2, w))
        | st.tuples(words, line).map(lambda two: container("hb-card", fields([two, (two[0], "\n  - " + two[1])])))
        | line.map(lambda found: [":::{hb:statement} s/1a", "", found, "", ":::", ""])
        | words.map(lambda w: data("hb:rows", "actor", [{"id": "ann", "name": w, "gloss": w, "facets": [["a", w, w]]}]))
    )


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_block(TEXT), min_size=1, max_size=5), TEXT)
def test_any_page_of_ours_is_the_same(small: Sphinx, blocks: list[list[str]], title: str) -> None:
    """Whatever texts the pages' own functions write, both ways read the same nodes of them."""
    page = text([f"{MARKER} from a test", "", *heading(1, title), *(line for block in blocks for line in block)])
    whole, _ = nodes_of(small, page, quick=False)
    short, _ = nodes_of(small, page, quick=True)
    assert short == whole


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_block(TEXT), min_size=1, max_size=5), TEXT)
def test_any_page_of_ours_is_written_the_same(small: Sphinx, blocks: list[list[str]], title: str) -> None:
    """Whatever texts a page of ours has, its HTML is what Sphinx's translator writes."""
    source = data("hb:entry", "source s", [{"name": "S", "names": [f"n{title}"]}])
    page = text(
        [
            f"{MARKER} from a test",
            "",
            *heading(1, title),
            *source,
            "A source\\.",
            "",
            *(line for block in blocks for line in block),
        ]
    )
    builder, name = small.builder, "actors/tried"
    assert isinstance(builder, HandbookHTMLBuilder)
    nodes_of(small, page, quick=True)
    try:
        made = pressed(page)
    except Beyond:
        assert name not in domain_of(small.env).pressed
        # Where Sphinx has a message, as for two statements with one number, or an index entry of blanks.
        return
    assert name in domain_of(small.env).pressed
    assert store.load(builder, name) == made
    domain_of(small.env).objects["actor", "ann"] = Object("actors/ann", "hb-entry", "Ann")
    domain_of(small.env).objects["statement", "s/1a"] = Object(name, "p1a", "S ¶1a")
    builder.prepare_writing(set())
    builder.secnumbers, builder.fignumbers = {}, {}
    ours = writing.Writer(builder, []).body(name, made)
    resolved = small.env.get_and_resolve_doctree(name, builder, tags=builder.tags)
    resolved.settings = builder.docsettings
    visitor = builder.create_translator(resolved, builder)
    assert isinstance(visitor, HTML5Translator)
    resolved.walkabout(visitor)
    assert ours == "".join(visitor.fragment)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.sampled_from("a1 \n\n#-*:`[]{}().<>\\&;!|_~^$%=+\"'/@,?é\u00a0"), max_size=60))
def test_any_other_page_is_the_same(small: Sphinx, body: str) -> None:
    """What is not ours goes the whole way, or is read as MyST reads it: nothing is taken for something else."""
    page = f"{MARKER} from a test\n\n# Title\n\n{body}\n"
    whole, _ = nodes_of(small, page, quick=False)
    short, _ = nodes_of(small, page, quick=True)
    assert short == whole


@pytest.mark.parametrize(
    "body",
    ["*a*", "a\nb", "```{include} /etc/passwd\n```", "```{hb:rows} actor\n{\n```", ":::{container} a\nx\n:::", "(La bel)=\n## b", "a\n(label)=\n## b", "```{glossary}\na : b\n  c\n```", "```{glossary}\n*a*\n  c\n```", "- {actor}`ann`", "{doc}`index`", "{actor}`<>`",
     ":::{container} a\n\n:::{container} b\n\n:::\n\n:::", "```{hb:entry} nobody x\n```", "```{hb:figure} none\n```", "```{hb:figure} ../x\n```", "#### four", "<javascript:alert(1)>"],
)  # fmt: skip
def test_what_is_not_ours_goes_the_whole_way(small: Sphinx, body: str) -> None:
    """Markup beyond our own is left to MyST, with the same outcome, message or not."""
    page = f"{MARKER} from a test\n\n# Title\n\n{body}\n"
    whole, _ = nodes_of(small, page, quick=False)
    short, quick = nodes_of(small, page, quick=True)
    assert not quick
    assert short == whole


def test_contents_are_kept_small(both: tuple[Sphinx, Sphinx]) -> None:
    """The headings of a page are stored in a fifth of the bytes, and come back as the nodes that Sphinx had."""
    short, whole = both
    ours, theirs = short.env.tocs["actors/mali"], whole.env.tocs["actors/mali"]
    assert isinstance(ours, Contents)
    stored = pickle.dumps(ours)
    assert len(stored) * 5 < len(pickle.dumps(theirs))
    assert pickle.loads(stored).pformat() == theirs.pformat()
    assert ours.deepcopy().pformat() == theirs.pformat()
    with_pages = nodes.bullet_list("", addnodes.toctree())
    assert kept(with_pages) is with_pages


def test_numbered_sections_keep_their_numbers(toy: Path) -> None:
    """Under a numbered list of pages, headings and contents have their numbers both ways."""
    (toy / "docs" / "index.md").write_text("# Toy\n\n```{toctree}\n:numbered:\n\nactors/index\nagreements/index\nevents/index\nsources/index\nreference/bibliography\n```\n", encoding="utf-8")  # fmt: skip
    pages = []
    for way in ("1", "0"):
        done = sphinx(toy / "docs", toy / way / "html", "-D", f"handbook_short_way={way}")
        assert "ann-example" in done.stdout
        pages.append((toy / way / "html" / "actors" / "ann-example.html").read_text(encoding="utf-8"))
    assert 'class="section-number">1.' in pages[0]
    toc = pages[0].partition('class="toc-tree"')[2]
    assert re.search(r"<a [^>]*>1\.\d+\.\d+\. ", toc), toc[:500]
    assert pages[0] == pages[1]


def test_stored_pages_are_let_go(toy: Path) -> None:
    """After a page is written its stored form is not kept."""
    app = application(toy, toy / "out")
    builder = app.builder
    assert isinstance(builder, HandbookHTMLBuilder)
    app.env.get_doctree("actors/ann-example")
    assert app.env._pickled_doctree_cache
    app.build(force_all=True)
    assert not app.env._pickled_doctree_cache


class Shout(Transform):
    """A transform of another extension."""

    default_priority = 500

    def apply(self, **_kwargs: object) -> None:
        self.document["shouted"] = "yes"


def test_transforms_of_others_are_applied(toy: Path) -> None:
    """A transform that another extension adds is applied to pages that go the short way too."""
    app = Sphinx(toy / "docs", toy / "docs", toy / "out", toy / "out" / ".d", "html", status=None, freshenv=True)
    app.add_transform(Shout)
    app.builder.read()
    name = "actors/ann-example"
    assert name in domain_of(app.env).quick
    assert app.env.get_doctree(name)["shouted"] == "yes"


def test_others_are_told_of_pages(toy: Path) -> None:
    """A listener of another extension hears of every page that is read, also the short way, after the contents are known."""
    app = Sphinx(toy / "docs", toy / "docs", toy / "out", toy / "out" / ".d", "html", status=None, freshenv=True)
    heard = []
    app.connect(
        "doctree-read", lambda app, _tree: heard.append((app.env.docname, app.env.docname in app.env.tocs)), 900
    )
    app.builder.read()
    assert dict(heard) == dict.fromkeys(app.env.all_docs, True)
    assert "actors/ann-example" in domain_of(app.env).quick


@pytest.mark.parametrize(
    "value", ["myst_enable_extensions=colon_fence,attrs_inline,attrs_block,fieldlist,dollarmath", "myst_heading_anchors=2", "smartquotes=1", "primary_domain=std"]
)  # fmt: skip
def test_another_configuration_goes_the_whole_way(toy: Path, value: str) -> None:
    """With settings under which MyST might read our pages otherwise, MyST reads them."""
    name, _, said = value.partition("=")
    app = Sphinx(
        toy / "docs",
        toy / "docs",
        toy / "out",
        toy / "out" / ".d",
        "html",
        {name: said.split(",") if "," in said else said},
        status=None,
        warning=None,
    )
    app.builder.read()
    assert not domain_of(app.env).quick


def test_settings_for_docutils_go_the_whole_way(toy: Path) -> None:
    """With a docutils.conf, which may change how any page is read, MyST reads all."""
    (toy / "docs" / "docutils.conf").write_text("[general]\nsectsubtitle_xform: no\n", encoding="utf-8")
    assert not domain_of(application(toy, toy / "out").env).quick


def test_another_sphinx_goes_the_whole_way(toy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Under a Sphinx without the parts that the short way replaces, the handbook is built as any project is."""
    monkeypatch.setattr(ways, "KNOWN", False)
    app = application(toy, toy / "out")
    assert not domain_of(app.env).quick
    assert "actors/ann-example" in app.env.all_docs


def test_pages_with_a_catalogue_of_translations_go_the_whole_way(toy: Path) -> None:
    """A page for which a translation exists is read by MyST, so that gettext finds its messages."""
    folder = toy / "docs" / "locales" / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "actors.po").write_text('msgid ""\nmsgstr ""\n\nmsgid "Card"\nmsgstr "Karte"\n', encoding="utf-8")
    app = application(toy, toy / "out", language="de", locale_dirs=["locales"])
    quick = domain_of(app.env).quick
    assert "actors/ann-example" not in quick
    assert any(name.startswith("sources/") for name in quick)


def test_a_dead_reference_on_a_generated_page_is_told_with_its_line(toy: Path) -> None:
    """A page that refers to nothing goes the whole way when it is written, and the message names file and line."""
    built(sphinx(toy / "docs", toy / "out" / "html"))
    page = toy / "docs" / "actors" / "ann-example.md"
    lines = page.read_text(encoding="utf-8").splitlines()
    lines += ["", "{actor}`Nobody <nobody-here>`"]
    page.write_text("\n".join(lines) + "\n", encoding="utf-8")
    app = Sphinx(
        toy / "docs", toy / "docs", toy / "two", toy / "two" / ".d", "html", status=None, warning=(said := Said())
    )
    page.write_text("\n".join(lines) + "\n", encoding="utf-8")
    app.build(force_all=True)
    assert f"ann-example.md:{len(lines)}" in said.text, said.text
    assert "nobody-here" in said.text


class Said:
    """A stream that keeps what is written."""

    text = ""

    def write(self, words: str) -> int:
        self.text += words
        return len(words)

    def flush(self) -> None:
        """Nothing waits."""

    def isatty(self) -> bool:
        return False


@pytest.mark.parametrize(
    "body",
    [
        "*a*",
        "[b]{.kbd}",
        "## [b]{.x}",
        ":::{hb:statement} s/1a\n\na\n\n:::",
        ":::{container} contents\n\na\n\n:::",
        "{.compact}\n- a",
    ],
)
def test_a_press_refuses_what_it_cannot_write(small: Sphinx, body: str) -> None:
    """What only Sphinx writes is not pressed: its nodes are kept, and Sphinx writes the page."""
    page = f"{MARKER} x\n\n# T\n\n{body}\n"
    with pytest.raises(Beyond):
        pressed(page)
    nodes_of(small, page, quick=True)
    assert "actors/tried" not in domain_of(small.env).pressed


@pytest.mark.parametrize("body", ["a\0b", '```{hb:rows} actor\n{"id": "a", "name": "b\\u0000c"}\n```'])
def test_a_press_takes_no_nul(body: str) -> None:
    """The character that parts a page's HTML from its gaps comes from no page, written out or not."""
    with pytest.raises(Beyond):
        pressed(f"{MARKER} x\n\n# T\n\n{body}\n")
