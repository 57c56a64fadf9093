"""The command line explains itself, says as much as one wants, and completes names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .running import handbook


def test_help_has_whole_sentences() -> None:
    """The list of commands cuts no sentence off."""
    done = handbook("--help")
    assert done.returncode == 0
    assert "..." not in done.stdout.partition("Commands:")[2]
    said = " ".join(done.stdout.split())
    assert "Prepare drafts from articles: a source with its locators, new names and agreements, open questions." in said
    assert "--install-completion" in said


def test_quiet_and_verbose(toy: Path) -> None:
    """With -q a build that succeeds says nothing, without it what it did, with -v how long each step took; problems are said always."""
    places = ("--seeds", toy / "seeds", "--docs", toy / "docs", "--out", toy / "out")
    done = handbook("convert", *places, cwd=toy)
    assert re.fullmatch(r"\d+ files in out: \d+ written, 0 removed\.\n", done.stderr)
    done = handbook("convert", "-q", *places, cwd=toy)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    done = handbook("convert", "-v", *places, cwd=toy)
    assert re.search(r"^seeds: read and checked in \d+\.\d s, with what the last run kept$", done.stderr, re.M)
    (toy / "seeds/registry/actors/alba.yml").write_text("id: alba\n", encoding="utf-8")
    done = handbook("convert", "--quiet", *places, cwd=toy)
    assert done.returncode == 1
    assert "HB104" in done.stdout
    # What one command was told is forgotten by the next.
    assert handbook("undo", "--list", "--seeds", toy / "seeds", cwd=toy).stdout == "There is nothing to undo.\n"


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("rev", {"review"}),
        ("undo --l", {"--list"}),
        ("review con", {"confirm"}),
        ("review confirm ann", {"ann-example"}),
        ("review confirm al", set()),
        ("review merge ann-example al", {"alba"}),
    ],
)
def test_completion(toy: Path, typed: str, offered: set[str]) -> None:
    """A shell completes commands, options, decisions, and the ids of drafts and records of the project."""
    ann = toy / "seeds/registry/actors/ann-example.yml"
    ann.write_text(ann.read_text(encoding="utf-8") + "review: draft\n", encoding="utf-8")
    words = f"handbook {typed}"
    asked = {"_HANDBOOK_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(len(words.split()) - 1)}
    done = handbook(cwd=toy, **asked)
    assert set(done.stdout.split()) == offered, done.stdout + done.stderr
