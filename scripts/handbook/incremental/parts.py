"""What each record gives to the files of all records: made anew only where it looked at something that changed, kept by section.

Of a part a run keeps digests, by which the next one knows which sections are as they were.  What
parts gave is in a file for each section, cut into pieces: only what is asked for is read, and
only what differs is pickled again.
"""

from __future__ import annotations

import marshal
import pickle
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from handbook.incremental import state
from handbook.incremental.dependency_tracking import Log
from handbook.incremental.planning import Compared, looked_at, untouched
from handbook.incremental.state import KeptPart, Products, digest, pickled, piece_of
from handbook.pages.recipe import Differing, PartRecipe

#: The pieces of a section: by number, what parts gave by name, pickled.
Pieces = dict[int, bytes]


class Parts:
    """The parts of one run, by section; all are brought up to date when the first is asked for."""

    def __init__(
        self, recipes: Callable[[], Iterable[tuple[str, PartRecipe]]], log: Log, compared: Compared, now: Products, folder: Path,
        file: Callable[[str], bytes | None],
    ) -> None:  # fmt: skip
        """``folder`` has what is kept of earlier runs, ``file`` gives a file of the last run that is as it was written; ``now`` is filled."""
        self.file = file
        self._recipes, self._log, self._compared, self._now, self._folder = recipes, log, compared, now, folder
        #: What parts that were made in this run give, by their names.
        self._fresh: dict[str, Mapping[str, Any]] = {}
        self._current = False
        self._read: dict[str, Pieces | None] = {}
        self._notes: dict[tuple[str, str], Any] = {}
        self._differing: dict[str, list[Differing] | None] = {}
        if compared.keys is not None and not compared.keys:
            now.parts, self._current = compared.before.parts, True

    # -- what others ask

    def names(self, section: str) -> list[str]:
        self._bring()
        return self._outlines.names(section)

    def version(self, *sections: str) -> str:
        self._bring()
        return " ".join(map(self._outlines.version, sections))

    def changed(self, section: str) -> bool:
        self._bring()
        return self._compared.keys is None or self._earlier.version(section) != self._outlines.version(section)

    def of(self, section: str) -> list[Any]:
        by_name: dict[str, Any] = {}
        for raw in self._kept(section).values():
            by_name.update(pickle.loads(raw))
        by_name.update((name, part[section]) for name, part in self._fresh.items() if section in part)
        return [by_name[name] for name in self.names(section)]

    def differing(self, section: str) -> list[Differing] | None:
        if section not in self._differing:
            self._differing[section] = self._differing_in(section)
        return self._differing[section]

    def _differing_in(self, section: str) -> list[Differing] | None:
        self._bring()
        before, now = self._compared.before.parts, self._now.parts
        if self._compared.keys is None or self._earlier.names(section) != self._outlines.names(section):
            return None
        names = [
            name
            for name in self._fresh
            if section in now[name].digests and before[name].digests[section] != now[name].digests[section]
        ]
        kept = self._before(section) if names else {}
        if kept is None:
            return None
        read = {number: pickle.loads(kept[number]) for number in {piece_of(name) for name in names}}
        return [Differing(name, read[piece_of(name)][name], self._fresh[name][section]) for name in names]

    def note(self, section: str, name: str) -> Any:
        if (section, name) in self._notes:
            return self._notes[section, name]
        return self._load(f"{section} {name}", self._earlier.version(section))

    def keep(self, section: str, name: str, note: Any) -> None:
        self._notes[section, name] = note

    # -- making

    def _bring(self) -> None:
        if self._current:
            return
        numbers, known, parts = self._compared.numbers, self._compared.before.parts, dict[str, KeptPart]()
        # What a part looked at is its own.
        looked_at_before = self._log.keys
        for name, recipe in self._recipes():
            preconditions = digest(recipe.preconditions.encode())
            stored = known.get(name)
            if (
                stored
                and numbers is not None
                and stored.preconditions == preconditions
                and untouched(stored.keys, numbers)
            ):
                parts[name] = stored
            else:
                parts[name] = self._make(name, recipe, preconditions)
        self._log.keys = looked_at_before
        self._now.parts, self._current = parts, True
        self.__dict__.pop("_outlines", None)

    @cached_property
    def _earlier(self) -> _Outlines:
        """The outlines of the last run."""
        return _Outlines(self._compared.before.parts)

    @cached_property
    def _outlines(self) -> _Outlines:
        """Those of this run."""
        same = self._now.parts is self._compared.before.parts
        return self._earlier if same else _Outlines(self._now.parts)

    def _make(self, name: str, recipe: PartRecipe, preconditions: bytes) -> KeptPart:
        self._log.keys = set()
        part = self._fresh[name] = {section: given for section, given in recipe.make().items() if given}
        digests = {section: _number(name, given) for section, given in part.items()}
        return KeptPart(preconditions, looked_at(self._now, self._log.keys), digests)

    # -- keeping

    def _before(self, section: str) -> Pieces | None:
        """What parts gave to a section in the last run; None if that was lost."""
        if section not in self._read:
            self._read[section] = self._load(section, self._earlier.version(section))
        return self._read[section]

    def _kept(self, section: str) -> Pieces:
        """The same, as far as anything is taken from it.  If it was lost, all parts are made again."""
        self._bring()
        if all(name in self._fresh for name in self._outlines.names(section)):
            return {}
        pieces = self._before(section)
        if pieces is None:
            self._compared, self._current = Compared(self._compared.before, None), False
            self._fresh = {}
            self._bring()
        return pieces or {}

    def _load(self, name: str, version: str) -> Any:
        held = state.load(self._path(name), tuple)
        return pickle.loads(held[1]) if held and held[0] == version else None

    def _path(self, name: str) -> Path:
        return self._folder / name.replace(" ", "-")

    def save(self) -> None:
        """Keep what the next run may use.

        Raises:
            OSError: a file cannot be written.
        """
        if not self._current:
            return
        before, now = self._compared.before.parts, self._now.parts
        for section in self._outlines.sections:
            if self.changed(section):
                fresh = {name: part[section] for name, part in self._fresh.items() if section in part}
                others = {*self._fresh, *(before.keys() - now.keys())}
                self._save(section, _replaced(self._kept(section), others, fresh), section)
        for (section, name), note in self._notes.items():
            self._save(f"{section} {name}", note, section)

    def _save(self, name: str, held: Any, section: str) -> None:
        state.save(self._path(name), (self.version(section), pickled(held)))


