"""The frame of generated pages, which a build through Sphinx saves for later edits that need no Sphinx."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from handbook.incremental.state import Products, digest
from handbook.sphinx_ext.frame.page_writer import Around, Shell

#: The file with the frame, in Sphinx's doctrees folder.
FRAME = "handbook.frame"


@dataclass
class SavedFrame:
    """All that a generated page needs besides its own content.

    ``around`` has, by name, what other pages decide of each generated page that Sphinx does not read. ``read`` names the generated
    pages that it reads, ``written`` the hand-written ones; ``elsewhere`` the pages in other languages. ``common`` is the digest of
    what decides all pages, ``declared`` that of what generated pages declare; ``shared_static`` has the digests of static files
    that lie in another language's site.
    """

    shell: Shell
    around: Mapping[str, Around]
    read: frozenset[str]
    written: frozenset[str]
    elsewhere: Mapping[str, frozenset[str]]
    common: bytes
    declared: bytes
    drafts: str
    shared_static: Mapping[str, bytes]


def declared(products: Products) -> bytes:
    """A digest of what all generated pages declare."""
    return digest(b"".join(page.declared for _name, page in sorted(products.pages.items())))


def stamp(content: bytes, common: bytes, around: Around) -> bytes:
    """A digest of all that a page is made from."""
    return digest(b"\0".join([content, common, repr(around).encode("utf-8", "surrogatepass")]))
