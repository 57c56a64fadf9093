"""Several articles at once: folders of them, with tables that say what is known of each."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from handbook import publish
from handbook.adding import add
from handbook.adding.batch import gather

from .adding_articles import run, snapshot

# -- several at once


@pytest.fixture
def folder(toy: Path) -> Path:
    made = toy / "new"
    (made / "more").mkdir(parents=True)
    (made / "a.txt").write_text("Ships for Alba\n\nThe minister of Alba came on Monday.\n", encoding="utf-8")
    (made / "more" / "b.md").write_text("# Grain for Alba\n\nThe minister of Borealis came.\n", encoding="utf-8")
    (made / "bad.txt").write_bytes(b"a\x00b")
    (made / "notes.xlsx").write_bytes(b"no article")
    return made


def test_a_folder_with_one_bad_file(toy: Path, folder: Path) -> None:
    """What is wrong with one article keeps no other from being added; the end says what became of all, and the status is 1."""
    (folder / "table.csv").write_text("file,publication,published,authors,title\na.txt,The Post,2024-05-02,Ann Example; Bo Writer,\nb.md,The Gazette,2024-04,,Grain\nbad.txt,The Post,2024,,\n", encoding="utf-8")  # fmt: skip
    said = run(toy, "add", "new", "--metadata", "new/table.csv", "--consulted", "2024-06-01", status=1)
    assert "3 articles: 2 added, 0 there already, 1 refused" in said
    # What is said stands under the file that it is about.
    assert re.findall(r"^== (.*)$", said, re.M) == ["new/a.txt", "new/bad.txt", "new/more/b.md"]
    assert "bad.txt HB102" in said
    sources = publish.read(toy / "seeds")[0].corpus.sources
    assert sources["the-post-2024"].header.authors == ("Ann Example", "Bo Writer")
    assert sources["the-gazette-2024"].header.title == "Grain"
    again = run(toy, "add", "new", "--metadata", "new/table.csv", "--consulted", "2024-06-01", status=1)
    assert "0 added, 2 there already, 1 refused" in again


@pytest.mark.parametrize(
    ("name", "table", "words"),
    [
        ("t.csv", "file,publisher\na.txt,P\n", "t.csv:1 HB103 unknown column 'publisher'"),
        ("t.csv", "title,publication\nA,P\n", "t.csv:1 HB103 no column 'file'"),
        ("t.csv", "file,publication\na.txt,P,x\n", "t.csv:2 HB103 3 cells under 2 columns"),
        ("t.csv", "file;publication\nc.txt;P\n", "t.csv:2 HB104 'c.txt': no article that is added has this name"),
        ("t.csv", "file,publication\na.txt,P\na.txt,Q\n", "t.csv:3 HB108 'a.txt' stands twice"),
        ("t.csv", "file,publication,published\na.txt,P,soon\n", "t.csv:2 HB106 'published'"),
        ("t.csv", "file,publication,country\na.txt,P,Mali\n", "t.csv:2 HB105 'country'"),
        ("t.json", '[{"file": "a.txt", "publisher": "P"}]', "t.json HB103 object 1: unknown column 'publisher'"),
        ("t.json", '[{"file": "a.txt",}]', "t.json:1 HB103 not JSON"),
        ("t.json", '{"a.txt": {"published": {}}}', "t.json HB103 object 1: 'published' is no text"),
        ("none.csv", "", "HB100 there is no such file"),
    ],
)
def test_tables_with_a_fault(toy: Path, folder: Path, name: str, table: str, words: str) -> None:
    """What is wrong with a table is one message with its line, and nothing is written."""
    before = snapshot(toy / "seeds")
    if table:
        (toy / name).write_text(table, encoding="utf-8")
    said = run(toy, "add", "new/a.txt", "--metadata", name, "--consulted", "2024-06-01", status=1)
    assert words in said
    assert "Traceback" not in said
    assert snapshot(toy / "seeds") == before


def test_tables_as_objects_and_tabs(toy: Path, folder: Path) -> None:
    """JSON by file names, lists of authors, and tables with tabs or a byte order mark are read; a row goes before options."""
    (toy / "t.json").write_text(json.dumps({"new/a.txt": {"publication": "The Post", "authors": ["Ann Example", "Bo Writer"]}}), encoding="utf-8")  # fmt: skip
    (toy / "t.tsv").write_text("\ufefffile\tpublication\nb.md\tThe Gazette\n", encoding="utf-8")
    options = add.Options(publication="Another")
    paths = [folder / "a.txt", folder / "more" / "b.md"]
    (_, first), (_, second) = gather(paths, toy / "t.json", options).articles
    assert (first.publication, first.authors, second.publication) == ("The Post", ("Ann Example", "Bo Writer"), "Another")  # fmt: skip
    (_, first), (_, second) = gather(paths, toy / "t.tsv", options).articles
    assert (first.publication, second.publication) == ("Another", "The Gazette")


def test_one_id_for_many(toy: Path, folder: Path) -> None:
    """An id on the command line is for one article; a folder without articles is said to be one."""
    assert "one id for" in run(toy, "add", "new", "--id", "x", status=1)
    (toy / "empty").mkdir()
    assert "the folder has no article" in run(toy, "add", "empty", status=1)


def test_links_out_of_a_folder_are_not_followed(toy: Path, folder: Path) -> None:
    """A link in a folder of articles leads to no article."""
    (folder / "out.txt").symlink_to("/etc/passwd")
    (folder / "round").symlink_to(folder)
    names = [path.name for path, _options in gather([folder], None, add.Options()).articles]
    assert names == ["a.txt", "bad.txt", "b.md"]
