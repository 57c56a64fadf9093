"""Writing all pages as MyST files, without Sphinx: for people and their own tools."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from handbook import incremental, recipes
from handbook.blocks import Figure, Page, walk
from handbook.book import Book
from handbook.incremental import Reading, planning, state
from handbook.incremental.digests import digests
from handbook.incremental.files import bring
from handbook.publish import write
from handbook.render import myst


def convert_all(book: Book, reading: Reading, target: Path, state_file: Path) -> tuple[int, int, int]:
    """Bring the files in ``target`` up to date; return how many there are, how many were written, how many removed.

    Files that no run made are left alone; if nothing is known of the last run, our pages are
    recognised by their marker.  The state for the next run is saved in the file ``state_file``.
    """
    plan = planning.plan(book, reading)
    file_digests = plan.products.files
    before = reading.before.products.files if reading.before else {}
    on_disk = dict(digests(target, before) if before else digests(target, folders=["."]))
    before = before or {name: raw for name, raw in on_disk.items() if name.endswith(".md") and _is_ours(target / name)}
    written_count = bring(recipes.sources(plan.view), plan.log, target, on_disk, plan.compared, plan.products)
    for docname, planned in plan.pages.items():
        names = [f"{docname}.md", *(f"figures/{name}.svg" for name in planned.saved.pictures)]
        recorded = {name: before[name] for name in names if name in before}
        if (
            planned.made_page is None
            and names[0] in recorded
            and all(on_disk.get(name) == file_digest for name, file_digest in recorded.items())
        ):
            file_digests.update(recorded)
            continue
        for name, text in files_of(planned.page()).items():
            raw = text.encode("utf-8")
            file_digests[name] = state.digest(raw)
            written_count += write(target / name, raw)
    removed = [name for name in sorted(before.keys() - file_digests.keys()) if name in on_disk]
    for name in removed:
        (target / name).unlink()
    state.save(state_file, incremental.to_keep(reading, plan.products))
    return len(file_digests), written_count, len(removed)


def files_of(page: Page) -> Mapping[str, str]:
    """The files of a page, by name: its text and its pictures."""
    drawings = [block for block in walk(page.blocks) if isinstance(block, Figure)]
    return {f"figures/{d.name}.svg": d.svg for d in drawings} | {f"{page.docname}.md": myst.page(page)}


def _is_ours(path: Path) -> bool:
    """Whether a file has the marker of a generated page."""
    with path.open(encoding="utf-8", errors="replace") as file:
        start = file.read(2 * len(myst.MARKER))
    return start.startswith((myst.MARKER, f"---\n# {myst.MARKER.removeprefix('% ')}"))
