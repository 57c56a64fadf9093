"""Sphinx configuration; what the handbook is, ``handbook.toml`` says, and a bare ``sphinx-build docs out`` works."""

extensions = ["handbook.sphinx_ext"]
nitpicky = True
