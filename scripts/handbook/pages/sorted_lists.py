"""Lists of statements that are sorted on request."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from handbook.model import Citation, Statement


class SortedLists(Mapping[str, list[Statement]]):
    """Lists of cited ``statements``, looked up and sorted when a list is first asked for."""

    def __init__(
        self, lists: Mapping[str, list[Citation]], statements: Mapping[Citation, Statement], key: Callable[[Statement], Any]
    ) -> None:  # fmt: skip
        self._lists, self._statements, self._key = lists, statements, key
        self._sorted: dict[str, list[Statement]] = {}

    def __getitem__(self, name: str) -> list[Statement]:
        ordered = self._sorted.get(name)
        if ordered is None:
            statements = [self._statements[cite] for cite in self._lists[name]]
            ordered = self._sorted[name] = sorted(statements, key=self._key)
        return ordered

    def count(self, name: str) -> int:
        """The length of a list, without sorting it."""
        return len(self._lists.get(name, ()))

    def __iter__(self) -> Iterator[str]:
        return iter(self._lists)

    def __len__(self) -> int:
        return len(self._lists)
