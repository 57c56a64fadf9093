"""What authors of pages refer to: the domain ``hb``, and references to it from Markdown, the search and other builders."""
