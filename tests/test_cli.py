"""The command line: one clear message for each mistake, right exit status, no traceback."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from .adding_articles import snapshot
from .conftest import PROJECT, TOY
from .running import handbook

COMMANDS = (
    "add",
    "new",
    "build",
    "pdf",
    "epub",
    "check",
    "cite",
    "convert",
    "desk",
    "serve",
    "query",
    "release",
    "review",
    "schema",
    "undo",
    "evaluate",
    "explore",
    "export",
    "mcp",
    "publish",
    "reconcile",
)


def run(*arguments: str, cwd: Path = PROJECT) -> subprocess.CompletedProcess[str]:
    return handbook(*arguments, cwd=cwd)


@pytest.mark.parametrize("command", COMMANDS)
def test_help(command: str) -> None:
    """Every command explains itself and its options."""
    done = run(command, "--help")
    assert done.returncode == 0
    assert "Usage" in done.stdout
    assert "--help" in done.stdout


def test_version() -> None:
    """The version is that of the engine."""
    done = run("--version")
    assert done.stdout.startswith("handbook 0.")


def test_away_from_the_project(tmp_path: Path) -> None:
    """Outside any project the commands stop and say so, and leave no file behind."""
    done = run("query", "actor", "mali", cwd=tmp_path)
    assert done.returncode == 2
    assert "there is no handbook.toml" in done.stderr
    done = run("review", "--list", "--seeds", str(tmp_path / "none"), cwd=tmp_path)
    assert done.returncode == 1
    assert "there is no such seeds folder" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_missing_seeds_folder_is_one_message(tmp_path: Path) -> None:
    """Commands that read the seeds and those that write into them say the same of a folder that is not there."""
    none = tmp_path / "none"
    commands = ("check", "build", "review", "undo", "place", "desk")
    said = {run(command, "--seeds", str(none)).stdout.splitlines()[0] for command in commands}
    assert len(said) == 1, said
    assert (
        "none HB100 there is no such seeds folder (run the command in the project, or name one with --seeds"
        in said.pop()
    )


def test_check_good() -> None:
    """A clean corpus with its originals ends with counts and status 0."""
    done = run("check", "--seeds", str(TOY / "seeds"), "--originals", str(TOY / "originals"))
    assert done.returncode == 0
    assert done.stdout == "originals: 3 verified, 0 failed, 0 not checked\n0 problems\n"


def test_check_bad(toy: Path) -> None:
    """A broken corpus lists problems as file:line code message (mend), status 1, and the same as JSON."""
    (toy / "seeds" / "registry" / "actors" / "alba.yml").write_text(
        "id: alba\nkind: stat\nname: Alba\ngloss: G.\ncite: [gazette-2024/2a]\n", encoding="utf-8"
    )
    done = run("check", "--seeds", str(toy / "seeds"))
    assert done.returncode == 1
    assert (
        "seeds/registry/actors/alba.yml:2 HB206 'kind' cannot be 'stat' (did you mean 'state'?)"
        in done.stdout.splitlines()
    )
    found = run("check", "--seeds", str(toy / "seeds"), "--format", "json")
    assert found.returncode == 1
    first = next(p for p in json.loads(found.stdout)["problems"] if p["code"] == "HB206")
    assert first == {
        "file": "seeds/registry/actors/alba.yml",
        "line": 2,
        "code": "HB206",
        "message": "'kind' cannot be 'stat'",
        "mend": "did you mean 'state'?",
    }


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("check", "--seeds", "no/such"), 1, "there is no such seeds folder"),
        (("check", "--originals", "no/such"), 2, "there is no folder"),
        (("convert", "no/such.txt"), 1, "there is no such file"),
        (("evaluate", "no/such"), 1, "no annotated text"),
        (("frobnicate",), 2, "No such command"),
        (("build", "--language", "de"), 2, "The interface is not translated into 'de' (there are en, fr)"),
        (("check", "--format", "xml"), 2, "Invalid value for '--format': 'xml' is not one of"),
    ],
)
def test_mistakes(arguments: tuple[str, ...], status: int, words: str) -> None:
    """A mistake in the call is one message and a status that is not 0."""
    done = run(*arguments)
    assert done.returncode == status
    assert words in done.stdout + done.stderr


def test_convert_writes_pages(toy: Path) -> None:
    """Convert makes the pages without Sphinx; run again it writes nothing."""
    first = run("convert", "--seeds", str(toy / "seeds"), "--docs", str(toy / "docs"))
    assert first.returncode == 0
    assert (toy / "docs" / "_build" / "myst" / "actors" / "alba.md").is_file()
    second = run("convert", "--seeds", str(toy / "seeds"), "--docs", str(toy / "docs"))
    assert ": 0 written, 0 removed" in second.stderr


def test_convert_prints_any_article(tmp_path: Path) -> None:
    """Given a plain-text article it prints that article's page."""
    (tmp_path / "a.txt").write_text("Title\n\nSome *text*.\n", encoding="utf-8")
    done = run("convert", str(tmp_path / "a.txt"))
    assert done.returncode == 0
    assert done.stdout == "# Title\n\n[¶2]{.hb-para} Some \\*text\\*\\.\n"


def test_read_only_target(toy: Path) -> None:
    """A folder that cannot be written is a message with its name, status 1."""
    (toy / "blocked").write_text("a file, not a folder", encoding="utf-8")
    done = run("convert", "--seeds", str(toy / "seeds"), "--docs", str(toy / "blocked"))
    assert done.returncode == 1
    assert "blocked" in done.stderr


