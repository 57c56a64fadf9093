"""Another project that links to a site which has turned hostile: its build goes on, its links stay on the host, a fault is one warning."""

from __future__ import annotations

import json
import posixpath
import zlib
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sphinx.util.inventory import InventoryFile

from handbook_links import remote

SITE = "https://handbook.example/site/"
GOOD = {"mdast": {"children": [
    {"type": "heading", "identifier": "actor-alba", "children": [{"value": "Alba"}]}, {"type": "paragraph", "children": [{"value": "A state."}]},
]}}  # fmt: skip
LINES = "alba hb:actor 1 actors/alba.html#hb-entry Alba\nactor-alba std:label -1 actors/alba.html#hb-entry Alba\n"


def packed(
    lines: str,
    head: str = "# Sphinx inventory version 2\n# Project: x\n# Version: 1\n# The remainder of this file is compressed using zlib.\n",
) -> bytes:
    return head.encode() + zlib.compress(lines.encode("utf-8", "surrogatepass"))


# -- what is kept of an inventory

PLACES = st.one_of(
    st.sampled_from(["actors/alba.html#hb-entry", "//evil.example/x", "/etc/x", "https://evil.example/", "javascript:alert(1)", "..", "../x", "a/../../x", "a/./b", "\\\\evil.example\\x", "/\\evil.example", "$", "#x", "a//b", "", "data:x", "a:b@evil.example", "%2e%2e/x", "?x"]),
    st.text(st.characters(codec="utf-8"), max_size=12), st.text("/.\\:#$?@a%2e", max_size=8),
)  # fmt: skip
NAMES_OF_OBJECTS = st.one_of(
    st.just("alba"),
    st.sampled_from(["//evil.example/x", "/x", "https://evil.example/", "../../x"]),
    st.text(min_size=1, max_size=10),
)


@settings(max_examples=600, deadline=None)
@given(
    st.lists(
        st.tuples(
            NAMES_OF_OBJECTS, st.sampled_from(["hb:actor", "std:label", "std:doc", "py:module", "js:x", "x"]), PLACES
        ),
        max_size=6,
    )
)
def test_no_object_leads_elsewhere(rows: list[tuple[str, str, str]]) -> None:
    """Whatever addresses an inventory has, those that Sphinx makes of what is kept lie below the site, and only kinds of ours are there."""
    made, _left = remote.inventory(packed("".join(f"{n} {k} 1 {p} Shown\n" for n, k, p in rows)))
    for (kind, _name), item in read(made):
        assert kind.split(":")[0] in ("hb", "std")
        address = urlsplit(item)
        assert (address.scheme, address.netloc) == ("https", "handbook.example")
        assert item.startswith(SITE)
        assert posixpath.normpath(address.path + "x").startswith("/site/")
        assert not set(address.path) & set("\\\n\t ")


def read(made: bytes) -> Iterator[tuple[tuple[str, str], str]]:
    """Kind, name and address of all that Sphinx reads from an inventory."""
    for kind, objects in InventoryFile.loads(made, uri=SITE).data.items():
        for name, item in objects.items():
            yield (kind, name), item.uri


def test_a_good_inventory_stays() -> None:
    """Objects of a real inventory are all kept, with addresses and names."""
    made, left = remote.inventory(
        packed(
            LINES
            + "topic-x std:label -1 reference/terms.html#$ X, a term\nindex std:doc -1 index.html -\nal\u00e9 hb:topic 1 t/$ -\n"
        )
    )
    assert left == 0
    assert dict(read(made)) == {
        ("hb:actor", "alba"): SITE + "actors/alba.html#hb-entry", ("std:label", "actor-alba"): SITE + "actors/alba.html#hb-entry", ("std:label", "topic-x"): SITE + "reference/terms.html#topic-x",
        ("std:doc", "index"): SITE + "index.html", ("hb:topic", "al\u00e9"): SITE + "t/al\u00e9",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "no inventory"), (b"<html>", "no inventory"), (packed(LINES, "# Sphinx inventory version 1\n# Project: x\n# Version: 1\n# zlib.\n"), "no inventory"), (packed(LINES)[:-9], "damaged"),
        (packed(LINES)[:140] + b"xxxxxxxxxxxxx", "damaged"), (lambda: packed("\x00" * (remote.UNPACKED + 1)), "larger than"), (packed("")[:-8] + b"\xff" * 20, "damaged"),
    ],
    ids=range(7),
)  # fmt: skip
def test_what_is_no_inventory(raw: bytes | Callable[[], bytes], said: str) -> None:
    """What is no inventory, is damaged or unpacks without bounds is refused."""
    with pytest.raises(remote.RemoteError, match=said):
        remote.inventory(raw if isinstance(raw, bytes) else raw())


# -- what is kept of a content file

VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["mdast", "children", "identifier", "value", "x"]), inner, max_size=3),
    ),
    max_leaves=12,
)


@settings(max_examples=600, deadline=None)
@given(
    st.one_of(
        VALUES,
        VALUES.map(lambda v: {"mdast": {"children": v}}),
        VALUES.map(lambda v: {"mdast": {"children": [v, v]}}),
        VALUES.map(lambda v: {"mdast": {"children": [{"identifier": v, "children": v}, v]}}),
    )
)
def test_any_shape(value: object) -> None:
    """JSON of any shape gives objects of three texts each, or is refused with words."""
    try:
        found = remote.content(json.dumps(value).encode())
    except remote.RemoteError as error:
        found, said = [], str(error)
    else:
        said = ""
    assert said in ("", "this is no page of a handbook")
    assert all(isinstance(text, str) for row in found for text in row)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=40))
def test_any_bytes(raw: bytes) -> None:
    """Bytes of any kind are refused or read, never more."""
    try:
        remote.content(raw)
    except remote.RemoteError:
        return
    raise AssertionError("nothing so short is a page")


@pytest.mark.parametrize(
    "raw",
    [
        b"[" * 1000,
        b"[" * 5_000_000,
        b'{"a":' * 1000,
        b'"' * 5_000_000,
        b'"' + b'\\"' * 2_000_000,
        b'["[[[["' * 500_000,
        b"\\" * 5_000_000,
    ],
    ids=range(7),
)
def test_deep_or_without_end(raw: bytes) -> None:
    """Nesting without end, and texts without one, are refused by one look over the file."""
    with pytest.raises(remote.RemoteError):
        remote.content(raw)


def test_texts_are_cut_and_cleaned() -> None:
    """Names and texts are as long as a preview may be, without marks for terminals or of direction."""
    page = json.loads(json.dumps(GOOD))
    page["mdast"]["children"][0]["children"][0]["value"] = "N\u202e\x1b" * 1000
    page["mdast"]["children"][1]["children"][0]["value"] = "T" * 100_000
    ((_, name, text),) = remote.content(json.dumps(page).encode())
    assert (len(name), len(text)) == (remote.NAME, remote.TEXT)
    assert "\u202e" not in name
