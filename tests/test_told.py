"""Sphinx is told of generated pages, or reads their nodes: the same site, the same environment, the same messages."""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import docutils_namespace

from handbook.blocks import Link, Paragraph
from handbook.incremental.planning import Planned
from handbook.pages.recipe import recipe
from handbook.sphinx_ext.doctrees.contents import LazyContents
from handbook.sphinx_ext.running.build import build_of

from .conftest import BASE, LONG, PROJECT, TESTS, shared
from .running import AGAIN, application, built, sphinx
from .test_blocks import declared
from .test_sphinx import digest, pages_read

WHOLE_WAY = ("-D", "handbook_short_way=0")
#: What is said of a generated page by which it is known in what Sphinx stores.
SAYS = "generated pages are read as others are, which takes longer: "


def same(toy: Path, *extra: str, edited: Callable[[], object] | None = None, pages: int = 15) -> dict[str, str]:
    """The toy's site, which is the same both ways, but for what Sphinx notes of its configuration."""
    for name, way, jobs in (("whole", WHOLE_WAY, "1"), ("short", (), "2")):
        said = built(sphinx(toy / "docs", toy / name / "html", *way, *extra, jobs=jobs))
        assert (SAYS in said) is (name == "whole")
    whole, short = digest(toy / "whole" / "html"), digest(toy / "short" / "html")
    assert {name for name in whole | short if whole.get(name) != short.get(name)} <= {".buildinfo"}
    assert sum(name.endswith(".html") for name in short) > pages
    return short


def test_every_page_is_the_same(toy: Path) -> None:
    """The site is byte for byte the same both ways, in one process and in two; so is one with an edit."""
    before = same(toy)
    record = toy / "seeds" / "registry" / "actors" / "ann-example.yml"
    record.write_text(
        record.read_text(encoding="utf-8").replace("Somebody who speaks", "One who <speaks>"), encoding="utf-8"
    )
    assert same(toy)["actors/ann-example.html"] != before["actors/ann-example.html"]


@pytest.mark.parametrize(
    "extra",
    [("language=fr", "handbook_languages=en,fr"), ("html_permalinks=0",), ("html_permalinks_icon=x", "html_baseurl=" + BASE), ("handbook_drafts=all",),
     ("html_title=<T>",)],
)  # fmt: skip
def test_under_any_configuration_of_ours(toy: Path, extra: tuple[str, ...]) -> None:
    """Settings that the short way knows give the same site both ways."""
    same(toy, *(word for value in extra for word in ("-D", value)))


#: The handbook whose pages are all compared: with HANDBOOK_LONG=1 the project's own, which takes two minutes; else the second one of the tests.
REAL = PROJECT if LONG else TESTS / "handbooks" / "luna"
OPTIONS = ("-D", f"html_baseurl={BASE}", "-D", "handbook_drafts=none", "-q")
#: A page for each entry and source, and lists.
PAGES = 200 if LONG else 60


