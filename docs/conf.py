"""Sphinx configuration; what the handbook is, ``handbook.toml`` says, and a bare ``sphinx-build docs out`` works."""

extensions = ["handbook.sphinx_ext"]
nitpicky = True
# The hand-written pages that books have.
handbook_book_pages = ["about/method"]
