"""``handbook pdf``: of one entry, one part, all of them, in another language, with any text, and with mistakes."""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf
import pymupdf
import pytest

from handbook import publish

from .books import Printed, check_numbers, elements, make, make_alone, titles, toys, with_controls
from .conftest import LONG, in_french

pytestmark = pytest.mark.slow


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
        (("--out", "my.pdf"), "name the folder that it comes into: ."),
    ],
)
def test_mistakes(toy: Path, tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    """A mistake in the call is one message, and no file is left."""
    status = 2 if words.startswith(("cannot be given", "name the folder")) else 1
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


def test_what_no_font_has_is_replaced(toy: Path) -> None:
    """A control character or a mark of direction in a name, title or sentence is a replacement sign in the book, as on pages, and no
    end to it; the words around it are printed in their order."""
    with_controls(toy)
    make(*toys(toy), "--out", toy / "pdf")
    make(*toys(toy), "--out", toy / "pdf", "--entry", "alba")
    for name in ("handbook", "alba"):
        printed = "".join(page.get_text() for page in pymupdf.open(toy / "pdf" / f"{name}.pdf"))
        assert "[31m" in printed
        assert "blA" in printed
        assert "\u202e" not in printed
