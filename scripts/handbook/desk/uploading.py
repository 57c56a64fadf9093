"""Keep an article that is given to the desk as a file until it is added, so that it need not be chosen twice.

The file's own name only shows its kind; it is kept under a generated name.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from handbook.adding import original, store
from handbook.adding.batch import SUFFIXES
from handbook.adding.bibliography import Options
from handbook.adding.merging import Refused
from handbook.desk import entering, saving
from handbook.desk.entering import AddedArticle
from handbook.plain_text import clean
from handbook.problems import Place

#: The most bytes of a request with a file: the file and the fields beside it.
MOST = original.MAX_BYTES + 200_000
#: The folder of waiting files, and the seconds after which they may be deleted.
FOLDER, WAITS = "uploads", 7 * 86_400
#: The fields of the form that are options of ``handbook add``, with a label and an example for each.
FIELDS = (
    ("title", "Title", "as published"), ("publication", "Publication", "The Gazette"), ("published", "Published (EDTF)", "2024-03-01"),
    ("url", "Address", "https://example.org/article"), ("authors", "Authors", "First Last; First Last"), ("language", "Language", "en, fr, ru"),
    ("origin", "Whose report it carries", "an agency, a communique"), ("extent", "What you saw of it", "whole"), ("country", "Country of the publication", "ML"),
    ("licence", "Licence, if its sentences may be copied", "CC BY 4.0"),
)  # fmt: skip
_UPLOAD_NAME = re.compile(r"[0-9a-f]{32}\.[a-z]{2,8}")


@dataclass(frozen=True)
class Upload:
    """A file that waits: its name at the desk, and its owner's name for it."""

    name: str
    file_name: str


def base_name(name: str) -> str:
    """The last part of a file's name, as text; a long name is cut at the front, since its end shows the kind."""
    return clean(PurePosixPath(PureWindowsPath(name).name).name)[-120:]


def store_upload(seeds: Path, name: str, raw: bytes) -> Upload:
    """Keep a file until it is added.

    Raises:
        Refused: it is empty, too large, or of a kind that cannot be read.
        OSError: it cannot be written.
    """
    file_name = base_name(name)
    suffix = Path(file_name).suffix.lower()
    if not raw:
        raise Refused("no file was chosen, or it is empty", "choose the file of the article")
    if len(raw) > original.MAX_BYTES:
        raise Refused(
            f"the file is larger than {original.MAX_BYTES // 1_000_000} MB", "save the article alone, without pictures"
        )
    if suffix not in SUFFIXES:
        raise Refused(
            f"'{file_name}' is of a kind that is not read", f"files of articles end with {', '.join(sorted(SUFFIXES))}"
        )
    folder = _folder(seeds)
    for stale in folder.iterdir():
        if stale.is_file() and time.time() - stale.stat().st_mtime > WAITS:
            stale.unlink(missing_ok=True)
    upload = Upload(hashlib.sha256(raw).hexdigest()[:32] + suffix, file_name)
    partial = folder / f"{upload.name}.part"
    partial.write_bytes(raw)
    partial.replace(folder / upload.name)
    return upload


def _folder(seeds: Path) -> Path:
    folder = saving.folder(seeds) / FOLDER
    if folder.is_symlink():
        raise OSError(f"a link stands where the desk keeps files: remove {seeds.name}/{saving.FOLDER}/{FOLDER}")
    folder.mkdir(exist_ok=True)
    return folder


def options(filled: Mapping[str, str]) -> Options:
    """The details that a person gave about an article; the rest is read from it."""
    given_options: dict[str, Any] = {name: clean(filled.get(name, "")).strip() for name, _label, _hint in FIELDS}
    authors = tuple(a.strip() for a in given_options.pop("authors").split(";") if a.strip())
    today = dt.date.today().isoformat()
    extent = given_options.pop("extent") or "whole"
    # What a label says behind a comma explains the field.
    form = tuple((name, label.partition(",")[0]) for name, label, _hint in FIELDS)
    return Options(consulted=today, today=today, authors=authors, extent=extent, form=form, **given_options)


def add(seeds: Path, upload: str, filled: Mapping[str, str]) -> AddedArticle:
    """Add a waiting file; once added, it is deleted.

    Raises:
        Refused: it does not wait any more, or the source that it is a version of does not exist.
        StoreError: something stood in the way; nothing was written, and the file still waits.
    """
    path = seeds / saving.FOLDER / FOLDER / upload
    if not _UPLOAD_NAME.fullmatch(upload) or path.is_symlink() or not path.is_file():
        raise Refused("the file does not wait at the desk any more", "choose it once more")
    # Reading a document may take long, so it is done outside the lock.
    article_read = original.read(path)
    with store.locked(seeds):
        entered = entering.enter(
            seeds,
            path,
            options(filled),
            filled.get("version_of", "").strip(),
            filled.get("separate") == "yes",
            article_read,
        )
    if entered.source and not entered.similar:
        path.unlink(missing_ok=True)
    # Where the desk keeps the file says nothing to a person.
    desk_path = clean(str(path))
    problems = (replace(p, place=Place("the file")) if p.place.path == desk_path else p for p in entered.problems)
    return replace(entered, problems=tuple(problems))
