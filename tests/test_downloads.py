"""What is downloaded is read by the software that it is for: the whole as JSON-LD, FollowTheMoney, tables, spreadsheets, feeds."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from pathlib import Path
from typing import Any

import feedparser
import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.checks import Context
from handbook.exports import database, feed, handbook_json, spreadsheet, tables
from handbook.pages import reference
from handbook.plain_text import clean
from handbook.render import myst as written
from handbook.render.myst import escape

from .conftest import BASE


@pytest.fixture(scope="module")
def corpus(real_context: Context) -> Any:
    return real_context.corpus


def test_whole_handbook_round_trip(corpus: Any) -> None:
    """handbook.json is valid by its schema, and gives the records back without loss; what was decided on drafts is not in it."""
    text = handbook_json.dump(corpus, BASE)
    jsonschema.Draft202012Validator(json.loads(handbook_json.json_schema())).validate(json.loads(text))
    again = handbook_json.load(text)
    for name, _kind in handbook_json.TABLES:
        ours, theirs = getattr(corpus, name), getattr(again, name)
        if name == "rulings":
            ours = tuple(r for r in ours if r.kind in ("mention", "distinct"))
            assert 0 < len(ours) < len(corpus.rulings)
        assert ours == theirs, name


def test_schema_refuses_what_is_not_a_handbook(corpus: Any) -> None:
    """The schema is not empty: a wrong value of a field is refused. Which kinds there are says each handbook."""
    data = json.loads(handbook_json.dump(corpus))
    validator = jsonschema.Draft202012Validator(json.loads(handbook_json.json_schema()))
    data["sources"][0]["header"]["rights"] = "dragon"
    assert not validator.is_valid(data)


def test_follow_the_money(corpus: Any) -> None:
    """Every entity passes followthemoney's own validation; links lead to entities that exist and may stand there."""
    model = pytest.importorskip("followthemoney").model
    from handbook.exports import ftm

    found = {e["id"]: e for e in map(json.loads, ftm.lines(corpus, BASE).splitlines())}
    assert len(found) >= len(corpus.actors) + len(corpus.agreements) + len(corpus.events) + len(corpus.sources)
    for entity in found.values():
        schema = model.get(entity["schema"])
        assert schema is not None
        schema.validate(entity)
        proxy = model.get_proxy(entity, cleaned=False)
        for prop in schema.properties.values():
            given = entity["properties"].get(prop.name, [])
            assert len(proxy.get(prop)) == len(given), (entity["id"], prop.name, given)
            if prop.range is not None and prop.type.name == "entity":
                for value in given:
                    assert model.get(found[value]["schema"]).is_a(prop.range), (entity["id"], prop.name)
        assert set(entity["properties"]) <= {p.name for p in schema.properties.values()}


def test_tables(corpus: Any, tmp_path: Path) -> None:
    """CSV and SQLite have the same rows; the full-text index finds a name without its accent; every column is explained."""
    path = tmp_path / "h.sqlite"
    all_rows = tables.all_rows(corpus)
    path.write_bytes(database.database(corpus, all_rows))
    assert database.database(corpus, all_rows) == path.read_bytes()
    base = sqlite3.connect(path)
    for table in tables.TABLES:
        rows = list(
            csv.DictReader(io.StringIO(spreadsheet.joined(table, [spreadsheet.csv_rows(all_rows[table.name])])))
        )
        (count,) = base.execute(f"select count(*) from [{table.name}]").fetchone()
        assert len(rows) == count
        assert rows == [] or list(rows[0]) == [name for name, _ in table.columns]
    assert base.execute("select count(*) from search where search match 'goita'").fetchone()[0] > 0
    explained = {tuple(r) for r in base.execute("select [table], [column] from _columns")}
    assert explained == {(t.name, name) for t in tables.TABLES for name, _ in t.columns}
    guide = written.page(reference.exports(((t.name, t.row_meaning, t.columns) for t in tables.TABLES), str))
    for table in tables.TABLES:
        assert all(escape(meaning) in guide for _, meaning in table.columns), table.name


def cells(*texts: object) -> str:
    """The line of a table with these values."""
    table = tables.Table("t", "", [(f"c{n}", "") for n in range(len(texts))], lambda _: [])
    return spreadsheet.joined(table, [spreadsheet.csv_rows([texts])]).split("\r\n", 1)[1]


