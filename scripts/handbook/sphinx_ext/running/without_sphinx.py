"""Refreshing a site without loading Sphinx, after an edit of seeds that touches no page that Sphinx reads.

A build through Sphinx saves the frame of generated pages (``saved_frame``).  If only seeds changed since then, and
what pages declare to others is the same, an edit can change only generated pages and data files.
They are written by the same functions as in any build.  In every other case Sphinx is loaded, and takes over the work begun here.
"""

from __future__ import annotations

import multiprocessing
from dataclasses import dataclass, replace
from pathlib import Path

from handbook.book import Drafts
from handbook.incremental import Reading, planning, state, up_to_date
from handbook.incremental.site_digests import SiteDigests
from handbook.incremental.up_to_date import SETTLED, SiteRecord
from handbook.sphinx_ext.frame import languages
from handbook.sphinx_ext.frame.page_writer import OwnWay, PageWriter, templates
from handbook.sphinx_ext.frame.saved_frame import FRAME, SavedFrame, declared, stamp
from handbook.sphinx_ext.running.early_work import EarlyWork
from handbook.sphinx_ext.running.generated_sources import GeneratedSources
from handbook.sphinx_ext.storage import citation_shapes, locks, saving
from handbook.sphinx_ext.storage.compiled_templates import COMPILED
from handbook.sphinx_ext.storage.data_process import Outcome, Work, is_data
from handbook.sphinx_ext.storage.locks import Locks
from handbook.sphinx_ext.storage.manifest import MANIFEST, Manifest


@dataclass(frozen=True)
class Place:
    """The folders and options of a site that was built before.

    ``docs`` has the hand-written pages, ``out`` the site, ``stored`` the saved state; ``below`` are the sites in other
    languages inside ``out``; ``further`` says that another site saves the reading.
    """

    docs: Path
    out: Path
    stored: Path
    options: tuple[str, ...]
    below: tuple[Path, ...]
    further: bool


def refresh(
    place: Place, reading: Reading, record: SiteRecord, site_digests: SiteDigests
) -> tuple[bool, EarlyWork | None]:
    """Bring a site up to date if that is possible without Sphinx; return whether it was done, and if not, any work begun.

    ``record`` has the inputs and outputs of the last build; ``site_digests`` the present state of the site's files.

    Raises:
        Busy: another build of the same folders is under way.
        OSError: something cannot be written.
    """
    saved_frame = state.load(place.stored / FRAME, SavedFrame)
    if saved_frame is None or reading.before is None or reading.before.seeds() != record.seeds:
        return False, None
    if planning.shown(reading, Drafts(saved_frame.drafts)).affects_all_pages or not up_to_date.same_around(
        record, place.options, place.docs
    ):
        return False, None
    lock = locks.acquire(place.out, place.stored, say=None)
    try:
        early_work = _begin(place, saved_frame, reading, lock, site_digests)
    except BaseException:
        lock.release()
        raise
    try:
        manifest = Manifest(place.out, place.stored / MANIFEST)
        if not (_only_pages(saved_frame, early_work) and _as_left(saved_frame, record, manifest, site_digests)):
            return False, early_work
        refreshed = _write(place, saved_frame, early_work, record, manifest)
    except BaseException:
        early_work.stop()
        raise
    lock.release()
    return refreshed, None


def _begin(
    place: Place, saved_frame: SavedFrame, reading: Reading, lock: Locks, site_digests: SiteDigests
) -> EarlyWork:
    site = saved_frame.shell.site
    book = planning.book_of(reading, site.language, site.base, Drafts(saved_frame.drafts))
    citation_shapes.recall(place.stored, book)
    several = multiprocessing.cpu_count() > 1
    data_digests = {name: digest for name, digest in site_digests.outputs().items() if is_data(name)}
    work = Work(book, reading, place.out, place.stored / "handbook.data", several, data_digests)
    try:
        plan = planning.plan(book, reading)
        GeneratedSources(place.stored).bring(plan)
    except BaseException:
        work.stop()
        raise
    return EarlyWork(lock, reading, book, plan, work)


def _only_pages(saved_frame: SavedFrame, early_work: EarlyWork) -> bool:
    """Whether all that differs from the last build is the text of generated pages that Sphinx does not read."""
    plan, before = early_work.plan, early_work.plan.compared.before
    return (
        # Without a comparison all pages have to be written, which Sphinx's build does in several processes.
        plan.compared.numbers is not None
        and plan.pages.keys() == saved_frame.around.keys() | saved_frame.read
        and declared(plan.products) == saved_frame.declared
        and plan.products.files == before.files
        and languages.elsewhere(early_work.book, saved_frame.shell.site.languages, saved_frame.written)
        == saved_frame.elsewhere
        and all(plan.products.pages[name].version == before.pages[name].version for name in saved_frame.read)
    )


def _as_left(saved_frame: SavedFrame, record: SiteRecord, manifest: Manifest, site_digests: SiteDigests) -> bool:
    """Whether all files of the site but data files, which ``bring_files`` repairs, are as the last build left them."""
    now, then = (
        {name: digest for name, digest in files.items() if not is_data(name)}
        for files in (site_digests.outputs(), record.outputs)
    )
    return manifest.last.stamps.keys() >= saved_frame.around.keys() and now == then


def _write(
    place: Place, saved_frame: SavedFrame, early_work: EarlyWork, record: SiteRecord, manifest: Manifest
) -> bool:
    """Write the pages that changed; False if data files could not be made, which a build through Sphinx then reports."""
    stamps = {
        name: stamp(early_work.plan.pages[name].version, saved_frame.common, around)
        for name, around in saved_frame.around.items()
    }
    outdated = [name for name, now in stamps.items() if manifest.last.stamps.get(name) != now]
    own_way = OwnWay(saved_frame.shell, early_work.book, templates(place.stored / COMPILED), place.out)
    writer = PageWriter(
        saved_frame.shell, early_work.book, early_work.plan.pages, saved_frame.around.__getitem__, own_way.show
    )
    for name in outdated:
        writer.write(name)
    manifest.amend({name: (f"{name}.html", stamps[name]) for name in outdated})
    # Saved while data files are still being made. If the process is stopped now, the next build sees from the old ``SETTLED``
    # record that the site is not up to date.
    saving.keep(early_work.reading, early_work.plan, place.stored, place.further)
    outcome = early_work.work.finish()
    if outcome.fault:
        return False
    _keep(place, saved_frame, early_work, record, manifest, outcome)
    return True


def _keep(
    place: Place,
    saved_frame: SavedFrame,
    early_work: EarlyWork,
    record: SiteRecord,
    manifest: Manifest,
    outcome: Outcome,
) -> None:
    reading, site = early_work.reading, saved_frame.shell.site
    citation_shapes.keep(place.stored, outcome.shapes)
    files = {**manifest.last.files, **outcome.files}
    saving.keep_offline(
        early_work.book.corpus.handbook, place.out, site.language, files, saved_frame.shared_static, place.below
    )
    now = up_to_date.outputs(place.out, files, place.below)
    state.save(place.stored / SETTLED, replace(record, seeds=reading.now.seeds(), outputs=now))
