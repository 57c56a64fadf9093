"""Hostile articles: whatever goes in appears literally or is refused; nothing runs, nothing leaves its folder, nothing grows without bound."""

from __future__ import annotations

import html
import json
import random
import re
import time
from pathlib import Path

import pymupdf
import pytest
from bs4 import BeautifulSoup

from handbook import publish
from handbook.adding import add, original, store
from handbook.adding.draft import draft
from handbook.adding.draft_header import header_of
from handbook.checks import Context
from handbook.extraction.article import Annotator
from handbook.kinds import Rights
from handbook.pages.site import article_page
from handbook.partial_date import PartialDate
from handbook.plain_text import clean
from handbook.reading import articles, yaml_values
from handbook.render import myst

from .conftest import LONG
from .running import sphinx
from .test_myst import ATTACKS, PARSER
from .test_sphinx import SCRIPTS, TIMELINE_SCRIPTS

#: Processes may share these; 20,000 with HANDBOOK_LONG=1.
CHUNKS, EACH = (8, 2_500) if LONG else (2, 600)
#: Articles of the site.
SITE = 100 if LONG else 36
MORE = [
    "---\nid: evil\ntitle: !!python/object/apply:os.system ['id']\n---", "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]", "title: a\ntitle: b", "{{ ''.__class__.__mro__ }}", "{% include '/etc/passwd' %}",
    "```{raw} html\n<script>alert(1)</script>\n```", "```{eval-rst}\n.. include:: /etc/passwd\n```", "{include}`/etc/passwd`", "../../../../etc/passwd", "C:\\Windows\\System32", "\u202egnp.exe\u202c",
    "Li\u200bpta\u200dko", "\ufeffBOM", "e\u0301", "<img src=x onerror=alert(1)>", "<iframe src=//evil.example></iframe>", "[link](//evil.example)", "![i](http://evil.example/x.png)",
    "<!--", "-->", "]]>", "<![CDATA[", "&#x3c;script&#x3e;", "javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:x", "#panic(\"x\")", "#read(\"/etc/passwd\")", "\\input{/etc/passwd}",
    "=HYPERLINK(\"http://evil.example\")", "@SUM(1)", "+1", "-2+3", "' OR 1=1 --", "$(id)", "`id`", "%s%n%x", "\t\ttabs", "  # a comment?", "  when: 1999", "2a. [attributed: alba] not ours", "[no statement: x]",
    "9999999999a. big", "[pending]", ":::", "```", "~~~~", "| --- |", "\u0085", "\u2028", "\x1b]0;title\x07", "🏴‍☠️", "𝕏" * 20, "ﷺ", "ﬁ", "A" * 500, "((((((((((((((((((((", "[" * 100, "{" * 100,
    "“" * 20, "“We said, “they said”” he said", "1" * 60, "$" + "9" * 40 + " million", "31 February 2024", "0000-00-00", "from 99 to 98 May 2024", "in in in May", "last last month",
]  # fmt: skip
WORDS = [
    "Alba",
    "Borealis",
    "the",
    "of",
    "signed",
    "said",
    "Minister",
    "General",
    "President",
    "Bank",
    "Union",
    "on",
    "Monday",
    "30",
    "ships",
    "agreement",
    "with",
    "Ann",
    "Example",
    "and",
    "in",
    "May",
    "2024",
    "promised",
    "to",
    "deliver",
    "«",
    "»",
    "“",
    "”",
    ".",
    ",",
    ";",
    ":",
]
PATH = re.compile(r"(?:articles/[a-z0-9-]+\.md|registry/(?:actors|agreements|events|terms)/[a-z0-9-]+\.yml)")


def hostile(rng: random.Random) -> bytes:
    """An article made of attacks, words and any characters, in one of several encodings and shapes."""
    parts: list[str] = []
    for _ in range(rng.randint(1, 12)):
        kind = rng.random()
        if kind < 0.45:
            parts.append(rng.choice(ATTACKS + MORE))
        elif kind < 0.8:
            parts.append(" ".join(rng.choices(WORDS, k=rng.randint(1, 20))))
        else:
            parts.append(
                "".join(
                    chr(rng.choice((rng.randint(0, 0x2FF), rng.randint(0x2000, 0x20FF), rng.randint(0x10000, 0x1FFFF))))
                    for _ in range(rng.randint(1, 30))
                )
            )
    text = rng.choice(["\n", "\n\n", " ", "\r\n"]).join(parts)
    if rng.random() < 0.06:
        text = (
            f"<html><head><title>{rng.choice(MORE)}</title></head><body><article><p>"
            + "</p><p>".join(parts)
            + "</p></article></body></html>"
        )
    return text.encode(rng.choice(["utf-8"] * 8 + ["utf-16"]), "surrogatepass")


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_thousands_of_articles(chunk: int, toy_context: Context) -> None:
    """Of thousands of generated articles each is refused with a message, or its draft reads back without a problem, stays in its
    folders, and its page shows every paragraph literally, without markup."""
    rng = random.Random(chunk)
    annotator = Annotator(toy_context.corpus.entries, toy_context.gazetteer)
    refused = literal = 0
    for number in range(EACH):
        raw = hostile(rng)
        article, what, mend = original.parse(raw, rng.choice([".txt", ".md", ""]))
        if article is None:
            assert what
            assert mend
            refused += 1
            continue
        published = PartialDate.parse("2024-05-02")
        rights = rng.choice([Rights.OPEN, Rights.RESTRICTED])
        header = header_of(
            article,
            "hostile-2024",
            "The Post",
            published,
            published,
            rights,
            "CC BY 4.0" if rights is Rights.OPEN else "",
            article.url,
        )
        annotated = annotator.article(article.paragraphs, published, article.language)
        made = draft(toy_context.corpus, article, annotated, header, raw, "")
        assert add.unreadable(made) == [], (chunk, number)
        assert all(PATH.fullmatch(name) for name in made.files), list(made.files)
        for line in made.rulings:
            assert len(yaml_values.load(line).value) == 1
        source, _ = articles.read(made.files["articles/hostile-2024.md"], "x")
        assert source is not None
        assert source.header.title == article.title
        assert source.header.original is not None
        assert source.header.id == "hostile-2024"
        page = PARSER.render(myst.text(myst.blocks(article_page(article.title, list(article.paragraphs)).blocks)))
        assert not re.search(r"<(?!/?(?:p|h1|span)\b)[a-z!?/]", page), (chunk, number, page)
        seen = " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())
        for paragraph in article.paragraphs[1:]:
            assert " ".join(paragraph.split()) in seen, (chunk, number)
        literal += 1
    assert refused > EACH // 250
    assert literal > EACH // 2


