"""The name under which a person is filed: the family name, if the person's sources show which it is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable


def filed_as(name: str, texts: Iterable[str]) -> str:
    """``Diop, Abdoulaye`` for ``Abdoulaye Diop`` if one of the texts says ``Diop`` alone; empty if none does.

    If several endings of the name stand alone, the longest one is the family name.
    """
    words = name.split()
    # Inside the whole name no ending of it stands alone.
    listed = [text.replace(name, "\n") for text in texts]
    for at in range(1, len(words)):
        end = " ".join(words[at:])
        alone = re.compile(rf"(?<!\w){re.escape(end)}(?!\w)")
        if any(_begins(text[: match.start()], words) for text in listed for match in alone.finditer(text)):
            return f"{end}, {' '.join(words[:at])}"
    return ""


def _begins(before: str, words: Collection[str]) -> bool:
    """Whether a name may begin after a text: not after another word of a name, which has a capital or is one of ``words``."""
    last = before.split()[-1] if before.strip() else ""
    return not last or not last[-1].isalnum() or (last[0].islower() and last not in words)
