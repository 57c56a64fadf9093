"""What axe finds on a page, in one loading of it."""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from .conftest import LONG

#: What the two colour schemes differ in is colours.
COLOURS = ["color-contrast", "link-in-text-block"]
#: Leaves one of all that are made alike, with the same kinds of elements in them: what differs between them is words.
SHORTEN = """() => document.querySelectorAll('body *').forEach(parent => {
    const seen = new Set();
    for (const child of [...parent.children]) {
        const kinds = [child, ...child.querySelectorAll('*')].map(
            part => [part.tagName, part.getAttribute('class'), part.getAttribute('style'), part.getAttribute('role')].join(' '));
        const make = [...new Set(kinds)].sort().join();
        if (seen.has(make)) child.remove();
        seen.add(make);
    }
})"""
#: Stylesheets that axe would fetch once more are ours, and whole.
RUN = """rules => axe.run({resultTypes: ['violations'], preload: false, ...(rules && {runOnly: {type: 'rule', values: rules}})})
    .then(done => done.violations.map(found => [found.id, found.nodes.slice(0, 3).map(node => node.html.slice(0, 200))]))"""


def unfolded(page: Page) -> None:
    """Open all that folds; of what is alike leave one, but with HANDBOOK_LONG=1 all."""
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    if not LONG:
        page.evaluate(SHORTEN)


def violations(page: Page) -> list[list[object]]:
    """The rules that a page breaks, each with the first elements that do."""
    return _broken(page, None)


def in_both_schemes(page: Page) -> list[list[object]]:
    """The same in light and in dark, in which only rules on colours are asked again; all are with HANDBOOK_LONG=1."""
    page.emulate_media(color_scheme="light")
    light = _broken(page, None)
    page.emulate_media(color_scheme="dark")
    return [*light, *(["dark", *one] for one in _broken(page, None if LONG else COLOURS))]


def _broken(page: Page, rules: list[str] | None) -> list[list[object]]:
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE_SCRIPT)
    broken: list[list[object]] = page.evaluate(RUN, rules)
    return broken
