"""Shared fixtures: the toy corpus, copies of it, and the places of the real texts."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
import warnings
from collections.abc import Callable, Generator, Sequence
from itertools import islice
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

from handbook import publish
from handbook.book import Book, Drafts
from handbook.checks import Context
from handbook.legible import legible
from handbook.problems import Problem, Report

from . import remembered
from .running import PROJECT, built, sphinx
from .toy_docs import CONF, INDEX

#: Modules of fixtures: an article to add, the book, a desk at work on it, a real browser, packages.
pytest_plugins = (
    "tests.adding_articles",
    "tests.books",
    "tests.browsing",
    "tests.desks",
    "tests.edited_projects",
    "tests.packages",
    "tests.two_languages",
)

TESTS = Path(__file__).parent
SHARED = PROJECT.parent / "shared"
TOY = TESTS / "toy"
#: The address of the handbook's site in tests.
BASE = "https://handbook.example/"
#: Where OpenRefine asks the reconciliation service.
HERE = "http://127.0.0.1:8002"

#: Java for a program that ends soon: compiling it as for one that runs for hours takes longer than running it.
JAVA = ("java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")

#: With HANDBOOK_LONG=1 tests try all of what they otherwise try a part of: some take minutes each.
LONG = bool(os.environ.get("HANDBOOK_LONG"))

# A machine that is busy is no fault.
settings.register_profile("handbook", deadline=None, max_examples=400 if LONG else 100)
settings.load_profile("handbook")

# Looking for cycles among the millions of objects that a session holds took a seventh of its time.
gc.set_threshold(100_000, 50, 100)
remembered.remember()
# Nobody pulls the plug of a machine that runs tests: what is to be on its disk may get there later.
os.fsync = lambda _file: None


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--all``: also the tests that want a browser, or build the whole handbook or a book."""
    parser.addoption("--all", action="store_true", help="also tests with a browser and of the whole handbook")


def pytest_configure(config: pytest.Config) -> None:
    """Who asks for all tests, or names files and no marks, gets those too that are left out by default."""
    if any(word.startswith("-m") for word in config.invocation_params.args):
        return
    if config.getoption("--all") or config.args_source is pytest.Config.ArgsSource.ARGS:
        config.option.markexpr = "not package"


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Generator[None]:
    """Mark what asks for a browser or for the site of the whole handbook; of what is then left, what takes longest is begun first."""
    for item in items:
        for fixture, mark in (("chromium_of_session", "browser"), ("real_site", "slow")):
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(mark)
    yield
    long = [item.get_closest_marker("long") is not None for item in items]
    items[:] = [items[at] for at in shared_out(long, int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))]


def shared_out(long: Sequence[bool], processes: int) -> list[int]:
    """The order of tests, of each of which is given whether it takes long, in which each of the processes begins with its share of those.

    pytest-xdist gives the first process so many from the beginning, the second those after them, and so on.
    """
    lasting = [at for at, is_long in enumerate(long) if is_long]
    others = iter([at for at, is_long in enumerate(long) if not is_long])
    order: list[int] = []
    for process in range(processes):
        mine = lasting[process::processes]
        size = (len(long) - len(order)) // (processes - process)
        order += [*mine, *islice(others, max(0, size - len(mine)))]
    return [*order, *others]


#: What our own modules use and a later Python, Sphinx or library has no more: as it was warned of.
deprecated: list[str] = []


def pytest_warning_recorded(warning_message: warnings.WarningMessage) -> None:
    """Hear what is said of our own modules."""
    goes = issubclass(warning_message.category, (DeprecationWarning, PendingDeprecationWarning))
    if goes and Path(warning_message.filename).is_relative_to(PROJECT / "scripts" / "handbook"):
        deprecated.append(f"{warning_message.filename}:{warning_message.lineno}: {warning_message.message}")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A run in which our own code used what is deprecated fails; tests that expect a fault would swallow an error."""
    if deprecated and not session.exitstatus:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was used that is deprecated."""
    for words in sorted(set(deprecated)):
        terminalreporter.write_line(f"deprecated, in our own code: {words}", red=True)


def pytest_collection_finish() -> None:
    """What was imported and collected stays as long as this process does: nobody looks for cycles in it again."""
    gc.freeze()


