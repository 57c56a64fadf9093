"""The files that pages of the desk load, by name; nothing else on the disk is sent."""

from __future__ import annotations

from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response

import handbook
from handbook.desk import pages

_THEME = Path(handbook.__file__).parent / "sphinx_ext" / "theme" / "static"
#: The files that pages load, by name.
STATIC = {
    "site.css": _THEME / "handbook.css",
    "mark.svg": _THEME / "mark.svg",
    "desk.css": pages.FOLDER / "static" / "desk.css",
    "desk.js": pages.FOLDER / "static" / "desk.js",
    "editor.js": pages.FOLDER / "static" / "editor.js",
    "claim.js": pages.FOLDER / "static" / "claim.js",
}


async def send(request: Request) -> Response:
    """The file that a page asks for."""
    path = STATIC.get(request.path_params["name"])
    if path is None:
        raise HTTPException(404, "There is no such file.")
    return FileResponse(path)
