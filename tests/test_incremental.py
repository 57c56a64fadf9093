"""Work that is saved between builds: only what an edit can touch is done again, and what is kept can be lost at any time."""

from __future__ import annotations

import gc
import re
import shutil
import weakref
from functools import cached_property
from pathlib import Path

import pytest

from handbook import incremental, recipes
from handbook.convert import convert_all
from handbook.corpus import Corpus
from handbook.exports import handbook_json, lookup, record_parts, spreadsheet, xref
from handbook.incremental import planning, state
from handbook.incremental.dependency_tracking import Log, TrackedCorpus, TrackedView
from handbook.model import Actor
from handbook.pages.entries import entry_page as page
from handbook.pages.view import View
from handbook.searching import inverted
from handbook.sphinx_ext.site import builder
from handbook.sphinx_ext.storage import data_process

from .conftest import TOY, book_of
from .edited_projects import DRAFT, ENTRY, SOURCE, Project, change_gloss, replace_in
from .running import built, sphinx

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="4" cx="4" cy="4"/></svg>'


def test_one_edit_writes_one_neighbourhood(project: Project) -> None:
    """A second build writes nothing; a changed gloss its page and the lists that show it; what was kept can be lost."""
    assert project.build() is not None
    assert project.build() == (0, 0)
    path = project.folder / "seeds/registry/actors/borealis.yml"
    path.write_text(path.read_text().replace("gloss: ", "gloss: Once "), encoding="utf-8")
    before = project.generated()
    project.build()
    changed = {name for name, raw in project.generated().items() if raw != before[name]}
    assert changed == {"actors/borealis.md", "actors/index.md", "reference/glossary.md"}
    for damage in (b"", project.kept.read_bytes()[:-7], b"nonsense"):
        project.kept.write_bytes(damage)
        assert project.build() == (0, 0)
    project.kept.unlink()
    assert project.build() == (0, 0)


