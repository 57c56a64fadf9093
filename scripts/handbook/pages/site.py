"""The counting part of the home page, the timeline's scope and events, and the page of an article outside the project."""

from __future__ import annotations

from typing import NamedTuple

from handbook import i18n
from handbook.agreement_state import headline
from handbook.blocks import (
    Block,
    Box,
    Facet,
    Inlines,
    Items,
    Link,
    Numbers,
    Page,
    Paragraph,
    heading,
    joined,
    paragraph,
    spaced,
    span,
    text,
)
from handbook.claims import Claim
from handbook.model import Entry, Event, claims_of
from handbook.pages import changes, dossiers, lists, search, years
from handbook.pages.claims import date_of, sentence
from handbook.pages.dividing import FILTER, ORIGIN
from handbook.pages.view import View

#: The most events on the timeline: more of them make a browser slow.
MOST_EVENTS = 250
#: The names of the parts that hand-written pages may show (directive ``hb:part``).
HOME, TIMELINE_SCOPE = "home", "timeline"


def _findings(view: View) -> list[tuple[Entry, Claim]]:
    """The claims chosen by the handbook; otherwise the headlines of the agreements with the most origins, the latest first."""
    corpus = view.corpus
    home_settings = corpus.handbook.home
    if home_settings.claims:
        parts = [
            (corpus.entries.get(entry), label)
            for entry, _, label in (key.partition("#") for key in home_settings.claims)
        ]
        return [(entry, claim) for entry, label in parts if entry for claim in claims_of(entry) if claim.label == label]
    headlines = [(a, headline(corpus, a).claim) for a in corpus.agreements.values()]
    weighed = sorted(headlines, key=lambda pair: (-len(corpus.origins(pair[1].cite)), pair[0].id))[
        : home_settings.findings
    ]
    ordered = sorted(weighed, key=lambda pair: (date_of(pair[1]).sort_key, pair[0].id), reverse=True)
    return list(ordered)


def home(view: View) -> Page:
    """The counting part of the home page: numbers, ways in, latest changes."""
    view = view.without_glosses()
    _ = view.translate
    corpus = view.corpus
    counts = (
        (len(corpus.actors), _("actor"), _("actors"), "actors/index"),
        (len(corpus.agreements), _("agreement"), _("agreements"), "agreements/index"),
        (len(corpus.events), _("event"), _("events"), "timeline"),
        (len(corpus.sources), _("source"), _("sources"), "sources/index"),
        (len(corpus.statements), _("statement"), _("statements"), "sources/index"),
        (len(corpus.conflicts), _("disagreement"), _("disagreements"), "reference/conflicts"),
    )
    numbers = tuple(
        (i18n.number(count, view.language), one if count == 1 else many, target) for count, one, many, target in counts
    )
    latest = sorted(corpus.sources.values(), key=lambda s: (s.header.published.sort_key, s.id), reverse=True)[:5]
    rows: list[Inlines] = [
        spaced(
            (view.when(s.header.published),),
            (Link("source", s.id, text(s.header.short)), view.colon, *view.titled(s.header)),
        )
        for s in latest
    ]
    newest = [changes.recorded(corpus, reference) for reference in changes.ordered(corpus)[:5]]
    changed = [spaced((view.when(c.date),), changes.change_text(view, c, record)) for c, record in newest]
    findings = [
        spaced(
            (view.link(entry.id), view.colon.rstrip(" ")), sentence(view, claim), (view.badge(claim.cite, entry.id),)
        )
        for entry, claim in _findings(view)
    ]
    attested = span(_("Findings") if corpus.handbook.home.claims else _("Best attested"), "hb-label")
    findings_box: list[Block] = (
        [Box(("hb-findings",), (paragraph((attested,)), Items(tuple(findings))))] if findings else []
    )
    # Kept apart: sources are ordered by their day of publication, changes by the day on which they were made.
    everything = (Link("doc", "sources/index", _("All sources")), Link("doc", changes.DOCUMENT, _("All changes")))
    newest_box: list[Block] = [
        Box(("hb-latest",), (paragraph((span(words, "hb-label"),)), Items(tuple(listed)), paragraph((more_link,))))
        for words, listed, more_link in zip(
            (_("Latest sources"), _("Latest changes")), (rows, changed), everything, strict=True
        )
        if listed
    ]
    # With scripts this opens the search in place; without, it leads to the page of the search.
    ask = Paragraph((Link("doc", search.DOCUMENT, _("A name, a question, a few words")),), (search.ASK,))
    return Page(HOME, ORIGIN, (ask, *findings_box, *_ways_in(view), Numbers(numbers), *newest_box))


def _ways_in(view: View) -> list[Block]:
    """Links to each field and to each year."""
    _ = view.translate
    fields: list[Inlines] = [
        (Link("doc", dossiers.document(d), dossiers.name_of(view, d)),) for d in view.corpus.dossiers.values()
    ]
    year_links = [(Link("doc", f"years/{year}", str(year)),) for year in years.years_of(view)]
    rows = [
        paragraph((span(words, "hb-label"),), joined(" · ", links))
        for words, links in ((_("By field:"), fields), (_("By year:"), year_links))
        if links
    ]
    return [Box(("hb-days",), tuple(rows))] if rows else []


def timeline_scope(view: View) -> Page:
    """The scope of the timeline: all dated events, or the latest ones with a link to the others by year."""
    view = view.without_glosses()
    _ = view.translate
    count = len(_dated(view))
    if count <= MOST_EVENTS:
        return Page(TIMELINE_SCOPE, ORIGIN, (Paragraph((_("All dated events in order of time."),), FILTER),))
    scope = _("The latest {shown} of {count} dated events.").format(
        shown=MOST_EVENTS, count=i18n.number(count, view.language)
    )
    # A paragraph of its own: the reader's filter replaces the other.
    link_to_all = paragraph(scope, (Link("doc", "events/index", _("All events, by year")),))
    return Page(TIMELINE_SCOPE, ORIGIN, (link_to_all, Paragraph((_("In order of time."),), FILTER)))


def _dated(view: View) -> list[Event]:
    """The events with a date, by its lower bound."""
    events = sorted(view.corpus.events.values(), key=lambda e: (e.dates[0].date.sort_key, e.id))
    return [e for e in events if e.dates[0].date.shape != "unknown"]


class TimelineEvent(NamedTuple):
    """An event as the timeline shows it; ``start`` is the lower bound of its date, for sorting, as ISO 8601."""

    start: str
    when: str
    kind: str
    title: Inlines
    gloss: str
    cite: Inlines
    facets: tuple[Facet, ...]


def timeline(view: View) -> list[TimelineEvent]:
    """The events of the timeline: the latest, sorted by lower bound, with their dates in words."""
    return [
        TimelineEvent(
            e.dates[0].date.sort_key[0].isoformat(),
            text(view.date(e.dates[0].date)),
            view.word("events", e.kind),
            (view.link(e.id),),
            text(view.gloss_of(e)),
            view.cite(e.cite),
            lists.facets(view, e),
        )
        for e in _dated(view)[-MOST_EVENTS:]
    ]


def article_page(title: str, paragraphs: list[str]) -> Page:
    """A plain-text article outside the project as a page: every character literal."""
    numbered = enumerate(paragraphs[1:], 2)
    blocks = [paragraph((span(f"¶{number}", "hb-para"),), text(words)) for number, words in numbered]
    return Page("article", "", (heading(1, title), *blocks))
