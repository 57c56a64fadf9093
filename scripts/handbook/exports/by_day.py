"""The record as of any day, for the pages that show it: rows with the days on which they hold, as scripts.

A page opened from a file may load a script but not fetch JSON.  Texts are plain here; a page's script makes elements of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from handbook.addresses import entry_path
from handbook.anchors import object_anchor
from handbook.blocks import Inline, Inlines, Link, Span, Url
from handbook.exports.lookup import script
from handbook.figures import network, overview
from handbook.filing import SPLIT
from handbook.i18n import month_names
from handbook.pages import as_of, boards, days, dossier_steps, dossiers
from handbook.pages.days import DayRow
from handbook.pages.recipe import FileRecipe
from handbook.pages.view import View
from handbook.partial_date import PartialDate
from handbook.plain_text import clean

FOLDER = "data/as-of"


def recipes(view: View) -> dict[str, FileRecipe]:
    """The recipes of the files of each subject and dossier, by a name; without any dates there are none for subjects."""
    by_name = {
        f"dossier-{i}": FileRecipe(partial(_file, view, f"dossier-{i}", partial(_dossier, id_=i)))
        for i in view.corpus.dossiers
    }
    for last in as_of.years_of(view.everything())[-1:]:
        for subject in as_of.SUBJECTS:
            subject_data = partial(_subject, subject=subject, last=last)
            by_name[subject.file] = FileRecipe(partial(_file, view, subject.file, subject_data), str(last))
    return {f"days {name}": recipe for name, recipe in by_name.items()}


def _file(view: View, name: str, data_of: Callable[[View], dict[str, object]]) -> dict[str, str]:
    view = view.without_glosses()
    return {f"{FOLDER}/{name}.js": script("handbookDays", data_of(view) | _end(view), name)}


def _end(view: View) -> dict[str, object]:
    """The last day that a source can tell of, and the note for later days; empty without sources."""
    latest = view.corpus.latest_source
    if latest is None or latest.latest is None:
        return {}
    note = view.translate("Latest source: {date}. What came after it is not known.").format(date=view.date(latest))
    return {"last": latest.latest.isoformat(), "late": clean(note)}


def _subject(view: View, subject: as_of.Subject, last: int) -> dict[str, object]:
    _ = view.translate
    common = {"title": _(subject.title_of_day), **_words_of_dates(view)}
    if subject is as_of.AGREEMENTS:
        caption = _("Agreements that had a state by then: {count} of {all}.").format(
            count="{count}", all=len(view.corpus.agreements)
        )
        return common | {"parts": [_table(view, as_of.agreements_head(view), days.agreements(view), caption)]}
    if subject is as_of.OFFICES:
        return common | {"parts": [_table(view, boards.head(view), days.offices(view), boards.about(view))]}
    rows = overview.dealings_by_day(view)
    listed = {"rows": _rows(view, rows), "most": overview.MOST_PAIRS, "none": _("No two actors share more than one.")}
    arcs = [[day.isoformat() for day in met] for met in network.arcs_by_day(view, as_of.end_of(last))]
    widths = [network.thickness(count) for count in range(1, 10)]
    return common | {"parts": [listed], "arcs": arcs, "widths": widths}


def _words_of_dates(view: View) -> dict[str, object]:
    """How the language of the pages writes a day: a pattern, the pattern for the first of a month, and the names of months."""

    def pattern(day: int) -> str:
        example_date = clean(view.date(PartialDate.parse(f"2001-02-0{day}")))
        return example_date.replace("2001", "{year}").replace(months[1], "{month}").replace(str(day), "{day}", 1)

    months = month_names(view.language)
    return {"months": months, "date": pattern(2), "first": pattern(1)}


def _dossier(view: View, id_: str) -> dict[str, object]:
    dossier = view.corpus.dossiers[id_]
    shown_steps = dossier_steps.steps_shown(view, dossiers.agreements_of(view, dossier))
    table = _table(view, dossier_steps.steps_head(view, shown_steps), days.steps(view, dossier))
    note = view.translate("The steps and the dates are those of this day; all else is as it is known today.")
    return {"note": note, "parts": [table, {"rows": _rows(view, days.times(view, dossier)), "most": 10**6}]}


def _table(view: View, head: Sequence[str], rows: Sequence[DayRow], caption: str = "") -> dict[str, object]:
    """A table as data: ``caption`` stands above it, with ``{count}`` for the number of rows; a note says if not all of them are shown."""
    cut_note = view.translate("The first {shown} of {count}; all of them by handbook query --as-of.")
    return {
        "head": list(head), "said": caption, "rows": _rows(view, rows), "most": SPLIT, "more": cut_note.replace("{shown}", str(SPLIT)),
    }  # fmt: skip


def _rows(view: View, rows: Sequence[DayRow]) -> list[list[object]]:
    """Rows as lists: since which day (empty: always), until which (empty: without end), and the cells."""
    return [
        [
            row.since.isoformat() if row.since else "",
            row.until.isoformat() if row.until else "",
            *(_inline(view, cell) for cell in row.cells),
        ]
        for row in rows
    ]


def _inline(view: View, inner: Inlines) -> list[object]:
    return [_part(view, part) for part in inner]


def _part(view: View, part: Inline) -> object:
    """Inline content as data: a text; a link as its text, address and classes; other content as classes, language and children."""
    if isinstance(part, str):
        return part
    if isinstance(part, Link):
        return {"text": part.text, "to": _address(view, part), "css": f"hb-link hb-link-{part.kind}"}
    if isinstance(part, Url):
        return part.address
    assert isinstance(part, Span)
    inner: Mapping[str, object] = {"css": " ".join(part.classes), "in": _inline(view, part.inner)}
    return {**inner, **({"lang": part.lang} if part.lang else {}), **({"rtl": True} if part.rtl else {})}


def _address(view: View, link: Link) -> str:
    """The address of a link in the site."""
    entry, _sep, label = link.target.partition("#")
    record = view.corpus.entries.get(entry)
    if record is None or link.kind == "topic":
        anchor = object_anchor(link.kind, link.target)
        return f"{view.addresses.shared[anchor]}.html#{anchor}"
    return entry_path(record) + (f"#{object_anchor('claim', link.target)}" if label else "")
