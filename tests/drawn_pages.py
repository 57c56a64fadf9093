"""Pages of any blocks with any texts, for Hypothesis."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from handbook import i18n
from handbook.blocks import (
    Block,
    Box,
    Contents,
    Facet,
    Fields,
    Glossary,
    Heading,
    Inline,
    Items,
    Link,
    Moved,
    Numbers,
    Object,
    Page,
    Paragraph,
    Row,
    Rows,
    Span,
    Statement,
    Table,
    Url,
    heading,
)
from handbook.plain_text import clean

#: The page that tests try, and a page that MyST is read back from.
TRIED, WRITTEN = "actors/tried", "actors/written"
HARD = [
    "\\", "`", "a\\", "``x", "] {.a}", "[ ]", "x ", " x", "1. one", "- a", "# a", ":a: b", "{{x}}", "<b>", "&amp;", "\u00a0a\u00a0", "$x$", "---",
    "> q", "|", "2024)", "@me", "http://x.y", "(c)", "a  b", "ﬁ\u0301", ":", "::", "a : b", "a: b", "% c", "+ a", "% ", "{actor}`alba`", "</script>",
    "hb-entry", "p2a", "Topic x", "topic-x", "مالي", "\\#", "~~~", "***", "_a_", "!", "a;b", "0", "'", '"', "a\u2028b", "{#a}", "[a]: b", "<!-- a -->",
]  # fmt: skip

TEXT = (st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20) | st.sampled_from(HARD)).map(clean)

WORDS = TEXT.filter(str.strip)

LINKS = (("actor", "alba"), ("statement", "gazette-2024/2a"), ("conflict", "how-many-ships"), ("doc", "actors/index"),
         ("topic", "port-alba"), ("source", "gazette-2024"), ("doc", "about/method"))  # fmt: skip

CLASSES = st.sampled_from([("hb-when",), ("hb-cite", "hb-x"), ()])


def _inlines() -> st.SearchStrategy[tuple[Inline, ...]]:
    link = st.builds(lambda two, text: Link(*two, text), st.sampled_from(LINKS), WORDS)
    url = st.sampled_from(["https://e.example/a?b=1&c=(d)", "http://e.example/ü'"]).map(Url)
    plain: st.SearchStrategy[Inline] = TEXT | link | url
    inner = st.lists(plain, min_size=1, max_size=3).map(tuple)
    marked = st.builds(Span, inner, CLASSES.filter(bool), st.sampled_from(["", "fr"]), st.booleans())
    return st.lists(plain | marked, min_size=1, max_size=4).map(tuple).filter(_shown)


def _shown(inner: tuple[Inline, ...]) -> bool:
    return any(not isinstance(part, str) or part.strip() for part in inner)


INLINES = _inlines()

PAIRS = st.lists(st.tuples(WORDS, st.sampled_from(["hb-kind", "hb-stage"])), max_size=2).map(tuple)

ROW = st.builds(
    Row, st.just("alba"), WORDS, TEXT, PAIRS, PAIRS,
    st.lists(st.builds(Facet, st.just("kind"), TEXT, TEXT), max_size=2).map(tuple),
    st.lists(st.tuples(st.just("date"), TEXT), max_size=1).map(tuple), st.booleans(),
    st.sampled_from(["", "fr"]),
)  # fmt: skip

PARAGRAPH = st.builds(Paragraph, INLINES, CLASSES)

ITEMS = st.builds(Items, st.lists(INLINES, min_size=1, max_size=3).map(tuple), CLASSES, st.booleans())

FIELDS = st.builds(
    Fields, st.lists(st.tuples(WORDS, st.lists(INLINES, min_size=1, max_size=2).map(tuple)), min_size=1, max_size=3).map(tuple)
)  # fmt: skip

LEAF: st.SearchStrategy[Block] = PARAGRAPH | ITEMS | FIELDS

BOX = st.builds(Box, CLASSES.filter(bool), st.lists(LEAF, min_size=1, max_size=3).map(tuple))

ROWS = st.builds(Rows, st.sampled_from(["actor", "source"]), st.lists(ROW.map(lambda row: row), max_size=2).map(tuple))

GLOSSARY = st.builds(Glossary, st.lists(st.tuples(WORDS, INLINES), min_size=1, max_size=3).map(tuple))

NUMBERS = st.builds(
    Numbers, st.lists(st.tuples(st.integers(0, 10**6).map(i18n.number), WORDS, st.just("actors/index")), min_size=1, max_size=2).map(tuple)
)  # fmt: skip

CELLS = st.tuples(INLINES, INLINES)

TABLE = st.builds(Table, CELLS, st.lists(CELLS, min_size=1, max_size=3).map(tuple), CLASSES)

PART: st.SearchStrategy[Block] = LEAF | BOX | GLOSSARY | NUMBERS | TABLE
HEADING = st.builds(heading, st.integers(2, 3), WORDS, lang=st.sampled_from(["", "fr"]))

ACTOR = ROW.map(lambda row: Rows("actor", (row,)))


@st.composite
def pages(draw: Any) -> Page:
    """A page such as page functions make: a title, an object of which it is, parts under headings, statements, what moved."""
    blocks: list[Block] = [heading(1, draw(WORDS))]
    if draw(st.booleans()):
        blocks.append(Object("actor", "tried", draw(WORDS), tuple(draw(st.lists(WORDS, max_size=2))), draw(TEXT)))
        blocks.append(draw(PARAGRAPH | BOX))
    level = 1
    labels: set[str] = set()
    for number in range(draw(st.integers(0, 6))):
        if draw(st.booleans()):
            level = draw(st.integers(2, min(3, level + 1)))
            made: Heading = heading(level, draw(WORDS), lang=draw(st.sampled_from(["", "fr"])))
            if draw(st.booleans()):
                made = made._replace(label=f"conflict-{number}")
                labels.add(made.label)
            blocks.append(made)
        kind = draw(st.integers(0, 9))
        if kind == 0:
            inner = tuple(draw(st.lists(PARAGRAPH | ITEMS, min_size=1, max_size=2)))
            blocks.append(Statement(f"tried/{number + 2}a", draw(WORDS), inner))
        elif kind == 1:
            blocks.append(Moved("topic", f"gone-{number}", draw(WORDS), draw(INLINES)))
        elif kind == 2:
            blocks += [Object("topic", f"t-{number}", draw(WORDS), (draw(WORDS),), draw(TEXT)), draw(PARAGRAPH)]
        elif kind == 3:
            blocks.append(draw(ACTOR))
        else:
            blocks.append(draw(PART))
    if draw(st.booleans()):
        blocks.append(Contents(("actors/alba", "events/index")))
    return Page(TRIED, "a test", tuple(blocks), orphan=draw(st.booleans()))
