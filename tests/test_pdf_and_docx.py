"""Articles in PDF and DOCX: their paragraphs, and files that are broken, too large, or cannot be read here."""

from __future__ import annotations

import io
import zipfile

import pytest

from handbook.adding import documents, original

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


def test_a_cell_of_a_docx_in_no_row() -> None:
    """The paragraphs of a cell that stands in no row are read like others."""
    import docx
    from docx.oxml import OxmlElement

    document = docx.Document()
    document.add_paragraph("What arrived in Alba")
    cell = document.add_table(rows=1, cols=1).rows[0].cells[0]
    cell.text = "The minister came."
    cell.add_paragraph("He left on Friday.")
    stray = OxmlElement("w:tbl")
    stray.append(cell._tc)
    document.element.body.insert(1, stray)
    made = io.BytesIO()
    document.save(made)
    article, what, _ = original.parse(made.getvalue(), ".docx")
    assert article is not None, what
    assert article.paragraphs == ("What arrived in Alba", "The minister came.", "He left on Friday.")


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
