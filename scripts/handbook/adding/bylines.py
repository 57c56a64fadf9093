"""Read what the first lines of an article say: its authors, its date, its agency, its place.

A line such as "Par Awa Exemple | Publié le 3 mars 2024 à 10h, mis à jour hier" has parts of different
kinds, of which only one names an author.  A part that cannot be a name is not taken for one: it is left
out rather than believed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from handbook.adding.byline_words import bylines
from handbook.extraction.dates import dates
from handbook.extraction.naming_words import naming
from handbook.folding import WORD, fold
from handbook.partial_date import PartialDate

#: How many lines after the title are searched for bylines.
LINES = 5
_LONGEST = 200
_MOST_AUTHORS = 5
_DATELINE = re.compile(
    r"^\W{0,2}(?P<lead>[^()/–—:]{0,70}?)\s*(?:\((?P<agency>[^()]{2,40})\)|/(?P<slashed>[^/]{2,40})/)\.?\s*(?:[-–—:]\s*|(?=[A-ZÀ-ÝА-ЯЁ«“\"]))"
)

#: "Port Alba, 3 March 2024 - The minister ...", "PORT ALBA, 3 March 2024. The ...", "Port Alba, Alba – 3 March 2024: The ...".
_SHORT = re.compile(
    r"[^\W\d_][\w’' -]{1,30}(?:,\s+[^\W\d_][\w’' -]{1,30})?(?:,|\s[–—-])\s+(?P<day>[^–—:]{6,30}?)\s*(?:[–—:-]\s|\.\s+(?=[A-ZÀ-ÝА-ЯЁ«“\"]))"
)
#: An author with the newspaper in quotation marks: Анна Примерова, «Вестник Альбы».
_SIGNED = re.compile(r"^(?P<who>[^,«»\"“”„]{5,60}),\s+[«\"“„](?P<paper>[^«»\"“”„]{2,50})[»\"”“]\.?$")


@dataclass(frozen=True)
class BylineFacts:
    """What the first lines say: the authors, the date and what gave it, the agency; and which lines say nothing else."""

    authors: tuple[str, ...] = ()
    published: str = ""
    basis: str = ""
    agency: str = ""
    #: The newspaper that a byline names.
    publication: str = ""
    #: Numbers of the paragraphs that are bylines, from 1.
    lines: frozenset[int] = frozenset()


def authors_of(text: str) -> tuple[str, ...]:
    """The names of people in a byline without its "by"; parts that cannot be a person's name are left out."""
    parts = (_without_place(part.strip()) for part in bylines().joints.split(text))
    return tuple(dict.fromkeys(filter(is_name, parts)))[:_MOST_AUTHORS]


def _without_place(part: str) -> str:
    """An author without the place behind; in capitals only behind two words, for Au may begin a family name: ANN AU YEUNG."""
    if not part.isupper():
        return bylines().place.sub("", part)
    place = bylines().shouted_place.search(part)
    return part[: place.start()] if place and len(part[: place.start()].split()) > 1 else part


def is_name(text: str) -> bool:
    """Whether words can be the name of a person: two to five, capitalised, and none that names never contain."""
    words = WORD.findall(text)
    articles = bylines().articles
    return (
        # What an apostrophe joins is one word here: D'Arcy alone is no name.
        len(words) >= 2
        and 2 <= len(text.split()) <= 5
        and fold(words[0]) not in articles
        and not any(word in articles for word in words)
        and len(text) <= 80
        and not re.search(r"[\d@/:|<>\"(){}\[\]]", text)
        and all(word[0].isupper() or word.lower() in naming("en").particles for word in words)
        and not any(fold(word) in bylines().no_name for word in words)
    )


