"""The state that one run saves for the next, in one file."""

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

from handbook.incremental import installed_packages, signatures
from handbook.publish import regular_bytes
from handbook.publish import write as replace_file
from handbook.reading.seeds import Lines

#: The first line of the file; the number changes with the format.
MAGIC = b"handbook kept 10\n"
#: The packages that influence the results, besides our own code.
PACKAGES = (
    "pydantic", "PyYAML", "Babel", "citeproc-py", "Sphinx", "docutils", "myst-parser", "Jinja2", "furo",
    "sphinxcontrib-bibtex", "sphinx-timeline", "pybtex", "snowballstemmer",
)  # fmt: skip


class File(NamedTuple):
    """A seeds file: the digest of its bytes, and the pickled lines of its fields."""

    digest: bytes
    lines: bytes


#: The number of pieces in which records are saved: an edit changes only one of them.
PIECES = 64


class Records:
    """The records of seeds files by file name; a piece is unpickled when one of its records is first asked for."""

    def __init__(self, pieces: Mapping[int, bytes], in_memory: Mapping[str, Any] | None = None) -> None:
        """``pieces`` are the saved ones; ``in_memory`` has records that are already in memory."""
        self._pieces = pieces
        self._in_memory = dict(in_memory or {})

    def __getitem__(self, name: str) -> Any:
        if name not in self._in_memory:
            for stored_name, record in pickle.loads(self._pieces[piece_of(name)]).items():
                self._in_memory.setdefault(stored_name, record)
        return self._in_memory[name]

    def after(self, records: Mapping[str, Any], before: Iterable[str]) -> dict[int, bytes]:
        """Pieces with all of ``records``; a piece in which no record changed is reused.

        ``before`` are the names of the records in the old pieces.
        """
        in_memory = self._in_memory
        touched = {name for name, record in records.items() if in_memory.get(name) is not record}
        removed_names = {name for name in before if name not in records}
        differing = {piece_of(name) for name in touched | removed_names}
        pieces = {number: raw for number, raw in self._pieces.items() if number not in differing}
        sorted_in: dict[int, dict[str, Any]] = {}
        for name, record in records.items() if differing else ():
            if (number := piece_of(name)) in differing:
                sorted_in.setdefault(number, {})[name] = record
        return pieces | {number: pickled(piece) for number, piece in sorted_in.items()}


def piece_of(name: str) -> int:
    """The number of the piece in which a record of this name is saved."""
    return zlib.crc32(name.encode("utf-8", "surrogateescape")) % PIECES


class Numbers(dict[str, int]):
    """A mapping that gives each new key the next number, starting with 0."""

    def __missing__(self, key: str) -> int:
        number = self[key] = len(self)
        return number


class SavedPage(NamedTuple):
    """The saved facts about a page: the digest of its recipe's preconditions, and the numbers of the keys that it looked up.

    If its ``version`` is the same, so is the page; ``facts`` is the pickle of what it declares, ``declared`` a digest of that;
    ``pictures`` are the names of its pictures.
    """

    preconditions: bytes
    keys: bytes
    version: bytes
    facts: bytes
    declared: bytes
    pictures: tuple[str, ...] = ()


class SavedFiles(NamedTuple):
    """The saved facts about a recipe for files: the digest of its preconditions, the numbers of its keys, the names of its files."""

    preconditions: bytes
    keys: bytes
    files: tuple[str, ...]


class SavedPart(NamedTuple):
    """The saved facts about the part of one record in files that have all records.

    These are the digest of its preconditions, the numbers of the keys that it looked up, and for each section the digest of its values,
    as a number.
    """

    preconditions: bytes
    keys: bytes
    digests: Mapping[str, int]


@dataclass
class Products:
    """What was made from the seeds with the digest ``seeds``, under ``settings``.

    ``keys``: the number of each key that recipes looked up; ``pages``: facts about pages, by document name;
    ``recipes``: files by recipe; ``files``: the digest of each file's bytes; ``parts``: facts about parts of files, by name
    (their values are saved by section, see the module ``parts``).
    """

    settings: str = ""
    seeds: bytes = b""
    keys: Numbers = field(default_factory=Numbers)
    pages: dict[str, SavedPage] = field(default_factory=dict)
    recipes: dict[str, SavedFiles] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    parts: dict[str, SavedPart] = field(default_factory=dict)


@dataclass
class Linked:
    """The saved state of a linked corpus.

    ``mentions``: for each source the pickled mentions in its statements; ``rulings``: the pickle of all rulings; ``latest_source``:
    the date of the latest source; ``look_ups``: the pickled tables of look-ups, or empty.
    """

    mentions: dict[str, bytes] = field(default_factory=dict)
    rulings: bytes = b""
    latest_source: str = ""
    look_ups: bytes = b""


@dataclass
class State:
    """Everything that is saved of a run without problems.

    ``files``: seeds files by name; ``records``: their records, in pieces; ``words``: the folded words of each source's statements;
    ``shared``: digests, by name, of lists that concern all records; ``everything``: the whole corpus; ``published``:
    the corpus without drafts (the same object if there were none, None if it was not asked for);
    ``products``: the pages and files that were made.
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


class SavedLines(Mapping[tuple[str | int, ...], int]):
    """The lines of a record's fields, unpickled only when a message needs one."""

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
    """A short digest, long enough that two contents never share one by chance."""
    # Modern processors have instructions for SHA-256: it takes half the time of BLAKE2.
    return hashlib.sha256(raw, usedforsecurity=False).digest()[:16]


def pickled(value: Any) -> bytes:
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


@cache
def engine() -> bytes:
    """A digest of all that turns seeds into files: our code, templates and catalogues, and the versions of Python and ``PACKAGES``."""
    root = str(Path(__file__).parent.parent)
    fingerprint = hashlib.blake2b(digest_size=16)
    for folder, below, names in os.walk(root):
        below[:] = sorted(name for name in below if name != "__pycache__")
        for name in sorted(names):
            path = f"{folder}/{name}"
            with open(path, "rb", buffering=0) as file:  # noqa: PTH123 (hundreds, and Path takes longer than reading)
                fingerprint.update(f"{path[len(root) :]}\0".encode() + file.read() + b"\0")
    fingerprint.update(" ".join([platform.python_version(), *installed_packages.versions(PACKAGES)]).encode())
    return fingerprint.digest()


T = TypeVar("T")


def load(path: Path, kind: type[T]) -> T | None:
    """Load what this user saved with the same engine; None if the file is missing, altered or of another engine."""
    try:
        raw = regular_bytes(path)
    except OSError:
        return None
    head = MAGIC + engine()
    # A memoryview avoids a copy of what may be tens of megabytes.
    proof, content = raw[len(head) : len(head) + signatures.SIZE], memoryview(raw)[len(head) + signatures.SIZE :]
    if not raw.startswith(head) or not signatures.sealed(content, proof):
        return None
    value = pickle.loads(content)
    return value if isinstance(value, kind) else None


def save(path: Path, value: object) -> None:
    """Save a value with a proof: the file is replaced as a whole, or the old one stays.

    Raises:
        OSError: the file cannot be written.
    """
    raw = pickled(value)
    # Callers save only what differs, so the old file need not be compared.
    replace_file(path, MAGIC + engine() + signatures.seal(raw) + raw, new=True)
