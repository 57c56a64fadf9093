"""What one run keeps for the next, in one file."""

from __future__ import annotations

import hashlib
import os
import pickle
import platform
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from handbook.incremental import installed, trust
from handbook.publish import held as held_bytes
from handbook.publish import write as replace_file
from handbook.reading.seeds import Lines

#: What the file begins with; another number when its form changes.
MAGIC = b"handbook kept 10\n"
#: Packages that decide what is read and made, besides our own code.
PACKAGES = (
    "pydantic", "PyYAML", "Babel", "citeproc-py", "Sphinx", "docutils", "myst-parser", "Jinja2", "furo",
    "sphinxcontrib-bibtex", "sphinx-timeline", "pybtex", "snowballstemmer",
)  # fmt: skip


class File(NamedTuple):
    """A seeds file: digest of its bytes, and the lines of its fields, pickled."""

    digest: bytes
    lines: bytes


#: Records are kept in so many pieces: an edit makes one anew, and few are read for all.
PIECES = 64


class Records:
    """The records of seeds files by file name, of which a piece is read when one of its records is asked for."""

    def __init__(self, pieces: Mapping[int, bytes], known: Mapping[str, Any] | None = None) -> None:
        """``pieces`` as they are kept; of records that are ``known`` none is read again."""
        self._pieces = pieces
        self._known = dict(known or {})

    def __getitem__(self, name: str) -> Any:
        if name not in self._known:
            for other, record in pickle.loads(self._pieces[piece_of(name)]).items():
                self._known.setdefault(other, record)
        return self._known[name]

    def after(self, records: Mapping[str, Any], before: Iterable[str]) -> dict[int, bytes]:
        """All of ``records`` in pieces; a piece with the same records as here, of which there were those ``before``, stays as it is."""
        known = self._known
        touched = {name for name, record in records.items() if known.get(name) is not record}
        gone = {name for name in before if name not in records}
        differing = {piece_of(name) for name in touched | gone}
        pieces = {number: raw for number, raw in self._pieces.items() if number not in differing}
        sorted_in: dict[int, dict[str, Any]] = {}
        for name, record in records.items() if differing else ():
            if (number := piece_of(name)) in differing:
                sorted_in.setdefault(number, {})[name] = record
        return pieces | {number: pickled(held) for number, held in sorted_in.items()}


def piece_of(name: str) -> int:
    """The piece in which something of this name is kept."""
    return zlib.crc32(name.encode("utf-8", "surrogateescape")) % PIECES


class Numbers(dict[str, int]):
    """A number for each key that is asked for, from 0 on."""

    def __missing__(self, key: str) -> int:
        number = self[key] = len(self)
        return number


class KeptPage(NamedTuple):
    """A page of the last run: digest of its recipe's preconditions, numbers of the keys that it looked at, version, facts.

    Pages of one version are the same; ``facts`` is what the page declares, pickled, ``declared`` a digest of that;
    ``pictures`` are the names of its pictures.
    """

    preconditions: bytes
    keys: bytes
    version: bytes
    facts: bytes
    declared: bytes
    pictures: tuple[str, ...] = ()


class KeptFiles(NamedTuple):
    """What a recipe for files made: digest of its preconditions, numbers of the keys that it looked at, its files."""

    preconditions: bytes
    keys: bytes
    files: tuple[str, ...]


class KeptPart(NamedTuple):
    """What one record gave to files of all records: digest of the preconditions, numbers of the keys that were looked at, digest of what it gave by section, as a number."""

    preconditions: bytes
    keys: bytes
    digests: Mapping[str, int]


@dataclass
class Products:
    """What was made of the seeds with the digest ``seeds``, under ``settings``.

    ``keys``: what recipes looked at, by number; ``pages``: pages by document, with facts;
    ``recipes``: files by recipe; ``files``: digest of each file's bytes; ``parts``: what is known of parts of files, by recipe
    (the parts themselves are kept by section, see ``parts``).
    """

    settings: str = ""
    seeds: bytes = b""
    keys: Numbers = field(default_factory=Numbers)
    pages: dict[str, KeptPage] = field(default_factory=dict)
    recipes: dict[str, KeptFiles] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    parts: dict[str, KeptPart] = field(default_factory=dict)


