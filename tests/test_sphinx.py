"""Real Sphinx builds of the toy handbook: strict, incremental, repeatable, and safe."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from handbook.exports.tables import TABLES

from .running import built, sphinx

#: What a build that comes to no end may change: Sphinx is to store anew.
STORED = {"doctrees/environment.pickle", "doctrees/handbook.proofs", "doctrees/handbook.kept"}
#: The scripts of our pages, and what the timeline's own script brings.
SCRIPTS = {"first.js", "furo.js", "handbook.js", "drawers.js", "cite-buttons.js"}
TIMELINE_SCRIPTS = {
    "datetime.59e0c1878eff60c5168d1fad4a861729.js", "documentation_options.js", "doctools.js", "sphinx_highlight.js",
}  # fmt: skip
HOSTILE = "</title><script>alert(1)</script> ```{include} /etc/passwd``` {{ 7*7 }} [x](javascript:alert(1)) {actor}`alba` <b>&amp;"


def text_of(path: Path) -> str:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "lxml").get_text(" ")


def soup(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")


def digest(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


def pages_read(output: str) -> set[str]:
    """The pages that Sphinx read in a build that said ``output``."""
    lines = re.sub(r"\x1b\[[0-9;]*[mK]", "", output).replace("\r", "\n")
    return set(re.findall(r"reading sources\.\.\. \[ *\d+%\] (\S+)", lines))


def times(folder: Path) -> dict[str, int]:
    """When each page of a site was written."""
    return {p.relative_to(folder).with_suffix("").as_posix(): p.stat().st_mtime_ns for p in folder.rglob("*.html")}


def test_build_then_nothing_then_one(toy: Path) -> None:
    """A clean build is strict; a second reads and writes nothing; one edited actor writes only pages that show it."""
    docs, out = toy / "docs", toy / "out" / "html"
    written_by_people = {"index", "timeline", "how-to-read", "about/index", "about/method", "reference/bibliography"}
    assert pages_read(built(sphinx(docs, out))) == written_by_people
    first = times(out)
    assert pages_read(built(sphinx(docs, out))) == set()
    assert times(out) == first
    actor = toy / "seeds" / "registry" / "actors" / "ann-example.yml"
    actor.write_text(
        actor.read_text(encoding="utf-8").replace("Somebody who speaks", "A person who speaks"), encoding="utf-8"
    )
    assert pages_read(built(sphinx(docs, out))) == set()
    changed = {name for name, time in times(out).items() if time != first[name]}
    assert changed == {"actors/ann-example", "actors/index", "reference/glossary"}
    assert "A person who speaks" in text_of(out / "actors" / "ann-example.html")


@pytest.mark.parametrize("way", ["1", "0"])
@pytest.mark.parametrize("folder", [True, False])
def test_an_empty_handbook(toy: Path, way: str, folder: bool) -> None:
    """A handbook without any entry or source, and one without a folder of any, builds: its lists are there, and empty."""
    shutil.rmtree(toy / "seeds")
    (toy / "seeds").mkdir()
    if folder:
        for place in ("actors", "agreements", "events", "terms", "conflicts"):
            (toy / "seeds" / "registry" / place).mkdir(parents=True)
        (toy / "seeds" / "articles").mkdir()
    built(sphinx(toy / "docs", toy / "html", "-D", f"handbook_short_way={way}"))
    for name in ("actors/index", "agreements/index", "events/index", "sources/index", "timeline", "reference/glossary"):
        page = soup(toy / "html" / f"{name}.html")
        assert page.h1 is not None
        assert not page.select(".hb-row, li.timeline, main dl.glossary dt"), name
    json.loads((toy / "html" / "data" / "handbook.json").read_text(encoding="utf-8"))


def test_two_clean_builds_are_identical(toy: Path) -> None:
    """Two builds from the same inputs, one of them parallel, are byte-identical."""
    built(sphinx(toy / "docs", toy / "a" / "html"))
    first = digest(toy / "a" / "html")
    built(sphinx(toy / "docs", toy / "b" / "html", jobs="2"))
    second = digest(toy / "b" / "html")
    assert {k for k in first.keys() | second.keys() if first.get(k) != second.get(k)} == set()
    assert len(first) > 30


def test_edited_in_processes_is_the_same_as_anew(toy: Path) -> None:
    """With two processes an edit gives what a clean build gives, also when pages by hand show what was edited."""
    docs, out = toy / "docs", toy / "out" / "html"
    built(sphinx(docs, out, jobs="2"))
    actor = toy / "seeds" / "registry" / "actors" / "ann-example.yml"
    actor.write_text(
        actor.read_text(encoding="utf-8").replace("Somebody who speaks", "A person who speaks"), encoding="utf-8"
    )
    article = toy / "seeds" / "articles" / "gazette-2024.md"
    article.write_text(
        article.read_text(encoding="utf-8").replace("title: Two States Agree", "title: Both States Agree"),
        encoding="utf-8",
    )
    assert "index" in pages_read(built(sphinx(docs, out, jobs="2")))
    assert "Both States Agree" in text_of(out / "index.html")
    built(sphinx(docs, toy / "anew" / "html"))
    assert digest(out) == digest(toy / "anew" / "html")


def test_a_warning_in_another_process_stops_the_build(toy: Path) -> None:
    """A bad page that another process reads fails a strict build, with its place."""
    (toy / "docs" / "about").mkdir(exist_ok=True)
    for number in range(4):
        (toy / "docs" / "about" / f"bad-{number}.md").write_text(
            f"---\norphan: true\n---\n# Bad {number}\n\n```{{nothing-{number}}}\n```\n", encoding="utf-8"
        )
    done = sphinx(toy / "docs", toy / "out" / "html", jobs="2")
    assert done.returncode != 0
    for number in range(4):
        assert re.search(rf"bad-{number}\.md:6: WARNING: Unknown directive type: 'nothing-{number}'", done.stderr)


def test_statement_and_back(toy_site: Path) -> None:
    """From a statement on an entry page to its paragraph on the source page, and back."""
    out = toy_site
    entry = soup(out / "agreements" / "north-pact.html")
    link = next(a for a in entry.select("a.reference") if "¶2a" in a.get_text())
    assert link["href"] == "../sources/gazette-2024.html#p2a"
    statement = soup(out / "sources" / "gazette-2024.html").find(id="p2a")
    assert statement is not None
    assert "../agreements/north-pact.html" in {a["href"] for a in statement.select("a")}


def test_term_and_labels(toy: Path) -> None:
    """``{term}`` works for entries and aliases, ``{ref}`` and the domain's roles for entries and statements."""
    page = toy / "docs" / "how-to-read.md"
    roles = "{term}`Example` {term}`North Pact` {ref}`actor-alba` {ref}`statement-gazette-2024-2a` {actor}`alba` {agreement}`the pact <north-pact>` {event}`pact-signed` {topic}`port-alba` {source}`gazette-2024` {statement}`gazette-2024/3a` {cite}`gazette-2024`"
    page.write_text(f"# How\n\n{roles}\n", encoding="utf-8")
    out = toy / "out" / "html"
    built(sphinx(toy / "docs", out))
    links = {a["href"] for a in soup(out / "how-to-read.html").select("article a.reference")}
    assert {
        "actors/alba.html",
        "agreements/north-pact.html",
        "events/pact-signed.html",
        "reference/terms.html#topic-port-alba",
        "sources/gazette-2024.html",
        "sources/gazette-2024.html#p3a",
    } <= links
    assert any(h.startswith("reference/glossary.html#term-") for h in links)


