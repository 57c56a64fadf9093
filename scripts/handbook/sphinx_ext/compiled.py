"""Compiled templates, kept for the next build: to compile them took a tenth of a second of each."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment
from jinja2.bccache import Bucket, BytecodeCache

from handbook.incremental import state

#: The file in which they are kept, beside what Sphinx stores.
COMPILED = "handbook.templates"


class CompiledTemplates(BytecodeCache):
    """Templates compiled by earlier builds of this user with the same engine, in one file; others are compiled.

    Jinja compares the text of a template with that of which the code was made.
    """

    def __init__(self, path: Path, environment: Environment) -> None:
        self._path = path
        #: Extensions decide what a template means.
        self._prefix = ",".join(sorted(environment.extensions))
        self._code: dict[str, bytes] = state.load(path, dict) or {}
        self._new = False

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take the code of a template, if it is known."""
        if (code := self._code.get(self._prefix + bucket.key)) is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Note the code of a template that was compiled."""
        self._code[self._prefix + bucket.key] = bucket.bytecode_to_string()
        self._new = True

    def keep(self) -> None:
        """Keep the code of templates for the next build.

        Raises:
            OSError: the file cannot be written.
        """
        if self._new:
            state.save(self._path, self._code)
            self._new = False
