"""Whether a site is already what a build would make it: nothing that decides it changed, and no file of it.

A build that ends without fault notes all that decided it (seeds, hand-written pages, what
conf.py says, engine and installed packages, options) and the digest of every file of the
site.  If all of that is still so, the next build has nothing to do and need not load Sphinx.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import re
import runpy
import shutil
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from handbook.incremental import beside, installed, state
from handbook.incremental.digests import digests
from handbook.reading import settings_file
from handbook.settings.handbook import NAME

#: The file in which that is noted, beside what else is kept.
SETTLED = "handbook.settled"
#: Fewer files than this are looked at by one process.
FEW = 5_000


@dataclass
class Settled:
    """What decided a site, and what it is.

    ``roots`` are the folders and files that were looked at, without ``left_out``; ``inputs``
    and ``outputs`` have digests by path.
    """

    seeds: bytes
    options: Sequence[str]
    configuration: str
    packages: bytes
    roots: Sequence[str]
    left_out: Sequence[str]
    inputs: dict[str, bytes] = field(default_factory=dict)
    outputs: dict[str, bytes] = field(default_factory=dict)


def unchanged(
    known: Settled, seeds: bytes, options: Sequence[str], docs: Path, there: Callable[[], Mapping[str, bytes]]
) -> bool:
    """Whether a site is what these seeds, options and pages in ``docs`` make it, by what is ``known`` of it.

    ``there`` gives the digests of its files.
    """
    return known.seeds == seeds and same_around(known, options, docs) and known.outputs == there()


def same_around(known: Settled, options: Sequence[str], docs: Path) -> bool:
    """Whether all that decides a site besides its seeds is as it was."""
    return (
        # A copy of a project has a note of the one that it was copied from.
        known.roots[:1] == [str(docs.resolve())]
        and known.options == options
        and known.packages == packages()
        and known.configuration == configuration(docs)
        and known.inputs == inputs(known.roots, known.left_out)
    )


def inputs(roots: Iterable[str], left_out: Iterable[str]) -> dict[str, bytes]:
    """The digests of all files in folders, without some of them; of a root that is a file too."""
    digests_of: dict[str, bytes] = {}
    out = tuple(f"{name}{os.sep}" for name in left_out)
    for root in roots:
        if not os.path.isdir(root):  # noqa: PTH112
            digests_of.update((root, its) for _name, its in digests(Path(root).parent, [Path(root).name]))
            continue
        for base, folders, names in os.walk(root):
            folders[:] = [f for f in folders if f != "__pycache__" and not f"{base}{os.sep}{f}{os.sep}".startswith(out)]
            # What Sphinx compiles of a catalogue says nothing that the catalogue does not.
            sources = [name for name in names if not (name.endswith(".mo") and f"{name[:-3]}.po" in names)]
            digests_of.update((f"{base}{os.sep}{name}", its) for name, its in digests(Path(base), sources))
    return digests_of


def outputs(
    out: Path, known: dict[str, bytes] | None = None, others: Iterable[Path] = (), several: bool = True
) -> dict[str, bytes]:
    """The digests of all files of a site, without those of ``others`` below it; those that are ``known`` are not looked at.

    Many are looked at by ``several`` processes.
    """
    elsewhere = {str(folder) for folder in others}
    digests_of = dict(known or {})
    names = []
    for base, folders, files in os.walk(out):
        for unfinished in filter(_unfinished, folders):
            shutil.rmtree(f"{base}{os.sep}{unfinished}")
        folders[:] = [f for f in folders if f"{base}{os.sep}{f}" not in elsewhere and not _unfinished(f)]
        start = "" if base == str(out) else base[len(str(out)) + 1 :] + "/"
        for file in files:
            if _unfinished(file):
                Path(base, file).unlink(missing_ok=True)
            elif (name := start + file) not in digests_of:
                names.append(name)
    if len(names) < FEW or not several or not beside.possible():
        digests_of.update(digests(out, names))
        return digests_of
    halves = names[::2], names[1::2]
    with multiprocessing.get_context("fork").Pool(2) as pool:
        for part in pool.starmap(_digests, [(out, half) for half in halves]):
            digests_of.update(part)
    return digests_of


def _unfinished(name: str) -> bool:
    """Whether a file or folder is one that a build left which was killed while it wrote."""
    return name.startswith(".") and name.endswith(".tmp")


def forget(folder: Path) -> None:
    """Remove all that builds kept in a folder, but for the names of the files that they wrote."""
    for base, folders, names in os.walk(folder, topdown=False):
        for name in names:
            if not name.endswith(".names"):
                Path(base, name).unlink()
        for name in folders:
            with contextlib.suppress(OSError):
                Path(base, name).rmdir()


def _digests(out: Path, names: Sequence[str]) -> dict[str, bytes]:
    return dict(digests(out, names))


def packages() -> bytes:
    """A digest of the engine and of every package that is installed, with the variables that programs of ours read."""
    environment = sorted(
        f"{k}={v}"
        for k, v in os.environ.items()
        if k.startswith(("HANDBOOK_", "SOURCE_DATE", "LANG", "LC_", "TZ")) and k != "HANDBOOK_PROJECT"
    )
    return state.digest(
        state.engine() + "\0".join([*installed.listed(), *environment]).encode("utf-8", "surrogateescape")
    )


def configuration(docs: Path) -> str:
    """What conf.py says today, which may be more than its text; something else each time if it cannot be told."""
    before = os.getcwd()  # noqa: PTH109
    try:
        os.chdir(docs)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            values = runpy.run_path(str(docs / "conf.py"))
    except (Exception, SystemExit):
        # The build itself says what is wrong with it.
        return f"unknown {os.urandom(8).hex()}"
    finally:
        with contextlib.suppress(OSError):
            os.chdir(before)
    own = {name: value for name, value in values.items() if not name.startswith("__")}
    return stable(own | {NAME: settings_file.raw_of(docs)})


#: Where an object stands in memory says nothing of what it is.
_UNSTABLE = re.compile(r" at 0x[0-9a-f]+")


def stable(value: Any) -> str:
    """A value of a configuration as text that is the same in every process."""
    if isinstance(value, dict):
        return f"{{{', '.join(sorted(f'{stable(k)}: {stable(v)}' for k, v in value.items()))}}}"
    if isinstance(value, (set, frozenset)):
        return f"{{{', '.join(sorted(map(stable, value)))}}}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(stable, value))}]"
    return _UNSTABLE.sub("", repr(value))
