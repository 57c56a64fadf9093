"""Annotate an archive through Dask: the same code in this process, in processes of this machine, or on a cluster.

The coordinator reads the archive, keeps a few batches under way, and writes each result as a file of its own, at
once and in full.  So memory is bounded; a run that ends early, here or on a worker, continues where it stopped; and
no article is written twice: a batch has one file, whose name comes from its content and its place.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import logging
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import CancelledError
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handbook import publish
from handbook.annotating import output
from handbook.annotating.annotate import Names, annotate, share_names
from handbook.annotating.archive import ArchiveError, Batch, batches
from handbook.problems import Place, Problem

MANIFEST = "manifest.json"
#: Batches under way for each worker thread: enough that none waits, few enough for memory.
QUEUED_PER_WORKER = 3
#: Seconds that a scheduler may take to answer.
PATIENCE = 20
#: How often a batch is tried again when its worker dies.
RETRIES = 10


@dataclass
class Progress:
    """What a run did: batches annotated now, batches found done, all articles, and newly annotated articles that could not be read."""

    annotated: int = 0
    already_done: int = 0
    articles: int = 0
    unread: int = 0


def run(
    archive: Path,
    out: Path,
    names: Names,
    size: int = 100,
    kind: str = "jsonl",
    scheduler: str = "",
    workers: int = 0,
    show_progress: Callable[[Progress], None] = lambda _progress: None,
) -> Progress:
    """Annotate an archive into a folder of results, JSON Lines or Parquet.

    ``scheduler`` is the address of a running cluster; without it ``workers`` processes are started here or, with 0,
    everything runs in this process.

    Raises:
        ArchiveError: the archive or the folder cannot be used, or the cluster cannot be reached.
    """
    _prepare(out, names, size, kind)
    progress = Progress()
    with _client(scheduler, workers, names) as (submit, slots, completed):
        running: dict[Any, Batch] = {}
        todo = _todo(batches(archive, size), out, kind, progress)
        exhausted = False
        while running or not exhausted:
            while not exhausted and len(running) < slots * QUEUED_PER_WORKER:
                batch = next(todo, None)
                if batch is None:
                    exhausted = True
                    break
                running[submit(batch)] = batch
            if not running:
                break
            for future in completed(list(running)):
                batch = running.pop(future)
                result = _result(future, batch)
                publish.write(out / f"{batch.name}.{kind}", output.encode(result, kind))
                progress.annotated += 1
                progress.unread += output.unread(result)
                progress.articles += len(batch.records)
                show_progress(progress)
    return progress


def _result(future: Any, batch: Batch) -> bytes:
    """A worker's result for a batch.

    Raises:
        ArchiveError: one worker after another died over it, or the cluster is gone.
    """
    distributed: Any = importlib.import_module("distributed")
    first_id, last_id = batch.records[0].id, batch.records[-1].id
    try:
        encoded: bytes = future.result()
    except distributed.KilledWorker:
        message = f"worker after worker died over the articles '{first_id}' to '{last_id}'"
        advice = "give workers more memory, or take a smaller --batch; what is done is kept"
    except (CancelledError, OSError) as error:
        message = f"the cluster is gone: {error}"
        advice = "start it again and run the same command; what is done is kept"
    else:
        return encoded
    raise ArchiveError(Problem(Place(first_id), "HB100", message, advice))


def _todo(batches: Iterator[Batch], out: Path, kind: str, progress: Progress) -> Iterator[Batch]:
    """The batches that have no file yet; files of batches that the archive no longer has are removed."""
    names: set[str] = set()
    for batch in batches:
        name = f"{batch.name}.{kind}"
        names.add(name)
        if (out / name).is_file():
            progress.already_done += 1
            progress.articles += len(batch.records)
        else:
            yield batch
    for path in out.glob("part-*"):
        if path.name not in names:
            path.unlink()


def _prepare(out: Path, names: Names, size: int, kind: str) -> None:
    """Prepare the folder for results: a new one, or one of an earlier run; with other names or options it is emptied."""
    manifest = out / MANIFEST
    if out.exists() and not manifest.is_file() and any(out.iterdir()):
        raise ArchiveError(
            Problem(
                Place(str(out)), "HB100", "the folder holds other files", "name a new folder, or one of an earlier run"
            )
        )
    manifest_now = {"names": names.key, "batch": size, "format": kind}
    try:
        manifest_before = json.loads(manifest.read_text(encoding="utf-8")) if manifest.is_file() else None
    except ValueError:
        manifest_before = None
    if manifest_before != manifest_now:
        for path in out.glob("part-*"):
            path.unlink()
        publish.write(manifest, json.dumps(manifest_now, sort_keys=True) + "\n")


@contextlib.contextmanager
def _client(scheduler: str, workers: int, names: Names) -> Generator[tuple[Any, int, Any]]:
    """A function that submits batches, the number of threads, and a function that waits for the next results."""
    try:
        dask: Any = importlib.import_module("dask.distributed")
    except ImportError:
        problem = Problem(
            Place("dask"), "HB100", "handbook annotate needs Dask", "pip install 'handbook-engine[annotate]'"
        )
        raise ArchiveError(problem) from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    local = None
    try:
        if not scheduler:
            local = dask.LocalCluster(
                n_workers=max(workers, 1), threads_per_worker=1, processes=workers > 0, dashboard_address=None
            )
        client: Any = dask.Client(scheduler or local, timeout=PATIENCE)
    except (OSError, ValueError) as error:
        problem = Problem(
            Place(scheduler or "localhost"),
            "HB100",
            f"no cluster there: {error}",
            "check the address and that a scheduler runs",
        )
        raise ArchiveError(problem) from None
    try:
        yield _Submit(client, names), max(1, sum(client.nthreads().values())), _waiter(dask.wait)
    finally:
        client.close()
        if local is not None:
            local.close()


class _Submit:
    """Submits a batch; the names go to each worker once, and to a new worker when one dies."""

    def __init__(self, client: Any, names: Names) -> None:
        self.client = client
        self.names = client.submit(share_names, names, key=f"handbook-names-{names.key}")

    def __call__(self, batch: Batch) -> Any:
        return self.client.submit(annotate, batch, self.names, pure=False, retries=RETRIES)


def _waiter(wait: Any) -> Callable[[list[Any]], list[Any]]:
    def completed(futures: list[Any]) -> list[Any]:
        return list(wait(futures, return_when="FIRST_COMPLETED").done)

    return completed