def test_build_of_the_toy(toy: Path) -> None:
    """Build makes the site and says where it is; a broken seed stops it before Sphinx."""
    done = run("build", "--seeds", str(toy / "seeds"), "--docs", str(toy / "docs"), "--out", str(toy / "site" / "html"))
    assert done.returncode == 0, done.stderr
    assert (toy / "site" / "html" / "index.html").is_file()
    assert "The site is in" in done.stderr
    (toy / "seeds" / "registry" / "actors" / "alba.yml").write_text("id: alba\n", encoding="utf-8")
    broken = run(
        "build", "--seeds", str(toy / "seeds"), "--docs", str(toy / "docs"), "--out", str(toy / "site2" / "html")
    )
    assert broken.returncode == 1
    assert "HB104" in broken.stdout
    assert not (toy / "site2").exists()


def test_help_shows_words_in_brackets() -> None:
    """Help texts are shown as written: '[nlp]' and '[default: ...]' are words, not markup."""
    done = subprocess.run(
        [sys.executable, "-m", "handbook", "evaluate", "--help"], capture_output=True, text=True, check=True
    )
    words = " ".join(done.stdout.split())
    assert "Use the models of the extras [nlp] (for English) and [ru] besides the rules." in words
    assert "[default: the project's]" in words


@pytest.mark.parametrize(
    ("options", "said"),
    [((), "offsets alone need --originals"), (("--originals", "."), "name the folder that has it with --originals")],
)
def test_evaluate_without_texts(options: tuple[str, ...], said: str, tmp_path: Path) -> None:
    """An annotation in offsets whose text is not at hand is a message that names the option."""
    done = run(
        "evaluate", str(PROJECT / "seeds/annotations"), "--seeds", str(PROJECT / "seeds"), *options, cwd=tmp_path
    )
    assert done.returncode == 1
    assert said in done.stdout


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"mentions": {}}, "mentions is not a list"),
        ({"dates": ["2024"]}, "item 1 of dates is not an object"),
        ({"dates": [{"start": 0, "end": 1}]}, "item 1 of dates has no 'edtf'"),
        ({"quantities": [{"start": 0, "end": 1, "value": "many"}]}, "the value of item 1 of quantities is no number"),
        ({"quotes": [{"start": "0", "end": 1, "kind": "direct", "speaker": ""}]}, "a place of item 1 of quotes"),
        ({"agreements": [{"evidence": []}]}, "the evidence of item 1 of agreements has no start and end"),
    ],
)  # fmt: skip
def test_evaluate_of_what_is_no_annotation(wrong: dict[str, object], said: str, tmp_path: Path) -> None:
    """An annotation of another shape is one message that names the item."""
    rows = [{"n": 1, "start": 0, "end": 5, "text": "Hello"}]
    data = {"anchor": "2024", "paragraphs": rows, "mentions": [], **wrong}
    (tmp_path / "a.json").write_text(json.dumps(data), encoding="utf-8")
    done = run("evaluate", str(tmp_path), "--seeds", str(PROJECT / "tests/toy/seeds"))
    assert done.returncode == 1
    assert f"HB101 not an annotation: {said}" in done.stdout


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("export turtle --to handbook.toml", "what the handbook says of itself"),
        ("export turtle --to seeds/rulings.yml", "among the seeds"),
        ("export vault --to seeds", "among the seeds"),
        ("export vault --to .", "holds the seeds"),
        ("build --out docs", "among the pages"),
        ("build --out docs/about", "among the pages"),
        ("build --out .", "holds the seeds"),
        ("pdf --out seeds", "among the seeds"),
        ("epub --out seeds/registry", "among the seeds"),
        ("convert --out docs", "among the pages"),
        ("publish --url https://example.org/ --to seeds/new", "among the seeds"),
        ("publish --url https://example.org/ --to public --deposit seeds/a.zip", "among the seeds"),
    ],
)
def test_nothing_is_written_over_what_people_write(toy: Path, command: str, words: str) -> None:
    """No command writes what it makes among seeds and pages, or over handbook.toml: it ends before, and says where it may."""
    before = snapshot(toy)
    done = run(*command.split(), cwd=toy)
    assert done.returncode == 2
    assert words in done.stderr
    assert "such as docs/_build" in done.stderr
    assert snapshot(toy) == before


def test_outputs_beside_the_pages(toy: Path) -> None:
    """What lies in a folder of pages whose name begins with a line is no page, and may be written."""
    assert run("export", "turtle", "--to", "docs/_static/a.ttl", cwd=toy).returncode == 0


def test_no_change_has_the_number_nought(toy: Path) -> None:
    """``undo 0`` takes nothing back: it is the number of no change."""
    run("place", "gazette-2024/2b", "north-pact#signed", cwd=toy)
    done = run("undo", "0", cwd=toy)
    assert (done.returncode, "there is no change 0" in done.stdout) == (1, True)
    assert "1 change can be undone" in run("undo", "--list", cwd=toy).stdout


def test_a_language_without_catalogue_is_told(toy: Path) -> None:
    """A further language for which the interface has no words makes no pages, and the build says so."""
    path = toy / "handbook.toml"
    path.write_text('languages = ["de"]\n' + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert "no pages in it" in run("build", cwd=toy).stderr
