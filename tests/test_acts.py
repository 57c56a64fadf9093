"""Explicit acts and events: what is proposed, what is asked, and what is neither; speakers who are sure and who are not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook import publish
from handbook.adding import add
from handbook.adding.acts import Act, Doubt, act
from handbook.checks.register import Context
from handbook.desk import articles
from handbook.desk.state import Project
from handbook.extraction.article import Annotator
from handbook.extraction.spans import Quoted
from handbook.kinds import Stage
from handbook.model import Agreement, Event
from handbook.reading import records, yaml_values

from .adding_articles import run, snapshot


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


def drafted(toy: Path, *paragraphs: str) -> tuple[list[Agreement], list[Event], str]:
    """The draft agreements and events of an article of the toy handbook, and its digest."""
    path = toy / "told.txt"
    path.write_text("\n\n".join(("A headline", *paragraphs)), encoding="utf-8")
    context, _ = publish.read(toy / "seeds")
    options = add.Options(publication="The Post", published="2024-05-02", consulted="2024-06-01")
    made, problems = add.prepare(context, path, options)
    assert made is not None
    assert not problems
    agreements, events = [], []
    for name, text in made.files.items():
        for folder, kind, into in (("agreements", Agreement, agreements), ("events", Event, events)):
            if f"/{folder}/" in name:
                record, wrong = records.make(kind, yaml_values.load(text), name)
                assert record is not None, wrong
                into.append(record)
    return agreements, events, made.files["articles/the-post-2024.md"]


def test_forms_of_a_name_are_one_draft(toy: Path) -> None:
    """A Russian article that has a name in several cases gives one entry for it, in the nominative, and that is a party."""
    path = toy / "told.txt"
    path.write_text(
        "Лидеры встретились\n\nГлава МИД Замбии Иван Примеров встретился с Петром Образцовым в Примерской области.\n\n"
        "На встрече с Иваном Примеровым Министерство обороны Замбии и Эфиопия подписали соглашение о поставках зерна Эфиопии.",
        encoding="utf-8",
    )
    context, _ = publish.read(toy / "seeds")
    options = add.Options(publication="The Post", published="2024-05-02", consulted="2024-06-01", language="ru")
    made, problems = add.prepare(context, path, options)
    assert made is not None
    assert not problems
    registry = "\n".join(text for file, text in made.files.items() if file.startswith("registry/"))
    names = re.findall(r"^name: (.*)$", registry, re.MULTILINE)
    assert {"Иван Примеров", "Петр Образцов", "Примерская область", "Эфиопия"} <= set(names)
    assert not {"Иваном Примеровым", "Петром Образцовым", "Примерской области"} & set(names)


def test_one_body_in_two_alphabets(toy: Path) -> None:
    """A name in Latin and Cyrillic letters is one body, whose head signs for it; the source's id is its publication's in Latin letters."""
    path = toy / "told.txt"
    path.write_text(
        "Лидеры встретились\n\nМинистр Эфиопии и глава «Росалмаз» (Rosalmaz) Иван Примеров подписали в Аддис-Абебе соглашение о золоте.\n\nКомпания Rosalmaz рада.",
        encoding="utf-8",
    )
    context, _ = publish.read(toy / "seeds")
    options = add.Options(publication="Вестник Сахеля", published="2024-05-02", consulted="2024-06-01", language="ru")
    made, problems = add.prepare(context, path, options)
    assert made is not None
    assert not problems
    assert "articles/vestnik-sakhelya-2024.md" in made.files
    assert [name for name in made.files if "rosalmaz" in name and "/actors/" in name] == [
        "registry/actors/rosalmaz.yml"
    ]
    assert "kind: company" in made.files["registry/actors/rosalmaz.yml"]
    (agreement,) = (text for name, text in made.files.items() if "/agreements/" in name)
    assert "party: rosalmaz" in agreement


def test_a_registered_body_in_other_letters_is_a_party(toy: Path) -> None:
    """Of a body that is registered in Latin letters a Russian article makes no second one: it is asked about, and is a party of what it signed."""
    (toy / "seeds/registry/actors/rosalmaz.yml").write_text(
        "id: rosalmaz\nkind: company\nname: Rosalmaz\ngloss: A firm.\ncite: [gazette-2024/2a]\n", encoding="utf-8"
    )
    path = toy / "told.txt"
    path.write_text(
        "Лидеры встретились\n\nМинистр Эфиопии и глава «Росалмаз» Иван Примеров подписали в Аддис-Абебе соглашение о золоте.",
        encoding="utf-8",
    )
    context, _ = publish.read(toy / "seeds")
    options = add.Options(publication="The Post", published="2024-05-02", consulted="2024-06-01", language="ru")
    made, _problems = add.prepare(context, path, options)
    assert made is not None
    assert not [name for name in made.files if "rosalmaz" in name and "/actors/" in name]
    (agreement,) = (text for name, text in made.files.items() if "/agreements/" in name)
    assert "party: rosalmaz," in agreement


def test_a_place_is_not_shouted(toy: Path) -> None:
    """A place that a dateline has in capitals is drafted as the article writes it elsewhere; of a known company the reason is no city."""
    path = toy / "told.txt"
    path.write_text(
        "A headline\n\nNOUAKCHOTT - Zambia's ministers met in Nouakchott and paid Rosoboronexport.", encoding="utf-8"
    )
    context, _ = publish.read(toy / "seeds")
    options = add.Options(publication="The Post", published="2024-05-02", consulted="2024-06-01")
    made, _problems = add.prepare(context, path, options)
    assert made is not None
    assert "name: Nouakchott\n" in made.files["registry/terms/nouakchott.yml"]
    assert "a body known by its name" in made.files["registry/actors/rosoboronexport.yml"]


def test_a_firm_is_no_person_and_no_association(toy: Path) -> None:
    """What is called a company, or does what only companies do, is drafted as one, though its name could be anybody's."""
    path = toy / "told.txt"
    path.write_text(
        "A pit\n\nThe mining company Anders Hill met Zambia's Delta Blue, which operates two mines. Minister Peter Sandberg spoke.",
        encoding="utf-8",
    )
    context, _ = publish.read(toy / "seeds")
    made, problems = add.prepare(
        context, path, add.Options(publication="The Post", published="2024-05-02", consulted="2024-06-01")
    )
    assert made is not None
    assert not problems
    kinds = {re.search(r"^name: (.*)$", text, re.MULTILINE)[1]: re.search(r"^kind: (.*)$", text, re.MULTILINE)[1] for file, text in made.files.items() if file.startswith("registry/")}  # fmt: skip
    assert kinds["Anders Hill"] == kinds["Delta Blue"] == "company"
    assert kinds["Peter Sandberg"] == "person"


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


