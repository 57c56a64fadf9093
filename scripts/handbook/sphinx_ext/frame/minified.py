"""Minifying our style sheets and scripts: comments and white space are removed in the published site."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import rcssmin
import rjsmin

#: Minifiers by file extension. Licence notices, which begin with ``/*!``, stay.
_SHORTENED: dict[str, Callable[[str], str]] = {
    ".css": lambda text: str(rcssmin.cssmin(text, keep_bang_comments=True)),
    ".js": lambda text: str(rjsmin.jsmin(text, keep_bang_comments=True)),
}


def shortened(name: str, text: str) -> str:
    """The text of a file as it is published: minified if it is a style sheet or script, else unchanged."""
    shorten = _SHORTENED.get(Path(name).suffix)
    return f"{shorten(text)}\n" if shorten else text


def shorten(source: Path, folder: Path) -> None:
    """Minify in ``folder`` the style sheets and scripts that were copied there from ``source``."""
    for original in sorted(source.iterdir()):
        copied = folder / original.name
        if original.suffix in _SHORTENED and copied.is_file():
            copied.write_text(
                shortened(original.name, copied.read_text(encoding="utf-8")), encoding="utf-8", newline="\n"
            )
