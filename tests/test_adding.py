"""New articles: what is read, drafted, decided; nothing lost, nothing overwritten."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook import publish
from handbook.adding import add, journal, original, review, store
from handbook.checks import Context
from handbook.kinds import Review, RulingKind, StatementKind
from handbook.model import Actor
from handbook.reading import articles, formats, records, yaml_values

from .conftest import handbook

OPTIONS = add.Options(publication="The Post", published="2024-05-02", consulted="2024-06-01")
TEXT = """Ships leave for Alba

By Carl Writer

Foreign Minister Dora Delegate of Borealis said on Monday: "We will send 30 ships to Alba next month, as we promised."

Borealis signed a memorandum with the Harbour Bank in April. Ann Exampel was there.

Carl Writer is a journalist and researcher who worked with the Gazette as a writer.
"""
HTML = """<!doctype html><html lang="fr"><head><meta charset="latin-1"><title>x</title><meta property="og:title" content="Des navires pour Alba">
<meta property="og:site_name" content="Le Journal"><meta name="author" content="Jean D\xe9l\xe9gu\xe9"><meta property="article:published_time" content="2024-05-03">
<link rel="canonical" href="https://journal.example/navires"></head><body><nav>Menu accueil</nav><article><h1>Des navires pour Alba</h1>
<p>Le ministre des Affaires \xe9trang\xe8res a sign\xe9 lundi un accord avec Alba pour la livraison de 30 navires, selon un communiqu\xe9 du gouvernement publi\xe9 hier.</p>
<p>La livraison aura lieu en juin 2024, dans le port principal du pays, a pr\xe9cis\xe9 le minist\xe8re devant la presse r\xe9unie pour la c\xe9r\xe9monie.</p></article></body></html>"""


def run(toy: Path, *arguments: str, status: int = 0, stdin: str = "") -> str:
    done = handbook(*arguments, "--seeds", toy / "seeds", cwd=toy, given=stdin)
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout + done.stderr


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and p.name != ".lock" and p.parent.name != ".journal"
    }


@pytest.fixture
def article(toy: Path) -> Path:
    path = toy / "ships.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


ADD = ("--publication", "The Post", "--published", "2024-05-02", "--consulted", "2024-06-01")


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
    st.text(min_size=1, max_size=60).map(lambda t: "".join(c for c in t if c.isprintable()).strip()).filter(bool),
    st.text(max_size=80),
)
def test_any_name_survives_the_file(name: str, gloss: str) -> None:
    """Whatever characters a name and a gloss are made of, the file holds them and nothing else."""
    gloss = "".join(c for c in gloss if c.isprintable()).strip() or "g"
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


def test_from_article_to_confirmed_entry(toy: Path, article: Path) -> None:
    """Add, answer, write, confirm: the draft becomes an entry, the spelling becomes a name, the rest is not asked again."""
    run(toy, "add", str(article), *ADD)
    items = json.loads(run(toy, "review", "--format", "json"))
    question = next(i for i in items if i["kind"] == "question")
    assert "Exampel" in question["shown"]
    assert "first" in run(toy, "review", "confirm", "dora-delegate", status=1)
    digest = toy / "seeds/articles/the-post-2024.md"
    text = digest.read_text(encoding="utf-8")
    text = text.replace("3a. [pending]", "3a. Dora Delegate promised Alba ships of Borealis.").replace(
        "4a. [pending]", "4a. Ann Exampel attended."
    )
    digest.write_text(text, encoding="utf-8")
    run(toy, "review", "confirm", "the-post-2024")
    run(toy, "review", "merge", question["id"], "ann-example")
    assert "no description" in run(toy, "review", "confirm", "dora-delegate", status=1)
    run(toy, "review", "rename", "dora-delegate", "Dora D. Delegate")
    assert "HB121" in run(toy, "review", "rename", "dora-d-delegate", "x" * 400, status=1)
    run(toy, "review", "rename", "dora-d-delegate", "Dora Delegate")
    run(toy, "review", "confirm", "dora-delegate", "Foreign minister of Borealis.")
    run(toy, "review", "reject", "harbour-bank")
    context, report = publish.read(toy / "seeds")
    assert report.problems == [], report.sorted()
    corpus = context.corpus
    assert corpus.actors["dora-delegate"].review is Review.CONFIRMED
    assert "Ann Exampel" in {n.text for n in corpus.actors["ann-example"].names}
    assert "harbour-bank" not in corpus.actors
    assert {r.kind for r in corpus.rulings} >= {RulingKind.SAME, RulingKind.REJECTED, RulingKind.CONFIRMED}
    assert not [r for r in corpus.rulings if r.kind is RulingKind.QUESTION]
    assert "#" not in digest.read_text(encoding="utf-8")
    second = toy / "second.txt"
    second.write_text("Bank news\n\nThe Harbour Bank and Ann Exampel met Dora Delegate.\n", encoding="utf-8")
    said = run(toy, "add", str(second), "--publication", "Daily", "--published", "2024", "--consulted", "2024-06-02")
    assert "Harbour Bank" not in said
    assert "Exampel" not in said


@pytest.mark.parametrize(
    ("says", "code"),
    [
        ("Alba took 77 ships of Borealis.", "77"),
        ('Ann Exampel called it "a splendid day for all of us".', "a splendid day"),
        ("Alba signed.\n  when: 1999-01", "1999-01"),
    ],
)
def test_a_source_is_compared_with_its_original(toy: Path, article: Path, says: str, code: str) -> None:
    """What the original does not have keeps a source a draft, in one message that says it; a reason is kept with the decision."""
    run(toy, "add", str(article), *ADD)
    digest = toy / "seeds" / "articles" / "the-post-2024.md"
    text = digest.read_text(encoding="utf-8")
    text = re.sub(r"^(\d+)a\. \[pending\]\n(?:  .*\n)*", r"\1. [no statement: background]\n", text, flags=re.M)
    first = re.search(r"^(\d+)\. \[no statement: background\]$", text, re.M)
    assert first is not None
    digest.write_text(text.replace(first[0], f"{first[1]}a. {says}", 1), encoding="utf-8")
    before = snapshot(toy / "seeds")
    refused = run(toy, "review", "confirm", "the-post-2024", status=1)
    assert code in refused
    assert "--reason" in refused
    assert snapshot(toy / "seeds") == before
    run(toy, "review", "confirm", "the-post-2024", "--reason", "Said in the film of the speech.")
    assert "review: draft" not in digest.read_text(encoding="utf-8")
    head = digest.read_text(encoding="utf-8").split("---")[1]
    assert "# confirmed, though the original does not have all of it (1): Said in the film of the speech." in head


def test_interactive_review(toy: Path, article: Path) -> None:
    """Without an action the queue is gone through, the source first: a letter a decision, no other letter one."""
    run(toy, "add", str(article), *ADD)
    before = snapshot(toy / "seeds")
    said = run(toy, "review", stdin="x\n\nc\nl\nm\n1\nr\n?\nq\n")
    assert said.index("[source the-post-2024]") < said.index("[question Ann Exampel]") < said.index("[draft ")
    assert "'x' is none of these; nothing was decided" in said
    assert "2 statements of 'the-post-2024' are not written: 3a, 4a" in said
    # The sentence that a name stands in is its evidence.
    assert "4: Ann Exampel was there." in said
    corpus = publish.read(toy / "seeds")[0].corpus
    assert {r.kind for r in corpus.rulings} >= {RulingKind.SAME, RulingKind.REJECTED}
    assert said.count("undo your last decision here") == 1
    run(toy, "undo")
    run(toy, "undo")
    assert snapshot(toy / "seeds") == before


def test_undo_within_the_queue(toy: Path, article: Path) -> None:
    """In the queue a decision is taken back by a letter, to the byte, and is asked for again; nothing else is."""
    run(toy, "add", str(article), *ADD)
    before = snapshot(toy / "seeds")
    said = run(toy, "review", stdin="u\nf\nquestion\nm\nann-example\nu\nq\n")
    assert "Nothing more of those with 'question'; now all others." in said
    assert "nothing was decided here yet" in said
    assert said.count("[question Ann Exampel]") == 2, said
    assert "undone: review merge 'Ann Exampel' ann-example" in said
    said = run(toy, "review", stdin="l\nm\n1\nl\nl\nl\nu\nq\n")
    assert "Nothing more to decide; 4 left for later." in said
    assert snapshot(toy / "seeds") == before


def test_the_queue_is_filtered(toy: Path, article: Path) -> None:
    """``--only`` shows a kind, what came with an article, or what has some words, whatever their accents."""
    run(toy, "add", str(article), *ADD)
    kinds = {i["kind"] for i in json.loads(run(toy, "review", "--only", "draft", "--format", "json"))}
    assert kinds == {"draft"}
    assert len(json.loads(run(toy, "review", "--only", "the-post-2024", "--format", "json"))) > 3
    assert [i["id"] for i in json.loads(run(toy, "review", "--only", "d\u00e9legate", "--format", "json"))] == [
        "dora-delegate"
    ]
    assert json.loads(run(toy, "review", "--only", "gazette-2024", "--format", "json")) == []


def test_reject_a_source(toy: Path, article: Path) -> None:
    """Rejecting a draft source removes its drafts and questions."""
    before = snapshot(toy / "seeds")
    run(toy, "add", str(article), *ADD)
    run(toy, "review", "reject", "the-post-2024")
    after = snapshot(toy / "seeds")
    assert {n for n in after if after[n] != before.get(n)} <= {"originals/the-post-2024.txt", "rulings.yml"}
    assert b"question" not in after["rulings.yml"]


def test_nothing_confirmed_rests_on_a_draft(toy: Path) -> None:
    """A confirmed conflict on a draft source and a confirmed statement of a draft speaker are both refused."""
    gazette = toy / "seeds/articles/gazette-2024.md"
    gazette.write_text(
        gazette.read_text(encoding="utf-8").replace("role: seed", "role: seed\nreview: draft"), encoding="utf-8"
    )
    said = run(toy, "check", status=1)
    (conflict,) = (toy / "seeds/registry/conflicts").glob("*.yml")
    assert f"HB313 '{conflict.stem}' cites the draft source gazette-2024" in said
    gazette.write_text(gazette.read_text(encoding="utf-8").replace("review: draft\n", ""), encoding="utf-8")
    ann = toy / "seeds/registry/actors/ann-example.yml"
    ann.write_text(ann.read_text(encoding="utf-8") + "review: draft\n", encoding="utf-8")
    assert "HB313 2b is attributed to the draft entry ann-example" in run(toy, "check", status=1)


def test_offices_are_compared(toy: Path) -> None:
    """A new source's titles are set beside the offices that entries have."""
    corpus = publish.read(toy / "seeds")[0].corpus
    found = review.compare(
        corpus, "gazette-2024", "It was said that Minister Ann Example came. Later Ambassador Ann Example left."
    )
    assert any(f.startswith("confirms ann-example") for f in found)
    assert any("Ambassador" in f and not f.startswith("confirms") for f in found)
    found = review.compare(corpus, "gazette-2024", "Colonel Ann Example came.")
    assert found == ["new ann-example: Gazette 2024 has 'Colonel'; the entry has no rank"]


