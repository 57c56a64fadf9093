"""Other software reads what we write: each file by the program that it is for."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import icalendar
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rdflib import DCTERMS, PROV, RDF, SKOS, Graph, URIRef

from handbook.answering.questions import Questions
from handbook.checks import Context
from handbook.corpus import Corpus
from handbook.exports import calendar, database, llms, parquet, rdf, tables, vault
from handbook.leads import read_plainly

from .conftest import BASE, TOY
from .published import read_seeds
from .running import handbook

# Programs that take seconds to load are imported by the one test that asks them, in the one process that runs it.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def corpus(real_context: Context) -> Corpus:
    return real_context.corpus.published()


@pytest.fixture(scope="module")
def toy() -> Corpus:
    return read_seeds(TOY / "seeds")


@pytest.fixture(scope="module")
def base(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real handbook as an SQLite file."""
    path = tmp_path_factory.mktemp("base") / f"{database.NAME}.sqlite"
    path.write_bytes(database.database(corpus, tables.all_rows(corpus)))
    path.with_name("metadata.json").write_text(database.datasette(corpus.handbook, BASE), encoding="utf-8")
    return path


# -- databases and tables


@given(st.data())
@settings(max_examples=15, deadline=None)
def test_a_mended_database_is_one_made_anew(toy: Corpus, data: st.DataObject) -> None:
    """Whichever tables differ, a file is mended to the bytes that it would have from nothing; if a column gets another type, it is made whole."""
    before = tables.all_rows(toy)
    changed = {
        name: [row for row in before[name] if data.draw(st.booleans())][:: data.draw(st.sampled_from([1, -1]))]
        for name in data.draw(st.sets(st.sampled_from(sorted(before)), max_size=4))
    }
    changed_file = database.updated(database.database(toy, before), toy, changed)
    if changed_file is None:
        assert any(not changed[name] or any(isinstance(cell, int) for cell in changed[name][0]) for name in changed)
    else:
        assert changed_file == database.database(toy, before | changed)


