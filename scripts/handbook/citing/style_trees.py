"""The trees of citation styles, of which the processor asks the same again and again while it renders.

citeproc-py looks for a macro, a term or a date by an XPath expression each time that it
comes by one, and goes through all that stands below a group to find whether it uses a
variable.  Both depend on the style alone, and took four fifths of the time of rendering.
"""

from __future__ import annotations

from functools import cache


@cache
def remember() -> None:
    """Have the processor keep what it finds in a style, whose tree never changes once it is read."""
    from citeproc import model

    model.CitationStylesElement.xpath_search = cache(model.CitationStylesElement.xpath_search)
    for part in (model.Parent, model.Text):
        part.calls_variable = cache(part.calls_variable)
