"""An archive annotated on Dask: every article exactly once, whatever ends early, and the same in every form."""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError, Future
from pathlib import Path

import pytest

from handbook.annotating import archive, run
from handbook.annotating.annotate import Names, annotate
from handbook.annotating.archive import ArchiveError, batches
from handbook.checks import Context

TEXT = (
    "Two states talk\nAnn Example of Alba signed the North Pact on 3 May 2024.\nShe said: “We will send {n} ships.”\n"
)


@pytest.fixture
def names(toy_context: Context) -> Names:
    return Names.of(toy_context)


def rows(count: int) -> list[dict[str, str]]:
    return [
        {"id": f"a{n}", "text": TEXT.format(n=n), "published": "2024-05-15", "language": "en"} for n in range(count)
    ]


def jsonl(path: Path, count: int) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(r) + "\n" for r in rows(count)), encoding="utf-8")
    return path


def results(out: Path) -> list[dict[str, object]]:
    return [
        json.loads(line)
        for p in sorted(out.glob("part-*.jsonl"))
        for line in p.read_text(encoding="utf-8").splitlines()
    ]


def files(out: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in out.glob("part-*")}


def test_forms_of_an_archive(tmp_path: Path, names: Names) -> None:
    """JSON Lines, the same compressed, and Parquet give the same annotations; a folder of files has its paths as ids."""
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    plain = jsonl(tmp_path / "a" / "x.jsonl", 5)
    (tmp_path / "b").mkdir()
    with gzip.open(tmp_path / "b" / "x.jsonl.gz", "wb") as file:
        file.write(plain.read_bytes())
    table = {k: [r[k] for r in rows(5)] for k in ("id", "text", "published", "language")}
    parquet.write_table(pyarrow.table(table), tmp_path / "x.parquet")
    (tmp_path / "c" / "sub").mkdir(parents=True)
    (tmp_path / "c" / "sub" / "one.txt").write_text(TEXT.format(n=1), encoding="utf-8")
    made = [[annotate(b, names) for b in batches(p, 2)] for p in (plain, tmp_path / "b", tmp_path / "x.parquet")]
    assert made[0] == made[1] == made[2]
    assert len(made[0]) == 3
    (folder,) = batches(tmp_path / "c", 10)
    assert [r.id for r in folder.records] == ["sub/one.txt"]


def test_what_is_found_has_no_text(tmp_path: Path, names: Names) -> None:
    """A result has spans, names, dates and numbers; no sentence of the article."""
    (batch,) = batches(jsonl(tmp_path / "x.jsonl", 1), 10)
    line = annotate(batch, names).decode("utf-8")
    made = json.loads(line)
    found = [n[2] for p in made["paragraphs"] for n in p["names"]]
    assert {"alba", "ann-example", "north-pact"} <= set(found)
    assert "2024-05-03" in line
    assert "signed the" not in line
    assert "will send" not in line


def test_a_speaker_is_a_name_or_nothing(tmp_path: Path, names: Names) -> None:
    """Who speaks is given by entry or name; the article's own words for somebody unnamed stay out."""
    text = (
        "Talks\nAnn Example of Alba said: “We will send ships.”\n“It is too late for that,” one diplomat in Alba said."
    )
    path = tmp_path / "x.jsonl"
    path.write_text(
        json.dumps({"id": "a", "text": text, "published": "2024-05-15", "language": "en"}), encoding="utf-8"
    )
    (batch,) = batches(path, 10)
    made = json.loads(annotate(batch, names))
    assert [q[3] for p in made["paragraphs"] for q in p["quotations"]] == ["ann-example", ""]


def test_damaged_records(tmp_path: Path, names: Names) -> None:
    """A row that is no record is named in the result, with its place; the others are annotated."""
    path = tmp_path / "x.jsonl"
    good = json.dumps(rows(1)[0])
    path.write_text(
        f'{good}\nnot json\n[1]\n{{"id": "t", "text": 5}}\n{{"id": "d", "text": "A B\\nC", "published": "soon"}}\n'
        + "[" * 100_000
        + "\n",
        encoding="utf-8",
    )
    done = run.run(path, tmp_path / "out", names, 10)
    made = results(tmp_path / "out")
    assert [r["id"] for r in made] == ["a0", "x.jsonl:2", "x.jsonl:3", "t", "d", "x.jsonl:6"]
    assert [bool(r.get("error")) for r in made] == [False, True, True, True, True, True]
    assert (done.articles, done.unread) == (6, 5)


@pytest.mark.parametrize("name", ["absent", "empty", "x.parquet", "x.jsonl.gz", "x.docx"])
def test_no_archive(tmp_path: Path, names: Names, name: str) -> None:
    """What is no archive is one message, and nothing is written over."""
    (tmp_path / "empty").mkdir()
    for bad in ("x.parquet", "x.jsonl.gz", "x.docx"):
        (tmp_path / bad).write_bytes(b"\x1f\x8bno" if bad.endswith("gz") else b"no")
    with pytest.raises(ArchiveError):
        run.run(tmp_path / name, tmp_path / "out", names)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ArchiveError):
        run.run(jsonl(tmp_path / "y.jsonl", 2), tmp_path / "full", names)
    assert (tmp_path / "full" / "letter.txt").read_text(encoding="utf-8") == "mine"


