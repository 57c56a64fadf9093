"""Serving a folder as a site whose open pages can be told to reload."""

from __future__ import annotations

import asyncio
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket, WebSocketDisconnect

from handbook.serving.guard import App, Guard, Message, Receive, Scope, Send

SCRIPT_PATH, SOCKET_PATH, PROBLEMS_PATH = "/-/reload.js", "/-/reload", "/-/problems.json"
#: The script that reloads pages; a file of its own, because the site's policy allows no scripts inside pages.
SCRIPT = f""""use strict";
(function () {{
  var wait = 500, box = null;
  // What is wrong stands on top of the page: as text, never as markup.
  function problems() {{
    fetch("{PROBLEMS_PATH}", {{cache: "no-store"}}).then(function (answer) {{ return answer.json(); }}).then(function (wrong) {{
      if (box) {{ box.remove(); box = null; }}
      if (!wrong.lines.length) {{ return; }}
      box = document.createElement("div");
      box.setAttribute("role", "alert");
      box.id = "handbook-problems";
      box.style.cssText = "position:fixed;inset:auto 0 0 0;z-index:999;max-height:45vh;overflow:auto;padding:.8em 1.2em;background:#5b1a12;color:#fff;font:14px/1.45 ui-monospace,monospace;white-space:pre-wrap;overflow-wrap:anywhere";
      box.textContent = wrong.heading + "\\n" + wrong.lines.join("\\n");
      document.body.append(box);
    }});
  }}
  function connect() {{
    var socket = new WebSocket(location.origin.replace(/^http/, "ws") + "{SOCKET_PATH}");
    socket.onopen = function () {{ wait = 500; }};
    socket.onmessage = function (event) {{ if (event.data === "problems") {{ problems(); }} else {{ location.reload(); }} }};
    socket.onclose = function () {{ setTimeout(connect, wait); wait = Math.min(wait * 2, 30000); }};
  }}
  connect();
  problems();
}})();
"""
#: The headings of messages over a page that was made in spite of warnings, or that is older than the problems.
WARNED, LAST_GOOD = "The pages were made, with warnings:", "This page is the last good one. Since then:"
_TAG = f'\n<script src="{SCRIPT_PATH}"></script>\n'.encode()
_MISSING = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>No such page</title></head>
<body><h1>No such page</h1><p>There is none of this name, or it is still being made: then it appears by itself.</p></body></html>
"""


class Site:
    """A folder as a guarded site; ``app`` is the application to serve, ``reload`` tells browsers to reload."""

    def __init__(self, folder: Path) -> None:
        self._queues: set[asyncio.Queue[str]] = set()
        self._wrong = ("", list[str]())
        routes = [
            WebSocketRoute(SOCKET_PATH, self._socket),
            Route(SCRIPT_PATH, _script),
            Route(PROBLEMS_PATH, self._problems),
            Mount("/", app=_Scripted(StaticFiles(directory=folder, html=True))),
        ]
        self.app: App = Guard(Starlette(routes=routes, exception_handlers={404: _missing}))

    def reload(self) -> None:
        """Tell all open pages to reload; call it in the thread of the event loop."""
        self._send_to_all("changed")

    def show(self, problems: list[str], pages_made: bool) -> None:
        """Show these problems on all pages, or clear them if there are none; call it in the thread of the event loop.

        ``pages_made`` says whether the pages were made in spite of them.
        """
        heading = (WARNED if pages_made else LAST_GOOD) if problems else ""
        wrong = (heading, list(problems))
        if wrong != self._wrong:
            self._wrong = wrong
            self._send_to_all("problems")

    def _send_to_all(self, message: str) -> None:
        for queue in self._queues:
            queue.put_nowait(message)

    async def _problems(self, request: Request) -> Response:
        heading, lines = self._wrong
        return JSONResponse({"heading": heading, "lines": lines})

    async def _socket(self, socket: WebSocket) -> None:
        await socket.accept()
        news: asyncio.Queue[str] = asyncio.Queue()
        self._queues.add(news)
        closed = asyncio.ensure_future(_until_closed(socket))
        try:
            while not closed.done():
                waits = asyncio.ensure_future(news.get())
                await asyncio.wait({waits, closed}, return_when=asyncio.FIRST_COMPLETED)
                if not waits.done():
                    waits.cancel()
                    break
                await socket.send_text(waits.result())
        except WebSocketDisconnect:
            pass  # the page was closed meanwhile
        finally:
            self._queues.discard(news)
            closed.cancel()


async def _until_closed(socket: WebSocket) -> None:
    """Wait until a page has closed its socket; ignore its messages."""
    while (await socket.receive())["type"] != "websocket.disconnect":
        pass


async def _script(request: Request) -> Response:
    return Response(SCRIPT, media_type="text/javascript")


async def _missing(request: Request, error: Exception) -> Response:
    body = _MISSING.replace("</body>", _TAG.decode() + "</body>")
    return HTMLResponse(body, status_code=error.status_code if isinstance(error, HTTPException) else 404)


class _Scripted:
    """An application that adds the script that waits for changes to the end of another's complete HTML pages."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        page = False

        async def sent(message: Message) -> None:
            nonlocal page
            if message["type"] == "http.response.start":
                headers = dict(message["headers"])
                # A partial response (206) must keep its length, so it gets no script.
                page = message["status"] in (200, 404) and headers.get(b"content-type", b"").startswith(b"text/html")
                if page and b"content-length" in headers:
                    headers[b"content-length"] = str(int(headers[b"content-length"]) + len(_TAG)).encode()
                    message["headers"] = list(headers.items())
            elif page and not message.get("more_body") and scope["method"] != "HEAD":
                message["body"] = message.get("body", b"") + _TAG
            await send(message)

        await self._app(scope, receive, sent)
