"""``handbook add``: turn an article file into drafts in the seeds folder; adding the same article twice changes nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from handbook.adding import journal, original, store
from handbook.adding.bibliography import Options as Options
from handbook.adding.bibliography import Refusal, head
from handbook.adding.decided import as_decided
from handbook.adding.draft import Draft, draft
from handbook.adding.proposals import proposals
from handbook.checks.register import Context
from handbook.extraction import languages
from handbook.extraction.article import Annotator, Model, unread
from handbook.model import Ruling
from handbook.plain_text import clean
from handbook.problems import Place, Problem
from handbook.reading import articles, records, yaml_values
from handbook.reading.places import KINDS

RULINGS = "rulings.yml"


def prepare(
    context: Context,
    path: Path,
    options: Options,
    model: Model | None = None,
    article_read: original.Read | None = None,
) -> tuple[Draft | None, list[Problem]]:
    """Draft a file, which may have been read before (``article_read``); the draft is empty if the article is in the corpus already, None on problems."""
    article, raw, problem = article_read or original.read(path)
    if article is None or problem:
        return None, [problem] if problem else []
    place = Place(clean(str(path)))
    corpus = context.corpus
    for source in corpus.sources.values():
        recorded = source.header.original
        if recorded and recorded.sha256 == article.sha256:
            return Draft(source.id), []
    try:
        header, article, notes = head(corpus, article, options, place)
    except Refusal as error:
        return None, [error.problem]
    annotator = Annotator(corpus.entries, context.gazetteer, model)
    annotated = as_decided(corpus, annotator.article(article.paragraphs, header.published, article.language))
    restated = [part for part in annotated if part.number not in article.silent]
    near = proposals(context, restated, article.language)
    drafted = draft(corpus, article, annotated, header, raw, path.suffix.lower(), options.names, near)
    messages = (*article.notes, *notes, languages.unruled(article.language), unread(annotated))
    drafted = replace(drafted, summary=(*(f"note: {note}" for note in messages if note), *drafted.summary))
    return drafted, unreadable(drafted)


def unreadable(draft: Draft) -> list[Problem]:
    """The problems that the next command would find on reading a draft's files."""
    problems: list[Problem] = []
    for name, text in draft.files.items():
        if name.startswith("articles/"):
            problems += articles.read(text, name)[1]
        else:
            kind = KINDS[name.split("/")[1]]
            try:
                problems += records.make(kind, yaml_values.load(text), name)[1]
            except yaml_values.YamlError as error:
                problems.append(Problem(Place(name, error.line), "HB101", error.message, error.mend))
    for line in draft.rulings:
        (value,) = yaml_values.load(line).value
        problems += records.make(Ruling, yaml_values.Values(value, {}), RULINGS)[1]
    return problems


def write(seeds: Path, draft: Draft) -> list[str]:
    """Write a draft into the seeds; return the names, under the seeds, of the files that were created or extended.

    Raises:
        StoreError: something stood in the way; nothing was written.
    """
    before = store.content(seeds, RULINGS)
    files = {name: text.encode("utf-8") for name, text in draft.files.items()} | dict(draft.originals)
    expected: dict[str, bytes | None] = dict.fromkeys(files)
    # An original may still be there from an earlier run whose drafts were deleted by hand.
    expected |= {name: store.content(seeds, name) for name in draft.originals}
    if draft.rulings:
        old = before or b""
        files[RULINGS] = (
            old + (b"" if not old or old.endswith(b"\n") else b"\n") + "".join(draft.rulings).encode("utf-8")
        )
        expected[RULINGS] = before
    journal.write(seeds, f"add {draft.source}", files, expected)
    return sorted(files)
