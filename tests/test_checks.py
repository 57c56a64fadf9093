"""Every rule: its good example passes, its bad example is refused, with a mend."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

import handbook
from handbook import language_codes
from handbook.checks.register import Rule, all_rules
from handbook.checks.reported_codes import FORMS
from handbook.problems import Problem


@pytest.mark.parametrize("rule", all_rules(), ids=lambda r: r.code)
def test_good_example(rule: Rule, problems_with: Callable[..., list[Problem]]) -> None:
    """The good example of a rule has no problem of any kind."""
    assert problems_with(dict([rule.good])) == []


@pytest.mark.parametrize("rule", all_rules(), ids=lambda r: r.code)
def test_bad_example(rule: Rule, problems_with: Callable[..., list[Problem]]) -> None:
    """The bad example of a rule has its code, a line and a mend, and no other fault."""
    found = problems_with(dict([rule.bad]))
    assert {p.code for p in found} == {rule.code}
    assert all(p.mend for p in found)
    assert all(p.place.path.startswith("seeds/") for p in found)


PACKAGE = Path(handbook.__file__).parent


def test_codes_are_unique_and_explained() -> None:
    """Each code stands for one rule with a title and an explanation."""
    codes = [r.code for r in all_rules()] + [code for code, _, _ in FORMS]
    assert len(codes) == len(set(codes))
    assert all(r.explanation and r.title for r in all_rules())


def test_codes_that_are_reported_are_explained() -> None:
    """No module reports a code that the list of rules does not have; those of handbook.toml are only its reader's."""
    listed = {r.code for r in all_rules()} | {code for code, _, _ in FORMS}
    reported = {
        path.relative_to(PACKAGE).as_posix(): set(re.findall(r"\bHB[0-9]{3}\b", path.read_text(encoding="utf-8")))
        for path in sorted(PACKAGE.rglob("*.py"))
    }
    # Bounds between groups of codes are no codes.
    bounds = {"HB200", "HB300"}
    assert {name: codes - listed - bounds for name, codes in reported.items() if codes - listed - bounds} == {}
    of_settings = {name for name, codes in reported.items() if codes & {"HB120", "HB121", "HB122"}}
    assert of_settings == {"checks/reported_codes.py", "reading/settings_file.py"}


GERMAN = "---\nid: post-2024\ntitle: T\nshort: Post\npublication: The Post\npublished: 2024-05\nlanguage: de\nrole: corroborating\nconsulted: 2024\nrights: open\nlicence: CC BY 4.0\n---\n\n2a. Alba zahlte die Häuser der Stadt.\n"


def test_nouns_with_capitals_are_no_names(problems_with: Callable[..., list[Problem]]) -> None:
    """In sentences of a language that writes every noun with a capital, one does not tell a name that is missing."""
    assert not [p for p in problems_with({"seeds/articles/post-2024.md": GERMAN}) if p.code == "HB402"]
    digest = GERMAN.replace("rights: open\nlicence: CC BY 4.0\n", "")
    assert [p for p in problems_with({"seeds/articles/post-2024.md": digest}) if p.code == "HB402"]


@pytest.mark.parametrize("language", ["en", "fr", "es", "ru"])
def test_currencies_are_no_names(language: str, problems_with: Callable[..., list[Problem]]) -> None:
    """The codes and abbreviations of currencies need no entry in any language; other words in capitals do."""
    head = GERMAN.replace("language: de", f"language: {language}").partition("2a.")[0]
    digest = head + "2a. alba: 20 FCFA, 30 XAF, 40 XOF, 50 francs CFA, 60 QQZ.\n"
    unknown = [p.message for p in problems_with({"seeds/articles/post-2024.md": digest}) if p.code == "HB402"]
    assert len(unknown) == 1
    assert "'QQZ'" in unknown[0]


def test_a_date_that_rests_on_nothing_is_mended_as_told(problems_with: Callable[..., list[Problem]]) -> None:
    """The message says which statements have no date, or which dates they have, and the line that gives one."""
    pact = "id: south-pact\nkind: treaty\nname: South Pact\ngloss: A pact.\ncite: [gazette-2024/2a]\nsector: defence\nclaims:\n  party: {party: alba, for: [gazette-2024/2a]}\n  step: {stage: signed, date: 2023-02, for: [gazette-2024/2a]}\n"
    [dated] = [p for p in problems_with({"seeds/registry/agreements/south-pact.yml": pact}) if p.code == "HB310"]
    assert "those that it cites are of 2024-02" in dated.mend
    assert "when: 2023-02" in dated.mend


@pytest.mark.parametrize(
    ("name", "line", "mend"),
    [
        ("registry/actors/ann-example.yml", "titles: {xx: Anne}", "two letters of ISO 639"),
        ("registry/actors/ann-example.yml", "glosses: {eng: A person.}", "did you mean 'en'?"),
        ("registry/actors/ann-example.yml", "lead: {fra: 'Anne [home].'}\nclaims: {home: {relation: lives in, to: alba, for: [gazette-2024/2a]}}", "write 'fr'"),
        ("registry/actors/ann-example.yml", "names: [{text: Example, lang: xx, cite: [gazette-2024/2b]}]", "two letters of ISO 639"),
        ("registry/actors/ann-example.yml", "claims: {a: {says: {xx: Ann.}, for: [gazette-2024/2a]}}", "two letters of ISO 639"),
        ("translations.yml", "- {text: Minister, into: {fr: Ministre, xx: M}}", "two letters of ISO 639"),
        ("registry/dossiers/defence.yml", "id: defence\nname: {en: Defence, xx: D}\nsectors: [defence]\nlead: {en: 'The North Pact was signed [north-pact#signed].'}", "two letters of ISO 639"),
    ],
)  # fmt: skip
def test_languages_that_do_not_exist(
    name: str, line: str, mend: str, problems_with: Callable[..., list[Problem]]
) -> None:
    """Wherever a text or name says its language, a code that no language has is told with what to write."""
    ann = "id: ann-example\nkind: person\nname: Ann Example\ngloss: A person.\ncite: [gazette-2024/2a]\n"
    text = f"{ann if 'ann-example' in name else ''}{line}\n"
    [told] = [p for p in problems_with({f"seeds/{name}": text}) if p.code == "HB210"]
    assert mend in told.mend
    assert told.place.path == f"seeds/{name}"
    assert told.place.line


def test_every_language_of_iso_639_exists() -> None:
    """Every code of two letters, and of three without a shorter one, is that of a language."""
    pycountry = pytest.importorskip("pycountry")
    two = {language.alpha_2 for language in pycountry.languages if hasattr(language, "alpha_2")}
    assert [code for code in two if language_codes.mend(code)] == []
    spoken = ("bm", "ffm", "dje", "khq", "ses", "snk", "taq", "mnk", "tmh", "mul", "und", "fr-CA", "zh-Latn")
    assert [code for code in spoken if language_codes.mend(code)] == []
    assert {code: language_codes.mend(code) for code in ("eng", "rus", "fre")} == {
        "eng": "write 'en'",
        "rus": "write 'ru'",
        "fre": "write 'fr'",
    }
