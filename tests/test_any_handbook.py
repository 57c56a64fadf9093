"""Any handbook: what ``handbook.toml`` says, its faults, its vocabularies, and nothing of one handbook in the engine."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook import i18n
from handbook.reading import settings_file
from handbook.settings.colours import LEAST, contrast
from handbook.settings.handbook import Handbook

from .conftest import PROJECT, book_of, readable
from .running import handbook

PACKAGE = PROJECT / "scripts" / "handbook"
#: Words of the handbook that lives beside the engine.
SUBJECT = re.compile(
    r"\b(?:mali|malian\w*|malien\w*|russia\w*|russe\w*|russie|bamako|moscow|moscou|sahel\w*|klomegah|lavrov)\b", re.I
)
#: Data of languages and of the world, which name every country and language, and why: files, or folders with what is in them.
GENERAL = {
    "extraction/languages/": "data of languages: places and peoples of the world, given names, and the examples of their rules",
    "searching/": "Russian as one of the languages in which one can search",
    "sphinx_ext/theme/static/stemmer-ru.js": "the stemmer of the same language",
}  # fmt: skip


def is_general(name: str) -> bool:
    """Whether a file of the package is among the data that may name countries and languages."""
    return name.startswith(tuple(GENERAL))


def test_nothing_of_one_handbook_is_in_the_engine() -> None:
    """No file of the package speaks of the handbook beside it; data of the whole world are named with their reason."""
    found = {}
    for path in sorted(PACKAGE.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            name = path.relative_to(PACKAGE).as_posix()
            words = sorted(set(SUBJECT.findall(path.read_text(encoding="utf-8", errors="replace"))))
            if words:
                found[name] = words
    assert {name: words for name, words in found.items() if not is_general(name)} == {}
    assert all(any(name.startswith(known) for name in found) for known in GENERAL)


CASES = [
    ("", 1, "HB122", "the field 'title' is missing"),
    ("title = \n", 1, "HB121", "not TOML: invalid value"),
    ('title = "A"\ntitle = "B"\n', 2, "HB121", "not TOML: cannot overwrite a value"),
    ('title = "A"\ntitel = "B"\n', 2, "HB103", "did you mean 'title'?"),
    ('title = "A"\nshort_title = "B"\n', 2, "HB103", "did you mean 'short-title'?"),
    ('title = "A"\n\n[vocabulary.actors]\nperson = {}\ncity = {}\n', 5, "HB122", "the word 'city' of the vocabulary 'actors' has no label"),
    ('title = "A \\u202eB"\n', 1, "HB122", "a control character in 'title'"),
    ('title = "A"\n[vocabulary.actors]\ncity = {label = "\u2067C"}\n', 3, "HB122", "a control character in 'vocabulary.actors.city.label'"),
    ('title = "A"\n[vocabulary.actors]\n', 2, "HB122", "has no words"),
    ('title = "A"\n[vocabulary.actors]\ncity = {lable = "C"}\n', 3, "HB103", "'vocabulary.actors.city.lable' (did you mean 'label'?)"),
    ('title = "A"\n[vocabulary.actors]\ncity = {x = "C"}\n', 3, "HB103", "(known: label, "),
    ('title = "A"\n[vocabulary.actors]\nCity = {label = "C"}\n', 2, "HB122", "'City' is no word"),
    ('title = "A"\n[vocabulary.actors]\ncity = {label = "C", like = "stat"}\n', 3, "HB122", "did you mean 'state'?"),
    ('title = "A"\n[vocabulary.actor]\nperson = {}\n', 2, "HB103", "did you mean 'actors'?"),
    ('title = "A"\n[labels.actors]\nperson = "P"\nspaceship = "S"\n', 4, "HB122", "a label for 'spaceship', which is no word"),
    ('title = "A"\n[colours]\nbrand = "#dddddd"\n', 3, "HB122", "its contrast with the ground"),
    ('title = "A"\n[colours]\nbrand = "blue"\n', 3, "HB122", "a colour is written as #1d4e5f"),
    ('title = "A"\n[map]\nwindow = [0, 0, 200, 50]\n', 3, "HB122", "is no part of the earth"),
    ('title = "A"\n[map]\nwindow = [\n  20, 0,\n  10, 50\n]\n', 3, "HB122", "is no part of the earth"),
    ('title = "A"\nlanguage = "Français"\n', 2, "HB122", "two or three small letters"),
    ('title = "A"\nlicence = "My own"\n', 2, "HB122", "the address of 'My own' is not known"),
    ('title = "A"\naddress = "handbook.example"\n', 2, "HB122", "start with https://"),
    ('title = "A"\ndate = "2026-02-30"\n', 2, "HB122", "'2026-02-30' has no such day: 30 (2026-02 has 28 days)"),
    ('title = "A"\ndate = "2026-13-29"\n', 2, "HB122", "'2026-13-29' has no such month: 13 (months are 01 to 12)"),
    ('title = "A"\ndate = 2026-13-29\n', 2, "HB121", "'2026-13-29' has no such month: 13 (months are 01 to 12)"),
    ('title = "A"\ndate = 2026-02-30 # soon\n', 2, "HB121", "'2026-02-30' has no such day: 30 (2026-02 has 28 days)"),
    ('title = "A"\ndate = 30.11.2026\n', 2, "HB121", "did you mean '2026-11-30'?"),
    ('title = "A"\ndate = 2026-11-22T10:00:00\n', 2, "HB122", "did you mean '2026-11-22'?"),
    ('title = "A"\ndate = "soon"\n', 2, "HB122", "write it as 2026-11-22"),
    ('title = "A"\nkeywords = "one"\n', 2, "HB122", 'a list of texts: ["one", "two"]'),
    ('title = "A"\nlogo = "../mark.svg"\n', 2, "HB122", "a file beside handbook.toml"),
    ('title = "A"\nlogo = "mark.svg"\n', 2, "HB122", "no file beside handbook.toml"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "code", "words"), CASES, ids=[c[3][:40] for c in CASES])
def test_each_fault_of_the_file_is_one_message(toy: Path, text: str, line: int, code: str, words: str) -> None:
    """``handbook check`` says each fault of handbook.toml once, with line and mend, and nothing in the validator's words."""
    (toy / "handbook.toml").write_text(text, encoding="utf-8")
    done = handbook("check", cwd=toy)
    said = [row for row in done.stdout.splitlines() if row.startswith("handbook.toml")]
    assert done.returncode == 1
    assert len(said) == 1, done.stdout
    assert said[0].startswith(f"handbook.toml:{line} {code} "), said
    assert words in said[0]
    assert not re.search(r"should (?:be|match)|valid tuple|pattern", said[0])


