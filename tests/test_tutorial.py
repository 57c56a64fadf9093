"""The tutorial of the engine, command by command, as it stands in the documentation."""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

from .conftest import PROJECT
from .running import handbook

TUTORIAL = PROJECT / "docs" / "engine" / "tutorial.md"
BLOCK = re.compile(r"^```(?:\{code-block\} )?(\w+)\n(?::caption: ([^\n]+)\n\n)?(.*?)^```$", re.M | re.S)
#: What installs the engine, which is at hand here; ``test_package`` installs it.
INSTALLING = ("python3 -m venv", ". .venv", "pip install")


def steps() -> Iterator[tuple[str, str, str]]:
    """Each block: its language, the file that it is, and its text."""
    for match in BLOCK.finditer(TUTORIAL.read_text(encoding="utf-8")):
        yield match[1], match[2] or "", match[3]


def test_the_tutorial(tmp_path: Path) -> None:
    """Followed in an empty folder, each command of the tutorial ends well, and a site and a book with its entries are there at the end."""
    here, run = tmp_path, 0
    for language, name, text in steps():
        if language == "console":
            for line in text.splitlines():
                words = shlex.split(line)
                if line.startswith(INSTALLING):
                    continue
                run += 1
                if words[0] == "cd":
                    here = here / words[1]
                    continue
                assert words[0] == "handbook", line
                done = handbook(*words[1:], cwd=here)
                assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        elif language == "toml":
            path = here / "handbook.toml"
            path.write_text(text + path.read_text(encoding="utf-8"), encoding="utf-8")
            assert tomllib.loads(path.read_text(encoding="utf-8"))["address"].startswith("https://")
        else:
            assert name, text
            (here / name).write_text(text, encoding="utf-8")
    assert run == 8
    assert handbook("build", cwd=here).returncode == 0
    page = (here / "docs/_build/html/agreements/ferry-agreement.html").read_text(encoding="utf-8")
    assert 'rel="canonical" href="https://museum.github.io/ferries/agreements/ferry-agreement.html"' in page
    assert (here / "docs/_build/pdf/handbook.pdf").is_file()
