"""What is published stands on any host: under any path, with every link alive, editions that never change, and a deposit."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser

from handbook import incremental
from handbook.publishing import cards, deposit, editions, hosting
from handbook.serving.guard import POLICIES

from .browsing import Quiet, served
from .conftest import in_french, shared, toy_project
from .running import handbook
from .sites import files

PATH = "/some/where/"
#: That of the toy.
EDITION = "2026.1"
ROOT = f"https://handbook.example{PATH}"


def publish(project: Path, *more: object) -> object:
    return handbook("publish", "--url", ROOT, "--seeds", project / "seeds", "--docs", project / "docs", *more)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy, published with a frozen edition and a redirect; a test only looks at it."""

    def make(folder: Path) -> None:
        toy_project(folder)
        in_french(folder)
        (folder / "seeds/redirects.yml").write_text(
            "- {gone: actor albania, to: actor alba, name: Albania, date: 2024, reason: Misnamed.}\n", encoding="utf-8"
        )
        done = publish(
            folder, "--to", folder / "host" / PATH.strip("/"), "--freeze", "--deposit", folder / "deposit.zip"
        )
        assert done.returncode == 0, done.stdout + done.stderr

    return shared(tmp_path_factory, "published", make)


@pytest.fixture(scope="module")
def host(published: Path) -> Iterator[str]:
    """A static server of what was published, under its path."""
    with served(published / "host", handler=Quiet) as port:
        yield f"http://127.0.0.1:{port}"


def pages(folder: Path) -> dict[str, BeautifulSoup]:
    return {
        p.relative_to(folder).as_posix(): BeautifulSoup(p.read_text(encoding="utf-8"), "lxml")
        for p in sorted(folder.rglob("*.html"))
    }


@pytest.mark.slow
def test_every_link_is_alive(published: Path) -> None:
    """Under a path of a host, each link, picture, script and style of every page is a file there, with the anchor that it names."""
    root = published / "host"
    every = pages(root)
    anchors = {name: {str(t["id"]) for t in soup.find_all(id=True)} for name, soup in every.items()}
    links = 0
    for name, soup in every.items():
        for tag in soup.find_all(["a", "link", "script", "img"]):
            address = tag.get("href") or tag.get("src")
            whole = urlsplit(urljoin(f"https://handbook.example/{name}", str(address or "")))
            if not address or whole.scheme not in ("http", "https") or whole.netloc != "handbook.example":
                continue
            path = unquote(whole.path).lstrip("/")
            there = root / (path + "index.html" if path.endswith("/") or not path else path)
            assert there.is_file(), (name, address)
            if whole.fragment and there.suffix == ".html":
                assert unquote(whole.fragment) in anchors[there.relative_to(root).as_posix()], (name, address)
            links += 1
    assert links > 500


@pytest.mark.slow
def test_what_hosts_look_for(published: Path) -> None:
    """Site map, robots, headers, redirects and the page for nothing are there and name what is there."""
    root = published / "host" / PATH.strip("/")
    listed = [
        e.text or "" for e in ET.parse(root / "sitemap.xml").iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    ]
    assert f"{ROOT}latest/actors/alba.html" in listed
    assert all((root / address.removeprefix(ROOT)).is_file() for address in listed)
    assert f"{ROOT}latest/actors/albania.html" not in listed
    assert f"Sitemap: {ROOT}sitemap.xml" in (root / "robots.txt").read_text(encoding="utf-8")
    assert (
        f"{PATH}latest/actors/albania.html {PATH}latest/actors/alba.html 301"
        in (root / "_redirects").read_text(encoding="utf-8").splitlines()
    )
    for file in ("_headers", ".htaccess"):
        text = (root / file).read_text(encoding="utf-8")
        assert all(name in text and value in text for name, value in POLICIES.items())
    missing = BeautifulSoup((root / "404.html").read_text(encoding="utf-8"), "lxml")
    assert {str(p["lang"]) for p in missing.find_all("p")} >= {"en", "fr"}
    assert {str(a["href"]) for a in missing.find_all("a")} == {f"{PATH}latest/", f"{PATH}latest/fr/"}
    french = BeautifulSoup((root / "latest/fr/404.html").read_text(encoding="utf-8"), "lxml")
    assert [(str(p["lang"]), str(p.a["href"])) for p in french.find_all("p") if p.a] == [("fr", f"{PATH}latest/fr/")]
    assert f"ErrorDocument 404 {PATH}latest/fr/404.html" in (root / ".htaccess").read_text(encoding="utf-8")
    front = BeautifulSoup((root / "latest/agreements/north-pact.html").read_text(encoding="utf-8"), "lxml")
    picture = str(front.find("meta", property="og:image")["content"])
    assert (root / picture.removeprefix(ROOT)).read_bytes()[:4] == b"\x89PNG"
    canonical = str(front.find("link", rel="canonical")["href"])
    assert canonical == f"{ROOT}latest/agreements/north-pact.html"


