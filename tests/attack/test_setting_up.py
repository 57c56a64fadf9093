"""``scripts/run.py`` stopped at any point: the next run sets up by itself."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ..conftest import PROJECT

pytestmark = pytest.mark.skipif(os.name == "nt", reason="killing is another thing there")
#: A stand-in for ``python -m venv``: it makes a folder file by file, and stops all when it is told to.
VENV = """
import signal
signal.signal(signal.SIGINT, signal.SIG_DFL)
import os, pathlib, stat, sys, time
def point(name):
    if os.environ.get("KILL_AT") == name:
        if os.environ.get("ORPHAN"):
            os.kill(os.getppid(), 9)
            time.sleep(float(os.environ["ORPHAN"]))
        else:
            os.kill(os.getppid(), 9)
            os.killpg(0, 9)
    if os.environ.get("INTERRUPT_AT") == name:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.killpg(os.getpgid(os.getppid()), signal.SIGINT)
        time.sleep(60)
folder = pathlib.Path(sys.argv[1])
if (folder / "pyvenv.cfg").exists():
    sys.exit("venv: there is a half environment")
point("venv-begins")
(folder / "bin").mkdir(parents=True, exist_ok=True)
(folder / "pyvenv.cfg").write_text("x")
point("venv-half")
path = folder / "bin" / "python"
path.write_text("#!/bin/sh\\nexec %s %s/fake.py \\"$@\\"\\n" % (sys.executable, os.environ["FAKES"]))
path.chmod(0o755)
point("venv-python")
(folder / "pip").write_text("x")
point("venv-done")
"""
#: A stand-in for the environment's Python: as pip it installs in steps, and is confused by what an earlier one left half.
FAKE = """
import signal
signal.signal(signal.SIGINT, signal.SIG_DFL)  # as pip, it ends at Ctrl-C without a traceback
import os, pathlib, sys, time
def point(name):
    if os.environ.get("KILL_AT") == name:
        if os.environ.get("ORPHAN"):
            os.kill(os.getppid(), 9)
            time.sleep(float(os.environ["ORPHAN"]))
        else:
            os.kill(os.getppid(), 9)
            os.killpg(0, 9)
    if os.environ.get("INTERRUPT_AT") == name:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.killpg(os.getpgid(os.getppid()), signal.SIGINT)
        time.sleep(60)
venv = pathlib.Path(os.environ["PROJECT"]) / ".venv"
# Whoever sets up leaves out what lies where the person stands.
assert sys.argv.pop(1) == "-P", sys.argv
if sys.argv[2] == "pip":
    if not (venv / "pip").exists():
        sys.exit("No module named pip")
    if os.environ.get("PIP_FAILS"):
        sys.exit("no network")
    if (venv / "half").exists():
        sys.exit("ERROR: Cannot uninstall x: no RECORD file")
    point("pip-begins")
    (venv / "half").write_text("x")
    point("pip-half")
    (venv / "packages").write_text("all")
    (venv / "half").unlink()
    point("pip-done")
else:
    whole = (venv / "packages").exists() and not (venv / "half").exists()
    print("ran", *sys.argv[2:]) if whole else sys.exit("broken environment")
"""
POINTS = ("venv-begins", "venv-half", "venv-python", "venv-done", "pip-begins", "pip-half", "pip-done")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of its own with run.py and stand-ins for venv, pip and the engine."""
    made = tmp_path / "project"
    (made / "scripts").mkdir(parents=True)
    for name in ("scripts/run.py", "scripts/constraints.txt", "pyproject.toml"):
        shutil.copy(PROJECT / name, made / name)
    (tmp_path / "fakes").mkdir()
    (tmp_path / "fakes/venv.py").write_text(VENV, encoding="utf-8")
    (tmp_path / "fakes/fake.py").write_text(FAKE, encoding="utf-8")
    return made


