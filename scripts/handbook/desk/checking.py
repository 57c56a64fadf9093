"""Check a digest while it is written, by the rules of ``handbook check``, without writing it to the disk.  Pure."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace

from handbook import checks
from handbook.checks.originals import verify
from handbook.checks.register import Context
from handbook.fields import citations_of
from handbook.incremental import invalidation
from handbook.kinds import Review, RulingKind, StatementKind
from handbook.model import Actor, Name, Source, Statement
from handbook.pages.look_ups import LookUps
from handbook.problems import Place, Problem, Report
from handbook.reading import articles


@dataclass(frozen=True)
class CheckResult:
    """The result of checking a text: the source, if it can be read; the problems now, and those it would have once confirmed."""

    source: Source | None
    problems: tuple[Problem, ...]
    later: tuple[Problem, ...] = ()

    @property
    def readable(self) -> bool:
        return self.source is not None


def check(
    context: Context, seeds: str, identity: str, text: str, original: bytes | None, planned: Container[str] = ()
) -> CheckResult:
    """Check the text of a source against the other records.

    ``context`` has the records on the disk, ``seeds`` is the name of their folder, ``original`` the bytes of the
    article, if they are at hand; ``planned`` are the draft entries that will be confirmed with the source.
    """
    path = f"{seeds}/articles/{identity}.md"
    source, problems = articles.read(text, path)
    if source is not None and source.id != identity:
        problems = [Problem(Place(path, 2), "HB107", f"the id '{source.id}' is not the file's name", f"rename the file to {source.id} or the id to {identity}")]  # fmt: skip
    if source is None or problems:
        return CheckResult(None, tuple(sorted(problems)))
    current = _problems(context, source)
    confirmed = replace(source, header=replace(source.header, review=Review.CONFIRMED))
    # A paragraph still to be written is not a fault: the progress shows it.
    pending = {s.line for s in source.statements if s.kind is StatementKind.PENDING}
    confirmed_context = _confirmed(context, planned)
    later: list[Problem] = [
        p
        for p in _problems(confirmed_context, confirmed)
        if not (p.code == "HB313" and p.place.line in pending) and p not in current
    ]
    if original is not None:
        report = Report()
        verify(_with_source(confirmed_context, confirmed), confirmed, original, report)
        later += [p for p in report.sorted() if p.place.line not in pending]
    if source.header.review is Review.CONFIRMED:
        current = sorted({*current, *later})
        later = []
    return CheckResult(source, tuple(current), tuple(sorted(set(later))))


def _with_source(
    context: Context, source: Source, focus: frozenset[str] | None = None, settled: bool = False
) -> Context:
    """The records with a source in place of the one on the disk."""
    corpus = replace(
        context.corpus,
        sources={**context.corpus.sources, source.id: source},
        paths={**context.corpus.paths, source.id: source.path},
    )
    other_links = {cite: links for cite, links in context.mentions.items() if cite.source != source.id}
    return Context(
        corpus, context.loaded_terms, context.vocabulary, other_links | context.link(source), focus, settled
    )  # fmt: skip


def _confirmed(context: Context, planned: Container[str]) -> Context:
    """The records as confirming a source leaves them: planned actors confirmed, and names ruled to be an entry's added to it."""
    corpus = context.corpus
    ruled_names: dict[str, list[str]] = {}
    for ruling in corpus.rulings:
        if ruling.kind is RulingKind.SAME and ruling.entry:
            ruled_names.setdefault(ruling.entry, []).append(ruling.text)

    def as_confirmed(entry: Actor) -> Actor:
        review = Review.CONFIRMED if entry.id in planned else entry.review
        names = {entry.name, *(n.text for n in entry.names)}
        added_names = tuple(Name(text=t) for t in ruled_names.get(entry.id, ()) if t not in names)
        return (
            replace(entry, review=review, names=(*entry.names, *added_names))
            if added_names or entry.id in planned
            else entry
        )

    actors = {i: as_confirmed(a) for i, a in corpus.actors.items()}
    return replace(context, corpus=replace(corpus, actors=actors), links=context.mentions)


def _problems(context: Context, source: Source) -> list[Problem]:
    """The problems of a source, and of entries that cite what it no longer says."""
    before = context.corpus.sources.get(source.id)
    change = {source.id: invalidation.Change(before, source)}
    updated = _with_source(context, source)
    referring = invalidation.referring(LookUps(updated.corpus, updated.mentions), change)
    removed_cites = (
        {s.citation for s in before.statements} - {s.citation for s in source.statements} if before else set()
    )
    referring |= {e for e in context.corpus.entries if removed_cites and _cites(context, e, removed_cites)}
    focus = frozenset({source.id, *referring})
    same_labels = before is not None and {s.label for s in before.statements} == {s.label for s in source.statements}
    problems = checks.run(_with_source(context, source, focus, same_labels))
    files = {source.path, *(context.corpus.paths.get(e, "") for e in referring)}
    return [p for p in problems if p.place.path in files]


def _cites(context: Context, entry: str, removed_cites: Iterable[object]) -> bool:
    return bool(set(citations_of(context.corpus.entries[entry])) & set(removed_cites))


def statement_at(source: Source | None, line: int) -> Statement | None:
    """The statement whose lines contain a given line, if the text can be read."""
    if source is None:
        return None
    rows: Sequence[Statement] = sorted(source.statements, key=lambda s: s.line)
    before = [s for s in rows if s.line <= line]
    return before[-1] if before else None
