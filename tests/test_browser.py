"""The real handbook in a real browser, under a strict Content-Security-Policy."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from handbook.bench.search import chromium
from handbook.checks import Context
from handbook.searching import words

from .conftest import JAVA, LONG, PROJECT

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CHROMIUM = chromium()
POLICY = "default-src 'self'; script-src 'self'"
PAGES = [
    "index.html", "how-to-read.html", "actors/index.html", "actors/sergey-lavrov.html", "actors/mali.html", "agreements/index.html", "agreements/free-grain-and-fertilizers.html",
    "events/index.html", "events/lavrov-diop-talks-2024.html", "timeline.html", "sources/index.html", "sources/klomegah-2024.html", "reference/conflicts.html",
    "reference/terms.html", "reference/search.html?q=nuclear+signed+2025", "dossiers/index.html", "dossiers/food-and-fuel.html", "years/2025.html", "as-of/2023.html", "as-of/index.html", "as-of/2024-network.html", "reference/overview.html", "reference/glossary.html", "reference/bibliography.html", "reference/rules.html", "reference/data-model.html", "genindex.html", "about/method.html", "reference/coverage.html", "about/performance.html",
    "fr/index.html", "fr/agreements/aes-charter.html", "fr/agreements/index.html", "fr/reference/conflicts.html", "fr/reference/rules.html",
]  # fmt: skip


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves the site with the policy that it must work under."""

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()


@pytest.fixture(scope="module")
def site(real_site: Path) -> Path:
    return real_site


