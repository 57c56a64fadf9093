"""The end of a build: what the next one may use of it, or that it begins anew."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path

from sphinx.application import Sphinx

from handbook import i18n, incremental
from handbook.citing import styles
from handbook.incremental import PRODUCTS, Reading, settled, state
from handbook.incremental.planning import Plan
from handbook.incremental.settled import SETTLED
from handbook.settings.handbook import Handbook
from handbook.sphinx_ext import offline, shapes, stored
from handbook.sphinx_ext.prepared import prepared


def forget(app: Sphinx, folder: Path, pages: frozenset[str]) -> None:
    """Have the next build begin anew: this one failed, or some of its warnings are of the writing of ``pages``."""
    stored.forget(folder)
    # Some warnings are of the writing of a page: one that is not written says nothing.
    if (manifest := getattr(app.builder, "manifest", None)) is not None:
        manifest.doubt(pages)
    for name in (incremental.KEPT, PRODUCTS, SETTLED):
        # What cannot be removed could not be written either.
        with contextlib.suppress(OSError):
            (folder / name).unlink(missing_ok=True)


def keep(reading: Reading, plan: Plan, folder: Path, rendered: Mapping[tuple[str, str, str], styles.Segments]) -> None:
    """Keep what a build without fault knows: its reading, its products, and the shapes of citations."""
    before, now = reading.before, incremental.to_keep(reading, plan.products)
    # What has not changed is not kept again: it is the larger part of an unchanged build.
    if before is None or before.seeds() != now.seeds() or before.products.settings != now.products.settings:
        further = (handed := prepared.get()) is not None and handed.further
        name, state_of_it = (PRODUCTS, now.products) if further else (incremental.KEPT, now)
        state.save(folder / name, state_of_it)
    stored.seal(folder)
    shapes.keep(folder, rendered)


def keep_offline(app: Sphinx, handbook: Handbook, data_files: Mapping[str, bytes], sites_below: list[Path]) -> None:
    """The service worker, whose version is that of all that was written."""
    manifest, out, language = getattr(app.builder, "manifest", None), Path(app.outdir), app.config.language or "en"
    known = {**(manifest.known.files if manifest else {}), **data_files}
    everything = settled.outputs(out, known, sites_below) if handbook.offline else {}
    # Those of another language's site are needed too, and decide the version.
    everything |= {f"../{name}": its for name, its in getattr(app.builder, "shared_static", {}).items()}
    offline.bring(out, handbook.offline, everything, language, handbook.named(language), i18n.translator(language))
