"""The Reconciliation Service API 0.2 (https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/).

OpenRefine and similar programs send names of a column and get the entries that these may be, each with a score.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping
from math import inf
from typing import Any

from handbook.addresses import entry_path, kind_of
from handbook.corpus import Corpus
from handbook.folding import fold
from handbook.model import Entry
from handbook.plain_text import clean

Answer = dict[str, Any]
#: Entries with a lower score are not offered.
_LEAST = 55.0
#: The most names in one request, and the most entries offered for one name.
MOST_QUERIES, MOST_OFFERED = 500, 25
TYPES = {"actor": "Actor", "agreement": "Agreement", "event": "Event", "topic": "Term"}


class Malformed(ValueError):
    """A request that the interface does not allow; the message says why."""


class Reconciler:
    """Reconciles names with entries of a corpus; ``base`` is the site's address, or empty."""

    def __init__(self, corpus: Corpus, base: str = "") -> None:
        self._base = base.rstrip("/") + "/" if base else ""
        self._entries, settings = corpus.entries, corpus.handbook
        self._title = f"{clean(settings.named())}, edition {settings.edition}"
        self._names: dict[str, list[Entry]] = {}
        for entry in corpus.entries.values():
            for name in {fold(n) for n in (entry.name, *(n.text for n in entry.names))}:
                self._names.setdefault(name, []).append(entry)

    def manifest(self, address: str) -> Answer:
        """The service's description of itself; ``address`` is its own address."""
        view = self._base + "{{id}}" if self._base else address + "preview?id={{id}}"
        return {
            "versions": ["0.2"], "name": self._title,
            "identifierSpace": self._base or "urn:handbook:", "schemaSpace": "urn:handbook:types",
            "defaultTypes": [{"id": i, "name": n} for i, n in TYPES.items()], "view": {"url": view},
            "preview": {"url": address + "preview?id={{id}}", "width": 400, "height": 120},
            "suggest": {"entity": {"service_url": address.rstrip("/"), "service_path": "/suggest"}},
        }  # fmt: skip

    def answers(self, queries: str) -> Answer:
        """The answers to a batch of queries, which is given as JSON text.

        Raises:
            Malformed: the text is no such batch.
        """
        try:
            batch = json.loads(queries)
        except (ValueError, RecursionError):
            batch = None
        if not isinstance(batch, dict) or not all(isinstance(q, dict) and _asks(q) for q in batch.values()):
            raise Malformed('queries is an object of {"query": "a name"}')
        if len(batch) > MOST_QUERIES:
            raise Malformed(f"at most {MOST_QUERIES} queries at once")
        return {key: {"result": self._offered(query)} for key, query in batch.items()}

    def _offered(self, query: Mapping[str, Any]) -> list[Answer]:
        # A query may consist of property values only; no entry can be identified by these here.
        folded_name = fold(query.get("query", "")[:500])
        types = query.get("type") or []
        types = [types] if isinstance(types, str) else types if isinstance(types, list) else []
        limit = query.get("limit")
        limit = min(int(limit), MOST_OFFERED) if isinstance(limit, int | float) and 1 <= limit < inf else 5
        scores: dict[str, float] = {}
        for name in (
            [folded_name]
            if folded_name in self._names
            else difflib.get_close_matches(folded_name, self._names, 2 * limit, _LEAST / 100)
        ):
            score = (
                100.0
                if name == folded_name
                else round(difflib.SequenceMatcher(None, folded_name, name).ratio() * 100, 1)
            )
            for entry in self._names[name]:
                if not types or kind_of(entry).name in types:
                    scores[entry.id] = max(score, scores.get(entry.id, 0.0))
        ordered = sorted(scores.items(), key=lambda row: (-row[1], row[0]))[:limit]
        only = len([s for _, s in ordered if s == 100.0]) == 1
        return [self._candidate(i) | {"score": s, "match": only and s == 100.0} for i, s in ordered]

    def suggested(self, prefix: str) -> Answer:
        """Entries with a name that has a word beginning with the prefix."""
        start = fold(prefix[:200])
        hits = (
            {e.id for name, entries in self._names.items() if f" {name}".find(f" {start}") >= 0 for e in entries}
            if start
            else set()
        )
        return {"result": [_suggestion(self._candidate(i)) for i in sorted(hits)[:MOST_OFFERED]]}

    def entry_of(self, identifier: str) -> Entry | None:
        """The entry of an identifier, which is the path of its page."""
        return next((e for e in self._entries.values() if entry_path(e) == identifier), None)

    def _candidate(self, id_: str) -> Answer:
        entry = self._entries[id_]
        kind = kind_of(entry).name
        return {
            "id": entry_path(entry), "name": clean(entry.name), "description": clean(entry.gloss),
            "type": [{"id": kind, "name": TYPES[kind]}],
        }  # fmt: skip


def _asks(query: Mapping[str, Any]) -> bool:
    """Whether a query asks for something: a name, or values of properties."""
    if "query" in query:
        return isinstance(query["query"], str)
    return isinstance(query.get("properties"), list) and bool(query["properties"])


def _suggestion(candidate: Answer) -> Answer:
    """A candidate in the form of a suggestion, in which types are called "notable"."""
    return {("notable" if name == "type" else name): value for name, value in candidate.items()}
