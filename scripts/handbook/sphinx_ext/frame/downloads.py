"""The books that a site offers for download: those that were made in folders beside it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from handbook.publish import make_plain, write


def N_(text: str) -> str:
    return text


#: For each book the folder in which it is made, beside the site's folder; its file name in the site; its label.
BOOKS = (
    ("pdf", "handbook.pdf", N_("The whole handbook as PDF")),
    ("epub", "handbook.epub", N_("The whole handbook as EPUB")),
)


def folders(site: Path, language: str = "") -> list[Path]:
    """The folders in which books are made, PDF first; for a site in a ``language`` folder of another, beside that other site."""
    common_root = site.parent.parent if language else site.parent
    return [common_root / (f"{folder}-{language}" if language else folder) for folder, _name, _words in BOOKS]


def books(site: Path, language: str = "") -> list[tuple[Path, str]]:
    """The books that were made: the file of each, and its name in the site's ``downloads`` folder."""
    places = folders(site, language)
    paths_and_names = [(place / name, name) for place, (_folder, name, _words) in zip(places, BOOKS, strict=True)]
    paths_and_names += [(path, path.name) for path in sorted(places[0].glob("*.pdf")) if path.name != "handbook.pdf"]
    # A name that begins with a dot is that of an unfinished book.
    return [(path, name) for path, name in paths_and_names if path.is_file() and not name.startswith(".")]


def offered(pagename: str, root: bool, book_names: frozenset[str], t: Callable[[str], str]) -> list[tuple[str, str]]:
    """The downloads that a page offers, with labels: the books on the home page, its own PDF on an entry's page."""
    if root:
        return [(name, t(words)) for _folder, name, words in BOOKS if name in book_names]
    entry_pdf = pagename.rpartition("/")[2] + ".pdf"
    return [(entry_pdf, t("This entry as PDF"))] if "/" in pagename and entry_pdf in book_names else []


def bring(site: Path, language: str = "") -> None:
    """Copy the books that were made into the site, and remove those that no longer exist."""
    folder, printed = site / "downloads", books(site, language)
    make_plain(site, ["downloads"])
    if not printed:
        shutil.rmtree(folder, ignore_errors=True)
        return
    for old in folder.glob("*"):
        if old.name not in {name for _path, name in printed}:
            old.unlink()
    for path, name in printed:
        write(folder / name, path.read_bytes())
