"""What surrounds the text of a page: navigation, languages, colours, downloads, citation; and writing pages into it.

It works without Sphinx, so that an edit of seeds does not have to load Sphinx.
"""
