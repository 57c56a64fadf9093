"""The book as a file, read back with PDF tools: standards, structure, fonts, bookmarks, pieces and volumes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from handbook.checks import Context
from handbook.printing import dividing, volumes

from .books import LIKE_PDF, Printed, check_heads, check_numbers, elements, make, titles, toys

pytestmark = pytest.mark.slow


# The first of many tests that want the book.
@pytest.mark.long
def test_standards_and_metadata(opened: pikepdf.Pdf, real_context: Context) -> None:
    """The file declares PDF/UA-1 and PDF/A-2a, its language, title and the edition's date, and is tagged."""
    day = real_context.corpus.edition_date.replace("-", "")
    meta = bytes(opened.Root.Metadata.read_bytes()).decode("utf-8")
    assert re.search(r"pdfuaid:part[>=\"]+1", meta)
    assert re.search(r"pdfaid:part[>=\"]+2", meta)
    assert re.search(r"pdfaid:conformance[>=\"]+A", meta)
    assert str(opened.Root.Lang) == "en"
    assert bool(opened.Root.MarkInfo.Marked)
    assert "/StructTreeRoot" in opened.Root
    assert str(opened.docinfo["/Title"]).startswith("Russia–Mali Partnership")
    assert str(opened.docinfo["/CreationDate"]).startswith("D:" + day)


def test_packed(book: Path) -> None:
    """Small objects are packed: the file has object streams, which Typst alone does not write."""
    assert b"/ObjStm" in book.read_bytes()


def test_content_is_compressed(opened: pikepdf.Pdf) -> None:
    """No plain stream ends a page: Ghostscript 10.00 says "Page drawing error" of one before links."""
    for page in opened.pages:
        last = page.obj.Contents[-1] if isinstance(page.obj.Contents, pikepdf.Array) else page.obj.Contents
        assert "/Filter" in last


def test_bookmarks(opened: pikepdf.Pdf) -> None:
    """Chapters are bookmarks in their order, and entries below them."""
    found = list(titles(opened.Root.Outlines.First))
    chapters = [
        "Contents",
        "How to use this book",
        "Actors",
        "Agreements",
        "Events",
        "Places, works and other terms",
        "Where the sources disagree",
        "Chronology",
        "Sources",
        "Method and editorial policy",
        "Index",
    ]
    assert [t for t in found if t in chapters] == chapters
    named = {re.sub(r"^\d+ ", "", title) for title in found}
    assert {"Lavrov, Sergey", "Goïta, Assimi", "Liptako-Gourma Charter", "Klomegah 2024"} <= named


def fonts_of(holder: pikepdf.Object) -> Iterator[tuple[str, pikepdf.Object]]:
    """The fonts of a page and of what is drawn into it."""
    resources = holder.get("/Resources", {})
    yield from ((str(font.get("/BaseFont", name)), font) for name, font in resources.get("/Font", {}).items())
    for drawn in resources.get("/XObject", {}).values():
        yield from fonts_of(drawn)


def test_fonts_are_embedded(opened: pikepdf.Pdf) -> None:
    """Every font of every page, heads and folios included, is embedded."""
    fonts = dict(pair for page in opened.pages for pair in fonts_of(page.obj))
    assert fonts
    for name, font in fonts.items():
        descendant = font.DescendantFonts[0] if "/DescendantFonts" in font else font
        descriptor = descendant.get("/FontDescriptor", {})
        assert any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")), name


def test_one_structure_with_a_section_for_each_entry(opened: pikepdf.Pdf) -> None:
    """The tags are one tree: a section for each chapter, in it one for each entry, which begins with its heading; links and pages are in it."""
    root = opened.Root.StructTreeRoot
    assert [str(kid.S) for kid in root.K] == ["/Document"]
    sections = [s for s in elements(root, "/Sect") if str(s.K[0].S) == "/H2"]
    assert len(sections) > 300
    assert all(str(s.P.S) == "/Sect" for s in sections)
    assert len(list(elements(root, "/H2"))) >= len(sections)
    numbers = [item for leaf in root.ParentTree.Kids for item in leaf.Nums]
    parents = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
    for page in opened.pages:
        tagged = parents[int(page.obj.StructParents)]
        assert all(element is None or str(element.Type) == "/StructElem" for element in tagged)
        for annotation in page.obj.get("/Annots", ()):
            link = parents[int(annotation.StructParent)]
            assert str(link.S) == "/Link"
            assert str(annotation.Contents)
    keys = list(parents)
    assert keys == sorted(set(keys))
    assert int(root.ParentTreeNextKey) > max(keys)


