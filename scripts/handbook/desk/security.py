"""Restrict the desk to the person whose terminal started it, and keep out other sites' pages in the same browser.

Four things are required.  The host name must be this machine's, so that no other name can be made to point here.  A
request must have the cookie that only the address in the terminal gives.  A request that changes something must come
from a page of the desk (``Origin``), and contain the token of its forms.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field
from html import escape
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from handbook.serving.guard import App, Message, Receive, Scope, Send, own_name


def leading(address: str) -> str:
    """A page that forwards to an address."""
    target = escape(address)
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="0; url={target}">'
        f'<link rel="icon" href="/static/mark.svg"><title>The desk</title><p><a href="{target}">Go to the desk</a></p></html>'
    )


#: Pages of the desk load only its own files, run no other script and stand in no frame.
POLICIES = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    # With no-referrer browsers would give the origin of the desk's own forms as "null".
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_HEADERS = [(name.lower().encode(), value.encode()) for name, value in POLICIES.items()]
_SAFE = ("GET", "HEAD")
_ON = leading("/")
_LOST = "Open the desk with the whole address that handbook desk printed in the terminal."


@dataclass(frozen=True)
class Keys:
    """The secrets of one run: ``token`` is in the address, ``session`` in the cookie, ``form`` in every form and script's request.

    A browser sends its cookies to all servers of this machine, whatever their port; so the cookie does not contain the token.
    """

    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    session: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    form: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    def cookie(self, port: int) -> str:
        """The cookie that lets a browser in; named by port, since cookies do not distinguish the ports of a machine."""
        return f"{name_of(port)}={self.session}; Path=/; HttpOnly; SameSite=Strict"

    def right_form(self, token: str) -> bool:
        return hmac.compare_digest(token.encode(), self.form.encode())


def name_of(port: int) -> str:
    return f"handbook-desk-{port}"


class Guard:
    """The desk behind its guard: a request with the token gets the cookie, all others need it."""

    def __init__(self, app: App, keys: Keys, port: int) -> None:
        self._app, self._keys, self._port = app, keys, port

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "websocket":
                await receive()
                await send({"type": "websocket.close", "code": 1008, "reason": "The desk has no sockets."})
            return

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *_HEADERS]
            await send(message)

        refused = refusal(scope, self._keys, self._port)
        if refused is None:
            await self._app(scope, receive, sent)
            return
        status, words, further_headers = refused
        body = f"{words}\n".encode() if words else b""
        headers = [
            (b"content-type", b"text/html; charset=utf-8" if status == 200 else b"text/plain; charset=utf-8"),
            (b"content-length", str(len(body)).encode()),
            *further_headers,
        ]
        await sent({"type": "http.response.start", "status": status, "headers": headers})
        await sent({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


def refusal(scope: Scope, keys: Keys, port: int) -> tuple[int, str, list[tuple[bytes, bytes]]] | None:
    """The status, words and headers of a refusal (or of the forwarding page); None if the request may pass."""
    headers: dict[bytes, list[bytes]] = {}
    for name, value in scope["headers"]:
        headers.setdefault(name.lower(), []).append(value)
    hosts = headers.get(b"host", [])
    if len(hosts) != 1 or not own_name(hosts[0]):
        return 421, "The desk answers to localhost only.", []
    if scope["method"] not in (*_SAFE, "POST"):
        return 405, "The desk knows GET and POST.", []
    query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    if scope["path"] == "/" and "token" in query and scope["method"] in _SAFE:
        if not hmac.compare_digest(query["token"][0].encode("utf-8", "replace"), keys.token.encode()):
            return 403, _LOST, []
        # One of our pages forwards, so that the token is not in an address that people may show to others.  A redirect would
        # not do: if it began on another page, such as a local file, the browser would not send the cookie.
        return 200, _ON, [(b"set-cookie", keys.cookie(port).encode())]
    if not _has_cookie(headers.get(b"cookie", []), keys, port):
        return 403, _LOST, []
    if scope["method"] == "POST":
        origins = headers.get(b"origin", [])
        if origins != [b"http://" + hosts[0]]:
            return 403, "Only pages of the desk may change something.", []
    elif headers.get(b"sec-fetch-site", [b"none"])[0] not in (b"none", b"same-origin"):
        return 403, "Only pages of the desk may ask for this.", []
    return None


def _has_cookie(cookies: list[bytes], keys: Keys, port: int) -> bool:
    """Whether a browser has the cookie of this run."""
    for line in cookies:
        try:
            jar = SimpleCookie(line.decode("latin-1"))
        except CookieError:
            continue
        if name_of(port) in jar and hmac.compare_digest(jar[name_of(port)].value.encode(), keys.session.encode()):
            return True
    return False
