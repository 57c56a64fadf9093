"""Rules about dossiers: what they name exists, their leads rest on claims, and nothing is counted twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from handbook import leads
from handbook.checks.claims import unfounded
from handbook.checks.register import Context, rule
from handbook.claims import AmountClaim
from handbook.corpus import Corpus
from handbook.dossiers import Dossier, Total
from handbook.folding import fold
from handbook.problems import Problem, did_you_mean

_PATH = "seeds/registry/dossiers/defence.yml"
_HEAD = "id: defence\nname: {en: Defence}\nsectors: [defence]\n"
_LEAD = "lead: {en: 'The North Pact was signed [north-pact#signed].'}\n"


@rule(
    "HB330", "a dossier is whole",
    good=(_PATH, f"{_HEAD}{_LEAD}"),
    bad=(_PATH, f"{_HEAD}{_LEAD}totals: [{{of: {{en: aid}}, unit: t, delivered: [[north-pact#shipped]]}}]\n"),
)  # fmt: skip
def dossier_is_whole(context: Context) -> Iterable[Problem]:
    """A dossier names entries, claims and sectors that exist; its lead rests on claims; its totals add amounts of one unit, each shipment once."""
    corpus, ordinary_words = context.corpus, frozenset(map(fold, context.vocabulary))
    names = leads.first_names(corpus) - ordinary_words if corpus.dossiers else frozenset()
    sectors = {str(agreement.sector) for agreement in corpus.agreements.values()}
    # A change of any record can concern a dossier, and there are few dossiers.
    for dossier in corpus.dossiers.values():
        place = corpus.place(dossier.id)
        for number, entry in enumerate(dossier.entries):
            if entry not in corpus.entries and entry not in corpus.broken:
                mend = did_you_mean(entry, corpus.entries) or "add it to the registry"
                yield Problem(corpus.place(dossier.id, "entries", number), "HB330", f"unknown entry '{entry}'", mend)
        for number, sector in enumerate(dossier.sectors):
            if sector not in sectors:
                mend = did_you_mean(sector, sectors) or "name the sector of an agreement"
                yield Problem(
                    corpus.place(dossier.id, "sectors", number),
                    "HB330",
                    f"no agreement is of the sector '{sector}'",
                    mend,
                )
        for wording in dossier.lead:
            lead_place = corpus.place(dossier.id, "lead", wording.lang)
            for sentence in leads.sentences(wording.text):
                for label in sentence.labels:
                    if problem := _no_claim(corpus, label):
                        yield Problem(lead_place, "HB330", *problem)
            yield from unfounded(context, None, wording, lead_place, ordinary_words, names)
        for number, total in enumerate(dossier.totals):
            yield from _total(corpus, dossier, number, total)
        if not dossier.sectors and not dossier.entries:
            yield Problem(place, "HB330", "the dossier has no agreements", "name sectors: or entries:")


def _no_claim(corpus: Corpus, key: str) -> tuple[str, str] | None:
    """What is wrong with the name of a claim, and the mend."""
    if key in corpus.claims or key.partition("#")[0] in corpus.broken:
        return None
    candidates = [k for k in corpus.claims if k.startswith(f"{key.partition('#')[0]}#")] or list(corpus.claims)
    return f"'{key}' is no claim", did_you_mean(key, candidates) or "write it as entry#label"


def _total(corpus: Corpus, dossier: Dossier, number: int, total: Total) -> Iterator[Problem]:
    counted: set[tuple[str, str]] = set()
    for field, index, shipment in total.shipments():
        place = corpus.place(dossier.id, "totals", number, field, index)
        for key in shipment:
            if problem := _no_claim(corpus, key):
                yield Problem(place, "HB330", *problem)
                continue
            if (field, key) in counted:
                yield Problem(place, "HB330", f"'{key}' is counted twice", "a claim is the size of one shipment")
            counted.add((field, key))
            claim = corpus.claims[key][1] if key in corpus.claims else None
            if claim and not (isinstance(claim, AmountClaim) and claim.unit == total.unit):
                yield Problem(place, "HB330", f"'{key}' is no amount in {total.unit}", "name an amount of that unit")
