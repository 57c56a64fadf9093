"""A misspelt field, option or id is one message, which names it and the one that it was meant to be."""

from __future__ import annotations

import pytest

from handbook.problems import is_slip, nearest
from handbook.reading import misspelt, records, yaml_values
from handbook.reading.places import KINDS

from .running import handbook

_SOUND = {
    "agreements": "kind: treaty\nsector: defence\nclaims:\n  a: {stage: signed, for: [a/1a]}\n  b: {party: alba, for: [a/1a]}\n",
    "actors": "kind: person\nclaims:\n",
    "events": "kind: visit\nclaims:\n  a: {date: 2024, for: [a/1a]}\n",
}
#: A claim of each type with every field that identifies or fills it.
_CLAIMS = {
    "stage": "stage: promised, date: 2024, place: alba",
    "fact": "fact: office, value: Minister, as_of: 2024",
    "amount": "amount: 160000, unit: t, of: grain",
    "party": "party: alba, role: host",
    "relation": "relation: follows, to: alba",
    "says": "says: {en: It came.}, date: 2024",
    "date": "date: 2024, note: about",
}


def told(kind: str, claim: str) -> list[str]:
    """What is wrong with a record with one more claim, on the line of that claim."""
    text = f"id: x\nname: X\ngloss: A.\ncite: [a/1a]\n{_SOUND[kind]}  c: {{{claim}}}\n"
    return [f"{p.code} {p.message} ({p.mend})" for p in records.make(KINDS[kind], yaml_values.load(text), "x.yml")[1]]


def slips(field: str) -> list[str]:
    """A word with a letter too few, two swapped, and one too many."""
    return [field[:-1], field[:-2] + field[-1] + field[-2], field + "s"]


@pytest.mark.parametrize(("kind", "claim_type"), [(kind, t) for kind in _SOUND for t in misspelt.types_of(KINDS[kind])])
def test_each_field_of_each_claim(kind: str, claim_type: str) -> None:
    """Whichever field of whichever type of claim has a slip, the one message names it and the right one."""
    sound = f"{_CLAIMS[claim_type]}, for: [a/1a]"
    assert told(kind, sound) == []
    for field in (part.split(":")[0].strip() for part in sound.replace("{en: It came.}", "it").split(",")):
        for slip in (s for s in slips(field) if len(field) > 2 and s not in misspelt.fields_of(claim_type)):
            said = told(kind, sound.replace(f"{field}:", f"{slip}:", 1))
            assert said == [f"HB103 unknown field 'claims.c.{slip}' (did you mean '{field}'?)"], (sound, slip)


@pytest.mark.parametrize("field", ["kind", "name", "gloss", "sector", "claims"])
def test_a_field_of_a_record(field: str) -> None:
    """A misspelt field that a record needs is not also said to be missing."""
    text = f"id: x\nname: X\ngloss: A.\ncite: [a/1a]\n{_SOUND['agreements']}".replace(f"{field}:", f"{field}x:", 1)
    [problem] = records.make(KINDS["agreements"], yaml_values.load(text), "x.yml")[1]
    assert (problem.code, problem.mend) == ("HB103", f"did you mean '{field}'?")


def test_a_claim_that_says_nothing() -> None:
    """A claim without a field that tells its type is told the types that its record can have, and the field that no claim has."""
    types = "give it one of stage, amount, party, relation, says"
    assert told("agreements", "for: [a/1a]") == [f"HB104 the claim 'claims.c' says nothing ({types})"]
    assert told("agreements", "zzz: 1, for: [a/1a]") == [
        f"HB104 the claim 'claims.c' says nothing: it has no field 'zzz' ({types})"
    ]


@pytest.mark.parametrize("claim", ["stage: signed, by: [{}], for: [a/1a]", "party: {}, for: [a/1a]"])
@pytest.mark.parametrize(
    ("name", "example"), [("Rusia", "rusia"), ("Assimi Goïta", "assimi-goita"), ("Россия", "ann-example")]
)
def test_a_name_where_an_id_is_due(claim: str, name: str, example: str) -> None:
    """A name instead of an id, in a list too, is told with the form of ids, in its own letters if they are Latin."""
    [said] = told("agreements", claim.format(name))
    assert f"is not an id: '{name}' (small letters, digits and single hyphens, such as {example})" in said


def test_only_what_is_near_is_suggested() -> None:
    """A suggestion differs in a third of its letters at most: what ids have in common besides their words is no likeness."""
    assert nearest("nonsuch-2025", ["wnn-2025", "bbc-2025"]) == ""
    assert nearest("abc-2025", ["xyz-2025"]) == ""
    assert nearest("gazzette-2024", ["gazette-2024", "gazette-2023"]) == "gazette-2024"
    assert nearest("Rusia", ["russia", "prussia"]) == "russia"
    assert is_slip("fcat", "fact")
    assert not is_slip("nosuch", "out")


@pytest.mark.parametrize(("option", "offered"), [("--nosuch", ""), ("--languag", " (Possible options: --language)")])
def test_options_that_are_near(option: str, offered: str) -> None:
    """Of options of a command only near ones are offered."""
    done = handbook("build", option)
    assert done.returncode == 2
    assert f"No such option: {option}{offered}\n" in done.stderr
