"""Article files of every kind: what they say of themselves is read, and what they do not say is not made up."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import event, example, given
from hypothesis import strategies as st

from handbook import publish
from handbook.adding import add, bylines, documents, original
from handbook.adding.batch import gather

from .adding_articles import run, snapshot
from .drafting import prepared

BODY = (
    "<p>The minister of Alba received a delegation of Borealis in the capital, and both spoke of the harbour for an hour.</p>"
    "<p>The delegation left on Friday after a visit to the old harbour, where it was shown the new cranes and the sheds.</p>"
)
LD = '<script type="application/ld+json">{}</script>'


def page(head: str = "", before: str = "", lang: str = "en") -> original.Article:
    raw = f'<!doctype html><html lang="{lang}"><head>{head}</head><body><article><h1>A visit to Alba</h1>{before}{BODY}</article></body></html>'
    made, what, _mend = original.parse(raw.encode(), ".html")
    assert made is not None, what
    return made


@pytest.mark.parametrize(
    ("head", "before", "published", "authors"),
    [
        (LD.format('{"@graph": [{"@type": "WebSite", "name": "x"}, {"@type": ["NewsArticle"], "datePublished": "2024-03-02T23:30:00+02:00", "dateModified": "2025-01-01", "author": [{"@type": "Person", "name": "Awa Exemple"}, {"@type": "Organization", "name": "The Post"}]}]}'), "", "2024-03-02", ("Awa Exemple",)),
        (LD.format("{broken"), "", "", ()),
        (LD.format("[" * 100_000), "", "", ()),
        ('<meta property="article:published_time" content="2024-03-02T10:00"><meta property="article:modified_time" content="2025-01-01"><meta name="author" content="By Ann Example and Bo Writer">', "", "2024-03-02", ("Ann Example", "Bo Writer")),
        ('<meta name="DC.date.issued" content="2024-03"><meta name="DC.creator" content="Exemple, Awa">', "", "2024-03", ("Awa Exemple",)),
        ('<meta name="citation_publication_date" content="2024/03/02"><meta name="citation_author" content="Ann Example"><meta name="citation_author" content="Bo Writer">', "", "2024-03-02", ("Ann Example", "Bo Writer")),
        ("", '<p><time datetime="2024-03-02T08:00Z">yesterday</time></p>', "2024-03-02", ()),
        ("", "<p>By Ann Example | Published: 2 March 2024 at 10:30 am | Updated 5 March 2025</p>", "2024-03-02", ("Ann Example",)),
        ('<meta name="author" content="Publié le, Mis À Jour Hier">', "<p>Publié le 2 mars 2024 à 10h30, mis à jour hier</p>", "2024-03-02", ()),
        ('<meta name="author" content="admin">', "<p>Par La Rédaction • 2 mars 2024 • 3 min de lecture</p>", "2024-03-02", ()),
    ],
)  # fmt: skip
def test_what_pages_declare(head: str, before: str, published: str, authors: tuple[str, ...]) -> None:
    """Date and authors come from JSON-LD, meta elements, times and bylines; a date of change, or what is no name, never does."""
    made = page(head, before)
    assert (str(made.published), made.authors) == (published, authors)


@pytest.mark.parametrize(
    ("line", "authors", "published"),
    [
        ("Par Awa Exemple et Jean Délégué", ("Awa Exemple", "Jean Délégué"), ""),
        ("Publié le 2 mars 2024 | Mis à jour hier", (), "2024-03-02"),
        ("Saturday, 2 March 2024 - 10:32", (), "2024-03-02"),
        ("By Ann Example, 2 March 2024", ("Ann Example",), "2024-03-02"),
        ("By Awa Example, Bamako, 2 March 2024", ("Awa Example",), "2024-03-02"),
        ("BAMAKO, 2 March 2024", (), "2024-03-02"),
        ("By Ann Smith, The Savanna Courier", ("Ann Smith",), ""),
        ("Par Marie Traoré et Jean-Baptiste Le Goff", ("Marie Traoré", "Jean-Baptiste Le Goff"), ""),
        ("Par Marie-Thérèse N'Diaye-Coulibaly et Jean-Baptiste Ouattara-Le Goff", ("Marie-Thérèse N'Diaye-Coulibaly", "Jean-Baptiste Ouattara-Le Goff"), ""),
        ("Port Alba, le 2 mars 2024", (), "2024-03-02"),
        ("Анна Примерова, «Вестник Альбы»", ("Анна Примерова",), ""),
        ("Updated 2 March 2024", (), ""),
        ("Posted on March 2, 2024 by Ann Example", (), "2024-03-02"),
    ],
)  # fmt: skip
def test_bylines(line: str, authors: tuple[str, ...], published: str) -> None:
    """A line that says who wrote an article and when is a byline; it makes no author of a word of date."""
    said = bylines.read(["A title", line, "The minister came."], "en")
    assert (said.authors, said.published or published) == (authors, published)
    assert said.lines == {2}


@pytest.mark.parametrize(
    ("line", "paper"),
    [
        ("The Savanna Courier, 9 December 2025", "The Savanna Courier"),
        ("By Ann Smith, The Savanna Courier", "The Savanna Courier"),
        ("By Ann Smith, The Savanna Courier, 9 December 2025", "The Savanna Courier"),
        ("Le Quotidien du Djoliba, 2 mars 2024", "Le Quotidien du Djoliba"),
        ("Анна Примерова, «Вестник Альбы»", "Вестник Альбы"),
        ("Par Awa Exemple, La Boussole de Port Alba", "La Boussole de Port Alba"),
        ("By Ann Post, The Hague", ""),
        ("By Ann Post", ""),
        ("By Ann Post, Bamako, 9 December 2025", ""),
        ("BAMAKO, 2 March 2024", ""),
        ("News came to Bamako on Monday, 9 December 2025, they said.", ""),
    ],
)
def test_the_newspaper_in_a_byline(line: str, paper: str) -> None:
    """A byline that names the newspaper says where the article appeared; a place, or an author called Post, does not."""
    assert bylines.read(["A title", line, "The minister came."], "ru" if line[0] == "А" else "en").publication == paper


def test_a_publication_is_no_author(toy: Path) -> None:
    """What is given as the publication is none of the authors, though a byline names it beside them."""
    (toy / "told.txt").write_text(
        "A headline\n\nBy Ann Example, Savanna Messenger\n\nAlba and Borealis met.\n", encoding="utf-8"
    )
    run(toy, "add", "told.txt", "--publication", "Savanna Messenger", "--published", "2024-05-02", "--consulted", "2024-06-01")  # fmt: skip
    (digest,) = (toy / "seeds/articles").glob("savanna-messenger*.md")
    assert "authors: [Ann Example]" in digest.read_text(encoding="utf-8")


def test_a_publication_right_behind_its_author(toy: Path) -> None:
    """Where a document has lost the end of a line between author and publication, the publication is taken from the author's name."""
    made = prepared(toy, "A headline", "By Ann Example Savanna Messenger, 2 May 2024", "They met.", publication="Savanna Messenger")  # fmt: skip
    assert "authors: [Ann Example]" in made["articles/savanna-messenger-2024.md"]


