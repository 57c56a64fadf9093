"""The server process: it listens on one local port, logs only errors, and cleans up when it ends."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
from collections.abc import Callable, Coroutine, Generator
from typing import Any

import uvicorn

from handbook.serving.guard import App
from handbook.serving.request_limits import Patient

#: The address on which the server listens; other machines cannot reach it.
HOST = "127.0.0.1"
#: The seconds that open connections have to finish when the server ends.
PATIENCE = 1


class PortError(Exception):
    """The port cannot be used; the message says why."""


def bound(port: int) -> socket.socket:
    """A socket that listens on a port of this machine only; 0 means any free port.

    Raises:
        PortError: another program uses the port, or this user may not.
    """
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    # Allow using the port of a server that has just ended; on Windows that option would share a port in use.
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR if os.name == "posix" else socket.SO_EXCLUSIVEADDRUSE, 1)
    try:
        sock.bind((HOST, port))
        sock.listen()
    except OSError as error:
        sock.close()
        raise PortError(f"port {port} cannot be had: {error.strerror}") from None
    return sock


class _Server(uvicorn.Server):
    """A server that leaves signals to us: uvicorn would raise them again before our own work has ended."""

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None]:
        yield


def run(app: App, listening: socket.socket, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Serve an application and run ``work`` concurrently, until a signal or the end of the work ends both."""
    asyncio.run(_run(app, listening, work))


async def forever() -> None:
    """Work that does nothing and never ends, for ``run``: only a signal ends the server."""
    await asyncio.Event().wait()


async def _run(app: App, listening: socket.socket, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    config = uvicorn.Config(
        app, log_level="error", access_log=False, use_colors=False, lifespan="off", server_header=False,
        timeout_graceful_shutdown=PATIENCE, http=Patient,
    )  # fmt: skip
    server = _Server(config)
    working = asyncio.ensure_future(work())

    def end(*_: object) -> None:
        server.should_exit = True

    loop = asyncio.get_running_loop()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is None:
            continue
        try:
            loop.add_signal_handler(number, end)
        except NotImplementedError:
            signal.signal(number, end)
    working.add_done_callback(end)
    try:
        await server.serve([listening])
    finally:
        working.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await working
