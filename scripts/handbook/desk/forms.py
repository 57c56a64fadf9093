"""The form of a new claim: the fields of each type, and the values of a claim from a filled-in form.  Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handbook.adding import claiming
from handbook.adding.merging import Refused
from handbook.checks.evidence import CHANGING
from handbook.claims import FactClaim
from handbook.corpus import Corpus
from handbook.i18n import language_name
from handbook.model import Entry
from handbook.pages.labels import STAGE

#: The name of each type of claim, and what it is for.
TYPES: Mapping[str, tuple[str, str]] = {
    "stage": ("A step", "it was signed, promised, delivered, ended"),
    "amount": ("A number", "how much, of what"),
    "party": ("A part in it", "who is a party, or took part"),
    "date": ("Its date", "when it happened"),
    "fact": ("A fact", "an office, a rank, a membership, with its time"),
    "relation": ("A link", "to another entry"),
    "says": ("A sentence", "for what no type fits"),
}


@dataclass(frozen=True)
class Field:
    """A field of the form: its name in the record, its label, its type of value, an example, and whether it is required."""

    name: str
    label: str
    takes: str = "text"
    hint: str = ""
    needed: bool = False
    #: The words that may be chosen, with their labels.
    words: tuple[tuple[str, str], ...] = ()


_DATE = "2024-03-03, 2024-03, ../2024-07-28"
_FIELDS: Mapping[str, tuple[Field, ...]] = {
    "stage": (
        Field("stage", "Step", "word", needed=True), Field("date", "Date (EDTF)", hint=_DATE), Field("place", "Place", "entry"),
        Field("by", "By whom", "entries", "names or ids, with semicolons between them"), Field("note", "Note"),
    ),
    "amount": (
        Field("amount", "Number", hint="25000", needed=True), Field("unit", "Unit", hint="t, vehicles, USD", needed=True),
        Field("of", "Of what", hint="wheat", needed=True), Field("approx", "Words beside it", hint="nearly"), Field("by", "Counted by"),
    ),
    "party": (Field("party", "Who", "entry", needed=True), Field("role", "Role", "word", "party")),
    "date": (Field("date", "Date (EDTF)", hint=_DATE, needed=True), Field("note", "Note")),
    "fact": (
        Field("fact", "Field", "word", "office", needed=True), Field("value", "Value", hint="Minister of Defence", needed=True),
        Field("of", "Of which entry", "entry"), Field("as_of", "When (EDTF)", hint="2023-05/2024-03"),
    ),
    "relation": (Field("relation", "Link", "word", "follows", needed=True), Field("to", "To which entry", "entry", needed=True)),
    "says": (Field("date", "Date (EDTF), if it has one", hint=_DATE),),
}  # fmt: skip
_VOCABULARY = {"stage": "stages", "role": "roles", "relation": "relations"}
#: The prefix of form fields that hold a sentence; the language follows.
SAYS = "says-"


def fields_of(corpus: Corpus, entry: Entry, kind: str) -> list[Field]:
    """The fields of a type of claim, with the words of the handbook for fields with a choice of words."""
    if kind not in claiming.types_of(entry):
        return []
    form_fields = []
    for field in _FIELDS[kind]:
        if field.takes == "word":
            words = _words(corpus, field.name)
            closed = field.name in _VOCABULARY and corpus.words.closed(_VOCABULARY[field.name])
            field = Field(field.name, field.label, "word" if closed else "open", field.hint, field.needed, words)
        form_fields.append(field)
    if kind == "says":
        languages = _languages(corpus)
        texts = [
            Field(f"{SAYS}{code}", f"Sentence, {language_name(code)}" + ("" if n == 0 else " (may wait)"), "sentence", needed=n == 0)
            for n, code in enumerate(languages)
        ]  # fmt: skip
        form_fields = [*texts, *form_fields]
    return form_fields


def label_of(name: str) -> str:
    """The form's label for a field of a record."""
    return next((f.label for rows in _FIELDS.values() for f in rows if f.name == name), name)


def _languages(corpus: Corpus) -> list[str]:
    book = corpus.handbook
    return list(dict.fromkeys((book.content_language or book.language, book.language, *book.languages)))


def _words(corpus: Corpus, field: str) -> tuple[tuple[str, str], ...]:
    if field == "fact":
        used_fields = sorted({c.field for a in corpus.actors.values() for c in a.claims if isinstance(c, FactClaim)})
        return tuple((word, word) for word in dict.fromkeys((*sorted(CHANGING), *used_fields)))
    vocabulary_words = corpus.words.words(_VOCABULARY[field])
    return tuple((word, STAGE.get(word, word) if field == "stage" else word) for word in vocabulary_words)


def values_of(corpus: Corpus, entry: Entry, kind: str, filled: Mapping[str, str]) -> dict[str, Any]:
    """The values of a claim, as its line in a record has them, without its statements.

    Raises:
        Refused: a required field is empty, or an entry that is named does not exist.
    """
    values_of_fields: dict[str, Any] = {}
    says: dict[str, str] = {}
    for field in fields_of(corpus, entry, kind):
        text = " ".join(filled.get(field.name, "").split())
        if not text:
            if field.needed:
                raise Refused(f"{field.label}: this has to be filled in", f"such as {field.hint}" if field.hint else "")
            continue
        if field.takes == "sentence":
            says[field.name.removeprefix(SAYS)] = text
        elif field.takes == "entry":
            values_of_fields[field.name] = claiming.entry_of(corpus, text)
        elif field.takes == "entries":
            values_of_fields[field.name] = [claiming.entry_of(corpus, part) for part in text.split(";") if part.strip()]
        else:
            values_of_fields[field.name] = text.replace(" ", "").replace(",", "") if field.name == "amount" else text
    return {"says": says, **values_of_fields} if kind == "says" else values_of_fields
