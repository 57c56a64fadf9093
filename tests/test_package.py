"""The engine as a package: wheel and sdist, each installed alone in an environment of its own, make a handbook.

Run by ``pytest -m package``, and by ``.ci/run``; it installs from where pip does, with the pins.
"""

from __future__ import annotations

import re
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from .packages import Installer, run
from .test_any_handbook import SUBJECT, is_general

pytestmark = pytest.mark.package


def test_what_the_package_says_of_itself(packed: tuple[Path, Path]) -> None:
    """The wheel is the engine's: its own name, version and licence, and nothing of the handbook beside it."""
    wheel, sdist = packed
    with zipfile.ZipFile(wheel) as archive:
        texts = {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}
    (metadata,) = (text for name, text in texts.items() if name.endswith(".dist-info/METADATA"))
    assert re.search(r"^Name: handbook-engine$", metadata, re.M)
    assert re.search(r"^License-Expression: Apache-2.0 AND CC-BY-SA-3.0$", metadata, re.M)
    assert any(name.endswith("licenses/LICENSE") for name in texts)
    assert "handbook/starting/template/any/gitignore" in texts
    named = [name.removeprefix("handbook/") for name, text in texts.items() if SUBJECT.search(text)]
    assert [name for name in named if not is_general(name)] == []
    with tarfile.open(sdist) as archive:
        names = [name.partition("/")[2] for name in archive.getnames()]
    assert not [name for name in names if name.startswith(("seeds", "docs", "tests"))]


@pytest.mark.long
@pytest.mark.parametrize("which", [0, 1], ids=["wheel", "sdist"])
def test_the_package_alone_makes_a_handbook(
    packed: tuple[Path, Path], which: int, installer: Installer, tmp_path: Path, timed: Callable[[str], None]
) -> None:
    """Installed alone it makes, checks and builds a handbook and its book, in a folder with blanks and accents."""
    home = tmp_path / "Été à la mer"
    python, program = installer.install(packed[which], home / "env"), home / "env" / "bin" / "handbook"
    timed("installed")
    assert run(program, "check", cwd=home, check=False).startswith("handbook: there is no handbook.toml")
    run(program, "new", "mes fiches", "--title", "Mes fiches", "--language", "fr", "--example", cwd=home)
    place = home / "mes fiches"
    assert run(program, "check", cwd=place) == "0 problems\n"
    run(program, "build", cwd=place)
    run(program, "pdf", cwd=place)
    timed("built, with its book")
    assert "Mes fiches" in (place / "docs/_build/html/index.html").read_text(encoding="utf-8")
    assert (place / "docs/_build/pdf/handbook.pdf").is_file()
    # The next build offers the book; the one after it has nothing to do.
    run(program, "build", cwd=place)
    assert (place / "docs/_build/html/downloads/handbook.pdf").is_file()
    assert "Nothing changed" in run(program, "build", cwd=place)
    # Sphinx alone builds it too.
    run(home / "env/bin/sphinx-build", "-q", "-n", "-W", "docs", "out", cwd=place)
    assert run(python, "-c", "from handbook import actor, save; print('sound')", cwd=home) == "sound\n"


@pytest.fixture
def timed(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Says how long it took so far; nothing depends on it."""
    import time

    began = time.monotonic()

    def say(what: str) -> None:
        sys.stderr.write(f"\n{request.node.name}: {what} after {time.monotonic() - began:.0f} s")

    return say
