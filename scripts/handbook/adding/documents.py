"""PDF and DOCX files as paragraphs; needs the extra ``[documents]`` (pypdfium2 and python-docx).

Such files come from others: pages, characters and unpacked bytes are bounded, and nothing in them is run or fetched.
They are read in a process of ``bounded_process``, which bounds time and memory.
"""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any, NamedTuple

from handbook.adding.bylines import authors_of
from handbook.adding.declared import Declared

MAX_PAGES = 400
MAX_CHARACTERS = 4_000_000
#: The most bytes of a DOCX when unpacked.
MAX_UNPACKED = 100_000_000
INSTALL = "pip install 'handbook-engine[documents]'"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_INKED = frozenset(f"{_WORD}{name}" for name in ("t", "tab", "br"))
_HIDING = frozenset(("moveFrom", "Fallback", "del"))
#: A line that stands on its own: an item of a list.
_ITEM = re.compile(r"(?:[•▪●◦*–—-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s")
_PAGE_NUMBER = re.compile(r"\W*(?:page\s*)?\d{1,4}(?:\s*(?:/|of|sur)\s*\d+)?\W*", re.I)
_ENDS = re.compile(r"[.!?…:;][”\"»)\]]*$")


class DocumentError(Exception):
    """A file that cannot be read as a document: what is wrong, and the mend."""

    def __init__(self, what: str, mend: str = "save its text as a .txt file, one paragraph a line") -> None:
        super().__init__(what)
        self.what, self.mend = what, mend


def pdf(raw: bytes) -> tuple[list[str], Declared, tuple[str, ...]]:
    """The paragraphs of a PDF, what its properties say, and notes on what was left out.

    Raises:
        DocumentError: it cannot be opened, has no text, or the extra is not installed.
    """
    try:
        import pypdfium2
    except ImportError:
        raise DocumentError("reading PDF needs an extra that is not installed", INSTALL) from None
    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise DocumentError(
            "a PDF that is locked with a password" if locked else "not a PDF that can be opened",
            "save it without the password" if locked else "open it in a viewer and save it again, or save its text",
        ) from None
    try:
        count = len(document)
        pages = [_lines(document[number]) for number in range(min(count, MAX_PAGES))]
        properties = document.get_metadata_dict()
    except pypdfium2.PdfiumError as error:
        raise DocumentError(f"a PDF of which a page cannot be read: {error}") from None
    finally:
        document.close()
    if sum(len(line.text) for page in pages for line in page) > MAX_CHARACTERS:
        raise DocumentError(f"more than {MAX_CHARACTERS:,} characters", "cut away what is not the article")
    paragraphs = _joined(_without_running(pages))
    if not paragraphs:
        raise DocumentError("a PDF without text, perhaps pictures of pages", "recognise its text first, then save that")
    day = re.match(r"D:(\d{4})(\d\d)(\d\d)", properties.get("CreationDate", ""))
    notes = [f"read {MAX_PAGES} of {count:,} pages"] if count > MAX_PAGES else []
    if day:
        # A PDF that somebody saved today is dated today.
        notes.append(f"the PDF was made on {'-'.join(day.groups())}, which need not be when the article was published")
    title = " ".join(properties.get("Title", "").split())
    title_of_text = title if title and any(_alike(title, line) for line in paragraphs[:6]) else ""
    return paragraphs, Declared(title=title_of_text, authors=authors_of(properties.get("Author", ""))), tuple(notes)


class Line(NamedTuple):
    """A line of a page with its distance from the top and the height of its letters, in points."""

    text: str
    top: float
    size: float


def _lines(page: Any) -> list[Line]:
    """The lines of a page, in reading order."""
    text = page.get_textpage()
    height = page.get_height()
    try:
        count = text.count_chars()
        if count > MAX_CHARACTERS:
            raise DocumentError(f"a page of more than {MAX_CHARACTERS:,} characters")
        lines: list[Line] = []
        start = 0
        # Line ends are characters of the page, so that offsets in the text are character numbers of the page.
        for part in re.split(r"(\r\n|\r|\n)", text.get_text_range(0, count, errors="replace") if count else ""):
            inked = part.strip()
            if inked:
                at = start + len(part) - len(part.lstrip())
                _left, bottom, _right, top = text.get_charbox(min(at, count - 1), loose=True)
                lines.append(Line(" ".join(inked.split()), height - top, top - bottom))
            start += len(part)
        return lines
    finally:
        text.close()
        page.close()