def read(paragraphs: Sequence[str], language: str) -> BylineFacts:
    """Read the lines after the title; ``paragraphs`` begin with the title."""
    authors: tuple[str, ...] = ()
    published = basis = agency = publication = ""
    lines: set[int] = set()
    for number, line in enumerate(paragraphs[1 : 1 + LINES], 2):
        if len(line) <= _LONGEST and (parts := _byline(line, language)) is not None:
            authors, published = authors or parts[0], published or parts[1]
            publication = publication or _paper(line, language)
            basis = basis or (("dateline" if _placed(line, language) else "byline") if parts[1] else "")
            lines.add(number)
            continue
        if number == 2 and len(line) <= _LONGEST and _dated(paragraphs[2:3], language):
            # A line between the title and a line with the day is a subtitle.
            continue
        head = _DATELINE.match(line[:160])
        if head:
            agency = bylines().agencies.get(fold((head["agency"] or head["slashed"]).strip()), "")
            day = _within(head["lead"], language)
            if not published and day:
                published, basis = day, "dateline"
        elif number == 2 + len(lines) and not published and (day := _short_dateline(line, language)[1]):
            published, basis = day, "dateline"
        late_lines, late_authors = _late_bylines(paragraphs[number : 1 + LINES], number + 1, language)
        authors, lines = authors or late_authors, lines | late_lines
        break
    return BylineFacts(authors, published, basis, agency, publication, frozenset(lines))


def _paper(line: str, language: str) -> str:
    """The newspaper in a byline: in quotation marks behind the author, or the part that has a word of newspapers' names."""
    if signed := _SIGNED.match(line):
        return signed["paper"]
    words = bylines()
    text = _before_day(line.strip(" *_"), language)[0] or line
    parts = [part.strip() for part in re.split(r"[,;|•·]", text)]
    by = words.by.match(text) is not None
    # Behind "by" an author is named first, whose family name may be a word of newspapers.
    return next((part for part in parts[by:] if _is_paper(part, by)), "")


def _is_paper(part: str, behind_author: bool) -> bool:
    """Whether a part of a byline is the name of a newspaper: by a word in it, or behind an author by its article: La Boussole d'Alba."""
    part_words = WORD.findall(part)
    if not part[:1].isupper() or not 1 < len(part_words) < 7:
        return False
    begins_with_article = behind_author and len(part_words) > 2 and fold(part_words[0]) in bylines().articles
    return begins_with_article or any(fold(word) in bylines().papers for word in part_words)


def _late_bylines(later_lines: Sequence[str], first_number: int, language: str) -> tuple[set[int], tuple[str, ...]]:
    """The bylines below the first paragraph, with their authors: lines of a "by" and names only; ``first_number`` is the number of the first of these lines."""
    lines: set[int] = set()
    authors: tuple[str, ...] = ()
    for number, line in enumerate(later_lines, first_number):
        byline = _byline(line, language) if len(line) <= _LONGEST and bylines().by.match(line) else None
        if byline and byline[0] and not _ends_sentence(line):
            lines.add(number)
            authors = authors or byline[0]
    return lines, authors


def is_credit(line: str) -> bool:
    """Whether a line at the end of an article only says who wrote or edited it: it is no sentence."""
    return len(line) <= _LONGEST and bylines().credit.match(line) is not None and not _ends_sentence(line)


def _ends_sentence(line: str) -> bool:
    return line.rstrip()[-1:] in (".", "!", "?")


def _dated(next_lines: Sequence[str], language: str) -> bool:
    """Whether the next line is a byline or a dateline with the day, and nothing else."""
    return any(len(line) <= _LONGEST and (byline := _byline(line, language)) and byline[1] for line in next_lines)


def _before_day(text: str, language: str) -> tuple[str, str]:
    """Split a text that ends with a comma and a day (PORT ALBA, 14 October 2025) into the part before it and the day; both empty otherwise."""
    for comma in re.finditer(r",\s+", text):
        if day := _day(bylines().on.sub("", text[comma.end() :]), language):
            return text[: comma.start()], day
    return "", ""


def _placed(line: str, language: str) -> str:
    """The day of a line that consists only of a place or the name of a newspaper, and the day."""
    place, day = _before_day(line.strip(" *_"), language)
    words = WORD.findall(place)
    small = naming("en").particles | naming(language).all_joining
    # A place, or a newspaper with the small words of its name: Le Quotidien d'Alba.
    is_place = 0 < len(words) <= 5 and all(w[0].isupper() or len(w) == 1 or w.lower() in small for w in words)
    has_other_words = (
        bylines().by.match(place + " ") or re.search(r"[\d@/:|<>\".!?]", place) or bylines().joints.search(place)
    )
    return day if is_place and not has_other_words else ""


def only_dated(sentence: str, language: str) -> bool:
    """Whether a sentence says only where and when the article was written: Port-Alba, le 4 mars 2024."""
    return bool(_placed(sentence.strip().rstrip("."), language))


