"""An entry page: card, stages, conflicts, what the sources say, links, notes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import groupby

from handbook.corpus import citations_of
from handbook.kinds import NameKind, Review
from handbook.model import Actor, Agreement, Change, Citation, Conflict, Entry, Event, Fact, Party, Quantity, Statement
from handbook.pages import labels
from handbook.pages.myst import MARKER, container, data, escape, fields, heading, role, span, text
from handbook.pages.view import View, role_of, stage_at
from handbook.partial_date import PartialDate

Page = Actor | Agreement | Event
UNDATED = PartialDate.parse("")


def entry_page(view: View, entry: Page, pictured: bool = False) -> str:
    """The MyST text of an actor's, agreement's or event's page; ``pictured`` if it has a figure."""
    _ = view.translate
    lines = [f"{MARKER} from {view.corpus.paths.get(entry.id, '')}", "", *heading(1, view.name_of(entry))]
    lines += data(
        "hb:entry",
        f"{role_of(entry)} {entry.id}",
        [
            {
                "name": view.name_of(entry),
                "kind": kind_words(view, entry),
                "gloss": entry.gloss,
                "names": index_names(entry),
            }
        ],
    )
    lines += _lead(view, entry)
    lines += draft_note(view, entry.review, entry.found.evidence if isinstance(entry, Actor) and entry.found else "")
    lines += _card(view, entry)
    lines += in_english(view)
    if isinstance(entry, Agreement):
        lines += _stages(view, entry)
    lines += conflicts(view, view.corpus.conflicts_about.get(entry.id, []), entry.id)
    lines += _says(view, entry)
    if pictured:
        lines += [*heading(2, _("Relations")), *figure(f"actor-{entry.id}")]
    lines += _related(view, entry)
    lines += _linked_from(view, entry)
    lines += _notes(view, entry)
    lines += history(view, entry.history)
    return text(lines)


def in_english(view: View) -> list[str]:
    """On pages of another language: that statements and notes are in English."""
    if view.language == "en":
        return []
    return [escape(view.translate("Statements and editors’ notes are written in English.")), ""]


def draft_note(view: View, review: Review, evidence: str = "") -> list[str]:
    """A plain mark on what no person has confirmed, and what it rests on."""
    _ = view.translate
    if review is not Review.DRAFT:
        return []
    said = _("Draft: a program proposed this from an article; no person has confirmed it. Do not cite it.")
    why = " " + _("Proposed for:") + f" {evidence}." if evidence else ""
    return container("hb-draft-note", [span(escape(_("draft")), "hb-badge", "hb-draft") + " " + escape(said + why), ""])


def index_names(entry: Entry) -> list[str]:
    """The names under which an entry stands in the index; the filing form of its name too."""
    further = [n.text for n in entry.names if n.kind not in (NameKind.DEMONYM, NameKind.DESCRIPTION)]
    return list(dict.fromkeys([entry.name, *([entry.sort] if entry.sort else []), *further]))


def kind_words(view: View, entry: Page) -> str:
    """The word for an entry's kind."""
    if isinstance(entry, Actor):
        return view.translate(labels.ACTOR[entry.kind])
    return view.translate(labels.AGREEMENT[entry.kind] if isinstance(entry, Agreement) else labels.EVENT[entry.kind])


def _lead(view: View, entry: Page) -> list[str]:
    _ = view.translate
    badges = [view.badge(citations_of(entry))]
    if contested := view.contested(entry.id):
        badges.append(span(escape(contested), "hb-badge", "hb-contested"))
    return container(
        "hb-lead", [view.english(escape(entry.gloss)) + " " + view.cite(entry.cite), "", " ".join(badges), ""]
    )


def _card(view: View, entry: Page) -> list[str]:
    _ = view.translate
    rows: list[tuple[str, str]] = [(_("Kind"), escape(kind_words(view, entry)))]
    for kind, names in groupby(
        sorted(entry.names, key=lambda n: list(labels.NAME).index(n.kind)), key=lambda n: n.kind
    ):
        said = [view_name(view, n.text, n.lang) + " " + view.cite(n.cite) for n in names]
        rows.append((_("Name ({kind})").format(kind=_(labels.NAME[kind])), "; ".join(said)))
    if isinstance(entry, Actor):
        rows += [(_(labels.FIELD.get(f.field, f.field.capitalize())), _fact(view, f)) for f in entry.facts]
    if isinstance(entry, Agreement):
        rows.append((_("Sector"), escape(_(labels.SECTOR[entry.sector]))))
        rows.append((_("Parties"), _taking_part(view, entry.parties)))
        rows += [(_("Amount"), quantity(view, a) + " " + view.cite(a.cite)) for a in entry.amounts]
    if isinstance(entry, Event):
        for dated in entry.dates:
            note = escape(f" ({dated.note})") if dated.note else ""
            rows.append(
                (_("Date"), span(escape(view.date(dated.date)), "hb-when") + note + " " + view.cite(dated.cite))
            )
        if entry.place:
            rows.append((_("Place"), view.link(entry.place)))
        if entry.participants:
            rows.append((_("Taking part"), _taking_part(view, entry.participants)))
    return container("hb-card", fields(_grouped(rows)))


