"""The full-text index of the site, made by Pagefind: one record a statement.

Pagefind indexes HTML files, and its Python interface takes a tenth of a second
a record; so each record becomes a tiny page in a temporary folder, which the
program then reads in one go.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from html import escape
from importlib import import_module
from importlib.metadata import version
from pathlib import Path


class PagefindError(RuntimeError):
    """Pagefind did not make the index; the message has what it said."""


def fingerprint(records: Sequence[Mapping[str, str]], language: str) -> bytes:
    """What decides an index: its records, its language, the program that makes it."""
    known = [language, version("pagefind"), list(map(dict, records))]
    return hashlib.sha256(json.dumps(known, sort_keys=True).encode()).digest()


def index(records: Sequence[Mapping[str, str]], folder: Path, language: str) -> None:
    """Write the index of ``records`` (url, title, kind, content) into ``folder``, in the place of any other.

    Raises:
        PagefindError: Pagefind failed.
    """
    with tempfile.TemporaryDirectory() as made:
        pages, out = Path(made) / "pages", Path(made) / "index"
        pages.mkdir()
        for number, record in enumerate(records):
            with open(f"{pages}/{number:07d}.html", "wb") as file:  # noqa: PTH123
                file.write(_page(record, language).encode("utf-8"))
        command = [*_program(), "--site", str(pages), "--output-path", str(out), "--force-language", language]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        if done.returncode or not (out / "pagefind.js").is_file():
            raise PagefindError(f"the full-text index could not be made: {(done.stderr or done.stdout).strip()[-300:]}")
        # Pagefind adds interfaces of its own, which the site's search replaces.
        for spare in (*out.glob("*-ui.*"), *out.glob("pagefind-highlight.js")):
            spare.unlink()
        shutil.rmtree(folder, ignore_errors=True)
        folder.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(out, folder)


def _program() -> list[str]:
    """How Pagefind is called: its program itself where it was installed with it, else by its Python interface."""
    try:
        return [str(import_module("pagefind_bin").get_executable())]
    except (ImportError, FileNotFoundError):
        return [sys.executable, "-m", "pagefind"]


def _page(record: Mapping[str, str], language: str) -> str:
    meta = "".join(
        f'<meta data-pagefind-meta="{name}[content]" content="{escape(record[name], quote=True)}">'
        for name in ("url", "title", "kind")
    ).replace('"url[', '"href[')
    body = f"<main data-pagefind-body><p>{escape(record['content'])}</p></main>"
    return (
        f'<!doctype html><html lang="{escape(language)}"><head><title>x</title>{meta}</head><body>{body}</body></html>'
    )
