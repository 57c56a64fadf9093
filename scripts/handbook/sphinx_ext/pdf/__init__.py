"""The printed book as a Sphinx builder: ``handbook.printing`` makes it, this package adds the pages that people write.

``writer`` turns their nodes into Typst; a node without a method of its own is its content.
"""
