"""Names that no registry knows, in sentences of our own, in English and French."""

from __future__ import annotations

import pytest

from handbook.corpus import Corpus
from handbook.extraction.article import Annotator
from handbook.extraction.names import unregistered
from handbook.extraction.places import iso_code
from handbook.extraction.spans import Evidence, Named
from handbook.linking import gazetteer

from .sentences import ANCHOR, article


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "On Monday Foreign Minister Dora Delegate met General Karl Kernel.",
            [("Dora Delegate", "PER"), ("Karl Kernel", "PER")],
        ),
        (
            "The Ministry of Energy and the African Union agreed.",
            [("Ministry of Energy", "ORG"), ("African Union", "ORG")],
        ),
        (
            "Kenyan officials flew from Nairobi to the Republic of the Congo.",
            [("Kenyan", "NORP"), ("Nairobi", "GPE"), ("Republic of the Congo", "GPE")],
        ),
        ("Yesterday it rained. Nothing happened.", []),
        # Whose body it is stands before an apostrophe; a paper is nobody, whatever stands before it.
        (
            "Police left, said the Hillside Residents' Collective of Kenya.",
            [("Hillside Residents' Collective of Kenya", "ORG")],
        ),
        ("They signed the Lauter Water Treaty and Rail Rehabilitation Agreement in Nairobi.", [("Nairobi", "GPE")]),
        ("The WFP and the IAEA were there.", [("WFP", "ORG"), ("IAEA", "ORG")]),
        (
            "He met Minister of Mining Dora B. Delegate by Lake Kivu.",
            [("Dora B. Delegate", "PER"), ("Lake Kivu", "GPE")],
        ),
        (
            "Jean Christian Exemple saw the Arabian Peninsula.",
            [("Jean Christian Exemple", "PER"), ("Arabian Peninsula", "GPE")],
        ),
        # Initials with full stops; a town that is somebody's family name, or belongs to a club or party.
        ("They met A. Delegate and I. Austin.", [("A. Delegate", "PER"), ("I. Austin", "PER")]),
        ("They came to Michael Jordan and to Jordan.", [("Michael Jordan", "PER"), ("Jordan", "GPE")]),
        (
            "They lost to the Denver Lanterns and to Dinamo Minsk.",
            [("Denver Lanterns", "ORG"), ("Dinamo Minsk", "ORG")],
        ),
        # What many are said to be is no name of theirs; a party is one.
        ("He stood for the Green party and met Unionist parties.", [("Green party", "ORG")]),
        (
            "They left the New Democratic Party and the Australian Institute of Urban Studies.",
            [("New Democratic Party", "ORG"), ("Australian Institute of Urban Studies", "ORG")],
        ),
        (
            "The Council of Trade and the Lantern Commission met.",
            [("Council of Trade", "ORG"), ("Lantern Commission", "ORG")],
        ),
        (
            "They used LanternCorp in January and Jan Exemple in Jan 2020.",
            [("LanternCorp", "ORG"), ("Jan Exemple", "PER")],
        ),
        # Without a sentence only the figures say what is named; a line in capitals names what is known.
        (
            "Fighters of Jama'at Nasr al-Islam wal-Muslimin left.",
            [("Jama'at Nasr al-Islam wal-Muslimin", "ORG")],
        ),
        (
            "The Social Democratic and Labour Party and the New Lantern Party and Bloc Exemple met.",
            [("Social Democratic and Labour Party", "ORG"), ("New Lantern Party", "ORG"), ("Bloc Exemple", "ORG")],
        ),
        (
            "He left the Union for French Democracy and the Portuguese Christian Democratic Party.",
            [("Union for French Democracy", "ORG"), ("Portuguese Christian Democratic Party", "ORG")],
        ),
        (
            "At the Forum on China-Africa Cooperation spoke the Lao People's Revolutionary Party.",
            [("Forum on China-Africa Cooperation", "ORG"), ("Lao People's Revolutionary Party", "ORG")],
        ),
        ("Sampleson was re-elected in East Sampleton.", [("Sampleson", "PER"), ("East Sampleton", "GPE")]),
        ("He and Republican Dwight D. Sample came south.", [("Dwight D. Sample", "PER")]),
        (
            "There sat Ann Example III with Congressman Bill Sample.",
            [("Ann Example III", "PER"), ("Bill Sample", "PER")],
        ),
        ("He was a Liberal and met the Kenya Council of Elders.", [("Kenya Council of Elders", "ORG")]),
        (
            "In the House of Representatives she read the Toronto Star.",
            [("House of Representatives", "ORG"), ("Toronto Star", "ORG")],
        ),
        ("Lantern Rovers 2 Exemple 1", [("Lantern Rovers", "ORG"), ("Exemple", "ORG")]),
        ("LANTERNS - KENYA BEAT NIGER IN OPENING MATCH", [("KENYA", "GPE"), ("NIGER", "GPE")]),
        ("Exemple c Sample b Lanternham 12", [("Sample", "PER"), ("Lanternham", "PER")]),
        # A body is not the holder of an office in it, nor its name that of the holder.
        ("He was a former Speaker of the National Assembly.", [("National Assembly", "ORG")]),
        (
            "The governor of the Central Bank Elvira Example and the President of the European Commission Ursula von der Sample met.",
            [
                ("Central Bank", "ORG"),
                ("Elvira Example", "PER"),
                ("European Commission", "ORG"),
                ("Ursula von der Sample", "PER"),
            ],
        ),
        ("She was head of the Sample Institute.", [("Sample Institute", "ORG")]),
        ("Before the president, H. E. Sambo Lantern Sample, at a hall.", [("Sambo Lantern Sample", "PER")]),
        # A heading between paragraphs has capitals whatever its words are; a name in a line of its own is one.
        ("Kenya’s Security Concerns Drive Foreign Engagement", [("Kenya", "GPE")]),
        ("Kenya’s Security Concerns drive the engagement.", [("Kenya", "GPE"), ("Security Concerns", "ORG")]),
        (
            "Grand National Lantern Institute of Sample Studies",
            [("Grand National Lantern Institute of Sample Studies", "ORG")],
        ),
    ],
)
def test_new_names(text: str, expected: list[tuple[str, str]]) -> None:
    """Names that no registry knows, with their kind; ordinary words with a capital are none."""
    assert [(n.surface, n.ner) for n in unregistered(text, [])] == expected


