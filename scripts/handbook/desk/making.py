"""The addresses of the desk for making something new: a claim of an entry, or an article from a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from handbook.adding import claiming as claims_of
from handbook.adding.batch import SUFFIXES
from handbook.adding.merging import Refused
from handbook.adding.original import MAX_BYTES
from handbook.counted import counted
from handbook.desk import claiming, deciding, forms, uploading
from handbook.desk.articles import Article
from handbook.desk.claims import statements
from handbook.desk.deciding import Outcome
from handbook.desk.entering import AddedArticle
from handbook.desk.security import Keys
from handbook.desk.state import Project
from handbook.desk.uploading import Upload
from handbook.problems import Problem


class Pages(Protocol):
    """What the desk provides for all its addresses."""

    project: Project
    keys: Keys

    def page(self, template: str, status: int = 200, **values: Any) -> HTMLResponse: ...
    def article(self, identity: str) -> Article: ...
    def add_messages(self, *messages: Outcome) -> None: ...
    async def form(self, request: Request) -> dict[str, list[str]]: ...


class Making:
    """Pages for making something new, at one desk."""

    def __init__(self, desk: Pages) -> None:
        self._desk = desk

    def routes(self) -> list[Route]:
        """The addresses; they must precede those that have a step in the same place."""
        return [
            Route("/add", self._add),
            Route("/add", self._added, methods=["POST"]),
            Route("/names", self._names),
            Route("/article/{id}/claim", self._claim),
            Route("/article/{id}/claim", self._claimed, methods=["POST"]),
            Route("/article/{id}/claim/check", self._checked, methods=["POST"]),
            Route("/article/{id}/unclaim", self._unclaimed, methods=["POST"]),
        ]

    # -- a claim

    async def _claim(self, request: Request) -> Response:
        parameters = request.query_params
        parameters = {name: parameters.get(name, "") for name in ("at", "entry", "type", "q")}
        return await run_in_threadpool(self._claim_page, request.path_params["id"], parameters, [parameters["at"]])

    def _claim_page(
        self, identity: str, filled: Mapping[str, str], ticked: Sequence[str], refused: bool = False
    ) -> Response:
        article = self._desk.article(identity)
        if article.conflicting:
            return RedirectResponse(f"/article/{identity}/both", 303)
        corpus, at = article.snapshot.corpus, filled.get("at", "")
        entry = claiming.entry_of(article, filled.get("entry", ""))
        types = claims_of.types_of(entry) if entry else ()
        kind = filled.get("type", "") if filled.get("type", "") in types else next(iter(types), "")
        query = filled.get("q", "")
        hits = [c for c in article.snapshot.finder.search(query) if claiming.entry_of(article, c.id)] if query else []
        values: dict[str, Any] = {
            "at": at, "statement": claiming.statement_of(article, at), "entry": entry, "types": types, "type": kind, "TYPES": forms.TYPES,
            "fields": forms.fields_of(corpus, entry, kind) if entry else [], "filled": filled, "ticked": set(ticked), "query": query, "hits": hits,
            "choices": [] if entry else claiming.offered(article, at), "written": statements(article.source) if article.source else [],
            "preview": claiming.preview(article, filled, ticked) if refused else claiming.Preview(), "problem_text": claiming.problem_text,
        }  # fmt: skip
        return self._desk.page(
            "claim.html", 422 if refused else 200, article=article, step="claims", row=article.row, **values
        )

    async def _checked(self, request: Request) -> Response:
        """The preview of a claim as it is filled in, for the page's script."""
        fields = await self._desk.form(request)
        filled, ticked = _last_values(fields), fields.get("for", [])

        def look() -> Response:
            return JSONResponse(
                claiming.preview(self._desk.article(request.path_params["id"]), filled, ticked).as_json()
            )

        return await run_in_threadpool(look)

    async def _claimed(self, request: Request) -> Response:
        fields = await self._desk.form(request)
        filled, ticked, identity = _last_values(fields), fields.get("for", []), request.path_params["id"]
        outcome = await run_in_threadpool(lambda: claiming.save(self._desk.article(identity), filled, ticked))
        self._desk.add_messages(outcome)
        if outcome.refused:
            return await run_in_threadpool(self._claim_page, identity, filled, ticked, True)
        at = filled.get("at", "")
        return _redirect(request, f"/article/{identity}/claims" + (f"#s-{quote(at)}" if at else ""))

    async def _unclaimed(self, request: Request) -> Response:
        key = _last_values(await self._desk.form(request)).get("claim", "")
        identity = request.path_params["id"]
        self._desk.add_messages(await run_in_threadpool(lambda: deciding.unclaim(self._desk.project, identity, key)))
        return RedirectResponse(f"/article/{identity}/claims", 303)

    async def _names(self, request: Request) -> Response:
        """Entries with a name that begins with the given words, as the options of a list."""
        query = request.query_params.get("q", "")
        hits = await run_in_threadpool(lambda: self._desk.project.snapshot().finder.search(query))
        return JSONResponse([{"id": c.id, "name": c.name, "kind": c.kind} for c in hits])

    # -- an article

    async def _add(self, request: Request) -> Response:
        return await run_in_threadpool(self._add_page, {}, None, ())

    def _add_page(
        self,
        filled: Mapping[str, str],
        upload: Upload | None,
        problems: Sequence[Problem],
        entered: AddedArticle | None = None,
    ) -> Response:
        sources = self._desk.project.snapshot().corpus.sources
        similar = entered.similar if entered else ()
        return self._desk.page(
            "add.html", 422 if problems else 200, filled=filled, upload=upload, problems=problems, similar=similar, problem_text=claiming.problem_text, fields=uploading.FIELDS,
            suffixes=sorted(SUFFIXES), max_megabytes=MAX_BYTES // 1_000_000, titles={v.source: sources[v.source].header.title for v in similar},
        )  # fmt: skip

    async def _added(self, request: Request) -> Response:
        filled, name, raw = await self._uploaded(request)
        entered = await run_in_threadpool(self._enter, filled, name, raw)
        return _redirect(request, entered) if isinstance(entered, str) else entered

    def _enter(self, filled: Mapping[str, str], name: str, raw: bytes) -> Response | str:
        """Add the article; return the address of its source, or the page that says what is in the way."""
        upload = (
            Upload(filled.get("upload", ""), uploading.base_name(filled.get("file_name", "")))
            if filled.get("upload")
            else None
        )
        seeds = self._desk.project.seeds
        try:
            if raw or not upload:
                upload = uploading.store_upload(seeds, name, raw)
            entered = uploading.add(seeds, upload.name, filled)
        except Refused as error:
            return self._add_page(filled, upload, (error.problem,))
        if entered.problems or entered.similar:
            return self._add_page(filled, upload, entered.problems, entered)
        if not entered.new:
            self._desk.add_messages(Outcome("This article is there already: nothing was changed."))
        else:
            drafts = sum(n.startswith("registry/") for n in entered.written)
            notes = [line.removeprefix("note: ") for line in entered.messages if line.startswith("note: ")]
            self._desk.add_messages(Outcome(f"Added, with {counted(drafts, 'draft of an entry', 'drafts of entries')}. Undo takes all of it back."), *map(Outcome, notes[:4]))  # fmt: skip
        return f"/article/{quote(entered.source)}/write"

    async def _uploaded(self, request: Request) -> tuple[dict[str, str], str, bytes]:
        """The fields of a form with a file, the file's name and its bytes; the form must have the desk's token."""
        if request.headers.get("content-type", "").partition(";")[0] != "multipart/form-data":
            raise HTTPException(415, "The desk reads a form with a file here.")
        length = request.headers.get("content-length", "")
        if not length.isdecimal():
            raise HTTPException(411, "The size of the file is not said.")
        if len(length) > 12 or int(length) > uploading.MOST:
            raise HTTPException(413, f"The file is larger than {MAX_BYTES // 1_000_000} MB: save the article alone, without pictures.")  # fmt: skip
        try:
            async with request.form(max_files=1, max_fields=30, max_part_size=100_000) as fields:
                file = fields.get("file")
                filled = {k: v for k, v in fields.multi_items() if isinstance(v, str)}
                raw = await file.read() if isinstance(file, UploadFile) else b""
                name = (file.filename or "") if isinstance(file, UploadFile) else ""
        except (MultiPartException, HTTPException):
            raise HTTPException(400, "That is no form of the desk.") from None
        if not self._desk.keys.right_form(filled.get("form", "")):
            raise HTTPException(403, "This form is of an earlier run of the desk: load the page again.")
        return filled, name, raw


def _redirect(request: Request, to: str) -> Response:
    """Go on to another page: told to the page's script as JSON, to browsers as a redirect."""
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"to": to})
    return RedirectResponse(to, 303)


def _last_values(fields: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {name: values[-1] for name, values in fields.items()}