# -- faults


def made_files(number: int) -> dict[str, bytes]:
    return {f"registry/actors/n{i}.yml": f"run {number} file {i}\n".encode() * 200 for i in range(12)} | {
        "rulings.yml": f"run {number}\n".encode() * 500
    }


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_killed_at_any_moment(tmp_path: Path) -> None:
    """Killed a hundred times or more at random moments of a run: afterwards all its files are there, or none."""
    seeds = tmp_path / "seeds"
    (seeds / "registry/actors").mkdir(parents=True)
    rng = random.Random(7)
    outcomes = {"old": 0, "new": 0}
    state, number, took = -1, 0, 0.03

    def begin(files: dict[str, bytes]) -> int:
        child = os.fork()
        if child == 0:
            with store.locked(seeds):
                expected = {n: (seeds / n).read_bytes() if (seeds / n).is_file() else None for n in files}
                store.write(seeds, files, expected)
            os._exit(0)
        return child

    # How long a run takes differs between machines, and within a minute on a busy one.
    while number < 100 or (min(outcomes.values()) < 5 and number < 600):
        files = made_files(number)
        if number % 20 == 0:
            started = time.monotonic()
            os.waitpid(begin(files), 0)
            took = time.monotonic() - started
        else:
            child = begin(files)
            time.sleep(rng.random() * took * 1.3)
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        with store.locked(seeds):
            pass
        now = {n: (seeds / n).read_bytes() if (seeds / n).is_file() else None for n in files}
        if now == files:
            outcomes["new"] += number % 20 != 0
            state = number
        else:
            assert now == (made_files(state) if state >= 0 else dict.fromkeys(files)), f"half-written in run {number}"
            outcomes["old"] += 1
        number += 1
    assert sorted(p.name for p in seeds.iterdir()) == [".lock", "registry", "rulings.yml"]
    assert min(outcomes.values()) >= 5