def test_spreadsheets_run_no_formula() -> None:
    """A text that begins like a formula does not in CSV."""
    assert cells("=1+1", "+1", "-1", "@x", "a=1", 3, None) == "'=1+1,'+1,'-1,'@x,a=1,3,\r\n"


BLANKS = (
    "",
    " ",
    "\u00a0",
    "\ufeff",
    "\t",
    "\r\n",
    "\u200b",
    "\u3000",
    "\u2007\ufeff ",
    "\x00",
    "\u00ad",
    "\u202e",
    "\u2060",
    "\u3164",
)


@pytest.mark.parametrize("blank", BLANKS)
@pytest.mark.parametrize("mark", ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\u2212", "\ufe66"])
def test_hidden_formulas(mark: str, blank: str) -> None:
    """A formula in full width, or behind blanks that show or do not, has an apostrophe before all of it."""
    row = next(csv.reader([cells(f"{blank}{mark}HYPERLINK(1)")]))
    assert row[0].startswith("'")
    assert row[0].endswith(f"{mark}HYPERLINK(1)")


@given(
    st.lists(
        st.one_of(st.text(), st.integers(), st.sampled_from(["a;=1", "a|=1", "x\t=1", '"', "a,b", "'=1"])),
        min_size=2,
        max_size=5,
    )
)
def test_cells_keep_their_bounds(values: list[str | int]) -> None:
    """Whatever values a row has, it is read back as those, cell by cell; and where semicolons, bars or tabs divide, no cell begins
    in the middle of a text."""
    line = cells(*values)
    (row,) = csv.reader(io.StringIO(line, newline=""))
    shown = [clean(v) if isinstance(v, str) else str(v) for v in values]
    assert [cell.removeprefix("'") if cell != text else cell for cell, text in zip(row, shown, strict=True)] == shown
    for divider in ";|\t":
        outside = "".join(re.split(r'"(?:[^"]|"")*"', line))
        assert divider not in outside


@given(st.from_regex(r"[0-9A-Za-z ,.:/_()#*=@|;'-]*", fullmatch=True))
def test_the_short_way_of_a_plain_cell(text: str) -> None:
    """A text that is passed as it stands is one that stands so after all that is done to others."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spreadsheet, "_is_plain", re.compile("(?!)").fullmatch)
        long = cells(text)
    assert cells(text) == long


def test_feed(corpus: Any) -> None:
    """feedparser reads the latest changes from the feed, without a fault, the latest first; of no day it has a part only."""
    read = feedparser.parse(feed.atom(corpus, BASE))
    assert not read.bozo
    records = [*corpus.paged, *(source.header for source in corpus.sources.values())]
    days = sorted((str(change.date.earliest) for record in records for change in record.history), reverse=True)
    shown = [e.updated[:10] for e in read.entries]
    assert shown == [day for day in days if day >= days[: feed.LIMIT][-1]]
    assert len({e.id for e in read.entries}) == len(read.entries)
    assert all(e.link.startswith(BASE) for e in read.entries)


def test_feed_of_an_entry(corpus: Any) -> None:
    """Each entry has a feed of its own with its changes only, valid without any and without an address, the same items as in the feed of all."""
    changed = max(corpus.paged, key=lambda entry: len(entry.history))
    everything = feedparser.parse(feed.atom(corpus, BASE)).entries
    ids, first_day = {e.id for e in everything}, min(e.updated for e in everything)
    for entry in (changed, next(e for e in corpus.paged if not e.history)):
        ((name, text),) = feed.of_entry(corpus, entry, BASE).items()
        read = feedparser.parse(text)
        assert not read.bozo
        assert read.feed.id == f"{BASE}{name.removeprefix('feeds/').removesuffix('.xml')}.html"
        assert read.feed.updated
        assert len(read.entries) == len(entry.history)
        assert {e.id for e in read.entries if e.updated >= first_day} <= ids
        (local,) = feed.of_entry(corpus, entry).values()
        assert f'rel="alternate" href="../../{name.removeprefix("feeds/").removesuffix(".xml")}.html"' in local
