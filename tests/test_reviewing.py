"""What is decided of drafts, from the queue to a confirmed entry, merged, renamed, rejected and undone."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from handbook import publish
from handbook.cli import app, load
from handbook.kinds import Review, RulingKind

from .adding_articles import ADD, run, snapshot, written


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
    assert "HB123" in run(toy, "review", "rename", "dora-d-delegate", "x" * 400, status=1)
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
    # What was let stand is no problem of the check, until it says something else.
    check = ["check", "--originals", str(toy / "seeds/originals")]
    # To say how it quotes, and whom, is another matter.
    said = run(toy, *check, status=int('"' in says))
    assert "1 let stand by a ruling" in said
    assert "HB50" not in said
    text = digest.read_text(encoding="utf-8")
    digest.write_text(text.replace(says.split("\n")[0], f"{says.split(chr(10))[0]} Again."), encoding="utf-8")
    said = run(toy, *check, status=1)
    assert "HB403" in said
    assert re.search("HB50[67]", said)


def test_no_reason_makes_a_locator_right(toy: Path, article: Path) -> None:
    """A paragraph that the original does not have is mended, whatever is said of it."""
    run(toy, "add", str(article), *ADD)
    digest = toy / "seeds" / "articles" / "the-post-2024.md"
    text = re.sub(r"^(\d+)a\. \[pending\]\n(?:  .*\n)*", r"\1. [no statement: background]\n", digest.read_text(encoding="utf-8"), flags=re.M)  # fmt: skip
    digest.write_text(text + "\n99a. Alba signed.\n", encoding="utf-8")
    refused = run(toy, "review", "confirm", "the-post-2024", "--reason", "It does.", status=1)
    assert "there is no paragraph 99" in refused
    assert "--reason" not in refused


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


def test_the_end_of_the_input_says_what_is_kept(toy: Path, article: Path) -> None:
    """Where the input ends in the middle of the queue, it is said what was decided and that it is written."""
    run(toy, "add", str(article), *ADD)
    assert "Decided: 1, written already. Left for later: 1." in run(
        toy, "review", "--only", "question", stdin="m\n1\nl\n"
    )


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


@pytest.mark.parametrize(
    ("words", "said", "mend"),
    [
        (("review", "rename"), "rename what?", "handbook review --list shows what waits"),
        (("review", "kind", "dora-delegate"), "no new kind is given", "person"),
        (("review", "rename", "dora-delegate"), "no new name is given", "handbook review rename dora-delegate"),
        (
            ("review", "confirm", "nothing"),
            "nothing that waits is called 'nothing'",
            "handbook review --list shows what waits",
        ),
        (
            ("review", "confirm", "dora-delegat"),
            "nothing that waits is called 'dora-delegat'",
            "did you mean 'dora-delegate'?",
        ),
        (
            ("review", "merge", "Ann Exampl", "ann-example"),
            "nothing that waits is called 'Ann Exampl'",
            "did you mean 'Ann Exampel'?",
        ),
        (("review", "confirm", "alba"), "'alba' is confirmed already", "handbook review --list shows what waits"),
        (("place", "nosuch/1a", "a#b"), "there is no statement 'nosuch/1a'", "handbook place --list shows them"),
    ],
)
def test_what_is_missing_is_named(toy: Path, article: Path, words: tuple[str, ...], said: str, mend: str) -> None:
    """A decision without its name or its kind, or on a statement that is not there, says what is missing and what to write."""
    run(toy, "add", str(article), *ADD)
    refused = run(toy, *words, status=1)
    assert said in refused
    assert mend in refused
    assert "''" not in refused


@pytest.mark.parametrize(
    ("words", "said", "mend"),
    [
        (("query", "agreement", "nosuch"), "there is no such entry: 'nosuch'", "ids are the names of files in registry/agreements"),
        (("query", "agreement", "alba"), "there is no such entry: 'alba'", "ask for actor alba"),
        (("cite", "nosuch"), "there is no 'nosuch' to cite", "a claim (entry#label)"),
        (("undo", "abc"), "this has to be a number in digits, such as 3.", "number"),
    ],
)  # fmt: skip
def test_no_error_without_a_mend(toy: Path, words: tuple[str, ...], said: str, mend: str) -> None:
    """Where no name is near, commands say what can be asked for; no word of a validator gets to people."""
    refused = run(toy, *words, status=2)
    assert said in refused
    assert mend in refused
    assert "Input should" not in refused


@pytest.mark.parametrize(
    ("licence", "says"), [((), "Next: write the statements in"), (("--licence", "CC BY 4.0"), "Next: look through the statements in")]
)  # fmt: skip
def test_what_comes_next(toy: Path, article: Path, licence: tuple[str, ...], says: str) -> None:
    """After an article whose sentences are its statements nobody is asked to write them."""
    load()
    done = CliRunner().invoke(app, ["add", str(article), *ADD, *licence, "--seeds", str(toy / "seeds")])
    assert done.exit_code == 0, done.output
    assert says in done.output
