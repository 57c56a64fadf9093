"""The house keeps its own rules: floors, documents, licences, and nothing of this machine."""

from __future__ import annotations

import ast
import json
import os
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from handbook.checks import Context
from handbook.reading.schema import associations, schemas

from .conftest import PROJECT
from .engine_modules import PACKAGE, modules, names_in, tree_of
from .test_cli import COMMANDS


def test_public_docstrings() -> None:
    """Every module, public class and public function of the package has a docstring (small obvious ones apart)."""
    missing = []
    for _, path in modules():
        tree = tree_of(path)
        if ast.get_docstring(tree) is None:
            missing.append(str(path))
        for node in tree.body:
            if (
                isinstance(node, ast.ClassDef | ast.FunctionDef)
                and not node.name.startswith("_")
                and ast.get_docstring(node) is None
            ):
                small = isinstance(node, ast.FunctionDef) and len(node.body) <= 6
                enum = isinstance(node, ast.ClassDef) and any(
                    isinstance(b, ast.Name) and b.id == "StrEnum" for b in node.bases
                )
                if not small and not enum:
                    missing.append(f"{path.name}:{node.name}")
    assert missing == []


def test_schemas_are_up_to_date(real_context: Context) -> None:
    """The committed JSON Schemas are those of the model (mend: handbook schema)."""
    made = {path.name: path.read_text(encoding="utf-8") for path in (PROJECT / "seeds" / "schema").glob("*.json")}
    assert made == schemas(real_context.corpus.words)


def test_editors_check_every_seed() -> None:
    """Each YAML file of the seeds that is read as records has one schema in the editor's settings, which is there; TOML names its own."""
    settings = json.loads((PROJECT / ".vscode/settings.json").read_text(encoding="utf-8"))["yaml.schemas"]
    assert settings == associations()
    assert all((PROJECT / name).is_file() for name in settings)
    # It is read by handbook evaluate alone, and holds no records.
    files = [p.relative_to(PROJECT) for p in (PROJECT / "seeds").rglob("*.yml") if p.name != "concordance.yml"]
    assert len(files) > 100
    for file in files:
        assert [pattern for pattern in settings.values() if file.match(pattern)], file
    assert "#:schema seeds/schema/configuration.json" in (PROJECT / "handbook.toml").read_text(encoding="utf-8")


def test_every_command_is_documented() -> None:
    """The README names every command, and its two commands are those of run.py."""
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    for command in COMMANDS:
        assert f"handbook {command}" in readme, command
    assert "python3 scripts/run.py build" in readme
    assert "python3 scripts/run.py test" in readme
    assert "python3 scripts/run.py test" in (PROJECT / ".ci" / "run").read_text(encoding="utf-8")


def test_licences_are_said() -> None:
    """README and site name both licences, and the texts are there."""
    for name in ("README.md", "docs/about/index.md", "handbook.toml"):
        text = (PROJECT / name).read_text(encoding="utf-8")
        assert "CC BY 4.0" in text
        assert name == "handbook.toml" or "Apache-2.0" in text
    assert "Apache-2.0" in (PACKAGE / "sphinx_ext/theme/fixed-colophon.html").read_text(encoding="utf-8")
    assert "Apache License" in (PROJECT / "LICENSE").read_text(encoding="utf-8")


