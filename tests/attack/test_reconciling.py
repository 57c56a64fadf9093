"""The reconciliation service and strangers: under which names, to which pages and with how much it is asked."""

from __future__ import annotations

import asyncio

import pytest
from starlette.testclient import TestClient

from handbook.answering.reconciling import Reconciler
from handbook.answering.web import application

from ..conftest import HERE, TESTS, book_of


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(application(Reconciler(book_of(TESTS / "toy/seeds").corpus)), HERE)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:8002", "evil.example@127.0.0.1", ""])
@pytest.mark.parametrize("path", ["/", "/suggest?prefix=al", "/preview?id=actors/alba.html"])
def test_under_a_strangers_name(client: TestClient, host: str, path: str) -> None:
    """A name of a stranger that is made to point here gets nothing, and is not said again."""
    answer = client.get(path, headers={"Host": host})
    assert answer.status_code == 421
    assert "evil" not in answer.text
    assert "Alba" not in answer.text


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "null", "http://127.0.0.1.evil.example", "http://localhost.evil.example:3333", "file://"],
)
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
def test_to_a_strangers_page(client: TestClient, origin: str, method: str) -> None:
    """A page of a stranger is refused, whether its browser asks before or not."""
    answer = client.request(method, "/", headers={"Origin": origin, "Access-Control-Request-Method": "POST"})
    assert answer.status_code == 403
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("origin", ["http://127.0.0.1:3333", "http://localhost:3333", "http://[::1]:8080"])
def test_to_openrefine(client: TestClient, origin: str) -> None:
    """OpenRefine's page is answered and may read it, with and without asking before; its own process says no origin."""
    asked = client.options("/", headers={"Origin": origin, "Access-Control-Request-Method": "POST"})
    answer = client.post("/", data={"queries": '{"q": {"query": "Alba"}}'}, headers={"Origin": origin})
    for one in (asked, answer, client.get("/", headers={"Origin": origin})):
        assert one.status_code == 200
        assert one.headers["access-control-allow-origin"] == origin
    assert answer.json()["q"]["result"]
    plain = client.get("/")
    assert plain.json()["versions"] == ["0.2"]
    assert "access-control-allow-origin" not in plain.headers


def test_a_request_without_end() -> None:
    """Of a body that does not end no more is taken than a batch may have."""
    app = application(Reconciler(book_of(TESTS / "toy/seeds").corpus))
    taken = 0
    statuses: list[int] = []

    async def receive() -> dict[str, object]:
        nonlocal taken
        taken += 1 << 16
        return {"type": "http.request", "body": b"q" * (1 << 16), "more_body": True}

    async def send(message: dict[str, object]) -> None:
        if isinstance(status := message.get("status"), int):
            statuses.append(status)

    headers = [(b"host", b"127.0.0.1:8002"), (b"content-type", b"application/x-www-form-urlencoded")]
    scope = {
        "type": "http", "method": "POST", "path": "/", "raw_path": b"/", "root_path": "", "scheme": "http", "query_string": b"",
        "headers": headers, "server": ("127.0.0.1", 8002), "client": None, "http_version": "1.1",
    }  # fmt: skip
    asyncio.run(app(scope, receive, send))
    assert statuses == [413]
    assert taken <= 2 << 20
