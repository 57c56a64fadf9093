"""From a built site to what a host serves: pure functions of files, and the one place that brings them to a folder.

``hosting`` makes what hosts and crawlers look for, ``editions`` keeps editions side by side, ``cards`` draws the
pictures that link previews show, ``deposit`` packs an edition for a repository that gives it a DOI.
"""