def test_only_what_is_touched_is_made(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a changed gloss only a few recipes run, though the handbook has many; of the parts of records, its own and those that look at more of it than its name."""
    project.build()
    made: list[str] = []
    monkeypatch.setattr(
        recipes, "entry_page", lambda view, entry, *more: made.append(entry.id) or page(view, entry, *more)
    )
    path = project.folder / "seeds/registry/actors/borealis.yml"
    path.write_text(path.read_text().replace("gloss: ", "gloss: Once "), encoding="utf-8")
    reading = incremental.read(project.folder / "seeds", project.kept)
    book = planning.book_of(reading, drafts=project.drafts)
    # Its own, that of a source that it speaks in, and lists in which it stands: no pictures, boards or pages of years.
    again = {docname for docname, planned in planning.plan(book, reading).pages.items() if planned.made_page}
    assert again == {"actors/borealis", "actors/index", "reference/glossary", "sources/gazette-2024"}
    made.clear()
    convert_all(book, reading, project.docs, project.kept)
    assert made == ["borealis"]
    parts: list[str] = []
    make = record_parts.Records._part
    monkeypatch.setattr(
        record_parts.Records, "_part", lambda self, record: parts.append(record.id) or make(self, record)
    )
    assert data_process.bring_files(book, reading, project.site, project.folder / "data")[0] == ""
    assert sorted(parts) == ["borealis"]


def test_drafts_that_are_left_out_cost_nothing(project: Project) -> None:
    """With drafts in the seeds as few pages are made after a changed gloss as without, and none after an edit of a draft; a confirmed one is shown by few."""
    seeds = project.folder / "seeds"
    path, article = seeds / "registry/actors/draft-one.yml", seeds / "articles/courier-2026.md"
    entry = ENTRY.format("draft-one", "company", "Draft One")

    def made() -> set[str]:
        """The pages that are made after an edit."""
        reading = incremental.read(seeds, project.kept)
        plan = planning.plan(planning.book_of(reading), reading)
        assert project.build() is not None
        return {docname for docname, planned in plan.pages.items() if planned.made_page}

    assert project.build() is not None
    path.write_text(entry + DRAFT, encoding="utf-8")
    assert made() == set()
    article.write_text(SOURCE.format("courier-2026", "2026-10", DRAFT, "Borealis"), encoding="utf-8")
    assert made() == set()
    path.write_text(entry.replace("Draft One", "Alba Minister") + DRAFT, encoding="utf-8")
    assert made() == set()
    change_gloss(project)
    assert made() == {"actors/borealis", "actors/index", "reference/glossary", "sources/gazette-2024"}
    path.write_text(entry, encoding="utf-8")
    confirmed = made()
    assert "actors/draft-one" in confirmed
    assert not any(name.startswith(("agreements/agreement", "events/event", "sources/source")) for name in confirmed)
    path.write_text(entry + DRAFT, encoding="utf-8")
    assert made() == confirmed - {"actors/draft-one"}
    path.unlink()
    article.unlink()
    assert made() == set()


@pytest.mark.parametrize("asked", [False, True])
def test_a_reading_holds_none_before_it(toy: Path, asked: bool) -> None:
    """A process that stays and reads again and again has the last reading and no earlier one, whether what is published was asked for or not."""
    seeds, past = toy / "seeds", list[weakref.ref[incremental.Reading]]()
    (seeds / "registry/actors/nova.yml").write_text(ENTRY.format("nova", "state", "Nova") + DRAFT, encoding="utf-8")
    last: incremental.Reading | None = None
    for number in range(4):
        replace_in(seeds / "registry/actors/borealis.yml", "gloss: ", f"gloss: Once {number} ")
        last = incremental.read(seeds, None, last=last)
        if asked:
            assert last.published.context.corpus.actors.keys() == last.context.corpus.actors.keys() - {"nova"}
        incremental.to_keep(last, state.Products())
        past.append(weakref.ref(last))
    gc.collect()
    assert [reading() is None for reading in past] == [True, True, True, False]


def test_what_is_kept_of_parts_may_be_lost(project: Project) -> None:
    """Whatever is kept of what records give is lost or damaged, the files are those of a build from nothing."""
    project.build()
    for number, path in enumerate(sorted((project.folder / "data.parts").iterdir())):
        if number % 2:
            path.unlink()
        else:
            path.write_bytes(path.read_bytes()[:-5])
    change_gloss(project)
    assert project.build() is not None


def test_a_gloss_makes_few_pieces_of_the_search(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of an index of many pieces an edited gloss makes a handful again, and none of those of passages."""
    monkeypatch.setattr(inverted, "PIECE", 200)
    project.build()
    folder = project.site / "data/search"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    change_gloss(project)
    project.build()
    changed = {path.name for path in folder.iterdir() if before.get(path.name) != path.read_bytes()}
    assert 0 < len(changed) <= 6 < len([name for name in before if name.startswith("entries-")]) / 4
    assert not any(name.startswith("passages") for name in changed)


def test_a_gloss_puts_no_file_of_all_records_together_anew(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an edited gloss the files of all records that have it are mended, and those that do not are left."""
    project.build()
    monkeypatch.setattr(handbook_json, "joined", pytest.fail)
    monkeypatch.setattr(spreadsheet, "joined", pytest.fail)
    monkeypatch.setattr(lookup, "previews_json", pytest.fail)
    monkeypatch.setattr(xref, "index", pytest.fail)
    change_gloss(project)
    reading = incremental.read(project.folder / "seeds", project.kept)
    book = planning.book_of(reading, drafts=project.drafts)
    assert data_process.bring_files(book, reading, project.site, project.folder / "data")[0] == ""
    for name in ("handbook.json", "actors.csv", "previews.js", "previews.json", "entities.ftm.json"):
        assert "Once " in (project.site / "data" / name).read_text(encoding="utf-8"), name


def test_who_shows_a_shared_part_looked_at_what_it_was_made_of() -> None:
    """A part that is made once for all pages is noted for each that shows it, and not for others; the parts of two records stay apart."""
    log = Log()
    view = TrackedView(book_of(TOY / "seeds").view, log)
    alba, borealis = (view.corpus.actors[name] for name in ("alba", "borealis"))
    made: list[str] = []

    def name(view: View, entry: Actor) -> str:
        made.append(entry.id)
        return view.name_of(view.named[entry.id])

    for entry, times in ((alba, 1), (alba, 1), (borealis, 2)):
        log.keys = set()
        assert view.shared("name", entry, name) == entry.name
        assert log.keys == {f"brief {entry.id}"}
        assert len(made) == times
    log.keys = set()
    assert view.shared("other name", alba, lambda _view, _entry: "") == ""
    assert log.keys == set()


def test_kept_by_another_engine(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another engine kept is not used."""
    project.build()
    assert state.load(project.kept, state.State)
    monkeypatch.setattr(state, "engine", lambda: b"another engine!!")
    assert state.load(project.kept, state.State) is None


def test_tampered_pages_are_made_again(project: Project) -> None:
    """A generated file that was changed or removed is there again; what somebody else put beside stays, and so do times."""
    project.build()
    (project.docs / "actors/alba.md").write_text("mine\n", encoding="utf-8")
    (project.docs / "events/pact-signed.md").unlink()
    hand = project.docs / "actors/hand.md"
    hand.write_text("# Mine\n", encoding="utf-8")
    before = (project.docs / "actors/borealis.md").stat().st_mtime_ns
    reading = incremental.read(project.folder / "seeds", project.kept)
    _number, *done = convert_all(planning.book_of(reading), reading, project.docs, project.kept)
    assert done == [2, 0]
    assert hand.read_text(encoding="utf-8") == "# Mine\n"
    assert (project.docs / "actors/borealis.md").stat().st_mtime_ns == before


@pytest.mark.parametrize("lost", [False, True])
def test_a_page_of_an_entry_that_is_gone_goes(project: Project, lost: bool) -> None:
    """The page of an entry that is no more is removed, also when nothing is known of the run that made it."""
    project.build()
    gone = project.docs / "actors/gone.md"
    if lost:
        shutil.copy(project.docs / "actors/borealis.md", gone)
        project.kept.unlink()
        assert project.build() == (0, 1)
    else:
        path = project.folder / "seeds/registry/events/pact-signed.yml"
        path.unlink()
        rulings = project.folder / "seeds/rulings.yml"
        kept = [r for r in re.split(r"(?m)^(?=- )", rulings.read_text(encoding="utf-8")) if "pact-signed" not in r]
        rulings.write_text("".join(kept), encoding="utf-8")
        gone = project.docs / "events/pact-signed.md"
        assert gone.exists()
        done = project.build()
        assert done
        assert done[1] == 1
    assert not gone.exists()


def test_every_look_up_is_watched() -> None:
    """No look-up of a corpus or view is computed from watched tables: it would note what it looked at only once.

    What is made once for all pages (``_links``, ``_pieces``, ``_shared``) is noted again for each page; words of a vocabulary are of no record;
    ``_look_ups`` has ids only, and pages ask those that are made of it.
    """

    def cached(kind: type) -> set[str]:
        return {name for one in kind.mro() for name, value in vars(one).items() if isinstance(value, cached_property)}

    def own(watched: type) -> set[str]:
        return {name for name, value in vars(watched).items() if isinstance(value, cached_property)}

    assert cached(Corpus)
    assert cached(Corpus) <= own(TrackedCorpus)
    assert cached(View) - {"_links", "_pieces", "_shared", "_without_glosses", "_words", "_look_ups"} <= own(
        TrackedView
    )


def test_a_page_is_not_written_for_its_pictures(toy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page with a picture is written again when what people wrote or drew changed, not when what is generated into another page did; the picture stays."""
    page, picture, site = toy / "docs/how-to-read.md", toy / "docs/drawing.svg", toy / "html"
    picture.write_text(PICTURE, encoding="utf-8")
    page.write_text(page.read_text(encoding="utf-8") + "\n![Drawn](drawing.svg)\n", encoding="utf-8")
    built(sphinx(toy / "docs", site))
    written: list[str] = []
    write = builder.HandbookHTMLBuilder.write_doc
    monkeypatch.setattr(
        builder.HandbookHTMLBuilder,
        "write_doc",
        lambda self, name, tree: written.append(name) or write(self, name, tree),
    )
    # Of it the home page has a part, and nothing that another page could show.
    pact = toy / "seeds/registry/agreements/north-pact.yml"
    pact.write_text(pact.read_text(encoding="utf-8").replace("First version.", "The first."), encoding="utf-8")
    built(sphinx(toy / "docs", site))
    assert written == ["index"]
    assert (site / "_images/drawing.svg").read_text(encoding="utf-8") == PICTURE
    picture.write_text(PICTURE.replace("9", "8"), encoding="utf-8")
    built(sphinx(toy / "docs", site))
    assert "how-to-read" in written
    assert (site / "_images/drawing.svg").read_text(encoding="utf-8") == PICTURE.replace("9", "8")
