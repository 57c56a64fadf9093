"""Pages that list entries and sources: glossaries of actors and agreements, events, sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from handbook.agreement_state import headline
from handbook.blocks import Block, Facet, Row, text
from handbook.fields import citations_of
from handbook.filing import SPLIT, letter_of, order_of, surname_first
from handbook.i18n import language_name
from handbook.kinds import NameKind, Review
from handbook.model import Actor, Agreement, Entry, Event, Header, Paged
from handbook.pages import labels
from handbook.pages.dividing import Part, divided, on_one_page
from handbook.pages.entries import kind_words
from handbook.pages.recipe import Recipe, recipe
from handbook.pages.view import View

SHOWN_NAMES = (NameKind.ABBREVIATION, NameKind.NATIVE, NameKind.VARIANT, NameKind.TRANSLATION)


def glossary(
    view: View,
    kind: str,
    title: str,
    intro: str,
    entries: Mapping[str, Actor] | Mapping[str, Agreement],
    before: Sequence[Block] = (),
) -> dict[str, Recipe]:
    """A structured glossary, A to Z; the page's script can filter its rows by kind; ``before`` stands under the introduction."""
    ordered: list[Actor | Agreement] = sorted(entries.values(), key=lambda e: order_of(e, _filed(view, e)))
    parts = [
        Part(letter, [(e.id, _filed(view, e)) for e in group])
        for letter, group in groupby(ordered, key=lambda e: letter_of(e, _filed(view, e)))
    ]
    count = view.counted(len(ordered), view.translate("1 entry"), view.translate("{count} entries"))
    return divided(view, kind, title, intro, count, parts, lambda i: _row(view, entries[i]), before)


def _filed(view: View, entry: Actor | Agreement) -> str:
    title = view.title_of(entry)
    return surname_first(entry.sort, title) if title else entry.sort or view.name_of(entry)


