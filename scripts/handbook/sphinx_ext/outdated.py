"""Which hand-written pages Sphinx has to read again: those whose source is another, or that may list other pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from pathlib import Path

from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from handbook.sphinx_ext import named_files
from handbook.sphinx_ext.stamps import source_digest

logger = logging.getLogger(__name__)


def digests_of_sources(env: BuildEnvironment, told_pages: Set[str]) -> dict[str, bytes]:
    """The digest of the source of each page that Sphinx reads: all but those that it is told of."""
    return {name: source_digest(env, name) for name in env.found_docs if name not in told_pages}


def outdated(env: BuildEnvironment, recorded: Mapping[str, bytes], names: bytes, now: Mapping[str, bytes]) -> list[str]:
    """The pages whose source is another than the ``recorded`` one; all that list by patterns, if the ``names`` of generated pages are others.

    All of them, if one was added or is gone, which others may have in a list or a link, or if code of the project is another.
    """
    code = named_files.code_of(recorded)
    if recorded and (named_files.pages_of(recorded) != now.keys() or code != named_files.digests_of(map(Path, code))):
        return [name for name in now if name in env.all_docs]
    listing = env.glob_toctrees & env.all_docs.keys() if recorded.get("") != names else set()
    return [
        name for name, its in now.items() if name in listing or (name in env.all_docs and recorded.get(name) != its)
    ]


def warn_of_addresses(env: BuildEnvironment, folders: Iterable[Path]) -> None:
    """Warn of pages that have the address of a site in another language, which lies in one of the ``folders``."""
    for folder in folders:
        for docname in sorted(name for name in env.found_docs if f"{name}/".startswith(f"{folder.name}/")):
            logger.warning(
                "%s has the address of the site in another language, %s/: give it another name", env.doc2path(docname, False), folder.name,
                type="handbook", subtype="address",
            )  # fmt: skip
