"""What the pages of ``handbook desk`` say and do: what the command says, names with their sentences, decisions, undo."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook import publish
from handbook.adding.possible_duplicates import likeness
from handbook.claims import DateClaim
from handbook.desk import articles, checking, claims, deciding, names, original, saving
from handbook.desk.planned import Plan
from handbook.desk.state import Project
from handbook.kinds import ActorKind, EventKind, Review, TermKind
from handbook.model import Actor, Entry, Event, Term
from handbook.partial_date import PartialDate

from .adding_articles import ADD, TEXT, run, snapshot
from .conftest import toy_project
from .desks import ID, Running, written

EDITS = [
    ("3a. [pending]", "3a. Dora Delegate met Ann Example of Alba on 3 March 2024.\n  when: 2024-03-03"),
    ("3a. [pending]", "3a. [attributed: nobody-here] Somebody spoke."),
    ("3a. [pending]", '3a. Dora Delegate said that Borealis "will build 40 ships".\n  quantity: 40 ships of aid'),
    ("4a. [pending]", "4a. Ann Exampel was there.\n  also-from: 9"),
    ("4a. [pending]", "4b. [inference] Alba is glad."),
    ("4a. [pending]", "4a. Foreign Minister Dora Delegate of Borealis said on Monday we will send ships."),
    ("3a. [pending]", "3. [no statement: background]"),
    ("4a. [pending]", "4a [pending]"),
    ("id: the-post-2024", "id: other"),
    ("published: '2024-05-02'", "published: soon"),
    ("review: draft\n", ""),
    ("language: en", "language: English"),
]


@settings(max_examples=30)
@given(st.lists(st.sampled_from(EDITS), max_size=4, unique=True))
def test_the_page_says_what_the_command_says(toy_draft: Path, edits: list[tuple[str, str]]) -> None:
    """For any text the desk shows the problems of its file that ``handbook check`` finds once it is written there."""
    path = toy_draft / "articles" / f"{ID}.md"
    before = path.read_bytes()
    text = before.decode()
    project = Project(toy_draft)
    context = project.snapshot().context
    for old, new in edits:
        text = text.replace(old, new)
    own = f"{toy_draft.name}/articles/{ID}.md"
    shown = {p for p in checking.check(context, toy_draft.name, ID, text, None).problems if p.place.path == own}
    path.write_text(text, encoding="utf-8")
    try:
        said = {p for p in publish.read(toy_draft)[1].problems if p.place.path == own}
    finally:
        path.write_bytes(before)
    assert shown == said


@pytest.fixture(scope="module")
def toy_draft(tmp_path_factory: pytest.TempPathFactory) -> Path:
    toy = toy_project(tmp_path_factory.mktemp("checked"))
    (toy / "ships.txt").write_text(TEXT, encoding="utf-8")
    run(toy, "add", str(toy / "ships.txt"), *ADD)
    return toy / "seeds"


def test_what_confirming_will_ask_is_said_before(draft: Path) -> None:
    """Of a draft the desk also says what stands in the way of confirming it, with the original compared; what is not yet written is none of that."""
    project = Project(draft)
    article = articles.Article(project, project.snapshot(), ID)
    assert article.check(article.text) == checking.CheckResult(article.source, ())
    wrong = article.text.replace("4a. [pending]", "4a. Ann Exampel was there with 77 ships of Alba.")
    codes = {p.code for p in article.check(wrong).later}
    assert {"HB505", "HB506"} <= codes
    assert all(p.place.line for p in article.check(wrong).later)
    right = article.check(written(article.text))
    # A name that is asked about is known when the question is answered.
    assert [(p.code, "Exampel" in p.message) for p in right.later] == [("HB402", True)]
    path = draft / "articles" / f"{ID}.md"
    path.write_text(written(article.text), encoding="utf-8")
    assert not deciding.decide(project, ID, "merge", "Ann Exampel", "ann-example", "").refused
    article = articles.Article(project, project.snapshot(), ID)
    assert article.check(article.text).later == ()


def test_names_come_with_their_sentences_and_entries(draft: Path) -> None:
    """Each thing that waits has the sentences it stands in and the entries that it may be; a search forgives accents and slips."""
    project = Project(draft)
    article = articles.Article(project, project.snapshot(), ID)
    waiting = {w.name: w for w in article.open_items}
    ann = waiting["Ann Exampel"]
    assert ann.type == "question"
    assert [s.text for s in ann.sentences] == ["Ann Exampel was there."]
    assert [c.id for c in ann.choices] == ["ann-example"]
    assert "Dora Delegate of Borealis" in waiting["Dora Delegate"].sentences[0].text
    memorandum = next(w for w in article.open_items if w.type == "agreement")
    assert [s.text for s in memorandum.sentences] == ["Borealis signed a memorandum with the Harbour Bank in April."]
    finder = names.Finder(project.snapshot().corpus)
    assert [c.id for c in finder.search("exam ann")][:1] == ["ann-example"]
    assert [c.id for c in finder.search("Änn Exàmple")][:1] == ["ann-example"]
    assert [c.id for c in finder.search("Boraelis")][:1] == ["borealis"]
    assert finder.search("") == finder.search("?!") == []
    assert "ann-example" not in [c.id for c in finder.search("ann", excluded="ann-example")]


def _person(name: str) -> Actor:
    return Actor(id=name.lower().replace(" ", "-"), kind=ActorKind.PERSON, name=name, gloss="Somebody.", cite=())


@pytest.mark.parametrize(
    ("draft", "other"),
    [
        (Term(id="kazan", kind=TermKind.PLACE, name="Kazan", gloss="A town.", cite=()), Actor(id="kamaz", kind=ActorKind.COMPANY, name="Kazam", gloss="A firm.", cite=())),
        (_person("Fatoumata Exemplo"), Term(id="exemplo", kind=TermKind.WORK, name="Exemplo", gloss="A fair.", cite=())),
        (_person("Pavel Rybnikov"), _person("Andrei Averyanov")),
        (_person("Pavel Rybnikov"), _person("Pavel Averyanov")),
        (
            Event(id="signature", kind=EventKind.SIGNATURE, name="Signature of July 2025", gloss="An event.", cite=(), claims=(DateClaim(label="date", date=PartialDate.parse("2025-07"), cite=()),)),
            Actor(id="delegation", kind=ActorKind.GROUP, name="Delegation of July 2025", gloss="People.", cite=()),
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_the_same_is_not_offered(draft: Entry, other: Entry) -> None:
    """A person is no company, a place no company, an event nobody; people whose family names differ are two."""
    assert likeness(draft, other) == 0


@pytest.mark.parametrize(
    ("draft", "other"),
    [
        (_person("Sergueï Choïgou"), _person("Sergei Shoigu")),
        (_person("Ivan Rybnikov"), _person("Pavel Rybnikov")),
        (
            Actor(id="harbour", kind=ActorKind.NGO, name="Harbour Fair", gloss="A body.", cite=()),
            Term(id="fair", kind=TermKind.WORK, name="The Harbour Fair", gloss="A fair.", cite=()),
        ),
    ],
)  # fmt: skip
def test_what_may_be_the_same_is_offered(draft: Entry, other: Entry) -> None:
    """One name in two spellings, a family name, and a body of which nothing more is known are offered."""
    assert likeness(draft, other) > 0


def test_only_the_exact_name_is_chosen_before_anybody_looks(desk: Running) -> None:
    """An entry that is merely called much alike is offered and not chosen; without a choice nothing is merged, not even a question about one entry."""
    assert '"ann-example"' in (page := desk.page(f"/article/{ID}/names"))
    assert not re.search(r'name="into"[^>]* checked', page)
    corpus = Project(desk.seeds).snapshot().corpus
    names_of = {n.text for n in corpus.entries["ann-example"].names}
    before = snapshot(desk.seeds)
    desk.post(f"/article/{ID}/decide", action="merge", name="Ann Exampel", into="")
    assert "Nothing is chosen" in desk.page("/")
    assert snapshot(desk.seeds) == before
    exact = next(iter(names_of | {corpus.entries["ann-example"].name}))
    assert [c.certain for c in names.choices(corpus, exact, ["ann-example", "borealis"])] == [True, False]


def test_the_original_is_cut_and_joined_again(draft: Path) -> None:
    """The marked original is the original: its pieces, put together, are its paragraphs; marks say what was found."""
    project = Project(draft)
    article = articles.Article(project, project.snapshot(), ID)
    lines = (draft / "originals" / f"{ID}.txt").read_text(encoding="utf-8").splitlines()
    assert ["".join(p.text for s in m.sentences for p in s.pieces) for m in article.original.paragraphs] == lines
    third = article.original.paragraphs[2]
    kinds = {(s.kind, third.text[s.start : s.end]) for s in third.spans}
    assert {("name", "Borealis"), ("new", "Dora Delegate"), ("date", "Monday"), ("date", "next month")} <= kinds
    assert "quote" in {k for k, _ in kinds}
    said = article.source
    assert said is not None
    (draft / "originals" / f"{ID}.txt").write_text("another text\n", encoding="utf-8")
    assert "SHA-256 differs" in project.original(project.snapshot(), said).why
    (draft / "originals" / f"{ID}.txt").unlink()
    assert "not on this machine" in project.original(project.snapshot(), said).why


def test_a_statement_has_its_sentence_and_three_claims(desk: Running) -> None:
    """Beside a statement stand the sentence of the original that says it and the claims nearest to it."""
    text = desk.digest.read_text(encoding="utf-8").replace("3a. [pending]", "3a. Dora Delegate announced that Borealis would send nearly 20 ships to Alba.")  # fmt: skip
    desk.digest.write_text(text.replace("4a. [pending]", "4a. Ann Exampel attended."), encoding="utf-8")
    project = Project(desk.seeds)
    article = articles.Article(project, project.snapshot(), ID)
    first, second = article.offers
    assert first.evidence is not None
    assert first.evidence.id.startswith("p3-")
    assert "north-pact#amount" in [o.key for o in first.offered]
    assert second.evidence is not None
    assert second.evidence.text == "Ann Exampel was there."
    assert claims.evidence(article.offers and article.source.statements[0], ()) is None
    assert original.about_agreements(article.original.paragraphs, [2])[0].id == "p2-1"


def test_decisions_wait_for_their_source_and_are_then_taken(desk: Running) -> None:
    """What may not be written before the source is confirmed is planned, can be taken back, and is done with it; check is clean all along."""
    text = written(desk.digest.read_text(encoding="utf-8"))
    desk.post(f"/article/{ID}/save", text=text, base=saving.version(desk.digest.read_bytes()))
    place = {"statement": "3a", "claim": "north-pact#amount", "side": "against"}
    desk.post(f"/article/{ID}/place", **place)
    desk.post(f"/article/{ID}/place", **place)
    assert not Project(desk.seeds).snapshot().corpus.claims["north-pact#amount"][1].against
    assert "Taken back" in desk.page("/")
    desk.post(f"/article/{ID}/place", **place)
    assert "once confirmed" in desk.page(f"/article/{ID}/claims")
    desk.post(f"/article/{ID}/decide", action="confirm", name="dora-delegate", gloss="")
    assert "no description yet" in desk.page("/")
    desk.post(f"/article/{ID}/decide", action="confirm", name="dora-delegate", gloss="Foreign minister of Borealis.")
    desk.post(
        f"/article/{ID}/decide", action="merge", name="Ann Exampel", into="ann-example", reason="The same office."
    )
    desk.post(f"/article/{ID}/decide", action="reject", name="harbour-bank", reason="Nothing is said of it.")
    run(desk.seeds.parent, "check")
    desk.post(f"/article/{ID}/finish")
    corpus = publish.read(desk.seeds)[0].corpus
    assert run(desk.seeds.parent, "check")
    assert corpus.sources[ID].header.review is Review.CONFIRMED
    assert corpus.actors["dora-delegate"].review is Review.CONFIRMED
    assert corpus.actors["dora-delegate"].gloss == "Foreign minister of Borealis."
    assert [str(c) for c in corpus.claims["north-pact#amount"][1].against] == [f"{ID}/3a"]
    assert "Nothing is said of it" in (desk.seeds / "rulings.yml").read_text(encoding="utf-8")
    assert not list((desk.seeds / ".desk").glob("*.json"))


def test_undo_takes_back_to_the_byte(desk: Running) -> None:
    """Each decision at the desk is one step of ``handbook undo``, and its button takes the last one back."""
    states = [snapshot(desk.seeds)]
    for fields in (
        {"action": "merge", "name": "Ann Exampel", "into": "ann-example"},
        {"action": "rename", "name": "dora-delegate", "rename": "Dora D. Delegate"},
        {"action": "kind", "name": "harbour-bank", "kind": "media"},
        {"action": "reject", "name": "harbour-bank"},
        {"action": "reject", "name": ID},
    ):
        desk.post(f"/article/{ID}/decide", **fields)
        assert snapshot(desk.seeds) != states[-1]
        states.append(snapshot(desk.seeds))
    for state in reversed(states[:-1]):
        desk.post("/undo")
        assert snapshot(desk.seeds) == state
    desk.post("/undo")
    assert not desk.digest.exists()


def test_plans_toggle() -> None:
    """The same side twice takes a statement away, the other side changes it; entries likewise."""
    plan = Plan().placed("3a", "x#y", "for")
    assert plan.sides("3a") == {"x#y": "for"}
    assert plan.sides("3") == {}
    assert plan.placed("3a", "x#y", "against").sides("3a") == {"x#y": "against"}
    assert not plan.placed("3a", "x#y", "for")
    assert not Plan().confirmed("a", "A.").confirmed("a", "")


def test_a_name_in_another_case_has_its_sentence(toy: Path) -> None:
    """A draft in its base form comes with the sentence that has the name in another case, at the desk and in the list of the command."""
    article = toy / "told.txt"
    article.write_text("Заголовок о визите\n\nПриехали гости. Клинику открыли в Казани.\n", encoding="utf-8")
    run(toy, "add", *ADD, "--language", "ru", str(article))
    project = Project(toy / "seeds")
    (kazan,) = articles.Article(project, project.snapshot(), ID).open_items
    assert (kazan.name, [s.text for s in kazan.sentences]) == ("Казань", ["Клинику открыли в Казани."])
    assert "2: Клинику открыли в Казани." in run(toy, "review", "--list")
