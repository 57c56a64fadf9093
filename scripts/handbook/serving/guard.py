"""Who may ask a server on this machine, and under which policies pages are shown.

A page of a stranger, open in the same browser, can send requests here; and its name can be made to
point here (DNS rebinding), so that the browser lets it read the answers.  What it cannot do is to lie
about its own name: requests under another host's name are refused, and so are sockets opened by
pages of another origin.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

#: What a published site should send too: docs/about/security.md has the same, and a test compares them.
POLICIES = {
    "Content-Security-Policy": "default-src 'self'; script-src 'self'",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
}
#: What matters on this machine only: a page is asked for anew each time, and other pages may not embed it.
_HERE = {"Cache-Control": "no-cache", "Cross-Origin-Resource-Policy": "same-origin"}
_HEADERS = [(name.lower().encode(), value.encode()) for name, value in (POLICIES | _HERE).items()]
_SENT = frozenset(name for name, _ in _HEADERS)
#: Names of this machine for itself.  The port is not looked at: an editor's tools may forward another one.
_NAME = r"(?:localhost|127\.0\.0\.1|\[::1\])(?::[0-9]{1,5})?"
_HOST = re.compile(_NAME.encode(), re.I)
#: The origin of a page that some program of this machine shows.
OWN_PAGE = f"https?://{_NAME}"


class Guard:
    """An application behind the guard."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return

        async def sent(message: Message) -> None:
            if message["type"] in ("http.response.start", "websocket.http.response.start"):
                headers = [h for h in message.get("headers", ()) if h[0].lower() not in _SENT]
                message["headers"] = [*headers, *_HEADERS]
            await send(message)

        refused = refusal(scope)
        if refused is None:
            await self._app(scope, receive, sent)
        elif scope["type"] == "websocket":
            await receive()
            # Before it was accepted: the browser gets 403.
            await sent({"type": "websocket.close", "code": 1008, "reason": refused[1]})
        else:
            status, words = refused
            body = f"{words}\n".encode()
            plain = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
            await sent({"type": "http.response.start", "status": status, "headers": plain})
            await sent({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


def refusal(scope: Scope) -> tuple[int, str] | None:
    """The status and the words with which a request is refused; None if it may be answered."""
    hosts = [value for name, value in scope["headers"] if name.lower() == b"host"]
    if len(hosts) != 1 or not own_name(hosts[0]):
        return 421, "This server answers to localhost only."
    if scope["type"] == "websocket":
        origins = [value for name, value in scope["headers"] if name.lower() == b"origin"]
        if origins != [b"http://" + hosts[0]]:
            return 403, "This socket is for pages of this server only."
    elif scope["method"] not in ("GET", "HEAD"):
        return 405, "This server only shows pages."
    return None


def own_name(host: bytes) -> bool:
    """Whether the host of a request is a name of this machine for itself."""
    return _HOST.fullmatch(host) is not None


def own_page(origin: bytes) -> bool:
    """Whether the origin of a request is a page that a program of this machine shows."""
    return re.fullmatch(OWN_PAGE.encode(), origin) is not None
