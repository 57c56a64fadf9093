"""Cache the look-ups in the trees of citation styles, which the processor repeats while it renders.

citeproc-py looks for a macro, a term or a date by an XPath expression each time that it meets one, and
searches everything below a group for variables.  Both depend on the style alone, and took four fifths
of the time of rendering.
"""

from __future__ import annotations

from functools import cache


@cache
def remember() -> None:
    """Have the processor cache its look-ups in a style, whose tree never changes once it is read."""
    from citeproc import model

    model.CitationStylesElement.xpath_search = cache(model.CitationStylesElement.xpath_search)
    for part in (model.Parent, model.Text):
        part.calls_variable = cache(part.calls_variable)
