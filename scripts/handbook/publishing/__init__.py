"""Turn a built site into what a host serves: functions over files; writing them to a folder is left to the command line.

``hosting`` makes the files that hosts and crawlers look for, ``editions`` keeps editions side by side, ``cards`` draws the
pictures that link previews show, ``deposit`` packs an edition for a repository that gives it a DOI.
"""
