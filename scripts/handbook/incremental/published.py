"""The published corpus: the corpus without drafts, linked anew only where it differs from what was published last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from handbook.checks.register import Context
from handbook.corpus import Corpus, is_published
from handbook.incremental.invalidation import Change, Changes
from handbook.incremental.relinking import Known, LinkedCorpus, linked


def published(
    everything: LinkedCorpus, corpus: Corpus, known: Known | None, words: Mapping[str, str], whole: bool
) -> LinkedCorpus:
    """The published ``corpus`` of ``everything`` that was read; ``known`` is what was published last.

    With nothing known of that, it is linked as what differs from everything in the drafts alone.
    """
    about = everything.context
    context = Context(corpus, about.loaded_terms, about.vocabulary)
    if known is None:
        known = Known(everything.kept, everything.look_ups, everything.known().mentions)
        made = linked(context, known, _left_out(about.corpus, corpus), words, alike=everything.kept)
        made = replace(made, whole=True)
    else:
        made = linked(context, known, _as_published(everything.changed), words, whole, everything.kept)
    if corpus is about.corpus:
        # Nothing is left out any more.
        return replace(made, context=about, look_ups=everything.look_ups, kept=everything.kept)
    return made


def _left_out(read: Corpus, shown: Corpus) -> Changes:
    """The drafts, as records that go."""
    pairs = [(read.entries, shown.entries), (read.sources, shown.sources)]
    return {i: Change(table[i], None) for table, those in pairs for i in table.keys() - those.keys()}


def _as_published(changes: Changes) -> Changes:
    """What changed for those who never see a draft."""
    sides = {name: Change(*map(_shown, change)) for name, change in changes.items()}
    return {name: change for name, change in sides.items() if change.before != change.now}


def _shown(record: Any) -> Any:
    return record if record is not None and is_published(record) else None
