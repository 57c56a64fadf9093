"""Making only those files that can differ from the ones on disk, which are compared by their bytes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from handbook.incremental.dependency_tracking import Log
from handbook.incremental.planning import Compared, looked_at, untouched
from handbook.incremental.state import Products, SavedFiles, digest
from handbook.pages.recipe import FileRecipe
from handbook.publish import write as replace_file


def bring(
    plan: Mapping[str, FileRecipe],
    log: Log,
    root: Path,
    on_disk: Mapping[str, bytes],
    compared: Compared,
    now: Products,
) -> int:
    """Run the recipes that looked at something that changed, or whose files under ``root`` are not as they were made.

    ``on_disk`` has the digests of the files that are there; ``now`` is filled.  Returns how many files were written.
    """
    before, numbers = compared.before, compared.numbers
    # Almost always empty.
    spoiled = {file for file, recorded_digest in before.files.items() if on_disk.get(file) != recorded_digest}
    written_count = 0
    for name, recipe in plan.items():
        preconditions = digest(recipe.preconditions.encode("utf-8", "surrogatepass"))
        recorded = before.recipes.get(name)
        if (
            recorded
            and numbers is not None
            and recorded.preconditions == preconditions
            and untouched(recorded.keys, numbers)
            and spoiled.isdisjoint(recorded.files)
        ):
            now.recipes[name] = recorded
            for file in recorded.files:
                now.files[file] = before.files[file]
            continue
        log.keys = set()
        texts = recipe.make()
        now.recipes[name] = SavedFiles(preconditions, looked_at(now, log.keys), tuple(texts))
        for file, text in texts.items():
            raw = text if isinstance(text, bytes) else text.encode("utf-8")
            now.files[file] = digest(raw)
            if on_disk.get(file) != now.files[file]:
                replace_file(f"{root}/{file}", raw, new=True)
                written_count += 1
    return written_count
