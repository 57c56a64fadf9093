"""What builds keep on disk for the next one: the manifest of a site, digests, locks, proofs; and the processes that share the work.

Nothing here knows of pages or of Sphinx's environment.
"""
