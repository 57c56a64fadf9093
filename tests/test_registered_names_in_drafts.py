"""Names in a drafted article that are, or may be, those of registered entries."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .adding_articles import run
from .drafting import made_of, names_drafted, prepared


def test_a_registered_body_in_other_letters_is_a_party(toy: Path) -> None:
    """Of a body that is registered in Latin letters a Russian article makes no second one: it is asked about, and is a party of what it signed."""
    (toy / "seeds/registry/actors/rosalmaz.yml").write_text(
        "id: rosalmaz\nkind: company\nname: Rosalmaz\ngloss: A firm.\ncite: [gazette-2024/2a]\n", encoding="utf-8"
    )
    made = made_of(
        toy,
        "Лидеры встретились",
        "Министр Эфиопии и глава «Росалмаз» Иван Примеров подписали в Аддис-Абебе соглашение о золоте.",
        language="ru",
    )
    (ruling,) = made.rulings
    assert "kind: question, entries: [rosalmaz]" in ruling
    assert "text: Росалмаз," in ruling
    files = dict(made.files)
    assert not [name for name in files if "rosalmaz" in name and "/actors/" in name]
    (agreement,) = (text for name, text in files.items() if "/agreements/" in name)
    assert "party: rosalmaz," in agreement


def test_a_registered_state_is_part_of_a_body_s_name(toy: Path) -> None:
    """A body whose name has a registered state in it is drafted under its whole name."""
    files = prepared(
        toy,
        "A headline",
        "Prices rose, said the Alba National Bureau of Statistics. The Alban Development Bank did not.",
    )
    names = re.findall(r"^name: (.*)$", "\n".join(files.values()), re.MULTILINE)
    assert {"Alba National Bureau of Statistics", "Alban Development Bank"} <= set(names)


def test_a_short_form_of_a_registered_name_is_asked_about(toy: Path) -> None:
    """What stands in brackets behind the name of an entry is a question about that entry."""
    (toy / "seeds/registry/actors/harbour-board.yml").write_text(
        "id: harbour-board\nkind: company\nname: Harbour Board\ngloss: A firm.\ncite: [gazette-2024/2a]\n", encoding="utf-8"
    )  # fmt: skip
    made = made_of(toy, "A headline", "The Harbour Board (HABO) closed. HABO is poor.")
    (ruling,) = made.rulings
    assert "entries: [harbour-board]" in ruling
    assert "text: HABO," in ruling
    assert "habo" not in " ".join(made.files)


def test_a_state_s_name_in_that_of_another_is_no_link(toy: Path) -> None:
    """Guinea is not what an article names that speaks of Guinea-Bissau, and stays with its style apart from Equatorial Guinea."""
    (toy / "seeds/registry/actors/guinea.yml").write_text(
        "id: guinea\nkind: state\niso: GN\nname: Guinea\ngloss: A state.\ncite: [gazette-2024/2a]\n", encoding="utf-8"
    )
    files = prepared(toy, "A headline", "Guinea-Bissau and the Republic of Sudan signed. Guinea did not.")
    assert names_drafted(files) == {"Guinea-Bissau", "Republic of Sudan"}


def test_forms_of_a_registered_name_are_one_question(toy: Path) -> None:
    """Of a name in capitals and in several cases one question is asked, in its base form and ordinary letters."""
    (toy / "seeds/registry/terms/moscow.yml").write_text(
        "id: moscow\nkind: place\nname: Moscow\ngloss: A city.\ncite: [gazette-2024/2a]\n", encoding="utf-8"
    )
    told = "МОСКВА, 2 мая. Встреча прошла в Москве и в КАЗАНИ.", "В Казани рады. Они уехали в Москву."
    made = made_of(toy, "Заголовок", *told, language="ru")
    (ruling,) = made.rulings
    assert "entries: [moscow]" in ruling
    assert "text: Москва," in ruling
    assert "paragraphs: [2, 3]" in ruling
    assert names_drafted(dict(made.files)) == {"Казань"}


def test_another_with_the_same_family_name(toy: Path) -> None:
    """A family name behind a given name that its registered bearer has not is another person; in another spelling it is his."""
    files = prepared(toy, "A headline", "There came Igor Example.", "There came Anne Example.")
    digest = files["articles/the-post-2024.md"]
    assert "Igor Example = new PER" in digest
    assert "Anne Example = ann-example" in digest


@pytest.mark.parametrize("names", ["", "names: [{text: Roe, kind: short, cite: [gazette-2024/2a]}]\n"])
@pytest.mark.parametrize(("called", "asked"), [("Bill Roe", True), ("Igor Roe", False)])
def test_a_nickname_before_a_registered_family_name_is_asked_about(
    toy: Path, called: str, asked: bool, names: str
) -> None:
    """A given name that may be short for that of a registered person makes a question about him, and no second draft; another one a draft."""
    (toy / "seeds/registry/actors/william-roe.yml").write_text(
        f"id: william-roe\nkind: person\nname: William Roe\ngloss: A person.\ncite: [gazette-2024/2a]\n{names}", encoding="utf-8"
    )  # fmt: skip
    made = made_of(toy, "A headline", f"There came {called}.")
    assert ["entries: [william-roe]" in ruling and f"text: {called}," in ruling for ruling in made.rulings] == [
        True
    ] * asked
    assert names_drafted(dict(made.files)) == (set() if asked else {called})


@pytest.mark.parametrize("said", ["The Sample Ports Authority (SPA) is poor.", "The Sample Ports Authority is poor."])
def test_a_short_form_that_no_statement_uses_is_ruled_the_same(toy: Path, said: str) -> None:
    """A confirmed entry keeps a short form where its statements use it; else a ruling keeps it, so that the next article asks nothing."""
    article = toy / "told.txt"
    article.write_text("A headline\n\nThe Sample Ports Authority (SPA) had no money left in May.\n", encoding="utf-8")
    run(toy, "add", "--publication", "The Post", "--published", "2024-05-02", "--consulted", "2024-06-01", str(article))
    digest = toy / "seeds/articles/the-post-2024.md"
    digest.write_text(digest.read_text(encoding="utf-8").replace("2a. [pending]", f"2a. {said}"), encoding="utf-8")
    run(toy, "review", "confirm", "the-post-2024", "--reason", "As written.")
    run(toy, "review", "confirm", "sample-ports-authority", "A body.")
    record = (toy / "seeds/registry/actors/sample-ports-authority.yml").read_text(encoding="utf-8")
    rulings = (toy / "seeds/rulings.yml").read_text(encoding="utf-8")
    assert ("text: SPA" in record) is ("SPA" in said)
    assert ("text: SPA, entry: sample-ports-authority" in rulings) is ("SPA" not in said)
    assert "HB404" not in run(toy, "check")


def test_an_adjective_of_another_state_is_not_that_of_the_region(toy: Path) -> None:
    """South African is of South Africa and not of a registered Africa; East African, which is of no state, still is of Africa."""
    (toy / "seeds/registry/terms/africa.yml").write_text(
        "id: africa\nkind: place\nname: Africa\nnames: [{text: African, kind: demonym, cite: [gazette-2024/2a]}]\ngloss: A continent.\ncite: [gazette-2024/2a]\n",
        encoding="utf-8",
    )
    files = dict(made_of(toy, "A headline", "The South African minister spoke.", "An East African port is near.").files)
    digest = files["articles/the-post-2024.md"]
    assert "South African = africa" not in digest
    assert "East African = africa" in digest


def test_a_name_of_a_registered_short_form_is_asked_about(toy: Path) -> None:
    """A full name before the registered short form in brackets is a question about that entry, and no second draft."""
    (toy / "seeds/registry/actors/habo.yml").write_text(
        "id: habo\nkind: company\nname: HABO\ngloss: A firm.\ncite: [gazette-2024/2a]\n", encoding="utf-8"
    )
    made = made_of(toy, "A headline", "The Harbour Board (HABO) closed. The Harbour Board is poor.")
    (ruling,) = made.rulings
    assert "kind: question, entries: [habo]" in ruling
    assert "text: Harbour Board," in ruling
    assert "reason: HABO in brackets behind it." in ruling
    assert names_drafted(dict(made.files)) == set()


def test_a_body_and_its_usual_letters_are_one_draft(toy: Path) -> None:
    """A body that everybody calls by its letters is drafted once, with them, though no brackets say so."""
    files = prepared(toy, "A headline", "The European Union and Alba signed a pact on trade.", "The EU was glad.")
    registry = {name: text for name, text in files.items() if name.startswith("registry/")}
    assert names_drafted(files) >= {"European Union"}
    assert "EU" not in names_drafted(files)
    assert "text: EU," in registry["registry/actors/european-union.yml"]


def test_what_was_decided_of_a_name_is_known_in_the_next_article(toy: Path) -> None:
    """A name that an editor once decided to be an entry's is that entry in a new digest, and where an event took place."""
    (toy / "seeds/registry/terms/port-example.yml").write_text(
        "id: port-example\nkind: place\nname: Port Example\ngloss: A town.\ncite: [gazette-2024/2a]\n", encoding="utf-8"
    )
    rulings = toy / "seeds/rulings.yml"
    decided = (
        "- {kind: same, text: Vienna, entry: port-example, date: 2024-05-01, reason: Its name in another language.}\n"
    )
    rulings.write_text(rulings.read_text(encoding="utf-8") + decided, encoding="utf-8")
    made = made_of(
        toy, "A headline", "On 30 April 2024 Alba and Borealis signed a defence pact in Vienna.", language="en"
    )
    files = dict(made.files)
    assert "Vienna = port-example" in files["articles/the-post-2024.md"]
    (event,) = (text for name, text in files.items() if "/events/" in name)
    assert "place: port-example" in event
