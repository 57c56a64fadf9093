"""YAML has one meaning on every machine, whether libyaml is installed there or not."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook import publish
from handbook.problems import Problem
from handbook.reading import yaml_values

from .conftest import PROJECT

needs_libyaml = pytest.mark.skipif(not yaml.__with_libyaml__, reason="this PyYAML was built without libyaml")
#: Pieces of which small documents are made, with all marks that mean something.
PIECES = [
    "a", "b", "1", "k: v\n", "- z\n", "k:\n", ": ", ":", "- ", "-", "? ", "?", "\n", "\n", "\n  ", "\n    ", " ", "\t", "~", "null", "Null", "''", "'", '"', "[", "]", "{",
    "}", ", ", ",", " #c", "#", "&x", "*x", "!t", "!!str ", "|", "|\n", ">-\n", "|2", "%", "%YAML 1.1\n", "@", "`", "---", "\n---\n", "...", "<<", "\x85", "\u2028", "\u2029", "\ufeff", "\xa0", "é",
    "\\", "\\n", "\\x41", "\r", "\r\n", "\x07", "\x7f", "\ud800", "\U0001f600", "yes", "0x1F", "2024-02-30", "who? ", "what?",
]  # fmt: skip
DOCUMENTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join)


def read_with(loader: object, text: str) -> tuple[Any, ...]:
    """All that is known of a text when it is read with libyaml's loader or without it (None)."""
    held = yaml_values._FAST
    yaml_values._FAST = loader
    try:
        values = yaml_values.load(text, 3)
    except yaml_values.YamlError as error:
        return "refused", error.line, error.message, error.mend
    finally:
        yaml_values._FAST = held
    return "read", values.value, values.lines


@needs_libyaml
@settings(max_examples=1500, deadline=None)
@given(DOCUMENTS)
def test_both_loaders_agree(text: str) -> None:
    """A small document of any marks has the same values, lines and problems with libyaml and without."""
    assert read_with(yaml.CBaseLoader, text) == read_with(None, text)


@pytest.mark.parametrize("loader", [None, *([yaml.CBaseLoader] if yaml.__with_libyaml__ else [])])
@pytest.mark.parametrize("text", ['a: b\nc: "x \\ud800"', 'a: b\n"\\uDFFF": x', 'a: b\nc: ["\\ud83c\\udff4"]'])
def test_half_a_character_is_no_text(text: str, loader: object) -> None:
    """An escape for half of a character is refused with its line, in every field: no file could be written with it, and a build ended
    in a traceback where it stood in a note, a sort name or a licence."""
    refused, line, message, mend = read_with(loader, text)
    assert (refused, line, mend) == ("refused", 4, "write the character itself")
    assert re.fullmatch(r"\\u(d800|dfff|d83c) is half of a character", message)


@needs_libyaml
@pytest.mark.parametrize(
    "text",
    ["a:\tb", "?", "---\n", "{k:\n\u2028}", "[\\x41\n  ?% 1]", "{a: who? me}", "{a: 'who?', b: what? c}", '["x: ", a ?]', "|#x", "a: &x b", "*x : y", "!t a", "x: " + "[" * 40, "[" * 2000, "a\u0085b: ~"],
)  # fmt: skip
def test_where_they_differed(text: str) -> None:
    """Documents that libyaml reads otherwise, or words its complaint of otherwise, have one meaning too."""
    assert read_with(yaml.CBaseLoader, text) == read_with(None, text)


@needs_libyaml
def test_a_question_in_quotation_marks_is_read_fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """Questions in quotation marks, as a table of texts has them, need no slow way; one in a word does."""
    ways: list[object] = []
    read = yaml_values._read
    monkeypatch.setattr(yaml_values, "_read", lambda text, line, way: (ways.append(way), read(text, line, way))[1])
    yaml_values.load('- {text: "How many?", into: {fr: "Combien\u00a0?"}}\n')
    assert ways == [yaml.CBaseLoader]
    yaml_values.load("- {a: [b]}\n- c?\n")
    assert ways == [yaml.CBaseLoader, yaml.CBaseLoader, yaml.BaseLoader]


@pytest.mark.parametrize("loader", [None, getattr(yaml, "CBaseLoader", None)])
def test_nothing_is_nothing(loader: object) -> None:
    """``~``, ``null`` and an empty value are nothing; in quotation marks they are texts."""
    said = read_with(loader, "a:\nb: ~\nc: null\nd: ''\ne: '~'\nf: \"null\"\ng: Null\nh: [~, x, ]\n")
    assert said[1] == {"a": None, "b": None, "c": None, "d": "", "e": "~", "f": "null", "g": "Null", "h": [None, "x"]}
    assert said[2]["h", 1] == 10


@pytest.mark.parametrize("empty", ["", " ~", " null"])
def test_an_empty_field_is_an_absent_one(empty: str, problems_with: Callable[..., list[Problem]]) -> None:
    """A field that a person leaves blank, or fills with nothing, is as if it were not there."""
    head = "---\nid: post-2024\ntitle: T\nshort: Post\npublication: The Post\npublished: 2024\nlanguage: en\nrole: corroborating\nconsulted: 2024\n"
    assert (
        problems_with(
            {"seeds/articles/post-2024.md": f"{head}wire:{empty}\nurl:{empty}\n---\n\n1a. Rain fell in Alba.\n"}
        )
        == []
    )


def test_real_seeds_need_no_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    """The handbook's own seeds are read to the same corpus without libyaml."""
    with_it = publish.read(PROJECT / "seeds")[0].corpus
    monkeypatch.setattr(yaml_values, "_FAST", None)
    assert publish.read(PROJECT / "seeds")[0].corpus == with_it


@pytest.mark.parametrize(
    "text", ["[" * 900_000, "{a: " * 200_000, "- a\n" * 200_000, "|" * 900_000, "k" * 900_000 + ": x"]
)
def test_large_faults_end(text: str) -> None:
    """What is refused after all is refused without a recursion and without a search that begins at every character."""
    with pytest.raises(yaml_values.YamlError):
        yaml_values.load(text)
