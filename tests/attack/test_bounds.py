"""What is small to write and large to hold: numbers, settings and tables of others are refused in one message, before anything is made of them."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from handbook.adding import add, batch
from handbook.adding.bibliography import Options
from handbook.checks import Context
from handbook.number_form import FORM, keepable, number_of, with_thousands
from handbook.problems import Problem
from handbook.reading import articles, settings_file

from ..desks import ID, Running
from ..running import handbook
from ..test_reading import HEAD

PACT = "seeds/registry/agreements/north-pact.yml"
LARGE = ("1E+40", "1E+400", "1E+30000000", "9" * 60, "9" * 5000, "-5", "1_000", "NaN", "٣", "0.1234567", "1e3")


@pytest.mark.parametrize("number", LARGE)
def test_amounts(toy: Path, problems_with: Callable[..., list[Problem]], number: str) -> None:
    """An amount that is not in plain digits, or in too many, is one HB105 with the mend."""
    text = (toy / PACT).read_text(encoding="utf-8").replace("amount: 20,", f"amount: {number},")
    (problem,) = problems_with({PACT: text})
    assert (problem.code, problem.place.path) == ("HB105", PACT)
    assert FORM in problem.message
    assert len(str(problem)) < 400


@pytest.mark.parametrize(
    "number", ["12345678901234567890123456789012345", "9" * 5000, "1,2,3,4", "1_000", "1E+400", "-5"]
)
def test_quantities(toy: Path, problems_with: Callable[..., list[Problem]], number: str) -> None:
    """So is a quantity of a statement; thousands may be held apart, other groups of digits not."""
    path = next((toy / "seeds/articles").glob("*.md"))
    name = path.relative_to(toy).as_posix()
    text = path.read_text(encoding="utf-8")
    at = text.index("\n2a. ") + 1
    end = text.index("\n", at)
    (problem,) = [p for p in problems_with({name: f"{text[:end]}\n  quantity: {number} USD of pledges{text[end:]}"}) if p.code != "HB302"]  # fmt: skip
    assert problem.code == "HB105"
    assert len(str(problem)) < 400


def test_numbers_that_stay() -> None:
    """The largest number and the smallest part are kept as they are written, with and without commas."""
    most = number_of("9" * 15 + ".999999")
    assert f"{most + most:f}" == "1999999999999999.999998"
    assert with_thousands("1,234,567.5") == number_of("1234567.5")
    assert keepable(most)
    assert not keepable(most * 10)


@pytest.mark.parametrize(
    "line",
    [
        "x = " + "9" * 5000, "x = 0x" + "f" * 5000, "x = " + "[" * 5000, "x = " + "{a=" * 5000 + "1" + "}" * 5000,
        ".".join("a" * 100_000) + " = 1", "[" + ".".join("a" * 5000) + "]", '[x]\ny = {' + ".".join('"a"' for _ in range(5000)) + " = 1}",
        'x = """' + '\\"""' * 40_000, "x = [\n" + "1,\n" * 60_000 + "]", "\n".join(f"a.b.c.k{n} = 1" for n in range(10_000)),
        "x = 1e999", "x = nan", "x = 2024-13-45",
    ],
)  # fmt: skip
def test_settings_in_any_shape(line: str) -> None:
    """Numbers without end, brackets and keys within each other, and long lists cost a message of ``handbook.toml``, soon."""
    begun = time.process_time()
    _handbook, problems = settings_file.parse(f'title = "A"\n{line}\n')
    assert time.process_time() - begun < 3
    assert {p.code for p in problems} <= {"HB103", "HB121"}
    assert problems
    assert all(len(str(p)) < 500 for p in problems[:1])


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ('menu = ["javascript:alert(1)"]', "menu"), ('menu = ["../../etc/passwd"]', "menu"), ('menu = ["/etc/passwd"]', "menu"),
        ('address = "https://example.org/#x"', "address"), ('address = "https://example.org/?x"', "address"),
        ('address = "https://user@example.org/"', "address"), ('address = "https://example.org/\\u202Ex/"', "address"),
        ('edition = "1.."', "edition"), ('edition = "1-"', "edition"), ('keywords = ["a\\u0000b"]', "keywords"), ('description = "a\\u001Bb"', "description"),
        ('[labels.stages]\nsigned = "a\\u0000"', "signed"), ('licence = {name = "X", url = "https://a.example/\\u202E"}', "licence"),
    ],
)  # fmt: skip
def test_settings_that_mislead(line: str, named: str) -> None:
    """What leads out of the site or cannot be seen is refused in one message with its line."""
    _handbook, (problem,) = settings_file.parse(f'title = "A"\n{line}\n')
    assert problem.code == "HB122"
    assert named in problem.message
    assert problem.mend
    assert problem.place.line in (2, 3)


def test_settings_that_stay() -> None:
    """Values over several lines, texts with brackets and numbers in them, and addresses with a folder are read, with their lines."""
    text = (
        'title = "A [[[[[[[[[[[[[[[[[["\ndescription = """\nx = [\n"quoted" """\naddress = "https://example.org/a@b/"\nkeywords = [\n  "a", # ]\n  "b",\n]\n'
        'edition = "2026.1"\nmenu = ["about/team"]\nodd = 1\n'
    )
    _handbook, (problem,) = settings_file.parse(text)
    assert (problem.code, problem.place.line) == ("HB103", 12)
    assert settings_file.parse(text.replace("odd = 1\n", ""))[1] == []


@pytest.mark.parametrize(
    "cells",
    ['"published":' + "9" * 5000, '"title":"\\ud800"', '"title":"a\\u0000b"', '"authors":["a","\\udfff"]'],
)
@pytest.mark.parametrize("file", ["a.txt", "a\\u0000.txt"])
def test_tables_of_others(tmp_path: Path, cells: str, file: str) -> None:
    """A table's number of thousands of digits, NUL, or half of a character is one problem with the mend."""
    (tmp_path / "a.txt").write_text("T\nAlba paid.\n", encoding="utf-8")
    (tmp_path / "t.json").write_text(f'[{{"file":"{file}",{cells}}}]', encoding="utf-8")
    found = batch.gather([tmp_path / "a.txt"], tmp_path / "t.json", Options())
    (problem,) = found.problems
    assert problem.code == "HB103"
    assert problem.mend


def test_numbers_of_forms(desk: Running) -> None:
    """A number of thousands of digits in a form of the desk is no number, and nothing fails."""
    assert desk.post("/undo", number="9" * 5000).status == 303
    assert desk.post(f"/article/{ID}/save", text="x", base="", line="9" * 5000).status < 500


@pytest.mark.parametrize("given", ["9" * 5000, "0", "3, ", "1000000000", "x"])
def test_paragraphs_named_beside(given: str) -> None:
    """What 'also-from' names in another way than as paragraphs is one HB105 in our words."""
    text = HEAD + f"2a. Alba paid.\n  also-from: {given}\n"
    _source, (problem,) = articles.read(text, "articles/x.md")
    assert problem.code == "HB105"
    assert "no paragraphs" in problem.message
    assert len(str(problem)) < 300


@pytest.mark.parametrize("number", ["1E+9999", "1E+99999999", "9" * 5000, "-5"])
def test_amounts_at_the_desk(desk: Running, number: str) -> None:
    """A new claim with such a number is told as it is typed, is not written, and nothing fails."""
    fields = {"entry": "north-pact", "type": "amount", "amount": number, "unit": "USD", "of": "aid", "for": "3a"}
    record = desk.seeds / "registry/agreements/north-pact.yml"
    before = record.read_bytes()
    assert desk.post(f"/article/{ID}/claim/check", **fields).status < 500
    assert desk.post(f"/article/{ID}/claim", **fields).status < 500
    assert record.read_bytes() == before


ODD_HOSTS = ("http://[x/", "https://[/x]", "https://a\u2100b.example/", "http://[:::]/")


@pytest.mark.parametrize("address", ODD_HOSTS)
def test_addresses_without_a_host(toy_context: Context, tmp_path: Path, address: str) -> None:
    """An address whose host is none is refused where a person gives it, and not taken where a page or a setting does."""
    page = tmp_path / "a.html"
    words = "<p>The minister of Alba came on Monday with ships.</p>" * 5
    page.write_text(f'<html><head><title>T</title><link rel="canonical" href="{address}"></head><body><article><h1>Title</h1>{words}</article></body></html>', encoding="utf-8")  # fmt: skip
    options = Options(publication="P", published="2024", language="en", consulted="2024", today="2024-06-01")
    made, problems = add.prepare(toy_context, page, options)
    assert problems == []
    assert made is not None
    _made, (problem,) = add.prepare(toy_context, page, replace(options, url=address))
    assert "url" in problem.message or "url" in problem.place.path
    _handbook, (problem,) = settings_file.parse(f'title = "A"\naddress = "{address}"\n')
    assert problem.code == "HB122"
    text = HEAD.replace("title: T\n", f"title: T\nurl: '{address}'\n") + "2a. Alba paid.\n"
    _source, (problem,) = articles.read(text, "articles/x.md")
    assert problem.code == "HB105"


@pytest.mark.parametrize("basis", ["paragraph " + "9" * 5000, '"paragraph ' + "9" * 5000 + '"'])
def test_dates_taken_from_a_paragraph(toy: Path, problems_with: Callable[..., list[Problem]], basis: str) -> None:
    """A date that rests on a paragraph of thousands of digits is no defect, by the rules of originals either."""
    path = next((toy / "seeds/articles").glob("*.md"))
    text = re.sub(r"\n(2a\. [^\n]*)\n", lambda m: f"\n{m[1]}\n  when: 2024-03 (from {basis})\n", path.read_text(encoding="utf-8"), count=1)  # fmt: skip
    path.write_text(text, encoding="utf-8")
    done = handbook("check", "--originals", toy / "originals", "--seeds", toy / "seeds")
    assert done.returncode in (0, 1)
    assert "defect" not in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
