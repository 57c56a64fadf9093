"""Rules about the texts of records in other languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from handbook.checks.register import Context, rule
from handbook.claims import AmountClaim, DateClaim, FactClaim, Quantity, RelationClaim, StageClaim
from handbook.corpus import Corpus
from handbook.model import Term, claims_of
from handbook.problems import Problem


def counted(amount: AmountClaim | Quantity) -> tuple[str, ...]:
    """The words of an amount: its unit, what was counted, how exactly and by whom."""
    return amount.unit, amount.of, amount.approx, amount.by


def texts(corpus: Corpus) -> Iterator[str]:
    """The texts of records that pages in another language look up: notes, offices, amounts, origins, the words of editors."""
    for entry in corpus.entries.values():
        for claim in claims_of(entry):
            yield claim.settled
            if isinstance(claim, StageClaim | DateClaim):
                yield claim.note
            if isinstance(claim, FactClaim):
                yield claim.value
            for amount in (claim, getattr(claim, "quantity", None)):
                if isinstance(amount, AmountClaim | Quantity):
                    yield from counted(amount)
            if isinstance(claim, FactClaim | RelationClaim):
                yield claim.field if isinstance(claim, FactClaim) else claim.kind
            yield getattr(claim, "role", "")
        for change in () if isinstance(entry, Term) else entry.history:
            yield from (change.what, change.why)
    for conflict in corpus.conflicts.values():
        yield from (conflict.question, conflict.note, *(side.says for side in conflict.sides))
    for source in corpus.sources.values():
        yield from (source.header.extent, source.header.published_basis, source.header.origin)
        yield source.header.title if source.header.described else ""
        yield from (words for note in source.header.notes for words in (note.kind, note.text))
        yield from (part.silent for part in source.paragraphs)
        yield from (
            words for statement in source.statements for amount in statement.quantities for words in counted(amount)
        )
    yield from (redirect.reason for redirect in corpus.redirects)
    for vocabulary in ("roles", "relations", "actors", "agreements", "events", "sectors", "stages"):
        yield from corpus.words.words(vocabulary)


@rule(
    "HB209", "translations",
    good=("seeds/translations.yml", "- {text: Minister, into: {fr: Ministre}}\n"),
    bad=("seeds/translations.yml", "- {text: Mimister, into: {fr: Ministre}}\n"),
)  # fmt: skip
def translations(context: Context) -> Iterable[Problem]:
    """Each text is translated once, and is written exactly as in a record."""
    corpus = context.corpus
    existing = set(texts(corpus)) if corpus.translations else set()
    translated: set[str] = set()
    for i, row in enumerate(corpus.translations):
        place = corpus.place("translations", i)
        if row.text in translated:
            yield Problem(place, "HB209", f"'{row.text}' is translated twice", "keep one of the rows")
        elif row.text not in existing:
            yield Problem(
                place, "HB209", f"no record has the text '{row.text}'", "write it as the record does, or remove the row"
            )
        translated.add(row.text)
