"""Check the folder of hand-written pages for files that Sphinx could not read, would wait for, or would take from elsewhere.

Pages and ``conf.py`` are trusted for their content (see ``docs/about/security.md``); this concerns
files that are not plain files.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from handbook.problems import Place, Problem
from handbook.reading import files
from handbook.reading.files import FileError

#: Folders of builds and of other programs, which are not looked at.
LEFT_OUT = ("_build", "_generated", "__pycache__", "node_modules")
#: File name endings of pages.
PAGES = (".md", ".rst", ".txt", ".py")
#: The largest page, in bytes.
MAX_PAGE = 10_000_000


def problems(docs: Path) -> list[Problem]:
    """One problem for each file that cannot be used, and one if there is no ``conf.py``."""
    if not docs.is_dir():
        return [_problem(docs, "", FileError("HB100", "there is no such folder of pages", "name one with --docs"))]
    if not (docs / "conf.py").exists() or (docs / "conf.py").is_dir():
        return [
            _problem(docs, "", FileError("HB100", "there is no conf.py in it", "name the folder of pages with --docs"))
        ]
    return [_problem(docs, name, fault) for name in _names(docs) if (fault := _fault(docs, name)) is not None]


def _names(docs: Path) -> Iterator[str]:
    """The names of everything except folders, and of folders that are links."""
    root = str(docs)
    for base, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in LEFT_OUT and not name.startswith("."))
        linked = [name for name in folders if os.path.islink(f"{base}{os.sep}{name}")]  # noqa: PTH114
        for name in sorted([*names, *linked]):
            if not name.startswith("."):
                yield f"{base}{os.sep}{name}"[len(root) + 1 :]


def _fault(docs: Path, name: str) -> FileError | None:
    """What is wrong with a file, if anything."""
    path = docs / name
    if files.shown(name) != name:
        return FileError("HB100", "a file name that is not UTF-8", "rename it")
    try:
        if path.is_dir():
            # ``_names`` yields only those folders that are links.
            return (
                None
                if files.inside(path, docs)
                else FileError(
                    "HB100", f"a link that leads out of the folder {docs.name}", "put the folder itself there"
                )
            )
        if path.suffix in PAGES:
            files.text(files.read(path, MAX_PAGE, docs))
        else:
            files.opened(path, docs).close()
    except FileNotFoundError:
        # The file was removed meanwhile.
        return None
    except FileError as fault:
        return fault
    return None


def _problem(docs: Path, name: str, fault: FileError) -> Problem:
    return Problem(
        Place(files.shown("/".join(part for part in (docs.name, *Path(name).parts) if part)), fault.line),
        fault.code,
        fault.what,
        fault.mend,
    )
