"""The site equals a build from nothing, whatever happened before: edits, accidents, damage."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from .edits_of_files import EDITS_OF_FILES
from .edits_of_machines import EDITS_OF_MACHINES
from .edits_of_pages import EDITS_OF_PAGES, prepare
from .edits_of_seeds import EDITS_OF_SEEDS
from .edits_of_translations import EDITS_OF_TRANSLATIONS, several
from .random_edits import EDITS
from .sites import SEED, STEPS, Site, sequence

#: Lines that conf.py always has, as HANDBOOK_ALWAYS="numfig = True; html_theme = 'furo'"; else one of these is drawn.
#: With figures that have numbers, or a theme that searches in Sphinx's index, generated pages have nodes, without they have none.
ALWAYS = (
    [os.environ["HANDBOOK_ALWAYS"]]
    if "HANDBOOK_ALWAYS" in os.environ
    else ["numfig = True", "", "", "html_theme = 'furo'"]
)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path / "project")


@pytest.mark.long
def test_random_edits(site: Site) -> None:
    """After any sequence of edits and accidents the site, its warnings and the exit status are those of a build from nothing."""
    seed = SEED or random.randrange(1 << 30)
    draw = random.Random(seed)
    prepare(site, [draw.choice(ALWAYS)])
    site.save()
    site.build()
    drawn = (
        *EDITS,
        *EDITS_OF_PAGES,
        *EDITS_OF_SEEDS,
        *EDITS_OF_TRANSLATIONS,
        several,
        *EDITS_OF_MACHINES,
        *EDITS_OF_FILES,
    )

    def compare(what: str) -> bool:
        return site.compare(what, *(["--clean"] if draw.random() < 0.05 else []))

    built = sequence(site, seed, draw, drawn, STEPS, compare)
    assert built > STEPS / 3 or STEPS < 100, built
