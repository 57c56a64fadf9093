"""Edits that concern no page that Sphinx reads are built without it, and give the site of a build from nothing."""

from __future__ import annotations

import io
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sphinx.application import Sphinx
from sphinx.util.osutil import relative_uri
from typer.testing import CliRunner

from handbook.cli import app, load
from handbook.incremental import KEPT, state
from handbook.incremental.state import State
from handbook.sphinx_ext.frame import page_frame, page_writer
from handbook.sphinx_ext.running import sphinx_run, without_sphinx
from handbook.sphinx_ext.running.warm_builds import Site, WarmSites

from .conftest import PROJECT, TOY
from .edited_projects import SOURCE
from .posts import POST
from .running import on_cores
from .sites import CORES
from .toy_docs import CONF, INDEX

GLOSS = "gloss: A state by another sea.\n"
DRAFT = "id: draft-one\nkind: company\nname: Draft One\ngloss: Not confirmed.\ncite: [gazette-2024/2a]\nreview: draft\n"
Build = Callable[..., str]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy and its site, built once."""
    folder = tmp_path_factory.mktemp("refreshing")
    shutil.copytree(TOY, folder, dirs_exist_ok=True)
    (folder / "docs").mkdir(exist_ok=True)
    (folder / "docs" / "conf.py").write_text(CONF, encoding="utf-8")
    (folder / "docs" / "index.md").write_text(INDEX, encoding="utf-8")
    shutil.copy(PROJECT / "docs" / "timeline.md", folder / "docs" / "timeline.md")
    run(folder)
    # Pages of a build from nothing have no version of their own yet: after the first edits they do.
    edit(folder, "gloss: A state by the first sea.\n")
    run(folder)
    return folder


@pytest.fixture
def toy(built: Path, tmp_path: Path) -> Iterator[Path]:
    """The same, whose seeds and site are brought back at the end."""
    names = ("docs", "seeds", "out")
    for name in names:
        shutil.copytree(built / name, tmp_path / name)
    yield built
    for name in names:
        shutil.rmtree(built / name)
        shutil.copytree(tmp_path / name, built / name)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A word for each time that Sphinx is asked."""
    words: list[str] = []
    build = sphinx_run.build

    def heard(*arguments: object, **more: object) -> tuple[int, str]:
        words.append("Sphinx")
        return build(*arguments, **more)

    monkeypatch.setattr(sphinx_run, "build", heard)
    return words


def run(folder: Path, *more: str, out: str = "out/html", cores: int = CORES) -> str:
    """Build the site of a folder, and return what was said."""
    load("build")
    places = ("--seeds", str(folder / "seeds"), "--docs", str(folder / "docs"), "--out", str(folder / out))
    with on_cores(cores):
        result = CliRunner().invoke(app, ["build", *places, *more])
    assert result.exit_code == 0, result.output
    return result.output


def edit(folder: Path, line: str, entry: str = "actors/alba.yml", field: str = "gloss") -> None:
    """Put a line in the place of a field of an entry."""
    path = folder / "seeds/registry" / entry
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text(
        "".join(line if text.startswith(f"{field}:") else text for text in lines), encoding="utf-8", newline="\n"
    )


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_an_edit_of_a_gloss_asks_no_sphinx(toy: Path, asked: list[str]) -> None:
    """The page and the data files of the entry are other ones, and the site is that of a build from nothing; then nothing changed."""
    edit(toy, GLOSS)
    run(toy)
    assert asked == []
    assert "A state by another sea." in (toy / "out/html/actors/alba.html").read_text(encoding="utf-8")
    assert "Nothing changed." in run(toy)
    assert asked == []
    kept = state.load(toy / "out/html-doctrees" / KEPT, State)
    assert kept
    # They were mended, and serve the next edit.
    assert kept.everything.look_ups
    run(toy, out="clean/html", cores=1)
    assert asked == ["Sphinx"]
    assert files(toy / "out/html") == files(toy / "clean/html")
    shutil.rmtree(toy / "clean")


