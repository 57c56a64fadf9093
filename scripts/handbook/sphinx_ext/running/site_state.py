"""Recording the inputs and outputs of a site, by which the next build sees whether anything changed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from sphinx.application import Sphinx

from handbook.incremental import state, up_to_date
from handbook.incremental.up_to_date import SETTLED, SiteRecord
from handbook.sphinx_ext.frame import downloads, languages
from handbook.sphinx_ext.project import input_files
from handbook.sphinx_ext.running.handover import prepared


def note(
    app: Sphinx, seeds: bytes, roots: tuple[list[str], list[str]], data_files: Mapping[str, bytes], other_sites: Iterable[Path]
) -> None:  # fmt: skip
    """Record the inputs and outputs of the site that was just built.

    ``roots`` are its inputs besides seeds, and the folders in them that are not (``around``); sites in other languages inside it (``other_sites``) are left out.
    """
    path, handover = Path(app.doctreedir) / SETTLED, prepared.get()
    if handover is None or not handover.options:
        return
    if handover.earlier:
        # The site depends on earlier editions too, which are not recorded: the next build may have others, or none.
        path.unlink(missing_ok=True)
        return
    docs, out = Path(app.srcdir), Path(app.outdir)
    outside, left_out = roots
    manifest = getattr(app.builder, "manifest", None)
    recorded_digests = {**(manifest.last.files if manifest else {}), **data_files}
    now = SiteRecord(
        seeds, handover.options, up_to_date.configuration(docs), up_to_date.packages(), outside, left_out,
        up_to_date.inputs(outside, left_out), up_to_date.outputs(out, recorded_digests, other_sites),
    )  # fmt: skip
    if now != state.load(path, SiteRecord):
        state.save(path, now)


def around(app: Sphinx, stored: Path, sources: Mapping[str, bytes], translations: Iterable[Path]) -> tuple[list[str], list[str]]:  # fmt: skip
    """The folders and files, besides seeds, that are inputs of the site, and the folders within them that are not.

    ``sources`` has the digests of the files that were read; ``translations`` are the folders of catalogues.
    """
    config, docs, out = app.config, Path(app.srcdir), Path(app.outdir)
    beside = [*config.templates_path, *config.html_static_path, *config.html_extra_path]
    code = input_files.code_of(sources)
    files = {*input_files.inventories(app), *input_files.bibliographies(app), *input_files.pictures(app)}
    folders = [*(Path(app.confdir) / path for path in beside), *translations]
    named = [*(str(path.resolve()) for path in folders), *code, *sorted(map(str, files))]
    # Normalised, because ``docs/../shared.md`` does not lie in docs.
    used = {os.path.normpath(docs / p) for paths in app.env.dependencies.values() for p in paths}
    left_out = [str(out), str(stored), str(docs / "_build"), str(docs / ".git")]
    roots = [str(docs), *named, *sorted(used)]
    outside = [root for root in dict.fromkeys(roots) if root == str(docs) or not _within(root, [str(docs), *left_out])]
    # Books are made between two builds, in folders that are left out above.
    outside += [str(folder) for folder in downloads.folders(out, languages.below(config))]
    return outside, left_out


def _within(path: str, folders: list[str]) -> bool:
    return any(path.startswith(folder + os.sep) for folder in folders)
