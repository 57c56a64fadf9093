"""A source page: its bibliography, the editors' notes and its statements by paragraph."""

from __future__ import annotations

from handbook.addresses import document
from handbook.anchors import slug
from handbook.blocks import (
    Block,
    Box,
    Fields,
    Fold,
    Inlines,
    Items,
    Link,
    Object,
    Page,
    Paragraph,
    Statement,
    Url,
    heading,
    joined,
    paragraph,
    spaced,
    span,
    text,
    words_of,
)
from handbook.i18n import language_name
from handbook.kinds import Rights
from handbook.model import Source, claims_of
from handbook.model import Statement as Record
from handbook.pages import labels, redirects
from handbook.pages.claims import quantity, sentence
from handbook.pages.entries import draft_note, history, written_in
from handbook.pages.view import View


def source_page(view: View, source: Source) -> Page:
    """The page of a source; each statement has a permanent anchor."""
    _ = view.translate
    header = source.header
    gloss = ", ".join([*header.authors, header.publication, view.date(header.published)])
    blocks: list[Block] = [
        heading(
            1, view.title_of_source(header), slug(text(header.title).strip(), "title"), lang=view.lang_of_title(header)
        ),
        Object("source", source.id, text(header.short), (), text(gloss)),
    ]
    blocks += draft_note(view, header.review)
    blocks.append(Box(("hb-card",), (_fields(_bibliography(view, source)),)))
    blocks.append(Fold((_("How it was read"),), (_fields(_reading(view, source)),), ("hb-details",)))
    if header.rights is Rights.RESTRICTED:
        blocks.append(
            paragraph(
                _(
                    "The text of this source is not reproduced here. What follows restates it, paragraph by paragraph, in our own words."
                )
            )
        )
    blocks += written_in(view)
    blocks += _paragraphs(view, source)
    blocks += _notes(view, source)
    blocks += history(view, header.history)
    return Page(document(source), source.path, tuple(blocks))


def _bibliography(view: View, source: Source) -> list[tuple[str, Inlines]]:
    _ = view.translate
    header = source.header
    rows: list[tuple[str, Inlines]] = [
        (_("Cited as"), (span(text(header.short), "hb-name"),)),
        (_("Author"), (text(view.semicolon.join(header.authors)) if header.authors else _("not named"),)),
        (_("Publication"), (text(header.publication),)),
    ]
    if header.country:
        rows.append((_("Country of the publication"), (view.country(header.country),)))
    if header.origin:
        rows.append((_("Counts as one with"), (text(view.say(header.origin)),)))
    basis: Inlines = view.record_text(header.published_basis) if header.published_basis else ()
    rows.append((_("Published"), spaced((view.when(header.published),), basis)))
    rows.append((_("Language"), (language_name(header.language, view.language),)))
    if header.url:
        rows.append((_("Address"), (Url(header.url),)))
    rights = (
        _("restricted: only facts and figures, in our own words")
        if header.rights is Rights.RESTRICTED
        else header.licence
    )
    rows.append((_("Rights"), (text(rights),)))
    return rows


def _fields(rows: list[tuple[str, Inlines]]) -> Fields:
    return Fields(tuple((text(name), (value,)) for name, value in rows))


def _reading(view: View, source: Source) -> list[tuple[str, Inlines]]:
    """Details of a source for editors and auditors: when it was read, in what role, and a checksum of the text that was read."""
    _ = view.translate
    header = source.header
    extent: Inlines = (" (", *view.read_of(header.extent), ")") if header.extent else ()
    statements, silent = len(source.statements), sum(bool(p.silent) for p in source.paragraphs)
    digest = _("{statements} in {paragraphs}").format(
        statements=view.counted(statements, _("1 statement"), _("{count} statements")),
        paragraphs=view.counted(len(source.paragraphs) - silent, _("1 paragraph"), _("{count} paragraphs")),
    )
    rows: list[tuple[str, Inlines]] = [
        (_("Read on"), (text(view.date(header.consulted)), *extent)),
        (_("Digest"), (digest,)),
        (_("Role"), (_(labels.ROLE[header.role]) + view.colon + _(labels.ROLE_MEANS[header.role]),)),
    ]
    if original := header.original:
        rows.append((_("Original read"), (text(original.name),)))
        means = _("Who has the text can tell by it whether it is the one that was read.")
        rows.append((_("Checksum (SHA-256)"), (span(original.sha256, "hb-hash"), " ", means)))
    return rows


