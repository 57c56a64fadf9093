"""Names in a drafted article: which are one, of what kind they are, and how they are written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from handbook.adding.body_kinds import by_name

from .adding_articles import run
from .drafting import drafted, names_drafted, prepared


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


@pytest.mark.parametrize(
    ("language", "text", "whole", "short"),
    [
        ("fr", "La Société des mines de Loulé (Somilé) a recruté. Somilé paie.", "Société des mines de Loulé", "Somilé"),
        ("fr", "Selon l'Observatoire citoyen des mines (OCM), rien. L'OCM attend.", "Observatoire citoyen des mines", "OCM"),
        ("fr", "Le Syndicat national des routiers (SYNAR) attend.", "Syndicat national des routiers", "SYNAR"),
        ("en", "They met the Sample Ports Authority (SPA). The SPA paid.", "Sample Ports Authority", "SPA"),
        ("en", "They left the association Lumière Pour Tous (LPT).", "Lumière Pour Tous", "LPT"),
        ("ru", "Примерский банк развития (ПБР) дал денег. В ПБР рады.", "Примерский банк развития", "ПБР"),
    ],
)  # fmt: skip
def test_a_short_form_in_brackets_is_no_second_draft(
    toy: Path, language: str, text: str, whole: str, short: str
) -> None:
    """A body and what it is called for short in brackets behind its name are one draft, which has both names."""
    files = prepared(toy, "A headline", text, language=language)
    assert names_drafted(files) & {whole, short} == {whole}
    assert any(f"text: {short}, kind: abbreviation" in record for record in files.values())


@pytest.mark.parametrize(
    ("language", "text", "state"),
    [
        ("en", "The Republic of Rwanda signed.", "Rwanda"),
        ("en", "The Islamic Republic of Zambonia signed.", "Zambonia"),
        ("fr", "La République de Zambonie a signé.", "Zambonie"),
        ("fr", "La République du Bélarus a signé.", "Bélarus"),
        ("ru", "Договор подписан Республикой Замбония.", "Замбония"),
        ("ru", "Договор подписан Республикой Кения.", "Кения"),
    ],
)
def test_what_calls_itself_a_republic_is_a_state(toy: Path, language: str, text: str, state: str) -> None:
    """A name after a state's style is drafted as a state, under the name without it, whether a list has it or not."""
    files = prepared(toy, "A headline", text, language=language)
    assert names_drafted(files) == {state}
    assert any("kind: state" in record for record in files.values())


def test_a_place_only_in_capitals_is_drafted_in_ordinary_letters(toy: Path) -> None:
    """A place that an article has in capitals only is not shouted in its entry; a hyphenated family name is no second person."""
    files = prepared(toy, "A headline", "MOMBASA - Minister Kwesi Ofori-Baah came. Mr Ofori-Baah left.")
    assert names_drafted(files) == {"Mombasa", "Kwesi Ofori-Baah"}


def test_who_reports_is_no_actor(toy: Path) -> None:
    """Authors below the first paragraph are the article's; neither they, nor the agency of a dateline, nor those credited at the end are drafted."""
    files = prepared(
        toy,
        "A headline",
        "NAIROBI, 2 May 2024 (Samplewire) - Prices rose in Ghana.",
        "By Ann Berry and Karl Kernel in Nairobi",
        "Ann Berry counted 12 shops.",
        "(Reporting by Ann Berry; editing by Dora Delegate)",
    )
    assert "authors: [Ann Berry, Karl Kernel]" in files["articles/the-post-2024.md"]
    assert "3. [no statement: byline]" in files["articles/the-post-2024.md"]
    assert "5. [no statement: author box or boilerplate]" in files["articles/the-post-2024.md"]
    assert names_drafted(files) == {"Nairobi", "Ghana"}


@pytest.mark.parametrize(
    ("language", "text", "drafts"),
    [
        ("en", "It came from Bo Sample, deputy director of the National Energy Directorate.", {"Bo Sample", "National Energy Directorate"}),
        ("en", "It came, the Directorate General of Civil Protection announced.", {"Directorate General of Civil Protection"}),
        ("en", "Residents of the village of Sampleford told reporters so.", {"Sampleford"}),
        ("en", "It was sold to the company Volga Turbine.", {"Volga Turbine"}),
        ("fr", "Le contrat est signé avec la société russe Volga Turbine pour les travaux.", {"Volga Turbine"}),
        ("fr", "Il est venu avec la Chambre de commerce et d'industrie du Kenya (CCIK) hier.", {"Chambre de commerce et d'industrie du Kenya"}),
    ],
)  # fmt: skip
def test_a_name_is_drafted_whole_and_once(toy: Path, language: str, text: str, drafts: set[str]) -> None:
    """A directorate is no person, a firm may begin with a river, and letters of a short form may follow an apostrophe."""
    assert names_drafted(prepared(toy, "A headline", text, language=language)) - {"Russia", "Russie", "Kenya"} == drafts


