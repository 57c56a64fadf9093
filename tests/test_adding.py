"""New articles: what is read, drafted, decided; nothing lost, nothing overwritten."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook import publish
from handbook.adding import bylines, original
from handbook.checks import Context
from handbook.kinds import Review, StatementKind
from handbook.model import Actor
from handbook.reading import articles, formats, records, yaml_values

from .adding_articles import ADD, HTML, TEXT, run, snapshot
from .conftest import readable

# -- text formats of seeds


def test_every_record_is_written_as_it_is_read(real_context: Context) -> None:
    """Each record and digest of the real seeds, written by us and read again, is the same record."""
    corpus = real_context.corpus
    for entry in [*corpus.entries.values(), *corpus.conflicts.values()]:
        again, problems = records.make(type(entry), yaml_values.load(formats.yaml_text(entry)), "x.yml")
        assert problems == []
        assert again == entry
    for source in corpus.sources.values():
        again, problems = articles.read(formats.digest_text(source), source.path)
        assert problems == []
        assert again is not None
        assert again.header == source.header
        assert [strip(s) for s in again.statements] == [strip(s) for s in source.statements]
    for ruling in corpus.rulings:
        (value,) = yaml_values.load(formats.ruling_line(ruling)).value
        assert records.make(type(ruling), yaml_values.Values(value, {}), "x")[0] == ruling


def strip(statement: Any) -> Any:
    from dataclasses import replace

    return replace(statement, line=0)


@settings(max_examples=300, deadline=None)
@given(
    st.text(min_size=1, max_size=60).map(lambda t: "".join(c for c in t if c.isprintable()).strip()).filter(readable),
    st.text(max_size=80),
)
def test_any_name_survives_the_file(name: str, gloss: str) -> None:
    """Whatever characters a name and a gloss that can be read are made of, the file holds them and nothing else."""
    gloss = "".join(c for c in gloss if c.isprintable()).strip()
    gloss = gloss if readable(gloss) else "g"
    values = {
        "id": "x",
        "kind": "person",
        "name": name,
        "gloss": gloss,
        "cite": ["s/2a"],
        "names": [{"text": name, "cite": ["s/2a"]}],
    }
    entry, problems = records.make(Actor, yaml_values.Values(values, {}), "x")
    assert problems == []
    again, problems = records.make(Actor, yaml_values.load(formats.yaml_text(entry)), "x")
    assert problems == []
    assert again == entry


# -- reading articles


def test_html_in_an_old_encoding() -> None:
    """A saved page gives title, author, publication, date, language and paragraphs, without its menu."""
    made, what, _mend = original.parse(HTML.encode("latin-1"), ".html")
    assert made is not None, what
    assert (made.title, made.publication, str(made.published), made.language) == (
        "Des navires pour Alba",
        "Le Journal",
        "2024-05-03",
        "fr",
    )
    assert made.authors == ("Jean Délégué",)
    assert made.url == "https://journal.example/navires"
    assert len(made.paragraphs) == 3
    assert not any("Menu" in p for p in made.paragraphs)


@pytest.mark.parametrize(
    ("raw", "words"), [(b"", "empty"), (b"a\x00b", "NUL"), (b"<html><body></body></html>", "no article")]
)
def test_what_is_no_article(raw: bytes, words: str) -> None:
    """Emptiness, binary files and pages without an article are refused in a sentence."""
    made, what, mend = original.parse(raw, "")
    assert made is None
    assert words in what
    assert mend


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding: str) -> None:
    """The text is the same in each encoding."""
    text = (
        "Le traité signé à Bamako\n\n"
        + "Le ministre a été reçu par le président à l’hôtel près du fleuve, où la cérémonie a eu lieu.\n" * 3
    )
    made, what, _ = original.parse(text.encode(encoding), ".txt")
    assert made is not None, what
    assert made.paragraphs[0] == "Le traité signé à Bamako"


def test_byline_and_author_box(article: Path) -> None:
    """A byline and an author box are paragraphs with a reason for having no statement."""
    made, _raw, problem = original.read(article)
    assert problem is None
    assert made is not None
    assert made.silent == {1: "headline", 2: "byline", 5: "author box or boilerplate"}
    assert made.authors == ("Carl Writer",)


@pytest.mark.parametrize("pointer", ["À lire aussi : la ville change de maire", "READ ALSO: Town has a new mayor", "Читайте также: новый мэр"])  # fmt: skip
def test_a_line_that_points_elsewhere_is_no_paragraph(pointer: str) -> None:
    """A line between paragraphs that only points to another article says nothing; a sentence that begins so does."""
    said = "Read also what the minister wrote of it."
    made, what, _ = original.parse(
        f"A headline\n\nThe first came.\n\n{pointer}\n\n{said}\n\nThe last came.".encode(), ".txt"
    )
    assert made is not None, what
    assert made.silent == {1: "headline", 3: "author box or boilerplate"}


# -- add


def test_add(toy: Path, article: Path) -> None:
    """The draft has a place for each statement with what stands there; new names and an open question; no sentence of the text."""
    before = snapshot(toy / "seeds")
    said = run(toy, "add", str(article), *ADD)
    made = {n: c for n, c in snapshot(toy / "seeds").items() if before.get(n) != c}
    digest = made["articles/the-post-2024.md"].decode()
    assert "2024-04-29" in digest
    assert "30 ships of ships" in digest or "30 ships" in digest
    assert "quotation: direct, by Dora Delegate" in digest
    assert "agreement? signed" in digest
    assert "alba = alba" in digest.lower()
    for sentence in TEXT.split("\n\n")[2:]:
        words = sentence.split()
        assert " ".join(words[2:8]) not in digest
    assert "registry/actors/dora-delegate.yml" in made
    assert "Exampel" in made["rulings.yml"].decode()
    assert "ann-example" in made["rulings.yml"].decode()
    context, report = publish.read(toy / "seeds")
    assert report.problems == [], report.sorted()
    assert context.corpus.actors["dora-delegate"].review is Review.DRAFT
    assert context.corpus.sources["the-post-2024"].header.authors == ("Carl Writer",)
    assert "To undo: handbook undo" in said


def test_add_again_changes_nothing(toy: Path, article: Path) -> None:
    """The same article a second time is recognised; undoing the first leaves every file as it was, rulings too."""
    before = snapshot(toy / "seeds")
    run(toy, "add", str(article), *ADD)
    after = snapshot(toy / "seeds")
    assert "nothing changed" in run(toy, "add", str(article), *ADD)
    assert snapshot(toy / "seeds") == after
    run(toy, "undo")
    assert snapshot(toy / "seeds") == before
    assert "nothing to undo" in run(toy, "undo", status=1)


def test_dry_run_writes_nothing(toy: Path, article: Path) -> None:
    """``--dry-run`` names the files and leaves the folder alone."""
    before = snapshot(toy / "seeds")
    assert "would write" in run(toy, "add", str(article), *ADD, "--dry-run")
    assert snapshot(toy / "seeds") == before


def test_open_source_is_copied(toy: Path, article: Path) -> None:
    """With a licence the sentences are the statements; a quotation belongs to its speaker."""
    run(toy, "add", str(article), *ADD, "--licence", "CC BY 4.0")
    source = publish.read(toy / "seeds")[0].corpus.sources["the-post-2024"]
    texts = [s.text for s in source.statements]
    assert "Ann Exampel was there." in texts
    assert [s.kind for s in source.statements if "We will send" in s.text] == [StatementKind.ATTRIBUTED]
    # The original is at hand now: that its words are copied is no problem.
    assert "0 problems" in run(toy, "check")


def test_only_an_entry_is_a_speaker_of_an_open_source(toy: Path, article: Path) -> None:
    """A quotation by somebody without an entry is the article's; the note beside it says in whose words."""
    article.write_text(
        "A title here\n\nAnn Example came.\n\n“It is far too late for that,” sources said.\n", encoding="utf-8"
    )
    run(toy, "add", str(article), *ADD, "--licence", "CC BY 4.0")
    source = publish.read(toy / "seeds")[0].corpus.sources["the-post-2024"]
    assert [s.speaker for s in source.statements if "too late" in s.text] == ["article"]
    assert "by sources (not registered)" in (toy / "seeds" / "articles" / "the-post-2024.md").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--published", "soon"), "--published"),
        (("--consulted", "soon", "--publication", "P"), "--consulted"),
        (("--id", "alba", "--publication", "P"), "taken"),
        ((), "--publication"),
        (("--id", "../x", "--publication", "P"), "HB105"),
        (("--id", "nul", "--publication", "P"), "HB107"),
    ],
)
def test_mistakes_in_the_call(toy: Path, article: Path, arguments: tuple[str, ...], words: str) -> None:
    """A wrong option is one message, and nothing is written."""
    before = snapshot(toy / "seeds")
    assert words in run(toy, "add", str(article), *arguments, status=1)
    assert snapshot(toy / "seeds") == before


