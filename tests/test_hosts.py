"""What the guide gives for hosts and containers: its commands exist, and the container's steps are followed as far as a machine without one can."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main
import yaml

from handbook import cli, starting
from handbook.cli.common import app

from .conftest import PROJECT

GUIDE = (PROJECT / "docs/about/publishing.md").read_text(encoding="utf-8")
#: A line that calls the handbook, or a script of the repository.
CALL = re.compile(r"scripts/run\.py|\.ci/|^handbook ")
#: What is no command of the handbook but of the project's start.
OF_RUN = {"test"}


def blocks(language: str) -> list[str]:
    """The blocks of the guide in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", GUIDE, re.M | re.S)


def words_in(value: Any) -> Iterator[str]:
    """Every text in a configuration, lines of scripts one by one."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from words_in(part)
    elif isinstance(value, str):
        yield from value.splitlines()


def configurations() -> dict[str, Any]:
    """The configurations for hosts: those of the guide, of the repository, and of a new handbook."""
    texts = {f"guide {number}": text for number, text in enumerate(blocks("yaml"))}
    texts["new"] = starting.project(starting.Options("A"))[".github/workflows/publish.yml"]
    files = [PROJECT / ".gitlab-ci.yml", *sorted((PROJECT / ".github/workflows").glob("*.yml"))]
    texts |= {path.name: path.read_text(encoding="utf-8") for path in files}
    return {name: yaml.safe_load(text) for name, text in texts.items()}


def checked(command: str) -> str:
    """The name of the command that a line gives to ``scripts/run.py`` or ``handbook``, all of whose options it has."""
    # What a host fills in is a word of its own.
    line = re.sub(r"\$\{\{.*?\}\}|\$\w+", "VALUE", command)
    words = shlex.split(line)
    name, *options = words[words.index("scripts/run.py" if "scripts/run.py" in words else "handbook") + 1 :]
    if name not in OF_RUN:
        cli.load()
        known = typer.main.get_command(app).commands[name].params
        names = {option for parameter in known for option in parameter.opts}
        assert {word for word in options if word.startswith("--")} <= names, command
    return name


def test_workflows_call_what_is_there() -> None:
    """Every command that a configuration for a host calls exists with its options, and every script is there and is a script."""
    called: list[str] = []
    for name, configuration in configurations().items():
        lines = [line for line in words_in(configuration) if CALL.search(line)]
        assert lines, name
        for line in lines:
            if ".ci/" not in line:
                called.append(checked(line))
            else:
                script = PROJECT / line.split()[-1]
                assert subprocess.run(["bash", "-n", script], check=False).returncode == 0
                text = script.read_text(encoding="utf-8")
                called += [checked(row) for row in text.splitlines() if row.startswith("python3 scripts/run.py")]
    assert called.count("publish") == 3
    assert {"build", "test", "check"} <= set(called)


def container() -> list[tuple[str, str]]:
    """The instructions of the container file with what they are given."""
    (text,) = blocks("docker")
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in text.splitlines() if line)]


def test_the_container_s_files_are_there() -> None:
    """Its Python is one that the engine allows, what it copies is in the repository, and its command exists."""
    steps = container()
    assert steps[0][0] == "FROM"
    version = re.search(r"python:3\.(\d+)", steps[0][1])
    assert version
    assert 11 <= int(version[1]) <= 13
    for word, rest in steps:
        if word == "COPY":
            assert all((PROJECT / name).exists() for name in rest.split()[:-1]), rest
    assert checked(" ".join(json.loads(dict(steps)["ENTRYPOINT"]))) == "publish"


@pytest.mark.long
@pytest.mark.package
def test_the_container_s_steps(tmp_path: Path) -> None:
    """Followed one by one in an empty folder and a clean environment they publish the handbook; only the machine is not the image's."""
    place, public = tmp_path / "handbook", tmp_path / "public"
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, text=True, check=True)
    tracked = [name for name in listed.stdout.split("\0") if name and (PROJECT / name).is_file()]
    environment = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    place.mkdir()

    def run(command: list[str]) -> str:
        done = subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    for word, rest in container():
        if word == "COPY":
            for name in rest.split()[:-1]:
                for file in [f for f in tracked if f == name or f.startswith(f"{name}/")]:
                    (place / file).parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy(PROJECT / file, place / file)
        elif word == "RUN":
            run(["bash", "-c", rest.replace("python3", shlex.quote(sys.executable))])
        elif word == "ENTRYPOINT":
            words = [sys.executable if w == "python3" else w for w in json.loads(rest)]
            words = [str(public) if w == "/public" else w for w in words]
            said = run([*words, "https://example.org/handbook/"])
            assert "Published in " in said
    assert (public / "latest/index.html").is_file()
    assert "https://example.org/handbook/latest/" in (public / "sitemap.xml").read_text(encoding="utf-8")
