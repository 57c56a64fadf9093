"""Sphinx configuration: what the handbook is, handbook.toml says; what you set here goes before it."""

extensions = ["handbook.sphinx_ext"]
