"""The published corpus, which has no drafts: linked again only where it differs from the corpus that was last published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from handbook.checks.register import Context
from handbook.corpus import Corpus, is_published
from handbook.incremental.invalidation import Change, Changes
from handbook.incremental.relinking import EarlierCorpus, LinkedCorpus, linked


def published(
    everything: LinkedCorpus,
    corpus: Corpus,
    earlier: EarlierCorpus | None,
    words: Mapping[str, str],
    affects_all_pages: bool,
) -> LinkedCorpus:
    """Link the published ``corpus``, which is a part of ``everything``; ``earlier`` is the corpus that was last published.

    If that is None, the corpus is linked as one that differs from ``everything`` only by the missing drafts.
    """
    full_context = everything.context
    context = Context(corpus, full_context.loaded_terms, full_context.vocabulary)
    if earlier is None:
        earlier = EarlierCorpus(everything.saved, everything.look_ups, everything.as_earlier().mentions)
        published_corpus = linked(
            context, earlier, _left_out(full_context.corpus, corpus), words, alike=everything.saved
        )
        published_corpus = replace(published_corpus, affects_all_pages=True)
    else:
        published_corpus = linked(
            context, earlier, _as_published(everything.changed), words, affects_all_pages, everything.saved
        )
    if corpus is full_context.corpus:
        # There are no more drafts: both corpora are the same.
        return replace(published_corpus, context=full_context, look_ups=everything.look_ups, saved=everything.saved)
    return published_corpus


def _left_out(read: Corpus, shown: Corpus) -> Changes:
    """The drafts, as changes that remove records."""
    pairs = [(read.entries, shown.entries), (read.sources, shown.sources)]
    return {i: Change(table[i], None) for table, those in pairs for i in table.keys() - those.keys()}


def _as_published(changes: Changes) -> Changes:
    """The changes as they appear in the published corpus: a draft counts as no record."""
    sides = {name: Change(*map(_published_record, change)) for name, change in changes.items()}
    return {name: change for name, change in sides.items() if change.before != change.now}


def _published_record(record: Any) -> Any:
    return record if record is not None and is_published(record) else None
