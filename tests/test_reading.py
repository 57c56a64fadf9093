"""Bad input: each fault one message with file, line, code and mend, all in one run."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from handbook.model import Citation
from handbook.problems import Problem
from handbook.reading.articles import read
from handbook.reading.schema import schemas

from .conftest import PROJECT

ANN = "seeds/registry/actors/ann-example.yml"
GOOD = "id: ann-example\nkind: person\nname: Ann Example\nnames: [{text: Example, kind: short, cite: [gazette-2024/2b]}]\ngloss: G.\ncite: [gazette-2024/2b]\n"
POST = "seeds/articles/post-2024.md"
HEAD = "---\nid: post-2024\ntitle: T\nshort: Post\npublication: The Post\npublished: 2024\nlanguage: en\nrole: corroborating\nconsulted: 2024\n---\n\n"
CASES: list[tuple[str, str | bytes, int, str, str]] = [
    (ANN, "id: ann-example\nkind: [person\n", 3, "HB101", "not YAML"),
    (ANN, "id: ann-example\nname: a: b\n", 2, "HB101", "not YAML"),
    (ANN, GOOD + "claims:\n\tx: {fact: work}\n", 8, "HB101", "begin the line with blanks in the place of tabs"),
    (
        "seeds/registry/conflicts/x.yml",
        "id: x\nquestion: Q?\nabout: [alba]\nstatus: open\nnote: N.\nsides:\n  - {says: S., cite: [gazette-2024/2a]}\n",
        6,
        "HB104",
        "'sides' needs at least 2, and has 1 (add what is missing)",
    ),
    (ANN, "", 0, "HB101", "empty"),
    (ANN, "- a\n- b\n", 1, "HB101", "no 'field: value' lines"),
    (ANN, GOOD + "x: &a [1]\ny: *a\n", 7, "HB101", "anchors"),
    (ANN, GOOD + "x: !!python/object/apply:os.system [ls]\n", 7, "HB101", "tag"),
    (ANN, GOOD + "name: Twice\n", 7, "HB101", "stands twice"),
    (ANN, GOOD + "x: " + "[" * 40 + "]" * 40 + "\n", 7, "HB101", "too deeply"),
    (ANN, GOOD.encode() + b"# \xff\xfe\n", 7, "HB102", "not UTF-8"),
    (ANN, GOOD + "# \x00\n", 7, "HB102", "NUL"),
    (ANN, GOOD + "colour: red\n", 7, "HB103", "unknown field 'colour'"),
    (ANN, GOOD.replace("gloss", "glos"), 5, "HB103", "did you mean 'gloss'"),
    (ANN, GOOD.replace("kind: person\n", ""), 1, "HB104", "'kind' is missing"),
    (ANN, GOOD.replace("kind: person", "kind: persn"), 2, "HB206", "did you mean 'person'"),
    (
        ANN,
        GOOD + "claims: {x: {fact: office, value: M, as_of: 2024-02-30, for: [gazette-2024/2b]}}\n",
        7,
        "HB106",
        "no such day",
    ),
    (ANN, GOOD.replace("id: ann-example", "id: ../ann"), 1, "HB107", "not an id"),
    (ANN, GOOD.replace("id: ann-example", "id: ann"), 1, "HB107", "not the file's name"),
    *(
        (ANN.replace("ann-example", name), GOOD.replace("id: ann-example", f"id: {name}"), 1, "HB107", "name of a page")
        for name in ("index", "con", "prn", "aux", "nul", "com1", "com9", "lpt1", "lpt9")
    ),
    (
        "seeds/articles/aux.md",
        HEAD.replace("id: post-2024", "id: aux") + "2a. Alba paid.\n",
        2,
        "HB107",
        "name of a page",
    ),
    ("seeds/registry/actors/Ann Example.yml", GOOD, 0, "HB107", "is not an id"),
    ("seeds/registry/actors/x.yaml", GOOD, 0, "HB107", "only .yml files"),
    ("seeds/registry/events/alba.yml", "id: alba\n", 1, "HB104", "'kind' is missing"),
    (ANN, GOOD + "claims: {x: {fact: office, value: M, as_of: 2024}}\n", 7, "HB301", "without a citation"),
    (ANN, GOOD.replace("cite: [gazette-2024/2b]\n", "cite: []\n"), 6, "HB301", "empty"),
    (
        ANN,
        GOOD + "claims: {x: {fact: office, value: M, as_of: 2024, for: []}}\n",
        7,
        "HB301",
        "'claims.x.for' is empty",
    ),
    (ANN, GOOD + "claims:\n  x: {value: M, for: [gazette-2024/2b]}\n", 8, "HB104", "the claim 'claims.x' says nothing"),
    (
        ANN,
        GOOD
        + "claims:\n  x: {fact: work, value: M, for: [gazette-2024/2b]}\n  x: {fact: work, value: N, for: [gazette-2024/2b]}\n",
        9,
        "HB101",
        "stands twice",
    ),
    (
        ANN,
        GOOD + "claims:\n  x: {stage: signed, for: [gazette-2024/2b]}\n",
        1,
        "HB104",
        "an actor has no claim such as 'x' (stage)",
    ),
    (
        ANN,
        GOOD + "claims:\n  x: {fact: work, value: M, form: 1, for: [gazette-2024/2b]}\n",
        8,
        "HB103",
        "unknown field 'claims.x.form' (did you mean 'for'",
    ),
    (
        ANN,
        GOOD + "claims:\n  x: {fact: work, value: M, date: 2024, for: [gazette-2024/2b]}\n",
        8,
        "HB103",
        "unknown field 'claims.x.date' (known: for, against, settled, supersedes, detail, fact, value, of, as_of, quantity)",
    ),
    (ANN, GOOD + "claims:\n  X Y: {fact: work, value: M, for: [gazette-2024/2b]}\n", 8, "HB107", "not an id"),
    (
        ANN,
        GOOD + "claims:\n  x: {fact: work, value: M, as_of: 2024-05/2024-02, for: [gazette-2024/2b]}\n",
        8,
        "HB106",
        "ends before it starts",
    ),
    (
        ANN,
        GOOD + "claims:\n  x: {label: y, fact: work, value: M, for: [gazette-2024/2b]}\n",
        7,
        "HB105",
        "has a second label, 'y'",
    ),
    (ANN, GOOD + "claims:\n  x: {says: {}, for: [gazette-2024/2b]}\n", 8, "HB104", "'claims.x.says' is empty"),
    (ANN, GOOD + "claims:\n  x: {says: {en: ''}, for: [gazette-2024/2b]}\n", 8, "HB105", "claims.x.says"),
    (ANN, GOOD + "lead: {english: Words.}\n", 7, "HB105", "is no language"),
    (
        "seeds/registry/agreements/x.yml",
        "id: x\nkind: treaty\nname: X\ngloss: G.\ncite: [gazette-2024/2a]\nsector: food\nclaims: {p: {party: alba, for: [gazette-2024/2a]}}\n",
        1,
        "HB104",
        "a claim with a stage and one with a party",
    ),
    (ANN, GOOD.replace("cite: [gazette-2024/2b]\n", "cite: [gazette 2b]\n"), 6, "HB105", "not a citation"),
    (ANN, GOOD.replace("cite: [gazette-2024/2b]\n", "cite: [gazette-2024/2x]\n"), 6, "HB202", "has no statement 2x"),
    (
        ANN,
        GOOD.replace("cite: [gazette-2024/2b]\n", "cite: [gazete-2024/2b]\n"),
        6,
        "HB202",
        "did you mean 'gazette-2024'",
    ),
    (
        ANN,
        GOOD + "claims: {x: {relation: lives in, to: albaa, for: [gazette-2024/2b]}}\n",
        7,
        "HB201",
        "did you mean 'alba'",
    ),
    (POST, "", 0, "HB112", "empty"),
    (POST, HEAD, 10, "HB112", "no statement"),
    (POST, "no head\n", 1, "HB110", "front matter"),
    (POST, HEAD.replace("published: 2024\n", "published: 2024-99\n") + "2a. Alba paid.\n", 6, "HB106", "no such month"),
    (POST, HEAD.replace("title: T\n", "title: T\nurl: javascript:alert(1)\n") + "2a. Alba paid.\n", 4, "HB105", "url"),
    (POST, HEAD + "Alba paid.\n", 12, "HB110", "paragraph number"),
    (POST, HEAD + "2. Alba paid.\n", 12, "HB110", "no letter"),
    (POST, HEAD + "3a. Alba paid.\n\n2a. Alba paid.\n", 14, "HB110", "stands after"),
    (POST, HEAD + "2a. Alba paid.\n\n2a. Alba paid.\n", 14, "HB111", "stands twice"),
    (POST, HEAD + "2a. [reportd] Alba paid.\n", 12, "HB105", "did you mean 'reported'"),
    (POST, HEAD + "2a. Alba paid.\n  wen: 2024\n", 13, "HB103", "did you mean 'when'"),
    (POST, HEAD + "2a. Alba paid.\n  when: soon\n", 13, "HB106", "not an EDTF date"),
    (POST, HEAD + "2a. Alba paid.\n  quantity: many ships\n", 13, "HB105", "quantity"),
    (POST, HEAD + "2a. [attributed: nobody-known] Alba paid.\n", 12, "HB203", "unknown speaker"),
    ("seeds/rulings.yml", "kind: x\n", 1, "HB101", "not a list"),
    ("seeds/rulings.yml", "- {kind: mentoin, date: 2024, reason: R.}\n", 1, "HB105", "did you mean 'mention'"),
]


@pytest.mark.parametrize(
    ("path", "content", "line", "code", "words"), CASES, ids=[f"{c[3]}-{i}" for i, c in enumerate(CASES)]
)
def test_one_message_with_its_place(
    problems_with: Callable[..., list[Problem]], path: str, content: str | bytes, line: int, code: str, words: str
) -> None:
    """The fault is reported once with its file, line, code and words that name it."""
    found = [p for p in problems_with({path: content}) if p.code == code and p.place.path == path]
    assert [(p.place.line, words in str(p)) for p in found if words in str(p)] == [(line, True)], found


def test_all_faults_in_one_run(problems_with: Callable[..., list[Problem]]) -> None:
    """Faults in several files are all reported by one run."""
    codes = {
        p.code
        for p in problems_with(
            {ANN: GOOD + "colour: red\n", POST: HEAD + "2. Alba paid.\n", "seeds/registry/events/x.yml": "id: [\n"}
        )
    }
    assert {"HB103", "HB110", "HB101"} <= codes


def test_a_broken_file_is_one_fault(problems_with: Callable[..., list[Problem]]) -> None:
    """References to a file that could not be read are not reported as faults of their own."""
    found = problems_with({"seeds/registry/actors/alba.yml": "id: alba\nname: a: b\n"})
    assert {p.code for p in found} <= {"HB101", "HB402"}


def test_duplicate_id_over_kinds(problems_with: Callable[..., list[Problem]]) -> None:
    """An id is unique over all kinds: an article cannot take an actor's."""
    found = problems_with({"seeds/articles/alba.md": HEAD.replace("post-2024", "alba") + "2a. Alba paid.\n"})
    assert [p.code for p in found if "taken by" in p.message] == ["HB108"]