@pytest.mark.parametrize("bad", ["{actor}`nobody`", "{statement}`gazette-2024/9z`", "{actor}`../../etc`"])
def test_bad_reference_is_a_warning_with_its_place(toy: Path, bad: str) -> None:
    """An unknown or malformed reference fails a strict build and names the file."""
    (toy / "docs" / "how-to-read.md").write_text(f"# How\n\n{bad}\n", encoding="utf-8")
    done = sphinx(toy / "docs", toy / "out" / "html")
    assert done.returncode != 0
    assert "how-to-read.md" in done.stderr


def test_bad_seed_is_a_warning_and_pages_stay(toy: Path) -> None:
    """A broken seed fails the build with file, line and code; the site of the last good run stays."""
    built(sphinx(toy / "docs", toy / "out" / "html"))
    before = digest(toy / "out")
    (toy / "seeds" / "registry" / "actors" / "alba.yml").write_text(
        "id: alba\nkind: stat\nname: Alba\ngloss: G.\ncite: [gazette-2024/2a]\n", encoding="utf-8"
    )
    done = sphinx(toy / "docs", toy / "out" / "html")
    assert done.returncode != 0
    assert re.search(r"alba\.yml:2: WARNING: HB206 .*did you mean 'state'\?", done.stderr), done.stderr
    after = digest(toy / "out")
    assert {name for name in before | after if before.get(name) != after.get(name)} <= STORED


