"""Pages that list: glossaries of actors and agreements, events, sources, terms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import groupby

from handbook.corpus import citations_of
from handbook.folding import words
from handbook.kinds import NameKind, Review
from handbook.model import Actor, Agreement, Entry, Event, Term
from handbook.pages import dividing, labels, moved, shared
from handbook.pages.dividing import Part, divided, pages, start_of, toctree, whole
from handbook.pages.entries import conflict_body, index_names, kind_words
from handbook.pages.myst import container, data, escape, role, span, text
from handbook.pages.recipe import Recipe, fixed, page
from handbook.pages.shared import Shared
from handbook.pages.view import View, last_stage, letter_of, sort_name

SHOWN_NAMES = (NameKind.ABBREVIATION, NameKind.NATIVE, NameKind.VARIANT, NameKind.TRANSLATION)


def glossary(
    view: View, kind: str, title: str, intro: str, entries: Mapping[str, Actor] | Mapping[str, Agreement]
) -> dict[str, Recipe]:
    """A structured glossary, A to Z; the page's script can filter its rows by kind."""
    ordered: list[Actor | Agreement] = sorted(entries.values(), key=lambda e: (sort_name(e), e.id))
    parts = [
        Part(letter, [(e.id, _filed(view, e)) for e in found]) for letter, found in groupby(ordered, key=letter_of)
    ]
    count = view.translate("{count} entries").format(count=len(ordered))
    return divided(view, kind, start_of(title, intro), count, parts, lambda i: _row(view, entries[i]))


def _filed(view: View, entry: Actor | Agreement) -> str:
    return entry.sort or view.name_of(entry)


def _row(view: View, entry: Actor | Agreement) -> dict[str, object]:
    _ = view.translate
    names = [n.text for n in entry.names if n.kind in SHOWN_NAMES]
    row: dict[str, object] = {
        "id": entry.id,
        "name": _filed(view, entry),
        "kind": entry.kind.value,
        "kind_name": kind_words(view, entry),
        "gloss": entry.gloss,
        "evidence": view.evidence(citations_of(entry)),
        "contested": view.contested(entry.id),
        "names": names,
        "facets": facets(view, entry),
        "weight": len(view.corpus.publications(citations_of(entry))),
    }
    if isinstance(entry, Agreement):
        last = last_stage(entry)
        stage = _(labels.STAGE[last.stage])
        row["status_name"] = f"{stage}, {view.date(last.date)}" if last.date else stage
        row["sector"] = _(labels.SECTOR[entry.sector])
        row["when_key"] = last.date.sort_key[0].isoformat() if last.date else ""
    elif entry.minor:
        row["minor"] = _("minor entry")
    if entry.review is Review.DRAFT:
        row["contested"] = _("draft")
    return row


def facets(view: View, entry: Actor | Agreement | Event) -> list[list[str]]:
    """By what a list can be narrowed: facet, value for addresses, label for readers."""
    _ = view.translate
    made = [["kind", entry.kind.value, kind_words(view, entry)]]
    if isinstance(entry, Agreement):
        last = last_stage(entry)
        made.append(["sector", entry.sector.value, _(labels.SECTOR[entry.sector])])
        made.append(["status", last.stage.value, _(labels.STAGE[last.stage])])
        dates = [s.date for s in entry.stages if s.date]
        people = [p.actor for p in entry.parties]
    elif isinstance(entry, Event):
        dates = [entry.dates[0].date]
        people = [p.actor for p in entry.participants]
        made += [["actor", a, view.named[a].name] for a in people if a in view.corpus.actors]
    else:
        dates = [s.when for s in view.statements_on.get(entry.id, ()) if s.when]
        people = [entry.id, *(f.of for f in entry.facts if f.of)]
    made += [["state", a.id, a.name] for a in states_of(view, people)]
    years = sorted({year for date in dates for year in date.years if len(date.years) <= 4})
    return made + [["year", str(year), str(year)] for year in years]


def states_of(view: View, actors: Iterable[str]) -> list[Entry]:
    """The states among actors, or to which their offices belong; each once."""
    return [view.named[s] for s in dict.fromkeys(s for name in actors for s in view.states.get(name, ()))]


def events_page(view: View) -> dict[str, Recipe]:
    """All events in order of their bounds, with their dates in words."""
    _ = view.translate
    events = view.corpus.events
    ordered = sorted(events.values(), key=lambda e: (e.dates[0].date.sort_key, e.id))
    start = start_of(
        _("Events"),
        _("Events in order of time. A date is as precise as its source; an imprecise one is put where it may begin."),
    )
    years = groupby(
        ordered, key=lambda e: str(e.dates[0].date.sort_key[0].year) if e.dates[0].date.text else _("Undated")
    )
    parts = [Part(year, [(e.id, view.name_of(e)) for e in found]) for year, found in years]

    def row(id_: str) -> dict[str, object]:
        e = events[id_]
        return {"id": e.id, "name": view.name_of(e), "kind": e.kind.value, "kind_name": kind_words(view, e), "gloss": e.gloss, "when": view.date(e.dates[0].date),
                "evidence": view.evidence(citations_of(e)), "contested": view.contested(e.id), "facets": facets(view, e)}  # fmt: skip

    return divided(view, "event", start, _("{count} events").format(count=len(ordered)), parts, row)


