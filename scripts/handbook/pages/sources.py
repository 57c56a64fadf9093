"""A source page: its bibliography, the editors' notes and its statements by paragraph."""

from __future__ import annotations

from handbook.kinds import Rights
from handbook.model import Source, Statement
from handbook.pages import labels, moved
from handbook.pages.entries import draft_note, history, in_english, quantity
from handbook.pages.myst import MARKER, container, data, escape, fields, heading, span, text
from handbook.pages.view import View


def source_page(view: View, source: Source) -> str:
    """The MyST text of a source's page; each statement has an anchor for good."""
    _ = view.translate
    header = source.header
    lines = [f"{MARKER} from {source.path}", "", f"# {escape(header.title)}", ""]
    gloss = ", ".join([*header.authors, header.publication, view.date(header.published)])
    lines += data(
        "hb:entry", f"source {source.id}", [{"name": header.short, "kind": _(labels.ROLE[header.role]), "gloss": gloss}]
    )
    lines += draft_note(view, header.review)
    lines += container("hb-card", fields(_bibliography(view, source)))
    if header.rights is Rights.RESTRICTED:
        lines += [
            escape(
                _(
                    "The text of this source is not reproduced here. What follows restates it, paragraph by paragraph, in our own words."
                )
            ),
            "",
        ]
    lines += in_english(view)
    lines += _paragraphs(view, source)
    lines += _notes(view, source)
    lines += history(view, header.history)
    return text(lines)


def _bibliography(view: View, source: Source) -> list[tuple[str, str]]:
    _ = view.translate
    header = source.header
    rows = [(_("Cited as"), span(escape(header.short), "hb-name")), (_("Role"), escape(_(labels.ROLE[header.role])))]
    rows.append(
        (_("Author"), "; ".join(escape(a) for a in header.authors) if header.authors else escape(_("not named")))
    )
    rows.append((_("Publication"), escape(header.publication)))
    if header.country:
        rows.append((_("Country of the publication"), escape(view.country(header.country))))
    if header.wire:
        rows.append((_("Counts as one with"), escape(header.wire)))
    basis = " " + escape(header.published_basis) if header.published_basis else ""
    rows.append((_("Published"), span(escape(view.date(header.published)), "hb-when") + basis))
    rows.append((_("Language"), escape(_(labels.LANGUAGE.get(header.language, header.language)))))
    if header.url:
        rows.append((_("Address"), f"<{header.url}>"))
    rows.append(
        (_("Read on"), escape(view.date(header.consulted)) + (escape(f" ({header.extent})") if header.extent else ""))
    )
    rights = (
        _("restricted: only facts and figures, in our own words")
        if header.rights is Rights.RESTRICTED
        else header.licence
    )
    rows.append((_("Rights"), escape(rights)))
    if header.original:
        rows.append(
            (
                _("Original read"),
                f"{escape(header.original.name)}, SHA-256 {span(escape(header.original.sha256), 'hb-hash')}",
            )
        )
    statements, silent = len(source.statements), sum(bool(p.silent) for p in source.paragraphs)
    rows.append(
        (
            _("Digest"),
            escape(
                _("{statements} statements in {paragraphs} paragraphs").format(
                    statements=statements, paragraphs=len(source.paragraphs) - silent
                )
            ),
        )
    )
    return rows


def _paragraphs(view: View, source: Source) -> list[str]:
    _ = view.translate
    lines = [*heading(2, _("Statements by paragraph"))]
    for paragraph in source.paragraphs:
        if paragraph.silent:
            said = _("Paragraph {number}: no statement ({reason})").format(
                number=paragraph.number, reason=paragraph.silent
            )
            lines += container("hb-silent", [escape(said), ""])
        for statement in paragraph.statements:
            lines += _statement(view, statement)
    return lines + moved.on_page(view, "statement", source.id)


def _statement(view: View, statement: Statement) -> list[str]:
    _ = view.translate
    meta = [span(escape(_(labels.STATEMENT[statement.kind])), "hb-kind", f"hb-{statement.kind}")]
    if statement.speaker:
        meta.append(span(view.speaker(statement), "hb-speaker"))
    if statement.when:
        resolved = statement.resolved_from
        said = (
            _(" (resolved from paragraph {number})").format(number=resolved.removeprefix("paragraph "))
            if resolved.startswith("paragraph ")
            else _(" (by the date of publication)")
            if resolved == "publication"
            else _(" (resolved from “{words}”)").format(words=resolved)
            if resolved
            else ""
        )
        meta.append(span(escape(view.date(statement.when)), "hb-when") + escape(said).replace("&#32;", " "))
    meta += [quantity(view, q) for q in statement.quantities]
    if statement.drawn_from:
        meta.append(
            escape(_("also drawn from paragraph {numbers}").format(numbers=", ".join(map(str, statement.drawn_from))))
        )
    used = [view.link(e) for e in view.cited_by.get(statement.citation, ())]
    inner = [view.statement_text(statement), "", " · ".join(meta), ""]
    if used:
        inner += [span(escape(_("Evidence for:")), "hb-label") + " " + ", ".join(used), ""]
    return [f":::{{hb:statement}} {statement.citation}", "", *inner, ":::", ""]


def _notes(view: View, source: Source) -> list[str]:
    _ = view.translate
    if not source.header.notes:
        return []
    items = []
    for note in source.header.notes:
        where = span(escape(f"¶{note.paragraph}"), "hb-para") + " " if note.paragraph else ""
        about = ", ".join(view.link(e) for e in note.about)
        concerns = " " + span(escape(_("Concerns:")), "hb-label") + " " + about if about else ""
        items.append(f"- {where}{span(escape(note.kind), 'hb-label')} {view.english(escape(note.text))}{concerns}")
    return [*heading(2, _("Editors’ notes")), *container("hb-notes", [*items, ""])]
