"""What changed in an entry since an edition that was published: found in the records, told on pages."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook import i18n, publish, recipes
from handbook.blocks import Box, Heading, Items, Link, Page, walk, words_of
from handbook.checks.register import Context
from handbook.claims import PlainClaim, Wording
from handbook.corpus import Corpus
from handbook.exports import handbook_json
from handbook.kinds import ChangeKind
from handbook.model import Agreement, Change, Redirect
from handbook.pages import changes, site
from handbook.pages.differences import Differences, Earlier, differences
from handbook.pages.view import View
from handbook.partial_date import PartialDate
from handbook.publishing import editions
from handbook.render import myst as written

from .conftest import TOY

PACT = "north-pact"


@pytest.fixture(scope="module")
def context(toy_context: Context) -> Context:
    return toy_context


@pytest.fixture(scope="module")
def corpus(context: Context) -> Corpus:
    return context.corpus.published()


def with_pact(corpus: Corpus, **values: Any) -> Corpus:
    """The corpus with another pact."""
    return replace(corpus, agreements={**corpus.agreements, PACT: replace(corpus.agreements[PACT], **values)})


def words(page: Page) -> str:
    """A page as text, without the marks that keep text from being markup."""
    return re.sub(r"\\(.)", r"\1", written.page(page))


def edition(corpus: Corpus, number: str = "2025.1") -> Earlier:
    return Earlier(number, "2025-01-01", f"https://handbook.example/{number}/", corpus)


def pages(context: Context, corpus: Corpus, *earlier: Earlier, language: str = "en") -> dict[str, Page]:
    view = View(corpus, context.mentions, i18n.translator(language), "2026.1", language, earlier)
    return {
        name: made.make()
        for name, made in recipes.pages(view).items()
        if "since" in name or name.endswith((PACT, "editions"))
    }


def test_the_same_records_have_no_differences(corpus: Corpus) -> None:
    """An edition's own file, read again, differs in nothing from what it was written of."""
    again = handbook_json.load(handbook_json.dump(corpus))
    for entry in corpus.paged:
        then = edition(again).entry(corpus, entry)
        assert then is not None
        assert not differences(corpus, then, entry)


@given(st.data())
def test_every_difference_of_claims_is_told_once(data: st.DataObject) -> None:
    """Of claims that were left out, added or reworded each is new, changed or withdrawn, and no other is; order is no change."""
    entry = _ACTOR
    labels = [claim.label for claim in entry.claims]
    gone = data.draw(st.sets(st.sampled_from(labels)))
    reworded = data.draw(st.sets(st.sampled_from(labels))) - gone
    now_claims = [
        replace(claim, against=claim.cite) if claim.label in reworded else claim
        for claim in data.draw(st.permutations(entry.claims))
        if claim.label not in gone
    ]
    now = replace(entry, claims=tuple(now_claims))
    found = differences(Corpus(), entry, now)
    assert {c.label for c in found.withdrawn} == gone
    assert {c.label for _before, c in found.changed} == reworded
    assert found.new == ()
    assert differences(Corpus(), now, entry).new == found.withdrawn


_TOY = publish.read(TOY / "seeds")[0].corpus
_CITE = next(iter(_TOY.statements))
_ACTOR = replace(
    _TOY.actors["alba"],
    claims=tuple(PlainClaim(label=label, cite=(_CITE,), says=(Wording(lang="en", text=label),)) for label in "abcdef"),
)


def test_ids_that_moved_are_followed(corpus: Corpus) -> None:
    """An entry and a claim are compared with what they were under the ids that redirects name."""
    pact = corpus.agreements[PACT]
    first, *others = pact.claims
    old = replace(pact, id="old-pact", claims=(replace(first, label="first"), *others))
    then = replace(corpus, agreements={"old-pact": old})
    day = PartialDate.parse("2026")
    moves = [("agreement old-pact", f"agreement {PACT}"), (f"claim {PACT}#first", f"claim {PACT}#{first.label}")]
    redirects = tuple(Redirect(gone=gone, to=to, name="Old", date=day, reason="Renamed.") for gone, to in moves)
    now = replace(corpus, redirects=redirects)
    assert edition(then).entry(now, pact) == old
    assert differences(now, old, pact) == Differences()


