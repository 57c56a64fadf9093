"""The printed book as a Sphinx builder: ``handbook.printing`` makes it, this package adds the hand-written pages.

``writer`` turns their nodes into Typst; of a node without a method of its own it writes the children.
"""
