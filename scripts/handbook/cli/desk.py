"""The command ``handbook desk``: the review page in the browser."""

from __future__ import annotations

import os
import tempfile
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from handbook.cli.common import Seeds, app, console, fail, seeds_of
from handbook.reading import files


@app.command()
def desk(
    seeds: Seeds = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port on this machine; 0 is any that is free.")] = 8765,
    open_browser: Annotated[bool, typer.Option("--open/--no-open", help="Open the desk in the browser.")] = True,
) -> None:
    """Write, decide and place in the browser: one article at a time, with its original beside it."""
    from handbook.desk.app import Desk
    from handbook.serving import run

    folder = seeds_of(seeds)
    if not folder.is_dir():
        fail([files.no_seeds(folder)])
    try:
        listening = run.bound(port)
    except run.PortError as error:
        typer.echo(f"handbook: {error} (name another with --port)", err=True)
        raise typer.Exit(1) from None
    port = listening.getsockname()[1]
    desk_ = Desk(folder, port)
    address = f"http://{run.HOST}:{port}/?token={desk_.keys.token}"
    typer.echo(f"The desk is at {address}")
    console.print(
        "Whoever has this address can write in the seeds: keep it to yourself. Ctrl-C ends the desk; nothing is lost."
    )
    opening = way_in(folder, address) if open_browser else None
    try:
        if opening:
            webbrowser.open(opening.absolute().as_uri())
        run.run(desk_.app, listening, run.forever)
    finally:
        if opening:
            opening.unlink(missing_ok=True)


def way_in(seeds: Path, address: str) -> Path:
    """A file that only this user can read and that leads to the desk.

    Every user of a machine can see the arguments of programs: so a browser is given the name of this file, not the address.
    It is stored with the seeds, since sandboxed browsers see no temporary files.
    """
    from handbook.desk import saving, security

    handle, name = tempfile.mkstemp(".html", "open-", saving.folder(seeds))
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(security.leading(address))
    return Path(name)