@pytest.mark.slow
def test_a_site_of_hostile_articles(toy: Path) -> None:
    """Dozens of hostile articles, half of them copied sentence by sentence, built as site, data and book: no script, no
    address elsewhere, no file read; the texts appear as they are."""
    rng = random.Random(99)
    kept: list[str] = []
    for number in range(SITE):
        path = toy / f"h{number}.txt"
        path.write_bytes(hostile(rng))
        context, report = publish.read(toy / "seeds")
        assert report.problems == [], report.sorted()
        options = add.Options(
            f"hostile-{number}",
            rng.choice(ATTACKS + MORE).strip() or "P",
            "2024-05-02",
            "",
            "CC BY 4.0" if number % 2 else "",
            "2024-06-01",
        )
        made, problems = add.prepare(context, path, options)
        if made is None or problems or not made.files:
            continue
        with store.locked(toy / "seeds"):
            add.write(toy / "seeds", made)
        kept.append(made.source)
    assert len(kept) > SITE * 0.6
    out = toy / "out" / "html"
    done = sphinx(toy / "docs", out, "-D", "handbook_drafts=all", "-D", "nitpicky=0")
    assert done.returncode == 0, done.stderr[-3000:]
    corpus = publish.read(toy / "seeds")[0].corpus
    for page in out.rglob("*.html"):
        soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
        run = {
            (s.get("src") or "").split("?")[0].rpartition("/")[2]
            for s in soup.find_all("script")
            if s.get("type") != "application/ld+json"
        }
        assert run <= SCRIPTS | (TIMELINE_SCRIPTS if page.stem == "timeline" else set()), page
        assert not soup.find_all(["iframe", "object", "embed", "base"]), page
        assert not [t for t in soup.find_all(True) for a in t.attrs if a.startswith("on")], page
        loaded = [t.get("src") for t in soup.find_all(["img", "source", "video", "audio"])]
        assert not [s for s in loaded if s and re.match(r"[a-z]+:|//", s)], page
        assert not [
            a for a in soup.find_all(href=True) if re.match(r"\s*(?:javascript|data|vbscript|file):", a["href"], re.I)
        ], page
        assert "root:x:" not in soup.get_text(), page
    shown = 0
    for name in kept:
        text = " ".join(
            BeautifulSoup((out / f"sources/{name}.html").read_text(encoding="utf-8"), "html.parser").get_text().split()
        )
        for statement in corpus.sources[name].statements:
            if statement.text:
                words = re.sub(r"\s", "", clean(statement.text))
                assert words in re.sub(r"\s", "", text), (name, statement.label)
                shown += 1
    assert shown > SITE
    data = json.loads((out / "data/handbook.json").read_text(encoding="utf-8"))
    assert {s["header"]["id"] for s in data["sources"]} >= set(kept)
    book = toy / "pdf"
    done = sphinx(toy / "docs", book, "-D", "handbook_drafts=all", "-D", "nitpicky=0", "-b", "handbookpdf")
    if "could not be displayed" not in done.stdout + done.stderr and done.returncode == 0:
        printed = " ".join(p.get_text() for p in pymupdf.open(book / "handbook.pdf"))
        assert "root:x:" not in printed
    else:
        # A sign that no font has is named, and there is no book: that is a refusal, not a break.
        assert "handbook.pdf" not in {p.name for p in book.glob("*.pdf")}
        assert "pip install" in done.stdout + done.stderr


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [x]\n"
        + "".join(f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(9)),
        "[" * 5000,
        "x: " + "{a: " * 3000,
    ],
)
def test_yaml_bombs(text: str) -> None:
    """Aliases that multiply and nesting without end are refused at once."""
    start = time.process_time()
    with pytest.raises(yaml_values.YamlError):
        yaml_values.load(text)
    assert time.process_time() - start < 5, "not a timing of speed: a bomb takes minutes"


@pytest.mark.parametrize(
    "unit",
    [
        "“",
        "«",
        "1,",
        "a ",
        "A ",
        "A. ",
        "in May ",
        '"x" ',
        "President ",
        "of ",
        "(",
        "Ab-",
        "20 ",
        "le 1 ",
        "Bank of ",
        "Ministry of Ab, ",
        "Ab, ",
        "Ab Cd, ",
        "Minister of Ab, Cd and Ef ",
    ],
)
def test_no_text_takes_long(unit: str, toy_context: Context) -> None:
    """A paragraph of one thing repeated to the limit of length is annotated in seconds: no pattern explodes."""
    annotator = Annotator(toy_context.corpus.entries, toy_context.gazetteer)
    text = (unit * (20_000 // len(unit)))[:20_000]
    start = time.process_time()
    for language in ("en", "fr"):
        annotator.article(["T", text], PartialDate.parse("2024"), language)
    assert time.process_time() - start < 20, "not a timing of speed: an exploding pattern takes hours"
