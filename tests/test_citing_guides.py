"""The guides of docs/about for other software, followed: Sphinx, permalinks, Typst, mystmd find what our inventory says."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sphobjinv
import typst
from pybtex.database import parse_string

from handbook.checks import Context

from .conftest import BASE, PROJECT
from .running import parsed, sphinx


@pytest.fixture(scope="module")
def corpus(real_context: Context) -> Any:
    return real_context.corpus


@pytest.mark.slow
def test_inventory(site: Path, corpus: Any) -> None:
    """sphobjinv finds every entry, claim and statement as an object and as a label with a name of its own."""
    inventory = sphobjinv.Inventory(str(site / "objects.inv"))
    objects = {(o.domain, o.role, o.name) for o in inventory.objects}
    for name in corpus.objects:
        kind, _, target = name.partition(" ")
        if kind != "conflict":
            assert ("hb", kind, target) in objects, name
        assert ("std", "label", f"{kind}-{target.replace('/', '-').replace('#', '--')}") in objects, name


def examples(folder: Path, site: Path, address: str = BASE) -> None:
    """The files of the guide, as they stand there, but for where the inventory is read."""
    guide = (PROJECT / "docs/about/linking.md").read_text(encoding="utf-8")
    found = re.findall(r"```\{code-block\} \w+\n:caption: (\S+)\n\n(.*?)```\n", guide, re.S)
    assert len(found) >= 9
    for name, body in found:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.name == "conf.py":
            body = body.replace(f'"{BASE}", None', f'"{BASE}", {str(site / "objects.inv")!r}')
            body += f"handbook_copy = {str(site)!r}\n" if "handbook_site" in body else ""
        path.write_text(body.replace(BASE.rstrip("/"), address.rstrip("/")), encoding="utf-8")


@pytest.mark.slow
def test_guide_sphinx(site: Path, tmp_path: Path) -> None:
    """Both Sphinx examples of the guide build without a warning; every link leads to a place that exists."""
    examples(tmp_path, site)
    for name in ("plain", "roles"):
        out = tmp_path / "out" / name
        done = sphinx(tmp_path / name, out)
        assert done.returncode == 0, done.stderr
        links = [
            a["href"] for a in parsed(out, "index.html").select("a.reference.external") if a["href"].startswith(BASE)
        ]
        assert len(links) >= 3
        for link in links:
            check_place(site, link)
        if name == "roles":
            previews = json.loads(parsed(out, "index.html").find(id="handbook-previews").get_text())
            assert previews[f"{BASE}actors/sergey-lavrov.html"]["name"] == "Sergey Lavrov"
            assert "Lavrov" in previews[f"{BASE}sources/klomegah-2024.html#p3a"]["text"]
            assert "16 September 2023" in previews[f"{BASE}agreements/aes-charter.html#claim-signed"]["text"]


def check_place(site: Path, link: str) -> None:
    path, _, anchor = link.removeprefix(BASE).partition("#")
    soup = parsed(site, path)
    assert not anchor or soup.find(id=anchor) is not None, link


@pytest.mark.slow
def test_guide_permalinks(site: Path, tmp_path: Path) -> None:
    """The permanent addresses of the guide exist."""
    examples(tmp_path, site)
    links = re.findall(r"\((https://[^)]+)\)", (tmp_path / "permalinks/index.md").read_text(encoding="utf-8"))
    assert len(links) == 3
    for link in links:
        check_place(site, link)


@pytest.mark.slow
def test_guide_typst(site: Path, tmp_path: Path) -> None:
    """The Typst example compiles with the BibTeX export; the keys of the LaTeX example are in it."""
    examples(tmp_path, site)
    shutil.copy(site / "data/entries.bib", tmp_path / "typst/entries.bib")
    typst.compile(str(tmp_path / "typst/study.typ"), output=str(tmp_path / "study.pdf"))
    assert (tmp_path / "study.pdf").stat().st_size > 1000
    keys = parse_string((site / "data/entries.bib").read_text(encoding="utf-8"), "bibtex").entries
    assert set(re.findall(r"\\cite\{(.*?)\}", (tmp_path / "latex/study.tex").read_text(encoding="utf-8"))) <= set(keys)


@pytest.mark.slow
def test_guide_mystmd(site: Path, base: str, tmp_path: Path) -> None:
    """mystmd resolves the guide's links from our files: words, addresses and anchors (its theme needs the network and is not made)."""
    program = PROJECT / ".ci/node/node_modules/.bin/myst"
    if not program.is_file():
        pytest.skip("mystmd is not installed (CI installs it)")
    examples(tmp_path, site, base)
    subprocess.run(
        [str(program), "build", "--site", "--ci"],
        cwd=tmp_path / "mystmd",
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    text = (tmp_path / "mystmd/_build/site/content/index.json").read_text(encoding="utf-8")
    found = [n for n in walk(json.loads(text)["mdast"]) if n.get("type") == "crossReference"]
    assert [(n["url"], n["html_id"], n["resolved"]) for n in found] == [
        ("/actors/sergey-lavrov.html", "hb-entry", True), ("/agreements/aes-charter.html", "hb-entry", True), ("/sources/klomegah-2024.html", "p3a", True),
    ]  # fmt: skip
    assert found[0]["children"][0]["value"] == "Sergey Lavrov"


def walk(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for child in node.get("children", []):
        yield from walk(child)
