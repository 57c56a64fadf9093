"""How the command line explains itself: full sentences in its help, ``-q`` and ``-v`` for every command, shell completion of names."""

from __future__ import annotations

import functools
import inspect
import re
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from typer.core import TyperGroup

from handbook.cli import terminal
from handbook.problems import is_slip
from handbook.reading import files
from handbook.reading.places import PLACES

#: The console for messages about what a command does; the answer itself goes to standard output.
console = terminal.Lines()
F = TypeVar("F", bound=Callable[..., Any])
_DRAFT = re.compile(rb"^review:[ \t]*draft[ \t]*\r?$", re.M)
#: The bytes of a file in which it says whether it is a draft.
_HEAD = 1_000_000


#: How a validator's message about an option begins, and the message shown instead.
_WORDS = {
    "Input should be a valid integer": "this has to be a number in digits, such as 3.",
    "Input should be a valid number": "this has to be a number in digits, such as 0.5.",
}


class Commands(TyperGroup):
    """The commands, each listed with its full first sentence."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the list of commands."""
        commands = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        rows = [
            (name, command.get_short_help_str(10_000)) for name, command in commands if command and not command.hidden
        ]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def invoke(self, ctx: Any) -> Any:
        """Run a command; errors in its options are reported without the validator's wording."""
        try:
            return super().invoke(ctx)
        except typer.BadParameter as error:
            error.message = error.message.removeprefix("Value error, ")
            for start, words in _WORDS.items():
                if error.message.startswith(start):
                    error.message = words
            raise
        except Exception as error:
            # Of options that are not there; the class is in another package in each version of Typer.
            if offered := getattr(error, "possibilities", None):
                typed = getattr(error, "option_name", "").lstrip("-")
                vars(error)["possibilities"] = [name for name in offered if is_slip(typed, name.lstrip("-"))]
            raise


class App(typer.Typer):
    """An application in which every command has ``-q`` and ``-v``."""

    def command(self, *arguments: Any, **options: Any) -> Callable[[F], F]:
        """Register a function as a command; the function does not receive these two options, which control messages beside its answer."""
        register = super().command(*arguments, **options)

        def take(function: F) -> F:
            register(_with_shared_options(function))
            return function

        return take


Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say only what was asked for, and problems.")]
Verbose = Annotated[
    bool, typer.Option("--verbose", "-v", help="Say also how long each step takes, and where files are.")
]


def _with_shared_options(function: F) -> Callable[..., Any]:
    """A command with its own and the shared options, as its signature says."""

    @functools.wraps(function)
    def command(*, quiet: bool, verbose: bool, **arguments: Any) -> Any:
        console.quiet, console.verbose = quiet, verbose
        return function(**arguments)

    signature = inspect.signature(function, eval_str=True)
    shared_options = {"quiet": Quiet, "verbose": Verbose}
    keyword = inspect.Parameter.KEYWORD_ONLY
    added = [inspect.Parameter(n, keyword, default=False, annotation=kind) for n, kind in shared_options.items()]
    own_parameters = [p.replace(kind=keyword) for p in signature.parameters.values()]
    # Typer asks ``inspect``, which takes this for the function's own.
    command.__signature__ = signature.replace(parameters=[*own_parameters, *added])  # pyrefly: ignore[missing-attribute]
    command.__annotations__ = {p.name: p.annotation for p in own_parameters} | shared_options
    return command


def actions(incomplete: str) -> list[tuple[str, str]]:
    """The decisions that begin with what was typed, for a shell."""
    # Imported here, so that a build does not wait for what only a shell asks.
    from handbook.adding.decisions import ACTIONS

    return [(action, meaning) for action, meaning in ACTIONS.items() if action.startswith(incomplete)]


def drafts(incomplete: str) -> list[str]:
    """The ids of drafts that begin with what was typed, for a shell; none without a project."""
    return [path.stem for path in _records(incomplete) if _DRAFT.search(_head(path))]


def entries(incomplete: str) -> list[str]:
    """The ids of records that begin with what was typed, for a shell."""
    return [path.stem for path in _records(incomplete)]


def _records(incomplete: str) -> list[Path]:
    current = Path.cwd()
    seeds = next((folder / "seeds" for folder in (current, *current.parents) if (folder / "seeds").is_dir()), None)
    if seeds is None:
        return []
    paths: list[Path] = []
    for folder, suffix, _kind in PLACES:
        paths += [p for p in sorted((seeds / folder).glob(f"*{suffix}")) if p.stem.startswith(incomplete)]
    return paths


def _head(path: Path) -> bytes:
    try:
        return files.read(path, _HEAD)
    except (OSError, files.FileError):
        return b""
