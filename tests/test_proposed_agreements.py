"""Agreements that an article tells of: drafts made of facts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from handbook import publish
from handbook.adding.add import Options, prepare
from handbook.kinds import AgreementKind, Review, Sector, Stage
from handbook.model import Agreement
from handbook.reading import records, yaml_values

from .adding_articles import run

ADD = ("--publication", "The Post", "--published", "2024-05-02", "--consulted", "2024-06-01")


def proposed(toy: Path, *paragraphs: str, language: str = "") -> list[Agreement]:
    """The draft agreements of an article of the toy handbook."""
    path = toy / "told.txt"
    path.write_text("\n\n".join(("A headline", *paragraphs)), encoding="utf-8")
    context, report = publish.read(toy / "seeds")
    assert not report.problems
    made, problems = prepare(
        context,
        path,
        Options(publication="The Post", published="2024-05-02", consulted="2024-06-01", language=language),
    )
    assert made is not None
    assert not problems
    found = []
    for name, text in made.files.items():
        if "/agreements/" in name:
            record, wrong = records.make(Agreement, yaml_values.load(text), name)
            assert record is not None, wrong
            found.append(record)
    return found


def test_sentences_of_one_agreement(toy: Path) -> None:
    """What an article says in two places of the same actors and field is one draft with both stages, each with its date."""
    (made,) = proposed(
        toy,
        "Borealis and Alba signed a defence pact in April 2024.",
        "The weather was fine.",
        "On 30 April 2024 Alba ratified the defence treaty with Borealis.",
    )
    assert made.kind == AgreementKind.TREATY
    assert made.sector == Sector.DEFENCE
    assert [p.actor for p in made.parties] == ["alba", "borealis"]
    assert [(s.stage, str(s.date), str(s.cite[0])) for s in made.stages] == [
        (Stage.SIGNED, "2024-04", "the-post-2024/2a"),
        (Stage.RATIFIED, "2024-04-30", "the-post-2024/4a"),
    ]
    assert made.name == "Defence treaty: Alba and Borealis (2024)"
    assert made.review is Review.DRAFT


def test_papers_of_two_years(toy: Path) -> None:
    """Papers of the same actors and field that were signed in different years are two; what has no year goes with the first."""
    first, second = proposed(
        toy,
        "Alba and Borealis signed a memorandum on solar energy on 3 March 2024.",
        "It followed the memorandum on nuclear energy that Alba and Borealis signed in October 2023.",
        "Alba promised Borealis a solar power plant.",
    )
    assert first.name == "Energy memorandum: Alba and Borealis (2024)"
    assert [str(s.date) for s in first.stages] == ["2024-03-03", "None"]
    assert second.name == "Energy memorandum: Alba and Borealis (2023)"
    assert [str(c) for c in second.cite] == ["the-post-2024/3a"]


@pytest.mark.parametrize(
    ("text", "kind", "sector", "stage"),
    [
        ("Borealis delivered 40 tons of wheat to Alba.", AgreementKind.DELIVERY, Sector.FOOD, Stage.DELIVERED),
        ("Borealis promised to build a solar power plant for Alba.", AgreementKind.PLEDGE, Sector.ENERGY, Stage.PROMISED),
        ("Borealis signed a memorandum with Alba on gold mining.", AgreementKind.MEMORANDUM, Sector.MINING, Stage.SIGNED),
        ("Borealis and Alba agreed on a loan for trade.", AgreementKind.FUNDING, Sector.ECONOMY, Stage.AGREED),
        ("Borealis granted Alba a credit of 45 million euros.", AgreementKind.FUNDING, Sector.ECONOMY, Stage.FUNDED),
        ("Borealis promised Alba a loan for a mine, a solar plant and a clinic for its army.", AgreementKind.FUNDING, Sector.ECONOMY, Stage.PROMISED),
        ("Borealis lifted its sanctions against Alba.", AgreementKind.MEASURE, Sector.DIPLOMACY, Stage.ENDED),
    ],
)  # fmt: skip
def test_kind_and_field(toy: Path, text: str, kind: AgreementKind, sector: Sector, stage: Stage) -> None:
    """A paper is called by its name, else what was done tells its kind; the words of the sentence tell the field."""
    (made,) = proposed(toy, text)
    assert (made.kind, made.sector, made.stages[0].stage) == (kind, sector, stage)


@pytest.mark.parametrize(
    "text",
    [
        # A registered agreement is known.
        "Alba and Borealis ratified the North Pact.",
        # A talk is an event.
        "Alba and Borealis discussed military cooperation.",
        # One party alone, and one who only reports or where it was signed.
        "Borealis signed a memorandum on cooperation.",
        "Borealis signed a memorandum on cooperation, according to Alba.",
        "Borealis signed an agreement on cooperation in Alba.",
        # A plan of one's own.
        "Borealis spoke to Alba of the construction of roads.",
    ],
)
def test_what_is_no_new_agreement(toy: Path, text: str) -> None:
    """Nothing is proposed for a known agreement, for talks, or without two parties."""
    assert proposed(toy, text) == []


def test_party_in_the_sentence_before(toy: Path) -> None:
    """A sentence that names one party has the other from its paragraph, if that names one other state only."""
    (made,) = proposed(toy, "Borealis has many ships. It signed a defence pact with Alba.")
    assert [p.actor for p in made.parties] == ["alba", "borealis"]
    (made,) = proposed(toy, "Borealis has many ships. They are old. It signed a defence pact with Alba.")
    assert [p.actor for p in made.parties] == ["alba", "borealis"]
    assert proposed(toy, "Borealis and Kenya have many ships. They are old. It signed a defence pact with Alba.") == []


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Alba and Borealis met. A total of three agreements were signed.", ["alba", "borealis"]),
        ("Alba and Borealis met. Signed on 3 March 2023, the agreement covers trade.", ["alba", "borealis"]),
        ("Two years after the invasion of Kenya, Borealis signed a pact with Alba.", ["alba", "borealis"]),
        ("Alba and Borealis signed a pact early in the Kenya conflict.", ["alba", "borealis"]),
        ("Alba and Borealis signed a pact on courses for diplomats from Organisation of Example States (OES) countries, such as Kenya.", ["alba", "borealis"]),
        ("Borealis signed a pact on 12 K2 tanks with Alba.", ["alba", "borealis"]),
        ("Alba and Borealis signed a memorandum on a pipeline through Kenya.", ["alba", "borealis"]),
    ],
)  # fmt: skip
def test_parties(toy: Path, text: str, parties: list[str]) -> None:
    """A paper without its parties is that of whom the article just told; wars, examples and products are no parties."""
    (made,) = proposed(toy, text)
    assert [p.actor for p in made.parties] == parties


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("PORT ALBA, March 3 (AFP) - Alba has ratified a pact with Borealis.", "None"),
        ("Alba and Borealis signed a programme and a pact for the years 2024-2029.", "None"),
        ("Alba and Borealis agreed on a delay of debt payments until 2031.", "None"),
        ("On 4 March 2023 Alba and Borealis signed a pact.", "2023-03-04"),
    ],
)
def test_the_date_of_an_act(toy: Path, text: str, date: str) -> None:
    """A dateline, the period of a paper and a day to come date no act."""
    (made,) = proposed(toy, text)
    assert {str(step.date) for step in made.stages} == {date}


def test_an_old_paper_and_a_new_one(toy: Path) -> None:
    """A paper signed now and one of another year are two; the paper that was told of is the same."""
    made = proposed(toy, "Alba has signed a defence deal with Borealis. Their ties began with a military agreement signed by Alba and Borealis in 2003.")  # fmt: skip
    assert [[str(step.date) for step in a.stages] for a in made] == [["None"], ["2003"]]
    (one,) = proposed(toy, "Alba and Borealis signed a defence pact in 2003. The pact was signed by Alba and Borealis.")
    assert len(one.stages) == 2


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Китай и Эфиопия подписали меморандум о торговле.", "Economic memorandum: Эфиопия and Китай (2024)"),
        ("Китай поставил в Эфиопию 25 тысяч тонн зерна в марте 2023 года.", "Food delivery: Эфиопия and Китай (2023)"),
        ("Китай и Эфиопия договорились о создании совместной комиссии.", "Diplomatic agreement: Эфиопия and Китай (2024)"),
        ("Китай и Эфиопия планируют подписать меморандум.", ""),
    ],
)  # fmt: skip
def test_russian_acts(toy: Path, text: str, name: str) -> None:
    """Acts are told in Russian as in other languages; what is planned is none."""
    assert [a.name for a in proposed(toy, text, "Конец.", language="ru")] == ([name] if name else [])


def test_states_by_two_names_and_by_adjective(toy: Path) -> None:
    """Two names of one state make one draft, and its government, named by an adjective, is a party."""
    path = toy / "told.txt"
    path.write_text(
        "A headline\n\nThe Democratic Republic of the Congo (DRC) is large. Rwanda is small.\n\n"
        "The Rwandan government signed a defence agreement with the DRC.\n",
        encoding="utf-8",
    )
    run(toy, "add", str(path), *ADD)
    corpus = publish.read(toy / "seeds")[0].corpus
    assert [a.name for a in corpus.actors.values() if a.iso == "CD"] == ["Democratic Republic of the Congo"]
    (made,) = [a for a in corpus.agreements.values() if a.review is Review.DRAFT]
    assert {corpus.actors[p.actor].iso for p in made.parties} == {"CD", "RW"}


def test_notably_reports_nothing(toy: Path) -> None:
    """A word that only begins like one of reporting leaves a party where it is."""
    (made,) = proposed(toy, "Alba signed a defence pact, notably Borealis being the other side.")
    assert [p.actor for p in made.parties] == ["alba", "borealis"]


def test_states_with_like_names(toy: Path) -> None:
    """The ministry of a state is that state; a state whose name has another's in it is its own."""
    path = toy / "told.txt"
    path.write_text(
        "A headline\n\nSudan and South Sudan signed a defence pact with the Ministry of Trade of Sudan.\n",
        encoding="utf-8",
    )
    run(toy, "add", str(path), *ADD)
    (made,) = [a for a in publish.read(toy / "seeds")[0].corpus.agreements.values() if a.review is Review.DRAFT]
    assert [p.actor for p in made.parties] == ["south-sudan", "sudan"]


