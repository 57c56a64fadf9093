"""Statements are placed at the claims that they support or speak against."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import typer

from handbook.adding import placing

from .posts import PACT, POST, SAYS, SUPPORTED, with_post
from .running import handbook


def test_placing(toy: Path) -> None:
    """A statement that supports no claim gets the right one proposed, and one command writes it into the record's line."""
    context = with_post(toy, SAYS)
    (waiting,) = [s for s in placing.unplaced(context.corpus) if s.source == "post-2024"]
    proposed = placing.Index(context.corpus, context.mentions).propose(waiting, context.mentions[waiting.citation])
    assert "north-pact#signed" in [p.key for p in proposed]
    before = (toy / PACT).read_text(encoding="utf-8")
    done = handbook("place", "post-2024/2a", "north-pact#signed", cwd=toy)
    assert done.returncode == 0, done.stderr
    assert (toy / PACT).read_text(encoding="utf-8") == before.replace(*SUPPORTED)
    again = handbook("place", "post-2024/2a", "north-pact#signed", cwd=toy)
    assert again.returncode == 1
    assert "stands at 'north-pact#signed' already" in again.stdout + again.stderr


def test_placing_against_says_what_is_next(toy: Path) -> None:
    """Of a claim that is contradicted the command says that it shows as disputed, where its question is written, and how to undo it."""
    with_post(toy, SAYS)
    done = handbook("place", "post-2024/2a", "north-pact#signed", "--against", cwd=toy)
    assert done.returncode == 0, done.stderr
    assert "seeds/registry/conflicts" in done.stderr.replace("\\", "/").replace("\n", "")
    assert "To undo: handbook undo 1" in done.stderr


@pytest.mark.parametrize(
    ("origin", "settled", "said"),
    [
        ("", "", "until then the claim shows as disputed"),
        ("origin: The Gazette\n", "", "does not show as disputed"),
        ("", ", settled: The Post errs.", "stays settled"),
    ],
)
def test_placing_against_says_whether_it_shows_as_disputed(toy: Path, origin: str, settled: str, said: str) -> None:
    """Only of a claim that shows as disputed with the statement the command says so: not if both are of one origin, nor if it is settled."""
    (toy / "seeds/articles/echo-2024.md").write_text(
        POST.format(origin="", text="2a. Alba signed the North Pact in March 2024.").replace("post-2024", "echo-2024"), encoding="utf-8"
    )  # fmt: skip
    change = SUPPORTED[0] + (f", against: [echo-2024/2a]{settled}" if settled else "")
    with_post(toy, SAYS.replace("in February", "in April"), origin, (SUPPORTED[0], change))
    done = handbook("place", "post-2024/2a", "north-pact#signed", "--against", cwd=toy)
    assert done.returncode == 0, done.stderr
    told = " ".join(done.stderr.split())
    assert said in told
    assert ("shows as disputed" in told) is not bool(origin or settled)


def test_placing_against_in_a_closed_question(toy: Path) -> None:
    """Where a resolved disagreement is about the claim, the command does not say that it shows as disputed, and names the disagreement."""
    with_post(toy, SAYS.replace("in February", "in April"))
    conflict = toy / "seeds/registry/conflicts/how-many-ships.yml"
    written = conflict.read_text(encoding="utf-8").replace("open", "resolved").replace("[borealis]", "[north-pact]")
    conflict.write_text(written + "claims: [north-pact#signed]\n", encoding="utf-8")
    done = handbook("place", "post-2024/2a", "north-pact#signed", "--against", cwd=toy)
    assert done.returncode == 0, done.stderr
    assert "does not show as disputed: how-many-ships settles it" in " ".join(done.stderr.split())


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["post-2024/9a", "north-pact#signed"], "there is no statement"),
        (["post-2024", "north-pact#signed"], "'post-2024' is no statement"),
        (["nothing"], "'nothing' is no statement"),
        (["post-2024/9a"], "there is no statement 'post-2024/9a'"),
        (["post-2024/2a", "north-pact#singed"], "did you mean 'north-pact#signed'"),
        (["post-2024/2a"], "no claim is named"),
    ],
)
def test_placing_what_is_not_there(toy: Path, words: list[str], message: str) -> None:
    """A statement or claim that is not there is one message, and nothing changes."""
    with_post(toy, SAYS)
    before = (toy / PACT).read_text(encoding="utf-8")
    done = handbook("place", *words, cwd=toy)
    assert done.returncode == 1
    assert message in done.stdout + done.stderr
    assert (toy / PACT).read_text(encoding="utf-8") == before


