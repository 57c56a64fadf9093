"""Our style sheets and scripts without their comments and blanks, as a reader's browser gets them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import rcssmin
import rjsmin

#: By the end of a file's name. Notices of licences, which begin with ``/*!``, stay.
_SHORTENED: dict[str, Callable[[str], str]] = {
    ".css": lambda text: str(rcssmin.cssmin(text, keep_bang_comments=True)),
    ".js": lambda text: str(rjsmin.jsmin(text, keep_bang_comments=True)),
}


def shortened(name: str, text: str) -> str:
    """The text of a file as it is published; of one that is neither a style sheet nor a script, the text itself."""
    shorten = _SHORTENED.get(Path(name).suffix)
    return f"{shorten(text)}\n" if shorten else text


def shorten(source: Path, folder: Path) -> None:
    """Shorten in ``folder`` the files that were copied there from ``source``."""
    for original in sorted(source.iterdir()):
        copied = folder / original.name
        if original.suffix in _SHORTENED and copied.is_file():
            copied.write_text(
                shortened(original.name, copied.read_text(encoding="utf-8")), encoding="utf-8", newline="\n"
            )