def start(project: Path, *command: str, **environment: str) -> subprocess.Popen[str]:
    fakes = str(project.parent / "fakes")
    env = {**os.environ, "PYTHONPATH": fakes, "FAKES": fakes, "PROJECT": str(project), **environment}
    return subprocess.Popen(
        [sys.executable, "-S", str(project / "scripts/run.py"), *(command or ("check",))], env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip


def works(project: Path, *command: str, **environment: str) -> str:
    """Run to the end: all is set up, the command ran, and nothing of an installation is left."""
    process = start(project, *command, **environment)
    out, said = process.communicate(timeout=60)
    assert process.returncode == 0, said
    assert out.startswith("ran")
    left = {p.name for p in project.iterdir()}
    assert left <= {"scripts", "pyproject.toml", ".venv", ".venv.lock"}
    assert not (project / ".venv/handbook-unfinished").exists()
    return said


@pytest.mark.parametrize("point", POINTS)
def test_killed_with_all_that_it_began(point: str, project: Path) -> None:
    """Killed together with venv or pip at a point of the installation, the next run works; and the one after has nothing to do."""
    process = start(project, KILL_AT=point)
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    works(project)
    assert works(project) == ""


@pytest.mark.parametrize("point", POINTS)
def test_killed_alone(point: str, project: Path) -> None:
    """Killed while venv or pip goes on by itself, the next run waits for that one and works."""
    process = start(project, KILL_AT=point, ORPHAN="0.7")
    assert process.wait(60) == -signal.SIGKILL
    said = works(project)
    assert "Waiting for another run" in said
    process.communicate()


def test_killed_at_every_line(project: Path) -> None:
    """Killed at each line of run.py's own that an installation passes, first and anew after a change of pins, the next run works."""
    tracer = project.parent / "traced.py"
    tracer.write_text(
        "import os, runpy, sys\n"
        "left = int(sys.argv.pop(1))\n"
        "def trace(frame, event, arg):\n"
        "    global left\n"
        "    if not frame.f_code.co_filename.endswith('run.py'): return None\n"
        "    if event == 'line':\n"
        "        left -= 1\n"
        "        if left == 0: os.kill(os.getpid(), 9)\n"
        "    return trace\n"
        "sys.argv = sys.argv[1:]\n"
        "sys.settrace(trace)\n"
        "runpy.run_path(sys.argv[0], run_name='__main__')\n",
        encoding="utf-8",
    )
    fakes = str(project.parent / "fakes")
    env = {**os.environ, "PYTHONPATH": fakes, "FAKES": fakes, "PROJECT": str(project)}
    killed, number, step = 0, 1, 1 if os.environ.get("HANDBOOK_KILLS") else 5
    while True:
        if number % 2:
            shutil.rmtree(project / ".venv", ignore_errors=True)
        else:
            with (project / "scripts/constraints.txt").open("a", encoding="utf-8") as file:
                file.write(f"# {number}\n")
        command = [sys.executable, "-S", str(tracer), str(number), str(project / "scripts/run.py"), "check"]
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
        works(project)
        if done.returncode != -signal.SIGKILL:
            assert done.returncode == 0, done.stderr
            break
        killed += 1
        number += step
    assert killed > 60 // step


def test_two_at_once(project: Path) -> None:
    """Two first runs at once: one sets up, the other waits, both work."""
    first = start(project)
    second = start(project)
    for process in (first, second):
        out, said = process.communicate(timeout=60)
        assert process.returncode == 0, said
        assert out.startswith("ran")


def test_pip_that_fails_takes_nothing_away(project: Path) -> None:
    """Without a network an environment that was good stays; with it again it is brought up to date."""
    works(project)
    with (project / "scripts/constraints.txt").open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    process = start(project, PIP_FAILS="1")
    _out, said = process.communicate(timeout=60)
    assert process.returncode == 1
    assert said.endswith("run.py: the installation failed; pip's message is above. Check the network, then try again\n")
    assert (project / ".venv/packages").exists()
    works(project)


def test_the_environment_of_a_person_is_not_removed(project: Path) -> None:
    """An environment without notes of ours is installed into, and stays where it is if that is stopped."""
    works(project)
    for note in (project / ".venv").glob("handbook-*"):
        note.unlink()
    (project / ".venv/mine").write_text("x", encoding="utf-8")
    process = start(project, KILL_AT="pip-begins")
    process.communicate(timeout=60)
    works(project)
    assert (project / ".venv/mine").exists()


def test_no_right_to_write(project: Path) -> None:
    """Something in the way of the lock is one message."""
    (project / ".venv.lock").mkdir()
    process = start(project)
    _out, said = process.communicate(timeout=60)
    assert process.returncode == 1
    assert said.startswith("run.py: ")
    assert "Traceback" not in said


@pytest.mark.parametrize("point", POINTS)
def test_interrupted(project: Path, point: str) -> None:
    """Ctrl-C while the environment is made is no traceback of ours nor of what we have begun, and the next run works."""
    process = start(project, INTERRUPT_AT=point)
    _out, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in said
    works(project)


def test_interrupted_while_another_run_goes_on(project: Path) -> None:
    """Ctrl-C while an installation whose run was killed goes on is no traceback, and the next run works."""
    process = start(project, KILL_AT="pip-half", ORPHAN="3")
    process.kill()
    process.communicate()
    process = start(project)
    time.sleep(0.5)
    os.killpg(process.pid, signal.SIGINT)
    _out, said = process.communicate(timeout=60)
    assert "Traceback" not in said
    works(project)


def test_the_stand_ins_are_strict(project: Path) -> None:
    """What an installation that was stopped leaves does break these stand-ins: without a mend the tests above would fail."""
    works(project)
    (project / ".venv/half").write_text("x", encoding="utf-8")
    for note in (project / ".venv").glob("handbook-*"):
        note.write_text("old", encoding="utf-8")
    assert stat.S_IMODE((project / ".venv/bin/python").stat().st_mode) == 0o755
    process = start(project)
    _out, said = process.communicate(timeout=60)
    assert (process.returncode, "no RECORD file" in said) == (1, True)
