"""The engine that makes a handbook from articles: a reference work in which every sentence has its source.

Data flows one way: seeds are read into frozen records (``reading``); pure
functions check, link and render them (``checks``, ``linking``, ``pages``,
``exports``); the Sphinx extension builds the site (``sphinx_ext``); one function
writes all files (``publish.write``).  Modules import only from the floors below
them; ``tests/test_imports.py`` enforces the floors.
"""

__version__ = "0.1.0"

#: The functions of ``handbook.api``, which is imported when one is first used.
_API = ("actor", "agreement", "article", "conflict", "event", "new", "save", "term")


def __getattr__(name: str) -> object:
    if name not in _API:
        raise AttributeError(f"module 'handbook' has no attribute '{name}'")
    from importlib import import_module

    return getattr(import_module("handbook.api"), name)
