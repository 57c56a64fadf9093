"""Several sites of one reading, in a language each: what was read is kept once, what was made of it for each."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from handbook.incremental import state
from handbook.incremental.reading import Reading
from handbook.incremental.state import Products

#: The file in which a further site keeps what was made for it, beside what Sphinx keeps.
PRODUCTS = "handbook.products"


def another(reading: Reading, made: Products | Path) -> Reading:
    """The same reading for one more site; ``made`` is what the last run made for that, or the file in which it was kept."""
    products = state.load(made, Products) if isinstance(made, Path) else made
    before = replace(reading.before, products=products or Products()) if reading.before else None
    return replace(reading, now=replace(reading.now, products=Products()), before=before)
