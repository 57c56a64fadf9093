"""Names as ids and keys, and which of them a person has decided on.  Pure."""

from __future__ import annotations

import re
from collections.abc import Container

from handbook.corpus import Corpus
from handbook.extraction.across import roman
from handbook.folding import WORD, name_words
from handbook.kinds import RulingKind
from handbook.model import RESERVED_IDS

#: The most paragraphs that a question names, from the first on.
MOST_CITED = 100
#: The end of a proposed entry's description until a person writes one.
NOT_DESCRIBED = "not yet described."


def shortened(words: str, limit: int) -> str:
    """Hyphenated words, shortened between two words and not after a short one such as "and"; a single word is cut anywhere."""
    if len(words) <= limit:
        return words
    return re.sub(r"(?:-\w{1,3})+$", "", words[: limit + 1].rpartition("-")[0]) or words[:limit]


def slug(name: str) -> str:
    """An id from a name: folded words with hyphens, Cyrillic in Latin letters; in other scripts the code points of the letters."""
    words = [re.sub(r"[^a-z0-9]", "", roman(w)) for w in WORD.findall(name)]
    id_ = "-".join(w for w in words if w)
    return shortened(id_, 60) or "name-" + "-".join(f"{ord(c):x}" for c in name if c.isalnum())[:50].strip("-")


def free_id(name: str, taken_ids: Container[str]) -> str:
    """An id from a name, with a number if it is taken."""
    identity, suffix = slug(name), 2
    while identity in taken_ids or identity in RESERVED_IDS:
        identity, suffix = f"{slug(name)[:70]}-{suffix}", suffix + 1
    return identity


def key(name: str) -> str:
    """The folded words of a name, equal for its different spellings."""
    return " ".join(name_words(name))


def decided_names(corpus: Corpus) -> set[str]:
    """The keys of names that a person has decided on, or is asked about already."""
    kinds = (RulingKind.REJECTED, RulingKind.SAME, RulingKind.QUESTION)
    return {key(ruling.text) for ruling in corpus.rulings if ruling.kind in kinds}


def of_publication(text: str, publication: str) -> list[tuple[int, int]]:
    """Where a text names the publication itself: (The Post), "told The Post"; a name of one word only in brackets or slashes."""
    name = re.escape(publication)
    alone = rf"|(?<!\w){name}(?!\w)" if len(WORD.findall(publication)) > 1 else ""
    return [match.span() for match in re.finditer(rf"[(/]\s*{name}\s*[)/]{alone}", text, re.IGNORECASE)]


#: Names of products, which are not bodies: K2, MiG-29, Mi-171.
PRODUCT = re.compile(r"[A-Za-z]{1,4}-?\d{1,4}\w{0,3}")
