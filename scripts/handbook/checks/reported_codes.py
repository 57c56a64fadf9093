"""The codes that readers, comparisons and commands report, which are not functions over a corpus."""

from __future__ import annotations

#: Code, title, explanation: part of the published list of rules.
FORMS: tuple[tuple[str, str, str], ...] = (
    ("HB100", "unreadable", "A folder or file is missing or cannot be read."),
    ("HB101", "not in its format", "A record is not the YAML that the handbook takes: no anchors, aliases, tags or duplicate keys, limited depth; or an annotation, a corpus or an archive is not in its format."),
    ("HB102", "not text", "A file is not UTF-8 or has a NUL character."),
    ("HB103", "unknown field", "A field that the record kind does not have."),
    ("HB104", "missing field", "A field that the record kind needs."),
    ("HB105", "wrong value", "A value that its field cannot take."),
    ("HB106", "impossible date", "A date that is not EDTF or does not exist."),
    ("HB107", "bad id", "An id that is not small letters, digits and hyphens, or differs from the file's name."),
    ("HB108", "duplicate id", "An id that another record has."),
    ("HB109", "too large", "A file over the limit of size."),
    ("HB110", "article form", "A block of an article that is not a labelled statement, or is out of order."),
    ("HB111", "duplicate label", "A statement's label that stands twice, or a silent paragraph with statements."),
    ("HB112", "empty article", "An article without a statement."),
    ("HB120", "two files of settings", "A second handbook.toml, in seeds or docs: it would not be clear which counts."),
    ("HB121", "not TOML", "handbook.toml is not the TOML that it has to be."),
    ("HB122", "settings that cannot be", "A value in handbook.toml that its field cannot take, a word without a label, or a label without a word."),
    ("HB123", "refused", "A decision, a placing or an undoing that cannot be done as asked; nothing was written."),
    ("HB124", "seeds not written", "The seeds cannot be written: another command is at work, a file was changed meanwhile, or something stands where a file has to be."),
    ("HB130", "nothing to measure", "Something that a measurement needs is not there, or it was broken off."),
    ("HB140", "not a folder of editions", "A folder that is not empty and that publishing did not make, or whose list of editions cannot be read."),
    ("HB141", "published edition", "An edition that is published already would change."),
    ("HB301", "missing citation", "A field without a citation: no citation, no field."),
    ("HB501", "changed original", "The original at hand is not the one that was read."),
    ("HB503", "paragraph coverage", "A paragraph of the original that is left out, or a number that it does not have."),
    ("HB504", "copied words", "Eight words in a row of an original whose rights are reserved, names and numbers apart."),
    ("HB505", "name not in the paragraph", "A statement names an entry that its paragraph does not."),
    ("HB506", "number or date not in the paragraph", "A statement has a number or date that its paragraph does not."),
    ("HB507", "quotation not in the paragraph", "Quoted words that the paragraph does not have."),
)  # fmt: skip
