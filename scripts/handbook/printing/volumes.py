"""Making a book from its chapters: pieces are set, and joined into one PDF or several volumes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from handbook import i18n
from handbook.book import Book
from handbook.pages.dates import date_words
from handbook.partial_date import PartialDate
from handbook.printing import guide
from handbook.printing.chapters import Chapter, Unit, chapters
from handbook.printing.compiling import Piece, Workshop, fonts
from handbook.printing.dividing import divided, typeset
from handbook.printing.entry_numbers import BOOK_SCHEME, Printed
from handbook.printing.joining import Bookmark, Volume, join
from handbook.printing.page_heads import ROOM, roman_numeral, span_of
from handbook.render.typst import Writer, json_text, string, text
from handbook.settings.words import best

#: The most pages of a volume: what can be bound, and held by a reader.
VOLUME = 500
#: If the first entry on a page starts within these distances (in points) from the left and the top, the page begins with it.
LEFT, TOP = 100.0, 80.0


class Part(NamedTuple):
    """A piece of a chapter: its name in the workshop, its chapter, and its units without their blocks."""

    name: str
    chapter: Chapter
    units: tuple[Unit, ...]


@dataclass
class Assembled:
    """The state of a book while it is being made: its parts, the piece that each became, and titles by anchor."""

    parts: list[Part] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)


def meta_of(book: Book, title: str = "") -> dict[str, Any]:
    """The metadata of the book that every piece gets."""
    _ = i18n.translator(book.language)
    settings, day, language = book.corpus.handbook, book.corpus.edition_date, book.view.language
    title = title or settings.named(language)
    main, _colon, sub = title.partition(": ")
    year, month, number = map(int, day.split("-")) if day else (0, 0, 0)
    return {
        "title": title,
        "main": main,
        "sub": best(settings.subtitle, language) or sub[:1].upper() + sub[1:],
        "author": settings.edited(language),
        "edition": settings.edition,
        "shown": date_words(PartialDate.parse(day), _) if day else "",
        "date": {"year": year, "month": month, "day": number} if day else None,
        "language": book.language,
        "keywords": list(settings.keywords),
        "address": book.base,
        "volume": "",
        "words": {key: _(words) for key, words in guide.WORDS.items()},
    }


def make(book: Book, written_chapters: Sequence[Chapter], only: str, workshop: Path, target: Path) -> None:
    """Make the book, or the part ``only``, as ``target``; several volumes have a number in their file names.

    Raises:
        SettingError: Typst rejects a text.
        LookupError: a reference has no target.
        OSError: a file cannot be written.
    """
    shop = Workshop(workshop, meta_of(book), fonts(workshop / "fonts"))
    assembled = _assembled(Printed(book.view, only), written_chapters, shop)
    volumes = _volumes(assembled.pieces)
    files = [target] if len(volumes) == 1 else [target.with_name(f"{target.stem}-{n}.pdf") for n in range(1, len(volumes) + 1)]  # fmt: skip
    for number, file in enumerate(files):
        content = _volume(book, only, shop, assembled, volumes, files, number)
        part = target.with_name(f".{file.stem}.part.pdf")
        try:
            join(content, part)
            part.replace(file)
        finally:
            part.unlink(missing_ok=True)
    for stale in [target, *target.parent.glob(f"{target.stem}-[0-9]*.pdf")]:
        if stale not in files:
            stale.unlink(missing_ok=True)
    shop.clear()


def _assembled(printed: Printed, written_chapters: Sequence[Chapter], shop: Workshop) -> Assembled:
    """The chapters of the book, set in pieces."""
    assembled = Assembled()
    jobs = []
    for chapter in chapters(printed, written_chapters):
        for typst, units in _pieces(printed, chapter, _numbered(chapter, printed, assembled), assembled):
            name, job = shop.add(typst)
            jobs.append(job)
            assembled.parts.append(Part(name, chapter, units))
    shop.set(jobs)
    assembled.pieces = [shop.piece(part.name) for part in assembled.parts]
    return assembled


def _volume(
    book: Book, only: str, shop: Workshop, assembled: Assembled, volumes: Sequence[range], files: Sequence[Path], number: int
) -> Volume:  # fmt: skip
    """The content of a volume: its front matter, its pieces, the heads of its pages, its bookmarks."""
    volume, pieces, meta = volumes[number], assembled.pieces, meta_of(book)
    if len(volumes) > 1:
        label = book.view.translate("Volume {number} of {count}").format(number=number + 1, count=len(volumes))
        meta |= {"volume": label}
    front: list[Piece] = []
    if not only:
        name, job = shop.add(_front(book, meta, assembled, volumes))
        shop.set([job])
        front = [shop.piece(name)]
    roman = sum(piece.pages for piece in front)
    _head, heads = shop.add(_heads(assembled, volume, roman), tagged=False)
    shop.set([heads])
    other_files = {
        mark.name: file.name
        for indices, file in zip(volumes, files, strict=True)
        if indices != volume
        for index in indices
        for mark in pieces[index].marks
    }
    return Volume(
        [*front, *(pieces[index] for index in volume)], roman, _bookmarks(book, assembled, volume, roman), Path(heads.target), assembled.titles,
        other_files, 1 + sum(piece.pages for piece in pieces[: volume[0]]),
    )  # fmt: skip


def _volumes(pieces: Sequence[Piece]) -> list[range]:
    """The pieces of each volume, as ranges of indices: one volume, or several of about equal size if there are too many pages."""
    count = -(-sum(piece.pages for piece in pieces) // VOLUME)
    size = sum(piece.pages for piece in pieces) / max(count, 1)
    ranges: list[range] = []
    start = pages = 0
    for index, piece in enumerate(pieces):
        if index > start and pages + piece.pages / 2 > size * (len(ranges) + 1):
            ranges.append(range(start, index))
            start = index
        pages += piece.pages
    return [*ranges, range(start, len(pieces))]


def _numbered(chapter: Chapter, printed: Printed, assembled: Assembled) -> str:
    """The number of a chapter; empty for the index, and if only one part is printed."""
    if printed.only or chapter.key == "index":
        return ""
    keys = list(dict.fromkeys(part.chapter.key for part in assembled.parts))
    return str(len(keys) + 1)


def _pieces(
    printed: Printed, chapter: Chapter, number: str, assembled: Assembled
) -> Iterator[tuple[str, tuple[Unit, ...]]]:
    """The Typst text of a chapter in pieces, each with its units."""
    writer = Writer(printed.place, printed.marks)
    key = f"chapter.{chapter.key}"
    assembled.titles[key] = chapter.title
    opening = f"#A({string(key)})#chapter({string(number)})[{text(chapter.title)}]"
    if chapter.intro:
        opening += f'#para("intro")[{text(chapter.intro)}]'
    if chapter.written:
        yield _piece(opening, chapter.columns, chapter.written), ()
        return
    for units_with_text in divided(typeset(chapter, writer)):
        units = tuple(unit for unit, _typst in units_with_text)
        if not opening:
            opening = f'#chapter("")[{text(chapter.title)}, {text(units[0].letter or units[0].number)}]'
        assembled.titles.update(
            (unit.anchor, " ".join(filter(None, (unit.number, unit.name)))) for unit in units if unit.anchor
        )
        yield _piece(opening, chapter.columns, "\n".join(typst for _unit, typst in units_with_text)), units
        opening = ""


def _piece(opening: str, columns: int, body: str) -> str:
    return (
        f'#import "book.typ": *\n#show: piece.with(json("meta.json"), count: {columns}, opening: [{opening}])\n{body}\n'
    )


def _front(book: Book, meta: dict[str, Any], assembled: Assembled, volumes: Sequence[range]) -> str:
    """The Typst text of title page, imprint, contents (with the page of each chapter) and guide."""
    rows = []
    page, listed = 1, set[str]()
    number = 0
    for index, (part, piece) in enumerate(zip(assembled.parts, assembled.pieces, strict=True)):
        chapter = part.chapter
        if chapter.key not in listed:
            listed.add(chapter.key)
            number += chapter.key != "index"
            shown_number = "" if chapter.key == "index" else str(number)
            volume = next(n for n, indices in enumerate(volumes, 1) if index in indices)
            on = f"{roman_numeral(volume).upper()}, {page}" if len(volumes) > 1 else str(page)
            rows.append([shown_number, chapter.title, chapter.range, on, f"{BOOK_SCHEME}chapter.{chapter.key}"])
        page += piece.pages
    front_data = meta | {"contents": rows, "imprint": guide.imprint(book)}
    writer = Writer(_nowhere)
    meta_text = json_text(front_data)
    guide_text = writer.blocks(guide.guide_blocks(book))
    return f'#import "book.typ": *\n#front(json(bytes({string(meta_text)})))[{guide_text}]\n'


def _nowhere(_kind: str, _target: str) -> None:
    return None


def _heads(assembled: Assembled, volume: range, roman: int) -> str:
    """The Typst text of the heads and folios of all pages: the chapter, the first and last entry, the page number."""
    pages: list[dict[str, Any]] = []
    for number in range(1, roman + 1):
        pages.append(
            {"left": "", "right": "", "folio": roman_numeral(number) if number > 2 else "", "odd": number % 2 == 1}
        )
    number = sum(piece.pages for piece in assembled.pieces[: volume[0]])
    chapters_before = {part.chapter.key for part in assembled.parts[: volume[0]]}
    for part, piece in ((assembled.parts[index], assembled.pieces[index]) for index in volume):
        starts = {mark.name: mark for mark in reversed(piece.marks)}
        by_page: dict[int, list[tuple[float, float, Unit]]] = {}
        for unit in part.units:
            if unit.anchor in starts:
                mark = starts[unit.anchor]
                by_page.setdefault(mark.page, []).append((mark.x, mark.y, unit))
        current: Unit | None = None
        for page in range(1, piece.pages + 1):
            number += 1
            starting = sorted(by_page.get(page, []), key=lambda row: row[:2])
            units = [unit for _x, _y, unit in starting]
            opened = bool(starting) and starting[0][0] < LEFT and starting[0][1] < TOP
            first = units[0] if units and (opened or current is None) else current
            current = units[-1] if units else current
            opens = page == 1 and part.chapter.key not in chapters_before
            left = "" if opens else part.chapter.title
            right = span_of(first, current, ROOM - len(left)) if first and current else ""
            pages.append({"left": left, "right": right, "folio": str(number), "odd": number % 2 == 1})
        chapters_before.add(part.chapter.key)
    pages_text = json_text(pages)
    return f'#import "book.typ": *\n#heads(json("meta.json"), json(bytes({string(pages_text)})))\n'


def _bookmarks(book: Book, assembled: Assembled, volume: range, roman: int) -> list[Bookmark]:
    _ = book.view.translate
    marks: list[Bookmark] = []
    if roman:
        marks = [Bookmark(_(guide.CONTENTS), page=2), Bookmark(_(guide.HOW_TO), page=3)]
    below: dict[str, list[Bookmark]] = {}
    chapters_: dict[str, Chapter] = {}
    for part in (assembled.parts[index] for index in volume):
        chapters_.setdefault(part.chapter.key, part.chapter)
        named = (unit for unit in part.units if unit.anchor)
        words = ((unit, assembled.titles[unit.anchor]) for unit in named)
        below.setdefault(part.chapter.key, []).extend(
            Bookmark(words_of_unit, unit.anchor) for unit, words_of_unit in words
        )
    # The bookmark of a chapter that began in the volume before leads to the chapter's first entry in this one.
    for key, chapter in chapters_.items():
        continued = any(part.chapter.key == key for part in assembled.parts[: volume[0]])
        start = below[key][0].anchor if continued and below[key] else f"chapter.{key}"
        marks.append(Bookmark(chapter.title, start, roman, tuple(below[key])))
    return marks
