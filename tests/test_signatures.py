"""What is kept is used only if this user kept it, and as it was kept."""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest

from handbook.incremental import signatures, state

from .running import built, sphinx
from .test_sphinx import digest, pages_read


class Bomb:
    """A pickle that runs something when it is read."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> object:
        return Path.touch, (self.path,)


@pytest.fixture
def another_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Another user's folder of keys, in which there is none yet."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    signatures._key.cache_clear()
    yield tmp_path / "state" / "handbook" / "key"
    monkeypatch.undo()
    signatures._key.cache_clear()


def test_only_this_user_s_is_used(tmp_path: Path, another_key: Path) -> None:
    """What was kept with a key is read back with it, and with no other; the key is for this user's eyes only."""
    path = tmp_path / "kept"
    state.save(path, {"a": 1})
    assert state.load(path, dict) == {"a": 1}
    assert another_key.stat().st_mode & 0o777 == 0o600
    assert len(another_key.read_bytes()) == signatures.SIZE
    signatures._key.cache_clear()
    assert state.load(path, dict) == {"a": 1}
    another_key.unlink()
    signatures._key.cache_clear()
    assert state.load(path, dict) is None


@pytest.mark.skipif(os.name == "nt", reason="permissions are other things there")
def test_a_key_that_others_know_is_no_key(tmp_path: Path, another_key: Path) -> None:
    """A key that others may read, or one of another length, is not used: nothing kept with it is believed."""
    path = tmp_path / "kept"
    state.save(path, {"a": 1})
    another_key.chmod(0o644)
    signatures._key.cache_clear()
    assert state.load(path, dict) is None
    another_key.chmod(0o600)
    signatures._key.cache_clear()
    assert state.load(path, dict) == {"a": 1}
    another_key.write_bytes(b"short")
    signatures._key.cache_clear()
    assert state.load(path, dict) is None


def test_a_forged_file_is_not_read(tmp_path: Path) -> None:
    """A pickle that somebody else put there, or a byte that changed, is never unpickled."""
    path, ran = tmp_path / "kept", tmp_path / "ran"
    forged = state.pickled(Bomb(ran))
    pickle.loads(forged)
    assert ran.exists()
    ran.unlink()
    for proof in (b"", bytes(signatures.SIZE)):
        path.write_bytes(state.MAGIC + state.engine() + proof + forged)
        assert state.load(path, dict) is None
    state.save(path, {"a": 1})
    good = path.read_bytes()
    for at in (0, len(state.MAGIC) + 2, len(good) - signatures.SIZE, len(good) - 1):
        path.write_bytes(good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :])
        assert state.load(path, dict) is None
    path.write_bytes(good[:-3])
    assert state.load(path, dict) is None
    assert not ran.exists()


def test_what_sphinx_stores_is_believed_only_as_it_was_stored(toy: Path) -> None:
    """A forged environment or page in the folder of what Sphinx stores runs nothing: the build makes it anew."""
    ran = toy / "ran"
    built(sphinx(toy / "docs", toy / "html"))
    before = digest(toy / "html")
    for name in ("environment.pickle", "how-to-read.doctree"):
        (toy / "doctrees" / name).write_bytes(state.pickled(Bomb(ran)))
        (toy / "docs/how-to-read.md").touch()
        built(sphinx(toy / "docs", toy / "html"))
        assert not ran.exists(), name
        assert digest(toy / "html") == before
    # And what is as it was stored is used.
    assert pages_read(built(sphinx(toy / "docs", toy / "html"))) == set()
