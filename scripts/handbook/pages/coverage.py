"""How well the handbook is sourced: counts of its sources, how much rests on a single origin, and what is not known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby

from handbook import support
from handbook.blocks import (
    Block,
    Box,
    Contents,
    Figure,
    Fold,
    Inlines,
    Items,
    Link,
    Page,
    heading,
    joined,
    paragraph,
    spaced,
    span,
    text,
)
from handbook.folding import fold
from handbook.i18n import language_name, month_names
from handbook.kinds import Role, StatementKind
from handbook.model import Actor, Agreement, Citation, Entry, Event, Source
from handbook.pages.changes import DOCUMENT as CHANGES
from handbook.pages.dividing import ORIGIN
from handbook.pages.labels import N_
from handbook.pages.view import View

_KINDS: tuple[tuple[type[Entry], str], ...] = (
    (Actor, N_("Actors")), (Agreement, N_("Agreements")), (Event, N_("Events")),
)  # fmt: skip
#: Longer lists are cut, with the number of the rest, so that the page does not grow with the handbook.
LONGEST = 40


def coverage_page(view: View, picture: Figure | None = None) -> Page:
    """The page, with a ``picture`` of when sources appeared; all figures are computed when the handbook is built."""
    _ = view.translate
    corpus = view.corpus
    sources = sorted(corpus.sources.values(), key=lambda s: s.id)
    about = _(
        "What the handbook rests on, and how firmly. Reports that carry one agency’s text or one communique have one origin. All figures are made when the handbook is built."
    )
    blocks: list[Block] = [heading(1, _("Coverage")), paragraph(about)]
    silent = _silent(view, sources)
    if picture:
        blocks += [heading(2, _("When the sources appeared")), picture]
        # The picture shows them; the words are for readers who cannot see it, or look for a month.
        blocks += [Fold((_("Months without a source"),), tuple(silent), ("hb-details",))] if silent else []
    blocks += _seeds(view, support.measure(corpus))
    blocks += _single(view)
    groups: Sequence[tuple[str, Callable[[Source], str]]] = (
        (_("Sources by language"), lambda s: language_name(s.header.language, view.language)),
        (_("Sources by country of the publication"), lambda s: view.country(s.header.country) or _("not recorded")),
        (_("Sources by publication"), lambda s: s.header.publication),
    )
    for title, key in groups:
        counts = Counter(key(s) for s in sources)
        ordered = sorted(counts.items(), key=lambda row: (-row[1], fold(row[0]), row[0]))
        if ordered:
            blocks += [heading(2, title), *_bars(view, ordered)]
    if not picture and silent:
        blocks += [heading(2, _("Months without a source")), *silent]
    blocks += _unknown(view)
    # The page of changes is no entry of the navigation; it comes after this one.
    return Page("reference/coverage", ORIGIN, (*blocks, Contents((CHANGES,))))


def _seeds(view: View, supports: Mapping[Citation, support.Support]) -> list[Block]:
    """The facts of the seed articles: how many of them another independent origin supports or contradicts."""
    _ = view.translate
    facts = [
        s
        for source in sorted(view.corpus.sources.values(), key=lambda s: s.id)
        if source.header.role is Role.SEED
        for s in source.statements
        if s.kind is StatementKind.REPORTED
    ]
    alone = [s for s in facts if supports[s.citation].single]
    corroborated = sum(supports[s.citation].corroborated for s in facts)
    contradicted = sum(supports[s.citation].contradicted for s in facts)
    title = heading(2, _("The seed articles, checked against the others"))
    if not facts:
        return [title, paragraph(_("There are no seed articles."))]
    share = round(100 * (len(facts) - len(alone)) / len(facts))
    counted = _(
        "{known} of {all} factual statements of the seed articles ({share}%) are corroborated or contradicted by another origin: {yes} corroborated, {no} contradicted, some both."
    ).format(known=len(facts) - len(alone), all=len(facts), share=share, yes=corroborated, no=contradicted)
    meaning = _(
        "A statement counts as corroborated where a claim that it supports is also supported by another origin. The rest are known from the seed articles alone:"
    )
    rows: list[Inlines] = [
        (Link("statement", str(s.citation), text(view.mark(s.citation))), view.colon, *view.statement_text(s))
        for s in alone[:LONGEST]
    ]
    listed = [Items((*rows, *_and_more(view, len(alone))))] if rows else []
    return [title, paragraph(counted), paragraph(meaning), *listed]


def _single(view: View) -> list[Block]:
    """Claims that rest on one origin, by kind of entry."""
    _ = view.translate
    rows: list[Inlines] = []
    for kind, title in _KINDS:
        fields = [c for e in view.corpus.entries.values() if isinstance(e, kind) for c in support.propositions(e)]
        single = sum(len(view.corpus.origins(claim.cite)) == 1 for claim in fields)
        if fields:
            share = round(100 * single / len(fields))
            share_words = _("{single} of {all} ({share}%)").format(single=single, all=len(fields), share=share)
            rows.append((span(_(title), "hb-name"), f"{view.colon}{share_words}"))
    about = _("Claims that rest on one origin.")
    listed = [Items(tuple(rows))] if rows else []
    return [heading(2, _("Known from a single origin")), paragraph(about), *listed]


def _silent(view: View, sources: Iterable[Source]) -> list[Block]:
    """Months without a source since the first one, by year; a source without a month of publication fills none."""
    _ = view.translate
    days = [day for s in sources if (day := s.header.published.earliest)]
    if not days:
        return []
    months_with_source = {(day.year, day.month) for day in days}
    first, last = min(months_with_source), max(months_with_source)
    names = month_names(view.language)
    rows: list[Inlines] = []
    for year in range(first[0], last[0] + 1):
        silent = [
            names[m - 1] for m in range(1, 13) if first < (year, m) < last and (year, m) not in months_with_source
        ]
        if silent:
            rows.append((span(str(year), "hb-label"), f"{view.colon}{', '.join(silent)}"))
    about = _(
        "Months since the first source in which no source at hand appeared; what happened then is known from later ones only, if at all."
    )
    return [paragraph(about), Items(tuple(rows))] if rows else []


def _unknown(view: View) -> list[Block]:
    """Lists of entries for which no source has a day, a date or an office."""
    _ = view.translate
    corpus = view.corpus
    questions: tuple[tuple[str, Iterable[Entry]], ...] = (
        (_("Events of which no source gives the day"), (e for e in corpus.events.values() if not _to_the_day(e))),
        (
            _("Agreements of which no stage is dated"),
            (a for a in corpus.agreements.values() if not any(s.date for s in a.stages)),
        ),
        (
            _("People whose office no source gives"),
            (
                a
                for a in corpus.actors.values()
                if a.kind == "person" and not any(f.field in ("office", "rank") for f in a.facts)
            ),
        ),
    )
    rows: list[Inlines] = []
    for title, entries in questions:
        chosen = sorted(entries, key=lambda e: (e.name.casefold(), e.id))
        if chosen:
            links: list[Inlines] = [(view.link(e.id),) for e in chosen[:LONGEST]]
            rows.append((span(title, "hb-label"), f" ({len(chosen)}){view.colon}", *joined(", ", links)))
            rows += _and_more(view, len(chosen))
    return [heading(2, _("What is not known")), Items(tuple(rows))] if rows else []


def _to_the_day(event: Event) -> bool:
    """Whether a source gives a single day."""
    return any(d.date.earliest and d.date.earliest == d.date.latest for d in event.dates)


def _and_more(view: View, count: int) -> list[tuple[str]]:
    words = view.translate("and {count} more").format(count=count - LONGEST)
    return [(words,)] if count > LONGEST else []


#: The most names that get a bar, each with at least two sources; names with the same number all get one, or share a line.
BARS = 12


def _bars(view: View, rows: Sequence[tuple[str, int]]) -> list[Block]:
    """Names with their numbers: the first ones with a bar in hundredths of the longest, the others in a line for each number."""
    _ = view.translate
    cut = rows[BARS][1] if len(rows) > BARS else 1
    rows_with_bars = [row for row in rows if row[1] > cut] or list(rows[:1])
    highest_count = rows_with_bars[0][1]
    lines = [
        spaced((span(text(name), "hb-name"),), (span(str(n), "hb-count", "hb-bar", *_length(n / highest_count)),))
        for name, n in rows_with_bars
    ]
    blocks: list[Block] = [Box(("hb-bars",), (Items(tuple(lines)),))]
    for count, group in groupby(rows[len(rows_with_bars) :], key=lambda row: row[1]):
        names = [name for name, _n in group]
        head = _("With one source ({names}):") if count == 1 else _("With {count} sources ({names}):")
        summary = head.format(count=count, names=len(names))
        listed_names = view.semicolon.join([*names[:LONGEST], *(words for (words,) in _and_more(view, len(names)))])
        blocks.append(paragraph((span(summary, "hb-label"),), (text(listed_names),)))
    return blocks


def _length(share: float) -> list[str]:
    """The classes of a bar, by its share of the longest: one for the tens and one for the units of hundredths, at least one hundredth."""
    tens, units = divmod(max(1, round(100 * share)), 10)
    return [*([f"hb-bar-{tens}"] if tens else []), *([f"hb-bar-and-{units}"] if units else [])]
