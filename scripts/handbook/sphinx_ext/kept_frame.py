"""What a build through Sphinx keeps of what stands around generated pages, for edits that need no Sphinx."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from handbook.incremental.state import Products, digest
from handbook.sphinx_ext.writing import Around, Shell

#: The file in which it is kept, beside what Sphinx stores.
FRAME = "handbook.frame"


@dataclass
class KeptFrame:
    """What others decide of each generated page that Sphinx does not read, by its name.

    ``read`` are those that it reads, ``written`` those that people wrote; ``elsewhere`` has the pages in other languages; ``common`` is the digest of what decides all pages, ``declared`` of what they declare;
    ``shared_static`` has digests of static files that lie in another language's site.
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
    """A digest of all that a page is made of."""
    return digest(b"\0".join([content, common, repr(around).encode("utf-8", "surrogatepass")]))
