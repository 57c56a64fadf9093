"""Ids that were published lead somewhere for good, and a query of them says where."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import sphobjinv

from handbook.checks import Context

from .running import handbook, parsed, sphinx


@pytest.fixture(scope="module")
def corpus(real_context: Context) -> Any:
    return real_context.corpus


EDITION = "actor alba\nactor albania\nagreement north-pact\nsource gazette-2024\nstatement gazette-2024/2a\nstatement gazette-2024/9a\ntopic lost-term\nevent first-talks\nclaim north-pact#ratified\nclaim north-pact#signature\nclaim first-talks#held\n"


REDIRECTS = """- {gone: actor albania, to: actor alba, name: Albania <b>, date: 2024, reason: "Misnamed *here*."}
- {gone: statement gazette-2024/9a, to: statement gazette-2024/2a, name: Gazette 9a, date: 2024, reason: Numbered anew.}
- {gone: topic lost-term, name: Lost term, date: 2024, reason: Nobody used it.}
- {gone: event first-talks, name: First talks, date: 2024, reason: It did not take place.}
- {gone: claim north-pact#signature, to: claim north-pact#signed, name: Signature, date: 2024, reason: Named anew.}
- {gone: claim north-pact#ratified, name: Ratified, date: 2024, reason: No source says so.}
"""


@pytest.mark.slow
def test_redirects_and_tombstones(toy: Path) -> None:
    """Ids that went are pages, anchors and inventory objects still: with where they are now, or why they went."""
    (toy / "seeds/editions").mkdir()
    (toy / "seeds/editions/2023.1.txt").write_text(EDITION, encoding="utf-8")
    (toy / "seeds/redirects.yml").write_text(REDIRECTS, encoding="utf-8")
    out = toy / "out" / "html"
    done = sphinx(toy / "docs", out, "-D", "nitpicky=0")
    assert done.returncode == 0, done.stderr
    moved = parsed(out, "actors/albania.html")
    assert moved.find("meta", attrs={"http-equiv": "refresh"})["content"] == "0; url=alba.html"
    assert "Albania <b>" in moved.find("h1").get_text()
    assert moved.select_one('article a[href="alba.html"]') is not None
    assert "It did not take place." in parsed(out, "events/first-talks.html").get_text()
    assert parsed(out, "sources/gazette-2024.html").find(id="p9a") is not None
    assert parsed(out, "reference/terms.html").find(id="topic-lost-term") is not None
    objects = {(o.role, o.name) for o in sphobjinv.Inventory(str(out / "objects.inv")).objects}
    assert {
        ("actor", "albania"),
        ("statement", "gazette-2024/9a"),
        ("topic", "lost-term"),
        ("event", "first-talks"),
        ("claim", "north-pact#signature"),
        ("claim", "north-pact#ratified"),
        ("claim", "first-talks#held"),
    } <= objects
    pact = parsed(out, "agreements/north-pact.html")
    gone = pact.find(id="claim-signature")
    assert gone is not None
    assert gone.select_one('a[href="#claim-signed"]') is not None
    assert "No source says so." in pact.get_text()
    assert parsed(out, "events/first-talks.html").find(id="claim-held") is not None


def test_release_records_the_ids(toy: Path) -> None:
    """``handbook release`` writes the ids of the edition; an id that then goes is refused until it is redirected."""
    done = handbook("release", "--seeds", toy / "seeds")
    assert done.returncode == 0, done.stderr
    (file,) = (toy / "seeds/editions").glob("*.txt")
    assert "actor alba\n" in file.read_text(encoding="utf-8")
    assert "claim north-pact#signed\n" in file.read_text(encoding="utf-8")
    file.write_text(file.read_text(encoding="utf-8") + "actor albion\nclaim north-pact#sealed\n", encoding="utf-8")
    done = handbook("check", "--seeds", toy / "seeds")
    assert done.returncode == 1
    assert "HB311" in done.stdout
    assert "did you mean 'actor alba'?" in done.stdout
    assert "'claim north-pact#sealed', which no longer exists" in done.stdout


def test_real_ids_are_recorded(corpus: Any) -> None:
    """The ids of this edition are recorded, and each of them exists."""
    assert corpus.editions
    assert all(names - set(corpus.objects) <= {r.gone for r in corpus.redirects} for names in corpus.editions.values())


@pytest.mark.parametrize(
    ("arguments", "group", "what"),
    [
        (["--as-of", "2024-03-01", "agreement", "aes-charter"], "certain", "signed"),
        (["--as-of", "2025-06", "agreement", "Intergovernmental commission of Russia and Mali"], "possible", "signed"),
        (["--as-of", "2022", "agreement", "aes-charter"], "later", "signed"),
        (["--as-of", "2025-02", "actor", "sergey-lavrov"], "certain", "office: Minister of Foreign Affairs (russia)"),
    ],
)
def test_query(arguments: list[str], group: str, what: str) -> None:
    """``handbook query --as-of`` tells what was certain, possible or still to come at a date, with citations."""
    done = handbook("query", "--format", "json", *arguments)
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)[group]
    assert any(row["what"].startswith(what) and row["cite"] for row in rows), rows


def test_query_mistakes() -> None:
    """An unknown kind, entry or date is one line and status 2."""
    for arguments in (["ship", "x"], ["actor", "nobody-at-all"], ["--as-of", "soon", "actor", "mali"]):
        done = handbook("query", *arguments)
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1
        assert done.stderr.startswith("error: ")