@pytest.mark.parametrize("name", ["docs/index.md", "docs/conf.py", "out/html/actors/borealis.html"])
def test_who_else_changed_asks_sphinx(toy: Path, asked: list[str], name: str) -> None:
    """With a page that people write, the configuration or a page of the site another than it was, Sphinx is asked, and takes over."""
    edit(toy, GLOSS)
    path = toy / name
    before = path.read_text(encoding="utf-8")
    path.write_text(
        before + "\n<!-- more -->\n" if path.suffix != ".py" else before + "\n# more\nsome = 1\n", encoding="utf-8"
    )
    run(toy)
    assert asked == ["Sphinx"]
    assert "A state by another sea." in (toy / "out/html/actors/alba.html").read_text(encoding="utf-8")
    if name.startswith("out"):
        assert path.read_text(encoding="utf-8") == before


def test_a_name_asks_sphinx(toy: Path, asked: list[str]) -> None:
    """What an entry declares to others, such as its name, is for Sphinx, which goes on with what was planned."""
    edit(toy, "name: Alba Renamed\n", field="name")
    run(toy)
    assert asked == ["Sphinx"]
    assert "Alba Renamed" in (toy / "out/html/actors/index.html").read_text(encoding="utf-8")


def test_with_drafts_left_out_only_what_is_touched_is_written(toy: Path, asked: list[str]) -> None:
    """With a draft in the seeds an edit of another entry writes its pages alone and asks no Sphinx, and one of the draft, or its end, writes none."""
    path = toy / "seeds/registry/actors/draft-one.yml"
    site = toy / "out/html"

    def written(change: Callable[[], object]) -> set[str]:
        """The pages that a build writes after a change; the site is that of a build from nothing."""
        before = {page: page.stat().st_ino for page in site.rglob("*.html")}
        change()
        asked.clear()
        run(toy)
        assert asked == []
        run(toy, out="clean/html", cores=1)
        assert files(site) == files(toy / "clean/html")
        shutil.rmtree(toy / "clean")
        return {
            page.relative_to(site).as_posix() for page in site.rglob("*.html") if before.get(page) != page.stat().st_ino
        }

    of_alba = written(lambda: edit(toy, GLOSS))
    assert {"actors/alba.html", "actors/index.html"} <= of_alba
    assert written(lambda: path.write_text(DRAFT, encoding="utf-8")) == set()
    assert written(lambda: edit(toy, "gloss: A state by the third sea.\n")) == of_alba
    assert written(lambda: edit(toy, "gloss: Still not.\n", "actors/draft-one.yml")) == set()
    assert written(lambda: path.unlink()) == set()


def test_a_confirmed_draft_has_a_page_until_it_is_turned_back(toy: Path, asked: list[str]) -> None:
    """A draft that is confirmed gets its page, through Sphinx, and one that is turned back loses it; pages that do not show it stay as they are."""
    path, site = toy / "seeds/registry/actors/draft-one.yml", toy / "out/html"
    path.write_text(DRAFT, encoding="utf-8")
    run(toy)
    for text, there in ((DRAFT.replace("review: draft\n", ""), True), (DRAFT, False)):
        path.write_text(text, encoding="utf-8")
        kept = (site / "agreements/north-pact.html").stat().st_ino
        asked.clear()
        run(toy)
        assert asked == ["Sphinx"]
        assert (site / "actors/draft-one.html").is_file() == there
        assert (site / "agreements/north-pact.html").stat().st_ino == kept
        run(toy, out="clean/html", cores=1)
        assert files(site) == files(toy / "clean/html")
        shutil.rmtree(toy / "clean")


def test_a_page_says_of_its_picture_what_is_so(toy: Path) -> None:
    """A source that changes nothing in a picture, but is counted above it: the hand-written page that shows it is that of a build from nothing."""
    text = SOURCE.format("courier-2024", "2024-03-01", "", "Borealis").replace(", and Nova was told", "")
    before = (toy / "out/html/timeline.html").read_text(encoding="utf-8")
    assert "Counted in 1 source (" in before
    (toy / "seeds/articles/courier-2024.md").write_text(text, encoding="utf-8")
    run(toy)
    after = (toy / "out/html/timeline.html").read_text(encoding="utf-8")
    assert after == before.replace("Counted in 1 source (", "Counted in 2 sources (the latest: ")


