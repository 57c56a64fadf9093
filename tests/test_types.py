"""The type checker says what it is there to say: each fault of types that is planted is found."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from .conftest import PROJECT

#: A fault, and the kind by which the checker calls it.
FAULTS = {
    "def f(x): ...": "implicit-any-parameter",
    "def f(x: int): return x": "unannotated-return",
    "def f(x: list) -> None: ...": "implicit-any-type-argument",
    "x = {}": "implicit-any-empty-container",
    "import re\ndef f(x: str) -> str: return re.search('a', x).group()": "missing-attribute",
    "def f(x: str = None) -> None: ...": "bad-function-definition",
    "class A:\n    def f(self, x: int) -> None: ...\nclass B(A):\n    def f(self, x: str) -> None: ...": "bad-override",
    "def f(x: int) -> int:\n    if x: return 1": "bad-return",
    "import json\ndef f(x: str) -> dict[str, int]: return json.loads(x)": "no-any-return-explicit",
    "def f(x: int) -> None: ...\nf('a')": "bad-argument-type",
    "def f(x: int) -> None: ...\nf(y=1)": "unexpected-keyword",
    "from pydantic import BaseModel\nclass A(BaseModel):\n    x: int\nA(x=object())": "bad-argument-type",
    "from handbook.model import Term\nTerm(id=1)": "bad-argument-type",
    "from typing import cast\ndef f(x: int) -> int: return cast(int, x)": "redundant-cast",
    "def d(g): return g\n@d\ndef f(x: int) -> None: ...": "untyped-function-decorator",
    "def d(g): return g\n@d\nclass A: ...": "untyped-class-decorator",
    "from typing import Any\nA: Any = object\nclass B(A): ...": "unknown-base-class",
    "def f(x: int) -> bool: return x == 'a'": "incompatible-comparison",
    "def f() -> None:\n    x: int = 1\n    x: str = ''": "redefinition",
    "async def f() -> None: ...\nasync def g() -> None:\n    f()": "unused-coroutine",
    "import no_such_module": "missing-import",
    "from handbook.anchors import re": "implicit-reexport",
    "def f(x: int) -> int: return x  # pyrefly: ignore[bad-return]": "unused-ignore",
    "def f(x: int) -> str: return x  # type: ignore": "bad-return",
}  # fmt: skip


def test_each_fault_is_found(tmp_path: Path) -> None:
    """With the project's settings each of these faults is an error or warning of its kind, and either fails the check."""
    for number, text in enumerate(FAULTS):
        (tmp_path / f"fault_{number}.py").write_text(text + "\n", encoding="utf-8")
    command = ["check", "--config", "pyproject.toml", "--python-interpreter-path", sys.executable]
    done = subprocess.run(
        [sys.executable, "-m", "pyrefly", *command, "--output-format", "json", *sorted(tmp_path.glob("*.py"))],
        cwd=PROJECT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1, done.stdout + done.stderr
    found = {(Path(row["path"]).stem, row["name"]) for row in json.loads(done.stdout)["errors"]}
    missed = [text for number, (text, kind) in enumerate(FAULTS.items()) if (f"fault_{number}", kind) not in found]
    assert missed == [], done.stdout


def test_a_warning_fails_the_check(tmp_path: Path) -> None:
    """What the checker calls a warning only is a reason not to pass."""
    warned = tmp_path / "warned.py"
    warned.write_text("from typing import cast\ndef f(x: int) -> int: return cast(int, x)\n", encoding="utf-8")
    command = ["check", "--config", "pyproject.toml", "--python-interpreter-path", sys.executable]
    done = subprocess.run(
        [sys.executable, "-m", "pyrefly", *command, "--output-format", "json", warned],
        cwd=PROJECT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert [row["severity"] for row in json.loads(done.stdout)["errors"]] == ["warn"]
    assert done.returncode == 1