def sources_page(view: View) -> dict[str, Recipe]:
    """All sources, the seed articles first; a great many of them by year."""
    _ = view.translate

    def row(id_: str) -> dict[str, object]:
        source = view.corpus.sources[id_]
        h = source.header
        who = ", ".join(h.authors) or _("author not named")
        return {"id": source.id, "name": h.short, "kind": h.role.value, "kind_name": h.publication, "gloss": h.title, "when": view.date(h.published),
                "evidence": who, "contested": _("draft") if h.review is Review.DRAFT else ""}  # fmt: skip

    start = start_of(
        _("Sources"),
        _("What the handbook rests on. Each source has a page with its statements, paragraph by paragraph."),
    )
    ordered = sorted(view.corpus.sources.values(), key=lambda s: (s.header.published.sort_key, s.id))
    if len(ordered) > dividing.SPLIT:
        years = groupby(ordered, key=lambda s: str(s.header.published.sort_key[0].year))
        parts = [Part(year, [(s.id, s.header.short) for s in found]) for year, found in years]
        return divided(view, "source", start, _("{count} sources").format(count=len(ordered)), parts, row)
    parts = [
        Part(_(labels.ROLE[role_]), chosen)
        for role_ in labels.ROLE
        if (chosen := [(s.id, s.header.short) for s in ordered if s.header.role is role_])
    ]
    tree = [s.id for s in ordered]
    return {
        "sources/index": page("sources/index", lambda: whole("source", start, parts, row, tree), start, parts, tree)
    }


def terms_pages(view: View) -> dict[str, Recipe]:
    """Places, works and the like: explained here, without pages of their own; a great many of them by kind."""
    _ = view.translate
    start = start_of(
        _("Places, works and other terms"),
        _("Names that the handbook recognises and explains without giving them a page."),
    )

    def listed(page_: Shared) -> list[str]:
        lines: list[str] = []
        for kind, ids in groupby(page_.ids, key=lambda i: view.corpus.terms[i].kind):
            lines += [f"## {escape(_(labels.TERM[kind]))}", ""]
            for id_ in ids:
                lines += _term(view, view.corpus.terms[id_])
        return lines

    def called(page_: Shared) -> str:
        return _between(view, page_, _(labels.TERM[shared.kind_of(page_)]), lambda i: view.corpus.terms[i].name)

    count = _("{count} terms").format(count=f"{len(view.corpus.terms):,}")
    return _shared(view, "topic", start, count, shared.terms(view.corpus), listed, called)


def _between(view: View, page_: Shared, group: str, name: Callable[[str], str]) -> str:
    """What one of several pages of a group is called: by its first name and its last."""
    if page_.pages == 1:
        return group
    return dividing.between(view, group, name(page_.ids[0]), name(page_.ids[-1]))


def _shared(
    view: View,
    kind: str,
    start: list[str],
    count: str,
    found: list[Shared],
    listed: Callable[[Shared], list[str]],
    called: Callable[[Shared], str],
) -> dict[str, Recipe]:
    """The page of all, or an index of pages; what became of lost objects stays where they were cited."""
    home = shared.TERMS if kind == "topic" else shared.CONFLICTS
    if [p.doc for p in found] == [home]:
        only = found[0]
        return {home: page(home, lambda: text([*start, *listed(only), *moved.on_page(view, kind)]), start, only.ids)}
    made, index = {}, [*start, "{.hb-parts}", escape(count), ""]
    for part in found:
        name = called(part)
        index += [f"- {role('doc', '/' + part.doc, name)} ({len(part.ids):,})"]
        title = [start[0], "", f"{start[2]}: {escape(name)}", ""]

        def made_now(title: list[str] = title, part: Shared = part) -> str:
            return text([*title, *listed(part)])

        made[part.doc] = page(part.doc, made_now, title, part.ids)
    tree = toctree([doc.removeprefix("reference/") for doc in made])
    return {home: page(home, lambda: text([*index, "", *moved.on_page(view, kind), *tree]), index), **made}


def _term(view: View, term: Term) -> list[str]:
    _ = view.translate
    lines = data(
        "hb:entry",
        f"topic {term.id}",
        [{"name": term.name, "kind": _(labels.TERM[term.kind]), "gloss": term.gloss, "names": index_names(term)}],
    )
    mark = span(escape(_("draft")), "hb-badge", "hb-draft") + " " if term.review is Review.DRAFT else ""
    inner = [f"{mark}{span(escape(term.name), 'hb-name')} {escape(term.gloss)} {view.cite(term.cite)}", ""]
    incoming = [view.link(e.id) for e, _word in view.incoming.get(term.id, [])]
    if incoming:
        inner += [span(escape(_("In:")), "hb-label") + " " + ", ".join(dict.fromkeys(incoming)), ""]
    return lines + container("hb-term", inner)


