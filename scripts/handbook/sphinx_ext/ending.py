"""The end of a build: what the next one may use of it, if it was without fault."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.application import Sphinx
from sphinx.util import logging

from handbook import i18n, incremental
from handbook.citing.styles import Segments
from handbook.incremental import PRODUCTS, settled, state
from handbook.incremental.settled import SETTLED
from handbook.sphinx_ext import offline, settling, shapes, stored
from handbook.sphinx_ext.prepared import prepared

if TYPE_CHECKING:
    from handbook.sphinx_ext.build import Build

logger = logging.getLogger(__name__)
#: What is known of hand-written pages, and what generated ones declare.
SOURCES, TITLES = "handbook.sources", "handbook.titles"


def finish(build: Build, app: Sphinx, failed: bool) -> None:
    """Keep what the next build may use, or let that begin anew."""
    if not failed:
        build.written()
    rendered: Mapping[tuple[str, str, str], Segments] = {}
    if build.work is not None:
        outcome = build.work.finish(failed)
        build.work, build.data_files = None, outcome.files
        if outcome.fault and not failed:
            logger.warning("%s", outcome.fault, type="handbook", subtype="data")
        rendered = outcome.shapes
    build.warned.stop()
    if failed or build.warned.count:
        stored.forget(build.stored)
        # Some warnings are of the writing of a page: one that is not written says nothing.
        if (manifest := getattr(app.builder, "manifest", None)) is not None:
            manifest.doubt(build.told_pages)
        for name in (incremental.KEPT, PRODUCTS, SETTLED):
            # What cannot be removed could not be written either.
            with contextlib.suppress(OSError):
                (build.stored / name).unlink(missing_ok=True)
    elif build.plan is not None:
        before, now = build.reading.before, build.reading.now
        now.products = build.plan.products
        # What has not changed is not kept again: it is the larger part of an unchanged build.
        if before is None or before.seeds() != now.seeds() or before.products.settings != now.products.settings:
            further = (handed := prepared.get()) is not None and handed.further
            name, state_of_it = (PRODUCTS, now.products) if further else (incremental.KEPT, now)
            state.save(build.stored / name, state_of_it)
        state.save(build.stored / SOURCES, build.stamps.sources)
        state.save(build.stored / TITLES, build.stamps.declared)
        stored.seal(build.stored)
        shapes.keep(build.stored, rendered)
        if app.builder.name == "html":
            _keep_offline(build, app)
        if app.builder.name == "html" and not build.plainly:
            settling.note(app, build.reading.now.seeds(), build.stored, build.data_files, build.sites_below)


def _keep_offline(build: Build, app: Sphinx) -> None:
    """The service worker, whose version is that of all that was written."""
    assert build.book
    manifest, out, language = getattr(app.builder, "manifest", None), Path(app.outdir), app.config.language or "en"
    known = {**(manifest.known.files if manifest else {}), **build.data_files}
    wanted = build.handbook.offline
    everything = settled.outputs(out, known, build.sites_below) if wanted else {}
    offline.bring(out, wanted, everything, language, build.handbook.named(language), i18n.translator(language))
