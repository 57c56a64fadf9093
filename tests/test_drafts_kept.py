"""What is published without drafts is never stale either, whatever becomes of them."""

from __future__ import annotations

import pytest

from handbook import incremental
from handbook.book import Drafts
from handbook.convert import convert_all
from handbook.incremental import planning

from .edited_projects import DRAFT, ENTRY, SOURCE, Project, change_gloss, replace_in

#: A ruling by which a name in a source is that of no entry.
RULING = "- {kind: mention, source: courier-2025, text: Pact, scope: digest, date: 2024, reason: R.}\n"


@pytest.mark.parametrize("drafts", list(Drafts))
def test_a_confirmed_draft_is_everywhere(project: Project, drafts: Drafts) -> None:
    """When the last draft is confirmed, files that left it out are made again: pages, books and all records."""
    project.drafts = drafts
    path = project.folder / "seeds/registry/actors/nova.yml"
    path.write_text(ENTRY.format("nova", "state", "Nova") + "review: draft\n", encoding="utf-8")
    source = project.folder / "seeds/articles/gazette-2024.md"
    source.write_text(source.read_text(encoding="utf-8") + "\n4a. Alba wrote to Nova.\n", encoding="utf-8")
    vocabulary = project.folder / "seeds/vocabulary.txt"
    vocabulary.write_text(vocabulary.read_text(encoding="utf-8") + "Nova\n", encoding="utf-8")
    assert project.build() is not None
    path.write_text(ENTRY.format("nova", "state", "Nova"), encoding="utf-8")
    assert project.build() is not None
    assert "Nova" in (project.site / "data/handbook.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("stays", [False, True])
@pytest.mark.parametrize("drafts", list(Drafts))
def test_drafts_come_change_and_go(project: Project, drafts: Drafts, stays: bool) -> None:
    """Drafts of an entry and a source are added, edited, confirmed, turned back and removed, and what is confirmed beside them is edited: all that is made is what is made from nothing."""
    project.drafts, project.stays = drafts, stays
    seeds = project.folder / "seeds"
    nova, courier, alba = (
        seeds / name for name in ("registry/actors/nova.yml", "articles/courier-2025.md", "registry/actors/alba.yml")
    )
    rulings, vocabulary = seeds / "rulings.yml", seeds / "vocabulary.txt"
    vocabulary.write_text(vocabulary.read_text(encoding="utf-8") + "Nova\nPact\n", encoding="utf-8")
    # What is found in a confirmed source goes by the drafts too.
    gazette = seeds / "articles/gazette-2024.md"
    gazette.write_text(gazette.read_text(encoding="utf-8") + "\n4a. Borealis wrote to Nova.\n", encoding="utf-8")

    def entry(name: str, *more: str) -> None:
        nova.write_text(ENTRY.format("nova", "state", name) + "".join(more), encoding="utf-8")

    def source(name: str, *flag: str, published: str = "2025-05") -> None:
        text = SOURCE.format("courier-2025", published, "".join(flag), name)
        courier.write_text(text.replace("the North Pact", "the Pact"), encoding="utf-8")

    ruled = rulings.read_text(encoding="utf-8")
    for number, step in enumerate((
        lambda: entry("Nova", DRAFT),
        lambda: source("Borealis", DRAFT),
        lambda: rulings.write_text(ruled + RULING, encoding="utf-8"),
        lambda: entry("Nova Alba", DRAFT),
        lambda: source("Borealis", DRAFT, published="2026-01"),
        lambda: replace_in(alba, "gloss: ", "gloss: Once "),
        lambda: replace_in(alba, "name: Alba", "name: Nova"),
        lambda: replace_in(alba, "name: Nova", "name: Alba"),
        lambda: entry("Nova"),
        lambda: source("Nova"),
        lambda: entry("Novum"),
        lambda: source("Nova", DRAFT),
        lambda: entry("Nova", DRAFT),
        lambda: courier.unlink() or rulings.write_text(ruled, encoding="utf-8"),
        lambda: entry("Port Nova", DRAFT),
        lambda: nova.unlink(),
    )):  # fmt: skip
        step()
        assert project.build() is not None, number


def test_what_was_published_is_not_guessed(project: Project) -> None:
    """After a build with drafts that ended before its data files nothing is known of what was published: data files without drafts are those of a build from nothing."""
    seeds = project.folder / "seeds"
    (seeds / "registry/actors/nova.yml").write_text(ENTRY.format("nova", "state", "Nova") + DRAFT, encoding="utf-8")
    assert project.build() is not None
    reading = incremental.read(seeds, project.kept)
    convert_all(planning.book_of(reading, drafts=Drafts.ALL), reading, project.docs, project.kept)
    change_gloss(project)
    assert project.build() is not None
