"""Who may read the files of a site: as if all of them had been written now, though the user's mask was another one at an earlier build."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from handbook.incremental.up_to_date import mask
from handbook.sphinx_ext.storage.written_names import LIST


def follow(out: Path) -> None:
    """Give the files and folders that an earlier build made the permissions that it would give them now.

    What others put there with other permissions keeps these.
    """
    list_path, now = out / LIST, mask()
    if os.name != "posix" or not list_path.is_file():
        return
    before = 0o666 & ~stat.S_IMODE(list_path.stat().st_mode)
    if before == 0o666 & now:
        return
    for base, folders, names in os.walk(out):
        for name in folders:
            _change(f"{base}{os.sep}{name}", 0o777, before | before >> 2 & 0o111, now)
        for name in names:
            if name != LIST:
                _change(f"{base}{os.sep}{name}", 0o666, before, now)
    # Last, because its permissions tell those of the last build.
    _change(str(list_path), 0o666, before, now)


def _change(path: str, all_permissions: int, before: int, now: int) -> None:
    mode = os.lstat(path).st_mode
    if not stat.S_ISLNK(mode) and stat.S_IMODE(mode) & 0o777 == all_permissions & ~before:
        os.chmod(path, stat.S_IMODE(mode) & 0o7000 | (all_permissions & ~now))  # noqa: PTH101
