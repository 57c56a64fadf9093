"""Anchors of headings, terms and objects: they are permanent, since others cite them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: The anchor of the object that a page is about.
ENTRY_ANCHOR = "hb-entry"


@lru_cache(1 << 12)
def slug(words: str, otherwise: str = "") -> str:
    """A permanent anchor from words: the same words always give the same anchor.

    Latin letters lose their accents, as in docutils' ``make_id``, so that anchors of
    earlier editions stay.  Words without Latin letters (a year, a title in another script) give
    the anchor ``otherwise``; if that is empty, their own letters after ``s-``.
    """
    anchor = re.sub(r"^[-0-9]+|-+$", "", re.sub(r"[^a-z0-9]+", "-", " ".join(_latin(words.lower()).split())))
    return anchor or otherwise or "s-" + (_letters(words.lower()) or "x")


@lru_cache(1 << 12)
def term_slug(term: str) -> str:
    """The anchor of a term, as Sphinx's glossary makes it: capitals, dots and underscores stay."""
    anchor = re.sub(r"-+$", "", re.sub(r"[^a-zA-Z0-9._]+", "-", " ".join(_latin(f"term-{term}").split())))
    return anchor if anchor != "term" else f"term-{_letters(term)}"


def _latin(words: str) -> str:
    return unicodedata.normalize("NFKD", words.translate(_LETTERS)).encode("ascii", "ignore").decode("ascii")


def _letters(words: str) -> str:
    return re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", words)).strip("-")


#: Letters that Unicode does not decompose, as docutils' ``make_id`` writes them.
_LETTERS = str.maketrans({
    "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "ł": "l", "ŧ": "t", "ƀ": "b", "ƃ": "b", "ƈ": "c", "ƌ": "d", "ƒ": "f", "ƙ": "k",
    "ƚ": "l", "ƞ": "n", "ƥ": "p", "ƫ": "t", "ƭ": "t", "ƴ": "y", "ƶ": "z", "ǥ": "g", "ȥ": "z", "ȷ": "j", "ȼ": "c", "ȿ": "s",
    "ɀ": "z", "ɇ": "e", "ɉ": "j", "ɋ": "q", "ɍ": "r", "ɏ": "y", "ß": "sz", "æ": "ae", "œ": "oe",
})  # fmt: skip


def object_anchor(kind: str, target: str) -> str:
    """The permanent anchor of an object on its page."""
    if kind == "claim":
        return "claim-" + target.partition("#")[2]
    if kind == "statement":
        return "p" + target.rpartition("/")[2]
    return f"{kind}-{target}" if kind in ("topic", "conflict") else ENTRY_ANCHOR
