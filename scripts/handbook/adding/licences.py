"""Licences under which the sentences of a text may be copied, as data: SPDX and Creative Commons ids, marks of the public domain."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

_DATA = Path(__file__).with_name("licences.txt")
#: Addresses of Creative Commons licences: creativecommons.org/licenses/by/4.0/.
_ADDRESS = re.compile(
    r"(?:https?://)?(?:www\.)?creativecommons\.org/(?:licenses|publicdomain)/([a-z-]+)/(\d\.\d)(?:/.*)?", re.I
)


def mend(option: str) -> str:
    """How to mend a licence that is not known; ``option`` is the option that named it."""
    return (
        "a text is copied under CC BY, CC BY-SA, CC0 or another id of adding/licences.txt, such as 'CC BY 4.0'; "
        f"leave {option} out, and the article is restated in your own words"
    )


@lru_cache(maxsize=1)
def permitting_licences() -> dict[str, str]:
    """The name of each licence by its keys: its id and its other spellings, folded."""
    licences: dict[str, str] = {}
    for line in _DATA.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            names = [name.strip() for name in line.split("|")]
            licences |= {_key(name): names[0] for name in names}
    return licences


def _key(text: str) -> str:
    return re.sub(r"[^a-z0-9.]+", "", text.casefold())


def permitting(text: str) -> str:
    """The name of a licence that permits copying a text, however it is spelt.

    Raises:
        ValueError: the licence is not known to permit it.
    """
    address = _ADDRESS.fullmatch(text.strip())
    kind = address[1].lower() if address else ""
    # The tools for the public domain have addresses of their own: /publicdomain/zero/1.0/.
    family = {"zero": "CC0", "mark": "Public Domain Mark"}.get(kind, f"CC {kind}")
    name = permitting_licences().get(_key(f"{family} {address[2]}" if address else text))
    if name is None:
        raise ValueError(f"'{text[:60]}' is no licence that is known to permit copying")
    return name