def _taking_part(view: View, parties: tuple[Party, ...]) -> str:
    """Parties with their roles; citations that all of them share stand once, at the end."""
    names = [view.link(p.actor) + (escape(f" ({p.role})") if p.role != "party" else "") for p in parties]
    if len({p.cite for p in parties}) == 1:
        return f"{'; '.join(names)} {view.cite(parties[0].cite)}"
    return "; ".join(f"{name} {view.cite(p.cite)}" for name, p in zip(names, parties, strict=True))


def _grouped(rows: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Rows of one name as one row with a list."""
    values: dict[str, list[str]] = {}
    for name, value in rows:
        values.setdefault(name, []).append(value)
    return [
        (name, found[0] if len(found) == 1 else "\n" + "\n".join(f"  - {v}" for v in found))
        for name, found in values.items()
    ]


def view_name(view: View, name: str, lang: str | None) -> str:
    shown = escape(name)
    return (
        f"{span(shown, 'hb-name')} ({escape(view.translate(labels.LANGUAGE.get(lang, lang)))})"
        if lang
        else span(shown, "hb-name")
    )


def _fact(view: View, fact: Fact) -> str:
    _ = view.translate
    said = view.link(fact.of, fact.value) if fact.of and fact.value == _name(view, fact.of) else escape(fact.value)
    if fact.of and fact.value != _name(view, fact.of):
        said += escape(", ") + view.link(fact.of)
    if fact.as_of:
        said += " " + span(escape(_when(view, fact.field, fact.as_of)), "hb-when")
    return f"{said} {view.cite(fact.cite)}"


def _when(view: View, field: str, date: PartialDate) -> str:
    """The words for when a fact held.

    An interval of an office or rank runs from the first to the last source that names it:
    it does not say that the person began or left then.
    """
    _, shown = view.translate, view.date(date)
    if date.shape != "interval" or not (date.start and date.end):
        return _("as of {date}").format(date=shown)
    return _("attested {date}").format(date=shown) if field in ("office", "rank") else shown


def _name(view: View, entry: str) -> str:
    found = view.named.get(entry)
    return found.name if found else entry


def quantity(view: View, amount: Quantity) -> str:
    """A quantity with its approximation, unit, what is counted and who counted it."""
    number = f"{amount.value:,f}".rstrip("0").rstrip(".") if "." in f"{amount.value}" else f"{amount.value:,}"
    said = f"{amount.approx + ' ' if amount.approx else ''}{number} {amount.unit} ({amount.of})"
    if amount.by:
        said += ", " + view.translate("according to {who}").format(who=amount.by)
    return escape(said)


def _stages(view: View, entry: Agreement) -> list[str]:
    _ = view.translate
    steps = []
    for step in sorted(entry.stages, key=lambda s: (s.date or UNDATED).sort_key):
        when = span(escape(view.date(step.date)), "hb-when")
        note = escape(": " + step.note) if step.note else ""
        steps.append(
            f"1. {span(escape(_(labels.STAGE[step.stage])), 'hb-stage', 'hb-stage-' + step.stage)} {when}{note} {view.cite(step.cite)} {view.badge(step.cite)}"
        )
    return [*heading(2, _("Stage history")), "{.hb-stages}", *steps, "", *_as_of_sources(view, entry)]


def _as_of_sources(view: View, entry: Agreement) -> list[str]:
    """The last stage known by the date of each source that the entry rests on; nothing for a single source."""
    _ = view.translate
    sources = [
        view.corpus.sources[c] for c in dict.fromkeys(c.source for c in citations_of(entry)) if c in view.corpus.sources
    ]
    rows = []
    for source in sorted(sources, key=lambda s: (s.header.published.latest or dt.date.max, s.id)):
        state = stage_at(entry, source.header.published.latest)
        if state:
            known = span(escape(_(labels.STAGE[state.stage])), "hb-stage") + (
                f" {escape(view.date(state.date))}" if state.date else ""
            )
            rows.append(
                f"- {span(escape(view.date(source.header.published)), 'hb-when')} {role('source', source.id, source.header.short)}: {known}"
            )
    if len(rows) < 2:
        return []
    return [*heading(3, _("State at the date of each source")), "{.hb-says}", *rows, ""]


def conflicts(view: View, found: Iterable[Conflict], own: str) -> list[str]:
    """Where sources disagree, for an entry page: each question with its sides."""
    lines: list[str] = []
    for conflict in found:
        lines += container(
            "hb-conflict",
            [view.english(span(escape(conflict.question), "hb-question")), "", *conflict_body(view, conflict, own)],
        )
    return [*heading(2, view.translate("Where the sources disagree")), *lines] if lines else []


def conflict_body(view: View, conflict: Conflict, own: str = "") -> list[str]:
    """Status, all sides with their evidence, the editors' note and the entries concerned."""
    _ = view.translate
    lines = [span(escape(_(labels.STATUS[conflict.status])), "hb-badge", f"hb-{conflict.status}"), ""]
    lines += [
        f"- {view.english(escape(side.says))} {view.cite(side.cite)} {view.badge(side.cite)}" for side in conflict.sides
    ]
    lines += ["", span(escape(_("Editors’ note:")), "hb-label") + " " + view.english(escape(conflict.note)), ""]
    others = [view.link(e) for e in conflict.about if e != own]
    if others:
        lines += [span(escape(_("Concerns:")), "hb-label") + " " + ", ".join(others), ""]
    return lines


def _says(view: View, entry: Page) -> list[str]:
    _ = view.translate
    statements = view.statements_on.get(entry.id, [])
    if not statements:
        return []
    lines = [*heading(2, _("What the sources say"))]
    for year, group in groupby(statements, key=_year):
        lines += [*heading(3, str(year) if year else _("Undated")), "{.hb-says}"]
        lines += [f"- {said(view, s, entry.id)}" for s in group]
        lines.append("")
    return lines


def _year(statement: Statement) -> int:
    return statement.when.sort_key[0].year if statement.when and statement.when.shape != "unknown" else 0


def said(view: View, statement: Statement, own: str) -> str:
    """A statement on an entry page: when, what, who says so and where."""
    when, who_and_where = view.around(statement, _around)
    return f"{when}{view.statement_text(statement, own)} {who_and_where}"


def _around(view: View, statement: Statement) -> tuple[str, str]:
    """What stands before and behind a statement, the same on every page."""
    when = span(escape(view.date(statement.when)), "hb-when") + " " if statement.when else ""
    speaker = view.speaker(statement)
    kind = (
        span(escape(view.translate(labels.STATEMENT[statement.kind])), "hb-kind", f"hb-{statement.kind}")
        if not speaker
        else span(speaker, "hb-speaker")
    )
    return when, f"{kind} {view.cite([statement.citation])}"


def figure(name: str) -> list[str]:
    """A picture by its name."""
    return [f"```{{hb:figure}} {name}", "```", ""]


def _related(view: View, entry: Page) -> list[str]:
    _ = view.translate
    groups: dict[str, dict[str, str]] = {}

    def add(group: str, target: str, word: str, cites: Iterable[Citation] = ()) -> None:
        if target != entry.id:
            groups.setdefault(group, {}).setdefault(
                target,
                f"{view.link(target)}{escape(f' ({word})') if word and word != 'party' else ''} {view.cite(cites)}".rstrip(),
            )

    for relation in entry.relations:
        add(_("Related"), relation.to, relation.kind, relation.cite)
    mentioned: dict[str, int] = {}
    for statement in view.statements_on.get(entry.id, []):
        for target in {m.entry for m in view.found[statement.citation].mentions}:
            mentioned[target] = mentioned.get(target, 0) + 1
    seen = {t for group in groups.values() for t in group} | {entry.id}
    often = sorted(
        (t for t in mentioned if t not in seen and t in view.corpus.actors), key=lambda t: (-mentioned[t], t)
    )[:8]
    for target in often:
        add(_("Often named with it"), target, "")
    if not groups:
        return []
    lines = [*heading(2, _("Related entries"))]
    lines += container("hb-related", fields((group, "; ".join(links.values())) for group, links in groups.items()))
    return lines


def _linked_from(view: View, entry: Page) -> list[str]:
    """What links here: the entries whose fields name this one, by kind, with the word for it."""
    _ = view.translate
    groups: dict[str, list[str]] = {}
    for other, word in sorted(view.incoming.get(entry.id, []), key=lambda pair: (type(pair[0]).__name__, pair[0].id)):
        group = {Actor: _("Actors"), Agreement: _("Agreements"), Event: _("Events")}.get(type(other), _("Terms"))
        said = view.link(other.id) + (escape(f" ({word})") if word and word != "party" else "")
        if said not in groups.setdefault(group, []):
            groups[group].append(said)
    if not groups:
        return []
    rows = fields((group, "; ".join(links)) for group, links in groups.items())
    return [*heading(2, _("What links here")), *container("hb-related", rows)]


def _notes(view: View, entry: Page) -> list[str]:
    _ = view.translate
    notes = view.corpus.notes.get(entry.id, [])
    if not notes:
        return []
    lines = [*heading(2, _("Editors’ notes"))]
    inner = []
    for source, note in notes:
        where = source.header.short + (f" ¶{note.paragraph}" if note.paragraph else "")
        inner.append(
            f"- {span(escape(note.kind), 'hb-label')} {view.english(escape(note.text))} {span(role('source', source.id, where), 'hb-cite')}"
        )
    return lines + container("hb-notes", [*inner, ""])


def history(view: View, changes: Iterable[Change]) -> list[str]:
    """The public changes of an entry or source, the latest first."""
    _ = view.translate
    lines = [
        f"- {span(escape(view.date(c.date)), 'hb-when')} {span(escape(_(labels.CHANGE[c.kind])), 'hb-badge')} {view.english(escape(c.what))} {view.english(escape(c.why))}"
        for c in sorted(changes, key=lambda c: c.date.sort_key, reverse=True)
    ]
    return [*heading(2, _("Changes")), *lines, ""] if lines else []
