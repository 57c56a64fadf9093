"""Whatever a digest or an annotation has in it is read, or refused in a sentence."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook import originals
from handbook.checks import Context
from handbook.extraction import timeml
from handbook.reading import articles

from .odd_values import LONG, ODD


@settings(max_examples=50 * LONG, deadline=None)
@given(
    st.lists(
        st.sampled_from(["---", "id: x-2024", "title: T", "short: T", "publication: P", "published: 2024", "language: en", "role: corroborating", "consulted: 2024", "2a. It rained.", "2a. [attributed: ann] She spoke.", "  when: 2024-05 (from \"May\")", "  quantity: 5 t of grain", "3. [no statement: headline]", "", "[", "a: &a [*a]", "999999zz. x", "  when: " + "9" * 3000, "  quantity: 1" + "0" * 400 + " t of x", "\t", "2a.", "0a. x", "  also-from: 1, x", "---\t", "  # note"])
        | st.text(max_size=30),
        max_size=25,
    ).map("\n".join)
)  # fmt: skip
def test_any_digest(text: str) -> None:
    """A digest is read, or has a problem with a message and a place in its file."""
    source, problems = articles.read(text, "seeds/articles/x.md")
    assert (source is None) == bool(problems)
    assert all(p.message and p.place.path == "seeds/articles/x.md" for p in problems)


_PLACE = st.fixed_dictionaries(
    {},
    optional={
        k: ODD | st.integers(0, 40)
        for k in (
            "n",
            "start",
            "end",
            "id",
            "ner",
            "kind",
            "speaker",
            "edtf",
            "type",
            "value",
            "text",
            "evidence",
            "paragraphs",
            "parties",
            "surface",
            "form",
            "coarse",
            "name",
        )
    },
)


@settings(max_examples=25 * LONG, deadline=None)
@given(
    st.fixed_dictionaries(
        {"mentions": st.lists(_PLACE, max_size=2) | ODD},
        optional={
            k: st.lists(_PLACE | ODD, max_size=2) | ODD
            for k in (
                "paragraphs",
                "dates",
                "quantities",
                "quotes",
                "agreements",
                "file",
                "sha256",
                "language",
                "anchor",
            )
        },
    ),
    st.booleans(),
)
def test_any_annotation(
    tmp_path_factory: pytest.TempPathFactory, toy_context: Context, data: dict[str, Any], sound: bool
) -> None:
    """An annotated text is measured, or one problem says what of it is no annotation."""
    folder = tmp_path_factory.mktemp("gold")
    if sound:
        data = data | {
            "paragraphs": [
                {"n": 1, "start": 0, "text": "Talks"},
                {"n": 2, "start": 6, "text": "Ann Example said “no” in May 2024 to Alba, which signed an agreement."},
            ]
        }
    (folder / "x.json").write_text(json.dumps(data), encoding="utf-8")
    _made, problem = originals.evaluate(toy_context, folder, folder, None)
    assert problem is None or (problem.message and problem.mend)


def test_timeml_nested_without_end() -> None:
    """Elements nested far deeper than Python's calls may be are read, and their times are where they stand."""
    deep = 20_000
    text = (
        '<TimeML><TIMEX3 functionInDocument="CREATION_TIME" value="2024-05-15"/><TEXT>It rained'
        + "<s> " * deep + '<TIMEX3 value="2024-05-03">on Friday</TIMEX3>' + "</s>" * deep + " and ended.</TEXT></TimeML>"
    )  # fmt: skip
    made = timeml.read(text)
    assert made["times"] == [{"start": 9 + deep, "end": 18 + deep, "value": "2024-05-03"}]
    assert made["paragraphs"][0]["text"].endswith("on Friday and ended.")
