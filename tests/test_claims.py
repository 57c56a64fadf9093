"""Claims: what they rest on, the state that they give, the leads that rest on them, and where statements belong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook import publish, render
from handbook.blocks import Claim, Fold, Items, Link, Paragraph, walk, words_of
from handbook.claims import claim_label
from handbook.exports import tables
from handbook.model import Citation
from handbook.pages import evidence as all_statements
from handbook.pages.claims import ordered, sentence
from handbook.pages.entries import entry_page
from handbook.pages.evidence import MOST_ALSO, evidence_document
from handbook.pages.view import View
from handbook.reading import formats, records, yaml_values
from handbook.recipes import pages

from .conftest import TOY, book_of
from .posts import CONTESTED, PACT, POST, SAYS, SUPPORTED, with_post


@pytest.mark.parametrize(
    ("text", "origin", "expected"),
    [
        (SAYS, "", ["The Gazette", "The Post"]),
        (SAYS, "origin: The Gazette\n", ["The Gazette"]),
        (SAYS + "\n  origin: The Gazette", "", ["The Gazette"]),
        (SAYS + "\n  origin: Communique", "origin: Agency\n", ["Communique", "The Gazette"]),
    ],
)
def test_origins(toy: Path, text: str, origin: str, expected: list[str]) -> None:
    """Support counts origins: a statement's own, else its source's, else the publication; reprints count once."""
    corpus = with_post(toy, text, origin, SUPPORTED).corpus
    assert corpus.origins(corpus.claims["north-pact#signed"][1].cite) == expected


def test_a_speaker_is_the_origin_of_what_he_says_of_himself(toy: Path) -> None:
    """Two papers that print what somebody says of himself are one origin for the claim about him, two for others."""
    said = "2a. [attributed: ann-example] Ann Example called the Pact useful."
    corpus = with_post(toy, said).corpus
    cites = [Citation("gazette-2024", 2, "2b"), Citation("post-2024", 2, "2a")]
    assert corpus.origins(cites, "ann-example") == ["Ann Example"]
    assert corpus.origins(cites, "north-pact") == ["The Gazette", "The Post"]


def test_each_claim_stands_once_with_its_evidence(toy: Path) -> None:
    """A page has each claim once, under its permanent anchor; a statement unfolds once, elsewhere it is pointed to."""
    context = with_post(toy, SAYS, "", SUPPORTED)
    view = View(context.corpus, context.mentions, str)
    entry = context.corpus.agreements["north-pact"]
    blocks = list(walk(entry_page(view, entry).blocks))
    claims = [b for b in blocks if isinstance(b, Claim)]
    assert sorted(c.key for c in claims) == sorted(f"north-pact#{c.label}" for c in entry.claims)
    signed = next(c for c in claims if c.key.endswith("#signed"))
    assert words_of(signed.support) == "2 publications, 2 origins · references 1, 2"
    texts = [words_of(item) for b in blocks for item in getattr(b, "items", ())]
    assert sum("signed the North Pact" in t and "Gazette 2024" in t for t in texts) == 1
    assert any(isinstance(b, Fold) for b in blocks)


@pytest.mark.parametrize("when", ["date: 2024, ", "date: 2024-01-31, ", ""])
def test_an_event_begins_with_its_date(toy: Path, when: str) -> None:
    """Of what is known of an event its date stands first, whatever else is of an earlier day, of a less precise date or of none; the rest stands in order of time."""
    path = toy / "seeds/registry/events/pact-signed.yml"
    told = "  told: {says: {en: Two states sign., fr: Deux États signent.}, " + when + "for: [gazette-2024/2a]}\n"
    path.write_text(path.read_text(encoding="utf-8") + told, encoding="utf-8")
    event = book_of(toy / "seeds").corpus.events["pact-signed"]
    assert list(ordered(event)) == ["date", "told", "party-alba", "signs-north-pact"]


@pytest.mark.parametrize(("published", "stale"), [("2024-05", False), ("2025-02-01", False), ("2026-01", True)])
def test_facts_about_a_present_grow_old(toy: Path, published: str, stale: bool) -> None:
    """An office that no source of the year before the latest one attests says so; what is latest is when sources appeared, not when they
    were read."""
    post = POST.format(origin="", text="1a. Borealis has ships.").replace(
        "published: 2024-05", f"published: {published}"
    )
    (toy / "seeds/articles/post-2024.md").write_text(post, encoding="utf-8")
    context, report = publish.read(toy / "seeds")
    assert [p for p in report.sorted() if p.code < "HB200"] == []
    assert str(context.corpus.latest_source) == published
    page = render.html.page(
        render.html.Site(lambda _k, _t: ("a", "b", "c")),
        entry_page(View(context.corpus, context.mentions, str), context.corpus.actors["ann-example"]),
    )
    assert ("last attested long ago" in page) is stale


@pytest.mark.parametrize(
    ("more", "marks"),
    [
        ("", 1),
        # A later office in the same body, and the same one attested later.
        ("  office-2: {fact: office, value: Ambassador, of: alba, as_of: 2025-12, for: [gazette-2024/2b]}\n", 0),
        # Of another body, or of another field.
        ("  office-2: {fact: office, value: Ambassador, of: borealis, as_of: 2025-12, for: [gazette-2024/2b]}\n", 1),
        ("  rank: {fact: rank, value: Captain, of: alba, as_of: 2025-12, for: [gazette-2024/2b]}\n", 1),
        ("  now: {says: {en: She left.}, for: [gazette-2024/2b], supersedes: office}\n", 0),
    ],
)
def test_what_is_past_is_not_called_old(toy: Path, more: str, marks: int) -> None:
    """A fact that another one of the entry took the place of has no mark that it was last attested long ago."""
    post = POST.format(origin="", text="1a. Borealis has ships.").replace("published: 2024-05", "published: 2026-01")
    (toy / "seeds/articles/post-2024.md").write_text(post, encoding="utf-8")
    with (toy / "seeds/registry/actors/ann-example.yml").open("a", encoding="utf-8") as file:
        file.write(more)
    context, report = publish.read(toy / "seeds")
    assert [p for p in report.sorted() if p.code < "HB200"] == []
    view = View(context.corpus, context.mentions, str)
    page = render.html.page(
        render.html.Site(lambda _k, _t: ("a", "b", "c")), entry_page(view, context.corpus.actors["ann-example"])
    )
    assert page.count("last attested long ago") == marks


def test_what_does_not_fit_gets_a_page(toy: Path) -> None:
    """More further statements than a page holds stand on a page of their own, which is linked; fewer stand folded."""
    many = "\n\n".join(f"{n}a. Alba paid {n} times.\n  when: 2024-04" for n in range(2, MOST_ALSO + 4))
    context = with_post(toy, many)
    made = pages(View(context.corpus, context.mentions, str))
    alba, borealis = (context.corpus.actors[name] for name in ("alba", "borealis"))
    assert evidence_document(alba) in made
    assert evidence_document(borealis) not in made
    assert "actors/alba/evidence" in str(made["actors/alba"].make().blocks)
    assert str(made["actors/alba/evidence"].make().blocks).count("times.") == MOST_ALSO + 2


@pytest.mark.parametrize(
    ("path", "old", "new", "words"),
    [
        (PACT, "claims:\n", "lead: {en: 'It was signed [singed].'}\nclaims:\n", "'singed' is no claim"),
        (PACT, "claims:\n", "lead: {en: 'It was signed [nobody#signed].'}\nclaims:\n", "'nobody#signed' is no claim"),
        (PACT, "  signed: {", "  signed: {supersedes: agreed, ", "'agreed' is no claim"),
        ("seeds/registry/conflicts/how-many-ships.yml", "note:", "claims: ['north-pact#ships']\nnote:", "'north-pact#ships' is no claim"),
    ],
)  # fmt: skip
def test_a_claim_that_is_not_there(toy: Path, path: str, old: str, new: str, words: str) -> None:
    """Who names a claim that is not there gets one message with the place and what there is, in a draft too."""
    file = toy / path
    text = file.read_text(encoding="utf-8").replace(old, new, 1)
    for written in (text, text + "review: draft\n" if path == PACT else text):
        file.write_text(written, encoding="utf-8")
        # A draft is told besides that others point to it.
        (found,) = (p for p in publish.read(toy / "seeds")[1].problems if p.code != "HB313")
        assert (found.code, words in found.message, found.place.path) == ("HB205", True, path)
        assert found.place.line > 1
        assert found.mend


@given(
    st.sets(st.text("abc-", min_size=1, max_size=6), max_size=5),
    st.lists(st.text("ab 1é/", max_size=90), min_size=1, max_size=3),
)
def test_labels_are_ids_that_nobody_has(taken: set[str], words: list[str]) -> None:
    """A label made of any words is an id of at most 80 characters which is not taken, and is taken then."""
    before = set(taken)
    label = claim_label(taken, *words)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", label)
    assert len(label) <= 80
    assert label not in before
    assert label in taken


def test_records_with_claims_are_written_and_read_again(toy: Path) -> None:
    """The text of a record with claims of every type gives the record again."""
    extra = "  told: {says: {en: 'It rained: [twice] # here.', fr: 'Il a plu.'}, date: 2024-02, for: [gazette-2024/2a], detail: true}\n  follows: {relation: follows, to: alba, for: [gazette-2024/2a], supersedes: told}\n"
    corpus = with_post(toy, SAYS, "", ("claims:\n", "claims:\n" + extra)).corpus
    for entry in corpus.paged:
        again, problems = records.make(type(entry), yaml_values.load(formats.yaml_text(entry)), entry.id)
        assert (again, problems) == (entry, [])


def test_tables_have_claims_and_their_evidence(toy: Path) -> None:
    """Each claim is a row with its support, each statement for or against it another."""
    corpus = with_post(toy, SAYS, "", CONTESTED).corpus
    rows = tables.all_rows(corpus)
    columns = {t.name: [c for c, _ in t.columns] for t in tables.TABLES}
    signed = next(dict(zip(columns["claims"], r, strict=True)) for r in rows["claims"] if r[0] == "north-pact#signed")
    assert (signed["kind"], signed["text"], signed["origins"], signed["against"], signed["disputed"]) == (
        "stage",
        "Signed February 2024",
        1,
        1,
        1,
    )
    assert ("north-pact#signed", "post-2024/2a", "against", "The Post") in rows["evidence"]


def test_typed_sentences_are_made_of_fields(toy_context: publish.Context) -> None:
    """A typed claim is a sentence in every language of the interface: nothing in it is written by hand."""
    corpus = toy_context.corpus
    marked = View(corpus, toy_context.mentions, lambda text: f"⟦{text}⟧")
    said = {key: words_of(sentence(marked, claim)) for key, (_entry, claim) in corpus.claims.items()}
    assert said["north-pact#signed"].startswith("⟦Signed⟧")
    assert said["ann-example#office"].startswith("⟦Office⟧⟦: ⟧Minister, Alba")
    assert said["north-pact#party-alba"] == "Alba⟦: ⟧⟦party⟧"


@settings(max_examples=10)
@given(st.sampled_from(["a#b", "north-pact#signed "]))
def test_a_conflict_names_claims_that_are_there(key: str) -> None:
    """What a conflict is about has the form of a claim."""
    from pydantic import TypeAdapter, ValidationError

    from handbook.model import ClaimKey

    if key == key.strip():
        assert TypeAdapter(ClaimKey).validate_python(key) == key
    else:
        with pytest.raises(ValidationError):
            TypeAdapter(ClaimKey).validate_python(key)


def test_many_statements_are_divided(monkeypatch: pytest.MonkeyPatch) -> None:
    """All statements about an entry stand on its pages of evidence, each once and in order, and each page leads to the others."""
    monkeypatch.setattr(all_statements, "MOST_EVIDENCE", 1)
    view = book_of(TOY / "seeds").view
    entry = max(view.corpus.actors.values(), key=lambda a: view.statements_on.count(a.id))
    count = all_statements.evidence_pages(view, entry)
    assert count > 1
    pages = [all_statements.evidence_page(view, entry, number) for number in range(1, count + 1)]
    told = [item for page in pages for block in page.blocks if isinstance(block, Items) for item in block.items]
    assert len(told) == len(set(map(str, told))) == view.statements_on.count(entry.id)
    names = {page.docname for page in pages}
    for page in pages:
        (control,) = [b for b in page.blocks if isinstance(b, Paragraph) and "hb-days" in b.classes]
        assert {part.target for part in control.inner if isinstance(part, Link)} == names - {page.docname}
