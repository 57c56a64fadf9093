"""The table of a dossier: how far each agreement got, step by step, as it is known now or was certain on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from handbook.blocks import Block, Inlines, Link, Paragraph, Table, joined, spaced, span, text
from handbook.claims import StageClaim
from handbook.kinds import Stage
from handbook.model import Agreement
from handbook.pages.dossier_totals import NOTHING
from handbook.pages.labels import N_
from handbook.pages.view import View
from handbook.partial_date import PartialDate


class Step(NamedTuple):
    """A column of the table: its title and its stages."""

    title: str
    stages: frozenset[str]


#: The columns for the stages of the package, and for stages that are like them.
_PACKAGE: tuple[tuple[str, frozenset[str]], ...] = (
    (N_("Proposed or discussed"), frozenset((Stage.PROPOSED, Stage.DISCUSSED))),
    (N_("Promised or announced"), frozenset((Stage.PROMISED, Stage.ANNOUNCED))),
    (N_("Agreed or signed"), frozenset((Stage.AGREED, Stage.SIGNED, Stage.RATIFIED))),
    (N_("In force or delivered"), frozenset((Stage.FUNDED, Stage.IN_FORCE, Stage.DELIVERED))),
    (N_("Ended or not acted on"), frozenset((Stage.SUSPENDED, Stage.ENDED, Stage.DENOUNCED, Stage.UNHEEDED))),
)


def steps(view: View) -> list[Step]:
    """The columns in the language of the pages: those of the package, and one for each stage of the handbook that is like none of these."""
    words = view.corpus.words
    steps_taken: list[Step] = []
    for title, group in _PACKAGE:
        stages = frozenset(s for s in words.words("stages") if words.part("stages", s) in group)
        steps_taken.append(Step(view.translate(title), stages))
    covered_stages = frozenset(stage for step in steps_taken for stage in step.stages) | {Stage.UNKNOWN}
    further_stages = [s for s in words.words("stages") if s not in covered_stages]
    return [*steps_taken, *(Step(view.word("stages", stage), frozenset((stage,))) for stage in further_stages)]


def when(claim: StageClaim) -> PartialDate:
    return claim.date or PartialDate.parse("")


def steps_shown(view: View, agreements: Sequence[Agreement]) -> list[Step]:
    """The columns of the table that at least one agreement has reached."""
    return [step for step in steps(view) if any(_of_step(agreement, step) for agreement in agreements)]


def step_row(
    view: View, agreement: Agreement, shown_steps: Sequence[Step], day: dt.date | None = None
) -> tuple[Inlines, ...] | None:
    """The agreement with its claims by step; for a ``day`` only the claims that are certain by then, and None if there are none."""
    claims = [[c for c in _of_step(agreement, step) if day is None or _certain(c, day)] for step in shown_steps]
    if day is not None and not any(claims):
        return None
    name: Inlines = (span((view.link(agreement.id),), "hb-row-name"),)
    return name, *(_cell(view, agreement, of_step) for of_step in claims)


def steps_head(view: View, shown_steps: Sequence[Step]) -> list[str]:
    """The column headings."""
    return [view.translate("Agreement"), *(step.title for step in shown_steps)]


def steps_table(view: View, agreements: Sequence[Agreement]) -> list[Block]:
    """The table of agreements by step."""
    _ = view.translate
    shown_steps = steps_shown(view, agreements)
    rows = [row for agreement in agreements if (row := step_row(view, agreement, shown_steps))]
    missing = _("–: no source in the handbook reports this step.")
    # A step without a column would be passed over in silence, though "was it delivered?" is what readers ask.
    if unreported := [f"{step.title[:1].lower()}{step.title[1:]}" for step in steps(view) if step not in shown_steps]:
        never = _("Steps that no source reports for any of these agreements: {steps}.")
        missing += " " + never.format(steps=view.semicolon.join(unreported))
    return [
        Table(tuple((words,) for words in steps_head(view, shown_steps)), tuple(rows), ("hb-table", "hb-steps")),
        Paragraph((missing,), ("hb-note",)),
    ]


def _certain(claim: StageClaim, day: dt.date) -> bool:
    return bool(claim.date and claim.date.latest and claim.date.latest <= day)


def _of_step(agreement: Agreement, step: Step) -> list[StageClaim]:
    claims = [c for c in agreement.stages if c.stage in step.stages]
    return sorted(claims, key=lambda c: (when(c).sort_key, c.label))


def _cell(view: View, agreement: Agreement, claims: Sequence[StageClaim]) -> Inlines:
    """The claims of one step, each with its date as a link; of many, the first and the last."""
    _ = view.translate
    if not claims:
        return NOTHING
    shown_claims = claims if len(claims) < 4 else (claims[0], claims[-1])
    content: list[Inlines] = []
    for claim in shown_claims:
        stage = span(view.word("stages", claim.stage), "hb-stage", "hb-stage-" + claim.stage)
        date = text(view.date(claim.date)) if claim.date else _("undated")
        content.append(
            spaced(
                (stage,), (Link("claim", f"{agreement.id}#{claim.label}", date),), view.contradiction(agreement, claim)
            )
        )
    if len(shown_claims) < len(claims):
        content.insert(1, (_("{count} more").format(count=len(claims) - 2),))
    return joined(view.semicolon, content)
