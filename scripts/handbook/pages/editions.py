"""What changed since an edition: a page for each entry, and for each edition a page of all entries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from handbook.addresses import document
from handbook.blocks import (
    Block,
    Box,
    Fields,
    Inlines,
    Items,
    Link,
    Page,
    Url,
    heading,
    joined,
    paragraph,
    spaced,
    span,
    text,
    words_of,
)
from handbook.claims import Claim, PlainClaim, in_language
from handbook.i18n import language_name, number
from handbook.model import Citation, Paged
from handbook.pages import labels
from handbook.pages.changed_since import counted, entry_document
from handbook.pages.claims import sentence
from handbook.pages.differences import Earlier, differences
from handbook.pages.entries import kind_words
from handbook.pages.recipe import Recipe, recipe
from handbook.pages.view import View
from handbook.partial_date import PartialDate

INDEX = "reference/editions"
#: The most entries that the list of an edition names; further changes are only on the pages of entries.
MOST = 250
#: Shown where a field had, or has, no value.
NOTHING = "–"


def pages(view: View) -> dict[str, Recipe]:
    """A page for each entry that changed since an edition, and the lists of these."""
    if not view.earlier:
        return {}
    plain = view.everything()
    by_document = {INDEX: recipe(partial(index_page, view))}
    for earlier in view.earlier:
        by_document[list_document(earlier)] = recipe(partial(list_page, view, earlier))
        for entry in plain.corpus.paged:
            then = earlier.entry(plain.corpus, entry)
            if then and differences(plain.corpus, then, entry):
                by_document[entry_document(entry, earlier)] = recipe(
                    partial(entry_page, view, earlier, type(entry), entry.id)
                )
    return by_document


def list_document(earlier: Earlier) -> str:
    """The document that lists what changed since an edition."""
    return f"reference/since-{earlier.edition}"


def entry_page(view: View, earlier: Earlier, kind: type[Paged], id_: str) -> Page:
    """The page of an entry and an edition: fields, then claims that are new, changed, withdrawn."""
    _ = view.translate
    now = view.corpus.entries[id_]
    assert isinstance(now, kind)
    then = earlier.entry(view.corpus, now)
    assert then is not None
    changes = differences(view.corpus, then, now)
    title = _("{name}: changes since edition {edition}").format(name=view.name_of(now), edition=earlier.edition)
    old = View(earlier.corpus, {}, view.translate, earlier.edition, view.language)
    blocks: list[Block] = [
        heading(1, title),
        paragraph((view.link(id_), f"{view.colon}{counted(view, changes)}.")),
        paragraph(
            text(_("As it was in edition {edition}:").format(edition=earlier.edition) + " "),
            (Url(f"{earlier.site(view.language)}{document(then)}.html"),),
        ),
    ]
    if changes.fields:
        blocks.append(heading(2, _("Fields"), "fields"))
        blocks += [b for name in changes.fields for b in _field(view, old, earlier, name, then, now)]
    if changes.new:
        blocks += [heading(2, _("New claims"), "new"), Items(tuple(_new(view, now, c) for c in changes.new))]
    if changes.changed:
        blocks.append(heading(2, _("Changed claims"), "changed"))
        blocks += [_changed(view, old, earlier, now, *pair) for pair in changes.changed]
    if changes.withdrawn:
        rows = tuple(_withdrawn(view, old, now, claim) for claim in changes.withdrawn)
        blocks += [heading(2, _("Withdrawn claims"), "withdrawn"), Items(rows)]
    return Page(entry_document(now, earlier), view.corpus.paths.get(id_, ""), tuple(blocks), orphan=True)


def _sentence_text(view: View, claim: Claim) -> str:
    """A claim's sentence in plain words; a plain claim with its date."""
    sentence_words = words_of(sentence(view, claim))
    return (
        f"{sentence_words} ({view.date(claim.date)})"
        if isinstance(claim, PlainClaim) and claim.date
        else sentence_words
    )


def _key(entry: Paged, claim: Claim) -> str:
    return f"{entry.id}#{claim.label}"


def _new(view: View, now: Paged, claim: Claim) -> Inlines:
    return spaced((Link("claim", _key(now, claim), _sentence_text(view, claim)),), view.cite(claim.cite))


def _withdrawn(view: View, old: View, now: Paged, claim: Claim) -> Inlines:
    """A claim that no longer exists, with the reason if one was given."""
    removed_claim = f"claim {_key(now, claim)}"
    reasons = [text(redirect.reason) for redirect in view.corpus.redirects if redirect.gone == removed_claim]
    return spaced(
        (span(text(_sentence_text(old, claim)), "hb-then"),),
        *(view.as_written(r) for r in reasons),
        _marks(old, claim.cite),
    )


def _changed(view: View, old: View, earlier: Earlier, now: Paged, before: Claim, claim: Claim) -> Block:
    """A changed claim: what it said and says, and the evidence that was added and withdrawn."""
    _ = view.translate
    was, says = _sentence_text(old, before), _sentence_text(view, claim)
    rows: list[tuple[str, Inlines]] = []
    if was != says:
        rows.append((_in_edition(view, earlier), (span(text(was), "hb-then"),)))
    rows.append((_("Now"), (Link("claim", _key(now, claim), text(says)),)))
    sides = (
        (_("Evidence added"), _("Evidence withdrawn"), before.cite, claim.cite),
        (_("Contradiction added"), _("Contradiction withdrawn"), before.against, claim.against),
    )
    for added, withdrawn, cites_then, cites_now in sides:
        if added_cites := [c for c in cites_now if c not in cites_then]:
            rows.append((added, view.cite(added_cites)))
        if removed_cites := [c for c in cites_then if c not in cites_now]:
            rows.append((withdrawn, _marks(old, removed_cites)))
    if before.settled != claim.settled:
        rows.append((_("Settled"), view.as_written(text(claim.settled)) if claim.settled else (NOTHING,)))
    return Box(("hb-related", "hb-changed"), (Fields(tuple((name, (value,)) for name, value in rows)),))


