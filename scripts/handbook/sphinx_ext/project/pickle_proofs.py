"""Proofs for Sphinx's pickles and compiled translations: those stored between builds are used only if this user's last build stored them unchanged."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

from sphinx.application import ENV_PICKLE_FILENAME

from handbook.incremental import signatures
from handbook.publish import regular_bytes, write
from handbook.sphinx_ext.project import catalogues

#: The file with a proof for each pickle.
PROOFS = "handbook.proofs"


def verify(folder: Path) -> None:
    """Remove pickles that are not as the last build stored them, before Sphinx reads them."""
    proofs = _proofs(folder)
    for path in _pickles(folder):
        name = path.relative_to(folder).as_posix()
        try:
            genuine = signatures.sealed(regular_bytes(path), bytes.fromhex(proofs.get(name, "")))
        except (OSError, ValueError):
            genuine = False
        if not genuine:
            path.unlink(missing_ok=True)


def seal(folder: Path) -> None:
    """Write proofs for all pickles in a folder."""
    proofs = {
        path.relative_to(folder).as_posix(): signatures.seal(path.read_bytes()).hex() for path in _pickles(folder)
    }
    body = json.dumps(proofs, sort_keys=True)
    write(folder / PROOFS, f"{signatures.seal(body.encode()).hex()}\n{body}\n")


def forget(folder: Path) -> None:
    """Make the next build start anew: without proofs it uses nothing that Sphinx stored."""
    for name in (PROOFS, ENV_PICKLE_FILENAME):
        # A file that cannot be removed could not be written either.
        with contextlib.suppress(OSError):
            (folder / name).unlink(missing_ok=True)


def _proofs(folder: Path) -> dict[str, str]:
    with contextlib.suppress(OSError, ValueError):
        proof, _, body = regular_bytes(folder / PROOFS).decode("utf-8").partition("\n")
        if signatures.sealed(body.rstrip("\n").encode(), bytes.fromhex(proof)):
            proofs: dict[str, str] = json.loads(body)
            return proofs
    return {}


def _pickles(folder: Path) -> Iterator[Path]:
    """The files that Sphinx reads again: its environment, the doctrees of pages, and translations that it compiled."""
    for base, _folders, names in os.walk(folder):
        for name in names:
            if name.endswith((".doctree", catalogues.COMPILED)) or name == ENV_PICKLE_FILENAME:
                yield Path(base) / name
