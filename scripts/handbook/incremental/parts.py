"""The part of each record in the files that have all records: made again only if it looked at something that changed.

A part gives values to several sections.  A run saves digests of parts, by which the next one knows which sections are
unchanged.  The values are saved in a file for each section, cut into pieces: only sections that are needed are read, and
only pieces that differ are pickled again.
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
from handbook.incremental.state import Products, SavedPart, digest, pickled, piece_of
from handbook.pages.recipe import Differing, PartRecipe

#: The pieces of a section by number, each the pickled values of some parts by name.
Pieces = dict[int, bytes]


class Parts:
    """The parts of one run, by section; all are brought up to date when anything is first asked for."""

    def __init__(
        self, recipes: Callable[[], Iterable[tuple[str, PartRecipe]]], log: Log, compared: Compared, now: Products, folder: Path,
        file: Callable[[str], bytes | None],
    ) -> None:  # fmt: skip
        """``folder`` has the saved sections of earlier runs; ``file`` gives the bytes of a file of the last run if it is unchanged.

        ``now`` is filled.
        """
        self.file = file
        self._recipes, self._log, self._compared, self._now, self._folder = recipes, log, compared, now, folder
        #: The values, by section, of the parts that were made in this run, by name.
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
        for raw in self._saved_pieces(section).values():
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
        saved = self._before(section) if names else {}
        if saved is None:
            return None
        read = {number: pickle.loads(saved[number]) for number in {piece_of(name) for name in names}}
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
        numbers, earlier, parts = self._compared.numbers, self._compared.before.parts, dict[str, SavedPart]()
        # The keys that parts log must not count for the recipe that asked for them.
        looked_at_before = self._log.keys
        for name, recipe in self._recipes():
            preconditions = digest(recipe.preconditions.encode())
            stored = earlier.get(name)
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
        """The outlines of this run."""
        same = self._now.parts is self._compared.before.parts
        return self._earlier if same else _Outlines(self._now.parts)

    def _make(self, name: str, recipe: PartRecipe, preconditions: bytes) -> SavedPart:
        self._log.keys = set()
        part = self._fresh[name] = {section: values for section, values in recipe.make().items() if values}
        digests = {section: _number(name, values) for section, values in part.items()}
        return SavedPart(preconditions, looked_at(self._now, self._log.keys), digests)

    # -- keeping

    def _before(self, section: str) -> Pieces | None:
        """The saved pieces of a section from the last run; None if the file was lost."""
        if section not in self._read:
            self._read[section] = self._load(section, self._earlier.version(section))
        return self._read[section]

    def _saved_pieces(self, section: str) -> Pieces:
        """The saved pieces of a section; empty if all its parts were made anew.  If the file was lost, all parts are made again."""
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
        stored = state.load(self._path(name), tuple)
        return pickle.loads(stored[1]) if stored and stored[0] == version else None

    def _path(self, name: str) -> Path:
        return self._folder / name.replace(" ", "-")

    def save(self) -> None:
        """Save the sections that changed, and the notes, for the next run.

        Raises:
            OSError: a file cannot be written.
        """
        if not self._current:
            return
        before, now = self._compared.before.parts, self._now.parts
        for section in self._outlines.sections:
            if self.changed(section):
                fresh = {name: part[section] for name, part in self._fresh.items() if section in part}
                outdated_names = {*self._fresh, *(before.keys() - now.keys())}
                self._save(section, _replaced(self._saved_pieces(section), outdated_names, fresh), section)
        for (section, name), note in self._notes.items():
            self._save(f"{section} {name}", note, section)

    def _save(self, name: str, value: Any, section: str) -> None:
        state.save(self._path(name), (self.version(section), pickled(value)))


def _number(name: str, values: Any) -> int:
    """A digest of the values of the part of this name, as a number: the sum of all numbers is a digest of the section."""
    try:
        # In marshal's version 0 the bytes depend on the values only; it takes a quarter of the time of ``repr``.
        raw = marshal.dumps((name, values), 0)
    except ValueError:
        raw = f"{name}\0{values!r}".encode("utf-8", "surrogatepass")
    return int.from_bytes(digest(raw))


class _Outlines:
    """Which parts give values to each section, and the version of each section."""

    def __init__(self, parts: Mapping[str, SavedPart]) -> None:
        self._parts = parts
        #: Part of each version: the order of a section's values is that of all parts.
        self._order = digest("\0".join(parts).encode()).hex()
        sums: dict[str, int] = {}
        for part in parts.values():
            for section, number in part.digests.items():
                sums[section] = sums.get(section, 0) + number
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
    """The pieces with the values of the parts ``names`` replaced by the ``fresh`` ones, or removed if there are none."""
    by_piece: dict[int, list[str]] = {}
    for name in names:
        by_piece.setdefault(piece_of(name), []).append(name)
    replaced = dict(pieces)
    for number, names_in_piece in by_piece.items():
        before: dict[str, Any] = pickle.loads(pieces[number]) if number in pieces else {}
        now = {name: values for name, values in before.items() if name not in names_in_piece}
        now |= {name: fresh[name] for name in names_in_piece if name in fresh}
        if now != before:
            replaced[number] = pickled(now)
    return replaced
