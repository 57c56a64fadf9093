"""On the page of an entry: whether it changed since editions that were published."""

from __future__ import annotations

from handbook.addresses import document
from handbook.blocks import Block, Inlines, Items, Link
from handbook.pages.differences import Differences, Earlier, Paged, differences
from handbook.pages.view import View


def entry_document(entry: Paged, earlier: Earlier) -> str:
    """The document that says what changed in an entry since an edition."""
    return f"{document(entry)}/since-{earlier.edition}"


def since(view: View, entry: Paged) -> list[Block]:
    """For an entry's page: whether it changed since each edition, with the way to what did."""
    _ = view.translate
    rows: list[Inlines] = []
    for earlier in view.earlier:
        then = earlier.entry(view.corpus, entry)
        changes = differences(view.corpus, then, entry) if then else None
        if changes is None:
            rows.append((_("New since edition {edition}").format(edition=earlier.edition),))
        elif not changes:
            rows.append((_("Unchanged since edition {edition}").format(edition=earlier.edition),))
        else:
            words = _("What changed since edition {edition}").format(edition=earlier.edition)
            rows.append((Link("doc", entry_document(entry, earlier), words), f" ({counted(view, changes)})"))
    return [Items(tuple(rows), ("hb-since",))] if rows else []


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
