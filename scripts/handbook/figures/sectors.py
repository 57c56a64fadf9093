"""How far agreements have come, by sector: a matrix of counts, each a link to the list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from handbook.agreement_state import headline
from handbook.blocks import Figure
from handbook.figures.counting import counted
from handbook.figures.svg import (
    BRAND,
    RULE,
    Drawing,
    Words,
    link,
    number,
    picture,
    stacked,
    tag,
    width,
    words,
    wrapped,
)
from handbook.kinds import Stage
from handbook.pages.labels import N_
from handbook.pages.view import View

#: The columns for the stages of the package, and for stages that are like them.
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

    If every stage is like one of the package, the columns are the package's; otherwise there is one for each step of
    progress, and one for all ends.
    """
    vocabulary = view.corpus.words
    stages = vocabulary.words("stages")
    packaged = {stage for _name, group in _PACKAGE for stage in group}
    if all(vocabulary.part("stages", stage) in packaged for stage in stages):
        grouped = [
            (view.translate(name), frozenset(s for s in stages if vocabulary.part("stages", s) in group))
            for name, group in _PACKAGE
        ]
        return [(name, group) for name, group in grouped if group]
    steps: dict[int, list[str]] = {}
    for stage, rank in vocabulary.progress.items():
        steps.setdefault(rank, []).append(stage)
    progress = [(_titled(view, group), frozenset(group)) for _rank, group in sorted(steps.items())]
    ends = [stage for stage in stages if vocabulary.is_end(stage)]
    return progress + ([(_titled(view, ends), frozenset(ends))] if ends else [])


def _titled(view: View, stages: Sequence[str]) -> str:
    return ", ".join(view.word("stages", stage) for stage in stages)


def counts(view: View) -> Counter[tuple[str, int]]:
    """The number of agreements by sector and by the column of their headline's stage."""
    numbers: Counter[tuple[str, int]] = Counter()
    column = {stage: i for i, (_name, stages) in enumerate(columns(view)) for stage in stages}
    for agreement in view.corpus.agreements.values():
        numbers[agreement.sector, column[headline(view.corpus, agreement).claim.stage]] += 1
    return numbers


class _Form(NamedTuple):
    """Measures of a form in pixels: room for the names of sectors, width of a column, height of a row, size of letters."""

    names: float
    column: float
    row: float
    size: float
    #: Whether the names of columns are turned upright, because the columns are too narrow for them.
    upright: bool


_WIDE, _NARROW = _Form(170, 92, 46, 13, False), _Form(108, 33, 36, 12, True)


def sector_figure(view: View) -> Figure:
    """A circle for each sector and stage, its area the number of agreements."""
    _ = view.translate
    caption = Words(
        _("Agreements by sector and last reported stage"),
        _("Rows are sectors, columns the last stage that a source reports; the number is that of agreements."),
        _finding(view),
    )
    return picture("sectors", "sectors", caption, _drawing(view, _WIDE), _drawing(view, _NARROW))


def _finding(view: View) -> str:
    """The column with most agreements, and the sector with most of these."""
    _ = view.translate
    numbers, groups = counts(view), columns(view)
    if not numbers:
        return ""
    by_column: Counter[int] = Counter()
    for (_sector, i), count in numbers.items():
        by_column[i] += count
    column, highest_count = min(by_column.items(), key=lambda item: (-item[1], item[0]))
    in_it = {sector: count for (sector, i), count in numbers.items() if i == column}
    sector = min(in_it, key=lambda name: (-in_it[name], name))
    finding = _(
        "Agreements that stand at “{stage}”: {count} of {all}, and no other stage has more; of these, no sector has more than {sector}: {part}."
    )
    return counted(
        view,
        finding.format(
            count=highest_count,
            all=len(view.corpus.agreements),
            stage=groups[column][0],
            sector=view.word("sectors", sector),
            part=in_it[sector],
        ),
    )


def _query(sector: str = "", stages: Iterable[str] = ()) -> str:
    """The query that narrows the list of agreements to a sector, and to some stages."""
    parameters = {"sector": sector, "status": ".".join(sorted(stages))}
    return "?" + "&".join(f"{name}={value}" for name, value in parameters.items() if value)


def _drawing(view: View, form: _Form) -> Drawing:
    numbers, groups = counts(view), columns(view)
    sectors = [s for s in view.corpus.words.words("sectors") if any(numbers[s, i] for i in range(len(groups)))]
    titles = [_wrap(name) for name, _stages in groups]
    small = form.size - 1.5
    longest = max(width(line, small) for lines in titles for line in lines)
    top = longest + 14 if form.upright else 64.0
    wide, high = form.names + form.column * len(groups) + 8, top + form.row * len(sectors) + 8
    shapes = []
    for i, (name, stages) in enumerate(groups):
        x, lines = form.names + form.column * (i + 0.5), titles[i]
        if form.upright:
            title = stacked(lines, 0, 4 - 0.575 * small * (len(lines) - 1), small, "start", "hb-muted")
            title = tag("g", title, transform=f"translate({number(x)} {number(top - 6)}) rotate(-90)")
        else:
            title = stacked(lines, x, 24, small, "middle", "hb-muted")
        shapes.append(link("agreements/index", title, name, _query(stages=stages)))
    biggest = max(numbers.values(), default=1)
    for r, sector in enumerate(sectors):
        y = top + form.row * (r + 0.5)
        under = y + form.row / 2
        shapes.append(tag("line", x1=4, x2=wide - 4, y1=under, y2=under, stroke=RULE, stroke_width=1, class_="hb-rule"))
        named, colour = view.word("sectors", sector), view.corpus.words.word("sectors", sector).colour
        broken = wrapped(named, form.size, form.names - 16)
        label = stacked(broken, form.names - 10, y + 4 - 0.575 * form.size * (len(broken) - 1), form.size, "end")
        shapes.append(link("agreements/index", label, named, _query(sector)))
        for i, (name, stages) in enumerate(groups):
            count = numbers[sector, i]
            if not count:
                continue
            x, largest = form.names + form.column * (i + 0.5), min(form.column, form.row) / 2 - 1.5
            # A sector's own colour is the same in light and dark mode.
            dot = tag(
                "circle", cx=x, cy=y, r=max(largest * (count / biggest) ** 0.5, 8), fill=colour or BRAND,
                class_=None if colour else "hb-mark-fill",
            )  # fmt: skip
            inner = dot + words(str(count), x, y + 4, 12, "middle", "hb-on-mark", font_weight="bold")
            shapes.append(
                link("agreements/index", inner, f"{named}, {name}{view.colon}{count}", _query(sector, stages))
            )
    return Drawing(wide, high, tuple(shapes))


def _wrap(name: str) -> list[str]:
    """Divide a title into two lines of about the same length."""
    parts = name.split()
    best = min(range(1, len(parts) + 1), key=lambda i: abs(len(" ".join(parts[:i])) - len(" ".join(parts[i:]))))
    return [line for line in (" ".join(parts[:best]), " ".join(parts[best:])) if line]
