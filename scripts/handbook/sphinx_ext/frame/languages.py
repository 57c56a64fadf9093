"""A site in several languages: which languages it has, where each lies, and where a page is in another language.

The first language lies at the root of the site, each further one in a folder of its name:
``actors/alba.html`` and ``fr/actors/alba.html``.  Each is built separately, and knows the
others from the setting ``handbook_languages``.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from handbook import recipes
from handbook.book import Book
from handbook.i18n import language_name
from handbook.publish import folders_of_extensions
from handbook.sphinx_ext.storage.data_process import FILES, FOLDERS
from handbook.sphinx_ext.storage.manifest import MANIFEST, Manifest

if TYPE_CHECKING:
    from sphinx.config import Config

#: The page of the index; each language divides a long index differently.
INDEX = "genindex"


class Version(NamedTuple):
    """A page in one language of the site.

    ``address`` leads there from the current page; ``published`` is its full address, or ``address``
    if the site's is unknown; ``same`` says whether it is the same page, not the home page in its place.
    """

    language: str
    name: str
    address: str
    published: str
    same: bool


def named(config: Config) -> tuple[str, ...]:
    """The languages of the site, that of its root first; empty if it has only one."""
    return tuple(filter(None, str(config.handbook_languages).split(",")))


def folder_of(language: str, languages: Iterable[str]) -> str:
    """The folder of a language in the site, with a slash at its end; empty for the first language."""
    return "" if language == next(iter(languages), language) else f"{language}/"


def below(config: Config) -> str:
    """The language of this build, if its site lies in a folder of the first language's; else an empty string."""
    build_language = config.language or "en"
    return build_language if folder_of(build_language, named(config)) else ""


def up(site_language: str, languages: Iterable[str]) -> str:
    """The relative path from the root of the site in ``site_language`` to the root of the whole site."""
    return "../" if folder_of(site_language, languages) else ""


def places(docname: str, root: str, elsewhere: Mapping[str, Set[str]]) -> Mapping[str, str]:
    """The page that corresponds to this one in each other language: the same page if ``elsewhere`` has it, else the home page."""
    document_ = INDEX if docname.startswith(f"{INDEX}-") else docname
    return {
        language: document_ if document_ == INDEX or document_ in pages else root
        for language, pages in elsewhere.items()
    }


def elsewhere(book: Book, languages: Iterable[str], written: Set[str]) -> Mapping[str, frozenset[str]]:
    """The names of the pages in each other language of a book's site; ``written`` are the hand-written ones."""
    return {
        language: frozenset(written | recipes.pages(replace(book, language=language).view).keys())
        for language in languages
        if language != book.language
    }


def versions(
    docname: str, site_language: str, languages: Sequence[str], base: str, places: Mapping[str, str], content_root: str, uri: Mapping[str, str]
) -> list[Version]:  # fmt: skip
    """A page in all languages of the site; ``base`` is the address of the site in ``site_language``.

    ``content_root`` leads from the page to the root of its own language; ``uri`` has each document's address from there.
    """
    above = content_root + up(site_language, languages)
    base = base.rstrip("/")
    base = base.removesuffix(f"/{site_language}") if up(site_language, languages) else base
    listed = []
    for language in languages:
        counterpart = docname if language == site_language else places[language]
        path = folder_of(language, languages) + uri[counterpart]
        address = "" if language == site_language else above + path
        name = language_name(language, language)
        published = f"{base}/{path}" if base else above + path
        listed.append(Version(language, name[:1].upper() + name[1:], address, published, counterpart == docname))
    return listed


def remove_site(out: Path, stored: Path) -> None:
    """Remove the site of a language that a handbook no longer has; files that others put into its folder stay."""
    Manifest(out, stored / MANIFEST).forget()
    for folder in (*folders_of_extensions(out), *FOLDERS, "downloads"):
        shutil.rmtree(out / folder, ignore_errors=True)
    for file in FILES:
        (out / file).unlink(missing_ok=True)
    for inner in sorted((path for path in out.rglob("*") if path.is_dir()), reverse=True):
        if not any(inner.iterdir()):
            inner.rmdir()
    if out.is_dir() and not any(out.iterdir()):
        out.rmdir()
    shutil.rmtree(stored, ignore_errors=True)
