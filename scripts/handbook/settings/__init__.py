"""What ``handbook.toml`` says of a handbook: its name, people, licence, look, words, and the vocabularies of its records.

A new field is a field of a record here: the file's check, its JSON Schema and the reference of the
configuration follow from it.  Reading the file is the work of ``reading.settings_file``.
"""
