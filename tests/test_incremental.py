"""Work that is saved between builds: what is kept is never stale, whatever is edited, and can be lost at any time."""

from __future__ import annotations

import os
import pickle
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handbook import data_files, incremental, recipes
from handbook.bench import run
from handbook.blocks import Page
from handbook.book import Book, Drafts
from handbook.convert import convert_all, files_of
from handbook.corpus import Corpus
from handbook.exports import lookup, record_parts, spreadsheet, whole, xref
from handbook.incremental import planning, state, trust
from handbook.incremental.dependency_tracking import Log, Watched, WatchedCorpus
from handbook.kinds import ActorKind, AgreementKind, EventKind, StatementKind
from handbook.model import Actor
from handbook.page_facts import facts
from handbook.pages.entries import entry_page as page
from handbook.pages.look_ups import LookUps
from handbook.pages.view import View
from handbook.searching import inverted
from handbook.sphinx_ext import data, html

from .conftest import TOY, book_of, built, sphinx
from .test_sphinx import digest, pages_read

#: Sequences of edits in the property test; more by hand, as in HANDBOOK_EDITS=2000.
EDITS = int(os.environ.get("HANDBOOK_EDITS", "10"))
ID = re.compile(r"\b[a-z]+(?:-[a-z0-9]+)+\b(?!/)")
CITE = re.compile(r"\b[a-z]+(?:-[a-z0-9]+)+/[0-9]+[a-z]")
WORD = re.compile(r"\b[A-Z][a-z]+\b")
DATE = re.compile(r"\b20[0-9]{2}(?:-[0-9]{2}){0,2}")
KIND = re.compile(r"(?<=kind: )[a-z]+|(?<=\[)(?:attributed|allegation|inference)")
KINDS = sorted({k.value for kinds in (ActorKind, AgreementKind, EventKind, StatementKind) for k in kinds})
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="4" cx="4" cy="4"/></svg>'
ENTRY = "id: {0}\nkind: {1}\nname: {2}\ngloss: A new {1}.\ncite: [gazette-2024/2a]\n"
RULES = (
    "- {{kind: mention, source: {1}, paragraphs: [2], text: {0}, scope: digest, entry: alba, date: 2024, reason: R.}}\n",
    "- {{kind: mention, source: {1}, text: {0}, scope: digest, date: 2024, reason: R.}}\n",
)
MOVED = "- {{gone: actor {0}, to: actor alba, name: Was, date: 2024, reason: R.}}\n"