@pytest.mark.parametrize(
    ("fields", "quickly"), [({"gloss": "Once a state."}, True), ({"name": "Other"}, False), ({"gloss": "G.", "name": "Other"}, False)]
)  # fmt: skip
def test_an_edit_mends_the_database(
    toy: Corpus, fields: dict[str, Any], quickly: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After an edit of an entry the file is the one made anew; where only glosses differ, not all texts are put in again."""
    before, edited = tables.all_rows(toy), replace(toy.actors["borealis"], **fields)
    corpus = replace(toy, actors={**toy.actors, edited.id: edited})
    changed = {name: rows for name, rows in tables.all_rows(corpus).items() if rows != before[name]}
    asked: list[Corpus] = []
    anew, searched = database.database(corpus, before | changed), database._searched
    raw = database.database(toy, before)
    monkeypatch.setattr(database, "_searched", lambda corpus: asked.append(corpus) or searched(corpus))
    assert database.updated(raw, corpus, changed) == anew
    assert asked == ([] if quickly else [corpus])


def test_sqlite_utils(base: Path, corpus: Corpus) -> None:
    """sqlite-utils sees keys, links between tables, types and full-text indexes; no link leads nowhere."""
    import sqlite_utils

    read = sqlite_utils.Database(base)
    assert read["statements"].pks == ["cite"]
    assert read["claims"].columns_dict["origins"] is int
    assert {(f.column, f.other_table) for f in read["evidence"].foreign_keys} == {
        ("claim", "claims"),
        ("statement", "statements"),
    }
    assert read["statements"].detect_fts() == "statements_fts"
    named = [s for s in corpus.statements.values() if re.search(r"\bgo[ïi]ta\b", s.text.lower())]
    assert len(list(read["statements"].search("Goita"))) == len(named) > 20
    assert sqlite3.connect(base).execute("pragma foreign_key_check").fetchall() == []


def test_datasette(base: Path) -> None:
    """Datasette searches a table by itself, follows links between tables, counts by facets and explains columns."""

    def ask(path: str) -> Any:
        command = [
            sys.executable,
            "-m",
            "datasette",
            str(base),
            "--metadata",
            str(base.with_name("metadata.json")),
            "--get",
            path,
        ]
        return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)

    rows = ask("/handbook/statements.json?_search=uranium&_shape=array")
    assert rows
    assert all("uranium" in row["text"].lower() for row in rows)
    table = ask("/handbook/claims.json?_size=1&_labels=on&_facet=kind")
    assert table["rows"][0]["entry"]["label"]
    assert {row["value"] for row in table["facet_results"]["kind"]["results"]} >= {"stage", "plain"}


def test_parquet(corpus: Corpus, tmp_path: Path) -> None:
    """DuckDB and pandas read each table with its rows and types; the same rows give the same bytes."""
    import duckdb
    import pandas as pd

    rows = tables.all_rows(corpus)
    for table in tables.TABLES:
        (tmp_path / f"{table.name}.parquet").write_bytes(parquet.parquet(table, rows[table.name]))
        assert (tmp_path / f"{table.name}.parquet").read_bytes() == parquet.parquet(table, rows[table.name])
        assert len(pd.read_parquet(tmp_path / f"{table.name}.parquet")) == len(rows[table.name])
    query = f"select count(*) from '{tmp_path}/evidence.parquet' e join '{tmp_path}/claims.parquet' c using (claim) where c.origins > 1"
    counted = duckdb.sql(query).fetchall()
    assert counted[0][0] > 0
    assert str(pd.read_parquet(tmp_path / "claims.parquet")["origins"].dtype) == "int64"


# -- linked data


def test_rdf(corpus: Corpus, toy: Corpus) -> None:
    """rdflib reads the same graph from Turtle and JSON-LD; pySHACL finds it whole; a claim leads to its source by its statements."""
    import pyshacl

    graph = Graph().parse(data=rdf.turtle(corpus, BASE), format="turtle")
    assert len(graph) == len(Graph().parse(data=rdf.json_ld(corpus, BASE), format="json-ld"))
    shapes = Graph().parse(data=rdf.shapes(), format="turtle")
    conforms, _, said = pyshacl.validate(graph, shacl_graph=shapes)
    assert conforms, said
    assert len(set(graph.subjects(RDF.type, SKOS.Concept))) == len(corpus.entries)
    assert len(set(graph.subjects(RDF.type, rdf.HB.Claim))) == len(corpus.claims)
    found = graph.query(
        "select distinct ?title { ?claim hb:about ?entry ; prov:wasDerivedFrom/prov:wasDerivedFrom ?source ."
        ' ?entry dcterms:identifier "aes-charter" . ?source dcterms:title ?title }',
        initNs={"hb": rdf.HB, "prov": PROV, "dcterms": DCTERMS},
    )
    assert len(found) > 3
    small = rdf.graph(toy, BASE)
    assert pyshacl.validate(small, shacl_graph=shapes)[0]
    some = next(iter(small.subjects(RDF.type, rdf.HB.Claim)))
    small.remove((some, PROV.wasDerivedFrom, None))
    conforms, _, said = pyshacl.validate(small, shacl_graph=shapes)
    assert not conforms
    assert "a claim rests on statements" in said


def test_rdf_is_the_same_each_time(toy: Corpus) -> None:
    """Two dumps of one corpus are the same bytes; without an address names are URNs."""
    assert rdf.turtle(toy, "") == rdf.turtle(toy, "")
    assert (URIRef("urn:handbook:actors/alba.html"), RDF.type, SKOS.Concept) in rdf.graph(toy, "")


def test_json_ld_is_the_same_in_each_process(tmp_path: Path) -> None:
    """Processes with other hashes of strings write the same bytes."""
    files = [tmp_path / f"{seed}.json" for seed in (1, 2)]
    for seed, file in enumerate(files, 1):
        command = [sys.executable, "-m", "handbook", "export", "json-ld", "--seeds", TOY / "seeds", "--to", file]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": str(seed)})
    assert files[0].read_bytes() == files[1].read_bytes()


# -- calendars and notes


def test_calendar(corpus: Corpus) -> None:
    """icalendar reads every event with a day: from the earliest to the day after the latest, never more precise than its date."""
    read = icalendar.Calendar.from_ical(calendar.icalendar(corpus, BASE))
    entries = {str(e["uid"]).partition("@")[0]: e for e in read.walk("VEVENT")}
    assert set(entries) == {e.id for e in corpus.events.values() if e.dates[0].date.earliest or e.dates[0].date.latest}
    for event in corpus.events.values():
        date, entry = event.dates[0].date, entries.get(event.id)
        if entry and date.earliest and date.latest:
            assert entry["dtstart"].dt == date.earliest
            assert (entry["dtend"].dt - date.latest).days == 1
    assert all(str(e["url"]).startswith(BASE) for e in entries.values())


def test_vault(corpus: Corpus) -> None:
    """Every link between notes leads to a note or to a block that is there, and the heads are YAML."""
    notes = vault.notes(corpus)
    names = {name.rpartition("/")[2].removesuffix(".md"): text for name, text in notes.items()}
    links = 0
    for name, text in notes.items():
        head = yaml.safe_load(text.split("---\n")[1])
        assert head["id"] in name
        for link in _links(text):
            target, _, block = link.partition("#^")
            assert target in names, (name, link)
            assert not block or f" ^{block}\n" in names[target] + "\n", (name, link)
            links += 1
    assert links > 1500


def _links(text: str) -> list[str]:
    return [piece.partition("]]")[0].partition("|")[0] for piece in text.split("[[")[1:]]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1))
def test_notes_hold_text_as_it_is(text: str) -> None:
    """Whatever a text is made of, a Markdown reader shows it as written, with no markup in it."""
    (inline,) = [t for t in MarkdownIt().parse("x" + vault.plain(text) + "x") if t.type == "inline"]
    assert {t.type for t in inline.children or ()} <= {"text", "text_special"}
    assert "".join(t.content for t in inline.children or ()) == "x" + vault.clean(text) + "x"


def test_exports_speak_the_content_s_language(corpus: Corpus) -> None:
    """The lead in files for other software is in the language of the content, whatever that is; it is English here, French there."""
    entry = corpus.agreements["aes-charter"]
    french = replace(corpus, handbook=replace(corpus.handbook, content_language="fr"))
    leads = {w.lang: vault.clean(read_plainly(entry, w.lang)) for w in entry.lead}
    assert leads["en"] in llms.full(corpus, "")
    assert leads["fr"] in llms.full(french, "")
    assert Questions(french).entry(entry.id)["lead"] == leads["fr"]
    assert leads["fr"] in {row[5] for row in tables.all_rows(french)["entries"]}


def test_llms_full(corpus: Corpus) -> None:
    """The file for language models has every entry and the citations of every claim."""
    text = llms.full(corpus, BASE)
    assert all(f"\n## {e.name}\n" in text for e in corpus.paged)
    assert all(str(c) in text for _, claim in corpus.claims.values() for c in claim.cite)


# -- the command


@pytest.mark.parametrize("what", ["turtle", "json-ld", "calendar", "database", "vault", "parquet"])
def test_export(what: str, tmp_path: Path) -> None:
    """Each format is written whole to where it was asked for, and twice the same."""
    for name in ("one", "two"):
        done = handbook("export", what, "--to", tmp_path / name, "--seeds", TOY / "seeds")
        assert done.returncode == 0, done.stderr
    one, two = ({p.relative_to(tmp_path / n): p.read_bytes() for p in [tmp_path / n, *(tmp_path / n).rglob("*")] if p.is_file()}
                for n in ("one", "two"))  # fmt: skip
    assert one
    assert one == two


def test_export_says_what_is_in_the_way(tmp_path: Path) -> None:
    """A folder where one file is written, and a file where many are, is a message; nothing is written."""
    done = handbook("export", "turtle", "--to", tmp_path, "--seeds", TOY / "seeds")
    assert done.returncode == 2
    assert "is a folder" in done.stderr
    (tmp_path / "file").write_text("x", encoding="utf-8")
    done = handbook("export", "vault", "--to", tmp_path / "file", "--seeds", TOY / "seeds")
    assert done.returncode == 2
    assert "is a file" in done.stderr
    assert (tmp_path / "file").read_text(encoding="utf-8") == "x"
