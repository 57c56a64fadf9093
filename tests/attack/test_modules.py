"""Modules that lie in somebody else's handbook, under names of those that we load."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ..conftest import PROJECT

#: Names of modules that the engine, or a program that it starts, loads late.
NAMES = (
    "sphinx",
    "typst",
    "uvicorn",
    "starlette",
    "yaml",
    "pydantic",
    "babel",
    "rich",
    "jinja2",
    "docutils",
    "readline",
    "pypdfium2",
    "docx",
    "pip",
    "venv",
)


@pytest.fixture
def theirs(toy: Path) -> Path:
    """A handbook of others with such modules beside its handbook.toml."""
    for name in NAMES:
        (toy / f"{name}.py").write_text(f"open({str(toy / 'RAN')!r}, 'a').write({name!r})\nraise SystemExit('theirs')\n", encoding="utf-8")  # fmt: skip
    return toy


def started(theirs: Path, *arguments: str) -> subprocess.Popen[str]:
    """The program as it is installed: without the folder in which one stands."""
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "handbook", *arguments], cwd=theirs, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env={**os.environ, "NO_COLOR": "1"},
    )  # fmt: skip


@pytest.mark.parametrize("arguments", [("pdf",), ("check",), ("build",), ("schema",)])
def test_commands_load_none_of_them(theirs: Path, arguments: tuple[str, ...]) -> None:
    """No command, nor a program that it starts, loads a module that lies beside a handbook.toml."""
    process = started(theirs, *arguments)
    said = process.communicate(timeout=300)[0]
    assert not (theirs / "RAN").exists(), (theirs / "RAN").read_text(encoding="utf-8")
    assert process.returncode == 0, said


def test_serving_loads_none_of_them(theirs: Path) -> None:
    """Nor does the process that makes the pages for ``handbook serve``."""
    process = started(theirs, "serve", "--port", "0")
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if "The site is in" in line or "ended; it begins anew" in line:
            break
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert not (theirs / "RAN").exists(), (theirs / "RAN").read_text(encoding="utf-8")
    assert "The site is in" in said


def test_nothing_is_started_with_the_folder_in_which_one_stands() -> None:
    """Wherever our code starts Python it says ``-P``."""
    for path in (*(PROJECT / "scripts/handbook").rglob("*.py"), PROJECT / "scripts/run.py"):
        text = path.read_text(encoding="utf-8")
        for start in ("[sys.executable,", "[python(),", "        sys.executable,\n", "        python(),\n"):
            for part in text.split(start)[1:]:
                # Our own tests stand in our own folder.
                assert part.lstrip().startswith(('"-P"', '"-m", "pytest"')), path
