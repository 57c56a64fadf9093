"""A built site on this machine, for those who write it, as the public gets it.

``guard`` decides who may ask and sends the headers of a published site, ``site`` serves a folder
and tells browsers to load a page again, ``run`` is the process: port, signals, end.  None of them
knows how pages are made: ``watching`` runs a command after each change, and may be replaced.
"""