class Project:
    """Seeds that are edited, and two ways to their pages: with what is kept, and without."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.docs, self.kept = folder, folder / "made", folder / "kept"
        self.language, self.drafts = "en", Drafts.NONE
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
        reading = incremental.read(self.folder / "seeds", self.kept)
        whole = book_of(self.folder / "seeds", self.language, drafts=self.drafts)
        assert reading.report.sorted() == whole.report.sorted()
        assert dict(reading.context.mentions) == dict(whole.read.mentions)
        if reading.report.problems:
            return None
        assert reading.look_ups
        assert ordered(reading.look_ups) == ordered(LookUps(whole.read.corpus, whole.read.mentions))
        book = Book(reading.context, reading.report, self.language, "", self.drafts, look_ups=reading.look_ups)
        _number, *done = convert_all(book, reading, self.docs, self.kept)
        pages = {name: recipe.make() for name, recipe in recipes.pages(whole.view).items()}
        expected = written(files_of(page) for page in pages.values())
        expected |= written(recipe.make() for recipe in recipes.sources(whole.view).values())
        made = self.generated()
        assert made.keys() == expected.keys()
        assert [n for n in made if made[n] != expected[n]] == []
        self.compare(pages)
        assert data.bring_files(book, reading, self.site, self.folder / "data")[0] == ""
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


def other(draw: Callable[..., str], text: str, pattern: re.Pattern[str], words: list[str]) -> str:
    """A text with one of its words that match replaced by another of the same sort."""
    found = list(pattern.finditer(text))
    if not found or not words:
        return text
    at = draw(st.sampled_from(range(len(found))))
    return text[: found[at].start()] + draw(st.sampled_from(words)) + text[found[at].end() :]  # type: ignore[call-overload]


def edit(draw: Callable[..., object], project: Project) -> None:
    """One edit of the kind that people, programs and accidents make."""
    files = project.files()
    texts = {p: p.read_text(encoding="utf-8") for p in files}
    everything = "\n".join(texts.values())
    # Half of the edits in the few files that have everything: synthetic ones are many and alike.
    toy = [p for p in files if (TOY / p.relative_to(project.folder)).exists()]
    path: Path = draw(st.sampled_from(draw(st.sampled_from([toy or files, files]))))  # type: ignore[assignment,call-overload]
    text = texts[path]
    lines = text.splitlines(keepends=True)
    seeds = project.folder / "seeds"
    id_ = f"new-{draw(st.integers(0, 3))}"

    def word(pattern: re.Pattern[str]) -> list[str]:
        return sorted(set(pattern.findall(everything)))

    match draw(st.integers(0, 17)):
        case 0 | 1:
            path.write_text(other(draw, text, ID, sorted(p.stem for p in files)), encoding="utf-8")  # type: ignore[arg-type]
        case 2 | 3:
            path.write_text(other(draw, text, CITE, word(CITE)), encoding="utf-8")  # type: ignore[arg-type]
        case 4 | 5 | 6:
            path.write_text(other(draw, text, WORD, word(WORD)), encoding="utf-8")  # type: ignore[arg-type]
        case 7:
            path.write_text(
                other(draw, text, DATE, ["2024", "2024-02", "2024-02-03", "2023", "2026"]), encoding="utf-8"
            )  # type: ignore[arg-type]
        case 8:
            path.write_text(other(draw, text, KIND, KINDS), encoding="utf-8")  # type: ignore[arg-type]
        case 9 if len(lines) > 2:
            at: int = draw(st.integers(0, len(lines) - 2))  # type: ignore[assignment]
            # A line that is lost, or two that change places.
            lines[at : at + 2] = draw(st.sampled_from([lines[at + 1 : at + 2], [lines[at + 1], lines[at]]]))  # type: ignore[assignment]
            path.write_text("".join(lines), encoding="utf-8")
        case 10:
            path.unlink()
        case 11:
            kind, folder = draw(st.sampled_from([("state", "actors"), ("place", "terms"), ("group", "actors")]))  # type: ignore[misc]
            name = draw(st.sampled_from([*word(WORD), "Nova", "Nova Alba", "Pact of Nova", "signed"]))
            (seeds / "registry" / folder / f"{id_}.yml").write_text(ENTRY.format(id_, kind, name), encoding="utf-8")
        case 12:
            flag = "review: draft\n"
            path.write_text(
                text.replace(flag, "") if flag in text else re.sub(r"(?m)^(?=cite:|consulted:)", flag, text, count=1),
                encoding="utf-8",
            )
        case 13:
            rule = draw(st.sampled_from(RULES))
            line = str(rule).format(
                draw(st.sampled_from(word(WORD))), draw(st.sampled_from(["gazette-2024", "source-1"]))
            )
            rulings = seeds / "rulings.yml"
            before = rulings.read_text(encoding="utf-8") if rulings.exists() else ""
            rulings.write_text(draw(st.sampled_from([before + line, line, before])), encoding="utf-8")  # type: ignore[arg-type]
        case 14:
            (seeds / "redirects.yml").write_text(MOVED.format(id_), encoding="utf-8")
            (seeds / "editions").mkdir(exist_ok=True)
            names = draw(st.sampled_from(["actor alba\n", f"actor {id_}\n", "statement gazette-2024/2b\n"]))
            (seeds / "editions" / "2024.1.txt").write_text(str(names), encoding="utf-8")
            rows = draw(st.sampled_from(["- words: [pact, treaty]\n", f"- {{entry: alba, words: [{id_}]}}\n", ""]))
            (seeds / "synonyms.yml").write_text(str(rows), encoding="utf-8")
        case 15:
            made = sorted(p for place in (project.docs, project.site) for p in place.rglob("*.*") if p.is_file())
            if made:
                target: Path = draw(st.sampled_from(made))  # type: ignore[assignment]
                if draw(st.booleans()):
                    target.unlink()
                else:
                    target.write_bytes(target.read_bytes() + b"tampered")
        case 16 if project.kept.exists():
            raw = project.kept.read_bytes()
            at = draw(st.integers(0, len(raw)))
            project.kept.write_bytes(raw[: at // 2 * 2] + draw(st.sampled_from([b"", b"\0" + raw[at:]])))  # type: ignore[operator]
        case _:
            project.language = draw(st.sampled_from(["en", "fr"]))  # type: ignore[assignment]
            project.drafts = draw(st.sampled_from(Drafts))  # type: ignore[assignment]


@pytest.mark.long
@given(st.data())
@settings(max_examples=EDITS, deadline=None, suppress_health_check=list(HealthCheck))
def test_never_stale(tmp_path_factory: pytest.TempPathFactory, drawn: st.DataObject) -> None:
    """After any sequence of edits pages, data files, mentions and problems are those of a build from nothing."""
    project = Project(tmp_path_factory.mktemp("kept"))
    project.build()
    for _ in range(drawn.draw(st.integers(1, 6))):
        snapshot = {p: p.read_bytes() for p in project.files()}
        edit(drawn.draw, project)
        if project.build() is None and drawn.draw(st.booleans()):
            # Most edits at random make a problem: half of them are taken back, as an editor would.
            for path in project.files():
                if path not in snapshot:
                    path.unlink()
            for path, raw in snapshot.items():
                path.write_bytes(raw)
            project.build()
    shutil.rmtree(project.folder)


@pytest.mark.parametrize(
    ("file", "old", "new", "sound"),
    [
        # What a statement says is compared with what cites it: a name, a date, a signature.
        ("articles/gazette-2024.md", 'called the Pact "', 'called it "', False),
        ("articles/gazette-2024.md", "  when: 2024-02\n", "  when: 2023-02\n", False),
        ("articles/gazette-2024.md", "signed the", "praised the", False),
        # A note about an entry that does not cite the source; a conflict about another entry.
        ("articles/gazette-2024.md", "about: [borealis]", "about: [actor-0]", True),
        ("registry/conflicts/how-many-ships.yml", "about: [borealis]", "about: [actor-0]", True),
        # The states of people and events, in lists and on the timeline.
        ("registry/actors/ann-example.yml", "of: alba", "of: borealis", True),
        ("registry/actors/alba.yml", "kind: state", "kind: company", True),
        # What links to an entry, by word and by name.
        ("registry/actors/borealis.yml", "relation: partner of", "relation: rival of", True),
        ("registry/actors/borealis.yml", "name: Borealis", "name: Borealis Minister", False),
        ("registry/agreements/north-pact.yml", "stage: signed", "stage: announced", True),
        # What was kept of other lists.
        ("vocabulary.txt", "Minister\n", "", True),
        ("rulings.yml", "entry: north-pact", "entry: pact-signed", True),
        ("rulings.yml", "text: Pact", "text: Treaty", False),
    ],
)
def test_what_an_edit_touches(built_project: Project, file: str, old: str, new: str, sound: bool) -> None:
    """Edits whose effects are elsewhere: all of them are there, or told as problems, as in a build from nothing."""
    path = built_project.folder / "seeds" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    try:
        assert (built_project.build() is not None) == sound
    finally:
        path.write_text(text, encoding="utf-8")
    assert built_project.build() is not None


@pytest.mark.parametrize(
    ("before", "edit"),
    [
        # A statement that names an event is compared with its date.
        (
            [
                ("rulings.yml", "entry: north-pact", "entry: pact-signed"),
                ("articles/gazette-2024.md", "  quotation: direct\n", "  quotation: direct\n  when: 2024-02\n"),
            ],
            ("registry/events/pact-signed.yml", "date: 2024-02", "date: 2024-05"),
        ),
        # What stands first in a sentence of a lead is a name since an entry has it.
        (
            [("registry/agreements/north-pact.yml", "claims:", "lead: {en: 'Fresh terms made the North Pact [signed].'}\nclaims:")],
            ("registry/actors/borealis.yml", "name: Borealis", "name: Fresh Borealis"),
        ),
    ],
)  # fmt: skip
def test_rules_look_where_an_edit_is_felt(project: Project, before: list[tuple[str, str, str]], edit: tuple[str, str, str]) -> None:  # fmt: skip
    """An edit by which a record that is as it was breaks a rule: the problem is told, as in a build from nothing."""
    for file, old, new in before:
        replace_in(project.folder / "seeds" / file, old, new)
    assert project.build() is not None
    file, old, new = edit
    replace_in(project.folder / "seeds" / file, old, new)
    assert project.build() is None


def replace_in(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


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


def test_the_order_of_links_counts(project: Project) -> None:
    """An entry that says two things of another says them there in its own order."""
    path = project.folder / "seeds/registry/actors/borealis.yml"
    text = path.read_text(encoding="utf-8").partition("claims:")[0] + "claims:\n"
    lines = [f"  {word}: {{relation: {word} of, to: alba, for: [gazette-2024/2a]}}\n" for word in ("partner", "rival")]
    before: dict[str, bytes] = {}
    for order in (lines, lines[::-1]):
        path.write_text(text + "".join(order), encoding="utf-8")
        assert project.build() is not None
        made = project.generated()
        assert before.get("actors/alba.md") != made["actors/alba.md"]
        before = made


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
    book = Book(reading.context, reading.report, "en", "", project.drafts)
    # Its own, that of a source that it speaks in, and lists in which it stands: no pictures, boards or pages of years.
    again = {docname for docname, planned in planning.plan(book, reading).pages.items() if planned.made}
    assert again == {"actors/borealis", "actors/index", "reference/glossary", "sources/gazette-2024"}
    made.clear()
    convert_all(book, reading, project.docs, project.kept)
    assert made == ["borealis"]
    parts: list[str] = []
    make = record_parts.Records._make
    monkeypatch.setattr(
        record_parts.Records, "_make", lambda self, record: parts.append(record.id) or make(self, record)
    )
    assert data.bring_files(book, reading, project.site, project.folder / "data")[0] == ""
    assert sorted(parts) == ["borealis"]


def change_gloss(project: Project) -> None:
    path = project.folder / "seeds/registry/actors/borealis.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("gloss: ", "gloss: Once "), encoding="utf-8")


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
    monkeypatch.setattr(whole, "joined", pytest.fail)
    monkeypatch.setattr(spreadsheet, "joined", pytest.fail)
    monkeypatch.setattr(lookup, "previews_json", pytest.fail)
    monkeypatch.setattr(xref, "index", pytest.fail)
    change_gloss(project)
    reading = incremental.read(project.folder / "seeds", project.kept)
    book = Book(reading.context, reading.report, "en", "", project.drafts)
    assert data.bring_files(book, reading, project.site, project.folder / "data")[0] == ""
    for name in ("handbook.json", "actors.csv", "previews.js", "previews.json", "entities.ftm.json"):
        assert "Once " in (project.site / "data" / name).read_text(encoding="utf-8"), name


def test_who_shows_a_shared_part_looked_at_what_it_was_made_of() -> None:
    """A part that is made once for all pages is noted for each that shows it, and not for others; the parts of two records stay apart."""
    log = Log()
    view = Watched(book_of(TOY / "seeds").view, log)
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
    _number, *done = convert_all(Book(reading.context, reading.report), reading, project.docs, project.kept)
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
    assert cached(Corpus) <= own(WatchedCorpus)
    assert cached(View) - {"_links", "_pieces", "_shared", "_without_glosses", "_words", "_look_ups"} <= own(Watched)


# -- whose what was kept is


class Bomb:
    """A pickle that runs something when it is read."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> object:
        return Path.touch, (self.path,)


