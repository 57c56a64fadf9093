"""The shipped seeds: clean, whole, true to the originals, and in our own words."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from handbook import originals, recipes
from handbook.book import Book
from handbook.checks import Context
from handbook.checks.originals import RUN
from handbook.claims import AmountClaim, DateClaim, StageClaim
from handbook.fields import citations_of
from handbook.folding import plain
from handbook.kinds import Role
from handbook.problems import Report
from handbook.reading.yaml_values import load
from handbook.render import myst

from .conftest import PROJECT

SEEDS = PROJECT / "seeds"


@pytest.fixture
def context(real_context: Context) -> Context:
    return real_context


def test_true_to_the_originals(context: Context, real_originals: Path) -> None:
    """Every statement of both seed articles is verified against its paragraph; none fails."""
    report = originals.verify_all(context, Report(), real_originals)
    assert [str(p) for p in report.sorted()] == []
    seeds = sum(len(s.statements) for s in context.corpus.sources.values() if s.header.role is Role.SEED)
    assert report.counts["verified"] == seeds > 60
    assert "failed" not in report.counts


def test_linker_against_the_annotation(context: Context, gold: Path) -> None:
    """On the two originals the linker's mentions reach an F1 of at least 0.95."""
    found, problem = originals.evaluate(context, SEEDS, gold, None)
    assert problem is None
    assert found.linked[-1][1].f1 >= 0.95


def test_extractors_against_the_annotation(context: Context, gold: Path) -> None:
    """On the two originals, as if no name were registered, the extractors reach what is claimed of them."""
    found, problem = originals.evaluate(context, SEEDS, gold, None, registry=False)
    assert problem is None
    floors = {
        "names": 0.92,
        "dates": 0.95,
        "date values": 0.92,
        "quantities": 0.9,
        "quotations": 0.8,
        "agreements": 0.8,
    }
    assert {task: score.f1 >= floors[task] for task, score in found.tasks.items()} == dict.fromkeys(floors, True)


def test_annotated_lists_are_covered(context: Context, gold: Path) -> None:
    """Every named actor of the annotation is an entry; quantities, quotations and notes are not fewer."""
    concordance = load((SEEDS / "concordance.yml").read_text(encoding="utf-8")).value
    assert set(concordance.values()) <= set(context.corpus.entries)
    for name, source in (("A", "klomegah-2024"), ("B", "dailymailafrica-2025")):
        data = json.loads((gold / f"{name}.json").read_text(encoding="utf-8"))
        named = {
            m["id"]
            for m in data["mentions"]
            if m["form"] == "name" and m["role"] in ("actor", "event", "place", "work", "award")
        }
        assert named <= set(concordance)
        corpus = context.corpus
        assert len(corpus.sources[source].header.notes) >= len(data["editor_flags"])
        assert len(corpus.sources[source].paragraphs) == len(data["paragraphs"])
        quantities = {(s.paragraph, q.value) for s in corpus.sources[source].statements for q in s.quantities}
        assert {(q["p"], q["value"]) for q in data["quantities"]} <= quantities
        speakers = {(s.paragraph, s.speaker) for s in corpus.sources[source].statements if s.quotation}
        wanted = {(q["p"], concordance[q["speaker"]]) for q in data["quotes"] if q["speaker"]}
        assert wanted <= speakers
        for gold_list, entries in (("agreements", corpus.agreements), ("events", corpus.events)):
            cited = {c.paragraph for e in entries.values() for c in citations_of(e) if c.source == source}
            for item in data[gold_list]:
                assert cited & set(item["paragraphs"]), item["name"]


def test_no_sentence_of_the_originals(real_originals: Path) -> None:
    """No tracked text shares eight words in a row with a seed article, names and titles apart."""
    runs: dict[tuple[str, ...], str] = {}
    titles = []
    for path in real_originals.glob("*.txt"):
        tokens = re.findall(r"[\w']+", plain(path.read_text(encoding="utf-8")))
        titles.append(" ".join(re.findall(r"[\w']+", plain(path.read_text(encoding="utf-8").splitlines()[0]))).lower())
        for i in range(len(tokens) - RUN + 1):
            run = tokens[i : i + RUN]
            if sum(w[0].isupper() or w[0].isdigit() for w in run) < RUN // 2:
                runs[tuple(w.lower() for w in run)] = path.name
    folders = ("seeds", "docs", "scripts", "tests")
    files = [
        p
        for folder in folders
        for p in (PROJECT / folder).rglob("*")
        if p.suffix in (".md", ".yml", ".json", ".py", ".txt", ".html", ".js")
        and not {"_build", "originals"} & set(p.parts)
    ]
    assert len(files) > 150
    for path in [*files, *PROJECT.glob("*.md")]:
        tokens = [w.lower() for w in re.findall(r"[\w']+", plain(path.read_text(encoding="utf-8")))]
        for i in range(len(tokens) - RUN + 1):
            run = tuple(tokens[i : i + RUN])
            assert run not in runs or any(" ".join(run) in title for title in titles), (path, " ".join(run))


def test_names_keep_their_accents(context: Context) -> None:
    """The names that the articles write with accents have them."""
    names = {e.name for e in context.corpus.entries.values()}
    assert {"Assimi Goïta", "Boubacar Diané", "Alou Boï Diarra", "Mahamat Idriss Déby"} <= names


def test_what_editors_say_is_in_french(context: Context) -> None:
    """Extents, bases of dates, notes, reasons, changes, disagreements and what was counted have their French; a lone name needs none."""
    corpus = context.corpus
    words: set[str] = set()
    for source in corpus.sources.values():
        words |= {source.header.extent, source.header.published_basis}
        words |= {text for note in source.header.notes for text in (note.kind, note.text)}
        words |= {part.silent for part in source.paragraphs}
        words |= {amount.of for statement in source.statements for amount in statement.quantities}
    for entry in corpus.paged:
        words |= {text for change in entry.history for text in (change.what, change.why)}
        words |= {claim.settled for claim in entry.claims}
        words |= {claim.note for claim in entry.claims if isinstance(claim, StageClaim | DateClaim)}
        words |= {claim.of for claim in entry.claims if isinstance(claim, AmountClaim)}
    for conflict in corpus.conflicts.values():
        words |= {conflict.question, conflict.note, *(side.says for side in conflict.sides)}
    french = {row.text for row in corpus.translations}
    assert sorted(text for text in words - french if " " in text or text.islower()) == []


@pytest.mark.parametrize(
    "conflict",
    [
        "who-said-russia-keeps-its-word",
        "readmission-of-mali-to-ecowas",
        "nuclear-agreement-signed-or-proposed",
        "commission-signed-or-proposed",
        "members-of-the-g5-sahel",
    ],
)
def test_contradictions_stand_on_the_pages(context: Context, real_book: Book, conflict: str) -> None:
    """Where a corroborating source contradicts a seed, both sides are on the page of each entry."""
    record = context.corpus.conflicts[conflict]
    publications = [set(context.corpus.publications(side.cite)) for side in record.sides]
    assert len(set().union(*publications)) > 1
    for entry in record.about:
        made = next(r for name, r in recipes.pages(real_book.view).items() if name.endswith(f"/{entry}"))
        page = myst.page(made.make())
        for side in record.sides:
            assert all(f"<{cite}>" in page for cite in side.cite)