def test_officials_act_for_their_states(toy: Path) -> None:
    """Where one party is named, the other may be that of a person's office, also if the person is only asked about."""
    for name in ("Ann Example", "Anne Exampel"):
        (made,) = proposed(toy, f"Minister {name} promised Borealis 40 tons of wheat.")
        assert [p.actor for p in made.parties] == ["alba", "borealis"]


@pytest.mark.parametrize(
    "text",
    [
        "MOSCOW, July 28 (Reuters) -- Borealis signed a defence pact with Alba.",
        "Borealis signed a defence pact with Alba, Kenya said.",
        "Borealis signed a defence pact with Alba, according to the Ministry of Culture.",
        "Borealis, writes Kenya, signed a defence pact with Alba.",
        "Borealis signed a defence pact with Alba in Kenya.",
        "French-speaking Borealis signed a defence pact with Alba.",
    ],
)
def test_who_reports_is_no_party(toy: Path, text: str) -> None:
    """Agencies, those who say it and where it was signed are not between whom it is."""
    (made,) = proposed(toy, text)
    assert [p.actor for p in made.parties] == ["alba", "borealis"]


def test_no_words_of_the_article(toy: Path) -> None:
    """A draft has no two words of the article in a row but names and, as evidence, the verb."""
    (made,) = proposed(
        toy, "Borealis solemnly signed with great joy a memorable defence pact with Alba in the old palace."
    )
    text = repr(made)
    assert not [w for w in ("solemnly", "joy", "memorable", "palace") if w in text]