@pytest.fixture(scope="module")
def base(site: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("Chromium is not installed (CI installs it)")
    with sync_playwright() as playwright:
        flags = [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ]
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, base: str) -> Iterator[Page]:
    """A page that fails its test on any console error or request to elsewhere."""
    context = browser.new_context(base_url=base, viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    faults: list[str] = []
    opened.on("console", lambda m: faults.append(m.text) if m.type in ("error", "warning") else None)
    opened.on("pageerror", lambda e: faults.append(str(e)))
    opened.on("request", lambda r: faults.append(f"request to {r.url}") if not r.url.startswith(base) else None)
    yield opened
    context.close()
    assert faults == []


def test_no_error_under_the_policy(page: Page) -> None:
    """Every kind of page loads without a console error, a blocked resource or a request elsewhere."""
    for name in PAGES:
        page.goto(name)
        assert page.locator("h1").count() == 1, name


#: Leaves of a long row of like elements the first ones: what differs between them is words, not colours.
SHORTEN = """() => document.querySelectorAll('main *').forEach(parent => {
    const seen = {};
    for (const child of [...parent.children]) {
        const kind = child.tagName + child.className;
        seen[kind] = (seen[kind] || 0) + 1;
        if (seen[kind] > 8) child.remove();
    }
})"""


@pytest.mark.parametrize("part", range(3))
def test_accessible(browser: Browser, base: str, part: int) -> None:
    """axe finds no violation on any kind of page, in light and in dark, with all that folds unfolded; over whole lists, and all rules in dark, with HANDBOOK_LONG=1."""
    # axe itself adds inline styles while it measures, so the policy's messages do not count here.
    context = browser.new_context(base_url=base, color_scheme="light")
    opened = context.new_page()
    axe = Axe()
    # What the schemes differ in is colours; CSS that axe would fetch once more is ours, and whole.
    options: dict[str, object] = {"resultTypes": ["violations"], "preload": False}
    colours = options | {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
    for name in PAGES[part::3]:
        opened.goto(name)
        opened.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
        if not LONG:
            opened.evaluate(SHORTEN)
        for scheme, rules in (("light", options), ("dark", options if LONG else colours)):
            opened.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            done = axe.run(opened, options=rules).response
            assert [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in done["violations"]] == [], (name, scheme)
    context.close()


def search(page: Page, words: str) -> list[str]:
    page.goto("index.html")
    page.keyboard.press("/")
    page.fill("#hb-search-input", words)
    page.locator("#hb-search-status:not(:empty)").wait_for()
    assert page.locator("#hb-search-input").get_attribute("aria-expanded") in ("true", "false")
    return page.locator("#hb-search-results .hb-hit").all_inner_texts()


def queries() -> list[tuple[str, list[str]]]:
    """What readers ask, each with the entries that answer it."""
    lines = (PROJECT / "tests" / "queries.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split(" = ") for line in lines if line and not line.startswith("#"))
    return [(query, answers.split(" | ")) for query, answers in pairs]


#: The entries that a query finds, best first, by id; as the dialog and the page of results ask for them.
ASK = """async query => {
    const engine = await handbookEngine(), hits = await engine.find("entries", query);
    return (await engine.shown("entries", hits.slice(0, 3))).map(hit => hit.address.replace(/^.*(\\/|#topic-)/, "").replace(".html", ""));
}"""


def test_questions_are_answered(page: Page) -> None:
    """Of what readers ask in three languages 95 of 100 have an entry that answers first, and all among three."""
    page.goto("index.html")
    answered = {query: (page.evaluate(ASK, query), answers) for query, answers in queries()}
    assert len(answered) > 60
    late = {query: got for query, (got, answers) in answered.items() if got[:1] == [] or got[0] not in answers}
    lost = {query: got for query, (got, answers) in answered.items() if not set(got) & set(answers)}
    assert lost == {}
    assert len(late) <= len(answered) * 0.05, late


def test_stems_in_the_browser(page: Page, real_context: Context) -> None:
    """The script makes the same keys of words as the index does: of every word of names and leads, and of Cyrillic ones."""
    corpus = real_context.corpus
    texts = [text for entry in corpus.entries.values() for text in (entry.name, *(n.text for n in entry.names))]
    texts += [wording.text for entry in corpus.paged for wording in entry.lead]
    texts += [word for row in corpus.synonyms for word in row.words]
    known = sorted({word for text in texts for word in words.words(text)})
    assert len(known) > 2000
    page.goto("index.html")
    ask = "async list => { const engine = await handbookEngine(); await engine.begin(list.join(' ')); return list.map(engine.keys); }"
    assert dict(zip(known, page.evaluate(ask, known), strict=True)) == {word: words.all_keys(word) for word in known}


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("Goita", "Assimi Goïta"), ("Laverov", "Sergey Lavrov"), ("ECOWAS", "Economic Community of West African States"), ("Лавров", "Sergey Lavrov"), ("fla", "Azawad Liberation Front"),
        ("wagner", "Wagner Group"), ("Вагнер", "Wagner Group"), ("Deby", "Mahamat Idriss Déby"), ("liptako charter", "Liptako-Gourma Charter"), ("Yevkuorv", "Yunus-Bek Yevkurov"),
        ("Lavr", "Sergey Lavrov"), ("Лаврова", "Sergey Lavrov"), ("Росатома", "Rosatom"),
    ],
)  # fmt: skip
def test_search_forgives(page: Page, words: str, first: str) -> None:
    """Accents, case, acronyms, scripts, endings and slips are forgiven, and a name may be begun: the entry itself comes first."""
    assert search(page, words)[0] == first


def test_search_knows_whole_words(page: Page) -> None:
    """A word that is known finds itself, not words that begin as it does; what nobody wrote finds nothing."""
    page.goto("index.html")
    ask = "async query => (await handbookEngine()).find('entries', query)"
    mali, malian = (len(page.evaluate(ask, query)) for query in ("gold", "goldsmith"))
    assert mali > 0
    assert malian == 0


def test_search_by_keyboard(page: Page) -> None:
    """Open with /, choose with arrows, go with Enter, close with Escape; nothing found is said."""
    search(page, "free grain")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/free-grain-and-fertilizers.html")
    page.keyboard.press("Control+k")
    page.fill("#hb-search-input", "zzzzqqq")
    page.locator("#hb-search-status", has_text="Nothing found").wait_for()
    page.keyboard.press("Escape")
    assert not page.locator("#hb-search").is_visible()


def test_search_finds_statements(page: Page) -> None:
    """A phrase of a statement finds the statement after the entries, and its link leads to its anchor; quoted words stand as they are quoted."""
    hits = search(page, "metric tons of grain")
    assert "Klomegah 2024 ¶11b" in hits
    page.locator("#hb-search-results a", has_text="Klomegah 2024 ¶11b").first.click()
    page.wait_for_url("**/sources/klomegah-2024.html#p11b")
    assert search(page, '"joint defence and mutual support"') == ["Klomegah 2024 ¶6c"]


def test_search_from_a_file(browser: Browser, site: Path) -> None:
    """Opened from file://, the search finds the same: entries and passages."""
    context = browser.new_context()
    opened = context.new_page()
    opened.goto((site / "index.html").as_uri())
    opened.keyboard.press("/")
    opened.fill("#hb-search-input", "Goita")
    opened.locator("#hb-search-status:not(:empty)").wait_for()
    hits = opened.locator("#hb-search-results .hb-hit").all_inner_texts()
    assert hits[0] == "Assimi Goïta"
    assert any("¶" in hit for hit in hits)
    context.close()


def test_results_have_an_address(page: Page) -> None:
    """The dialog leads to the page of all results; choices narrow them, the address keeps both, and words that name a choice offer it."""
    search(page, "nuclear signed 2025")
    page.locator("#hb-search-more").click()
    page.wait_for_url("**/reference/search.html?q=nuclear+signed+2025")
    entries = page.locator(".hb-search-page section").first
    entries.locator("li").first.wait_for()
    everything = entries.locator("li").count()
    page.get_by_role("button", name="Ever reached: Signed").click()
    page.get_by_role("button", name="Year: 2025").click()
    page.wait_for_url("**/search.html?q=nuclear+signed+2025&stage=signed&year=2025")
    assert 0 < entries.locator("li").count() < everything
    assert entries.locator(".hb-hit").first.inner_text() == "Russia-Mali cooperation in nuclear energy"
    page.select_option("select[name=kind]", "memorandum")
    page.reload()
    entries.locator("li").first.wait_for()
    assert set(entries.locator(".hb-kind").all_inner_texts()) == {"Memorandum"}
    page.fill("input[type=search]", "zzzzqqq")
    page.locator("[role=status]", has_text="Nothing found").wait_for()


def test_search_on_a_slow_line(page: Page) -> None:
    """From an empty cache a search loads each file once and not the whole index: entries come by a few, passages by a few more."""
    loaded: list[str] = []
    page.on(
        "response", lambda r: loaded.append(r.url.rpartition("/data/search/")[2]) if "/data/search/" in r.url else None
    )
    search(page, "wheat delivered")
    assert "about.js" in loaded
    assert len(loaded) == len(set(loaded))
    assert len([name for name in loaded if name.startswith("entries")]) <= 8, loaded
    assert len([name for name in loaded if name.startswith("passages")]) <= 8, loaded


def test_statement_to_paragraph_and_back(page: Page) -> None:
    """From an entry's citation mark to the highlighted statement and back to the entry."""
    page.goto("agreements/free-grain-and-fertilizers.html")
    page.locator(".hb-evidence-fold > summary").first.click()
    page.locator(".hb-evidence-fold[open] .hb-cite a").first.click()
    page.wait_for_url("**/sources/*#p*")
    statement = page.locator(".hb-statement:target")
    assert statement.is_visible()
    statement.get_by_role("link", name="Free grain and fertilizers for Mali").first.click()
    page.wait_for_url("**/agreements/free-grain-and-fertilizers.html")


def test_filters(page: Page) -> None:
    """The glossary narrows by kind, stage, state, sector and year; the address keeps the choice and a link restores it."""
    page.goto("agreements/index.html")
    everything = page.locator(".hb-row:visible").count()
    page.select_option("select[name=status]", "signed")
    shown = page.locator(".hb-row:visible").count()
    assert 0 < shown < everything
    assert "status=signed" in page.url
    page.goto("agreements/index.html?status=signed")
    assert page.locator(".hb-row:visible").count() == shown
    for name, value in (("state", "chad"), ("sector", "energy"), ("year", "2021"), ("kind", "treaty")):
        page.goto(f"agreements/index.html?{name}={value}")
        assert 0 < page.locator(".hb-row:visible").count() < everything, name
    page.goto("actors/index.html?kind=person")
    assert set(page.locator(".hb-row:visible .hb-kind").all_inner_texts()) == {"Person"}


def test_sorting(page: Page) -> None:
    """The list can be put in order of time or evidence, and back into its alphabet."""
    page.goto("agreements/index.html")
    alphabet = page.locator(".hb-row-name").all_inner_texts()
    page.select_option("select[name=sort]", "date")
    dates = page.locator(".hb-row .hb-facet-sort.hb-value-date").all_text_contents()
    assert dates == sorted(dates, reverse=True)
    assert page.locator(".hb-row-name").all_inner_texts() != alphabet
    page.select_option("select[name=sort]", "")
    assert page.locator(".hb-row-name").all_inner_texts() == alphabet


def test_timeline_filters(page: Page) -> None:
    """The timeline narrows by actor, kind and year, and its picture with it, on a phone too: what is not in the list has no row, and no gap."""
    page.goto("timeline.html")
    drawn, picture = page.locator("svg.hb-wide .hb-tl-row:visible"), page.locator("svg.hb-wide")
    high = (picture.bounding_box() or {})["height"]
    rows = drawn.count()
    everything = page.locator("li.timeline:visible").count()
    page.select_option("select[name=actor]", "abdoulaye-diop")
    titles = page.locator("li.timeline:visible").all_inner_texts()
    assert 0 < len(titles) < everything
    assert any("November 2021" in t for t in titles)
    assert 0 < drawn.count() <= len(titles) < rows
    assert (picture.bounding_box() or {})["height"] < high * 2 * (len(titles) + 5) / rows
    page.select_option("select[name=year]", "2022")
    assert page.locator("li.timeline:visible").count() == 1
    assert drawn.count() == 1
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.locator("svg.hb-narrow .hb-tl-row:visible").all_text_contents()[0] == "2022"
    assert page.locator("svg.hb-narrow .hb-tl-row:visible").count() == 2


def test_preview_by_mouse(page: Page) -> None:
    """Resting on a link shows a card with name, kind and gloss; Escape closes it; nothing moves."""
    page.goto("agreements/free-grain-and-fertilizers.html")
    before = page.locator("h2").last.bounding_box()
    page.locator(".hb-card a", has_text="Russia").first.hover()
    card = page.locator("#hb-preview")
    card.wait_for()
    assert "Partner of Mali" in card.inner_text()
    assert page.locator("h2").last.bounding_box() == before
    page.keyboard.press("Escape")
    assert card.count() == 0


def test_preview_by_keyboard(page: Page) -> None:
    """Focus on a citation mark shows the statement; the link is described by the card; leaving closes it."""
    page.goto("agreements/free-grain-and-fertilizers.html")
    page.locator("#furo-main-content a").first.focus()
    for _ in range(500):
        page.keyboard.press("Tab")
        # Evidence unfolds by the keyboard as it does by a click.
        if page.evaluate("document.activeElement.matches('.hb-evidence-fold:not([open]) > summary')"):
            page.keyboard.press("Enter")
        if page.evaluate("document.activeElement.hash") == "#p10a":
            break
    card = page.locator("#hb-preview")
    card.wait_for()
    assert "Putin promised Mali grain" in card.inner_text()
    assert page.evaluate("document.activeElement.getAttribute('aria-describedby')") == "hb-preview"
    page.keyboard.press("Escape")
    assert card.count() == 0


def test_preview_by_touch(browser: Browser, base: str) -> None:
    """A first tap shows the card with a link to open; a second tap on the same link follows it."""
    context = browser.new_context(base_url=base, viewport={"width": 390, "height": 800}, has_touch=True)
    opened = context.new_page()
    opened.goto("agreements/aes-charter.html")
    link = opened.locator(".hb-card a", has_text="Mali").first
    link.tap()
    opened.locator("#hb-preview").wait_for()
    assert opened.url.endswith("aes-charter.html")
    opened.locator("#hb-preview a").tap()
    opened.wait_for_url("**/actors/mali.html")
    context.close()


def test_pictures_link(page: Page) -> None:
    """Pictures have a title and a description, and what is in them leads to its page."""
    page.goto("timeline.html")
    picture = page.locator("svg.hb-wide")
    assert picture.locator("> title").text_content() == "Events in time"
    assert picture.locator("> desc").text_content()
    picture.locator("a", has_text="Signature of the Liptako-Gourma Charter").click()
    page.wait_for_url("**/events/aes-charter-signed.html")
    page.goto("reference/overview.html")
    page.locator("svg.hb-wide a", has_text="Energy").first.click()
    page.wait_for_url("**/agreements/index.html?sector=energy")
    page.goto("reference/overview.html")
    cell = page.locator("svg.hb-wide a", has_text="Energy, Agreed or signed")
    count = int(cell.locator("text").text_content() or "")
    cell.click()
    page.wait_for_url("**/agreements/index.html?sector=energy&status=agreed.*")
    assert page.locator(".hb-row:visible").count() == count > 1


def test_pointing_at_an_actor_shows_its_arcs(page: Page) -> None:
    """By mouse and by keyboard, without any script of ours: the arcs of one actor are seen and all others fade."""
    page.goto("reference/network.html")
    actor = page.locator("svg.hb-wide > a", has=page.get_by_text("Rosatom", exact=True)).first
    lit = actor.locator(".hb-lit")
    assert not lit.is_visible()
    actor.locator("circle").first.hover()
    assert lit.is_visible()
    assert page.locator("svg.hb-wide .hb-lit:visible").count() == 1
    page.mouse.move(0, 0)
    assert not lit.is_visible()
    page.keyboard.press("Tab")
    actor.focus()
    assert lit.is_visible()
    page.goto("actors/sergey-lavrov.html")
    link = page.locator("svg.hb-wide a").first
    colour = "e => getComputedStyle(e).stroke"
    before = link.locator("path").evaluate(colour)
    link.locator("circle").hover()
    assert link.locator("path").evaluate(colour) != before


#: Texts of pictures that are cut, or stand beyond the edge of their picture.
CUT = """() => [...document.querySelectorAll("svg.hb-svg")].filter(svg => svg.checkVisibility()).flatMap(svg => {
    const edge = svg.getBoundingClientRect();
    const within = box => box.left >= edge.left - 1 && box.right <= edge.right + 1 && box.top >= edge.top - 1 && box.bottom <= edge.bottom + 1;
    const high = (box, upright) => upright ? box.width : box.height;
    const small = text => high(text.getBoundingClientRect(), text.closest("[transform*=rotate]")) < 9.5 || edge.right > innerWidth;
    return [...svg.querySelectorAll("text")].filter(text => text.getBoundingClientRect().height).filter(text => text.textContent.includes("…") || small(text) || !within(text.getBoundingClientRect())).map(text => text.textContent);
})"""


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_labels_of_pictures_are_whole(page: Page, site: Path, width: int) -> None:
    """No label of a picture is cut, none stands beyond its edge, and none is smaller than it can be read, also on a phone: in the relations of every actor, the timeline, the overview."""
    page.set_viewport_size({"width": width, "height": 800})
    pictured = [p for p in sorted((site / "actors").glob("*.html")) if "hb-svg" in p.read_text(encoding="utf-8")]
    assert len(pictured) > 40
    for name in [
        "timeline.html",
        "reference/overview.html",
        "as-of/2024-network.html",
        *(f"actors/{p.name}" for p in pictured[:: 1 if LONG else 8]),
    ]:
        page.goto(name)
        assert page.locator("svg.hb-svg text:visible").count(), name
        assert page.evaluate(CUT) == [], name


def test_nothing_stands_at_a_wrong_year(page: Page) -> None:
    """An event of before the axis begins stands before its first year, with its date."""
    page.goto("timeline.html")
    early = page.locator("svg.hb-wide a", has_text="End of the Soviet era")
    assert "1991" in (early.locator("text").text_content() or "")
    first = page.locator("svg.hb-wide > text", has_text="2019").first
    dot, year = early.locator("circle").bounding_box(), first.bounding_box()
    assert dot is not None
    assert year is not None
    assert dot["x"] + dot["width"] < year["x"]


#: Whether what has the focus is seen: it has a size, and stands within the window's width.
SEEN = """() => {
    const at = document.activeElement, box = at.getBoundingClientRect();
    const seen = box.width > 0 && box.height > 0 && box.right > 0 && box.left < innerWidth && getComputedStyle(at).visibility !== "hidden";
    return at === document.body || seen ? "" : at.outerHTML.slice(0, 120);
}"""


@pytest.mark.parametrize("width", [320, 640, 1280])
def test_by_keyboard_alone(browser: Browser, base: str, width: int) -> None:
    """At every width a reader without a mouse opens and leaves the navigation, goes to a list, to an entry and its evidence; focus is always on something that is seen."""
    context = browser.new_context(base_url=base, viewport={"width": width, "height": 800}, reduced_motion="reduce")
    opened = context.new_page()

    def tab_to(chosen: str, most: int = 200) -> None:
        for _ in range(most):
            opened.keyboard.press("Tab")
            assert opened.evaluate(SEEN) == ""
            if opened.evaluate("chosen => document.activeElement.matches(chosen)", chosen):
                return
        raise AssertionError(f"{chosen} is not reached")

    opened.goto("index.html")
    tab_to(".skip-to-content", 3)
    if width < 1000:
        navigation = opened.locator("#hb-navigation")
        assert navigation.get_attribute("inert") is not None
        tab_to("button.nav-overlay-icon", 5)
        opened.keyboard.press("Enter")
        assert opened.locator("button.nav-overlay-icon").get_attribute("aria-expanded") == "true"
        # The focus is in the drawer, and stays there until it is closed.
        for _ in range(30):
            assert opened.evaluate(
                "document.activeElement === document.body || document.activeElement.closest('#hb-navigation') !== null"
            )
            opened.keyboard.press("Tab")
        opened.keyboard.press("Escape")
        assert opened.evaluate("document.activeElement.matches('button.nav-overlay-icon')")
        assert opened.locator("button.nav-overlay-icon").get_attribute("aria-expanded") == "false"
        opened.keyboard.press("Enter")
    tab_to("#hb-navigation a[href$='agreements/index.html']")
    opened.keyboard.press("Enter")
    opened.wait_for_url("**/agreements/index.html")
    tab_to(".skip-to-content", 3)
    opened.keyboard.press("Enter")
    if width < 700:
        # Where there is little room the filters unfold.
        tab_to(".hb-filter-fold", 20)
        opened.keyboard.press("Enter")
    tab_to("select[name=status]", 20)
    opened.keyboard.press("Tab")
    tab_to(".hb-row a", 40)
    opened.keyboard.press("Enter")
    opened.wait_for_url("**/agreements/*.html")
    if width < 1300:
        tab_to("button.toc-overlay-icon", 60)
        opened.keyboard.press("Enter")
        assert opened.evaluate("document.activeElement.closest('#hb-contents') !== null")
        opened.keyboard.press("Tab")
        opened.keyboard.press("Enter")
        assert opened.locator("#hb-contents").get_attribute("inert") is not None
    tab_to(".hb-evidence-fold > summary", 120)
    opened.keyboard.press("Enter")
    assert opened.evaluate("document.activeElement.parentElement.open")
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


@pytest.mark.parametrize(
    "name",
    [
        "index.html",
        "agreements/aes-charter.html",
        "sources/klomegah-2024.html",
        "reference/search.html?q=wheat",
        "as-of/2023.html",
    ],
)
def test_targets_are_large(browser: Browser, base: str, name: str) -> None:
    """Buttons, controls and links of navigation are 24 pixels high and wide at least; links within text are as high as the text."""
    context = browser.new_context(base_url=base, viewport={"width": 390, "height": 800}, has_touch=True)
    opened = context.new_page()
    opened.goto(name)
    opened.wait_for_load_state("networkidle")
    small = opened.evaluate("""() => [...document.querySelectorAll("button, select, input, summary, .hb-nav a, .hb-letters a, .related-pages a")]
        .map(part => [part.outerHTML.slice(0, 90), part.getBoundingClientRect()])
        .filter(([_, box]) => box.width && (box.width < 24 || box.height < 24)).map(([html, box]) => html + " " + box.width + "x" + box.height)""")
    assert small == []
    context.close()


def test_motion_is_reduced(browser: Browser, base: str) -> None:
    """Who asks for less motion sees none."""
    context = browser.new_context(base_url=base, reduced_motion="reduce", viewport={"width": 640, "height": 800})
    opened = context.new_page()
    opened.goto("index.html")
    longest = "() => Math.max(...[...document.querySelectorAll('*')].flatMap(e => getComputedStyle(e).transitionDuration.split(',').map(parseFloat)))"
    assert opened.evaluate(longest) == 0
    opened.emulate_media(reduced_motion="no-preference")
    assert opened.evaluate(longest) > 0
    context.close()


def test_print(page: Page) -> None:
    """On paper there is the text and no navigation."""
    page.goto("actors/sergey-lavrov.html")
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    for hidden in (".sidebar-drawer", ".mobile-header", ".skip-to-content", ".related-pages"):
        assert not page.locator(hidden).first.is_visible(), hidden


def test_without_scripts(browser: Browser, base: str) -> None:
    """Without JavaScript every list is whole and every page can be read."""
    context = browser.new_context(base_url=base, java_script_enabled=False)
    opened = context.new_page()
    opened.goto("actors/index.html")
    assert opened.locator(".hb-row:visible").count() == len(list((PROJECT / "seeds/registry/actors").glob("*.yml")))
    assert opened.locator(".hb-search-open:visible").count() == 0
    assert opened.get_by_role("link", name="Timeline").first.is_visible()
    opened.set_viewport_size({"width": 360, "height": 740})
    assert opened.get_by_role("link", name="Timeline").first.is_visible()
    assert opened.locator("button:visible").count() == 0
    context.close()


def test_phone(browser: Browser, base: str) -> None:
    """On a phone nothing is wider than the screen, and the navigation opens."""
    context = browser.new_context(base_url=base, viewport={"width": 360, "height": 740})
    opened = context.new_page()
    for name in PAGES:
        opened.goto(name)
        wide = opened.evaluate("document.documentElement.scrollWidth")
        assert wide <= 360, (name, wide)
    opened.goto("actors/mali.html")
    opened.locator("button.nav-overlay-icon").click()
    assert opened.get_by_role("link", name="Agreements", exact=True).first.is_visible()
    context.close()


def test_theme_choice_is_kept(page: Page) -> None:
    """The button switches the colours and the choice survives the next page."""
    page.goto("index.html")
    before = page.evaluate("document.body.dataset.theme")
    page.locator(".theme-toggle:visible").first.click()
    after = page.evaluate("document.body.dataset.theme")
    assert before != after
    page.goto("timeline.html")
    assert page.evaluate("document.body.dataset.theme") == after


def test_valid_html(site: Path) -> None:
    """The Nu checker finds no error on pages of every kind, in both languages: all that are not of one entry or source, and some of those; on any page with HANDBOOK_LONG=1."""
    jar = PROJECT / ".ci" / "node" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    if not jar.is_file() or not shutil.which("java"):
        pytest.skip("the Nu checker is not installed (npm install --prefix .ci/node vnu-jar; it needs Java)")
    pages = sorted(site.rglob("*.html"))
    alike = [p for p in pages if p.parent.name in ("actors", "agreements", "events", "sources") and p.stem != "index"]
    assert len(alike) > 400
    checked = pages if LONG else [*alike[::7], *(set(pages) - set(alike))]
    command = [*JAVA, "-Xss8m", "-jar", str(jar), "--errors-only", "--format", "gnu", *map(str, checked)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, (done.stdout + done.stderr)[:3000]


def test_links_and_anchors(site: Path) -> None:
    """No internal link or anchor of the whole site is broken, and nothing is loaded from elsewhere."""
    anchors: dict[Path, set[str]] = {}
    wanted: dict[tuple[Path, str], Path] = {}
    for path in site.rglob("*.html"):
        root = lxml.html.parse(path, lxml.html.HTMLParser(encoding="utf-8"))
        ids = root.xpath("//@id")
        assert len(ids) == len(set(ids)), (path, {i for i in ids if ids.count(i) > 1})
        anchors[path] = set(ids)
        for tag, address in [
            *((t, t.get("href")) for t in root.iter("a", "link") if t.get("href")),
            *((t, t.get("src")) for t in root.xpath("//*[@src]")),
        ]:
            if address.startswith(("http://", "https://")):
                # The page's own address is not loaded.
                assert tag.tag == "a" or tag.get("rel") == "canonical" or tag.get("hreflang"), (path, address)
                continue
            target, _, anchor = address.partition("#")
            target = target.split("?")[0]
            wanted[Path(os.path.normpath(path.parent / target)) if target else path, anchor] = path
    assert len(anchors) > 150
    for (file, anchor), path in wanted.items():
        assert file.is_file(), (path, file)
        assert not anchor or file not in anchors or anchor in anchors[file], (path, file, anchor)


def test_a_divided_page_sends_on(browser: Browser, divided_site: Path) -> None:
    """The cited address of a term or disagreement leads to where it stands, also when its page has become an index; one that is not there stays."""
    out = divided_site / "out"
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(out)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    context = browser.new_context(base_url=f"http://127.0.0.1:{server.server_port}/")
    opened = context.new_page()
    opened.goto("reference/terms.html#topic-bay-66")
    opened.wait_for_url("**/reference/terms/place*.html#topic-bay-66")
    assert opened.locator("#topic-bay-66").count() == 1
    opened.goto("reference/conflicts.html#conflict-year-66")
    opened.wait_for_url("**/reference/conflicts/*.html#conflict-year-66")
    opened.goto("reference/terms.html")
    opened.evaluate("location.hash = '#topic-nobody'")
    opened.evaluate("location.hash = '#topic-bay-0'")
    opened.wait_for_url("**/reference/terms/place*.html#topic-bay-0")
    # A fragment that is no text ends no script.
    broken: list[str] = []
    opened.on("pageerror", lambda error: broken.append(str(error)))
    opened.goto("reference/terms.html#%E0%A4%A")
    opened.wait_for_load_state("load")
    opened.evaluate("location.hash = '#topic-bay-66'")
    opened.wait_for_url("**/reference/terms/place*.html#topic-bay-66")
    assert not broken
    context.close()
    server.shutdown()
