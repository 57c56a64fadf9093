"""The modules of the engine, as they are parsed, and what each imports."""

from __future__ import annotations

import ast
from collections.abc import Container
from functools import cache
from pathlib import Path

from .conftest import PROJECT

PACKAGE = PROJECT / "scripts" / "handbook"


@cache
def tree_of(path: Path) -> ast.Module:
    """A module as it is parsed, once for all tests."""
    return ast.parse(path.read_text(encoding="utf-8"))


def modules() -> list[tuple[str, Path]]:
    return [(path.relative_to(PACKAGE).parts[0].removesuffix(".py"), path) for path in sorted(PACKAGE.rglob("*.py"))]


def named() -> dict[str, Path]:
    """Every module by its name under ``handbook``; a package by its own."""
    return {
        ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): path
        for _floor, path in modules()
    }


def imported(path: Path, known: Container[str]) -> set[str]:
    """The modules under ``handbook`` that a module imports, also where only a type checker sees it."""
    found = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "handbook":
            base = node.module.removeprefix("handbook").strip(".")
            inner = {f"{base}.{alias.name}".strip(".") for alias in node.names}
            # A name that is no module is of the one that it is imported from.
            found |= {name if name in known else base or "__init__" for name in inner}
        elif isinstance(node, ast.Import):
            found |= {a.name.partition(".")[2] or "__init__" for a in node.names if a.name.split(".")[0] == "handbook"}
    return found


def names_in(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [a.name for a in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