def test_doubts_stand_in_the_digest(toy: Path) -> None:
    """A sentence that may tell of an agreement is a note with its reason, and no draft."""
    made, _, digest = drafted(toy, "Alba and Borealis will sign a defence pact on Friday.")
    assert made == []
    assert "# uncertain: signed by the word 'sign', between alba and borealis? Not proposed: it is still to come" in digest  # fmt: skip


# -- events


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("Ann Example arrived in Port Alba on 28 April 2024.", "Visit of Ann Example to Port Alba (28 April 2024)", "port-alba"),
        ("Alba and Borealis signed a defence pact in Port Alba on 28 April 2024.", "Signature by Alba and Borealis in Port Alba (28 April 2024)", "port-alba"),
        ("Five soldiers were killed in an attack near Port Alba on 28 April 2024.", "Attack in Port Alba (28 April 2024)", "port-alba"),
    ],
)  # fmt: skip
def test_events(toy: Path, text: str, name: str, place: str) -> None:
    """What happened, with its date and place in words, is a draft event."""
    _, (made,), _ = drafted(toy, text)
    assert (made.name, made.place) == (name, place)
    assert str(made.dates[0].date) == "2024-04-28"


def test_an_agreement_takes_over_the_place_of_its_signature(toy: Path) -> None:
    """A draft agreement was signed where the draft event of its sentence was; a sentence without a place lends none."""
    (made,), (event,), _ = drafted(toy, "Alba and Borealis signed a defence pact in Port Alba on 28 April 2024.")
    assert event.place == "port-alba"
    assert [s.place for s in made.stages] == ["port-alba"]
    (made,), events, _ = drafted(toy, "Alba and Borealis signed a defence pact on 28 April 2024.")
    assert events == []
    assert [s.place for s in made.stages] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "Ann Example will visit Port Alba on 28 May 2024.",
        "Ann Example arrived in Port Alba.",
        "Ann Example arrived on 28 April 2024.",
        "An attack near Port Alba was foiled on 28 April 2024; nobody was killed.",
        "Ann Example spoke in Port Alba of ships on 28 April 2024.",
    ],
)
def test_what_is_no_event(toy: Path, text: str) -> None:
    """What is to come, has no date or no place, or did not happen, is none."""
    assert drafted(toy, text)[1] == []