def test_what_cannot_be_written_is_told_by_sphinx(toy: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that cannot be written ends the attempt; the place is free for the build that follows, which tells it or succeeds."""
    edit(toy, GLOSS)
    page, times = page_writer.OwnWay.show, iter([OSError(28, "No space left on device")])

    def fails(self: page_writer.OwnWay, *arguments: object) -> None:
        for error in times:
            raise error
        page(self, *arguments)

    monkeypatch.setattr(page_writer.OwnWay, "show", fails)
    run(toy)
    assert asked == ["Sphinx"]
    assert "A state by another sea." in (toy / "out/html/actors/alba.html").read_text(encoding="utf-8")


def test_another_build_of_the_place_is_waited_for_by_sphinx(
    toy: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the place is in use nothing is begun without Sphinx, which waits and says so."""

    def busy(*_arguments: object) -> None:
        raise without_sphinx.locks.Busy

    monkeypatch.setattr(without_sphinx, "_begin", busy)
    edit(toy, GLOSS)
    run(toy)
    assert asked == ["Sphinx"]


def test_others_who_have_a_say_are_asked_for_each_page(toy: Path, asked: list[str]) -> None:
    """Where an extension listens to what pages are given, generated ones go through Sphinx: to the same bytes, if it adds nothing."""
    edit(toy, GLOSS)
    run(toy)
    own = files(toy / "out/html")
    conf = toy / "docs/conf.py"
    listens = "\n\ndef setup(app):\n    app.connect('html-page-context', lambda *page: None)\n"
    conf.write_text(conf.read_text(encoding="utf-8") + listens, encoding="utf-8")
    run(toy, out="listened/html")
    assert files(toy / "listened/html") == own
    edit(toy, "gloss: A state by the third sea.\n")
    run(toy, out="listened/html")
    assert asked == ["Sphinx", "Sphinx"]
    shutil.rmtree(toy / "listened")


addresses = st.lists(st.sampled_from(["a", "b", "ä%20c", "index.html"]), min_size=1, max_size=4).map("/".join)


@given(addresses, addresses)
def test_addresses_are_those_of_sphinx(base: str, to: str) -> None:
    """One page's address from another is what Sphinx makes it."""
    assert page_frame.relative(base, to) == relative_uri(base, to)


def test_a_warm_process_gives_the_site_of_a_build_from_nothing(
    toy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the edits that one process is told of one after the other those of texts alone, and of drafts, need no build of Sphinx; the site is a clean one after each."""
    built: list[str] = []
    build = Sphinx.build
    settings = {
        "language": "en",
        "html_baseurl": "",
        "handbook_seeds": "../seeds",
        "handbook_drafts": "none",
        "nitpicky": True,
    }
    answers = io.StringIO()
    sites = WarmSites(toy / "docs", [Site(toy / "warm/html", toy / "warm/doctrees", settings)], answers)
    index, draft = toy / "docs/index.md", toy / "seeds/registry/actors/draft-one.yml"
    steps: list[tuple[Callable[[], object], list[str]]] = [
        (lambda: None, ["Sphinx"]),
        (lambda: edit(toy, GLOSS), []),
        (lambda: edit(toy, "name: Alba Renamed\n", field="name"), ["Sphinx"]),
        (lambda: edit(toy, "gloss: A state by the first sea.\n"), []),
        (lambda: draft.write_text(DRAFT, encoding="utf-8"), []),
        (lambda: edit(toy, GLOSS), []),
        (lambda: edit(toy, "gloss: Still not.\n", "actors/draft-one.yml"), []),
        (lambda: draft.write_text(DRAFT.replace("review: draft\n", ""), encoding="utf-8"), ["Sphinx"]),
        (lambda: draft.write_text(DRAFT, encoding="utf-8"), ["Sphinx"]),
        (lambda: draft.unlink(), []),
        (lambda: index.write_text(index.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8"), ["Sphinx"]),
    ]
    with monkeypatch.context() as patch:
        patch.setattr(Sphinx, "build", lambda self, **more: (built.append("Sphinx"), build(self, **more))[1])
        for number, (change, asked) in enumerate(steps):
            change()
            built.clear()
            assert sites.build() == 0, answers.getvalue()
            assert built == asked, number
            for name in ("docs", "seeds", "warm/html"):
                shutil.copytree(toy / name, tmp_path / f"step-{number}" / name)
            shutil.copy(toy / "handbook.toml", tmp_path / f"step-{number}")
    sites.close()
    shutil.rmtree(toy / "warm")
    for number in range(1, len(steps)):
        step = tmp_path / f"step-{number}"
        run(step, cores=1)
        assert files(step / "warm/html") == files(step / "out/html"), number


def test_a_warm_process_says_whether_pages_were_made(toy: Path) -> None:
    """With a warning in a page all sites are made, and said to be with warnings; with a fault in the seeds none is."""
    answers = io.StringIO()
    settings = {"handbook_seeds": "../seeds", "handbook_drafts": "none", "nitpicky": True, "handbook_languages": "en,fr", "html_baseurl": ""}  # fmt: skip
    english = Site(toy / "warm/html", toy / "warm/doctrees", {**settings, "language": "en"})
    french = Site(toy / "warm/html/fr", toy / "warm/doctrees-fr", {**settings, "language": "fr"})
    sites = WarmSites(toy / "docs", [english, french], answers)
    page = toy / "docs/how-to-read.md"
    sound = "# How to read\n\nSound.\n"

    def built(text: str) -> tuple[int, list[dict[str, Any]]]:
        page.write_text(text, encoding="utf-8")
        before = len(answers.getvalue())
        status = sites.build()
        return status, [json.loads(line) for line in answers.getvalue()[before:].splitlines()]

    status, said = built(sound)
    assert (status, said[-1]["made"]) == (0, True), said
    status, said = built("# How to read\n\nNew words: {ref}`nothing-here`.\n")
    assert (status, said[-1]["made"]) == (1, True), said
    assert [(Path(one["written"]), one["warnings"]) for one in said if "written" in one] == [(english.out, 1), (french.out, 1)]  # fmt: skip
    assert [line for line in said[-1]["said"] if "nothing-here" in line] == said[-1]["said"]
    assert len(said[-1]["said"]) == 1
    for site in (english, french):
        assert "New words" in (site.out / "how-to-read.html").read_text(encoding="utf-8")
    edit(toy, "kind: ship\n", field="kind")
    status, said = built(sound)
    assert (status, said[-1]["made"]) == (1, False), said
    assert not any("written" in one for one in said)
    assert "New words" in (english.out / "how-to-read.html").read_text(encoding="utf-8")
    edit(toy, "kind: state\n", field="kind")
    status, said = built(sound)
    assert (status, said[-1]["made"], said[-1]["said"]) == (0, True, [])
    sites.close()


def test_sources_behind_a_lead_are_never_stale(toy: Path) -> None:
    """What a page counts of the claims of others that its lead names follows those claims, and the lead: the site is that of a build from nothing."""
    post = POST.format(origin="", text="2a. Alba and Borealis signed the North Pact in February 2024.\n  when: 2024-02")
    (toy / "seeds/articles/post-2024.md").write_text(post, encoding="utf-8")
    pact, ann = toy / "seeds/registry/agreements/north-pact.yml", toy / "seeds/registry/actors/ann-example.yml"
    before = pact.read_text(encoding="utf-8"), ann.read_text(encoding="utf-8")
    led = before[0].replace("claims:\n", "lead: {en: 'It has a minister [ann-example#office, signed].'}\nclaims:\n", 1)
    more = before[1].replace("for: [gazette-2024/2b]", "for: [gazette-2024/2b, post-2024/2a]")
    counts = []
    for number, texts in enumerate([(led, before[1]), (led, more), (before[0], more), (led, more), (led, before[1])]):
        pact.write_text(texts[0], encoding="utf-8")
        ann.write_text(texts[1], encoding="utf-8")
        run(toy)
        page = (toy / "out/html/agreements/north-pact.html").read_text(encoding="utf-8")
        counts += re.findall(r"(\d) sources? on this page", page)
        run(toy, out=f"clean-{number}/html", cores=1)
        assert files(toy / "out/html") == files(toy / f"clean-{number}/html"), number
        shutil.rmtree(toy / f"clean-{number}")
    assert counts == ["1", "2", "1", "2", "1"]
