"""Explicit acts and events: what is proposed, what is asked, and what is neither; speakers who are sure and who are not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.adding.acts import Act, Doubt, act
from handbook.kinds import Stage

from .drafting import drafted


def read(sentence: str) -> Act | Doubt | None:
    """The act of a sentence, in the language that its small words are of."""
    return act(sentence, sentence, "fr" if re.search(r"[éàê]| et | ont ", sentence) else "en")


@pytest.mark.parametrize(
    ("sentence", "stage"),
    [
        ("Alba and Borealis signed a defence pact.", Stage.SIGNED),
        ("The memorandum that Alba and Borealis signed covers trade.", Stage.SIGNED),
        ("A treaty between Alba and Borealis signed on Friday covers trade.", Stage.SIGNED),
        ("Alba et Borealis ont saisi l'occasion pour signer deux accords de coopération.", Stage.SIGNED),
        ("Cette rencontre a donné lieu à la signature d'un mémorandum entre Alba et Borealis.", Stage.SIGNED),
        ("Borealis donated 24 vehicles to Alba.", Stage.DELIVERED),
        ("Borealis sent 300 tons of grain to Alba.", Stage.DELIVERED),
        ("Alba a obtenu un prêt de 500 millions de Borealis.", Stage.FUNDED),
        ("Borealis promised Alba a solar power plant.", Stage.PROMISED),
        ("Borealis agreed to a loan for Alba.", Stage.AGREED),
        ("Alba ended its cooperation with Borealis after the session.", Stage.ENDED),
    ],
)
def test_acts(sentence: str, stage: Stage) -> None:
    """A verb of an act with what it is done on is an act, in both languages, active and passive."""
    found = read(sentence)
    assert isinstance(found, Act)
    assert found.stage is stage


@pytest.mark.parametrize(
    "sentence",
    [
        "Alba and Borealis discussed the delivery of grain and military cooperation.",
        "The Prime Minister concluded a one day visit to Borealis and spoke of agreements.",
        "China is willing to strengthen cooperation with Alba.",
        "Both sides agreed that cooperation is off to a good start.",
        "The two leaders agreed to forge closer ties.",
        "Borealis has provided Alba with advisors, intelligence and training.",
        "The leaders unveiled the agreements at a press conference.",
        "Alba has maintained relations with Borealis since 1990.",
        "The session of the commission ended in Port Alba with words on cooperation.",
    ],
)
def test_what_is_no_act(sentence: str) -> None:
    """Talks, visits, good will and lasting relations are no acts, and nobody is asked about them."""
    assert read(sentence) is None


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("Alba and Borealis will sign a memorandum on Friday.", "to come"),
        ("La Turquie et le Sénégal vont signer plusieurs accords.", "to come"),
        ("The signing of such documents will help Alba.", "to come"),
        ("Alba has not signed the treaty with Borealis.", "to come"),
        ("Like its neighbours, Borealis delivered 24 vehicles to Alba.", "compares"),
        ("Contrairement à Borealis, Alba a signé un accord.", "compares"),
        ("Borealis reportedly delivered 24 vehicles to Alba.", "not sure"),
        ("Prices rose as promised under the agreement by Borealis.", "recalled"),
        ("Has Alba signed the treaty with Borealis?", "asks"),
        ("Alba must ratify the treaty with Borealis before June.", "to come"),
        ("Alba may suspend the agreement with Borealis.", "to come"),
        ("L'État d'Alba doit ratifier le traité avec Borealis.", "to come"),
        ("Borealis livrera à Alba deux hélicoptères.", "to come"),
    ],
)
def test_what_is_asked(sentence: str, why: str) -> None:
    """What is to come, is compared or is not sure of itself is no act: it is asked about, with the reason."""
    found = read(sentence)
    assert isinstance(found, Doubt)
    assert why in found.why


@given(st.text(alphabet=st.sampled_from('signed accord deux 2 and, ; : (1) not will like Alba "«».\n'), max_size=300))
def test_any_sentence_is_read(sentence: str) -> None:
    """Whatever a sentence is made of, its act has a verb in it and at least one thing that is acted on."""
    found = read(sentence)
    if isinstance(found, Act):
        assert sentence[found.start : found.end] == found.verb
        assert found.items


def test_a_list_of_papers_is_several(toy: Path) -> None:
    """Papers that a sentence lists are one draft each; "the two countries" are those of the sentence before."""
    made, _, _ = drafted(
        toy, "Alba and Borealis met.",
        "The two countries have signed a memorandum on water, a military agreement and a protocol on trade.",
    )  # fmt: skip
    assert sorted(a.sector for a in made) == ["defence", "diplomacy", "economy"]
    assert all([p.actor for p in a.parties] == ["alba", "borealis"] for a in made)
    assert len({a.name for a in made}) == 3


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (
            ("Alba sent its ministers.", "Those of Borealis came too.", "The two sides signed (i) a protocol on trade, (ii) a memorandum on gold between Alba and the Harbour Bank, (iii) an agreement on 60,000 tons of wheat and (iv) a roadmap on nuclear training; they did not sign the treaty."),
            {"economy": "alba borealis", "mining": "alba harbour-bank", "food": "alba borealis", "energy": "alba borealis"},
        ),
        (
            ("Alba and Borealis met.", "Alba signed a pact on gold with Borealis and a memorandum on wheat with the Harbour Bank."),
            {"mining": "alba borealis", "food": "alba harbour-bank"},
        ),
    ],
)  # fmt: skip
def test_parties_of_each_thing_of_a_list(toy: Path, paragraphs: tuple[str, ...], expected: dict[str, str]) -> None:
    """What a list says of the parties of one thing is of that one; the others have those of the sentence, and what is denied is none."""
    made, _, _ = drafted(toy, *paragraphs)
    assert {str(a.sector): " ".join(p.actor for p in a.parties) for a in made} == expected


def test_a_numbered_list_is_several(toy: Path) -> None:
    """Items of a list in paragraphs of their own are one draft each, with the parties and the stage of what announced them."""
    made, _, _ = drafted(
        toy, "Alba and Borealis signed the following instruments on 30 April 2024:",
        "1. Memorandum on Defence Cooperation", "2. Agreement on Visa for Diplomats", "3. Memorandum on Defence Industry",
        "Both are states.",
    )  # fmt: skip
    assert sorted((str(a.cite[0]), str(a.stages[0].date)) for a in made) == [
        ("the-post-2024/3a", "2024-04-30"), ("the-post-2024/4a", "2024-04-30"), ("the-post-2024/5a", "2024-04-30")
    ]  # fmt: skip


def test_several_agreements_are_those_that_are_named(toy: Path) -> None:
    """Where an article says that three agreements were signed and then which, the first sentence is no draft more; it gives the date."""
    (made,), _, _ = drafted(
        toy, "Alba and Borealis signed three agreements on 30 April 2024.", "Alba and Borealis signed a memorandum on gold mining."
    )  # fmt: skip
    assert made.sector == "mining"
    assert [(str(s.date), sorted(map(str, s.cite))) for s in made.stages] == [("2024-04-30", ["the-post-2024/2a", "the-post-2024/3a"])]  # fmt: skip


def test_who_watches_or_welcomes_is_no_party(toy: Path) -> None:
    """Whoever is present, brokers, welcomes or is fought against is not between whom it is."""
    for text in (
        "Alba and Borealis signed a defence pact in the presence of the Kenyan president.",
        "Alba and Borealis signed a defence pact sponsored by Kenya and Turkey.",
        "Kenya welcomed on Sunday that Alba and Borealis signed a defence pact.",
        "Alba and Borealis signed a defence pact against Boko Haram.",
    ):
        (made,), _, _ = drafted(toy, text)
        assert [p.actor for p in made.parties] == ["alba", "borealis"], text


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Recalling a pact signed with Borealis on grain, the delegation of Alba proposed similar steps to Kenya.", ["alba", "borealis"]),
        ("Alba signed a defence pact with Borealis and offered a similar one to Kenya.", ["alba", "borealis"]),
        ("Alba signed a defence pact with Borealis and Kenya.", ["alba", "borealis", "kenya"]),
    ],
)  # fmt: skip
def test_what_is_proposed_to_others_makes_no_party(toy: Path, text: str, parties: list[str]) -> None:
    """The parties are those of the clause of the act: to whom the like of it is proposed is none."""
    (made,), _, _ = drafted(toy, text, "Kenya was glad.")
    assert [p.actor for p in made.parties] == parties


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Port Alba, Alba – May 1, 2024: Alba ratified a defence pact with Borealis on April 29.", "2024-04-29"),
        ("Port Alba – 1 May 2024: Alba ratified a defence pact with Borealis.", "None"),
        ("On March 11, 2024 and April 4, 2024, Alba and Borealis signed two contracts on a railway.", "None"),
        ("Recalling talks of March 11, 2023 in the capital, on April 4, 2024, Alba and Borealis signed a pact.", "2024-04-04"),
    ],
)  # fmt: skip
def test_the_day_of_an_act(toy: Path, text: str, date: str) -> None:
    """The day of a dateline, with or without its state, is not the day of the act; of two days of several acts neither is that of all."""
    (made,), _, _ = drafted(toy, text)
    assert [str(s.date) for s in made.stages] == [date]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "The memorandum between the Alpine Union and Alba was signed on 29 April 2024 by the president of Kenya, Ann Sample, and the Alban president Bill Example.",
            ["alba", "alpine-union"],
        ),
        ("A defence pact between Alba and Borealis was signed by the ministers of Kenya and Alba.", ["alba", "borealis"]),
        ("Alba and Borealis signed a pact to end the war between Kenya and Ethiopia.", ["alba", "borealis"]),
    ],
)  # fmt: skip
def test_a_paper_is_of_those_between_whom_it_is(toy: Path, text: str, parties: list[str]) -> None:
    """Where a sentence says between whom a paper is, they are its parties, and not the states of those who sign or stand by."""
    (made,), _, _ = drafted(toy, text, "Kenya and Ethiopia were glad.")
    assert [p.actor for p in made.parties] == parties


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Alba and Borealis have signed a defence pact, the ministry said on Tuesday.", "None"),
        ("Alba and Borealis have signed a defence pact, said the ministry of Alba on Tuesday.", "None"),
        ("On April 30, 2024, the ministry said that Alba and Borealis had signed a defence pact.", "None"),
        ("The ministry said on Tuesday that Alba and Borealis had signed a defence pact on April 4, 2024.", "2024-04-04"),
        ("Alba and Borealis signed a defence pact on April 4, 2024, the ministry said.", "2024-04-04"),
        ("On April 4, 2024, the ministry said, Alba and Borealis signed a defence pact.", "2024-04-04"),
        ("The ministry said that on April 4, 2024 Alba and Borealis signed a defence pact.", "2024-04-04"),
        ("Alba promised Borealis 300 tonnes of rice, the ministry said on April 30, 2024.", "2024-04-30"),
    ],
)  # fmt: skip
def test_the_day_of_saying(toy: Path, text: str, date: str) -> None:
    """The day on which somebody said that a paper was signed is not the day of the signature; of a promise it is the day."""
    (agreement,), _, _ = drafted(toy, text)
    assert [str(s.date) for s in agreement.stages] == [date]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("L'Alba et la Borealis ont signé un pacte de défense, a déclaré mardi le ministère.", "None"),
        ("L'Alba et la Borealis ont signé mardi un pacte de défense, a déclaré le ministère.", "2024-04-30"),
        ("«Alba» и «Borealis» подписали соглашение об обороне, сообщили во вторник в министерстве.", "None"),
        ("«Alba» и «Borealis» во вторник подписали соглашение об обороне, сообщили в министерстве.", "2024-04-30"),
    ],
)
def test_the_day_of_saying_in_other_languages(toy: Path, text: str, date: str) -> None:
    """In French and Russian too the day on which somebody said that a paper was signed is not that of the signature."""
    (agreement,), _, _ = drafted(toy, text)
    assert [str(s.date) for s in agreement.stages] == [date]