def pytest_runtest_teardown() -> None:
    """Commands that make a great deal stop looking for cycles, and end soon; this process goes on."""
    gc.enable()


def toy_project(target: Path) -> Path:
    """A copy of the toy project in a folder: seeds, originals, docs."""
    shutil.copytree(TOY, target, dirs_exist_ok=True)
    (target / "docs" / "conf.py").write_text(CONF, encoding="utf-8")
    (target / "docs" / "index.md").write_text(INDEX, encoding="utf-8")
    shutil.copy(PROJECT / "docs" / "timeline.md", target / "docs" / "timeline.md")
    return target


def in_french(project: Path) -> None:
    """Have a toy project's site in French too."""
    file = project / "handbook.toml"
    file.write_text('language = "en"\nlanguages = ["fr"]\n' + file.read_text(encoding="utf-8"), encoding="utf-8")


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    """A copy of the toy project that a test may change."""
    return toy_project(tmp_path / "toy")


def book_of(folder: Path, language: str = "en", base: str = "", drafts: Drafts = Drafts.NONE) -> Book:
    """The book of a seeds folder, with nothing from earlier runs."""
    return Book(*publish.read(folder), language, base, drafts)


@pytest.fixture(scope="session")
def toy_context() -> Context:
    context, report = publish.read(TOY / "seeds")
    assert not report.problems, report.sorted()
    return context


@pytest.fixture(scope="session")
def real_context() -> Context:
    """The handbook's own seeds, read once and sound."""
    context, report = publish.read(PROJECT / "seeds")
    assert [str(p) for p in report.sorted()] == []
    return context


@pytest.fixture(scope="session")
def real_book(real_context: Context) -> Book:
    """The book of the handbook's own seeds."""
    return Book(real_context, Report(), "en", "", Drafts.NONE)


@pytest.fixture(scope="session")
def real_originals() -> Path:
    """The folder of the two seed articles; the test is skipped, saying so, without it."""
    folder = SHARED / "seeds"
    if not folder.is_dir():
        pytest.skip("the original articles are not beside this checkout (../shared/seeds)")
    return folder


@pytest.fixture(scope="session")
def gold() -> Path:
    folder = SHARED / "gold"
    if not folder.is_dir():
        pytest.skip("the reference annotation is not beside this checkout (../shared/gold)")
    return folder


@pytest.fixture
def problems_with(toy: Path) -> Callable[..., list[Problem]]:
    """The problems of the toy corpus with files (path to text or bytes) laid over it."""

    def overlay(files: dict[str, str | bytes]) -> list[Problem]:
        for name, content in files.items():
            path = toy / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
        return publish.read(toy / "seeds")[1].sorted()

    return overlay


def readable(text: str) -> bool:
    """Whether a record may have a text: it shows something, and keeps within its line."""
    try:
        return legible(text) == text and text != ""
    except ValueError:
        return False


def shared(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder that ``make`` fills once a session, whichever of the processes that run tests wants it first; nobody changes it."""
    base = factory.getbasetemp()
    # Under pytest-xdist each process has a folder of its own under the one of the session.
    root = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    folder, made = root / name, root / f"{name}.made"
    with FileLock(root / f"{name}.lock"):
        if not made.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            made.touch()
    return folder


@pytest.fixture(scope="session")
def toy_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the toy, strictly built; a test only looks at it (its sources are in ``../docs`` and ``../seeds``)."""

    def make(folder: Path) -> None:
        toy_project(folder)
        built(sphinx(folder / "docs", folder / "html"))

    return shared(tmp_path_factory, "toy-site", make) / "html"


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the handbook itself for the address ``BASE``, as a person builds it; a test only looks at it."""

    def make(folder: Path) -> None:
        command = [sys.executable, "-m", "handbook", "build", "--url", BASE, "--out", str(folder / "html")]
        done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

    return shared(tmp_path_factory, "real-site", make) / "html"


@pytest.fixture(scope="session")
def divided_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project of a handbook with divided lists, and its site in ``out``; a test only looks at it."""
    from .divided import make_site

    return shared(tmp_path_factory, "divided", make_site)
