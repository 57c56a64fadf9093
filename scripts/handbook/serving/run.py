"""The process that serves: one port of this machine, no word too many, and an end that leaves nothing behind."""

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
from handbook.serving.patience import Patient

#: Other machines cannot reach this address.
HOST = "127.0.0.1"
#: Seconds that open connections get at the end.
PATIENCE = 1


class PortError(Exception):
    """The port cannot be had: the message says why."""


def bound(port: int) -> socket.socket:
    """A socket that listens on a port of this machine alone; 0 is any that is free.

    Raises:
        PortError: another program has it, or it is not ours to have.
    """
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    # So that a server just ended does not keep its port; on Windows this would share one that is in use.
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR if os.name == "posix" else socket.SO_EXCLUSIVEADDRUSE, 1)
    try:
        sock.bind((HOST, port))
        sock.listen()
    except OSError as error:
        sock.close()
        raise PortError(f"port {port} cannot be had: {error.strerror}") from None
    return sock


class _Server(uvicorn.Server):
    """A server that leaves signals to us: it would raise them again before our own work has ended."""

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None]:
        yield


def run(app: App, listening: socket.socket, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Serve an application, with ``work`` beside it, until a signal or the work's failure ends both."""
    asyncio.run(_run(app, listening, work))


async def forever() -> None:
    """Nothing beside serving: a signal ends both."""
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
