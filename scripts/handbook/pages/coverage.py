"""How well the handbook is sourced: its sources counted, how much rests on one publication, what is not known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from handbook import support
from handbook.kinds import Role, StatementKind
from handbook.model import Actor, Agreement, Citation, Entry, Event, Source
from handbook.pages import labels
from handbook.pages.labels import N_
from handbook.pages.myst import MARKER, escape, heading, role, span, text
from handbook.pages.view import View

_KINDS: tuple[tuple[type[Entry], str], ...] = (
    (Actor, N_("Actors")), (Agreement, N_("Agreements")), (Event, N_("Events")),
)  # fmt: skip
#: Longer lists are cut, with the number of the rest: no page grows with the handbook.
LONGEST = 40


def coverage_page(view: View) -> str:
    """The page: all figures are made when the handbook is built."""
    _ = view.translate
    corpus = view.corpus
    sources = sorted(corpus.sources.values(), key=lambda s: s.id)
    found = support.measure(corpus)
    lines = [f"{MARKER} from the whole corpus", "", *heading(1, _("Coverage"))]
    lines += [
        escape(
            _(
                "What the handbook rests on, and how firmly. Reports that carry one agency’s text or one communique count as one publication. All figures are made when the handbook is built."
            )
        ),
        "",
    ]
    lines += _seeds(view, found)
    lines += _single(view)
    groups: Sequence[tuple[str, Callable[[Source], str]]] = (
        (_("Sources by country of the publication"), lambda s: view.country(s.header.country) or _("not recorded")),
        (_("Sources by language"), lambda s: _(labels.LANGUAGE.get(s.header.language, s.header.language))),
        (_("Sources by year"), lambda s: str(s.header.published.sort_key[0].year)),
        (_("Sources by publication"), lambda s: s.header.publication),
    )
    for title, key in groups:
        counts = Counter(key(s) for s in sources)
        by_year = key is groups[2][1]
        ordered = (
            sorted(counts.items()) if by_year else sorted(counts.items(), key=lambda row: (-row[1], row[0].casefold()))
        )
        lines += [*heading(2, title), *_bars(view, ordered)]
    lines += _unknown(view)
    return text(lines)


def _seeds(view: View, found: Mapping[Citation, support.Support]) -> list[str]:
    """The facts of the seed articles: how many another independent publication supports or contradicts."""
    _ = view.translate
    facts = [
        s
        for source in sorted(view.corpus.sources.values(), key=lambda s: s.id)
        if source.header.role is Role.SEED
        for s in source.statements
        if s.kind is StatementKind.REPORTED
    ]
    alone = [s for s in facts if found[s.citation].single]
    corroborated = sum(found[s.citation].corroborated for s in facts)
    contradicted = sum(found[s.citation].contradicted for s in facts)
    lines = heading(2, _("The seed articles, checked against the others"))
    if not facts:
        return [*lines, escape(_("There are no seed articles.")), ""]
    share = round(100 * (len(facts) - len(alone)) / len(facts))
    lines += [
        escape(
            _(
                "{known} of {all} factual statements of the seed articles ({share} %) are corroborated or contradicted by another independent publication: {yes} corroborated, {no} contradicted, some both."
            ).format(known=len(facts) - len(alone), all=len(facts), share=share, yes=corroborated, no=contradicted)
        ),
        "",
        escape(
            _(
                "A statement counts as corroborated where a date, stage, amount or fact that cites it is also supported by another publication, or by one of the same kind whose date can be the same. The rest are known from the seed articles alone:"
            )
        ),
        "",
    ]
    lines += [
        f"- {role('statement', str(s.citation), view.mark(s.citation))}: {view.statement_text(s)}"
        for s in alone[:LONGEST]
    ]
    return [*lines, *_rest(view, len(alone)), ""]


def _single(view: View) -> list[str]:
    """Fields that rest on one publication, by kind of entry."""
    _ = view.translate
    rows = []
    for kind, title in _KINDS:
        fields = [f for e in view.corpus.entries.values() if isinstance(e, kind) for f in support.fields(e)]
        single = sum(len(view.corpus.publications(cites)) == 1 for _key, _date, cites in fields)
        if fields:
            share = round(100 * single / len(fields))
            rows.append(
                (_(title), _("{single} of {all} ({share} %)").format(single=single, all=len(fields), share=share))
            )
    about = _("Dates, stages, amounts and facts that rest on one publication.")
    return [
        *heading(2, _("Known from a single publication")),
        escape(about),
        "",
        *(f"- {span(escape(name), 'hb-name')}: {escape(words)}" for name, words in rows),
        "",
    ]


def _unknown(view: View) -> list[str]:
    """What no source says."""
    _ = view.translate
    corpus = view.corpus
    asked: tuple[tuple[str, Iterable[Entry]], ...] = (
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
    lines = heading(2, _("What is not known"))
    for title, entries in asked:
        chosen = sorted(entries, key=lambda e: (e.name.casefold(), e.id))
        if chosen:
            links = ", ".join(view.link(e.id) for e in chosen[:LONGEST])
            lines += [f"- {span(escape(title), 'hb-label')} ({len(chosen)}): {links}", *_rest(view, len(chosen))]
    return [*lines, ""]


def _to_the_day(event: Event) -> bool:
    """Whether a source gives a single day."""
    return any(d.date.earliest and d.date.earliest == d.date.latest for d in event.dates)


def _rest(view: View, count: int) -> list[str]:
    _ = view.translate
    words = _("and {count} more").format(count=count - LONGEST)
    return [f"- {escape(words)}"] if count > LONGEST else []


def _bars(view: View, rows: Sequence[tuple[str, int]]) -> list[str]:
    """Names with their numbers and a bar for each, in tenths of the longest."""
    most = max((n for _, n in rows), default=1)
    lines = [
        f"- {span(escape(name), 'hb-name')} {span(escape(str(n)), 'hb-count', 'hb-bar', f'hb-bar-{max(1, round(10 * n / most))}')}"
        for name, n in rows[:LONGEST]
    ]
    return [":::{container} hb-bars", "", *lines, *_rest(view, len(rows)), "", ":::", ""]