@pytest.fixture(scope="session")
def both_ways(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole handbook, read and written both ways: folders ``whole`` and ``short`` with its site and what Sphinx stored."""

    def make(folder: Path) -> None:
        for name, way in (("whole", WHOLE_WAY), ("short", ())):
            built(sphinx(REAL / "docs", folder / name / "html", *way, *OPTIONS, jobs="2"))

    return shared(tmp_path_factory, "both-ways", make)


@pytest.mark.slow
def test_the_handbook_is_the_same(both_ways: Path) -> None:
    """The site of a whole handbook is byte for byte what Sphinx writes of its pages' nodes."""
    ours, theirs = digest(both_ways / "short" / "html"), digest(both_ways / "whole" / "html")
    assert {name for name in ours | theirs if ours.get(name) != theirs.get(name)} <= {".buildinfo"}
    assert sum(name.endswith(".html") for name in ours) > PAGES


def left(app: Sphinx) -> set[str]:
    """The generated pages of which Sphinx is not told, but for those that another extension's directive makes."""
    build = build_of(app.env)
    assert build.plan is not None
    assert build.plainly == ""
    assert len(build.plan.pages) > 15
    return {n for n in build.plan.pages.keys() - build.registered_pages if not n.startswith("reference/bibliography")}


def environments(short: Sphinx, whole: BuildEnvironment) -> int:
    """Compare what two environments know of generated pages; how many there are."""
    told = build_of(short.env).registered_pages
    for name in told:
        assert declared(short.env, name) == declared(whole, name), name
    assert set(short.env.all_docs) == set(whole.all_docs)
    return len(told)


@pytest.mark.slow
def test_what_the_handbook_tells(both_ways: Path, tmp_path: Path) -> None:
    """Titles, contents, labels, objects, terms, index entries and lists of pages of every page of it are what Sphinx collects; none goes the whole way."""
    whole: BuildEnvironment = pickle.loads((both_ways / "whole" / "doctrees" / "environment.pickle").read_bytes())
    with application(REAL / "docs", tmp_path / "out", html_baseurl=BASE) as app:
        assert len(left(app)) == 0
        assert environments(app, whole) > PAGES


def test_what_is_told_is_what_is_collected(toy: Path) -> None:
    """The same of the toy, some of whose pages share objects with others, and none of which goes the whole way; contents are as whole after a copy and a pickle."""
    with (
        application(toy / "docs", toy / "short") as short,
        application(toy / "docs", toy / "whole", handbook_short_way=False) as whole,
    ):
        assert len(left(short)) == 0
        assert environments(short, whole.env) > 10
    ours, theirs = short.env.tocs["actors/borealis"], whole.env.tocs["actors/borealis"]
    assert isinstance(ours, LazyContents)
    for again in (pickle.loads(pickle.dumps(ours)), ours.deepcopy(), ours):
        assert again.pformat() == theirs.pformat()
    assert not ours.copy().children


def test_what_is_told_is_not_stored(toy: Path) -> None:
    """Nothing of a page that Sphinx was told of is in its stored environment, and no nodes of it; of others all is."""
    built(sphinx(toy / "docs", toy / "html"))
    stored = toy / "doctrees"
    env: BuildEnvironment = pickle.loads((stored / "environment.pickle").read_bytes())
    assert "how-to-read" in env.all_docs
    assert "how-to-read" in env.titles
    tables = [
        *vars(env).values(),
        *(table for data in env.domaindata.values() for table in data.values() if isinstance(table, dict)),
    ]
    held = [
        table
        for table in tables
        if isinstance(table, dict) and any("ann-example" in repr(item) for item in table.items())
    ]
    # Who may refer to such a page says so: lists of pages in pages that are read.
    assert held == []
    assert b"Somebody who speaks" not in (stored / "environment.pickle").read_bytes()
    assert {p.relative_to(stored).as_posix() for p in stored.rglob("*.doctree")} == {
        "index.doctree", "timeline.doctree", "how-to-read.doctree", "about/index.doctree", "about/method.doctree",
        "reference/bibliography.doctree",
    }  # fmt: skip


def test_a_page_that_is_gone_leaves_nothing(toy: Path) -> None:
    """When an entry goes, its page, objects and index entries go with it, as in a build from nothing."""
    event = toy / "seeds" / "registry" / "events" / "pact-signed.yml"
    built(sphinx(toy / "docs", toy / "html"))
    assert (toy / "html" / "events" / "pact-signed.html").is_file()
    event.unlink()
    rulings = toy / "seeds" / "rulings.yml"
    rulings.write_text("".join(r for r in re.split(r"(?m)^(?=- )", rulings.read_text(encoding="utf-8")) if "pact-signed" not in r), encoding="utf-8")  # fmt: skip
    built(sphinx(toy / "docs", toy / "html"))
    built(sphinx(toy / "docs", toy / "anew" / "html"))
    assert digest(toy / "html") == digest(toy / "anew" / "html")
    assert b"pact-signed" not in (toy / "html" / "genindex.html").read_bytes()


def test_other_builders(toy: Path) -> None:
    """A builder that wants nodes makes the same of the pages by itself and after the site, in whose folder it stores its own."""
    out = {}
    for after in (True, False):
        stored = ("-d", str(toy / f"doctrees-{after}"))
        if after:
            built(sphinx(toy / "docs", toy / "html", *stored))
        said = built(sphinx(toy / "docs", toy / f"xml-{after}", *stored, "-b", "xml"))
        assert f"{SAYS}the builder xml writes nodes" in said
        # Nodes know their file, which stands where each stores its own.
        files = (toy / f"xml-{after}").rglob("*.xml")
        out[after] = {p.name: p.read_text(encoding="utf-8").replace(Path(stored[1]).name, "") for p in files}
    assert out[True] == out[False]
    assert len(out[True]) > 15
    # And back: the site is told again, and reads only what people wrote.
    said = built(sphinx(toy / "docs", toy / "html", "-d", str(toy / "doctrees-True")))
    assert pages_read(said) <= {
        "index",
        "timeline",
        "how-to-read",
        "about/index",
        "about/method",
        "reference/bibliography",
    }
    built(sphinx(toy / "docs", toy / "anew"))
    assert digest(toy / "html") == digest(toy / "anew")


def test_numbered_sections_keep_their_numbers(toy: Path) -> None:
    """Under a numbered list of pages, headings and contents have their numbers both ways."""
    index = "# Toy\n\n```{toctree}\n:numbered:\n\nactors/index\nagreements/index\nevents/index\nsources/index\nreference/bibliography\n```\n"
    (toy / "docs" / "index.md").write_text(index, encoding="utf-8")
    pages = []
    for way in ("1", "0"):
        # Pages in no list are warnings, and the build goes on.
        sphinx(toy / "docs", toy / way / "html", "-D", f"handbook_short_way={way}")
        pages.append((toy / way / "html" / "actors" / "ann-example.html").read_text(encoding="utf-8"))
    assert 'class="section-number">1.' in pages[0]
    toc = pages[0].partition('class="toc-tree"')[2]
    assert re.search(r"<a [^>]*>1\.\d+\.\d+\. ", toc), toc[:500]
    assert pages[0] == pages[1]


def test_pages_with_a_catalogue_of_translations(toy: Path) -> None:
    """When there is a translation of generated pages their nodes are read, so that it is used."""
    folder = toy / "docs" / "locales" / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    options = ("-D", "language=de", "-D", "locale_dirs=locales")
    (folder / "about.po").write_text('msgid ""\nmsgstr ""\n\nmsgid "Text."\nmsgstr "Worte."\n', encoding="utf-8")
    assert SAYS not in built(sphinx(toy / "docs", toy / "one" / "html", *options))
    assert "Worte." in (toy / "one/html/about/method.html").read_text(encoding="utf-8")
    (folder / "actors.po").write_text(
        'msgid ""\nmsgstr ""\n\nmsgid "Relations"\nmsgstr "Beziehungen"\n', encoding="utf-8"
    )
    assert f"{SAYS}there are translations of them (actors)" in built(
        sphinx(toy / "docs", toy / "two" / "html", *options)
    )
    assert "Beziehungen" in (toy / "two/html/actors/alba.html").read_text(encoding="utf-8")


def test_a_dead_reference_on_a_generated_page_is_told(toy: Path) -> None:
    """Where nodes are read, a reference that leads nowhere is a message that names the page's file and what it refers to."""
    said = Said()
    values = {"handbook_short_way": False, "nitpicky": True, "suppress_warnings": AGAIN}
    with docutils_namespace():
        app = Sphinx(
            toy / "docs", toy / "docs", toy / "out", toy / "out" / ".d", "html", values, status=None, warning=said
        )
        plan = build_of(app.env).plan
        assert plan
        page = plan.pages["actors/ann-example"].page()
        page = page._replace(blocks=(*page.blocks, Paragraph((Link("actor", "nobody-here", "Nobody"),))))
        plan.pages["actors/ann-example"] = Planned.anew(recipe(lambda: page), page)
        app.build(force_all=True)
    assert re.search(r"actors/ann-example\.\w+:\d+: WARNING: .*nobody-here", said.text), said.text


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
