"""Drafts are published only when asked for: of people and articles that nobody has confirmed no output has a word."""

from __future__ import annotations

import gzip
import io
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest

from handbook.cli import with_drafts
from handbook.cli.exchanging import Exchange

from .running import handbook

#: An article that is a draft: its witness, title and paper stand nowhere else.
TEXT = """Trouble at the quay

Wanda Witness said on Monday that ships burn in Port Alba.

Alba and Ruritania signed a memorandum on oil in April 2024.
"""
#: What would betray a draft: names, ids, the title, the paper, our words.
SECRETS = ("wanda", "ruritania", "trouble at the quay", "quay courier", "quay-courier", "zebra")
REJECTED = "Rita Rejected"


@pytest.fixture
def drafted(toy: Path) -> Path:
    """The toy with a draft article of which statements are written, its names, and one that was rejected."""
    conf = toy / "docs" / "conf.py"
    conf.write_text(conf.read_text(encoding="utf-8") + 'copyright = "The editors"\nversion = "1"\n', encoding="utf-8")
    article = toy / "quay.txt"
    article.write_text(TEXT.replace("Monday", f"Monday beside {REJECTED}"), encoding="utf-8")
    seeds = ("--seeds", toy / "seeds")
    done = handbook("add", article, "--publication", "Quay Courier", "--published", "2024-05-02", *seeds, cwd=toy)
    assert done.returncode == 0, done.stdout + done.stderr
    digest = toy / "seeds/articles/quay-courier-2024.md"
    digest.write_text(
        digest.read_text(encoding="utf-8")
        .replace("2a. [pending]", "2a. [attributed: wanda-witness] Wanda Witness saw a zebra burn.")
        .replace("3a. [pending]", "3a. Alba and Ruritania signed a memorandum on zebras."),
        encoding="utf-8",
    )
    assert handbook("review", "reject", "rita-rejected", *seeds, cwd=toy).returncode == 0
    assert handbook("review", "rename", "wanda-witness", "Wanda W. Witness", *seeds, cwd=toy).returncode == 0
    text = digest.read_text(encoding="utf-8")
    assert "[attributed: wanda-w-witness]" in text
    return toy


def contents(path: Path) -> Iterator[tuple[str, str]]:
    """What is in the files of a folder, or in a file, unpacked, in small letters."""
    for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
        if file.is_file():
            raw = file.read_bytes()
            yield from ((f"{file}!{name}", text.lower()) for name, text in unpacked(file.name, raw))


def unpacked(name: str, raw: bytes) -> Iterator[tuple[str, str]]:
    """The texts in a file: those of what is packed in it."""
    if raw[:2] == b"\x1f\x8b":
        raw = gzip.decompress(raw)
    if raw.startswith(b"# Sphinx inventory"):
        raw = zlib.decompress(raw.split(b"\n", 4)[4])
    if raw[:5] == b"%PDF-":
        with pymupdf.open(stream=raw) as pdf:
            yield name, "\n".join(page.get_text() for page in pdf) + str(pdf.metadata) + str(pdf.get_toc())
    elif raw[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            for inner in packed.namelist():
                yield from unpacked(inner, packed.read(inner))
    else:
        yield name, name + raw.decode("utf-8", "replace")


def betrayed(path: Path) -> list[str]:
    """Which secrets stand in an output, and where."""
    words = (*SECRETS, REJECTED.lower())
    return sorted({f"{word} in {name}" for name, text in contents(path) for word in words if word in text})


@pytest.mark.parametrize("command", ["build", "convert", "epub", "pdf"])
def test_no_output_has_a_draft(drafted: Path, command: str) -> None:
    """Site, search, data, feed, inventory, pages, EPUB and book have nothing of a draft; a build that was asked for them has."""
    places = ("--seeds", drafted / "seeds", "--docs", drafted / "docs", "--out", drafted / "out" / command)
    done = handbook(command, *places, cwd=drafted)
    assert done.returncode == 0, done.stdout + done.stderr
    assert any((drafted / "out" / command).rglob("*"))
    assert betrayed(drafted / "out" / command) == []
    assert not any(word in (done.stdout + done.stderr).lower() for word in SECRETS)
    if command == "build":
        assert "1 agreement," in done.stderr
        assert "drafts are left out" in done.stderr
    shutil.rmtree(drafted / "out")
    # One form everywhere; that of the book without a word, as it once was, still does.
    asked = ["--drafts"] if command == "epub" else ["--drafts", "all"]
    done = handbook(command, *places, *asked, cwd=drafted)
    assert done.returncode == 0, done.stdout + done.stderr
    told = betrayed(drafted / "out" / command)
    assert {t.partition(" in ")[0] for t in told} >= {"wanda", "ruritania", "zebra"}
    # What was rejected is no draft, and is nobody's business.
    assert not [t for t in told if t.startswith(REJECTED.lower())]


def test_nothing_published_has_a_draft(drafted: Path) -> None:
    """The folder for a host, its frozen edition with what changed since, and the deposit have nothing of a draft."""
    places = ("--seeds", drafted / "seeds", "--docs", drafted / "docs")
    deposit = drafted / "out" / "deposit.zip"
    done = handbook(
        "publish", "--to", drafted / "out" / "host", "--url", "https://handbook.example/", "--freeze", "--deposit", deposit,
        *places, cwd=drafted,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert (drafted / "out/host/latest/reference/editions.html").is_file()
    assert deposit.is_file()
    assert betrayed(drafted / "out") == []


def test_no_export_has_a_draft(drafted: Path) -> None:
    """No format for other software has anything of a draft, and each has what was confirmed."""
    for what in Exchange:
        target = drafted / "out" / what
        done = handbook("export", what, "--to", target, "--seeds", drafted / "seeds", cwd=drafted)
        assert done.returncode == 0, done.stdout + done.stderr
        assert betrayed(target) == []
        assert any("pact" in text for _name, text in contents(target)), what


def test_no_answer_and_no_edition_has_a_draft(drafted: Path) -> None:
    """A query does not know drafts unless it is asked to, and an edition does not keep their ids for good."""
    seeds = ("--seeds", drafted / "seeds")
    assert handbook("query", "actor", "wanda-w-witness", *seeds, cwd=drafted).returncode == 2
    done = handbook("query", "actor", "wanda-w-witness", "--drafts", "all", *seeds, cwd=drafted)
    assert "Wanda W. Witness" in done.stdout
    assert handbook("release", *seeds, cwd=drafted).returncode == 0
    assert betrayed(drafted / "seeds" / "editions") == []
    assert "actor alba" in "".join(text for _name, text in contents(drafted / "seeds" / "editions"))


def test_drafts_of_books_are_asked_for_as_those_of_the_site() -> None:
    """The old form without a word means all; every other call stays as it is."""
    assert with_drafts(["pdf", "--drafts"]) == ["pdf", "--drafts", "all"]
    assert with_drafts(["pdf", "--drafts", "--language", "fr"]) == ["pdf", "--drafts", "all", "--language", "fr"]
    for call in (["pdf"], ["epub", "--drafts", "none"], ["pdf", "--drafts", "all", "-q"], ["pdf", "--drafts", "some"]):
        assert with_drafts(call) == call
