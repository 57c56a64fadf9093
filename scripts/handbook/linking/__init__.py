"""From text to mentions: names to entries, people's rulings first.

A new way of naming (another ``NameKind``) is a line in ``gazetteer.FORMS``.
"""
