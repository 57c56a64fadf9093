"""What builds keep on disk for the next one: the manifest of a site, digests, locks; and the processes that share the work.

Nothing here imports Sphinx, so that an edit of seeds does not have to load it.
"""
