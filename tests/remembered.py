"""What a process that builds many sites need not find out anew for each: compiled templates, installed packages, the tree of our commands.

All are pure functions of what they are given here (the text of a template and its environment; the
folders that Python imports from; the functions of the commands), and took a quarter of the time of a small site,
half of that of a small command.
"""

from __future__ import annotations

import importlib.metadata
import sys
from collections.abc import Iterable
from functools import lru_cache
from importlib.metadata import Distribution
from types import CodeType
from typing import Any

import jinja2
import typer.main

_compile = jinja2.Environment.compile
_distributions = importlib.metadata.distributions
_entry_points = Distribution.entry_points
_get_command = typer.main.get_command
#: What decides, besides its text, what a template is compiled to.
_DECIDES = (
    "block_start_string", "block_end_string", "variable_start_string", "variable_end_string", "comment_start_string",
    "comment_end_string", "line_statement_prefix", "line_comment_prefix", "trim_blocks", "lstrip_blocks",
    "newline_sequence", "keep_trailing_newline", "autoescape", "optimized", "sandboxed", "is_async",
)  # fmt: skip
_templates: dict[tuple[object, ...], CodeType | str] = {}
_commands: dict[tuple[object, ...], Any] = {}


def _compiled(
    environment: jinja2.Environment,
    source: Any,
    name: str | None = None,
    filename: str | None = None,
    raw: bool = False,
    defer_init: bool = False,
) -> CodeType | str:
    if not isinstance(source, str):
        return _compile(environment, source, name, filename, raw, defer_init)
    decides = (getattr(environment, option) for option in _DECIDES)
    key = (type(environment), *environment.extensions, *decides, source, name, filename, raw, defer_init)
    code = _templates.get(key)
    if code is None:
        code = _templates[key] = _compile(environment, source, name, filename, raw, defer_init)
    return code


@lru_cache(8)
def _installed(_path: tuple[str, ...]) -> tuple[Distribution, ...]:
    return tuple(_distributions())


def _listed(**about: Any) -> Iterable[Distribution]:
    return _distributions(**about) if about else iter(_installed(tuple(sys.path)))


@lru_cache(4096)
def _offered(distribution: Distribution) -> Any:
    return _entry_points.fget(distribution)


def _shape(app: typer.Typer) -> tuple[object, ...]:
    """What a tree of commands is made of so far: modules of commands are loaded when they are asked for."""
    commands = tuple(command.callback for command in app.registered_commands)
    groups = (_shape(group.typer_instance) for group in app.registered_groups if group.typer_instance)
    return app.registered_callback, commands, *groups


def _command(app: typer.Typer) -> Any:
    key = app, _shape(app)
    if key not in _commands:
        _commands[key] = _get_command(app)
    return _commands[key]


def remember() -> None:
    """Have this process keep them from now on."""
    jinja2.Environment.compile = _compiled
    importlib.metadata.distributions = _listed
    Distribution.entry_points = property(_offered)
    typer.main.get_command = _command
