"""The files that hosts and crawlers look for beside the pages: site map, robots.txt, headers, redirects, a 404 page.

Sitemaps: https://www.sitemaps.org/protocol.html.  ``_headers`` and ``_redirects`` are read by Netlify and Cloudflare
Pages, ``.htaccess`` by Apache, ``404.html`` by these and by GitHub and GitLab Pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape, unescape
from typing import NamedTuple
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree as ET

from handbook.serving.guard import POLICIES

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"
_REFRESH = re.compile(r'<meta http-equiv="refresh" content="0; url=([^"#]*)(#[^"]*)?">')
_ALTERNATE = re.compile(r'<link rel="alternate" hreflang="([^"]*)" href="([^"]*)">')
_REVISED = re.compile(r'"dateModified": "(\d{4}-\d{2}-\d{2})"')


class PublishedPage(NamedTuple):
    """A page of a site: its path, the ISO day of its last change or "", and the path to which it redirects readers or "".

    ``alternates`` has its addresses by language, its own included; ``x-default`` is for all other languages.
    """

    path: str
    revised: str
    to: str
    alternates: tuple[tuple[str, str], ...] = ()


def published_page(path: str, html: str) -> PublishedPage:
    """The facts that a page's HTML states about it."""
    revised, sent = _REVISED.search(html), _REFRESH.search(html)
    to = sent[1] if sent else ""
    if to:
        folder = path.split("/")[:-1]
        for part in to.split("/"):
            folder = folder[:-1] if part == ".." else [*folder, part]
        to = "/".join(folder)
    alternates = tuple((language, unescape(address)) for language, address in _ALTERNATE.findall(html))
    return PublishedPage(path, revised[1] if revised else "", to, alternates)


def site_map(pages: Iterable[PublishedPage], base: str, day: str) -> str:
    """All pages except redirects, with the day of their last change (their own, or the edition's) and their languages.

    Languages: https://developers.google.com/search/docs/specialty/international/localized-versions.
    """
    ET.register_namespace("", _SITEMAP)
    ET.register_namespace("xhtml", _XHTML)
    root = ET.Element(f"{{{_SITEMAP}}}urlset")
    for page in sorted(pages):
        if not page.to:
            url = ET.SubElement(root, f"{{{_SITEMAP}}}url")
            ET.SubElement(url, f"{{{_SITEMAP}}}loc").text = base + quote(page.path)
            ET.SubElement(url, f"{{{_SITEMAP}}}lastmod").text = page.revised or day
            for language, address in page.alternates:
                ET.SubElement(url, f"{{{_XHTML}}}link", {"rel": "alternate", "hreflang": language, "href": address})
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def robots(address: str) -> str:
    """Everybody may read everything; the site map lists the pages."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {address}sitemap.xml\n"


def headers(address: str, folders: Iterable[str] = ()) -> Mapping[str, str]:
    """The documented policies as files that hosts read, by file name; each of ``folders`` has a 404 page of its own."""
    path = urlsplit(address).path or "/"
    rows = [f"  {name}: {value}" for name, value in POLICIES.items()]
    apache = [f'  Header always set {name} "{value}"' for name, value in POLICIES.items()]
    return {
        "_headers": "\n".join([f"{path}*", *rows, ""]),
        ".htaccess": "\n".join(
            [
                f"ErrorDocument 404 {path}404.html",
                *_not_there_in(path, folders),
                "<IfModule mod_headers.c>",
                *apache,
                "</IfModule>",
                "",
            ]
        ),
    }


def _not_there_in(path: str, folders: Iterable[str]) -> Iterator[str]:
    for folder in folders:
        yield f'<If "%{{REQUEST_URI}} =~ m#^{re.escape(path + folder)}/#">'
        yield f"  ErrorDocument 404 {path}{folder}/404.html"
        yield "</If>"


def redirects(pages: Iterable[PublishedPage], address: str, folder: str) -> str:
    """Each redirecting page as a line for the host to answer by itself; the root redirects to ``folder``."""
    path = urlsplit(address).path or "/"
    rows = [f"{path} {path}{folder}/ 302"]
    rows += [f"{path}{folder}/{quote(p.path)} {path}{folder}/{quote(p.to)} 301" for p in sorted(pages) if p.to]
    return "\n".join(rows) + "\n"


def sent_on(title: str, to: str, language: str) -> str:
    """A page that redirects readers."""
    to, title = escape(to), escape(title)
    return (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">\n<meta http-equiv="refresh" content="0; url={to}">\n'
        f'<link rel="canonical" href="{to}">\n</head>\n<body><p><a href="{to}">{title}</a></p></body>\n</html>\n'
    )


class NotFoundText(NamedTuple):
    """The text of a 404 page in a language: the message, the words of the link out, and the folder of the site to which it leads."""

    language: str
    words: str
    link_text: str
    folder: str


def not_found_page(title: str, texts: Sequence[NotFoundText], address: str, site: str) -> str:
    """The 404 page for any address, in one language or several.

    ``site`` is the folder of the site in the first language, which has the style sheets for all.
    """
    path = escape(urlsplit(address).path or "/")
    paragraphs = "".join(
        f'<p lang="{escape(text.language)}">{escape(text.words)} <a href="{path}{escape(text.folder)}/">{escape(text.link_text)}</a></p>\n'
        for text in texts
    )
    return (
        f'<!doctype html>\n<html lang="{escape(texts[0].language)}">\n<head>\n<meta charset="utf-8">\n<meta name="robots" content="noindex">\n<title>404 – {escape(title)}</title>\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n<meta name="color-scheme" content="light dark">\n'
        f'<link rel="stylesheet" href="{path}{escape(site)}/_static/handbook.css">\n</head>\n<body class="hb-not-there">\n<main>\n<h1>{escape(title)}</h1>\n{paragraphs}</main>\n</body>\n</html>\n'
    )
