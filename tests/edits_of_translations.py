"""Edits of what a site in several languages is made of: catalogues of translations and words that a file has in each language."""

from __future__ import annotations

import random
import re

from .random_edits import Edit
from .sites import Site, write

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
#: Messages of pages that people write, by page, of which the most are there.
MESSAGES = {
    "pages/says": ("Says", "Mark 1.", "Says it"),
    "pages/w-0": ("First", "Frist"),
    "index": ("Toy",),
    "how-to-read": ("How to read",),
    "reference": ("Glossary",),
    "pages": ("Says", "Pages"),
    # Words of Sphinx, which a project may have otherwise.
    "sphinx": ("Note", "Index"),
}


def catalogue(site: Site, draw: random.Random) -> str:
    """A catalogue of a page comes, is another, loses messages, is wrong, or goes."""
    name = draw.choice(sorted(MESSAGES))
    path = site.docs / f"locales/{draw.choice(('fr', 'fr', 'en'))}/LC_MESSAGES/{name}.po"
    if path.is_file() and draw.random() < 0.4:
        path.unlink()
        return f"remove {path.name} of {path.parents[1].name}"
    number = draw.randrange(9)
    said = draw.sample(MESSAGES[name], draw.randrange(1, len(MESSAGES[name]) + 1))
    fuzzy = draw.choice(("", "", "#, fuzzy\n"))
    write(path, HEAD + "".join(f'\n{fuzzy}msgid "{one}"\nmsgstr "{one} dit {number}"\n' for one in said))
    return f"{name}.po of {path.parents[1].name} has {said} {fuzzy.strip()}"


def in_french(site: Site, draw: random.Random) -> str:
    """An entry has another name or gloss in French, or none."""
    path = draw.choice(sorted((site.seeds / "registry").rglob("*.yml")))
    text = path.read_text(encoding="utf-8")
    field = draw.choice(("name", "gloss"))
    found = re.search(rf"(?m)^{field}: (?:\{{en: (.*), fr: '.*'\}}|(.*))$", text)
    if not found or '"' in (found[1] or found[2]) or "{" in (found[1] or found[2]):
        return "no words to translate"
    english = found[1] or found[2]
    if not english.startswith("'"):
        english = f"'{english}'" if "'" not in english else f'"{english}"'
    line = (
        f"{field}: {{en: {english}, fr: 'Dit {draw.randrange(99)}'}}" if draw.random() < 0.7 else f"{field}: {english}"
    )
    write(path, text[: found.start()] + line + text[found.end() :])
    return f"{field} of {path.stem} in French"


def several(site: Site, draw: random.Random) -> str:
    """The site has other languages, or another one at its root."""
    first, *further = draw.choice(
        (["en"], ["en"], ["en", "fr"], ["fr", "en"], ["fr"], ["en", "ar"], ["en", "fr", "ru"])
    )
    site.languages(*further, first=first)
    return f"languages {first} {further}"


EDITS_OF_TRANSLATIONS: tuple[Edit, ...] = (catalogue, catalogue, in_french)
