"""Which packages are installed, from the names of their metadata folders: parsing the metadata of all took half a second."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import version

from handbook.publish import regular_bytes

_METADATA = re.compile(r"(?P<name>[^-]+)-(?P<version>[^-]+)(-.*)?\.(dist-info|egg-info|egg)")


def listed() -> list[str]:
    """The names of the metadata folders of all packages that Python can find, sorted; if one has no version, with the file's content."""
    return sorted({package for folder in _folders() for package in _metadata(folder)})


def _folders() -> Iterator[str]:
    for folder in sys.path:
        with contextlib.suppress(OSError):
            yield from (entry.path for entry in os.scandir(folder or "."))


def _metadata(path: str) -> Iterator[str]:
    name = os.path.basename(path)  # noqa: PTH119
    if not name.endswith((".dist-info", ".egg-info", ".egg-link", ".egg")):
        return
    if _METADATA.fullmatch(name):
        yield name
        return
    for file in (path, f"{path}/PKG-INFO"):
        with contextlib.suppress(OSError):
            yield f"{name} {regular_bytes(file).hex()}"


@cache
def _versions() -> dict[str, str]:
    by_name: dict[str, str] = {}
    for folder in _folders():
        if parts := _METADATA.fullmatch(os.path.basename(folder)):  # noqa: PTH119 (hundreds, and Path takes longer)
            # Python imports the first one that it finds.
            by_name.setdefault(_normal(parts["name"]), parts["version"])
    return by_name


def versions(names: Iterable[str]) -> list[str]:
    """The versions of some packages.

    Raises:
        importlib.metadata.PackageNotFoundError: one is not installed.
    """
    by_name = _versions()
    return [by_name.get(_normal(name)) or version(name) for name in names]


def _normal(name: str) -> str:
    """A package name, normalised as in PEP 503."""
    return re.sub(r"[-_.]+", "-", name).lower()
