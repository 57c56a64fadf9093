"""Work on texts outside the project: originals, annotations, single articles."""

from __future__ import annotations

import json
from pathlib import Path

from handbook.checks.originals import paragraphs, verify
from handbook.checks.register import Context
from handbook.kinds import Scope
from handbook.linking import find
from handbook.linking.evaluate import Score, score
from handbook.model import Mention
from handbook.pages.site import article_page as page_of
from handbook.problems import Place, Problem, Report
from handbook.reading import yaml_values

MAX_ARTICLE = 20_000_000


def verify_all(context: Context, report: Report, folder: Path) -> Report:
    """Compare every digest with its original in ``folder``; adds to the report."""
    for source in context.corpus.sources.values():
        original = source.header.original
        path = folder / original.name if original else None
        raw = path.read_bytes() if path and path.is_file() else None
        verify(context, source, raw, report)
    return report


def article_page(path: Path) -> tuple[str, Problem | None]:
    """The page of a plain-text article, or what is wrong with the file."""
    place = Place(str(path))
    if not path.is_file():
        return "", Problem(place, "HB100", "there is no such file", "name a plain-text file")
    if path.stat().st_size > MAX_ARTICLE:
        return "", Problem(place, "HB109", f"larger than {MAX_ARTICLE:,} bytes", "split it")
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return "", Problem(
            Place(str(path), raw[: error.start].count(b"\n") + 1), "HB102", "not UTF-8", "save the file as UTF-8"
        )
    found = paragraphs(text)
    if not found:
        return "", Problem(place, "HB112", "the article is empty", "name a file with text")
    return page_of(found[0], found), None


def evaluate(
    context: Context, seeds: Path, gold: Path, texts: Path | None
) -> tuple[list[tuple[str, Score]], Problem | None]:
    """Scores by text and over all, for the annotations in a folder.

    An annotation is a JSON object with ``file`` or ``sha256``, ``paragraphs``
    (n, start, text) and ``mentions`` (start, end, surface, id, optional).
    """
    concordance_file = seeds / "concordance.yml"
    try:
        concordance = (
            yaml_values.load(concordance_file.read_text(encoding="utf-8")).value if concordance_file.is_file() else {}
        )
    except yaml_values.YamlError as error:
        return [], Problem(Place(str(concordance_file), error.line), "HB101", error.message, error.mend)
    by_hash = {s.header.original.sha256: s for s in context.corpus.sources.values() if s.header.original}
    rows: list[tuple[str, Score]] = []
    total = Score()
    for path in sorted(gold.glob("*.json")):
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
        except ValueError as error:
            return [], Problem(Place(str(path)), "HB101", f"not JSON: {error}", "check the file")
        if not isinstance(data, dict) or "mentions" not in data:
            continue
        source = by_hash.get(data.get("sha256", ""))
        whole = (texts / Path(data["file"]).name).read_text(encoding="utf-8") if texts else None
        mentions: list[Mention] = []
        for paragraph in data["paragraphs"]:
            start = paragraph["start"]
            text = whole[start : paragraph["end"]] if whole is not None else paragraph["text"]
            rulings = (
                find.rulings_for(context.corpus.rulings, source.id, paragraph["n"], Scope.ORIGINAL) if source else []
            )
            found = find.find(text, context.gazetteer, rulings).mentions
            mentions += [Mention(m.start + start, m.end + start, m.surface, m.entry, m.form) for m in found]
        one = score(mentions, data["mentions"], concordance, Score())
        rows.append((path.stem, one))
        score(mentions, data["mentions"], concordance, total)
    if not rows:
        return [], Problem(
            Place(str(gold)), "HB100", "no annotated text in this folder", "name a folder with JSON annotations"
        )
    return [*rows, ("all", total)], None
