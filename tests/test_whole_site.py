"""The site equals a build from nothing, whatever happened before: edits, accidents, damage."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest

from .edits_of_machines import EDITS_OF_MACHINES
from .edits_of_pages import EDITS_OF_PAGES, prepare
from .edits_of_seeds import EDITS_OF_SEEDS
from .edits_of_translations import EDITS_OF_TRANSLATIONS, several
from .random_edits import EDITS
from .sites import Site

#: Steps of random edits; more by hand: HANDBOOK_STEPS=2000, and HANDBOOK_SEED to see one sequence again.
STEPS = int(os.environ.get("HANDBOOK_STEPS", "10"))
#: A short run draws the same each time: what it finds is new with the change that is tested.
SEED = int(os.environ.get("HANDBOOK_SEED", "0")) or (20261130 if STEPS <= 10 else None)
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
    site.compare("nothing")
    done: list[str] = []
    started = time.monotonic()
    built = broken = 0
    drawn = (*EDITS, *EDITS_OF_PAGES, *EDITS_OF_SEEDS, *EDITS_OF_TRANSLATIONS, several, *EDITS_OF_MACHINES)
    for step in range(STEPS):
        if broken and broken % 3 == 0:
            # Edits break more than they mend: else the most of a long run would be builds that fail.
            site.mend()
            done.append("mend all")
        done += [edit(site, draw) for edit in draw.sample(drawn, draw.choice((1, 1, 2, 3)))]
        try:
            good = site.compare(" + ".join(done[-4:]), *(["--clean"] if draw.random() < 0.05 else []))
        except AssertionError as error:
            raise AssertionError(f"HANDBOOK_SEED={seed}, step {step}: {error}\n" + "\n".join(done[-12:])) from error
        built, broken = built + good, 0 if good else broken + 1
        if STEPS > 100 and step % 50 == 0:
            print(f"{step} steps, {built} sites, {time.monotonic() - started:.0f} s", flush=True)
    assert built > STEPS / 3 or STEPS < 100, built