def test_seeds_are_not_blamed_for_the_configuration(toy: Path) -> None:
    """Where handbook.toml cannot be read, what rules find without its languages and vocabularies is only counted."""
    path = toy / "handbook.toml"
    words = '\n[vocabulary.actors]\nstate = {}\nperson = {}\ncity = {label = "City"}\n'
    good = path.read_text(encoding="utf-8") + words
    actor = toy / "seeds/registry/actors/alba.yml"
    actor.write_text(actor.read_text(encoding="utf-8").replace("kind: state", "kind: city"), encoding="utf-8")
    path.write_text(good, encoding="utf-8")
    assert handbook("check", cwd=toy).returncode == 0
    path.write_text(good.replace('label = "City"', 'label = "City'), encoding="utf-8")
    done = handbook("check", cwd=toy)
    assert len(done.stdout.splitlines()) == 2, done.stdout
    assert " HB121 " in done.stdout.splitlines()[0]
    assert re.fullmatch(r"1 problem, and \d+ more that what cannot be read may cause", done.stdout.splitlines()[1])


def test_without_a_handbook_commands_stop_and_say_so(tmp_path: Path) -> None:
    """In a folder without handbook.toml, at it or above, no command looks anywhere else, and nothing is written."""
    (tmp_path / "a.txt").write_text("A title\n\nA paragraph.\n", encoding="utf-8")
    for command in (["check"], ["build"], ["review"], ["add", "a.txt"], ["schema"], ["release"], ["pdf"], ["place"]):
        done = handbook(*command, cwd=tmp_path)
        assert done.returncode == 2, command
        assert "there is no handbook.toml in" in done.stderr, command
        assert len(done.stderr.splitlines()) == 1
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize("part", ["docs", "seeds"])
def test_two_files_of_settings(toy: Path, part: str) -> None:
    """A second handbook.toml in seeds or docs is a problem, wherever one stands."""
    shutil.copy(toy / "handbook.toml", toy / part / "handbook.toml")
    for folder in (toy, toy / part):
        done = handbook("check", cwd=folder)
        assert done.returncode == 1
        assert f"handbook.toml HB120 there is a second one, {part}/handbook.toml" in done.stdout, done.stdout


def test_a_handbook_within_a_handbook(toy: Path, tmp_path: Path) -> None:
    """The nearest handbook.toml above is that of the handbook; one further up is another handbook's."""
    (tmp_path / "handbook.toml").write_text('title = "Around"\n', encoding="utf-8")
    assert book_of(toy / "seeds").corpus.handbook.named() == "Toy"
    assert handbook("check", cwd=toy / "seeds" / "registry").returncode == 0


def test_paths_are_relative_to_where_one_stands(toy: Path) -> None:
    """Commands started in a folder of the project find the project, and read the files named from there; run.py too."""
    (toy / "docs" / "texts").mkdir()
    (toy / "docs" / "texts" / "a.txt").write_text(
        "A title\n\nAnn Example of Alba went to Borealis.\n", encoding="utf-8"
    )
    given = ["a.txt", "--publication", "P", "--published", "2024", "--dry-run"]
    done = handbook("add", *given, cwd=toy / "docs" / "texts")
    assert done.returncode == 0, done.stdout + done.stderr
    call = f"import sys; sys.path.insert(0, {str(PROJECT / 'scripts')!r}); import run; run.set_up = lambda extra: 0; run.python = lambda: sys.executable; sys.exit(run.main(sys.argv[1:]))"
    made = subprocess.run(
        [sys.executable, "-c", call, "add", *given], cwd=toy / "docs" / "texts", capture_output=True, text=True, check=False
    )  # fmt: skip
    assert made.returncode == 0, made.stdout + made.stderr
    assert "would write" in made.stdout
    assert "the-post" not in made.stdout