def test_a_title_of_two_lines() -> None:
    """A declared title that stands in several lines is one paragraph, and so the byline below it is found."""
    text = "---\ntitle: Ships leave for Alba\n---\nShips leave\nfor Alba\nBy Ann Example\nThe minister came.\n"
    article, what, _mend = original.parse(text.encode(), ".txt")
    assert article is not None, what
    assert article.paragraphs == ("Ships leave for Alba", "By Ann Example", "The minister came.")
    assert article.silent == {1: "headline", 2: "byline"}


def test_an_article_of_one_line(toy: Path) -> None:
    """A single line is what the article says, and not only its headline: it has a place for a statement."""
    told = "Borealis delivered 30 tons of grain to Alba on 2 May 2024."
    digest = prepared(toy, told)["articles/the-post-2024.md"]
    assert f"title: {told}" in digest
    assert "1a. [pending]\n  when: 2024-05-02\n  quantity: 30 t of grain" in digest


def test_a_line_with_the_day_behind_a_second_title() -> None:
    """A place and the day alone date the article, behind the second part of its title too; a sentence with a day does not."""
    said = bylines.read(["A title", "What it is about", "BAMAKO, 14 October 2025", "The minister came."], "en")
    assert (said.published, said.basis, said.lines) == ("2025-10-14", "dateline", {3})
    assert bylines.read(["A title", "By Ann Example, 2 March 2024", "Text."], "en").basis == "byline"
    for line, tongue in (
        ("Le Quotidien du Djoliba, 2 mars 2024", "fr"),
        ("Journal d’Alba, 2 mars 2024", "fr"),
        ("Courier of the Savanna, 2 March 2024", "en"),
    ):
        said = bylines.read(["A title", line, "The minister came."], tongue)
        assert (said.published, said.basis, said.lines) == ("2024-03-02", "dateline", {2}), line
    assert bylines.read(["A title", "Alba and Borealis, 2 March 2024", "The minister came."], "en").published == ""
    for line in ("The minister came to Bamako, 14 October 2025", "It was signed by Ann Example, 2 March 2024."):
        assert bylines.read(["A title", line, "The minister came."], "en").published == "", line


