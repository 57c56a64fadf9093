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


def make_site(folder: Path) -> None:
    """The project, with its site in ``out``, of a synthetic handbook whose lists have five rows a page at most, with actors and terms of odd names."""
    with pytest.MonkeyPatch.context() as patch:
        for module, name in (
            (filing, "SPLIT"), (dividing, "SPLIT"), (lists, "SPLIT"), (reference_lists, "SPLIT"), (site, "MOST_EVENTS"), (filing, "NAMES"),
            (glossary, "NAMES"),
        ):  # fmt: skip
            patch.setattr(module, name, 8 if name == "NAMES" else 5)
        patch.setattr(dividing.divisions, "__defaults__", (5,))
        patch.setattr(index_pages, "NAMES", 8)
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
