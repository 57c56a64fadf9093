"""Placing a piece in a book: its objects get the book's numbers, its tags become sections, its links get their targets.

The result is cached beside the piece, ready to be copied into the book.  It is computed again only if the piece
starts at other numbers, or if a target of its links has another description.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from handbook.printing import objects
from handbook.printing.entry_numbers import BOOK_SCHEME
from handbook.printing.objects import Renumbering, UnreadableError, cut, dictionary, entries, string
from handbook.publish import write

#: The numbers of objects that every book has; those of pieces begin after them.
CATALOG, PAGES, ROOT, DOCUMENT, PARENTS, DESTINATIONS, BOOKMARKS, SAVED, DRAWN, FIRST = range(1, 11)
#: A piece gets a multiple of ``NUMBER_STEP`` object numbers, at least ``SPARE`` of them free, and a multiple of ``MARK_STEP`` marks, so that it can
#: grow without renumbering the pieces after it.
NUMBER_STEP, SPARE, MARK_STEP = 512, 48, 64
#: The number of objects that are packed into one object stream.
PACKED = 200
#: The suffix of the cached result for a piece.
CACHED_SUFFIX = ".placed"
_HEADING = re.compile(rb"<<\s*/Type\s*/StructElem\s*/S\s*/H2\b")
_ANNOTATION = re.compile(rb"<<\s*/Type\s*/Annot\b")
#: The version of the cache's format: a result of another version is not used.
FORMAT = 1


class Target(NamedTuple):
    """The target of a link: its description, and the file of the volume that has it, if that is another one."""

    title: str
    file: str = ""


#: A function that gives the target at an anchor.
Targets = Callable[[str], Target]


class Start(NamedTuple):
    """The start of a piece: its first object number, its first mark in the structure tree, and whether it is the first piece."""

    object: int
    mark: int
    first: bool


class Blob(NamedTuple):
    """Bytes ready for the file: either one stream object, or an object stream with several packed objects."""

    numbers: list[int]
    size: int
    packed: bool


class Placed(NamedTuple):
    """A piece in its place.

    ``pages`` and ``heads`` are the object numbers of its pages and of the drawings over them, ``node`` that of its page tree,
    ``section`` that of its section in the structure tree; ``leaf`` is its part of the parent tree; ``end`` is the start of the
    next piece.  ``catalog`` and ``info`` are those of the whole file; only the first piece of a book has them.
    """

    start: Start
    end: Start
    pages: list[int]
    heads: list[int]
    node: int
    section: int
    leaf: str
    roles: dict[str, str]
    links: dict[str, Target]
    catalog: dict[str, str]
    info: str
    blobs: list[Blob]


def place(piece: Path, start: Start, targets: Targets) -> Placed:
    """Place a piece; the result is cached in a file beside it, and reused if ``start`` and the targets of links are the same.

    Raises:
        UnreadableError: the piece does not have the form of Typst's PDFs.
        LookupError: a link has no target.
        OSError: a file cannot be written.
    """
    cache_file = piece.with_suffix(CACHED_SUFFIX)
    cached = _cached(cache_file) if cache_file.is_file() else None
    if cached and cached.start == start and all(targets(name) == target for name, target in cached.links.items()):
        return cached
    placed, written = _Placing(piece.read_bytes(), start, targets).result()
    head = json.dumps([FORMAT, *placed], separators=(",", ":"))
    write(cache_file, head.encode("ascii") + b"\n" + written)
    return placed


def blobs_of(piece: Path) -> memoryview:
    """The bytes of all blobs of a placed piece, one after the other."""
    data = piece.with_suffix(CACHED_SUFFIX).read_bytes()
    return memoryview(data)[data.index(b"\n") + 1 :]


def _cached(path: Path) -> Placed | None:
    """The cached result in a file, if it is complete and of the current version."""
    with path.open("rb") as file:
        head = file.readline()
        size = path.stat().st_size - file.tell()
    try:
        format_, *fields = json.loads(head)
        if format_ != FORMAT:
            return None
        placed = Placed(*fields)
        placed = placed._replace(
            start=Start(*placed.start),
            end=Start(*placed.end),
            links={name: Target(*target) for name, target in placed.links.items()},
            blobs=[Blob(*blob) for blob in placed.blobs],
        )
    except (ValueError, TypeError):
        return None
    return placed if sum(blob.size for blob in placed.blobs) == size else None


class _Placing:
    """The placing of one piece."""

    def __init__(self, data: bytes, start: Start, targets: Targets) -> None:
        self.start, self.targets = start, targets
        self.objects, trailer = objects.read(data)
        self.catalog = self._entries(trailer[b"/Root"])
        self.info = self.objects[_number(trailer[b"/Info"])] if b"/Info" in trailer else b""
        self.tree = self._entries(self.catalog[b"/StructTreeRoot"])
        self.document = _only(self.tree[b"/K"])
        self.node = _number(self.catalog[b"/Pages"])
        self.next = max(self.objects) + 1
        self.numbers = Renumbering(start.object)
        self.links: dict[str, Target] = {}
        self.small: list[tuple[int, bytes]] = []

    def _entries(self, reference: bytes) -> dict[bytes, bytes]:
        return entries(self.objects[_number(reference)])

    def _new_number(self) -> int:
        """The number of a new object of this piece."""
        self.next += 1
        return self.start.object + self.next - 1

    def result(self) -> tuple[Placed, bytes]:
        pages = objects.references(self._entries(self.catalog[b"/Pages"])[b"/Kids"])
        kids = objects.references(self._entries(b"%d 0 R" % self.document)[b"/K"])
        marks = entries(self.tree[b"/ParentTree"] if b"<<" in self.tree[b"/ParentTree"] else self.objects[_number(self.tree[b"/ParentTree"])])  # fmt: skip
        if b"/Kids" in marks:
            raise UnreadableError("the index of its tags is divided")
        section, parents = self._sections(kids)
        heads = [self._new_number() for _page in pages]
        numbers = marks[b"/Nums"].strip(b"[] ").replace(b" 0 R", b"").split()
        keys, elements = list(map(int, numbers[::2])), list(map(int, numbers[1::2]))
        roots = [self.node, *kids, *elements]
        if self.start.first:
            roots += objects.references(self.catalog[b"/Metadata"] + b" " + self.catalog[b"/OutputIntents"])
        drawn = dict(zip(pages, heads, strict=True))
        streams = []
        for number, copy in objects.reachable(self.objects, roots, frozenset((self.document,))).items():
            # Elements whose parent is Typst's document element get a section as their parent.
            section_of_it = {self.document: parents[number]} if number in parents else {}
            renumbering = Renumbering(self.start.object, section_of_it) if section_of_it else self.numbers
            shown = self._changed(number, copy.renumbered(renumbering), drawn)
            if copy.stream:
                streams.append((number + self.start.object, shown + copy.stream))
            else:
                self.small.append((number + self.start.object, shown))
        blobs, written = packed(streams, self.small)
        top = (max(keys) + 1 if keys else 0) + self.start.mark
        end = Start(
            -(-(self.start.object + self.next + SPARE) // NUMBER_STEP) * NUMBER_STEP,
            -(-(top + 1) // MARK_STEP) * MARK_STEP,
            first=False,
        )
        shift = self.start.object
        catalog = (
            {key: cut(value).renumbered(self.numbers) for key, value in self.catalog.items()}
            if self.start.first
            else {}
        )
        return Placed(
            self.start, end, [page + shift for page in pages], heads, self.node + shift, section,
            " ".join(f"{key + self.start.mark} {element + shift} 0 R" for key, element in zip(keys, elements, strict=True)),
            {k.decode(): v.decode() for k, v in entries(self.tree.get(b"/RoleMap", b"<<>>")).items()},
            self.links, {k.decode("latin-1"): v.decode("latin-1") for k, v in catalog.items()},
            self.info.decode("latin-1") if self.start.first else "", blobs,
        ), b"".join(written)  # fmt: skip

    def _sections(self, kids: Sequence[int]) -> tuple[int, dict[int, int]]:
        """Make a section for the piece, and in it one for each entry; return the first one's number, and each element's section."""
        outer = self._new_number()
        children: dict[int, list[int]] = {outer: []}
        inside = outer
        for kid in kids:
            if _HEADING.match(self.objects[kid]):
                inside = self._new_number()
                children[inside] = []
            children[inside].append(kid + self.start.object)
        children[outer] += list(children)[1:]
        for number, below in children.items():
            parent = DOCUMENT if number == outer else outer
            listed = b" ".join(b"%d 0 R" % kid for kid in below)
            self.small.append((number, b"<</Type/StructElem/S/Sect/P %d 0 R/K[%s]>>" % (parent, listed)))
        return outer, {kid - self.start.object: number for number, below in children.items() for kid in below}

    def _changed(self, number: int, body: bytes, drawn: Mapping[int, int]) -> bytes:
        """An object as the book has it: pages get their heads, links their targets, marks the book's numbers."""
        if number == self.node:
            return dictionary(entries(body) | {b"/Parent": b"%d 0 R" % PAGES})
        if number in drawn:
            return self._page(entries(body), drawn[number])
        if _ANNOTATION.match(body):
            return self._link(entries(body))
        return body

    def _counted(self, values: dict[bytes, bytes], key: bytes) -> dict[bytes, bytes]:
        return values | {key: b"%d" % (int(values[key]) + self.start.mark)} if key in values else values

    def _page(self, page: dict[bytes, bytes], head: int) -> bytes:
        """A page with its head drawn over it; pages share their resources, so each gets its own copy of the dictionary."""
        page = self._counted(page, b"/StructParents")
        page_resources = page[b"/Resources"]
        if not page_resources.startswith(b"<<"):
            page_resources = cut(self.objects[_number(page_resources) - self.start.object]).renumbered(self.numbers)
        resources = entries(page_resources)
        pictures = entries(resources.get(b"/XObject", b"<<>>"))
        resources[b"/XObject"] = dictionary(pictures | {b"/Head": b"%d 0 R" % head})
        content = page[b"/Contents"].strip(b"[] ")
        return dictionary(page | {
            b"/Resources": dictionary(resources), b"/Contents": b"[%d 0 R %s %d 0 R]" % (SAVED, content, DRAWN),
        })  # fmt: skip

    def _link(self, annotation: dict[bytes, bytes]) -> bytes:
        annotation = self._counted(annotation, b"/StructParent")
        action = entries(annotation.get(b"/A", b"<<>>"))
        address = objects.words_of(action[b"/URI"]).decode("utf-8") if b"/URI" in action else ""
        if not address.startswith(BOOK_SCHEME):
            return dictionary(annotation)
        name = address.removeprefix(BOOK_SCHEME)
        if name not in self.links:
            self.links[name] = self.targets(name)
        target = self.links[name]
        link_action = {b"/S": b"/GoTo", b"/D": string(name)}
        if target.file:
            link_action = {b"/S": b"/GoToR", b"/F": string(target.file), b"/D": string(name)}
        return dictionary(annotation | {b"/Contents": string(target.title), b"/A": dictionary(link_action)})


def packed(streams: Sequence[tuple[int, bytes]], small: Sequence[tuple[int, bytes]]) -> tuple[list[Blob], list[bytes]]:
    """Objects as blobs, and the bytes of these in the same order: streams stay as they are, other objects are packed together."""
    blobs = [Blob([number], len(body), packed=False) for number, body in streams]
    written = [body for _number, body in streams]
    for start in range(0, len(small), PACKED):
        batch = small[start : start + PACKED]
        head, place = list[bytes](), 0
        for number, body in batch:
            head.append(b"%d %d" % (number, place))
            place += len(body) + 1
        index = b" ".join(head) + b"\n"
        squeezed = zlib.compress(index + b"\n".join(body for _number, body in batch), 6)
        template = b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream"
        written.append(template % (len(batch), len(index), len(squeezed), squeezed))
        blobs.append(Blob([number for number, _body in batch], len(written[-1]), packed=True))
    return blobs, written


def _number(reference: bytes) -> int:
    """The object number in a reference."""
    number, *suffix = reference.split()
    if suffix != [b"0", b"R"]:
        raise UnreadableError("a reference is missing")
    return int(number)


def _only(array: bytes) -> int:
    """The one object in an array."""
    return _number(array.strip(b"[] "))
