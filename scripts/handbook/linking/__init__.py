"""Find mentions in a text: names are linked to entries, with people's rulings first.

A new kind of name (another ``NameKind``) needs a line in ``gazetteer.FORMS``.
"""
