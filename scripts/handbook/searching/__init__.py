"""The search of the site: an index of names, leads, claims and evidence, which a browser loads piece by piece.

``words`` decides when two words are the same, ``documents`` what can be found and by which texts, ``index``
and ``weights`` weigh words, and ``files`` divides the index into files.  The other half is ``search.js`` of the theme,
which treats the words of a query as ``words`` does; a test compares the two.  To add a language, put its stop words
into ``words`` (a folder of data), and name its stemmer in ``words.STEMMERS`` and in the script.
"""
