"""The site that the process of ``handbook serve`` keeps equals a build from nothing, whatever is edited while it runs."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from handbook import programs

from . import random_edits
from .edits_of_files import EDITS_OF_FILES, mask
from .edits_of_pages import BIB, EDITS_OF_PAGES, LAYOUT, PICTURE, prepare
from .edits_of_seeds import EDITS_OF_SEEDS, SOURCE
from .edits_of_translations import EDITS_OF_TRANSLATIONS
from .random_edits import EDITS, Edit
from .sites import SEED, SHORT, STEPS, Site, difference, files, sequence, write

#: What befalls the site itself, which the process does not look at, and other options, which it is begun with.
NOT_HERE: tuple[Edit, ...] = (
    random_edits.language, random_edits.damage, random_edits.lose, random_edits.lose_what_is_stored, random_edits.killed,
    mask,
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
        command = programs.python("handbook.sphinx_ext.running.warm_builds", str(site.docs), json.dumps(told))
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
        wanted, wanted_said = self.site.run(fresh, apart=STEPS > SHORT, cores=1)
        assert bool(status) == bool(wanted), f"after {what}: {said} or {wanted_said}"
        if not status:
            assert made
            here, there = files(self.out), files(fresh)
            assert sorted(here) == sorted(there), f"after {what}: {sorted(here.keys() ^ there.keys())}"
            other = [name for name, raw in here.items() if raw != there[name]]
            assert other == [], f"after {what}\n" + "\n".join(
                f"{n}\n{difference(here[n], there[n])}" for n in other[:3]
            )
        return not status

    def end(self) -> None:
        """End the process."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.close()
        self.process.wait(60)
        self.process.stdout.close()


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path / "project")


@pytest.mark.long
@pytest.mark.slow
@pytest.mark.parametrize("languages", [("en",), ("en", "fr")])
def test_random_edits_of_what_is_served(languages: Sequence[str], site: Site) -> None:
    """After any sequence of edits of pages and seeds the site of one process that stays is that of a build from nothing."""
    seed = SEED or random.randrange(1 << 30)
    draw = random.Random(seed)
    prepare(site, [draw.choice(("numfig = True", "", ""))])
    if languages[1:]:
        site.languages(*languages[1:])
    site.save()
    drawn = [
        edit
        for edit in (*EDITS, *EDITS_OF_PAGES, *EDITS_OF_SEEDS, *EDITS_OF_TRANSLATIONS, *EDITS_OF_FILES)
        if edit not in NOT_HERE
    ]
    warm = Warm(site, languages)
    try:
        warm.compare("nothing")
        sequence(site, seed, draw, drawn, STEPS, warm.compare)
    finally:
        warm.end()


def inventory(name: str) -> bytes:
    """The inventory of another project, which has one page called so."""
    head = b"# Sphinx inventory version 2\n# Project: Other\n# Version: 1\n# The remainder of this file is compressed using zlib.\n"
    return head + zlib.compress(f"there std:label -1 page.html#there {name}\n".encode())


def write_silently(path: Path, raw: bytes) -> None:
    """Put other content into a file whose time stays as it is."""
    known = path.stat()
    path.write_bytes(raw)
    os.utime(path, ns=(known.st_atime_ns, known.st_mtime_ns))


def prepare_others(site: Site) -> Mapping[Path, bytes]:
    """Files of references and of another project, which a page uses, and what becomes of them one after the other."""
    (site.docs / "other.inv").write_bytes(inventory("A page"))
    write(site.docs / "my.bib", BIB.format("Ann One"))
    write(site.docs / "how-to-read.md", "# A\n\n{cite}`k1`, {external+other:ref}`there`\n")  # fmt: skip
    with (site.docs / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write("bibtex_bibfiles = ['my.bib']\nextensions.append('sphinx.ext.intersphinx')\nintersphinx_mapping = {'other': ('https://o.example/', 'other.inv')}\n")  # fmt: skip
    return {site.docs / "my.bib": BIB.format("Ben Two").encode(), site.docs / "other.inv": inventory("An other")}


def test_files_that_extensions_read_are_served(site: Site) -> None:
    """A source of the handbook, the author of a work that a page cites and the name of a page of another project are, once they change, served as from nothing."""
    changes = prepare_others(site)
    warm = Warm(site, ("en",))
    try:
        assert warm.compare("nothing")
        for number in (1, 2):
            source = SOURCE.format(number, "2023-05-05", "en", "", "Alba")
            write(site.seeds / "articles/messenger-2023.md", source)
            assert warm.compare(f"a source, {number}")
        for path, raw in changes.items():
            path.write_bytes(raw)
            assert warm.compare(path.name)
    finally:
        warm.end()
    page = (warm.out / "how-to-read.html").read_text(encoding="utf-8")
    assert "An other" in page
    assert "Two" in (warm.out / "reference/bibliography.html").read_text(encoding="utf-8")


def test_pictures_and_templates_are_served_as_they_are(site: Site) -> None:
    """A picture that a page no longer shows and that is gone is not asked for, and a template of the project that is another one shows in every page."""
    with (site.docs / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write("templates_path = ['_templates']\n")
    page, picture, layout = (
        site.docs / "pages/w-0.md",
        site.docs / "pages/dot.svg",
        site.docs / "_templates/layout.html",
    )
    inner = site.docs / "_templates/inner/part.html"
    before = page.read_text(encoding="utf-8")
    picture.write_bytes(PICTURE)
    write(page, before + "\n![dot](dot.svg)\n")
    write(layout, LAYOUT.format(1).replace("{% endblock %}", "{% include 'inner/part.html' %}{% endblock %}"))
    write(inner, "<!-- 1 -->")
    warm = Warm(site, ("en",))
    try:
        assert warm.compare("nothing")
        picture.unlink()
        write(page, before)
        assert warm.compare("no picture")
        write(inner, "<!-- 2 -->")
        assert warm.compare("a part of a template")
        write(layout, LAYOUT.format(2))
        assert warm.compare("a template")
    finally:
        warm.end()


def test_files_that_extensions_read_at_the_time_they_had(site: Site) -> None:
    """References and inventories that are others, though of the same time and size, are not taken for those that were read."""
    changes = prepare_others(site)
    assert site.build()
    for path, raw in changes.items():
        write_silently(path, raw)
        assert site.compare(path.name)
    assert "An other" in (site.out / "how-to-read.html").read_text(encoding="utf-8")
    assert "Two" in (site.out / "reference/bibliography.html").read_text(encoding="utf-8")
