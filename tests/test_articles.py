"""Article files of every kind: what they say of themselves is read, and what they do not say is not made up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from handbook.adding import bylines, original
from handbook.adding.bibliography import Options, Refusal, head
from handbook.checks import Context
from handbook.problems import Place, Problem

from .adding_articles import run, snapshot
from .drafting import prepared

BODY = (
    "<p>The minister of Alba received a delegation of Borealis in the capital, and both spoke of the harbour for an hour.</p>"
    "<p>The delegation left on Friday after a visit to the old harbour, where it was shown the new cranes and the sheds.</p>"
)


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
