"""Compare the extracted dates with texts annotated in TimeML, in the form of TimeBank and TempEval.

TimeML (ISO 24617-1) marks times as ``TIMEX3`` elements with a ``value``.  As in TempEval-3, a time is found
if an extracted date overlaps it, and right if the values are the same.  EDTF values are converted to
TimeML first: a quarter is ``2024-Q2``, a week ``2024-W07``, late February ``2024-02``, since TimeML says
"late" beside the value; a span counts as its two ends if both are marked.  Times of day are ignored:
``2024-02-12TEV`` counts as its day, and ``1949-XX`` as its year.  Expressions for no definite time ("now",
"each Thursday"), which are not dates here, are looked for as well (:mod:`handbook.extraction.references`),
since TimeML marks them too.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree import ElementTree

from handbook.extraction.article import Annotated
from handbook.extraction.references import references
from handbook.extraction.spans import longest
from handbook.linking.evaluate import Score

TASK = "TimeML values"
#: TimeML's seasons by the month in which they begin.
_SEASONS = {"03": "SP", "06": "SU", "09": "FA", "12": "WI"}


def read(text: str) -> dict[str, Any]:
    """Read a TimeML document as an annotation in the format of :func:`handbook.originals.evaluate`.

    ``times`` have ``start``, ``end`` and ``value``; each line of the text is a paragraph.

    Raises:
        ValueError: the text is not TimeML, lacks a TEXT or the time of its creation, or declares entities.
    """
    if re.search(r"<!(?:DOCTYPE|ENTITY)", text):
        raise ValueError("a document type of its own is not read")
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        raise ValueError(str(error)) from error
    body = root.find("TEXT")
    creation = next((t for t in root.iter("TIMEX3") if t.get("functionInDocument") == "CREATION_TIME"), None)
    if body is None or creation is None:
        raise ValueError("no TEXT, or no TIMEX3 that says when the document was made")
    times: list[dict[str, Any]] = []
    words = _words(body, times)
    lines = [m for m in re.finditer(r"[^\n]+", words) if m[0].strip()]
    return {
        "anchor": creation.get("value", "")[:10],
        "paragraphs": [{"n": n, "start": m.start(), "text": m[0]} for n, m in enumerate(lines, 1)],
        "mentions": [],
        "times": times,
    }


def _words(body: ElementTree.Element, times: list[dict[str, Any]]) -> str:
    """The words of a text; its times are added to ``times``.  Nothing recurs, however deeply elements are nested."""
    words: list[str] = []
    end = 0
    # Waiting to be read: an element (-1), or the text after an element, with the place where the element began.
    waiting: list[tuple[ElementTree.Element, int]] = [(body, -1)]
    while waiting:
        element, began = waiting.pop()
        if began < 0:
            waiting.append((element, end))
            waiting.extend((child, -1) for child in reversed(element))
            content = element.text
        else:
            if element.tag == "TIMEX3":
                times.append({"start": began, "end": end, "value": element.get("value", "")})
            content = "" if element is body else element.tail
        words.append(content or "")
        end += len(content or "")
    return "".join(words)


def score(annotated: Sequence[Annotated], data: Mapping[str, Any], into: Score) -> None:
    """Add one text that ``read`` returned."""
    starts = {p["n"]: p["start"] for p in data["paragraphs"]}
    unmatched = list(data["times"])
    for paragraph in annotated:
        at = starts[paragraph.number]
        for date in longest([*references(paragraph.text), *paragraph.dates]):
            near = [t for t in unmatched if t["start"] < date.end + at and date.start + at < t["end"]]
            # "Between 1982 and 1992" is one span in EDTF and two times in TimeML.
            values = date.value.split("/") if len(near) == 2 and date.value.count("/") == 1 else [date.value]
            for number, value in enumerate(values):
                _count(value, near[number] if near else None, date.start + at, date.surface, into)
            unmatched = [t for t in unmatched if t not in near[: len(values)]]
    into.missed += len(unmatched)
    into.errors += [f"missed {t['start']}-{t['end']}: {t['value']}" for t in unmatched]


def _count(extracted: str, near: Mapping[str, Any] | None, start: int, surface: str, into: Score) -> None:
    """Count an extracted value that begins at ``start``, against the time that it overlaps, if any."""
    if near and same(extracted, near["value"]):
        into.right += 1
        return
    into.spurious += 1
    into.errors.append(f"spurious {start}: {surface} = {value(extracted)}")
    if near:
        into.missed += 1
        into.errors.append(f"missed {near['start']}-{near['end']}: {near['value']}")


def same(edtf: str, timeml: str) -> bool:
    """Whether two values mean the same; an empty extracted value is a duration of unknown length (``PXM``)."""
    timeml = re.sub(r"^(\d{4}-\d\d-\d\d|XXXX-WXX-\d)T.*|^(\d{4}(?:-\d\d)?)(?:-XX)+$", r"\1\2", timeml.strip())
    return value(edtf) == timeml if edtf else timeml.startswith("PX")


def value(edtf: str) -> str:
    """An EDTF value in TimeML's notation; unchanged if TimeML has none for it."""
    edtf = edtf.strip("~?%")
    if match := re.fullmatch(r"\[(\d{4})-(03|06|09|12)\.\.\d{4}-(05|08|11|02)\]", edtf):
        return f"{match[1]}-{_SEASONS[match[2]]}"
    if match := re.fullmatch(r"\[(\d{4})-(\d\d)\.\.\1-(\d\d)\]", edtf):
        length = int(match[3]) - int(match[2]) + 1
        return f"{match[1]}-{'Q' if length == 3 else 'H'}{int(match[3]) // length}"
    if re.fullmatch(r"\[(\d{4}-\d\d)-\d\d\.\.\1-\d\d\]", edtf) and not _week(edtf):
        return edtf[1:8]
    if match := re.fullmatch(r"(\d\d)XX|(\d{3})X", edtf):
        return match[1] or match[2]
    return _week(edtf) or edtf


def _week(edtf: str) -> str:
    """``2024-W07`` or ``2024-W07-WE`` for the set of a week's or weekend's days, else empty."""
    match = re.fullmatch(r"\[(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)\]", edtf)
    if not match:
        return ""
    first, last = map(dt.date.fromisoformat, match.groups())
    ends = {(0, 6): "", (5, 1): "-WE"}.get((first.weekday(), (last - first).days))
    year, week, _day = first.isocalendar()
    return "" if ends is None else f"{year}-W{week:02}{ends}"
