"""Extract what an article's text says, by rules and the gazetteer: names, dates, quantities, quotations, agreement cues.

Nothing is decided here: all findings are laid out for a person.  No model is needed; ``models``
adds one where the extra ``[nlp]`` is installed.

The words and patterns of each language are data, in ``languages``; the modules here contain none, and
are given the language of a text.
"""
