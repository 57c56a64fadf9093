"""A piece placed in a book: its objects under numbers of the book, its tags as sections, its links to what they name.

Everything that is known of a piece before its neighbours are is done here and kept beside it, ready to be
copied.  It is done again if the piece stands elsewhere, or if something to which it links is called otherwise.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from handbook.printing import objects
from handbook.printing.objects import Renumbering, UnreadableError, cut, dictionary, entries, string
from handbook.printing.printed import HERE
from handbook.publish import write

#: Objects that every book has, under these numbers; those of pieces begin behind them.
CATALOG, PAGES, ROOT, DOCUMENT, PARENTS, DESTINATIONS, BOOKMARKS, SAVED, DRAWN, FIRST = range(1, 11)
#: Numbers are given out in such lots, with so many left free, so that a piece can grow without moving those behind it.
LOT, SPARE, MARKS = 512, 48, 64
#: Objects that are packed together.
PACKED = 200
#: The suffix of a piece that was placed.
KEPT = ".placed"
_HEADING = re.compile(rb"<<\s*/Type\s*/StructElem\s*/S\s*/H2\b")
_ANNOTATION = re.compile(rb"<<\s*/Type\s*/Annot\b")
#: What writes this form: another number for another form, so that what was kept is not taken.
FORM = 1


class Target(NamedTuple):
    """What a link leads to: how it is called, and the file of another volume if it is there."""

    called: str
    file: str = ""


#: What stands at an anchor.
Targets = Callable[[str], Target]


class Start(NamedTuple):
    """From where a piece counts: its objects, its marks in the tree of tags; whether the book begins with it."""

    object: int
    mark: int
    first: bool


class Blob(NamedTuple):
    """Bytes ready for the file: a stream under its one number, or several objects packed."""

    numbers: list[int]
    size: int
    packed: bool


class Placed(NamedTuple):
    """A piece in its place.

    ``pages`` and ``heads`` are the numbers of its pages and of the drawings laid over them, ``node`` is that of the list of its
    pages, ``section`` of its part of the tags, ``leaf`` its part of their index; ``end`` is where the next piece starts.
    ``catalog`` and ``info`` are those of the file, in the first piece of a book.
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
    """Put a piece in its place, beside which it is kept; what was kept is taken if it is the same.

    Raises:
        UnreadableError: the piece is no PDF of Typst's kind.
        LookupError: a link leads nowhere.
        OSError: the disk refuses.
    """
    stored = piece.with_suffix(KEPT)
    known = _kept(stored) if stored.is_file() else None
    if known and known.start == start and all(targets(name) == target for name, target in known.links.items()):
        return known
    placed, written = _Placing(piece.read_bytes(), start, targets).made()
    head = json.dumps([FORM, *placed], separators=(",", ":"))
    write(stored, head.encode("ascii") + b"\n" + written)
    return placed


def blobs_of(piece: Path) -> memoryview:
    """The bytes of the blobs of a piece that was placed, one after the other."""
    data = piece.with_suffix(KEPT).read_bytes()
    return memoryview(data)[data.index(b"\n") + 1 :]


