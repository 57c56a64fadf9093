"""The records of the handbook: frozen, keyword-only, made of plain values.

``reading`` fills them from the seeds and publishes their JSON Schema; every
other module only reads them.  Field names follow FollowTheMoney (actors),
UNTS/ATOP (agreements) and PLOVER (events) where those have one.
"""

from __future__ import annotations

from handbook.citations import ID_PATTERN as ID_PATTERN
from handbook.citations import RESERVED_IDS as RESERVED_IDS
from handbook.citations import Citation as Citation
from handbook.model.decisions import ClaimKey as ClaimKey
from handbook.model.decisions import Conflict as Conflict
from handbook.model.decisions import ObjectName as ObjectName
from handbook.model.decisions import Redirect as Redirect
from handbook.model.decisions import Ruling as Ruling
from handbook.model.decisions import Side as Side
from handbook.model.decisions import Synonym as Synonym
from handbook.model.decisions import Translation as Translation
from handbook.model.entries import Actor as Actor
from handbook.model.entries import Agreement as Agreement
from handbook.model.entries import Change as Change
from handbook.model.entries import Entry as Entry
from handbook.model.entries import Event as Event
from handbook.model.entries import Found as Found
from handbook.model.entries import Name as Name
from handbook.model.entries import Paged as Paged
from handbook.model.entries import Term as Term
from handbook.model.entries import claims_of as claims_of
from handbook.model.mentions import Mention as Mention
from handbook.model.sources import EditorNote as EditorNote
from handbook.model.sources import Header as Header
from handbook.model.sources import Original as Original
from handbook.model.sources import Paragraph as Paragraph
from handbook.model.sources import Source as Source
from handbook.model.sources import Statement as Statement
