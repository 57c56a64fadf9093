"""The pictures of pages that Sphinx reads: it learns which ones a page shows only while it writes the page.

They are saved in the manifest, so that an unchanged page need not be written again just to learn its pictures.
"""

from __future__ import annotations

from collections.abc import Mapping

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from handbook.sphinx_ext.running.generated_sources import GENERATED


def name_anew(app: Sphinx, env: BuildEnvironment) -> None:
    """Name the files of pictures in an order of their own: Sphinx tells two of one name apart by that in which pages were read."""
    images = env.images
    # Sphinx empties the sets of pages themselves.
    pages_of = {file: sorted(pages) for file, (pages, _name) in images.items()}
    for page in {page for pages in pages_of.values() for page in pages}:
        images.purge_doc(page)
    # Where generated ones lie differs from one output folder to the next.
    for file in sorted(pages_of, key=lambda file: (f"/{GENERATED}/" not in file, file)):
        for page in pages_of[file]:
            images.add_file(page, file)


class Pictures:
    """The pictures of pages: ``saved_pictures`` has the picture files of each page, from when it was last written."""

    def __init__(self, env: BuildEnvironment, saved_pictures: Mapping[str, tuple[str, ...]]) -> None:
        self._images = env.images
        self._saved_pictures = saved_pictures
        #: The picture files of each page in this build.
        self.shown: dict[str, tuple[str, ...]] = {}

    def named(self, docname: str) -> list[tuple[str, str]]:
        """The picture files that a page names in its source, with their names in the site."""
        return sorted((file, name) for file, (pages, name) in self._images.items() if docname in pages)

    def recall(self, docname: str) -> dict[str, str] | None:
        """The names in the site, by file, of the pictures of a page that is not written again; None if they are not known."""
        if docname not in self._saved_pictures:
            return {} if not self.named(docname) else None
        if not all(file in self._images for file in self._saved_pictures[docname]):
            return None
        self.shown[docname] = self._saved_pictures[docname]
        return {file: self._images[file][1] for file in self._saved_pictures[docname]}

    def note(self, docname: str, doctree: nodes.document) -> None:
        """Note the pictures of a page that is being written."""
        files = {str(node["uri"]) for node in doctree.findall(nodes.image)}
        self.shown[docname] = tuple(sorted(file for file in files if file in self._images))
