"""Pieces become one tagged PDF: pages, structure tree, named destinations, bookmarks, page labels, heads laid over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from handbook.printing.compiling import Piece
from handbook.printing.printed import HERE


class Bookmark(NamedTuple):
    """A line of the bookmarks: its words, the anchor or the page (from 0) to which it leads, those below it."""

    words: str
    anchor: str = ""
    page: int = 0
    below: tuple[Bookmark, ...] = ()


class Whole(NamedTuple):
    """What is joined: the pieces, how many pages of the first ones have roman numbers, bookmarks, heads, and what links are called.

    ``titles`` has the words for an anchor; ``heads`` is a PDF with one page for each page of the book.
    ``elsewhere`` names the file of another volume for an anchor that is not in this one.
    """

    pieces: Sequence[Piece]
    roman: int
    bookmarks: Sequence[Bookmark]
    heads: Path
    titles: Mapping[str, str]
    elsewhere: Mapping[str, str]
    first: int = 1


class _Joiner:
    def __init__(self, whole: Whole) -> None:
        self.whole = whole
        self.pdf = pikepdf.open(whole.pieces[0].path)
        self.leaves: list[Any] = []
        self.kids: list[Any] = []
        self.next = 0
        self.places: dict[str, tuple[int, float, float]] = {}
        self.root = self.pdf.Root.StructTreeRoot
        self.document = self.root.K[0]
        self.height = float(self.pdf.pages[0].MediaBox[3])

    def join(self, target: Path) -> None:
        for number, piece in enumerate(self.whole.pieces):
            if number:
                with pikepdf.open(piece.path) as part:
                    self._append(part, piece)
            else:
                self._take(0, piece, self.root, self.document)
        self._structure()
        self._links()
        self._names()
        self._bookmarks()
        self._labels()
        with pikepdf.open(self.whole.heads) as heads:
            for page, head in zip(self.pdf.pages, heads.pages, strict=True):
                self._lay_over(page, head)
        # Typst writes each object by itself; packed in streams, the tags and links take a quarter of the room.
        self.pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
        self.pdf.close()

    def _lay_over(self, page: pikepdf.Page, head: pikepdf.Page) -> None:
        """Draw the head and folio, which Typst marked as no part of the text, over a page."""
        form = self.pdf.copy_foreign(head.as_form_xobject())
        # Pages of a piece share their resources; and pikepdf's own way gives names by chance.
        resources = Dictionary(dict(page.obj.Resources.items()))
        drawn = dict(resources.get("/XObject", Dictionary()).items())
        resources.XObject = Dictionary({**drawn, "/Head": form})
        page.obj.Resources = resources
        page.contents_add(b"q", prepend=True)
        page.contents_add(b"Q q /Head Do Q")

    def _append(self, part: pikepdf.Pdf, piece: Piece) -> None:
        start = len(self.pdf.pages)
        self.pdf.pages.extend(part.pages)
        # Pages are copied before: what the tree says of them leads to the copies.
        root = self.pdf.copy_foreign(part.Root.StructTreeRoot)
        for key, role in root.RoleMap.items():
            self.root.RoleMap[key] = role
        self._take(start, piece, root, root.K[0])

    def _take(self, start: int, piece: Piece, root: Any, document: Any) -> None:
        """Count the marks of a piece on, and take its part of the structure."""
        shift, numbers = self.next, root.ParentTree.Nums
        for page in self.pdf.pages[start:]:
            if shift:
                page.obj.StructParents = int(page.obj.StructParents) + shift
            for annotation in page.obj.get("/Annots", ()):
                if shift:
                    annotation.StructParent = int(annotation.StructParent) + shift
        if len(numbers):
            # The numbers of a piece stay together: a leaf of the tree of the whole.
            for index in range(0, len(numbers), 2) if shift else ():
                numbers[index] = int(numbers[index]) + shift
            first, last = int(numbers[0]), int(numbers[len(numbers) - 2])
            self.leaves.append(self.pdf.make_indirect(Dictionary(Limits=Array([first, last]), Nums=numbers)))
            self.next = last + 1
        self.kids.append(self._section(document))
        for mark in piece.marks:
            self.places.setdefault(mark.name, (start + mark.page - 1, mark.x, mark.y))

    def _section(self, document: Any) -> Any:
        """The content of a piece as a section, with one for each entry in it."""
        section = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Sect, P=self.document))
        inside, inner = section, list[Any]()
        outer: list[Any] = []
        for kid in document.K:
            if kid.S == Name.H2:
                if inner:
                    inside.K = Array(inner)
                inside, inner = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Sect, P=section)), []
                outer.append(inside)
            kid.P = inside
            (outer if inside is section else inner).append(kid)
        if inner:
            inside.K = Array(inner)
        section.K = Array(outer)
        return section

    def _structure(self) -> None:
        self.document.K = Array(self.kids)
        self.root.ParentTree = self.pdf.make_indirect(Dictionary(Kids=Array(self.leaves)))
        self.root.ParentTreeNextKey = self.next

    def _links(self) -> None:
        for page in self.pdf.pages:
            for annotation in page.obj.get("/Annots", ()):
                address = str(annotation.A.get("/URI", "")) if "/A" in annotation else ""
                if not address.startswith(HERE):
                    continue
                name = address.removeprefix(HERE)
                annotation.Contents = String(self._called(name))
                if name in self.places:
                    annotation.A = Dictionary(S=Name.GoTo, D=String(name))
                elif name in self.whole.elsewhere:
                    annotation.A = Dictionary(S=Name.GoToR, F=String(self.whole.elsewhere[name]), D=String(name))
                else:
                    raise LookupError(f"nothing in the book stands at {name!r}")

    def _called(self, name: str) -> str:
        """What is at an anchor, in words: a claim and a statement by what they belong to and their label."""
        titles = self.whole.titles
        base, _, label = name.rpartition(".")
        if name in titles or base not in titles:
            return titles.get(name, name)
        return f"{titles[base]} ¶{label}" if base.startswith("source.") else f"{titles[base]}: {label}"

    def _destination(self, place: tuple[int, float, float]) -> Array:
        page, x, y = place
        return Array([self.pdf.pages[page].obj, Name.XYZ, max(x - 8, 0), min(self.height - y + 14, self.height), 0])

    def _names(self) -> None:
        names: list[Any] = []
        for name, place in sorted(self.places.items(), key=lambda item: item[0].encode()):
            names += [String(name), self._destination(place)]
        tree = self.pdf.make_indirect(Dictionary(Names=Array(names)))
        self.pdf.Root.Names = Dictionary(Dests=tree)

    def _bookmarks(self) -> None:
        with self.pdf.open_outline() as outline:
            outline.root.clear()
            outline.root.extend(self._items(self.whole.bookmarks))

    def _items(self, bookmarks: Sequence[Bookmark]) -> Iterator[pikepdf.OutlineItem]:
        for mark in bookmarks:
            place = self.places.get(mark.anchor, (mark.page, 0.0, 0.0))
            item = pikepdf.OutlineItem(mark.words, self._destination(place))
            item.is_closed = True
            item.children.extend(self._items(mark.below))
            yield item

    def _labels(self) -> None:
        numbers: list[Any] = [0, Dictionary(S=Name.r)] if self.whole.roman else []
        numbers += [self.whole.roman, Dictionary(S=Name.D, St=self.whole.first)]
        self.pdf.Root.PageLabels = Dictionary(Nums=Array(numbers))
        self.pdf.Root.PageMode = Name.UseOutlines


def join(whole: Whole, target: Path) -> None:
    """Write the pieces as one file.

    Raises:
        LookupError: a reference leads nowhere.
        OSError: the disk refuses.
        pikepdf.PdfError: a piece is no PDF.
    """
    _Joiner(whole).join(target)
