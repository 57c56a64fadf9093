"""Names in other languages and letters: inflected, spelled otherwise, of bodies by their kinds, of capitals that act; and in which language a text is."""

from __future__ import annotations

import pytest

from handbook.adding.body_kinds import by_name, companies
from handbook.adding.capitals import acting_capitals
from handbook.adding.names import slug
from handbook.corpus import Corpus
from handbook.extraction.across import same_in_other_languages
from handbook.extraction.article import Annotator
from handbook.extraction.inflection import forms, keys
from handbook.extraction.languages import data
from handbook.extraction.languages.detection import detect
from handbook.extraction.nominative import NameInContext
from handbook.kinds import ActorKind, NameKind, TermKind
from handbook.linking import gazetteer
from handbook.linking.gazetteer import Gazetteer
from handbook.model import Actor, Name, Term
from handbook.partial_date import PartialDate

#: A Wednesday.
ANCHOR = PartialDate.parse("2024-05-15")


def test_inflected_names() -> None:
    """A Russian name is known in all its cases, and two cases of one have something in common that another name has not."""
    assert {"Россию", "Россией", "Россия"} <= forms("Россия", "ru")
    assert "Саудовской Аравии" in forms("Саудовская Аравия", "ru")
    assert forms("Mali", "en") == {"Mali"}
    assert keys("Примеровым", "ru") & keys("Примерова", "ru")
    assert not keys("Примеровым", "ru") & keys("Образцова", "ru")


def test_registered_names_are_found_inflected() -> None:
    """The Russian name of an entry links to it in every case, as another language's does not."""
    entry = Actor(
        id="ivan-primerov",
        kind=ActorKind.PERSON,
        name="Ivan Primerov",
        names=(Name(text="Иван Примеров", kind=NameKind.NATIVE),),
        gloss="-",
        cite=(),
    )
    corpus = Corpus(actors={entry.id: entry})
    annotator = Annotator(corpus.entries, gazetteer.build(corpus))
    found = annotator.article(["Заголовок", "Мы видели Ивана Примерова вместе с Иваном Примеровым."], ANCHOR, "ru")[1]
    assert [(n.surface, n.entry) for n in found.named] == [
        ("Ивана Примерова", "ivan-primerov"),
        ("Иваном Примеровым", "ivan-primerov"),
    ]


def _actor(identity: str, kind: ActorKind, name: str) -> Actor:
    # Kinds are plain words in the records of a handbook.
    return Actor(id=identity, kind=kind.value, name=name, gloss="-", cite=())


#: Entries of a registry in English.
REGISTERED = (
    _actor("lavrov", ActorKind.PERSON, "Sergey Lavrov"),
    _actor("diop", ActorKind.PERSON, "Abdoulaye Diop"),
    _actor("choigou", ActorKind.PERSON, "Sergei Shoigu"),
    _actor("ecowas", ActorKind.INTERGOVERNMENTAL, "Economic Community of West African States"),
    _actor("rosatom", ActorKind.COMPANY, "Rosatom"),
    _actor("defence", ActorKind.GOVERNMENT, "Ministry of Defence of Russia"),
    _actor("rosgeo", ActorKind.COMPANY, "Rosgeo"),
    Term(id="bamako", kind=TermKind.PLACE, name="Bamako", gloss="A town.", cite=()),
)


@pytest.mark.parametrize(
    ("name", "ner", "language", "entry", "reason"),
    [
        ("Лавровым", "PER", "ru", "lavrov", "Sounds like"), ("Sergueï Lavrov", "PER", "fr", "lavrov", "Sounds like"), ("Sergej Lawrow", "PER", "de", "lavrov", "Sounds like"),
        ("Абдулайе Диопом", "PER", "ru", "diop", "Sounds like"), ("Sergueï Choïgou", "PER", "fr", "choigou", "Sounds like"), ("Сергея Шойгу", "PER", "ru", "choigou", "Sounds like"),
        ("CEDEAO", "ORG", "fr", "ecowas", "Another name of"), ("ЭКОВАС", "ORG", "ru", "ecowas", "Another name of"), ("Росатомом", "ORG", "ru", "rosatom", "Another name of"),
        ("Росгео", "ORG", "ru", "rosgeo", "Rosgeo in other letters"), ("Бамако", "GPE", "ru", "bamako", "Bamako in other letters"),
        ("Минобороны РФ", "ORG", "ru", "defence", "Another name of"), ("Экономического сообщества стран Западной Африки", "ORG", "ru", "ecowas", "Another name of"),
    ],
)  # fmt: skip
def test_names_in_other_letters(name: str, ner: str, language: str, entry: str, reason: str) -> None:
    """A name in another language or alphabet is asked about, with what that rests on."""
    found = same_in_other_languages(name, ner, language, REGISTERED)
    assert list(found) == [entry]
    assert found[entry].startswith(reason)