def test_a_run_goes_on(tmp_path: Path, names: Names) -> None:
    """What is done is not done again; a part that is lost is; what the archive no longer has goes."""
    path, out = jsonl(tmp_path / "x.jsonl", 20), tmp_path / "out"
    first = run.run(path, out, names, 4)
    whole = files(out)
    assert (first.annotated, first.already_done, first.articles) == (5, 0, 20)
    sorted(out.glob("part-*"))[2].unlink()
    again = run.run(path, out, names, 4)
    assert (again.annotated, again.already_done) == (1, 4)
    assert files(out) == whole
    jsonl(path, 18)
    run.run(path, out, names, 4)
    assert [r["id"] for r in results(out)] == [f"a{n}" for n in range(18)]


def test_reading_ahead_is_bounded(tmp_path: Path, names: Names, monkeypatch: pytest.MonkeyPatch) -> None:
    """The archive is not read further ahead of the results than a few batches for each worker."""
    read = 0
    behind: list[int] = []
    real = archive.records

    def counted(path: Path) -> Iterator[archive.Record]:
        nonlocal read
        for record in real(path):
            read += 1
            yield record

    class Future:
        def __init__(self, batch: archive.Batch) -> None:
            self.batch = batch

        def result(self) -> bytes:
            behind.append(read)
            return annotate(self.batch, names)

    @contextlib.contextmanager
    def client(*_: object) -> Iterator[tuple[object, int, object]]:
        yield Future, 2, lambda futures: futures[:1]

    monkeypatch.setattr(archive, "records", counted)
    monkeypatch.setattr(run, "_client", client)
    run.run(jsonl(tmp_path / "x.jsonl", 100), tmp_path / "out", names, 1)
    assert behind[0] <= 2 * run.QUEUED_PER_WORKER + 1
    assert all(seen <= done + 2 * run.QUEUED_PER_WORKER + 2 for done, seen in enumerate(behind))
    assert len(results(tmp_path / "out")) == 100


def _free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def _dask(*arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "distributed.cli." + arguments[0], *arguments[1:]]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.mark.long
@pytest.mark.slow
def test_a_worker_killed_in_the_middle(tmp_path: Path, names: Names) -> None:
    """On a cluster of separate processes, with a worker killed while it works: all articles, once, as in one process."""
    pytest.importorskip("distributed")
    path = jsonl(tmp_path / "x.jsonl", 200)
    run.run(path, tmp_path / "here", names, 10)
    address = f"tcp://127.0.0.1:{_free_port()}"
    started = [
        _dask(
            "dask_scheduler", "--host", "127.0.0.1", "--port", address.rpartition(":")[2], "--no-dashboard", "--no-show"
        )
    ]
    worker = (
        "dask_worker",
        address,
        "--nthreads",
        "1",
        "--no-nanny",
        "--no-dashboard",
        "--local-directory",
        str(tmp_path / "scratch"),
    )
    try:
        time.sleep(1)
        started += [_dask(*worker), _dask(*worker)]
        killed = False

        def kill(done: run.Progress) -> None:
            nonlocal killed
            if not killed and done.annotated >= 3:
                started[1].send_signal(signal.SIGKILL)
                killed = True

        done = run.run(path, tmp_path / "there", names, 10, scheduler=address, show_progress=kill)
    finally:
        for process in started:
            process.kill()
            process.wait()
    assert killed
    assert (done.annotated, done.articles, done.unread) == (20, 200, 0)
    assert files(tmp_path / "there") == files(tmp_path / "here")
    assert [r["id"] for r in results(tmp_path / "there")] == [f"a{n}" for n in range(200)]


def test_no_cluster_there(tmp_path: Path, names: Names, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address without a scheduler is a message."""
    pytest.importorskip("distributed")
    monkeypatch.setattr(run, "PATIENCE", 2)
    with pytest.raises(ArchiveError, match="no cluster"):
        run.run(jsonl(tmp_path / "x.jsonl", 2), tmp_path / "out", names, scheduler=f"tcp://127.0.0.1:{_free_port()}")


@pytest.mark.slow
def test_a_batch_that_kills_every_worker(tmp_path: Path, names: Names, monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch that no worker survives is a message with its articles; what was done before is kept."""
    dask = pytest.importorskip("dask")
    path, out = jsonl(tmp_path / "x.jsonl", 8), tmp_path / "out"
    run.run(path, out, names, 4)
    lost = max(out.glob("part-*"))
    lost.unlink()
    monkeypatch.setattr(run, "RETRIES", 0)
    monkeypatch.setattr(run, "annotate", lambda _batch, _names: os._exit(1))
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        pytest.raises(ArchiveError, match="died over the articles 'a4' to 'a7'"),
    ):
        run.run(path, out, names, 4, workers=1)
    assert len(list(out.glob("part-*"))) == 1


@pytest.mark.parametrize("error", [CancelledError("gone"), ConnectionResetError("gone")])
def test_a_cluster_that_goes(tmp_path: Path, error: Exception) -> None:
    """A cluster that ends in the middle is a message, not a traceback."""
    pytest.importorskip("distributed")
    lost: Future[bytes] = Future()
    lost.set_exception(error)
    batch = next(batches(jsonl(tmp_path / "x.jsonl", 2), 2))
    with pytest.raises(ArchiveError, match="the cluster is gone"):
        run._result(lost, batch)


def test_other_rules_begin_anew(tmp_path: Path, toy_context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    """Results of an earlier version of the rules are not taken for those of this one."""
    path, out = jsonl(tmp_path / "x.jsonl", 8), tmp_path / "out"
    assert run.run(path, out, Names.of(toy_context), 4).annotated == 2
    assert run.run(path, out, Names.of(toy_context), 4).already_done == 2
    monkeypatch.setattr("handbook.annotating.annotate._rules", lambda: "other")
    assert run.run(path, out, Names.of(toy_context), 4).annotated == 2
