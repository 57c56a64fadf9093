"""Lists of statements that are put in order when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from handbook.model import Statement


class SortedLists(Mapping[str, list[Statement]]):
    """Lists that are put in order when they are first asked for."""

    def __init__(self, lists: Mapping[str, list[Statement]], key: Callable[[Statement], Any]) -> None:
        self._lists, self._key = lists, key
        self._sorted: dict[str, list[Statement]] = {}

    def __getitem__(self, name: str) -> list[Statement]:
        ordered = self._sorted.get(name)
        if ordered is None:
            if name not in self._lists:
                raise KeyError(name)
            ordered = self._sorted[name] = sorted(self._lists[name], key=self._key)
        return ordered

    def count(self, name: str) -> int:
        """How many there are in a list, without putting it in order."""
        return len(self._lists.get(name, ()))

    def __iter__(self) -> Iterator[str]:
        return iter(self._lists)

    def __len__(self) -> int:
        return len(self._lists)