def test_disk_full(toy: Path, article: Path) -> None:
    """When the disk takes no more, there is a message and the seeds are as they were."""
    before = snapshot(toy / "seeds")
    program = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300));"
        "from handbook.cli import run; sys.argv = ['handbook', *sys.argv[1:]]; run()"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", program, "add", str(article), *ADD, "--seeds", str(toy / "seeds")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert "HB120" in done.stdout
    assert "Traceback" not in done.stderr
    with store.locked(toy / "seeds"):
        pass
    assert snapshot(toy / "seeds") == before


@pytest.mark.skipif(os.name == "nt", reason="permissions are other things there")
def test_read_only_folder(toy: Path, article: Path) -> None:
    """A folder that may not be written to is named, with the mend (root must first give up its power to write anyway)."""
    powerless = (
        [shutil.which("setpriv"), "--bounding-set", "-dac_override,-dac_read_search,-fowner"]
        if os.getuid() == 0
        else []
    )
    if powerless and powerless[0] is None:
        pytest.skip("setpriv is not installed")
    before = snapshot(toy / "seeds")
    (toy / "seeds").chmod(0o555)
    command = [*powerless, sys.executable, "-m", "handbook", "add", str(article), *ADD, "--seeds", str(toy / "seeds")]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    (toy / "seeds").chmod(0o755)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "cannot be written" in done.stdout
    assert snapshot(toy / "seeds") == before


