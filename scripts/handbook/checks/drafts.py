"""Rules about drafts: nothing confirmed rests on something that nobody has confirmed."""

from __future__ import annotations

from collections.abc import Iterable

from handbook.checks.register import Context, rule
from handbook.fields import cited, links_of
from handbook.kinds import Review, StatementKind
from handbook.leads import labels_of
from handbook.problems import Place, Problem

_HEAD = "---\nid: post-2024\ntitle: T\nshort: Post\npublication: The Post\npublished: 2024-05\nlanguage: en\nrole: corroborating\n{review}consulted: 2024\n---\n\n"


@rule(
    "HB313", "confirmed rests on confirmed",
    good=("seeds/articles/post-2024.md", _HEAD.format(review="review: draft\n") + "2a. [pending]\n  # date: 2024\n"),
    bad=("seeds/articles/post-2024.md", _HEAD.format(review="") + "2a. [pending]\n"),
)  # fmt: skip
def confirmed(context: Context) -> Iterable[Problem]:
    """A confirmed source has no pending statement; neither a confirmed entry nor a disagreement or a note cites a draft source or points to a draft entry."""
    corpus = context.corpus
    drafts = {s.id for s in corpus.sources.values() if s.header.review is Review.DRAFT}
    for source in context.selected(corpus.sources):
        for statement in source.statements:
            speaker = corpus.entries.get(statement.speaker)
            if speaker and speaker.review is Review.DRAFT and source.id not in drafts:
                yield Problem(
                    Place(source.path, statement.line), "HB313", f"{statement.label} is attributed to the draft entry {speaker.id}",
                    f"handbook review confirm {speaker.id}",
                )  # fmt: skip
            if statement.kind is StatementKind.PENDING and source.id not in drafts:
                yield Problem(
                    Place(source.path, statement.line), "HB313", f"{statement.label} is pending in a confirmed source",
                    "write the statement, remove the paragraph's letter and say [no statement: why], or mark the source review: draft",
                )  # fmt: skip
    if not drafts and all(e.review is Review.CONFIRMED for e in corpus.entries.values()):
        return
    for source in context.selected(corpus.sources):
        for target in dict.fromkeys(a for note in source.header.notes for a in note.about):
            if target in corpus.entries and corpus.entries[target].review is Review.DRAFT and source.id not in drafts:
                yield Problem(
                    Place(source.path, 1), "HB313", f"a note on '{source.id}' is about the draft entry {target}", f"handbook review confirm {target}"
                )  # fmt: skip
    for conflict in context.selected(corpus.conflicts):
        for i, target in enumerate(conflict.about):
            if target in corpus.entries and corpus.entries[target].review is Review.DRAFT:
                yield Problem(
                    corpus.place(conflict.id, "about", i), "HB313", f"'{conflict.id}' is about the draft entry {target}", f"handbook review confirm {target}"
                )  # fmt: skip
        for i, side in enumerate(conflict.sides):
            for cite in side.cite:
                if cite.source in drafts:
                    yield Problem(
                        corpus.place(conflict.id, "sides", i), "HB313", f"'{conflict.id}' cites the draft source {cite.source}", "finish the source, or wait"
                    )  # fmt: skip
    for entry in context.selected(corpus.entries):
        if entry.review is Review.DRAFT:
            continue
        for path, cite in cited(entry):
            if cite.source in drafts:
                yield Problem(
                    corpus.place(entry.id, *path),
                    "HB313",
                    f"'{entry.id}' cites the draft source {cite.source}",
                    "finish the source, or wait",
                )
        named = ((path, label.partition("#")[0]) for path, label in labels_of(entry) if "#" in label)
        for path, target in (*links_of(entry), *named):
            record = corpus.entries.get(target)
            if record and record.review is Review.DRAFT:
                yield Problem(
                    corpus.place(entry.id, *path),
                    "HB313",
                    f"'{entry.id}' points to the draft entry {target}",
                    f"handbook review confirm {target}",
                )