def test_a_problem_of_a_whole_file_has_a_place(toy: Path) -> None:
    """What is told of a file as a whole has its first line for a place, not an empty one."""
    (toy / "seeds/editions").mkdir(exist_ok=True)
    (toy / "seeds/editions/0.txt").write_text("actor gone-away\n", encoding="utf-8")
    done = sphinx(toy / "docs", toy / "out" / "html")
    assert re.search(r"seeds/editions/0\.txt:1: WARNING: HB311 ", done.stderr), done.stderr


def test_hostile_text_is_literal(toy: Path) -> None:
    """Names, titles, glosses and statements with markup in them appear as written and run nothing."""
    alba = toy / "seeds" / "registry" / "actors" / "alba.yml"
    lines = (
        alba.read_text(encoding="utf-8")
        .replace("gloss: A state by the sea.", "gloss: " + json.dumps(HOSTILE))
        .replace("name: Alba", "name: " + json.dumps("Alba " + HOSTILE))
    )
    alba.write_text(lines, encoding="utf-8")
    article = toy / "seeds" / "articles" / "gazette-2024.md"
    made = (
        article.read_text(encoding="utf-8")
        .replace("title: Two States Agree", "title: " + json.dumps("Two " + HOSTILE))
        .replace("2a. Alba and Borealis signed", f"2a. {HOSTILE} Alba and Borealis signed")
    )
    article.write_text(made.replace("  when: 2024-02\n", "  when: 2024-02\n  quotation: title\n"), encoding="utf-8")
    (toy / "seeds" / "vocabulary.txt").write_text("Alba\nMinister\n", encoding="utf-8")
    out = toy / "out" / "html"
    built(sphinx(toy / "docs", out))
    shown = 0
    for path in out.rglob("*.html"):
        page = soup(path)
        # JSON-LD is data: no browser runs it.
        run = [s for s in page.find_all("script") if s.get("type") != "application/ld+json"]
        scripts = {s.get("src", "").split("?")[0].rpartition("/")[2] for s in run}
        assert scripts <= SCRIPTS | (TIMELINE_SCRIPTS if path.stem == "timeline" else set()), path
        assert not [s for s in run if s.get_text().strip() or "://" in s.get("src", "")], path
        assert not [
            a for a in page.find_all(href=True) if a["href"].lower().startswith(("javascript:", "data:", "vbscript:"))
        ]
        assert "root:x:" not in page.get_text()
        shown += HOSTILE in " ".join(page.get_text().split())
    assert shown >= 4
    for data in (out / "data").rglob("*.js"):
        assert "<" not in data.read_text(encoding="utf-8"), data


def test_files_are_links(toy_site: Path) -> None:
    """On the page of data each file and each table is a link to a file that the site has; so is the feed on the page of changes."""
    addresses = {}
    for name in ("exports", "changes"):
        page = BeautifulSoup((toy_site / f"reference/{name}.html").read_text(encoding="utf-8"), "lxml")
        addresses[name] = [str(link["href"]) for link in page.select("article a.external[href^='..']")]
    assert len(addresses["exports"]) == len(set(addresses["exports"]))
    assert {f"../data/{table.name}.csv" for table in TABLES} | {"../feed.xml", "../data/sources.ris"} <= set(
        addresses["exports"]
    )
    assert "../feed.xml" in addresses["changes"]
    assert [a for some in addresses.values() for a in some if not (toy_site / "reference" / a).is_file()] == []


def test_the_page_of_changes_has_a_place(toy_site: Path) -> None:
    """The page of all changes, which the sidebar does not name, stands under the coverage: marked there, with a page before and after it."""
    page = soup(toy_site / "reference/changes.html")
    assert [a["href"] for a in page.select("a.hb-here")] == ["coverage.html"]
    assert page.select("a.prev-page[href='coverage.html']")
    assert page.select("a.next-page")


def test_inventory_lists_every_object(toy_site: Path) -> None:
    """The inventory has each entry, source and statement as an object and as a label."""
    from sphinx.util.inventory import InventoryFile

    inventory = InventoryFile.loads((toy_site / "objects.inv").read_bytes(), uri="")
    names = (
        {kind: set(inventory.data[kind]) for kind in inventory.data}
        if hasattr(inventory, "data")
        else {k: set(v) for k, v in inventory.items()}
    )
    assert {"alba", "borealis", "ann-example"} == names["hb:actor"]
    assert names["hb:statement"] == {"gazette-2024/2a", "gazette-2024/2b", "gazette-2024/3a"}
    assert {"actor-alba", "agreement-north-pact", "source-gazette-2024", "statement-gazette-2024-3a"} <= names[
        "std:label"
    ]