def test_two_runs_at_once(toy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While one run holds the folder another is told so."""
    monkeypatch.setattr(store, "WAIT", 0.2)
    with store.locked(toy / "seeds"), pytest.raises(store.StoreError) as caught, store.locked(toy / "seeds"):
        pass
    assert "another run" in caught.value.problem.message


def test_a_file_changed_meanwhile(toy: Path, article: Path) -> None:
    """What an editor saves while the command runs is not overwritten: nothing is written, and it says so."""
    context, _ = publish.read(toy / "seeds")
    made, problems = add.prepare(context, article, OPTIONS)
    assert made is not None, problems
    (toy / "seeds/articles/the-post-2024.md").write_text("mine\n", encoding="utf-8")
    before = snapshot(toy / "seeds")
    with pytest.raises(store.StoreError) as caught:
        add.write(toy / "seeds", made)
    assert "changed while" in caught.value.problem.message
    assert snapshot(toy / "seeds") == before


def test_no_way_out_of_the_folder(toy: Path) -> None:
    """A name that leads outside, or through a link, is refused."""
    (toy / "seeds" / "link").symlink_to(toy)
    for name in ("../x", "link/x"):
        with pytest.raises(store.StoreError):
            store.write(toy / "seeds", {name: b"x"}, {name: None})
    assert not (toy / "x").exists()


def test_large_articles_are_bounded(tmp_path: Path) -> None:
    """A line of 5 MB, 100,000 paragraphs: refused in a message, in seconds."""
    for text, words in (("T\n\n" + "a " * 2_500_000, "characters"), ("T\n" + "p\n" * 100_000, "paragraphs")):
        path = tmp_path / "big.txt"
        path.write_text(text, encoding="utf-8")
        made, _raw, problem = original.read(path)
        assert made is None
        assert problem is not None
        assert words in problem.message
    shutil.rmtree(tmp_path, ignore_errors=True)


# -- decisions that lock nothing


def written(toy: Path, **paragraphs: str) -> None:
    """Write the places of the draft digest: ``p3`` stands for its statement 3a."""
    digest = toy / "seeds/articles/the-post-2024.md"
    text = digest.read_text(encoding="utf-8")
    for name, said in paragraphs.items():
        text = text.replace(f"{name[1:]}a. [pending]", said)
    digest.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("named", [False, True])
def test_a_paragraph_without_a_statement(toy: Path, article: Path, named: bool) -> None:
    """The documented way to say that a paragraph has nothing locks nothing; on confirming its drafts rest on what names them, or go."""
    run(toy, "add", str(article), *ADD)
    said = (
        "4a. Borealis signed a paper, said Dora Delegate.\n  also-from: 3" if named else "4a. Borealis signed a paper."
    )
    written(toy, p3="3. [no statement: background]", p4=said)
    assert "0 problems" in run(toy, "check")
    assert "[draft dora-delegate]" in run(toy, "review", "--list")
    second = toy / "second.txt"
    second.write_text("Late news\n\nAlba rested.\n", encoding="utf-8")
    run(toy, "add", str(second), "--publication", "Daily", "--published", "2024", "--consulted", "2024-06-02")
    before = snapshot(toy / "seeds")
    told = run(toy, "review", "confirm", "the-post-2024")
    corpus = publish.read(toy / "seeds")[0].corpus
    assert "0 problems" in run(toy, "check")
    if named:
        # Paragraph 3 named her, and now 4a does.
        assert [str(c) for c in corpus.actors["dora-delegate"].cite] == ["the-post-2024/4a"]
        run(toy, "review", "confirm", "dora-delegate", "Foreign minister of Borealis.")
        run(toy, "undo")
    else:
        assert "dora-delegate" not in corpus.actors
        assert f"removed {Path('seeds/registry/actors/dora-delegate.yml')}" in told
    run(toy, "undo")
    assert snapshot(toy / "seeds") == before


def test_a_merge_then_a_rename(toy: Path, article: Path) -> None:
    """Rulings, speakers, parties and notes follow the entry that they name to its new id."""
    run(toy, "add", str(article), *ADD)
    run(toy, "review", "merge", "Ann Exampel", "dora-delegate")
    written(toy, p3="3a. [attributed: dora-delegate] Dora Delegate promised ships.")
    run(toy, "review", "rename", "dora-delegate", "Dora D. Delegate")
    context, report = publish.read(toy / "seeds")
    assert report.problems == []
    assert [r.entry for r in context.corpus.rulings if r.text == "Ann Exampel"] == ["dora-d-delegate"]
    assert [
        s.speaker for s in context.corpus.statements.values() if s.label == "3a" and s.source == "the-post-2024"
    ] == ["dora-d-delegate"]
    # What somebody said in a digest is changed by nobody else.
    said = run(toy, "review", "reject", "dora-d-delegate", status=1)
    assert "statement 3a of 'the-post-2024' is attributed to 'dora-d-delegate'" in said
    assert "change seeds/articles/the-post-2024.md first" in said


def test_a_renamed_entry_keeps_the_name_that_is_used(toy: Path, article: Path) -> None:
    """The old name stays as a further one where a statement uses it, and only there; accents make no other name."""
    run(toy, "add", str(article), *ADD)
    run(toy, "review", "rename", "harbour-bank", "The Bank")
    assert publish.read(toy / "seeds")[0].corpus.actors["the-bank"].names == ()
    written(toy, p3="3a. Dora Delegate promised ships.")
    run(toy, "review", "rename", "dora-delegate", "Dóra Delégate")
    corpus = publish.read(toy / "seeds")[0].corpus
    assert corpus.actors["dora-delegate"].names == ()
    run(toy, "review", "rename", "dora-delegate", "Dora D. Minister")
    (name,) = publish.read(toy / "seeds")[0].corpus.actors["dora-d-minister"].names
    assert (name.text, [str(c) for c in name.cite]) == ("Dóra Delégate", ["the-post-2024/3a"])
    assert "0 problems" in run(toy, "check")


def test_undo_is_guarded(toy: Path, article: Path) -> None:
    """What was edited since is not undone: the file is named, and nothing changes; back to a number all is taken back in order."""
    before = snapshot(toy / "seeds")
    run(toy, "add", str(article), *ADD)
    added = snapshot(toy / "seeds")
    run(toy, "review", "reject", "harbour-bank")
    listed = run(toy, "undo", "--list").splitlines()
    assert [line.split(maxsplit=3)[3] for line in listed[:2]] == [
        "review reject harbour-bank (3 files)",
        f"add the-post-2024 ({sum(added[n] != before.get(n) for n in added)} files)",
    ]
    rulings = toy / "seeds/rulings.yml"
    held = rulings.read_bytes()
    rulings.write_bytes(held + b"# mine\n")
    now = snapshot(toy / "seeds")
    said = run(toy, "undo", status=1)
    assert (
        "seeds/rulings.yml HB121 this file was changed after 'review reject harbour-bank'; nothing was undone" in said
    )
    assert snapshot(toy / "seeds") == now
    rulings.write_bytes(held)
    assert "there is no change 7" in run(toy, "undo", "7", status=1)
    assert run(toy, "undo", "1").count("undone: ") == 2
    assert snapshot(toy / "seeds") == before


def test_undo_of_several_is_all_or_nothing(toy: Path, article: Path) -> None:
    """Where one of several changes cannot be undone none is; what a person wrote is moved away, not lost."""
    before = snapshot(toy / "seeds")
    run(toy, "add", str(article), *ADD)
    written(toy, p3="3a. Dora Delegate promised ships.", p4="4a. Borealis signed a paper.")
    run(toy, "review", "confirm", "the-post-2024")
    run(toy, "review", "reject", "dora-delegate")
    now = snapshot(toy / "seeds")
    said = run(toy, "undo", "1", status=1)
    assert (
        "seeds/articles/the-post-2024.md HB121 this file was changed after 'add the-post-2024'; nothing was undone"
        in said
    )
    assert "move it elsewhere" in said
    assert snapshot(toy / "seeds") == now
    run(toy, "undo", "2")
    (toy / "seeds/articles/the-post-2024.md").rename(toy / "mine.md")
    run(toy, "undo", "1")
    assert snapshot(toy / "seeds") == before


def test_a_draft_of_another_kind(toy: Path, article: Path) -> None:
    """What the machine took for a body may be a company, or a place; a party of an agreement can be no place."""
    run(toy, "add", str(article), *ADD)
    said = run(toy, "review", "kind", "dora-delegate", "compny", status=1)
    assert "did you mean 'company'?" in said
    run(toy, "review", "kind", "dora-delegate", "government")
    assert publish.read(toy / "seeds")[0].corpus.actors["dora-delegate"].kind == "government"
    assert "speaks or acts" in run(toy, "review", "kind", "harbour-bank", "place", status=1)
    before = snapshot(toy / "seeds")
    run(toy, "review", "kind", "dora-delegate", "place")
    corpus = publish.read(toy / "seeds")[0].corpus
    assert corpus.terms["dora-delegate"].kind == "place"
    assert "dora-delegate" not in corpus.actors
    run(toy, "undo")
    assert snapshot(toy / "seeds") == before


def test_a_journal_from_somebody_else(toy: Path) -> None:
    """An entry that names what is no file of the seeds, or is none of ours, is refused; nothing outside is touched."""
    (toy / "seeds/.journal").mkdir()
    outside = toy / "mine.txt"
    outside.write_text("mine", encoding="utf-8")
    for name, files in (("../mine.txt", "x"), ("/etc/passwd", "x"), (".journal/000001.json", "x"), ("rulings.yml", 7)):
        entry = {
            "when": "2024-01-01T00:00:00+00:00",
            "what": "add x",
            "files": [{"name": name, "before": None, "after": files}],
        }
        (toy / "seeds/.journal/000001.json").write_text(json.dumps(entry), encoding="utf-8")
        assert "this is not an entry that a command left" in run(toy, "undo", status=1)
        assert "this is not an entry that a command left" in run(toy, "undo", "--list", status=1)
    assert outside.read_text(encoding="utf-8") == "mine"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_undo_killed_at_any_moment(toy: Path, article: Path) -> None:
    """An undoing that is killed is done wholly or not at all, its entry in the journal with it."""
    run(toy, "add", str(article), *ADD)
    seeds = toy / "seeds"
    rng = random.Random(3)
    outcomes = set()
    for number in range(40):
        run(toy, "review", "reject", "dora-delegate")
        after, child = snapshot(seeds), os.fork()
        if child == 0:
            with store.locked(seeds):
                journal.undo(seeds)
            os._exit(0)
        time.sleep(rng.random() * 0.06 if number % 4 else 0.4)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with store.locked(seeds):
            undone = len(journal.entries(seeds)) == 1
        outcomes.add(undone)
        assert (snapshot(seeds) == after) is not undone
        if not undone:
            run(toy, "undo")
    assert outcomes == {True, False}
