"""Sphinx configuration: what the handbook is, handbook.toml says; what you set here goes before it."""

extensions = ["handbook.sphinx_ext"]
# The hand-written pages that books have; the others only lead through the site.
handbook_book_pages = ["how-to-read", "about/method"]
