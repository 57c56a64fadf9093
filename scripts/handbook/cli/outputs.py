"""Where commands may write: nowhere among what people write, which would be lost or read as theirs."""

from __future__ import annotations

from pathlib import Path

import typer

from handbook.settings.handbook import NAME


def output_path(out: Path, seeds: Path, docs: Path, option: str, folder: bool = True) -> Path:
    """A file or folder to write to, resolved; the command ends if it lies among seeds or pages, or holds them.

    Folders whose name begins with an underscore hold no pages: ``docs/_build``, ``docs/_static``.
    """
    target, settings_path = out.resolve(), seeds.parent / NAME
    if target == settings_path:
        objection = f"is what the handbook says of itself, which {option} would write over"
    elif target.is_relative_to(seeds):
        objection = "is among the seeds, which people write"
    elif target.is_relative_to(docs) and not any(part.startswith("_") for part in target.relative_to(docs).parts):
        objection = "is among the pages that people write"
    elif folder and (seeds.is_relative_to(target) or docs.is_relative_to(target)):
        objection = "holds the seeds and pages that people write"
    else:
        return target
    raise typer.BadParameter(
        f"'{out}' {objection}: name a folder of its own, such as docs/_build/out", param_hint=option
    )
