"""The direction in which a text runs."""

from __future__ import annotations

import unicodedata


def runs_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction belongs to a right-to-left script (UAX 9, rule P2)."""
    if text.isascii():
        return False
    return next((d in ("R", "AL") for d in map(unicodedata.bidirectional, text) if d in ("L", "R", "AL")), False)
