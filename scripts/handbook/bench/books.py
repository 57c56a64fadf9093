"""The same synthetic content as one book for other typesetting tools: Typst in one compilation, LaTeX, HTML for print.

Each book has contents by letter, the entries with glosses, relations and statements, and after each reference the page of
the entry, if the tool can print it; nothing else: no tags, index or notes on sources.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from handbook.bench.make import VERBS, Content, Entry
from handbook.bench.peers import grouped


class _Markup(NamedTuple):
    """The markup of a dialect: the file name, its beginning and end, a letter, an entry, a part of an entry, an item, a reference."""

    file: str
    begin: str
    end: str
    letter: str
    entry: str
    part: str
    item: str
    reference: str


_MARKUPS: Mapping[str, _Markup] = {
    "typst": _Markup(
        "book.typ",
        '#set page(paper: "a4", columns: 2, numbering: "1")\n#set text(size: 9pt, lang: "en")\n#outline(depth: 1)\n',
        "", "\n= {name}\n", "\n== {name} <{id}>\n", "\n=== {name}\n", "- {sentence}\n",
        "#link(<{id}>)[{name}, p. #context counter(page).at(<{id}>).first()]",
    ),
    "latex": _Markup(
        "book.tex",
        "\\documentclass[9pt,a4paper,twocolumn]{extarticle}\n\\usepackage{fontspec}\n\\usepackage[hidelinks]{hyperref}\n"
        "\\setcounter{tocdepth}{1}\n\\begin{document}\n\\tableofcontents\n",
        "\\end{document}\n", "\n\\section{{{name}}}\n", "\n\\subsection{{{name}}}\\label{{{id}}}\n", "\n\\subsubsection*{{{name}}}\n",
        "\n\\noindent -- {sentence}\n", "\\hyperref[{id}]{{{name}}}, p.~\\pageref{{{id}}}",
    ),
    "html": _Markup(
        "book.html",
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Peer</title><style>'
        "@page { size: A4; margin: 20mm; @bottom-center { content: counter(page) } } body { font-size: 9pt; columns: 2 } "
        'a::after { content: ", p. " target-counter(attr(href), page) }</style><body>\n',
        "</body></html>\n", "<h1>{name}</h1>\n", '<h2 id="{id}">{name}</h2>\n', "<h3>{name}</h3>\n", "<p>– {sentence}</p>\n",
        '<a href="#{id}">{name}</a>',
    ),
}  # fmt: skip


def _book(content: Content, markup: _Markup) -> Iterator[str]:
    yield markup.begin
    for letter, entries in grouped(content).items():
        yield markup.letter.format(name=letter)
        for entry in entries:
            yield from _entry(content, entry, markup)
    yield markup.end


def _entry(content: Content, entry: Entry, markup: _Markup) -> Iterator[str]:
    def to(number: int) -> str:
        return markup.reference.format(id=content.entries[number].id, name=content.entries[number].name)

    yield markup.entry.format(id=entry.id, name=entry.name)
    yield entry.gloss + "\n"
    yield markup.part.format(name="Relations")
    yield from (markup.item.format(sentence=to(number)) for number in entry.links)
    yield markup.part.format(name="What the sources say")
    for source, label in entry.cites:
        (a, b, c), year = content.sources[source][int(label[:-1]) - 2]
        sentence = (
            f"In {year} {to(a)} {VERBS[(a + b) % len(VERBS)]} {to(b)}; {to(c)} agreed (Source {source}, {label})."
        )
        yield markup.item.format(sentence=sentence)


def typst(content: Content) -> Iterator[tuple[str, str]]:
    """A book for one compilation by Typst."""
    yield _MARKUPS["typst"].file, "".join(_book(content, _MARKUPS["typst"]))


def latex(content: Content) -> Iterator[tuple[str, str]]:
    """A book for LaTeX."""
    yield _MARKUPS["latex"].file, "".join(_book(content, _MARKUPS["latex"]))


def page(content: Content) -> Iterator[tuple[str, str]]:
    """A book as one page of HTML with a style sheet for print."""
    yield _MARKUPS["html"].file, "".join(_book(content, _MARKUPS["html"]))


#: The writers of books by the name of the dialect.
DIALECTS = {"typst": typst, "latex": latex, "html": page}
