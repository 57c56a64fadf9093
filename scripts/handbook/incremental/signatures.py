"""Proofs that a saved file was saved by this user and is unchanged; without one it is not used.

Saved files are pickles, which can run code when they are loaded.  Each carries a keyed digest
(HMAC with SHA-256, RFC 2104); the key is in a file that only this user may read.  If such a file
cannot be made, the key is random for each process, so that nothing saved before is used.
"""

from __future__ import annotations

import contextlib
import hmac
import os
import stat
from functools import cache
from pathlib import Path

SIZE = 32


@cache
def _key() -> bytes:
    folder = Path(
        os.environ.get("XDG_STATE_HOME") or os.environ.get("LOCALAPPDATA") or Path.home() / ".local" / "state"
    )
    path = folder / "handbook" / "key"
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with contextlib.suppress(FileExistsError):
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(os.urandom(SIZE))
        key = path.read_bytes()
        if len(key) == SIZE and _only_mine(path):
            return key
    return os.urandom(SIZE)


def _only_mine(path: Path) -> bool:
    """Whether only this user can read or write a file; on systems without permission bits the home folder has to suffice."""
    if not hasattr(os, "geteuid"):
        return True
    status = path.lstat()
    return stat.S_ISREG(status.st_mode) and status.st_uid == os.geteuid() and not status.st_mode & 0o077


def seal(raw: bytes | memoryview) -> bytes:
    """The proof that this user saved ``raw``."""
    return hmac.digest(_key(), raw, "sha256")


def sealed(raw: bytes | memoryview, proof: bytes) -> bool:
    """Whether this ``proof`` shows that this user saved exactly ``raw``."""
    return hmac.compare_digest(seal(raw), proof)
