"""Dossiers: an overview of one field, with a lead that editors write and totals that the engine computes.

A dossier has the agreements of its sectors, and the entries that it names.  Its lead is written like that of an entry,
but each claim in it is named with its entry (``free-grain-and-fertilizers#promised``).  Its totals
say which claims give the size of each shipment, so that none is counted twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from handbook.citations import ID_PATTERN, EntryId, Name_, record
from handbook.claims import Wordings

ClaimKey = Annotated[str, Field(pattern=rf"{ID_PATTERN[:-1]}#{ID_PATTERN[1:]}", max_length=200)]
#: The claims that give the size of one shipment: one, or more where it is a range or sources differ.
Shipment = Annotated[tuple[ClaimKey, ...], Field(min_length=1)]


@record
class Total:
    """One thing that is counted, in a unit: the shipments that were promised and those that came."""

    of: Annotated[Wordings, Field(min_length=1)]
    unit: Name_
    promised: tuple[Shipment, ...] = ()
    delivered: tuple[Shipment, ...] = ()

    def shipments(self) -> Iterator[tuple[str, int, Shipment]]:
        """Each shipment, with its field (``promised`` or ``delivered``) and its index there."""
        for field, listed in (("promised", self.promised), ("delivered", self.delivered)):
            yield from ((field, number, shipment) for number, shipment in enumerate(listed))


@record
class Dossier:
    """A field: its name, which agreements and events belong to it, its lead, its totals."""

    id: EntryId
    name: Annotated[Wordings, Field(min_length=1)]
    sectors: tuple[Name_, ...] = ()
    entries: tuple[EntryId, ...] = ()
    lead: Annotated[Wordings, Field(min_length=1)]
    totals: tuple[Total, ...] = ()
