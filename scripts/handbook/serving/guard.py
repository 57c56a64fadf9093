"""Protection of a server on this machine: which requests it answers, and the security headers of its responses.

A stranger's page, open in the same browser, can send requests here; and its host name can be made to
point here (DNS rebinding), so that the browser lets it read the answers.  But it cannot lie
about its own name: so requests for another host name are refused, and also sockets opened by
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

#: Headers that a published site should send too: docs/about/security.md lists the same, and a test compares the two.
POLICIES = {
    "Content-Security-Policy": "default-src 'self'; script-src 'self'",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
}
#: Headers for this machine only: browsers must ask for a page again each time, and other sites may not embed it.
_LOCAL_HEADERS = {"Cache-Control": "no-cache", "Cross-Origin-Resource-Policy": "same-origin"}
_HEADERS = [(name.lower().encode(), value.encode()) for name, value in (POLICIES | _LOCAL_HEADERS).items()]
_SENT = frozenset(name for name, _ in _HEADERS)
#: The names of this machine for itself, with any port: an editor's tools may forward another one.
_NAME = r"(?:localhost|127\.0\.0\.1|\[::1\])(?::[0-9]{1,5})?"
_HOST = re.compile(_NAME.encode(), re.I)
#: A pattern for the origin of a page that some program on this machine serves.
OWN_PAGE = f"https?://{_NAME}"


class Guard:
    """An ASGI application that refuses unsafe requests, passes others on to ``app``, and adds the headers."""

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
            # Closing the socket before it is accepted makes the browser get status 403.
            await sent({"type": "websocket.close", "code": 1008, "reason": refused[1]})
        else:
            status, words = refused
            body = f"{words}\n".encode()
            plain = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
            await sent({"type": "http.response.start", "status": status, "headers": plain})
            await sent({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


def refusal(scope: Scope) -> tuple[int, str] | None:
    """The status and the message with which a request is refused; None if it may be answered."""
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
    """Whether the origin of a request is a page that a program on this machine serves."""
    return re.fullmatch(OWN_PAGE.encode(), origin) is not None