def test_an_event_is_reviewed(toy: Path) -> None:
    """A draft event is shown, confirmed after its source, and merged into one that is there; undo gives the files back."""
    (toy / "told.txt").write_text(
        "A headline\n\nAnn Example arrived in Port Alba on 28 April 2024.\n", encoding="utf-8"
    )
    run(toy, "add", "told.txt", "--publication", "The Post", "--published", "2024-05-02", "--consulted", "2024-06-01")
    identity = "visit-of-ann-example-to-port-alba-28-april-2024"
    listed = run(toy, "review", "--list")
    assert f"[draft {identity}]" in listed
    project = Project(toy / "seeds")
    waiting = next(w for w in articles.Article(project, project.now(), "the-post-2024").waiting if w.id == identity)
    # At the desk it stands beside its sentence, and stays an event.
    assert [s.text for s in waiting.sentences] == ["Ann Example arrived in Port Alba on 28 April 2024."]
    assert "visit" in dict(waiting.kinds)
    run(toy, "review", "kind", identity, "talks")
    assert publish.read(toy / "seeds")[0].corpus.events[identity].kind == "talks"
    run(toy, "undo")
    assert "2024-04-28, in port-alba; ann-example (guest)" in listed
    digest = toy / "seeds/articles/the-post-2024.md"
    digest.write_text(digest.read_text(encoding="utf-8").replace("2a. [pending]", "2a. Ann Example came to Port Alba."), encoding="utf-8")  # fmt: skip
    run(toy, "review", "confirm", "the-post-2024")
    before = snapshot(toy / "seeds")
    run(toy, "review", "confirm", identity, "A visit.")
    assert publish.read(toy / "seeds")[1].problems == []
    run(toy, "undo")
    run(toy, "review", "merge", identity, "pact-signed")
    held = publish.read(toy / "seeds")[0].corpus.events["pact-signed"]
    assert "2024-04-28" in [str(d.date) for d in held.dates]
    run(toy, "undo")
    assert {n: c for n, c in snapshot(toy / "seeds").items() if "journal" not in n} == {n: c for n, c in before.items() if "journal" not in n}  # fmt: skip


# -- what is filled in, and which claims are near


def test_places_for_statements_are_filled_in(toy: Path) -> None:
    """The one date, the quantities, the kind of quotation and the paragraph of a speaker's name stand at the place for a statement."""
    text = [
        'Ann Example of Alba said: "We come with ships and with grain."',
        '"We will send nearly 30 ships of grain soon," she said in April 2024. "They are ready."',
        "It will come on 3 June 2024, or on 4 June 2024.",
    ]
    _, _, digest = drafted(toy, *text)
    place = digest.partition("3a. [pending]")[2].partition("4a.")[0]
    assert "  when: 2024-04\n" in place
    assert "  quotation: direct\n" in place
    assert "  also-from: 2\n" in place
    assert "  quantity: nearly 30 ships of" in place
    assert "when:" not in digest.partition("4a. [pending]")[2]


