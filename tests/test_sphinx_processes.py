"""Sphinx's own processes: a page that fails in one of them ends the build with a message; nothing waits, nothing stays."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from sphinx.cmd.build import build_main

from .forked import begin_work, status_of

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="pages are read and written in one process there")
#: An extension of somebody, with a directive that fails when its page is read, or written.
FAILING = """
import os, signal
from docutils import nodes
from docutils.parsers.rst import Directive

def fail():
    if {killed}:
        os.kill(os.getpid(), signal.SIGKILL)
    raise RuntimeError("this page is bad")

class bad(nodes.General, nodes.Element):
    pass

class Failing(Directive):
    def run(self):
        return [bad("")] if {written} else fail()

def setup(app):
    app.add_directive("failing", Failing)
    app.add_node(bad, html=(lambda self, node: fail(), None))
    return {{"parallel_read_safe": True, "parallel_write_safe": True}}
"""


@pytest.mark.parametrize("way", ["0", "1"])
@pytest.mark.parametrize("killed", [False, True])
@pytest.mark.parametrize("written", [False, True])
def test_a_page_that_fails(toy: Path, written: bool, killed: bool, way: str) -> None:
    """Read or written in another process, by an error or killed, with nodes of generated pages or without: status 2, one message, no
    process left. (Sphinx alone passes over it while it still begins processes: status 0, and pages are missing.)"""
    docs = toy / "docs"
    (docs / "failing_pages.py").write_text(FAILING.format(killed=killed, written=written), encoding="utf-8")
    conf = docs / "conf.py"
    more = f"import sys\nsys.path.insert(0, {str(docs)!r})\nextensions.append('failing_pages')\n"
    conf.write_text(conf.read_text(encoding="utf-8") + more, encoding="utf-8")
    (docs / "about" / "method.md").write_text("# Method\n\n```{failing}\n```\n", encoding="utf-8")
    words = ["-n", "-W", "-j", "2", "-D", f"handbook_short_way={way}", "-b", "html", str(docs), str(toy / "html")]

    def build() -> int:
        os.setsid()
        return build_main(words)

    process = begin_work(build, toy / "said")
    try:
        status = status_of(process, " ".join(words))
    except AssertionError:
        # Those that it began.
        os.killpg(process, 9)
        raise
    said = (toy / "said").read_text(encoding="utf-8")
    assert status == 2, said
    assert said.count("a process that reads or writes pages failed: ") == 1, said
    assert ("ended from outside" if killed else "RuntimeError: this page is bad") in said
    # What was told to end may take a moment.
    for _ in range(6000):
        try:
            os.killpg(process, 0)
        except ProcessLookupError:
            return
        time.sleep(0.01)
    os.killpg(process, 9)
    pytest.fail("processes of the build are still there")
