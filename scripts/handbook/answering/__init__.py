"""Answers for assistants: what the handbook says, always with the paragraphs that it rests on.

``questions`` is pure: a corpus and words in, plain dictionaries out.  ``server`` offers the same
by the Model Context Protocol (https://modelcontextprotocol.io), for ``handbook mcp``.
"""
