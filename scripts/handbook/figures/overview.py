"""The page of pictures, each with the same in words for those who do not see it."""

from __future__ import annotations

from handbook.figures.relations import pairs
from handbook.figures.sectors import GROUPS, counts
from handbook.figures.states import states
from handbook.kinds import Sector
from handbook.pages import labels
from handbook.pages.entries import figure
from handbook.pages.myst import MARKER, container, escape, heading, text
from handbook.pages.view import View

MOST_PAIRS = 30


def page(view: View) -> str:
    """The MyST text of the page "At a glance"."""
    _ = view.translate
    lines = [f"{MARKER} from the whole corpus", "", *heading(1, _("At a glance"))]
    lines += [
        escape(_("Pictures of the whole handbook. Everything in them is a link; below each the same stands in words.")),
        "",
    ]
    lines += [*heading(2, _("The states concerned")), *figure("map")]
    if states(view):
        lines += container("hb-words", [*(f"- {view.link(a.id)}: {count}" for a, count in states(view)), ""])
    lines += [*heading(2, _("Agreements by sector and last reported stage")), *figure("sectors")]
    lines += container("hb-words", [*_sectors(view), ""])
    lines += [*heading(2, _("Who deals with whom")), *figure("relations")]
    shared = sorted(pairs(view).items(), key=lambda item: (-item[1], item[0]))[:MOST_PAIRS]
    said = _("{count} agreements and events")
    rows = [
        f"- {view.link(a)} – {view.link(b)}: {escape(said.format(count=count))}"
        for (a, b), count in shared
        if count > 1
    ]
    lines += container("hb-words", [*(rows or [escape(_("No two actors share more than one."))]), ""])
    return text(lines)


def _sectors(view: View) -> list[str]:
    _ = view.translate
    found = counts(view)
    rows = []
    for sector in Sector:
        said = [
            f"{escape(_(name))}: {found[sector, i]}" for i, (name, _stages) in enumerate(GROUPS) if found[sector, i]
        ]
        if said:
            rows.append(f"- {escape(_(labels.SECTOR[sector]))}: {'; '.join(said)}")
    return rows