@pytest.mark.parametrize(
    ("line", "published", "agency"),
    [
        ("BAMAKO, March 2, 2024 (Reuters) - The minister came.", "2024-03-02", "Reuters"),
        ("Bamako, 2 mars 2024 (AMAP) Le ministre est venu.", "2024-03-02", "AMAP"),
        ("MOSCOW, March 2. /TASS/. The minister came.", "", "TASS"),
        ("Bamako, 2 March 2024 - The minister came.", "2024-03-02", ""),
        ("By Monday the minister (of Alba) had come to the harbour.", "", ""),
        ("In Bamako, the minister came on 2 March 2024 - a Saturday.", "", ""),
        ("BAMAKO, 2 March 2024. The minister came.", "2024-03-02", ""),
        ("Bamako, le 2 mars 2024. Le ministre est venu.", "2024-03-02", ""),
        ("БАМАКО, 2 марта 2024 года. Министр прибыл.", "2024-03-02", ""),
    ],
)
def test_datelines(line: str, published: str, agency: str) -> None:
    """A dateline gives the day if it has its year, and the agency; a sentence is no dateline."""
    said = bylines.read(["A title", line], "ru" if line[:1] == "Б" else "en")
    assert (said.published, said.agency, said.lines) == (published, agency, frozenset())


#: What stands in a line below a title, of which Hypothesis makes lines.
_IN_BYLINES = (
    "Par ",
    "Par",
    "Publié le ",
    "Awa Exemple",
    "awa exemple",
    "Jean de la Rue",
    "Bo",
    "Rédaction",
    "2 mars 2024",
    " et ",
    ", ",
    " | ",
    " - ",
    "à 12:04",
    "’",
    "À 7",
    "\n",
    " ",
)


@example("Par Awa Exemple", " et Par’Par ")
@given(
    st.sampled_from(("Par Awa Exemple", "Par ", "")), st.lists(st.sampled_from(_IN_BYLINES), max_size=4).map("".join)
)
def test_authors_are_names(start: str, rest: str) -> None:
    """Whatever a line is, an author of it is two to five words with capitals and has no digit."""
    said = bylines.read(["A title", start + rest], "fr")
    event(f"{min(len(said.authors), 2)} authors")
    for author in said.authors:
        assert 2 <= len(author.split()) <= 5
        assert not any(c.isdigit() for c in author)
        assert bylines.is_name(author)


def test_markdown_with_front_matter() -> None:
    """Front matter gives the head; marks of Markdown are no words of the article, and HTML is text."""
    text = "---\ntitle: A visit\nauthor: Ann Example\ndate: 2024-03-02\nlang: en-GB\nsource: https://post.example/a\npublication: The Post\n---\n\n# A visit\n\nThe **minister** [came](https://x.example) to\nAlba.\n\n- first <b>item</b>\n- second\n"
    made, what, _ = original.parse(text.encode(), ".md")
    assert made is not None, what
    assert (made.title, made.authors, str(made.published), made.language, made.url, made.publication) == ("A visit", ("Ann Example",), "2024-03-02", "en", "https://post.example/a", "The Post")  # fmt: skip
    assert made.paragraphs == ("A visit", "The minister came to Alba.", "first <b>item</b>", "second")


def test_front_matter_that_is_broken() -> None:
    """Front matter that is no YAML is one message with its line."""
    made, what, mend = original.parse(b"---\ntitle: 'A\nb: [\n---\n\nText.\n", ".md")
    assert made is None
    assert "line" in what
    assert mend


