"""Citing the handbook: bibliographic items, their text in styles, their exchange formats, page metadata."""
