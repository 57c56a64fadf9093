"""Requests that do not end: their connections are closed, and others are answered."""

from __future__ import annotations

import contextlib
import http.client
import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn

from handbook.serving import request_limits, run
from handbook.serving.guard import Receive, Scope, Send


async def answering(scope: Scope, receive: Receive, send: Send) -> None:
    """Read a request to its end, and say how much it was."""
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        size, more = size + len(message.get("body", b"")), message.get("more_body", False)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": str(size).encode()})


@pytest.fixture
def port() -> Iterator[int]:
    """The port of a server as commands run it."""
    listening = run.bound(0)
    server = uvicorn.Server(uvicorn.Config(answering, log_level="error", lifespan="off", http=request_limits.Patient))
    thread = threading.Thread(target=lambda: server.run([listening]), daemon=True)
    thread.start()
    yield listening.getsockname()[1]
    server.should_exit = True
    thread.join(20)


def asked(port: int, body: bytes = b"") -> str:
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    link.request("POST" if body else "GET", "/", body or None)
    return link.getresponse().read().decode()


@pytest.mark.parametrize(
    "begun",
    [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: a\r\n", b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nab"],
)
def test_a_request_that_does_not_end(port: int, monkeypatch: pytest.MonkeyPatch, begun: bytes) -> None:
    """Whatever of a request has come, its connection is closed when the time is over, also if a byte comes now and then."""
    monkeypatch.setattr(request_limits, "SECONDS", 1.0)
    with socket.create_connection(("127.0.0.1", port)) as link:
        link.sendall(begun)
        link.settimeout(0.3)
        until, ended = time.monotonic() + 10, False
        while not ended and time.monotonic() < until:
            try:
                ended = link.recv(10) == b""
            except TimeoutError:
                if begun.startswith(b"POST"):
                    continue
                with contextlib.suppress(OSError):
                    link.sendall(b"x")
            except OSError:
                ended = True
    assert ended
    assert asked(port) == "0"


def test_many_half_sent_requests(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """More connections than there may be are closed, and when the half-sent ones are over, others are answered."""
    monkeypatch.setattr(request_limits, "SECONDS", 2.0)
    monkeypatch.setattr(request_limits, "MOST", 20)
    with contextlib.ExitStack() as all_of_them:
        for _number in range(60):
            link = all_of_them.enter_context(socket.create_connection(("127.0.0.1", port)))
            with contextlib.suppress(OSError):
                link.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n")
        time.sleep(3)
        assert asked(port) == "0"


def test_what_ends_in_time(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whole requests are answered however large, and several one after the other on one connection that rests between them."""
    monkeypatch.setattr(request_limits, "SECONDS", 1.0)
    assert asked(port, b"x" * 5_000_000) == "5000000"
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    for _number in range(3):
        link.request("POST", "/", b"abc")
        assert link.getresponse().read() == b"3"
        time.sleep(0.7)


def test_commands_are_patient_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever serves by our own means serves with these bounds."""
    given: list[uvicorn.Config] = []

    async def served(server: uvicorn.Server, _sockets: object) -> None:
        given.append(server.config)

    monkeypatch.setattr(uvicorn.Server, "serve", served)
    with run.bound(0) as listening:
        run.run(answering, listening, run.forever)
    assert [config.http for config in given] == [request_limits.Patient]
