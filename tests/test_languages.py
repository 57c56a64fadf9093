"""Languages as data: every rule does what its example says, every file is read whole, and no language reads by another's rules."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.adding.act_words import ActWords, TellingWords, act_words, telling_words
from handbook.adding.acts import Act, Doubt, act
from handbook.adding.body_kinds import BodyKinds
from handbook.adding.byline_words import BylineWords
from handbook.adding.bylines import read as read_byline
from handbook.adding.capitals import Acting, Capitals
from handbook.adding.occurrence_words import OccurrenceWords, occurrence_words
from handbook.adding.party_words import PartyWords
from handbook.adding.title_words import TitleWords
from handbook.extraction import languages
from handbook.extraction.across import Exonyms
from handbook.extraction.agreement_words import Agreeing, WordGroups
from handbook.extraction.agreements import by_rules
from handbook.extraction.article import Annotator
from handbook.extraction.case_words import Cases
from handbook.extraction.date_words import Language, compiled, language_of
from handbook.extraction.dates import dates, rules
from handbook.extraction.gathered import GatheredNames
from handbook.extraction.inflection import Inflection, by_case
from handbook.extraction.languages import data
from handbook.extraction.naming_words import Naming, naming
from handbook.extraction.nominative import NameInContext, nominatives
from handbook.extraction.numerals import Numerals, numbers
from handbook.extraction.offices import Offices
from handbook.extraction.placenames import Places
from handbook.extraction.quantities import Units, quantities
from handbook.extraction.quotations import Quoting
from handbook.extraction.references import references
from handbook.extraction.saying import Saying
from handbook.extraction.spans import Short, sentences
from handbook.extraction.speaking import Speaking
from handbook.linking.gazetteer import Gazetteer
from handbook.partial_date import PartialDate

#: A Wednesday, from which the examples of dates are counted.
ANCHOR = PartialDate.parse("2024-05-15")
LANGUAGES = sorted(path.name for path in data.FOLDER.iterdir() if (path / "dates.toml").is_file())
#: What reads each table.
RECORDS: tuple[Any, ...] = (
    Language, Numerals, Units, Agreeing, WordGroups, Saying, Speaking, Offices, Quoting, Naming, Places, Short, Inflection, Cases, Exonyms, GatheredNames,
    ActWords, TellingWords, PartyWords, TitleWords, OccurrenceWords, BylineWords, Acting, Capitals, BodyKinds,
)  # fmt: skip

#: Records whose patterns have words of other files too.
MADE: dict[Any, Any] = {ActWords: act_words, TellingWords: telling_words, OccurrenceWords: occurrence_words}
#: Languages with rules for acts, and the verbs of each stage.
ACTING = [lang for lang in LANGUAGES if data.read(lang, "acts")]
VERBS = {
    "ratified": "ratified", "signed": "signed", "lifted": "ended", "denounced": "denounced", "suspended": "suspended", "ended": "ended", "delivered": "delivered",
    "funded": "funded", "promised": "promised", "agreed": "agreed", "reached": "agreed", "announced": "announced", "given": "delivered",
}  # fmt: skip


def tables(topic: str, key: str) -> list[Any]:
    """Rows of examples of a topic, with their language."""
    return [(lang, row) for lang in LANGUAGES for row in data.read(lang, topic).get(key, {}).get("examples", ())]


@pytest.mark.parametrize("language", LANGUAGES)
def test_rules_of_dates(language: str) -> None:
    """Each rule of dates finds the date of its own example, with the value that it has there."""
    words = language_of(language)
    made = [(row, pattern) for row, (pattern, _make, _needs) in zip(words.rules, rules(language), strict=True)]
    made += [(row, compiled(row, words)) for row in words.anaphoric]
    for row, pattern in made:
        text, value = row["example"]
        assert pattern.search(text), row["pattern"]
        assert value in [d.value for d in dates(text, ANCHOR, language)], text


@pytest.mark.parametrize("language", LANGUAGES)
def test_references(language: str) -> None:
    """Words that name no point in time are those of the example, with the value of their rule, and are no dates of a draft."""
    for row in language_of(language).references:
        text, words = row["example"]
        (reference,) = references(text, language)
        assert reference.surface == words
        assert re.fullmatch(re.sub(r"\{\w+\}", ".+", row["value"]), reference.value), reference
        assert not [d for d in dates(text, ANCHOR, language) if d.kind == "DATE"], text


def test_values_of_references() -> None:
    """Units, numbers, weekdays and months stand in the values, as TimeML writes them."""
    text = "Every two years, every May, on Monday and Tuesday nights, twice a week; every Sunday."
    assert [r.value for r in references(text)] == ["P2Y", "XXXX-05", "XXXX-WXX-1", "XXXX-WXX-2", "P1W", "XXXX-WXX-7"]


@pytest.mark.parametrize("record", RECORDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_patterns_match_their_examples(record: Any, language: str) -> None:
    """Each pattern of a file finds something in its own example, and each has one, but where it matches nothing."""
    made = (
        naming(language)
        if record is Naming
        else language_of(language)
        if record is Language
        else MADE.get(record, lambda language: data.load(record, language))(language)
    )
    topic, _, table = record.TABLE.partition(".")
    for key, hint in get_type_hints(record, include_extras=True).items():
        reader = get_args(hint)[1:2]
        if not reader or reader[0] not in (data._pattern, data._cased):
            continue
        pattern = getattr(made, key)
        if pattern.pattern != data.NOTHING:
            example = data.read(language, topic)[table][key]["example"]
            assert pattern.search(example), f"{language}: {table}.{key}"


@pytest.mark.parametrize(("language", "row"), tables("quantities", "quantities"))
def test_quantities(language: str, row: Any) -> None:
    """The words of quantities give number and unit of each example."""
    found = quantities(row["text"], dates(row["text"], ANCHOR, language), language)
    assert (Decimal(row["value"]), row["unit"]) in [(q.value, q.unit) for q in found]


@pytest.mark.parametrize("language", LANGUAGES)
def test_numerals(language: str) -> None:
    """Numbers in words are those of the examples, and none is made twice with two values."""
    for words, value in data.read(language, "numerals")["examples"].items():
        assert numbers(language)[words] == value


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences(language: str) -> None:
    """Abbreviations end no sentence."""
    for row in data.read(language, "sentences")["sentences"]["examples"]:
        assert len(sentences(row["text"], language)) == row["count"]


def test_sentences_of_a_language_without_rules() -> None:
    """Where a language has no rules, its ordinals and what Latin letters shorten end no sentence."""
    text = "Am 12. Juni 2025 kam Dr. Beispiel. Er sprach."
    assert [text[a:b].strip() for a, b in sentences(text, "de")] == ["Am 12. Juni 2025 kam Dr. Beispiel.", "Er sprach."]


def read_whole(text: str, language: str) -> Any:
    """A paragraph behind a headline, as if no name were registered."""
    return Annotator({}, Gazetteer({}, {})).article(["Title", text], ANCHOR, language)[1]


@pytest.mark.parametrize(("language", "row"), tables("agreements", "agreements"))
def test_agreements(language: str, row: Any) -> None:
    """By the rules sentences of agreements have the stage of their example; others have none."""
    named = read_whole(row["text"], language).named
    assert [c.stage for c in by_rules(row["text"], named, language=language)] == (
        [row["stage"]] if row["stage"] else []
    )


@pytest.mark.parametrize(
    ("language", "row"), [(lang, row) for lang in LANGUAGES for row in data.read(lang, "speaking").get("examples", ())]
)
def test_speakers(language: str, row: Any) -> None:
    """The speaker of each example is found."""
    assert [q.speaker for q in read_whole(row["text"], language).quoted] == [row["speaker"]]


@pytest.mark.parametrize(("language", "row"), tables("names", "naming"))
def test_names(language: str, row: Any) -> None:
    """The names of each example have their type."""
    found = {f"{n.surface} = {n.ner}" for n in read_whole(row["text"], language).named}
    assert set(row["names"]) <= found


@pytest.mark.parametrize(("language", "row"), tables("names", "cases"))
def test_nominatives(language: str, row: Any) -> None:
    """The name of each example is given as it stands by itself."""
    seen = NameInContext(row["name"], row["ner"], row["before"])
    assert nominatives([seen], language) == {row["name"]: row["alone"]}


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from(["Иван", "Петр", "Сергей", "Игорь", "Юсуф", "Абдулай", "Павел"]),
    st.sampled_from(["Примеров", "Образцев", "Данилин", "Зарецкий", "Примеренко", "Тестович", "Диоп", "Гойта"]),
    st.integers(0, 5),
)
def test_a_name_in_any_case_behind_its_office(given_name: str, family: str, case: int) -> None:
    """In whatever case a man is named behind his office, the same name is made of it."""
    columns = [by_case(word, "ru") for word in (given_name, family)]
    # What has no forms is itself in each case; of a person the accusative is not the nominative.
    spelled = [column[case] if case < len(column) else column[0] for column in columns]
    name = " ".join(
        next((f for f in row if f != column[0][0]), row[0]) if case else row[0]
        for row, column in zip(spelled, columns, strict=True)
    )
    office = by_case("министр", "ru")[case][0]
    assert nominatives([NameInContext(name, "PER", f"встреча {office} ")], "ru") == {name: f"{given_name} {family}"}


def test_forms_of_one_name_decide_together() -> None:
    """Курбанова alone is a woman's name, or a man's in the genitive: an article that has his name elsewhere says which."""
    alone = [NameInContext("Курбанова", "PER", "слова ")]
    assert nominatives(alone, "ru") == {"Курбанова": "Курбанова"}
    assert nominatives([*alone, NameInContext("Мурад Курбанов", "PER", "")], "ru")["Курбанова"] == "Курбанов"
    assert nominatives([NameInContext("Example", "PER", "by ")], "en") == {}


@pytest.mark.parametrize(("language", "verbs"), [(lang, verbs) for lang in ACTING for verbs in VERBS])
def test_verbs_of_acts(language: str, verbs: str) -> None:
    """The example of each list of verbs is an act of its stage."""
    example = data.read(language, "acts")["acts"][verbs]["example"]
    found = act(example, example, language)
    assert isinstance(found, Act), found
    assert found.stage.value == VERBS[verbs]


@pytest.mark.parametrize(("language", "row"), tables("acts", "acts"))
def test_what_is_no_act(language: str, row: Any) -> None:
    """What is talked about is no act, and what is to come is a doubt."""
    found = act(row["text"], row["text"], language)
    assert (found.stage.value if isinstance(found, Doubt) else found) == row.get("doubt")


@pytest.mark.parametrize("language", ACTING)
def test_words_of_papers_and_fields(language: str) -> None:
    """The words of each kind of paper and each field are in its example, and the first field of it is that one."""
    words = telling_words(language)
    tables = data.read(language, "acts")["telling"]
    for rows, made in ((tables["papers"], words.papers), (tables["fields"], words.fields)):
        for name, row in rows.items():
            assert made[name].search(row["example"]), f"{name}: {row['example']}"
    assert words.kinds
    assert words.sectors


@pytest.mark.parametrize(
    ("language", "row"), [(lang, row) for lang in LANGUAGES for row in data.read(lang, "bylines").get("bylines", {}).get("examples", ())]
)  # fmt: skip
def test_bylines(language: str, row: Any) -> None:
    """Author and date of each example are read, whatever the language of the article."""
    for article in dict.fromkeys((language, "en")):
        said = read_byline(["A title", row["line"], "A text."], article)
        assert list(said.authors) == row["authors"]
        assert said.published == row["published"] or article != language


@pytest.mark.parametrize("path", sorted(data.FOLDER.glob("*/*.toml")), ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_no_long_lines(path: Path) -> None:
    """A person can read the files: no line over 240 characters, and every table is one that a record reads."""
    assert max(map(len, path.read_text(encoding="utf-8").splitlines())) <= 240
    known = {record.TABLE for record in RECORDS}
    assert {f"{path.stem}.{table}" for table in data.read(path.parent.name, path.stem)} - known - {
        "detection.detection",
        "detection.writing",
        *(f"agreement_weights.{key}" for key in ("threshold", "all", "weights")),
    } <= {f"{path.stem}.{table}" for table in ("terms", "also", "examples", "letters")}


def test_a_language_is_not_read_by_the_rules_of_another() -> None:
    """French dates are none in an English text, and a language without rules has none."""
    assert dates("Il est venu le 3 mai 2023, il y a deux ans.", ANCHOR, "en") == dates("2023", ANCHOR, "en")[:0] or all(
        d.surface == "2023" for d in dates("Il est venu le 3 mai 2023, il y a deux ans.", ANCHOR, "en")
    )
    assert dates("It came on 3 May 2023.", ANCHOR, "xx") == []


def test_a_key_that_nobody_reads_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A misspelt key, a wrong pattern and an unknown term are told with their file."""
    (tmp_path / "xx").mkdir()
    monkeypatch.setattr(data, "FOLDER", tmp_path)
    for text, message in (
        ("[saying]\nverb = '''say'''", "nobody reads 'saying.verb'"),
        ("[saying]\nbehind = '''('''", "saying.behind"),
        ("[saying]\nbehind = '''{nothing}'''", "no term '{nothing}'"),
        ("[saying\n", "speaking.toml"),
    ):
        (tmp_path / "xx" / "speaking.toml").write_text(text, encoding="utf-8")
        data.read.cache_clear()
        with pytest.raises(data.DataError, match=re.escape(message)):
            data.load(Saying, "xx")
    data.read.cache_clear()


def test_a_language_without_rules() -> None:
    """A text in a language without rules is read for registered names only, one whose rules are begun for what they tell; both say so."""
    text = "Türkiye ile Rusya 3 Mayıs 2023 tarihinde bir anlaşma imzaladı: “Çok memnunuz, geldiğiniz için”."
    read = read_whole(text, "tr")
    assert (read.named, read.dates, read.counted, read.quoted, read.cues) == ((), (), (), (), ())
    assert "no rules for the language 'tr'" in languages.unruled("tr")
    assert "names, agreements, drafts of agreements, parties, events are not looked for" in languages.unruled("pt")
    assert languages.unruled("ru") == languages.unruled("en") == ""
