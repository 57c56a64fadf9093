"""The index of the search: words, weights, pieces."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from importlib import metadata
from itertools import accumulate
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook import data_files, i18n
from handbook.checks import Context
from handbook.model import Synonym
from handbook.searching import documents, files, index, inverted, other_pages, weights, words

from .conftest import TOY, book_of

TOPICS = ["pact", "north", "grain", "signed", "treaty", "alba"]


def document(name: str, *texts: tuple[str, str], names: tuple[tuple[str, str], ...] = ()) -> documents.Document:
    told = tuple(documents.Text(field, "en", said) for field, said in texts)
    return documents.Document(f"{name}.html", name, "Treaty", "", "agreement", told, names)


def indexed(chosen: Sequence[documents.Document], **same: str) -> list[index.Indexed]:
    return [index.indexed(document, same) for document in chosen]


def written(made: inverted.Inverted) -> dict[str, list[int]]:
    """What is written of an index, whatever its pieces."""
    return {key: flat for piece in made.pieces() for key, flat in json.loads(made.text(piece)).items()}


def weights_of(chosen: list[documents.Document], key: str, **same: str) -> dict[int, int]:
    """The weight of a key in each document, without the bits."""
    flat = written(inverted.inverted(indexed(chosen, **same))).get(key, [])
    return dict(zip(accumulate(flat[::2]), (packed // weights.BITS for packed in flat[1::2]), strict=True))


@pytest.mark.parametrize(
    ("word", "keys"),
    [
        ("deliveries", ["deliveri", "deliver"]), ("goïta", ["goita", "goit"]), ("nucléaire", ["nucleair"]), ("лавров", ["лавр", "lavrov", "lavr"]),
        ("цивилёв", ["цивил", "tsivilev", "tsivil"]), ("росатома", ["росатом", "rosatoma", "rosatom"]),
    ],
)  # fmt: skip
def test_keys(word: str, keys: list[str]) -> None:
    """A word goes by its stem in each language that it may be of, without accents; a Cyrillic one also by its Latin letters."""
    assert words.all_keys(word) == keys


@pytest.mark.parametrize("language", words.STEMMERS)
@pytest.mark.parametrize("version", ["3.0.0", "3.1.0", ""])
def test_stemmers_compiled_and_plain(language: str, version: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Compiled stemmers give the same stems as plain ones, and those of another Snowball than the browser's are not asked."""
    plain = words._stem.__wrapped__
    monkeypatch.setattr(metadata, "version", {"PyStemmer": "0"}.get)
    texts = [path.read_text(encoding="utf-8") for path in sorted(words.FOLDER.glob("*.txt"))]
    stems = {word: plain(language)(word) for word in words.words(" ".join([*texts, *TOPICS, "нации", "nations"]))}
    monkeypatch.setattr(metadata, "version", lambda _name: version)
    asked: list[str] = []
    compiled = SimpleNamespace(Stemmer=lambda name: asked.append(name) or plain_stemmer(name))
    plain_stemmer = pytest.importorskip("Stemmer").Stemmer
    monkeypatch.setitem(sys.modules, "Stemmer", compiled)
    assert {word: plain(language)(word) for word in stems} == stems
    assert bool(asked) == version.startswith("3.0")


def test_where_a_word_stands(toy_context: Context) -> None:
    """A word counts more in a name than in a lead, and more there than in evidence; a rare word more than a common one."""
    chosen = [
        document("a", ("name", "pact here"), ("evidence", "rare")), document("b", ("lead", "pact here")),
        document("c", ("evidence", "pact here")), document("d", ("evidence", "other")),
    ]  # fmt: skip
    found = weights_of(chosen, "pact")
    assert found[0] > found[1] > found[2]
    assert weights_of(chosen, "rare")[0] > found[2]


