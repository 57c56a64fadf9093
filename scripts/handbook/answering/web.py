"""The reconciliation service on this machine.

OpenRefine sends requests from its own page, which is on this machine too (``http://127.0.0.1:3333``) and uses CORS since
3.3, and from its own process, which sends no origin.  Other pages are refused: the answers may contain unpublished records.
"""

from __future__ import annotations

from html import escape
from typing import Any
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from handbook.answering.reconciling import Malformed, Reconciler
from handbook.plain_text import clean
from handbook.serving.guard import OWN_PAGE, App, Receive, Scope, Send, own_name, own_page

#: The most bytes of a request's form: the names of one batch.
_MOST = 1 << 20


class Guard:
    """The service behind its guard: it answers under this machine's names only, and to pages of this machine only."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and (refused := _refusal(scope)):
            await PlainTextResponse(f"{refused[1]}\n", refused[0])(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _refusal(scope: Scope) -> tuple[int, str] | None:
    """The status and the words of a refusal; None if the request may be answered."""
    hosts, origins = (
        [value for name, value in scope["headers"] if name.lower() == header] for header in (b"host", b"origin")
    )
    if len(hosts) != 1 or not own_name(hosts[0]):
        return 421, "This service answers to localhost only."
    if not all(own_page(origin) for origin in origins):
        return 403, "This service answers pages of this machine only."
    return None


async def _bounded(request: Request) -> bytes | None:
    """The body of a request; None as soon as it is too long."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MOST:
            return None
    return bytes(body)


def _field(body: bytes, name: str) -> str:
    """A field of a form; empty if the form lacks it, or the body is no form."""
    try:
        fields = parse_qs(body.decode("ascii"), max_num_fields=20, errors="replace")
    except ValueError:
        return ""
    return fields.get(name, [""])[-1]


def application(reconciler: Reconciler) -> Starlette:
    """An application that only answers, behind its guard; it shows no drafts."""

    async def service(request: Request) -> Response:
        queries = request.query_params.get("queries")
        if request.method == "POST":
            body = await _bounded(request)
            if body is None:
                return JSONResponse({"error": "the request is too long"}, 413, {"Connection": "close"})
            queries = _field(body, "queries") or queries
        if queries is None:
            return JSONResponse(reconciler.manifest(str(request.base_url)))
        try:
            return JSONResponse(reconciler.answers(queries))
        except Malformed as error:
            return JSONResponse({"error": str(error)}, 400)

    async def suggest(request: Request) -> Response:
        return JSONResponse(reconciler.suggested(request.query_params.get("prefix", "")))

    async def preview(request: Request) -> Response:
        entry = reconciler.entry_of(request.query_params.get("id", ""))
        if entry is None:
            return HTMLResponse("<p>There is no such entry.</p>", 404)
        name, gloss = escape(clean(entry.name)), escape(clean(entry.gloss))
        return HTMLResponse(
            f'<!doctype html><meta charset="utf-8"><title>{name}</title><p><strong>{name}</strong></p><p>{gloss}</p>'
        )

    policy: dict[str, Any] = {"allow_origin_regex": OWN_PAGE, "allow_methods": ["GET", "POST"]}
    routes = [Route("/", service, methods=["GET", "POST"]), Route("/suggest", suggest), Route("/preview", preview)]
    return Starlette(routes=routes, middleware=[Middleware(Guard), Middleware(CORSMiddleware, **policy)])
