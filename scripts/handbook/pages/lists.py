"""Pages that list: glossaries of actors and agreements, events, sources, terms."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple, TypeVar

from handbook.corpus import citations_of
from handbook.folding import words
from handbook.kinds import ActorKind, NameKind, Review
from handbook.model import Actor, Agreement, Event, Source, Term
from handbook.pages import labels, moved
from handbook.pages.entries import conflict_body, index_names, kind_words
from handbook.pages.myst import MARKER, container, data, escape, role, span, text
from handbook.pages.view import View, last_stage, letter_of, sort_name

SHOWN_NAMES = (NameKind.ABBREVIATION, NameKind.NATIVE, NameKind.VARIANT, NameKind.TRANSLATION)


#: The most rows on a page: a longer list is divided, so that no page grows with the handbook.
SPLIT = 250
#: The most names on a page of the glossary.
NAMES = 3 * SPLIT


T = TypeVar("T")


class Part(NamedTuple):
    """A letter or year of a list, and its rows, each with the id of the page that it leads to."""

    heading: str
    rows: list[dict[str, object]]


def chunks(items: Sequence[T], most: int) -> list[Sequence[T]]:
    """``items`` in as few pieces of about the same length as have at most ``most``."""
    size = math.ceil(len(items) / math.ceil(len(items) / most)) if items else 1
    return [items[at : at + size] for at in range(0, len(items), size)]


def _pages(view: View, heading_: str, names: Sequence[str], most: int) -> list[tuple[str, str, slice]]:
    """The pages of a letter or year: file name, what it is called, and which of its ``names`` it has."""
    pieces, slug, at = chunks(names, most), _slug(heading_), 0
    if len(pieces) == 1:
        return [(slug, heading_, slice(None))]
    made = []
    for number, piece in enumerate(pieces, 1):
        called = view.translate("{part}: {first} to {last}").format(part=heading_, first=piece[0], last=piece[-1])
        made.append((f"{slug}-{number}" if number > 1 else slug, called, slice(at, at + len(piece))))
        at += len(piece)
    return made


def _divided(view: View, kind: str, start: list[str], count: str, parts: list[Part]) -> dict[str, str]:
    """A list on one page or, when it has more than ``SPLIT`` rows, on pages of one letter or year under an index of them."""
    folder = f"{kind}s"
    here = ["{.hb-filter-here}", escape(count), ""]
    if sum(len(part.rows) for part in parts) <= SPLIT:
        lines = start + here
        for part in parts:
            lines += [f"## {escape(part.heading)}", "", *data("hb:rows", kind, part.rows)]
        return {f"{folder}/index": text(lines + _toctree(str(r["id"]) for part in parts for r in part.rows))}
    index, made = [*start, escape(count), ""], {}
    for part in parts:
        for name, called, which in _pages(view, part.heading, [str(r["name"]) for r in part.rows], SPLIT):
            rows = part.rows[which]
            index += [f"- {role('doc', f'/{folder}/by/{name}', called)} ({len(rows):,})"]
            title = [start[0], "", f"{start[2]}: {escape(called)}", ""]
            listed = [*here[:1], escape(str(len(rows))), "", *data("hb:rows", kind, rows)]
            made[f"{folder}/by/{name}"] = text([*title, *listed, *_toctree(f"/{folder}/{r['id']}" for r in rows)])
    return {f"{folder}/index": text([*index, "", *_toctree(name.removeprefix(f"{folder}/") for name in made)]), **made}


def _slug(heading_: str) -> str:
    """A file name for a letter or a year."""
    kept = "".join(c if c.isascii() and c.isalnum() else f"-u{ord(c):x}-" for c in heading_.lower())
    return kept.strip("-")


def glossary(view: View, kind: str, title: str, intro: str, entries: Iterable[Actor | Agreement]) -> dict[str, str]:
    """A structured glossary, A to Z; the page's script can filter its rows by kind."""
    ordered: list[Actor | Agreement] = sorted(entries, key=lambda e: (sort_name(e), e.id))
    parts = [Part(letter, [_row(view, e) for e in found]) for letter, found in groupby(ordered, key=letter_of)]
    count = view.translate("{count} entries").format(count=len(ordered))
    return _divided(view, kind, _start(title, intro), count, parts)


