"""The command ``handbook``: what a person runs; it prints, exits and calls the modules below.

A command prints what it did in a line, problems one a line, and exits with 1
when there are any; 2 is a mistake in the call itself.
"""

from __future__ import annotations

import sys

import typer

from handbook.cli import adding, annotating, bench, books, commands
from handbook.cli.common import app

__all__ = ["adding", "annotating", "app", "bench", "books", "commands", "run"]


def run() -> None:
    """The entry point: a reader's interrupt or a full disk is a message, not a traceback."""
    try:
        app()
    except OSError as error:
        typer.echo(f"handbook: {error.filename or ''} {error.strerror or error}".replace("  ", " "), err=True)
        sys.exit(1)
