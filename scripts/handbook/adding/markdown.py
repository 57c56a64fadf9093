"""A Markdown article: its front matter, and its blocks as paragraphs without markup.

Front matter stands between lines of ``---`` (YAML) or ``+++`` (TOML).  HTML in the text is treated as text.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

from handbook.adding.byline_words import bylines
from handbook.adding.bylines import authors_of, edtf_date, is_name
from handbook.adding.declared import Declared
from handbook.citations import is_web_address
from handbook.reading import yaml_values

#: How many characters are searched for front matter.
MAX_HEAD = 100_000
#: The keys that Markdown tools use, the usual one first.
_KEYS = {
    "title": ("title", "headline"),
    "authors": ("authors", "author", "by", "byline"),
    "published": ("date", "published", "publishdate", "pubdate", "date_published", "created"),
    "language": ("language", "lang", "locale"),
    "url": ("url", "canonical", "canonical_url", "source", "source_url", "link", "original"),
    "publication": ("publication", "publisher", "site", "site_name", "website", "journal", "newspaper"),
}
_YAML = re.compile(r"\A---[ \t]*\n(?P<head>.*?)^(?:---|\.\.\.)[ \t]*\n", re.S | re.M)
_TOML = re.compile(r"\A\+\+\+[ \t]*\n(?P<head>.*?)^\+\+\+[ \t]*\n", re.S | re.M)


class HeadError(Exception):
    """Front matter that cannot be read; ``line`` counts from the beginning of the file."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line, self.what = line, what


def front_matter(text: str) -> tuple[Declared, str]:
    """What the front matter declares, and the text after it; without front matter nothing is declared.

    Raises:
        HeadError: it is neither valid YAML nor valid TOML.
    """
    match = _YAML.match(text[:MAX_HEAD]) or _TOML.match(text[:MAX_HEAD])
    if match is None or not re.match(r"\s*[#\w\"'-]+\s*[:=\[#]", match["head"]):
        return Declared(), text
    if text.startswith("+++"):
        try:
            values: Any = tomllib.loads(match["head"])
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            raise HeadError(1, f"front matter that is not TOML: {error}") from None
    else:
        try:
            values = yaml_values.load(match["head"], 2).value
        except yaml_values.YamlError as error:
            raise HeadError(error.line, f"front matter that cannot be read: {error.message}") from None
    values_by_key = {str(k).lower().replace("-", "_"): v for k, v in values.items()} if isinstance(values, dict) else {}
    fields = {name: next((values_by_key[k] for k in keys if values_by_key.get(k)), "") for name, keys in _KEYS.items()}
    url, language = _line(fields["url"]), re.match(r"[A-Za-z]{2,3}(?=[-_]|$)", _line(fields["language"]))
    declared = Declared(
        _line(fields["title"]),
        tuple(_people(fields["authors"])),
        _line(fields["publication"]),
        edtf_date(_line(fields["published"])),
        "front matter",
        language[0].lower() if language else "",
        url if is_web_address(url) else "",
    )
    return declared, text[match.end() :]


def _line(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("name", "")
    return " ".join(str(value).split())[:1_000] if not isinstance(value, (list, dict)) and value is not None else ""


def _people(value: Any) -> Iterator[str]:
    for item in value[:20] if isinstance(value, list) else [value]:
        name = bylines().by.sub("", _line(item))
        yield from (name,) if is_name(name) else authors_of(name)


def paragraphs(text: str) -> list[str]:
    """The paragraphs, headings and list items, each as one line of text; pictures are dropped, links become their words."""
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark", {"html": False}).enable("table").parse(text)
    texts: list[str] = []
    for token in tokens:
        if token.type == "inline":
            parts = (c.content if c.type in ("text", "code_inline", "text_special") else " " for c in token.children or () if c.type in ("text", "text_special", "code_inline", "softbreak", "hardbreak"))  # fmt: skip
            texts.append("".join(parts))
        elif token.type in ("fence", "code_block"):
            texts += token.content.split("\n")
    return [line for line in (" ".join(m.split()) for m in texts) if line]
