"""What is no plain text file where a command reads or writes: one message, and nothing is waited for."""

from __future__ import annotations

import gzip
import json
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from handbook import originals, publish
from handbook.adding import original, store
from handbook.annotating import archive

from .odd_files import (
    ODD,
    SECRET,
    bytes_of_no_text,
    folder,
    link_nowhere,
    link_out,
    link_to_device,
    link_to_itself,
    listening,
    pipe,
    put,
    run,
)

pytestmark = pytest.mark.skipif(os.name == "nt", reason="pipes and links are other things there")


@pytest.mark.parametrize(("odd", "words_"), ODD, ids=[odd.__name__ for odd, _ in ODD])
def test_an_article_given_by_a_person(odd: Callable[[Path], None], words_: str, toy: Path) -> None:
    """``add`` and ``convert`` say what is wrong with the file; a link that a person names is followed."""
    path = toy / "seeds" / "article"
    odd(path)
    _article, _raw, problem = original.read(path)
    page, refused = originals.article_page(path)
    if odd is link_out:
        assert (problem, refused) == (None, None)
        return
    if odd is bytes_of_no_text:
        assert problem is None, "old encodings are guessed for an article"
    else:
        assert problem is not None
    if odd is link_to_device:
        words_ = "a device, not a file"
    elif odd in (link_nowhere, link_to_itself):
        words_ = ""
    assert refused is not None
    assert words_ in refused.message
    assert page == ""


@pytest.mark.parametrize("odd", [pipe, folder, bytes_of_no_text, link_to_device, listening], ids=lambda f: f.__name__)
def test_originals(odd: Callable[[Path], None], toy: Path) -> None:
    """An original that is no file is a problem with its name; one of other bytes fails as a text that is not the one restated."""
    name = next(p.name for p in sorted((toy / "originals").iterdir()))
    (toy / "originals" / name).unlink()
    odd(toy / "originals" / name)
    status, said = run(toy, "check", "--seeds", toy / "seeds", "--originals", toy / "originals")
    assert status == 1, said
    if odd is not bytes_of_no_text:
        assert f"originals/{name} HB100 a" in said
    shutil_move = toy / "originals"
    shutil_move.rename(toy / "seeds/originals")
    status, said = run(toy, "review", "--list", "--seeds", toy / "seeds")
    assert status == 0, said


def test_evaluate(toy: Path) -> None:
    """A concordance, an annotation, TimeML or a text that cannot be read is one message."""
    gold = toy / "gold"
    gold.mkdir()
    deep = "[" * 100_000
    cases: list[tuple[str, bytes | None, str]] = [
        ("gold/a.json", b"\xff", "HB102 not UTF-8"), ("gold/a.json", None, "HB100 a pipe"), ("gold/a.json", deep.encode(), "HB101 not JSON"), ("gold/a.tml", b"\xff", "HB102 not UTF-8"),
        ("gold/a.tml", None, "HB100 a pipe"), ("seeds/concordance.yml", b"\xff", "HB102 not UTF-8"), ("seeds/concordance.yml", None, "HB100 a pipe"), ("seeds/concordance.yml", b"- a\n", "HB101 not a list of ids"),
        ("seeds/concordance.yml", b"a: [b]\n", "HB101 not a list of ids"), ("gold/a.txt", None, "HB100 a pipe"), ("gold/a.txt", b"\xff", "HB102 not UTF-8"),
    ]  # fmt: skip
    for name, content, words_ in cases:
        path = toy / name
        path.unlink(missing_ok=True)
        if content is None:
            os.mkfifo(path)
        else:
            path.write_bytes(content)
        note = {"mentions": [], "anchor": "2024", "file": "a.txt", "paragraphs": [{"n": 1, "start": 0, "end": 1}]}
        if path.suffix == ".txt":
            (gold / "a.json").write_text(json.dumps(note), encoding="utf-8")
        context = publish.read(toy / "seeds")[0]
        _found, problem = originals.evaluate(context, toy / "seeds", gold, gold)
        assert problem is not None, name
        assert f"{path} {words_}" in str(problem).replace(":1 ", " ")
        path.unlink()


def test_archives(tmp_path: Path) -> None:
    """In an archive a text that cannot be read is an error in its place; a table that cannot be is one message."""
    place = tmp_path / "archive"
    place.mkdir()
    (tmp_path / "secret.txt").write_text("The secret of Alba.\n", encoding="utf-8")
    (place / "a.txt").write_text("Alba\n", encoding="utf-8")
    os.mkfifo(place / "b.txt")
    (place / "c.txt").symlink_to(tmp_path / "secret.txt")
    (place / "d.txt").symlink_to("a.txt")
    (place / os.fsdecode(b"e\xff.txt")).write_bytes(b"\xff\xfe\x00")
    (place / "f.txt").mkdir()
    found = {r.id: r for r in archive.records(place)}
    assert [found[n].fault for n in ("a.txt", "b.txt", "c.txt", "d.txt")] == [
        "", "a pipe, not a file", "a link that leads out of the folder archive", "",
    ]  # fmt: skip
    assert found["d.txt"].raw == b"Alba\n"
    assert not any(b"secret" in r.raw for r in found.values())
    names = [b.name for b in archive.batches(place, 10)]
    assert names == [b.name for b in archive.batches(place, 10)]
    whole = gzip.compress(b'{"text": "Alba"}\n' * 1000)
    for name, make in {
        "g.jsonl": os.mkfifo, "g.jsonl.gz": lambda p: p.write_bytes(whole[:12] + bytes(reversed(whole[12:]))), "h.jsonl": lambda p: p.symlink_to(tmp_path / "secret.txt"), "g.parquet": os.mkfifo,
    }.items():  # fmt: skip
        make(place / name)
        with pytest.raises(archive.ArchiveError) as caught:
            list(archive.records(place))
        assert str(place / name) in str(caught.value)
        (place / name).unlink()
    os.mkfifo(tmp_path / "alone.jsonl")
    with pytest.raises(archive.ArchiveError, match="a pipe, not a file"):
        list(archive.records(tmp_path / "alone.jsonl"))


