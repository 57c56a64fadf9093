"""``handbook new``: a handbook of one's own."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import Annotated

import typer

from handbook import starting
from handbook.cli import terminal
from handbook.cli.common import app, console, fail, shown
from handbook.counted import counted
from handbook.problems import Place, Problem
from handbook.publish import write

#: Names that may be in the folder already.
ALLOWED = frozenset((".git", ".DS_Store"))


@app.command()
def new(
    folder: Annotated[Path, typer.Argument(help="A folder that is not there yet, or is empty.", show_default=False)],
    title: Annotated[str, typer.Option(help="The title of the handbook.", show_default=False)] = "",
    editors: Annotated[str | None, typer.Option(help="Who edits it, as citations name them.", show_default=False)] = None,
    language: Annotated[str | None, typer.Option(help="The language of its texts: en, fr ... [default: en].", show_default=False)] = None,
    licence: Annotated[str | None, typer.Option(help="The licence of its texts [default: CC BY 4.0].", show_default=False)] = None,
    address: Annotated[str, typer.Option(help="The address at which the site will be.")] = "",
    example: Annotated[bool, typer.Option("--example", help="With a tiny complete corpus to look at.")] = False,
) -> None:  # fmt: skip
    """Make a handbook of your own: four questions, or their answers as options."""
    target = folder.resolve()
    if target.exists() and (not target.is_dir() or any(p.name not in ALLOWED for p in target.iterdir())):
        fail([Problem(Place(str(folder)), "HB100", "the folder is not empty", "name a new one")])
    if not title:
        if not sys.stdin.isatty():
            typer.echo("handbook: a handbook has a title (give one with --title)", err=True)
            raise typer.Exit(2)
        title = typer.prompt("Title")
        editors = typer.prompt("Who edits it", default="") if editors is None else editors
        language = typer.prompt("Language of its texts", default="en") if language is None else language
        licence = typer.prompt("Licence of its texts", default="CC BY 4.0") if licence is None else licence
    options = starting.Options(
        title, editors or "", language or "en", licence or "CC BY 4.0", address, example, dt.date.today().isoformat()
    )
    try:
        files = starting.project(options)
    except ValueError as error:
        typer.echo(terminal.one_line(f"handbook: {error}"), err=True)
        raise typer.Exit(2) from None
    for name, text in sorted(files.items()):
        write(target / name, text)
    console.print(f"{shown(target)}: {counted(len(files), 'file')}")
    console.print(f"Next: cd {shown(target)}, then handbook build")