def dateline(text: str, language: str) -> int:
    """Where the dateline of a paragraph ends: "PORT ALBA, March 3 (AFP) - ", "Port Alba, 3 March 2024 - "; 0 if it has none."""
    head = _DATELINE.match(text[:160])
    if head and fold((head["agency"] or head["slashed"]).strip()) in bylines().agencies:
        return head.end()
    return _short_dateline(text, language)[0]


def _short_dateline(text: str, language: str) -> tuple[int, str]:
    """Where a dateline without an agency ends, and its day; (0, "") without one."""
    short = _SHORT.match(text[:160])
    day = _day(short["day"], language) if short else ""
    return (short.end(), day) if short and day else (0, "")


def agency_span(text: str, language: str) -> tuple[int, int]:
    """The span of the name in the brackets of a dateline that begins with a place in capitals or has the day; (0, 0) without one."""
    head = _DATELINE.match(text[:160])
    if head is None or not (
        WORD.findall(head["lead"])[:1]
        and (head["lead"].split()[0].strip(",").isupper() or _within(head["lead"], language))
    ):
        return (0, 0)
    return head.span("agency" if head["agency"] else "slashed")


def _byline(line: str, language: str) -> tuple[tuple[str, ...], str] | None:
    """The authors and the date of a line that holds nothing else; None for any other line."""
    if day := _placed(line, language):
        return (), day
    if (signed := _SIGNED.match(line)) and is_name(signed["who"]):
        return (signed["who"],), ""
    words = bylines()
    authors: tuple[str, ...] = ()
    published = ""
    marked = False
    for part in filter(None, map(str.strip, words.parts.split(line.strip(" *_")))):
        if by := words.by.match(part):
            names = part[by.end() :]
            before, day = _before_day(names, language)
            names, published = before or names, published or day
            # "By" in a sentence names no author: a byline has no full stop and few words.
            long = len(WORD.findall(names)) > 6 or re.search(r"[.!?]$", names)
            if re.search(r"[.!?]\s+\w{3}", names) or (long and not authors_of(names)):
                return None
            authors, marked = authors or authors_of(names), True
        elif words.updated.match(part):
            marked = True
        elif head := words.published.match(part):
            date_text = words.updated.split(part[head.end() :])[0]
            day = _day(date_text, language)
            if not day and len(WORD.findall(date_text)) > 6:
                return None
            published, marked = published or day, True
        elif day := _day(part, language):
            published, marked = published or day, True
        elif words.aside.match(part) or (marked and len(WORD.findall(part)) <= 4):
            continue
        else:
            return None
    return (authors, published) if marked else None


def _day(text: str, language: str) -> str:
    """The date, with its year, that a text consists of, whatever time of day beside it; empty if there is more in the text."""
    words = bylines()
    plain = words.weekday.sub("", words.time.sub("", text.strip(" .,;:()*")).strip(" .,;:-–"))
    return next((value for value in _absolute(plain, language) if value), "")


def _absolute(text: str, language: str) -> Iterable[str]:
    for tongue in dict.fromkeys((language, "en", "fr")):
        dated = dates(text, None, tongue)
        if len(dated) == 1 and dated[0].kind == "DATE" and dated[0].value and len(text) - len(dated[0].surface) <= 4:
            yield dated[0].value


def edtf_date(text: str, language: str = "en") -> str:
    """Turn a date as pages write it, to the day, month or year, into EDTF; empty for a text that is no date."""
    numeric = re.match(r"\s*(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?(?=$|[T\sZ,])", text)
    value = (
        "-".join(f"{int(p):02d}" for p in numeric.groups() if p) if numeric else _day(text, language) or _within(text)
    )
    try:
        PartialDate.parse(value)
    except ValueError:
        return ""
    return value


def _within(text: str, language: str = "en") -> str:
    """The one absolute date in words such as "Mon, 04 Mar 2024 10:00:00 GMT"; of the readings in several languages, the longest value."""
    values: list[str] = []
    for tongue in dict.fromkeys((language, "en", "fr")):
        days = {d.value for d in dates(text[:120], None, tongue) if d.kind == "DATE" and d.value and not d.relative}
        values += [days.pop()] if len(days) == 1 else []
    return max(values, key=len, default="")
