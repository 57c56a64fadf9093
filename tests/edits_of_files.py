"""What befalls files as such, whatever is in them: links, letters of names, folders in their place, nothing in them, who may read them."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

from .random_edits import Edit
from .sites import Site, write

#: The folder in docs for what is elsewhere and shown through a link; no page of it is read.
ELSEWHERE = "_elsewhere"
#: What may be a link to there, and new content for it.
LINKED = (
    ("_static/drawn.css", "p {{ left: {0} }}\n"), ("_static/more", "p {{ right: {0} }}\n"), ("_templates", ""), ("_templates/more", "<!-- {0} -->\n"),
    ("_extra/robots.txt", "{0}{0}\n"), ("_extra/more", "{0}\n"), ("pages/w-8.md", "# Moves {0}\n"), ("pages/seen.svg", ""), ("pages/table.csv", "{0},b\n"), ("my.bib", ""), ("locales", ""),
)  # fmt: skip


def link_within(site: Site, draw: random.Random) -> str:
    """A file or folder of the docs is a link to one elsewhere in them, whose content is another; or it is here again."""
    name, text = draw.choice(LINKED)
    path, there = site.docs / name, site.docs / ELSEWHERE / name.replace("/", "-")
    if path.is_symlink() and draw.random() < 0.4:
        path.unlink()
        there.rename(path)
        return f"{name} is here"
    if not path.exists() and not path.is_symlink():
        return f"no {name} to link"
    if not path.is_symlink():
        there.parent.mkdir(exist_ok=True)
        if there.is_dir():
            shutil.rmtree(there)
        path.rename(there)
        path.symlink_to(os.path.relpath(there, path.parent))
    if text:
        write(there / "drawn.css" if there.is_dir() else there, text.format(draw.randrange(9)))
    return f"{name} is a link"


def links_that_go_round(site: Site, draw: random.Random) -> str:
    """A link to a folder above itself comes or goes."""
    path = site.docs / draw.choice(("_static/round", "_extra/round"))
    if path.is_symlink():
        path.unlink()
        return f"no {path.name}"
    path.symlink_to(site.docs / ELSEWHERE if draw.random() < 0.3 else path.parent)
    return f"{path} goes round"


def letters_of_a_name(site: Site, draw: random.Random) -> str:
    """A name has other letters, small for great; or both are there."""
    name = draw.choice(("docs/pages/w-8.md", "docs/pages/w-0.md", "docs/pages/table.csv", "docs/_static/drawn.css", "docs/my.bib", "seeds/rulings.yml", "seeds/registry/actors/alba.yml"))  # fmt: skip
    small = site.folder / name
    great = small.with_name(small.name.swapcase() if draw.random() < 0.5 else small.name.capitalize())
    here, there = (small, great) if small.exists() else (great, small)
    if not here.exists():
        return "no name to change"
    if draw.random() < 0.3:
        shutil.copy(here, there)
        return f"{here.name} and {there.name}"
    here.replace(there)
    return f"{here.name} is {there.name}"


def folder_for_file(site: Site, draw: random.Random) -> str:
    """A folder is where a file was, or a file again."""
    path = site.folder / draw.choice(("docs/pages/w-8.md", "docs/pages/table.csv", "docs/_extra/robots.txt", "docs/_static/drawn.css", "docs/pages/w-1.md", "seeds/synonyms.yml"))  # fmt: skip
    if path.is_dir():
        shutil.rmtree(path)
        write(path, "# A file\n" if path.suffix == ".md" else "1\n")
        return f"{path.name} is a file"
    path.unlink(missing_ok=True)
    write(path / "inner.txt", "1\n")
    return f"{path.name} is a folder"


def nothing_in_it(site: Site, draw: random.Random) -> str:
    """A file has no bytes."""
    path: Path = draw.choice(
        sorted(path for folder in (site.docs, site.seeds) for path in folder.rglob("*.*") if path.is_file())
    )
    if path.name == "conf.py":
        return "no file to empty"
    path.write_bytes(b"")
    return f"nothing in {path.name}"


def mask(site: Site, draw: random.Random) -> str:
    """Files that are made from now on may be read by others."""
    site.mask = draw.choice((0o022, 0o002, 0o077))
    return f"umask {site.mask:o}"


EDITS_OF_FILES: tuple[Edit, ...] = (link_within, link_within, links_that_go_round, letters_of_a_name, folder_for_file, nothing_in_it, mask)  # fmt: skip
