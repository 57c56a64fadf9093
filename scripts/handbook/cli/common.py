"""What all commands share: options, messages, and calls of the modules below.

A command prints what it did in a line, and problems one a line, and exits with 1 if there are any; 2
is a mistake in the call itself.
"""

from __future__ import annotations

import gc
import os
import re
import time
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from handbook import __version__, i18n, incremental
from handbook.adding import store
from handbook.book import Drafts
from handbook.citations import with_a_host
from handbook.cli import help_texts, outputs, terminal
from handbook.pages.differences import Earlier
from handbook.problems import Problem, Report
from handbook.reading import hand_written, settings_file
from handbook.settings.handbook import NAME, SITE, Handbook

if TYPE_CHECKING:
    from handbook.sphinx_ext.running.early_work import EarlyWork

app = help_texts.App(
    # Rich would take "[default: ...]" in a help text for its own markup and drop it.
    rich_markup_mode=None,
    name="handbook", cls=help_texts.Commands, no_args_is_help=True, add_completion=True, pretty_exceptions_enable=False,
    help="A sourced handbook from articles: check the seeds, make the pages, build the site.",
)  # fmt: skip
console = help_texts.console


class Format(StrEnum):
    HUMAN = "human"
    JSON = "json"


def project() -> Path:
    """The folder with handbook.toml at or above the current one; without one the command ends with a message.

    ``scripts/run.py`` belongs to a handbook, which it names (``HANDBOOK_PROJECT``) for people who are in no handbook's folder.
    """
    current, named = Path.cwd(), os.environ.get("HANDBOOK_PROJECT")
    candidates = (current, *current.parents, *([Path(named)] if named else []))
    folder = next((up for up in candidates if (up / NAME).is_file()), None)
    if folder is None:
        message = f"handbook: there is no {NAME} in {current} or above it (go into the folder of a handbook, or make one: handbook new DIR)"
        typer.echo(terminal.one_line(message), err=True)
        raise typer.Exit(2)
    if folder.name in settings_file.PARTS and (folder.parent / NAME).is_file():
        return folder.parent
    return folder


def settings_of(seeds: Path) -> Handbook:
    """The settings of the handbook with these seeds; problems with its file end the command."""
    handbook, problems = settings_file.of_seeds(seeds)
    fail(problems)
    return handbook


def language_of(handbook: Handbook, requested: str | None) -> str:
    """The language of the interface: the requested one, else the handbook's, or English if that has no catalogue."""
    if requested is None:
        language = i18n.interface(handbook.language)
        if language != handbook.language:
            console.print(i18n.no_catalogue(handbook.language))
        return language
    if requested not in i18n.languages():
        typer.echo(terminal.one_line(f"handbook: {i18n.no_translation(requested)}"), err=True)
        raise typer.Exit(2)
    return requested


def drafts_of(handbook: Handbook, requested: Drafts | None) -> str:
    """Whether drafts are published: as requested, else as the handbook says."""
    return requested.value if requested else handbook.drafts


Seeds = Annotated[
    Path | None, typer.Option("--seeds", help="The seeds folder [default: the project's].", show_default=False)
]
Docs = Annotated[
    Path | None, typer.Option("--docs", help="The Sphinx source folder [default: the project's].", show_default=False)
]
Language = Annotated[
    str | None,
    typer.Option("--language", help="Language of the interface [default: the handbook's].", show_default=False),
]
Out = Annotated[
    Path | None, typer.Option("--out", help="Where the site goes [default: docs/_build/html].", show_default=False)
]


def seeds_of(chosen: Path | None) -> Path:
    """The seeds folder, after completing the move of files that an interrupted run left."""
    folder = (chosen or project() / "seeds").resolve()
    try:
        store.finish(folder)
    except store.StoreError as error:
        fail([error.problem])
    return folder


def docs_of(folder: Path | None) -> Path:
    return (folder or project() / "docs").resolve()