# -- review


# -- faults


# -- decisions that lock nothing


def test_whose_report_it_is_is_no_new_name(toy: Path, tmp_path: Path) -> None:
    """The publication in the dateline of its own report becomes no entry; an id is not cut within a word."""
    path = tmp_path / "wire.txt"
    text = "Two states agree\n\nPORT ALBA, October 14, 2024 (Northern Lakes News Agency) - Ann Example met Dora Delegate in the town of Quilby and said that it was for the best.\n"
    path.write_text(text, encoding="utf-8")
    out = run(toy, "add", str(path), "--publication", "Northern Lakes News Agency")
    assert "Dora Delegate" in out
    assert "new government" not in out
    assert "Agency (" not in out
    path.write_text(text.replace("met", "saw"), encoding="utf-8")
    out = run(toy, "add", str(path), "--new", "--publication", "The Ministry of External Relations of Borealis")
    assert "articles/the-ministry-of-external-relations-2024.md" in out


@pytest.mark.parametrize("agency", ["ТАСС", "Озёра-Информ"])
def test_a_russian_dateline(agency: str) -> None:
    """A Russian dateline with its year says when an article appeared."""
    said = bylines.read(["Заголовок", f"МОСКВА, 21 августа 2026 года. /{agency}/. Министр приехал в город."], "ru")
    assert (said.published, said.basis) == ("2026-08-21", "dateline")
