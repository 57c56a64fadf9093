"""Cache the look-ups in the trees of citation styles, which the processor repeats while it renders.

citeproc-py looks for a macro, a term or a date by an XPath expression each time that it meets one, and
searches everything below a group for variables.  Both depend on the style alone, and took four fifths
of the time of rendering.
"""

from __future__ import annotations

from functools import cache
from typing import Any


@cache
def remember() -> None:
    """Have the processor cache its look-ups in a style, whose tree never changes once it is read."""
    from citeproc import model

    model.CitationStylesElement.xpath_search = cache(model.CitationStylesElement.xpath_search)
    for part in (model.Parent, model.Text):
        part.calls_variable = cache(part.calls_variable)


def put_days_first(root: Any) -> None:
    """Have a style's dates of a month and a day follow the order of its locale: "27 avril", where English has "April 27".

    Styles that part the year from the day write this order down for English.
    """
    names = [part.get("name") for part in root.get_date("text")]
    if names.index("day") > names.index("month"):
        return
    for date in root.iter("{*}date"):
        parts = list(date)
        if [part.get("name") for part in parts] != ["month", "day"]:
            continue
        month, day = parts
        month.set("prefix", day.attrib.pop("prefix", " "))
        date.insert(0, day)
