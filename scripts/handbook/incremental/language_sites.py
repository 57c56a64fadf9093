"""Several sites from one reading, one for each language: the reading is saved once, the products for each site."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from handbook.incremental import state
from handbook.incremental.reading import Reading
from handbook.incremental.state import Products

#: The file in which a site after the first saves its products, in its doctrees folder.
PRODUCTS = "handbook.products"


def another(reading: Reading, earlier_products: Products | Path) -> Reading:
    """The same reading for one more site; ``earlier_products`` are the products of that site in the last run, or the file that has them."""
    products = state.load(earlier_products, Products) if isinstance(earlier_products, Path) else earlier_products
    before = replace(reading.before, products=products or Products()) if reading.before else None
    return replace(reading, now=replace(reading.now, products=Products()), before=before)
