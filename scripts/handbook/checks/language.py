"""Rules about words: whose opinion it is, and whose words they are."""

from __future__ import annotations

import re
from collections.abc import Iterable

from handbook.checks.register import Context, rule
from handbook.kinds import StatementKind
from handbook.problems import Place, Problem

OWN = (StatementKind.REPORTED, StatementKind.INFERENCE)
QUOTED = re.compile(r"[\"“”«»]")
_HEAD = "---\nid: post-2024\ntitle: T\nshort: Post\npublication: The Post\npublished: 2024-05\nlanguage: en\nrole: corroborating\nconsulted: 2024\n---\n\n"


@rule(
    "HB305", "opinion is attributed",
    good=("seeds/articles/post-2024.md", _HEAD + "2a. [attributed: article] Alba is a tiny state, says the paper.\n"),
    bad=("seeds/articles/post-2024.md", _HEAD + "2a. Alba is a tiny state.\n"),
)  # fmt: skip
def loaded_term(context: Context) -> Iterable[Problem]:
    """A term of ``seeds/loaded-terms.txt`` stands only in an attributed statement or an allegation, never in an entry's own text."""
    if not context.loaded_terms:
        return
    pattern = re.compile(
        r"(?<![\w-])(" + "|".join(sorted(map(re.escape, context.loaded_terms), key=len, reverse=True)) + r")(?![\w-])",
        re.I,
    )
    for source in context.selected(context.corpus.sources):
        for statement in source.statements:
            match = pattern.search(statement.text)
            if match and statement.kind in OWN:
                yield Problem(
                    Place(source.path, statement.line),
                    "HB305",
                    f"'{match[0]}' is an opinion in our own voice",
                    "attribute it to whoever says it, or find a neutral word",
                )
    for entry in context.selected(context.corpus.entries):
        match = pattern.search(entry.gloss)
        if match:
            yield Problem(
                context.corpus.place(entry.id, "gloss"),
                "HB305",
                f"'{match[0]}' is an opinion in our own voice",
                "find a neutral word",
            )


@rule(
    "HB306", "a quotation has marks and a speaker",
    good=("seeds/articles/post-2024.md", _HEAD + '2a. [attributed: article] Alba is "great".\n  quotation: scare-quote\n'),
    bad=("seeds/articles/post-2024.md", _HEAD + '2a. Alba is "great".\n'),
)  # fmt: skip
def quotation_is_marked(context: Context) -> Iterable[Problem]:
    """Words in quotation marks are declared (``quotation:``) and have a speaker; only titles of works need none."""
    for source in context.selected(context.corpus.sources):
        for statement in source.statements:
            place = Place(source.path, statement.line)
            if not QUOTED.search(statement.text):
                continue
            if not statement.quotation:
                yield Problem(
                    place,
                    "HB306",
                    f"{statement.label} quotes without saying how",
                    "add 'quotation: direct' (or direct-partial, indirect, scare-quote, title)",
                )
            elif statement.quotation != "title" and not statement.speaker:
                yield Problem(place, "HB306", f"{statement.label} quotes nobody", "write [attributed: actor-id]")


_POINTS_BACK = re.compile(r"(?:He|She|It|They|This|These|His|Her|Its|Their|The two sides)\b")


@rule(
    "HB314", "a statement stands by itself",
    good=("seeds/articles/post-2024.md", _HEAD + "2a. Ann Example spoke in Port Alba.\n"),
    bad=("seeds/articles/post-2024.md", _HEAD + "2a. She spoke in Port Alba.\n"),
)  # fmt: skip
def stands_by_itself(context: Context) -> Iterable[Problem]:
    """A statement begins with the person or thing that it is about: it is read and cited on pages that do not show the statement before it."""
    for source in context.selected(context.corpus.sources):
        for statement in source.statements:
            match = _POINTS_BACK.match(statement.text)
            if match:
                yield Problem(
                    Place(source.path, statement.line),
                    "HB314",
                    f"{statement.label} begins with '{match[0]}', which points to another sentence",
                    "name who or what is meant ('also-from:' tells where its source names it)",
                )
