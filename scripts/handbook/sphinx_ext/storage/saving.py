"""Saving the state of a good build for the next one, and the service worker that carries the site's version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from handbook import i18n, incremental
from handbook.incremental import PRODUCTS, Reading, state, up_to_date
from handbook.incremental.planning import Plan
from handbook.settings.handbook import Handbook
from handbook.sphinx_ext.storage import service_worker


def keep(reading: Reading, plan: Plan, folder: Path, further: bool) -> None:
    """Save the reading of a build and its products; only the products if another site saves the reading (``further``)."""
    before, now = reading.before, incremental.to_keep(reading, plan.products)
    # Save only what changed: saving takes most of the time of an unchanged build.
    if before is None or before.seeds() != now.seeds() or before.products.settings != now.products.settings:
        name, state_of_it = (PRODUCTS, now.products) if further else (incremental.KEPT, now)
        state.save(folder / name, state_of_it)


def keep_offline(
    handbook: Handbook, out: Path, language: str, recorded_digests: Mapping[str, bytes], shared: Mapping[str, bytes], below: Iterable[Path]
) -> None:  # fmt: skip
    """Write the service worker, whose version is a digest of all files of the site, or remove it.

    ``recorded_digests`` has known digests of files of the site; ``shared`` those of static files that lie in another language's site;
    the sites in the folders ``below`` do not belong to it.
    """
    everything = up_to_date.outputs(out, dict(recorded_digests), below) if handbook.offline else {}
    # The shared static files are needed too, and are part of the version.
    everything |= {f"../{name}": digest for name, digest in shared.items()}
    service_worker.bring(
        out, handbook.offline, everything, language, handbook.named(language), i18n.translator(language)
    )
