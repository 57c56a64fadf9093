"""Extractors, on sentences of our own: dates, quantities, quotations, agreement cues and names, in English and French."""

from __future__ import annotations

import itertools
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.corpus import Corpus
from handbook.extraction.agreements import by_rules
from handbook.extraction.article import Annotator
from handbook.extraction.dates import dates, rules
from handbook.extraction.names import unregistered
from handbook.extraction.places import iso_code
from handbook.extraction.quantities import quantities
from handbook.extraction.quotations import quotations
from handbook.extraction.runs import between
from handbook.extraction.spans import Named, sentences
from handbook.folding import WORD
from handbook.linking import gazetteer
from handbook.partial_date import PartialDate

#: A Wednesday.
ANCHOR = PartialDate.parse("2024-05-15")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It came on 3 May 2024.", "2024-05-03"), ("It came on May 3rd, 2024.", "2024-05-03"), ("They met from 22 to 25 June 2025.", "2025-06-22/2025-06-25"),
        ("They meet on August 15 and 16, 2024.", "2024-08-15/2024-08-16"), ("It was in April of last year.", "2023-04"), ("The talks will be held on 3 December.", "2024-12-03"),
        ("They were held on 3 December.", "2023-12-03"), ("He was invited to a summit on 23 July.", "2024-07-23"), ("It began with a February storm.", "2024-02"),
        ("It ended in late February 2024.", "[2024-02-21..2024-02-29]"), ("In early March it rained.", "[2024-03-01..2024-03-10]"), ("It began in June.", "2023-06"),
        ("It began in May.", "2024-05"), ("She may come.", None), ("They march on.", None), ("Since 2019 nothing changed.", "2019"), ("Between 2019 and 2021 it grew.", "2019/2021"),
        ("In the 1990s it fell.", "199X"), ("He left yesterday.", "2024-05-14"), ("He came on Monday.", "2024-05-13"), ("It was signed on Wednesday.", "2024-05-15"),
        ("It was signed last Wednesday.", "2024-05-08"), ("They meet next Monday.", "2024-05-20"), ("It fell last month.", "2024-04"), ("It fell last year.", "2023"),
        ("Three years ago it rose.", "2021"), ("Two weeks ago it rose.", "2024-05-01"), ("This week they talk.", "[2024-05-13..2024-05-19]"), ("It lasted thirty years.", "P30Y"),
        ("a three-day meeting", "P3D"), ("It cost 2,000 dollars.", None), ("On 31 February 2024 nothing.", "2024-02"), ("Some 2024 tons came.", None), ("as of 2024-02-28", "2024-02-28"),
        ("Since last August it rains.", "2023-08"), ("After the April vote she left.", "2024-04"), ("In November, it rained.", "2023-11"), ("It took three and a half years.", "P3Y6M"),
        ("Between June and August 2023 it rained.", "2023-06/2023-08"), ("It was due on 25/12/2023.", "2023-12-25"), ("It was due on 03/06/2024.", "2024"), ("It rose in mid-2022.", "2022"),
        ("Over the weekend it rained.", "[2024-05-11..2024-05-12]"), ("It fell over the past year.", "P1Y"), ("In the 19th century it fell.", "18XX"), ("It took half a century.", "P50Y"),
        ("They will come by September.", "2024-09"), ("They meet on 1 June.", "2024-06-01"), ("Since 1 June it rained.", "2023-06-01"), ("The day after tomorrow they go.", "2024-05-17"),
        ("They will come on Wednesday.", "2024-05-15"), ("It will last,” she said on Wednesday.", "2024-05-15"), ("It makes 1600 MW.", None), ("They will meet in May.", "2024-05"), ("They agreed to cut it by 9.7 tons a day in July.", "2024-07"),
        ("In July the ministers will meet.", "2024-07"), ("They agreed to talk, the envoy said on Monday.", "2024-05-13"), ("Under the Roadmap 2030 it grew.", None), ("They read the 2030 Agenda.", None), ("It sells 300 barrels a day.", None),
        ("It lasted 2.5 years.", "P2Y6M"), ("It lasted 2 1/2 years.", "P2Y6M"), ("It stood for 1,500 days.", "P1500D"), ("It stays 20 more years.", "P20Y"), ("Three consecutive days of rain.", "P3D"), ("He hopes he will one day return.", None),
        ("The March 23 Movement spoke.", None), ("In the second quarter of 2023 it grew.", "[2023-04..2023-06]"), ("It fell in the third quarter.", "[2023-07..2023-09]"), ("Q1 2024", "[2024-01..2024-03]"), ("the first half of last year", "[2023-01..2023-06]"), ("a quarter of the grain", None),
        ("It took twenty-four months.", "P24M"), ("It takes seven to ten years.", ""), ("A 60-year-old came.", None), ("The last week of May 2024 was wet.", "2024-05"),
        ("He said he would travel to the capital on Thursday.", "2024-05-16"), ("The summit opens on Friday.", "2024-05-17"), ("It was postponed until 15:00 GMT on Saturday.", "2024-05-18"), ("The talks would have begun on Thursday.", "2024-05-09"),
        ("They meet every other Friday.", None), ("It flies on Tuesday nights.", None), ("It has 700 seats a week.", None), ("It is watched 24 hours a day.", None), ("It began a month earlier than usual.", "P1M"),
        ("It fell last winter.", "[2023-12..2024-02]"), ("They meet this summer.", "[2024-06..2024-08]"), ("They will meet in the spring.", "[2025-03..2025-05]"), ("In the fall of the government he saw a chance.", None),
        ("It is due by the end of the year.", "2024"), ("It took several months.", ""), ("They met several months ago.", None), ("In recent years it grew.", ""), ("Children aged 6 months came.", None),
    ],
)  # fmt: skip
def test_english_dates(text: str, value: str | None) -> None:
    """Each way to say a date gives its EDTF value, and what only looks like one gives none."""
    found = dates(text, ANCHOR)
    assert [d.value for d in found] == ([value] if value is not None else [])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Il est venu le 3 mai 2024.", "2024-05-03"), ("Le 1er mars, il pleuvait.", "2024-03-01"), ("Fin février 2024", "[2024-02-21..2024-02-29]"), ("en juin dernier", "2023-06"),
        ("depuis août 2020", "2020-08"), ("hier", "2024-05-14"), ("lundi", "2024-05-13"), ("le mois dernier", "2024-04"), ("l’année dernière", "2023"), ("il y a deux ans", "2022"),
        ("prévu du 18 au 21 juin 2025", "2025-06-18/2025-06-21"), ("dans les années 1990", "199X"), ("pendant trois ans", "P3Y"), ("Il marche.", None),
        ("de juin à août 2023", "2023-06/2023-08"), ("le 05/06/2023", "2023-06-05"), ("le week-end dernier", "[2024-05-11..2024-05-12]"), ("au XIXe siècle", "18XX"), ("un an et demi", "P18M"),
        ("vingt-quatre mois", "P24M"), ("soixante-quinze ans", "P75Y"), ("âgé de 60 ans", None), ("dans les années 90", "199X"), ("il y a plus de dix ans", "2014"), ("fin juillet dernier", "[2023-07-21..2023-07-31]"),
        ("moins de 10 minutes", "PT10M"), ("cela dure 2,5 ans", "P2Y6M"), ("trois longues années", "P3Y"), ("au premier trimestre 2024", "[2024-01..2024-03]"), ("au second semestre de cette année", "[2024-07..2024-12]"), ("le dernier trimestre de l’année dernière", "[2023-10..2023-12]"),
        ("ce mois de mai", "2024-05"), ("trois à quatre mois", ""), ("ce matin", "2024-05-15"), ("d’ici septembre", "2024-09"), ("quelque 2000 hommes", None),
    ],
)  # fmt: skip
def test_french_dates(text: str, value: str | None) -> None:
    """The same in French."""
    found = dates(text, ANCHOR, "fr")
    assert [d.value for d in found] == ([value] if value is not None else [])


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("In 1995 he came, and the following year he left.", "en", ["1995", "1996"]), ("On 3 May 2021 they met; the next day they signed.", "en", ["2021-05-03", "2021-05-04"]),
        ("It began on 3 May 2021. Two years later it ended; the year before, nobody came.", "en", ["2021-05-03", "2023", "2022"]), ("In May 2021 it rose from a year earlier.", "en", ["2021-05", "2020"]),
        ("In 2020 he came; three months later he left.", "en", ["2020", ""]), ("Two days later he left.", "en", ["P2D"]), ("They met on 3 May 2021 and the following week.", "en", ["2021-05-03", "[2021-05-10..2021-05-16]"]),
        ("He said that month was cold.", "en", []), ("It rained on 3 May 2021, the day after the vote.", "en", ["2021-05-03"]), ("In 9999 it ends, and 50 years later it begins.", "en", ["P50Y"]),
        ("Le 3 mai 2021 ils se voient ; le lendemain ils signent.", "fr", ["2021-05-03", "2021-05-04"]), ("En 2022, contre un quart l’année précédente.", "fr", ["2022", "2021"]),
        ("Le 3 mai 2021, au lendemain du vote, deux ans plus tard.", "fr", ["2021-05-03", "2023"]), ("Le 3 mai 2021 et la veille ; cette année-là, rien.", "fr", ["2021-05-03", "2021-05-02", "2021"]),
    ],
)  # fmt: skip
def test_dates_counted_from_another(text: str, language: str, values: list[str]) -> None:
    """What is counted from a date of the same paragraph takes its value from it, if that is exact enough; without one there is none."""
    assert [d.value for d in dates(text, ANCHOR, language)] == values


