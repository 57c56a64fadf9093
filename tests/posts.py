"""A second source beside the toy's own, for tests of claims, of leads and of where statements belong."""

from __future__ import annotations

from pathlib import Path

from handbook import publish

PACT = "seeds/registry/agreements/north-pact.yml"
POST = "---\nid: post-2024\ntitle: T\nshort: Post\npublication: The Post\n{origin}published: 2024-05\nlanguage: en\nrole: corroborating\nextent: part\nconsulted: 2024\n---\n\n{text}\n"


def with_post(toy: Path, text: str, origin: str = "", pact: tuple[str, str] = ("", "")) -> publish.Context:
    """The toy with a second source, and a change in the pact's record."""
    (toy / "seeds/articles/post-2024.md").write_text(POST.format(origin=origin, text=text), encoding="utf-8")
    path = toy / PACT
    assert pact[0] in path.read_text(encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace(*pact), encoding="utf-8")
    return publish.read(toy / "seeds")[0]


SAYS = "2a. Alba and Borealis signed the North Pact in February 2024.\n  when: 2024-02"
SUPPORTED = ("date: 2024-02, for: [gazette-2024/2a]", "date: 2024-02, for: [gazette-2024/2a, post-2024/2a]")
CONTESTED = ("date: 2024-02, for: [gazette-2024/2a]", "date: 2024-02, for: [gazette-2024/2a], against: [post-2024/2a]")