@pytest.mark.parametrize(
    ("name", "ner", "language"),
    [
        ("Сергей Лаврентьев", "PER", "ru"), ("Абдулай Диалло", "PER", "ru"), ("МИД Мали", "ORG", "ru"), ("Минобороны Мали", "ORG", "ru"), ("Роснефть", "ORG", "ru"),
        ("UEMOA", "ORG", "fr"), ("Rosneft", "ORG", "en"), ("Ivan Petrov", "PER", "en"), ("Нигерия", "GPE", "ru"), ("Росгео", "GPE", "ru"), ("Бамако", "ORG", "ru"),
    ],
)  # fmt: skip
def test_other_names_are_not_asked_about(name: str, ner: str, language: str) -> None:
    """Names of others are asked about nobody."""
    assert same_in_other_languages(name, ner, language, REGISTERED) == {}


@pytest.mark.parametrize(
    ("text", "language", "sure"),
    [
        ("Türkiye Cumhurbaşkanı dün Ankara'da bir açıklama yaptı ve bu konuda çok şey olduğunu dedi.", "tr", True),
        ("Министр приехал вчера и рассказал об этом на встрече с коллегами.", "ru", True), ("Росатом подписал меморандум", "ru", False),
        ("Il ministro è arrivato ieri a Roma e ha parlato con la stampa.", "it", True), ("Les ministres se sont vus à Paris pour parler de la paix et du pain.", "fr", True),
        ("The ministers met in Paris and spoke of the peace that was to come.", "en", True), ("Mali", "en", False), ("", "en", False), ("俄罗斯与马里签署协议", "zh", True),
        ("O ministro chegou ontem a Bissau e falou com os deputados.", "pt", True),
    ],
)  # fmt: skip
def test_languages_are_told_apart(text: str, language: str, sure: bool) -> None:
    """A text of some words has its language for certain; one of few does not say so."""
    found = detect(text)
    assert (found.language, found.sure) == (language, sure)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Ministry of Trade", "government"), ("Министерство обороны Эфиопии", "government"), ("ООО «Пример»", "company"), ("Banque de l’Exemple", "company"),
        ("Example Mining Ltd", "company"), ("Université de Bamako", "research"), ("TASS", "media"), ("Union africaine", "intergovernmental"), ("Example", None),
    ],
)  # fmt: skip
def test_kinds_of_bodies_by_their_names(name: str, kind: str | None) -> None:
    """The words of a name say what kind of body it is, in whichever language."""
    assert by_name(name) == kind


@pytest.mark.parametrize(
    ("text", "language", "firm"),
    [
        ("The mining company Anders Hill opened a pit.", "en", True), ("Shares of it fell when Anders Hill’s shares did.", "en", True), ("Anders Hill spoke.", "en", False),
        ("La société minière Exemple a signé.", "fr", True), ("Exemple a signé.", "fr", False), ("Госкорпорация «Пример» строит завод.", "ru", True),
    ],
)  # fmt: skip
def test_companies_by_what_is_said_of_them(text: str, language: str, firm: bool) -> None:
    """What an article calls a company, or says of it what only companies do, is one."""
    name = next(word for word in ("Anders Hill", "Exemple", "Пример") if word in text)
    before, behind = text.split(name, 1)
    assert companies([NameInContext(name, "ORG", before, behind)], language) == ({name} if firm else set())


