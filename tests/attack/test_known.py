"""What attacks found: each as the kind that it is, with what must happen instead."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from handbook.adding import add, original
from handbook.annotating import archive, run
from handbook.annotating.annotate import Names, annotate
from handbook.annotating.archive import Batch, Record, batches
from handbook.checks import Context
from handbook.extraction import article
from handbook.extraction.dates import dates
from handbook.kinds import Rights
from handbook.partial_date import PartialDate

TEXT = "Two states talk\nAnn Example of Alba signed the North Pact on 3 May 2024."
OPTIONS = add.Options(publication="The Post", published="2024-05-02", consulted="2024-06-01")


def annotated(context: Context, *records: Record) -> list[dict[str, Any]]:
    return [json.loads(line) for line in annotate(Batch(0, records), Names.of(context)).splitlines()]


# -- one record and its archive


@pytest.mark.parametrize("tag", ["en-GB", "EN", "en_US", "eng", " en-Latn-GB "])
def test_a_language_however_it_is_written(toy_context: Context, tag: str) -> None:
    """Tags of English are English: the same is found as under ``en``, and nothing has to be said."""
    plain, other = annotated(
        toy_context, Record("a", TEXT.encode(), language="en"), Record("a", TEXT.encode(), language=tag)
    )
    assert other == plain
    assert "note" not in other


@pytest.mark.parametrize("tag", ["zz", "de", "qaa"])
def test_a_language_without_rules(toy_context: Context, tag: str) -> None:
    """A text in a language without rules is annotated as far as it goes, and its record says so."""
    (made,) = annotated(toy_context, Record("a", TEXT.encode(), language=tag))
    assert "alba" in [n[2] for p in made["paragraphs"] for n in p["names"]]
    assert f"no rules for the language '{tag}'" in made["note"]


@pytest.mark.parametrize(
    ("field", "value"),
    [("language", "English, mostly"), ("language", "e" * 3000), ("language", ["en"]), ("published", True), ("published", {"y": 2024}), ("id", [1]), ("url", {}), ("text", 5), ("text", None), ("id", "x" * 3000)],
)  # fmt: skip
def test_one_record_is_one_error(tmp_path: Path, toy_context: Context, field: str, value: object) -> None:
    """A record with an odd field has an error that names the field, and those beside it are annotated."""
    path = tmp_path / "x.jsonl"
    good = {"id": "a", "text": TEXT, "language": "en"}
    path.write_text(
        "".join(json.dumps(r) + "\n" for r in (good, good | {"id": "odd"} | {field: value}, good)), encoding="utf-8"
    )
    (batch,) = batches(path, 10)
    first, odd, last = annotated(toy_context, *batch.records)
    assert first == last
    assert "paragraphs" in first
    assert field in odd["error"]


def test_a_defect_of_ours_is_the_error_of_its_record(toy_context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    """If an extractor breaks over one article, that record says where, without the article's words; the rest is done."""
    real: Callable[..., object] = article.dates

    def broken(text: str, *rest: object) -> object:
        if "secret" in text:
            raise KeyError(text)
        return real(text, *rest)

    monkeypatch.setattr(article, "dates", broken)
    bad, good = annotated(
        toy_context, Record("b", b"A title\nA secret sentence."), Record("a", TEXT.encode(), language="en")
    )
    assert "KeyError" in bad["error"]
    assert "secret" not in bad["error"]
    assert "paragraphs" in good


def test_a_time_beyond_the_calendar(tmp_path: Path, toy_context: Context) -> None:
    """A value that Parquet holds and Python does not is the error of its record; a date is read as one."""
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    times = pyarrow.array([0, 2**62], pyarrow.timestamp("us"))
    parquet.write_table(
        pyarrow.table({"id": ["a", "b"], "text": [TEXT, TEXT], "published": times}), tmp_path / "x.parquet"
    )
    (batch,) = batches(tmp_path / "x.parquet", 10)
    good, bad = annotated(toy_context, *batch.records)
    assert good["published"] == "1970-01-01"
    assert "published" in bad["error"]


def test_the_whole_run_goes_on(tmp_path: Path, toy_context: Context) -> None:
    """An archive in which languages are odd is done to its end, and the count says what could not be read."""
    path = tmp_path / "x.jsonl"
    path.write_text(
        "".join(json.dumps({"text": TEXT, "language": tag}) + "\n" for tag in ("en-GB", "zz", "EN", "?")),
        encoding="utf-8",
    )
    done = run.run(path, tmp_path / "out", Names.of(toy_context), 10)
    assert (done.articles, done.unread) == (4, 1)
    assert archive.MAX_FIELD < 10_000


