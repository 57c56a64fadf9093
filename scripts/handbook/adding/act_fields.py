"""The kind and the field of an agreement that an act is about, from its wording and from what was done."""

from __future__ import annotations

from handbook.adding.act_words import TellingWords
from handbook.adding.acts import Item
from handbook.kinds import AgreementKind, Sector, Stage

#: The kind of an agreement whose wording names none, by the stage.  Stages not listed here concern an existing agreement, or none.
KIND_OF_STAGE = {
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
#: How near to its verb the object of an act is named, in characters.
HEAD = 60


def kind_of(text: str, item: Item, stage: Stage, words: TellingWords) -> AgreementKind:
    """The kind that the wording names, else the kind for the stage; delivery and funding always keep the stage's kind."""
    stage_kind = KIND_OF_STAGE[stage]
    if stage_kind in (AgreementKind.DELIVERY, AgreementKind.FUNDING):
        return stage_kind
    head = item.text[:HEAD]
    named_kinds = (
        kind
        for part in (head, item.text, text)
        for kind, names in words.kinds
        # Sanctions mentioned elsewhere in the sentence are not a measure of these parties.
        if names.search(part) and (part is head or kind is not AgreementKind.MEASURE)
    )
    return next(named_kinds, stage_kind)


def sector_of(text: str, words: TellingWords) -> Sector:
    """The field with the most words in a text; diplomacy if no field has any, or if three or more are tied."""
    counted = [(len(field.findall(text)), sector) for sector, field in words.sectors]
    highest_count = max(n for n, _sector in counted)
    leading = [sector for n, sector in counted if n == highest_count]
    # Security, energy and farming alike: a text about everything that two states do with each other.
    return leading[0] if highest_count and len(leading) < 3 else Sector.DIPLOMACY


def field_of_money(sector: Sector) -> Sector:
    """The field of money that was given or promised: the economy where the text names no other field."""
    return Sector.ECONOMY if sector is Sector.DIPLOMACY else sector