def test_steps_take_the_dates_of_statements(toy: Path) -> None:
    """What the article's sentence did not date has, once confirmed, the date of the statement that a person wrote."""
    path = toy / "told.txt"
    path.write_text("A headline\n\nBorealis delivered 40 tons of wheat to Alba.\n", encoding="utf-8")
    run(toy, "add", str(path), *ADD)
    digest = toy / "seeds/articles/the-post-2024.md"
    text = digest.read_text(encoding="utf-8")
    text = text.replace("2a. [pending]", "2a. Alba got wheat from Borealis.\n  when: ../2024-05-02 (from publication)")
    digest.write_text(text, encoding="utf-8")
    run(toy, "review", "confirm", "the-post-2024")
    run(toy, "review", "confirm", "food-delivery-alba-and-borealis-2024", "Wheat of Borealis for Alba.")
    context, report = publish.read(toy / "seeds")
    assert report.problems == [], report.sorted()
    (step,) = context.corpus.agreements["food-delivery-alba-and-borealis-2024"].stages
    assert str(step.date) == "../2024-05-02"


def test_drafts_are_measured(toy: Path) -> None:
    """``handbook evaluate`` sets drafts beside the agreements of an annotation; registered ones are hidden from them."""
    paragraphs = [
        "A headline",
        "Alba and Borealis ratified the North Pact.",
        "Alba gave Borealis 40 tons of wheat.",
        "Both are states.",
    ]
    agreements = [
        {
            "id": "1",
            "name": "North Pact",
            "parties": ["AL", "borealis"],
            "paragraphs": [2],
            "evidence": {"start": 11, "end": 20},
        },
        {
            "id": "2",
            "name": "Friendship",
            "parties": ["alba", "borealis"],
            "paragraphs": [4],
            "evidence": {"start": 11, "end": 20},
        },
    ]
    (toy / "seeds/concordance.yml").write_text("AL: alba\n", encoding="utf-8")
    starts = [sum(len(p) + 1 for p in paragraphs[:n]) for n in range(4)]
    gold = toy / "gold"
    gold.mkdir()
    rows = [
        {"n": n, "start": s, "end": s + len(p), "text": p}
        for n, (s, p) in enumerate(zip(starts, paragraphs, strict=True), 1)
    ]
    annotation = {"anchor": "2024-05-02", "paragraphs": rows, "mentions": [], "agreements": agreements}
    (gold / "a.json").write_text(json.dumps(annotation), encoding="utf-8")
    said = run(toy, "evaluate", str(gold), "--errors")
    row = next(line.split() for line in said.splitlines() if line.startswith("draft agreements"))
    assert row[2:5] == ["1", "1", "1"]
    assert "missed agreement: Friendship" in said
    assert "spurious draft: Food delivery: Alba and Borealis (2024), paragraph 3" in said
    assert "draft agreements" not in run(toy, "evaluate", str(gold), "--unseen")


def test_medicine_that_was_given_is_no_step_of_a_pact(toy: Path) -> None:
    """What was delivered is of no named field, as the pact is: two drafts, and not a pact that was delivered before it was signed."""
    made = proposed(
        toy, "Alba and Borealis signed a pact on students on 28 April 2024.", "In 2023 Alba gave Borealis 20 tonnes of medicines."
    )  # fmt: skip
    assert [{str(step.stage) for step in agreement.stages} for agreement in made] == [{"signed"}, {"delivered"}]
