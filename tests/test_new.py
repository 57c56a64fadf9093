"""A handbook of one's own: ``handbook new``, the Python API, and the handbooks of the tests' own."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import handbook as api
from handbook import starting
from handbook.legible import legible
from handbook.reading import settings_file

from .conftest import TESTS
from .running import handbook

ODD = 'Ships & "Harbours" *of* <Alba> {{x}} $title `y`'


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_new_handbook_builds_while_empty(tmp_path: Path, language: str) -> None:
    """A new handbook is checked and built, in a folder with blanks and accents; its title appears exactly as it was typed."""
    place = tmp_path / "Été à la mer"
    done = handbook("new", place, "--title", ODD, "--editors", "Ann & Bo", "--language", language, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert tomllib.loads((place / "handbook.toml").read_text(encoding="utf-8"))["title"] == ODD
    assert handbook("check", cwd=place).stdout == "0 problems\n"
    done = handbook("build", cwd=place)
    assert done.returncode == 0, done.stdout + done.stderr
    page = (place / "docs/_build/html/index.html").read_text(encoding="utf-8")
    assert "<title>Ships &amp; &#34;Harbours&#34; *of* &lt;Alba&gt; {{x}} $title `y`</title>" in page
    assert f'lang="{language}"' in page
    assert ("How to read it" if language == "en" else "Comment le lire") in page
    assert yaml.safe_load((place / "CITATION.cff").read_text(encoding="utf-8"))["title"] == ODD


def test_pages_of_a_new_handbook_are_written_plainly() -> None:
    """A title has no escapes that Markdown does not need, and all that is to be read is in the language of the handbook."""
    files = starting.project(starting.Options("Ports de l'Atlantique (nord) & *sud*", language="fr"))
    for name in ("README.md", "docs/index.md"):
        assert files[name].startswith("# Ports de l'Atlantique (nord) \\& \\*sud\\*\n"), files[name]
    assert "chaque phrase renvoie à un paragraphe d’une source" in files["README.md"]
    assert not re.search(r"\b(?:every|the|files)\b", files["README.md"].replace("handbook", ""), re.I)


@pytest.mark.slow
def test_a_new_handbook_with_the_example(tmp_path: Path) -> None:
    """With the example it has every kind of record, is checked and built, and makes its book."""
    place = tmp_path / "a"
    assert handbook("new", place, "--title", "Ferries", "--example", cwd=tmp_path).returncode == 0
    assert handbook("check", cwd=place).stdout == "0 problems\n"
    done = handbook("build", cwd=place)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "3 actors, 1 agreement, 1 event" in done.stderr
    done = handbook("pdf", cwd=place)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (place / "docs/_build/pdf/handbook.pdf").read_bytes().startswith(b"%PDF")


def test_the_book_of_a_new_handbook_has_no_service_pages() -> None:
    """Its hand-written chapters are how to read it and the method: lists and ways of the site are none; each is a page that it has."""
    for language in ("en", "fr"):
        files = starting.project(starting.Options("A", language=language))
        named = re.search(r"^handbook_book_pages = (.*)$", str(files["docs/conf.py"]), re.M)
        assert named is not None
        pages = json.loads(named[1])
        assert pages == ["how-to-read", "about/method"]
        assert {f"docs/{page}.md" for page in pages} <= set(files)


def test_examples_are_what_records_may_be(tmp_path: Path) -> None:
    """The examples beside the seeds are sound by the schemas beside them, and nothing reads them."""
    files = starting.project(starting.Options("A"))
    assert set(json.loads(files[".vscode/settings.json"])["yaml.schemas"]) <= set(files)
    kinds = {"actors": "actor", "agreements": "agreement", "events": "event", "terms": "term", "conflicts": "conflict"}
    for folder, kind in kinds.items():
        text = files[f"seeds/registry/{folder}/_example.yml"]
        assert text.startswith(f"# yaml-language-server: $schema=../../schema/{kind}.json\n")
        schema = json.loads(files[f"seeds/schema/{kind}.json"])
        Draft202012Validator(schema).validate(yaml.load(text, yaml.BaseLoader))


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("there", "--title", "A"), 1, "the folder is not empty (name a new one)"),
        (("file.txt", "--title", "A"), 1, "the folder is not empty (name a new one)"),
        (("new",), 2, "a handbook has a title (give one with --title)"),
        (("new", "--title", "A", "--licence", "Mine"), 2, "the address of 'Mine' is not known"),
        (("new", "--title", "A", "--language", "French"), 2, "two or three small letters"),
        (("new", "--title", "A", "--address", "x"), 2, "start with https://"),
    ],
)
def test_what_new_refuses(tmp_path: Path, arguments: tuple[str, ...], status: int, words: str) -> None:
    """A folder that is not empty and an option that cannot be are one message each, and nothing is written."""
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "mine.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "file.txt").write_text("mine", encoding="utf-8")
    before = sorted(p.relative_to(tmp_path) for p in tmp_path.rglob("*"))
    done = handbook("new", *arguments, cwd=tmp_path)
    assert done.returncode == status
    assert words in done.stdout + done.stderr
    assert sorted(p.relative_to(tmp_path) for p in tmp_path.rglob("*")) == before


def _readable(text: str) -> bool:
    """Whether a title shows something, has no control character but tabs and ends of lines, and no pile of marks."""
    try:
        legible(text)
    except ValueError:
        return False
    return all(unicodedata.category(sign) != "Cc" or sign in "\t\n" for sign in text)


@given(
    st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=60),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30),
)
@settings(max_examples=60)
def test_any_title(title: str, editors: str) -> None:
    """Whatever title and editors are typed, handbook.toml says just them; what nobody could see or read is refused in a sentence."""
    if not (_readable(title) and (not editors or _readable(editors))):
        with pytest.raises(ValueError, match=r"'(title|editors)"):
            starting.project(starting.Options(title, editors))
        return
    files = starting.project(starting.Options(title, editors))
    made, problems = settings_file.parse(files["handbook.toml"])
    assert not problems
    assert made.named() == title
    assert made.edited() == (editors or title)
    assert yaml.safe_load(files["CITATION.cff"])["title"] == title


def test_a_handbook_from_python(tmp_path: Path) -> None:
    """Records made in Python are written as seeds that are read again, and wrong ones are said in a sentence each."""
    place = api.new(tmp_path / "a", title="An atlas", editors="Me")
    source = api.article(["France is a state."], id="atlas-2024", title="Atlas", publication="Atlas", published="2024")
    state = api.actor(id="france", kind="state", name="France", gloss="A state.", cite=["atlas-2024/1a"])
    assert api.save(place, [source, state]) == 2
    assert handbook("check", cwd=place).stdout == "0 problems\n"
    with pytest.raises(ValueError, match="france: the field 'gloss' is missing"):
        api.actor(id="france", kind="state", name="France", cite=["atlas-2024/1a"])
    with pytest.raises(ValueError, match="two records have the id 'france'"):
        api.save(place, [state, state])
    with pytest.raises(FileExistsError):
        api.new(place, title="Again")
    assert not hasattr(api, "nothing")


def test_the_big_handbook(tmp_path: Path) -> None:
    """A program of about sixty lines makes a sound handbook of more than five thousand entries from a package's data."""
    pytest.importorskip("pycountry")
    program = TESTS / "handbooks" / "countries.py"
    assert len(program.read_text(encoding="utf-8").splitlines()) < 85
    made = subprocess.run([sys.executable, program, tmp_path / "a"], capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    assert int(made.stdout.split()[0]) > 5000
    assert handbook("check", cwd=tmp_path / "a").stdout == "0 problems\n"
