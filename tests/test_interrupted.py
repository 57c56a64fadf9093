"""Adding and undoing, killed at any moment, on a full disk, in a folder that cannot be written, beside another run: nothing lost, nothing half-written."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from handbook import publish
from handbook.adding import add, journal, original, store

from .adding_articles import ADD, OPTIONS, run, snapshot, written


def made_files(number: int) -> dict[str, bytes]:
    return {f"registry/actors/n{i}.yml": f"run {number} file {i}\n".encode() * 200 for i in range(12)} | {
        "rulings.yml": f"run {number}\n".encode() * 500
    }


@pytest.mark.long  # Many copies of this process, which is smallest at first.
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_killed_at_any_moment(tmp_path: Path) -> None:
    """Killed a hundred times or more at random moments of a run: afterwards all its files are there, or none."""
    seeds = tmp_path / "seeds"
    (seeds / "registry/actors").mkdir(parents=True)
    rng = random.Random(7)
    outcomes = {"old": 0, "new": 0}
    state, number, took = -1, 0, 0.03

    def begin(files: dict[str, bytes]) -> int:
        child = os.fork()
        if child == 0:
            with store.locked(seeds):
                expected = {n: (seeds / n).read_bytes() if (seeds / n).is_file() else None for n in files}
                store.write(seeds, files, expected)
            os._exit(0)
        return child

    # How long a run takes differs between machines, and within a minute on a busy one.
    while number < 100 or (min(outcomes.values()) < 5 and number < 600):
        files = made_files(number)
        if number % 20 == 0:
            started = time.monotonic()
            os.waitpid(begin(files), 0)
            took = time.monotonic() - started
        else:
            child = begin(files)
            time.sleep(rng.random() * took * 1.3)
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        with store.locked(seeds):
            pass
        now = {n: (seeds / n).read_bytes() if (seeds / n).is_file() else None for n in files}
        if now == files:
            outcomes["new"] += number % 20 != 0
            state = number
        else:
            assert now == (made_files(state) if state >= 0 else dict.fromkeys(files)), f"half-written in run {number}"
            outcomes["old"] += 1
        number += 1
    assert sorted(p.name for p in seeds.iterdir()) == [".lock", "registry", "rulings.yml"]
    assert min(outcomes.values()) >= 5


def test_disk_full(toy: Path, article: Path) -> None:
    """When the disk takes no more, there is a message and the seeds are as they were."""
    before = snapshot(toy / "seeds")
    program = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300));"
        "from handbook.cli import run; sys.argv = ['handbook', *sys.argv[1:]]; run()"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", program, "add", str(article), *ADD, "--seeds", str(toy / "seeds")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert "HB124" in done.stdout
    assert "Traceback" not in done.stderr
    with store.locked(toy / "seeds"):
        pass
    assert snapshot(toy / "seeds") == before


@pytest.mark.skipif(os.name == "nt", reason="permissions are other things there")
def test_read_only_folder(toy: Path, article: Path) -> None:
    """A folder that may not be written to is named, with the mend (root must first give up its power to write anyway)."""
    powerless = (
        [shutil.which("setpriv"), "--bounding-set", "-dac_override,-dac_read_search,-fowner"]
        if os.getuid() == 0
        else []
    )
    if powerless and powerless[0] is None:
        pytest.skip("setpriv is not installed")
    before = snapshot(toy / "seeds")
    (toy / "seeds").chmod(0o555)
    command = [*powerless, sys.executable, "-m", "handbook", "add", str(article), *ADD, "--seeds", str(toy / "seeds")]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    (toy / "seeds").chmod(0o755)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "cannot be written" in done.stdout
    assert snapshot(toy / "seeds") == before


def test_two_runs_at_once(toy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While one run holds the folder another is told so."""
    monkeypatch.setattr(store, "WAIT", 0.2)
    with store.locked(toy / "seeds"), pytest.raises(store.StoreError) as caught, store.locked(toy / "seeds"):
        pass
    assert "another run" in caught.value.problem.message


def test_a_file_changed_meanwhile(toy: Path, article: Path) -> None:
    """What an editor saves while the command runs is not overwritten: nothing is written, and it says so."""
    context, _ = publish.read(toy / "seeds")
    made, problems = add.prepare(context, article, OPTIONS)
    assert made is not None, problems
    (toy / "seeds/articles/the-post-2024.md").write_text("mine\n", encoding="utf-8")
    before = snapshot(toy / "seeds")
    with pytest.raises(store.StoreError) as caught:
        add.write(toy / "seeds", made)
    assert "changed while" in caught.value.problem.message
    assert snapshot(toy / "seeds") == before


def test_no_way_out_of_the_folder(toy: Path) -> None:
    """A name that leads outside, or through a link, is refused."""
    (toy / "seeds" / "link").symlink_to(toy)
    for name in ("../x", "link/x"):
        with pytest.raises(store.StoreError):
            store.write(toy / "seeds", {name: b"x"}, {name: None})
    assert not (toy / "x").exists()


