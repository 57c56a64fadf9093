"""What a build knows of its site in other languages: which pages each has, and where each site lies."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from handbook.sphinx_ext.frame import languages
from handbook.sphinx_ext.running.before_reading import Preparation


class InLanguages(Preparation):
    """A build that knows of the site in other languages."""

    @cached_property
    def elsewhere(self) -> Mapping[str, frozenset[str]]:
        """The names of the pages that the site has in each of its other languages."""
        assert self.book
        assert self.plan
        return languages.elsewhere(self.book, languages.named(self.app.config), self.written_pages)

    @property
    def written_pages(self) -> frozenset[str]:
        """The names of hand-written pages."""
        assert self.plan
        return frozenset(self.app.env.found_docs - self.plan.pages.keys())

    def places(self, docname: str) -> Mapping[str, str]:
        """For each other language, the page that corresponds to this one: the same page, or the home page."""
        root = self.app.config.root_doc
        return languages.places(docname, root, self.elsewhere)

    @property
    def sites_below(self) -> list[Path]:
        """The folders of the sites in other languages that lie inside this site's folder."""
        first_language, *further = languages.named(self.app.config) or ("",)
        out = Path(self.app.outdir)
        return [out / language for language in further] if self.book and self.book.language == first_language else []
