"""Lists that are divided into pages: nothing is lost, odd names stand in them as written, and no page grows with the handbook."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from handbook import i18n, publish, recipes
from handbook.pages.view import View
from handbook.render import myst

from .divided import ODD, divide_at, synthetic
from .running import handbook
from .test_sphinx import soup


def test_lists_do_not_grow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A long list is divided: every entry stands in one part, and the index of parts hardly grows with the handbook."""
    whole = (
        "actors/index", "agreements/index", "events/index", "sources/index", "reference/glossary", "reference/terms", "reference/conflicts",
    )  # fmt: skip
    # Half of what fits on a page, so that half of the entries show it.
    divide_at(monkeypatch, rows=250, names=375)
    sizes = {}
    for entries in (600, 1500):
        context, _report = publish.read(synthetic(tmp_path / str(entries), entries))
        view = View(context.corpus, context.mentions, i18n.translator("en"))
        made = {
            name: myst.page(recipe.make())
            for name, recipe in recipes.pages(view).items()
            if name in whole or name.startswith("actors/by/")
        }
        sizes[entries] = max(len(made[name]) for name in whole)
        parts = [text for name, text in made.items() if name.startswith("actors/by/")]
        assert len(parts) > 5
        listed = [line for text in parts for line in text.splitlines() if line.startswith("/actors/")]
        assert sorted(listed) == sorted(f"/actors/{a}" for a in context.corpus.actors)
    assert sizes[1500] < sizes[600] * 1.8


def test_long_lists_are_divided(divided_site: Path) -> None:
    """Lists, glossary, bibliography and index with more rows than fit on a page stand on several, each row once, and all is linked."""
    out, registry = divided_site / "out", divided_site / "seeds" / "registry"
    for kind in ("actors", "agreements", "events"):
        rows = [row for page in (out / kind / "by").glob("*.html") for row in soup(page).select(".hb-row-name a")]
        assert len(rows) == len({a["href"] for a in rows}) == len(list((registry / kind).glob("*.yml")))
        assert all(len(soup(page).select(".hb-row")) <= 5 for page in (out / kind / "by").glob("*.html"))
    for page, parts in (("genindex", out), ("reference/bibliography", out / "reference" / "bibliography"), ("reference/glossary", out / "reference" / "glossary")):  # fmt: skip
        links = [a["href"] for a in soup(out / f"{page}.html").select("main ul a")]
        assert len(links) > 1, page
        assert all(((out / page).parent / link).is_file() for link in links), page
        assert len(links) == len(list(parts.glob("genindex-*.html" if page == "genindex" else "*.html")))
    # Terms and disagreements: each on one of several pages, which their first pages list.
    for kind, start, folder in (("terms", "topic-", "terms"), ("conflicts", "conflict-", "conflicts")):
        index, parts = soup(out / "reference" / f"{kind}.html"), list((out / "reference" / folder).glob("*.html"))
        assert {a["href"] for a in index.select("main ul a")} == {f"{folder}/{part.name}" for part in parts}
        assert len(parts) > 1
        assert index.select_one("p.hb-parts")
        ids = [e["id"] for part in parts for e in soup(part).select(f"main [id^={start}]")]
        assert sorted(ids) == sorted(f"{start}{f.stem}" for f in (registry / kind).glob("*.yml"))
        assert not index.select(f"main [id^={start}]")
        # In the sidebar a part stands under its list.
        here = [a["href"] for part in parts for a in soup(part).select("a.hb-here")]
        assert here == [f"../{kind}.html"] * len(parts)
    # What other software and the search are told, and where the cited page sends its readers.
    anchors = json.loads((out / "data/anchors.js").read_text(encoding="utf-8").partition("=")[2].rstrip(";\n"))
    told = json.loads((out / "myst.xref.json").read_text(encoding="utf-8"))["references"]
    told = {r["html_id"]: r["url"] for r in told if r.get("html_id", "").startswith("topic-")}
    previews = json.loads((out / "data/previews.json").read_text(encoding="utf-8"))
    shown = {a.partition("#")[2]: "/" + a.partition("#")[0] for a in previews if "#" in a}
    assert told == shown == {k: f"/{doc}.html" for k, doc in anchors.items() if k.startswith("topic-")}
    for anchor, doc in anchors.items():
        assert soup(out / f"{doc}.html").select_one(f"#{anchor}")
    # The timeline shows the latest events and says where the others are.
    page = soup(out / "timeline.html")
    dated = [f for f in (registry / "events").glob("*.yml") if "  date: {date:" in f.read_text(encoding="utf-8")]
    assert len(page.select("li.timeline")) == 5 < len(dated)
    assert page.select_one("main p:not(.hb-filter-here) > a[href='events/index.html']")
    listed = [c for page in (out / "reference" / "bibliography").glob("*.html") for c in soup(page).select(".citation")]
    assert len(listed) == len(list((divided_site / "seeds" / "articles").glob("*.md")))
    names = [a.get_text() for page in out.glob("genindex-*.html") for a in soup(page).select("main section li a")]
    assert len(set(names)) == sum(
        len(list((registry / kind).glob("*.yml"))) for kind in ("actors", "agreements", "events", "terms")
    )


def test_odd_names_in_divided_lists(divided_site: Path) -> None:
    """Names that begin with a quotation mark, or have marks of HTML in them, stand literally in divided lists, glossary, index and
    contents, each once; and their parts are linked by what stands there."""
    out = divided_site / "out"
    actors = {f"{name} group" for name in ODD}
    for pages, rows in ((out / "actors/by", ".hb-row-name a"), (out / "reference/glossary", "main dt")):
        found = [
            row.get_text().rstrip("¶#").strip() for page in pages.glob("*.html") for row in soup(page).select(rows)
        ]
        assert sorted(n for n in found if n.endswith(" group")) == sorted(actors), pages
    terms = [e for page in (out / "reference/terms").glob("*.html") for e in soup(page).select("main [id^=topic-odd-]")]
    assert len(terms) == len(ODD)
    indexed = [a.get_text() for page in out.glob("genindex-*.html") for a in soup(page).select("main section li a")]
    # A semicolon divides an entry of Sphinx's index: names have a comma there.
    assert {name.replace(";", ",") for name in actors} <= set(indexed)
    for page in out.rglob("*.html"):
        made = soup(page)
        assert not made.find_all("b"), page
        assert not [
            s for s in made.find_all("script") if "alert(" in s.get_text() and s.get("type") != "application/ld+json"
        ], page
    for index in ("actors/index", "reference/glossary", "reference/terms", "genindex"):
        for link in soup(out / f"{index}.html").select("main ul a"):
            assert ((out / index).parent / str(link["href"]).partition("#")[0].partition("?")[0]).is_file(), (
                index,
                link,
            )


@pytest.mark.slow
def test_divided_lists_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A handbook large enough for divided lists builds without a warning."""
    divide_at(monkeypatch, rows=250, names=375)
    synthetic(tmp_path, 450)
    done = handbook("build", "--seeds", tmp_path / "seeds", "--docs", tmp_path / "docs", "--out", tmp_path / "out")
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(list((tmp_path / "out/actors/by").glob("*.html"))) > 5
