"""The template variables for citing a page: its citation, and the metadata in its head."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from markupsafe import escape

from handbook import i18n
from handbook.book import Book
from handbook.citing import citable, metadata, styles
from handbook.citing.items import Cited, page_item
from handbook.exports import citations, feed
from handbook.model import Source
from handbook.pages.dates import Translate, date_words
from handbook.partial_date import PartialDate


def add(
    context: dict[str, Any], pagename: str, book: Book, language: str, base: str, book_names: Collection[str], cards: bool
) -> None:  # fmt: skip
    """Add ``citing``, ``head_tags``, ``head_properties``, ``json_ld`` and file names to the context of a page that can be cited.

    ``base`` is the address of the site; ``cards`` says whether the site has pictures for link previews.
    """
    cited = book.cited.get(pagename)
    if cited is None:
        return
    t = i18n.translator(language)
    title, editors = cited.handbook.named(cited.language), cited.handbook.edited(cited.language)
    pdf = ""
    entry_pdf = pagename.rpartition("/")[2] + ".pdf"
    if entry_pdf in book_names:
        pdf = f"{base.rstrip('/')}/downloads/{entry_pdf}" if base else context["pathto"](f"downloads/{entry_pdf}", 1)
    context["head_tags"] = metadata.highwire(cited, title, editors, pdf)
    card = f"{base.rstrip('/')}/_cards/{pagename}.png" if cards and base and cited.is_entry else ""
    # Properties that an extension has put into the head are left out.
    metatags = context.get("metatags") or ""
    context["head_properties"] = [
        p for p in metadata.open_graph(cited, title, card) if f'property="{p[0]}"' not in metatags
    ]
    context["json_ld"] = metadata.json_ld(cited, title, editors, base, book.corpus, book.view.name_of)
    context["citing"] = shown(cited, title, editors, t, citations.page(cited))
    if cited.is_entry:
        context["feed_file"] = f"{feed.FOLDER}/{pagename}.xml"
    context["cite_file"] = f"cite/{pagename}"


def _html(segment: tuple[str, bool]) -> str:
    text, italic = segment
    return f"<i>{escape(text)}</i>" if italic else str(escape(text))


def shown(cited: Cited, title: str, editors: str, t: Translate, texts: dict[str, str]) -> dict[str, Any]:
    """The citation of a page for its template: facts about it, each style as HTML, each format as text (``texts``, by suffix)."""
    facts = [
        t("Edition {edition}").format(edition=cited.handbook.edition),
    ]
    if cited.revised:
        facts.append(t("revised {date}").format(date=date_words(PartialDate.parse(cited.revised), t)))
    if cited.is_entry:
        if cited.latest:
            facts.append(t("latest source: {date}").format(date=date_words(PartialDate.parse(cited.latest), t)))
        facts.append(t("sources: {count}").format(count=cited.sources))
        facts.append(t("publications: {count}").format(count=cited.publications))
    item, record = page_item(cited, title, editors), cited.record
    rendered = (
        citable.source_styles(cited, record, item, t("via"))
        if isinstance(record, Source)
        else styles.rendered(item, cited.language)
    )
    return {
        "facts": facts,
        "kind": cited.kind,
        # Joined here: a loop over segments took a third of the template's time.
        "styles": [(name, "".join(map(_html, segments))) for name, segments in rendered],
        "formats": [(name, suffix, texts[suffix]) for name, suffix in citations.FORMATS],
        "statements": cited.kind == "source",
        "claims": cited.is_entry,
    }