# -- add


def test_add_in_another_language(tmp_path: Path, toy_context: Context) -> None:
    """``--language en-GB`` is English; one without rules gives a draft that says so; what is no tag is refused in a message."""
    path = tmp_path / "x.txt"
    path.write_text(TEXT, encoding="utf-8")

    def added(tag: str) -> tuple[Any, Any]:
        from dataclasses import replace

        return add.prepare(toy_context, path, replace(OPTIONS, language=tag))

    made, problems = added("en-GB")
    assert problems == []
    assert "language: en\n" in made.files["articles/the-post-2024.md"]
    made, problems = added("zz")
    assert problems == []
    assert any("no rules for the language 'zz'" in line for line in made.summary)
    made, problems = added("?")
    assert made is None
    assert "--language" in problems[0].message


@pytest.mark.parametrize(
    "licence",
    [
        "all rights reserved",
        "CC BY-NC 4.0",
        "CC BY-ND 4.0",
        "CC-BY-NC-SA-4.0",
        "yes",
        "©",
        "CC",
        "by",
        "https://creativecommons.org/licenses/by-nc/4.0/",
    ],
)
def test_a_licence_that_permits_nothing(tmp_path: Path, toy_context: Context, licence: str) -> None:
    """A text is not copied under words that do not permit it: one message says which do."""
    from dataclasses import replace

    path = tmp_path / "x.txt"
    path.write_text(TEXT, encoding="utf-8")
    made, problems = add.prepare(toy_context, path, replace(OPTIONS, licence=licence))
    assert made is None
    (problem,) = problems
    assert "--licence" in problem.message
    assert "CC BY 4.0" in problem.mend


@pytest.mark.parametrize(
    ("licence", "kept"),
    [("CC BY 4.0", "CC BY 4.0"), ("cc-by-4.0", "CC BY 4.0"), ("https://creativecommons.org/licenses/by-sa/3.0/deed.fr", "CC BY-SA 3.0"), ("CC0-1.0", "CC0 1.0"), ("https://creativecommons.org/publicdomain/mark/1.0/", "Public Domain Mark 1.0"), ("Public Domain", "public domain"), ("OGL-UK-3.0", "OGL 3.0")],
)  # fmt: skip
def test_a_licence_that_permits(tmp_path: Path, toy_context: Context, licence: str, kept: str) -> None:
    """A known licence opens the text, by whichever of its names, and the source keeps one of them."""
    from dataclasses import replace

    path = tmp_path / "x.txt"
    path.write_text(TEXT, encoding="utf-8")
    made, problems = add.prepare(toy_context, path, replace(OPTIONS, licence=licence))
    assert problems == []
    assert made is not None
    digest = made.files["articles/the-post-2024.md"]
    assert f"licence: {kept}\n" in digest
    assert f"rights: {Rights.OPEN.value}\n" in digest


@pytest.mark.parametrize("copied", ["", "CC BY 4.0"])
def test_an_agreement_in_every_paragraph(tmp_path: Path, toy_context: Context, copied: str) -> None:
    """One agreement in 900 paragraphs is proposed with its first sentences and the number of the others; nothing is refused."""
    from dataclasses import replace

    path = tmp_path / "x.txt"
    sentences = (
        f"In the year {n} Alba and Borealis signed an agreement on arms, number {n}, in the port."
        for n in range(2, 902)
    )
    path.write_text("Two states talk\n" + "\n".join(sentences), encoding="utf-8")
    made, problems = add.prepare(toy_context, path, replace(OPTIONS, licence=copied))
    assert problems == []
    assert made is not None
    proposed = [text for name, text in made.files.items() if name.startswith("registry/agreements/")]
    assert proposed
    assert any(
        " more of Post 2024" in " ".join(text.split()) or " more of The Post 2024" in " ".join(text.split())
        for text in proposed
    )


def test_more_names_than_anybody_decides_on(tmp_path: Path, toy_context: Context) -> None:
    """Of an article with thousands of new names the most frequent are proposed, the summary says how many there are."""
    path = tmp_path / "x.txt"
    letters = "abcdefghij"
    people = ["".join(letters[int(d)] for d in f"{n:04}") for n in range(1500)]
    path.write_text(
        "Names of people\n" + "\n".join(f"The minister Ann {p.capitalize()}son came to Alba." for p in people),
        encoding="utf-8",
    )
    made, problems = add.prepare(toy_context, path, OPTIONS)
    assert problems == []
    assert made is not None
    assert len([name for name in made.files if name.startswith("registry/actors/")]) <= 300
    assert any("new names; entries are proposed for the 300" in line for line in made.summary)