def test_synonyms_share_a_key(toy_context: Context) -> None:
    """Words of a row have one key, and a further name of an entry that of the entry's own name; words that only share a rest in another language mean nothing of each other."""
    entries = toy_context.corpus.entries
    same = words.same_keys([Synonym(words=("wheat", "blé")), Synonym(words=("Албания",), entry="alba")], entries)
    assert {same[words.key("wheat")], same[words.key("blé", "fr")]} == {"wheat"}
    assert same[words.key("албания")] == "alba"
    assert words.all_keys("visa")[1] not in words.same_keys([Synonym(words=("visit", "visite", "trip"))], entries)
    assert same[words.key("juin", "fr")] == same[words.key("июня")] == "june"


def test_a_name_in_another_script_is_found_by_its_letters() -> None:
    """A Cyrillic name that means a registered one is found by that, and as it is spelt in Latin letters."""
    chosen = [document("a", ("name", "Сергей Камара")), document("b", ("name", "Camara"))]
    assert set(weights_of(chosen, "camara", **{words.key("камара"): "camara"})) == {0, 1}
    assert set(weights_of(chosen, "kamara", **{words.key("камара"): "camara"})) == {0}


def test_stop_words_are_names_too() -> None:
    """Words that say nothing are not indexed in running text, but as names: AU is an organisation."""
    chosen = [document("a", ("name", "AU")), document("b", ("lead", "au sommet"))]
    assert set(weights_of(chosen, "au")) == {0}


def test_whole_names() -> None:
    """A whole name has a key of its own, in any order of its words and without those that say nothing."""
    chosen = [document("a", ("name", "x"), names=(("Minister of Defence of Mali", "en"),))]
    key = words.exact(words.key(w) for w in ("mali", "defence", "minister"))
    assert key in written(inverted.inverted(indexed(chosen)))


SAID = st.lists(st.sampled_from(TOPICS), max_size=6)


@given(st.lists(SAID, max_size=40), st.integers(8, 60))
def test_pieces(said: list[list[str]], size: int) -> None:
    """Cut into pieces of any size, an index has each key once, in order, with the documents in which it stands."""
    chosen = [document(str(n), ("lead", " ".join(some))) for n, some in enumerate(said)]
    made = inverted.inverted(indexed(chosen))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inverted, "PIECE", size)
        pieces = [json.loads(made.text(piece)) for piece in made.pieces()]
    assert [key for piece in pieces for key in piece] == sorted({words.key(word) for some in said for word in some})
    for key, flat in (pair for piece in pieces for pair in piece.items()):
        assert list(accumulate(flat[::2])) == [n for n, some in enumerate(said) if key in map(words.key, some)]


@given(st.lists(st.tuples(SAID, SAID), min_size=1, max_size=40), st.data())
def test_a_mended_index_is_one_made_anew(said: list[tuple[list[str], list[str]]], data: st.DataObject) -> None:
    """Whatever some of its documents said before, an index is mended to what it would be from nothing, or says that it cannot be."""
    edited = data.draw(st.sets(st.sampled_from(range(len(said)))))

    def of(number: int, words_of_it: list[str]) -> documents.Document:
        return document(
            str(number),
            ("lead", " ".join(words_of_it)),
            ("name", f"Pact {number}"),
            names=((" ".join(words_of_it), "en"),),
        )

    before = indexed([of(n, pair[0]) for n, pair in enumerate(said)])
    now = indexed([of(n, pair[n in edited]) for n, pair in enumerate(said)])
    mended, anew = inverted.inverted(before), inverted.inverted(now)
    if mended.update([inverted.Edited(n, before[n], now[n]) for n in sorted(edited)]):
        assert written(mended) == written(anew)
        assert mended == anew
    else:
        assert inverted.inverted(before).lengths.averages() != anew.lengths.averages()


@given(st.integers(1, 10**6))
def test_round_numbers(number: int) -> None:
    """A number of documents is rounded up by a fourth at most, so that no key is in more of them than there are."""
    assert number <= weights.rounded_up(number) <= number * 1.25


