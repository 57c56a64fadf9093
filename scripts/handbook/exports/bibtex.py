"""BibTeX of all sources: the file that sphinxcontrib-bibtex reads.

Braces must balance and TeX's special characters must be escaped, or a title
could break the file or be read as a command.
"""

from __future__ import annotations

from collections.abc import Iterable

from handbook.model import Source
from handbook.pages.myst import clean

_SPECIAL = {
    "\\": r"{\textbackslash}", "{": r"{\textbraceleft}", "}": r"{\textbraceright}", "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#",
    "_": r"\_", "~": r"{\textasciitilde}", "^": r"{\textasciicircum}", '"': r"{\textquotedbl}",
}  # fmt: skip


def tex(text: str) -> str:
    """Text in which TeX finds nothing to do."""
    return "".join(_SPECIAL.get(c, c) for c in clean(text))


def bibtex(sources: Iterable[Source]) -> str:
    """One ``@misc`` entry a source, sorted by key."""
    return "\n".join(_entry(s) for s in sorted(sources, key=lambda s: s.id))


def _entry(source: Source) -> str:
    header = source.header
    rows = {"title": f"{{{tex(header.title)}}}"}
    if header.authors:
        rows["author"] = " and ".join(f"{{{tex(a)}}}" for a in header.authors)
    rows["howpublished"] = tex(header.publication)
    start = header.published.start
    if start and start.year.isdigit():
        rows["year"] = start.year
    if header.url:
        rows["url"] = header.url
    rows["note"] = f"Published {tex(str(header.published))}; read {tex(str(header.consulted))}"
    body = ",\n".join(f"  {key} = {{{value}}}" for key, value in rows.items())
    return f"@misc{{{source.id},\n{body}\n}}\n"
