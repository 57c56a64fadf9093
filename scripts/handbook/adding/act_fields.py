"""Of what kind and field that is which an act is on, by its words and by what was done."""

from __future__ import annotations

from handbook.adding.act_words import TellingWords
from handbook.adding.acts import Item
from handbook.kinds import AgreementKind, Sector, Stage

#: What was done says what a paper is whose name does not.  Stages that are not here are of an agreement that is there, or of none.
DONE = {
    Stage.SIGNED: AgreementKind.FRAMEWORK,
    Stage.RATIFIED: AgreementKind.FRAMEWORK,
    Stage.AGREED: AgreementKind.FRAMEWORK,
    Stage.FUNDED: AgreementKind.FUNDING,
    Stage.DELIVERED: AgreementKind.DELIVERY,
    Stage.PROMISED: AgreementKind.PLEDGE,
    Stage.ANNOUNCED: AgreementKind.PLEDGE,
    Stage.SUSPENDED: AgreementKind.DECISION,
    Stage.ENDED: AgreementKind.DECISION,
    Stage.DENOUNCED: AgreementKind.DECISION,
}
#: How near to its verb something is named on which it is done, in characters.
HEAD = 60


def kind_of(text: str, item: Item, stage: Stage, words: TellingWords) -> AgreementKind:
    """By what the paper is called, or by what was done; goods are delivered whatever the sentence speaks of besides."""
    done = DONE[stage]
    if done in (AgreementKind.DELIVERY, AgreementKind.FUNDING):
        return done
    head = item.text[:HEAD]
    called = (
        kind
        for part in (head, item.text, text)
        for kind, names in words.kinds
        # Sanctions that a sentence speaks of besides are no measure of these parties.
        if names.search(part) and (part is head or kind is not AgreementKind.MEASURE)
    )
    return next(called, done)


def sector_of(text: str, words: TellingWords) -> Sector:
    """The field that most of a sentence's words are of; diplomacy if none is, or many are."""
    counted = [(len(field.findall(text)), sector) for sector, field in words.sectors]
    most = max(n for n, _sector in counted)
    first = [sector for n, sector in counted if n == most]
    # Of security, energy and farming alike: of all that two states do with each other.
    return first[0] if most and len(first) < 3 else Sector.DIPLOMACY


def field_of_money(sector: Sector) -> Sector:
    """The field of money that was given or promised: if no one field is said of it, it is no matter of diplomats."""
    return Sector.ECONOMY if sector is Sector.DIPLOMACY else sector
