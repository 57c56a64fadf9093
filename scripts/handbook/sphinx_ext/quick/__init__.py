"""The short way through Sphinx for pages that are generated.

Generated pages use a small part of MyST.  ``parse`` makes the nodes that MyST makes
of that part; ``reading`` puts them where Sphinx puts what it read, without the
transforms that find nothing in such a page; ``writing`` leaves out what finds nothing
when a page is written.  A page with anything else goes the whole way.  Tests compare
both ways node by node and page by page.
"""
