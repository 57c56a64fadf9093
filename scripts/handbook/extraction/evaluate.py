"""Score the extractors against an annotation in the format of ``shared/gold``: right, spurious, missed for every task.

Names: exact span and type (PER, ORG, GPE, NORP); phrases without a name and optional names are
left out.  Dates: exact span, with the EDTF value as a separate task.  Quantities: found with the
right value, ordinals and counts included.  Quotations: direct ones, overlapping, with the right
speaker.  Agreements: the evidence overlaps a marked sentence.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from handbook.extraction.article import Annotated
from handbook.linking.evaluate import Score

TASKS = ("names", "dates", "date values", "quantities", "quotations", "agreements")
_NER = {"PERSON": "PER", "PER": "PER", "LOC": "GPE", "GPE": "GPE", "FAC": "GPE", "NORP": "NORP", "ORG": "ORG"}
Span = tuple[int, int]


def score(
    annotated: Sequence[Annotated],
    data: Mapping[str, Any],
    concordance: Mapping[str, str],
    into: dict[str, Score],
    names_by_id: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> None:
    """Add one annotated text to the scores by task; ``data`` is the annotation, ``names_by_id`` has the names of entries by id."""
    starts = {p["n"]: p["start"] for p in data["paragraphs"]}
    _names(annotated, data["mentions"], starts, into["names"])
    _dates(annotated, data.get("dates", ()), starts, into["dates"], values=False)
    _dates(annotated, data.get("dates", ()), starts, into["date values"], values=True)
    _quantities(annotated, data.get("quantities", ()), starts, into["quantities"])
    _quotations(annotated, data.get("quotes", ()), starts, concordance, names_by_id, into["quotations"])
    _agreements(annotated, data.get("agreements", ()), starts, into["agreements"])


def _names(annotated: Sequence[Annotated], gold: Iterable[Any], starts: Mapping[int, int], into: Score) -> None:
    expected: dict[Span, str] = {}
    neutral: set[Span] = set()
    for g in gold:
        span = (g["start"], g["end"])
        kind = _NER.get(g.get("ner", ""), "")
        if g.get("optional") or g.get("boilerplate") or g.get("form") == "nominal" or not kind:
            neutral.add(span)
        else:
            expected[span] = kind
    for p in annotated:
        for n in p.named:
            span = (n.start + starts[p.number], n.end + starts[p.number])
            if (
                n.form == "nominal"
                or n.ner == "MISC"
                or (span not in expected and any(a < span[1] and span[0] < b for a, b in neutral))
            ):
                continue
            _count(into, expected, span, n.ner, n.surface)
    _missed(into, expected)


def _count(into: Score, expected: dict[Span, Any], span: Span, value: Any, surface: str) -> None:
    if expected.get(span) == value:
        into.right += 1
        del expected[span]
    else:
        into.spurious += 1
        into.errors.append(f"spurious {span[0]}: {surface} = {value}")


def _missed(into: Score, expected: Mapping[Span, Any]) -> None:
    into.missed += len(expected)
    into.errors += [f"missed {a}-{b}: {value}" for (a, b), value in expected.items()]


def _dates(
    annotated: Sequence[Annotated], gold: Iterable[Any], starts: Mapping[int, int], into: Score, values: bool
) -> None:
    expected = {(g["start"], g["end"]): g["edtf"] if values else g["type"] for g in gold if g.get("coarse") != "VAGUE"}
    vague = {(g["start"], g["end"]) for g in gold if g.get("coarse") == "VAGUE"}
    for p in annotated:
        for d in p.dates:
            span = (d.start + starts[p.number], d.end + starts[p.number])
            if span not in vague:
                _count(into, expected, span, d.value if values else d.kind, d.surface)
    _missed(into, expected)


def _quantities(annotated: Sequence[Annotated], gold: Iterable[Any], starts: Mapping[int, int], into: Score) -> None:
    expected = {(g["start"], g["end"]): float(g["value"]) for g in gold}
    for p in annotated:
        for q in p.counted:
            span = (q.start + starts[p.number], q.end + starts[p.number])
            near = next((w for w in expected if w[0] < span[1] and span[0] < w[1]), span)
            _count(into, expected, near, float(q.value), q.surface)
    _missed(into, expected)


def _quotations(
    annotated: Sequence[Annotated],
    gold: Iterable[Any],
    starts: Mapping[int, int],
    concordance: Mapping[str, str],
    names_by_id: Mapping[str, Collection[str]],
    into: Score,
) -> None:
    expected = {
        (g["start"], g["end"]): concordance.get(g["speaker"], g.get("speaker_surface", g["speaker"]))
        for g in gold
        if g["kind"].startswith("direct")
    }
    surfaces = {(g["start"], g["end"]): g.get("speaker_surface", g["speaker"]) for g in gold}
    for p in annotated:
        for q in p.quoted:
            if not q.kind.startswith("direct"):
                continue
            span = (q.start + starts[p.number], q.end + starts[p.number])
            near = next((w for w in expected if w[0] < span[1] and span[0] < w[1]), span)
            same_speaker = (
                (bool(q.speaker) and q.speaker.endswith(str(expected.get(near, "?"))))
                or q.speaker == expected.get(near)
                or q.speaker in names_by_id.get(str(expected.get(near)), ())
                or (bool(q.speaker_surface) and q.speaker_surface in surfaces.get(near, ""))
            )
            _count(
                into,
                expected,
                near,
                expected[near] if near in expected and same_speaker else q.speaker,
                f"quotation by {q.speaker or '?'}",
            )
    _missed(into, expected)


def _agreements(annotated: Sequence[Annotated], gold: Iterable[Any], starts: Mapping[int, int], into: Score) -> None:
    expected = [(g["evidence"]["start"], g["evidence"]["end"]) for g in gold]
    matched: set[Span] = set()
    for p in annotated:
        for c in p.cues:
            span = (c.start + starts[p.number], c.end + starts[p.number])
            hits = {w for w in expected if w[0] < span[1] and span[0] < w[1]}
            matched |= hits
            if not hits:
                into.spurious += 1
                into.errors.append(f"spurious sentence {span[0]}-{span[1]}: {c.words} ({c.stage})")
    into.right += len(matched)
    into.missed += len(set(expected)) - len(matched)
    into.errors += [f"missed evidence {a}-{b}" for a, b in sorted(set(expected) - matched)]
