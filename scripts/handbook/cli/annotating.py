"""The command ``handbook annotate``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from handbook import publish
from handbook.annotating.annotate import Names
from handbook.annotating.archive import ArchiveError
from handbook.annotating.run import Progress
from handbook.annotating.run import run as annotate_archive
from handbook.cli.common import Seeds, app, console, fail, seeds_of


@app.command()
def annotate(
    archive: Annotated[Path, typer.Argument(help="A folder of articles, or a file .jsonl, .jsonl.gz, .parquet.", show_default=False)],
    out: Annotated[Path, typer.Option(help="A new folder for the results, or that of an earlier run, which goes on.")],
    scheduler: Annotated[str, typer.Option(help="The address of a Dask scheduler, tcp://host:8786.")] = "",
    workers: Annotated[int, typer.Option(help="Processes to start here; 0 stays in this one.", min=0, max=1024)] = 0,
    batch: Annotated[int, typer.Option(help="Articles in one task and one file of results.", min=1, max=100_000)] = 100,
    kind: Annotated[Literal["jsonl", "parquet"], typer.Option("--format", help="Form of the results.")] = "jsonl",
    seeds: Seeds = None,
) -> None:  # fmt: skip
    """Link and extract over an archive of articles: names, dates, quantities, quotations, agreements as offsets."""
    context, report = publish.read(seeds_of(seeds))
    fail(report)

    def show_progress(progress: Progress) -> None:
        if progress.annotated % 20 == 0:
            console.print(f"{progress.articles:,} articles", style="dim")

    try:
        progress = annotate_archive(archive, out, Names.of(context), batch, kind, scheduler, workers, show_progress)
    except ArchiveError as error:
        fail([error.problem])
        return
    unread = f", {progress.unread} of them unread (see their 'error')" if progress.unread else ""
    typer.echo(
        f"{progress.articles:,} articles in {out}: {progress.annotated} batches annotated, {progress.already_done} there already{unread}"
    )
