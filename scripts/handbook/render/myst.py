"""Blocks as MyST Markdown, which people read and other tools build.

CommonMark lets every ASCII punctuation mark be escaped with a backslash, and an
escaped mark is text; so escaping all of them makes any text literal.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from handbook.blocks import (
    Block,
    Box,
    Claim,
    Contents,
    Directive,
    Fields,
    Figure,
    Fold,
    Glossary,
    Heading,
    Inlines,
    Items,
    Link,
    Moved,
    Numbers,
    Object,
    Page,
    Paragraph,
    Row,
    Rows,
    Span,
    Statement,
    Table,
    marked,
)

#: The marker at the beginning of a generated file.
MARKER = "% handbook: generated"
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_COLON = r"\:"


@lru_cache(maxsize=1 << 16)
def escape(text: str) -> str:
    """Text that MyST renders exactly as it is written."""
    return _PUNCTUATION.sub(r"\\\1", text)


@lru_cache(maxsize=1 << 16)
def role(name: str, target: str, text: str) -> str:
    """One of our own roles; they do not parse the text, and no backtick in the text can end the role."""
    inner = f"{text} <{target}>"
    longest = max((len(run) for run in re.findall(r"`+", inner)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if inner.startswith("`") else ""
    return f"{{{name}}}{fence}{pad}{inner}{pad}{fence}"


def inline(inner: Inlines) -> str:
    """Inline content; spaces at its ends, which a paragraph would lose, are written as entities."""
    written = _inline(inner)
    if written[:1] != " " != written[-1:]:
        return written
    return re.sub(r"^ +| +$", lambda match: "&#32;" * len(match[0]), written)


def _inline(inner: Inlines) -> str:
    out = []
    for part in inner:
        if isinstance(part, str):
            out.append(escape(part))
        elif isinstance(part, Link):
            # Written as links: Sphinx's own roles would take parts of some texts for the target.
            if part.kind == "conflict":
                out.append(f"[{escape(part.text)}](#conflict-{part.target})")
            elif part.kind == "part":
                out.append(f"[{escape(part.text)}](#{part.target})")
            elif part.kind == "doc":
                out.append(f"[{escape(part.text)}](/{part.target}.md)")
            else:
                out.append(role(part.kind, part.target, part.text))
        elif isinstance(part, Span):
            out.append(f"[{_inline(part.inner)}]{{{_classes(part)}}}")
        else:
            out.append(escape(part.words) if part.words else f"<{part.address}>")
    return "".join(out)


@lru_cache
def _dotted(classes: tuple[str, ...]) -> str:
    return " ".join("." + name for name in classes)


def _classes(span: Span) -> str:
    classes = span.classes + (("hb-rtl",) if span.rtl else ()) + ((f"language-{span.lang}",) if span.lang else ())
    return _dotted(classes)


def page(content: Page) -> str:
    """The text of a page, with the marker of generated files."""
    if content.redirect or content.orphan:
        meta = ["orphan: true"] if content.orphan else []
        meta += [f"hb_redirect: {content.redirect}"] if content.redirect else []
        start = ["---", f"# {MARKER.removeprefix('% ')}", *meta, "---", ""]
    else:
        start = [f"{MARKER} from {content.origin}", ""]
    return text([*start, *blocks(content.blocks)])


def text(lines: Iterable[str]) -> str:
    """Join lines; reduce runs of blank lines to one, and end with one line break."""
    written = "\n".join(lines)
    while "\n\n\n" in written:
        written = written.replace("\n\n\n", "\n\n")
    return written.strip("\n") + "\n"


def blocks(content: Iterable[Block]) -> list[str]:
    """The lines of blocks."""
    lines: list[str] = []
    before: Block | None = None
    for block in content:
        if isinstance(before, Items | Fields) and type(block) is type(before):
            # A comment between two lists keeps them from becoming one.
            lines += ["%", ""]
        lines += _WRITERS[type(block)](block)
        before = block
    return lines


def _heading(block: Heading) -> list[str]:
    label = [f"({block.label})="] if block.label else []
    return [*label, f"{'#' * block.level} {inline(marked(block.text, block.lang))}", ""]


def _paragraph(block: Paragraph) -> list[str]:
    return [*([f"{{{_dotted(block.classes)}}}"] if block.classes else []), inline(block.inner), ""]


def _items(block: Items) -> list[str]:
    mark = "1." if block.ordered else "-"
    head = [f"{{{_dotted(block.classes)}}}"] if block.classes else []
    return [*head, *(f"{mark} {inline(item)}" for item in block.items), ""] if block.items else []


def _fields(block: Fields) -> list[str]:
    lines: list[str] = []
    for name, values in block.rows:
        # A field's name ends at its first colon, even an escaped one, so colons in it are written as entities.
        start = f":{inline((name,)).replace(_COLON, '&#58;')}:"
        if len(values) == 1:
            lines.append(f"{start} {inline(values[0])}")
        else:
            lines += [start, *(f"  - {inline(value)}" for value in values)]
    return [*lines, ""]


def _box(block: Box) -> list[str]:
    return _fenced("container", " ".join(block.classes), [], block.inner)


def _fenced(
    directive: str, argument: str, options: list[str], inner: Iterable[Block], summary: Inlines = ()
) -> list[str]:
    """A directive around blocks, with a fence longer than any inside it."""
    lines = [*([inline(summary), ""] if summary else []), *blocks(inner)]
    longest = max((len(line) - len(line.lstrip(":")) for line in lines if line.startswith(":::")), default=2)
    fence = ":" * (longest + 1)
    return [f"{fence}{{{directive}}} {argument}".rstrip(), *options, "", *lines, fence, ""]


def _claim(block: Claim) -> list[str]:
    options = [f":name: {block.name}", *([f":class: {' '.join(block.classes)}"] if block.classes else [])]
    evidence = Fold(block.support, block.evidence, ("hb-evidence-fold",))
    return _fenced("hb:claim", block.key, options, (evidence,), block.inner)


def _fold(block: Fold) -> list[str]:
    return _fenced("hb:fold", " ".join(block.classes), [], block.inner, block.summary)


def _statement(block: Statement) -> list[str]:
    return _fenced("hb:statement", block.citation, [], block.inner)


def _object(block: Object) -> list[str]:
    row = {"name": block.name, "gloss": block.gloss, "names": list(block.names)}
    return data(f"hb:entry}} {block.kind} {block.id}", [row])


def data(directive: str, rows: Iterable[object]) -> list[str]:
    """A directive whose content is one JSON object per line; the directive makes nodes from it, without parsing markup."""
    lines = [json.dumps(row, ensure_ascii=False, sort_keys=True) for row in rows]
    return [f"```{{{directive}", *lines, "```", ""]


def _moved(block: Moved) -> list[str]:
    return [f":::{{hb:moved}} {block.kind} {block.id}", f":name: {block.name}", "", inline(block.inner), ":::", ""]


def _rows(block: Rows) -> list[str]:
    return data(f"hb:rows}} {block.kind}", (_written(row) for row in block.rows))


def _written(row: Row) -> dict[str, object]:
    """A row as data; the language of its gloss is written only if there is one."""
    return {name: value for name, value in row._asdict().items() if name != "gloss_lang" or value}


def _figure(block: Figure) -> list[str]:
    return [f"```{{hb:figure}} {block.name}", "```", ""]


def _glossary(block: Glossary) -> list[str]:
    lines = ["```{glossary}"]
    for term, meaning in block.terms:
        lines += [_term(term), f"  {inline(meaning)}", ""]
    return [*lines, "```", ""]


def _term(term: str) -> str:
    """A term on its own line, written so that it is not taken for an indented line, and its colons not for a classifier."""
    written = inline((term,)).replace(f" {_COLON} ", " &#58; ")
    # Sphinx takes any white space at the beginning for an indent, and the line for a meaning.
    return f"&#{ord(written[0])};{written[1:]}" if written[:1].isspace() else written


def _numbers(block: Numbers) -> list[str]:
    return data("hb:numbers}", ({"count": count, "name": name, "doc": doc} for count, name, doc in block.rows))


def _table(block: Table) -> list[str]:
    options = [":header-rows: 1", ":widths: auto", *([f":class: {' '.join(block.classes)}"] if block.classes else [])]
    lines: list[str] = []
    for cells in (block.head, *block.rows):
        lines += [f"{'  ' if number else '* '}- {inline(cell)}" for number, cell in enumerate(cells)]
    return [":::{list-table}", *options, "", *lines, ":::", ""]


def _contents(block: Contents) -> list[str]:
    return ["```{toctree}", ":hidden:", "", *(f"/{name}" for name in block.pages), "```", ""]


def _directive(block: Directive) -> list[str]:
    return [*block.lines, ""]


_WRITERS: dict[type, Callable[[Any], list[str]]] = {
    Heading: _heading, Paragraph: _paragraph, Items: _items, Fields: _fields, Box: _box, Statement: _statement, Claim: _claim, Fold: _fold, Object: _object,
    Moved: _moved, Rows: _rows, Figure: _figure, Glossary: _glossary, Numbers: _numbers, Table: _table, Contents: _contents, Directive: _directive,
}  # fmt: skip
