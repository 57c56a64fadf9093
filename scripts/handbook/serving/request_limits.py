"""Limits on the time in which a request has to arrive, and on the number of connections, so that half-sent requests block nothing.

uvicorn limits the time between requests and the number of requests being answered, but neither of these.
"""

from __future__ import annotations

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

#: The seconds in which a whole request has to arrive (enough on one machine), and the most connections at one time.
SECONDS, MOST = 60.0, 256
_UNFINISHED = (h11.IDLE, h11.SEND_BODY)


class Patient(H11Protocol):
    """A connection that is closed if there are too many, or if its request does not arrive in time."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if len(self.connections) > MOST:
            transport.abort()
        else:
            self._start_timer()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.conn.their_state not in _UNFINISHED:
            self._stop_timer()
        elif self._deadline is None:
            self._start_timer()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_timer()
        super().connection_lost(exc)

    def _start_timer(self) -> None:
        self._deadline = self.loop.call_later(SECONDS, self._abort_if_unfinished)

    def _stop_timer(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _abort_if_unfinished(self) -> None:
        if self.conn.their_state in _UNFINISHED:
            self.transport.abort()
