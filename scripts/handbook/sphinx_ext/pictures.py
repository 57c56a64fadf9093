"""The pictures of pages that Sphinx reads: it learns while it writes a page which ones the page shows.

What was learnt is kept with what is known of the site, so that a page whose pictures are as they were need not be written for them.
"""

from __future__ import annotations

from collections.abc import Mapping

from docutils import nodes
from sphinx.environment import BuildEnvironment


class Pictures:
    """The pictures of pages: ``known`` has their files by page, as they were when the page was written."""

    def __init__(self, env: BuildEnvironment, known: Mapping[str, tuple[str, ...]]) -> None:
        self._images = env.images
        self._known = known
        #: The same of this build.
        self.shown: dict[str, tuple[str, ...]] = {}

    def named(self, docname: str) -> list[tuple[str, str]]:
        """The picture files that a page names, as it was read, and what they are called in the site."""
        return sorted((file, name) for file, (pages, name) in self._images.items() if docname in pages)

    def recall(self, docname: str) -> dict[str, str] | None:
        """What the pictures of a page that is not written are called in the site, by file; None if that is not known."""
        if docname not in self._known:
            return {} if not self.named(docname) else None
        if not all(file in self._images for file in self._known[docname]):
            return None
        self.shown[docname] = self._known[docname]
        return {file: self._images[file][1] for file in self._known[docname]}

    def note(self, docname: str, doctree: nodes.document) -> None:
        """Note the pictures that a page shows when it is written."""
        files = {str(node["uri"]) for node in doctree.findall(nodes.image)}
        self.shown[docname] = tuple(sorted(file for file in files if file in self._images))
