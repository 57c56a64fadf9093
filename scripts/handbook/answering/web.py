"""The reconciliation service on this machine."""

from __future__ import annotations

from html import escape
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from handbook.answering.reconciling import Malformed, Reconciler
from handbook.plain_text import clean

#: Bytes of a request's form: names of one batch.
_MOST = 1 << 20


def application(reconciler: Reconciler) -> Starlette:
    """An application that only answers; everything it says is published."""

    async def service(request: Request) -> Response:
        queries = request.query_params.get("queries")
        if request.method == "POST":
            body = await request.body()
            if len(body) > _MOST:
                return JSONResponse({"error": "the request is too long"}, 413)
            form = await request.form()
            queries = str(form.get("queries", "")) or queries
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

    policy: dict[str, Any] = {"allow_origins": ["*"], "allow_methods": ["GET", "POST"]}
    routes = [Route("/", service, methods=["GET", "POST"]), Route("/suggest", suggest), Route("/preview", preview)]
    return Starlette(routes=routes, middleware=[Middleware(CORSMiddleware, **policy)])