def test_without_a_date_nothing_relative_is_resolved(toy: Path) -> None:
    """Of an article without a date "last month" is no month, its id and drafts have no year, and that is said."""
    (toy / "a.txt").write_text("Ships for Alba\n\nBorealis and Alba signed a defence treaty last month. In 2023 they met.\n", encoding="utf-8")  # fmt: skip
    said = run(toy, "add", "a.txt", "--publication", "The Post", "--consulted", "2024-06-01")
    assert "nothing says when it was published" in said
    digest = (toy / "seeds/articles/the-post.md").read_text(encoding="utf-8")
    assert "2024-05" not in digest
    assert "published: ../2024-06-01" in digest
    assert "date: not resolved" in digest
    (draft,) = (toy / "seeds/registry/agreements").glob("*treaty*.yml")
    assert "2024" not in draft.name
    assert "stage: signed, for" in draft.read_text(encoding="utf-8")
    assert "0 problems" in run(toy, "check")


def test_the_way_to_a_date_that_is_known_later(toy: Path) -> None:
    """What is said of an article without a date, and of one that is there already, is a way that works."""
    (toy / "a.txt").write_text("A title\n\nAlba signed last month.\n", encoding="utf-8")
    asked = ("add", str(toy / "a.txt"), "--publication", "Post", "--consulted", "2024-06-01")
    assert "handbook undo and add it again with --published" in run(toy, *asked)
    dated = (*asked, "--published", "2024-05-02")
    said = run(toy, *dated)
    assert "nothing changed" in said
    assert "handbook undo and add it again" in said
    run(toy, "undo")
    run(toy, *dated)
    digests = [p for p in (toy / "seeds/articles").glob("*.md") if "title: A title" in p.read_text(encoding="utf-8")]
    assert len(digests) == 1
    assert "published: '2024-05-02'" in digests[0].read_text(encoding="utf-8")


def test_a_date_to_come_is_a_problem(toy: Path) -> None:
    """An article of next year cannot have been read: ``add`` refuses it, with what says so, and ``check`` finds it."""
    before = snapshot(toy / "seeds")
    (toy / "a.html").write_text(f'<html><head><meta name="date" content="2031-03-02"></head><body><article><h1>A visit</h1>{BODY}</article></body></html>', encoding="utf-8")  # fmt: skip
    for arguments in (("a.html",), ("a.html", "--published", "2031-04")):
        said = run(toy, "add", *arguments, "--publication", "The Post", "--consulted", "2024-06-01", status=1)
        assert "after the day on which it was read" in said
    assert "meta date" in run(toy, "add", "a.html", "--publication", "P", "--consulted", "2024-06-01", status=1)
    assert "still to come" in run(toy, "add", "a.html", "--publication", "P", "--consulted", "2999", status=1)
    assert snapshot(toy / "seeds") == before
    path = toy / "seeds/articles/gazette-2024.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(next(line for line in text.splitlines() if line.startswith("published:")), "published: 2031"), encoding="utf-8")  # fmt: skip
    assert "HB208 published 2031, which is after the day" in run(toy, "check", status=1)


# -- PDF and DOCX


def pdf_of(source: str) -> bytes:
    import typst

    return typst.compile(source.encode())


def docx_of(*paragraphs: str) -> bytes:
    import docx

    document = docx.Document()
    document.core_properties.author = "Ann Example"
    document.core_properties.language = "en-GB"
    for text in paragraphs:
        document.add_paragraph(text)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def test_pdf_paragraphs() -> None:
    """Lines of a PDF are joined to its paragraphs, over pages too; running heads and page numbers are none."""
    first = (
        "The minister of Alba received a delegation of Borealis in the capital and spoke of the harbour for an hour. "
        * 3
    )
    second = (
        "The delegation saw " + ", ".join(f"the {a}{b}arbour" for a in "bcdfghk" for b in "lmnprstvw") + " and left."
    )
    source = f'#set page(width: 12cm, height: 9cm, numbering: "1", header: [The Post of Alba])\n#set document(title: "A visit to Alba", author: "Ann Example")\n= A visit to Alba\n\n{first}\n\n{second}'
    made, what, _ = original.parse(pdf_of(source), ".pdf")
    assert made is not None, what
    assert made.paragraphs == ("A visit to Alba", first.strip(), second.strip())
    assert made.authors == ("Ann Example",)
    assert str(made.published) == ""


