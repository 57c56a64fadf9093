"""An article to add to the toy, and how the command is asked to."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbook.adding import add

from .running import handbook

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


def written(toy: Path, **paragraphs: str) -> None:
    """Write the places of the draft digest: ``p3`` stands for its statement 3a."""
    digest = toy / "seeds/articles/the-post-2024.md"
    text = digest.read_text(encoding="utf-8")
    for name, said in paragraphs.items():
        text = text.replace(f"{name[1:]}a. [pending]", said)
    digest.write_text(text, encoding="utf-8")