def test_windows_line_ends_and_bom() -> None:
    """A file with a byte order mark is read; carriage returns are the reader's business."""
    source, problems = read(HEAD + "2a. Alba paid\nits debt.\n  when: 2023\n", POST)
    assert not problems
    assert source is not None
    assert [(s.label, s.text, str(s.when)) for s in source.statements] == [("2a", "Alba paid its debt.", "2023")]


def test_citation_round_trip() -> None:
    """A citation's text form is read back as the same citation."""
    cite = Citation.parse("gazette-2024/12ab")
    assert cite == Citation.parse(str(cite))
    assert (cite.source, cite.paragraph, cite.label) == ("gazette-2024", 12, "12ab")


def test_schemas_accept_the_toy(toy_context: object) -> None:
    """The published JSON Schemas are valid and accept every toy record as an editor's tool reads it."""
    import json
    from pathlib import Path

    import jsonschema
    import yaml

    texts = {name.removesuffix(".json"): json.loads(text) for name, text in schemas().items()}
    for schema in texts.values():
        jsonschema.Draft202012Validator.check_schema(schema)

    class Loader(yaml.SafeLoader):
        """YAML 1.2 as an editor's language server reads it: dates are strings."""

    Loader.yaml_implicit_resolvers = {
        k: [(t, r) for t, r in v if t != "tag:yaml.org,2002:timestamp"]
        for k, v in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    folder = Path(__file__).parent / "toy" / "seeds"
    checked = 0
    for kind in ("actor", "agreement", "event", "term", "conflict"):
        for file in (folder / "registry" / f"{kind}s").glob("*.yml"):
            jsonschema.validate(yaml.load(file.read_text(encoding="utf-8"), Loader), texts[kind])
            checked += 1
    jsonschema.validate(yaml.load((folder / "rulings.yml").read_text(encoding="utf-8"), Loader), texts["ruling"])
    moved = "- {gone: actor albania, to: actor alba, name: Albania, date: 2024-01-02, reason: Misnamed.}"
    jsonschema.validate(yaml.load(moved, Loader), texts["redirect"])
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(yaml.load("- {gone: actor albania}", Loader), texts["redirect"])
    assert checked == 7


def test_messages_point_to_what_every_handbook_has() -> None:
    """A mend names no guide in docs/about, which the engine's own repository has and a new handbook has not: it names a page that each site
    generates."""
    modules = sorted((PROJECT / "scripts" / "handbook").rglob("*.py"))
    assert [m.name for m in modules if '"see docs/' in m.read_text(encoding="utf-8")] == []
