"""The enumerations of the model: the values that fields such as kind, stage and status can have.

Kinds of actors, agreements and events, sectors and stages are vocabularies (``settings.vocabulary``): a handbook
may add words of its own, so records hold them as plain strings; compare them with ``==``.
"""

from __future__ import annotations

from enum import StrEnum

#: The ``extent`` of a source that was read as a whole; for others an editor describes what was read.
WHOLE = "whole"


class ActorKind(StrEnum):
    PERSON = "person"
    STATE = "state"
    INTERGOVERNMENTAL = "intergovernmental"
    GOVERNMENT = "government"
    MILITARY = "military"
    COMPANY = "company"
    ARMED_GROUP = "armed-group"
    MEDIA = "media"
    RESEARCH = "research"
    NGO = "ngo"
    GROUP = "group"


class AgreementKind(StrEnum):
    TREATY = "treaty"
    MEMORANDUM = "memorandum"
    FRAMEWORK = "framework"
    INSTITUTION = "institution"
    ASSISTANCE = "assistance"
    PLEDGE = "pledge"
    DELIVERY = "delivery"
    FUNDING = "funding"
    PROPOSAL = "proposal"
    DECISION = "decision"
    MEASURE = "measure"
    CALL = "call"
    CLAIM = "claim"


class Sector(StrEnum):
    DEFENCE = "defence"
    DIPLOMACY = "diplomacy"
    ENERGY = "energy"
    FOOD = "food"
    ECONOMY = "economy"
    INFRASTRUCTURE = "infrastructure"
    MINING = "mining"


class Stage(StrEnum):
    """What a source says has happened to an agreement; never inferred from another stage."""

    PROPOSED = "proposed"
    DISCUSSED = "discussed"
    PROMISED = "promised"
    ANNOUNCED = "announced"
    AGREED = "agreed"
    SIGNED = "signed"
    RATIFIED = "ratified"
    IN_FORCE = "in-force"
    FUNDED = "funded"
    DELIVERED = "delivered"
    SUSPENDED = "suspended"
    ENDED = "ended"
    UNHEEDED = "unheeded"
    DENOUNCED = "denounced"
    UNKNOWN = "unknown"


class EventKind(StrEnum):
    TALKS = "talks"
    VISIT = "visit"
    SUMMIT = "summit"
    PRESS_CONFERENCE = "press-conference"
    SIGNATURE = "signature"
    DELIVERY = "delivery"
    FUNDING = "funding"
    COUP = "coup"
    SANCTION = "sanction"
    SANCTION_LIFTED = "sanction-lifted"
    MEMBERSHIP = "membership"
    WITHDRAWAL = "withdrawal"
    REGIME_CHANGE = "regime-change"
    AWARD = "award"
    ATTACK = "attack"


class TermKind(StrEnum):
    PLACE = "place"
    WORK = "work"
    AWARD = "award"
    LANGUAGE = "language"
    STATE = "historical-state"


class NameKind(StrEnum):
    VARIANT = "variant"
    SHORT = "short"
    ABBREVIATION = "abbreviation"
    NATIVE = "native"
    TRANSLATION = "translation"
    DEMONYM = "demonym"
    DESCRIPTION = "description"


class StatementKind(StrEnum):
    REPORTED = "reported"
    ATTRIBUTED = "attributed"
    ALLEGATION = "allegation"
    INFERENCE = "inference"
    #: A place that an editor has still to fill; only in drafts.
    PENDING = "pending"


class Role(StrEnum):
    SEED = "seed"
    CORROBORATING = "corroborating"


class Rights(StrEnum):
    RESTRICTED = "restricted"
    OPEN = "open"


class Review(StrEnum):
    CONFIRMED = "confirmed"
    DRAFT = "draft"


class ConflictStatus(StrEnum):
    OPEN = "open"
    RESOLVED = "resolved"


class ChangeKind(StrEnum):
    CREATED = "created"
    CORRECTION = "correction"
    UPDATE = "update"
    CLARIFICATION = "clarification"


class RulingKind(StrEnum):
    MENTION = "mention"
    DISTINCT = "distinct"
    #: An open question: is this name one of these entries?
    QUESTION = "question"
    #: A person's answers: the name is that entry; the name is no entry; the draft stands.
    SAME = "same"
    REJECTED = "rejected"
    CONFIRMED = "confirmed"
    #: This statement stands as it is, though its original does not have all of it.
    STANDS = "stands"


class Scope(StrEnum):
    """Which text a mention ruling speaks of: our digest, the original, or both."""

    BOTH = "both"
    DIGEST = "digest"
    ORIGINAL = "original"
