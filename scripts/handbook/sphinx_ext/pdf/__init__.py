"""The book: a Sphinx builder that writes Typst and compiles it to tagged PDF.

``writer`` turns nodes into calls of functions that ``book.typ`` defines; a node
without a method of its own becomes ``#div(classes)[...]``, so custom nodes made
of standard ones need none.  ``builder`` assembles the chapters and compiles.
"""
