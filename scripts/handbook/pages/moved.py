"""What became of ids of earlier editions: redirect pages and tombstones, which keep old addresses alive."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.model import Redirect
from handbook.pages.myst import MARKER, escape, role, text
from handbook.pages.view import View

PAGE_FOLDERS = {"actor": "actors", "agreement": "agreements", "event": "events", "source": "sources"}


def pages(view: View) -> dict[str, str]:
    """Document name to page, for every id that once had a page of its own."""
    return {
        f"{PAGE_FOLDERS[kind]}/{target}": _page(view, redirect)
        for redirect in view.corpus.redirects
        for kind, _, target in [redirect.gone.partition(" ")]
        if kind in PAGE_FOLDERS
    }


def _page(view: View, redirect: Redirect) -> str:
    kind, _, target = redirect.gone.partition(" ")
    front = ["---", f"# {MARKER.removeprefix('% ')}", "orphan: true"]
    if redirect.to:
        front.append(f"hb_redirect: {PAGE_FOLDERS[kind]}/{redirect.to.partition(' ')[2]}")
    lines = [*front, "---", "", f"# {escape(redirect.name)}", "", *_said(view, redirect)]
    if kind == "source":
        named = {name for names in view.corpus.editions.values() for name in names} | {
            r.gone for r in view.corpus.redirects
        }
        for name in sorted(n for n in named if n.startswith(f"statement {target}/")):
            line = next((r for r in view.corpus.redirects if r.gone == name), None)
            lines += _said(
                view,
                line
                or redirect.__class__(
                    gone=name, name=name.partition(" ")[2], date=redirect.date, reason=redirect.reason
                ),
            )
    return text(lines)


def on_page(view: View, kind: str, source: str = "") -> list[str]:
    """The lost objects of a kind that shares a page with others (of one source, for statements)."""
    return [line for r in _of(view, kind, source) for line in _said(view, r)]


def _of(view: View, kind: str, source: str) -> Iterator[Redirect]:
    start = f"{kind} {source}/" if source else f"{kind} "
    return (r for r in view.corpus.redirects if r.gone.startswith(start))


def _said(view: View, redirect: Redirect) -> list[str]:
    _ = view.translate
    when = view.date(redirect.date)
    if redirect.to:
        kind, _sep, target = redirect.to.partition(" ")
        now = (
            f"[{escape(view.corpus.objects[redirect.to])}](#conflict-{target})"
            if kind == "conflict"
            else role(kind, target, view.corpus.objects[redirect.to])
        )
        said = (
            escape(_("{name} is now found under another name ({date}):").format(name=redirect.name, date=when))
            + " "
            + now
            + "."
        )
    else:
        said = escape(_("{name} was removed ({date}).").format(name=redirect.name, date=when))
    said += " " + view.english(escape(redirect.reason))
    gone = _("no longer here")
    return [f":::{{hb:moved}} {redirect.gone}", f":name: {gone}", "", said, ":::", ""]