def test_docx_paragraphs() -> None:
    """Paragraphs of a DOCX are those of the article; deleted text is none of it, inserted text is."""
    raw = docx_of("A visit to Alba", "The minister came.", "He left on Friday.")
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(changed, "w") as new:
        for entry in old.namelist():
            body = old.read(entry)
            if entry == "word/document.xml":
                body = body.replace(b"<w:r><w:t>He left on Friday.</w:t></w:r>", b'<w:ins w:id="1" w:author="x"><w:r><w:t>She left</w:t></w:r></w:ins><w:del w:id="2" w:author="x"><w:r><w:delText>He left</w:delText></w:r></w:del><w:r><w:t xml:space="preserve"> on Friday.</w:t></w:r>')  # fmt: skip
                assert b"<w:ins" in body
            new.writestr(entry, body)
    made, what, _ = original.parse(changed.getvalue(), ".docx")
    assert made is not None, what
    assert made.paragraphs == ("A visit to Alba", "The minister came.", "She left on Friday.")
    assert (made.authors, made.language) == (("Ann Example",), "en")


def test_rows_of_a_docx_table() -> None:
    """A row of a table is one paragraph; a cell with several paragraphs, as in layouts, keeps them."""
    import docx

    document = docx.Document()
    document.add_paragraph("What arrived in Alba")
    table = document.add_table(rows=0, cols=3)
    for row in (("Ships", "Number", "Arrived"), ("Tugs", "35", "12 May 2024"), ("Barges", "", "")):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    side = document.add_table(rows=1, cols=2).rows[0].cells
    side[0].text, side[1].text = "The minister came.\nHe left.", "It rained."
    side[0].add_paragraph("They met again.")
    made = io.BytesIO()
    document.save(made)
    article, what, _ = original.parse(made.getvalue(), ".docx")
    assert article is not None, what
    assert article.paragraphs[1:4] == ("Ships | Number | Arrived", "Tugs | 35 | 12 May 2024", "Barges")
    assert article.paragraphs[4:] == ("The minister came. He left.", "They met again.", "It rained.")


@pytest.mark.parametrize("suffix", [".pdf", ".docx"])
@pytest.mark.parametrize("raw", [b"", b"%PDF-1.7 nothing", b"PK\x03\x04 nothing", b"\x00" * 100])
def test_documents_that_are_broken(raw: bytes, suffix: str) -> None:
    """A file that is no document is a message with a mend."""
    made, what, mend = original.parse(raw, suffix)
    assert made is None
    assert what
    assert mend


def test_a_document_that_unpacks_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """A DOCX that is larger unpacked than a bound is refused before it is unpacked."""
    monkeypatch.setattr(documents, "MAX_UNPACKED", 1_000)
    with pytest.raises(documents.DocumentError, match="unpacked"):
        documents.docx(docx_of("A visit"))