def test_pages_tell_what_changed(context: Context, corpus: Corpus) -> None:
    """The page of an entry leads to what changed since an edition: old words beside new, evidence, claims that came and went."""
    pact = corpus.agreements[PACT]
    signed = next(c for c in pact.claims if c.label == "signed")
    dropped = next(c for c in pact.claims if c.label != "signed")
    before = replace(signed, date=PartialDate.parse("2023"), against=())
    extra = replace(dropped, label="once-said")
    rest = [c for c in pact.claims if c not in (signed, dropped)]
    then = with_pact(
        corpus, gloss="A *draft* <b>pact</b>.", claims=(before, extra, *rest), lead=(Wording(lang="en", text="It was planned."),)
    )  # fmt: skip
    made = pages(context, corpus, edition(then))
    entry, change = words(made[f"agreements/{PACT}"]), words(made[f"agreements/{PACT}/since-2025.1"])
    assert f"agreements/{PACT}/since-2025.1" in {
        block.target for block in links(made[f"agreements/{PACT}"]) if block.kind == "doc"
    }
    assert "1 claim new, 1 claim changed, 1 claim withdrawn" in entry
    for said in ("A *draft*", "Signed 2023", "New claims", "Withdrawn claims", "It was planned."):
        assert said in change, said
    assert f"https://handbook.example/2025.1/agreements/{PACT}.html" in change
    listed = made["reference/since-2025.1"]
    assert [block.target for block in links(listed) if block.kind == "doc"] == [f"agreements/{PACT}/since-2025.1"]
    assert "reference/since-2025.1" in {block.target for block in links(made["reference/editions"])}


def test_what_did_not_change_says_so(context: Context, corpus: Corpus) -> None:
    """An entry that is as it was has no page of changes, and says so of each edition; one that is new says that."""
    fresh = replace(corpus, agreements={i: a for i, a in corpus.agreements.items() if i != PACT})
    made = pages(context, corpus, edition(corpus, "2025.2"), edition(fresh))
    entry = words(made[f"agreements/{PACT}"])
    assert "Unchanged since edition 2025.2" in entry
    assert "New since edition 2025.1" in entry
    assert [name for name in made if name.startswith("agreements/") and "since" in name] == []
    assert "No entry changed since." in words(made["reference/since-2025.2"])


def test_editions_in_a_row_are_told_once(context: Context, corpus: Corpus) -> None:
    """Of editions that had an entry as it is the first is named, of those without it the last; each that differs is."""
    other = with_pact(corpus, gloss="Another.")
    without = replace(corpus, agreements={i: a for i, a in corpus.agreements.items() if i != PACT})
    states = {"6": corpus, "5": corpus, "4": other, "3": corpus, "2": without, "1": without}
    made = pages(context, corpus, *(edition(state, number) for number, state in states.items()))
    said = words(made[f"agreements/{PACT}"]).split("{.hb-since}\n")[1]
    told = re.findall(r"Unchanged since edition \d|What changed since edition \d|New since edition \d", said)
    assert told == [
        "Unchanged since edition 5",
        "What changed since edition 4",
        "Unchanged since edition 3",
        "New since edition 2",
    ]


def test_french_pages_tell_it_in_french(context: Context, corpus: Corpus) -> None:
    """Sentences of claims, then and now, are in the language of the page."""
    signed = next(c for c in corpus.agreements[PACT].claims if c.label == "signed")
    others = tuple(c for c in corpus.agreements[PACT].claims if c.label != "signed")
    then = with_pact(corpus, claims=(replace(signed, date=PartialDate.parse("2023-05")), *others))
    change = words(pages(context, corpus, edition(then), language="fr")[f"agreements/{PACT}/since-2025.1"])
    assert "Affirmations modifiées" in change
    assert "mai 2023" in change
    # An edition that has French pages is shown in French.
    made = pages(context, corpus, edition(then)._replace(languages=frozenset({"fr"})), language="fr")
    assert f"https://handbook.example/2025.1/fr/agreements/{PACT}.html" in words(
        made[f"agreements/{PACT}/since-2025.1"]
    )
    assert f"https://handbook.example/2025.1/agreements/{PACT}.html" in change


def test_without_editions_pages_are_as_ever(context: Context, corpus: Corpus) -> None:
    """A handbook that was not published says nothing of editions."""
    made = pages(context, corpus)
    assert set(made) == {f"agreements/{PACT}"}


