"""Translators of fixed strings: gettext catalogues in ``locale``, English without one."""

from __future__ import annotations

import gettext
from collections.abc import Callable
from pathlib import Path

LOCALE = Path(__file__).parent / "locale"


def translator(language: str = "en") -> Callable[[str], str]:
    """The gettext function of a language; English text where a catalogue lacks it."""
    return gettext.translation("handbook", LOCALE, languages=[language], fallback=True).gettext
