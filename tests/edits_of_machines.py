"""What differs between the machines and programs that touch a project: variables, where it lies, how lines end, links in the place of folders."""

from __future__ import annotations

import random
from pathlib import Path

from .random_edits import Edit
from .sites import Site

#: Variables of the environment, of which one has another value, or none.
VARIABLES = {
    "TZ": ("UTC", "Asia/Tokyo", "America/Los_Angeles"),
    "LANG": ("C", "fr_FR.UTF-8"),
    "LC_ALL": ("C.UTF-8", "C"),
    "SOURCE_DATE_EPOCH": ("0", "1700000000", "1700086400"),
    "PYTHONHASHSEED": ("1", "2"),
    "DRAWN": ("One", "Two"),
}


def variable(site: Site, draw: random.Random) -> str:
    """A variable has another value, or none."""
    name = draw.choice(sorted(VARIABLES))
    site.environment.pop(name, None)
    if draw.random() < 0.7:
        site.environment[name] = draw.choice(VARIABLES[name])
    return f"{name} = {site.environment.get(name)}"


def ends_of_lines(site: Site, draw: random.Random) -> str:
    """A file has other ends of lines, or a mark at its start, as editors of other systems write them."""
    files = sorted(
        p
        for folder in (site.docs, site.seeds)
        for p in folder.rglob("*")
        if p.suffix in (".md", ".yml", ".txt", ".po", ".bib")
    )
    path = draw.choice(files)
    raw = path.read_bytes().removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    kind = draw.choice(("LF", "CRLF", "CRLF", "mark"))
    path.write_bytes({"LF": raw, "CRLF": raw.replace(b"\n", b"\r\n"), "mark": b"\xef\xbb\xbf" + raw}[kind])
    return f"{path.name} with {kind}"


def moved(site: Site, draw: random.Random) -> str:
    """The project lies elsewhere, with all that was kept."""
    name = draw.choice(("project", "a project, no. 2", "проект", "c'est ça", "100% & more"))
    site.move(site.folder.with_name(name))
    return f"moved to {name}"


def linked(site: Site, draw: random.Random) -> str:
    """Seeds or docs lie elsewhere, behind a link; or here again."""
    path: Path = draw.choice((site.docs, site.seeds))
    if path.is_symlink():
        site.unlink()
        return "docs and seeds lie here"
    there = site.folder / "elsewhere" / path.name
    there.parent.mkdir(exist_ok=True)
    path.rename(there)
    path.symlink_to(Path("elsewhere") / path.name)
    return f"{path.name} is a link"


def empty_folder(site: Site, draw: random.Random) -> str:
    """A folder with nothing in it comes or goes."""
    path = draw.choice(
        (
            site.docs / "nothing",
            site.seeds / "registry/topics",
            site.seeds / "registry/actors/none",
            site.docs / "pages/none",
        )
    )
    if path.is_dir():
        if not any(path.iterdir()):
            path.rmdir()
        return f"no {path.name}"
    path.mkdir(parents=True)
    return f"empty {path.name}"


EDITS_OF_MACHINES: tuple[Edit, ...] = (variable, variable, ends_of_lines, moved, linked, empty_folder)
