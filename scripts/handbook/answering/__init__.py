"""Answers for assistants: what the handbook says, always with the paragraphs that it rests on.

``questions`` is pure: it takes a corpus and words, and returns plain dictionaries.  ``server`` offers the same
by the Model Context Protocol (https://modelcontextprotocol.io), for ``handbook mcp``.
"""
