"""Words of a handbook's own, in the place of the package's: what records may say, what is proposed, what a stage means."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from .conftest import book_of
from .running import handbook

WORDS = """title = "Toy"
[vocabulary.actors]
person = {}
state = {label = {en = "Country", fr = "Pays"}}
harbour = {label = "Harbour", like = "company", colour = "#335577"}
[vocabulary.agreements]
promise = {label = "Promise", like = "pledge"}
[vocabulary.sectors]
ships = {label = "Ships", colour = "#7a1f3d"}
[vocabulary.stages]
thought = {label = "Thought of", progress = 0, talk = true}
done = {label = "Done", progress = 5}
over = {label = "Over", end = true}
"""
ALBA = "id: alba\nkind: {kind}\nname: Alba\ngloss: A country.\ncite: [gazette-2024/2a]\n"
PACT = (
    "id: ship-pact\nkind: promise\nname: Ship Pact\ngloss: A promise.\ncite: [gazette-2024/2a]\nsector: ships\nclaims:\n"
    "  party: {{party: alba, for: [gazette-2024/2a]}}\n  first: {{stage: thought, date: 2024-02, for: [gazette-2024/2a]}}\n"
    "  second: {{stage: {stage}, date: 2024-02, for: [gazette-2024/2a]}}\n"
)


def own_words(toy: Path, kind: str = "state", stage: str = "done") -> Path:
    """A toy with vocabularies of its own, and an actor and an agreement in their words."""
    for name in ("actors", "agreements", "events", "terms", "conflicts"):
        shutil.rmtree(toy / "seeds/registry" / name, ignore_errors=True)
        (toy / "seeds/registry" / name).mkdir(parents=True)
    (toy / "seeds/rulings.yml").unlink()
    article = toy / "seeds/articles/gazette-2024.md"
    head = article.read_text(encoding="utf-8").split("---")[1]
    head = re.sub(r"(?m)^(?:notes|history):\n(?:  .*\n)+", "", head)
    article.write_text(
        f"---{head}---\n\n1. [no statement: the title]\n\n2a. Alba promised and built a ship.\n  when: 2024-02\n\n3a. Alba has a harbour.\n",
        encoding="utf-8",
    )
    for other in (toy / "seeds/articles").glob("*.md"):
        if other != article:
            other.unlink()
    (toy / "handbook.toml").write_text(WORDS, encoding="utf-8")
    (toy / "seeds/registry/actors/alba.yml").write_text(ALBA.format(kind=kind), encoding="utf-8")
    (toy / "seeds/registry/agreements/ship-pact.yml").write_text(PACT.format(stage=stage), encoding="utf-8")
    return toy


def test_words_of_a_handbook_are_the_words_of_its_records(toy: Path) -> None:
    """With vocabularies of its own a handbook is built in its words: labels, order of stages, columns, colours, schemas."""
    own_words(toy)
    shutil.rmtree(toy / "originals", ignore_errors=True)
    done = handbook("build", cwd=toy)
    assert done.returncode == 0, done.stdout + done.stderr
    site = toy / "docs/_build/html"
    pact = (site / "agreements/ship-pact.html").read_text(encoding="utf-8")
    assert "Promise" in pact
    assert "Ships" in pact
    assert re.search(r'class="hb-status[^>]*>.*?Done', pact, re.S)
    assert "Country" in (site / "actors/alba.html").read_text(encoding="utf-8")
    overview = (site / "reference/overview.html").read_text(encoding="utf-8")
    assert 'fill="#7a1f3d"' in overview
    assert "Ships: " in overview
    assert "Done: 1" in overview
    assert handbook("schema", cwd=toy).returncode == 0
    schema = json.loads((toy / "seeds/schema/agreement.json").read_text(encoding="utf-8"))
    assert schema["properties"]["sector"]["enum"] == ["ships"]
    assert schema["properties"]["kind"]["enum"] == ["promise"]


@pytest.mark.parametrize(
    ("kind", "stage", "said"),
    [
        ("hrbour", "done", "registry/actors/alba.yml:2 HB206 'kind' cannot be 'hrbour' (did you mean 'harbour'?)"),
        ("state", "signed", "HB206 'stage' cannot be 'signed' (one of thought, done, over)"),
    ],
)
def test_a_word_that_the_handbook_does_not_have(toy: Path, kind: str, stage: str, said: str) -> None:
    """A kind or stage of no vocabulary is one problem, with its line and the nearest word."""
    done = handbook("check", cwd=own_words(toy, kind, stage))
    assert done.returncode == 1
    assert said in done.stdout, done.stdout
    assert done.stdout.count("HB206") == 1


def test_what_is_proposed_is_in_the_words_of_the_handbook(toy: Path) -> None:
    """Drafts that ``add`` proposes have kinds, sectors and stages of the handbook's vocabularies, and keep its rules."""
    own_words(toy)
    shutil.rmtree(toy / "originals", ignore_errors=True)
    text = "A deal\n\nBorealis Shipping Company signed a treaty on grain with Alba on 3 May 2024.\n\nAlba pays Borealis Shipping Company.\n"
    (toy / "a.txt").write_text(text, encoding="utf-8")
    done = handbook("add", "a.txt", "--publication", "P", "--published", "2024-06", cwd=toy)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "new harbour: Borealis Shipping Company" in done.stdout, done.stdout
    done = handbook("check", cwd=toy)
    assert "HB206" not in done.stdout, done.stdout


def test_an_end_comes_before_what_was_reached(toy: Path) -> None:
    """A stage that is an end goes before the step reached, also among a handbook's own stages."""
    own_words(toy, stage="over")
    path = toy / "seeds/registry/agreements/ship-pact.yml"
    path.write_text(
        path.read_text(encoding="utf-8")
        .replace("stage: over, date: 2024-02", "stage: over, date: 2024-02-28")
        .replace("thought, date: 2024-02", "thought, date: 2024-02-01"),
        encoding="utf-8",
    )
    corpus = book_of(toy / "seeds").corpus
    from handbook.agreement_state import headline

    state = headline(corpus, corpus.agreements["ship-pact"])
    assert (state.claim.stage, state.reached.stage) == ("over", "thought")