def _without_running(pages: Sequence[Sequence[Line]]) -> Iterator[list[Line]]:
    """The lines of each page without running heads and feet, which recur on other pages, and without page numbers."""
    edges = Counter(_numberless(line) for page in pages for line in {*page[:2], *page[-2:]})
    again = {text for text, count in edges.items() if count > 1 and count > len(pages) // 2}
    for page in pages:
        inner = range(2, len(page) - 2)
        yield [
            line
            for number, line in enumerate(page)
            if number in inner or not (_numberless(line) in again or _PAGE_NUMBER.fullmatch(line.text))
        ]


def _numberless(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text)


def _joined(pages: Iterator[list[Line]]) -> list[str]:
    """Join lines into paragraphs."""
    joined: list[str] = []
    for page in pages:
        gaps = [b.top - a.top for a, b in itertools.pairwise(page) if b.top > a.top]
        usual = median(gaps) if gaps else 0.0
        width = max((len(line.text) for line in page), default=0)
        before: Line | None = None
        for line in page:
            if before is None:
                # Across pages a paragraph goes on as long as its sentence does.
                fresh = not joined or _ENDS.search(joined[-1]) is not None or not line.text[0].islower()
            else:
                fresh = _divided(before, line, usual, width)
            if fresh:
                joined.append(line.text)
            elif joined[-1].endswith(("-", "\u00ad", "\ufffe")) and line.text[0].islower():
                # A word hyphenated at the end of its line.
                joined[-1] = joined[-1][:-1] + line.text
            else:
                joined[-1] += " " + line.text
            before = line
    return joined


def _divided(before: Line, line: Line, usual: float, width: int) -> bool:
    """Whether a paragraph begins: after a wider gap, in another column or size, at an item, or after a short line that ended a sentence."""
    return bool(
        line.top - before.top > usual * 1.25
        or line.top < before.top - 1
        or abs(line.size - before.size) > before.size * 0.15
        or _ITEM.match(line.text)
        or (_ENDS.search(before.text) and len(before.text) < width * 0.75)
    )


def _alike(title: str, line: str) -> bool:
    return title.casefold() == line.casefold() or (len(line) > 20 and title.casefold().startswith(line.casefold()))


#: The most characters of a row of a table; longer ones are texts side by side.
_LONGEST_ROW = 400


def docx(raw: bytes) -> tuple[list[str], Declared, tuple[str, ...]]:
    """The paragraphs of a DOCX, those in its tables included, as it reads with all changes accepted; and its properties.

    Raises:
        DocumentError: it cannot be opened, has no text, or the extra is not installed.
    """
    try:
        import docx as library
    except ImportError:
        raise DocumentError("reading DOCX needs an extra that is not installed", INSTALL) from None
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > MAX_UNPACKED:
                raise DocumentError(f"more than {MAX_UNPACKED:,} bytes when unpacked")
        document = library.Document(io.BytesIO(raw))
        core = document.core_properties
        paragraphs = _texts(document.element.body)
        title, author, language = core.title or "", core.author or "", core.language or ""
    except (DocumentError, MemoryError):
        raise
    except Exception as error:
        # python-docx raises whatever error a damaged part leads to.
        raise DocumentError(
            f"not a DOCX that can be opened: {type(error).__name__}", "save it again as .docx"
        ) from None
    lines = [line for line in paragraphs if line]
    if not lines:
        raise DocumentError("a DOCX without text")
    if sum(map(len, lines)) > MAX_CHARACTERS:
        raise DocumentError(f"more than {MAX_CHARACTERS:,} characters", "cut away what is not the article")
    title_of_text = title if any(_alike(title, line) for line in lines[:6]) else ""
    code = re.match(r"([A-Za-z]{2,3})(?:-|$)", language)
    return (
        lines,
        Declared(title=title_of_text, authors=authors_of(author), language=code[1].lower() if code else ""),
        (),
    )


def _texts(body: Any) -> list[str]:
    """The words of each paragraph, in one walk; a text belongs to the innermost paragraph around it.

    Deleted text, text moved away and the fallback copy of a drawing's text are left out; the text of a drawing has paragraphs of its own.
    A row of a table is one paragraph, if its cells have one each: a number says nothing without the row that it stands in.
    """
    from lxml import etree

    texts: list[list[str]] = []
    #: Where the enclosing rows and cells of tables begin among the texts.
    starts: list[int] = []
    cells: list[int] = []
    #: The enclosing paragraphs, each with the elements open inside it that hide their content.
    around: list[tuple[list[str], list[str]]] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        begins = event == "start"
        if tag in (f"{_WORD}tr", f"{_WORD}tc"):
            if begins:
                starts.append(len(texts))
                cells += [0] if tag == f"{_WORD}tr" else []
                continue
            start = starts.pop()
            filled = [parts for parts in texts[start:] if "".join(parts).strip()]
            if tag == f"{_WORD}tc":
                # A damaged file may have a cell in no row.
                cells[-1:] = [max(most_paragraphs, len(filled)) for most_paragraphs in cells[-1:]]
            elif cells.pop() == 1 and sum(len("".join(parts)) for parts in filled) <= _LONGEST_ROW:
                texts[start:] = [[" | ".join("".join(parts).strip() for parts in filled)]]
        elif tag == f"{_WORD}p":
            if begins:
                texts.append([])
                around.append((texts[-1], []))
            else:
                around.pop()
        elif around:
            parts, hidden = around[-1]
            if tag.rpartition("}")[2] in _HIDING:
                hidden.append(tag) if begins else hidden.pop()
            elif begins and not hidden and tag in _INKED:
                parts.append(element.text or "" if tag == f"{_WORD}t" else " ")
    return [" ".join("".join(parts).split()) for parts in texts]
