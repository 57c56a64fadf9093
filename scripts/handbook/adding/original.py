"""Read an article file (plain text, Markdown, saved HTML, PDF, DOCX) into paragraphs and what it declares about itself."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from handbook.adding import bounded_process, byline_words, bylines, markdown, webpage
from handbook.adding.declared import Declared
from handbook.adding.documents import DocumentError
from handbook.citations import is_web_address
from handbook.extraction.languages import unsure
from handbook.extraction.languages.detection import detect
from handbook.partial_date import PartialDate
from handbook.plain_text import clean
from handbook.problems import Place, Problem
from handbook.reading import files

MAX_BYTES = 20_000_000
MAX_PARAGRAPHS = 20_000
MAX_PARAGRAPH = 200_000
#: In how many lines a title may stand.
_TITLE_LINES = 4
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<article[\s>]", re.I)
#: The reason noted for a paragraph that is not part of the article.
_BESIDE = "author box or boilerplate"


@dataclass(frozen=True)
class Article:
    """An article as read: its paragraphs (the first is the title), its metadata, the hash of the normalised text."""

    paragraphs: tuple[str, ...]
    language: str
    silent: dict[int, str] = field(default_factory=dict)
    title: str = ""
    authors: tuple[str, ...] = ()
    publication: str = ""
    published: PartialDate = field(default_factory=lambda: PartialDate.parse(""))
    url: str = ""
    #: What gave the date of publication, and the agency that the dateline names.
    basis: str = ""
    agency: str = ""
    #: Remarks, with numbers, on parts of the page that were not taken.
    notes: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """One paragraph a line: the form in which originals are kept and compared."""
        return "".join(p + "\n" for p in self.paragraphs)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()


#: An article from a file, its bytes, or what is wrong with it.
Read = tuple[Article | None, bytes, Problem | None]


def read(path: Path) -> Read:
    """An article from a file, its bytes, or what is wrong with it.

    The file is read once, as it is when opened; a file whose size changes while it is read is refused.
    """
    place = Place(clean(str(path)))
    try:
        raw = files.read(path, MAX_BYTES, steady=True)
    except FileNotFoundError:
        return (
            None,
            b"",
            Problem(place, "HB100", "there is no such file", "name a text, Markdown, HTML, PDF or DOCX file"),
        )
    except files.FileError as error:
        return None, b"", error.problem(place.path)
    article, what, mend = parse(raw, path.suffix.lower())
    return (
        article,
        raw,
        Problem(place, "HB102" if "NUL" in what or "text" in what else "HB112", what, mend) if what else None,
    )


def parse(raw: bytes, suffix: str = "") -> tuple[Article | None, str, str]:
    """An article from bytes, or what is wrong and the mend."""
    if suffix == ".pdf" or raw[:5] == b"%PDF-":
        return _document("pdf", raw)
    if suffix == ".docx" or (raw[:4] == b"PK\x03\x04" and b"word/" in raw):
        return _document("docx", raw)
    if b"\x00" in raw and raw[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return None, "a NUL character: this is not text", "save the article as text or HTML"
    if suffix in (".html", ".htm", ".xhtml") or (suffix not in (".md", ".txt") and _HTML.search(raw[:4096])):
        try:
            page = webpage.read(raw)
        except webpage.PageError as error:
            return None, str(error), webpage.SAVE
        return _article(list(page.lines), page.declared, page.notes)
    text = _decode(raw)
    if text is None:
        return None, "not text in an encoding that can be told", "save the file as UTF-8"
    return _plain(text, suffix)


def _document(kind: str, raw: bytes) -> tuple[Article | None, str, str]:
    try:
        return _article(*bounded_process.read(kind, raw))
    except DocumentError as error:
        return None, error.what, error.mend


def _decode(raw: bytes) -> str | None:
    for encoding in ("utf-8-sig", "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    # A few accents among ASCII: the usual encoding of old pages in western languages.
    if sum(byte > 127 for byte in raw) < len(raw) * 0.15:
        try:
            return raw.decode("cp1252")
        except UnicodeDecodeError:
            pass
    from charset_normalizer import from_bytes

    best = from_bytes(raw[:200_000]).best()
    try:
        return raw.decode(best.encoding) if best else None
    except UnicodeDecodeError:
        return None


def _plain(text: str, suffix: str) -> tuple[Article | None, str, str]:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        says, body = markdown.front_matter(text)
    except markdown.HeadError as error:
        return None, f"line {error.line}: {error.what}", "mend it, or take it away and give options instead"
    if suffix in (".md", ".markdown"):
        paragraphs = markdown.paragraphs(body)
    else:
        lines = body.split("\n")
        blocks = [b for b in re.split(r"\n[ \t]*\n", body) if b.strip()]
        filled = [line for line in lines if line.strip()]
        # Text wrapped at a width has paragraphs of several short lines.
        wrapped = len(blocks) > 2 and len(filled) > 2 * len(blocks) and max(map(len, filled)) < 120
        paragraphs = [" ".join(b.split("\n")) for b in blocks] if wrapped else filled
    title = _line(says.title)
    paragraphs = _titled(paragraphs, title)
    if title and paragraphs and _line(paragraphs[0]) != title:
        paragraphs.insert(0, title)
    return _article(paragraphs, says)


def _article(lines: list[str], says: Declared, notes: tuple[str, ...] = ()) -> tuple[Article | None, str, str]:
    paragraphs = [p for p in map(_line, lines) if p]
    if not paragraphs:
        return None, "the article is empty", "name a file with text"
    if len(paragraphs) > MAX_PARAGRAPHS:
        return None, f"more than {MAX_PARAGRAPHS:,} paragraphs", "cut away what is not the article"
    if max(map(len, paragraphs)) > MAX_PARAGRAPH:
        return None, f"a paragraph of more than {MAX_PARAGRAPH:,} characters", "break it into its paragraphs"
    paragraphs = _titled(paragraphs, _line(says.title))
    # A page often declares the language of its frame; the text itself comes first.
    detected = detect(" ".join(paragraphs[:200]))
    language = detected.language if detected.sure else says.language or detected.language
    if not detected.sure and not says.language:
        notes = (*notes, unsure(detected.language, detected.other))
    head, words = bylines.read(paragraphs, language), byline_words.bylines()
    # An article of one line, such as a telegram, has no headline but that line.
    title = {1: "headline"} if len(paragraphs) > 1 else {}
    silent = title | dict.fromkeys(sorted(head.lines), "byline")
    pointers = (number for number, line in enumerate(paragraphs, 1) if number > 1 and words.pointer.match(line))
    silent |= dict.fromkeys(pointers, _BESIDE)
    end = len(paragraphs)
    while end > 2 and (
        words.boilerplate.search(paragraphs[end - 1])
        or words.author_box.search(paragraphs[end - 1])
        or bylines.is_credit(paragraphs[end - 1])
    ):
        silent[end] = _BESIDE
        end -= 1
    # A date that was only guessed gives way to one in the article's own lines.
    guessed = says.basis.endswith("check it")
    published, basis = (
        (head.published, head.basis)
        if head.published and (guessed or not says.published)
        else (says.published, says.basis)
    )
    try:
        date = PartialDate.parse(published)
    except ValueError:
        date, basis = PartialDate.parse(""), ""
    article = Article(
        tuple(paragraphs), language, silent, (_line(says.title) or paragraphs[0])[:300],
        tuple(map(_line, says.authors or head.authors))[:5], _line(says.publication or head.publication)[:300], date, says.url if is_web_address(says.url) else "",
        basis if published else "", head.agency, notes,
    )  # fmt: skip
    return article, "", ""


def _titled(paragraphs: list[str], title: str) -> list[str]:
    """The paragraphs with the title as one, if it stands in several lines."""
    several = next((n for n in range(2, _TITLE_LINES + 1) if title and " ".join(paragraphs[:n]) == title), 0)
    return [title, *paragraphs[several:]] if several else paragraphs


def _line(text: str) -> str:
    """A paragraph on one line, without control characters, in composed form (NFC)."""
    return " ".join(clean(unicodedata.normalize("NFC", text)).split())
