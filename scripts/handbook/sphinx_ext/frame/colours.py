"""A handbook's own colours in the static files of its site: a style sheet, and the logo mark in the handbook's colour."""

from __future__ import annotations

import hashlib
from pathlib import Path

from handbook.settings.handbook import BRAND, Colours

NAME = "handbook-colours.css"
#: The CSS variables that get the handbook's colour.
_BRAND = ("brand-primary", "brand-content", "brand-visited", "link", "link-underline--hover", "link--hover")


def style_sheet(colours: Colours) -> str:
    """The style sheet for these colours; empty where they are the default ones."""
    if not colours.differ_from_package:
        return ""
    light = "".join(f"--color-{name}:{colours.brand};" for name in _BRAND) + f"--hb-accent:{colours.accent};"
    dark = "".join(f"--color-{name}:{colours.on_dark};" for name in _BRAND)
    return (
        f"body{{{light}}}\n"
        f'@media not print{{body[data-theme="dark"]{{{dark}}}\n'
        f'@media (prefers-color-scheme:dark){{body:not([data-theme="light"]){{{dark}}}}}}}\n'
    )


def version(colours: Colours) -> str:
    """A short hash of the style sheet, so that a browser's cache never mixes two versions; empty if there is no style sheet."""
    sheet = style_sheet(colours)
    return hashlib.sha256(sheet.encode()).hexdigest()[:8] if sheet else ""


def put(colours: Colours, folder: Path) -> None:
    """Write the style sheet into the folder of static files, and recolour the mark there."""
    if not colours.differ_from_package:
        return
    (folder / NAME).write_text(style_sheet(colours), encoding="utf-8")
    mark = folder / "mark.svg"
    if mark.is_file():
        mark.write_text(mark.read_text(encoding="utf-8").replace(BRAND, colours.brand), encoding="utf-8")
