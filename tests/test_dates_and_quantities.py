"""Dates and quantities in sentences of our own, in English and French."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.extraction.dates import dates, rules
from handbook.extraction.quantities import beyond_unit, quantities
from handbook.extraction.references import references
from handbook.partial_date import PartialDate

from .sentences import ANCHOR


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
        ("200 megawatts", 200, "MW", ""), ("about half a million people", 500_000, "people", "about"), ("twenty-five ships", 25, "ships", ""), ("they deliver 40 refrigerated boats", 40, "boats", ""), ("six Alban-built light helicopters", 6, "helicopters", ""), ("a 1000MWe plant", 1000, "MW", ""),
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


@pytest.mark.parametrize(
    ("text", "value", "of"),
    [
        ("$3.5 million for the first ships", "3500000", ""),
        ("20,000 tons in the first month", "20000", ""),
        ("The two sides plan to meet.", "2", ""),
        ("They send 30 ships of grain.", "30", "grain"),
        ("They send 40 refrigerated boats.", "40", "refrigerated boats"),
        ("They send 300 tons of grain.", "300", "grain"),
    ],
)
def test_what_is_counted(text: str, value: str, of: str) -> None:
    """What is counted is a thing: not what a preposition begins, nor the unit over again; millions have no decimals of nothing."""
    (found,) = (q for q in quantities(text, dates(text, ANCHOR)) if q.kind != "ordinal")
    assert (str(found.value), beyond_unit(found, "en")) == (value, of)


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("a loan of $2.125 billion", "en", "2125000000"),
        ("2.125 million tons of grain", "en", "2125000"),
        ("a loan of 2,125 million dollars", "en", "2125000000"),
        ("un prêt de 2,125 milliards de dollars", "fr", "2125000000"),
        ("un prêt de 2.125 milliards de dollars", "fr", "2125000000000"),
        ("a contract of $1,250,000.75", "en", "1250000.75"),
        ("un contrat de 1.250.000,75 euros", "fr", "1250000.75"),
        ("2.125 tons of grain", "en", "2125"),
    ],
)
def test_three_decimals_before_a_scale(text: str, language: str, value: str) -> None:
    """Before a million or a billion the decimal sign of the language divides decimals, never thousands; cents stay with their amount."""
    (found,) = quantities(text, [], language)
    assert str(found.value) == value


@pytest.mark.parametrize(
    ("text", "language", "units"),
    [
        ("They lost over 100 Alba Nova soldiers.", "en", ["soldiers"]),
        ("They sent 20 Alban instructors.", "en", ["instructors"]),
        ("There were 20 Albans fighting.", "en", ["Albans"]),
        ("They have 60 Jeep Wolf.", "en", ["Jeep"]),
        ("They begin Phase 1 of the railway.", "en", []),
        ("Ils commencent la phase 2 du chantier.", "fr", []),
    ],
)
def test_whose_things_are_is_not_what_is_counted(text: str, language: str, units: list[str]) -> None:
    """Whose the counted things are stands before them with a capital; the number of a phase counts nothing."""
    assert [q.unit for q in quantities(text, [], language)] == units


def test_ranges() -> None:
    """Both numbers of a range are counted in what stands behind the second."""
    found = quantities("They need 25,000 to 50,000 tons of grain.")
    assert [(int(q.value), q.unit, q.of) for q in found] == [(25_000, "t", "grain"), (50_000, "t", "grain")]


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


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("They got 18 of the 50 wagons of wheat.", "en", [(18, "wagons", "wheat", "count"), (50, "wagons", "wheat", "whole")]),
        ("They got two of their three ships.", "en", [(2, "ships", "", "count"), (3, "ships", "", "whole")]),
        ("Of the 50 wagons of wheat that they promised, some came.", "en", [(50, "wagons", "wheat", "whole")]),
        ("Ils ont reçu 18 des 50 wagons de blé.", "fr", [(18, "wagons", "blé", "count"), (50, "wagons", "blé", "whole")]),
        ("Прибыли 18 из 50 вагонов.", "ru", [(18, "вагонов", "", "count"), (50, "вагонов", "", "whole")]),
        ("It met 31 people in two villages of the Example region.", "en", [(31, "people", "", "count"), (2, "villages", "", "count")]),
        ("Ils sont dans deux villages de la région.", "fr", [(2, "villages", "", "count")]),
        ("Twenty of them came.", "en", []),
        ("Il a versé 7,2 milliards de francs CFA.", "fr", [(7_200_000_000, "XOF", "", "money")]),
        ("Il a versé 7,2 milliards de F CFA.", "fr", [(7_200_000_000, "XOF", "", "money")]),
        ("Il a versé 300 XAF.", "fr", [(300, "XAF", "", "money")]),
        ("Они заплатили 300 XAF.", "ru", [(300, "XAF", "", "money")]),
        ("Il a livré 300 tonnes de blé au port, dont 200 tonnes sont arrivées.", "fr", [(300, "t", "blé", "mass"), (200, "t", "", "mass")]),
        ("Они поставили 300 тонн зерна безвозмездно.", "ru", [(300, "t", "зерна", "mass")]),
        ("It gave 500 gigawatt-hours of power and 300 machine-hours of work.", "en", [(500, "GWh", "power", "measure"), (300, "machine-hours", "work", "count")]),
    ],
)  # fmt: skip
def test_shares_and_little_words(text: str, language: str, expected: list[tuple[int, str, str, str]]) -> None:
    """Some of a number of things are of those things, a little word is nothing counted, and a currency of two words is one."""
    found = quantities(text, None, language)
    assert [(q.value, q.unit, beyond_unit(q, language), q.kind) for q in found] == expected


@pytest.mark.parametrize(
    ("text", "approx"),
    [
        ("They handed over 300 tons.", ""), ("They gave over 300 ships.", ""), ("Turning over 300 ships, they left.", ""), ("He passes over 300 ships.", ""),
        ("They sent over 300 tons.", "over"), ("They took over 300 ships.", "over"), ("They signed over 300 agreements.", "over"), ("It carried over 300 people.", "over"), ("She brought over 300 books.", "over"),
    ],
)  # fmt: skip
def test_what_is_handed_over_is_no_more_than_its_number(text: str, approx: str) -> None:
    """The "over" of a verb of handing over belongs to the verb, not to the number behind it; after other verbs it says "more than"."""
    (found,) = quantities(text)
    assert (found.value, found.approx, found.surface.startswith("over")) == (300, approx, bool(approx))


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("fr", "« Nous reprendrons en octobre », a-t-il dit.", "2024-10"),
        ("fr", "« Je reviendrai en octobre », a-t-il dit.", "2024-10"),
        ("fr", "« Nous avons repris en octobre », a-t-il dit.", "2023-10"),
        ("ru", "«Мы начнём в октябре», — сказал он.", "2024-10"),
        ("ru", "«Мы начали в октябре», — сказал он.", "2023-10"),
    ],
)
def test_what_somebody_says_he_will_do_is_ahead(language: str, text: str, value: str) -> None:
    """A month in what "we" or "I" shall do is the next one, of what was done the last."""
    (date,) = dates(text, PartialDate.parse("2024-05-15"), language)
    assert date.value == value


@pytest.mark.parametrize(
    "text",
    [
        "3 mıllion ships came.", "He gave 4 tonneſ.", "It cost Uſ$ 5.", "the fırst ship", "5 mıllion and a half ships", "On 3 Aprıl 2024.", "It came last sprıng.",
        "From 3 to 5 Aprıl 2024.", "On 3 April 2024 it came, and left the followıng year.",
    ],
)  # fmt: skip
def test_letters_that_ignoring_case_confuses(text: str) -> None:
    """A word with a letter that is only like one of a word of numbers or dates, as a dotless i is, is none of these words, and stops nothing."""
    written = [*quantities(text), *dates(text, None, "en"), *references(text)]
    assert not [found.surface for found in written if set("ıſ") & set(found.surface)]