@given(
    st.lists(st.sampled_from(["May", "3", "June", "mai", "juin", "2024", "three", "days", "trois", "jours", "lundi", "Monday", "week-end", "the", "last", "month,", "century", "siècle", "5", "to", "and", "et", "à", "en", "in"]), max_size=12).map(" ".join),
    st.sampled_from(["en", "fr"]),
)  # fmt: skip
def test_no_date_is_skipped(text: str, language: str) -> None:
    """Patterns that a paragraph has no word for are left out, and would have found nothing."""
    found = dates(text, ANCHOR, language)
    with pytest.MonkeyPatch.context() as patched:
        all_tried = tuple((pattern, make, "") for pattern, make, _ in rules(language))
        patched.setattr("handbook.extraction.dates.rules", lambda _language: all_tried)
        assert dates(text, ANCHOR, language) == found


def test_imprecise_publication() -> None:
    """Of a publication known to the month, a weekday stays unresolved and last month is still known."""
    month = PartialDate.parse("2024-05")
    assert [d.value for d in dates("On Monday it came, after last month.", month)] == ["", "2024-04"]
    assert [d.value for d in dates("On Monday.", None)] == [""]


@pytest.mark.parametrize(
    ("text", "value", "unit", "approx"),
    [
        ("They sent 25,000 metric tons of grain.", 25_000, "t", ""), ("nearly 20 million people live there", 20_000_000, "people", "nearly"), ("It cost $2 million.", 2_000_000, "USD", ""),
        ("A loan of 1.5 billion euros", 1_500_000_000, "EUR", ""), ("about 40 percent of it", 40, "%", "about"), ("a 60-member team", 60, "members", ""), ("three ships left", 3, "ships", ""),
        ("200 megawatts", 200, "MW", ""), ("about half a million people", 500_000, "people", "about"), ("twenty-five ships", 25, "ships", ""), ("a 1000MWe plant", 1000, "MW", ""),
    ],
)  # fmt: skip
def test_quantities(text: str, value: int, unit: str, approx: str) -> None:
    """Number, unit and approximation of each."""
    (found,) = quantities(text, dates(text, ANCHOR))
    assert (found.value, found.unit, found.approx) == (Decimal(value), unit, approx)


