"""The words for the values of the model's enumerations, for the translator."""

from __future__ import annotations

from handbook.fields import PARTY, PLACE, SIGNED_BY
from handbook.kinds import (
    ActorKind,
    AgreementKind,
    ChangeKind,
    ConflictStatus,
    EventKind,
    NameKind,
    Role,
    Sector,
    Stage,
    StatementKind,
    TermKind,
)


def N_(text: str) -> str:
    """Mark a string for extraction; it is translated where it is used."""
    return text


ACTOR: dict[str, str] = {
    ActorKind.PERSON: N_("Person"),
    ActorKind.STATE: N_("State"),
    ActorKind.INTERGOVERNMENTAL: N_("Intergovernmental organisation"),
    ActorKind.GOVERNMENT: N_("Government body"),
    ActorKind.MILITARY: N_("Armed forces"),
    ActorKind.COMPANY: N_("Company"),
    ActorKind.ARMED_GROUP: N_("Armed group"),
    ActorKind.MEDIA: N_("Media"),
    ActorKind.RESEARCH: N_("Research and teaching"),
    ActorKind.NGO: N_("Non-governmental organisation"),
    ActorKind.GROUP: N_("Group"),
}
AGREEMENT: dict[str, str] = {
    AgreementKind.TREATY: N_("Treaty"),
    AgreementKind.MEMORANDUM: N_("Memorandum"),
    AgreementKind.FRAMEWORK: N_("Framework"),
    AgreementKind.INSTITUTION: N_("Institution"),
    AgreementKind.ASSISTANCE: N_("Assistance"),
    AgreementKind.PLEDGE: N_("Pledge"),
    AgreementKind.DELIVERY: N_("Delivery"),
    AgreementKind.FUNDING: N_("Funding"),
    AgreementKind.PROPOSAL: N_("Proposal"),
    AgreementKind.DECISION: N_("Decision"),
    AgreementKind.MEASURE: N_("Measure"),
    AgreementKind.CALL: N_("Call"),
    AgreementKind.CLAIM: N_("Claim"),
}
SECTOR: dict[str, str] = {
    Sector.DEFENCE: N_("Defence"),
    Sector.DIPLOMACY: N_("Diplomacy"),
    Sector.ENERGY: N_("Energy"),
    Sector.FOOD: N_("Food and fertilizers"),
    Sector.ECONOMY: N_("Economy"),
    Sector.INFRASTRUCTURE: N_("Infrastructure"),
    Sector.MINING: N_("Mining"),
}
STAGE: dict[str, str] = {
    Stage.PROPOSED: N_("Proposed"),
    Stage.DISCUSSED: N_("Discussed"),
    Stage.PROMISED: N_("Promised"),
    Stage.ANNOUNCED: N_("Announced"),
    Stage.AGREED: N_("Agreed"),
    Stage.SIGNED: N_("Signed"),
    Stage.RATIFIED: N_("Ratified"),
    Stage.IN_FORCE: N_("In force"),
    Stage.FUNDED: N_("Funded"),
    Stage.DELIVERED: N_("Delivered"),
    Stage.SUSPENDED: N_("Suspended"),
    Stage.ENDED: N_("Ended"),
    Stage.UNHEEDED: N_("Not acted on"),
    Stage.DENOUNCED: N_("Denounced"),
    Stage.UNKNOWN: N_("Unknown"),
}
EVENT: dict[str, str] = {
    EventKind.TALKS: N_("Talks"),
    EventKind.VISIT: N_("Visit"),
    EventKind.SUMMIT: N_("Summit"),
    EventKind.PRESS_CONFERENCE: N_("Press conference"),
    EventKind.SIGNATURE: N_("Signature"),
    EventKind.DELIVERY: N_("Delivery"),
    EventKind.FUNDING: N_("Funding"),
    EventKind.COUP: N_("Coup"),
    EventKind.SANCTION: N_("Sanction"),
    EventKind.SANCTION_LIFTED: N_("Sanctions lifted"),
    EventKind.MEMBERSHIP: N_("Membership"),
    EventKind.WITHDRAWAL: N_("Withdrawal"),
    EventKind.REGIME_CHANGE: N_("Change of regime"),
    EventKind.AWARD: N_("Award"),
    EventKind.ATTACK: N_("Attack"),
}
#: The labels of the words of the package, by vocabulary.
PACKAGE: dict[str, dict[str, str]] = {
    "actors": ACTOR,
    "agreements": AGREEMENT,
    "events": EVENT,
    "sectors": SECTOR,
    "stages": STAGE,
}
TERM = {
    TermKind.PLACE: N_("Place"),
    TermKind.WORK: N_("Work"),
    TermKind.AWARD: N_("Award"),
    TermKind.LANGUAGE: N_("Language"),
    TermKind.STATE: N_("Former state"),
}
NAME = {
    NameKind.VARIANT: N_("also"),
    NameKind.SHORT: N_("short"),
    NameKind.ABBREVIATION: N_("abbreviation"),
    NameKind.NATIVE: N_("original form"),
    NameKind.TRANSLATION: N_("translation"),
    NameKind.DEMONYM: N_("adjective"),
    NameKind.DESCRIPTION: N_("described as"),
}
STATEMENT = {
    StatementKind.REPORTED: N_("Reported as fact"),
    StatementKind.ATTRIBUTED: N_("Attributed"),
    StatementKind.ALLEGATION: N_("Allegation"),
    StatementKind.INFERENCE: N_("Inference of the editors"),
    StatementKind.PENDING: N_("Draft: not yet restated"),
}
CHANGE = {
    ChangeKind.CREATED: N_("Added"),
    ChangeKind.CORRECTION: N_("Correction"),
    ChangeKind.UPDATE: N_("Update"),
    ChangeKind.CLARIFICATION: N_("Clarification"),
}
ROLE = {Role.SEED: N_("Seed article"), Role.CORROBORATING: N_("Corroborating source")}
#: Headings of lists.
ROLES = {Role.SEED: N_("Seed articles"), Role.CORROBORATING: N_("Corroborating sources")}
ROLE_MEANS = {
    Role.SEED: N_(
        "an article that the handbook was begun with; each of its statements was checked against other sources"
    ),
    Role.CORROBORATING: N_("consulted to check, date or complete what others say"),
}
STATUS = {ConflictStatus.OPEN: N_("Open"), ConflictStatus.RESOLVED: N_("Resolved")}
#: Why an entry points to another, for words that no record or vocabulary has.
POINTING = {PARTY: N_("party"), PLACE: N_("Place"), SIGNED_BY: N_("signed by")}
FIELD = {
    "office": N_("Office"),
    "rank": N_("Rank"),
    "member of": N_("Member of"),
    "members": N_("Members"),
    "population": N_("Population"),
    "size": N_("Size"),
    "founded": N_("Founded"),
    "active in": N_("Active in"),
    "former employer": N_("Former employer"),
    "taught at": N_("Taught at"),
    "studied at": N_("Studied at"),
    "work": N_("Work"),
    "award": N_("Award"),
}
#: Why a paragraph has no statement, in the words that ``handbook add`` writes; other reasons are the editors'.
SILENT = {
    "headline": N_("headline"),
    "byline": N_("byline"),
    "author box or boilerplate": N_("author box or boilerplate"),
}
