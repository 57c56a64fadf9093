"""Files of a handbook's site, for projects that link to it: fetched within limits, and checked before they are used.

A site may have been taken over, or be another one than its address says.  So answers have a
limit of size, time and depth, come from the host that was asked, and are reduced to what has the
expected shape; an address that leads to another host is not among it.
"""

from __future__ import annotations

import json
import re
import time
import zlib
from collections.abc import Iterator
from http.client import HTTPException
from pathlib import Path
from typing import IO, Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from handbook_links.plain_text import clean

#: Bytes of a content file, of an inventory as it comes, and of one unpacked.
CONTENT, PACKED, UNPACKED = 5_000_000, 20_000_000, 100_000_000
#: Levels of a content file; those of ours have eight.
DEPTH = 32
#: Seconds for one answer of the network, and for all of a file.
PATIENCE, WHOLE = 20, 60
#: Characters of a name and of a text that are shown.
NAME, TEXT = 300, 2_000
_KINDS = re.compile(r"hb:[a-z]+|std:(?:label|doc|term)")
_LINE = re.compile(r"(.+?)\s+(\S+)\s+(-?\d+)\s+?(\S*)\s+(.*)")
#: A page below the site, by steps down only: no host, no scheme, no way up.
_BELOW = re.compile(r"(?:(?!\.\.?/)[\w.,~%()+@=-]+/)*(?!\.\.?$)[\w.,~%()+@=-]*")
#: A text, also one without an end, takes its brackets along; without going back, however long it is.
_BRACKETS = re.compile(rb'"(?:[^"\\]++|\\.)*+"?|([\[{])|[\]}]', re.S)


class RemoteError(Exception):
    """A file cannot be fetched, or is not what it should be; ``unreachable`` if trying again is of no use."""

    def __init__(self, what: str, unreachable: bool = False) -> None:
        super().__init__(clean(what)[:500])
        self.unreachable = unreachable


class _SameHost(HTTPRedirectHandler):
    """Follows a site to another place on its own host only."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> Request | None:
        old, new = urlsplit(req.full_url), urlsplit(newurl)
        ports = {(old.scheme, old.port), ("https", None)}
        if new.hostname != old.hostname or (new.scheme, new.port) not in ports:
            raise RemoteError(f"the site sends its readers to another host: {newurl}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def fetch(origin: str, name: str, limit: int) -> bytes:
    """The file ``name`` of a site, by its address or the folder of a copy.

    Raises:
        RemoteError: it cannot be had within the limits, or not from there.
    """
    try:
        if not origin.startswith(("https://", "http://")):
            return _of_a_copy(Path(origin), name, limit)
        start_time = time.monotonic()
        with build_opener(_SameHost).open(Request(origin + name), timeout=PATIENCE) as answer:
            raw = b""
            while piece := answer.read1(1 << 20):
                raw += piece
                if len(raw) > limit:
                    raise RemoteError(f"larger than {limit:,} bytes")
                if time.monotonic() - start_time > WHOLE:
                    raise RemoteError(f"it takes more than {WHOLE} seconds", unreachable=True)
            return raw
    except HTTPError as error:
        raise RemoteError(f"the site answers {error.code}") from None
    except (HTTPException, OSError, ValueError) as error:
        raise RemoteError(str(error) or type(error).__name__, unreachable=isinstance(error, OSError)) from None


def _of_a_copy(folder: Path, name: str, limit: int) -> bytes:
    """A file of a folder; no link out of it is followed, and nothing but a plain file is read.

    Raises:
        OSError: it cannot be read.
        RemoteError: it is not there, is something else, or too large.
    """
    path = (folder / name).resolve()
    if not path.exists():
        raise RemoteError(f"the copy has no {name}")
    if not path.is_relative_to(folder.resolve()):
        raise RemoteError(f"a link that leads out of the folder {folder.name}")
    if not path.is_file():
        raise RemoteError("no plain file")
    with path.open("rb") as file:
        raw = file.read(limit + 1)
    if len(raw) > limit:
        raise RemoteError(f"larger than {limit:,} bytes")
    return raw


def inventory(raw: bytes) -> tuple[bytes, int]:
    """An inventory reduced to the handbook's objects below its site, and the number of objects that lead elsewhere.

    Raises:
        RemoteError: it is no inventory, or too large.
    """
    head, _, packed = raw.partition(b"zlib.\n")
    if not head.startswith(b"# Sphinx inventory version 2\n") or head.count(b"\n") != 3:
        raise RemoteError("this is no inventory of Sphinx, version 2")
    unpacker = zlib.decompressobj()
    try:
        text = unpacker.decompress(packed, UNPACKED).decode("utf-8")
    except (zlib.error, UnicodeDecodeError):
        raise RemoteError("the inventory is damaged") from None
    if not unpacker.eof and not unpacker.unconsumed_tail:
        raise RemoteError("the inventory is damaged")
    if unpacker.unconsumed_tail:
        raise RemoteError(f"the inventory is larger than {UNPACKED:,} bytes")
    lines, elsewhere = list[str](), 0
    for line in text.splitlines():
        match = _LINE.match(line.rstrip())
        if not match:
            continue
        name, kind, priority, location, shown = match.groups()
        if not _KINDS.fullmatch(kind):
            continue
        page = (location[:-1] + name if location.endswith("$") else location).partition("#")[0]
        if _BELOW.fullmatch(page) and not re.search(r"\s", page):
            lines.append(f"{name} {kind} {priority} {location} {clean(shown)[:NAME]}\n")
        else:
            elsewhere += 1
    start = "# Sphinx inventory version 2\n# Project: handbook\n# Version: \n# The remainder of this file is compressed using zlib.\n"
    return start.encode() + zlib.compress("".join(lines).encode("utf-8")), elsewhere


def pages(inventory_bytes: bytes) -> frozenset[str]:
    """The pages on which objects of a handbook stand, by an inventory that ``inventory`` gave: those have content files."""
    lines = zlib.decompress(inventory_bytes.partition(b"zlib.\n")[2]).decode("utf-8").splitlines()
    places = [match for line in lines if (match := _LINE.match(line)) and match[2].startswith("hb:")]
    return frozenset(match[4].partition("#")[0].removesuffix(".html") for match in places)


def content(raw: bytes) -> list[tuple[str, str, str]]:
    """Identifier, name and text of each object of a page, from its content file.

    Raises:
        RemoteError: it has another shape.
    """
    depth = 0
    for mark in _BRACKETS.finditer(raw):
        if not mark[0].startswith(b'"'):
            depth += 1 if mark[1] else -1
            if depth > DEPTH:
                raise RemoteError(f"nested more than {DEPTH} levels deep")
    try:
        return list(_objects(json.loads(raw)))
    except (ValueError, RecursionError):
        raise RemoteError("this is no JSON") from None
    except (KeyError, IndexError, TypeError):
        raise RemoteError("this is no page of a handbook") from None


def _objects(page: Any) -> Iterator[tuple[str, str, str]]:
    """Headings, each with the paragraph after it; data of any other shape raises KeyError, IndexError or TypeError."""
    children = page["mdast"]["children"]
    if not isinstance(children, list) or len(children) % 2:
        raise TypeError
    for heading, paragraph in zip(children[::2], children[1::2], strict=True):
        texts = heading["identifier"], heading["children"][0]["value"], paragraph["children"][0]["value"]
        if not all(isinstance(text, str) for text in texts):
            raise TypeError
        identifier, name, shown = texts
        yield identifier, clean(name)[:NAME], clean(shown)[:TEXT]
