"""Whatever a reader is given it answers: with what it read, or in a sentence with what is wrong and how to mend it."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.adding import add, markup, original
from handbook.adding.draft import draft
from handbook.adding.draft_header import header_of
from handbook.annotating.annotate import Names, annotate
from handbook.annotating.archive import Batch, Record, records
from handbook.checks import Context
from handbook.extraction.article import Annotator
from handbook.kinds import Rights, RulingKind
from handbook.linking import find
from handbook.model import Ruling
from handbook.partial_date import PartialDate

from .odd_values import LONG, ODD
from .rules import rules, sample

PUBLISHED = PartialDate.parse("2024-05-15")


@st.composite
def spoken(draw: st.DrawFn) -> str:
    """A paragraph made of the words that the rules look for."""
    rng = random.Random(draw(st.integers(0, 2**32)))
    parts = [
        rng.choice(("Ann Example", "Alba", "the North Pact", "“", "”", '"', "said", ". ", ", ", "Mali", ""))
        if rng.random() < 0.4
        else sample(rules()[rng.choice(list(rules()))], rng)
        for _ in range(rng.randint(1, 14))
    ]
    text = " ".join(rng.choice(("", " ", " ", ". ")).join(parts).split())
    # Some rules look for halves of surrogate pairs, which no file of an article can have.
    return text.encode(errors="ignore").decode()


@pytest.fixture(scope="module")
def names(toy_context: Context) -> Names:
    return Names.of(toy_context)


# -- archives


@settings(max_examples=25 * LONG, deadline=None)
@given(
    st.lists(
        st.dictionaries(st.sampled_from(["id", "text", "published", "language", "url", "more"]), ODD, max_size=6) | ODD,
        min_size=1,
        max_size=4,
    )
)
def test_any_record(tmp_path_factory: pytest.TempPathFactory, names: Names, rows: list[Any]) -> None:
    """Whatever rows an archive has, each has its line in the result, with what was found or with its error."""
    path = tmp_path_factory.mktemp("archive") / "x.jsonl"
    good = {"id": "good", "text": "Talks\nAnn Example of Alba spoke.", "language": "en"}
    path.write_text("".join(json.dumps(row) + "\n" for row in [*rows, good]), encoding="utf-8")
    read = tuple(records(path))
    made = [json.loads(line) for line in annotate(Batch(0, read), names).splitlines()]
    assert len(made) == len(rows) + 1
    assert all(("error" in m) != ("paragraphs" in m) for m in made)
    assert not any("please report" in m.get("error", "") for m in made)
    assert made[-1]["id"] == "good"
    assert "ann-example" in [n[2] for p in made[-1]["paragraphs"] for n in p["names"]]


@settings(max_examples=25 * LONG, deadline=None)
@given(
    st.binary(max_size=300) | spoken().map(str.encode),
    st.sampled_from(["", ".txt", ".md", ".html"]),
    st.text(max_size=8),
    st.text(max_size=8),
    st.text(max_size=8),
)
def test_any_bytes(names: Names, raw: bytes, suffix: str, published: str, language: str, url: str) -> None:
    """A file of any bytes is annotated or has its error."""
    batch = Batch(0, (Record("r", raw, suffix, published, language, url),))
    (made,) = (json.loads(line) for line in annotate(batch, names).splitlines())
    assert ("error" in made) != ("paragraphs" in made)
    assert "please report" not in made.get("error", "")


# -- saved pages

_TAGS = (
    "p",
    "div",
    "span",
    "article",
    "h1",
    "li",
    "table",
    "td",
    "a",
    "blockquote",
    "script",
    "br",
    "section",
    "pre",
    "q",
)


@st.composite
def pages(draw: st.DrawFn) -> bytes:
    """HTML by its grammar, with what breaks it: nothing closed, closed twice, nested, half an attribute, odd encodings."""
    rng = random.Random(draw(st.integers(0, 2**32)))
    parts = [
        "<!doctype html>" if rng.random() < 0.5 else "",
        "<html lang='en'><head><title>A title of words</title></head><body>" if rng.random() < 0.8 else "",
    ]
    for _ in range(rng.randint(0, 30)):
        tag = rng.choice(_TAGS)
        what = rng.random()
        if what < 0.35:
            attributes = rng.choice(
                (
                    "",
                    " class='x y'",
                    ' href="http://a.b/c"',
                    " a=",
                    " 'b",
                    ' style="' + "x" * rng.choice((1, 3000)) + '"',
                    " a" * rng.choice((1, 60)),
                )
            )
            parts.append(f"<{tag}{attributes}>" * rng.choice((1, 1, 1, 2, 300)))
        elif what < 0.55:
            parts.append(f"</{tag}>")
        elif what < 0.9:
            parts.append(
                rng.choice(
                    (
                        "The minister of Alba signed it on 3 May, she said. ",
                        "Ann Example spoke. " * 5,
                        "& &amp; &#0; &#x110000; < > ",
                        "é“”«»",
                    )
                )
            )
        else:
            parts.append(
                rng.choice(
                    (
                        "<!--",
                        "-->",
                        "<![CDATA[",
                        "]]>",
                        "<?php",
                        "\x0b",
                        "\ufffe",
                        "<plaintext>",
                        "<template>",
                        "</html>",
                    )
                )
            )
    return "".join(parts).encode(rng.choice(("utf-8", "utf-8", "utf-16", "latin-1")), "replace")


@settings(max_examples=50 * LONG, deadline=None)
@given(pages())
def test_any_page(raw: bytes) -> None:
    """A page gives an article, or what is wrong and the mend; one of which less than half was taken says how much, with numbers."""
    made, what, mend = original.parse(raw, ".html")
    if made is None:
        assert what
        assert mend
        return
    assert all(p and "\n" not in p for p in made.paragraphs)
    if raw[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        from trafilatura import load_html

        tree = load_html(markup.unmarked(markup.trimmed(raw)[0]))
        left = markup.measured(tree)[2] - sum(map(markup.words, made.paragraphs))
        # A title may stand in the head alone.
        assert left * 2 < markup.measured(tree)[2] + 12 or any("words of the page" in note for note in made.notes)


# -- digests and annotations


# -- the linker and the extractors


@settings(max_examples=50 * LONG, deadline=None)
@given(st.lists(spoken(), min_size=1, max_size=5), st.sampled_from(["en", "fr", "ru", "zz", "de"]))
def test_what_is_found_stands_in_the_text(toy_context: Context, paragraphs: list[str], language: str) -> None:
    """Every span lies in its paragraph, names and dates are the words that stand there, and no paragraph is lost."""
    annotator = Annotator(toy_context.corpus.entries, toy_context.gazetteer)
    made = annotator.article(paragraphs, PUBLISHED, language)
    assert [p.text for p in made] == paragraphs
    for part in made:
        for span in (*part.named, *part.dates, *part.counted, *part.quoted, *part.cues):
            assert 0 <= span.start < span.end <= len(part.text)
        for span in (*part.named, *part.dates):
            assert part.text[span.start : span.end] == span.surface


@settings(max_examples=100 * LONG, deadline=None)
@given(
    spoken(),
    st.lists(
        st.tuples(
            st.sampled_from(["Alba", "Ann", "Example", "Ann … spoke", "the", "North Pact", "…", "said"]),
            st.sampled_from(["", "alba", "ann-example"]),
        ),
        max_size=5,
    ),
)
def test_rulings_are_looked_up_as_they_are_said(toy_context: Context, text: str, said: list[tuple[str, str]]) -> None:
    """With rulings, many and overlapping, mentions are words of the text, and what a ruling silences is not linked."""
    ruled = [
        Ruling(kind=RulingKind.MENTION, text=phrase, entry=entry, source="x", reason="r", date=PUBLISHED)
        for phrase, entry in said
    ]
    found = find.find(text, toy_context.gazetteer, ruled)
    assert all(text[m.start : m.end] == m.surface for m in found.mentions)
    linked = {(m.start, m.end): m.entry for m in found.mentions}
    last = dict(said)
    if last.get("Alba") == "" and not any("Alba" in p and e for p, e in said):
        assert not [s for s, e in linked.items() if text[s[0] : s[1]] == "Alba" and e == "alba"]


@settings(max_examples=25 * LONG, deadline=None)
@given(st.lists(spoken(), min_size=2, max_size=8), st.booleans())
def test_every_article_has_a_draft(toy_context: Context, lines: list[str], copied: bool) -> None:
    """Whatever an article says, its draft reads back without a problem."""
    article, what, _mend = original.parse("\n".join(lines).encode(), ".txt")
    if article is None:
        assert what
        return
    rights = Rights.OPEN if copied else Rights.RESTRICTED
    header = header_of(
        article, "post-2024", "The Post", PUBLISHED, PUBLISHED, rights, "CC BY 4.0" if copied else "", ""
    )
    annotator = Annotator(toy_context.corpus.entries, toy_context.gazetteer)
    made = draft(
        toy_context.corpus,
        article,
        annotator.article(article.paragraphs, PUBLISHED, article.language),
        header,
        b"",
        ".txt",
    )
    assert add.unreadable(made) == []


def test_the_attack_finds_the_rules() -> None:
    """Rules are found in compiled values and in calls, and texts made from them meet most of the rules that they are made from."""
    rng = random.Random(1)
    assert len(rules()) > 200
    assert {name.rpartition(".")[0] for name in rules()} >= {
        "handbook.extraction.quotations",
        "handbook.extraction.dates",
    }
    met = sum(any(rule.search(sample(rule, rng)) for _ in range(8)) for rule in rules().values())
    assert met > len(rules()) * 0.8


def test_nothing_of_an_archive_is_left_behind(tmp_path: Path) -> None:
    """Every form of an archive in one folder is read."""
    (tmp_path / "a.txt").write_text("One", encoding="utf-8")
    (tmp_path / "b.jsonl").write_text('{"text": "Two"}\n', encoding="utf-8")
    assert [r.raw for r in records(tmp_path)] == [b"One", b"Two"]
