"""What is no plain text file where one is wanted: one message, and nothing is waited for."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from handbook import incremental, publish
from handbook.problems import Report
from handbook.reading import files, words

from .odd_files import ODD, SECRET, bytes_of_no_text, put

pytestmark = pytest.mark.skipif(os.name == "nt", reason="pipes and links are other things there")
#: Where texts stand under a seeds folder.
PLACES = (
    "registry/actors/alba.yml", "registry/terms/x.yml", "articles/gazette-2024.md", "articles/x.md", "rulings.yml", "redirects.yml", "synonyms.yml", "loaded-terms.txt", "vocabulary.txt", "editions/2024.1.txt",
)  # fmt: skip


@pytest.mark.parametrize(("odd", "words_"), ODD, ids=[odd.__name__ for odd, _ in ODD])
@pytest.mark.parametrize("place", PLACES)
def test_under_seeds(place: str, odd: Callable[[Path], None], words_: str, toy: Path) -> None:
    """Each odd thing in each place of the seeds is one problem that names the file, by both ways of reading."""
    put(toy / "seeds", place, odd)
    for found in (publish.read(toy / "seeds")[1], incremental.read(toy / "seeds", None).report):
        here = [p for p in found.sorted() if p.place.path == f"seeds/{place}"]
        assert len(here) == 1, found.sorted()
        assert words_ in here[0].message
        assert here[0].mend
        assert SECRET.splitlines()[1] not in str(found.problems)
        if odd is bytes_of_no_text:
            assert here[0].place.line == 3


def test_a_folder_that_is_a_link(toy: Path, tmp_path: Path) -> None:
    """A folder of the seeds that leads out of them is not read; one that stays inside is."""
    outside = tmp_path / "elsewhere"
    (toy / "seeds/registry/actors").rename(outside)
    (toy / "seeds/registry/actors").symlink_to(outside)
    said = [str(p) for p in publish.read(toy / "seeds")[1].sorted() if "leads out" in p.message]
    assert said == [
        "seeds/registry/actors HB100 a link that leads out of the folder seeds (put the folder itself there)"
    ]
    (toy / "seeds/registry/actors").unlink()
    outside.rename(toy / "seeds/registry/.kept")
    (toy / "seeds/registry/actors").symlink_to(".kept")
    (toy / "seeds/registry/.kept/alba.yml").rename(toy / "seeds/.kept.yml")
    (toy / "seeds/registry/.kept/alba.yml").symlink_to("../../.kept.yml")
    assert publish.read(toy / "seeds")[1].problems == []


def test_names_that_are_no_text(toy: Path) -> None:
    """A file whose name is not UTF-8 is a problem whose words can be printed anywhere."""
    for place in ("registry/actors", "articles"):
        (toy / "seeds" / place / os.fsdecode(b"al\xff\x9b.yml")).write_text("id: x\n", encoding="utf-8")
    said = [str(p) for p in publish.read(toy / "seeds")[1].sorted()]
    assert said == [
        f"seeds/{place}/al\\xff\\x9b.yml HB107 the file's name is not text in UTF-8 (rename or remove it)"
        for place in ("articles", "registry/actors")
    ]


def test_limits(tmp_path: Path) -> None:
    """A file at its limit is read and one byte more is refused, also when its size is not told beforehand; changes are noticed."""
    path = tmp_path / "x"
    path.write_bytes(b"x" * 100)
    assert files.read(path, 100) == b"x" * 100
    with pytest.raises(files.FileError, match="larger than 99 bytes"):
        files.read(path, 99)
    if Path("/proc/self/status").exists():
        assert files.read("/proc/self/status", 100_000).startswith(b"Name:")
        with pytest.raises(files.FileError, match="larger than 5 bytes"):
            files.read("/proc/self/status", 5)
        with pytest.raises(files.FileError, match="changed while"):
            files.read("/proc/self/status", 100_000, steady=True)
    with pytest.raises(FileNotFoundError):
        files.read(tmp_path / "none", 1)


def test_word_lists(tmp_path: Path) -> None:
    """A byte order mark is no part of the first word; absent lists are empty; one that cannot be read is told once."""
    (tmp_path / "vocabulary.txt").write_bytes(b"\xef\xbb\xbfone two\r\n# not\nthree\n")
    assert words.read_words(tmp_path / "vocabulary.txt", False) == {"one", "two", "three"}
    assert words.read_words(tmp_path / "loaded-terms.txt", True) == frozenset()
    os.mkfifo(tmp_path / "loaded-terms.txt")
    report = Report()
    report.extend(words.faults(tmp_path))
    assert [p.message for p in report.problems] == ["a pipe, not a file"]