@pytest.mark.parametrize(("suffix", "library"), [(".pdf", "pypdfium2"), (".docx", "docx")])
def test_without_the_extra(suffix: str, library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra one message says how to install it."""
    raw = docx_of("A visit") if suffix == ".docx" else pdf_of("A visit")
    monkeypatch.setitem(__import__("sys").modules, library, None)
    with pytest.raises(documents.DocumentError, match="extra") as told:
        (documents.docx if suffix == ".docx" else documents.pdf)(raw)
    assert told.value.mend == documents.INSTALL


# -- several at once


@pytest.fixture
def folder(toy: Path) -> Path:
    made = toy / "new"
    (made / "more").mkdir(parents=True)
    (made / "a.txt").write_text("Ships for Alba\n\nThe minister of Alba came on Monday.\n", encoding="utf-8")
    (made / "more" / "b.md").write_text("# Grain for Alba\n\nThe minister of Borealis came.\n", encoding="utf-8")
    (made / "bad.txt").write_bytes(b"a\x00b")
    (made / "notes.xlsx").write_bytes(b"no article")
    return made


def test_a_folder_with_one_bad_file(toy: Path, folder: Path) -> None:
    """What is wrong with one article keeps no other from being added; the end says what became of all, and the status is 1."""
    (folder / "table.csv").write_text("file,publication,published,authors,title\na.txt,The Post,2024-05-02,Ann Example; Bo Writer,\nb.md,The Gazette,2024-04,,Grain\nbad.txt,The Post,2024,,\n", encoding="utf-8")  # fmt: skip
    said = run(toy, "add", "new", "--metadata", "new/table.csv", "--consulted", "2024-06-01", status=1)
    assert "3 articles: 2 added, 0 there already, 1 refused" in said
    # What is said stands under the file that it is about.
    assert re.findall(r"^== (.*)$", said, re.M) == ["new/a.txt", "new/bad.txt", "new/more/b.md"]
    assert "bad.txt HB102" in said
    sources = publish.read(toy / "seeds")[0].corpus.sources
    assert sources["the-post-2024"].header.authors == ("Ann Example", "Bo Writer")
    assert sources["the-gazette-2024"].header.title == "Grain"
    again = run(toy, "add", "new", "--metadata", "new/table.csv", "--consulted", "2024-06-01", status=1)
    assert "0 added, 2 there already, 1 refused" in again


@pytest.mark.parametrize(
    ("name", "table", "words"),
    [
        ("t.csv", "file,publisher\na.txt,P\n", "t.csv:1 HB103 unknown column 'publisher'"),
        ("t.csv", "title,publication\nA,P\n", "t.csv:1 HB103 no column 'file'"),
        ("t.csv", "file,publication\na.txt,P,x\n", "t.csv:2 HB103 3 cells under 2 columns"),
        ("t.csv", "file;publication\nc.txt;P\n", "t.csv:2 HB104 'c.txt': no article that is added has this name"),
        ("t.csv", "file,publication\na.txt,P\na.txt,Q\n", "t.csv:3 HB108 'a.txt' stands twice"),
        ("t.csv", "file,publication,published\na.txt,P,soon\n", "t.csv:2 HB106 'published'"),
        ("t.csv", "file,publication,country\na.txt,P,Mali\n", "t.csv:2 HB105 'country'"),
        ("t.json", '[{"file": "a.txt", "publisher": "P"}]', "t.json HB103 object 1: unknown column 'publisher'"),
        ("t.json", '[{"file": "a.txt",}]', "t.json:1 HB103 not JSON"),
        ("t.json", '{"a.txt": {"published": {}}}', "t.json HB103 object 1: 'published' is no text"),
        ("none.csv", "", "HB100 there is no such file"),
    ],
)
def test_tables_with_a_fault(toy: Path, folder: Path, name: str, table: str, words: str) -> None:
    """What is wrong with a table is one message with its line, and nothing is written."""
    before = snapshot(toy / "seeds")
    if table:
        (toy / name).write_text(table, encoding="utf-8")
    said = run(toy, "add", "new/a.txt", "--metadata", name, "--consulted", "2024-06-01", status=1)
    assert words in said
    assert "Traceback" not in said
    assert snapshot(toy / "seeds") == before


def test_tables_as_objects_and_tabs(toy: Path, folder: Path) -> None:
    """JSON by file names, lists of authors, and tables with tabs or a byte order mark are read; a row goes before options."""
    (toy / "t.json").write_text(json.dumps({"new/a.txt": {"publication": "The Post", "authors": ["Ann Example", "Bo Writer"]}}), encoding="utf-8")  # fmt: skip
    (toy / "t.tsv").write_text("\ufefffile\tpublication\nb.md\tThe Gazette\n", encoding="utf-8")
    options = add.Options(publication="Another")
    paths = [folder / "a.txt", folder / "more" / "b.md"]
    (_, first), (_, second) = gather(paths, toy / "t.json", options).articles
    assert (first.publication, first.authors, second.publication) == ("The Post", ("Ann Example", "Bo Writer"), "Another")  # fmt: skip
    (_, first), (_, second) = gather(paths, toy / "t.tsv", options).articles
    assert (first.publication, second.publication) == ("Another", "The Gazette")


def test_one_id_for_many(toy: Path, folder: Path) -> None:
    """An id on the command line is for one article; a folder without articles is said to be one."""
    assert "one id for" in run(toy, "add", "new", "--id", "x", status=1)
    (toy / "empty").mkdir()
    assert "the folder has no article" in run(toy, "add", "empty", status=1)


def test_links_out_of_a_folder_are_not_followed(toy: Path, folder: Path) -> None:
    """A link in a folder of articles leads to no article."""
    (folder / "out.txt").symlink_to("/etc/passwd")
    (folder / "round").symlink_to(folder)
    names = [path.name for path, _options in gather([folder], None, add.Options()).articles]
    assert names == ["a.txt", "bad.txt", "b.md"]
