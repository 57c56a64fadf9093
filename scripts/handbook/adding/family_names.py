"""Under which name a person is filed: the family name, where the sources of the person show which it is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable


def filed_as(name: str, texts: Iterable[str]) -> str:
    """``Diop, Abdoulaye`` of ``Abdoulaye Diop`` who is called ``Diop`` alone in one of the texts; empty if in none.

    Of several ends of the name the longest is the family name.
    """
    words = name.split()
    # Within the whole name no end of it stands alone.
    listed = [text.replace(name, "\n") for text in texts]
    for at in range(1, len(words)):
        end = " ".join(words[at:])
        alone = re.compile(rf"(?<!\w){re.escape(end)}(?!\w)")
        if any(_begins(text[: found.start()], words) for text in listed for found in alone.finditer(text)):
            return f"{end}, {' '.join(words[:at])}"
    return ""


def _begins(before: str, words: Collection[str]) -> bool:
    """Whether a name begins behind a text: not behind another word of a name, which has a capital or is one of ``words``."""
    last = before.split()[-1] if before.strip() else ""
    return not last or not last[-1].isalnum() or (last[0].islower() and last not in words)
