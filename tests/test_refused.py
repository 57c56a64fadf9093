"""What the system refuses a build, or seeds with problems, is one message with the place and the mend, the same each time."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from handbook import faults
from handbook.sphinx_ext.running.stop_messages import refused

from .running import sphinx
from .sites import Site, write


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A project with a site."""
    made = Site(tmp_path_factory.mktemp("refused") / "project")
    assert made.run(made.out)[0] == 0
    return made


@pytest.mark.parametrize("name", ["index.html", "actors/alba.html", "_static/pygments.css", "how-to-read.html"])
def test_a_folder_in_the_way(name: str, site: Site) -> None:
    """A folder where a file is wanted is named with the mend, each time that one builds, whichever process wanted to write there."""
    path = site.out / name
    path.unlink()
    write(path / "theirs", "Of others.")
    said = [site.run(site.out) for _time in range(3)]
    (path / "theirs").unlink()
    path.rmdir()
    assert {status for status, _text in said} == {1}
    for _status, text in said:
        (line,) = [line for line in text.splitlines() if "handbook: " in line]
        assert line == f"handbook: OUT/{name}: Is a directory (it is in the way: remove it, or name another folder)"
    assert site.run(site.out)[0] == 0


@pytest.mark.parametrize(
    ("names", "named"),
    [
        (("/e/theme/file.png", "/s/.static-x1/file.png"), "/s: "),
        (("/s/actors/alba.html", None), "/s/actors: "),
        (("/s/actors/.alba.html.12.tmp", None), "/s/actors: "),
    ],
)
def test_no_room(names: tuple[str, str | None], named: str) -> None:
    """The folder that is full is named, not what was copied there, by an error of this process as by the text of another one's."""
    error = OSError(errno.ENOSPC, "No space left on device", names[0], None, names[1])
    told = refused(f"OSError: {error}")
    assert told
    wanted = f"{named}No space left on device (make room, then run the command again)"
    assert faults.in_words(error) == faults.in_words(told) == wanted


def test_no_room_and_no_name(tmp_path: Path) -> None:
    """Where the system says no name, a folder that was written to is named."""
    error = OSError(errno.ENOSPC, "No space left on device")
    assert faults.in_words(error, tmp_path / "none", tmp_path).startswith(f"{tmp_path}: No space left on device (")
    assert faults.in_words(error).startswith("nothing more can be written: ")


def test_seeds_with_problems(toy: Path) -> None:
    """``sphinx-build`` tells problems of seeds and how many there are, and ends; it has no report of a crash."""
    write(toy / "seeds/registry/actors/bad.yml", "id: bad\n")
    done = sphinx(toy / "docs", toy / "out")
    assert done.returncode == 2
    assert "bad.yml" in done.stderr
    assert done.stderr.count("in the seeds: nothing was built, and the last good site stays") == 1
    assert "Traceback" not in done.stderr
    assert "report" not in done.stderr


@pytest.fixture(params=["site", "what is stored"])
def read_only(request: pytest.FixtureRequest, site: Site) -> Iterator[Path]:
    """The folder of the site, or of what builds keep, in which nothing may be written."""
    folder = site.out if request.param == "site" else site.out.with_name("html-doctrees")
    paths = [folder, *folder.rglob("*")]
    for path in paths:
        path.chmod(path.stat().st_mode & ~0o222)
    yield folder
    for path in paths:
        path.chmod(path.stat().st_mode | 0o200)


@pytest.mark.skipif(os.name != "posix", reason="rights are others there")
def test_nothing_may_be_written(read_only: Path, site: Site) -> None:
    """Without the right to write a build is one message that names a place there, each time the same."""
    path = site.seeds / "registry/actors/alba.yml"
    old = path.read_text(encoding="utf-8")
    path.write_text(old.replace("name: Alba", "name: Great Alba"), encoding="utf-8")
    words = [sys.executable, "-m", "handbook", "build", "--seeds", site.seeds, "--docs", site.docs, "--out", site.out]
    if not os.geteuid():
        if not shutil.which("setpriv"):
            pytest.skip("the superuser may write anywhere, and there is no setpriv")
        less = "-dac_override,-dac_read_search"
        words = ["setpriv", f"--bounding-set={less}", f"--inh-caps={less}", *words]
    said = []
    for _time in range(2):
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        assert done.returncode == 1, done.stdout + done.stderr
        said.append(
            [line for line in (done.stdout + done.stderr).splitlines() if line and not line.startswith("Read ")]
        )
    path.write_text(old, encoding="utf-8")
    assert said[0] == said[1]
    (line,) = said[0]
    assert line.startswith(f"handbook: {read_only}")
    assert line.endswith(": Permission denied (get the right to write there, or name another folder)")
