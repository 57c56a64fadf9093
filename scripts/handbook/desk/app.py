"""The desk's addresses: each shows a page, or takes one decision and redirects back."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from handbook.adding import store
from handbook.adding.comparing import HOLDING
from handbook.desk import articles, assets, deciding, pages, saving
from handbook.desk.articles import Article
from handbook.desk.checking import statement_at
from handbook.desk.deciding import Outcome
from handbook.desk.making import Making
from handbook.desk.security import Guard, Keys
from handbook.desk.state import Project, Snapshot
from handbook.number_form import typed
from handbook.reading.articles import MAX_BYTES
from handbook.serving.guard import App

#: The most bytes of a request: a digest of the largest size, with every letter encoded as three.
MOST = 3 * MAX_BYTES + 10_000
#: The most fields of a form, in which each statement of an article may be ticked.
MOST_FIELDS = 3_000
STEPS = tuple(step for step, _name, _what in pages.STEPS)


class Desk:
    """The desk for one project; ``app`` is the application to serve, behind its guard."""

    def __init__(self, seeds: Path, port: int, keys: Keys | None = None) -> None:
        self.keys = keys or Keys()
        self.project = Project(seeds)
        self._templates = pages.environment()
        self._messages: list[Outcome] = []
        self._highest_open_count = 0
        routes = [
            Route("/", self._queue),
            Route("/help", self._help),
            Route("/problems", self._problems),
            Route("/entries", self._entries),
            Route("/undo", self._undo, methods=["POST"]),
            Route("/static/{name}", assets.send),
            Route("/article/{id}", self._to_first_step),
            Route("/article/{id}/both", self._conflict),
            Route("/article/{id}/state", self._state),
            Route("/article/{id}/search", self._search),
            Route("/article/{id}/save", self._save, methods=["POST"]),
            Route("/article/{id}/take", self._take, methods=["POST"]),
            Route("/article/{id}/decide", self._decide, methods=["POST"]),
            Route("/article/{id}/place", self._place, methods=["POST"]),
            Route("/article/{id}/finish", self._finish, methods=["POST"]),
            *Making(self).routes(),
            Route("/article/{id}/{step}", self._step),
        ]
        handlers: Any = {HTTPException: self._wrong, store.StoreError: self._stopped, OSError: self._stopped}
        self.app: App = Guard(Starlette(routes=routes, exception_handlers=handlers), self.keys, port)

    # -- pages

    def page(self, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        rows = articles.queue(self.project.snapshot())
        open_count = sum(r.open_count for r in rows)
        self._highest_open_count = max(self._highest_open_count, open_count)
        messages = self._messages
        self._messages = []
        values = {"article": None, "step": ""} | values
        # A page with a value of the same name as one of these is an error: it would change what surrounds every page.
        text = self._templates.get_template(template).render(
            **values, form=self.keys.form, messages=messages, rows=rows, open_count=open_count, highest_open_count=self._highest_open_count,
            undoable=list(deciding.undoable(self.project)), project=self.project.seeds.parent.name,
        )  # fmt: skip
        return HTMLResponse(text, status)

    def add_messages(self, *messages: Outcome) -> None:
        """Add messages to the next page that is shown."""
        self._messages += messages

    async def _queue(self, request: Request) -> Response:
        return await run_in_threadpool(self._queue_page, request.query_params.get("q", ""))

    def _queue_page(self, query: str) -> Response:
        snapshot = self.project.snapshot()
        query_words = query.casefold().split()
        matching = [
            s.header for s in snapshot.corpus.sources.values()
            if query_words and all(w in f"{s.id} {s.header.title} {s.header.publication}".casefold() for w in query_words)
        ][:20]  # fmt: skip
        return self.page("queue.html", query=query, matching=matching, unread=snapshot.unread)

    async def _problems(self, request: Request) -> Response:
        """The problems of all seeds, on a page of their own, since running all rules takes a while."""
        return await run_in_threadpool(lambda: self.page("problems.html", problems=self.project.snapshot().problems))

    async def _help(self, request: Request) -> Response:
        return await run_in_threadpool(self.page, "help.html")

    async def _to_first_step(self, request: Request) -> Response:
        return RedirectResponse(f"/article/{quote(request.path_params['id'])}/write", 303)

    async def _step(self, request: Request) -> Response:
        step = request.path_params["step"]
        if step not in STEPS:
            raise HTTPException(404, "There is no such step.")
        query = request.query_params
        return await run_in_threadpool(self._step_page, request.path_params["id"], step, query.get("q", ""), query.get("at", ""))  # fmt: skip

    def _step_page(self, identity: str, step: str, query: str, at: str) -> Response:
        article = self.article(identity)
        if article.conflicting:
            return RedirectResponse(f"/article/{identity}/both", 303)
        checked = article.check(article.text)
        values: dict[str, Any] = {"problems": pages.problems(article, checked), "checked": checked, "query": query, "at": at}  # fmt: skip
        if step == "finish":
            values["holding"] = [p for p in values["problems"] if p["code"] in HOLDING]
        if step == "names":
            values["hits"] = article.snapshot.finder.search(query) if query else []
        if step == "claims":
            values["hits"] = self._hits(article, query, at)
        return self.page(f"{step}.html", article=article, step=step, row=article.row, **values)

    def article(self, identity: str) -> Article:
        snapshot: Snapshot = self.project.snapshot()
        if not articles.exists(snapshot, identity):
            raise HTTPException(404, "There is no source of this name.")
        return Article(self.project, snapshot, identity)

    def _hits(self, article: Article, query: str, label: str) -> list[Any]:
        source = article.source
        statement = next((s for s in source.statements if s.label == label), None) if source and query else None
        if statement is None:
            return []
        return article.snapshot.proposer.search(statement, query, article.plan.sides(label))

    async def _conflict(self, request: Request) -> Response:
        return await run_in_threadpool(self._conflict_page, request.path_params["id"])

    def _conflict_page(self, identity: str) -> Response:
        article = self.article(identity)
        if not article.conflicting or article.unsaved is None:
            return RedirectResponse(f"/article/{identity}/write", 303)
        theirs = saving.text_of(article.raw)
        lines = saving.compared(theirs, article.unsaved.text)
        return self.page("both.html", article=article, step="write", row=article.row, lines=lines, mine=article.unsaved.text, theirs=theirs)  # fmt: skip

    # -- parts of pages, and what the script asks for

    async def _entries(self, request: Request) -> Response:
        query = request.query_params
        return await run_in_threadpool(self._entry_hits, query.get("q", ""), query.get("without", ""))

    def _entry_hits(self, query: str, excluded: str) -> Response:
        hits = self.project.snapshot().finder.search(query, excluded=excluded)
        return HTMLResponse(self._templates.get_template("hits.html").render(hits=hits, query=query))

    async def _search(self, request: Request) -> Response:
        query = request.query_params
        return await run_in_threadpool(self._claim_hits, request.path_params["id"], query.get("q", ""), query.get("at", ""))  # fmt: skip

    def _claim_hits(self, identity: str, query: str, label: str) -> Response:
        article = self.article(identity)
        hits = self._hits(article, query, label)
        return HTMLResponse(self._templates.get_template("claim_hits.html").render(article=article, label=label, hits=hits, query=query, form=self.keys.form, back="claims"))  # fmt: skip

    async def _state(self, request: Request) -> Response:
        return await run_in_threadpool(self._state_of, request.path_params["id"], request.query_params.get("have", ""))

    def _state_of(self, identity: str, have: str) -> Response:
        """Whether a file is still as a page has it; if not, its text."""
        article = self.article(identity)
        text = article.text if article.version != have else ""
        return JSONResponse({"version": article.version, "both": article.conflicting, "text": text})

    # -- what changes something

    async def _form(self, request: Request) -> dict[str, str]:
        """The fields of a form with the desk's token, the last value of each name."""
        return {name: values[-1] for name, values in (await self.form(request)).items()}

    async def form(self, request: Request) -> dict[str, list[str]]:
        """The fields of a form with the desk's token."""
        if request.headers.get("content-type", "").partition(";")[0] != "application/x-www-form-urlencoded":
            raise HTTPException(415, "The desk reads forms.")
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > MOST:
                raise HTTPException(413, "That is larger than a digest may be.")
        try:
            fields = parse_qs(
                bytes(body).decode("ascii"), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict"
            )
        except ValueError:
            raise HTTPException(400, "That is no form of the desk.") from None
        if not self.keys.right_form(fields.get("form", [""])[-1]):
            raise HTTPException(403, "This form is of an earlier run of the desk: load the page again.")
        return fields

    async def _save(self, request: Request) -> Response:
        fields = await self._form(request)
        script = "application/json" in request.headers.get("accept", "")
        return await run_in_threadpool(self._saved, request.path_params["id"], fields, script)

    def _saved(self, identity: str, fields: dict[str, str], script: bool) -> Response:
        self.article(identity)
        seeds = self.project.seeds
        reads = articles.readable(identity, seeds.name)
        saved = saving.save(seeds, identity, fields.get("text", ""), fields.get("base", ""), reads)  # fmt: skip
        if not script:
            words = {"written": "Saved.", "kept": "Kept at the desk: it goes into the file as soon as it can be read.", "waits": f"Kept at the desk: {saved.why}."}  # fmt: skip
            if saved.result in words:
                self._messages.append(Outcome(words[saved.result], saved.result != "written"))
            return RedirectResponse(f"/article/{identity}/{'both' if saved.result == 'both' else 'write'}", 303)
        article = self.article(identity)
        checked = article.check(fields.get("text", ""))
        line = fields.get("line", "0")
        statement = statement_at(checked.source, typed(line) or 0)
        offers = None
        if statement is not None and statement.text:
            offers = article.snapshot.proposer.offers(statement, article.original.paragraphs, article.plan.sides(statement.label))  # fmt: skip
        part = self._templates.get_template("at.html").render(article=article, offers=offers, form=self.keys.form)
        return JSONResponse(
            {
                "how": saved.result, "version": saved.version, "why": saved.why, "problems": pages.problems(article, checked),
                "at": part, "paragraph": statement.paragraph if statement else 0, "evidence": pages.with_evidence(offers),
                "progress": pages.progress(article.row),
            }
        )  # fmt: skip

    async def _take(self, request: Request) -> Response:
        """Replace the text that waits beside a file by the file on the disk."""
        await self._form(request)
        identity = request.path_params["id"]
        self.article(identity)
        await run_in_threadpool(saving.drop, self.project.seeds, identity)
        self._messages.append(Outcome("Taken as it is on the disk."))
        return RedirectResponse(f"/article/{identity}/write", 303)

    async def _decide(self, request: Request) -> Response:
        fields = await self._form(request)
        identity = request.path_params["id"]
        action, name = fields.get("action", ""), fields.get("name", "")
        values = {"merge": fields.get("into", ""), "confirm": fields.get("gloss", ""), "rename": fields.get("rename", ""), "kind": fields.get("kind", "")}  # fmt: skip
        if action == "unplan":
            outcome = await run_in_threadpool(deciding.unplan, self.project, identity, name)
        else:
            outcome = await run_in_threadpool(deciding.decide, self.project, identity, action, name, values.get(action, "").strip(), fields.get("reason", "").strip())  # fmt: skip
        self._messages.append(outcome)
        # A rejected source no longer exists.
        still_exists = articles.exists(self.project.snapshot(), identity)
        return RedirectResponse(f"/article/{identity}/names" if still_exists else "/", 303)

    async def _place(self, request: Request) -> Response:
        fields = await self._form(request)
        identity = request.path_params["id"]
        side = "against" if fields.get("side") == "against" else "for"
        outcome = await run_in_threadpool(deciding.place, self.project, identity, fields.get("statement", ""), fields.get("claim", ""), side)  # fmt: skip
        self._messages.append(outcome)
        step = fields.get("back", "claims")
        return RedirectResponse(f"/article/{identity}/{step if step in STEPS else 'claims'}", 303)

    async def _finish(self, request: Request) -> Response:
        reason = (await self._form(request)).get("reason", "")
        identity = request.path_params["id"]
        self._messages += await run_in_threadpool(deciding.finish, self.project, identity, reason)
        return RedirectResponse(f"/article/{identity}/finish", 303)

    async def _undo(self, request: Request) -> Response:
        fields = await self._form(request)
        number = fields.get("number", "")
        self._messages.append(await run_in_threadpool(deciding.undo, self.project, typed(number)))  # fmt: skip
        back = fields.get("back", "")
        identity, _, step = back.partition("/")
        still_exists = articles.exists(self.project.snapshot(), identity) and step in STEPS
        return RedirectResponse(f"/article/{back}" if still_exists else "/", 303)

    # -- what went wrong

    async def _wrong(self, request: Request, error: HTTPException) -> Response:
        return await run_in_threadpool(self.page, "wrong.html", error.status_code, why=error.detail)

    async def _stopped(self, request: Request, error: store.StoreError | OSError) -> Response:
        why = f"{error.problem.message}. {error.problem.mend}" if isinstance(error, store.StoreError) else str(error)
        return await run_in_threadpool(self.page, "wrong.html", 503, why=why)
