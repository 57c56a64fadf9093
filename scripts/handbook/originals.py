"""Processing texts outside the project: originals, annotations, single articles."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from handbook import render
from handbook.adding import evaluate as drafted
from handbook.checks.originals import paragraphs, verify
from handbook.checks.register import Context, list_or_count
from handbook.corpus import Corpus
from handbook.extraction import corpora, languages, timeml
from handbook.extraction.article import Annotator, Model
from handbook.extraction.evaluate import TASKS
from handbook.extraction.evaluate import score as score_tasks
from handbook.extraction.languages.detection import detect
from handbook.kinds import Scope
from handbook.linking import find, gazetteer
from handbook.linking.evaluate import Score, score
from handbook.model import Mention, Ruling, Source
from handbook.pages.site import article_page as page_of
from handbook.partial_date import PartialDate
from handbook.problems import Place, Problem, Report
from handbook.reading import files, yaml_values

MAX_ARTICLE = MAX_CORPUS = 20_000_000


def verify_all(context: Context, report: Report, folder: Path) -> Report:
    """Compare every digest with its original in ``folder``; add problems and counts to the report."""
    unread = {p.place.path for p in report.problems if p.unread}
    compared = Report(counts=report.counts)
    for source in context.corpus.sources.values():
        original = source.header.original
        raw = None
        if original:
            try:
                raw = files.read(folder / original.name, MAX_ARTICLE)
            except FileNotFoundError:
                pass  # counted as not checked
            except files.FileError as error:
                report.extend([error.problem(f"{folder.name}/{original.name}")])
        verify(context, source, raw, compared)
    list_or_count(compared.problems, unread, report)
    return report


def article_page(path: Path) -> tuple[str, Problem | None]:
    """The page of a plain-text article, as MyST, or the problem with the file."""
    try:
        texts = paragraphs(files.text(files.read(path, MAX_ARTICLE)))
    except FileNotFoundError:
        return "", Problem(Place(str(path)), "HB100", "there is no such file", "name a plain-text file")
    except files.FileError as error:
        return "", error.problem(str(path))
    if not texts:
        return "", Problem(Place(str(path)), "HB112", "the article is empty", "name a file with text")
    return render.myst.text(render.myst.blocks(page_of(texts[0], texts).blocks)), None


@dataclass
class Evaluation:
    """Scores: for linked mentions by text and in total, for the extractors by task."""

    linked: list[tuple[str, Score]] = field(default_factory=list)
    tasks: dict[str, Score] = field(default_factory=lambda: {task: Score() for task in TASKS})


def evaluate(
    context: Context, seeds: Path, gold: Path, texts: Path | None, registry: bool = True, model: Model | None = None
) -> tuple[Evaluation, Problem | None]:
    """Compute scores against the annotations in the folder ``gold``; without the ``registry``, as if every name were new.

    An annotation is a JSON object with ``file`` or ``sha256``, ``paragraphs``
    (n, start, end or text) and ``mentions`` (start, end, id, optional; surface for reports); for
    the extractors ``anchor``, ``dates``, ``quantities``, ``quotes``, ``agreements``.  Files ``*.tml`` are TimeML.
    A missing text is a problem, since scores of the other texts would not be those of the folder.
    """
    evaluation = Evaluation()
    concordance, problem = _concordance(seeds / "concordance.yml")
    if problem:
        return evaluation, problem
    # An annotation may name our entries by their own ids.
    concordance = {e: e for e in context.corpus.entries} | concordance
    names_by_actor = {e.id: frozenset({e.name, *(n.text for n in e.names)}) for e in context.corpus.actors.values()}
    by_hash = {s.header.original.sha256: s for s in context.corpus.sources.values() if s.header.original}
    names = context.gazetteer if registry else gazetteer.build(Corpus())
    annotator = Annotator(context.corpus.entries, names, model)
    total = Score()
    for path in sorted(gold.glob("*.json")):
        annotation = _annotation(path, texts)
        if isinstance(annotation, Problem):
            return evaluation, annotation
        if annotation is None:
            continue
        data, paragraphs_, anchor = annotation
        source = by_hash.get(data.get("sha256", ""))

        def rulings(number: int, source: Source | None = source) -> list[Ruling]:
            return (
                find.rulings_for(context.corpus.rulings, source.id, number, Scope.ORIGINAL)
                if source and registry
                else []
            )

        if registry:
            mentions: list[Mention] = []
            for paragraph, text in zip(data["paragraphs"], paragraphs_, strict=True):
                linked = find.find(text, names, rulings(paragraph["n"])).mentions
                start = paragraph["start"]
                mentions += [Mention(m.start + start, m.end + start, m.surface, m.entry, m.form) for m in linked]
            evaluation.linked.append((path.stem, score(mentions, data["mentions"], concordance, Score())))
            score(mentions, data["mentions"], concordance, total)
        annotated = annotator.article(paragraphs_, anchor, data["language"], rulings)
        score_tasks(annotated, data, concordance, evaluation.tasks, names_by_actor)
        # Without the registry no actors are known, so no agreement can have parties.
        if registry and any(a.get("parties") for a in data.get("agreements", ())):
            drafts = evaluation.tasks.setdefault(drafted.TASK, Score())
            drafted.score(context.corpus, annotated, data, concordance, drafts)
    if problem := _score_corpora(gold, annotator, evaluation):
        return evaluation, problem
    if problem := _score_timeml(gold, annotator, evaluation):
        return evaluation, problem
    if registry and evaluation.linked:
        evaluation.linked.append(("all", total))
    if not any(s.right + s.missed for s in evaluation.tasks.values()):
        return evaluation, Problem(
            Place(str(gold)),
            "HB100",
            "no annotated text in this folder",
            "name a folder with annotations in JSON, TimeML (.tml), CoNLL (.conll) or brat (.ann beside .txt)",
        )
    return evaluation, None


def _annotation(path: Path, texts: Path | None) -> tuple[dict[str, Any], list[str], PartialDate] | Problem | None:
    """An annotation with the texts of its paragraphs and the date from which others count; None for JSON that is something else."""
    try:
        data = json.loads(files.text(files.read(path, MAX_ARTICLE)))
    except files.FileError as error:
        return error.problem(str(path))
    except (ValueError, RecursionError) as error:
        return Problem(Place(str(path)), "HB101", f"not JSON: {error}", "check the file")
    if not isinstance(data, dict) or "mentions" not in data:
        return None
    advice = "compare it with those in seeds/annotations"
    if wrong := _misshapen(data):
        return Problem(Place(str(path)), "HB101", f"not an annotation: {wrong}", advice)
    data["language"] = _language(data)
    name = Path(str(data.get("file", ""))).name
    try:
        return data, _texts(data, texts), PartialDate.parse(str(data.get("anchor", "")))
    except OSError as error:
        message = f"its text '{name}' cannot be read: {error.strerror}"
        return Problem(Place(str(path)), "HB101", message, "name the folder that has it with --originals")
    except files.FileError as error:
        return error.problem(f"{texts}/{name}")
    except (KeyError, TypeError, ValueError) as error:
        advice = advice if texts else "offsets alone need --originals"
        return Problem(Place(str(path)), "HB101", f"not an annotation: {error!r}", advice)


def _score_timeml(gold: Path, annotator: Annotator, evaluation: Evaluation) -> Problem | None:
    """Add the scores of TimeML files; a problem if one cannot be read."""
    for path in sorted(gold.glob("*.tml")):
        try:
            data = timeml.read(files.text(files.read(path, MAX_ARTICLE)))
            anchor = PartialDate.parse(data["anchor"])
        except files.FileError as error:
            return error.problem(str(path))
        except (ValueError, RecursionError) as error:
            return Problem(Place(str(path)), "HB101", f"not TimeML: {error}", "check the file, or take it away")
        annotated = annotator.article(_texts(data, None), anchor, "en", lambda _number: [])
        timeml.score(annotated, data, evaluation.tasks.setdefault(timeml.TASK, Score()))
    return None


def _score_corpora(gold: Path, annotator: Annotator, evaluation: Evaluation) -> Problem | None:
    """Add the scores of files in CoNLL's and brat's formats; a problem if one cannot be read."""
    for path in sorted((*gold.glob("*.conll"), *gold.glob("*.ann"))):
        try:
            words = files.text(files.read(path, MAX_CORPUS))
            text = path.with_suffix(".txt")
            read = corpora.conll(words) if path.suffix == ".conll" else [corpora.brat(words, files.text(files.read(text, MAX_ARTICLE)))]  # fmt: skip
        except files.FileError as error:
            return error.problem(str(path))
        except OSError as error:
            return Problem(Place(str(path)), "HB101", f"its text '{path.stem}.txt' cannot be read: {error.strerror}", "put it beside the annotation")  # fmt: skip
        except (ValueError, RecursionError) as error:
            kind = "CoNLL's columns" if path.suffix == ".conll" else "brat's form"
            return Problem(Place(str(path)), "HB101", f"not in {kind}: {error}", "check the file, or take it away")
        for data in read:
            detected = detect(" ".join(p["text"] for p in data["paragraphs"]))
            language = detected.language if detected.sure else "en"
            annotated = annotator.article(_texts(data, None), None, language, lambda _number: [])
            scores = {task: Score() for task in TASKS}
            score_tasks(annotated, data, {}, scores)
            for task in data["counts"]:
                into = evaluation.tasks[task]
                into.right, into.spurious = into.right + scores[task].right, into.spurious + scores[task].spurious
                into.missed += scores[task].missed
                into.errors += scores[task].errors
    return None


def _concordance(path: Path) -> tuple[dict[str, str], Problem | None]:
    """Our ids by those of annotations, from a file that need not exist, or the problem with it."""
    try:
        values = yaml_values.load(files.text(files.read(path, MAX_ARTICLE, path.parent))).value
    except FileNotFoundError:
        return {}, None
    except files.FileError as error:
        return {}, error.problem(str(path))
    except yaml_values.YamlError as error:
        return {}, Problem(Place(str(path), error.line), "HB101", error.message, error.mend)
    if not isinstance(values or {}, dict) or not all(isinstance(v, str) for v in (values or {}).values()):
        return {}, Problem(Place(str(path)), "HB101", "not a list of ids", "write 'their-id: our-id', a line each")
    return values or {}, None


#: The required keys of each item of an annotation, by the list to which it belongs.
_ITEMS = {
    "paragraphs": ("n", "start"),
    "mentions": ("start", "end", "id"),
    "dates": ("start", "end"),
    "quantities": ("start", "end", "value"),
    "quotes": ("start", "end", "kind", "speaker"),
    "agreements": ("evidence",),
}


#: The keys of an item whose values have to be strings, if present.
_STRINGS = (
    "id", "kind", "speaker", "ner", "form", "edtf", "type", "coarse", "surface",
    "speaker_surface", "text", "status", "date",
)  # fmt: skip


def _misshapen(data: Mapping[str, Any]) -> str:
    """What is wrong with the structure of an annotation, or an empty string."""
    wrong = next(
        (k for k in ("file", "sha256", "language") if data.get(k) is not None and not isinstance(data[k], str)), ""
    )
    if wrong:
        return f"'{wrong}' is no text"
    for name, keys in _ITEMS.items():
        items = data.get(name, [])
        if not isinstance(items, list):
            return f"{name} is not a list"
        for number, item in enumerate(items, 1):
            if not isinstance(item, dict):
                return f"item {number} of {name} is not an object"
            needed = keys
            if name == "dates" and item.get("coarse") != "VAGUE":
                needed = (*keys, "edtf", "type")
            missing = next((key for key in needed if key not in item), "")
            if missing:
                return f"item {number} of {name} has no '{missing}'"
            evidence = item.get("evidence", {})
            if name == "agreements" and not (isinstance(evidence, dict) and {"start", "end"} <= evidence.keys()):
                return f"the evidence of item {number} of {name} has no start and end"
            wrong = next((k for k in _STRINGS if item.get(k) is not None and not isinstance(item[k], str)), "")
            if wrong:
                return f"'{wrong}' of item {number} of {name} is no text"
            if name == "paragraphs" and item["n"] != number:
                return f"paragraph {number} has the number {item['n']!r}"
            parties = item.get("parties", [])
            if not (isinstance(parties, list) and all(isinstance(party, str) for party in parties)):
                return f"the parties of item {number} of {name} are no list of texts"
            numbers = item.get("paragraphs", [])
            if not (isinstance(numbers, list) and all(isinstance(n, int) for n in numbers)):
                return f"the paragraphs of item {number} of {name} are no list of numbers"
            places = (item, evidence) if name == "agreements" else (item,)
            if any(not isinstance(place.get(k, 0), int) for place in places for k in ("n", "start", "end")):
                return f"a place of item {number} of {name} is no whole number"
            try:
                float(item.get("value", 0))
            except (TypeError, ValueError, OverflowError):
                return f"the value of item {number} of {name} is no number"
    return ""


def _language(data: Mapping[str, Any]) -> str:
    try:
        return languages.primary(data.get("language") or "en")
    except ValueError:
        return "en"


def _texts(data: Mapping[str, Any], texts: Path | None) -> list[str]:
    if texts is None:
        return [p["text"] for p in data["paragraphs"]]
    article = files.text(files.read(texts / Path(data["file"]).name, MAX_ARTICLE))
    return [article[p["start"] : p["end"]] for p in data["paragraphs"]]