def test_gathered_names() -> None:
    """Family names and towns that the list has are known alone: what is neither stays an organisation."""
    text = "In spring Hofmann and Trotterworks wrote to Hangzhou again."
    assert [(n.surface, n.ner) for n in unregistered(text, [])] == [
        ("Hofmann", "PER"),
        ("Trotterworks", "ORG"),
        ("Hangzhou", "GPE"),
    ]


def test_french_bodies() -> None:
    """Bodies whose names have a region in them are one name; western states are a people."""
    text = "La Communauté économique des États de l’Afrique de l’Ouest et l’Alliance des États du Sahel parlent aux pays occidentaux."
    assert [(n.surface, n.ner) for n in unregistered(text, [], "fr")] == [
        ("Communauté économique des États de l’Afrique de l’Ouest", "ORG"),
        ("Alliance des États du Sahel", "ORG"),
        ("occidentaux", "NORP"),
    ]


def test_states_in_capitals() -> None:
    """States are known with more capitals than their names have, and people behind what their office is for."""
    text = "Il vit les Emirats Arabes Unis, la République Démocratique du Congo et le ministre de la Défense Victoriano Dupont Exemple."
    assert [(n.surface, n.ner) for n in unregistered(text, [], "fr")] == [
        ("Emirats Arabes Unis", "GPE"),
        ("République Démocratique du Congo", "GPE"),
        ("Victoriano Dupont Exemple", "PER"),
    ]


