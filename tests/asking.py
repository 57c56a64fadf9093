"""Requests to a server on this machine, header by header."""

from __future__ import annotations

import http.client


def ask(port: int, path: str, host: str = "", method: str = "GET", **headers: str) -> http.client.HTTPResponse:
    """The answer to a request; ``host`` is the name by which the server is asked, if it is not its own."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    link.putrequest(method, path, skip_host=True)
    for name, value in {"Host": host or f"127.0.0.1:{port}", **headers}.items():
        link.putheader(name, value)
    link.endheaders()
    return link.getresponse()