@pytest.mark.parametrize(
    ("text", "value", "unit", "approx"),
    [
        ("plus de 25 000 tonnes de blé", 25_000, "t", "plus de"), ("près d’un milliard d’euros", 1_000_000_000, "EUR", ""), ("soixante-dix navires", 70, "navires", ""), ("une vingtaine de navires", 20, "navires", ""),
        ("seize navires", 16, "navires", ""), ("un milliard et demi de dollars", 1_500_000_000, "USD", ""), ("2 millions et demi de dollars", 2_500_000, "USD", ""),
    ],
)  # fmt: skip
def test_french_quantities(text: str, value: int, unit: str, approx: str) -> None:
    """The same in French, with the numbers of that language."""
    (found,) = quantities(text, dates(text, ANCHOR, "fr"), "fr")
    assert (found.value, found.unit, found.approx) == (Decimal(value), unit, approx)


def test_years_are_no_quantities() -> None:
    """What is a date is not counted again."""
    text = "On 3 May 2024 and in 2019 it rained."
    assert quantities(text, dates(text, ANCHOR)) == []


@pytest.mark.parametrize(
    "text",
    [
        "The premier came.",
        "Le Premier ministre vint.",
        "Ils partent à 10 h 30.",
        "a three-dimensional map",
        "They seize new ground at first-hand.",
        "Il vint en premier lieu.",
        "resolution 2085 was read",
    ],
)
def test_offices_and_times_of_day_are_no_quantities(text: str) -> None:
    """A premier is not the first, and half past ten is not thirty; a resolution's number is no year either."""
    assert [q for q in quantities(text, dates(text, ANCHOR)) if "resolution" not in text] == []
    assert dates(text, ANCHOR) == []


