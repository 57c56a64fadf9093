"""The linker: longest name first, folded, never inside another; people's rulings win."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.corpus import Corpus
from handbook.kinds import ActorKind, NameKind, RulingKind, Scope, TermKind
from handbook.linking import evaluate, find, gazetteer, unknown
from handbook.model import Actor, Citation, Mention, Name, Ruling, Term
from handbook.partial_date import PartialDate

CITE = (Citation("s", 2, "2a"),)


def actor(id: str, name: str, *names: tuple[str, NameKind], kind: ActorKind = ActorKind.STATE) -> Actor:
    return Actor(
        id=id, kind=kind, name=name, names=tuple(Name(text=t, kind=k) for t, k in names), gloss="G.", cite=CITE
    )


ENTRIES = [
    actor("niger", "Niger"),
    actor("nigeria", "Nigeria"),
    actor("mali", "Mali", ("Malian", NameKind.DEMONYM)),
    actor("goita", "Assimi Goïta", ("Goïta", NameKind.SHORT), kind=ActorKind.PERSON),
    actor(
        "aes",
        "Alliance of Sahel States",
        ("AES", NameKind.ABBREVIATION),
        ("L’Alliance des États du Sahel", NameKind.NATIVE),
        kind=ActorKind.INTERGOVERNMENTAL,
    ),
    actor("army", "Armed forces of Mali", ("Malian army", NameKind.DESCRIPTION), kind=ActorKind.MILITARY),
    actor("firms", "Russian firms", kind=ActorKind.GROUP),
    actor("summit-1", "First Summit", ("Big Summit", NameKind.VARIANT)),
    actor("summit-2", "Second Summit", ("Big Summit", NameKind.VARIANT)),
]
TERMS = [
    Term(id="sahel", kind=TermKind.PLACE, name="Sahel", gloss="G.", cite=CITE),
    Term(id="niger-river", kind=TermKind.PLACE, name="Niger River", gloss="G.", cite=CITE),
    Term(id="spb", kind=TermKind.PLACE, name="St. Petersburg", gloss="G.", cite=CITE),
]
CORPUS = Corpus(actors={a.id: a for a in ENTRIES}, terms={t.id: t for t in TERMS})
GAZETTEER = gazetteer.build(CORPUS)


def ruling(text: str, entry: str | None) -> Ruling:
    return Ruling(
        kind=RulingKind.MENTION,
        source="s",
        paragraphs=(2,),
        text=text,
        entry=entry,
        date=PartialDate.parse("2024"),
        reason="R.",
    )


def found(text: str, *rulings: Ruling) -> list[tuple[str, str]]:
    return [(m.surface, m.entry) for m in find.find(text, GAZETTEER, rulings).mentions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Goita met the Alliance of Sahel States.", [("Goita", "goita"), ("Alliance of Sahel States", "aes")]),
        ("the alliance of Sahel States", [("Sahel", "sahel")]),
        ("Assimi GOÏTA’s visit", [("Assimi GOÏTA", "goita")]),
        ("L'Alliance des Etats du Sahel (AES), aes", [("L'Alliance des Etats du Sahel", "aes"), ("AES", "aes")]),
        (
            "Nigeria is not Niger, nor is the Niger River",
            [("Nigeria", "nigeria"), ("Niger", "niger"), ("Niger River", "niger-river")],
        ),
        ("the Malian army", [("Malian army", "army"), ("Malian", "mali")]),
        ("Russian\nfirms", [("Russian\nfirms", "firms")]),
        ("in St. Petersburg. Petersburg", [("St. Petersburg", "spb")]),
        ("Malians; Sahelian; submali", []),
        ("Sahel, States", [("Sahel", "sahel")]),
    ],
)
def test_find(text: str, expected: list[tuple[str, str]]) -> None:
    """Names are found folded and longest first, at word boundaries, in their own case."""
    assert found(text) == expected


def test_shared_name_is_ambiguous_until_ruled() -> None:
    """A name of two entries is no mention but a question; a ruling answers it."""
    undecided = find.find("At the Big Summit", GAZETTEER)
    assert not undecided.mentions
    assert [entries for _, entries in undecided.ambiguous] == [("summit-1", "summit-2")]
    assert found("At the Big Summit", ruling("Big Summit", "summit-2")) == [("Big Summit", "summit-2")]


def test_rulings() -> None:
    """A ruling moves a mention, silences it, adds a phrase, and never reaches into a longer name."""
    assert found("on the Niger", ruling("Niger", "niger-river")) == [("Niger", "niger-river")]
    assert found("in Sahel style", ruling("Sahel", None)) == []
    assert found("these big and old men of Mali", ruling("these…men", "goita")) == [
        ("these big and old men", "goita"),
        ("Mali", "mali"),
    ]
    assert found("Alliance of Sahel States", ruling("Sahel", "mali")) == [("Alliance of Sahel States", "aes")]
    assert find.find("nothing", GAZETTEER, [ruling("Sahel", "mali")]).unused


def test_scope_and_paragraph() -> None:
    """A ruling speaks only of its source, paragraphs and scope."""
    one = ruling("Niger", "niger-river")
    assert find.rulings_for([one], "s", 2, Scope.DIGEST) == [one]
    assert find.rulings_for([one], "s", 3, Scope.DIGEST) == []
    assert find.rulings_for([one], "t", 2, Scope.DIGEST) == []


@given(
    st.lists(
        st.sampled_from(
            [
                "Niger",
                "Nigeria",
                "the",
                "Mali",
                "Malian",
                "army",
                "Big",
                "Summit",
                "Sahel",
                "of",
                "States",
                "Alliance",
                ",",
                "St.",
                "Petersburg",
                "é",
            ]
        ),
        max_size=14,
    )
)
def test_names_never_overlap(parts: list[str]) -> None:
    """Mentions lie in the text at their offsets, and two names never overlap."""
    text = " ".join(parts)
    mentions = find.find(text, GAZETTEER).mentions
    assert all(text[m.start : m.end] == m.surface for m in mentions)
    names = sorted((m.start, m.end) for m in mentions if m.form != "nominal")
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(names))
    shown = find.outermost(mentions)
    assert all(a.end <= b.start for a, b in itertools.pairwise(shown))


def test_unknown_names() -> None:
    """A capitalised word without an entry is reported, but not at the start of a sentence, nor a month."""
    text = 'Trade grew. In March Ruritania paid Mali. "Good" news for Foo Bar.'
    mali = text.index("Mali")
    assert [name for _, name in unknown.unknown_names(text, [(mali, mali + 4)], frozenset())] == [
        "Ruritania",
        "Foo Bar",
    ]
    assert unknown.unknown_names("the Foreign Minister", [], frozenset({"Foreign", "Minister"})) == []


def test_score() -> None:
    """Right, spurious, missed and optional mentions are counted each as such; an unknown id is missed."""
    gold = [
        {"start": 0, "end": 4, "surface": "Mali", "id": "ML"},
        {"start": 5, "end": 9, "surface": "Togo", "id": "TG"},
        {"start": 10, "end": 12, "surface": "fr", "id": "x", "optional": True},
    ]
    mentions = [
        Mention(0, 4, "Mali", "mali", "name"),
        Mention(10, 12, "fr", "france", "name"),
        Mention(20, 22, "zz", "mali", "name"),
    ]
    made = evaluate.score(mentions, gold, {"ML": "mali"}, evaluate.Score())
    assert (made.right, made.spurious, made.missed) == (1, 1, 1)
    assert made.f1 == pytest.approx(0.5)
