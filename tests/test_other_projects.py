"""Other people's Sphinx projects: what they have of their own works beside our extension, and what cannot is said."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from docutils.parsers.rst.directives import _directive_registry
from docutils.parsers.rst.roles import _role_registry

from .conftest import application, built, sphinx
from .test_others import configured
from .test_sphinx import soup

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def written(toy: Path, text: str) -> Path:
    """The documents of the toy with a text on the page that tells how to read."""
    (toy / "docs/how-to-read.md").write_text(f"# How\n\n{text}\n", encoding="utf-8")
    return toy / "docs"


def test_figures_of_docutils(toy: Path) -> None:
    """A page that names no domain has docutils' figure, with its options and caption; ours has the name of our domain."""
    (toy / "docs/x.png").write_bytes(PIXEL)
    (toy / "docs/more.rst").write_text(
        ":orphan:\n\nMore\n====\n\n.. figure:: x.png\n   :alt: Third\n", encoding="utf-8"
    )
    text = "```{figure} x.png\n:alt: First\n\nWords\n```\n\n```{eval-rst}\n.. figure:: x.png\n   :alt: Second\n```\n\n```{hb:figure} timeline\n```"
    built(sphinx(written(toy, text), toy / "out"))
    page = soup(toy / "out/how-to-read.html")
    assert [str(image["alt"]) for image in page.select("figure img")] == ["First", "Second"]
    assert [caption.get_text().strip("\n#") for caption in page.select("figcaption")] == ["Words"]
    assert page.select(".hb-figure svg")
    assert [str(image["alt"]) for image in soup(toy / "out/more.html").select("figure img")] == ["Third"]


def test_names_of_ours_hide_none(toy: Path) -> None:
    """No directive or role of our domain has the name of one of docutils or Sphinx, which pages would lose."""
    with application(toy / "docs", toy / "out") as app:
        domain, standard = app.env.get_domain("hb"), app.env.domains.standard_domain
        assert set(domain.directives) & {*_directive_registry, *standard.directives} == set()
        assert set(domain.roles) & {*_role_registry, *standard.roles} == set()


def test_what_ours_want_is_said(toy: Path) -> None:
    """A picture that there is not, and data that are none, are errors which say what is wanted."""
    done = sphinx(written(toy, "```{hb:figure} wrong\n```\n\n{data}`x`"), toy / "out")
    assert done.returncode == 1
    assert "hb:figure: there is no picture 'wrong' (one of timeline," in done.stderr
    assert "hb:data: 'x' is not JSON" in done.stderr
    assert "this role wants data for the page's script, such as {" in done.stderr


@pytest.mark.parametrize("seeds", ["../sedes", "conf.py"])
def test_no_seeds(toy: Path, seeds: str) -> None:
    """A folder of seeds that is missing, or is none, is named in one message; nothing else goes wrong."""
    done = sphinx(configured(toy, f"handbook_seeds = {seeds!r}"), toy / "out")
    assert done.returncode == 2
    folder = (toy / "docs" / seeds).resolve()
    assert done.stderr.count(f"{folder}:: WARNING: HB100 there is no such seeds folder") == 1
    assert "handbook_seeds" in done.stderr
    assert "Handbook error" in done.stderr
    assert "Handler" not in done.stderr


def test_a_problem_of_no_line(toy: Path) -> None:
    """A problem that stands on no line of its file is told as others are."""
    (toy / "seeds/registry/actors/led.yml").symlink_to("nowhere.yml")
    done = sphinx(toy / "docs", toy / "out")
    assert done.returncode == 2
    assert f"{toy / 'seeds/registry/actors/led.yml'}:: WARNING: HB100 a link" in done.stderr
    assert "Handler" not in done.stderr
