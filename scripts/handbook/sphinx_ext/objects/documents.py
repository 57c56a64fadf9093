"""The documents of a Sphinx project: those in its source folder, and generated ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from pathlib import Path

from sphinx.project import Project
from sphinx.util import logging
from sphinx.util._pathlib import _StrPath

logger = logging.getLogger(__name__)


class GeneratedProject(Project):
    """A project with generated documents: those that Sphinx reads (``files``, by name), and those that it is only told of.

    The latter have no files: ``add`` adds them after Sphinx has looked for files that changed.
    """

    def __init__(self, project: Project, files: Mapping[str, Path], registered_names: Set[str] = frozenset()) -> None:
        super().__init__(project.srcdir, project.source_suffix)
        self.restore(project)
        self.files, self.registered_names = dict(files), registered_names
        self._add_files()

    def discover(self, exclude_paths: Iterable[str] = (), include_paths: Iterable[str] = ("**",)) -> set[str]:
        """Find the documents in the source folder, and add the generated documents that Sphinx reads."""
        super().discover(exclude_paths, include_paths)
        for docname in sorted(name for name in self.docnames if name in self.files or name in self.registered_names):
            logger.warning(
                "%s has the address of a generated page, which takes its place: give it another name", self.doc2path(docname, True),
                type="handbook", subtype="address",
            )  # fmt: skip
            self.docnames.discard(docname)
        self._add_files()
        return self.docnames

    def _add_files(self) -> None:
        self.docnames.update(self.files)
        self._docname_to_path.update(self.files)
        self._path_to_docname.update({path: docname for docname, path in self.files.items()})

    def doc2path(self, docname: str, absolute: bool) -> _StrPath:
        """The path of a document.

        The relative path of a generated one is as if it stood in the source folder, so that no page shows where it is stored.
        """
        path = super().doc2path(docname, absolute)
        return path if absolute or docname not in self.files else _StrPath(f"{docname}{path.suffix}")

    def add(self) -> None:
        """Add the documents that Sphinx is told of."""
        self.docnames.update(self.registered_names)
