"""How far agreements have come, by sector: a matrix of counts, each a link to the list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from handbook.agreement_state import headline
from handbook.blocks import Figure
from handbook.figures.svg import BRAND, RULE, link, picture, stacked, tag, words, wrapped
from handbook.kinds import Stage
from handbook.pages.labels import N_
from handbook.pages.view import View

#: The columns for the stages of the package, and for those that are like them.
_PACKAGE: tuple[tuple[str, tuple[str, ...]], ...] = (
    (N_("Proposed or discussed"), (Stage.PROPOSED, Stage.DISCUSSED)),
    (N_("Promised or announced"), (Stage.PROMISED, Stage.ANNOUNCED)),
    (N_("Agreed or signed"), (Stage.AGREED, Stage.SIGNED, Stage.RATIFIED)),
    (N_("In force"), (Stage.IN_FORCE,)),
    (N_("Funded or delivered"), (Stage.FUNDED, Stage.DELIVERED)),
    (N_("Ended or not acted on"), (Stage.SUSPENDED, Stage.ENDED, Stage.UNHEEDED, Stage.DENOUNCED)),
    (N_("Unknown"), (Stage.UNKNOWN,)),
)


def columns(view: View) -> list[tuple[str, frozenset[str]]]:
    """The columns of the matrix, in the language of the pages: title and stages.

    Where every stage is like one of the package the columns are the package's; else there is one for each step
    of progress, and one for all ends.
    """
    vocabulary = view.corpus.words
    stages = vocabulary.words("stages")
    known = {stage for _name, group in _PACKAGE for stage in group}
    if all(vocabulary.part("stages", stage) in known for stage in stages):
        grouped = [
            (view.translate(name), frozenset(s for s in stages if vocabulary.part("stages", s) in group))
            for name, group in _PACKAGE
        ]
        return [(name, group) for name, group in grouped if group]
    steps: dict[int, list[str]] = {}
    for stage, rank in vocabulary.progress.items():
        steps.setdefault(rank, []).append(stage)
    made = [(_titled(view, group), frozenset(group)) for _rank, group in sorted(steps.items())]
    ends = [stage for stage in stages if vocabulary.is_end(stage)]
    return made + ([(_titled(view, ends), frozenset(ends))] if ends else [])


def _titled(view: View, stages: Sequence[str]) -> str:
    return ", ".join(view.word("stages", stage) for stage in stages)


def counts(view: View) -> Counter[tuple[str, int]]:
    """The number of agreements by sector and column of the stage at which they stand."""
    made: Counter[tuple[str, int]] = Counter()
    column = {stage: i for i, (_name, stages) in enumerate(columns(view)) for stage in stages}
    for agreement in view.corpus.agreements.values():
        made[agreement.sector, column[headline(view.corpus, agreement).claim.stage]] += 1
    return made


def sector_figure(view: View) -> Figure:
    """A circle for each sector and stage, its area the number of agreements."""
    _ = view.translate
    found, groups = counts(view), columns(view)
    sectors = [s for s in view.corpus.words.words("sectors") if any(found[s, i] for i in range(len(groups)))]
    left, step, row, top = 170.0, 92.0, 46.0, 64.0
    w, h = left + step * len(groups) + 10, top + row * len(sectors) + 8
    shapes = []
    for i, (name, _stages) in enumerate(groups):
        lines = _wrap(name)
        for j, line in enumerate(lines):
            shapes.append(words(line, left + step * (i + 0.5), 24 + 14 * j, 11.5, "middle", "hb-muted"))
    for r, sector in enumerate(sectors):
        y = top + row * (r + 0.5)
        shapes.append(
            tag("line", x1=8, x2=w - 8, y1=y + row / 2, y2=y + row / 2, stroke=RULE, stroke_width=1, class_="hb-rule")
        )
        named, colour = view.word("sectors", sector), view.corpus.words.word("sectors", sector).colour
        lines = wrapped(named, 13, left - 22)
        label = stacked(lines, left - 14, y + 4 - 7.5 * (len(lines) - 1), 13, "end")
        shapes.append(link("agreements/index", label, named, f"?sector={sector}"))
        for i in range(len(groups)):
            count = found[sector, i]
            if count:
                x = left + step * (i + 0.5)
                # A colour of its own is the same in the light and in the dark.
                dot = tag(
                    "circle", cx=x, cy=y, r=7 + 5 * (count - 1) ** 0.5, fill=colour or BRAND,
                    class_=None if colour else "hb-mark-fill",
                )  # fmt: skip
                said = f"{named}, {groups[i][0]}{view.colon}{count}"
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
