"""The command ``handbook serve``."""

from __future__ import annotations

import json
import webbrowser
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from handbook import i18n, programs
from handbook.book import Drafts
from handbook.cli import terminal
from handbook.cli.common import (
    Docs,
    Out,
    Seeds,
    app,
    console,
    drafts_of,
    language_of,
    make_room,
    places_of,
    seeds_of,
    settings_of,
    shown,
)
from handbook.cli.sites import remove_dropped_languages, sites_of
from handbook.counted import counted
from handbook.reading import settings_file
from handbook.settings.handbook import NAME


@app.command()
def serve(
    seeds: Seeds = None, docs: Docs = None, out: Out = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port on this machine; 0 is any that is free.")] = 8000,
    open_browser: Annotated[bool, typer.Option("--open", help="Open a browser.")] = False,
    drafts: Annotated[Drafts | None, typer.Option(help="Whether drafts are shown: nowhere, or in every output [default: as handbook.toml says].", show_default=False)] = None,
) -> None:  # fmt: skip
    """Serve the site on this machine and rebuild it when a seed or page changes."""
    from handbook.serving import run, watching
    from handbook.serving.site import Site

    folder = seeds_of(seeds)
    source, target = places_of(folder, docs, out, "html")
    handbook = settings_of(folder)
    try:
        listening = run.bound(port)
    except run.PortError as error:
        typer.echo(f"handbook: {error} (name another with --port)", err=True)
        raise typer.Exit(1) from None
    languages = i18n.interfaces(language_of(handbook, None), handbook.languages)
    sites = sites_of(languages, target)
    remove_dropped_languages(target, sites)
    for language_site in sites:
        make_room(language_site.out, language_site.stored)
    site = Site(target)
    address = f"http://{run.HOST}:{listening.getsockname()[1]}/"
    console.print(f"Serving {address} (Ctrl-C ends it)")
    common_settings = {"handbook_seeds": str(folder), "handbook_drafts": drafts_of(handbook, drafts), "nitpicky": True}
    site_arguments = [
        (str(language_site.out), str(language_site.stored), language_site.settings | common_settings)
        for language_site in sites
    ]
    command = programs.python("handbook.sphinx_ext.running.warm_builds", str(source), json.dumps(site_arguments))
    opened = not open_browser

    def written(place: str, warnings: int) -> None:
        nonlocal opened
        if not opened:
            opened = True
            webbrowser.open(address)
        warned = f", with {counted(warnings, 'warning')}" if warnings else ""
        console.print(f"The site is in {shown(Path(place) / 'index.html')}{warned}")
        site.reload()

    def say(line: str) -> None:
        console.print(terminal.one_line(line))

    is_source = partial(
        written_by_people,
        source,
        folder,
        (target, *(language_site.stored for language_site in sites), source / "_build"),
    )
    settings_files = [path] if (path := settings_file.folder_of(folder) / NAME).is_file() else []
    browsers = watching.BuildListener(written, site.show, say)
    run.run(
        site.app, listening, lambda: watching.keep_built(command, [source, folder], is_source, browsers, settings_files)
    )


def written_by_people(docs: Path, seeds: Path, generated: tuple[Path, ...], path: Path) -> bool:
    """Whether a changed file is one that pages are made from, and not one that a build or a command leaves there."""
    if any(path.is_relative_to(folder) for folder in generated) or path.suffix in (".tmp", ".mo"):
        return False
    parts = next((path.relative_to(root).parts for root in (seeds, docs) if path.is_relative_to(root)), ())
    return not any(part.startswith(".") or part == "__pycache__" for part in parts)
