"""A project whose seeds are edited, and two ways to its pages: with what is kept between builds, and without."""

from __future__ import annotations

import pickle
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from handbook import data_files, incremental, recipes
from handbook.bench import run
from handbook.blocks import Page
from handbook.book import Drafts
from handbook.convert import convert_all, files_of
from handbook.incremental import planning, state
from handbook.page_facts import facts
from handbook.pages.look_ups import LookUps
from handbook.sphinx_ext.storage import data_process

from .conftest import TOY, book_of

#: An entry of an id, a kind and a name, and a source of an id, a date, a line such as that of drafts, and a name.
ENTRY = "id: {0}\nkind: {1}\nname: {2}\ngloss: A new {1}.\ncite: [gazette-2024/2a]\n"
DRAFT = "review: draft\n"
SOURCE = """---
id: {0}
title: {0}
short: {0}
publication: The Courier
published: {1}
language: en
role: corroborating
{2}extent: whole
consulted: {1}
---

1. [no statement: headline]

2a. Alba and {3} signed the North Pact, and Nova was told.

3a. [attributed: alba] Borealis would send ships to Port Alba.
"""


class Project:
    """Seeds that are edited, and two ways to their pages: with what is kept, and without."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.docs, self.kept = folder, folder / "made", folder / "kept"
        self.language, self.drafts = "en", Drafts.NONE
        #: Whether one process stays, and goes on from the last good reading that it has.
        self.stays = False
        self.last: incremental.Reading | None = None
        #: The pages that were made, by document and version.
        self.versions: dict[tuple[object, ...], Page] = {}
        self.site = folder / "site"
        run.project(12, folder, ["seeds"])
        shutil.copytree(TOY / "seeds", folder / "seeds", dirs_exist_ok=True)
        vocabulary = folder / "seeds" / "vocabulary.txt"
        vocabulary.write_text(vocabulary.read_text() + "In\n", encoding="utf-8")

    def files(self) -> list[Path]:
        return sorted(p for p in (self.folder / "seeds").rglob("*.*") if p.suffix in (".yml", ".md", ".txt"))

    def generated(self) -> dict[str, bytes]:
        found = (p for p in self.docs.rglob("*") if p.is_file() and p.name != ".gitignore")
        return {p.relative_to(self.docs).as_posix(): p.read_bytes() for p in found}

    def build(self) -> tuple[int, int] | None:
        """Build with what is kept, and compare with a build from nothing."""
        reading = incremental.read(self.folder / "seeds", self.kept, last=self.last)
        whole = book_of(self.folder / "seeds", self.language, drafts=self.drafts)
        assert reading.report.sorted() == whole.report.sorted()
        assert dict(reading.context.mentions) == dict(whole.read.mentions)
        if reading.report.problems:
            return None
        self.last = reading if self.stays else None
        book = planning.book_of(reading, self.language, "", self.drafts)
        for linked, nothing in (
            (reading.everything, whole.read),
            (planning.shown(reading, self.drafts), whole.context),
        ):
            assert linked.context.corpus == nothing.corpus
            assert dict(linked.context.mentions) == dict(nothing.mentions)
            assert linked.look_ups
            assert ordered(linked.look_ups) == ordered(LookUps(nothing.corpus, nothing.mentions))
        _number, *done = convert_all(book, reading, self.docs, self.kept)
        pages = {name: recipe.make() for name, recipe in recipes.pages(whole.view).items()}
        expected = written(files_of(page) for page in pages.values())
        expected |= written(recipe.make() for recipe in recipes.sources(whole.view).values())
        made = self.generated()
        assert made.keys() == expected.keys()
        assert [n for n in made if made[n] != expected[n]] == []
        self.compare(pages)
        assert data_process.bring_files(book, reading, self.site, self.folder / "data")[0] == ""
        found = {p.relative_to(self.site).as_posix(): p.read_bytes() for p in self.site.rglob("*") if p.is_file()}
        wanted = written(recipe.make() for recipe in data_files.recipes(whole.view, "").values())
        assert found.keys() == wanted.keys()
        assert [n for n in found if found[n] != wanted[n]] == []
        return done[0], done[1]

    def compare(self, pages: Mapping[str, Page]) -> None:
        """What is kept of pages is what they declare, and pages of one version are the same."""
        kept = state.load(self.kept, state.State)
        assert kept
        assert kept.products.pages.keys() == pages.keys()
        for name, known in kept.products.pages.items():
            assert pickle.loads(known.facts) == facts(pages[name]), name
            version = name, known.version, self.language, self.drafts
            assert self.versions.setdefault(version, pages[name]) == pages[name], name


def ordered(look_ups: LookUps) -> tuple[object, ...]:
    """All that look-ups hold; statements about an entry are in no order there."""
    about = {name: sorted(cites) for name, cites in look_ups.statements_on.items()}
    return look_ups.cited_by, look_ups.incoming, about


def written(made: Iterable[Mapping[str, str | bytes]]) -> dict[str, bytes]:
    """Files as they are written."""
    return {name: text if isinstance(text, bytes) else text.encode() for files in made for name, text in files.items()}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


@pytest.fixture(scope="module")
def built_project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project that was built; whoever edits it takes that back, and builds it again."""
    made = Project(tmp_path_factory.mktemp("built"))
    assert made.build() is not None
    return made


def replace_in(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def change_gloss(project: Project) -> None:
    path = project.folder / "seeds/registry/actors/borealis.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("gloss: ", "gloss: Once "), encoding="utf-8")
