"""Commands that hand the handbook to other software: data files, Datasette, assistants."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from handbook import publish
from handbook.cli import outputs
from handbook.cli.common import Seeds, address, app, console, fail, seeds_of, shown
from handbook.corpus import Corpus
from handbook.counted import counted


class Exchange(StrEnum):
    TURTLE = "turtle"
    JSON_LD = "json-ld"
    PARQUET = "parquet"
    VAULT = "vault"
    CALENDAR = "calendar"
    DATABASE = "database"


#: The requirements of a format or command beyond the handbook itself: a module and the extra that installs it.
NEEDS = {
    Exchange.TURTLE: ("rdflib", "exchange"), Exchange.JSON_LD: ("rdflib", "exchange"), Exchange.PARQUET: ("pyarrow", "exchange"),
    "explore": ("datasette", "explore"), "mcp": ("mcp", "mcp"),
}  # fmt: skip
Address = Annotated[
    str, typer.Option("--url", help="The site's address, which names and links then begin with.", show_default=False)
]


@app.command()
def export(
    what: Annotated[Exchange, typer.Argument(help="The format.")],
    to: Annotated[
        Path, typer.Option("--to", help="The file to write; for parquet and vault a folder.", show_default=False)
    ],
    seeds: Seeds = None,
    url: Address = "",
) -> None:
    """Write the handbook in a format of other software: RDF, Parquet, Markdown notes, a calendar, SQLite."""
    address(url)
    _require_packages(what)
    is_folder = what in (Exchange.PARQUET, Exchange.VAULT)
    folder = seeds_of(seeds)
    outputs.output_path(to, folder, folder.parent / "docs", "--to", folder=is_folder)
    exported = _files_of(what, _published(seeds), url)
    if to.is_file() if is_folder else to.is_dir():
        kinds = ("is a file", "folder") if is_folder else ("is a folder", "file in it")
        raise typer.BadParameter(
            f"'{shown(to)}' {kinds[0]}; {what.value} is written to a {kinds[1]}", param_hint="--to"
        )
    for name, content in exported.items():
        publish.write(to / name if is_folder else to, content)
    console.print(f"{shown(to)}: {counted(len(exported), 'file') if is_folder else what.value}")


@app.command()
def explore(
    seeds: Seeds = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port on this machine; 0 takes a free one.")] = 8001,
) -> None:
    """Open the tables in Datasette on this machine: to filter, count, join and search them."""
    from handbook.exports import database, tables

    _require_packages("explore")
    corpus = _published(seeds)
    from datasette.cli import cli as datasette

    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        publish.write(base / f"{database.NAME}.sqlite", database.database(corpus, tables.all_rows(corpus)))
        publish.write(base / "metadata.json", database.datasette(corpus.handbook, ""))
        arguments = [
            str(base / f"{database.NAME}.sqlite"),
            "--metadata",
            str(base / "metadata.json"),
            "--port",
            str(port),
        ]
        datasette.main(["serve", "--immutable", *arguments], prog_name="handbook explore", standalone_mode=False)


@app.command()
def mcp(seeds: Seeds = None, url: Address = "") -> None:
    """Answer an assistant by the Model Context Protocol, on standard input and output, with citations of paragraphs."""
    address(url)
    _require_packages("mcp")
    from handbook.answering.questions import Questions
    from handbook.answering.server import server

    server(Questions(_published(seeds), url)).run("stdio")


@app.command()
def reconcile(
    seeds: Seeds = None,
    url: Address = "",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port on this machine.")] = 8002,
) -> None:
    """Answer OpenRefine and its like on this machine: which entries the names of a column are (Reconciliation API 0.2)."""
    address(url)
    from handbook.answering.reconciling import Reconciler
    from handbook.answering.web import application
    from handbook.serving import run

    serving = application(Reconciler(_published(seeds), url))
    try:
        listening = run.bound(port)
    except run.PortError as error:
        typer.echo(f"handbook: {error} (name another with --port)", err=True)
        raise typer.Exit(1) from None
    console.print(f"Add http://127.0.0.1:{port}/ as a reconciliation service; Ctrl-C ends it.")
    run.run(serving, listening, run.forever)


def _published(seeds: Path | None) -> Corpus:
    """The published part of the seeds, without drafts; problems end the command."""
    folder = seeds_of(seeds)
    context, report = publish.read(folder)
    fail(report.sorted())
    return context.corpus.published()


def _require_packages(name: str) -> None:
    module, extra = NEEDS.get(name, ("", ""))
    if module and find_spec(module) is None:
        raise typer.BadParameter(
            f"'{name}' needs a package that is not installed; install the handbook with its extra [{extra}]"
        )


def _files_of(exchange: Exchange, corpus: Corpus, url: str) -> Mapping[str, str | bytes]:
    """The files of a format, by file name."""
    from handbook.exports import calendar, database, tables, vault

    if exchange is Exchange.VAULT:
        return vault.notes(corpus)
    if exchange is Exchange.CALENDAR:
        return {"": calendar.icalendar(corpus, url)}
    if exchange is Exchange.DATABASE:
        return {"": database.database(corpus, tables.all_rows(corpus))}
    if exchange is Exchange.PARQUET:
        from handbook.exports import parquet

        rows = tables.all_rows(corpus)
        return {f"{t.name}.parquet": parquet.parquet(t, rows[t.name]) for t in tables.TABLES}
    from handbook.exports import rdf

    return {"": rdf.turtle(corpus, url) if exchange is Exchange.TURTLE else rdf.json_ld(corpus, url)}