def test_french_peoples() -> None:
    """French adjectives of peoples are known without a capital."""
    assert [(n.surface, n.ner) for n in unregistered("Le ministre malien a reçu la délégation russe à Bamako.", [], "fr")] == [
        ("malien", "NORP"), ("russe", "NORP"), ("Bamako", "GPE"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("word", "code"), [("malienne", "ML"), ("burkinabè", "BF"), ("turques", "TR"), ("russes", "RU"), ("africain", "")]
)
def test_french_adjectives_of_states(word: str, code: str) -> None:
    """An adjective of a state, in any form, is that state."""
    assert iso_code(word, "fr") == code


def test_a_models_names_are_looked_at() -> None:
    """What a model takes for a name and is a paper, an office, a unit or a field of work is none; others are."""
    text = "The MoU on Foreign Policy lets the Chairman of Bluehill buy 5 MW."
    words = ("MoU", "Foreign Policy", "Chairman", "Bluehill", "MW", "lets")

    class OneModel:
        def reads(self, language: str) -> bool:
            return language == "en"

        def __call__(self, read: str, language: str) -> list[Named]:
            return model(read)

    def model(read: str) -> list[Named]:
        at = [(read.index(w), w) for w in words if w in read]
        return [Named(i, i + len(w), w, "", "ORG", "name", 0.8, "a model") for i, w in at]

    made = Annotator({}, gazetteer.build(Corpus()), OneModel()).article(["Title", text], ANCHOR)
    assert [n.surface for n in made[1].named] == ["Bluehill"]


@pytest.mark.parametrize(
    ("paragraphs", "language", "surface", "ner"),
    [
        (["Harbour Group left.", "It was a rival to Harbour."], "en", "Harbour", "ORG"),
        (["The firm Seabank came."], "en", "Seabank", "ORG"),
        (["He joined the Kenya Corps."], "en", "Kenya Corps", "ORG"),
        (["The East African coast."], "en", "East African", "NORP"),
        (["The Energy and Water Minister Ann Example came."], "en", "Ann Example", "PER"),
        (["Hassan Sheikh Example spoke."], "en", "Hassan Sheikh Example", "PER"),
        (["Le président équato-guinéen Jean Exemple Dupont Martin vint."], "fr", "Jean Exemple Dupont Martin", "PER"),
        (["Le général de division Jean Exemple vint."], "fr", "Jean Exemple", "PER"),
        (["Selon l’Agence nationale de presse, il vint."], "fr", "Agence nationale de presse", "ORG"),
        (["It was Rimtalba Jean Exemple Mann who came."], "en", "Rimtalba Jean Exemple Mann", "PER"),
        (["The Commissioner for Political Affairs, Peace and Security Ann Example came."], "en", "Ann Example", "PER"),
        (["Harbour Spokesman Bob Mann came."], "en", "Bob Mann", "PER"),
        (["Prime Minister Ann Example and Kenyan President Bob Mann came."], "en", "Ann Example", "PER"),
        (["It was signed by Petra von der Wiese.", "On Monday von der Wiese came."], "en", "von der Wiese", "PER"),
        (["Zhou Example came.", "Zhou met them."], "en", "Zhou", "PER"),
        (["The fighting in Hillside went on.", "The Hillside market closed."], "en", "Hillside", "GPE"),
        (["It was sent by the Defence Research and Development Organisation."], "en", "Defence Research and Development Organisation", "ORG"),
        (["He flies with Kenyan Airlines."], "en", "Kenyan Airlines", "ORG"),
        (["Les Angolais et les soldats angolais vinrent."], "fr", "angolais", "NORP"),
        (["Les Angolais et les soldats angolais vinrent."], "fr", "Angolais", "NORP"),
        (["Elle préside la Commission européenne."], "fr", "Commission européenne", "ORG"),
        (["The Iranian envoy came."], "en", "Iranian", "NORP"),
        (["It was a U.S. envoy."], "en", "U.S.", "GPE"),
        (["Les Emirats arabes unis vinrent."], "fr", "Emirats arabes unis", "GPE"),
        (["Le président de la République française vint."], "fr", "République française", "GPE"),
        (["Prime Minister Sheikh Example came."], "en", "Sheikh Example", "PER"),
        (["Prime Minister Sheikh Hamad bin Example al-Mann came."], "en", "Hamad bin Example al-Mann", "PER"),
        (["Il cita M. al-Exemple."], "fr", "al-Exemple", "PER"),
        (["Erdogan came."], "en", "Erdogan", "PER"),
        (["It was the mining giant Harbour Rock."], "en", "Harbour Rock", "ORG"),
        (["It was built by the UN."], "en", "UN", "ORG"),
        (["Elle préside l’Agence française de développement."], "fr", "Agence française de développement", "ORG"),
        (["It was KM Example who came."], "en", "KM Example", "PER"),
        (["At the African Union Summit it rained."], "en", "African Union", "ORG"),
        (["Le président du FSVTS Jean Exemple vint."], "fr", "Jean Exemple", "PER"),
        (["La Communauté de développement de l'Afrique australe vint."], "fr", "Communauté de développement de l'Afrique australe", "ORG"),
        (["It was the Intergovernmental Authority on Development."], "en", "Intergovernmental Authority on Development", "ORG"),
        (["ADDIS ABABA is large."], "en", "ADDIS ABABA", "GPE"),
        (["They met in Frankfurt, Hillside and Nairobi."], "en", "Hillside", "GPE"),
        (["It was Alain Example Ngo’o who came."], "en", "Alain Example Ngo’o", "PER"),
    ],
)  # fmt: skip
def test_names_by_their_company(paragraphs: list[str], language: str, surface: str, ner: str) -> None:
    """What stands beside a name, and how the article names it elsewhere, tell what it is."""
    assert (surface, ner) in [(n.surface, n.ner) for p in article(*paragraphs, language=language) for n in p.named]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le ministre de l'Économie et des Finances est venu au Kenya.", "fr"),
        ("The minister of Communication and Spokesperson came to Kenya.", "en"),
        ("A Memorandum of Understanding (MoU) with Kenya was lost.", "en"),
        ("The Cabinet met the Defense minister of Kenya.", "en"),
        ("La visite d’État au Kenya a coûté 20 francs CFA.", "fr"),
        ("Kenya and its Undersecretary sent Equipment and terms of Reference.", "en"),
        ("Le Kenya a signé un Partenariat ; ce partenariat dure.", "fr"),
    ],
)
def test_offices_and_papers_are_no_names(text: str, language: str) -> None:
    """What a minister is for, papers in capitals and common words with a capital are no names."""
    (found,) = article(text, language=language)
    assert [n.surface for n in found.named] == ["Kenya"]


