"""Of a fault in a file its editor sees the cause, first and in plain words; what comes of it is counted."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook import publish
from handbook.dossiers import Dossier
from handbook.model import Header, Redirect, Ruling
from handbook.reading import records, yaml_values
from handbook.reading.places import KINDS

from .conftest import TOY
from .running import handbook

#: Words of validators and of programming languages.
JARGON = re.compile(
    r"\b(valid|validation|should|input|pattern|tuple|dataclass|instance|mapping|keyword|argument|dictionary|boolean|decimal|integer|string|null|none|regex|parse|unpack\w*|schema)\b",
    re.I,
)
WRONG = ("", "x" * 5000, ["a"], [["a"]], {"a": "b"}, "Not an id!", "-1", "1e9999", "nan", [], {}, "2024-13", [{"a": ["b"]}], {"a": {"b": "c"}})  # fmt: skip


def records_of_the_toy() -> list[tuple[type[Any], Any]]:
    """Every kind of record with values that are good."""
    made: list[tuple[type[Any], Any]] = []
    for folder, kind in KINDS.items():
        for path in (TOY / "seeds" / "registry" / folder).glob("*.yml"):
            made.append((kind, yaml_values.load(path.read_text(encoding="utf-8")).value))
    head = (TOY / "seeds/articles/gazette-2024.md").read_text(encoding="utf-8").split("---")[1]
    made.append((Header, yaml_values.load(head).value))
    made.append((Ruling, yaml_values.load((TOY / "seeds/rulings.yml").read_text(encoding="utf-8")).value[0]))
    gone = "{gone: actor albania, to: actor alba, name: Albania, date: 2024, reason: Misnamed.}"
    made.append((Redirect, yaml_values.load(gone).value))
    return made


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths of all values in a value."""
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inner:
        yield from places(part, (*path, key))