def _number(name: str, given: Any) -> int:
    """A digest of what the part of this name gives, as a number: their sum is a digest of what all give."""
    try:
        # In this version nothing but the values decides its bytes, and it takes a fourth of the time of a text of them.
        raw = marshal.dumps((name, given), 0)
    except ValueError:
        raw = f"{name}\0{given!r}".encode("utf-8", "surrogatepass")
    return int.from_bytes(digest(raw))


class _Outlines:
    """Which parts give something to a section, and its version."""

    def __init__(self, parts: Mapping[str, KeptPart]) -> None:
        self._parts = parts
        #: Where order counts, it is that of all parts.
        self._order = digest("\0".join(parts).encode()).hex()
        sums: dict[str, int] = {}
        for part in parts.values():
            for section, its in part.digests.items():
                sums[section] = sums.get(section, 0) + its
        self._sums = sums

    @property
    def sections(self) -> list[str]:
        return sorted(self._sums)

    def names(self, section: str) -> list[str]:
        return self._names.get(section, [])

    @cached_property
    def _names(self) -> dict[str, list[str]]:
        by_section: dict[str, list[str]] = {}
        for name, part in self._parts.items():
            for section in part.digests:
                by_section.setdefault(section, []).append(name)
        return by_section

    def version(self, section: str) -> str:
        return f"{self._order}-{self._sums[section]:x}" if section in self._sums else ""


def _replaced(pieces: Pieces, names: Iterable[str], fresh: Mapping[str, Any]) -> Pieces:
    """Pieces in which those ``names`` have what is ``fresh``, or nothing."""
    by_piece: dict[int, list[str]] = {}
    for name in names:
        by_piece.setdefault(piece_of(name), []).append(name)
    replaced = dict(pieces)
    for number, some in by_piece.items():
        before: dict[str, Any] = pickle.loads(pieces[number]) if number in pieces else {}
        now = {name: given for name, given in before.items() if name not in some}
        now |= {name: fresh[name] for name in some if name in fresh}
        if now != before:
            replaced[number] = pickled(now)
    return replaced