def test_an_interface_without_a_catalogue_is_english_and_says_so(toy: Path) -> None:
    """A handbook in a language that the interface does not speak is built with English words, said once; its content is marked as it is."""
    (toy / "handbook.toml").write_text('title = "Juguete"\nlanguage = "sw"\n', encoding="utf-8")
    done = handbook("build", cwd=toy)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr.count("The interface is not translated into 'sw'") == 1
    page = (toy / "docs/_build/html/actors/alba.html").read_text(encoding="utf-8")
    assert '<html class="no-js" lang="en"' in page
    assert 'lang="sw"' in page
    assert "Language of statements, and of what is not translated: Swahili." in page


def test_the_toml_of_a_handbook_decides_its_outputs(toy: Path) -> None:
    """Title, editors, edition, licence, colours, keywords and address of handbook.toml stand in site and data; a bare conf.py suffices."""
    (toy / "docs" / "conf.py").write_text('extensions = ["handbook.sphinx_ext"]\n', encoding="utf-8")
    (toy / "handbook.toml").write_text(
        'title = "Ships & Harbours"\nshort-title = "Ships"\neditors = "The harbour office"\nlicence = "CC0"\nid = "ships"\n'
        'edition = "3"\ndate = 2025-01-02\naddress = "https://ships.example/"\n[colours]\nbrand = "#7a1f3d"\n',
        encoding="utf-8",
    )
    done = handbook("build", cwd=toy)
    assert done.returncode == 0, done.stdout + done.stderr
    site = toy / "docs/_build/html"
    page = (site / "actors/alba.html").read_text(encoding="utf-8")
    assert "<title>Alba – Ships &amp; Harbours</title>" in page
    assert 'name="citation_author" content="The harbour office,"' in page
    assert 'href="https://creativecommons.org/publicdomain/zero/1.0/" rel="license">CC0 1.0</a>' in page
    assert 'rel="canonical" href="https://ships.example/actors/alba.html"' in page
    assert "handbook-colours.css?v=" in page
    assert "#7a1f3d" in (site / "_static/handbook-colours.css").read_text(encoding="utf-8")
    assert json.loads((site / "data/handbook.json").read_text(encoding="utf-8"))["title"] == "Ships & Harbours"
    assert "<name>The harbour office</name>" in (site / "feed.xml").read_text(encoding="utf-8")
    # Another title is on every page after the next build.
    text = (toy / "handbook.toml").read_text(encoding="utf-8").replace("Ships & Harbours", "Boats")
    (toy / "handbook.toml").write_text(text, encoding="utf-8")
    assert handbook("build", cwd=toy).returncode == 0
    assert "<title>Alba – Boats</title>" in (site / "actors/alba.html").read_text(encoding="utf-8")
    assert "Nothing changed" in handbook("build", cwd=toy).stderr


_ids = st.from_regex(r"[a-z]{1,8}", fullmatch=True)


@given(
    st.dictionaries(
        _ids, st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=20), min_size=1, max_size=5
    )
)
def test_lines_of_any_table(labels: dict[str, str]) -> None:
    """Every key of a file has the line where it stands, whatever its text; texts that nobody can read are told with theirs."""
    rows = [f"{word} = {{label = {json.dumps(text, ensure_ascii=False)}}}" for word, text in labels.items()]
    text = 'title = """\n[not a table]\nx = 1\n"""\n\n[vocabulary.relations]\n' + "\n".join(rows) + "\n"
    lines = settings_file.lines_of(text)
    assert lines["title",] == 1
    assert {word: lines["vocabulary", "relations", word] for word in labels} == {w: 7 + n for n, w in enumerate(labels)}
    made, problems = settings_file.parse(text)
    assert {p.place.line for p in problems} == {7 + n for n, label in enumerate(labels.values()) if not readable(label)}
    if problems:
        return
    assert made.vocabulary.relations is not None
    assert [w.label[0].text for w in made.vocabulary.relations.values()] == list(labels.values())


def test_the_colour_in_the_dark_can_be_read() -> None:
    """Of a dark brand a lighter one is worked out that can be read on the dark ground."""
    made, problems = settings_file.parse('title = "A"\n[colours]\nbrand = "#101040"\n')
    assert not problems
    assert contrast(made.colours.on_dark, "#14191c") >= LEAST


def test_every_field_is_described() -> None:
    """The reference of the configuration has every field of the record, each with what it is for."""
    from handbook.settings.described import fields_of_tables

    tables = fields_of_tables()
    assert [f"{t.name}.{f.name}" for t in tables for f in t.fields if not f.purpose] == []
    properties = json.loads(settings_file.schema())["properties"]
    top = {f.name for f in tables[0].fields} | {t.name.split(".")[0] for t in tables[1:]}
    assert top == set(properties)
    assert Handbook.__doc__
    assert i18n.languages()[0] == "en"
