"""Joining pieces into one tagged PDF, with structure tree, named destinations, bookmarks, page labels and overlaid page heads.

``placing`` has given each piece its object numbers; here the pieces are copied one after the other, and the objects that
belong to the whole book are written after them.  So joining a thousand pages holds only one piece in memory at a time.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO, NamedTuple

from handbook.printing import objects, placing
from handbook.printing.compiling import Piece
from handbook.printing.objects import Renumbering, cut, dictionary, entries, string
from handbook.printing.placing import Blob, Placed, Start, Target, blobs_of, packed, place

#: The number of names in one leaf of the tree of destinations.
LEAF = 128
#: A row of the cross-reference table: its type (1: plain object, 2: in an object stream), offset or stream number, index in the stream.
_ROW = struct.Struct(">BIH")


class Bookmark(NamedTuple):
    """A bookmark: its words, the anchor or the page (from 0) to which it leads, and the bookmarks below it."""

    words: str
    anchor: str = ""
    page: int = 0
    below: tuple[Bookmark, ...] = ()


class Volume(NamedTuple):
    """The input for joining one volume.

    ``pieces`` are joined in order; the first ``roman`` pages have roman numbers, the next one the number ``first_page``.
    ``heads`` is a PDF with the head and folio of each page; ``titles`` has the description of links by anchor.
    ``other_files`` names the file of another volume for each anchor that is not in this one.
    """

    pieces: Sequence[Piece]
    roman: int
    bookmarks: Sequence[Bookmark]
    heads: Path
    titles: Mapping[str, str]
    other_files: Mapping[str, str]
    first_page: int = 1


class _File:
    """A PDF that is being written; ``rows`` is its cross-reference table, ``following`` the next free object number."""

    def __init__(self, file: BinaryIO, following: int) -> None:
        self.file, self.rows, self.following = file, bytearray(), following
        self.size, self.digest = 0, blake2b(digest_size=16)
        self._bytes(b"%PDF-1.7\n%\x80\x80\x80\x80\n")

    def new_number(self) -> int:
        """A free object number."""
        self.following += 1
        return self.following - 1

    def blobs(self, blobs: Iterable[Blob], written: memoryview) -> None:
        """Copy blobs, whose bytes follow each other in ``written``."""
        offset = 0
        for blob in blobs:
            number = self.new_number() if blob.packed else blob.numbers[0]
            self._object(number, written[offset : offset + blob.size])
            offset += blob.size
            for index, inside in enumerate(blob.numbers if blob.packed else ()):
                self._row(inside, 2, number, index)

    def objects(self, streams: Sequence[tuple[int, bytes]], small: Sequence[tuple[int, bytes]]) -> None:
        """Write objects: streams as they are, small ones packed."""
        blobs, written = packed(streams, small)
        self.blobs(blobs, memoryview(b"".join(written)))

    def end(self, info: int) -> None:
        """Write the cross-reference table; the file's ID is a digest of its bytes, so that the same book gives the same file."""
        number, start = self.new_number(), self.size
        self._row(number, 1, start, 0)
        name = self.digest.hexdigest().encode("ascii")
        rows = zlib.compress(bytes(self.rows), 6)
        head = {
            b"/Type": b"/XRef", b"/Size": b"%d" % (len(self.rows) // _ROW.size), b"/Root": b"%d 0 R" % placing.CATALOG, b"/Info": b"%d 0 R" % info,
            b"/ID": b"[<%s><%s>]" % (name, name), b"/W": b"[1 4 2]", b"/Filter": b"/FlateDecode", b"/Length": b"%d" % len(rows),
        }  # fmt: skip
        self._bytes(b"%d 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (number, dictionary(head), rows))
        self._bytes(b"startxref\n%d\n%%%%EOF\n" % start)

    def _object(self, number: int, body: bytes | memoryview) -> None:
        self._row(number, 1, self.size, 0)
        for part in (b"%d 0 obj\n" % number, body, b"\nendobj\n"):
            self._bytes(part)

    def _row(self, number: int, kind: int, place: int, index: int) -> None:
        missing = _ROW.size * (number + 1) - len(self.rows)
        if missing > 0:
            self.rows += bytes(missing)
        _ROW.pack_into(self.rows, _ROW.size * number, kind, place, index)

    def _bytes(self, part: bytes | memoryview) -> None:
        self.file.write(part)
        self.digest.update(part)
        self.size += len(part)


class _Joiner:
    def __init__(self, volume: Volume) -> None:
        self.volume = volume
        self.anchors = {mark.name for piece in volume.pieces for mark in piece.marks}
        self.heads, trailer = objects.read(volume.heads.read_bytes())
        catalog = entries(self.heads[objects.reference(trailer[b"/Root"])])
        node = entries(self.heads[objects.reference(catalog[b"/Pages"])])
        self.head_pages = [entries(self.heads[number]) for number in objects.references(node[b"/Kids"])]
        self.height = float(self._box(self.head_pages[0])[3])
        self.small: list[tuple[int, bytes]] = []

    @staticmethod
    def _box(page: Mapping[bytes, bytes]) -> list[bytes]:
        return page[b"/MediaBox"].strip(b"[] ").split()

    def target(self, name: str) -> Target:
        """The target at an anchor, described in words; a claim or statement by its entry or source and its label.

        Raises:
            LookupError: the book has no such anchor.
        """
        titles = self.volume.titles
        if name not in self.anchors and name not in self.volume.other_files:
            raise LookupError(f"nothing in the book stands at {name!r}")
        base, _, label = name.rpartition(".")
        if name in titles or base not in titles:
            title = titles.get(name, name)
        else:
            title = f"{titles[base]} ¶{label}" if base.startswith("source.") else f"{titles[base]}: {label}"
        return Target(title, "" if name in self.anchors else self.volume.other_files[name])

    def join(self, target: BinaryIO) -> None:
        start = Start(placing.FIRST, 0, first=True)
        placed: list[Placed] = []
        for piece in self.volume.pieces:
            placed.append(place(piece.path, start, self.target))
            start = placed[-1].end
        pages = [page for part in placed for page in part.pages]
        drawings = [head for part in placed for head in part.heads]
        file = _File(target, start.object + max(self.heads) + 1)
        for piece, part in zip(self.volume.pieces, placed, strict=True):
            file.blobs(part.blobs, blobs_of(piece.path))
        file.objects([*_page_wrappers(), *self._drawn(drawings, start.object)], [])
        self._tree(placed, start.mark, file)
        self._catalog(placed[0], len(pages), placed)
        self._destinations(pages, file)
        self._bookmarks(pages, file)
        info = file.new_number()
        self.small.append((info, placed[0].info.encode("latin-1")))
        file.objects([], self.small)
        file.end(info)

    def _drawn(self, drawings: Sequence[int], shift: int) -> Iterator[tuple[int, bytes]]:
        """The drawing (form XObject) of each page's head and folio, which Typst marked as artifacts, and the objects that they use."""
        contents, roots, numbers = list[int](), list[int](), Renumbering(shift)
        for drawing, page in zip(drawings, self.head_pages, strict=True):
            content = objects.reference(page[b"/Contents"].strip(b"[] "))
            contents.append(content)
            roots += objects.references(page[b"/Resources"])
            body, stream = objects.divided(self.heads[content])
            form = {
                b"/Type": b"/XObject", b"/Subtype": b"/Form", b"/BBox": page[b"/MediaBox"],
                b"/Resources": cut(page[b"/Resources"]).renumbered(numbers),
            }  # fmt: skip
            yield drawing, dictionary(entries(body) | form) + stream
        for number, copy in objects.reachable(self.heads, roots, frozenset(contents)).items():
            shown = copy.renumbered(numbers)
            if copy.stream:
                yield number + shift, shown + copy.stream
            else:
                self.small.append((number + shift, shown))

    def _tree(self, placed: Sequence[Placed], marks: int, file: _File) -> None:
        """Write the structure tree: one document with a section for each piece; each piece has one leaf of the parent tree."""
        leaves = []
        for part in placed:
            if part.leaf:
                leaves.append(file.new_number())
                keys = part.leaf.split()[::4]
                row = f"<</Limits[{keys[0]} {keys[-1]}]/Nums[{part.leaf}]>>"
                self.small.append((leaves[-1], row.encode("ascii")))
        roles = {key.encode(): role.encode() for part in placed for key, role in part.roles.items()}
        root = {
            b"/Type": b"/StructTreeRoot", b"/RoleMap": dictionary(roles), b"/K": b"[%d 0 R]" % placing.DOCUMENT,
            b"/ParentTree": b"%d 0 R" % placing.PARENTS, b"/ParentTreeNextKey": b"%d" % marks,
        }  # fmt: skip
        sections = objects.list_of(part.section for part in placed)
        self.small += [
            (placing.ROOT, dictionary(root)),
            (placing.DOCUMENT, b"<</Type/StructElem/S/Document/P %d 0 R/K%s>>" % (placing.ROOT, sections)),
            (placing.PARENTS, b"<</Kids%s>>" % objects.list_of(leaves)),
        ]

    def _catalog(self, first: Placed, count: int, placed: Sequence[Placed]) -> None:
        """Write the catalogue, based on that of the first piece, and the list of all pages."""
        first_catalog = {key.encode("latin-1"): value.encode("latin-1") for key, value in first.catalog.items()}
        roman = b"0<</S/r>>" if self.volume.roman else b""
        labels = b"<</Nums[%s%d<</S/D/St %d>>]>>" % (roman, self.volume.roman, self.volume.first_page)
        self.small += [
            (placing.CATALOG, dictionary(first_catalog | {
                b"/Pages": b"%d 0 R" % placing.PAGES, b"/StructTreeRoot": b"%d 0 R" % placing.ROOT,
                b"/MarkInfo": b"<</Marked true>>", b"/Names": b"<</Dests %d 0 R>>" % placing.DESTINATIONS,
                b"/Outlines": b"%d 0 R" % placing.BOOKMARKS, b"/PageLabels": labels, b"/PageMode": b"/UseOutlines",
            })),
            (placing.PAGES, b"<</Type/Pages/Count %d/Kids%s>>" % (count, objects.list_of(part.node for part in placed))),
        ]  # fmt: skip

    @cached_property
    def places(self) -> dict[str, tuple[int, float, float]]:
        """The positions of anchors: the page, from 0, and the place on it, from the top left."""
        places: dict[str, tuple[int, float, float]] = {}
        start = 0
        for piece in self.volume.pieces:
            for mark in piece.marks:
                places.setdefault(mark.name, (start + mark.page - 1, mark.x, mark.y))
            start += piece.pages
        return places

    def _destination(self, place: tuple[int, float, float], pages: Sequence[int]) -> bytes:
        page, x, y = place
        return b"[%d 0 R/XYZ %.1f %.1f 0]" % (pages[page], max(x - 8, 0), min(self.height - y + 14, self.height))

    def _destinations(self, pages: Sequence[int], file: _File) -> None:
        """Write the named destinations, as a tree of two levels."""
        named = sorted((name.encode("utf-8"), place) for name, place in self.places.items())
        rows = [(string(name.decode("utf-8")), self._destination(place, pages)) for name, place in named]
        leaves = []
        for start in range(0, len(rows), LEAF):
            batch = rows[start : start + LEAF]
            leaves.append(file.new_number())
            names = b"".join(b"%s%s" % row for row in batch)
            self.small.append((leaves[-1], b"<</Limits[%s%s]/Names[%s]>>" % (batch[0][0], batch[-1][0], names)))
        self.small.append((placing.DESTINATIONS, b"<</Kids%s>>" % objects.list_of(leaves)))

    def _bookmarks(self, pages: Sequence[int], file: _File) -> None:
        def write(marks: Sequence[Bookmark], parent: int) -> list[int]:
            numbers = [file.new_number() for _mark in marks]
            for index, mark in enumerate(marks):
                place = self.places.get(mark.anchor, (mark.page, 0.0, 0.0))
                bookmark = {
                    b"/Title": string(mark.words), b"/Parent": b"%d 0 R" % parent,
                    b"/Dest": self._destination(place, pages),
                }  # fmt: skip
                if index:
                    bookmark[b"/Prev"] = b"%d 0 R" % numbers[index - 1]
                if index + 1 < len(marks):
                    bookmark[b"/Next"] = b"%d 0 R" % numbers[index + 1]
                self.small.append((numbers[index], dictionary(bookmark | _ends(write(mark.below, numbers[index]), -1))))
            return numbers

        top = write(self.volume.bookmarks, placing.BOOKMARKS)
        self.small.append((placing.BOOKMARKS, dictionary({b"/Type": b"/Outlines"} | _ends(top, 1))))


def _ends(numbers: Sequence[int], sign: int) -> dict[bytes, bytes]:
    """The keys for the first, the last and the number of some bookmarks; a negative number means that they are folded."""
    if not numbers:
        return {}
    return {
        b"/First": b"%d 0 R" % numbers[0],
        b"/Last": b"%d 0 R" % numbers[-1],
        b"/Count": b"%d" % (sign * len(numbers)),
    }


def _page_wrappers() -> Iterator[tuple[int, bytes]]:
    """The streams before and after the content of each page, which save and restore the graphics state and draw the head.

    They are compressed, though short: Ghostscript 10.00 fails to write a page with links that ends with an uncompressed stream.
    """
    for number, drawn in ((placing.SAVED, b"q\n"), (placing.DRAWN, b"\nQ q /Head Do Q")):
        squeezed = zlib.compress(drawn, 6)
        yield number, b"<</Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (len(squeezed), squeezed)


def join(volume: Volume, target: Path) -> None:
    """Write the pieces as one file.

    Raises:
        LookupError: a reference has no target.
        OSError: the file cannot be written.
        UnreadableError: a piece does not have the form of Typst's PDFs.
    """
    with target.open("wb") as file:
        _Joiner(volume).join(file)
