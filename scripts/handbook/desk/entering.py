"""Add one article to the seeds, for programs: prepare it, compare it with known sources, write it with a journal entry."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from handbook import publish
from handbook.adding import add, local_originals, original, versions
from handbook.adding.bibliography import Options
from handbook.adding.merging import Refused
from handbook.adding.versions import Version
from handbook.problems import Problem, did_you_mean
from handbook.reading import articles


@dataclass(frozen=True)
class AddedArticle:
    """The result for an article: the id of its source, whether it is new, the files written, and messages about it.

    If it is refused, ``problems`` say why; ``similar`` are sources of which it is probably another version, for a person to say.
    """

    source: str = ""
    new: bool = False
    written: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    similar: tuple[Version, ...] = ()


def enter(
    seeds: Path,
    path: Path,
    options: Options,
    version_of: str = "",
    separate: bool = False,
    article_read: original.Read | None = None,
) -> AddedArticle:
    """Add the article in a file, which may have been read before (``article_read``); call it inside ``store.locked``.

    ``version_of`` names the source of which it is another version; ``separate`` says that it is a version of none.

    Raises:
        Refused: the source in ``version_of`` does not exist.
        StoreError: something stood in the way of writing; nothing was written.
    """
    context, report = publish.read(seeds)
    # An unreadable record might be one that the article names; no other problem hinders a new article.
    if unread := [p for p in report.sorted() if p.code < "HB200"]:
        return AddedArticle(problems=tuple(unread[:3]))
    draft, problems = add.prepare(context, path, options, article_read=article_read)
    if problems or draft is None:
        return AddedArticle(problems=tuple(problems))
    if not draft.files:
        return AddedArticle(draft.source)
    corpus = context.corpus
    texts, _unread = local_originals.texts(seeds, corpus, all_sources=True)
    text = next(raw.decode("utf-8") for name, raw in draft.originals.items() if name.endswith(".txt"))
    if version_of:
        if version_of not in corpus.sources:
            raise Refused(
                f"there is no source '{version_of}'", did_you_mean(version_of, corpus.sources) or "name its id"
            )
        draft = versions.as_version(corpus, draft, version_of, text, texts.get(version_of, ""))
    elif not separate:
        source, _problems = articles.read(draft.files[f"articles/{draft.source}.md"], draft.source)
        similar = versions.versions(context, source.header, text, texts) if source else []
        if similar and similar[0].sure:
            return AddedArticle(draft.source, similar=tuple(similar))
    return AddedArticle(draft.source, True, tuple(add.write(seeds, draft)), draft.summary)
