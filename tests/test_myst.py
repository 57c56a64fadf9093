"""Escaping: any text appears exactly as written and never becomes markup."""

from __future__ import annotations

import html
import json
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from handbook.citing.formats import tex
from handbook.plain_text import clean
from handbook.render import myst

PARSER = create_md_parser(
    MdParserConfig(enable_extensions={"colon_fence", "attrs_inline", "attrs_block", "fieldlist"}), RendererHTML
)
ATTACKS = [
    "```{include} /etc/passwd\n```", "{eval-rst}`x`", "{actor}`mali`", "<script>alert(1)</script>", "[x](javascript:alert(1))", "![x](x.png)", "(target)=", "% comment",
    "# heading", "- list", "1. list", "> quote", "| a | b |", ":::{note}\nx\n:::", "{{ substitution }}", "&lt;&#60;&amp;", "[^1]: footnote", "[x]{.class}", "{.class}",
    "+++", "---", "***", "`code`", "$x$", "https://example.org <https://example.org>", "\\", "a\\", "  leading and trailing  ", "\x00\x07\x1b[31m", "line\u2028separator\x0bvt\x85nel",
    "\u202ertl\u202c", "{% raw %}", "~~strike~~", "a  \nb", ":field: value", "&copy;", "_em_ *em* __b__",
]  # fmt: skip


def shown(markdown: str) -> str:
    """The text that a reader sees of a rendered inline or block text."""
    made = PARSER.render(markdown)
    assert not re.search(r"<(?!/?p>)[a-z]", made), f"markup in {made!r} from {markdown!r}"
    return html.unescape(re.sub(r"</?p>", "", made)).strip("\n")


@pytest.mark.parametrize("text", ATTACKS)
def test_attacks_are_literal(text: str) -> None:
    """Each known attack is shown as the characters that it consists of."""
    assert shown(myst.inline(("x", clean(text), "x"))) == "x" + clean(text) + "x"
    assert shown(myst.inline((clean(text),))).strip() == clean(text).strip()


@settings(max_examples=400)
@given(st.text(max_size=80))
@example("`" * 5)
def test_any_text_is_literal(text: str) -> None:
    """Whatever text is escaped comes out of the parser unchanged, with no markup."""
    assert shown("x" + myst.escape(clean(text)) + "x") == "x" + clean(text) + "x"


@given(st.text(st.sampled_from(" a"), min_size=1, max_size=8))
def test_blanks_at_the_ends_stay(text: str) -> None:
    """Spaces at the ends of a paragraph neither vanish nor begin a block of code."""
    assert shown(myst.inline((text,))) == text


@settings(max_examples=300)
@given(st.text(max_size=40))
def test_role_text_stays_inside(text: str) -> None:
    """A role's text never ends the role: the parser sees exactly one role with it."""
    written = "x " + myst.role("actor", "mali", clean(text)) + " x"
    roles = [t for token in PARSER.parse(written) for t in token.children or () if t.type == "myst_role"]
    assert [role.content.strip() for role in roles] == [f"{clean(text)} <mali>".strip()]


@given(st.text(max_size=60))
def test_data_lines_stay_one_line(text: str) -> None:
    """A row of a data directive is one line that gives the text back."""
    lines = myst.data("hb:rows} actor", [{"name": clean(text)}])
    body = "\n".join(lines).splitlines()
    assert body[0] == "```{hb:rows} actor"
    assert json.loads(body[1]) == {"name": clean(text)}


@given(st.text(max_size=60))
def test_clean_is_one_printable_line(text: str) -> None:
    """No cleaned text has a line end, a control character or a direction override."""
    made = clean(text)
    assert len(made.splitlines()) <= 1
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", made)
    assert clean(made) == made


@given(st.text(max_size=60))
def test_bibtex_braces_balance(text: str) -> None:
    """Braces in a BibTeX value always balance, so that no title can end its field."""
    depth = 0
    for char in tex(text):
        depth += {"{": 1, "}": -1}.get(char, 0)
        assert depth >= 0
    assert depth == 0