def test_a_village_is_a_place_though_it_speaks(toy: Path) -> None:
    """The word for the kind of a place goes before the verb of saying behind its name."""
    files = prepared(toy, "A headline", "Residents of the village of Sampleford told reporters so.")
    assert "kind: place" in files["registry/terms/sampleford.yml"]


def test_what_a_body_is_said_to_be(toy: Path) -> None:
    """A single word that is said to be an agency is a body wherever the article has it; one that is a utility is a company, and signs for itself."""
    files = prepared(
        toy,
        "A headline",
        "Sampledzor, the Alban health agency, gave 12 ships.",
        "Kenya and Sampledzor met in Port Alba.",
        "Energie du Kenya (EDK), the national utility, signed a treaty with the Harbour Bank on 2 May 2024.",
    )
    assert {"Sampledzor", "Energie du Kenya"} <= names_drafted(files)
    assert "kind: ngo" in files["registry/actors/sampledzor.yml"]
    assert "kind: company" in files["registry/actors/energie-du-kenya.yml"]
    (agreement,) = (text for name, text in files.items() if "/agreements/" in name)
    assert "party-energie-du-kenya" in agreement


def test_where_a_body_is_from_is_no_party(toy: Path) -> None:
    """The adjective of a registered state in what a body is said to be does not make that state a party beside it."""
    (toy / "seeds/registry/actors/russia.yml").write_text(
        "id: russia\nkind: state\niso: RU\nname: Russia\ngloss: A state.\ncite: [gazette-2024/2a]\n"
        "names: [{text: Russian, kind: demonym, cite: [gazette-2024/2a]}, {text: russe, kind: demonym, lang: fr, cite: [gazette-2024/2a]}]\n",
        encoding="utf-8",
    )
    (agreement,), _, _ = drafted(toy, "Sampledzor, the Russian health agency, delivered 12 ships to Alba on 30 April 2024.")  # fmt: skip
    assert {part.actor for part in agreement.parties} == {"sampledzor", "alba"}
    (agreement,), _, _ = drafted(toy, "Alba a signé un accord avec la société russe Volga Turbine le 30 avril 2024.", language="fr")  # fmt: skip
    assert {part.actor for part in agreement.parties} == {"volga-turbine", "alba"}


def test_the_newspaper_itself_is_no_actor(toy: Path) -> None:
    """What an article calls its own publication is not drafted, whatever is said to it."""
    files = prepared(toy, "A headline", "The minister told The Savanna Courier that Ghana waits.", publication="The Savanna Courier")  # fmt: skip
    assert names_drafted(files) == {"Ghana"}


def test_an_association_of_miners_is_no_company(toy: Path) -> None:
    """What calls itself an observatory or chamber is an association, whatever it observes."""
    files = prepared(toy, "Un titre", "L'Observatoire citoyen des mines (OCM) attend.", language="fr")
    assert any("kind: ngo" in record for record in files.values())


def test_a_body_named_before_may_begin_a_sentence(toy: Path) -> None:
    """A body that the article names is found again where a sentence begins with it, whatever its words."""
    _made, _events, digest = drafted(
        toy, "They met the company Al Lantern Minerals in May.", "Al Lantern Minerals promised Alba two ships."
    )
    assert "names: Al Lantern Minerals = new ORG" in digest.split("\n3a. ")[1]