@pytest.mark.slow
def test_site_map_and_pages_name_all_languages(published: Path) -> None:
    """Each page in each language names itself and the other by full address, the site map says the same, and each card is there."""
    root = published / "host" / PATH.strip("/")
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    listed = {
        str(url.findtext("s:loc", namespaces=names)): {
            str(link.get("hreflang")): str(link.get("href")) for link in url.iterfind("x:link", names)
        }
        for url in ET.parse(root / "sitemap.xml").iterfind("s:url", names)
    }
    for folder in ("latest/", "latest/fr/"):
        address = f"{ROOT}{folder}agreements/north-pact.html"
        page = BeautifulSoup((root / folder / "agreements/north-pact.html").read_text(encoding="utf-8"), "lxml")
        said = {str(link["hreflang"]): str(link["href"]) for link in page.select("link[hreflang]")}
        assert said == listed[address]
        assert said["en"] == said["x-default"] == f"{ROOT}latest/agreements/north-pact.html"
        assert said["fr"] == f"{ROOT}latest/fr/agreements/north-pact.html"
        assert str(page.select("link[rel=canonical]")[0]["href"]) == address
        picture = str(page.select('meta[property="og:image"]')[0]["content"])
        assert (root / picture.removeprefix(ROOT)).is_file()


@pytest.mark.slow
def test_deposit(published: Path) -> None:
    """The deposit has the data and what a repository asks for, and is the same bytes each time."""
    with zipfile.ZipFile(published / "deposit.zip") as zipped:
        said = json.loads(zipped.read("metadata.json"))["metadata"]
        assert {"data/handbook.json", "data/claims.csv", "data/handbook.sqlite", "schema/handbook.json"} <= set(
            zipped.namelist()
        )
    assert {"title", "upload_type", "creators", "license", "version", "publication_date", "description"} <= set(said)
    assert said["license"] == "cc-by-4.0"
    own = deposit.metadata("T", "1", "2024-01-01", "E", "A", [], "", "CC BY-SA 4.0")
    assert own["license"] == "cc-by-sa-4.0"
    assert deposit.archive({"b": b"2", "a": b"1"}, said) == deposit.archive({"a": b"1", "b": b"2"}, said)


