"""The real handbook in a real browser, under a strict Content-Security-Policy."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import lxml.html
import pytest
from playwright.sync_api import Page

from .accessibility import in_both_schemes, unfolded
from .browsing import Tabs, beyond_the_edge, faults_of, served
from .conftest import JAVA, LONG, PROJECT

PAGES = [
    "index.html", "how-to-read.html", "actors/index.html", "actors/sergey-lavrov.html", "actors/mali.html", "agreements/index.html", "agreements/free-grain-and-fertilizers.html",
    "events/index.html", "events/lavrov-diop-talks-2024.html", "timeline.html", "sources/index.html", "sources/klomegah-2024.html", "sources/aljazeera-2025.html", "reference/conflicts.html",
    "reference/terms.html", "reference/search.html?q=nuclear+signed+2025", "dossiers/index.html", "dossiers/food-and-fuel.html", "years/2025.html", "as-of/2023.html", "as-of/index.html", "as-of/2024-network.html", "reference/overview.html", "reference/glossary.html", "reference/bibliography.html", "reference/rules.html", "reference/data-model.html", "genindex.html", "about/method.html", "reference/coverage.html", "about/performance.html",
    "fr/index.html", "fr/agreements/aes-charter.html", "fr/agreements/index.html", "fr/reference/conflicts.html", "fr/reference/rules.html",
]  # fmt: skip


def test_phone(page: Page) -> None:
    """On a phone every kind of page loads without a console error, a blocked resource or a request elsewhere, nothing is wider than the screen, and the navigation opens."""
    page.set_viewport_size({"width": 360, "height": 740})
    for name in PAGES:
        page.goto(name)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, name
        assert beyond_the_edge(page) == [], name
    page.goto("actors/mali.html")
    page.locator("button.nav-overlay-icon").click()
    assert page.get_by_role("link", name="Agreements", exact=True).first.is_visible()


@pytest.mark.parametrize("part", range(3))
def test_every_kind_of_page(tabs: Tabs, base: str, part: int) -> None:
    """Every kind of page loads without a console error, a blocked resource or a request elsewhere; axe finds no violation on it, in light and in dark, with all that folds unfolded; over whole lists, and all rules in dark, with HANDBOOK_LONG=1."""
    opened = tabs.page(base)
    for name in PAGES[part::3]:
        with faults_of(opened, base):
            opened.goto(name)
            assert opened.locator("h1").count() == 1, name
        # axe itself adds inline styles while it measures, so the policy's messages do not count any more.
        unfolded(opened)
        assert in_both_schemes(opened) == [], name


#: Whether what has the focus is seen: it has a size, and stands within the window's width.
SEEN = """() => {
    const at = document.activeElement, box = at.getBoundingClientRect();
    const seen = box.width > 0 && box.height > 0 && box.right > 0 && box.left < innerWidth && getComputedStyle(at).visibility !== "hidden";
    return at === document.body || seen ? "" : at.outerHTML.slice(0, 120);
}"""


@pytest.mark.parametrize("width", [320, 640, 1280])
def test_by_keyboard_alone(tabs: Tabs, base: str, width: int) -> None:
    """At every width a reader without a mouse opens and leaves the navigation, goes to a list, to an entry and its evidence; focus is always on something that is seen."""
    opened = tabs.page(base, width, 800, reduced_motion="reduce")

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
def test_targets_are_large(tabs: Tabs, base: str, name: str) -> None:
    """Buttons, controls and links of navigation are 24 pixels high and wide at least; links within text are as high as the text."""
    opened = tabs.page(base, 390, 800, touch=True)
    opened.goto(name)
    opened.wait_for_load_state("networkidle")
    small = opened.evaluate("""() => [...document.querySelectorAll("button, select, input, summary, .hb-nav a, .hb-letters a, .related-pages a")]
        .map(part => [part.outerHTML.slice(0, 90), part.getBoundingClientRect()])
        .filter(([_, box]) => box.width && (box.width < 24 || box.height < 24)).map(([html, box]) => html + " " + box.width + "x" + box.height)""")
    assert small == []


def test_motion_is_reduced(tabs: Tabs, base: str) -> None:
    """Who asks for less motion sees none."""
    opened = tabs.page(base, 640, 800, reduced_motion="reduce")
    opened.goto("index.html")
    longest = "() => Math.max(...[...document.querySelectorAll('*')].flatMap(e => getComputedStyle(e).transitionDuration.split(',').map(parseFloat)))"
    assert opened.evaluate(longest) == 0
    opened.emulate_media(reduced_motion="no-preference")
    assert opened.evaluate(longest) > 0


@pytest.mark.parametrize("width", [320, 390])
def test_letters_of_twice_the_size(tabs: Tabs, base: str, width: int) -> None:
    """On a phone with letters of twice the size nothing goes beyond the screen: the title above the page is shortened to one line, and all buttons beside it are there."""
    opened = tabs.page(base, width, 800)
    for name in ("agreements/index.html", "dossiers/food-and-fuel.html", "reference/coverage.html", "fr/index.html"):
        opened.goto(name)
        opened.evaluate("document.documentElement.style.fontSize = '200%'")
        assert opened.evaluate("document.documentElement.scrollWidth") <= width, name
        head = opened.locator(".mobile-header").bounding_box()
        title = opened.locator(".mobile-header .brand").bounding_box()
        assert head is not None
        assert title is not None
        assert head["y"] <= title["y"], name
        assert title["y"] + title["height"] <= head["y"] + head["height"], name


def test_bars_have_room_on_a_phone(tabs: Tabs, base: str) -> None:
    """On a phone the bars of a chart take half of its width or more, so that their lengths can be compared."""
    opened = tabs.page(base, 390, 800)
    opened.goto("reference/coverage.html")
    shares = opened.eval_on_selector_all(
        ".hb-bars .hb-bar", "bars => bars.map(bar => bar.clientWidth / bar.closest('ul').clientWidth)"
    )
    assert len(shares) > 5
    assert min(shares) >= 0.5


def test_names_of_fields_have_no_colon(page: Page) -> None:
    """The names of fields stand apart from what they name, in all lists of them: a colon would want a blank before it in French, and has none."""
    page.goto("fr/sources/klomegah-2024.html")
    page.locator("summary", has_text="Comment elle a été lue").click()
    names = page.locator("article dl.field-list > dt").all_inner_texts()
    assert "Lue le" in names
    assert [name for name in names if ":" in name] == []


def test_without_scripts(tabs: Tabs, base: str) -> None:
    """Without JavaScript every list is whole and every page can be read."""
    opened = tabs.page(base, scripts=False)
    opened.goto("actors/index.html")
    assert opened.locator(".hb-row:visible").count() == len(list((PROJECT / "seeds/registry/actors").glob("*.yml")))
    assert opened.locator(".hb-search-open:visible").count() == 0
    assert opened.get_by_role("link", name="Timeline").first.is_visible()
    opened.set_viewport_size({"width": 360, "height": 740})
    assert opened.get_by_role("link", name="Timeline").first.is_visible()
    assert opened.locator("button:visible").count() == 0


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


def test_a_divided_page_sends_on(tabs: Tabs, divided_site: Path) -> None:
    """The cited address of a term or disagreement leads to where it stands, also when its page has become an index; one that is not there stays."""
    opened = tabs.page()
    with served(divided_site / "out") as port, faults_of(opened, address := f"http://127.0.0.1:{port}/"):
        opened.goto(f"{address}reference/terms.html#topic-bay-66")
        opened.wait_for_url("**/reference/terms/place*.html#topic-bay-66")
        assert opened.locator("#topic-bay-66").count() == 1
        opened.goto(f"{address}reference/conflicts.html#conflict-year-66")
        opened.wait_for_url("**/reference/conflicts/*.html#conflict-year-66")
        opened.goto(f"{address}reference/terms.html")
        opened.evaluate("location.hash = '#topic-nobody'")
        opened.evaluate("location.hash = '#topic-bay-0'")
        opened.wait_for_url("**/reference/terms/place*.html#topic-bay-0")
        # A fragment that is no text ends no script.
        opened.goto(f"{address}reference/terms.html#%E0%A4%A")
        opened.wait_for_load_state("load")
        opened.evaluate("location.hash = '#topic-bay-66'")
        opened.wait_for_url("**/reference/terms/place*.html#topic-bay-66")
