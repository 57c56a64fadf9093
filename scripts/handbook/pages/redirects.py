"""Redirect pages and tombstones for ids of earlier editions, which keep old addresses alive."""

from __future__ import annotations

from dataclasses import replace

from handbook.addresses import PAGE_FOLDERS
from handbook.blocks import Block, Inlines, Link, Moved, Page, heading, text
from handbook.model import Redirect
from handbook.pages.view import View


def pages(view: View) -> dict[str, Page]:
    """Pages by document name, for every id that once had a page of its own."""
    moved = [_page(view, r) for r in view.corpus.redirects if r.gone.partition(" ")[0] in PAGE_FOLDERS]
    return {page.docname: page for page in moved}


def _page(view: View, redirect: Redirect) -> Page:
    kind, _, target = redirect.gone.partition(" ")
    blocks: list[Block] = [heading(1, redirect.name), _moved(view, redirect)]
    part = f"statement {target}/" if kind == "source" else f"claim {target}#"
    all_ids = {name for names in view.corpus.editions.values() for name in names}
    all_ids |= {r.gone for r in view.corpus.redirects}
    for name in sorted(n for n in all_ids if n.startswith(part)):
        part_redirect = next((r for r in view.corpus.redirects if r.gone == name), None)
        blocks.append(_moved(view, part_redirect or replace(redirect, gone=name, to=None, name=name.partition(" ")[2])))
    to = f"{PAGE_FOLDERS[kind]}/{redirect.to.partition(' ')[2]}" if redirect.to else ""
    return Page(f"{PAGE_FOLDERS[kind]}/{target}", "", tuple(blocks), to, orphan=True)


def on_page(view: View, kind: str, owner: str = "") -> list[Block]:
    """The lost objects of a kind that shares a page with others: statements of a source, claims of an entry."""
    start = f"{kind} {owner}{'#' if kind == 'claim' else '/'}" if owner else f"{kind} "
    return [_moved(view, r) for r in view.corpus.redirects if r.gone.startswith(start)]


def _moved(view: View, redirect: Redirect) -> Moved:
    _ = view.translate
    when = view.date(redirect.date)
    reason = view.record_text(redirect.reason)
    explanation: Inlines
    if redirect.to:
        kind, _sep, target = redirect.to.partition(" ")
        words = _("{name} is now found under another name ({date}):").format(name=redirect.name, date=when)
        explanation = (text(words), " ", Link(kind, target, text(view.corpus.objects[redirect.to])), ". ", *reason)
    else:
        explanation = (text(_("{name} was removed ({date}).").format(name=redirect.name, date=when)), " ", *reason)
    kind, _sep, target = redirect.gone.partition(" ")
    gone = _("no longer here")
    return Moved(kind, target, text(f"{target} ({gone})"), explanation)
