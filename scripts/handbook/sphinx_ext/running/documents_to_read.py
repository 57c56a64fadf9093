"""Which pages Sphinx has to read again: those whose source changed, and those whose toctrees may list other pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Protocol

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from handbook.incremental.planning import Plan
from handbook.incremental.state import digest
from handbook.sphinx_ext.project import input_files
from handbook.sphinx_ext.running.page_stamps import source_digest

logger = logging.getLogger(__name__)


class Reading(Protocol):
    """The attributes of a ``Build`` that are used here."""

    app: Sphinx
    registered_pages: frozenset[str]
    plan: Plan | None
    plainly: str


def digests_of_sources(build: Reading) -> dict[str, bytes]:
    """The digest of the source of each page that Sphinx reads, which are all but those that it is told of.

    The file of a generated page has its text but not its pictures, so the digest includes the page's version.
    """
    env = build.app.env
    source_digests = {name: source_digest(env, name) for name in env.found_docs if name not in build.registered_pages}
    pages = build.plan.pages if build.plan and build.plainly else {}
    return source_digests | {
        name: digest(source_digests[name] + page.version) for name, page in pages.items() if name in source_digests
    }


def outdated(env: BuildEnvironment, recorded: Mapping[str, bytes], names: bytes, now: Mapping[str, bytes], words: Iterable[Path]) -> list[str]:  # fmt: skip
    """The pages that Sphinx has to read again: those whose source differs from the ``recorded`` one.

    Also those whose toctrees list by pattern, if the ``names`` of generated pages changed.  All pages, if one was added or
    removed, since any may list it or link to it, or if the project's own code or its ``words`` for those of Sphinx changed.
    """
    code = input_files.code_of(recorded)
    if recorded and (
        input_files.pages_of(recorded) != now.keys() or code != input_files.digests_of([*map(Path, code), *words])
    ):
        return [name for name in now if name in env.all_docs]
    listing = env.glob_toctrees & env.all_docs.keys() if recorded.get("") != names else set()
    return [
        name
        for name, source in now.items()
        if name in listing or (name in env.all_docs and recorded.get(name) != source)
    ]


def warn_of_addresses(env: BuildEnvironment, folders: Iterable[Path]) -> None:
    """Warn of pages whose address lies in the folder of a site in another language (one of ``folders``)."""
    for folder in folders:
        for docname in sorted(name for name in env.found_docs if f"{name}/".startswith(f"{folder.name}/")):
            logger.warning(
                "%s has the address of the site in another language, %s/: give it another name", env.doc2path(docname, False), folder.name,
                type="handbook", subtype="address",
            )  # fmt: skip
