"""Compiled templates, kept for the next build: compiling them took 0.1 s of every build."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment
from jinja2.bccache import Bucket, BytecodeCache

from handbook.incremental import state

#: The file that keeps the compiled templates, in Sphinx's doctrees folder.
COMPILED = "handbook.templates"


class CompiledTemplates(BytecodeCache):
    """A cache, in one file, of the templates that earlier builds of this user compiled with the same engine.

    Jinja uses a template's code only if the text of the template is still the one from which it was compiled.
    """

    def __init__(self, path: Path, environment: Environment) -> None:
        self._path = path
        #: Part of the key: Jinja's extensions decide how a template is compiled.
        self._prefix = ",".join(sorted(environment.extensions))
        self._code: dict[str, bytes] = state.load(path, dict) or {}
        self._new = False

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load the code of a template, if it is cached."""
        if (code := self._code.get(self._prefix + bucket.key)) is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Cache the code of a template that was just compiled."""
        self._code[self._prefix + bucket.key] = bucket.bytecode_to_string()
        self._new = True

    def keep(self) -> None:
        """Save the code of templates for the next build.

        Raises:
            OSError: the file cannot be written.
        """
        if self._new:
            state.save(self._path, self._code)
            self._new = False
