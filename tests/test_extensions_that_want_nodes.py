"""Extensions and settings that want nodes get those of generated pages, and the build says which."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path

import pytest
from docutils import nodes
from docutils.transforms import Transform
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator

from .conftest import PROJECT
from .running import built, sphinx
from .test_told import SAYS


class Shout(Transform):
    """A transform of another extension."""

    default_priority = 500

    def apply(self, **_kwargs: object) -> None:
        self.document["shouted"] = "yes"


class Whisper(SphinxPostTransform):
    """One that is applied when a page is written."""

    default_priority = 500

    def run(self, **_kwargs: object) -> None:
        self.document["whispered"] = "yes"


class Loud(HTML5Translator):
    """A writer of another extension."""


def _visit(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append("<p>")


def _leave(self: HTML5Translator, node: nodes.Element) -> None:
    self.body.append("</p>")


HEARD: list[str] = []


def _hear(app: Sphinx, *given: object) -> None:
    HEARD.append(given[1] if len(given) > 1 and isinstance(given[1], str) else app.env.docname)


ADDED: dict[str, Callable[[Sphinx], object]] = {
    "changes pages (Shout)": lambda app: app.add_transform(Shout),
    "changes pages (Whisper)": lambda app: app.add_post_transform(Whisper),
    "writes pages (Loud)": lambda app: app.set_translator("html", Loud, override=True),
    "writes paragraph": lambda app: app.add_node(nodes.paragraph, override=True, html=(_visit, _leave)),
    "looks at pages (source-read)": lambda app: app.connect("source-read", _hear),
    "looks at pages (doctree-read)": lambda app: app.connect("doctree-read", _hear),
    "looks at pages (doctree-resolved)": lambda app: app.connect("doctree-resolved", _hear),
}


@pytest.mark.parametrize("said", ADDED)
def test_an_extension_that_wants_nodes_gets_them(toy: Path, said: str) -> None:
    """Whatever transforms, hears of or writes nodes has those of generated pages too, and the build says who it is."""
    name = f"others_of_a_test_{list(ADDED).index(said)}"
    (toy / "docs" / f"{name}.py").write_text(
        f"from {__name__} import ADDED\ndef setup(app):\n    ADDED[{said!r}](app)\n    return {{'parallel_read_safe': True}}\n",
        encoding="utf-8",
    )
    conf = toy / "docs" / "conf.py"
    more = f"import sys\nsys.path[:0] = [{str(toy / 'docs')!r}, {str(PROJECT)!r}]\nextensions.append({name!r})\n"
    conf.write_text(conf.read_text(encoding="utf-8") + more, encoding="utf-8")
    HEARD.clear()
    done = sphinx(toy / "docs", toy / "html")
    assert f"{SAYS}{__name__} {said}" in done.stdout, done.stdout[-2000:] + done.stderr
    assert "nodes" not in done.stderr
    assert (toy / "html" / "actors" / "ann-example.html").is_file()
    stored = pickle.loads((toy / "doctrees" / "actors" / "ann-example.doctree").read_bytes())
    if "Shout" in said:
        assert stored["shouted"] == "yes"
    if "looks at" in said:
        assert {"actors/ann-example", "how-to-read"} <= set(HEARD)


@pytest.mark.parametrize(
    ("value", "said"),
    [("numfig=1", "numfig"), ("smartquotes=1", "smartquotes"), ("html_compact_lists=0", "html_compact_lists"),
     ("html_secnumber_suffix=) ", "html_secnumber_suffix")],
)  # fmt: skip
def test_a_configuration_that_changes_nodes(toy: Path, value: str, said: str) -> None:
    """Settings under which Sphinx would write our pages otherwise: they are read as nodes, and the build says why."""
    assert SAYS + said in built(sphinx(toy / "docs", toy / "html", "-D", value))