@pytest.fixture
def another_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Another user's folder of keys, in which there is none yet."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    trust._key.cache_clear()
    yield tmp_path / "state" / "handbook" / "key"
    monkeypatch.undo()
    trust._key.cache_clear()


def test_only_this_user_s_is_used(tmp_path: Path, another_key: Path) -> None:
    """What was kept with a key is read back with it, and with no other; the key is for this user's eyes only."""
    path = tmp_path / "kept"
    state.save(path, {"a": 1})
    assert state.load(path, dict) == {"a": 1}
    assert another_key.stat().st_mode & 0o777 == 0o600
    assert len(another_key.read_bytes()) == trust.SIZE
    trust._key.cache_clear()
    assert state.load(path, dict) == {"a": 1}
    another_key.unlink()
    trust._key.cache_clear()
    assert state.load(path, dict) is None


@pytest.mark.skipif(os.name == "nt", reason="permissions are other things there")
def test_a_key_that_others_know_is_no_key(tmp_path: Path, another_key: Path) -> None:
    """A key that others may read, or one of another length, is not used: nothing kept with it is believed."""
    path = tmp_path / "kept"
    state.save(path, {"a": 1})
    another_key.chmod(0o644)
    trust._key.cache_clear()
    assert state.load(path, dict) is None
    another_key.chmod(0o600)
    trust._key.cache_clear()
    assert state.load(path, dict) == {"a": 1}
    another_key.write_bytes(b"short")
    trust._key.cache_clear()
    assert state.load(path, dict) is None


