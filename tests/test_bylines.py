"""Bylines, credits and datelines of articles: who wrote, where it was published, and when."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import event, example, given
from hypothesis import strategies as st

from handbook.adding import bylines, original
from handbook.adding.draft_header import header_of
from handbook.kinds import Rights
from handbook.partial_date import PartialDate

from .adding_articles import run
from .drafting import prepared
from .test_articles import BODY

LD = '<script type="application/ld+json">{}</script>'
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
        ("BY ANN EXAMPLE IN PORT ALBA", ("ANN EXAMPLE",), ""),
        ("PAR AWA EXEMPLE À PORT ALBA", ("AWA EXEMPLE",), ""),
        ("By Ann In Example", ("Ann In Example",), ""),
        ("BY ANN AU YEUNG", ("ANN AU YEUNG",), ""),
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


@pytest.mark.parametrize(("given", "noted"), [("2024-05-02", False), ("2024-05-03", False), ("2024-05-20", True)])
def test_a_reprint_is_noted(toy: Path, given: str, noted: bool) -> None:
    """Where the day of publication that is given is not that of the article's own line, what 'on Tuesday' is counted from is said."""
    (toy / "told.txt").write_text(
        "A headline\n\nBy Ann Example, 2 May 2024\n\nAlba and Borealis met on Tuesday.\n", encoding="utf-8"
    )
    said = run(toy, "add", "told.txt", "--publication", "The Post", "--published", given, "--consulted", "2024-06-01")
    assert (f"published {given} as you say, 2024-05-02 by its byline" in said) == noted


def test_a_publication_right_behind_its_author(toy: Path) -> None:
    """Where a document has lost the end of a line between author and publication, the publication is taken from the author's name."""
    made = prepared(toy, "A headline", "By Ann Example Savanna Messenger, 2 May 2024", "They met.", publication="Savanna Messenger")  # fmt: skip
    assert "authors: [Ann Example]" in made["articles/savanna-messenger-2024.md"]


@pytest.mark.parametrize(
    ("author", "kept"),
    [
        ("Ann Post", ["Ann Post"]),
        ("Ann Example Post", ["Ann Example"]),
        ("Samplewire, Post", ["Samplewire"]),
        ("Samplewire (Post)", ["Samplewire"]),
        ("Samplewire - Post", ["Samplewire"]),
        ("Ann Du-Post", ["Ann Du-Post"]),
        ("Ann O'Post", ["Ann O'Post"]),
        ("Post", []),
    ],
)
def test_an_author_called_like_the_publication(author: str, kept: list[str]) -> None:
    """The publication is taken from behind its author, but no family name that is written like it."""
    article, what, _mend = original.parse(b"A title\nThey met.\n", ".txt")
    assert article is not None, what
    day = PartialDate.parse("2024-05-02")
    header = header_of(replace(article, authors=(author,)), "post-2024", "Post", day, day, Rights.RESTRICTED, "", "")
    assert list(header.authors) == kept


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


@pytest.mark.parametrize(
    ("line", "credited"),
    [
        ("(Reporting by Ann Example; editing by Bo Sample)", True),
        ("Edited by Ann Example", True),
        ("Edited by the two ministers, the text was signed in Port Alba.", False),
        ("Reporting by the ministers was late!", False),
    ],
)
def test_a_sentence_is_no_line_of_credits(line: str, credited: bool) -> None:
    """Only what ends as no sentence does says who wrote or edited the article; a sentence stays its last paragraph."""
    assert bylines.is_credit(line) is credited


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
