"""On the page of an entry: whether it changed since the published editions."""

from __future__ import annotations

from handbook.addresses import document
from handbook.blocks import Block, Inlines, Items, Link
from handbook.model import Paged
from handbook.pages.differences import Differences, Earlier, differences
from handbook.pages.view import View


def entry_document(entry: Paged, earlier: Earlier) -> str:
    """The document about the changes of an entry since an edition."""
    return f"{document(entry)}/since-{earlier.edition}"


def since(view: View, entry: Paged) -> list[Block]:
    """The block on an entry's page: editions since which it changed (with links), since which it is unchanged, or since which it is new.

    Of consecutive editions with the present state the earliest is named; of those without the entry, the latest.
    """
    _ = view.translate
    rows: dict[str, Inlines] = {}
    unchanged = 0
    for earlier in view.earlier:
        then = earlier.entry(view.corpus, entry)
        changes = differences(view.corpus, then, entry) if then else None
        if changes is None:
            rows.setdefault("new", (_("New since edition {edition}").format(edition=earlier.edition),))
        elif changes:
            unchanged += 1
            words = _("What changed since edition {edition}").format(edition=earlier.edition)
            link = Link("doc", entry_document(entry, earlier), words)
            rows[earlier.edition] = (link, f" ({counted(view, changes)})")
        else:
            # A row of an older edition in the same run replaces this one, in its place.
            rows[f"unchanged {unchanged}"] = (_("Unchanged since edition {edition}").format(edition=earlier.edition),)
    return [Items(tuple(rows.values()), ("hb-since",))] if rows else []


def counted(view: View, changes: Differences) -> str:
    """How much changed, in words."""
    _ = view.translate
    counts = (
        (len(changes.new), _("{count} claims new"), _("1 claim new")),
        (len(changes.changed), _("{count} claims changed"), _("1 claim changed")),
        (len(changes.withdrawn), _("{count} claims withdrawn"), _("1 claim withdrawn")),
        (len(changes.fields), _("{count} fields changed"), _("1 field changed")),
    )
    return ", ".join(one if count == 1 else many.format(count=count) for count, many, one in counts if count)
