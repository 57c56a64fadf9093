"""Generated source files: those that hand-written pages and other extensions read, and generated pages that Sphinx reads."""

from __future__ import annotations

import os
from pathlib import Path

from handbook import recipes
from handbook.blocks import Directive, Figure, Page, walk
from handbook.incremental.digests import digests
from handbook.incremental.files import bring
from handbook.incremental.planning import Plan
from handbook.publish import write
from handbook.render import myst

#: The folder of generated sources, in Sphinx's doctrees folder.
GENERATED = "generated"
#: The file extension of generated pages that Sphinx reads.
SUFFIX = ".handbook"


class GeneratedSources:
    """The generated sources of one build, in a folder of ``stored``."""

    def __init__(self, stored: Path) -> None:
        self.folder = stored / GENERATED

    def file(self, name: str) -> Path:
        """The path of a generated source file."""
        return self.folder / name

    def bring(self, plan: Plan) -> None:
        """Update the files that hand-written pages and other extensions read."""
        on_disk = dict(digests(self.folder, folders=["."]))
        bring(recipes.sources(plan.view), plan.log, self.folder, on_disk, plan.compared, plan.products)

    def write_page(self, docname: str, page: Page) -> Path:
        """Write a page, with its pictures, to a file that Sphinx reads: Markdown if it has directives of other extensions."""
        blocks = walk(page.blocks)
        foreign = any(isinstance(block, Directive) for block in blocks)
        path = self.file(docname + (".md" if foreign else SUFFIX))
        write(path, myst.page(page))
        for block in blocks:
            if isinstance(block, Figure):
                self.write_picture(block)
        return path

    def write_picture(self, figure: Figure) -> Path:
        """Write a picture's file."""
        path = self.file(f"figures/{figure.name}.svg")
        write(path, figure.svg)
        return path

    def picture_uri(self, figure: Figure, source: Path) -> str:
        """The address of a picture's file, relative to the folder of hand-written pages, as Sphinx wants it."""
        return "/" + Path(os.path.relpath(self.write_picture(figure), source)).as_posix()
