"""The books that a site offers: those that were made beside it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from handbook.publish import make_plain, write


def N_(text: str) -> str:
    return text


#: Where books are made, beside the site's folder; their name in the site, their words.
BOOKS = (
    ("pdf", "handbook.pdf", N_("The whole handbook as PDF")),
    ("epub", "handbook.epub", N_("The whole handbook as EPUB")),
)


def folders(site: Path, language: str = "") -> list[Path]:
    """Where books are made, PDF first; of a site below another one, in its ``language``, beside that other."""
    around = site.parent.parent if language else site.parent
    return [around / (f"{folder}-{language}" if language else folder) for folder, _name, _words in BOOKS]


def books(site: Path, language: str = "") -> list[tuple[Path, str]]:
    """The books that were made: file, and its name in the site's ``downloads`` folder."""
    places = folders(site, language)
    paths_and_names = [(place / name, name) for place, (_folder, name, _words) in zip(places, BOOKS, strict=True)]
    paths_and_names += [(path, path.name) for path in sorted(places[0].glob("*.pdf")) if path.name != "handbook.pdf"]
    # One that begins with a dot was not made to its end.
    return [(path, name) for path, name in paths_and_names if path.is_file() and not name.startswith(".")]


def offered(pagename: str, root: bool, made: frozenset[str], t: Callable[[str], str]) -> list[tuple[str, str]]:
    """What a page offers to download, with words: the books on the home page, its own PDF on an entry's."""
    if root:
        return [(name, t(words)) for _folder, name, words in BOOKS if name in made]
    own = pagename.rpartition("/")[2] + ".pdf"
    return [(own, t("This entry as PDF"))] if "/" in pagename and own in made else []


def bring(site: Path, language: str = "") -> None:
    """Put the books that were made into the site, and take out those that are gone."""
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
