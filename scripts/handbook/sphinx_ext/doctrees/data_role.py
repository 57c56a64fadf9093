"""The role ``hb:data``: data for the page's script."""

from __future__ import annotations

import json

from docutils import nodes
from docutils.nodes import Node
from sphinx.util.docutils import SphinxRole

from handbook.render.html_tags import data_element

EXAMPLE = '{"facets": [["kind", "signature", "Signature"]]}'


class DataRole(SphinxRole):
    """Data for the page's script, written as JSON: an element that shows nothing, and no text in any output."""

    def run(self) -> tuple[list[Node], list[nodes.system_message]]:
        try:
            data = json.loads(self.text)
        except ValueError as error:
            message = self.inliner.reporter.error(
                f"{self.name}: '{self.text}' is not JSON ({error}); this role wants data for the page's script, "
                f"such as {EXAMPLE}, and shows nothing",
                line=self.lineno,
            )
            return [self.inliner.problematic(self.rawtext, self.rawtext, message)], [message]
        return [nodes.raw("", data_element(data), format="html")], []
