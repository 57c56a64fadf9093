"""The texts of the originals that are on this machine."""

from __future__ import annotations

from pathlib import Path

from handbook.adding import original
from handbook.corpus import Corpus
from handbook.kinds import Review, RulingKind
from handbook.problems import Problem
from handbook.reading import files


def texts(seeds: Path, corpus: Corpus, all_sources: bool = False) -> tuple[dict[str, str], list[Problem]]:
    """The texts, by source id, of sources with something waiting, or of ``all_sources``; and problems with unreadable ones."""
    text_of: dict[str, str] = {}
    problems: list[Problem] = []
    questioned = {r.source for r in corpus.rulings if r.kind is RulingKind.QUESTION}
    questioned |= {c.source for e in corpus.entries.values() if e.review is Review.DRAFT for c in e.cite}
    for source in corpus.sources.values():
        waits = all_sources or source.header.review is Review.DRAFT or source.id in questioned
        if source.header.original is None or not waits:
            continue
        name = source.header.original.name
        try:
            raw = files.read(seeds / "originals" / name, original.MAX_BYTES, seeds)
        except FileNotFoundError:
            continue
        except files.FileError as error:
            problems.append(error.problem(f"{seeds.name}/originals/{name}"))
            continue
        text_of[source.id] = raw.decode("utf-8", "replace")
    return text_of, problems
