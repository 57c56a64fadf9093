"""The search of the site: an index that a browser reads piece by piece, made of names, leads, claims and evidence.

``words`` says when two words are the same, ``documents`` what can be found and by which texts,
``index`` weighs words and divides the index into files.  The other half is ``search.js`` of the theme,
which treats the words of a query as ``words`` does; a test compares the two.  To add a language, put its
stop words into ``words`` (a folder of data), name its stemmer in ``words.STEMMERS`` and in the script.
"""