def test_a_digest_too_long_for_its_notes(tmp_path: Path, toy_context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    """A draft that would be too long to be read again loses notes, then sentences, and says so; it is not refused."""
    from dataclasses import replace

    from handbook.reading import articles

    path = tmp_path / "x.txt"
    path.write_text("Two states talk\n" + (TEXT.splitlines()[1] + "\n") * 200, encoding="utf-8")
    for licence in ("", "CC BY 4.0"):
        monkeypatch.setattr(articles, "MAX_BYTES", 24_000)
        made, problems = add.prepare(toy_context, path, replace(OPTIONS, licence=licence))
        assert problems == []
        assert made is not None
        assert any("notes" in line and "left out" in line for line in made.summary)


# -- saved pages


def page(body: str) -> bytes:
    return f"<html><head><title>A title of words</title></head><body><article><h1>A title of words</h1>{body}</article></body></html>".encode()


SAID = "<p>The minister of Alba signed number {} of the agreements in May, she said.</p>"
PARAGRAPHS = "".join(SAID.format(n) for n in range(8))


@pytest.mark.parametrize(
    ("body", "words"),
    [("<div>" * 300 + PARAGRAPHS + "</div>" * 300, "nested more than 200 deep"), ("<p>" + "<span>" * 900 + "deep" + "</span>" * 900 + "</p>" + PARAGRAPHS, "nested"), ("<!-- " + PARAGRAPHS, "a comment that is not closed"), ("<p>x</p>" * 40_000, "elements"), ("<nav>" + "<a href=x>Somewhere else</a>" * 30 + "</nav>", "of the other")],
)  # fmt: skip
def test_a_page_of_which_only_the_title_would_be_read(body: str, words: str) -> None:
    """A page whose text a parser would leave out is refused with the reason and a way out, instead of being read as a title."""
    made, what, mend = original.parse(page(body), ".html")
    assert made is None
    assert words in what
    assert ".txt" in mend


def test_a_page_of_which_a_part_is_read() -> None:
    """What was taken of a page, and what a broken comment swallows, is said in numbers."""
    made, what, _mend = original.parse(page(PARAGRAPHS + "<!-- " + PARAGRAPHS), ".html")
    assert made is not None, what
    assert len(made.paragraphs) == 9
    assert any("a comment that is not closed" in note and "bytes" in note for note in made.notes)
    made, what, _mend = original.parse(
        page(PARAGRAPHS + "<footer>" + "<p>Words around it all.</p>" * 200 + "</footer>"), ".html"
    )
    assert made is not None, what
    assert any("took 1" in note and "words of the page" in note for note in made.notes)


def test_attributes_are_bounded_before_the_parser() -> None:
    """A megabyte of attributes is cut away before anything looks for the article, which is found, and that is said."""
    heavy = (
        f'<div class="{"a " * 450_000}" style="x">'
        + "".join(f'<p data-{n}="{"x" * 300}">The minister signed number {n} of them in May.</p>' for n in range(2000))
        + "</div>"
    )
    made, what, _mend = original.parse(page(heavy), ".html")
    assert made is not None, what
    assert len(made.paragraphs) == 2001
    assert any("attributes" in note for note in made.notes)
    plain, _what, _mend = original.parse(page(PARAGRAPHS), ".html")
    assert plain is not None
    assert plain.notes == ()


def test_marks_without_number_are_read_as_text() -> None:
    """More links and spans than any article has are taken off, and their words stay."""
    made, what, _mend = original.parse(
        page(PARAGRAPHS + "<p>" + "<span class='x'>word </span>" * 12_000 + "</p>"), ".html"
    )
    assert made is not None, what
    assert made.text.count("word ") >= 11_999


# -- beyond the calendar


@pytest.mark.parametrize(
    ("text", "day"),
    [("It fell 900,000 days ago.", "2024-05-15"), ("It fell 900,000 weeks ago.", "2024-05-15"), ("It fell 99,999 months ago.", "2024-05-15"), ("They meet next Monday, tomorrow and next week.", "9999-12-31"), ("It fell yesterday, last month and last weekend.", "0001-01-01")],
)  # fmt: skip
def test_dates_beyond_the_calendar(text: str, day: str) -> None:
    """A date that no calendar has is found and left unresolved; each value that is given reads back."""
    found = dates(text, PartialDate.parse(day))
    assert found
    assert all(PartialDate.parse(d.value) for d in found if d.value)
