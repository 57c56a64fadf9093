"""Where the files of a seeds folder are, how they are named, and which files do not belong there."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from handbook.dossiers import Dossier
from handbook.model import ID_PATTERN, Actor, Agreement, Conflict, Event, Source, Term
from handbook.problems import Place, Report, did_you_mean
from handbook.reading import files

KINDS: dict[str, type[Any]] = {
    "actors": Actor,
    "agreements": Agreement,
    "events": Event,
    "terms": Term,
    "conflicts": Conflict,
    "dossiers": Dossier,
}


#: The registry folder for each kind of record.
FOLDERS: dict[type[Any], str] = {kind: folder for folder, kind in KINDS.items()}


#: Where files with one record each are: folder, file name ending, and kind.
PLACES: tuple[tuple[str, str, type[Any]], ...] = (
    *((f"registry/{folder}", ".yml", kind) for folder, kind in KINDS.items()),
    ("articles", ".md", Source),
)


#: Everything else in a seeds folder; a name with a dot is a file.
HOLDS = frozenset(
    [
        "articles",
        "registry",
        "annotations",
        "editions",
        "originals",
        "schema",
        "concordance.yml",
        "loaded-terms.txt",
        "redirects.yml",
        "rulings.yml",
        "synonyms.yml",
        "translations.yml",
        "vocabulary.txt",
    ]
)


_ID = re.compile(ID_PATTERN)


def listed(seeds: Path, folder: str, report: Report) -> list[str]:
    """The names in a folder of the seeds, in order; empty if there is no such folder."""
    place = Place(f"{seeds.name}/{folder}")
    try:
        names = sorted(os.listdir(seeds / folder))  # noqa: PTH208
    except FileNotFoundError:
        return []
    except OSError as error:
        report.add(place, "HB100", f"cannot be read: {error.strerror}", "check the folder and its permissions")
        return []
    if not files.inside(seeds / folder, seeds):
        report.add(place, "HB100", f"a link that leads out of the folder {seeds.name}", "put the folder itself there")
        return []
    # Names that are not text contain lone surrogates; no record's file has such a name.
    odd = [file for file in names if not file.isascii() and re.search("[\udc80-\udcff]", file)]
    for file in odd:
        name = Place(f"{place.path}/{files.shown(file)}")
        report.add(name, "HB107", "the file's name is not text in UTF-8", "rename or remove it")
    # A name that begins with an underscore is an example's, which is not read.
    return [file for file in names if file not in odd and not file.startswith("_")]


def stray_files(seeds: Path, report: Report) -> None:
    """Report misnamed files, which would silently not be read."""
    for folder, suffix, _kind in PLACES:
        for file in listed(seeds, folder, report):
            if file.endswith(suffix) and _ID.match(file.removesuffix(suffix)):
                continue
            name = f"{seeds.name}/{folder}/{file}"
            if not file.startswith(".") and Path(file).suffix != suffix:
                report.add(Place(name), "HB107", f"only {suffix} files belong here", "rename or remove it")
            elif Path(file).suffix == suffix:
                report.add(
                    Place(name),
                    "HB107",
                    f"the file name '{Path(file).stem}' is not an id",
                    "small letters, digits and single hyphens",
                )


def strangers(seeds: Path, report: Report) -> None:
    """Report unknown folders and files, which would silently not be read."""
    for folder, expected in (("", HOLDS), ("registry", frozenset(KINDS))):
        for file in listed(seeds, folder, report):
            path, name = seeds / folder / file, "/".join(p for p in (seeds.name, folder, file) if p)
            if file.startswith(".") or file in expected or file.upper().startswith("README"):
                continue
            if path.is_dir():
                mend = (
                    did_you_mean(file.lower(), expected)
                    or f"known: {', '.join(sorted(n for n in expected if '.' not in n))}"
                )
                report.add(Place(name), "HB107", "an unknown folder, which nothing reads", mend)
            elif path.suffix in (".yml", ".yaml", ".md", ".txt"):
                mend = did_you_mean(file.lower(), expected)
                if path.suffix == ".md" or folder:
                    mend = mend or "move it into the folder of its kind"
                report.add(Place(name), "HB107", "an unknown file, which nothing reads", mend or "rename or remove it")
