"""Names in drafts: merged, renamed, turned into another kind, and filed under the surname."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbook import publish
from handbook.adding.family_names import filed_as
from handbook.adding.review import sentence_with
from handbook.corpus import Corpus
from handbook.desk import original
from handbook.extraction.article import Annotator
from handbook.linking import gazetteer

from .adding_articles import ADD, run, snapshot, written


def test_a_merge_then_a_rename(toy: Path, article: Path) -> None:
    """Rulings, speakers, parties and notes follow the entry that they name to its new id."""
    run(toy, "add", str(article), *ADD)
    run(toy, "review", "merge", "Ann Exampel", "dora-delegate")
    written(toy, p3="3a. [attributed: dora-delegate] Dora Delegate promised ships.")
    run(toy, "review", "rename", "dora-delegate", "Dora D. Delegate")
    context, report = publish.read(toy / "seeds")
    assert report.problems == []
    assert [r.entry for r in context.corpus.rulings if r.text == "Ann Exampel"] == ["dora-d-delegate"]
    assert [
        s.speaker for s in context.corpus.statements.values() if s.label == "3a" and s.source == "the-post-2024"
    ] == ["dora-d-delegate"]
    # What somebody said in a digest is changed by nobody else.
    said = run(toy, "review", "reject", "dora-d-delegate", status=1)
    assert "statement 3a of 'the-post-2024' is attributed to 'dora-d-delegate'" in said
    assert "change seeds/articles/the-post-2024.md first" in said


def test_a_renamed_entry_keeps_the_name_that_is_used(toy: Path, article: Path) -> None:
    """The old name stays as a further one where a statement uses it, and only there; accents make no other name."""
    run(toy, "add", str(article), *ADD)
    run(toy, "review", "rename", "harbour-bank", "The Bank")
    assert publish.read(toy / "seeds")[0].corpus.actors["the-bank"].names == ()
    written(toy, p3="3a. Dora Delegate promised ships.")
    run(toy, "review", "rename", "dora-delegate", "Dóra Delégate")
    corpus = publish.read(toy / "seeds")[0].corpus
    assert corpus.actors["dora-delegate"].names == ()
    run(toy, "review", "rename", "dora-delegate", "Dora D. Minister")
    (name,) = publish.read(toy / "seeds")[0].corpus.actors["dora-d-minister"].names
    assert (name.text, [str(c) for c in name.cite]) == ("Dóra Delégate", ["the-post-2024/3a"])
    assert "0 problems" in run(toy, "check")


def test_a_draft_of_another_kind(toy: Path, article: Path) -> None:
    """What the machine took for a body may be a company, or a place; a party of an agreement can be no place."""
    run(toy, "add", str(article), *ADD)
    said = run(toy, "review", "kind", "dora-delegate", "compny", status=1)
    assert "did you mean 'company'?" in said
    run(toy, "review", "kind", "dora-delegate", "government")
    assert publish.read(toy / "seeds")[0].corpus.actors["dora-delegate"].kind == "government"
    assert "speaks or acts" in run(toy, "review", "kind", "harbour-bank", "place", status=1)
    before = snapshot(toy / "seeds")
    run(toy, "review", "kind", "dora-delegate", "place")
    corpus = publish.read(toy / "seeds")[0].corpus
    assert corpus.terms["dora-delegate"].kind == "place"
    assert "dora-delegate" not in corpus.actors
    run(toy, "undo")
    assert snapshot(toy / "seeds") == before


@pytest.mark.parametrize(
    ("name", "text", "filed"),
    [
        ("Paul Modèle", "Paul Modèle came. Modèle said so.", "Modèle, Paul"),
        ("Paul Modèle", "Later Mr. Modèle left.", "Modèle, Paul"),
        ("Paul Modèle", "There was modest Modèle again.", "Modèle, Paul"),
        ("Abd al Rahman", "So, as al Rahman said, Rahman came.", "al Rahman, Abd"),
        ("Paul Modèle", "Paul Modèle came, with Jean Modèle.", ""),
        ("Paul Modèle", "The Modèles came.", ""),
        ("Modèle", "Modèle came.", ""),
        ("Paul von Modèle", "Paul von Modèle came.", ""),
        ("Paul Modèle", "The team of Émile Modèle came.", ""),
    ],
)
def test_family_names(name: str, text: str, filed: str) -> None:
    """A person is filed under the end of the name by which a text calls the person alone; another's name shows nothing."""
    assert filed_as(name, [text]) == filed


def test_a_confirmed_person_stands_under_the_surname(toy: Path, article: Path) -> None:
    """On confirming a person whose source uses the family name alone, the record says how it is filed."""
    run(toy, "add", str(article), *ADD)
    digest = toy / "seeds/articles/the-post-2024.md"
    text = digest.read_text(encoding="utf-8")
    for label, says in {"3a": "Dora Delegate promised Alba ships of Borealis.", "4a": "So said Delegate."}.items():
        text = text.replace(f"{label}. [pending]", f"{label}. {says}")
    digest.write_text(text, encoding="utf-8")
    run(toy, "review", "confirm", "the-post-2024")
    run(toy, "review", "confirm", "dora-delegate", "Foreign minister of Borealis.")
    assert "sort: Delegate, Dora" in (toy / "seeds/registry/actors/dora-delegate.yml").read_text(encoding="utf-8").replace("'", "").replace('"', "")  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text", "name", "sentence"),
    [
        ("en", "Somalia waited. Mali’s minister came.", "Mali", "Mali’s minister came."),
        ("en", "They left Niger for it. Nigeria and NIGER signed.", "Níger", "They left Niger for it."),
        ("fr", "Le pacte date du 5 janv. Awa Exemple est venue. Awa part.", "Awa", "Le pacte date du 5 janv. Awa Exemple est venue."),
        ("ru", "Встреча прошла днём. В Москве рады.", "Москва", "В Москве рады."),
    ],
)  # fmt: skip
def test_the_sentence_that_names(language: str, text: str, name: str, sentence: str) -> None:
    """The queue and the desk show the same sentence for a name: the first that has its whole words in any form, divided as the language divides."""
    annotated = Annotator({}, gazetteer.build(Corpus())).article(["A title", text], language=language)
    shown = original.with_name(original.marked(annotated, {}, language), name, language)
    assert shown[0].text == sentence
    assert sentence_with(f"A title\n{text}\n", 2, name, language) == sentence
