"""Whether a site is up to date: neither its inputs nor its files changed since it was built.

A build that ends without errors or warnings records all inputs (seeds, hand-written pages, the values of
conf.py, engine and installed packages, options) and the digest of every file of the
site.  If all of these are unchanged, the next build has nothing to do and need not load Sphinx.
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

from handbook.incremental import background, installed_packages, state
from handbook.incremental.digests import digests, followed, walk
from handbook.reading import settings_file
from handbook.settings.handbook import NAME

#: The file with this record, in Sphinx's doctrees folder.
SETTLED = "handbook.settled"
#: If there are fewer files than this, one process reads them all.
FEW = 5_000


@dataclass
class SiteRecord:
    """The record of the inputs and outputs of a site.

    ``roots`` are the folders and files whose digests are in ``inputs``, without the folders ``left_out``; ``inputs``
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
    record: SiteRecord,
    seeds: bytes,
    options: Sequence[str],
    docs: Path,
    present_outputs: Callable[[], Mapping[str, bytes]],
) -> bool:
    """Whether a site is up to date with these seeds, options and the pages in ``docs``, according to its ``record``.

    ``present_outputs`` gives the present digests of its files.
    """
    return record.seeds == seeds and same_around(record, options, docs) and record.outputs == present_outputs()


def same_around(record: SiteRecord, options: Sequence[str], docs: Path) -> bool:
    """Whether all inputs of a site besides its seeds are unchanged."""
    return (
        # In a copy of a project the record is still that of the original.
        record.roots[:1] == [str(docs.resolve())]
        and record.options == options
        and record.packages == packages()
        and record.configuration == configuration(docs)
        and record.inputs == inputs(record.roots, record.left_out)
    )


def inputs(roots: Iterable[str], left_out: Iterable[str]) -> dict[str, bytes]:
    """The digests, by path, of all files in the folders ``roots``, without the folders ``left_out``; a root may also be a file."""
    digests_of: dict[str, bytes] = {}
    out = tuple(f"{name}{os.sep}" for name in left_out)
    for root in roots:
        if not os.path.isdir(root):  # noqa: PTH112
            digests_of.update(
                (root, file_digest) for _name, file_digest in followed(Path(root).parent, [Path(root).name])
            )
            continue
        for base, names in walk(root, lambda path: path.endswith("__pycache__") or f"{path}{os.sep}".startswith(out)):
            # Leave out compiled catalogues, which Sphinx makes from the ``.po`` files beside them.
            sources = [name for name in names if not (name.endswith(".mo") and f"{name[:-3]}.po" in names)]
            digests_of.update((f"{base}{os.sep}{name}", file_digest) for name, file_digest in followed(base, sources))
    return digests_of


def outputs(
    out: Path, trusted: dict[str, bytes] | None = None, excluded_folders: Iterable[Path] = (), several: bool = True
) -> dict[str, bytes]:
    """The digests of all files of a site, without those in the ``excluded_folders`` inside it; ``trusted`` digests are taken as they are.

    If there are many files, ``several`` allows more than one process.  Unfinished files of killed builds are removed.
    """
    elsewhere = {str(folder) for folder in excluded_folders}
    digests_of = dict(trusted or {})
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
    if len(names) < FEW or not several or not background.possible():
        digests_of.update(digests(out, names))
        return digests_of
    halves = names[::2], names[1::2]
    with multiprocessing.get_context("fork").Pool(2) as pool:
        for part in pool.starmap(_digests, [(out, half) for half in halves]):
            digests_of.update(part)
    return digests_of


def remove_unfinished(out: Path) -> None:
    """Remove the temporary files and folders that killed builds left in a folder."""
    for base, folders, files in os.walk(out):
        for name in filter(_unfinished, files):
            Path(base, name).unlink(missing_ok=True)
        for name in filter(_unfinished, folders):
            shutil.rmtree(f"{base}{os.sep}{name}")
        folders[:] = [name for name in folders if not _unfinished(name)]


def _unfinished(name: str) -> bool:
    """Whether a file or folder is a temporary one, left by a build that was killed while writing."""
    return name.startswith(".") and name.endswith(".tmp")


def forget(folder: Path) -> None:
    """Remove everything that builds saved in a folder, except the lists of the files that they wrote (``.names``)."""
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
    """A digest of the engine, of all installed packages, of the environment variables that influence a build, and of who may read new files."""
    environment = sorted(
        f"{k}={v}"
        for k, v in os.environ.items()
        if k.startswith(("HANDBOOK_", "SOURCE_DATE", "LANG", "LC_", "TZ")) and k != "HANDBOOK_PROJECT"
    )
    return state.digest(
        state.engine()
        + "\0".join([*installed_packages.listed(), *environment, f"{mask():o}"]).encode("utf-8", "surrogateescape")
    )


def mask() -> int:
    """The permissions that new files do not get.

    Where the system does not say, it has to be set to be known, and files that another thread makes meanwhile are for this user alone.
    """
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("Umask:"):
                return int(line.split()[1], 8)
    now = os.umask(0o077)
    os.umask(now)
    return now


def configuration(docs: Path) -> str:
    """The values that conf.py has when it is run, and handbook.toml, as text; a different text each time if conf.py fails.

    Running it matters, since its values may depend on more than its text.
    """
    before = os.getcwd()  # noqa: PTH109
    try:
        os.chdir(docs)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            values = runpy.run_path(str(docs / "conf.py"))
    except (Exception, SystemExit):
        # The build itself will report the error.
        return f"unknown {os.urandom(8).hex()}"
    finally:
        with contextlib.suppress(OSError):
            os.chdir(before)
    defined_values = {name: value for name, value in values.items() if not name.startswith("__")}
    return stable(defined_values | {NAME: settings_file.raw_of(docs)})


#: The memory address in an object's ``repr``, which says nothing of its value.
_UNSTABLE = re.compile(r" at 0x[0-9a-f]+")


def stable(value: Any) -> str:
    """A value of a configuration as text that is the same in every process for the same value."""
    if isinstance(value, dict):
        return f"{{{', '.join(sorted(f'{stable(k)}: {stable(v)}' for k, v in value.items()))}}}"
    if isinstance(value, (set, frozenset)):
        return f"{{{', '.join(sorted(map(stable, value)))}}}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(stable, value))}]"
    return _UNSTABLE.sub("", repr(value))