def test_nothing_of_a_machine() -> None:
    """No tracked file names a package registry's host or a path of somebody's machine."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, check=False, text=True)
    if listed.returncode:
        pytest.skip("not a git checkout")
    # Written in parts, so that this file does not itself name what it forbids.
    words = [
        ".".join(parts)
        for parts in (("files", "pythonhosted"), ("pypi", "org/simple"), ("registry", "npmjs"), ("deb", "debian"))
    ]
    hosts = re.compile("|".join([*(re.escape(w) + "[./]" for w in words), "/" + "(work|root|home)/[a-z]+/"]))
    for name in listed.stdout.split("\0"):
        path = PROJECT / name
        if path.is_file() and path.suffix not in (".png", ".jpg", ".mo"):
            assert not hosts.search(path.read_text(encoding="utf-8")), name


@pytest.mark.long
def test_lint_and_types() -> None:
    """ruff and pyrefly (strict) are clean."""
    types = ["pyrefly", "check", "--python-interpreter-path", sys.executable]
    for command in (["ruff", "check", "--no-cache", "."], ["ruff", "format", "--no-cache", "--check", "."], types):
        done = subprocess.run(
            [sys.executable, "-m", *command], cwd=PROJECT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr


class TestRun:
    """scripts/run.py, the bootstrap."""

    def load(self) -> dict[str, object]:
        return runpy.run_path(str(PROJECT / "scripts" / "run.py"))

    def test_old_python_is_told(self) -> None:
        """A Python that is too old gets one message with what to install."""
        problem = self.load()["version_problem"]((3, 9, 1))
        assert "3.11 or newer is needed, this is 3.9" in problem

    def test_standard_library_only(self) -> None:
        """It imports nothing that a fresh machine lacks, and old syntax only."""
        tree = ast.parse((PROJECT / "scripts" / "run.py").read_text(encoding="utf-8"), feature_version=(3, 5))
        assert {n for node in ast.walk(tree) for n in names_in(node)} <= {
            "fcntl", "hashlib", "msvcrt", "os", "shutil", "signal", "subprocess", "sys", "time",
        }  # fmt: skip

    def test_tests_share_the_cores(self) -> None:
        """Tests run in two processes for each core, unless files or a number are named."""
        tests = self.load()["tests"]
        parallel = ["-n", str((os.cpu_count() or 1) * 2), "--dist", "worksteal"]
        assert tests([]) == parallel
        assert tests(["-k", "browser", "-x"]) == [*parallel, "-k", "browser", "-x"]
        for alone in (
            ["-n", "0"],
            ["-n2"],
            ["--numprocesses=2"],
            ["--pdb"],
            ["tests/test_house.py::TestRun"],
            ["-x", "tests"],
        ):
            assert tests(alone) == alone

    def test_stamp_follows_the_pins(self, tmp_path: Path) -> None:
        """A changed pin is a reason to install again."""
        space = self.load()
        stamp = space["stamp"]
        before = stamp("test")
        pins = tmp_path / "constraints.txt"
        pins.write_text("x==1\n", encoding="utf-8")
        stamp.__globals__["CONSTRAINTS"] = str(pins)
        assert stamp("test") != before

    def test_failed_install_is_told(self, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
        """When pip fails there is one message and no stamp, so that the next run tries again."""
        space = self.load()
        set_up = space["set_up"]
        (tmp_path / ".venv").mkdir()
        space["python"].__globals__["VENV"] = str(tmp_path / ".venv")
        # An environment that is there already, whose pip is this one's; it refuses the pins.
        set_up.__globals__["python"] = lambda: sys.executable
        set_up.__globals__["CONSTRAINTS"] = str(PROJECT / "pyproject.toml")
        assert set_up("") == 1
        assert "the installation failed" in capfd.readouterr().err
        assert not (tmp_path / ".venv" / "handbook-base").exists()

    def test_usage(self) -> None:
        """Without a command it says how it is used."""
        done = subprocess.run(
            [sys.executable, str(PROJECT / "scripts" / "run.py")], capture_output=True, text=True, check=False
        )
        assert done.returncode == 2
        assert "usage: python3 scripts/run.py COMMAND" in done.stdout


@pytest.mark.parametrize(
    "name", ["how-to-read.md", "about/method.md", "about/adding-an-article.md", "about/adding-an-entry.md"]
)
def test_guides_exist(name: str) -> None:
    """The contributor pages are there and are not stubs."""
    assert len((PROJECT / "docs" / name).read_text(encoding="utf-8")) > 800


def test_the_example_of_the_guide_is_right(toy: Path) -> None:
    """The article of the guide reads without a problem of form."""
    from handbook.reading.articles import read

    guide = (PROJECT / "docs" / "about" / "adding-an-article.md").read_text(encoding="utf-8")
    head = re.search(r"```yaml\n(---.*?---)\n```", guide, re.S)
    body = re.search(r"```text\n(.*?)```", guide, re.S)
    assert head
    assert body
    text = re.sub(r" +#.*", "", head[1]).replace("64 hexadecimal digits", "0" * 64)
    source, problems = read(text + "\n\n" + body[1], "seeds/articles/gazette-2024.md")
    assert problems == []
    assert source is not None
    assert [s.label for s in source.statements] == ["2a", "2b", "3a"]
