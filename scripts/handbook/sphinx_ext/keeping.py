"""What a build without fault keeps for the next one, and the service worker that says which edition this is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from handbook import i18n, incremental
from handbook.incremental import PRODUCTS, Reading, settled, state
from handbook.incremental.planning import Plan
from handbook.settings.handbook import Handbook
from handbook.sphinx_ext import offline


def keep(reading: Reading, plan: Plan, folder: Path, further: bool) -> None:
    """Keep what a build knows: its reading, unless another site keeps it (``further``), and its products."""
    before, now = reading.before, incremental.to_keep(reading, plan.products)
    # What has not changed is not kept again: it is the larger part of an unchanged build.
    if before is None or before.seeds() != now.seeds() or before.products.settings != now.products.settings:
        name, state_of_it = (PRODUCTS, now.products) if further else (incremental.KEPT, now)
        state.save(folder / name, state_of_it)


def keep_offline(
    handbook: Handbook, out: Path, language: str, known: Mapping[str, bytes], shared: Mapping[str, bytes], below: Iterable[Path]
) -> None:  # fmt: skip
    """The service worker, whose version is that of all that was written.

    ``known`` are digests of files of the site, ``shared`` of static files that lie in another language's; sites ``below`` are not of it.
    """
    everything = settled.outputs(out, dict(known), below) if handbook.offline else {}
    # Those of another language's site are needed too, and decide the version.
    everything |= {f"../{name}": its for name, its in shared.items()}
    offline.bring(out, handbook.offline, everything, language, handbook.named(language), i18n.translator(language))