def conflicts_pages(view: View) -> dict[str, Recipe]:
    """All questions on which sources disagree; a great many of them by the entry that each is about."""
    _ = view.translate
    start = start_of(
        _("Where the sources disagree"),
        _(
            "Nothing is silently overwritten: each side stands with its sources, and an editors’ note says what is known."
        ),
    )

    def listed(page_: Shared) -> list[str]:
        lines: list[str] = []
        for conflict in (view.corpus.conflicts[i] for i in page_.ids):
            lines += [
                f"(conflict-{conflict.id})=",
                f"## {escape(conflict.question)}",
                "",
                *container("hb-conflict", conflict_body(view, conflict)),
            ]
        return lines

    def called(page_: Shared) -> str:
        return _between(view, page_, page_.group, lambda i: view.corpus.entries[view.corpus.conflicts[i].about[0]].name)

    count = _("{count} disagreements, by the entry that each is about.").format(count=f"{len(view.corpus.conflicts):,}")
    return _shared(view, "conflict", start, count, shared.conflicts(view.corpus), listed, called)


def terms_glossary(view: View) -> dict[str, Recipe]:
    """A glossary for ``{term}``: every entry under each of its names."""
    _ = view.translate
    start = start_of(
        _("Glossary"),
        _("Every entry under each of its names, in one alphabet. A name that several entries share lists them all."),
    )
    meanings: dict[str, list[str]] = {}
    for entry in view.corpus.entries.values():
        for name in dict.fromkeys(
            [entry.name, *(n.text for n in entry.names if n.kind not in ("demonym", "description"))]
        ):
            meanings.setdefault(name, []).append(entry.id)
    ordered = sorted(meanings, key=lambda n: (words(n), n))

    def listed(names: Iterable[str]) -> list[str]:
        lines = ["```{glossary}"]
        for name in names:
            said = [f"{escape(view.corpus.entries[e].gloss)} {escape('→')} {view.link(e)}" for e in meanings[name]]
            lines += [escape(name), f"  {'; '.join(said)}", ""]
        return [*lines, "```", ""]

    if len(ordered) <= dividing.NAMES:
        doc = "reference/glossary"
        return {doc: page(doc, lambda: text(start + listed(ordered)), start, [(n, meanings[n]) for n in ordered])}
    made, index = {}, list(start)
    for letter, names in groupby(ordered, key=lambda n: (words(n) or ["#"])[0][:1].upper()):
        group = list(names)
        for name, called, which in pages(view, letter, group, dividing.NAMES):
            doc, here = f"reference/glossary/{name}", group[which]
            index += [f"- {role('doc', '/' + doc, called)} ({len(here):,})"]
            title = [start[0], "", f"{start[2]}: {escape(called)}", ""]

            def made_now(title: list[str] = title, here: list[str] = here) -> str:
                return text(title + listed(here))

            made[doc] = page(doc, made_now, title, [(n, meanings[n]) for n in here])
    tree = toctree([name.removeprefix("reference/") for name in made])
    return {"reference/glossary": fixed("reference/glossary", text([*index, "", *tree])), **made}


def bibliography(view: View) -> dict[str, Recipe]:
    """The bibliography that sphinxcontrib-bibtex renders from the records; a great many sources by year."""
    _ = view.translate
    doc = "reference/bibliography"
    start = start_of(_("Bibliography"), _("All sources in one list; the page of each source has its statements."))
    ordered = sorted(view.corpus.sources.values(), key=lambda s: (s.header.published.sort_key, s.id))
    if len(ordered) <= dividing.SPLIT:
        return {doc: fixed(doc, text([*start, "```{bibliography}", ":all:", ":style: plain", "```", ""]))}
    made, index = {}, list(start)
    for year, found in groupby(ordered, key=lambda s: str(s.header.published.sort_key[0].year)):
        group = list(found)
        for name, called, which in pages(view, year, [s.header.short for s in group], dividing.SPLIT):
            part = f"{doc}/{name}"
            index += [f"- {role('doc', '/' + part, called)} ({len(group[which]):,})"]
            chosen = " or ".join(f'key == "{s.id}"' for s in group[which])
            # Numbers begin anew on each page; with the page's own before them a label stands for one source.
            options = [f":filter: {chosen}", ":style: plain", f":labelprefix: {name}."]
            body = ["```{bibliography}", *options, "```", ""]
            made[part] = fixed(part, text([start[0], "", f"{start[2]}: {escape(called)}", "", *body]))
    tree = toctree([name.removeprefix("reference/") for name in made])
    return {doc: fixed(doc, text([*index, "", *tree])), **made}
