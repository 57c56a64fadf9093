"""From records to MyST text: pure functions, no disk, clock or environment.

Everything that comes from seeds passes ``myst.escape`` (or travels as JSON that
a directive turns into text nodes), so that it appears as written and nothing
else.  Fixed strings go through the translator of the ``View``.
"""
