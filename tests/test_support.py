"""Coverage: what another independent publication supports or contradicts, and what rests on one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from handbook import originals, publish, support
from handbook.checks import Context
from handbook.model import Citation
from handbook.pages.coverage import coverage_page
from handbook.pages.view import View
from handbook.render import myst

PROJECT = Path(__file__).parent.parent
POST = "---\nid: post-2024\ntitle: T\nshort: Post\npublication: {publication}\n{origin}published: 2024-05\nlanguage: en\ncountry: FR\nrole: corroborating\nextent: whole\nconsulted: 2024-06\n---\n\n1. [no statement: headline]\n\n2a. Alba and Borealis signed the North Pact {when}.\n  when: {date}\n"
PACT = "seeds/registry/agreements/north-pact.yml"


def measured(
    toy: Path, date: str, origin: str = "", publication: str = "The Post", stage: str = "signed"
) -> support.Support:
    """What there is on the toy's signature when a second source dates a stage of it."""
    text = POST.format(publication=publication, origin=origin, when="then", date=date)
    (toy / "seeds" / "articles" / "post-2024.md").write_text(text, encoding="utf-8")
    pact = toy / PACT
    written = pact.read_text(encoding="utf-8")
    if stage == "signed" and not date.startswith("2023"):
        written = written.replace(
            "date: 2024-02, for: [gazette-2024/2a]", "date: 2024-02, for: [gazette-2024/2a, post-2024/2a]"
        )
    else:
        row = f"  further: {{stage: {stage}, date: {json.dumps(date)}, note: Another text, for: [post-2024/2a]}}\n"
        written = written.replace("claims:\n", "claims:\n" + row)
    pact.write_text(written, encoding="utf-8")
    context, report = publish.read(toy / "seeds")
    assert not report.problems, report.sorted()
    return support.measure(context.corpus)[Citation("gazette-2024", 2, "2a")]


@pytest.mark.parametrize(
    ("date", "more", "corroborated"),
    [
        ("2024-02-10", {}, True),
        ("2024", {}, True),
        ("2023-02", {}, False),
        ("2024-02-10", {"origin": "origin: The Gazette\n"}, False),
        ("2024-02-10", {"publication": "The Gazette"}, False),
    ],
)
def test_corroboration(toy: Path, date: str, more: dict[str, str], corroborated: bool) -> None:
    """Another publication corroborates a stage if its date can be the same; one that carries the same report does not."""
    found = measured(toy, date, **more)
    assert found.corroborated is corroborated
    assert found.single is not corroborated


def test_contradiction(toy: Path) -> None:
    """A side of a disagreement is contradicted by another publication on a further side."""
    measured(toy, "2023-02")
    (toy / "seeds" / "registry" / "conflicts" / "when.yml").write_text(
        "id: when\nquestion: When?\nabout: [north-pact]\nstatus: open\nsides:\n  - {says: In 2024., cite: [gazette-2024/2a]}\n  - {says: In 2023., cite: [post-2024/2a]}\nnote: Two dates.\n",
        encoding="utf-8",
    )
    context, report = publish.read(toy / "seeds")
    assert not report.problems, report.sorted()
    found = support.measure(context.corpus)
    assert found[Citation("gazette-2024", 2, "2a")].contradicted
    assert not found[Citation("gazette-2024", 3, "3a")].contradicted


def test_coverage_counts(toy: Path) -> None:
    """The page gives shares of the seed's facts, countries by name, and lists what is known from the seed alone."""
    measured(toy, "2024-02-10")
    context, _ = publish.read(toy / "seeds")
    page = myst.page(coverage_page(View(context.corpus, context.mentions, lambda text: text, "en")))
    assert "1 of 2 factual statements" in page.replace("\\", "")
    assert "[France]{.hb-name}" in page
    assert "gazette-2024/3a" in page
    assert "gazette-2024/2a" not in page.partition("known from the seed articles alone")[2].partition("##")[0]


def test_annotations_have_no_text() -> None:
    """Annotations of the handbook's own sources are offsets and values: nothing longer than a name, no surface."""
    files = sorted((PROJECT / "seeds" / "annotations").glob("*.json"))
    assert len(files) >= 12
    for path in files:
        data = json.loads(path.read_text(encoding="utf-8"))
        assert {p["n"] for p in data["paragraphs"]} == set(range(1, len(data["paragraphs"]) + 1))
        end = data["paragraphs"][-1]["end"]
        for row in (*data["mentions"], *data["dates"], *data["quantities"], *data["quotes"]):
            assert 0 <= row["start"] < row["end"] <= end, path.name
            assert not {"surface", "text", "exact", "speaker_surface"} & set(row), path.name
            assert all(len(v) < 60 for v in row.values() if isinstance(v, str)), path.name


def test_annotations_are_measured(real_context: Context) -> None:
    """Where the originals are at hand, evaluate reads the annotations and finds most names."""
    texts = PROJECT / "seeds" / "originals"
    wanted = [p.stem for p in (PROJECT / "seeds" / "annotations").glob("*.json")]
    if not all((texts / f"{name}.txt").is_file() for name in wanted):
        pytest.skip("the originals of the annotated sources are not in seeds/originals")
    found, problem = originals.evaluate(real_context, PROJECT / "seeds", PROJECT / "seeds" / "annotations", texts)
    assert problem is None
    assert found.tasks["names"].f1 > 0.9
