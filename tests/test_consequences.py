"""Of records that cannot be read only they are listed: what other rules find because of them is a number."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from handbook import originals, publish
from handbook.checks.register import Rule, all_rules

from .running import PROJECT

_POST = "---\nid: post-2024\ntitle: T\nshort: Post\npublication: The Post\npublished: {day}\nlanguage: en\nrole: corroborating\nconsulted: 2024-07\n---\n\n2a. Alba signed the South Pact.\n  when: {day}\n"
_PACT = "id: south-pact\nkind: treaty\nname: South Pact\ngloss: A pact.\ncite: [gazette-2024/2a]\nsector: energy\nclaims:\n  party: {party: alba, for: [gazette-2024/2a]}\n  signed: {stage: signed, date: 2024-06, for: [gazette-2024/3a, post-2024/2a]}\n"
#: Records that rest on each other in the ways of which rules ask: two sources of one claim, a dossier of one agreement's sector.
_TOGETHER = {
    "seeds/articles/post-2024.md": _POST.format(day="2024-06"),
    "seeds/registry/agreements/south-pact.yml": _PACT,
    "seeds/registry/dossiers/energy.yml": "id: energy\nname: {en: Energy}\nsectors: [energy]\nlead: {en: 'The South Pact was signed [south-pact#signed].'}\n",
    "seeds/translations.yml": "- {text: Minister, into: {fr: Ministre}}\n- {text: ships, into: {fr: navires}}\n- {text: First version., into: {fr: Première version.}}\n- {text: energy, into: {fr: énergie}}\n",
    "seeds/synonyms.yml": "- {entry: alba, words: [Albe]}\n- words: [boat, ship]\n",
    "seeds/redirects.yml": "- {gone: actor albania, to: actor alba, name: Albania, date: 2024, reason: Misnamed.}\n",
    "seeds/editions/2024.1.txt": "actor alba\nactor albania\nclaim north-pact#signed\nstatement gazette-2024/2a\n",
}


def files_of(seeds: Path) -> list[Path]:
    """The files that a person may spoil."""
    return sorted(p for p in seeds.rglob("*") if p.suffix in (".yml", ".md", ".txt") and "schema" not in p.parts)


def spoilt(path: Path) -> Iterator[bytes]:
    """A file as slips leave it: a field misspelt or an id (in lists in each row by itself), no text at all."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".txt":
        at_start = text.startswith("- ")
        rows = [n for n, line in enumerate(text.split("\n")) if line.startswith("- ")] if at_start else []
        lines = text.split("\n")
        for row in rows:
            spoilt_row = lines[row].replace("- {", "- {nonsuch: x, ", 1).replace("- words", "- nonsuch: x\n  words", 1)
            yield "\n".join([*lines[:row], spoilt_row, *lines[row + 1 :]]).encode()
        if not rows:
            yield (
                text.replace("\nid: ", "\nnonsuch: x\nid: ", 1).encode()
                if path.suffix == ".md"
                else f"nonsuch: x\n{text}".encode()
            )
            yield text.replace("id: ", "id: other-", 1).encode()
    yield b"\0" + text.encode()


def only_itself_listed(project: Path) -> None:
    """Spoil each file of a sound project in turn."""
    seeds = project / "seeds"
    assert [str(p) for p in publish.read(seeds)[1].sorted()] == []
    for path in files_of(seeds):
        sound = path.read_bytes()
        for raw in spoilt(path):
            assert raw != sound
            path.write_bytes(raw)
            listed = publish.read(seeds)[1].sorted()
            assert listed, (path, raw)
            assert {p.place.path for p in listed} == {path.relative_to(project).as_posix()}, [str(p) for p in listed]
        path.write_bytes(sound)


