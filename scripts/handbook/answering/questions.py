"""The questions that an assistant may ask of a handbook, and their answers: search, an entry, a claim with its evidence, a source."""

from __future__ import annotations

import re
import sqlite3
from functools import cached_property
from typing import Any

from handbook.addresses import entry_path, kind_of, statement_path
from handbook.addresses import path as path_of
from handbook.agreement_state import headline
from handbook.anchors import object_anchor
from handbook.blocks import words_of
from handbook.claims import Claim
from handbook.corpus import Corpus
from handbook.exports import asof, database, tables
from handbook.leads import read_plainly
from handbook.model import Agreement, Citation, Entry, Paged, Term
from handbook.pages.claims import date_of, sentence
from handbook.pages.view import View
from handbook.plain_text import clean
from handbook.problems import did_you_mean

Answer = dict[str, Any]
#: The most results of a search.
MOST = 50
#: The tables that are searched: the word for a row, and the columns of an answer.
_SEARCHED = {
    "entries": ("entry", "e.id, e.name, e.gloss, e.path"),
    "claims": ("claim", "e.claim, e.text, e.date, e.path"),
    "statements": ("statement", "e.cite, e.text, e.date, e.path"),
}


class Unknown(ValueError):
    """There is no such thing; the message suggests what may have been meant."""


class Questions:
    """A corpus that answers; ``base`` is the site's address, or empty."""

    def __init__(self, corpus: Corpus, base: str = "") -> None:
        self._corpus, self._base = corpus, base.rstrip("/") + "/" if base else ""
        self.handbook = corpus.handbook
        self._view = View(corpus, {}, str)

    @cached_property
    def _database(self) -> sqlite3.Connection:
        base = sqlite3.connect(":memory:", check_same_thread=False)
        base.deserialize(database.database(self._corpus, tables.all_rows(self._corpus)))
        return base

    def search(self, words: str, limit: int = 10) -> Answer:
        """Entries, claims and statements with all of the words, else with any of them, the best first."""
        limit = max(1, min(limit, MOST))
        terms = [f'"{word}"' for word in re.findall(r"\w+", words)]
        answer: Answer = {"words": words, "matched": "all words"}
        for joined in (" AND ", " OR "):
            for table in _SEARCHED:
                answer[table] = self._matching(table, joined.join(terms), limit) if terms else []
            if any(answer[table] for table in _SEARCHED) or len(terms) < 2:
                break
            answer["matched"] = "any word"
        return answer

    def _matching(self, table: str, match: str, limit: int) -> list[Answer]:
        kind, columns = _SEARCHED[table]
        index = f"{table}_fts"
        query = (
            f"select {columns} from {index} join {table} e on e.rowid = {index}.rowid"
            f" where {index} match ? order by {index}.rank, e.rowid limit ?"
        )
        third = "gloss" if kind == "entry" else "date"
        return [
            {kind: key, "says": text, third: detail, "address": self._base + path}
            for key, text, detail, path in self._database.execute(query, (match, limit))
        ]

    def entry(self, name: str) -> Answer:
        """An entry by id or name: its gloss, its lead, its state, and its claims with the number of origins that support each.

        Raises:
            Unknown: no entry has that id or name, or several have it.
        """
        entry = self._entry(name)
        answer: Answer = {
            "id": entry.id, "kind": kind_of(entry).name, "name": clean(entry.name), "gloss": clean(entry.gloss),
            "address": self._base + entry_path(entry), "cite": [str(c) for c in entry.cite],
        }  # fmt: skip
        if isinstance(entry, Term):
            return answer
        answer["lead"] = clean(read_plainly(entry, self._corpus.handbook.content))
        if isinstance(entry, Agreement):
            answer["state"] = headline(self._corpus, entry).claim.stage
        answer["claims"] = [self._claim(entry, claim) for claim in entry.claims]
        answer["disagreements"] = [
            {"question": c.question, "status": c.status.value, "sides": [{"says": s.says, "cite": [str(x) for x in s.cite]} for s in c.sides]}
            for c in self._corpus.conflicts_about.get(entry.id, [])
        ]  # fmt: skip
        return answer

    def claim(self, key: str) -> Answer:
        """A claim by its key (``entry#label``): its sentence, and each statement for and against it with its source.

        Raises:
            Unknown: there is no such claim.
        """
        if key not in self._corpus.claims:
            hint = did_you_mean(key, list(self._corpus.claims))
            raise Unknown(f"there is no claim '{key}'{': ' + hint if hint else ''}")
        entry, claim = self._corpus.claims[key]
        return self._claim(entry, claim) | {
            "settled": claim.settled,
            "settled_in": getattr(self._corpus.settled_in(entry, claim), "id", ""),
            "for": [self._statement(c, entry.id) for c in claim.cite if c in self._corpus.statements],
            "against": [self._statement(c, entry.id) for c in claim.against if c in self._corpus.statements],
        }

    def source(self, id_: str) -> Answer:
        """A source by its id: who published what when, and all its statements.

        Raises:
            Unknown: there is no such source.
        """
        source = self._corpus.sources.get(id_)
        if source is None:
            hint = did_you_mean(id_, list(self._corpus.sources))
            raise Unknown(f"there is no source '{id_}'{': ' + hint if hint else ''}")
        header = source.header
        return {
            "id": id_, "title": clean(header.title), "authors": [clean(a) for a in header.authors],
            "publication": clean(header.publication), "published": str(header.published), "language": header.language,
            "original": header.url or "", "address": self._base + path_of(source),
            "statements": [self._statement(s.citation, "") for s in source.statements],
        }  # fmt: skip

    def as_of(self, kind: str, name: str, date: str) -> Answer:
        """What was certain, possible or still to come of an entry at an EDTF date.

        Raises:
            Unknown: no such kind, entry or date.
        """
        try:
            return asof.ask(self._corpus, kind, name, date)
        except ValueError as error:
            raise Unknown(str(error)) from error

    def _entry(self, name: str) -> Entry:
        if name in self._corpus.entries:
            return self._corpus.entries[name]
        for kind in ("actor", "agreement", "event"):
            try:
                return self._corpus.entries[asof.find(self._corpus, kind, name).id]
            except ValueError:
                continue
        hint = did_you_mean(name, [*self._corpus.entries, *(e.name for e in self._corpus.entries.values())])
        raise Unknown(f"there is no entry '{name}'{': ' + hint if hint else '; search for it first'}")

    def _claim(self, entry: Paged, claim: Claim) -> Answer:
        key = f"{entry.id}#{claim.label}"
        return {
            "claim": key, "says": clean(words_of(sentence(self._view, claim))), "date": str(date_of(claim)),
            "origins": len(self._corpus.origins(claim.cite, entry.id)), "disputed": self._corpus.disputed(entry, claim),
            "cite": [str(c) for c in claim.cite],
            "address": f"{self._base}{entry_path(entry)}#{object_anchor('claim', key)}",
        }  # fmt: skip

    def _statement(self, cite: Citation, about: str) -> Answer:
        statement, header = self._corpus.statements[cite], self._corpus.sources[cite.source].header
        speaker = self._corpus.entries.get(statement.speaker)
        return {
            "cite": str(cite), "says": clean(statement.text), "kind": statement.kind.value,
            "speaker": clean(speaker.name) if speaker else statement.speaker, "publication": clean(header.publication),
            "published": str(header.published), "paragraph": statement.paragraph, "origin": clean(self._corpus.origin(cite, about)),
            "address": self._base + statement_path(cite.source, cite.label),
        }  # fmt: skip
