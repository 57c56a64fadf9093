"""Leads rest on claims: their sentences name them, and say nothing that these and their statements lack."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from handbook import leads, publish, render
from handbook.citing import items
from handbook.pages.entries import entry_page

from .conftest import book_of
from .posts import PACT, SAYS, with_post


@pytest.mark.parametrize(
    ("lead", "problem"),
    [
        ("The Pact was signed in February 2024 [signed]. It is between Alba and Borealis [party-alba, party-borealis].", ""),
        ("The Pact was signed in February 2024 [signed]. It is old.", "names no claim"),
        ("It is old. The Pact was signed in February 2024 [signed].", "names no claim"),
        ("The Pact was signed in February 2025 [signed].", "'2025'"),
        ("The Pact was signed by Celtia [signed].", "'Celtia'"),
        ("Nearly 20 ships are promised [amount], 21 in all [signed].", "'21'"),
        ("The Pact was signed in May 2024 [signed].", "'May'"),
        ("Gazette 2024 tells of a Pact that Alba signed [signed].", ""),
        ("Ann signed the Pact in February 2024 [signed].", "'Ann'"),
    ],
)  # fmt: skip
def test_leads(toy: Path, lead: str, problem: str) -> None:
    """A lead's sentence names its claims, and has no name, number or month that they and their statements lack."""
    context = with_post(toy, SAYS, "", ("claims:\n", f"lead: {{en: '{lead}'}}\nclaims:\n"))
    found = [p for p in publish.read(toy / "seeds")[1].problems if p.code == "HB322"]
    assert bool(found) is bool(problem), found
    assert all(problem in p.message and p.place.line == 9 and p.mend for p in found), found
    assert context.corpus.agreements["north-pact"].lead


def test_a_lead_in_another_language_has_its_months(toy: Path) -> None:
    """Months are looked for in a French lead too, though they have no capital there; an English statement supports them."""
    lead = "lead:\n  fr: 'Le pacte a été signé en février 2024 [signed].'\nclaims:\n"
    with_post(toy, SAYS, "", ("claims:\n", lead))
    assert publish.read(toy / "seeds")[1].problems == []
    (toy / PACT).write_text((toy / PACT).read_text(encoding="utf-8").replace("février", "avril"), encoding="utf-8")
    assert ["'avril'" in p.message for p in publish.read(toy / "seeds")[1].problems] == [True]


def test_a_lead_rests_on_no_draft(toy: Path) -> None:
    """A confirmed entry whose lead rests on a claim of a draft is told so: that claim has no page."""
    ann = toy / "seeds/registry/actors/ann-example.yml"
    ann.write_text(ann.read_text(encoding="utf-8") + "review: draft\n", encoding="utf-8")
    before = {p.message for p in publish.read(toy / "seeds")[1].problems}
    with_post(toy, SAYS, "", ("claims:\n", "lead: {en: 'It has a minister [ann-example#office].'}\nclaims:\n"))
    after = {p.message for p in publish.read(toy / "seeds")[1].problems} - before
    assert after == {"'north-pact' points to the draft entry ann-example"}


def test_a_lead_behind_its_claims_is_found(toy: Path) -> None:
    """A lead that tells of an earlier step than the headline is stale."""
    change = (
        "claims:\n",
        "lead: {en: 'The Pact was signed in February 2024 [signed].'}\nclaims:\n  kept: {stage: in-force, date: 2024-02, for: [gazette-2024/2a]}\n",
    )
    with_post(toy, SAYS, "", change)
    assert [p.message for p in publish.read(toy / "seeds")[1].problems] == ["the lead does not know the claim 'kept'"]


def test_sentences_keep_abbreviations_whole() -> None:
    """A full stop within St. Petersburg or a date ends no sentence; a semicolon with claims does."""
    told = leads.sentences("In St. Petersburg they met on 3. May [a]; it rained [b, c#d].")
    assert [s.labels for s in told] == [("a",), ("b", "c#d")]


@pytest.mark.parametrize(
    "name", ["Putin Poutine", "Sochi Sotchi", "Chad Tchad", "Yevkurov Evkourov", "Petersburg Pétersbourg"]
)
def test_names_sound_alike_in_two_languages(name: str) -> None:
    """A name is the same in English and in French spelling."""
    from handbook.folding import fold

    one, other = (leads._sound(fold(n)) for n in name.split())
    assert one == other


def test_what_a_lead_rests_on_in_other_entries_counts(toy: Path) -> None:
    """The sources behind claims of other entries that a lead names are among those of its page, of its list and of its citation; of one entry the name stands once."""
    office = "claims:\n  office: {fact: office, value: Minister, of: alba, as_of: 2024-03, for: [post-2024/2a]}\n  rank: {fact: rank, value: Captain, of: alba, as_of: 2024-03, for: [post-2024/2a]}\n"
    ann = toy / "seeds/registry/actors/ann-example.yml"
    ann.write_text(ann.read_text(encoding="utf-8").partition("claims:\n")[0] + office, encoding="utf-8")
    told = "lead: {en: 'It has a minister [ann-example#office, ann-example#rank, signed].'}\nclaims:\n"
    with_post(toy, SAYS, "", ("claims:\n", told))
    view = book_of(toy / "seeds").view
    pact = view.corpus.agreements["north-pact"]
    html = render.html.page(render.html.Site(lambda _k, _t: ("a", "b", "c")), entry_page(view, pact))
    page = " ".join(BeautifulSoup(html, "html.parser").get_text().split())
    assert "2 sources on this page" in page
    assert "References (2)" in page
    assert "Ann Example 1 … 2 1" in page
    cited = items.cited(view, "", "agreements/north-pact", pact)
    assert (cited.sources, cited.publications, cited.latest) == (2, 2, "2024-05")