def test_languages_and_directions(opened: pikepdf.Pdf) -> None:
    """What is not in the language of the book is tagged with its own: Russian and French names, titles of sources."""
    found = {str(node.Lang) for node in opened.objects if isinstance(node, pikepdf.Dictionary) and node.get("/Type") == pikepdf.Name.StructElem and "/Lang" in node}  # fmt: skip
    assert {"fr", "ru"} <= found


def test_a_book_in_pieces_is_the_same_book(toy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Chapters that are set in several pieces have the same links, numbers and heads; a changed entry sets its piece again and no other.

    The book after the change is that from nothing, byte by byte; a name that looks like PDF is a name in bookmarks and links.
    """
    monkeypatch.setattr(dividing, "PIECE", 1)
    event = toy / "seeds" / "registry" / "events" / "pact-signed.yml"
    event.write_text(
        re.sub(r"(?m)^name: .*$", f"name: '{LIKE_PDF}'", event.read_text(encoding="utf-8")), encoding="utf-8"
    )
    out = tmp_path / "pdf"
    make(*toys(toy), "--out", out)
    in_pieces = Printed(out / "handbook.pdf")
    links, _checked = check_numbers(in_pieces)
    assert links > 20
    assert check_heads(in_pieces) > 3
    pieces = tmp_path / "pdf-doctrees" / "pieces"
    before = {path.name: path.stat().st_mtime_ns for path in pieces.glob("*.pdf")}
    alba = toy / "seeds" / "registry" / "actors" / "alba.yml"
    alba.write_text(alba.read_text(encoding="utf-8").replace("A state by the sea.", "A state by the ocean."), encoding="utf-8")  # fmt: skip
    make(*toys(toy), "--out", out)
    after = {path.name: path.stat().st_mtime_ns for path in pieces.glob("*.pdf")}
    assert len(before) > 8
    assert sum(before.get(name) != time for name, time in after.items()) == 1
    assert len(after) == len(before)
    make(*toys(toy), "--out", tmp_path / "anew")
    assert (tmp_path / "anew" / "handbook.pdf").read_bytes() == (out / "handbook.pdf").read_bytes()
    with pikepdf.open(out / "handbook.pdf") as pdf:
        assert any(title.endswith(LIKE_PDF) for title in titles(pdf.Root.Outlines.First))
    assert any(said.endswith(LIKE_PDF) for *_place, said in in_pieces.links)
    monkeypatch.setattr(dividing, "PIECE", 1_000_000)
    make(*toys(toy), "--out", tmp_path / "one")
    assert set(Printed(tmp_path / "one" / "handbook.pdf").places) == set(in_pieces.places)


def test_volumes(toy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A great book is volumes: every reference leads to its place in one of them, pages are counted on, one volume after the other."""
    monkeypatch.setattr(volumes, "VOLUME", 4)
    make(*toys(toy), "--out", tmp_path / "pdf")
    paths = sorted((tmp_path / "pdf").glob("*.pdf"))
    assert [path.name for path in paths] == [f"handbook-{n}.pdf" for n in range(1, len(paths) + 1)]
    assert len(paths) > 2
    all_volumes = {path.name: Printed(path) for path in paths}
    crossing, last = 0, 0
    for path in paths:
        document = all_volumes[path.name].document
        labels = [page.get_label() for page in document]
        arabic = [int(label) for label in labels if label.isdigit()]
        assert arabic == list(range(last + 1, last + 1 + len(arabic)))
        last = arabic[-1]
        with pikepdf.open(path) as pdf:
            for page in pdf.pages:
                for annotation in page.obj.get("/Annots", ()):
                    action = annotation.A
                    assert str(action.S) in ("/GoTo", "/GoToR", "/URI")
                    if str(action.S) == "/GoToR":
                        crossing += 1
                        assert str(action.D) in all_volumes[str(action.F)].places
                    elif str(action.S) == "/GoTo":
                        assert str(action.D) in all_volumes[path.name].places
    assert crossing > 5
    assert "Volume 2 of" in all_volumes[paths[1].name].document[0].get_text()
    monkeypatch.undo()
    make(*toys(toy), "--out", tmp_path / "pdf")
    assert [path.name for path in (tmp_path / "pdf").glob("*.pdf")] == ["handbook.pdf"]
