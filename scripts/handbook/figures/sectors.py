"""How far agreements have come, by sector: a matrix of counts, each a link to the list."""

from __future__ import annotations

from collections import Counter

from handbook.agreement_state import headline
from handbook.blocks import Figure
from handbook.figures.svg import BRAND, RULE, link, picture, tag, words
from handbook.kinds import Sector, Stage
from handbook.pages import labels
from handbook.pages.labels import N_
from handbook.pages.view import View

GROUPS: tuple[tuple[str, tuple[Stage, ...]], ...] = (
    (N_("Proposed or discussed"), (Stage.PROPOSED, Stage.DISCUSSED)),
    (N_("Promised or announced"), (Stage.PROMISED, Stage.ANNOUNCED)),
    (N_("Agreed or signed"), (Stage.AGREED, Stage.SIGNED, Stage.RATIFIED)),
    (N_("In force"), (Stage.IN_FORCE,)),
    (N_("Funded or delivered"), (Stage.FUNDED, Stage.DELIVERED)),
    (N_("Ended or not acted on"), (Stage.SUSPENDED, Stage.ENDED, Stage.UNHEEDED, Stage.DENOUNCED)),
    (N_("Unknown"), (Stage.UNKNOWN,)),
)


def counts(view: View) -> Counter[tuple[Sector, int]]:
    """The number of agreements by sector and group of last reported stages."""
    made: Counter[tuple[Sector, int]] = Counter()
    for agreement in view.corpus.agreements.values():
        stage = headline(view.corpus, agreement).claim.stage
        made[agreement.sector, next(i for i, (_name, stages) in enumerate(GROUPS) if stage in stages)] += 1
    return made


def sector_figure(view: View) -> Figure:
    """A circle for each sector and stage, its area the number of agreements."""
    _ = view.translate
    found = counts(view)
    sectors = [s for s in Sector if any(found[s, i] for i in range(len(GROUPS)))]
    left, step, row, top = 170.0, 92.0, 46.0, 64.0
    w, h = left + step * len(GROUPS) + 10, top + row * len(sectors) + 8
    shapes = []
    for i, (name, _stages) in enumerate(GROUPS):
        lines = _wrap(_(name))
        for j, line in enumerate(lines):
            shapes.append(words(line, left + step * (i + 0.5), 24 + 14 * j, 11.5, "middle", "hb-muted"))
    for r, sector in enumerate(sectors):
        y = top + row * (r + 0.5)
        shapes.append(
            tag("line", x1=8, x2=w - 8, y1=y + row / 2, y2=y + row / 2, stroke=RULE, stroke_width=1, class_="hb-rule")
        )
        label = words(_(labels.SECTOR[sector]), left - 14, y + 4, 13, "end")
        shapes.append(link("agreements/index", label, _(labels.SECTOR[sector]), f"?sector={sector}"))
        for i in range(len(GROUPS)):
            count = found[sector, i]
            if count:
                x = left + step * (i + 0.5)
                dot = tag("circle", cx=x, cy=y, r=7 + 5 * (count - 1) ** 0.5, fill=BRAND, class_="hb-mark-fill")
                said = f"{_(labels.SECTOR[sector])}, {_(GROUPS[i][0])}: {count}"
                shapes.append(
                    link(
                        "agreements/index",
                        dot + words(str(count), x, y + 4, 12, "middle", "hb-on-mark", font_weight="bold"),
                        said,
                        f"?sector={sector}",
                    )
                )
    title, description = (
        _("Agreements by sector and last reported stage"),
        _("Rows are sectors, columns the last stage that a source reports; the number is that of agreements."),
    )
    return picture("sectors", "sectors", w, h, title, description, shapes)


def _wrap(name: str) -> list[str]:
    parts = name.split()
    best = min(range(1, len(parts) + 1), key=lambda i: abs(len(" ".join(parts[:i])) - len(" ".join(parts[i:]))))
    return [line for line in (" ".join(parts[:best]), " ".join(parts[best:])) if line]
