"""The short way through Sphinx for pages that are generated.

Generated pages use a small part of MyST, which ``grammar`` reads for a ``maker``.  For the site ``press``
makes HTML of it, and ``kept`` keeps that; for other builders ``tree`` makes the nodes that
MyST makes.  ``reading`` notes what is in a page, or puts its nodes where Sphinx puts what it
read, without the transforms that find nothing; ``writing`` fills in what other pages decide.
A page with anything else goes the whole way.  Tests compare all ways node by node and page by page.
"""
