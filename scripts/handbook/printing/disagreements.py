"""A printed disagreement: a question that sources answer differently, with all sides."""

from __future__ import annotations

from handbook.blocks import Block, Inlines, Object, Paragraph, heading, joined, paragraph, spaced, span, text
from handbook.model import Conflict
from handbook.pages import labels
from handbook.printing.entry_numbers import Printed
from handbook.printing.notes import notes
from handbook.printing.quoting import curled


def conflict_blocks(printed: Printed, conflict: Conflict) -> tuple[Block, ...]:
    """A question that sources answer differently: each side with its sources, the editors' note, the entries."""
    view, _ = printed.view, printed.view.translate
    number = printed.numbers.get(f"conflict {conflict.id}")
    blocks: list[Block] = [
        Object("conflict", conflict.id, text(view.say(conflict.question))),
        heading(2, view.say(conflict.question), f"conflict.{conflict.id}", str(number or "")),
        Paragraph((_(labels.STATUS[conflict.status]),), ("hb-line",)),
    ]
    for side in conflict.sides:
        position = spaced(view.record_text(side.says), (span(notes(printed, side.cite), "hb-cite"),))
        blocks.append(Paragraph(("– ", *position), ("hb-dated",)))
    blocks.append(paragraph((span(_("Editors’ note:"), "hb-label"),), view.record_text(conflict.note)))
    concerned: list[Inlines] = [(view.link(e),) for e in conflict.about]
    blocks.append(Paragraph(spaced((span(_("Concerns:"), "hb-label"),), joined(", ", concerned)), ("hb-small",)))
    return tuple(curled(blocks, view.language))
