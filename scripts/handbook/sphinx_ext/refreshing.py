"""An edit of seeds that concerns no page that Sphinx reads: its pages and data files are written without loading Sphinx.

A build through Sphinx keeps what stands around generated pages (``kept_frame``).  If since then nothing but seeds
changed, and what pages declare to others is as it was, these pages are all that an edit can touch, with the data files.
They are written as in any build, by the same functions.  In every other case Sphinx is asked, and takes over what was begun.
"""

from __future__ import annotations

import multiprocessing
from dataclasses import dataclass, replace
from pathlib import Path

from handbook.book import Drafts
from handbook.incremental import Reading, planning, settled, state
from handbook.incremental.looking import Look
from handbook.incremental.settled import SETTLED, Settled
from handbook.sphinx_ext import keeping, languages, locks, shapes
from handbook.sphinx_ext.begun import Begun
from handbook.sphinx_ext.compiled import COMPILED
from handbook.sphinx_ext.data import Outcome, Work, is_data
from handbook.sphinx_ext.kept_frame import FRAME, KeptFrame, declared, stamp
from handbook.sphinx_ext.locks import Locks
from handbook.sphinx_ext.manifest import MANIFEST, Manifest
from handbook.sphinx_ext.sources import GeneratedSources
from handbook.sphinx_ext.writing import OwnWay, PageWriter, templates


@dataclass(frozen=True)
class Place:
    """A site that was built before: hand-written pages, the site, what is kept, the options, sites in other languages below it.

    ``further`` says that another site keeps what was read.
    """

    docs: Path
    out: Path
    stored: Path
    options: tuple[str, ...]
    below: tuple[Path, ...]
    further: bool


def refresh(place: Place, reading: Reading, known: Settled, look: Look) -> tuple[bool, Begun | None]:
    """Bring a site up to date, if that can be done without Sphinx: whether it was, and what was begun if it was not.

    ``known`` is what decided the site when it was built last, ``look`` a look at what is there of it.

    Raises:
        Busy: another build of the place is under way.
        OSError: something cannot be written.
    """
    kept = state.load(place.stored / FRAME, KeptFrame)
    if kept is None or reading.before is None or reading.before.seeds() != known.seeds:
        return False, None
    if planning.shown(reading, Drafts(kept.drafts)).whole or not settled.same_around(known, place.options, place.docs):
        return False, None
    lock = locks.acquire(place.out, place.stored, say=None)
    try:
        begun = _begin(place, kept, reading, lock, look)
    except BaseException:
        lock.release()
        raise
    try:
        manifest = Manifest(place.out, place.stored / MANIFEST)
        if not (_only_pages(kept, begun) and _as_left(kept, known, manifest, look)):
            return False, begun
        refreshed = _write(place, kept, begun, known, manifest)
    except BaseException:
        begun.stop()
        raise
    lock.release()
    return refreshed, None


def _begin(place: Place, kept: KeptFrame, reading: Reading, lock: Locks, look: Look) -> Begun:
    site = kept.shell.site
    book = planning.book_of(reading, site.language, site.base, Drafts(kept.drafts))
    shapes.recall(place.stored, book)
    several = multiprocessing.cpu_count() > 1
    there = {name: its for name, its in look.outputs().items() if is_data(name)}
    work = Work(book, reading, place.out, place.stored / "handbook.data", several, there)
    try:
        plan = planning.plan(book, reading)
        GeneratedSources(place.stored).bring(plan)
    except BaseException:
        work.stop()
        raise
    return Begun(lock, reading, book, plan, work)


def _only_pages(kept: KeptFrame, begun: Begun) -> bool:
    """Whether all that differs from the last build is the text of generated pages that Sphinx does not read."""
    plan, before = begun.plan, begun.plan.compared.before
    return (
        # Of what cannot be compared all is written, by several processes.
        plan.compared.numbers is not None
        and plan.pages.keys() == kept.around.keys() | kept.read
        and declared(plan.products) == kept.declared
        and plan.products.files == before.files
        and languages.elsewhere(begun.book, kept.shell.site.languages, kept.written) == kept.elsewhere
        and all(plan.products.pages[name].version == before.pages[name].version for name in kept.read)
    )


def _as_left(kept: KeptFrame, known: Settled, manifest: Manifest, look: Look) -> bool:
    """Whether the pages of the site are as the last build left them; whoever makes data files makes those that are not."""
    now, then = (
        {name: its for name, its in files.items() if not is_data(name)} for files in (look.outputs(), known.outputs)
    )
    return manifest.known.stamps.keys() >= kept.around.keys() and now == then


def _write(place: Place, kept: KeptFrame, begun: Begun, known: Settled, manifest: Manifest) -> bool:
    """Write the pages that differ; False if data files could not be made, which Sphinx's build tells."""
    stamps = {name: stamp(begun.plan.pages[name].version, kept.common, around) for name, around in kept.around.items()}
    outdated = [name for name, its in stamps.items() if manifest.known.stamps.get(name) != its]
    own = OwnWay(kept.shell, begun.book, templates(place.stored / COMPILED), place.out)
    writer = PageWriter(kept.shell, begun.book, begun.plan.pages, kept.around.__getitem__, own.show)
    for name in outdated:
        writer.write(name)
    manifest.amend({name: (f"{name}.html", stamps[name]) for name in outdated})
    # While data files are made. Whoever is stopped before they are finds by the note of what decided the site that it is not as it would be.
    keeping.keep(begun.reading, begun.plan, place.stored, place.further)
    outcome = begun.work.finish()
    if outcome.fault:
        return False
    _keep(place, kept, begun, known, manifest, outcome)
    return True


def _keep(place: Place, kept: KeptFrame, begun: Begun, known: Settled, manifest: Manifest, outcome: Outcome) -> None:
    reading, site = begun.reading, kept.shell.site
    shapes.keep(place.stored, outcome.shapes)
    files = {**manifest.known.files, **outcome.files}
    keeping.keep_offline(begun.book.corpus.handbook, place.out, site.language, files, kept.shared_static, place.below)
    now = settled.outputs(place.out, files, place.below)
    state.save(place.stored / SETTLED, replace(known, seeds=reading.now.seeds(), outputs=now))
