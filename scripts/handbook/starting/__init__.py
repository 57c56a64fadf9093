"""A new handbook: the files that ``handbook new`` writes, from the templates beside this module.

``template/any`` is for all, ``en`` and ``fr`` have the guide pages in a language, ``example`` a tiny complete corpus.  To add
guide pages in a language, add a folder of its name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from string import Template

from handbook.anchors import slug
from handbook.reading.schema import associations, schemas
from handbook.reading.settings_file import parse
from handbook.render.myst import escape
from handbook.settings.handbook import NAME

#: What the package of the engine is called where packages are installed from.
ENGINE = "handbook-engine"
#: Folders of templates whose name begins with a dot once they are written.
_HIDDEN = {"gitignore": ".gitignore", "github": ".github"}
GUIDES = ("en", "fr")
#: Escapes that no Markdown needs in a title, and that people who go on writing the page would see.
_SAFE = re.compile(r"\\(['\",;?!()])")


@dataclass(frozen=True)
class Options:
    """What a person says of a handbook to be made; ``day`` is the day of its first edition, ISO."""

    title: str
    editors: str = ""
    language: str = "en"
    licence: str = "CC BY 4.0"
    address: str = ""
    example: bool = False
    day: str = ""


def project(options: Options) -> dict[str, str]:
    """Name to text of every file of a new handbook.

    Raises:
        ValueError: an option is none that ``handbook.toml`` may have; the message says which.
    """
    settings = _settings(options)
    handbook, problems = parse(settings)
    if problems:
        raise ValueError("; ".join(f"{p.message}{f' ({p.mend})' if p.mend else ''}" for p in problems))
    words = {
        "title_md": _SAFE.sub(r"\1", escape(options.title)),
        "description_md": _DESCRIPTIONS[_guide(options.language)],
        "about_md": _DESCRIPTIONS[_guide(options.language)],
        "editors": options.editors or options.title,
        "licence": handbook.licence.name,
        "licence_url": handbook.licence.url,
        "engine": ENGINE,
    }
    files = {NAME: settings, "CITATION.cff": _citation(options, handbook.licence.name)}
    for name, text in _texts("any"):
        # Of seeds the sign that begins a name stands for itself.
        files[name] = Template(text).safe_substitute(words)
    for name, text in _texts(_guide(options.language)):
        files[name] = Template(text).safe_substitute(words)
    if options.example:
        files.update(_texts("example"))
    files |= {f"seeds/schema/{name}": text for name, text in _schemas().items()}
    # Editors with a YAML tool complete and check every seed by its schema.
    files[".vscode/settings.json"] = json.dumps({"yaml.schemas": associations()}, indent=2) + "\n"
    return files


_DESCRIPTIONS = {
    "en": "A reference handbook in which every sentence can be traced to a paragraph of a source; where sources disagree, all sides stand side by side.",
    "fr": "Un ouvrage de référence dont chaque phrase renvoie à un paragraphe d’une source ; là où les sources divergent, toutes les versions figurent côte à côte.",
}


@lru_cache
def _schemas() -> dict[str, str]:
    return schemas()


def _guide(language: str) -> str:
    """The language of the guide pages for a handbook: its own, or English."""
    return language if language in GUIDES else "en"


def _texts(folder: str) -> Iterator[tuple[str, str]]:
    """Name and text of each template of a folder, in order."""

    def walk(place: Traversable, path: str) -> Iterator[tuple[str, str]]:
        for item in sorted(place.iterdir(), key=lambda i: i.name):
            name = path + _HIDDEN.get(item.name, item.name)
            if item.is_dir():
                if item.name != "__pycache__":
                    yield from walk(item, name + "/")
            else:
                yield name, item.read_text(encoding="utf-8")

    yield from walk(files("handbook.starting") / "template" / folder, "")


def _settings(options: Options) -> str:
    """The text of ``handbook.toml``."""
    settings = [
        ("title", options.title),
        ("editors", options.editors),
        ("licence", options.licence),
        ("id", identity(options.title)),
        ("edition", "1"),
        ("language", options.language),
        ("content-language", "en" if options.example and options.language != "en" else ""),
        ("address", options.address),
    ]
    lines = [f"{name} = {_quoted(value)}" for name, value in settings if value]
    if options.day:
        lines.append(f"date = {options.day}")
    return (
        "#:schema seeds/schema/configuration.json\n# What this handbook is. Every field: the page reference/configuration of the site.\n"
        + "\n".join(lines)
        + '\nkeywords = []\n\n# [colours]\n# brand = "#1d4e5f"\n\n# [map]\n# window = [-20, -24, 60, 76]   # west, south, east, north; without it the states named decide\n'
        + '\n# [vocabulary.sectors]             # words of your own in the place of the package\'s\n# ships = {label = "Ships"}\n'
    )


def _quoted(text: str) -> str:
    """A string as TOML and YAML both read it: as in JSON, and what cannot be seen escaped."""
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(
        c if c.isprintable() else f"\\u{ord(c):04x}" if ord(c) < 0x10000 else f"\\U{ord(c):08x}" for c in quoted
    )


def identity(title: str) -> str:
    """An id from a title."""
    return re.sub(r"[^a-z0-9]+", "-", slug(title).lower()).strip("-")[:60].strip("-") or "handbook"


def _citation(options: Options, licence: str) -> str:
    """The text of ``CITATION.cff``, whose values are JSON and so YAML."""
    spdx = re.sub(r"\s+", "-", licence)
    lines = [
        "cff-version: 1.2.0",
        "message: If you use this handbook, please cite it as below.",
        "type: dataset",
        f"title: {_quoted(options.title)}",
        f"authors:\n  - name: {_quoted(options.editors or options.title)}",
        'version: "1"',
        *([f'date-released: "{options.day}"'] if options.day else []),
        f"license: {spdx}",
    ]
    return "\n".join(lines) + "\n"