PEOPLE = [Named(0, 11, "Ann Example", "ann-example", "PER")]


@pytest.mark.parametrize(
    ("text", "kind", "speaker"),
    [
        ("Ann Example said: “We will send them what they need.”", "direct", "ann-example"),
        ("Ann Example came. “We will send it soon,” she said.", "direct", "ann-example"),
        ("Ann Example came. “We will send it soon,” the minister said.", "direct", "ann-example"),
        ("Ann Example called it “useful”.", "scare-quote", "ann-example"),
        ("Ann Example wrote a book entitled “The Long Way Home Again”.", "title", ""),
        ("“We will send it soon,” somebody heard.", "direct", ""),
        ("Ann Example a déclaré : « Nous enverrons ce dont ils ont besoin. »", "direct", "ann-example"),
    ],
)
def test_quotations(text: str, kind: str, speaker: str) -> None:
    """Kind and speaker of each; nobody where nobody is said to speak."""
    named = [n for n in PEOPLE if text.startswith(n.surface)]
    (found,) = quotations(text, named)
    assert (found.kind, found.speaker) == (kind, speaker)


STATE = [Named(0, 4, "Alba", "alba", "GPE")]


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Alba signed a treaty with its neighbour.", "signed"), ("Alba delivered 20 tons of grain.", "delivered"), ("Alba promised free fuel.", "promised"),
        ("Alba offered military cooperation.", "proposed"), ("Alba lifted the sanctions.", "ended"), ("Alba ratified the agreement signed in May.", "ratified"),
        ("Alba gave the green light to the railway deal.", "agreed"), ("Alba expressed keenness for closer cooperation.", "proposed"), ("Alba held talks on gas supplies.", "discussed"), ("Alba knows what this treaty says.", "unknown"),
        ("Alba discussed joint projects.", "discussed"), ("Alba is a country by the sea.", None), ("Alba a signé un accord de coopération.", "signed"), ("Alba won the match.", None),
        ("Alba knows of the ceasefire.", "unknown"), ("Alba knows of the very fragile ceasefire.", "unknown"), ("Alba hopes to sell grain soon.", "promised"), ("Alba prévoit aussi de livrer du blé.", "promised"), ("Alba livrera du blé.", "promised"),
        ("Les livraisons de blé d'Alba commenceraient bientôt.", "promised"), ("Alba a livré du blé et en livrera encore.", "delivered"), ("Alba a reçu un ministre.", None),
        ("Alba stressed the importance of ongoing consultations on trade.", None), ("Alba stressed the importance of trade and agreed to strengthen cooperation.", "agreed"), ("Alba is keen on strengthening partnerships and trade.", None),
        ("Alba celebrates the anniversary of the establishment of relations.", None), ("Alba noted the progress of cooperation, discussed in May.", None), ("Alba exports of oil increased by a fifth.", None), ("Alba gave a joint news conference.", None),
        ("Alba and the presidents discussed energy.", "discussed"), ("Alba confirmed the financing.", "agreed"), ("Alba will arm the navy with missiles.", "promised"),
    ],
)  # fmt: skip
def test_agreement_cues(text: str, stage: str | None) -> None:
    """By the rules a sentence on something agreed gets the stage of its verb; another gets nothing."""
    language = "fr" if any(letter in text for letter in "éêç") or "blé" in text else "en"
    assert [c.stage for c in by_rules(text, STATE, language=language)] == ([stage] if stage else [])


