"""Imports go down: every module has a floor, and imports nothing from its own or from one above."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Set

import pytest

from .engine_modules import PACKAGE, imported, modules, named, names_in, tree_of

#: Imports go down only; modules of one floor's packages never import each other.
FLOORS = {
    "__init__": 0, "date_mends": 0, "text_schema": 0,
    "serving": 1, "faults": 1, "counted": 1, "language_codes": 1,
    "anchors": 1, "problems": 1, "partial_date": 1, "folding": 1, "i18n": 1, "kinds": 1, "plain_text": 1, "programs": 1, "legible": 1,
    "citations": 2, "inlines": 2, "number_form": 2,
    "claims": 3, "blocks": 3,
    "page_facts": 4, "settings": 4, "model": 4, "dossiers": 4,
    "corpus": 5, "fields": 5, "filing": 5,
    "reading": 6, "linking": 6, "addresses": 6, "support": 6, "leads": 6, "agreement_state": 6,
    "pages": 7, "extraction": 7,
    "checks": 8, "citing": 8, "figures": 8, "searching": 8,
    "exports": 9, "render": 9, "publish": 9, "adding": 9,
    "answering": 10, "recipes": 10, "data_files": 10, "book": 10, "annotating": 10, "originals": 10,
    "incremental": 11, "printing": 11, "starting": 11,
    "convert": 12, "api": 12, "sphinx_ext": 12, "bench": 12, "desk": 12, "publishing": 12,
    "cli": 13,
    "__main__": 14,
}  # fmt: skip

#: The same within the Sphinx extension, which has packages of its own; its other modules bring everything together.
SPHINX_FLOORS = {
    "storage": 0, "objects": 1, "doctrees": 2, "frame": 3, "project": 4, "running": 5, "site": 6, "book": 6,
    "bibliography": 7, "extension": 8, "__init__": 9,
}  # fmt: skip


def test_imports_go_down() -> None:
    """Every module has a floor in whole numbers, and imports nothing from its own (but its package) or from one above."""
    known = named()
    assert {name.partition(".")[0] for name in known} == set(FLOORS)
    assert all(type(floor) is int for floor in FLOORS.values())
    for name, path in known.items():
        mine = name.partition(".")[0]
        for other in {found.partition(".")[0] for found in imported(path, known)} - {mine}:
            assert FLOORS[other] < FLOORS[mine], f"{name} imports {other}"


def test_imports_within_the_extension_go_down() -> None:
    """The packages of the Sphinx extension have floors too."""
    extension = "sphinx_ext."
    known = named()
    floors = {name: name.removeprefix(extension).partition(".")[0] for name in known if name.startswith(extension)}
    assert set(floors.values()) | {"__init__"} == set(SPHINX_FLOORS)
    for name, mine in floors.items():
        for other in {floors[found] for found in imported(known[name], known) if found in floors} - {mine}:
            assert SPHINX_FLOORS[other] < SPHINX_FLOORS[mine], f"{name} imports {other}"


def test_what_edits_need_loads_no_sphinx() -> None:
    """The packages that write pages after an edit import no Sphinx, which takes half of the time of such an edit."""
    for package in ("storage", "frame"):
        for path in (PACKAGE / "sphinx_ext" / package).rglob("*.py"):
            for node in tree_of(path).body:
                assert not {n.split(".")[0] for n in names_in(node)} & {"sphinx", "docutils"}, path


def circles(imports: Mapping[str, Set[str]]) -> list[tuple[str, ...]]:
    """The modules that import each other, at once or through others."""

    def reached(start: str) -> set[str]:
        seen: set[str] = set()
        waiting = [start]
        while waiting:
            new = imports.get(waiting.pop(), set()) - seen
            seen |= new
            waiting += new
        return seen

    below = {name: reached(name) for name in imports}
    return sorted({tuple(sorted({o for o in below[n] if n in below.get(o, ())})) for n in below if n in below[n]})


def test_no_modules_import_each_other() -> None:
    """Within packages too imports go one way: no module leads back to itself."""
    known = named()
    assert circles({name: imported(path, known) - {name} for name, path in known.items()}) == []
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == [("b", "c")]


@pytest.mark.parametrize(
    ("library", "home"), [("yaml", "reading"), ("sphinx", "sphinx_ext"), ("docutils", "sphinx_ext"), ("typer", "cli")]
)
def test_a_library_has_one_home(library: str, home: str) -> None:
    """A library is imported in one place only."""
    for name, path in modules():
        names = {n.split(".")[0] for node in ast.walk(tree_of(path)) for n in names_in(node)}
        assert library not in names or name == home, path
