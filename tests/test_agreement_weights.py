"""Sentences on agreements by learnt weights: what is learnt, what is read from the file, and what people are told."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.corpus import Corpus
from handbook.extraction import languages
from handbook.extraction.agreement_sentences import Sentence
from handbook.extraction.agreement_signs import signs
from handbook.extraction.agreement_training import (
    Example,
    LotError,
    articles,
    examples,
    learnt,
    reaching,
    result_at,
    unseen,
)
from handbook.extraction.agreement_weights import TOPIC, Weights, parsed, weights
from handbook.extraction.agreement_words import groups_of, word_groups
from handbook.extraction.agreements import agreements, by_rules
from handbook.extraction.article import Annotator
from handbook.extraction.languages.data import FOLDER, DataError, read
from handbook.extraction.spans import Named
from handbook.linking import gazetteer

sys.path.insert(0, str(Path(__file__).parent.parent / "scripts"))
import train_agreements

WEIGHTED = sorted(folder.name for folder in FOLDER.iterdir() if (folder / f"{TOPIC}.toml").is_file())
SIGNED = Example(frozenset({"words of signing", "states: two"}), True)
MET = Example(frozenset({"words of visiting", "states: two"}), False)
#: A lot in our own words; each sentence is twice in it, so that no sign is too rare.
LOT = """#doc
h Sampleland and Exampleland
1 Russia will lend Mali two ships under a new agreement.
1 Mali and Russia signed three contracts on fuel.
0 The president of Mali arrived in Russia on Monday.
0 Mali has a long border and a large desert.
"""
GOOD = {"threshold": 0.5, "all": -1, "weights": {"paper": 2.0}}


def cue_words(text: str, language: str = "en") -> list[tuple[str, bool]]:
    """The words and kind of reason of each sentence taken, Mali being a state in it."""
    named = [Named(m.start(), m.end(), "Mali", "mali", "GPE") for m in re.finditer("Mali", text)]
    return [(cue.words, cue.usual) for cue in agreements(text, named, language=language)]


@given(st.lists(st.sampled_from([SIGNED, MET]), min_size=2, max_size=40), st.integers(4, 12))
@settings(max_examples=25, deadline=None)
def test_what_is_learnt_is_told_apart(known: list[Example], often: int) -> None:
    """Sentences that differ in a sign are told apart by weights learnt from both kinds, in whichever order and share they came."""
    by_kind = learnt([*known, *[SIGNED, MET] * often])
    assert by_kind.odds(SIGNED.signs) > by_kind.odds(MET.signs)
    assert by_kind.weights["words of signing"] > 0 > by_kind.weights["words of visiting"]


def test_learning_is_deterministic() -> None:
    """The same sentences in another order give the same weights."""
    known = [SIGNED, MET, Example(frozenset({"words of signing"}), False)] * 5
    assert learnt(known) == learnt(known[::-1])


def test_a_rare_sign_counts_nothing() -> None:
    """What three sentences alone have says nothing of others."""
    assert set(learnt([*[MET] * 4, *[SIGNED] * 3]).weights) == {"words of visiting", "states: two"}


def test_a_lot_is_measured_by_the_others() -> None:
    """A sign that one lot alone has does not help on that lot."""
    with_own = [Example(frozenset({"paper"}), True), Example(frozenset({"no actor"}), False)] * 5
    odds = unseen({"one": with_own, "other": [SIGNED, MET] * 5})
    assert len({odd for odd, _tells in odds["one"]}) == 1
    assert len({odd for odd, _tells in unseen({"one": with_own, "other": with_own})["one"]}) == 2


def test_thresholds() -> None:
    """The threshold is the highest that reaches the recall asked for, and its worth is counted on the sentences."""
    odds = [(2.0, True), (1.0, False), (0.5, True), (-1.0, True)]
    at = reaching(odds, 0.6)
    assert (at.threshold, at.right, at.spurious, at.missed) == (0.5, 2, 1, 1)
    assert result_at(odds, 1.5).precision == 1.0


def test_a_lot_is_read() -> None:
    """Articles of a lot have their headline and marked sentences, and these the signs that they would have in an article."""
    ((headline, marked),) = articles(LOT, "lot.txt")
    assert headline == "Sampleland and Exampleland"
    assert [m.tells for m in marked] == [True, True, False, False]
    found = list(examples([(headline, marked)], Annotator({}, gazetteer.build(Corpus())), "en"))
    assert {"words of signing", "paper", "states: two", "begins with a state"} <= found[1].signs
    assert "words of visiting" in found[2].signs


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("#doc\n1 A sentence.\nNo mark.", "lot.txt:3: the line 'No mark.' has no mark"),
        ("#doc\n1", "lot.txt:2: the line '1' has no mark and sentence"),
        ("1 A sentence.", "lot.txt:1: a sentence before the first article"),
        ("#doc\nh Only a headline", "lot.txt:1: no sentence is marked"),
        ("", "lot.txt:1: no sentence is marked"),
    ],
)
def test_faults_of_a_lot(text: str, message: str) -> None:
    """A fault of a lot is told with its file and line."""
    with pytest.raises(LotError, match=f"^{re.escape(message)}"):
        articles(text, "lot.txt")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"threshold": None}, "'threshold' is missing"),
        ({"more": 1}, "nobody reads 'more'"),
        ({"weights": []}, "'weights' is no table"),
        ({"weights": {}}, "'weights' is no table"),
        ({"weights": {"paper": "much"}}, "weights.'paper' is 'much', and a finite number is expected"),
        ({"weights": {"paper": float("nan")}}, "weights.'paper' is nan"),
        ({"all": True}, "all is True, and a finite number"),
        ({"threshold": float("inf")}, "threshold is inf"),
    ],
)
def test_faults_of_weights(change: dict[str, Any], message: str) -> None:
    """Each fault of a file of weights has one message, with the name of the file."""
    file = {key: value for key, value in (GOOD | change).items() if value is not None}
    with pytest.raises(DataError, match=f"^en/weights.toml: {re.escape(message)}"):
        parsed(file, "en/weights.toml")


def test_a_file_of_weights() -> None:
    """A sentence is taken whose signs sum to the threshold, signs that are not there counting nothing."""
    read_so = parsed(GOOD, "en/weights.toml")
    assert read_so == Weights({"paper": 2.0}, -1.0, 0.5)
    assert read_so.tells({"paper", "unheard of"})
    assert not read_so.tells({"unheard of"})


@pytest.mark.parametrize("language", WEIGHTED)
def test_weights_are_of_signs_that_exist(language: str) -> None:
    """Every group of words that has a weight is one of the language, and each of its words is found in it."""
    learnt_there = weights(language)
    assert learnt_there
    named = {
        sign.rpartition("words of ")[2]
        for sign in learnt_there.weights
        if sign.startswith(("words of", "several words"))
    }
    assert named <= set(word_groups(language).groups)
    for group, words in word_groups(language).groups.items():
        assert all(group in groups_of(word.rstrip("*"), language) for word in words), group


@pytest.mark.parametrize("row", [row for lang in WEIGHTED for row in read(lang, "agreement_words")["examples"]])
def test_examples_of_weights(row: Any) -> None:
    """Each example is taken for the reason that stands beside it, or not at all."""
    assert cue_words(row["text"]) == ([(row["words"], row["usual"])] if row["words"] else [])


def test_signs_name_nobody() -> None:
    """Which state it is, and how it is spelt, changes no sign: what is learnt on one holds for another."""
    of = [
        signs(Sentence(f"{state} will deliver 20 tons.", 0, [Named(0, 4, state, "", "GPE")], False, "en"))
        for state in ("Mali", "Peru", "Chad")
    ]
    assert of[0] == of[1] == of[2]


def test_no_weights_no_change() -> None:
    """In a language without weights the rules alone decide."""
    text = "Le Mali a signé un accord."
    named = [Named(3, 7, "Mali", "mali", "GPE")]
    assert weights("fr") is None
    assert agreements(text, named, language="fr") == by_rules(text, named, language="fr") != []


def test_the_script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The script measures lots on each other, writes a file that is read again, and refuses what is wrong with one line."""
    monkeypatch.setattr(train_agreements, "FOLDER", tmp_path)
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text(LOT * 2)
    lots = [str(tmp_path / "one.txt"), str(tmp_path / "two.txt")]
    assert train_agreements.main([*lots, "--write"]) == 0
    assert "all, from" in capsys.readouterr().out
    written = (tmp_path / "en" / f"{TOPIC}.toml").read_bytes()
    assert train_agreements.main([*lots, "--write"]) == 0
    assert (tmp_path / "en" / f"{TOPIC}.toml").read_bytes() == written
    (tmp_path / "two.txt").write_text("#doc\nx")
    capsys.readouterr()
    assert train_agreements.main(lots) == 1
    assert capsys.readouterr().err.startswith(f"{lots[1]}:2: the line 'x' has no mark")
    assert train_agreements.main([lots[0], str(tmp_path / "none.txt")]) == 1
    assert capsys.readouterr().err.endswith("there is no such file: check its name\n")
    assert "en" in languages.RULES
