"""The settings in ``handbook.toml``: a handbook's name, people, licence, look, words, and the vocabularies of its records.

A new setting is a field of a record here: the check of the file, its JSON Schema and the reference of the
configuration follow from it.  ``reading.settings_file`` reads the file.
"""