def test_an_edition_that_cannot_be_read_is_told(corpus: Corpus, tmp_path: Path) -> None:
    """Of an edition without records, or with others than this engine knows, a line says why; the others are there."""
    (tmp_path / "1/data").mkdir(parents=True)
    (tmp_path / "1" / editions.RECORDS).write_text(handbook_json.dump(corpus), encoding="utf-8")
    (tmp_path / "1/fr").mkdir()
    (tmp_path / "1/fr/index.html").touch()
    (tmp_path / "3/data").mkdir(parents=True)
    (tmp_path / "3" / editions.RECORDS).write_text('{"actors": [{"id": 3}]}', encoding="utf-8")
    rows = [{"edition": number, "date": "2025", "path": f"{number}/"} for number in "123"]
    there, unread = editions.published(tmp_path, rows, "https://handbook.example/", corpus.handbook)
    assert [e.edition for e in there] == ["1"]
    assert there[0].languages == {"fr"}
    assert there[0].corpus.agreements[PACT] == corpus.agreements[PACT]
    assert [line.split(":")[0] for line in unread] == [f"edition {n} cannot be compared with" for n in "23"]
    with pytest.raises(ValueError, match="no list of editions"):
        editions.rows_of('[{"edition": "../x", "date": "", "path": ""}]')


def links(page: Page) -> list[Link]:
    """All links of a page."""
    found: list[Link] = []

    def look(value: object) -> None:
        if isinstance(value, Link):
            found.append(value)
        elif isinstance(value, tuple):
            for part in value:
                look(part)

    for block in walk(page.blocks):
        look(tuple(block))
    return list(dict.fromkeys(found))


def test_the_pact_is_an_agreement(corpus: Corpus) -> None:
    """What these tests change has the claims that they name."""
    assert isinstance(corpus.agreements[PACT], Agreement)
    assert "signed" in {c.label for c in corpus.agreements[PACT].claims}


def test_all_changes_stand_on_one_page_or_by_year(
    context: Context, corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each recorded change of an entry or source stands once under its month and its day, the latest first; very many are divided by year, and none is lost."""
    source = next(iter(corpus.sources.values()))
    lines = [
        Change(date=PartialDate.parse(day), kind=ChangeKind.UPDATE, what=f"What of {day}.", why="Why.")
        for day in ("2023-05-01", "2024-06-02", "2024-07")
    ]
    dated = replace(source, header=replace(source.header, history=(lines[2],)))
    edited = replace(with_pact(corpus, history=tuple(lines[:2])), sources={**corpus.sources, source.id: dated})
    changed = View(edited, context.mentions, i18n.translator("en"))
    (page,) = (recipe.make() for recipe in changes.pages(changed).values())
    told = [words_of(item) for block in page.blocks if isinstance(block, Items) for item in block.items]
    assert [line.partition("What of ")[2] for line in told] == [
        f"{day}. Why." for day in ("2024-07", "2024-06-02", "2023-05-01")
    ]
    assert [b.text for b in page.blocks if isinstance(b, Heading)] == [
        "What changed",
        "July 2024",
        "June 2024",
        "2 June 2024",
        "May 2023",
        "1 May 2023",
    ]
    monkeypatch.setattr(changes, "SPLIT", 2)
    made = {name: recipe.make() for name, recipe in changes.pages(changed).items()}
    assert set(made) == {"reference/changes", "reference/changes/2024", "reference/changes/2023"}
    divided = [
        words_of(item)
        for name, page in made.items()
        if name != changes.DOCUMENT
        for b in page.blocks
        if isinstance(b, Items)
        for item in b.items
    ]
    assert sorted(divided) == sorted(told)


def test_latest_changes_of_the_home_page(context: Context, corpus: Corpus) -> None:
    """The home page tells the first lines of the page of all changes, those of one day in the same order, however entries were read."""

    def edited(record: Any) -> Any:
        day = PartialDate.parse("2024-06-02")
        lines = [Change(date=day, kind=ChangeKind.UPDATE, what=f"{record.id} {n}.", why="Why.") for n in (1, 2)]
        return replace(record, history=tuple(lines))

    kinds = ("actors", "agreements", "events")
    all_edited = {kind: {id_: edited(e) for id_, e in reversed(getattr(corpus, kind).items())} for kind in kinds}
    view = View(replace(corpus, **all_edited), context.mentions, i18n.translator("en"))
    (page,) = (recipe.make() for recipe in changes.pages(view).values())
    (every,) = [block for block in page.blocks if isinstance(block, Items)]
    boxes = [block for block in site.home(view).blocks if isinstance(block, Box) and "hb-latest" in block.classes]
    (_label, latest, _more) = boxes[-1].inner
    assert isinstance(latest, Items)
    first = [words_of(item).removeprefix("Update ").removesuffix(" Why.") for item in every.items]
    assert len(first) > 5
    assert [words_of(item).removeprefix("2 June 2024 ") for item in latest.items] == first[:5]