@pytest.mark.slow
def test_an_edition_never_changes(published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Publishing again brings the latest state up to date and leaves the edition; a changed one cannot take its place.

    What changed since the edition is told on the pages of entries; the seeds are read once for all sites.
    """
    shutil.copytree(published, tmp_path, dirs_exist_ok=True)
    target = tmp_path / "host" / PATH.strip("/")
    frozen = {p: p.read_bytes() for p in (target / EDITION).rglob("*") if p.is_file()}
    entry = tmp_path / "seeds/registry/actors/alba.yml"
    entry.write_text(
        entry.read_text(encoding="utf-8").replace("A state by the sea.", "A state by a lake."), encoding="utf-8"
    )
    done = publish(tmp_path, "--to", target)
    assert done.returncode == 0, done.stdout + done.stderr
    entry_page = (target / "latest/actors/alba.html").read_text(encoding="utf-8")
    assert "by a lake" in entry_page
    assert f'href="alba/since-{EDITION}.html"' in entry_page
    changes = BeautifulSoup((target / f"latest/actors/alba/since-{EDITION}.html").read_text(encoding="utf-8"), "lxml")
    said = changes.find("article").get_text(" ")
    assert "A state by the sea." in said
    assert "A state by a lake." in said
    assert changes.find("a", href=f"{ROOT}{EDITION}/actors/alba.html")
    assert not (target / f"latest/actors/borealis/since-{EDITION}.html").exists()
    other = (target / "latest/actors/borealis.html").read_text(encoding="utf-8")
    assert f"Unchanged since edition {EDITION}" in other
    assert 'href="../reference/editions.html"' in other
    readings: list[Path] = []
    read = incremental.read

    def counted(folder: Path, *more: object, **others: object) -> object:
        readings.append(folder)
        return read(folder, *more, **others)

    monkeypatch.setattr(incremental, "read", counted)
    done = publish(tmp_path, "--to", target, "--freeze")
    assert len(readings) == 1
    assert done.returncode == 1
    assert f"edition {EDITION} was published with other content" in done.stdout
    assert {p: p.read_bytes() for p in (target / EDITION).rglob("*") if p.is_file()} == frozen


@pytest.mark.slow
def test_another_folder_has_no_edition_of_the_first(published: Path, tmp_path: Path) -> None:
    """Published into another folder, or into the same when its editions are gone, pages say nothing of editions that are not there."""
    shutil.copytree(published, tmp_path / "project")
    project, target = tmp_path / "project", tmp_path / "project/host" / PATH.strip("/")
    assert publish(project, "--to", target).returncode == 0
    assert (target / "latest/reference/editions.html").is_file()
    assert publish(project, "--to", tmp_path / "other").returncode == 0
    shutil.rmtree(project / "docs/_build")
    assert publish(project, "--to", tmp_path / "fresh").returncode == 0
    assert not (tmp_path / "fresh/latest/reference/editions.html").exists()
    assert files(tmp_path / "other") == files(tmp_path / "fresh")


@pytest.mark.slow
def test_an_edition_that_is_made_again(published: Path, tmp_path: Path) -> None:
    """What pages say of an edition is what it holds, also when it was taken back and made again of other records under its number."""
    shutil.copytree(published, tmp_path / "project")
    project, target = tmp_path / "project", tmp_path / "project/host" / PATH.strip("/")
    entry = project / "seeds/registry/actors/alba.yml"
    entry.write_text(entry.read_text(encoding="utf-8").replace("A state by the sea.", "A state by a lake."), "utf-8")
    assert publish(project, "--to", target).returncode == 0
    shutil.rmtree(target)
    assert publish(project, "--to", target, "--freeze").returncode == 0
    shutil.rmtree(project / "docs/_build")
    assert publish(project, "--to", tmp_path / "fresh", "--freeze").returncode == 0
    assert f"Unchanged since edition {EDITION}" in (target / "latest/actors/alba.html").read_text(encoding="utf-8")
    assert files(target) == files(tmp_path / "fresh")


def test_a_strange_folder_is_left_alone(tmp_path: Path) -> None:
    """A folder with other files is refused, and nothing in it is touched."""
    toy_project(tmp_path / "project")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/letter.txt").write_text("dear", encoding="utf-8")
    done = publish(tmp_path / "project", "--to", tmp_path / "mine")
    assert done.returncode == 1
    assert "not empty" in done.stdout
    assert [p.name for p in (tmp_path / "mine").iterdir()] == ["letter.txt"]


def test_list_of_editions() -> None:
    """Editions are listed the latest first, each once; what is no list is refused."""
    text = editions.listed("", "2026.1", "2026-01-01")
    text = editions.listed(text, "2026.2", "2026-06-01")
    assert [row["edition"] for row in json.loads(editions.listed(text, "2026.2", "2026-06-01"))] == ["2026.2", "2026.1"]
    for strange in ("{}", '[{"edition": 3}]', "nonsense"):
        with pytest.raises(ValueError, match="no list of editions"):
            editions.listed(strange, "2026.1", "2026-01-01")


def test_redirect_pages_are_read() -> None:
    """Where a page sends its readers is seen from where it stands."""
    page = hosting.published_page("actors/old.html", '<meta http-equiv="refresh" content="0; url=../events/new.html">')
    assert page.to == "events/new.html"
    assert hosting.published_page("a.html", "<p>").to == ""


def test_cards_hold_any_text() -> None:
    """A card is the same picture each time, whatever its text is made of; marks of Typst are text."""
    card = cards.Card("actors/a.html", "actor", '#panic("x") $x$ *b* "', "\\ ] #[ عربي", "W")
    assert cards.drawn([card]) == cards.drawn([card])
    assert list(cards.drawn([card, card._replace(path="b.html")])) == ["_cards/actors/a.png", "_cards/b.png"]


def test_an_old_edition_says_so(browser: Browser, published: Path, host: str) -> None:
    """A page of an edition that has a later one says so, leads to the same page there, and makes no request elsewhere."""
    later = json.dumps([{"edition": "2999.1", "date": "2999-01-01", "path": "2999.1/"}])
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.url))
    page.goto(f"{host}{PATH}{EDITION}/actors/alba.html")
    page.wait_for_load_state("networkidle")
    assert page.locator(".hb-old-edition").is_hidden()
    page.route("**/editions.json", lambda route: route.fulfill(body=later, content_type="application/json"))
    page.goto(f"{host}{PATH}{EDITION}/actors/borealis.html")
    page.goto(f"{host}{PATH}{EDITION}/actors/alba.html#cite")
    page.locator(".hb-old-edition").wait_for(state="visible")
    assert "2999.1" in page.locator(".hb-old-edition").inner_text()
    # This entry did not change, so there is nothing to tell of; that one did.
    assert page.locator(".hb-since-then").is_hidden()
    page.route("**/since-*.html", lambda route: route.fulfill(body="changes"))
    page.goto(f"{host}{PATH}{EDITION}/actors/borealis.html")
    page.locator(".hb-since-then a").click()
    page.wait_for_url(f"**{PATH}latest/actors/borealis/since-{EDITION}.html")
    page.goto(f"{host}{PATH}{EDITION}/actors/alba.html#cite")
    page.locator(".hb-old-edition").wait_for(state="visible")
    page.locator(".hb-old-edition > a").click()
    page.wait_for_url(f"**{PATH}latest/actors/alba.html#cite")
    assert page.locator(".hb-old-edition").is_hidden()
    assert all(address.startswith(host) for address in asked)
    context.close()