def test_hostile_text_stays_data() -> None:
    """What stands in names and statements cannot end the script that hands it over."""
    assert "</script>" not in files.script("x", '"</script><script>alert(1)"')
    assert json.loads(files.script("x", '"\u2028</b>"').partition("]=")[2].rstrip(";\n")) == "\u2028</b>"


def test_files_of_a_book() -> None:
    """Of the toy, all entries and passages are shown, and each first key of a piece is told."""
    view = book_of(TOY / "seeds").view
    plan = data_files.recipes(view, "")
    made = {
        name: str(text)
        for at in ("search entries", "search passages", "search")
        for name, text in plan[at].make().items()
    }
    told = json.loads(made["data/search/about.js"].partition("]=")[2].rstrip(";\n"))
    assert told["entries"]["size"] == len(view.corpus.entries) + len(view.corpus.dossiers)
    assert told["passages"]["size"] == len([*documents.passages(view)])
    for name in ("entries", "passages"):
        shown = [n for n in made if n.startswith(f"data/search/{name}-shown-")]
        assert len(shown) == -(-told[name]["size"] // told[name]["shown"])
        assert len(told[name]["first"]) == len([n for n in made if n.startswith(f"data/search/{name}-")]) - len(shown)


def test_a_dossier_is_found_by_who_and_how_far(toy: Path) -> None:
    """Asked only what one party signed with another, a dossier has all words: the parties of most of its agreements, the stages that its lead tells of."""
    place = toy / "seeds" / "registry" / "dossiers" / "defence.yml"
    place.parent.mkdir()
    place.write_text(
        "id: defence\nname: {en: Defence}\nsectors: [defence]\nlead: {en: 'A pact came about [north-pact#signed].'}\n",
        encoding="utf-8",
    )
    view = book_of(toy / "seeds").view
    dossier = next(d for d in documents.entries(view, {"en": view}, {}) if d.type == "dossier")
    said = {text.field: text.words for text in dossier.texts}
    assert (said["title"], said["label"], dossier.weight) == ("Alba Borealis", "Dossier Defence Signed", 1)


def test_pages_that_are_no_entries() -> None:
    """Lists are found by what they answer in each language, sections of hand-written pages by heading and text; parts of lists are not."""
    section = other_pages.Section
    written = other_pages.Written(
        "en", (section("", "How to read", "First."), section("dates", "Dates & days", "Of </script>."))
    )
    titles = {"reference/conflicts": "Where", "events/by/2024": "Events: 2024", "years/2024": "What happened in 2024"}
    text = other_pages.file(titles, {"how": written}, lambda _name: "en", i18n.translator("en"))
    index, shown = (json.loads(line.partition("]=")[2].rstrip(";")) for line in text.splitlines())
    found = [row[0] for row in shown]
    assert found == ["reference/conflicts.html", "years/2024.html", "how.html", "how.html#dates"]
    assert [row[1] for row in shown][2:] == ["How to read", "How to read: Dates & days"]
    for word, language, number in (("disagree", "en", 0), ("désaccords", "fr", 0), ("days", "en", 3)):
        assert number in accumulate(index[words.key(word, language)][::2])
    assert "</script>" not in text


def test_synonyms_that_are_wrong(toy: Path) -> None:
    """A list that is no list, and a row without words, are told with their lines."""
    from handbook import publish

    (toy / "seeds/synonyms.yml").write_text("words: [a, b]\n", encoding="utf-8")
    problem = publish.read(toy / "seeds")[1].sorted()[0]
    assert (problem.place.path, problem.code) == ("seeds/synonyms.yml", "HB101")
    assert "- words:" in problem.mend
    (toy / "seeds/synonyms.yml").write_text("- words: [a, b]\n- {entry: alba}\n", encoding="utf-8")
    problem = publish.read(toy / "seeds")[1].sorted()[0]
    assert problem.place.line == 2
