"""Corpora in others' formats: what CoNLL's columns and brat's spans say becomes an annotation of ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from handbook import originals
from handbook.checks import Context
from handbook.corpus import Corpus
from handbook.extraction import corpora

CONLL = """-DOCSTART- -X- O O

Ann NNP I-NP B-PER
Example NNP I-NP I-PER
flew VBD I-VP O
to TO I-PP O
Nairobi NNP I-NP B-LOC
( ( O O
Kenya NNP I-NP B-LOC
) ) O O
. . O O

The DT I-NP O
Grand JJ I-NP B-MISC
Prix NNP I-NP I-MISC
began VBD I-VP O
. . O O
"""
TEXT = 'Bridge open\n\nAnn Example opened the bridge.\n\n"It took us a long time," she said. He called it "a bridge".\n'
BRAT = (
    "T1\tContent 45 70\t-\nT2\tSource 71 74\tshe\nT3\tCue 75 79\tsaid\nE1\tAttribution:T3 Content:T1 Source:T2 Cue:T3\n"
    "T4\tContent 94 104\t-\nT5\tSource 81 83\tHe\nE2\tAttribution:T5 Content:T4 Source:T5\n"
)


def test_conll() -> None:
    """Names keep their places in the text that the words make; types that are not ours are not counted."""
    (document,) = corpora.conll(CONLL)
    texts = {p["n"]: p for p in document["paragraphs"]}
    assert texts[2]["text"] == "Ann Example flew to Nairobi (Kenya)."
    whole = "\n".join(p["text"] for p in document["paragraphs"])
    assert [(whole[m["start"] : m["end"]], m["ner"], m["optional"]) for m in document["mentions"]] == [
        ("Ann Example", "PER", False),
        ("Nairobi", "GPE", False),
        ("Kenya", "GPE", False),
        ("Grand Prix", "MISC", True),
    ]


def test_brat() -> None:
    """Quotations are the words in quotation marks that somebody is annotated to say, three and more."""
    data = corpora.brat(BRAT, TEXT)
    assert [(TEXT[q["start"] : q["end"]], q["speaker"]) for q in data["quotes"]] == [
        ('"It took us a long time,"', "she")
    ]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.conll", "Ann\n", "line 1 has no tag"), ("a.conll", "Ann B-PER\nExample PERSON\n", "line 2 has no tag"), ("a.ann", "T1\tContent 5 900\t-\n", "line 1 stands beyond its text"),
        ("a.ann", "nothing\n", "no line says where"), ("b.ann", "T1\tContent 5 9\t-\n", "its text 'b.txt' cannot be read"), ("a.ann", "T1\tContent x y\t-\n", "not in brat's form"),
    ],
)  # fmt: skip
def test_files_that_cannot_be_read(tmp_path: Path, name: str, text: str, message: str) -> None:
    """A file that is no corpus is told with what is wrong."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    _made, problem = originals.evaluate(Context(Corpus()), tmp_path, tmp_path, None, registry=False)
    assert problem is not None
    assert message in problem.message


def test_corpora_are_measured(tmp_path: Path) -> None:
    """Each file counts for its own task only."""
    (tmp_path / "a.conll").write_text(CONLL, encoding="utf-8")
    (tmp_path / "b.ann").write_text(BRAT, encoding="utf-8")
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    made, problem = originals.evaluate(Context(Corpus()), tmp_path, tmp_path, None, registry=False)
    assert problem is None
    assert (made.tasks["names"].right, made.tasks["names"].missed) == (3, 0)
    assert (made.tasks["quotations"].right, made.tasks["quotations"].missed, made.tasks["dates"].spurious) == (1, 0, 0)
