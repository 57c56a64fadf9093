"""An article that may be another version of a known source: this is reported, and asked if somebody is there to answer."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import typer

from handbook.adding import versions
from handbook.adding.draft import Draft
from handbook.adding.merging import Refused
from handbook.checks import Context
from handbook.cli.queue import say
from handbook.problems import did_you_mean
from handbook.reading import articles


def version(
    context: Context, draft: Draft, path: Path, originals: Mapping[str, str], version_of: str, dry_run: bool
) -> Draft:
    """The draft of an article, as another version of ``version_of`` or of the source that a person confirms; otherwise unchanged.

    Raises:
        Refused: there is no such source; or it most probably is another version of one, and there is nobody to ask.
    """
    sources = context.corpus.sources
    text = next(raw.decode("utf-8") for name, raw in draft.originals.items() if name.endswith(".txt"))
    if version_of:
        if version_of not in sources:
            raise Refused(f"there is no source '{version_of}'", did_you_mean(version_of, sources) or "name its id")
        return versions.as_version(context.corpus, draft, version_of, text, originals.get(version_of, ""))
    source, _problems = articles.read(draft.files[f"articles/{draft.source}.md"], draft.source)
    earlier = versions.versions(context, source.header, text, originals) if source else []
    lines = [
        f"note: it looks like another version of {v.source} ({sources[v.source].header.title}): {v.why}"
        for v in earlier
    ]
    if earlier and sys.stdin.isatty() and not dry_run:
        say(f"  {lines[0]}")
        question = f"  Add it as another version of {earlier[0].source}, which counts as one origin with it?"
        if typer.confirm(question, default=earlier[0].sure):
            return versions.as_version(
                context.corpus, draft, earlier[0].source, text, originals.get(earlier[0].source, "")
            )
    elif earlier and earlier[0].sure and not dry_run:
        raise Refused(
            f"{path} looks like another version of {earlier[0].source}: {earlier[0].why}; nothing was written",
            f"add --version-of {earlier[0].source}, and both count as one origin, or --new if it is an article of its own",
        )
    return replace(draft, summary=(*lines, *draft.summary))
