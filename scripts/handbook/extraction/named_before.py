"""Bodies that an article names elsewhere, where nothing but that shows them: a sentence may begin with one."""

from __future__ import annotations

import re
from collections.abc import Mapping

from handbook.extraction.runs import Token
from handbook.extraction.spans import Evidence, Named
from handbook.folding import WORD, fold


def named_before(
    text: str, tokens: list[Token], names: list[Named], taken_spans: list[tuple[int, int]], sure_names: Mapping[str, str], ordinary: frozenset[str]
) -> list[Named]:  # fmt: skip
    """Names with the bodies that the article names elsewhere and that nothing shows here, as where a sentence begins with one."""
    token_texts = {t[0] for t in tokens}
    for surface in (name for name, ner in sure_names.items() if ner == "ORG"):
        head = WORD.search(surface)
        alone = " " not in surface and fold(surface) in ordinary
        if head is None or alone or head[0] not in token_texts or surface not in text:
            continue
        for match in re.finditer(rf"(?<![\w-]){re.escape(surface)}(?![\w-])", text):
            start, end = match.span()
            inside = [n for n in names if n.start < end and start < n.end]
            sure_or_wider = any(n.confidence >= 0.75 or n.start < start or n.end > end for n in inside)
            if not sure_or_wider and not any(a < end and start < b for a, b in taken_spans):
                named = Named(start, end, surface, "", "ORG", "name", 0.7, Evidence.NAMED_SO)
                names = [*(n for n in names if n not in inside), named]
    return sorted(names)
