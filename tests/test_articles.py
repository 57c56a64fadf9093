"""Article files of every kind: what they say of themselves is read, and what they do not say is not made up."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import event, example, given
from hypothesis import strategies as st

from handbook.adding import bylines, original
from handbook.adding.bibliography import Options, Refusal, head
from handbook.adding.draft_header import header_of
from handbook.checks import Context
from handbook.kinds import Rights
from handbook.partial_date import PartialDate
from handbook.problems import Place, Problem

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
    ("where", "missing", "wrong", "left_out", "other"),
    [
        ({}, "add --publication NAME", "--published: 'soon'", "leave --licence out", "with --id"),
        ({"table": Place("t.csv", 2)}, "write it in the column 'publication'", "'published': 'soon'", "leave 'licence' out", "with 'id'"),
        ({"form": (("publication", "Paper"), ("published", "Day"), ("licence", "Licence"))}, "fill in Paper", "Day: 'soon'", "leave Licence out", "with id"),
    ],
)  # fmt: skip
def test_an_option_is_called_as_where_it_is_given(
    toy_context: Context, where: dict[str, Any], missing: str, wrong: str, left_out: str, other: str
) -> None:
    """What is wrong with an article's details is said in the words of the command, of the table or of the form that has them."""
    article, what, _mend = original.parse(b"A title\nThey met --id in Alba.\n", ".txt")
    assert article is not None, what

    def refused(**given: str) -> Problem:
        said = {"publication": "The --published Post", "consulted": "2024-06-01"} | given
        with pytest.raises(Refusal) as refusal:
            head(toy_context.corpus, article, Options(**said, **where), Place("told.txt"))
        return refusal.value.problem

    assert refused(publication="").mend == missing
    assert refused(published="soon").message.startswith(wrong)
    assert left_out in refused(licence="mine").mend
    assert refused(identity="alba").mend == f"choose another {other}"
    assert refused(identity="--id").message.endswith("'--id' is not an id")


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
