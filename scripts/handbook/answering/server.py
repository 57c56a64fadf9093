"""The questions as tools of the Model Context Protocol, on standard input and output."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError

from handbook.answering.questions import Answer, Questions, Unknown

INSTRUCTIONS = (
    "A sourced reference handbook. Answer only from what these tools return. Give with each sentence the citation "
    "(source/paragraph) and address that the tool gave; say who said it where a speaker is named; where a claim is disputed "
    "give both sides; keep dates as imprecise as they are. What is not here the handbook does not know."
)


def server(questions: Questions) -> MCPServer[Any]:
    """A server that answers from a corpus; none of its tools writes."""
    mcp: MCPServer[Any] = MCPServer(
        questions.handbook.named(), instructions=INSTRUCTIONS, version=questions.handbook.edition
    )

    @mcp.tool()
    def search(words: str, limit: int = 10) -> dict[str, Any]:
        """Find entries, claims and statements by words; names in other scripts and without accents are found too."""
        return questions.search(words, limit)

    @mcp.tool()
    def entry(name: str) -> dict[str, Any]:
        """An actor, agreement, event or term by its id or name: lead, state, claims with citations, disagreements."""
        return _answer(questions.entry, name)

    @mcp.tool()
    def claim(key: str) -> dict[str, Any]:
        """A claim by its key (entry#label), with every statement for and against it, its speaker, source and origin."""
        return _answer(questions.claim, key)

    @mcp.tool()
    def as_of(kind: str, name: str, date: str) -> dict[str, Any]:
        """What was certain, possible or still to come of an actor, agreement or event at a day, month or year (2025-06)."""
        return _answer(questions.as_of, kind, name, date)

    @mcp.tool()
    def source(id: str) -> dict[str, Any]:
        """A source by its id: title, authors, publication, date, address of the original, and its statements."""
        return _answer(questions.source, id)

    return mcp


def _answer(ask: Callable[..., Answer], *words: str) -> Answer:
    """An answer, or the message that there is none, for the assistant to read."""
    try:
        return ask(*words)
    except Unknown as error:
        raise ToolError(str(error)) from error
