"""A synthetic handbook whose lists are divided at few rows, with names that are hard to write."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from handbook import filing
from handbook.bench import run
from handbook.pages import dividing, glossary, lists, reference_lists, site
from handbook.sphinx_ext.site import index_pages


def synthetic(folder: Path, entries: int) -> Path:
    run.project(entries, folder, ["seeds"])
    return folder / "seeds"


ODD = (
    '"Quoted" One', "'Single' Two", "“Curly” Three", "« Fourth »", "„Fünf“", "<b>Sixth</b>", "<script>alert(7)</script>", "& Eighth", "Nine & <Ten>", "&lt;Eleven&gt;", "`Twelve`",
)  # fmt: skip


def divide_at(patch: pytest.MonkeyPatch, rows: int, names: int) -> None:
    """Divide lists that have more rows, and glossary and index if they have more names."""
    for module in (filing, dividing, lists, reference_lists):
        patch.setattr(module, "SPLIT", rows)
    patch.setattr(dividing.divisions, "__defaults__", (rows,))
    for module in (filing, glossary, index_pages):
        patch.setattr(module, "NAMES", names)


def make_site(folder: Path) -> None:
    """The project, with its site in ``out``, of a synthetic handbook whose lists have five rows a page at most, with actors and terms of odd names."""
    with pytest.MonkeyPatch.context() as patch:
        divide_at(patch, rows=5, names=8)
        patch.setattr(site, "MOST_EVENTS", 5)
        _divided(folder)


def _divided(folder: Path) -> None:
    """Build it without a warning."""
    warnings = io.StringIO()
    seeds = synthetic(folder, 70)
    for number, name in enumerate(ODD):
        for place, kind in (("actors", "group"), ("terms", "place")):
            record = f"id: odd-{place}-{number}\nkind: {kind}\nname: {json.dumps(f'{name} {kind}')}\ngloss: G.\ncite: [source-1/2a]\n"
            (seeds / "registry" / place / f"odd-{place}-{number}.yml").write_text(record, encoding="utf-8")
    docs, out = folder / "docs", folder / "out"
    stale = out / "genindex-99.html"
    out.mkdir()
    stale.write_text("of an earlier edition", encoding="utf-8")
    with docutils_namespace():
        app = Sphinx(
            docs, docs, out, out / ".d", "html", {"nitpicky": True}, status=None, warning=warnings, freshenv=True
        )
        app.build(force_all=True)
    assert not warnings.getvalue(), warnings.getvalue()
    assert not stale.exists()