def overlaid(project: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return project


@pytest.mark.parametrize("rule", all_rules(), ids=lambda r: r.code)
def test_every_rule_with_a_record_unread(rule: Rule, toy: Path) -> None:
    """Where a rule's good example is in order, and any one file cannot be read, no other file is said to be wrong."""
    only_itself_listed(overlaid(toy, dict([rule.good])))


def test_records_that_rest_on_each_other(toy: Path) -> None:
    """A claim of two sources, a dossier, translations, synonyms, a redirect and an edition blame only the file that cannot be read."""
    only_itself_listed(overlaid(toy, _TOGETHER))


def test_translations_of_an_unread_record_are_counted(toy: Path) -> None:
    """The texts that only an unread record has are no fault of their translations."""
    overlaid(toy, _TOGETHER)
    ann = toy / "seeds/registry/actors/ann-example.yml"
    ann.write_text(ann.read_text(encoding="utf-8").replace("gloss:", "glos:"), encoding="utf-8")
    report = publish.read(toy / "seeds")[1]
    assert {p.place.path for p in report.problems} == {"seeds/registry/actors/ann-example.yml"}
    assert report.consequences >= 1


@pytest.mark.parametrize("folder", ["actors", "agreements", "events", "terms", "conflicts"])
def test_a_folder_by_another_name(folder: str, toy: Path) -> None:
    """Of a folder that nothing reads only its name is told, though others point to the records in it."""
    overlaid(toy, _TOGETHER)
    (toy / "seeds/registry" / folder).rename(toy / "seeds/registry" / f"{folder}-old")
    listed = publish.read(toy / "seeds")[1].sorted()
    assert [p.place.path for p in listed] == [f"seeds/registry/{folder}-old"], [str(p) for p in listed]


def test_an_id_that_two_records_have(toy: Path) -> None:
    """Of two records with one id the second is told, and nothing of those that name its claims."""
    overlaid(toy, _TOGETHER)
    person = "id: north-pact\nkind: person\nname: Ann North\ngloss: A person.\ncite: [gazette-2024/2a]\n"
    overlaid(toy, {"seeds/registry/actors/north-pact.yml": person})
    listed = publish.read(toy / "seeds")[1].sorted()
    assert {p.code for p in listed} == {"HB108"}, [str(p) for p in listed]


@pytest.mark.parametrize("name", ["rulings.yml", "registry/actors/alba.yml", "registry/actors/ann-example.yml"])
def test_originals_with_a_record_unread(name: str, toy: Path) -> None:
    """A comparison with originals that lacks a ruling or a name lists nothing that comes of it."""
    path = toy / "seeds" / name
    statement = 'The ships are "of use" to 77 guests of Borealis'
    digest = toy / "seeds/articles/gazette-2024.md"
    text = digest.read_text(encoding="utf-8")
    digest.write_text(
        f"{text.rstrip()}\n\n3b. [attributed: ann-example] {statement}.\n  quotation: direct\n", encoding="utf-8"
    )
    rulings = toy / "seeds/rulings.yml"
    stands = f"- {{kind: stands, source: gazette-2024, text: '{statement}.', date: 2024-04-01, reason: A test.}}\n"
    rulings.write_text(rulings.read_text(encoding="utf-8") + stands, encoding="utf-8")

    def listed() -> list[str]:
        context, report = publish.read(toy / "seeds")
        report = originals.verify_all(context, report, toy / "originals")
        return [p.place.path for p in report.sorted()]

    assert listed() == []
    path.write_bytes(b"\0" + path.read_bytes())
    assert listed() == [f"seeds/{name}"]


@pytest.mark.long
@pytest.mark.parametrize("first", [3, 11, 17])
def test_real_seeds_with_records_unread(first: int, tmp_path: Path) -> None:
    """Of the handbook's own seeds with every twentieth file spoilt exactly those are listed."""
    shutil.copytree(PROJECT / "seeds", tmp_path / "seeds")
    shutil.copy(PROJECT / "handbook.toml", tmp_path)
    spoilt_files = [p for p in files_of(tmp_path / "seeds") if {"registry", "articles"} & set(p.parts)][first::20]
    for path in spoilt_files:
        path.write_bytes(next(spoilt(path)))
    listed = publish.read(tmp_path / "seeds")[1]
    assert {p.place.path for p in listed.problems} == {p.relative_to(tmp_path).as_posix() for p in spoilt_files}, [
        str(p) for p in listed.sorted()
    ]
    assert listed.consequences
