"""The documents of a project, with those that are generated beside those in its source folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from sphinx.project import Project
from sphinx.util import logging

logger = logging.getLogger(__name__)


class GeneratedProject(Project):
    """A project whose ``generated`` documents have their files elsewhere, by document."""

    def __init__(self, project: Project, generated: Mapping[str, Path]) -> None:
        super().__init__(project.srcdir, project.source_suffix)
        self.restore(project)
        self.generated = dict(generated)
        self._add()

    def discover(self, exclude_paths: Iterable[str] = (), include_paths: Iterable[str] = ("**",)) -> set[str]:
        """Find the documents in the source folder, and add those that are generated."""
        super().discover(exclude_paths, include_paths)
        for docname in sorted(self.docnames & self.generated.keys()):
            logger.warning(
                "%s has the address of a generated page, which takes its place: give it another name", self.doc2path(docname, True),
                type="handbook", subtype="address",
            )  # fmt: skip
        self._add()
        return self.docnames

    def _add(self) -> None:
        self.docnames.update(self.generated)
        self._docname_to_path.update(self.generated)
        self._path_to_docname.update({path: docname for docname, path in self.generated.items()})