@pytest.mark.parametrize(
    ("text", "cued"),
    [
        ("The company buys crude oil from producers in Alba.", False), ("Alba buys crude oil.", True), ("Helicopters were sold to Alba.", True),
        ("She joins the training of Alba.", False), ("Alba joins the alliance.", True), ("The alliance was formed in 2004 by people of Alba.", False),
    ],
)  # fmt: skip
def test_who_buys_and_joins(text: str, cued: bool) -> None:
    """By the rules buying, selling and joining tell of a deal only where an actor does it, or where it is done to one."""
    start = text.index("Alba")
    assert bool(by_rules(text, [Named(start, start + 4, "Alba", "alba", "GPE")])) is cued


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


def test_sentences() -> None:
    """A quotation mark right before a capital ends a sentence; initials and titles do not."""
    text = "He said “yes.”Then Mr. J. Doe left. It was 3.5 km. And?"
    assert [text[a:b].strip() for a, b in sentences(text)] == [
        "He said “yes.”",
        "Then Mr. J. Doe left.",
        "It was 3.5 km.",
        "And?",
    ]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200), st.sampled_from(["en", "fr"]))
def test_spans_are_spans(text: str, language: str) -> None:
    """Whatever the text, each thing found is where it says, and two of a kind never overlap."""
    annotator = Annotator({}, gazetteer.build(Corpus()))
    for part in annotator.article(["Title", text], ANCHOR, language):
        for kind in (part.named, part.dates, part.counted):
            for thing in kind:
                assert part.text[thing.start : thing.end] == thing.surface
            for a, b in itertools.pairwise(kind):
                assert a.end <= b.start
        for date in part.dates:
            if date.kind == "DATE":
                PartialDate.parse(date.value)


@given(st.text("ab .", max_size=40), st.integers(0, 45), st.integers(0, 45))
def test_words_between_two_places(text: str, start: int, end: int) -> None:
    """Looking the words of a span up finds those that going through all of them finds."""
    tokens = list(WORD.finditer(text))
    assert list(between(tokens, start, end)) == [i for i, t in enumerate(tokens) if start <= t.start() < end]


def article(*paragraphs: str, language: str = "en"):
    """Paragraphs after a headline, annotated as if no name were registered."""
    made = Annotator({}, gazetteer.build(Corpus())).article(["A headline", *paragraphs], ANCHOR, language)
    return made[1:]