def _in_edition(view: View, earlier: Earlier) -> str:
    return text(view.translate("Edition") + f" {earlier.edition}")


def _marks(old: View, cites: Iterable[Citation]) -> Inlines:
    """Citations of an edition as plain words, since their statements may no longer exist."""
    return (span(text(", ".join(old.mark(cite) for cite in cites)), "hb-cite"),)


def _field(view: View, old: View, earlier: Earlier, name: str, then: Paged, now: Paged) -> Iterator[Block]:
    """A changed field: its value then and now; leads by language."""
    languages = [w.lang for entry in (then, now) for w in entry.lead] if name == "lead" else [""]
    for lang in dict.fromkeys(languages):
        was, value = _value(old, then, name, lang), _value(view, now, name, lang)
        if was == value:
            continue
        title = _title(view, name) + (f" ({language_name(lang, view.language)})" if lang else "")
        rows = (
            (_in_edition(view, earlier), ((span(was or NOTHING, "hb-then"),),)),
            (view.translate("Now"), ((value or NOTHING,),)),
        )
        yield heading(3, text(title), f"field-{name}-{lang}".rstrip("-"))
        yield Box(("hb-related", "hb-changed"), (Fields(rows),))


def _title(view: View, name: str) -> str:
    _ = view.translate
    return {
        "name": _("Name"), "kind": _("Kind"), "sector": _("Sector"), "place": _("Place"), "iso": _("Code (ISO 3166)"),
        "gloss": _("Description"), "names": _("Further names"), "lead": _("Lead"),
    }[name]  # fmt: skip


def _value(view: View, entry: Paged, name: str, lang: str) -> str:
    """The value of a field in words; empty if it has none."""
    value = getattr(entry, name, None)
    if not value:
        return ""
    if name == "lead":
        wording = in_language(tuple(w for w in entry.lead if w.lang == lang), lang)
        return text(wording.text) if wording else ""
    if name == "names":
        return text(view.semicolon.join(f"{n.text} ({view.translate(labels.NAME[n.kind])})" for n in entry.names))
    if name == "kind":
        return text(kind_words(view, entry))
    if name == "sector":
        return text(view.word("sectors", value))
    return text(words_of((view.link(value),)) if name == "place" else value)


def list_page(view: View, earlier: Earlier) -> Page:
    """What changed since an edition in all entries."""
    _ = view.translate
    plain = view.everything()
    corpus = plain.corpus
    new: list[Inlines] = []
    changed: list[Inlines] = []
    lasting: set[str] = set()
    for entry in sorted(corpus.paged, key=lambda e: plain.name_of(e).casefold()):
        then = earlier.entry(corpus, entry)
        if then is None:
            new.append((plain.link(entry.id),))
            continue
        lasting.add(then.id)
        if changes := differences(corpus, then, entry):
            link = Link("doc", entry_document(entry, earlier), text(plain.name_of(entry)))
            changed.append((link, f"{view.colon}{counted(plain, changes)}"))
    removed_entries = [(text(e.name),) for e in earlier.corpus.paged if e.id not in lasting]
    blocks: list[Block] = [
        heading(1, _("Changes since edition {edition}").format(edition=earlier.edition)),
        paragraph(_edition(plain, earlier)),
    ]
    for title, anchor, rows in (
        (_("Changed entries"), "changed", changed),
        (_("New entries"), "new", new),
        (_("Entries that are no more"), "gone", removed_entries),
    ):
        if rows:
            blocks += [heading(2, f"{title} ({number(len(rows), view.language)})", anchor), Items(tuple(rows[:MOST]))]
        if len(rows) > MOST:
            further = _("{count} more are not listed here; the page of each says so.")
            blocks.append(paragraph(text(further.format(count=number(len(rows) - MOST, view.language)))))
    if len(blocks) == 2:
        blocks.append(paragraph(text(_("No entry changed since."))))
    return Page(list_document(earlier), "the whole corpus", tuple(blocks), orphan=True)


def _edition(view: View, earlier: Earlier) -> Inlines:
    """An edition with its day and address."""
    day = f", {view.date(PartialDate.parse(earlier.day))}" if earlier.day else ""
    return (text(view.translate("Edition") + f" {earlier.edition}{day}{view.colon}"), Url(earlier.site(view.language)))


def index_page(view: View) -> Page:
    """The published editions, each with what changed since."""
    _ = view.translate
    rows = [
        joined(
            " · ",
            (
                _edition(view, earlier),
                (Link("doc", list_document(earlier), _("What changed since edition {edition}").format(edition=earlier.edition)),),
            ),
        )
        for earlier in view.earlier
    ]  # fmt: skip
    intro = _("Each edition stays as it was published. Cite one where the wording matters.")
    return Page(
        INDEX, "the whole corpus", (heading(1, _("Editions")), paragraph(text(intro)), Items(tuple(rows))), orphan=True
    )