@pytest.mark.parametrize("licence", [(), ("--licence", "CC-BY-4.0")])
@pytest.mark.parametrize(
    ("published", "text", "when"),
    [
        (("--published", "2024-05-02"), "Alba and Borealis plan to meet again in spring 2025.", ""),
        (("--published", "2024-05-02"), "Borealis built the ships by the end of March 2024.", "../2024-03-31"),
        (("--published", "2024-05-02"), "Borealis will build the ships by the end of March 2025.", ""),
        (("--published", "2024-05-02"), "Alba and Borealis met on 3 April 2024.", "2024-04-03"),
        # Nothing says when it was published: what is planned may be still to come.
        ((), "Alba and Borealis plan to meet again in March 2024.", ""),
        ((), "Alba and Borealis met on 3 April 2024.", "2024-04-03"),
    ],
)  # fmt: skip
def test_a_plan_has_no_date(
    toy: Path, licence: tuple[str, ...], published: tuple[str, ...], text: str, when: str
) -> None:
    """A day to come is no date of a statement, and what was done by a day was done on it or before; in a source that may be copied too."""
    (toy / "told.txt").write_text(f"A headline\n\n{text}\n", encoding="utf-8")
    run(toy, "add", "told.txt", "--publication", "The Post", "--consulted", "2024-06-01", *published, *licence)
    (digest,) = (toy / "seeds/articles").glob("the-post*.md")
    assert re.findall(r"^  when: '?(.*?)'?$", digest.read_text(encoding="utf-8"), re.M) == ([when] if when else [])


def test_only_goods_and_money_are_filled_in(toy: Path) -> None:
    """Countries, ministers and sides that a paragraph counts are no quantities; what is delivered and paid is, and of it no whole of which a part came, and nothing of itself."""
    paragraphs = (
        "The two countries and three ministers met twice.",
        "Borealis delivered 300 tons of grain.",
        "Borealis will deliver 40 refrigerated ships.",
        "Alba received 18 of the 50 wagons of wheat and two helicopters.",
    )
    text = drafted(toy, *paragraphs)[2]
    assert re.findall(r"^  quantity: (.*)$", text, re.M) == [
        "300 t of grain",
        "40 ships of refrigerated ships",
        "18 wagons of wheat",
    ]


def test_claims_that_a_paragraph_may_support(toy: Path) -> None:
    """A paragraph that tells what a claim says has it as a note, and programs get it with the statement to be written."""
    text = "In February 2024 the North Pact was signed by Alba and Borealis."
    assert "# claim? north-pact#" in drafted(toy, text)[2]
    (toy / "told.txt").write_text(f"A headline\n\n{text}\n", encoding="utf-8")
    said = run(toy, "add", "told.txt", "--publication", "The Post", "--consulted", "2024-06-01", "--published", "2024-05", "--format", "json")  # fmt: skip
    assert '"statement": "the-post-2024/2a"' in said
    assert '"claim": "north-pact#' in said


# -- speakers


def quoted(context: Context, text: str, language: str = "en") -> Quoted:
    annotator = Annotator(context.corpus.entries, context.gazetteer)
    return annotator.article(["A headline", text], None, language)[1].quoted[-1]


@pytest.mark.parametrize(
    ("text", "language", "speaker"),
    [
        ('Bo Writer praised Carl Other for his "steady work for peace in Africa".', "en", "Bo Writer"),
        ('Carl Sample, hailed as "the father of the whole nation", left.', "en", ""),
        ('Carl Sample was accused of "plotting against the security of the state".', "en", ""),
        ("Le porte-parole a qualifié Jean Autre de « grand ami du peuple malien ».", "fr", "Le porte-parole"),
        ("Un hommage a été rendu à Jean Autre, « un homme de paix et de dialogue ».", "fr", ""),
        ('Critics of Carl Other say he is "out of touch with the whole country".', "en", ""),
        ("Le président turc a raillé Jean Autre en ces termes : « Tu as beaucoup d'enfants. »", "fr", "Le président turc"),
    ],
)  # fmt: skip
def test_who_is_spoken_of_does_not_speak(toy_context: Context, text: str, language: str, speaker: str) -> None:
    """Praise of somebody is not said by him, nor what he is accused of or called."""
    assert quoted(toy_context, text, language).speaker == speaker


def test_a_doubtful_speaker_is_asked_about(toy: Path) -> None:
    """Whom no verb of saying names is said to be uncertain; a paper by its name is said by nobody."""
    text = 'Ann Example walked to the harbour: "a place of great hopes and of old fears".'
    assert "perhaps by ann-example: uncertain, who says it?" in drafted(toy, text)[2]
    names = '"Accord de coopération financière" entre Alba et Borealis a été signé par Ann Example.'
    assert "quotation: title" in drafted(toy, names)[2]
