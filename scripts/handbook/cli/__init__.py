"""The command ``handbook``: what a person runs; it prints, exits and calls the modules below.

A command prints what it did in a line, problems one a line, and exits with 1
when there are any; 2 is a mistake in the call itself.
"""

from __future__ import annotations

import sys
from importlib import import_module

import typer

from handbook.cli.common import app

#: The modules whose commands there are, in the order in which help lists them.
MODULES = ("adding", "annotating", "bench", "books", "commands")
#: Commands that editors run after each edit: they do not wait for the imports of the others.
ALONE = {"build": "commands", "check": "commands", "convert": "commands", "pdf": "books", "epub": "books"}


def load(command: str = "") -> None:
    """Make a command known, or all of them."""
    for module in [ALONE[command]] if command in ALONE else MODULES:
        import_module(f"handbook.cli.{module}")


def run() -> None:
    """The entry point: a reader's interrupt or a full disk is a message, not a traceback."""
    load(sys.argv[1] if len(sys.argv) > 1 else "")
    try:
        app()
    except OSError as error:
        typer.echo(f"handbook: {error.filename or ''} {error.strerror or error}".replace("  ", " "), err=True)
        sys.exit(1)