@pytest.mark.parametrize(
    ("text", "language", "asked"),
    [
        ("Yaoundé and Lusaka signed a memorandum.", "en", ["Yaoundé", "Lusaka"]),
        ("In Yaoundé it rained; a plane from Lusaka landed.", "en", []),
        ("Lusaka has not agreed. In Lusaka the ministers met.", "en", ["Lusaka"]),
        ("Yaoundé a signé un accord à Lusaka.", "fr", ["Yaoundé"]),
        ("À Yaoundé, un accord a été signé.", "fr", []),
        ("Яунде подписал соглашение в Лусаке.", "ru", ["Яунде"]),
        ("В Яунде прошли переговоры.", "ru", []),
    ],
)
def test_a_capital_that_acts_is_asked_as_its_state(text: str, language: str, asked: list[str]) -> None:
    """Who acts under the name of a capital is asked as its state, with the ruling that says so; a town in which something is done is not."""
    states = {
        code: Actor(id=code.lower(), kind="state", name=code, gloss="-", cite=(), iso=code) for code in ("CM", "ZM")
    }
    corpus = Corpus(actors={state.id: state for state in states.values()})
    found = acting_capitals(
        corpus, Annotator(corpus.actors, Gazetteer({}, {})).article(["Title", text], ANCHOR, language), language
    )
    assert [one.surface for one in found] == asked
    for one in found:
        assert one.paragraphs == (2,)
        assert f"text: {one.surface}, entry: {one.state}, scope: original" in one.ruling("the-post-2024", 2)


#: Short sentences by language; of some the language is not among those that are told apart.
SHORT = {
    "tr": ["Bakan, görüşmelerin verimli geçtiğini söyledi.", "Ankara yeni insansız hava araçları gönderdi.", "Toplantı salı günü Bamako'da yapıldı."],
    "pt": ["O Mali e a Rússia assinaram um acordo.", "Lisboa enviou novos equipamentos.", "A reunião teve lugar em Bamaco na terça-feira."],
    "es": ["El ministro dijo que las conversaciones fueron buenas.", "Madrid envió nuevos equipos.", "La reunión tuvo lugar el martes en Bamako."],
    "uk": ["Міністр заявив, що переговори пройшли добре.", "Київ надіслав нове обладнання.", "Зустріч відбулася у вівторок."],
    "bg": ["Мали и Русия подписаха споразумение.", "Министърът каза, че разговорите са минали добре.", "София изпрати ново оборудване."],
    "sr": ["Мали и Русија су потписали споразум.", "Министар је рекао да су разговори били добри.", "Састанак је одржан у уторак."],
    "hr": ["Mali i Rusija su potpisali sporazum.", "Ministar je rekao da su razgovori bili dobri.", "Sastanak je održan u utorak u Beogradu."],
    "ru": ["Москва поставит зерно.", "Министр обороны провел переговоры.", "Встреча прошла во вторник.", "Мы готовы, сказал он."],
    "bm": ["Mali ni Risi ye bɛnkan kɛ.", "An bɛ baara kɛ ɲɔgɔn fɛ.", "Minisiri ko baara bɛna daminɛ sini."],
    "mk": ["Мали и Русија потпишаа договор.", "Министерот рече дека разговорите беа добри."],
    "yo": ["Orílẹ̀-èdè Mali àti Russia fọwọ́ sí àdéhùn."],
    "is": ["Malí og Rússland undirrituðu samning.", "Fundurinn var haldinn á þriðjudag."],
}  # fmt: skip


@pytest.mark.parametrize("language", SHORT)
def test_a_short_sentence_has_its_language_or_is_unsure(language: str) -> None:
    """No short sentence is taken for another language without saying that it is not certain; several together have theirs."""
    for text in SHORT[language]:
        detected = detect(text)
        assert detected.language == language or not detected.sure, text
    if data.read("all", "detection")["detection"]["words"].get(language):
        assert detect(" ".join(SHORT[language])).language == language


def test_ids_of_names_in_cyrillic() -> None:
    """The id of a name in Cyrillic can be read."""
    assert slug("Жанна Щукина") == "zhanna-shchukina"
    assert slug("МИД РФ") == "mid-rf"
