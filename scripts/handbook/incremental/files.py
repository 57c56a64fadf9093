"""Files of which only those are made that can differ from what is there; whatever is there is judged by its bytes."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from handbook.incremental.dependency_tracking import Log
from handbook.incremental.planning import Compared, looked_at, untouched
from handbook.incremental.state import KeptFiles, KeptPart, Products, digest, pickled
from handbook.pages.recipe import FileRecipe, PartRecipe
from handbook.publish import held
from handbook.publish import write as replace_file


def bring(
    plan: Mapping[str, FileRecipe], log: Log, root: Path, there: Mapping[str, bytes], compared: Compared, now: Products
) -> int:
    """Run the recipes that looked at something that changed, or whose files under ``root`` are not as they were made.

    ``there`` has the digests of the files that there are; ``now`` is filled.  Returns how many files were written.
    """
    before, numbers = compared.before, compared.numbers
    written = 0
    for name, recipe in plan.items():
        preconditions = digest(recipe.preconditions.encode("utf-8", "surrogatepass"))
        known = before.recipes.get(name)
        if (
            known
            and numbers is not None
            and known.preconditions == preconditions
            and untouched(known.keys, numbers)
            and all(file in there and there[file] == before.files.get(file) for file in known.files)
        ):
            now.recipes[name] = known
            now.files.update((file, before.files[file]) for file in known.files)
            continue
        log.keys = set()
        texts = recipe.make()
        now.recipes[name] = KeptFiles(preconditions, looked_at(now, log.keys), tuple(texts))
        for file, text in texts.items():
            raw = text if isinstance(text, bytes) else text.encode("utf-8")
            now.files[file] = digest(raw)
            if there.get(file) != now.files[file]:
                replace_file(f"{root}/{file}", raw, new=True)
                written += 1
    return written


class Parts:
    """Parts of files, each made anew only if it looked at something that changed; all when they are first asked for."""

    def __init__(
        self, recipes: Callable[[], Iterable[tuple[str, PartRecipe]]], log: Log, compared: Compared, now: Products
    ) -> None:
        self._recipes, self._log, self._compared, self._now = recipes, log, compared, now
        self._parts: list[Any] | None = None
        if compared.keys is not None and not compared.keys:
            # Perhaps nobody asks.
            now.parts = compared.before.parts

    def __call__(self) -> list[Any]:
        """All parts, in the order of their recipes."""
        if self._parts is None:
            # What a part looked at is its own; whoever asks for all of them has to look at everything.
            before = self._log.keys
            self._parts = list(self._made())
            self._log.keys = before
        return self._parts

    def _made(self) -> Iterator[Any]:
        numbers, known, self._now.parts = self._compared.numbers, self._compared.before.parts, {}
        for name, recipe in self._recipes():
            preconditions = digest(recipe.preconditions.encode())
            stored = known.get(name)
            if (
                stored
                and numbers is not None
                and stored.preconditions == preconditions
                and untouched(stored.keys, numbers)
            ):
                self._now.parts[name] = stored
                yield pickle.loads(stored.part)
                continue
            self._log.keys = set()
            part = recipe.make()
            self._now.parts[name] = KeptPart(preconditions, looked_at(self._now, self._log.keys), pickled(part))
            yield part


def digests(root: Path, files: Iterable[str] = (), folders: Iterable[str] = ()) -> Iterator[tuple[str, bytes]]:
    """The digests of ``files`` and of all that is in ``folders``, by their names under ``root``; links are not followed."""
    for name in files:
        if (its := _digest(f"{root}/{name}")) is not None:
            yield name, its
    for folder in folders:
        for base, _folders, names in os.walk(root / folder):
            for file in names:
                path = f"{base}/{file}"
                if (its := _digest(path)) is not None:
                    yield path[len(str(root)) + 1 :], its


def _digest(path: str) -> bytes | None:
    try:
        return digest(held(path))
    except OSError:
        return None
