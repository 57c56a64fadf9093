"""Pictures for link previews (Open Graph): a card for each entry, drawn by Typst, with the same bytes each time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import NamedTuple

import typst

#: Width and height in pixels: the proportions to which previews crop (https://ogp.me), small enough for thousands.
SIZE = (900, 473)
#: Cards in one compilation: with more, Typst takes more memory and no less time.
_BATCH = 200


class Card(NamedTuple):
    """The content of a card: the path of its page, its kind in words, its name, a sentence, the title of the work."""

    path: str
    kind: str
    name: str
    gloss: str
    work: str


def name_of(path: str) -> str:
    """The path of the card of a page: ``actors/alba.html`` has ``_cards/actors/alba.png``."""
    return f"_cards/{path.removesuffix('.html')}.png"


def drawn(cards: Iterable[Card]) -> Mapping[str, bytes]:
    """The picture of each card by its path."""
    template = files("handbook.publishing").joinpath("card.typ").read_bytes()
    pictures: dict[str, bytes] = {}
    drawing = list(cards)
    for start in range(0, len(drawing), _BATCH):
        batch = drawing[start : start + _BATCH]
        # Texts are passed as data: nothing in them is read as markup.
        rows = json.dumps([card._asdict() for card in batch])
        pages = typst.compile(template, format="png", ppi=54.0, sys_inputs={"cards": rows})
        pictures |= {
            name_of(card.path): raw
            for card, raw in zip(batch, pages if isinstance(pages, list) else [pages], strict=True)
        }
    return pictures
