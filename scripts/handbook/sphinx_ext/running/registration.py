"""Registering generated pages with Sphinx: their titles, headings, objects, labels, index entries and contents.

Sphinx's environment learns all that from pages that it reads.  Generated pages are not read:
what they declare is known (``page_facts.Facts``), and registered at each build.  What is registered is
left out when it stores its environment, so a removed page leaves nothing behind, and the
stored environment has only the hand-written pages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from sphinx.environment import BuildEnvironment

from handbook.page_facts import Facts
from handbook.sphinx_ext.doctrees.block_nodes import indexed
from handbook.sphinx_ext.doctrees.contents import contents_of, title_of
from handbook.sphinx_ext.objects.domain import Object

#: The mappings by document in Sphinx's environment.
_BY_DOCUMENT = (
    "all_docs",
    "titles",
    "longtitles",
    "tocs",
    "toc_num_entries",
    "toctree_includes",
    "files_to_rebuild",
    "metadata",
)

#: The mappings in the data of each domain, by object, label, term or document.
_BY_DOMAIN = {"std": ("labels", "anonlabels", "objects", "terms"), "hb": ("objects",), "index": ("entries",)}


class Layered(defaultdict[Any, Any]):
    """A mapping of Sphinx's environment with a layer of registered entries on top, which are not pickled with it."""

    def __init__(self, below: dict[Any, Any]) -> None:
        factory: Callable[[], Any] | None = getattr(below, "default_factory", None)
        super().__init__(factory, below)
        #: The keys of the registered entries; below, Sphinx's own entries that they cover.
        self.registered_keys: set[Any] = set()
        self._covered: dict[Any, Any] = {}

    def register(self, entries: Mapping[Any, Any]) -> None:
        """Add registered entries; Sphinx's own entries under the same keys are covered until ``withdraw``."""
        for key in entries.keys() & self.keys() - self.registered_keys:
            self._covered[key] = self[key]
        self.update(entries)
        self.registered_keys.update(entries)

    def withdraw(self) -> None:
        """Remove all registered entries, and restore those that they covered."""
        for key in self.registered_keys:
            self.pop(key, None)
        self.update(self._covered)
        self.registered_keys.clear()
        self._covered.clear()

    def upon(self, copy: Mapping[Any, Any]) -> Layered:
        """A new layered mapping for a plain ``copy`` that Sphinx made of this one: the same registered entries on the copy's own."""
        layer = Layered({key: value for key, value in copy.items() if key not in self.registered_keys} | self._covered)
        layer.default_factory = self.default_factory
        layer.register({key: copy.get(key, self[key]) for key in self.registered_keys if key in self})
        return layer

    def __reduce__(self) -> Any:
        stored = {key: value for key, value in self.items() if key not in self.registered_keys} | self._covered
        return (defaultdict, (self.default_factory, stored)) if self.default_factory else (dict, (stored,))


class Registration:
    """Registers what generated pages declare in an environment."""

    def __init__(self, env: BuildEnvironment) -> None:
        self._env = env
        self._layers: dict[tuple[str, str], Layered] = {}
        self._version = b""
        self._lay()

    def _lay(self) -> None:
        """Put layered mappings in the place of Sphinx's plain ones; needed again when Sphinx has replaced one."""
        for name in _BY_DOCUMENT:
            setattr(self._env, name, self._layered(("", name), getattr(self._env, name)))
        for domain, names in _BY_DOMAIN.items():
            data = self._env.domaindata[domain]
            for name in names:
                data[name] = self._layered((domain, name), data.get(name, {}))

    def _layered(self, key: tuple[str, str], mapping: dict[Any, Any]) -> Layered:
        layer = self._layers.get(key)
        if layer is not None and mapping is not layer:
            # Sphinx has put a plain copy in its place, registered entries included: make it layered again.
            mapping = layer.upon(mapping)
        self._layers[key] = layer = mapping if isinstance(mapping, Layered) else Layered(mapping)
        return layer

    def register_once(self, version: bytes, facts: Callable[[], Mapping[str, Facts]]) -> None:
        """Register what pages declare, unless the last call had the same ``version``."""
        if version == self._version:
            self._lay()
        else:
            self.register(facts())
            self._version = version

    def register(self, pages: Mapping[str, Facts]) -> None:
        """Register what these pages declare, in place of all that was registered before."""
        self._version = b""
        self._lay()
        for layer in self._layers.values():
            layer.withdraw()
        # Clear pages that Sphinx read in an earlier build: from now on they are registered.
        for docname in pages.keys() & self._env.all_docs.keys():
            self._env.events.emit("env-purge-doc", self._env, docname)
            self._env.clear_doc(docname)
        env: Any = self._env
        titles = {docname: title_of(page) for docname, page in pages.items()}
        env.all_docs.register(dict.fromkeys(pages, 1))
        env.titles.register(titles)
        env.longtitles.register(titles)
        env.tocs.register({docname: contents_of(docname, page) for docname, page in pages.items()})
        env.toc_num_entries.register({docname: len(page.headings) for docname, page in pages.items()})
        env.metadata.register({name: _metadata(page) for name, page in pages.items() if page.redirect or page.orphan})
        listed = {
            docname: [name for _before, names in page.contents for name in names]
            for docname, page in pages.items()
            if page.contents
        }
        env.toctree_includes.register(listed)
        parents: dict[str, set[str]] = defaultdict(set)
        for docname, names in listed.items():
            for name in names:
                parents[name].add(docname)
        rebuild = env.files_to_rebuild
        rebuild.register({name: above | rebuild.get(name, set()) for name, above in parents.items()})
        self._declare(pages)

    def _declare(self, pages: Mapping[str, Facts]) -> None:
        standard, handbook, index = (self._env.domaindata[name] for name in ("std", "hb", "index"))
        objects: dict[tuple[str, str], Object] = {}
        labels: dict[str, tuple[str, str, str]] = {}
        terms: dict[str, tuple[str, str]] = {}
        names: dict[str, list[tuple[str, str, str, str, None]]] = {}
        for docname, page in pages.items():
            for kind, target, name, anchor in page.objects:
                objects[kind, target] = Object(docname, anchor, name)
                labels[f"{kind}-{target.replace('/', '-').replace('#', '--')}"] = docname, anchor, name
            labels.update((label, (docname, label, words)) for label, words in page.labels)
            terms.update((term, (docname, anchor)) for term, anchor in page.terms)
            names[docname] = [("single", indexed(name), anchor, main, None) for name, anchor, main in page.names]
        handbook["objects"].register(objects)
        standard["labels"].register(labels)
        standard["anonlabels"].register(
            {label: (docname, anchor) for label, (docname, anchor, _name) in labels.items()}
        )
        standard["objects"].register({("term", term): place for term, place in terms.items()})
        standard["terms"].register({term.lower(): place for term, place in terms.items()})
        index["entries"].register(names)


def _metadata(page: Facts) -> dict[str, Any]:
    return ({"orphan": True} if page.orphan else {}) | ({"hb_redirect": page.redirect} if page.redirect else {})
