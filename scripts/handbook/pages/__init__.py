"""Turn records into pages of blocks: pure functions, without disk, clock or environment.

Everything that comes from seeds becomes plain text in blocks, which no renderer parses; fixed
strings go through the translator of the ``View``.
"""