def test_large_articles_are_bounded(tmp_path: Path) -> None:
    """A line of 5 MB, 100,000 paragraphs: refused in a message, in seconds."""
    for text, words in (("T\n\n" + "a " * 2_500_000, "characters"), ("T\n" + "p\n" * 100_000, "paragraphs")):
        path = tmp_path / "big.txt"
        path.write_text(text, encoding="utf-8")
        made, _raw, problem = original.read(path)
        assert made is None
        assert problem is not None
        assert words in problem.message
    shutil.rmtree(tmp_path, ignore_errors=True)


def test_undo_is_guarded(toy: Path, article: Path) -> None:
    """What was edited since is not undone: the file is named, and nothing changes; back to a number all is taken back in order."""
    before = snapshot(toy / "seeds")
    run(toy, "add", str(article), *ADD)
    added = snapshot(toy / "seeds")
    run(toy, "review", "reject", "harbour-bank")
    listed = run(toy, "undo", "--list").splitlines()
    assert [line.split(maxsplit=3)[3] for line in listed[:2]] == [
        "review reject harbour-bank (3 files)",
        f"add the-post-2024 ({sum(added[n] != before.get(n) for n in added)} files)",
    ]
    rulings = toy / "seeds/rulings.yml"
    held = rulings.read_bytes()
    rulings.write_bytes(held + b"# mine\n")
    now = snapshot(toy / "seeds")
    said = run(toy, "undo", status=1)
    assert (
        "seeds/rulings.yml HB123 this file was changed after 'review reject harbour-bank'; nothing was undone" in said
    )
    assert snapshot(toy / "seeds") == now
    rulings.write_bytes(held)
    assert "there is no change 7" in run(toy, "undo", "7", status=1)
    assert run(toy, "undo", "1").count("undone: ") == 2
    assert snapshot(toy / "seeds") == before


def test_undo_of_several_is_all_or_nothing(toy: Path, article: Path) -> None:
    """Where one of several changes cannot be undone none is; what a person wrote is moved away, not lost."""
    before = snapshot(toy / "seeds")
    run(toy, "add", str(article), *ADD)
    written(toy, p3="3a. Dora Delegate promised ships.", p4="4a. Borealis signed a paper.")
    run(toy, "review", "confirm", "the-post-2024")
    run(toy, "review", "reject", "dora-delegate")
    now = snapshot(toy / "seeds")
    said = run(toy, "undo", "1", status=1)
    assert (
        "seeds/articles/the-post-2024.md HB123 this file was changed after 'add the-post-2024'; nothing was undone"
        in said
    )
    assert "move it elsewhere" in said
    assert snapshot(toy / "seeds") == now
    run(toy, "undo", "2")
    (toy / "seeds/articles/the-post-2024.md").rename(toy / "mine.md")
    run(toy, "undo", "1")
    assert snapshot(toy / "seeds") == before


def test_a_journal_from_somebody_else(toy: Path) -> None:
    """An entry that names what is no file of the seeds, or is none of ours, is refused; nothing outside is touched."""
    (toy / "seeds/.journal").mkdir()
    outside = toy / "mine.txt"
    outside.write_text("mine", encoding="utf-8")
    for name, files in (("../mine.txt", "x"), ("/etc/passwd", "x"), (".journal/000001.json", "x"), ("rulings.yml", 7)):
        entry = {
            "when": "2024-01-01T00:00:00+00:00",
            "what": "add x",
            "files": [{"name": name, "before": None, "after": files}],
        }
        (toy / "seeds/.journal/000001.json").write_text(json.dumps(entry), encoding="utf-8")
        assert "this is not an entry that a command left" in run(toy, "undo", status=1)
        assert "this is not an entry that a command left" in run(toy, "undo", "--list", status=1)
    assert outside.read_text(encoding="utf-8") == "mine"


@pytest.mark.long  # Many copies of this process, which is smallest at first.
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_undo_killed_at_any_moment(toy: Path, article: Path) -> None:
    """An undoing that is killed is done wholly or not at all, its entry in the journal with it."""
    run(toy, "add", str(article), *ADD)
    seeds = toy / "seeds"
    rng = random.Random(3)
    outcomes = set()
    for number in range(40):
        run(toy, "review", "reject", "dora-delegate")
        after, child = snapshot(seeds), os.fork()
        if child == 0:
            with store.locked(seeds):
                journal.undo(seeds)
            os._exit(0)
        time.sleep(rng.random() * 0.06 if number % 4 else 0.4)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with store.locked(seeds):
            undone = len(journal.entries(seeds)) == 1
        outcomes.add(undone)
        assert (snapshot(seeds) == after) is not undone
        if not undone:
            run(toy, "undo")
    assert outcomes == {True, False}
