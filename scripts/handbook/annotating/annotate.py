"""Annotate one batch of an archive: names, dates, quantities, quotations and agreements as offsets and values.

Pure, and the only code that a worker runs.  The result contains no sentence of an article: only spans,
names, dates and numbers.
"""

from __future__ import annotations

import hashlib
import json
import pickle
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import handbook
from handbook.adding import original
from handbook.annotating.archive import MAX_RECORD, Batch, Record
from handbook.checks.register import Context
from handbook.extraction import languages
from handbook.extraction.article import Annotated, Annotator, unread
from handbook.partial_date import PartialDate

FORMAT = 1


@dataclass(frozen=True)
class Names:
    """The registry as a worker needs it, as bytes, and a hash of everything besides the article that results depend on."""

    blob: bytes = field(compare=False, repr=False)
    key: str

    @classmethod
    def of(cls, context: Context) -> Names:
        blob = pickle.dumps((dict(context.corpus.entries), context.gazetteer), protocol=5)
        names_text = json.dumps(
            [
                [
                    e.id,
                    e.name,
                    [(n.text, n.kind, n.lang) for n in e.names],
                    getattr(e, "kind", ""),
                    getattr(e, "iso", ""),
                ]
                for e in sorted(context.corpus.entries.values(), key=lambda e: e.id)
            ]
        )
        return cls(blob, hashlib.sha256(f"{FORMAT} {_rules()} {names_text}".encode()).hexdigest()[:16])


def _rules() -> str:
    """A hash of the code that annotates, so that results of other rules are not reused."""
    package = Path(handbook.__file__).parent
    digest = hashlib.sha256()
    for folder in ("extraction", "linking", "adding", "annotating"):
        for path in sorted((package / folder).glob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def share_names(names: Names) -> Names:
    """The names, as a task whose result a worker keeps and another worker can make again."""
    return names


@lru_cache(maxsize=2)
def _annotator(names: Names) -> Annotator:
    # Safe to unpickle: the coordinator made these bytes; a worker takes code and data only from it.
    entries, gazetteer = pickle.loads(names.blob)
    return Annotator(entries, gazetteer)


def annotate(batch: Batch, names: Names) -> bytes:
    """JSON Lines, one line for each record of the batch, in order; for an article that cannot be read the line says why."""
    annotator = _annotator(names)
    lines = [json.dumps(_annotation(record, annotator), ensure_ascii=False, sort_keys=True) for record in batch.records]
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _annotation(record: Record, annotator: Annotator) -> Mapping[str, Any]:
    """The annotation of a record, or its ``error``: whatever one record holds, the others are annotated."""
    try:
        return _annotated(record, annotator)
    except Exception as error:
        # The place of the fault without its message, which may contain words of the article.
        frames = traceback.extract_tb(error.__traceback__)
        location = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
        return {
            "id": record.id,
            "error": f"cannot be annotated: {type(error).__name__} at {location}; please report it",
        }


def _annotated(record: Record, annotator: Annotator) -> Mapping[str, Any]:
    line: dict[str, Any] = {"id": record.id}
    if record.fault:
        return line | {"error": record.fault}
    if len(record.raw) > MAX_RECORD:
        return line | {"error": f"larger than {MAX_RECORD:,} bytes"}
    if not record.raw:
        return line | {"error": "not a record with a text"}
    article, fault, _advice = original.parse(record.raw, record.suffix)
    if article is None or fault:
        return line | {"error": fault or "not an article"}
    try:
        published = PartialDate.parse(record.published) if record.published else article.published
    except ValueError as error:
        return line | {"error": f"published: {error}"}
    try:
        language = languages.primary(record.language) if record.language else article.language
    except ValueError as error:
        return line | {"error": f"language: {error}"}
    annotated = annotator.article(article.paragraphs, published, language)
    names = frozenset(n.entry or n.surface for part in annotated for n in part.named)
    notes = [*article.notes, languages.unruled(language), unread(annotated)]
    if any(notes):
        line["note"] = "; ".join(note for note in notes if note)
    return line | {
        "sha256": article.sha256,
        "language": language,
        "published": str(published),
        "url": record.url or article.url,
        "paragraphs": [
            _paragraph(p, names) for p in annotated if p.named or p.dates or p.counted or p.quoted or p.cues
        ],
    }


def _paragraph(part: Annotated, names: frozenset[str]) -> Mapping[str, Any]:
    """One paragraph as offsets and values; a speaker is given by a name, never by the article's own words for it."""
    return {
        "n": part.number,
        "names": [
            [n.start, n.end, n.entry or n.surface, n.ner, round(n.confidence, 2), bool(n.entry)] for n in part.named
        ],
        "dates": [[d.start, d.end, d.value, d.kind] for d in part.dates],
        "quantities": [[q.start, q.end, str(q.value), q.unit, q.approx] for q in part.counted],
        "quotations": [[q.start, q.end, q.kind, q.speaker if q.speaker in names else ""] for q in part.quoted],
        "agreements": [[c.start, c.end, c.stage] for c in part.cues],
    }
