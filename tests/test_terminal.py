"""Whatever stands in seeds, articles and names: no command of any kind sends it to a terminal as a command."""

from __future__ import annotations

import ast
import io
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.cli import terminal

from .conftest import PROJECT, TOY
from .running import handbook

#: A title, a colour, the clipboard, C1 controls as characters, a bell, backspaces, directions, odd line ends, a BOM.
EVIL = "\x1b]0;owned\x07\x1b[31mred\x1b]52;c;ZXZpbA==\x07\u009b31m\u0090x\u009c\b\x7f\u202egnp\u202c\u2066x\u2069\u200f\u2028\r"
UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def yaml(text: str) -> str:
    """Text as YAML's double quotes let it in, whatever it is."""
    return '"' + "".join(f"\\U{ord(c):08x}" for c in text) + '"'


def run(arguments: list[str], cwd: Path, **environment: str) -> tuple[int, bytes]:
    done = handbook(*arguments, cwd=cwd, given="q\n", **environment)
    return done.returncode, (done.stdout + done.stderr).encode("utf-8")


def run_alone(arguments: list[str], cwd: Path, **environment: str) -> tuple[int, bytes]:
    """The same in a process of its own, with real streams."""
    done = subprocess.run(
        [sys.executable, "-m", "handbook", *arguments], cwd=cwd, capture_output=True, check=False, input=b"q\n", env={**os.environ, **environment}, timeout=300,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def hostile(toy: Path) -> Path:
    """The toy with marks for terminals in names, values, rulings, originals, file names and articles."""
    seeds = toy / "seeds"
    actor = (seeds / "registry/actors/alba.yml").read_text(encoding="utf-8")
    (seeds / "registry/actors/alba.yml").write_text(
        actor.replace("gloss: ", f"gloss: {yaml(EVIL + ' A state.')} #"), encoding="utf-8"
    )
    draft = f"id: eve\nkind: person\nname: {yaml('Eve' + EVIL)}\ngloss: G, not described yet.\nreview: draft\nfound: {{confidence: 0.5, evidence: {yaml(EVIL)}}}\ncite: [gazette-2024/2a]\n"
    (seeds / "registry/actors/eve.yml").write_text(draft, encoding="utf-8")
    with (seeds / "rulings.yml").open("a", encoding="utf-8") as file:
        file.write(
            f"- {{kind: question, text: {yaml('Who' + EVIL)}, entries: [alba], source: gazette-2024, paragraphs: [2], date: 2024, reason: {yaml(EVIL)}}}\n"
        )
    (toy / "evil.txt").write_text(
        f'A title {EVIL} here\n\nEve {EVIL} of Alba said on 2 May 2024: "We {EVIL} go."\n', encoding="utf-8"
    )
    (toy / "gold").mkdir()
    (toy / "gold" / "a.json").write_text(
        json.dumps(
            {
                "mentions": [],
                "paragraphs": [{"n": 1, "start": 0, "text": f"Eve {EVIL} of Alba came in May 2024."}],
                "anchor": "2024",
                "dates": [{"start": 0, "end": 3, "edtf": "1999", "type": "POINT", "surface": f"E{EVIL}"}],
            }
        ),
        encoding="utf-8",
    )
    (toy / "archive").mkdir()
    (toy / "archive" / f"{EVIL.replace('/', '')}.txt").write_text(f"Alba {EVIL}\n", encoding="utf-8")
    os.mkfifo(toy / "archive" / "pipe.txt")
    return toy


@pytest.fixture
def broken(hostile: Path) -> Path:
    """The same with faults: messages quote what is wrong."""
    seeds = hostile / "seeds"
    for name, text in {
        "kind": f"id: kind\nkind: {yaml(EVIL)}\nname: X\n", "field": f"id: field\n{yaml('x' + EVIL)}: 1\n", "twice": f"{yaml(EVIL)}: 1\n{yaml(EVIL)}: 2\n", "tag": f"id: !{EVIL[:0]}<\u202e> x\n",
        "raw": f"id: {EVIL}\n", "cite": f"id: cite\nkind: state\nname: {yaml(EVIL)}\ngloss: G.\ncite: [{yaml(EVIL)}]\n", "date": f"id: date\nkind: talks\nname: X\ngloss: G.\ndates: [{{date: {yaml(EVIL)}, cite: [gazette-2024/2a]}}]\n",
    }.items():  # fmt: skip
        (seeds / "registry/actors" / f"{name}.yml").write_text(text, encoding="utf-8")
    (seeds / "registry/actors" / f"{EVIL}.yml".replace("\r", "")).write_text("id: x\n", encoding="utf-8")
    Path(os.fsdecode(os.fsencode(seeds / "registry/actors") + b"/\x9b31m\xff.yml")).write_text(
        "id: y\n", encoding="utf-8"
    )
    (seeds / "articles" / "post-2024.md").write_text(
        f"---\nid: post-2024\n---\n\n2a. [{EVIL}] x\n  {EVIL}: y\n  when: {EVIL}\n", encoding="utf-8"
    )
    return hostile


def commands(toy: Path) -> dict[str, list[str]]:
    """Every command, with arguments that are hostile where they can be."""
    seeds = ["--seeds", str(toy / "seeds")]
    docs = [*seeds, "--docs", str(toy / "docs")]
    said = ["--publication", f"Post {EVIL}", "--published", "2024-05-02", "--consulted", "2024-06-01"]
    return {
        "check": ["check", *seeds], "check json": ["check", *seeds, "--format", "json"], "check originals": ["check", *seeds, "--originals", str(toy / "originals")],
        "review list": ["review", "--list", *seeds], "review json": ["review", "--list", "--format", "json", *seeds], "review": ["review", *seeds], "review confirm": ["review", "confirm", "eve", *seeds],
        "place list": ["place", "--list", *seeds], "place json": ["place", "--format", "json", *seeds], "place no such": ["place", f"x{EVIL}", f"y{EVIL}", *seeds], "check unplaced": ["check", "--unplaced", *seeds],
        "review no such": ["review", "confirm", f"x{EVIL}", *seeds], "query": ["query", "actor", "alba", *seeds], "query json": ["query", "actor", "eve", "--format", "json", "--drafts", "all", *seeds],
        "cite": ["cite", "alba", *seeds], "cite no such": ["cite", f"x{EVIL}", *seeds],
        "query no such": ["query", "actor", f"x{EVIL}", *seeds], "query kind": ["query", f"k{EVIL}", "x", *seeds], "add dry": ["add", str(toy / "evil.txt"), *said, "--dry-run", *seeds],
        "add": ["add", str(toy / "evil.txt"), *said, *seeds], "add no such": ["add", f"no{EVIL}.txt", *seeds], "add date": ["add", str(toy / "evil.txt"), "--publication", "P", "--published", EVIL, *seeds],
        "convert": ["convert", str(toy / "evil.txt")], "convert all": ["convert", *docs], "convert no such": ["convert", f"no{EVIL}"], "evaluate": ["evaluate", str(toy / "gold"), "--errors", *seeds],
        "evaluate no such": ["evaluate", f"no{EVIL}", *seeds], "annotate no such": ["annotate", f"no{EVIL}", "--out", str(toy / "ann"), *seeds], "annotate": ["annotate", str(toy / "archive"), "--out", str(toy / "out"), *seeds], "release": ["release", *seeds], "schema": ["schema", *seeds],
        "build": ["build", *docs, "--out", str(toy / "site")], "build language": ["build", "--language", EVIL, *docs], "build url": ["build", "--url", f"https://{EVIL}", *docs],
        "pdf": ["pdf", *docs, "--entry", f"no{EVIL}", "--out", str(toy / "pdf")], "epub": ["epub", *docs, "--out", f"{toy}/blocked{EVIL}".replace("\x00", "")], "bench": ["bench", "make", str(toy), "--dialect", EVIL],
        "undo": ["undo", *seeds], "undo list": ["undo", "--list", *seeds], "undo no such": ["undo", EVIL, *seeds], "new": ["new", str(toy / f"new{EVIL}".replace("\x00", "")), "--title", EVIL],
        "desk": ["desk", "--port", EVIL, *seeds], "mcp": ["mcp", "--url", f"https://{EVIL}", *seeds], "explore": ["explore", "--port", EVIL, *seeds], "reconcile": ["reconcile", "--port", EVIL, *seeds],
        "export": ["export", "turtle", "--to", str(toy / "out.ttl"), *seeds], "export vault": ["export", "vault", "--to", str(toy / "vault"), *seeds], "export no such": ["export", EVIL, "--to", "x", *seeds],
        "publish": ["publish", "--to", str(toy), "--url", "https://example.org", *docs], "publish url": ["publish", "--to", str(toy / "p"), "--url", f"https://{EVIL}", *docs],
        "serve": ["serve", "--port", EVIL, *docs], "no such": [f"frob{EVIL}"], "option": ["check", f"--{EVIL}"], "seeds": ["check", "--seeds", f"no{EVIL}"],
    }  # fmt: skip


NAMES = sorted(commands(TOY))


@pytest.mark.parametrize("kind", ["hostile", "broken"])
@pytest.mark.parametrize("name", NAMES)
def test_no_command_obeys(name: str, kind: str, request: pytest.FixtureRequest) -> None:
    """Over hostile seeds, sound and broken, nothing unsafe is among the bytes of both streams, and there is no traceback."""
    if (
        kind == "broken"
        and name.split()[0] in ("build", "epub", "pdf", "bench", "serve", "no", "option", "seeds", "convert")
        and name != "convert all"
    ):
        pytest.skip("ends before it reads seeds, or as with those that are sound")
    toy: Path = request.getfixturevalue(kind)
    status, said = run(commands(toy)[name], toy, COLUMNS="400")
    text = said.decode("utf-8")
    assert UNSAFE.findall(text) == [], text
    assert "Traceback" not in text
    assert status in (0, 1, 2)
    if name.endswith("json") and status == 0:
        json.loads(re.split(r"\n(?:to mend:|\d+ problem)", text)[0])
    if kind == "hostile" and name in ("check", "query", "evaluate", "review list", "build", "release"):
        assert status == 0, "the seeds are sound: what is tried is their output, not a message about them"
    if kind == "broken" and name == "check":
        assert status == 1
        assert "\\u001b]0;owned\\u0007" in text, "messages quote what is wrong, visibly"


def test_every_command_is_tried() -> None:
    """The list above has every command that there is."""
    listed = subprocess.run(
        [sys.executable, "-m", "handbook", "--help"], capture_output=True, text=True, check=True
    ).stdout
    there = set(re.findall(r"^  ([a-z]+)  ", listed.partition("Commands")[2], re.M))
    assert len(there) > 10
    assert there <= {name.split()[0] for name in NAMES}


def test_json_stays_the_same_json(hostile: Path) -> None:
    """What is made safe in JSON means what it meant."""
    status, said = run(
        ["query", "actor", "eve", "--format", "json", "--drafts", "all", "--seeds", str(hostile / "seeds")], hostile
    )
    assert status == 0, said
    assert json.loads(said)["name"].startswith("Eve")
    assert terminal.plain(json.dumps(EVIL, ensure_ascii=False)).isascii()
    assert json.loads(terminal.plain(json.dumps(EVIL, ensure_ascii=False))) == EVIL


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_any_encoding(encoding: str, broken: Path) -> None:
    """A stream that cannot write all characters gets no other bytes and makes no traceback."""
    status, said = run_alone(["check", "--seeds", str(broken / "seeds")], broken, PYTHONIOENCODING=encoding)
    assert status == 1
    assert UNSAFE.findall(said.decode(encoding)) == []
    assert b"Traceback" not in said


def test_a_terminal_gets_no_escapes_of_others(broken: Path) -> None:
    """On a real terminal, with colours allowed, the only escape sequences are those of the waiting sign."""
    here, there = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "handbook", "check", "--seeds", str(broken / "seeds")],
        stdout=there,
        stderr=there,
        stdin=there,
    )
    os.close(there)
    said = b""
    while True:
        try:
            piece = os.read(here, 65536)
        except OSError:
            break
        if not piece:
            break
        said += piece
    assert process.wait() == 1
    assert b"owned" in said
    assert b"\x1b]" not in said
    assert b"\x1b[31m" not in said
    assert b"\x9b" not in said.replace("›".encode(), b"")


