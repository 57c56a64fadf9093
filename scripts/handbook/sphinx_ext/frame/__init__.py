"""What surrounds the text of a page: navigation, languages, colours, downloads, citation; and writing pages into it.

Nothing here imports Sphinx, so that an edit of seeds does not have to load Sphinx.
"""
