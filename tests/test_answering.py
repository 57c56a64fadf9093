"""Questions are answered with citations: by search, for assistants (MCP), and for tools that reconcile names."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import anyio
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from handbook.answering.questions import MOST, Questions, Unknown
from handbook.answering.reconciling import Reconciler
from handbook.answering.web import application
from handbook.checks import Context
from handbook.corpus import Corpus

from .conftest import BASE, HERE, TOY
from .published import read_seeds

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def corpus(real_context: Context) -> Corpus:
    return real_context.corpus.published()


# -- assistants


@pytest.mark.parametrize(
    ("words", "entry"),
    [
        ("Goita", "assimi-goita"),
        ("nuclear signed 2025", "civil-nuclear-development-in-mali"),
        ("Гоита", "assimi-goita"),
    ],
)
def test_questions_find(corpus: Corpus, words: str, entry: str) -> None:
    """Search finds the entry that is meant among its first."""
    found = Questions(corpus, BASE).search(words)
    assert entry in [row["entry"] for row in found["entries"]] or any(
        row["claim"].startswith(entry) for row in found["claims"]
    )


@given(words=st.text(max_size=40), limit=st.integers(-5, 500))
def test_any_words_can_be_searched(words: str, limit: int) -> None:
    """Whatever is asked, there is an answer of at most so many rows; nothing of it is taken for a query."""
    found = _TOY.search(words, limit)
    assert all(len(found[name]) <= MOST for name in ("entries", "claims", "statements"))


_TOY = Questions(read_seeds(TOY / "seeds"))


def test_answers_cite(corpus: Corpus) -> None:
    """An entry's answer has its claims with citations, a claim's each statement with its speaker, origin and address."""
    questions = Questions(corpus, BASE)
    entry = questions.entry("Liptako-Gourma Charter")
    assert entry["id"] == "aes-charter"
    assert all(claim["cite"] for claim in entry["claims"])
    claim = questions.claim("aes-charter#signed")
    assert claim["against"]
    assert claim["settled"]
    assert {"cite", "says", "publication", "origin", "address", "paragraph"} <= set(claim["for"][0])
    assert questions.as_of("agreement", "aes-charter", "2022")["state"] == ""
    for ask in (questions.entry, questions.claim, questions.source):
        with pytest.raises(Unknown, match="there is no"):
            ask("nothing of the kind")


def test_mcp(tmp_path: Path) -> None:
    """The official client library gets from ``handbook mcp`` answers with citations, and a message for what is not there."""
    from mcp import ClientSession, StdioServerParameters
    from mcp.client.stdio import stdio_client

    async def talk() -> tuple[set[str], Any, Any]:
        server = StdioServerParameters(
            command=sys.executable, args=["-m", "handbook", "mcp", "--seeds", str(TOY / "seeds"), "--url", BASE]
        )
        async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
            await session.initialize()
            listed = {tool.name for tool in (await session.list_tools()).tools}
            return (
                listed,
                await session.call_tool("claim", {"key": "north-pact#signed"}),
                await session.call_tool("entry", {"name": "nobody"}),
            )

    listed, claim, missing = anyio.run(talk)
    assert listed == {"search", "entry", "claim", "as_of", "source"}
    answer = json.loads(claim.content[0].text)
    assert answer["for"][0]["cite"] == "gazette-2024/2a"
    assert answer["address"] == f"{BASE.rstrip('/')}/agreements/north-pact.html#claim-signed"
    assert missing.is_error
    assert "there is no entry 'nobody'" in missing.content[0].text


# -- reconciliation


def test_reconciliation(corpus: Corpus) -> None:
    """A client of the Reconciliation API 0.2 gets the manifest, candidates with scores, suggestions and previews; one exact name matches."""
    client = TestClient(application(Reconciler(corpus, BASE)), HERE)
    manifest = client.get("/").json()
    assert manifest["versions"] == ["0.2"]
    assert {"name", "identifierSpace", "schemaSpace", "view"} <= set(manifest)
    queries = {
        "q0": {"query": "Assimi Goita"},
        "q1": {"query": "Asimi Goïta", "limit": 2},
        "q2": {"query": "zzzz"},
        "q3": {"query": "Mali", "type": "event"},
    }
    answers = client.post("/", data={"queries": json.dumps(queries)}).json()
    (first,) = answers["q0"]["result"]
    assert first["id"] == "actors/assimi-goita.html"
    assert first["match"] is True
    assert answers["q1"]["result"][0]["id"] == "actors/assimi-goita.html"
    assert answers["q1"]["result"][0]["match"] is False
    assert answers["q2"]["result"] == []
    assert all(row["type"][0]["id"] == "event" for row in answers["q3"]["result"])
    assert (
        client.get("/suggest", params={"prefix": "liptako"}).json()["result"][0]["id"] == "agreements/aes-charter.html"
    )
    assert "Assimi Goïta" in client.get("/preview", params={"id": first["id"]}).text
    assert client.get("/preview", params={"id": "nothing"}).status_code == 404


@given(
    st.text()
    | st.builds(
        json.dumps,
        st.recursive(st.none() | st.text() | st.integers(), lambda s: st.lists(s) | st.dictionaries(st.text(), s)),
    )
)
def test_any_request_is_answered(queries: str) -> None:
    """Whatever is sent as queries is answered or refused with a message."""
    answer = _CLIENT.post("/", data={"queries": queries})
    assert answer.status_code in (200, 400)


_CLIENT = TestClient(application(Reconciler(read_seeds(TOY / "seeds"))), HERE)
