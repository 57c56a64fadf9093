"""Serving a built site on this machine to its editors, with the same headers as a published site.

``guard`` refuses requests from strangers and sends the headers of a published site; ``site`` serves a folder
and tells browsers to reload a page; ``run`` runs the server process (port, signals, end); ``watching`` keeps a command
running that makes the pages again after each change, and may be replaced.  None of them knows how pages are made.
"""