def test_a_forged_file_is_not_read(tmp_path: Path) -> None:
    """A pickle that somebody else put there, or a byte that changed, is never unpickled."""
    path, ran = tmp_path / "kept", tmp_path / "ran"
    forged = state.pickled(Bomb(ran))
    pickle.loads(forged)
    assert ran.exists()
    ran.unlink()
    for proof in (b"", bytes(trust.SIZE)):
        path.write_bytes(state.MAGIC + state.engine() + proof + forged)
        assert state.load(path, dict) is None
    state.save(path, {"a": 1})
    good = path.read_bytes()
    for at in (0, len(state.MAGIC) + 2, len(good) - trust.SIZE, len(good) - 1):
        path.write_bytes(good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :])
        assert state.load(path, dict) is None
    path.write_bytes(good[:-3])
    assert state.load(path, dict) is None
    assert not ran.exists()


def test_what_sphinx_stores_is_believed_only_as_it_was_stored(toy: Path) -> None:
    """A forged environment or page in the folder of what Sphinx stores runs nothing: the build makes it anew."""
    ran = toy / "ran"
    built(sphinx(toy / "docs", toy / "html"))
    before = digest(toy / "html")
    for name in ("environment.pickle", "how-to-read.doctree"):
        (toy / "doctrees" / name).write_bytes(state.pickled(Bomb(ran)))
        (toy / "docs/how-to-read.md").touch()
        built(sphinx(toy / "docs", toy / "html"))
        assert not ran.exists(), name
        assert digest(toy / "html") == before
    # And what is as it was stored is used.
    assert pages_read(built(sphinx(toy / "docs", toy / "html"))) == set()


def test_a_page_is_not_written_for_its_pictures(toy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page with a picture is written again when it or the picture changed, not when another page did; the picture stays."""
    page, picture, site = toy / "docs/how-to-read.md", toy / "docs/drawing.svg", toy / "html"
    picture.write_text(PICTURE, encoding="utf-8")
    page.write_text(page.read_text(encoding="utf-8") + "\n![Drawn](drawing.svg)\n", encoding="utf-8")
    built(sphinx(toy / "docs", site))
    written: list[str] = []
    write = html.HandbookHTMLBuilder.write_doc
    monkeypatch.setattr(
        html.HandbookHTMLBuilder, "write_doc", lambda self, name, tree: written.append(name) or write(self, name, tree)
    )
    other = toy / "docs/index.md"
    other.write_text(other.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
    built(sphinx(toy / "docs", site))
    assert written == ["index"]
    assert (site / "_images/drawing.svg").read_text(encoding="utf-8") == PICTURE
    picture.write_text(PICTURE.replace("9", "8"), encoding="utf-8")
    built(sphinx(toy / "docs", site))
    assert written == ["index", "how-to-read"]
    assert (site / "_images/drawing.svg").read_text(encoding="utf-8") == PICTURE.replace("9", "8")
