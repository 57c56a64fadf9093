"""A build and the other languages of its site: which pages they have, and where each lies."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from handbook.sphinx_ext import languages
from handbook.sphinx_ext.preparing import Preparation


class InLanguages(Preparation):
    """A build that knows of the site in other languages."""

    @cached_property
    def elsewhere(self) -> Mapping[str, frozenset[str]]:
        """The pages that the site has in its other languages, by language."""
        assert self.book
        assert self.plan
        return languages.elsewhere(self.book, languages.named(self.app.config), self.written_pages)

    @property
    def written_pages(self) -> frozenset[str]:
        """The pages that people wrote."""
        assert self.plan
        return frozenset(self.app.env.found_docs - self.plan.pages.keys())

    def places(self, docname: str) -> Mapping[str, str]:
        """The page at which each language of the site has what is on this one: the same, or its home."""
        root = self.app.config.root_doc
        return languages.places(docname, root, self.elsewhere)

    @property
    def sites_below(self) -> list[Path]:
        """The folders of sites in other languages that lie in the folder of this one."""
        own, *further = languages.named(self.app.config) or ("",)
        out = Path(self.app.outdir)
        return [out / language for language in further] if self.book and self.book.language == own else []