def unplaced_count(toy: Path) -> int:
    """How many statements support no claim, as the command lists them."""
    listed = handbook("place", "--list", cwd=toy).stdout
    return int(re.search(r"(\d+) of \d+ statements support no claim", listed)[1])


def test_placing_one_by_one(toy: Path) -> None:
    """In the terminal one key accepts a proposal, a minus before it speaks against, and what is no key is asked again."""
    with_post(toy, SAYS)
    count = unplaced_count(toy)
    done = handbook("place", cwd=toy, given="l\n" * (count - 1) + "z\n9\n\n--1\n-1\n")
    for typed in ("z", "9", "", "--1"):
        assert f"'{typed}' is none of these; nothing was placed" in done.stdout
    assert "[l]ater, [q]uit: " in done.stdout
    assert "against: [" in "".join(p.read_text(encoding="utf-8") for p in (toy / "seeds/registry").rglob("*.yml"))
    assert done.stdout.rstrip().endswith(f"Placed: 1, written already. Left for later: {count - 1}."), done.stdout


@pytest.mark.parametrize("last", ["q\n", ""])
def test_leaving_says_what_is_kept(toy: Path, last: str) -> None:
    """Quitting and the end of the input leave in the same way, and say what was placed and what was not."""
    with_post(toy, SAYS)
    done = handbook("place", cwd=toy, given=f"1\n{last}")
    assert done.returncode == 0
    assert "Aborted" not in done.stdout + done.stderr
    assert done.stdout.rstrip().endswith("Placed: 1, written already. Left for later: 0."), done.stdout


def test_others_may_work_while_a_person_thinks(toy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a question waits the seeds are not locked; what somebody else placed meanwhile is refused and asked again."""
    with_post(toy, SAYS)
    waiting = json.loads(handbook("place", "--format", "json", cwd=toy).stdout)[0]
    statement, first = waiting["statement"], waiting["claims"][0]["claim"]
    answers = iter(["1", "2", "q"])

    def prompt(*_words: object, **_options: object) -> str:
        answer = next(answers)
        if answer == "1":
            assert handbook("place", statement, first, cwd=toy).returncode == 0
        return answer

    monkeypatch.setattr(typer, "prompt", prompt)
    done = handbook("place", cwd=toy)
    assert done.returncode == 0, done.stderr
    assert f"{statement} stands at '{first}' already" in done.stdout
    assert "Placed: 1, written already." in done.stdout


def test_what_is_left_for_later_is_told(toy: Path) -> None:
    """That nothing is to be placed is said only where nothing is left."""
    with_post(toy, SAYS)
    count = unplaced_count(toy)
    done = handbook("place", cwd=toy, given="l\n" * count)
    assert "Nothing" not in done.stdout
    assert done.stdout.rstrip().endswith(f"Placed: 0, written already. Left for later: {count}.")


def test_unplaced_statements_are_listed(toy: Path) -> None:
    """``check --unplaced`` lists what supports no claim, with its place."""
    with_post(toy, SAYS)
    done = handbook("check", "--unplaced", cwd=toy)
    assert re.search(r"seeds/articles/post-2024\.md:13 post-2024/2a ", done.stdout), done.stdout
