"""From an article's text to what it says, by rules and the gazetteer: names, dates, quantities, quotations, agreement cues.

Nothing here decides: what it finds is laid out for a person.  No model is needed;
``models`` adds one where the extra ``[nlp]`` is installed.

The words and patterns of each language are data, in ``languages``; modules here have none, and are
given the language of a text.
"""
