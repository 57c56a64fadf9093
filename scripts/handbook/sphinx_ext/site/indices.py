"""The index and the inventory of a site, which are made again only if they may differ."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sphinx.builders.html import INVENTORY_FILENAME
from sphinx.environment.adapters.indexentries import IndexEntries
from sphinx.util.inventory import InventoryFile

from handbook.incremental import state
from handbook.publish import write
from handbook.sphinx_ext.site import index_pages
from handbook.sphinx_ext.site.generated_pages import GeneratedPagesBuilder


class IndicesBuilder(GeneratedPagesBuilder):
    """The builder ``html`` with an index and an inventory that are made only when their inputs changed."""

    def write_genindex(self) -> None:
        """Write the index, if it may differ from the one that is there."""
        build = self.running_build
        read = {
            name: entries
            for name, entries in self.env.domains.index_domain.entries.items()
            if name not in build.registered_pages
        }
        stamp = (
            build.stamps.declared
            + build.stamps.all_read
            + self.common()
            + repr(sorted(read.items())).encode("utf-8", "surrogatepass")
        )
        self.manifest.group("genindex", state.digest(stamp), self._write_genindex)

    def dump_inventory(self) -> None:
        """Write the inventory of objects, if it may differ from the one that is there."""
        build = self.running_build
        stamp = build.stamps.declared + build.stamps.all_read + build.stamps.settings

        def dump() -> None:
            with TemporaryDirectory(dir=self.outdir, prefix=".static-", suffix=".tmp") as folder:
                part = Path(folder, INVENTORY_FILENAME)
                InventoryFile.dump(part, self.env, self)
                write(Path(self.outdir, INVENTORY_FILENAME), part.read_bytes())
            self.manifest.further.add(INVENTORY_FILENAME)

        self.manifest.group("inventory", state.digest(stamp), dump)

    def _write_genindex(self) -> None:
        """Write the index on one page; a long one as a list of pages, one for each letter or part of a letter."""
        index = IndexEntries(self.env).create_index(self)
        pages = index_pages.of_letters(index) if index_pages.is_long(index) else {}
        for old in Path(self.outdir).glob("genindex-*.html"):
            if old.stem not in pages:
                old.unlink()
        context: dict[str, Any] = {
            "genindexentries": [] if pages else index,
            "parts": [(name, pages[name][0]) for name in pages],
        }
        self.handle_page("genindex", context, "genindex.html")
        letters = [(name, entries[0][0]) for name, (_called, entries) in pages.items() if name.count("-") == 1]
        for name, (called, entries) in pages.items():
            context = {"genindexentries": entries, "called": called, "parts": [], "letters": letters}
            self.handle_page(name, context, "genindex.html")