def test_convert_to_a_pipe_is_exact(tmp_path: Path) -> None:
    """The page of a text is the same byte by byte in a pipe, with any line end and sign in it."""
    (tmp_path / "a.txt").write_bytes("Title\n\nSome *text* with \u00e9, \u6f22, \U0001f600 and \u200f.\n".encode())
    _status, said = run_alone(["convert", str(tmp_path / "a.txt")], tmp_path, PYTHONIOENCODING="ascii")
    from handbook import originals

    page, problem = originals.article_page(tmp_path / "a.txt")
    assert problem is None
    assert said == page.encode("utf-8")


@given(st.text())
def test_plain(text: str) -> None:
    """Safe text has no control, and text without one stays as it is; a stream behind the guard gets nothing else."""
    made = terminal.plain(text)
    assert not UNSAFE.search(made)
    assert made == text or UNSAFE.search(text) or re.search("[\ud800-\udfff]", text)
    made.encode("utf-8")
    behind = io.StringIO()
    guarded = terminal.Guarded(behind)
    guarded.write(text)
    guarded.writelines([text])
    assert behind.getvalue() == made * 2
    assert "\n" not in terminal.one_line(text)


def test_one_place() -> None:
    """No other module of the command line writes to a stream by its own way."""
    for path in sorted((PROJECT / "scripts/handbook/cli").glob("*.py")):
        if path.name == "terminal.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            assert not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"), (
                path
            )
            if isinstance(node, ast.Attribute) and node.attr in ("stdout", "stderr", "__stdout__", "__stderr__"):
                assert path.name == "__init__.py", f"{path} names {node.attr}"
