"""The command ``handbook``, which people run; it prints, exits and calls the modules below.

A command prints what it did in a line, and problems one a line, and exits with 1 if there are any; 2
is a mistake in the call itself.
"""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import NoReturn

import typer

from handbook import faults
from handbook.cli import terminal
from handbook.cli.common import app

#: The modules that define commands, in the order in which help lists them.
MODULES = (
    "adding",
    "annotating",
    "bench",
    "books",
    "checking",
    "citing",
    "commands",
    "desk",
    "exchanging",
    "placing",
    "publishing",
    "starting",
    "serving",
)
#: Commands that editors run after each edit, with their modules: they do not wait for the imports of the others.
OWN_MODULE = {"build": "commands", "check": "checking", "convert": "commands", "pdf": "books", "epub": "books"}


#: Commands whose ``--drafts`` used to be a flag without a value.
BOOKS = ("pdf", "epub")


def with_drafts(words: list[str]) -> list[str]:
    """The words of a call, with "all" added after a ``--drafts`` without a value, which the books used to accept."""
    bare = [
        index
        for index, word in enumerate(words)
        if word == "--drafts" and words[index + 1 : index + 2] not in (["all"], ["none"])
    ]
    last = [index for index in bare if index + 1 == len(words) or words[index + 1].startswith("-")]
    return [part for index, word in enumerate(words) for part in ((word, "all") if index in last else (word,))]


def load(command: str = "") -> None:
    """Import the module of a command, or those of all commands."""
    for module in [OWN_MODULE[command]] if command in OWN_MODULE else MODULES:
        import_module(f"handbook.cli.{module}")


def run() -> None:
    """The entry point: an interrupt or a full disk gives a message, not a traceback."""
    terminal.guard()
    command = sys.argv[1] if len(sys.argv) > 1 else ""
    if command in OWN_MODULE:
        # The search for cycles took a tenth of the time of the imports.
        gc.disable()
    load(command)
    if command in BOOKS:
        sys.argv[1:] = with_drafts(sys.argv[1:])
    try:
        app(prog_name="handbook")
    except OSError as error:
        typer.echo(terminal.one_line(f"handbook: {faults.in_words(error)}"), err=True)
        sys.exit(1)
    except SystemExit as ended:
        if ended.code == faults.INTERRUPTED:
            raise KeyboardInterrupt from None
        if command in OWN_MODULE and (ended.code is None or isinstance(ended.code, int)):
            _leave(ended.code or 0)
        raise


def _leave(status: int) -> NoReturn:
    """End at once: everything is written, and freeing a whole handbook object by object takes Python a fifth of a short build."""
    # The reader of the output may be gone.
    with suppress(BrokenPipeError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status)