def _marks(*marks: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """The marks beside a name: text and class of each that is not empty."""
    return tuple((text(words), css) for words, css in marks if words)


def _row(view: View, entry: Actor | Agreement) -> Row:
    _ = view.translate
    publications = view.corpus.publications(citations_of(entry))
    names = [n.text for n in entry.names if n.kind in SHOWN_NAMES]
    status = sector = minor = day = ""
    if isinstance(entry, Agreement):
        last = headline(view.corpus, entry).claim
        stage = view.word("stages", last.stage)
        status = f"{stage}, {view.date(last.date)}" if last.date else stage
        sector = view.word("sectors", entry.sector)
        day = last.date.sort_key[0].isoformat() if last.date else ""
    elif entry.minor:
        minor = _("minor entry")
    contested = _("draft") if entry.review is Review.DRAFT else view.contested(entry)
    order = (("date", day), ("evidence", str(len(publications)) if publications else ""))
    return Row(
        entry.id,
        text(_filed(view, entry)),
        text(view.gloss_of(entry)),
        _marks(
            (status, "hb-stage"), (kind_words(view, entry), "hb-kind"), (sector, "hb-sector"), (minor, "hb-minor-mark"),
            (contested, "hb-contested"),
        ),
        _marks((" · ".join(names), "hb-aliases"), (view.evidence(citations_of(entry)), "hb-evidence")),
        facets(view, entry),
        tuple((name, key) for name, key in order if key),
        bool(minor),
    )  # fmt: skip


def facets(view: View, entry: Paged) -> tuple[Facet, ...]:
    """The facets by which a list can be narrowed."""
    _ = view.translate
    of_entry = [Facet("kind", entry.kind, kind_words(view, entry))]
    if isinstance(entry, Agreement):
        last = headline(view.corpus, entry).claim
        of_entry.append(Facet("sector", entry.sector, view.word("sectors", entry.sector)))
        of_entry.append(Facet("status", last.stage, view.word("stages", last.stage)))
        order = list(view.corpus.words.words("stages"))
        reached = sorted({s.stage for s in entry.stages}, key=order.index)
        of_entry += [Facet("reached", stage, view.word("stages", stage)) for stage in reached]
        dates = [s.date for s in entry.stages if s.date]
        people = [p.actor for p in entry.parties]
    elif isinstance(entry, Event):
        dates = [entry.dates[0].date]
        people = [p.actor for p in entry.participants]
        of_entry += [Facet("actor", a, text(view.named[a].name)) for a in people if a in view.corpus.actors]
    else:
        dates = [s.when for s in view.statements_on.get(entry.id, ()) if s.when]
        people = [entry.id, *(f.of for f in entry.facts if f.of)]
    of_entry += [Facet("state", a.id, text(a.name)) for a in states_of(view, people)]
    years = sorted({year for date in dates for year in date.years if len(date.years) <= 4})
    return (*of_entry, *(Facet("year", str(year), str(year)) for year in years))


def states_of(view: View, actors: Iterable[str]) -> list[Entry]:
    """The states among actors, or to which their offices belong; each once."""
    return [view.named[s] for s in dict.fromkeys(s for name in actors for s in view.states.get(name, ()))]


def events_page(view: View) -> dict[str, Recipe]:
    """All events in order of their bounds, with their dates in words."""
    _ = view.translate
    events = view.corpus.events
    ordered = sorted(events.values(), key=lambda e: (e.dates[0].date.sort_key, e.id))
    intro = _(
        "Events in order of time. A date is as precise as its source; an imprecise one is put where it may begin."
    )
    years = groupby(
        ordered, key=lambda e: str(e.dates[0].date.sort_key[0].year) if e.dates[0].date.text else _("Undated")
    )
    parts = [Part(year, [(e.id, view.name_of(e)) for e in group]) for year, group in years]

    def row(id_: str) -> Row:
        event = events[id_]
        marks = _marks(
            (view.date(event.dates[0].date), "hb-when"), (kind_words(view, event), "hb-kind"),
            (view.contested(event), "hb-contested"),
        )  # fmt: skip
        below = _marks((view.evidence(citations_of(event)), "hb-evidence"))
        return Row(event.id, text(view.name_of(event)), text(view.gloss_of(event)), marks, below, facets(view, event))

    count = view.counted(len(ordered), _("1 event"), _("{count} events"))
    return divided(view, "event", _("Events"), intro, count, parts, row)


def sources_page(view: View) -> dict[str, Recipe]:
    """All sources, the seed articles first; by year if they are very many."""
    _ = view.translate

    def row(id_: str) -> Row:
        header = view.corpus.sources[id_].header
        draft = _("draft") if header.review is Review.DRAFT else ""
        marks = _marks(
            (view.date(header.published), "hb-when"), (header.publication, "hb-kind"), (draft, "hb-contested")
        )
        who = ", ".join(header.authors) or _("author not named")
        begins = header.published.sort_key[0]
        order = (("date", begins.isoformat()),) if header.published.shape != "unknown" else ()
        return Row(
            id_,
            text(header.short),
            text(view.title_of_source(header)),
            marks,
            _marks((who, "hb-evidence")),
            _source_facets(view, header),
            order,
            gloss_lang=view.lang_of_title(header),
        )

    title = _("Sources")
    intro = _("What the handbook rests on. Each source has a page with its statements, paragraph by paragraph.")
    ordered = sorted(view.corpus.sources.values(), key=lambda s: (s.header.published.sort_key, s.id))
    count = view.counted(len(ordered), _("1 source"), _("{count} sources"))
    if len(ordered) > SPLIT:
        years = groupby(ordered, key=lambda s: str(s.header.published.sort_key[0].year))
        parts = [Part(year, [(s.id, s.header.short) for s in group]) for year, group in years]
        return divided(view, "source", title, intro, count, parts, row)
    parts = [
        Part(_(labels.ROLES[role]), chosen)
        for role in labels.ROLE
        if (chosen := [(s.id, s.header.short) for s in ordered if s.header.role is role])
    ]
    tree = [s.id for s in ordered]
    return {"sources/index": recipe(lambda: on_one_page("source", title, intro, count, parts, row, tree), title, intro, count, parts, tree)}  # fmt: skip


def _source_facets(view: View, header: Header) -> tuple[Facet, ...]:
    """The facets by which the list of sources can be narrowed; the origin only if it is not the publication itself."""
    facets = [Facet("language", header.language, language_name(header.language, view.language))]
    if header.country:
        facets.append(Facet("country", header.country, view.country(header.country)))
    facets.append(Facet("publication", header.publication, text(header.publication)))
    if header.origin and header.origin != header.publication:
        facets.append(Facet("origin", header.origin, text(view.say(header.origin))))
    years = header.published.years
    return (*facets, *(Facet("year", str(year), str(year)) for year in sorted(years) if len(years) <= 4))