def _row(view: View, entry: Actor | Agreement) -> dict[str, object]:
    _ = view.translate
    names = [n.text for n in entry.names if n.kind in SHOWN_NAMES]
    row: dict[str, object] = {
        "id": entry.id,
        "name": entry.sort or view.name_of(entry),
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
        made += [["actor", a, view.corpus.actors[a].name] for a in people if a in view.corpus.actors]
    else:
        dates = [s.when for s in view.statements_on.get(entry.id, ()) if s.when]
        people = [entry.id, *(f.of for f in entry.facts if f.of)]
    made += [["state", a.id, a.name] for a in states_of(view, people)]
    years = sorted({year for date in dates for year in date.years if len(date.years) <= 4})
    return made + [["year", str(year), str(year)] for year in years]


def states_of(view: View, actors: Iterable[str]) -> list[Actor]:
    """The states among actors, or to which their offices belong; each once."""
    found: dict[str, Actor] = {}
    for name in actors:
        actor = view.corpus.actors.get(name)
        if actor and actor.kind is ActorKind.STATE:
            found[name] = actor
        for fact in actor.facts if actor else ():
            state = view.corpus.actors.get(fact.of or "")
            if state and state.kind is ActorKind.STATE:
                found[state.id] = state
    return list(found.values())


def events_page(view: View) -> dict[str, str]:
    """All events in order of their bounds, with their dates in words."""
    _ = view.translate
    ordered = sorted(view.corpus.events.values(), key=lambda e: (e.dates[0].date.sort_key, e.id))
    start = _start(
        _("Events"),
        _("Events in order of time. A date is as precise as its source; an imprecise one is put where it may begin."),
    )
    parts: list[Part] = []
    for year, found in groupby(
        ordered, key=lambda e: str(e.dates[0].date.sort_key[0].year) if e.dates[0].date.text else _("Undated")
    ):
        rows: list[dict[str, object]] = [
            {"id": e.id, "name": view.name_of(e), "kind": e.kind.value, "kind_name": kind_words(view, e), "gloss": e.gloss, "when": view.date(e.dates[0].date),
             "evidence": view.evidence(citations_of(e)), "contested": view.contested(e.id), "facets": facets(view, e)}
            for e in found
        ]  # fmt: skip
        parts.append(Part(year, rows))
    return _divided(view, "event", start, _("{count} events").format(count=len(ordered)), parts)


def sources_page(view: View) -> dict[str, str]:
    """All sources, the seed articles first; a great many of them by year."""
    _ = view.translate

    def row(source: Source) -> dict[str, object]:
        h = source.header
        who = ", ".join(h.authors) or _("author not named")
        return {"id": source.id, "name": h.short, "kind": h.role.value, "kind_name": h.publication, "gloss": h.title, "when": view.date(h.published),
                "evidence": who, "contested": _("draft") if h.review is Review.DRAFT else ""}  # fmt: skip

    start = _start(
        _("Sources"),
        _("What the handbook rests on. Each source has a page with its statements, paragraph by paragraph."),
    )
    ordered = sorted(view.corpus.sources.values(), key=lambda s: (s.header.published.sort_key, s.id))
    if len(ordered) > SPLIT:
        years = groupby(ordered, key=lambda s: str(s.header.published.sort_key[0].year))
        parts = [Part(year, [row(s) for s in found]) for year, found in years]
        return _divided(view, "source", start, _("{count} sources").format(count=len(ordered)), parts)
    lines = list(start)
    for kind, title in ((r, _(labels.ROLE[r])) for r in labels.ROLE):
        chosen = [s for s in ordered if s.header.role is kind]
        if chosen:
            lines += [f"## {escape(title)}", "", *data("hb:rows", "source", [row(s) for s in chosen])]
    return {"sources/index": text(lines + _toctree(s.id for s in ordered))}


def terms_page(view: View) -> str:
    """Places, works and the like: explained here, without pages of their own."""
    _ = view.translate
    lines = _start(
        _("Places, works and other terms"),
        _("Names that the handbook recognises and explains without giving them a page."),
    )
    ordered = sorted(view.corpus.terms.values(), key=lambda t: (list(labels.TERM).index(t.kind), sort_name(t)))
    for kind, group in groupby(ordered, key=lambda t: t.kind):
        lines += [f"## {escape(_(labels.TERM[kind]))}", ""]
        for term in group:
            lines += _term(view, term)
    return text(lines + moved.on_page(view, "topic"))


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


def conflicts_page(view: View) -> str:
    """All questions on which sources disagree."""
    _ = view.translate
    lines = _start(
        _("Where the sources disagree"),
        _(
            "Nothing is silently overwritten: each side stands with its sources, and an editors’ note says what is known."
        ),
    )
    for conflict in view.corpus.conflicts.values():
        lines += [
            f"(conflict-{conflict.id})=",
            f"## {escape(conflict.question)}",
            "",
            *container("hb-conflict", conflict_body(view, conflict)),
        ]
    return text(lines + moved.on_page(view, "conflict"))


def terms_glossary(view: View) -> dict[str, str]:
    """A glossary for ``{term}``: every entry under each of its names."""
    _ = view.translate
    start = _start(
        _("Glossary"),
        _("Every entry under each of its names, in one alphabet. A name that several entries share lists them all."),
    )
    meanings: dict[str, list[Actor | Agreement | Event | Term]] = {}
    for entry in view.corpus.entries.values():
        for name in dict.fromkeys(
            [entry.name, *(n.text for n in entry.names if n.kind not in ("demonym", "description"))]
        ):
            meanings.setdefault(name, []).append(entry)
    ordered = sorted(meanings, key=lambda n: (words(n), n))

    def listed(names: Iterable[str]) -> list[str]:
        lines = ["```{glossary}"]
        for name in names:
            said = [f"{escape(e.gloss)} {escape('→')} {view.link(e.id)}" for e in meanings[name]]
            lines += [escape(name), f"  {'; '.join(said)}", ""]
        return [*lines, "```", ""]

    if len(ordered) <= NAMES:
        return {"reference/glossary": text(start + listed(ordered))}
    made, index = {}, list(start)
    for letter, names in groupby(ordered, key=lambda n: (words(n) or ["#"])[0][:1].upper()):
        group = list(names)
        for name, called, which in _pages(view, letter, group, NAMES):
            doc = f"reference/glossary/{name}"
            index += [f"- {role('doc', '/' + doc, called)} ({len(group[which]):,})"]
            made[doc] = text([start[0], "", f"{start[2]}: {escape(called)}", "", *listed(group[which])])
    tree = _toctree(name.removeprefix("reference/") for name in made)
    return {"reference/glossary": text([*index, "", *tree]), **made}


def bibliography(view: View) -> dict[str, str]:
    """The bibliography that sphinxcontrib-bibtex renders from the records; a great many sources by year."""
    _ = view.translate
    start = _start(_("Bibliography"), _("All sources in one list; the page of each source has its statements."))
    ordered = sorted(view.corpus.sources.values(), key=lambda s: (s.header.published.sort_key, s.id))
    if len(ordered) <= SPLIT:
        return {"reference/bibliography": text([*start, "```{bibliography}", ":all:", ":style: plain", "```", ""])}
    made, index = {}, list(start)
    for year, found in groupby(ordered, key=lambda s: str(s.header.published.sort_key[0].year)):
        group = list(found)
        for name, called, which in _pages(view, year, [s.header.short for s in group], SPLIT):
            doc = f"reference/bibliography/{name}"
            index += [f"- {role('doc', '/' + doc, called)} ({len(group[which]):,})"]
            chosen = " or ".join(f'key == "{s.id}"' for s in group[which])
            # Numbers begin anew on each page; with the page's own before them a label stands for one source.
            options = [f":filter: {chosen}", ":style: plain", f":labelprefix: {name}."]
            body = ["```{bibliography}", *options, "```", ""]
            made[doc] = text([start[0], "", f"{start[2]}: {escape(called)}", "", *body])
    tree = _toctree(name.removeprefix("reference/") for name in made)
    return {"reference/bibliography": text([*index, "", *tree]), **made}


def _start(title: str, intro: str) -> list[str]:
    return [f"{MARKER} from the whole corpus", "", f"# {escape(title)}", "", escape(intro), ""]


def _toctree(names: Iterable[str]) -> list[str]:
    return ["```{toctree}", ":hidden:", "", *names, "```", ""]
