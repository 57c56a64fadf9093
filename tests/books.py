"""Books as tests make and read them: the command, the book of the handbook, what is printed on its pages."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from operator import itemgetter
from pathlib import Path

import pikepdf
import pymupdf
import pytest

from .conftest import PROJECT, shared
from .running import handbook

#: A name in which a reader of bytes may see references, ends and headings.
LIKE_PDF = "Pact 5 0 R) >> endobj /S/H2 \\ ("


def make(*arguments: object, status: int = 0) -> str:
    """Run ``handbook pdf`` in this process; its output."""
    done = handbook("pdf", *arguments)
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout + done.stderr


def make_alone(*arguments: str, status: int = 0) -> str:
    """The same in a process of its own, as a person does."""
    env = {**os.environ, "NO_COLOR": "1", "TERM": "dumb"}
    done = subprocess.run(
        [sys.executable, "-m", "handbook", "pdf", *arguments],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
        env=env,
    )
    assert done.returncode == status, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    return done.stdout + done.stderr


def with_controls(toy: Path) -> None:
    """Put control characters and marks of direction into a name, a gloss and a publication of the toy, by escapes in YAML."""
    for name, old, new in (
        ("registry/actors/alba.yml", "name: Alba\n", 'name: "Alba \\e[31m \\u202eblA"\n'),
        ("registry/actors/alba.yml", "A state by the sea.", '"A state\\0\\a by the \\uFFFEsea."'),
        ("articles/gazette-2024.md", "publication: The Gazette", 'publication: "The Gaz\\x9bette"'),
    ):
        path = toy / "seeds" / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shared(tmp_path_factory, "pdf", lambda folder: make_alone("--out", str(folder))) / "handbook.pdf"


@pytest.fixture(scope="module")
def opened(book: Path) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(book) as pdf:
        yield pdf


def titles(item: pikepdf.Object | None) -> Iterator[str]:
    while item is not None:
        yield str(item.Title)
        yield from titles(item.get("/First"))
        item = item.get("/Next")


class Printed:
    """A book as a person and a program see it: its words by place, its named destinations, its links."""

    def __init__(self, path: Path) -> None:
        self.document = pymupdf.open(path)
        self.words = [page.get_text("words") for page in self.document]
        with pikepdf.open(path) as pdf:
            pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
            names = [row for leaf in pdf.Root.Names.Dests.Kids for row in leaf.Names]
            self.places = {
                str(name): (pages[where[0].objgen], float(where[2]), 841.89 - float(where[3]))
                for name, where in zip(names[::2], names[1::2], strict=True)
            }
            #: Page, rectangle from the top left, and destination of each link within the book.
            self.links = []
            for number, page in enumerate(pdf.pages):
                for annotation in page.obj.get("/Annots", ()):
                    if str(annotation.A.S) == "/GoTo":
                        # A link over two lines has two parts.
                        flat = list(map(float, annotation.get("/QuadPoints", ())))
                        quads = [flat[at : at + 8] for at in range(0, len(flat), 8)] or [
                            [float(annotation.Rect[at]) for at in (0, 1, 2, 3)]
                        ]
                        box = [
                            pymupdf.Rect(min(q[::2]), 841.89 - max(q[1::2]), max(q[::2]), 841.89 - min(q[1::2]))
                            for q in quads
                        ]
                        self.links.append((number, box, str(annotation.A.D), str(annotation.Contents)))

    def under(self, page: int, boxes: list[pymupdf.Rect]) -> str:
        """The words in rectangles."""
        return " ".join(
            w[4] for box in boxes for w in self.words[page]
            if box.x0 - 1 < (w[0] + w[2]) / 2 < box.x1 + 1 and box.y0 < (w[1] + w[3]) / 2 < box.y1
        )  # fmt: skip

    def number_at(self, name: str) -> str:
        """The number that is printed at the headword to which a destination leads."""
        page, x, y = self.places[name]
        near = [w for w in self.words[page] if y - 4 < w[1] < y + 40 and x - 4 < w[0] < x + 40]
        return str(min(near, key=itemgetter(1, 0))[4]) if near else ""


def outlined(printed: Printed) -> list[tuple[str, int]]:
    """The bookmarks: words and page."""
    return [(title, page) for _level, title, page in printed.document.get_toc()]


@pytest.fixture(scope="module")
def printed(book: Path) -> Printed:
    return Printed(book)


def check_numbers(printed: Printed) -> tuple[int, int]:
    """Check that all links lead somewhere and that what they print is the number of their target; how many links and numbers."""
    checked = 0
    for page, box, name, _said in printed.links:
        assert name in printed.places, name
        said = printed.under(page, box)
        number = re.search(r"→(\d+)$", said) or re.fullmatch(r"(\d{1,4})(?:–\d+)?", said)
        if number and "." not in name:
            checked += 1
            assert printed.number_at(name) == number[1], (page + 1, said, name, printed.number_at(name))
    return len(printed.links), checked


def opens(page: pymupdf.Page) -> bool:
    """Whether a page begins with the title of a chapter, or of a part of one."""
    blocks = page.get_text("dict", flags=pymupdf.TEXTFLAGS_TEXT)["blocks"]
    return any(span["size"] > 18 for block in blocks for line in block["lines"] for span in line["spans"])


def check_heads(printed: Printed) -> int:
    """Check that the head of every page has the numbers of the first and the last entry on it; how many pages have any."""
    starts: dict[int, list[tuple[int, bool]]] = {}
    for name, (page, x, y) in printed.places.items():
        number = printed.number_at(name) if "." not in name or name.startswith("conflict.") else ""
        if number.isdigit():
            starts.setdefault(page, []).append((int(number), x < 100 and y < 66))
    checked = 0
    for page, words in enumerate(printed.words):
        head = " ".join(w[4] for w in words if w[1] < 58)
        shown = re.search(r"\b(\d+)(?:–(\d+))?\b", head)
        if page in starts and shown:
            first, last = int(shown[1]), int(shown[2] or shown[1])
            number, begins_page = min(starts[page])
            # Where none begins at the top of the first column, the one before goes on there.
            assert first == (number if begins_page or opens(printed.document[page]) else number - 1), (page + 1, head)
            assert last == max(starts[page])[0], (page + 1, head)
            checked += 1
    return checked


def elements(node: pikepdf.Object, kind: str) -> Iterator[pikepdf.Object]:
    """The elements of a structure tree that are of a kind."""
    for kid in node.K if isinstance(node.get("/K"), pikepdf.Array) else [node.K] if "/K" in node else []:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            if str(kid.S) == kind:
                yield kid
            yield from elements(kid, kind)


def toys(toy: Path) -> tuple[str, ...]:
    """The options for the toy."""
    return ("--seeds", str(toy / "seeds"), "--docs", str(toy / "docs"))