def replaced(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    """A value with another one in a place of it."""
    if not path:
        return new
    made = copy.deepcopy(value)
    at = made
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = new
    return made


RECORDS = records_of_the_toy()


@given(st.data())
def test_no_jargon(data: st.DataObject) -> None:
    """Whatever stands in whichever field, the message is in words of editors, with a mend where the words alone are none."""
    kind, values = data.draw(st.sampled_from(RECORDS))
    for path in places(values):
        wrong = data.draw(st.sampled_from(WRONG))
        for problem in records.make(kind, yaml_values.Values(replaced(values, path, wrong)), "x.yml")[1]:
            # What is in quotation marks is the editor's own.
            said = re.sub(r"'[^']*'", "", problem.message)
            assert not JARGON.search(said), problem
            assert problem.message.strip()


@pytest.mark.parametrize(
    ("line", "message", "mend"),
    [
        ("names: Alba", "'names' has to be a list, not 'Alba'", "write [first, second]"),
        ("gloss: [a]", "'gloss' has to be a text, not a list", "on one line"),
        ("iso: alb", "'iso' is no country code: 'alb'", "two capital letters"),
        (f"gloss: {'x' * 4001}", "'gloss' is longer than 4000 characters", "shorten it"),
        ("minor: perhaps", "'minor' has to be true or false, not 'perhaps'", "write true"),
    ],
)
def test_words_for_wrong_values(line: str, message: str, mend: str) -> None:
    """The commonest slips are told with what has to stand there."""
    text = "id: alba\nkind: state\nname: Alba\ngloss: A state.\ncite: [gazette-2024/2a]\n"
    key = line.partition(":")[0]
    text = re.sub(rf"^{key}:.*\n", "", text, flags=re.M) + line + "\n"
    kind = KINDS["actors"]
    (problem,) = records.make(kind, yaml_values.load(text), "x.yml")[1]
    assert problem.message == message
    assert mend in problem.mend


@pytest.mark.parametrize(
    ("line", "message", "mend"),
    [
        ("name: Boats", "'name' has to be a text in each language, not 'Boats'", "write {en: Boats}"),
        ('lead: "Boats came: many."', "'lead' has to be a text in each language, not 'Boats came: many.'", "write {en: text}"),
        ("sectors: defence", "'sectors' has to be a list, not 'defence'", "write [first, second]"),
    ],
)  # fmt: skip
def test_a_text_without_its_language(line: str, message: str, mend: str) -> None:
    """Where a text in each language is due, the mend shows one, which can be read; elsewhere a list."""
    text = "id: boats\nname: {en: Boats}\nlead: {en: They came.}\nsectors: [defence]\n"
    text = re.sub(rf"^{line.partition(':')[0]}:.*\n", "", text, flags=re.M) + line + "\n"
    (problem,) = records.make(Dossier, yaml_values.load(text), "x.yml")[1]
    assert (problem.message, problem.mend) == (message, mend)


def test_mends_name_the_language_of_the_handbook(toy: Path) -> None:
    """In a handbook in French the mend of a text without its language shows one in French."""
    path = toy / "handbook.toml"
    settings = re.sub(r"^language = .*\n", "", path.read_text(encoding="utf-8"), flags=re.M)
    path.write_text(f'language = "fr"\n{settings}', encoding="utf-8")
    ann = toy / "seeds/registry/actors/ann-example.yml"
    ann.write_text(
        f"{ann.read_text(encoding='utf-8')}  left: {{says: Elle part, for: [gazette-2024/2b]}}\n", encoding="utf-8"
    )
    said = handbook("check", "--seeds", toy / "seeds", cwd=toy).stdout
    assert "(write {fr: Elle part})" in said, said


def test_a_quantity_says_of_what(toy: Path) -> None:
    """A quantity without what is counted is refused with the words that it lacks, others by an example."""
    path = toy / "seeds/articles/gazette-2024.md"
    text = path.read_text(encoding="utf-8")

    def said(quantity: str) -> str:
        path.write_text(f"{text.rstrip()}\n  quantity: {quantity}\n", encoding="utf-8")
        return handbook("check", "--seeds", toy / "seeds", cwd=toy).stdout

    assert "'12,500,000 EUR' does not say of what: write '12,500,000 EUR of ...'" in said("12,500,000 EUR")
    assert "'much grain' is no quantity: an example of one is 'nearly 25,000 t of grain" in said("much grain")


def test_the_cause_comes_first(toy: Path) -> None:
    """A file that cannot be parsed is told first, and alone; how many problems may come of it is a number."""
    alba = toy / "seeds/registry/actors/alba.yml"
    sound = alba.read_text(encoding="utf-8")
    digest = toy / "seeds/articles/gazette-2024.md"
    text = digest.read_text(encoding="utf-8")
    digest.write_text(
        text + "\n".join(f"\n{n}a. The fleet of Alba passed Alba {n}.\n" for n in range(4, 60)), encoding="utf-8"
    )
    alba.write_text(sound.replace("name: Alba", "name: [Alba"), encoding="utf-8")
    done = handbook("check", "--seeds", toy / "seeds", cwd=toy)
    lines = done.stdout.splitlines()
    assert lines[0].startswith("seeds/registry/actors/alba.yml:")
    assert "HB101" in lines[0]
    assert len(lines) == 2, done.stdout
    assert re.fullmatch(r"1 problem, and [1-9]\d more that what cannot be read may cause", lines[1])
    told = json.loads(handbook("check", "--seeds", toy / "seeds", "--format", "json", cwd=toy).stdout)
    assert told["consequences"] > 50
    assert len(told["problems"]) == 1
    # What is wrong by itself is told beside it: an undated office, a gap.
    ann = toy / "seeds/registry/actors/ann-example.yml"
    ann.write_text(ann.read_text(encoding="utf-8").replace("as_of: 2024-03, ", ""), encoding="utf-8")
    report = publish.read(toy / "seeds")[1]
    assert [p.code for p in report.sorted()] == ["HB101", "HB309"]
    alba.write_text(sound, encoding="utf-8")
    assert publish.read(toy / "seeds")[1].consequences == 0


@pytest.mark.parametrize(
    ("name", "mend"),
    [
        ("agreement/x.yml", "known: annotations"),
        ("Articles/x.md", "did you mean 'articles'?"),
        ("registry/agreement/x.yml", "did you mean 'agreements'?"),
        ("registry/alba-2.yml", "move it into the folder of its kind"),
        ("ruling.yml", "did you mean 'rulings.yml'?"),
        ("post-2024.md", "move it into the folder of its kind"),
    ],
)
def test_what_nothing_reads_is_a_problem(toy: Path, name: str, mend: str) -> None:
    """A folder or file of an unknown name under the seeds is told, with the name that it may have been meant to have."""
    path = toy / "seeds" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("id: x\n", encoding="utf-8")
    (problem,) = [p for p in publish.read(toy / "seeds")[1].sorted() if "nothing reads" in p.message]
    assert (
        problem.place.path
        == f"seeds/{name.rpartition('/')[0] if path.parent not in (toy / 'seeds', toy / 'seeds/registry') else name}"
    )
    assert mend in problem.mend


def test_what_may_lie_beside_the_seeds(toy: Path) -> None:
    """Hidden files, a README, originals and what commands leave are no problem."""
    for name in (".DS_Store", "README.md", "registry/README", "originals/a.txt", ".journal/000001.json", "picture.png"):
        (toy / "seeds" / name).parent.mkdir(parents=True, exist_ok=True)
        (toy / "seeds" / name).write_text("x", encoding="utf-8")
    assert publish.read(toy / "seeds")[1].problems == []
