"""Blocks as docutils nodes, for whatever needs nodes: directives in hand-written pages, other builders, other extensions."""