def _paragraphs(view: View, source: Source) -> list[Block]:
    _ = view.translate
    blocks: list[Block] = [heading(2, _("Statements by paragraph"))]
    silent = _("Paragraph {number}: no statement ({reason})")
    for part in source.paragraphs:
        if part.silent:
            given_reason = view.say(part.silent)
            why = _(labels.SILENT[given_reason]) if given_reason in labels.SILENT else given_reason
            reason = text(silent.format(number=part.number, reason=why))
            blocks.append(Box(("hb-silent",), (paragraph(reason),)))
        blocks += [_statement(view, source.header.short, statement) for statement in part.statements]
    return [*blocks, *redirects.on_page(view, "statement", source.id)]


def _statement(view: View, source_name: str, statement: Record) -> Block:
    _ = view.translate
    meta: list[Inlines] = [(span(_(labels.STATEMENT[statement.kind]), "hb-kind", f"hb-{statement.kind}"),)]
    if statement.speaker:
        meta.append((span(view.speaker(statement), "hb-speaker"),))
    if statement.when:
        resolved = _resolved(view, statement.resolved_from)
        meta.append((view.when(statement.when), *((text(resolved),) if resolved else ())))
    for amount in statement.quantities:
        written = quantity(view, amount)
        meta.append((written,) if view.says(amount.of) else view.as_written(written))
    if statement.drawn_from:
        numbers = ", ".join(map(str, statement.drawn_from))
        meta.append((_("also drawn from paragraph {numbers}").format(numbers=numbers),))
    inner: list[Block] = [Paragraph(view.statement_text(statement)), Paragraph(joined(" · ", meta))]
    entries = list(view.cited_by.get(statement.citation, ()))
    contradicted = [entry for entry in entries if _only_against(view, entry, statement)]
    for label, entries_of_label in (
        (_("Evidence for:"), [entry for entry in entries if entry not in contradicted]),
        (_("Against a claim of:"), contradicted),
    ):
        links: list[Inlines] = [(view.link(entry),) for entry in entries_of_label]
        if links:
            inner.append(paragraph((span(label, "hb-label"),), joined(", ", links)))
    if claim_lines := [line for entry in entries for line in _claim_lines(view, entry, statement)]:
        summary = _("1 claim") if len(claim_lines) == 1 else _("{count} claims").format(count=len(claim_lines))
        inner.append(Fold((summary,), (Items(tuple(claim_lines)),), ("hb-used",)))
    return Statement(str(statement.citation), text(source_name), tuple(inner))


def _only_against(view: View, name: str, statement: Record) -> bool:
    """Whether an entry rests on a statement nowhere, and one of its claims is contradicted by it."""
    entry, cite = view.corpus.entries[name], statement.citation
    supported = cite in entry.cite or any(cite in claim.cite for claim in claims_of(entry))
    return not supported and any(cite in claim.against for claim in claims_of(entry))


def _claim_lines(view: View, name: str, statement: Record) -> list[Inlines]:
    """The claims of an entry that a statement supports or contradicts."""
    entry, cite = view.corpus.entries[name], statement.citation
    rows: list[Inlines] = []
    for claim in claims_of(entry):
        if cite in claim.cite or cite in claim.against:
            words = words_of(sentence(view, claim))
            against = (span(view.translate("against"), "hb-badge", "hb-contested"),) if cite in claim.against else ()
            rows.append(spaced((view.link(name), ":"), (Link("claim", f"{name}#{claim.label}", words),), against))
    return rows


def _resolved(view: View, resolved: str) -> str:
    """What a date was worked out from, in words with a leading blank."""
    _ = view.translate
    if resolved.startswith("paragraph "):
        return _(" (resolved from paragraph {number})").format(number=resolved.removeprefix("paragraph "))
    if resolved == "publication":
        return _(" (by the date of publication)")
    return _(" (resolved from “{words}”)").format(words=resolved) if resolved else ""


def _notes(view: View, source: Source) -> list[Block]:
    _ = view.translate
    if not source.header.notes:
        return []
    items = []
    for note in source.header.notes:
        where: Inlines = (span(f"¶{note.paragraph}", "hb-para"),) if note.paragraph else ()
        about: list[Inlines] = [(view.link(e),) for e in note.about]
        concerns: Inlines = (span(_("Concerns:"), "hb-label"), " ", *joined(", ", about)) if about else ()
        kind = span(text(view.say(note.kind)), "hb-label")
        items.append(spaced(where, (kind,), view.record_text(note.text), concerns))
    return [heading(2, _("Editors’ notes")), Box(("hb-notes",), (Items(tuple(items)),))]
