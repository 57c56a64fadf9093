"""Read corpora annotated by others in their own formats: CoNLL for names, brat as used by PolNeAR for quotations.

Each is turned into an annotation in this project's format, of one kind only; tasks it does not cover are not counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

#: This project's types by those of CoNLL-2003, WikiNER, CrossNER and others, in small letters; names of other types are not counted.
_TYPES = {
    "per": "PER", "person": "PER", "politician": "PER", "pers": "PER", "loc": "GPE", "location": "GPE", "gpe": "GPE", "country": "GPE", "locorg": "GPE",
    "org": "ORG", "organisation": "ORG", "organization": "ORG", "politicalparty": "ORG", "norp": "NORP",
}  # fmt: skip
#: Signs that are attached to the word before them, or to the word after them.
_BEFORE = frozenset({".", ",", ";", ":", "!", "?", ")", "]", "%", "'s", "’s", "'", "»", "”", "n't"})
_BEHIND = frozenset({"(", "[", "«", "“", "$", "€", "£"})
#: A quotation in the sense of the task: three or more words in quotation marks.
_MARKS = re.compile(r"[“\"«][^“”\"«»]{2,3000}[”\"»]")
#: Sentences of one article, for a corpus that has no documents.
_MANY = 30


def conll(text: str, language: str = "en") -> list[dict[str, Any]]:
    """Read annotations in CoNLL's columns: a word a line, its name tag in the last column as ``B-PER``, ``I-PER`` or ``O``.

    Sentences are separated by empty lines and become paragraphs; a document begins at ``-DOCSTART-``, or after thirty sentences.

    Raises:
        ValueError: a line has one column only, or its last column is no tag.
    """
    documents: list[list[list[tuple[str, str]]]] = [[[]]]
    for number, line in enumerate(text.splitlines(), 1):
        columns = line.split("\t") if "\t" in line else line.split()
        if columns and columns[0].startswith("-DOCSTART-"):
            documents.append([[]])
            continue
        if not line.strip():
            if documents[-1][-1]:
                documents[-1].append([])
            if len(documents[-1]) > _MANY and "-DOCSTART-" not in text:
                documents.append([[]])
            continue
        if len(columns) < 2 or not re.fullmatch(r"O|[BIESLU]-[\w-]+", columns[-1]):
            raise ValueError(f"line {number} has no tag such as O or B-PER in its last column")
        documents[-1][-1].append((columns[0], columns[-1]))
    return [_document(sentences, language) for sentences in documents if any(sentences)]


def _document(sentences: list[list[tuple[str, str]]], language: str) -> dict[str, Any]:
    # A first paragraph is a headline, which a sentence of a corpus is not.
    paragraphs: list[dict[str, Any]] = [{"n": 1, "start": 0, "text": "-"}]
    mentions: list[dict[str, Any]] = []
    at = 2
    for number, sentence in enumerate((s for s in sentences if s), 2):
        words, places = "", list[tuple[int, int]]()
        for word, _tag in sentence:
            joined = not words or word in _BEFORE or words[-1] in _BEHIND
            words += ("" if joined else " ") + word
            places.append((len(words) - len(word), len(words)))
        for first, last, kind in _names(sentence):
            mentions.append({
                "p": number, "start": at + places[first][0], "end": at + places[last][1], "id": "", "form": "name",
                "ner": _TYPES.get(kind, "MISC"), "optional": kind not in _TYPES,
            })  # fmt: skip
        paragraphs.append({"n": number, "start": at, "text": words})
        at += len(words) + 1
    return {"anchor": "", "language": language, "paragraphs": paragraphs, "mentions": mentions, "counts": ("names",)}


def _names(sentence: list[tuple[str, str]]) -> Iterator[tuple[int, int, str]]:
    """The first and last word of each name, and its type."""
    start, kind = -1, ""
    for at, tag in enumerate([*(tag for _word, tag in sentence), "O"]):
        prefix, _, new = tag.partition("-")
        if start >= 0 and (prefix in ("O", "B", "U", "S") or new.lower() != kind):
            yield start, at - 1, kind
            start = -1
        if prefix != "O" and start < 0:
            start, kind = at, new.lower()


def brat(annotation: str, text: str) -> dict[str, Any]:
    """Read an annotation of quotations in brat's format as used by PolNeAR: who (``Source``) says what (``Content``).

    Of each content only passages of three or more words in quotation marks are counted.

    Raises:
        ValueError: a line does not have brat's form, or points beyond the text.
    """
    spans: dict[str, tuple[int, int]] = {}
    parts: dict[str, list[tuple[int, int]]] = {}
    speech_spans: list[tuple[str, str]] = []
    for number, line in enumerate(annotation.splitlines(), 1):
        fields = line.split("\t")
        if line[:1] == "T" and len(fields) > 1:
            places = [tuple(map(int, p.split())) for p in fields[1].partition(" ")[2].split(";")]
            if any(len(p) != 2 or not 0 <= p[0] <= p[1] <= len(text) for p in places):
                raise ValueError(f"line {number} stands beyond its text")
            parts[fields[0]] = [(p[0], p[1]) for p in places]
            spans[fields[0]] = places[0][0], places[-1][1]
        elif line[:1] == "E" and len(fields) > 1:
            split = (role.partition(":") for role in fields[1].split() if ":" in role)
            roles = {role: span for role, _colon, span in split}
            if "Content" in roles and "Source" in roles:
                speech_spans.append((roles["Content"], roles["Source"]))
    if not spans:
        raise ValueError("no line says where anything stands")
    lines = [m for m in re.finditer(r"[^\n]+", text) if m[0].strip()]
    quotes = [
        {"p": 0, "start": m.start(), "end": m.end(), "kind": "direct", "speaker": text[slice(*spans[source])]}
        for m in _MARKS.finditer(text)
        if len(m[0].split()) > 2
        for content, source in speech_spans
        if source in spans and any(a <= m.start() + 1 and m.end() - 1 <= b for a, b in parts.get(content, ()))
    ]
    return {
        "anchor": "", "language": "en", "mentions": [], "quotes": quotes, "counts": ("quotations",),
        "paragraphs": [{"n": n, "start": m.start(), "text": m[0]} for n, m in enumerate(lines, 1)],
    }  # fmt: skip
