"""A handbook from a data set: the states and subdivisions of ISO 3166, as the package pycountry has them.

``python countries.py FOLDER`` makes it; it is an example of "I have data, not articles".
"""

import sys
import unicodedata
from collections import Counter

import pycountry

from handbook import actor, article, new, save

CONSULTED = "2026-11-29"
DATA = {
    "publication": "iso-codes",
    "published": "2026",
    "consulted": CONSULTED,
    "rights": "open",
    "licence": "LGPL-2.1-or-later",
}
LICENCE = {"name": "LGPL 2.1", "url": "https://www.gnu.org/licenses/old-licenses/lgpl-2.1.html"}
SETTINGS = """
[vocabulary.actors]
state = {label = "State"}
region = {label = "Subdivision", like = "government", colour = "#7a4a00"}
"""


def key(name):
    """A name as those compare it who forgive accents and hyphens."""
    return "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if c.isalnum())


def main(folder):
    """Make the handbook in a folder; how many records it has."""
    here = new(folder, "States and subdivisions", editors="The editors", day=CONSULTED)
    settings = here / "handbook.toml"
    text = settings.read_text(encoding="utf-8").replace(
        'licence = "CC BY 4.0"', f'licence = {{name = "{LICENCE["name"]}", url = "{LICENCE["url"]}"}}'
    )
    settings.write_text(text + SETTINGS, encoding="utf-8")
    taken = Counter(key(part.name) for part in [*pycountry.subdivisions, *pycountry.countries])
    made = []
    for state in pycountry.countries:
        code, source = state.alpha_2, f"iso-3166-{state.alpha_2.lower()}"
        parts = sorted(pycountry.subdivisions.get(country_code=code) or [], key=lambda part: part.code)
        texts = [f"{state.name} is a state."]
        made.append(
            actor(
                id=f"state-{code.lower()}",
                kind="state",
                name=state.name,
                iso=code,
                gloss=f"State with the code {code}.",
                cite=[f"{source}/1a"],
            )
        )
        for number, part in enumerate(parts, 2):
            # Where several have one name the code tells them apart.
            name = part.name if taken[key(part.name)] == 1 else f"{part.name} ({part.code})"
            texts.append(f"{name} is a {part.type.lower()} of {state.name}.")
            relation = {"relation": "part of", "to": f"state-{code.lower()}", "for": [f"{source}/{number}a"]}
            made.append(
                actor(
                    id=f"part-{part.code.lower()}", kind="region", name=name, gloss=f"{part.type} of {state.name}.",
                    cite=[f"{source}/{number}a"], claims={"part-of": relation},
                )
            )  # fmt: skip
        made.append(article(texts, id=source, title=f"ISO 3166: {state.name}", short=f"ISO 3166 {code}", **DATA))
    return save(here, made)


if __name__ == "__main__":
    print(f"{main(sys.argv[1])} records")
