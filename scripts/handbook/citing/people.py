"""Names of authors as reference managers hold them: people with family and given names, bodies as they are.

CSL-JSON (https://docs.citationstyles.org/en/stable/specification.html#name-variables) distinguishes them by
fields; a body given as a person would be printed as one ("Handbook, T. E. of the").
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from pybtex.database import Person

from handbook.plain_text import clean

Name = dict[str, str]
#: Characters and words that people's names do not contain: figures, signs of companies, more than one comma.
_BODY = re.compile(r"[\d&/@|:;()\[\]{}«»\"]|,.*,|\b(?:inc|ltd|llc|plc|gmbh|s\.?a)\b\.?$", re.I)
#: Articles with which a body's name begins.
_ARTICLES = frozenset(("The", "La", "Le", "Les"))
#: Particles; all other words of a person's name begin with a capital.
_PARTICLES = frozenset(
    [
        "al",
        "af",
        "av",
        "bin",
        "bint",
        "da",
        "das",
        "de",
        "del",
        "den",
        "der",
        "di",
        "do",
        "dos",
        "du",
        "el",
        "ibn",
        "la",
        "le",
        "van",
        "vom",
        "von",
        "y",
        "zu",
        "zum",
    ]
)


#: Signs that BibTeX's rule takes for commands, groups and blanks; no person's name has them.
_TEX = frozenset("\\{}~")


def csl_name(author: str) -> Name:
    """An author's name: ``{"family", "given"}`` for a person, or ``{"literal"}`` for others.

    ``Family, Given`` is taken as written; ``Given Middle Family`` is divided by BibTeX's rule.  One word, more
    than five words, or a word without a capital that is no particle (``The editors of the handbook``) do not
    make a person's name.
    """
    author = " ".join(clean(author).split())
    words = author.replace(",", " ").split()
    if (
        not 2 <= len(words) <= 5
        or _TEX & set(author)
        or _BODY.search(author)
        or author.isupper()
        or not _of_a_person(words)
    ):
        return {"literal": author}
    person = Person(author)
    family = " ".join([*person.prelast_names, *person.last_names])
    given_names = " ".join([*person.first_names, *person.middle_names])
    return {"family": family, "given": given_names} if family and given_names else {"literal": author}


def _of_a_person(words: list[str]) -> bool:
    if words[0] in _ARTICLES or not words[-1][0].isupper():
        return False
    small = [word.lower() for word in words]
    return all(w[0].isupper() or s in _PARTICLES for w, s in zip(words, small, strict=True)) and not _bodies() & set(
        small
    )


@cache
def _bodies() -> frozenset[str]:
    lines = files("handbook.citing").joinpath("bodies.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def inverted(name: Name) -> str:
    """A person as ``Family, Given``, a body as it is."""
    return name["literal"] if "literal" in name else f"{name['family']}, {name['given']}"
