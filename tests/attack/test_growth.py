"""Nothing that reads an article takes more than a length in proportion: each rule by its own words, and all together."""

from __future__ import annotations

import os
import random
import re
import sys
import time
import types
from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.adding import markup
from handbook.checks import Context
from handbook.extraction import work
from handbook.extraction.article import Annotator, unread
from handbook.extraction.short_forms import with_full_names
from handbook.extraction.spans import Named
from handbook.partial_date import PartialDate

from .rules import matched_only, rules, sample, samples

#: How many times as many texts are tried as in every run.
LONG = int(os.environ.get("HANDBOOK_ATTACK", "1"))

PUBLISHED = PartialDate.parse("2024-05-15")
SIZES = (10_000, 20_000, 40_000, 80_000)
#: What made an edition slow before, and words that rules share.
KNOWN = (
    "Bank of ",
    "“a” ",
    "“a” he said. ",
    '"x" he said ',
    "Peace and ",
    "In 1995 it fell, the next year ",
    "the second ",
    "Sample Ports Authority (SPA) paid. ",
)


def line(unit: str, size: int) -> str:
    """A paragraph as articles have it: on one line, without white space beyond a space."""
    made = " ".join((unit * (2 * size // len(unit) + 1)).split())[:size]
    return made.ljust(size, "x")


def spent(rule: re.Pattern[str], text: str, at_start: bool) -> float:
    start = time.process_time()
    if at_start:
        rule.match(text)
    else:
        for _ in rule.finditer(text):
            pass
    return time.process_time() - start


@pytest.mark.parametrize("part", range(4))
def test_every_rule_grows_in_proportion(part: int) -> None:
    """Each expression, over its own words at 10, 20, 40 and 80 kB: eight times the length never costs 24 times the time.

    Rules that end at ``$`` are asked for the end of a window of text, and are tried on one.
    A quadratic rule takes 64 times as long.  Each of a rule's alternatives is repeated by itself; those that take
    no time, or grow in proportion up to 3 kB already, go no further.
    """
    rng = random.Random(part)
    slow = []
    for number, (name, rule) in enumerate(rules().items()):
        if number % 4 != part or rule.pattern.endswith("$"):
            continue
        only = matched_only(rule)
        for said in (text for _ in range(LONG) for text in samples(rule, rng)):
            unit = said + rng.choice(("", " ", ", "))
            if not unit.strip():
                continue
            # Most are seen to be harmless on little.
            probe = spent(rule, line(unit, 3_000), only)
            if probe < 0.004 or probe < 8 * spent(rule, line(unit, 750), only):
                continue
            # The least of three: another process may have had the core.
            taken = [min(spent(rule, line(unit, size), only) for _ in range(3)) for size in SIZES]
            if taken[-1] > 24 * max(taken[0], 0.001):
                slow.append((name, unit, taken))
    assert slow == []


def calls(work_done: Callable[[], object]) -> int:
    """How many functions are called to do some work, ours and Python's: a count, the same on every machine."""
    count = 0

    def counted(_frame: types.FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        work_done()
    finally:
        sys.setprofile(before)
    return count


def units(rng: random.Random) -> list[str]:
    """Words of rules, alone and beside each other, with quotations between them."""
    made = list(KNOWN)
    names = list(rules())
    while len(made) < len(KNOWN) + 4 * LONG:
        unit = "".join(
            sample(rules()[rng.choice(names)], rng) + rng.choice(("", " ", ". ", ", ", " “a” "))
            for _ in range(rng.randint(1, 3))
        )
        made += [unit] if unit.strip() else []
    return made


def test_annotating_grows_in_proportion(toy_context: Context) -> None:
    """Four times the text makes at most six times the calls, whatever of the rules' words it repeats (sixteen, were it quadratic)."""
    annotator = Annotator(toy_context.corpus.entries, toy_context.gazetteer)
    slow = []
    for number, unit in enumerate(units(random.Random(7))):
        language = ("en", "fr")[number % 2]
        annotator.article(["T", line(unit, 500)], PUBLISHED, language)
        few, many = (
            calls(partial(annotator.article, ["T", line(unit, size)], PUBLISHED, language)) for size in (600, 2_400)
        )
        if many > 6 * few:
            slow.append((unit, language, few, many))
    assert slow == []


def test_short_forms_in_brackets_grow_in_proportion() -> None:
    """Four times the names with a short form behind them cost at most six times the calls, whether the names are found before or not."""
    unit = "They met the Sample Ports Authority (SPA), as the Harbour Treaty says. "
    start, end = unit.index("Sample"), unit.index(" (")

    def cost(count: int, found: bool) -> int:
        places = [(len(unit) * i + start, len(unit) * i + end) for i in range(count if found else 0)]
        names = [Named(a, b, unit[start:end], "", "ORG") for a, b in places]
        return calls(lambda: with_full_names(unit * count, names, [(a, a + 6) for a, _ in places], "en"))

    cost(1, True)
    assert [found for found in (True, False) if cost(400, found) > 6 * cost(100, found)] == []


def test_a_first_paragraph_that_is_no_headline(toy_context: Context) -> None:
    """An article in one long paragraph is read as a paragraph: a headline is compared with every name of its article."""
    annotator = Annotator(toy_context.corpus.entries, toy_context.gazetteer)
    said = "The minister Carol Newcomer arrived in the port. "
    short, long = (annotator.article([said * count], PUBLISHED)[0].named for count in (2, 200))
    assert "Carol Newcomer" not in [n.surface for n in short]
    assert [n.surface for n in long].count("Carol Newcomer") == 200


texts = st.lists(st.text(alphabet="ab “”«»\"'", max_size=400), max_size=20)


@settings(max_examples=100 * LONG, deadline=None)
@given(texts, st.integers(0, 20_000))
def test_work_is_bounded(paragraphs: list[str], budget: int) -> None:
    """What is read of an article is the beginning of each paragraph, costs no more than the budget, and is all that is affordable."""
    read = work.affordable(paragraphs, budget)
    assert len(read) == len(paragraphs)
    assert all(whole.startswith(part) for whole, part in zip(paragraphs, read, strict=True))
    assert sum(map(work.cost, read)) <= budget
    if sum(map(work.cost, paragraphs)) <= budget:
        assert read == paragraphs
    cut = [n for n, (whole, part) in enumerate(zip(paragraphs, read, strict=True)) if part != whole]
    assert not any(read[cut[0] + 1 :] if cut else ())


def test_an_article_beyond_the_bound_says_how_far_it_was_read(
    toy_context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Paragraphs behind the bound are there, unread, and the article says where reading ended; a short one says nothing."""
    annotator = Annotator(toy_context.corpus.entries, toy_context.gazetteer)
    text = "Ann Example of Alba said “no” on 3 May 2024."
    monkeypatch.setattr(work, "BUDGET", 3 * work.cost(text))
    monkeypatch.setattr(work.affordable, "__defaults__", (3 * work.cost(text),))
    made = annotator.article([text] * 5, PUBLISHED)
    assert [bool(p.named) for p in made] == [True, True, True, False, False]
    assert [p.text for p in made] == [text] * 5
    assert "paragraph 4" in unread(made)
    assert f"{2 * len(text):,}" in unread(made)
    assert unread(annotator.article([text], PUBLISHED)) == ""


@settings(max_examples=60 * LONG, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [b"<a", b" b", b"=", b'"', b"'", b">", b"<p>", b"x ", b"<!--", b"</a>", b"/", b" c='d'", b"<span ", b"\n"]
        ),
        max_size=60,
    )
)
def test_bounding_a_page_changes_nothing_of_a_small_one(parts: list[bytes]) -> None:
    """A page within the bounds goes to the parser byte by byte as it was, however broken it is."""
    raw = b"".join(parts)
    assert markup.trimmed(raw) == (raw, 0, 0)
    assert markup.unmarked(raw) == raw


@pytest.mark.parametrize(
    "unit",
    [
        b'<a b="',
        b"<a b='c' ",
        b"<a ",
        b"<a b=c",
        b"<a =",
        b"<a\t",
        b"<a b = ",
        b'<a "b"c ',
        b"<a///",
        b"</a ",
        b"<a '<a \"",
    ],
)
def test_bounding_a_page_grows_in_proportion(unit: bytes) -> None:
    """Eight times the page never costs 24 times the time to bound it, before any parser sees it."""

    def taken(size: int) -> float:
        raw = (unit * (size // len(unit) + 1))[:size]
        start = time.process_time()
        markup.unmarked(markup.trimmed(raw)[0])
        return time.process_time() - start

    few, many = (min(taken(size) for _ in range(2)) for size in (20_000, 160_000))
    assert many < 24 * max(few, 0.002)