@pytest.mark.parametrize(
    ("text", "places", "language"),
    [
        ("Basse-Lanterne, le 4 mars 2024. Ils ont signé.", ["Basse-Lanterne"], "fr"),
        ("Les communes d'Andelle et de Couvron ont signé.", ["Andelle", "Couvron"], "fr"),
        ("Lantern Quay, 4 March 2024. They signed.", ["Lantern Quay"], "en"),
        ("The towns of Andelle and Couvron signed.", ["Andelle"], "en"),
    ],
)
def test_places_by_a_dateline_or_several_of_a_kind(text: str, places: list[str], language: str) -> None:
    """What stands before the day where a paragraph begins is a place; so is what stands behind the word for its kind, and in French each of several."""
    assert [n.surface for n in unregistered(text, (), language) if n.ner == "GPE"] == places


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Zorbla Kvint, aged 45. He left.", "en"),
        ("Zorbla Kvint, room 4 - the second door.", "en"),
        ("Zorbla Kvint, au 4 rue 2024. Il est parti.", "fr"),
        ("Zorbla Kvint, âgé de 45 ans. Il est parti.", "fr"),
    ],
)
def test_a_number_behind_a_name_is_no_dateline(text: str, language: str) -> None:
    """Only a month makes the word and number behind a name a day, and the name that of a place."""
    assert not [n.surface for n in unregistered(text, (), language) if n.evidence == Evidence.DATELINE]