@pytest.mark.parametrize("command", ["schema", "release", "add"])
@pytest.mark.parametrize("odd", [pipe, link_out, link_to_device, folder, bytes_of_no_text], ids=lambda f: f.__name__)
def test_where_commands_write(command: str, odd: Callable[[Path], None], toy: Path) -> None:
    """Something odd where a command is about to write is said, and stays; bytes of no text are replaced or said."""
    place = {"schema": "schema/actor.json", "release": "editions/2026.1.txt", "add": "rulings.yml"}[command]
    put(toy / "seeds", place, odd)
    (toy / "a.txt").write_text("A title\n\nAnn Exampel of Alba went to Borealis.\n", encoding="utf-8")
    given = [toy / "a.txt", "--publication", "P", "--published", "2024"] if command == "add" else []
    before = os.lstat(toy / "seeds" / place)
    status, said = run(toy, command, *given, "--seeds", toy / "seeds")
    if command == "schema" and odd is bytes_of_no_text:
        assert status == 0, said
        return
    assert status == 1, said
    assert f"seeds/{place}" in said
    after = os.lstat(toy / "seeds" / place)
    assert (after.st_ino, stat.S_IFMT(after.st_mode)) == (before.st_ino, stat.S_IFMT(before.st_mode))
    if odd is link_out:
        assert (toy / "seeds" / place).resolve().read_text(encoding="utf-8") == SECRET


@pytest.mark.parametrize(
    "said",
    [
        '{"files": ["../outside.txt"], "removed": []}', '{"files": ["/tmp/x"], "removed": []}', '{"files": [], "removed": ["../outside.txt"]}', '{"files": [".lock"], "removed": []}', '{"files": [""], "removed": []}',
        '{"files": ["a/../../outside.txt"], "removed": []}', '{"files": ["out/x"], "removed": []}', "{", "[]", '{"files": "x", "removed": []}', '{"files": [1], "removed": []}', '{"files": []}', "[" * 100_000, "\xff",
    ],
)  # fmt: skip
def test_a_list_of_moves_from_elsewhere(said: str, toy: Path) -> None:
    """A list of unfinished moves that came with the seeds moves and removes nothing outside of them; every command says so."""
    outside = toy / "outside.txt"
    outside.write_text("mine", encoding="utf-8")
    (toy / "beside").mkdir()
    (toy / "seeds/out").symlink_to(toy / "beside")
    stage = toy / "seeds" / store.STAGE
    stage.mkdir()
    (stage / "0").write_text("evil", encoding="utf-8")
    (stage / store.LIST).write_bytes(said.encode("latin-1"))
    with (
        pytest.raises(store.StoreError, match=r"a list that a run leaves|no file of the seeds"),
        store.locked(toy / "seeds"),
    ):
        pass
    assert outside.read_text(encoding="utf-8") == "mine"
    assert list((toy / "beside").iterdir()) == []
    status, words_ = run(toy, "check", "--seeds", toy / "seeds")
    assert (status, words_.count("HB124")) == (1, 1)


@pytest.mark.parametrize("name", [".lock", store.STAGE])
def test_links_where_a_run_keeps_its_own(name: str, toy: Path) -> None:
    """A link in the place of the lock or the stage is not written through."""
    target = toy / "precious"
    if name == ".lock":
        target.write_text("mine", encoding="utf-8")
    else:
        target.mkdir()
        (target / "file").write_text("mine", encoding="utf-8")
    (toy / "seeds" / name).symlink_to(target)
    with pytest.raises(store.StoreError), store.locked(toy / "seeds"):
        pass
    assert (target if target.is_file() else target / "file").read_text(encoding="utf-8") == "mine"


def test_reading_commands_finish_what_was_begun(toy: Path) -> None:
    """After a run that was stopped between two moves, ``check`` sees all of it, not a half."""
    stage = toy / "seeds" / store.STAGE
    stage.mkdir()
    actor = "id: eve\nkind: person\nname: Eve\ngloss: G.\ncite: [gazette-2024/2b]\n"
    (stage / "0").write_text(actor, encoding="utf-8")
    (stage / store.LIST).write_text(json.dumps({"files": ["registry/actors/eve.yml"], "removed": []}), encoding="utf-8")
    status, said = run(toy, "query", "actor", "eve", "--seeds", toy / "seeds")
    assert status == 0, said
    assert not stage.exists()
