"""The site that the process of ``handbook serve`` keeps equals a build from nothing, whatever is edited while it runs."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from handbook import programs

from . import random_edits
from .edits_of_pages import EDITS_OF_PAGES, prepare
from .edits_of_seeds import EDITS_OF_SEEDS
from .edits_of_translations import EDITS_OF_TRANSLATIONS
from .random_edits import EDITS, Edit
from .sites import Site, difference, files

#: As those of test_whole_site.py.
STEPS = int(os.environ.get("HANDBOOK_STEPS", "10"))
SEED = int(os.environ.get("HANDBOOK_SEED", "0")) or None
#: What befalls the site itself, which the process does not look at, and other options, which it is begun with.
NOT_HERE: tuple[Edit, ...] = (
    random_edits.language, random_edits.damage, random_edits.lose, random_edits.lose_what_is_stored, random_edits.killed,
)  # fmt: skip


class Warm:
    """The process that ``handbook serve`` keeps, for a project in some languages."""

    def __init__(self, site: Site, languages: Sequence[str]) -> None:
        self.site, self.out = site, site.folder / "warm" / "html"
        several = {"handbook_languages": ",".join(languages)} if len(languages) > 1 else {}
        told = []
        for language in languages:
            out = self.out if language == languages[0] else self.out / language
            stored = self.out.with_name(f"doctrees-{language}")
            settings = {"language": language, "html_baseurl": "", "handbook_seeds": str(site.seeds), "handbook_drafts": "none", "nitpicky": True}  # fmt: skip
            told.append((str(out), str(stored), settings | several))
        command = programs.python("handbook.sphinx_ext.warm", str(site.docs), json.dumps(told))
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.first = True

    def build(self) -> tuple[int, bool, list[str]]:
        """Tell it of a change: the status, whether all pages were made, and what was said."""
        assert self.process.stdin
        assert self.process.stdout
        if not self.first:
            self.process.stdin.write("changed\n")
            self.process.stdin.flush()
        self.first = False
        for line in self.process.stdout:
            answer = json.loads(line)
            if "status" in answer:
                return answer["status"], answer["made"], answer["said"]
        raise AssertionError("the process ended")

    def compare(self, what: str) -> bool:
        """Have it build, and hold its site against one from nothing; whether there is a site without faults."""
        status, made, said = self.build()
        fresh = self.site.folder / "fresh" / "html"
        shutil.rmtree(fresh.parent, ignore_errors=True)
        wanted, wanted_said = self.site.run(fresh)
        assert bool(status) == bool(wanted), f"after {what}: {said} or {wanted_said}"
        if not status:
            assert made
            here, there = files(self.out), files(fresh)
            assert sorted(here) == sorted(there), f"after {what}: {sorted(here.keys() ^ there.keys())}"
            other = [name for name, raw in here.items() if raw != there[name]]
            assert other == [], f"after {what}\n" + "\n".join(f"{n}\n{difference(here[n], there[n])}" for n in other[:3])
        return not status

    def end(self) -> None:
        """End the process."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.close()
        self.process.wait(60)
        self.process.stdout.close()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    yield Site(tmp_path / "project")


@pytest.mark.long
@pytest.mark.parametrize("languages", [("en",), ("en", "fr")])
def test_random_edits_of_what_is_served(languages: Sequence[str], site: Site) -> None:
    """After any sequence of edits of pages and seeds the site of one process that stays is that of a build from nothing."""
    seed = SEED or random.randrange(1 << 30)
    draw = random.Random(seed)
    prepare(site, [draw.choice(("numfig = True", "", ""))])
    if languages[1:]:
        site.languages(*languages[1:])
    site.save()
    drawn = [edit for edit in (*EDITS, *EDITS_OF_PAGES, *EDITS_OF_SEEDS, *EDITS_OF_TRANSLATIONS) if edit not in NOT_HERE]
    warm, done, broken = Warm(site, languages), list[str](), 0
    try:
        warm.compare("nothing")
        for step in range(STEPS):
            if broken and broken % 3 == 0:
                site.mend()
                done.append("mend all")
            done += [edit(site, draw) for edit in draw.sample(drawn, draw.choice((1, 1, 2, 3)))]
            try:
                good = warm.compare(" + ".join(done[-4:]))
            except AssertionError as error:
                raise AssertionError(f"HANDBOOK_SEED={seed}, step {step}: {error}\n" + "\n".join(done[-12:])) from error
            broken = 0 if good else broken + 1
    finally:
        warm.end()
