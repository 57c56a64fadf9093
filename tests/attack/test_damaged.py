"""Damage to what a build keeps: the next one gives the site of a build from nothing all the same.

``HANDBOOK_DAMAGE=200`` damages each kept file at so many places over all runs; without it a
few runs are made.
"""

from __future__ import annotations

import os
import random
import shutil
from collections import Counter
from pathlib import Path

import pytest

from handbook.sphinx_ext.storage.manifest import Manifest
from handbook.sphinx_ext.storage.written_names import WrittenNames

from ..running import handbook
from .test_faults import call, copy, files, from_nothing, made

PLACES = int(os.environ.get("HANDBOOK_DAMAGE", "0"))
RUNS = 4
SEED = int(os.environ.get("HANDBOOK_SEED", "0")) or None


def damage(path: Path, draw: random.Random) -> str:
    """Change some bytes of a file."""
    raw = bytearray(path.read_bytes())
    at = draw.randrange(len(raw)) if raw else 0
    kind = draw.choice(("bit", "bit", "bit", "byte", "gone", "more", "end", "zeros"))
    if not raw or kind == "more":
        raw[at:at] = draw.randbytes(draw.choice((1, 2, 40)))
    elif kind == "bit":
        raw[at] ^= 1 << draw.randrange(8)
    elif kind == "byte":
        raw[at] = draw.randrange(256)
    elif kind == "gone":
        del raw[at]
    elif kind == "end":
        del raw[at:]
    else:
        raw[at : at + 512] = bytes(len(raw[at : at + 512]))
    path.write_bytes(raw)
    return f"{kind} at {at} of {path.name}"


def test_damage_to_what_is_kept(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Bytes change in one kept file, some or all, with an edit or without: the site is exactly that of a build from nothing, or the build says why not."""
    whole, edited = made(tmp_path_factory, "build"), from_nothing(tmp_path_factory, "build")
    seed = SEED or random.randrange(1 << 30)
    draw = random.Random(seed)
    wanted = {True: files(edited), False: files(whole / "out/build")}
    kept = sorted(p.relative_to(whole).as_posix() for p in (whole / "out/build-doctrees").rglob("*") if p.is_file())
    damaged: Counter[str] = Counter()
    runs = 0
    while runs < RUNS if not PLACES else min(damaged[name] for name in kept) < PLACES:
        runs += 1
        shutil.rmtree(tmp_path / "project", ignore_errors=True)
        edit = runs % 2 == 0
        project = copy(whole, tmp_path / "project") if edit else Path(shutil.copytree(whole, tmp_path / "project"))
        chosen = draw.sample(kept, draw.choice((1, 3, len(kept), len(kept))))
        done_to = [damage(project / name, draw) for name in chosen]
        damaged.update(chosen)
        done = handbook(*call(project, "build"))
        where = f"HANDBOOK_SEED={seed}, run {runs}, {'edited, ' if edit else ''}{done_to}: {done.stderr}"
        assert done.returncode == 0, where
        now = files(project / "out/build")
        assert now.keys() == wanted[edit].keys(), where
        assert [name for name, raw in now.items() if raw != wanted[edit][name]] == [], where
    if PLACES:
        print(f"{runs} runs, {sum(damaged.values())} damaged places in {len(kept)} files")


@pytest.mark.parametrize("copy", [0, 1])
@pytest.mark.parametrize("after", ["built", "nothing is known any more"])
def test_what_was_written_is_known_after_damage(tmp_path: Path, copy: int, after: str) -> None:
    """A page that is gone is removed although a letter of its name changed in a list of files, or the list is lost, also with ``--clean``."""
    site, kept = tmp_path / "site", tmp_path / "handbook.site"
    site.mkdir()
    for whole, damaged in ((b"gone", b"gonf"), (b"gone.html", b"")):
        manifest = Manifest(site, kept)
        manifest.expect({"gone": b"1"}, {"gone": "gone.html"}, {"gone"})
        (site / "gone.html").write_text("A page.", encoding="utf-8")
        manifest.close({})
        (site / "theirs.html").write_text("Of others.", encoding="utf-8")
        path = WrittenNames(site, tmp_path).lists[copy]
        path.write_bytes(path.read_bytes().replace(whole, damaged))
        if after != "built":
            kept.unlink()
        later = Manifest(site, kept)
        later.expect({}, {}, set())
        later.close({})
        assert [file.name for file in site.iterdir()] == ["theirs.html"]