@pytest.mark.parametrize(
    ("paragraphs", "language", "expected"),
    [
        (["Ann Example told reporters of Bob Mann.", '"It is late," she said.'], "en", ("Ann Example",)),
        (["The Harbour Bank opened in Kenya. “We are glad,” the company announced."], "en", ("Harbour Bank",)),
        (['"All will be well," indicated the Kenyan authorities.'], "en", ("the Kenyan authorities",)),
        (["« Nous irons demain matin », a déclaré M. Dupont."], "fr", ("Dupont",)),
        (["Le Kenya et le Rwanda « partiront ensemble demain matin », disent les deux pays."], "fr", ("les deux pays",)),
        (["Kenyan President Ann Example met Trade Minister Bob Mann.", '"We are glad of it," the Kenyan president said.', '"So are we," the minister replied.'], "en", ("Ann Example", "Bob Mann")),
        (["Ann Example told Bob Mann that it was “the end of an age”."], "en", ("Ann Example",)),
        (["“It is far too late for that,” one diplomat in Kenya said."], "en", ("one diplomat in Kenya",)),
        (["“It is far too late for that,” the statement said."], "en", ("the statement",)),
        (["The bank said it was ready. It added that “nobody would lose a coin”."], "en", ("The bank",)),
        (["The trade they spoke of, “whatever it may yet become”, and “all that comes with it”, said Ann Example, would grow."], "en", ("Ann Example", "Ann Example")),
        (["The Kenyan leader, Ann Example, in turn, praised “the patience of both peoples”."], "en", ("Ann Example",)),
        (["Bob Mann, who praised “the patience of both peoples”, was quoted by the radio as saying “we shall see then”."], "en", ("Bob Mann", "Bob Mann")),
        (["Les trois États du lac « sont enfin d’accord entre eux » sur le pont, indique ce communiqué."], "fr", ("ce communiqué",)),
        (["Selon le ministère, ce sera « un pont pour tous les peuples »."], "fr", ("le ministère",)),
        (["Jean Exemple est venu.", "« Nous irons demain matin », a-t-il précisé."], "fr", ("Jean Exemple",)),
        (["'We are glad that it ended well,' Ann Example wrote to Kenya's press."], "en", ("Ann Example",)),
        (["Un communiqué du ministère précise « que tout sera prêt demain matin ».", "« Nous irons tous ensemble au marché », précise-t-il."], "fr", ("Un communiqué du ministère", "Un communiqué du ministère")),
        (["Les deux pays ont, en outre, convenu « d'établir un pont entre les deux villes »."], "fr", ("Les deux pays",)),
        (["Pour le chef de la Banque mondiale, le texte garde « nos promesses faites à tout le monde »."], "fr", ("le chef de la Banque mondiale",)),
        (["« La procédure ici, poursuit M. Dupont, est différente de celle du Kenya. »"], "fr", ("Dupont",)),
        (["“We are glad that it ended well,” Ann Example, Harbour Bank’s managing director said."], "en", ("Ann Example",)),
        (["“It is late, but not too late for us", "“And we shall come back soon,” Ann Example said."], "en", ("Ann Example", "Ann Example")),
        (['"We are glad that it ended well," Ann Example said as quoted by the Harbour news agency.'], "en", ("Ann Example",)),
        (["The Kenyan foreign minister, Ann Example, met her Rwandan counterpart Bob Mann.", "The Kenyan diplomat said she and Bob Mann had spoken “of all that is to come”."], "en", ("Ann Example",)),
        (["Elle assista au lancement du « Salon international du livre et de la mer » au Kenya."], "fr", ("",)),
        (["Ann Example said: “We go on as we began", "“And we shall come back soon.”"], "en", ("Ann Example", "Ann Example")),
        (["Calling the harbour “the heart of our town”, Ann Example laid a stone with Bob Mann."], "en", ("Ann Example",)),
        (["Bob Mann campaign spokeswoman Ann Example waved, calling it “the heart of our town”."], "en", ("Ann Example",)),
        (["“It is late,” Gov. Ann Example of Kenya told Harbour News."], "en", ("Ann Example",)),
        # A fragment of a sentence is nobody.
        (["Ann Example told them by telephone, adding “it was not so”."], "en", ("Ann Example",)),
        (["The women, carrying pictures of him, called “long may he live”."], "en", ("",)),
        (["The statement, broadcast by state radio, said the days were “for all to remember”."], "en", ("",)),
        (["Bob Mann is gone.", "He saw Ann Example, who told reporters that it was “the end of an age”."], "en", ("Ann Example",)),
        (["Bob Mann is gone.", "Ann Example doubts it, because she thinks it was “the end of an age”."], "en", ("Ann Example",)),
        (["The Harbour Bank issued a statement saying that “nobody would lose a coin”."], "en", ("Harbour Bank",)),
        (["“It is late,” Ann Example said, though Bob Mann did not say it was “too late”. “We shall see.”"], "en", ("Ann Example", "Bob Mann", "Ann Example")),
        (["A Kenyan army officer saw General Ann Example.", "“It is late,” a Kenyan army officer said.", "“And we shall come back soon,” the officer added."], "en", ("a Kenyan army officer", "a Kenyan army officer")),
        (["Le ministre russe Jean Exemple a reçu son homologue malienne, Anne Dupont.", "« Nous irons demain matin », a dit la cheffe de la diplomatie malienne.", "« Nous aussi, dès que possible », a dit le chef de la diplomatie russe."], "fr", ("Anne Dupont", "Jean Exemple")),
        (["Le président malien Jean Exemple a vu le président russe Paul Dupont.", "« Nous irons demain matin », a dit le chef de l’État malien rencontrant le président Dupont."], "fr", ("Jean Exemple",)),
        (["“It is late,” said the master of the house in a speech on behalf of all."], "en", ("the master of the house",)),
        (["Ann Example came in.", "She sighs. “It is far too late for that.”"], "en", ("Ann Example",)),
        (["Ann Example said the bridge would last.", "“It is as strong as it ever was.”"], "en", ("Ann Example",)),
    ],
)  # fmt: skip
def test_speakers(paragraphs: list[str], language: str, expected: tuple[str, ...]) -> None:
    """Who says it is the subject of the verb: a name, an office or pronoun of somebody named before, or the words for who speaks."""
    found = [q.speaker for p in article(*paragraphs, language=language) for q in p.quoted]
    assert tuple(found) == expected


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
    "said",
    [
        "It said and it added, saying ",
        "he said so. She added. ",
        "« a b c », dit-il, ajoutant ",
        'and "a b c d" said and ',
    ],
)
def test_looking_for_a_speaker_ends(said: str) -> None:
    """Chains of pronouns and verbs that point at each other are read once, however long: this would not end otherwise."""
    made = article(said * 40 + "“We are glad of it,” he said.", language="fr" if "dit-il" in said else "en")
    assert made[0].quoted


@pytest.mark.parametrize(
    ("paragraphs", "cues"),
    [
        (["Kenya and Rwanda met.", "The charter binds them to help."], 1),
        (["Nobody met.", "The charter binds them to help."], 0),
        (["Kenya met Rwanda.", "Two helicopters were delivered on Monday."], 1),
        (["Kenya suspended Rwanda from all its decision making bodies."], 1),
        (["Kenya is large.", "The weather was discussed."], 0),
        (["Kenya is large.", "Ann Example said they agreed on a ceasefire."], 1),
        (["Kenya and the rebels agreed to exchange prisoners."], 1),
        (["Kenya received scholarships from its neighbours."], 1),
    ],
)  # fmt: skip
def test_papers_and_goods(paragraphs: list[str], cues: int) -> None:
    """A paper or goods without an actor in the sentence count once an actor was named before."""
    assert sum(len(p.cues) for p in article(*paragraphs)) == cues


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