@dataclass
class Linked:
    """What is kept of a corpus of which all statements were linked.

    ``mentions``: mentions in the statements of a source, pickled; ``rulings``: all, pickled; ``latest_source``: when the source
    appeared that was published last; ``look_ups``: the tables of look-ups, pickled, or nothing.
    """

    mentions: dict[str, bytes] = field(default_factory=dict)
    rulings: bytes = b""
    latest_source: str = ""
    look_ups: bytes = b""


@dataclass
class State:
    """Everything that is kept of a run without problems.

    ``files``: seeds files by name; ``records``: theirs, in pieces; ``words``: the folded words of a source's statements;
    ``shared``: digests of lists that concern every record, by name; ``everything``: the corpus that was read; ``published``:
    the same without drafts, which is ``everything`` itself where there were none, and None where nobody asked for it;
    ``products``: the pages that were made of them.
    """

    files: dict[str, File] = field(default_factory=dict)
    records: dict[int, bytes] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    shared: dict[str, bytes] = field(default_factory=dict)
    everything: Linked = field(default_factory=Linked)
    published: Linked | None = None
    products: Products = field(default_factory=Products)

    def seeds(self) -> bytes:
        """A digest of all that was read."""
        files = [part for name in sorted(self.files) for part in (name.encode(), self.files[name].digest)]
        return digest(
            b"\0".join([*files, self.everything.rulings, *(self.shared[name] for name in sorted(self.shared))])
        )


class KeptLines(Mapping[tuple[str | int, ...], int]):
    """The lines of a record, unpickled when a message needs one."""

    __slots__ = ("_raw", "_read")

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._read: Lines | None = None

    def _lines(self) -> Lines:
        if self._read is None:
            self._read = pickle.loads(self._raw)
        assert self._read is not None
        return self._read

    def __getitem__(self, path: tuple[str | int, ...]) -> int:
        return self._lines()[path]

    def __iter__(self) -> Iterator[tuple[str | int, ...]]:
        return iter(self._lines())

    def __len__(self) -> int:
        return len(self._lines())


def digest(raw: bytes) -> bytes:
    """A short digest that two contents never share by chance."""
    # Processors of today have instructions for it: half the time of BLAKE2.
    return hashlib.sha256(raw, usedforsecurity=False).digest()[:16]


def pickled(value: Any) -> bytes:
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


@cache
def engine() -> bytes:
    """A digest of all that turns seeds into files: our code, templates and catalogues, Python and the packages that take part."""
    root = str(Path(__file__).parent.parent)
    known = hashlib.blake2b(digest_size=16)
    for folder, below, names in os.walk(root):
        below[:] = sorted(name for name in below if name != "__pycache__")
        for name in sorted(names):
            path = f"{folder}/{name}"
            with open(path, "rb", buffering=0) as file:  # noqa: PTH123 (hundreds, and Path takes longer than reading)
                known.update(f"{path[len(root) :]}\0".encode() + file.read() + b"\0")
    known.update(" ".join([platform.python_version(), *installed.versions(PACKAGES)]).encode())
    return known.digest()


T = TypeVar("T")


def load(path: Path, kind: type[T]) -> T | None:
    """What this user kept with the same engine; None when there is nothing that can be used."""
    try:
        raw = held_bytes(path)
    except OSError:
        return None
    head = MAGIC + engine()
    # Of what may be tens of megabytes no copy is made.
    proof, content = raw[len(head) : len(head) + trust.SIZE], memoryview(raw)[len(head) + trust.SIZE :]
    if not raw.startswith(head) or not trust.sealed(content, proof):
        return None
    value = pickle.loads(content)
    return value if isinstance(value, kind) else None


def save(path: Path, kept: object) -> None:
    """Keep something: the whole file is replaced, or the old one stays.

    Raises:
        OSError: the file cannot be written.
    """
    raw = pickled(kept)
    # Who saves knows that it differs: what is there need not be read.
    replace_file(path, MAGIC + engine() + trust.seal(raw) + raw, new=True)