@pytest.mark.parametrize(
    ("text", "speaker", "quotation"),
    [
        ("Le bac « Lola » part de Port Alba le matin.", "article", "scare-quote"),
        ('Le tuyau de 5" part de Port Alba.', "article", "scare-quote"),
        ("Ils ont lu le livre « La Lanterne du Port » à Port Alba.", "article", "title"),
        ("« Le bac part le matin », a dit Ann Example.", "ann-example", "direct"),
    ],
)
def test_words_in_marks_in_an_open_text_say_how_they_are_quoted(
    toy: Path, text: str, speaker: str, quotation: str
) -> None:
    """A sentence of an open text with quotation marks says how it quotes, whether a quotation is found in it or not, and the check asks nothing more."""
    article = toy / "told.txt"
    article.write_text(f"Un bac\n\n{text}\n", encoding="utf-8")
    run(toy, "add", "--publication", "The Post", "--published", "2024-05-02", "--consulted", "2024-06-01", "--language", "fr", "--licence", "CC BY 4.0", str(article))  # fmt: skip
    digest = (toy / "seeds/articles/the-post-2024.md").read_text(encoding="utf-8")
    assert f"2a. [attributed: {speaker}] {text}\n  quotation: {quotation}\n" in digest
    run(toy, "review", "confirm", "the-post-2024", "--reason", "As written.")
    run(toy, "check")


def test_a_dateline_is_no_statement_of_an_open_text(toy: Path) -> None:
    """A sentence of a place and a day only is left out; those behind it keep their letters, which drafts cite."""
    files = prepared(toy, "Un bac", "Basse-Lanterne, le 2 mai 2024. Alba a signé.", language="fr", licence="CC BY 4.0")
    assert "2a." not in files["articles/the-post-2024.md"]
    assert "2b. Alba a signé." in files["articles/the-post-2024.md"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Islamic State", "armed-group"), ("État islamique", "armed-group"), ("Исламское государство", "armed-group"), ("Boko Haram", "armed-group"),
        ("NATO", "intergovernmental"), ("BRICS", "intergovernmental"), ("НАТО", "intergovernmental"),
        ("Islamic State Bank", "company"), ("Alban State Council", None),
    ],
)  # fmt: skip
def test_the_kind_of_bodies_known_by_name(name: str, kind: str | None) -> None:
    """Armed groups and bodies of states whose names do not tell what they are are drafted as what everybody knows them for."""
    assert by_name(name) == kind


def test_a_family_name_with_its_particle_is_no_second_person(toy: Path) -> None:
    """Whom an article calls by a family name with a particle in small letters is drafted once, under the whole name."""
    files = prepared(
        toy, "A headline", "President Ursula von der Sample came.", "In Alba von der Sample spoke.", language="en"
    )
    assert names_drafted(files) == {"Ursula von der Sample"}


def test_a_russian_acronym_is_no_person(toy: Path) -> None:
    """An acronym behind an office is a body, with the ending of a case too; behind two acronyms a person's name begins."""
    files = prepared(
        toy,
        "Глава прибыл",
        "В Конакри начинается турне главы МИДа по региону.",
        "Об этом рассказала корреспондент РЕН ТВ Анна Примерова.",
        language="ru",
    )
    kinds = {name: text for name, text in files.items() if name.startswith("registry/")}
    assert {"МИД", "РЕН ТВ", "Анна Примерова"} <= names_drafted(files)
    assert "kind: person" not in kinds["registry/actors/mid.yml"]


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("The ruling Lantern Movement (LMC) met in Alba.", "en", "ngo"),
        ("The leader of the Lantern Movement party spoke in Alba.", "en", "ngo"),
        ("Fighters of the Lantern Movement came to Alba.", "en", "armed-group"),
        ("Le parti au pouvoir, le Mouvement Lanterne, a tenu un congrès.", "fr", "ngo"),
        ("Правящая партия «Движение Примера» собралась в столице.", "ru", "ngo"),
    ],
)
def test_a_political_party_is_no_armed_group(toy: Path, text: str, language: str, kind: str) -> None:
    """A movement or front that the article calls a party, or ruling, is not drafted as an armed group."""
    files = prepared(toy, "A headline", text, language=language)
    kinds = [re.search(r"^kind: (.*)$", said, re.MULTILINE)[1] for name, said in files.items() if "/actors/" in name and re.search(r"movement|mouvement|dvizhenie", name)]  # fmt: skip
    assert kinds == [kind]


def test_a_weekday_that_is_a_first_name_dates_nothing(toy: Path) -> None:
    """Between commas, before two more names, a weekday is whom the sentence is about; elsewhere it is a day."""
    files = prepared(
        toy,
        "A headline",
        "The envoy, Friday Sambo Sample, came to Alba.",
        "It came on Friday, Ann Sample said.",
        language="en",
    )
    digest = files["articles/the-post-2024.md"]
    assert digest.count("when:") == 1
    assert digest.index("when: 2024-04-26") > digest.index("3a.")