def _kept(path: Path) -> Placed | None:
    """What was kept, if it has this form and is whole."""
    with path.open("rb") as file:
        head = file.readline()
        size = path.stat().st_size - file.tell()
    try:
        form, *fields = json.loads(head)
        if form != FORM:
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
    """The work on one piece."""

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

    def _new(self) -> int:
        """The number of one more object of this piece."""
        self.next += 1
        return self.start.object + self.next - 1

    def made(self) -> tuple[Placed, bytes]:
        pages = objects.references(self._entries(self.catalog[b"/Pages"])[b"/Kids"])
        kids = objects.references(self._entries(b"%d 0 R" % self.document)[b"/K"])
        marks = entries(self.tree[b"/ParentTree"] if b"<<" in self.tree[b"/ParentTree"] else self.objects[_number(self.tree[b"/ParentTree"])])  # fmt: skip
        if b"/Kids" in marks:
            raise UnreadableError("the index of its tags is divided")
        section, parents = self._sections(kids)
        heads = [self._new() for _page in pages]
        numbers = marks[b"/Nums"].strip(b"[] ").replace(b" 0 R", b"").split()
        keys, elements = list(map(int, numbers[::2])), list(map(int, numbers[1::2]))
        roots = [self.node, *kids, *elements]
        if self.start.first:
            roots += objects.references(self.catalog[b"/Metadata"] + b" " + self.catalog[b"/OutputIntents"])
        drawn = dict(zip(pages, heads, strict=True))
        streams = []
        for number, its in objects.reachable(self.objects, roots, frozenset((self.document,))).items():
            # What Typst hangs on its document hangs on a section.
            section_of_it = {self.document: parents[number]} if number in parents else {}
            renumbering = Renumbering(self.start.object, section_of_it) if section_of_it else self.numbers
            shown = self._changed(number, its.renumbered(renumbering), drawn)
            if its.stream:
                streams.append((number + self.start.object, shown + its.stream))
            else:
                self.small.append((number + self.start.object, shown))
        blobs, written = packed(streams, self.small)
        top = (max(keys) + 1 if keys else 0) + self.start.mark
        end = Start(
            -(-(self.start.object + self.next + SPARE) // LOT) * LOT, -(-(top + 1) // MARKS) * MARKS, first=False
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
        """Sections for the piece and for each entry in it; the number of the first, and for each element the section in which it is."""
        outer = self._new()
        within: dict[int, list[int]] = {outer: []}
        inside = outer
        for kid in kids:
            if _HEADING.match(self.objects[kid]):
                inside = self._new()
                within[inside] = []
            within[inside].append(kid + self.start.object)
        within[outer] += list(within)[1:]
        for number, below in within.items():
            parent = DOCUMENT if number == outer else outer
            listed = b" ".join(b"%d 0 R" % kid for kid in below)
            self.small.append((number, b"<</Type/StructElem/S/Sect/P %d 0 R/K[%s]>>" % (parent, listed)))
        return outer, {kid - self.start.object: number for number, below in within.items() for kid in below}

    def _changed(self, number: int, body: bytes, drawn: Mapping[int, int]) -> bytes:
        """An object as the book has it: pages with their heads, links with where they lead, marks counted on."""
        if number == self.node:
            return dictionary(entries(body) | {b"/Parent": b"%d 0 R" % PAGES})
        if number in drawn:
            return self._page(entries(body), drawn[number])
        if _ANNOTATION.match(body):
            return self._link(entries(body))
        return body

    def _counted(self, own: dict[bytes, bytes], key: bytes) -> dict[bytes, bytes]:
        return own | {key: b"%d" % (int(own[key]) + self.start.mark)} if key in own else own

    def _page(self, own: dict[bytes, bytes], head: int) -> bytes:
        """A page over which a head is drawn; pages share resources, so each gets its own list of them."""
        own = self._counted(own, b"/StructParents")
        shared = own[b"/Resources"]
        if not shared.startswith(b"<<"):
            shared = cut(self.objects[_number(shared) - self.start.object]).renumbered(self.numbers)
        resources = entries(shared)
        pictures = entries(resources.get(b"/XObject", b"<<>>"))
        resources[b"/XObject"] = dictionary(pictures | {b"/Head": b"%d 0 R" % head})
        content = own[b"/Contents"].strip(b"[] ")
        return dictionary(own | {
            b"/Resources": dictionary(resources), b"/Contents": b"[%d 0 R %s %d 0 R]" % (SAVED, content, DRAWN),
        })  # fmt: skip

    def _link(self, own: dict[bytes, bytes]) -> bytes:
        own = self._counted(own, b"/StructParent")
        action = entries(own.get(b"/A", b"<<>>"))
        address = objects.words_of(action[b"/URI"]).decode("utf-8") if b"/URI" in action else ""
        if not address.startswith(HERE):
            return dictionary(own)
        name = address.removeprefix(HERE)
        if name not in self.links:
            self.links[name] = self.targets(name)
        target = self.links[name]
        there = {b"/S": b"/GoTo", b"/D": string(name)}
        if target.file:
            there = {b"/S": b"/GoToR", b"/F": string(target.file), b"/D": string(name)}
        return dictionary(own | {b"/Contents": string(target.called), b"/A": dictionary(there)})


def packed(streams: Sequence[tuple[int, bytes]], small: Sequence[tuple[int, bytes]]) -> tuple[list[Blob], list[bytes]]:
    """Objects as blobs: streams as they are, others together; their bytes in the same order."""
    blobs = [Blob([number], len(body), packed=False) for number, body in streams]
    written = [body for _number, body in streams]
    for at in range(0, len(small), PACKED):
        lot = small[at : at + PACKED]
        head, place = list[bytes](), 0
        for number, body in lot:
            head.append(b"%d %d" % (number, place))
            place += len(body) + 1
        first = b" ".join(head) + b"\n"
        squeezed = zlib.compress(first + b"\n".join(body for _number, body in lot), 6)
        template = b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream"
        written.append(template % (len(lot), len(first), len(squeezed), squeezed))
        blobs.append(Blob([number for number, _body in lot], len(written[-1]), packed=True))
    return blobs, written


def _number(reference: bytes) -> int:
    """The number that a reference names."""
    number, *rest = reference.split()
    if rest != [b"0", b"R"]:
        raise UnreadableError("a reference is missing")
    return int(number)


def _only(array: bytes) -> int:
    """The one object in an array."""
    return _number(array.strip(b"[] "))
