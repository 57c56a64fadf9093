"""Names in a drafted article: which are one, of what kind they are, and how they are written."""

from __future__ import annotations

import re
from pathlib import Path

from .drafting import prepared


def test_forms_of_a_name_are_one_draft(toy: Path) -> None:
    """A Russian article that has a name in several cases gives one entry for it, in the nominative, and that is a party."""
    files = prepared(
        toy,
        "Лидеры встретились",
        "Глава МИД Замбии Иван Примеров встретился с Петром Образцовым в Примерской области.",
        "На встрече с Иваном Примеровым Министерство обороны Замбии и Эфиопия подписали соглашение о поставках зерна Эфиопии.",
        language="ru",
    )
    registry = "\n".join(text for file, text in files.items() if file.startswith("registry/"))
    names = re.findall(r"^name: (.*)$", registry, re.MULTILINE)
    assert {"Иван Примеров", "Петр Образцов", "Примерская область", "Эфиопия"} <= set(names)
    assert not {"Иваном Примеровым", "Петром Образцовым", "Примерской области"} & set(names)


def test_one_body_in_two_alphabets(toy: Path) -> None:
    """A name in Latin and Cyrillic letters is one body, whose head signs for it; the source's id is its publication's in Latin letters."""
    files = prepared(
        toy,
        "Лидеры встретились",
        "Министр Эфиопии и глава «Росалмаз» (Rosalmaz) Иван Примеров подписали в Аддис-Абебе соглашение о золоте.",
        "Компания Rosalmaz рада.",
        publication="Вестник Сахеля",
        language="ru",
    )
    assert "articles/vestnik-sakhelya-2024.md" in files
    assert [name for name in files if "rosalmaz" in name and "/actors/" in name] == ["registry/actors/rosalmaz.yml"]
    assert "kind: company" in files["registry/actors/rosalmaz.yml"]
    (agreement,) = (text for name, text in files.items() if "/agreements/" in name)
    assert "party: rosalmaz" in agreement


def test_a_registered_body_in_other_letters_is_a_party(toy: Path) -> None:
    """Of a body that is registered in Latin letters a Russian article makes no second one: it is asked about, and is a party of what it signed."""
    (toy / "seeds/registry/actors/rosalmaz.yml").write_text(
        "id: rosalmaz\nkind: company\nname: Rosalmaz\ngloss: A firm.\ncite: [gazette-2024/2a]\n", encoding="utf-8"
    )
    files = prepared(
        toy,
        "Лидеры встретились",
        "Министр Эфиопии и глава «Росалмаз» Иван Примеров подписали в Аддис-Абебе соглашение о золоте.",
        language="ru",
    )
    assert not [name for name in files if "rosalmaz" in name and "/actors/" in name]
    (agreement,) = (text for name, text in files.items() if "/agreements/" in name)
    assert "party: rosalmaz," in agreement


def test_a_place_is_not_shouted(toy: Path) -> None:
    """A place that a dateline has in capitals is drafted as the article writes it elsewhere; of a known company the reason is no city."""
    files = prepared(toy, "A headline", "NOUAKCHOTT - Zambia's ministers met in Nouakchott and paid Rosoboronexport.")
    assert "name: Nouakchott\n" in files["registry/terms/nouakchott.yml"]
    assert "a body known by its name" in files["registry/actors/rosoboronexport.yml"]


def test_a_firm_is_no_person_and_no_association(toy: Path) -> None:
    """What is called a company, or does what only companies do, is drafted as one, though its name could be anybody's."""
    files = prepared(
        toy,
        "A pit",
        "The mining company Anders Hill met Zambia's Delta Blue, which operates two mines. Minister Peter Sandberg spoke.",
    )
    kinds = {re.search(r"^name: (.*)$", text, re.MULTILINE)[1]: re.search(r"^kind: (.*)$", text, re.MULTILINE)[1] for file, text in files.items() if file.startswith("registry/")}  # fmt: skip
    assert kinds["Anders Hill"] == kinds["Delta Blue"] == "company"
    assert kinds["Peter Sandberg"] == "person"


def test_a_registered_state_is_part_of_a_body_s_name(toy: Path) -> None:
    """A body whose name has a registered state in it is drafted under its whole name."""
    files = prepared(
        toy,
        "A headline",
        "Prices rose, said the Alba National Bureau of Statistics. The Alban Development Bank did not.",
    )
    names = re.findall(r"^name: (.*)$", "\n".join(files.values()), re.MULTILINE)
    assert {"Alba National Bureau of Statistics", "Alban Development Bank"} <= set(names)
