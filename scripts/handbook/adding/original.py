"""An article file (plain text, Markdown or saved HTML) into paragraphs and what its page says of itself."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from handbook.adding import markup
from handbook.extraction.languages import unsure
from handbook.extraction.languages.detection import detect
from handbook.partial_date import PartialDate
from handbook.plain_text import clean
from handbook.problems import Place, Problem
from handbook.reading import files

MAX_BYTES = 20_000_000
MAX_PARAGRAPHS = 20_000
MAX_PARAGRAPH = 200_000
_SAVE = "save its text as a .txt file, one paragraph a line"
#: The share of a page's words below which it is said how many were taken.
_LITTLE = 0.5
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<article[\s>]", re.I)
_BOILERPLATE = re.compile(
    r"^\W*(?:about the author|share (?:this|on)|read (?:also|more|next)|related (?:articles?|posts?|stories)|subscribe|sign up|follow us|copyright|©|all rights reserved|advertisement|"
    r"tags?:|filed under|photo(?: credit)?:|image(?: credit)?:|lire aussi|à lire|partager|abonnez-vous|tous droits réservés|читайте также|подпис)", re.I,
)  # fmt: skip
_AUTHOR_BOX = re.compile(
    r"\b(?:is|was) an? [\w\s,-]{0,60}(?:journalist|researcher|writer|analyst|author|contributor|consultant|columnist|editor)\b|\bworked (?:with|for|as)\b.{0,80}\b(?:writer|journalist|editor|consultant|researcher)\b",
    re.I,
)
_BYLINE = re.compile(r"^(?:by|par)\s+(?P<who>[^\W\d_][\w .’'-]{3,60})\s*\*?$", re.I)


@dataclass(frozen=True)
class Article:
    """What was read: paragraphs (the first is the title), metadata, the hash of the normalised text."""

    paragraphs: tuple[str, ...]
    language: str
    silent: dict[int, str] = field(default_factory=dict)
    title: str = ""
    authors: tuple[str, ...] = ()
    publication: str = ""
    published: PartialDate = field(default_factory=lambda: PartialDate.parse(""))
    url: str = ""
    #: What of its page was not taken, with numbers.
    notes: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """One paragraph a line: the form in which originals are kept and compared."""
        return "".join(p + "\n" for p in self.paragraphs)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()


def read(path: Path) -> tuple[Article | None, bytes, Problem | None]:
    """An article from a file, its bytes, or what is wrong with it.

    The file is read once, as it is when opened; one that changes its size while it
    is read is refused.
    """
    place = Place(clean(str(path)))
    try:
        raw = files.read(path, MAX_BYTES, steady=True)
    except FileNotFoundError:
        return None, b"", Problem(place, "HB100", "there is no such file", "name a text, Markdown or HTML file")
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
    if b"\x00" in raw and raw[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return None, "a NUL character: this is not text", "save the article as text or HTML"
    if suffix in (".html", ".htm", ".xhtml") or (suffix not in (".md", ".txt") and _HTML.search(raw[:4096])):
        return _html(raw)
    text = _decode(raw)
    if text is None:
        return None, "not text in an encoding that can be told", "save the file as UTF-8"
    return _plain(text, suffix)


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


def _html(raw: bytes) -> tuple[Article | None, str, str]:
    import trafilatura

    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raw = raw.decode("utf-16", "replace").encode()
    page, cut, size = markup.trimmed(raw)
    if len(page) > markup.MAX_PAGE:
        return None, f"a page of more than {markup.MAX_PAGE:,} bytes without its long attributes", _SAVE
    tree = trafilatura.load_html(markup.unmarked(page))
    if tree is None:
        return None, "no article was found in the page", _SAVE
    depth, elements, words = markup.measured(tree)
    swallowed = markup.unclosed_comment(raw)
    if depth > markup.MAX_DEPTH:
        return None, f"elements are nested more than {markup.MAX_DEPTH} deep, and what is in them would be lost", _SAVE
    if elements > markup.MAX_ELEMENTS:
        return None, f"a page of more than {markup.MAX_ELEMENTS:,} elements", _SAVE
    found = trafilatura.bare_extraction(
        tree, with_metadata=True, include_comments=False, include_images=False, favor_precision=True
    )
    if found is None or isinstance(found, dict) or not (found.text or "").strip():
        return None, "no article was found in the page", _SAVE
    lines = [line for line in (found.text or "").splitlines() if line.strip()]
    title = _line(found.title or "")
    if title and (not lines or _line(lines[0]) != title):
        lines.insert(0, title)
    taken = sum(map(markup.words, lines))
    if len(lines) == 1 and lines[0] == title:
        left = max(0, words - taken)
        why = f"; its last {swallowed:,} bytes are a comment that is not closed" if swallowed else ""
        return None, f"only the title was found, and none of the other {left:,} words of the page{why}", _SAVE
    notes = []
    if taken < words * _LITTLE:
        notes.append(
            f"took {taken:,} of the {words:,} words of the page; the others stand around an article or are said twice"
        )
    if cut:
        notes.append(
            f"left out {cut:,} attributes of the page, {size:,} bytes, which are more or longer than an article needs"
        )
    if swallowed:
        notes.append(f"the last {swallowed:,} bytes of the page are a comment that is not closed")
    attribute = re.search(rb"<html[^>]*\blang=[\"']?([a-zA-Z]{2})", raw[:4096])
    # The first author that is a name; a page's addresses and account names are none.
    authors = tuple(
        a
        for a in (_line(a) for a in re.split(r"[;,]", found.author or ""))
        if 3 < len(a) < 80 and "@" not in a and "/" not in a
    )
    return _article(
        lines,
        attribute[1].decode().lower() if attribute else "",
        title,
        authors,
        _line(found.sitename or found.hostname or ""),
        found.date or "",
        found.url or "",
        tuple(notes),
    )


def _plain(text: str, suffix: str) -> tuple[Article | None, str, str]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    blocks = [b for b in re.split(r"\n[ \t]*\n", "\n".join(lines)) if b.strip()]
    filled = [line for line in lines if line.strip()]
    # Text that is wrapped at a width has paragraphs of several short lines.
    wrapped = suffix == ".md" or (len(blocks) > 2 and len(filled) > 2 * len(blocks) and max(map(len, filled)) < 120)
    paragraphs = [" ".join(b.split("\n")) for b in blocks] if wrapped else filled
    if suffix == ".md" and paragraphs:
        paragraphs[0] = re.sub(r"^#{1,3}\s+", "", paragraphs[0])
    return _article(paragraphs, "", "", (), "", "", "")


def _article(
    lines: list[str],
    language: str,
    title: str,
    authors: tuple[str, ...],
    publication: str,
    published: str,
    url: str,
    notes: tuple[str, ...] = (),
) -> tuple[Article | None, str, str]:
    paragraphs = [p for p in map(_line, lines) if p]
    if not paragraphs:
        return None, "the article is empty", "name a file with text"
    if len(paragraphs) > MAX_PARAGRAPHS:
        return None, f"more than {MAX_PARAGRAPHS:,} paragraphs", "cut away what is not the article"
    if max(map(len, paragraphs)) > MAX_PARAGRAPH:
        return None, f"a paragraph of more than {MAX_PARAGRAPH:,} characters", "break it into its paragraphs"
    silent = {1: "headline"}
    byline = _BYLINE.match(paragraphs[1]) if len(paragraphs) > 1 else None
    if byline:
        silent[2] = "byline"
        authors = authors or (_line(byline["who"]),)
    end = len(paragraphs)
    while end > 2 and (_BOILERPLATE.search(paragraphs[end - 1]) or _AUTHOR_BOX.search(paragraphs[end - 1])):
        silent[end] = "author box or boilerplate"
        end -= 1
    try:
        date = PartialDate.parse(published)
    except ValueError:
        date = PartialDate.parse("")
    # What a page says of its language is often that of its frame; the text itself comes first.
    told = detect(" ".join(paragraphs[:200]))
    if not told.sure and not language:
        notes = (*notes, unsure(told.language, told.other))
    made = Article(
        tuple(paragraphs), told.language if told.sure else language or told.language, silent, (title or paragraphs[0])[:300],
        authors[:5], publication[:300], date, url if re.fullmatch(r"https?://[^\s<>\"'`\\]{1,490}", url) else "",
        notes,
    )  # fmt: skip
    return made, "", ""


def _line(text: str) -> str:
    """A paragraph on one line, without control characters, in composed form."""
    return " ".join(clean(unicodedata.normalize("NFC", text)).split())