def places_of(seeds: Path, docs: Path | None, out: Path | None, name: str) -> tuple[Path, Path]:
    """The folder of hand-written pages, after checking its files, and the folder that a build writes to."""
    source = docs_of(docs)
    target = outputs.output_path(out, seeds, source, "--out") if out else source / "_build" / name
    fail(hand_written.problems(source))
    return source, target


def make_room(target: Path, stored: Path) -> None:
    """Make the folders that a build writes to.

    Raises:
        OSError: something else is in their place, or there is no right to make them.
    """
    for folder in (target, stored):
        folder.mkdir(parents=True, exist_ok=True)


def fail(problems: list[Problem] | Report) -> None:
    """Print problems and end the command, if there are any; for a report, the causes and the number of the rest."""
    report = problems if isinstance(problems, Report) else Report(list(problems))
    for problem in report.sorted():
        typer.echo(terminal.one_line(str(problem)))
    if report.problems:
        typer.echo(report.total, err=True)
        raise typer.Exit(1)


def read_of(folder: Path, state_file: Path | None, for_sphinx: bool) -> incremental.Reading:
    """Read and check a seeds folder, with the help of what an earlier run stored in ``state_file``; problems end the command.

    If the result is for Sphinx, Sphinx is imported during a long reading.
    """
    # Everything read is kept to the end of the command, so garbage collection gains nothing.
    gc.disable()
    with incremental.prefetching(folder, state_file) as prefetch, console.status("Reading and checking the seeds"):
        if prefetch and for_sphinx:
            from handbook.sphinx_ext.running import sphinx_run

            sphinx_run.load()
        started = time.monotonic()
        reading = incremental.read(folder, state_file, prefetch)
    source_of_records = "with what the last run kept" if reading.before else "all files"
    console.detail(f"{shown(folder)}: read and checked in {time.monotonic() - started:.1f} s, {source_of_records}")
    fail(reading.report)
    return reading


def _version(requested: bool) -> None:
    if requested:
        typer.echo(f"handbook {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Shared options of all commands."""


def sphinx(
    source: Path, target: Path, seeds: Path, settings: dict[str, str], clean: bool, builder: str = "html", reading: incremental.Reading | None = None,
    stored: Path | None = None, further: bool = False, earlier: tuple[Earlier, ...] = (), early_work: EarlyWork | None = None,
) -> int:  # fmt: skip
    """Run Sphinx strictly, with progress but without its messages; return its exit status.

    ``stored`` is where it stores what the next build need not do again; ``further`` says that another build stores what was read.
    Entries are compared with ``earlier`` editions; ``early_work`` is the part of the build that was begun already.
    """
    from handbook.sphinx_ext.running import sphinx_run

    stored = stored or doctrees_of(target)
    make_room(target, stored)
    places = sphinx_run.Places(source, seeds, target, stored)
    read_before = (
        sphinx_run.ReadBefore(reading, options_of(settings), further, earlier, early_work) if reading else None
    )
    started = time.monotonic()
    with console.status("Building the pages"):
        status, messages = sphinx_run.build(builder, places, settings, read_before, clean)
    console.detail(f"{shown(source)}: built into {shown(target)} in {time.monotonic() - started:.1f} s")
    for line in messages.splitlines():
        if line.strip():
            typer.echo(line, err=True)
    return status


def options_of(settings: dict[str, str]) -> tuple[str, ...]:
    """The settings of a build, as they are stored."""
    return tuple(f"{name}={value}" for name, value in settings.items())


def doctrees_of(target: Path) -> Path:
    """Where builds of a site store what the next one need not do again."""
    return target.with_name(target.name + "-doctrees")


def address(url: str) -> None:
    if not url:
        return
    try:
        is_valid = re.fullmatch(SITE, url) and with_a_host(url)
    except ValueError:
        is_valid = False
    if not is_valid:
        raise typer.BadParameter(
            f"'{url}' is not the web address of a site: start with https://, with no ? # or @ in it", param_hint="--url"
        )


def shown(path: Path) -> str:
    """A path as a person would type it from here."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
